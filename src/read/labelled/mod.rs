//! Exports of data bases as text: many articles in a file, each with labels.
//!
//! One file for each service; what they share is here: paragraphs of a record
//! with their places, and fields that labels state.

mod dates;
mod factiva;
mod languages;
mod nexis;
mod proquest;
mod section;
mod tail;

pub(super) use dates::read as date;
pub(super) use factiva::{FORMAT as FACTIVA, is_count, number};
pub(super) use languages::code as language;
pub(super) use nexis::{FORMAT as NEXIS, Head, edition_behind, head, is_counter, is_remark};
pub(super) use proquest::FORMAT as PROQUEST;
pub(super) use section::{page, section};
pub(super) use tail::{Behind, Part, is_copyright, tail};

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memmem::Finder;

use super::Draft;
use super::Extent;
use super::excerpt::{Decode, Excerpts, Target};
use super::input::Input;
use super::sink::Sink;
use super::stream::{Boundary, Records, Utf8};
use super::tally::Tally;
use crate::article::{Article, Paragraph, Provenance, Role};
use crate::error::{Skip, SkipReason};
use crate::span::Text;

/// A record's own id, and its article.
type Made = (Option<String>, Result<Draft, Skip>);

/// Reads the records of an export; `make` gives `None` for what is none, such
/// as a cover sheet.
fn read_records<B: Boundary>(
    input: Input<'_>,
    sink: &mut dyn Sink,
    boundary: B,
    make: fn(&Excerpts<'_>) -> Option<Made>,
) {
    let Input { locator, content, encoding, .. } = input;
    let mut tally = Tally::new(locator, sink);
    let Utf8 { reader, whole } = match Utf8::of(content, encoding) {
        Ok(text) => text,
        Err(skip) => return tally.whole(skip),
    };
    let mut records = Records::new(reader, boundary);
    while let Some(record) = records.next() {
        let found = match record.and_then(|record| Excerpts::of_part(record, whole.as_ref())) {
            Ok(excerpts) => make(&excerpts),
            Err(skip) => Some((None, Err(skip))),
        };
        let Some((id, draft)) = found else { continue };
        if tally.add(id, draft).is_break() {
            return;
        }
    }
    tally.finish();
}

/// Text without markup.
struct Verbatim;

impl Decode for Verbatim {
    fn decode(&self, text: &str, range: Range<usize>, target: &mut dyn Target) {
        target.copy(text.get(range.clone()).unwrap_or_default(), range.start);
    }
}

/// Text without markup, and without what stands in a range of it.
struct Skipping(Range<usize>);

impl Decode for Skipping {
    fn decode(&self, text: &str, range: Range<usize>, target: &mut dyn Target) {
        let (start, end) = (self.0.start.clamp(range.start, range.end), self.0.end.min(range.end));
        Verbatim.decode(text, range.start..start, target);
        Verbatim.decode(text, end.max(start)..range.end, target);
    }
}

/// A line: where it stands without the white space around it, and how far it
/// is set in.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Line {
    range: Range<usize>,
    indent: usize,
}

/// White space, as exports use it.
fn is_blank(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{FEFF}' | '\u{C}')
}

/// Whether a text has a word for documents, without which it is no export
/// that counts or numbers them: a quick look.
fn names_documents(text: &str) -> bool {
    static WORDS: LazyLock<[Finder<'_>; 5]> =
        LazyLock::new(|| ["ocument", "OCUMENT", "okument", "OKUMENT", "окумент"].map(Finder::new));
    WORDS.iter().any(|word| word.find(text.as_bytes()).is_some())
}

/// The lines of a text.
fn lines(text: &str) -> Vec<Line> {
    let mut start = 0;
    let mut lines = Vec::new();
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches(is_blank);
        let indent = line.len() - bare.len();
        let from = start + indent;
        let range = from..from + bare.trim_end_matches(is_blank).len();
        lines.push(Line { range, indent });
        start += line.len();
    }
    lines
}

/// Lines without a blank one between them.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Block {
    range: Range<usize>,
    /// How far its first line is set in.
    indent: usize,
}

impl Block {
    /// The lines of the block, as blocks.
    fn lines<'t>(&self, text: &'t str) -> impl Iterator<Item = Self> + use<'t> {
        let (start, indent) = (self.range.start, self.indent);
        let inner = lines(text.get(self.range.clone()).unwrap_or_default()).into_iter();
        let block = move |line: Line| Self { range: line.range, indent }.behind(start);
        inner.filter(|line| !line.range.is_empty()).map(block)
    }

    /// The block as one of a text in which its own begins at `start`.
    fn behind(self, start: usize) -> Self {
        let range = self.range.start + start..self.range.end + start;
        Self { range, ..self }
    }
}

