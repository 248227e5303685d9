//! The dateline of an article: where it stands, and what it says.

use crate::article::{Article, Byline, Dateline, Paragraph, Provenance, Role, Warning};
use crate::span::{Span, Text, file_spans};

use super::annotate::Findings;
use super::byline;
use super::dateline::{self, ACCEPTED, Found};
use super::lead;
use super::stated;
use super::text::slice;

/// How many points and short lines may stand above the dateline.
const MOST_POINTS: usize = 12;
/// The longest short line, in bytes.
const LONGEST_LINE: usize = 120;
/// The longest point, in bytes.
const LONGEST_POINT: usize = 300;

/// In how many paragraphs below a dateline the next one shows a digest.
const DIGEST: usize = 8;

/// The dateline below points and short lines that sum the story up.
fn below_points(paragraphs: &[Paragraph], first: usize) -> Option<(usize, Found)> {
    let is_point = |paragraph: &Paragraph| {
        let is_listed = matches!(paragraph.role, Role::List | Role::Table);
        paragraph.text.text.len() <= if is_listed { LONGEST_POINT } else { LONGEST_LINE }
    };
    let points = paragraphs.iter().skip(first).take_while(|paragraph| is_point(paragraph)).count();
    let behind = (first + 1..=first + points.min(MOST_POINTS)).find_map(|at| {
        let paragraph = paragraphs.get(at).filter(|paragraph| paragraph.role == Role::Para)?;
        let found = dateline::accept(&paragraph.text.text, false)?;
        let is_dated = found.day.is_some_and(|day| day.month.is_some());
        (is_dated || !found.agencies.is_empty()).then_some((at, found))
    });
    // In a digest every story has a dateline, and none is that of the whole.
    let is_story = |paragraph: &Paragraph| dateline::accept(&paragraph.text.text, false).is_some();
    behind.filter(|(at, _)| {
        paragraphs.iter().skip(first).take(at - first).all(is_point)
            && !paragraphs.iter().skip(at + 1).take(DIGEST).any(is_story)
    })
}

/// Makes a deck of the points above the dateline; gives the new number of its
/// paragraph.
fn raise_points(article: &mut Article, first: usize, at: usize, findings: &mut Findings) -> usize {
    let above: Vec<Paragraph> = article.paragraphs.drain(first..at).collect();
    let is_note = |paragraph: &Paragraph| {
        matches!(paragraph.role, Role::Caption | Role::EditorNote | Role::Correction)
    };
    let (notes, points): (Vec<_>, Vec<_>) = above.into_iter().partition(is_note);
    for Paragraph { text, .. } in points {
        match byline::parse(&text.text) {
            Some(parsed) => {
                stated::add_people(article, parsed.persons);
                findings.agencies.extend(parsed.agencies);
                article.byline_lines.push(text);
            }
            None => article.deck.push(text),
        }
    }
    let at = first + notes.len();
    article.paragraphs.splice(first..first, notes);
    at
}

/// The dateline stands in the first paragraph that is no note to editors, or
/// below the points of the story; gives the number of its paragraph.
pub(super) fn take(
    article: &mut Article,
    by_habit: bool,
    findings: &mut Findings,
) -> Option<usize> {
    let is_lede = |paragraph: &Paragraph| {
        matches!(paragraph.role, Role::Para | Role::Quote | Role::Item | Role::List | Role::Table)
    };
    let mut first = article.paragraphs.iter().take(4).position(is_lede)?;
    split_glued(article, &mut first, findings);
    let found = at_start(article, first, by_habit, findings);
    let found = found.filter(|found| found.confidence >= ACCEPTED);
    let (at, mut found) = if let Some(found) = found {
        (first, found)
    } else {
        let (at, found) = below_points(&article.paragraphs, first)?;
        (raise_points(article, first, at, findings), found)
    };
    take_stars(article, at, &mut found);
    let text = &article.paragraphs.get(at)?.text;
    if found.day.is_some_and(|day| day.is_fuzzy || (day.month.is_some() && day.day.is_none())) {
        warn(findings, text, &found, "The date of the dateline is mistyped");
    }
    let spans = file_spans(&text.pieces, Span::new(0, found.body));
    let raw = Span::new(found.start, found.raw_end).of(&text.text).trim().to_owned();
    keep(article, spans.clone(), &mut found, findings);
    merge(article, found, raw, spans);
    Some(at)
}

