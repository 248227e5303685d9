//! Classic Nexis text: a cover sheet, then articles below lines such as
//! `3 of 12 DOCUMENTS`.
//!
//! Publication and date are centred, the headline stands below them without a
//! label, and labels stand in front of the text and behind it, nowhere else.

use std::ops::Range;

use memchr::memchr;

use super::super::excerpt::Excerpts;
use super::super::format::Format;
use super::super::input::{Input, Sample};
use super::super::sink::Sink;
use super::super::stream::Boundary;
use super::tail::{Behind, Part, tail};
use super::{Block, Fields, Made, blocks, is_blank, label, lines, names_documents, read_records};
use crate::article::{Dateline, Role};

pub(in crate::read) const FORMAT: Format = Format { name: "nexis", version: 2, sniff, read };

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let text: &str = &sample.text;
    if !names_documents(text) {
        return None;
    }
    let counter = lines(text)
        .into_iter()
        .find(|line| text.get(line.range.clone()).is_some_and(is_counter))?;
    // Articles have a length; what only counts documents has not.
    let rest = text.get(counter.range.end..)?;
    let has_label = blocks(rest).iter().any(|block| label(rest, &block.range, is_head).is_some());
    has_label.then_some("a line `1 of 2 DOCUMENTS`, and labels below it")
}

/// `3 of 12 DOCUMENTS`, `Dokument 3 von 12`, `Document 3 de 12`
pub(in crate::read) fn is_counter(line: &str) -> bool {
    if !line.starts_with(|c: char| c.is_ascii_digit() || matches!(c, 'd' | 'D')) {
        return false;
    }
    let mut words = line.split_whitespace();
    let [first, second, third, fourth] =
        [words.next(), words.next(), words.next(), words.next()].map(Option::unwrap_or_default);
    let is_number = |word: &str| {
        !word.is_empty() && word.len() < 8 && word.bytes().all(|byte| byte.is_ascii_digit())
    };
    let is_of = |word: &str| matches!(word, "of" | "von" | "de" | "di" | "van" | "OF" | "DE");
    let is_document = |word: &str| {
        let word = word.to_lowercase();
        ["document", "dokument"].iter().any(|start| word.starts_with(start)) && word.len() < 12
    };
    let counts = |one: &str, of: &str, all: &str| is_number(one) && is_of(of) && is_number(all);
    words.next().is_none()
        && ((counts(first, second, third) && is_document(fourth))
            || (is_document(first) && counts(second, third, fourth)))
}

/// A record begins with each line that counts the documents.
struct Counter;

impl Boundary for Counter {
    fn find(&mut self, bytes: &[u8], from: usize) -> Result<usize, usize> {
        let mut start = from;
        if from > 0 && bytes.get(from - 1) != Some(&b'\n') {
            let rest = bytes.get(from..).unwrap_or_default();
            start = memchr(b'\n', rest).map(|at| from + at + 1).ok_or(bytes.len())?;
        }
        while let Some(len) = memchr(b'\n', bytes.get(start..).unwrap_or_default()) {
            let line = bytes.get(start..start + len).unwrap_or_default();
            let is_short = line.len() < 120;
            if is_short
                && std::str::from_utf8(line).is_ok_and(|it| is_counter(it.trim_matches(is_blank)))
            {
                return Ok(start);
            }
            start += len + 1;
        }
        Err(start)
    }
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    read_records(input, sink, Counter, make);
}

fn is_head(name: &str) -> bool {
    head(name).is_some()
}

/// A field that a label in front of the text states.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Head {
    Byline,
    Section,
    Dateline,
    Highlight,
    Body,
    Headline,
    Other,
}

