//! The family of TREC and of the newswire collections after it: `<DOC>`
//! records of the AP, WSJ, FT, Los Angeles Times, FBIS, San Jose Mercury News,
//! Federal Register, AQUAINT and Gigaword.
//!
//! The names of elements differ; [`ELEMENTS`] says what each one is.

use std::ops::Range;

use memchr::memchr;

use super::tags::Tag;
use super::{Element, Maker, Named, date_of_id, elements, read_all};
use crate::article::{Article, Dateline, Paragraph, PartialDate, Role, Status};
use crate::read::Extent;
use crate::read::excerpt::Excerpts;
use crate::read::format::Format;
use crate::read::input::Sample;
use crate::read::stamp::{self, Habit};
use crate::span::{Span, Text};

pub(in crate::read) const FORMAT: Format =
    Format { name: "trec", version: 1, sniff, read: |input, sink| read_all(input, sink, make) };

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let start = sample.text.get(..4096).unwrap_or(&sample.text);
    memchr(b'<', start.as_bytes())?;
    let upper = start.to_ascii_uppercase();
    let at = if upper.starts_with("<DOC") { 0 } else { upper.find("\n<DOC")? + 1 };
    let rest = upper.get(at..)?;
    if rest.starts_with("<DOC>") && (rest.contains("<DOCNO>") || rest.contains("<DOCID>")) {
        return Some("`<DOC>` records with a `<DOCNO>`");
    }
    let is_named = rest.starts_with("<DOC ") && rest.split('>').next()?.contains("ID=");
    is_named.then_some("`<DOC id=…>` records")
}

/// What an element is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Number,
    Headline,
    Byline,
    Dateline,
    Date,
    /// `FT 27 MAY 92`, `WALL STREET JOURNAL (J), PAGE A1`
    Source,
    Section,
    Page,
    Author,
    /// Body text; all such parts in a row are the body.
    Body,
    Caption,
    /// Kept for the record: slugs, codes, kinds.
    Furniture,
    Nothing,
}

const ELEMENTS: &[(&str, Part)] = &[
    ("DOCNO", Part::Number),
    ("HEADLINE", Part::Headline),
    ("HEAD", Part::Headline),
    ("HL", Part::Headline),
    ("TI", Part::Headline),
    ("TITLE", Part::Headline),
    ("SLUG", Part::Furniture),
    ("BYLINE", Part::Byline),
    ("AUTHOR", Part::Author),
    ("AU", Part::Author),
    ("DATELINE", Part::Dateline),
    ("DATE", Part::Date),
    ("DATE1", Part::Date),
    ("DATE_TIME", Part::Date),
    ("DD", Part::Date),
    ("SO", Part::Source),
    ("PUB", Part::Source),
    ("SECTION", Part::Section),
    ("PAGE", Part::Page),
    ("TEXT", Part::Body),
    ("LP", Part::Body),
    ("LEADPARA", Part::Body),
    ("CORRECTION", Part::Body),
    ("GRAPHIC", Part::Caption),
    ("CAPTION", Part::Caption),
    ("FILEID", Part::Furniture),
    ("FIRST", Part::Furniture),
    ("SECOND", Part::Furniture),
    ("1ST_LINE", Part::Furniture),
    ("2ND_LINE", Part::Furniture),
    ("NOTE", Part::Furniture),
    ("UNK", Part::Furniture),
    ("KICKER", Part::Furniture),
    ("TYPE", Part::Furniture),
    ("DOCTYPE", Part::Furniture),
    ("TRAILER", Part::Furniture),
    ("SUBJECT", Part::Furniture),
    ("IN", Part::Furniture),
    ("MEMO", Part::Furniture),
    ("DESCRIPT", Part::Furniture),
    ("CORRECTION-DATE", Part::Furniture),
    ("CO", Part::Furniture),
    ("G", Part::Furniture),
    ("DOCID", Part::Nothing),
    ("PROFILE", Part::Nothing),
    ("LENGTH", Part::Nothing),
    ("CATEGORY", Part::Nothing),
    ("ACCESS", Part::Nothing),
    ("WORD.CT", Part::Nothing),
    ("PUBYEAR", Part::Nothing),
    ("REGION", Part::Nothing),
    ("FEATURE", Part::Nothing),
    ("STATE", Part::Nothing),
    ("COUNTRY", Part::Nothing),
    ("EDITION", Part::Nothing),
    ("DAY", Part::Nothing),
    ("MONTH", Part::Nothing),
    ("PG.COL", Part::Nothing),
];