/// The blocks of a text.
fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut is_open = false;
    for Line { range, indent } in lines(text) {
        if range.is_empty() {
            is_open = false;
            continue;
        }
        match blocks.last_mut().filter(|_| is_open) {
            Some(block) => block.range.end = range.end,
            None => blocks.push(Block { range, indent }),
        }
        is_open = true;
    }
    blocks
}

/// The fields of a record, as its labels state them.
struct Fields<'e> {
    excerpts: &'e Excerpts<'e>,
    article: Article,
}

impl<'e> Fields<'e> {
    fn new(excerpts: &'e Excerpts<'e>, reader: &str) -> Self {
        Self { excerpts, article: excerpts.article(reader) }
    }

    /// A part of the record as one line.
    fn line(&self, range: &Range<usize>) -> Text {
        self.excerpts.line(range.clone(), &Verbatim)
    }

    /// Remembers that a label states a field, and where.
    fn note(&mut self, field: &str, range: &Range<usize>) {
        let spans = vec![self.excerpts.span(range.clone())];
        let from = Provenance { from: "label".to_owned(), confidence: 95, spans };
        self.article.fields.insert(field.to_owned(), from);
    }

    fn headline(&mut self, range: &Range<usize>) {
        self.article.headline = Some(self.line(range));
        self.note("headline", range);
    }

    fn byline(&mut self, range: &Range<usize>) {
        let line = self.line(range);
        self.article.byline_lines.push(line);
        self.note("byline", range);
    }

    fn publication(&mut self, range: &Range<usize>) {
        self.article.source.publication = Some(self.line(range).text);
        self.note("source", range);
    }

    /// `NEWS; Pg. 8`
    fn section(&mut self, range: &Range<usize>) {
        let text = self.line(range).text;
        let (section, page) = section::section(&text);
        let source = &mut self.article.source;
        source.section = source.section.take().or(section);
        source.page = page.map(str::to_owned).or(source.page.take());
        self.note("section", range);
    }

    /// Takes a paragraph that stands behind the text.
    fn paragraph(&mut self, role: Role, range: &Range<usize>) {
        let text = self.line(range);
        if !text.text.is_empty() {
            self.article.paragraphs.push(Paragraph { role, text });
        }
    }

    /// Takes a date, if the text is one.
    fn date(&mut self, range: &Range<usize>) -> bool {
        let text = self.line(range).text;
        let Some(stamp) = dates::read(&text) else { return false };
        self.article.date = Some(stamp.date);
        self.article.time = stamp.time;
        self.note("date", range);
        true
    }

    fn language(&mut self, range: &Range<usize>) {
        self.article.language = languages::code(&self.line(range).text);
        if self.article.language.is_some() {
            self.note("language", range);
        }
    }

    /// The article, with its text; a [`Skip`] if there is none.
    fn draft(self, body: Option<Range<usize>>) -> Result<Draft, Skip> {
        self.draft_of(body, &Verbatim)
    }

    /// The same, with a decoder for the text.
    fn draft_of(self, body: Option<Range<usize>>, decoder: &dyn Decode) -> Result<Draft, Skip> {
        let text = body.clone().and_then(|body| self.excerpts.text.get(body)).unwrap_or_default();
        let Some(body) = body.filter(|_| !text.trim().is_empty()) else {
            return Err(Skip::new(SkipReason::Empty, "the record holds no text"));
        };
        let plain = self.excerpts.body(body, Extent::Body, decoder);
        Ok(Draft { stated: self.article, plain: Some(plain) })
    }
}

/// The label that a block begins with, if `is_label` knows it, and where its
/// value stands: `LENGTH: 355 words`.
fn label<'t>(
    text: &'t str,
    block: &Range<usize>,
    is_label: fn(&str) -> bool,
) -> Option<(&'t str, Range<usize>)> {
    let inner = text.get(block.clone())?;
    let colon = inner.get(..inner.len().min(60)).unwrap_or(inner).find(':');
    let name = inner.get(..colon?)?.trim_end();
    let value = inner.get(colon? + 1..)?;
    let start = block.end - value.trim_start_matches(is_blank).len();
    is_label(name).then_some((name, start..block.end))
}