/// The field of a label in front of the text.
pub(in crate::read) fn head(name: &str) -> Option<Head> {
    Some(match name {
        "BYLINE" | "AUTOR" | "AUTEUR" | "VON" | "AUTHOR" => Head::Byline,
        "SECTION" | "RUBRIK" | "RUBRIQUE" | "SECCIÓN" | "SEZIONE" | "SECTIE" => Head::Section,
        "DATELINE" | "ORTSZEILE" => Head::Dateline,
        "HIGHLIGHT" | "HIGHLIGHTS" => Head::Highlight,
        "BODY" | "VOLLTEXT" | "TEXTE" => Head::Body,
        "HEADLINE" | "TITLE" => Head::Headline,
        "LENGTH" | "LÄNGE" | "LONGUEUR" | "LONGITUD" | "LUNGHEZZA" | "LENGTE" | "SERIES"
        | "DISTRIBUTION" | "ENCRE" => Head::Other,
        _ => return None,
    })
}

fn make(excerpts: &Excerpts<'_>) -> Option<Made> {
    let text: &str = &excerpts.text;
    let counter = lines(text).into_iter().find(|line| !line.range.is_empty())?;
    if !is_counter(text.get(counter.range.clone())?) {
        return None;
    }
    let below = blocks(text.get(counter.range.end..)?);
    let rest: Vec<Block> = below.into_iter().map(|block| block.behind(counter.range.end)).collect();
    let mut fields = Fields::new(excerpts, FORMAT.name);
    let labels = rest.iter().position(|block| label(text, &block.range, is_head).is_some());
    let (top, labelled) = rest.split_at_checked(labels.unwrap_or(0))?;
    let (centred, titled): (Vec<Block>, Vec<Block>) =
        top.iter().cloned().partition(|block| block.indent > CENTRED);
    let centred: Vec<Block> = centred.iter().flat_map(|block| block.lines(text)).collect();
    source(&mut fields, &centred);
    titles(&mut fields, &titled);
    let (start, body) = heads(&mut fields, labelled);
    let end = tails(&mut fields, body).last().map(|last| last.range.end);
    let range = start.zip(end).filter(|(start, end)| start < end);
    Some((None, fields.draft(range.map(|(start, end)| start..end))))
}

/// Blanks from which on a line is centred.
const CENTRED: usize = 8;

/// Publication, date and edition, which are centred.
fn source(fields: &mut Fields<'_>, lines: &[Block]) {
    let Some((publication, lines)) = lines.split_first() else { return };
    fields.publication(&publication.range);
    let mut editions: Vec<Range<usize>> = Vec::new();
    for line in lines {
        let text = fields.line(&line.range).text;
        let is_date = fields.article.date.is_none() && fields.date(&line.range);
        let goes_on = fields.article.source.edition.as_ref().is_none_or(|it| it.ends_with(';'));
        let edition = if is_date { edition_behind(&text) } else { Some(text.as_str()) };
        let Some(edition) = edition.filter(|it| goes_on && !is_remark(it)) else { continue };
        let before = fields.article.source.edition.take();
        let all = before.map_or(edition.to_owned(), |before| format!("{before} {edition}"));
        fields.article.source.edition = Some(all);
        editions.push(line.range.clone());
    }
    if let Some((first, last)) = editions.first().zip(editions.last()) {
        fields.note("edition", &(first.start..last.end));
    }
    if let Some(edition) = &mut fields.article.source.edition {
        edition.truncate(edition.trim_end_matches(';').len());
    }
}

/// The edition that a line names behind the date:
/// `January 28, 1993, Tuesday, Late Edition - Final`.
pub(in crate::read) fn edition_behind(date: &str) -> Option<&str> {
    let is_edition = |part: &&str| part.to_lowercase().contains("edition");
    date.split(',').map(str::trim).find(is_edition)
}

/// Whether a line where the edition stands says that the text was corrected.
pub(in crate::read) fn is_remark(line: &str) -> bool {
    line.trim().eq_ignore_ascii_case("correction appended")
}

/// The headline, and what stands below it. Some exports centre nothing.
fn titles(fields: &mut Fields<'_>, titled: &[Block]) {
    let mut titled = titled;
    let is_centred = fields.article.source.publication.is_some();
    if let [publication, date, rest @ ..] = titled
        && !is_centred
        && fields.date(&date.range)
    {
        fields.publication(&publication.range);
        titled = rest;
    }
    if let Some((headline, decks)) = titled.split_first() {
        fields.headline(&headline.range);
        let decks = decks.iter().map(|deck| fields.line(&deck.range));
        let decks: Vec<_> = decks.collect();
        fields.article.deck.extend(decks);
    }
}

