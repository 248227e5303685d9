//! Which stretches of an article are shown.
//!
//! A passage is a paragraph where that is short, else a run of whole
//! sentences of it. Chosen together, the passages cover as many of the
//! query's clauses as they can, the weightier ones first.

use std::collections::BTreeSet;

use super::reading::{MarkedSpan, Reading, numbered_paragraphs};
use super::{Passage, PassagePlace, Wording};
use crate::analysis::TextZone;
use crate::span::Span;

/// Columns of text that a passage may take: some 80 words.
const LONGEST_PASSAGE: usize = 480;
/// A single sentence may be this long before words of it are left out.
const LONGEST_SENTENCE: usize = 720;
/// What a clause is worth in a further passage once another one covers it.
const REPEATED: f64 = 0.25;
/// What a further occurrence of a clause is worth inside a passage.
const AGAIN: f64 = 0.05;
/// What it is worth to be the first paragraph; falls with the paragraph's number.
const EARLY: f64 = 0.1;

/// The bytes of kicker, headline and deck.
pub(super) fn headline_span(text: &str) -> Span {
    let paragraphs = numbered_paragraphs(text);
    let mut headline = paragraphs.iter().filter(|(zone, ..)| *zone == TextZone::Headline);
    let first = headline.next().map(|(_, _, span)| *span);
    let last = headline.next_back().map(|(_, _, span)| *span).or(first);
    match (first, last) {
        (Some(first), Some(last)) => Span::new(first.start, last.end),
        _ => Span::default(),
    }
}

/// The passages outside the headline in which something is marked.
pub(super) fn text_candidates(text: &str, reading: &Reading, marks: &[MarkedSpan]) -> Vec<Passage> {
    let mut candidates = Vec::new();
    for (zone, number, paragraph) in numbered_paragraphs(text) {
        if zone == TextZone::Headline {
            continue;
        }
        let marks = inside(marks, paragraph);
        if marks.is_empty() {
            continue;
        }
        for unit in units(text, reading, paragraph, &marks) {
            let own = inside(&marks, unit);
            if !own.is_empty() {
                candidates.extend(fitted(text, PassagePlace::Text(zone, number), unit, own));
            }
        }
    }
    candidates
}

/// The marks of the text that lie within `span`.
fn inside(marks: &[MarkedSpan], span: Span) -> Vec<MarkedSpan> {
    let lies_in = |mark: &&MarkedSpan| {
        mark.label.is_none() && span.start <= mark.span.start && mark.span.end <= span.end
    };
    marks.iter().filter(lies_in).cloned().collect()
}

/// A paragraph as a whole, or runs of its sentences; none ends within a mark.
fn units(text: &str, reading: &Reading, paragraph: Span, marks: &[MarkedSpan]) -> Vec<Span> {
    if columns(paragraph.of(text)) <= LONGEST_PASSAGE {
        return vec![paragraph];
    }
    let mut units: Vec<Span> = Vec::new();
    for sentence in reading.sentences(text, paragraph) {
        let crossed =
            |at: usize| marks.iter().any(|mark| mark.span.start < at && at < mark.span.end);
        match units.last_mut() {
            Some(last)
                if crossed(sentence.start)
                    || columns(Span::new(last.start, sentence.end).of(text)) <= LONGEST_PASSAGE =>
            {
                last.end = sentence.end;
            }
            _ => units.push(sentence),
        }
    }
    units
}

/// Cuts an endless sentence around its marks, between words; several cuts if
/// the marks lie far apart.
fn fitted(text: &str, place: PassagePlace, unit: Span, marks: Vec<MarkedSpan>) -> Vec<Passage> {
    let passage = |span: Span, marks| Passage {
        place,
        span,
        marks,
        score: 0.0,
        cut_start: span.start > unit.start,
        cut_end: span.end < unit.end,
    };
    if columns(unit.of(text)) <= LONGEST_SENTENCE {
        return vec![passage(unit, marks)];
    }
    let mut groups: Vec<(Span, Vec<MarkedSpan>)> = Vec::new();
    for mark in marks {
        match groups.last_mut() {
            Some((span, group))
                if columns(Span::new(span.start, mark.span.end.max(span.end)).of(text))
                    <= LONGEST_PASSAGE / 2 =>
            {
                span.end = span.end.max(mark.span.end);
                group.push(mark);
            }
            _ => groups.push((mark.span, vec![mark])),
        }
    }
    groups.into_iter().map(|(span, group)| passage(around(text, unit, span), group)).collect()
}

