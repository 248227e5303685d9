//! The TIME collection: articles of a magazine of 1963, each below a line
//! such as `*TEXT 017 01/04/63 PAGE 020`; `*STOP` ends the last.

use std::ops::Range;

use super::excerpt::{Decode, Excerpts, Target, state};
use super::format::Format;
use super::input::{Input, Sample};
use super::sink::Sink;
use super::stamp::{self, Habit};
use super::stream::{LineMark, Records};
use super::{Draft, Extent};
use crate::article::{Locator, encode_path};
use crate::error::{Skip, SkipReason};

pub(super) const FORMAT: Format = Format { name: "time", version: 1, sniff, read };

const MARK: &str = "*TEXT ";

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let first = sample.text.lines().next()?;
    let is_marked = first.starts_with(MARK) && first.contains(" PAGE ");
    is_marked.then_some("a line `*TEXT number date PAGE page`")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    let Input { locator, content, encoding, .. } = input;
    let mut records = Records::new(content.into_reader(), LineMark::new(MARK));
    let mut number = 0;
    while let Some(record) = records.next() {
        number += 1;
        let made =
            record.and_then(|record| Excerpts::of(record, encoding)).map(|record| make(&record));
        let flow = match made {
            Ok(None) => continue,
            Ok(Some((id, Ok(mut draft)))) => {
                draft.stated.locator = Locator { record: Some(id), ..locator.clone() };
                sink.draft(draft)
            }
            Ok(Some((id, Err(skip)))) => sink.skip(Some(id), skip),
            Err(skip) => sink.skip(Some(number.to_string()), skip),
        };
        if flow.is_break() {
            return;
        }
    }
}

/// The number and the article of a record; `None` for what is none.
fn make(excerpts: &Excerpts<'_>) -> Option<(String, Result<Draft, Skip>)> {
    let text: &str = &excerpts.text;
    let (line, body) = text.strip_prefix(MARK)?.split_once('\n').unwrap_or((text, ""));
    let start = text.len() - body.len();
    let words: Vec<&str> = line.split_whitespace().collect();
    let id = encode_path(words.first()?.as_bytes());
    let mut article = excerpts.article(FORMAT.name);
    let span = vec![excerpts.span(0..start)];
    let habit = Habit { century: Some(1900), month_first: Some(true) };
    if let Some(stamp) = words.get(1).and_then(|date| stamp::read(date, habit)) {
        article.date = Some(stamp.date);
        state(&mut article, "date", "*TEXT", span.clone());
    }
    if let [.., "PAGE", page] = words.as_slice() {
        article.source.page = Some((*page).to_owned());
        state(&mut article, "page", "*TEXT", span);
    }
    // The mark of the end stands on a line of its own, perhaps the first.
    let end = text.find("\n*STOP").map_or(text.len(), |at| at.max(start));
    let plain = excerpts.body(start..end, Extent::Body, &Verbatim);
    if plain.text.trim().is_empty() {
        let skip = Skip::new(SkipReason::Empty, "the record holds no text");
        return Some((id, Err(skip)));
    }
    Some((id, Ok(Draft { stated: article, plain: Some(plain) })))
}

/// Text without markup.
struct Verbatim;

impl Decode for Verbatim {
    fn decode(&self, text: &str, range: Range<usize>, target: &mut dyn Target) {
        target.copy(text.get(range.clone()).unwrap_or_default(), range.start);
    }
}
