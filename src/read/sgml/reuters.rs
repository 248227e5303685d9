//! Reuters-21578: a newswire of 1987 as `<REUTERS NEWID=…>` records.

use super::tags::Tag;
use super::{Element, Maker, Named, elements, read_all};
use crate::article::{Dateline, Provenance};
use crate::error::Skip;
use crate::read::excerpt::Excerpts;
use crate::read::format::Format;
use crate::read::input::Sample;
use crate::read::{Draft, Extent};
use crate::span::{Span, Text};

pub(in crate::read) const FORMAT: Format = Format {
    name: "reuters-21578",
    version: 1,
    sniff,
    read: |input, sink| read_all(input, sink, make),
};

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let start = sample.text.get(..4096).unwrap_or(&sample.text);
    if start.starts_with("<REUTERS ") || start.contains("\n<REUTERS ") {
        return Some("a `<REUTERS …>` record");
    }
    start.starts_with("<!DOCTYPE lewis").then_some("the document type `lewis`")
}

const FIELDS: [&str; 8] =
    ["DATE", "TOPICS", "PLACES", "UNKNOWN", "TITLE", "AUTHOR", "DATELINE", "BODY"];

fn make(excerpts: &Excerpts<'_>, tags: &[Tag<'_>]) -> Named {
    let id = tags.first().and_then(|tag| tag.attribute("NEWID")).map(str::to_owned);
    let is_field = |tag: &Tag<'_>| FIELDS.iter().any(|name| tag.is(name));
    let fields = elements(&excerpts.text, tags, is_field, |tag| tag.is("BODY"));
    let texts = elements(&excerpts.text, tags, |tag| tag.is("TEXT"), |_| true);
    let mut maker = Maker::new(excerpts, tags, FORMAT.name);
    maker.article.language = Some("en".to_owned());
    maker.article.source.agencies.push("Reuters".to_owned());
    let mut body = None;
    for field in &fields {
        body = take(&mut maker, field).or(body);
    }
    let text = texts.first();
    let kind = text.and_then(|text| text.tag.attribute("TYPE")).unwrap_or("NORM");
    let is_parted = maker.article.headline.is_some() || body.is_some();
    let draft = match (body, text) {
        (Some(body), _) => {
            // The dateline stands in front of the text, as it was printed.
            let dateline = fields.iter().rfind(|field| field.tag.is("DATELINE"));
            let start = dateline.map(|field| field.content.start).filter(|at| *at < body.start);
            maker.draft(Some(start.unwrap_or(body.start)..body.end), Extent::Body)
        }
        (None, Some(text)) if !is_parted => unparted(maker, text),
        // The text below the headline of a brief is a stand-in.
        (None, Some(text)) if !kind.eq_ignore_ascii_case("BRIEF") => {
            let last = fields.iter().map(|field| field.content.end).max();
            let after = tags.iter().find(|tag| Some(tag.range.start) == last);
            let start = after.map_or(text.content.start, |tag| tag.range.end);
            maker.draft(Some(start.min(text.content.end)..text.content.end), Extent::Body)
        }
        _ => maker.draft(None, Extent::Body),
    };
    Named { id, draft }
}

/// A text of which the tags tell nothing: its first line is the headline if
/// the paragraph below it is indented.
fn unparted(mut maker: Maker<'_>, text: &Element<'_>) -> Result<Draft, Skip> {
    let content = maker.raw(text);
    let mut lines = content.split_inclusive('\n').filter(|line| !is_blank(line));
    let (first, second) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    if first.starts_with(' ') || !second.starts_with(' ') {
        return maker.draft(Some(text.content.clone()), Extent::Article);
    }
    let at = first.as_ptr().addr() - content.as_ptr().addr();
    let start = text.content.start + at;
    let body = start + first.len();
    if let Some(line) = maker.part(start..body) {
        let (from, spans) = ("header_line".to_owned(), line.file_spans());
        let provenance = Provenance { from, confidence: 85, spans };
        maker.article.fields.insert("headline".to_owned(), provenance);
        maker.article.headline = Some(line);
    }
    maker.draft(Some(body..text.content.end), Extent::Body)
}

/// Whether nothing of a line is printed.
fn is_blank(line: &str) -> bool {
    line.trim().is_empty() || line.trim() == "&#2;" || line.trim() == "&#3;"
}

/// Takes what an element states; gives the range of the body.
fn take(maker: &mut Maker<'_>, field: &Element<'_>) -> Option<std::ops::Range<usize>> {
    match field.tag.name.to_ascii_uppercase().as_str() {
        "BODY" => return Some(field.content.clone()),
        "DATE" => {
            if let Some(text) = maker.line(field) {
                maker.date(field, &text);
            }
        }
        "TITLE" => {
            if let Some(text) = maker.line(field) {
                maker.headline(field, without_stars(text));
            }
        }
        "AUTHOR" => maker.byline(field),
        "DATELINE" => {
            if let Some(text) = maker.line(field) {
                maker.state("dateline", field, &text);
                let raw = text.text.trim_matches([' ', '-', '*']).to_owned();
                let spans = text.file_spans();
                maker.article.dateline = Some(Dateline { raw, spans, ..Dateline::default() });
            }
        }
        // Topics and places in a row, and the slug.
        _ => maker.furniture(field),
    }
    None
}

/// The stars in front of a flash are no part of its words.
fn without_stars(text: Text) -> Text {
    let stars = text.text.len() - text.text.trim_start_matches(['*', ' ']).len();
    if stars == 0 || stars == text.text.len() {
        return text;
    }
    let rest = Span::new(stars, text.text.len()).of(&text.text).to_owned();
    let pieces = text.pieces.into_iter().filter_map(|mut piece| {
        let cut = stars.saturating_sub(piece.text);
        if cut >= piece.file.len() {
            return None;
        }
        piece.file.start += cut;
        piece.chars += cut;
        piece.text = (piece.text + cut) - stars;
        Some(piece)
    });
    Text { text: rest, pieces: pieces.collect() }
}
