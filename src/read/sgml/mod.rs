//! Collections of news in the SGML of their time: Reuters-21578, and the
//! family of the TREC collections.
//!
//! Owns how a file is cut into records, and the elements of a record.

mod reuters;
mod tags;
mod trec;

pub(super) use reuters::FORMAT as REUTERS;
pub(super) use tags::reference;
pub(super) use trec::FORMAT as TREC;

use std::ops::Range;

use memchr::memchr;

use super::excerpt::{Excerpts, state};
use super::input::Input;
use super::sink::Sink;
use super::stamp::{self, Habit};
use super::stream::{Boundary, Records};
use super::{Draft, Extent};
use crate::article::{Article, Locator, PartialDate, encode_path};
use crate::error::{Skip, SkipReason};
use crate::span::Text;
use tags::{Markup, Tag};

/// Records begin with `<DOC>` or `<REUTERS …>`.
struct Starts;

const STARTS: [&[u8]; 2] = [b"DOC", b"REUTERS"];

impl Boundary for Starts {
    fn find(&mut self, bytes: &[u8], from: usize) -> Result<usize, usize> {
        let mut at = from;
        loop {
            let rest = bytes.get(at..).unwrap_or_default();
            let Some(found) = memchr(b'<', rest) else { return Err(bytes.len()) };
            let start = at + found;
            let name = bytes.get(start + 1..).unwrap_or_default();
            if name.len() <= STARTS[1].len() {
                return Err(start);
            }
            if begins_record(name) {
                return Ok(start);
            }
            at = start + 1;
        }
    }
}

/// Whether what follows `<` is the tag of a record.
fn begins_record(name: &[u8]) -> bool {
    STARTS.iter().any(|start| {
        let is_it = name.get(..start.len()).is_some_and(|name| name.eq_ignore_ascii_case(start));
        is_it && matches!(name.get(start.len()), Some(b'>' | b' ' | b'\t' | b'\n' | b'\r'))
    })
}

/// Makes a draft of a record; the record has no name yet.
type Make = fn(&Excerpts<'_>, &[Tag<'_>]) -> Named;

/// A record's own id, if it has one, and what it gave.
struct Named {
    id: Option<String>,
    draft: Result<Draft, Skip>,
}

/// Reads the records of a file one after the other.
fn read_all(input: Input<'_>, sink: &mut dyn Sink, make: Make) {
    let Input { locator, content, encoding, .. } = input;
    let mut records = Records::new(content.into_reader(), Starts);
    let mut number = 0;
    while let Some(record) = records.next() {
        let named = match record {
            // What stands in front of the first record.
            Ok(record) if !record.bytes.get(1..).is_some_and(begins_record) => continue,
            Ok(record) => match Excerpts::of(record, encoding) {
                Ok(excerpts) => make(&excerpts, &tags::tags(&excerpts.text)),
                Err(skip) => Named { id: None, draft: Err(skip) },
            },
            Err(skip) => Named { id: None, draft: Err(skip) },
        };
        number += 1;
        let id = named.id.map(|id| encode_path(id.trim().as_bytes())).filter(|id| !id.is_empty());
        let id = id.unwrap_or_else(|| number.to_string());
        let flow = match named.draft {
            Ok(mut draft) => {
                draft.stated.locator = Locator { record: Some(id), ..locator.clone() };
                sink.draft(draft)
            }
            Err(skip) => sink.skip(Some(id), skip),
        };
        if flow.is_break() {
            return;
        }
    }
    if number == 0 {
        let skip = Skip::new(SkipReason::Empty, "there is no record in the file");
        // Nothing follows, so there is nothing to stop.
        let _ = sink.skip(None, skip);
    }
}

/// What stands between the tags of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Element<'t> {
    tag: &'t Tag<'t>,
    content: Range<usize>,
}