/// The words around `core` that fit a passage, within `unit`.
fn around(text: &str, unit: Span, core: Span) -> Span {
    let room = LONGEST_PASSAGE.saturating_sub(columns(core.of(text))) / 2;
    let before = Span::new(unit.start, core.start).of(text);
    let after = Span::new(core.end, unit.end).of(text);
    let start = before.char_indices().rev().nth(room).map_or(0, |(at, _)| at);
    let start = match before.get(start..).and_then(|rest| rest.find(char::is_whitespace)) {
        Some(blank) if start > 0 => start + blank,
        _ => start,
    };
    let end = after.char_indices().nth(room).map_or(after.len(), |(at, _)| at);
    let end = match after.get(..end).and_then(|rest| rest.rfind(char::is_whitespace)) {
        Some(blank) if end < after.len() => blank,
        _ => end,
    };
    let start = unit.start + start + leading_blanks(before.get(start..).unwrap_or_default());
    Span::new(start.min(core.start), core.end + end)
}

fn leading_blanks(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// Columns that a text takes on a terminal, roughly: characters, wide ones twice.
fn columns(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { unicode_width::UnicodeWidthStr::width(text) }
}

/// The best passages together, no two of the text nearly the same, in reading order.
pub(super) fn best(
    mut candidates: Vec<Passage>,
    text: &str,
    weights: &[f64],
    limit: usize,
) -> Vec<Passage> {
    let weight = |clause: usize| weights.get(clause).copied().unwrap_or(1.0).max(0.01);
    for candidate in &mut candidates {
        candidate.score = value(candidate, &weight, &BTreeSet::new());
    }
    let mut covered = BTreeSet::new();
    let (mut chosen, mut wordings) = (Vec::<Passage>::new(), Vec::new());
    while chosen.len() < limit {
        let valued = candidates.iter().map(|candidate| value(candidate, &weight, &covered));
        let better = |a: &(usize, f64), b: &(usize, f64)| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0));
        let Some((best, _)) = valued.enumerate().max_by(better) else { break };
        let passage = candidates.remove(best);
        if let (PassagePlace::Text(..), true) = (passage.place, limit > 1) {
            let wording = Wording::of(passage.span.of(text));
            if wordings.iter().any(|other: &Wording| other.is_nearly(&wording)) {
                continue;
            }
            wordings.push(wording);
        }
        covered.extend(passage.marks.iter().map(|mark| mark.clause));
        chosen.push(passage);
    }
    chosen.sort_by_key(|passage| (passage.place, passage.span));
    chosen
}

/// What a passage adds to those that cover `covered` already.
fn value(passage: &Passage, weight: &impl Fn(usize) -> f64, covered: &BTreeSet<usize>) -> f64 {
    let clauses: BTreeSet<usize> = passage.marks.iter().map(|mark| mark.clause).collect();
    let again = passage.marks.len() - clauses.len();
    let worth = |clause: &usize| {
        if covered.contains(clause) { weight(*clause) * REPEATED } else { weight(*clause) }
    };
    let sum: f64 = clauses.iter().map(worth).sum();
    let number = match passage.place {
        PassagePlace::Text(_, number) => number,
        PassagePlace::Label(..) => 1,
    };
    #[expect(clippy::cast_precision_loss, reason = "marks and paragraphs are few")]
    let (again, number) = (again.min(10) as f64, number as f64);
    sum * (1.0 + AGAIN * again) + EARLY / number
}

/// The beginning of the body, for an article in which nothing outside the headline is marked.
pub(super) fn opening(text: &str, reading: &Reading) -> Option<Passage> {
    let paragraphs = numbered_paragraphs(text);
    let body = paragraphs.iter().find(|(zone, ..)| *zone == TextZone::Body);
    let (zone, number, paragraph) = body.or(paragraphs.first()).copied()?;
    let unit = units(text, reading, paragraph, &[]).first().copied()?;
    let span = if columns(unit.of(text)) <= LONGEST_SENTENCE {
        unit
    } else {
        around(text, unit, Span::new(unit.start, unit.start))
    };
    Some(Passage {
        place: PassagePlace::Text(zone, number),
        span,
        marks: Vec::new(),
        score: 0.0,
        cut_start: false,
        cut_end: span.end < unit.end,
    })
}