fn part(tag: &Tag<'_>) -> Option<Part> {
    ELEMENTS.iter().find(|(name, _)| tag.is(name)).map(|(_, part)| *part)
}

fn make(excerpts: &Excerpts<'_>, tags: &[Tag<'_>]) -> Named {
    let holds = |tag: &Tag<'_>| part(tag) == Some(Part::Body);
    let fields = elements(&excerpts.text, tags, |tag| part(tag).is_some(), holds);
    let mut maker = Maker::new(excerpts, tags, FORMAT.name);
    let start = tags.first();
    let number = fields.iter().find(|field| part(field.tag) == Some(Part::Number));
    let stated = number.and_then(|number| maker.line(number)).map(|text| text.text);
    let id = stated.or_else(|| start?.attribute("id").map(str::to_owned));
    let mut body: Option<Range<usize>> = None;
    for field in &fields {
        let Some(part) = part(field.tag) else { continue };
        if part == Part::Body {
            let first = body.as_ref().map_or(field.content.start, |body| body.start);
            body = Some(first..field.content.end);
        } else {
            take(&mut maker, field, part);
        }
    }
    let kind = start.and_then(|tag| tag.attribute("type")).unwrap_or_default();
    if kind.to_ascii_lowercase().starts_with("advis") {
        maker.article.status = Status::Advisory;
    }
    if body.is_none() {
        captions(&mut maker, &fields);
    }
    if let Some(id) = &id {
        date_of_id(&mut maker.article, named_date(id));
        agency_of_id(&mut maker.article, id);
    }
    let body = body.map(|body| after_marker(&excerpts.text, body));
    Named { id, draft: maker.draft(body, Extent::Body) }
}

fn take(maker: &mut Maker<'_>, field: &Element<'_>, part: Part) {
    match part {
        Part::Headline => headline(maker, field),
        Part::Byline => maker.byline(field),
        Part::Author => author(maker, field),
        Part::Dateline => dateline(maker, field),
        Part::Date => {
            if let Some(text) = maker.line(field) {
                maker.date(field, &text);
                edition(&mut maker.article, &text);
            }
        }
        Part::Source => source(maker, field),
        Part::Section => section(maker, field),
        Part::Page => {
            if let Some(text) = maker.line(field) {
                maker.state("page", field, &text);
                maker.article.source.page = Some(text.text);
            }
        }
        Part::Furniture => maker.furniture(field),
        Part::Number | Part::Body | Part::Caption | Part::Nothing => {}
    }
}

/// The paragraphs of an element, or its lines up to a rule of dashes.
fn parts(maker: &Maker<'_>, field: &Element<'_>) -> Vec<Text> {
    let text = maker.raw(field);
    let mut parts = Vec::new();
    let mut start = 0;
    let lower = text.to_ascii_lowercase();
    for (at, tag) in lower.match_indices("<p>") {
        parts.push(start..at);
        start = at + tag.len();
    }
    parts.push(start..text.len());
    let base = field.content.start;
    let lines = parts.into_iter().filter_map(|part| maker.part(base + part.start..base + part.end));
    lines.collect()
}

