//! ALTO, the scanned pages of newspapers: the words of a page, block by block.
//!
//! A page holds many stories and does not say where each begins, so that it
//! is one article, its blocks the paragraphs.

use super::format::Format;
use super::input::{Input, Sample};
use super::item::Item;
use super::sink::Sink;
use super::xml::{self, Element, Record, document, records};
use crate::article::{Paragraph, Role, Warning};
use crate::error::{Skip, SkipReason};
use crate::span::Text;

pub(super) const FORMAT: Format = Format { name: "alto", version: 1, sniff, read };

/// The mean certainty of words below which a page is hard to read.
const LEAST_CERTAIN: f64 = 0.75;

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let (name, _) = xml::root(&sample.text)?;
    (name == "alto").then_some("the root element `alto`")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    let (decoded, article) = match document(input, FORMAT.name) {
        Ok(document) => document,
        Err(skip) => {
            let _ = sink.skip(None, skip);
            return;
        }
    };
    let mut page = Page { item: Item::new(article), certainty: 0.0, words: 0, half: None };
    let fault = records(&decoded.text, &["TextBlock"], &mut |record: Record<'_>| {
        page.block(&record.element);
        std::ops::ControlFlow::Continue(())
    });
    if let (Some(fault), false) = (fault, page.item.has_text()) {
        let _ = sink.skip(None, Skip::new(SkipReason::Malformed, fault));
        return;
    }
    let _ = page.finish().hand_over(sink);
}

struct Page {
    item: Item,
    certainty: f64,
    words: u32,
    /// The whole of a word whose first half was read.
    half: Option<String>,
}

impl Page {
    fn block(&mut self, block: &Element) {
        let mut text = String::new();
        for line in block.all("TextLine") {
            for word in line.all("String") {
                let Some(word) = self.word(word) else { continue };
                if !text.is_empty() {
                    text.push(' ');
                }
                text.push_str(&word);
            }
        }
        if text.chars().any(char::is_alphanumeric) {
            let paragraph = Paragraph { role: Role::Para, text: Text::detached(text) };
            self.item.article.paragraphs.push(paragraph);
        }
    }

    /// A word, whole where the line breaks it; its second half gives none.
    fn word(&mut self, word: &Element) -> Option<String> {
        if let Some(certainty) = word.attribute("wc").and_then(|wc| wc.parse::<f64>().ok()) {
            self.certainty += certainty;
            self.words += 1;
        }
        let whole = word.attribute("subs_content").map(str::to_owned);
        match word.attribute("subs_type") {
            Some("HypPart1") if whole.is_some() => {
                self.half.clone_from(&whole);
                whole
            }
            Some("HypPart2") if whole.is_some() && self.half == whole => {
                self.half = None;
                None
            }
            _ => word.attribute("content").map(str::to_owned),
        }
    }

    fn finish(mut self) -> Item {
        if self.words > 0 && self.certainty / f64::from(self.words) < LEAST_CERTAIN {
            self.item.article.warnings.push(Warning {
                code: "ocr_low".to_owned(),
                message: "Many words of the page were hard to read.".to_owned(),
                spans: Vec::new(),
            });
        }
        self.item
    }
}