/// The elements whose names `is_field` knows, in order. One that is not
/// closed ends where the next begins; inside one that is closed further on
/// and may hold others (`holds`), there is none.
fn elements<'t>(
    text: &str,
    tags: &'t [Tag<'t>],
    is_field: impl Fn(&Tag<'_>) -> bool,
    holds: impl Fn(&Tag<'_>) -> bool,
) -> Vec<Element<'t>> {
    let mut elements: Vec<Element<'t>> = Vec::new();
    let mut is_open = false;
    let mut closed_at = 0;
    for tag in tags {
        if tag.range.start < closed_at {
            continue;
        }
        let last = elements.last_mut().filter(|_| is_open);
        if tag.is_close {
            let ends_record =
                STARTS.iter().any(|name| tag.name.as_bytes().eq_ignore_ascii_case(name));
            match last {
                Some(last) if ends_record || last.tag.is(tag.name) => {
                    last.content.end = tag.range.start;
                    is_open = false;
                }
                _ => {}
            }
            if ends_record {
                break;
            }
        } else if is_field(tag) {
            if let Some(last) = last {
                last.content.end = tag.range.start;
            }
            let mut content = tag.range.end..text.len();
            is_open = true;
            if holds(tag)
                && let Some(close) = closing(tags, tag)
            {
                content.end = close.range.start;
                closed_at = close.range.end;
                is_open = false;
            }
            elements.push(Element { tag, content });
        }
    }
    elements
}

/// The tag that closes another: the next of its name, unless it is opened again before.
fn closing<'t>(tags: &'t [Tag<'t>], open: &Tag<'_>) -> Option<&'t Tag<'t>> {
    let first = tags.partition_point(|tag| tag.range.start <= open.range.start);
    let next = tags.iter().skip(first).find(|tag| tag.is(open.name))?;
    next.is_close.then_some(next)
}

/// A record on its way to become a draft.
struct Maker<'e> {
    excerpts: &'e Excerpts<'e>,
    markup: Markup<'e>,
    article: Article,
}

impl<'e> Maker<'e> {
    fn new(excerpts: &'e Excerpts<'e>, tags: &'e [Tag<'e>], reader: &str) -> Self {
        Self { excerpts, markup: Markup::new(tags), article: excerpts.article(reader) }
    }

    /// What an element says, on one line; `None` if that is nothing.
    fn line(&self, element: &Element<'_>) -> Option<Text> {
        self.part(element.content.clone())
    }

    fn part(&self, range: Range<usize>) -> Option<Text> {
        let line = self.excerpts.line(range, &self.markup);
        (!line.text.is_empty()).then_some(line)
    }

    fn raw(&self, element: &Element<'_>) -> &'e str {
        self.excerpts.text.get(element.content.clone()).unwrap_or_default()
    }

    fn state(&mut self, field: &str, element: &Element<'_>, text: &Text) {
        state(&mut self.article, field, element.tag.name, text.file_spans());
    }

    fn headline(&mut self, element: &Element<'_>, text: Text) {
        self.state("headline", element, &text);
        self.article.headline = Some(text);
    }

    fn byline(&mut self, element: &Element<'_>) {
        if let Some(text) = self.line(element) {
            self.state("byline", element, &text);
            self.article.byline_lines.push(text);
        }
    }

    /// Takes the date of an element unless one is known; `text` is what it says.
    fn date(&mut self, element: &Element<'_>, text: &Text) {
        let habit = Habit { century: Some(1900), month_first: Some(true) };
        let Some(stamp) = stamp::read(&text.text, habit).filter(|_| self.article.date.is_none())
        else {
            return;
        };
        self.state("date", element, text);
        self.article.date = Some(stamp.date);
        self.article.time = stamp.time;
    }

    fn furniture(&mut self, element: &Element<'_>) {
        self.article.furniture.extend(self.line(element));
    }

    /// The draft with the text that is still to be split.
    fn draft(self, body: Option<Range<usize>>, extent: Extent) -> Result<Draft, Skip> {
        let Self { excerpts, markup, article } = self;
        let plain = body.map(|range| excerpts.body(range, extent, &markup));
        let is_blank = plain.as_ref().is_none_or(|body| body.text.trim().is_empty());
        if is_blank && article.headline.is_none() && article.paragraphs.is_empty() {
            return Err(Skip::new(SkipReason::Empty, "the record holds no text"));
        }
        Ok(Draft { stated: article, plain: plain.filter(|_| !is_blank) })
    }
}

/// Remembers a date that the record's number names.
fn date_of_id(article: &mut Article, date: Option<PartialDate>) {
    if let Some(date) = date.filter(|_| article.date.is_none()) {
        article.date = Some(date);
        let from = "record_id".to_owned();
        let provenance = crate::article::Provenance { from, confidence: 85, spans: Vec::new() };
        article.fields.insert("date".to_owned(), provenance);
    }
}