/// Headlines may stand in several paragraphs or elements: a kicker of few
/// words, the headline, the lines below it.
fn headline(maker: &mut Maker<'_>, field: &Element<'_>) {
    if maker.raw(field).contains("\n   ----") {
        return ruled_headline(maker, field);
    }
    let parts: Vec<Text> =
        parts(maker, field).into_iter().map(without_mark).map(without_paper).collect();
    let is_kicker = |first: &Text| {
        first.text.split_whitespace().count() <= 3
            || first.text.to_ascii_uppercase().ends_with(" IN BRIEF")
    };
    let mut parts = parts.into_iter();
    let Some(first) = parts.next() else { return };
    if maker.article.headline.is_some() {
        maker.article.deck.push(first);
    } else if parts.len() > 0 && is_kicker(&first) {
        maker.article.kicker = Some(first);
        if let Some(second) = parts.next() {
            maker.headline(field, second);
        }
    } else {
        maker.headline(field, first);
    }
    maker.article.deck.extend(parts);
}

/// A headline, a rule of dashes, the byline.
fn ruled_headline(maker: &mut Maker<'_>, field: &Element<'_>) {
    let text = maker.raw(field);
    let at = text.find("\n   ----").unwrap_or(text.len());
    let base = field.content.start;
    if let Some(line) = maker.part(base..base + at) {
        maker.headline(field, line);
    }
    let mut start = at + 1;
    for line in text.get(start..).unwrap_or_default().split_inclusive('\n') {
        let range = base + start..base + start + line.len();
        start += line.len();
        if !line.trim_start().starts_with("---")
            && let Some(text) = maker.part(range)
        {
            maker.state("byline", field, &text);
            maker.article.byline_lines.push(text);
        }
    }
}

/// The semicolon that closes a part of a headline is no part of it.
fn without_mark(text: Text) -> Text {
    let len = text.text.trim_end_matches([';', ' ']).len();
    cut(text, 0, len)
}

/// `FT  27 MAY 92 / Grain prices fall` names the paper first.
fn without_paper(text: Text) -> Text {
    let is_dated = |before: &str| {
        let date = before.strip_prefix("FT ")?;
        stamp::read(date, Habit { century: Some(1900), month_first: None })
    };
    let found = text.text.split_once(" / ").filter(|(before, _)| is_dated(before).is_some());
    match found.map(|(before, _)| before.len() + 3) {
        Some(start) => {
            let len = text.text.len();
            cut(text, start, len)
        }
        None => text,
    }
}

/// A part of a text, with its pieces.
fn cut(text: Text, start: usize, end: usize) -> Text {
    if start == 0 && end == text.text.len() {
        return text;
    }
    let part = Span::new(start, end);
    let pieces = text.pieces.iter().filter_map(|piece| {
        let covered = Span::new(piece.text, piece.text + piece.file.len());
        let common = covered.intersect(part)?;
        let before = Span::new(piece.text, common.start).of(&text.text);
        let from = piece.file.start + before.len();
        Some(crate::span::Piece {
            text: common.start - start,
            file: Span::new(from, from + common.len()),
            chars: piece.chars + before.chars().count(),
            line: piece.line,
        })
    });
    Text { pieces: pieces.collect(), text: part.of(&text.text).to_owned() }
}

fn author(maker: &mut Maker<'_>, field: &Element<'_>) {
    if let Some(text) = maker.line(field).filter(|text| text.text != "0") {
        maker.state("byline", field, &text);
        maker.article.byline_lines.push(text);
    }
}

fn dateline(maker: &mut Maker<'_>, field: &Element<'_>) {
    if let Some(text) = maker.line(field).filter(|_| maker.article.dateline.is_none()) {
        maker.state("dateline", field, &text);
        let spans = text.file_spans();
        let raw = text.text.trim_end_matches([' ', '-', '_']).to_owned();
        maker.article.dateline = Some(Dateline { raw, spans, ..Dateline::default() });
    }
}

/// `April 29, 1990, Sunday, Home Edition`
fn edition(article: &mut Article, text: &Text) {
    let last = text.text.rsplit(',').next().unwrap_or_default().trim();
    if last.ends_with("Edition") && last.len() < 60 {
        article.source.edition = Some(last.to_owned());
    }
}