/// The labels in front of the text; gives where the text begins, and its blocks.
fn heads<'b>(fields: &mut Fields<'_>, blocks: &'b [Block]) -> (Option<usize>, &'b [Block]) {
    let text: &str = &fields.excerpts.text;
    let mut seen: Vec<&str> = Vec::new();
    for (at, block) in blocks.iter().enumerate() {
        let body = (Some(block.range.start), blocks.get(at..).unwrap_or_default());
        let Some((name, value)) = label(text, &block.range, is_head) else { return body };
        if seen.contains(&name) {
            return body;
        }
        seen.push(name);
        match head(name) {
            Some(Head::Byline) => fields.byline(&value),
            Some(Head::Section) => fields.section(&value),
            Some(Head::Headline) => fields.headline(&value),
            Some(Head::Highlight) => {
                let line = fields.line(&value);
                fields.article.deck.push(line);
            }
            Some(Head::Dateline) => {
                let raw = fields.line(&value).text;
                fields.article.dateline = Some(Dateline { raw, ..Dateline::default() });
                fields.note("dateline", &value);
            }
            // The text may begin on the line of its label.
            Some(Head::Body) => return (Some(value.start), body.1),
            _ => {}
        }
    }
    (None, &[])
}

/// The labels and the copyright behind the text; gives what stands before.
fn tails<'b>(fields: &mut Fields<'_>, blocks: &'b [Block]) -> &'b [Block] {
    let text: &str = &fields.excerpts.text;
    let texts = blocks.iter().map(|block| text.get(block.range.clone()).unwrap_or_default());
    let (count, parts) = tail(&texts.collect::<Vec<_>>());
    let (body, behind) = blocks.split_at_checked(count).unwrap_or((blocks, &[]));
    for (block, part) in behind.iter().zip(parts) {
        take_part(fields, block, part);
    }
    body
}

fn take_part(fields: &mut Fields<'_>, block: &Block, part: Part) {
    let value = block.range.start + part.value..block.range.end;
    match part.kind {
        Behind::Language => fields.language(&value),
        Behind::Url => fields.article.url = Some(fields.line(&value).text),
        Behind::Caption => return fields.paragraph(Role::Caption, &value),
        Behind::Correction => return fields.paragraph(Role::Correction, &value),
        Behind::Copyright => {
            let line = fields.line(&block.range).text;
            fields.article.source.copyright.get_or_insert(line);
            return fields.note("copyright", &block.range);
        }
        Behind::Class | Behind::Other => {}
    }
    let line = fields.line(&block.range);
    fields.article.furniture.push(line);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_are_told_from_text() {
        for line in
            ["1 of 2 DOCUMENTS", "Dokument 3 von 12", "Document 3 de 12", "3 de 12 DOCUMENTS"]
        {
            assert!(is_counter(line), "{line}");
        }
        for line in
            ["1 of 2", "1 of 2 documents were lost", "Document of 2 3", "2 of them DOCUMENTS"]
        {
            assert!(!is_counter(line), "{line}");
        }
    }

    #[test]
    fn records_are_found_wherever_chunks_end() {
        let text = b"Cover\n  1 of 2 DOCUMENTS\nx\n  2 of 2 DOCUMENTS\ny\n";
        for cut in 0..text.len() {
            let mut starts = Vec::new();
            let mut looked = 0;
            for end in [cut, text.len()] {
                loop {
                    match Counter.find(text.get(..end).unwrap(), looked) {
                        Ok(start) => {
                            starts.push(start);
                            looked = start + 1;
                        }
                        Err(again) => {
                            looked = again;
                            break;
                        }
                    }
                }
            }
            assert_eq!(starts, [6, 27], "{cut}");
        }
    }
}
