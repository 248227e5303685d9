//! Nexis as HTML, old and new: the lines of its exports as text, each in an
//! element of its own.
//!
//! Old ones number their documents in comments; new ones end each with a line
//! that says so, and have a line `Body` in front of the text.

use memchr::memmem::{self, Finder};

use super::blocks::{Block, blocks};
use super::{
    Made, Tagged, date, extent, language, note_source, on_one_line, page, paragraphs, read_records,
};
use crate::article::{Paragraph, Role};
use crate::read::format::Format;
use crate::read::input::{Input, Sample};
use crate::read::item::Item;
use crate::read::labelled::{Head, head, is_counter, is_tail};
use crate::read::sink::Sink;
use crate::read::stream::Boundary;
use crate::span::Text;

pub(in crate::read) const FORMAT: Format = Format { name: "nexis-html", version: 1, sniff, read };

/// What the element says that ends an article.
const END: &str = "End of Document";

/// A record begins with a number in a comment, or behind a line that ends the
/// record before.
struct Documents {
    numbered: Tagged,
    end: Finder<'static>,
}

impl Documents {
    fn new() -> Self {
        let numbered = Tagged::new("DOC NUMBER=", |tag| tag.starts_with("DOC NUMBER="));
        Self { numbered, end: Finder::new(END) }
    }
}

impl Boundary for Documents {
    fn find(&mut self, bytes: &[u8], from: usize) -> Result<usize, usize> {
        let numbered = self.numbered.find(bytes, from);
        // A mark that lies across `from` counts too.
        let mut at = from.saturating_sub(END.len() - 1);
        while let Some(found) = self.end.find(bytes.get(at..).unwrap_or_default()) {
            let (start, end) = (at + found, at + found + END.len());
            let is_alone = before(bytes, start) == Some(b'>') && end >= from;
            if is_alone {
                return Ok(numbered.map_or(end, |numbered| numbered.min(end)));
            }
            at = start + 1;
        }
        numbered.map_err(|again| again.min(bytes.len().saturating_sub(END.len())).max(from))
    }
}

/// The last byte in front of a place that is not white space.
fn before(bytes: &[u8], at: usize) -> Option<u8> {
    let before = bytes.get(at.saturating_sub(64)..at).unwrap_or_default();
    before.iter().rev().find(|byte| !byte.is_ascii_whitespace()).copied()
}

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    super::super::sniff(sample)?;
    let bytes = sample.text.as_bytes();
    let has = |word: &str| memmem::find(bytes, word.as_bytes()).is_some();
    if has("<DOC NUMBER=") && has("<DOCFULL>") {
        return Some("numbers of documents in comments");
    }
    let is_new = has(END) && has("Load-Date:") && Documents::new().find(bytes, 0).is_ok();
    is_new.then_some("a line `End of Document`")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    read_records(input, sink, FORMAT.name, Documents::new(), make);
}

fn make(record: &str, mut item: Item) -> Made {
    let blocks = blocks(record, false);
    let counter = blocks.iter().position(|block| is_counter(&block.text));
    let (titled, labelled) = match counter {
        Some(at) => old(&mut item, blocks.get(at + 1..)?)?,
        None => new(&mut item, &blocks)?,
    };
    if let Some((headline, decks)) = titled.split_first() {
        item.headline(Some(&on_one_line(&headline.text)), "headline");
        for deck in decks {
            item.deck(Some(&on_one_line(&deck.text)));
        }
    }
    let body = heads(&mut item, labelled);
    let body = tails(&mut item, body);
    let mut text = extent(body).map_or(Vec::new(), |range| paragraphs(record, range));
    text.append(&mut item.article.paragraphs);
    item.article.paragraphs = text;
    Some((None, item))
}

/// The label that a block begins with, in capitals, and its value.
fn label(block: &Block) -> Option<(String, &str)> {
    let (name, value) = block.text.split_once(':')?;
    let name = name.trim();
    (name.len() <= 40).then(|| (name.to_uppercase(), value.trim()))
}

/// The label in front of the text that a block begins with.
fn head_label(block: &Block) -> Option<(Head, &str)> {
    let (name, value) = label(block)?;
    Some((head(&name)?, value))
}

/// Below the number publication and date, then what stands above the labels,
/// and the rest.
fn old<'b>(item: &mut Item, blocks: &'b [Block]) -> Option<(&'b [Block], &'b [Block])> {
    let labels = blocks.iter().position(|block| head_label(block).is_some());
    let (top, labelled) = blocks.split_at_checked(labels?)?;
    let (publication, below) = top.split_first()?;
    item.publication(Some(&on_one_line(&publication.text)), "publication");
    let dated = below.iter().position(|block| dated(item, &block.text));
    Some((below.get(dated.map_or(0, |at| at + 1)..)?, labelled))
}

/// Headline, publication and date, then the labels.
fn new<'b>(item: &mut Item, blocks: &'b [Block]) -> Option<(&'b [Block], &'b [Block])> {
    let labels = blocks.iter().position(|block| head_label(block).is_some())?;
    let top = blocks.get(..labels)?;
    let at = top.iter().rposition(|block| dated(item, &block.text)).filter(|at| *at >= 2)?;
    item.publication(top.get(at - 1).map(|block| block.text.as_str()), "publication");
    let copyright = top.get(at + 1..)?.iter().find(|block| is_copyright(&block.text));
    item.copyright(copyright.map(|block| block.text.as_str()));
    Some((top.get(at - 2..at - 1)?, blocks.get(labels..)?))
}