/// `WALL STREET JOURNAL (J), PAGE A1`, `The Financial Times`
fn source(maker: &mut Maker<'_>, field: &Element<'_>) {
    let Some(text) = maker.line(field) else { return };
    let (name, rest) = match text.text.split_once(',') {
        Some((name, rest)) => (name, Some(rest.trim())),
        None => (text.text.as_str(), None),
    };
    let name = name.split(" (").next().unwrap_or(name).trim();
    let page = rest.and_then(|rest| rest.strip_prefix("PAGE ").or(rest.strip_prefix("Page ")));
    maker.article.source.page = page.map(str::to_owned).or(maker.article.source.page.take());
    maker.article.source.publication = Some(name.to_owned());
    maker.state("source", field, &text);
}

/// `Metro; Part B; Page 3; Column 1; Metro Desk`
fn section(maker: &mut Maker<'_>, field: &Element<'_>) {
    let Some(text) = maker.line(field) else { return };
    let parts = || text.text.split(';').map(str::trim);
    let page = parts().find_map(|part| part.strip_prefix("Page "));
    let source = &mut maker.article.source;
    source.section = parts().find(|part| !part.is_empty()).map(str::to_owned);
    source.page = page.map(str::to_owned).or(source.page.take());
    maker.state("section", field, &text);
}

/// A record without text is a picture with its caption.
fn captions(maker: &mut Maker<'_>, fields: &[Element<'_>]) {
    let graphics = fields.iter().filter(|field| part(field.tag) == Some(Part::Caption));
    let texts: Vec<Text> = graphics.flat_map(|field| parts(maker, field)).collect();
    let captions = texts.into_iter().map(|text| Paragraph { role: Role::Caption, text });
    maker.article.paragraphs.extend(captions);
}

/// Monitoring services put `[Text]` between their notes and the text.
fn after_marker(text: &str, body: Range<usize>) -> Range<usize> {
    let mut end = (body.start + 800).min(body.end);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let start = text.get(body.start..end).unwrap_or_default();
    let found = ["[Text]", "[Excerpts]", "[Excerpt]"]
        .iter()
        .find_map(|mark| start.find(mark).map(|at| at + mark.len()));
    body.start + found.unwrap_or(0)..body.end
}

/// The date in a record's number: `AP880212-0001`, `AFP_ENG_19940512.0004`,
/// `LA042990-0012`.
fn named_date(id: &str) -> Option<PartialDate> {
    let habit = Habit { century: Some(1900), month_first: Some(true) };
    let prefix = id.trim_end_matches(|c: char| c != '.' && c != '-');
    let prefix = prefix.trim_end_matches(['.', '-']);
    let letters = prefix.trim_end_matches(|c: char| c.is_ascii_digit());
    let digits = prefix.get(letters.len()..)?;
    match (letters, digits.len()) {
        (_, 8) => stamp::read(digits, habit).map(|stamp| stamp.date),
        ("AP" | "WSJ", 6) => stamp::read(digits, habit).map(|stamp| stamp.date),
        ("LA" | "la", 6) => {
            let (month, rest) = (digits.get(..2)?, digits.get(2..)?);
            let written = format!("{month}/{}/{}", rest.get(..2)?, rest.get(2..)?);
            stamp::read(&written, habit).map(|stamp| stamp.date)
        }
        _ => None,
    }
    .filter(|date| date.day.is_some())
}

/// The agency that a record's number begins with.
fn agency_of_id(article: &mut Article, id: &str) {
    let start = id.split(['_', '.']).next().unwrap_or_default();
    let start = start.trim_end_matches(|c: char| c.is_ascii_digit() || c == '-');
    let agency = match start {
        "AP" | "APW" => "AP",
        "AFP" => "AFP",
        "XIN" | "XIE" => "Xinhua",
        _ => return,
    };
    article.source.agencies.push(agency.to_owned());
}