/// The dateline at the start of a paragraph, doubtful ones too, which are reported.
fn at_start(
    article: &Article,
    at: usize,
    by_habit: bool,
    findings: &mut Findings,
) -> Option<Found> {
    let first = article.paragraphs.get(at)?;
    // The dateline was seen before the trailer was peeled, which may have cut the line short.
    let is_whole = |seen: &Found| seen.body <= first.text.text.len();
    let is_first = at == 0 && !first.text.pieces.is_empty();
    let seen = findings.dateline.take().filter(|seen| is_first && is_whole(seen));
    let found = seen.or_else(|| dateline::find(&first.text.text, by_habit))?;
    if found.confidence < ACCEPTED {
        warn(findings, &first.text, &found, "Perhaps a dateline");
    }
    Some(found)
}

fn warn(findings: &mut Findings, text: &Text, found: &Found, what: &str) {
    let span = Span::new(found.start, found.raw_end);
    let message = format!("{what}: `{}`.", span.of(&text.text));
    let spans = file_spans(&text.pieces, span);
    findings.warnings.push(Warning { code: "dateline_uncertain".to_owned(), message, spans });
}

/// Keeps what a dateline says of other fields.
fn keep(article: &mut Article, spans: Vec<Span>, found: &mut Found, findings: &mut Findings) {
    findings.day = found.day.or(findings.day);
    findings.agencies.extend(found.agencies.iter().cloned());
    if article.language.is_none() {
        article.language = found.language.map(str::to_owned);
    }
    let reporters = std::mem::take(&mut found.reporters).into_iter();
    let reporters = reporters.map(|name| Byline { name, ..Byline::default() }).collect();
    stated::add_people(article, reporters);
    stated::drop_weaker_dateline(article, found.confidence);
    let is_of_header = |field: &Provenance| field.from == "header_line";
    if article.fields.get("dateline").is_some_and(is_of_header) && !found.places.is_empty() {
        article.dateline = None;
    }
    if !stated::is_stated(article, "dateline") {
        let from = "dateline".to_owned();
        let provenance = Provenance { from, confidence: found.confidence, spans };
        article.fields.insert("dateline".to_owned(), provenance);
    }
}

/// The stars of a flash are no part of the text.
fn take_stars(article: &mut Article, at: usize, found: &mut Found) {
    let Some(first) = article.paragraphs.get_mut(at).filter(|_| found.start > 0) else { return };
    let stars = slice(&first.text, Span::new(0, found.start));
    first.text = slice(&first.text, Span::new(found.start, first.text.text.len()));
    if !stars.text.is_empty() {
        article.furniture.push(stars);
    }
    found.raw_end -= found.start;
    found.body -= found.start;
    found.start = 0;
}

/// A dateline that the format stated is completed, not doubled.
fn merge(article: &mut Article, found: Found, raw: String, spans: Vec<Span>) {
    let body_len = found.body;
    let printed = Dateline {
        raw,
        places: found.places,
        date: None,
        agencies: found.agencies,
        spans,
        body_len,
    };
    match &mut article.dateline {
        Some(stated) => {
            if stated.places.is_empty() {
                stated.places = printed.places;
            }
            if stated.agencies.is_empty() {
                stated.agencies = printed.agencies;
            }
            if stated.raw.is_empty() {
                stated.raw = printed.raw;
            }
            stated.spans = printed.spans;
            stated.body_len = body_len;
        }
        none => *none = Some(printed),
    }
}

/// Notes and bylines in front of a dateline become what they are.
fn split_glued(article: &mut Article, at: &mut usize, findings: &mut Findings) {
    let Some(paragraph) = article.paragraphs.get(*at) else { return };
    let text = &paragraph.text;
    if !lead::may_be_glued(&text.text) {
        return;
    }
    let Some(glued) = lead::peel(&text.text) else { return };
    // What the header's reader saw began at the note.
    findings.dateline = None;
    let note = slice(text, Span::new(0, glued.note));
    let line = slice(text, Span::new(glued.note, glued.byline));
    let rest = slice(text, Span::new(glued.byline, text.text.len()));
    let role = paragraph.role;
    if !line.text.is_empty() {
        if let Some(parsed) = byline::parse(&line.text) {
            stated::add_people(article, parsed.persons);
            findings.agencies.extend(parsed.agencies);
        }
        article.byline_lines.push(line);
    }
    let mut parts = Vec::new();
    if !note.text.is_empty() {
        parts.push(Paragraph { role: Role::EditorNote, text: note });
    }
    parts.push(Paragraph { role, text: rest });
    let first = *at;
    *at += parts.len() - 1;
    article.paragraphs.splice(first..=first, parts);
}