/// Takes a line that begins with a date: what follows is the edition.
fn dated(item: &mut Item, text: &str) -> bool {
    let (line, below) = text.split_once('\n').unwrap_or((text, ""));
    let parts: Vec<&str> = line.split(',').collect();
    let found = (1..=parts.len()).find(|count| {
        parts.get(..*count).is_some_and(|parts| date(item, &parts.join(","), "date"))
    });
    let Some(count) = found else { return false };
    let is_edition = |part: &&&str| part.to_lowercase().contains("edition");
    let rest = parts.get(count..).unwrap_or_default().iter().find(is_edition);
    note_source(item, "edition", "date", rest.copied().unwrap_or_default());
    note_source(item, "edition", "date", Some(below).filter(|it| is_edition(&it)).unwrap_or(""));
    true
}

/// The labels in front of the text; gives the blocks of the text and behind.
fn heads<'b>(item: &mut Item, blocks: &'b [Block]) -> &'b [Block] {
    let mut seen: Vec<Head> = Vec::new();
    let mut rest = blocks;
    while let Some((block, behind)) = rest.split_first() {
        if is_line(block, &["Body"]) {
            return behind;
        }
        let Some((field, value)) = head_label(block) else { return rest };
        if field != Head::Other && seen.contains(&field) {
            return rest;
        }
        seen.push(field);
        let value = on_one_line(value);
        match field {
            Head::Byline => item.byline(Some(&value), "BYLINE"),
            Head::Section => section(item, &value),
            Head::Headline => item.headline(Some(&value), "HEADLINE"),
            Head::Highlight => item.deck(Some(&value)),
            Head::Dateline => item.dateline(Some(&value), "DATELINE"),
            Head::Body => return rest,
            Head::Other => {}
        }
        rest = behind;
    }
    rest
}

/// `NEWS; Pg. 8`
fn section(item: &mut Item, value: &str) {
    for part in value.split(';').map(str::trim) {
        match page(part) {
            Some(page) => {
                let page = page.split(',').next().unwrap_or(page);
                note_source(item, "page", "SECTION", page);
            }
            None => note_source(item, "section", "SECTION", part),
        }
    }
}

/// Whether a block is one of these lines and nothing more.
fn is_line(block: &Block, lines: &[&str]) -> bool {
    lines.contains(&block.text.as_str())
}

/// Lines that stand for labels behind the text, without a value.
const TITLES: [&str; 6] = ["Graphic", "Classification", "Notes", "Correction", "Load-Date", END];

/// Labels behind the text whose values may take some blocks.
const LONG: [&str; 7] =
    ["GRAPHIC", "PHOTO", "CHART", "NOTES", "NOTE", "CORRECTION", "CLASSIFICATION"];

/// How many blocks the value of a label may take.
const LONGEST: usize = 6;

/// The label behind the text that a block begins with, in capitals.
fn tail_label(block: &Block) -> Option<(String, &str)> {
    if is_line(block, &TITLES) {
        return Some((block.text.to_uppercase(), ""));
    }
    let (name, value) = label(block)?;
    // Words of the text may be followed by a colon, but are not in capitals.
    let is_written_so = block.text.trim_start().starts_with(&name);
    let is_label = is_tail(&name) || name == "CORRECTION";
    (name == "LOAD-DATE" || (is_written_so && is_label)).then_some((name, value))
}

fn is_copyright(text: &str) -> bool {
    ["Copyright", "©", "All Rights Reserved"].iter().any(|start| text.starts_with(start))
        && text.len() < 300
}

/// The labels and the copyright behind the text; gives what stands before.
fn tails<'b>(item: &mut Item, blocks: &'b [Block]) -> &'b [Block] {
    let classification = blocks.iter().position(|block| is_line(block, &["Classification"]));
    let blocks = blocks.get(..classification.unwrap_or(blocks.len())).unwrap_or_default();
    let mut end = classification.unwrap_or(blocks.len());
    let mut gap = 0;
    for (at, block) in blocks.iter().enumerate().rev() {
        let label = tail_label(block);
        let is_long = label.as_ref().is_some_and(|(name, _)| LONG.contains(&name.as_str()));
        if is_copyright(&block.text) || (label.is_some() && (gap == 0 || is_long)) {
            (end, gap) = (at, 0);
        } else {
            gap += 1;
        }
        if gap > LONGEST {
            break;
        }
    }
    let (body, tail) = blocks.split_at_checked(end).unwrap_or((blocks, &[]));
    let mut is_correction = false;
    for block in tail {
        is_correction = take_tail(item, block, is_correction);
    }
    body
}

/// Takes a block behind the text; gives whether the next may go on with a
/// correction.
fn take_tail(item: &mut Item, block: &Block, is_correction: bool) -> bool {
    let furniture = Text::detached(on_one_line(&block.text));
    match tail_label(block) {
        Some((name, value)) => {
            let is_correction = name == "CORRECTION";
            match name.as_str() {
                "LANGUAGE" | "SPRACHE" | "LANGUE" | "IDIOMA" | "LINGUA" | "TAAL" => {
                    language(item, value, "LANGUAGE");
                }
                "URL" => item.url(Some(value), "URL"),
                "CORRECTION" => correction(item, value),
                _ => {}
            }
            if !is_correction {
                item.article.furniture.push(furniture);
            }
            is_correction
        }
        None if is_copyright(&block.text) => {
            item.copyright(Some(&block.text));
            false
        }
        None if is_correction => {
            correction(item, &block.text);
            true
        }
        None => {
            item.article.furniture.push(furniture);
            false
        }
    }
}

/// Takes what was corrected in the article.
fn correction(item: &mut Item, text: &str) {
    if !text.is_empty() {
        let text = Text::detached(on_one_line(text));
        item.article.paragraphs.push(Paragraph { role: Role::Correction, text });
    }
}
