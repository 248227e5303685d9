//! The records `morgue.hit/1`: query, hit, end and error, told apart by `type`.

use serde::Serialize;

use super::article_record::ArticleHead;
use super::{End, QueryName};
use crate::analysis::TextZone;
use crate::passage::reading::{MarkedSpan, label_values};
use crate::passage::{Passage, PassagePlace};
use crate::query::Repair;
use crate::query::ast::Zone;
use crate::query::note::Note;
use crate::search::{Answer, Failure, Hit};
use crate::span::{Span, file_place, file_spans};

/// The name and version of the format.
pub const FORMAT: &str = "morgue.hit/1";

/// A record of a search.
#[derive(Debug, Serialize)]
#[serde(tag = "type", rename_all = "lowercase")]
pub enum HitRecord<'a> {
    /// A query of a batch begins.
    Query(QueryRecord<'a>),
    /// An article was found.
    Hit(Box<HitBody<'a>>),
    /// The answer is complete.
    End(EndRecord<'a>),
    /// The query could not be answered.
    Error(ErrorRecord<'a>),
}

/// A record with its format in front.
#[derive(Debug, Serialize)]
pub struct Versioned<'a> {
    format: &'static str,
    #[serde(flatten)]
    record: HitRecord<'a>,
}

impl<'a> From<HitRecord<'a>> for Versioned<'a> {
    fn from(record: HitRecord<'a>) -> Self {
        Self { format: FORMAT, record }
    }
}

/// The body of a `query` record.
#[derive(Debug, Serialize)]
pub struct QueryRecord<'a> {
    /// Id of the query.
    pub query_id: &'a str,
    /// The query as given.
    pub text: &'a str,
}

/// The body of a `hit` record.
#[derive(Debug, Serialize)]
pub struct HitBody<'a> {
    query_id: &'a str,
    rank: usize,
    score: f64,
    article: ArticleHead<'a>,
    headline_highlights: Vec<HeadlineHighlight<'a>>,
    passages: Vec<PassageRecord<'a>>,
    matched: Vec<MatchedRecord<'a>>,
    copies: u64,
    copy_ids: &'a [String],
}

#[derive(Debug, Serialize)]
struct HeadlineHighlight<'a> {
    /// Which line: `kicker`, `headline` or `deck`.
    part: &'static str,
    #[serde(flatten)]
    highlight: HighlightRecord<'a>,
}

#[derive(Debug, Serialize)]
struct PassageRecord<'a> {
    field: &'static str,
    para: Option<[usize; 2]>,
    lines: Option<[usize; 2]>,
    score: f64,
    text: &'a str,
    bytes: Option<Span>,
    chars: Option<Span>,
    source_spans: Option<Vec<Span>>,
    highlights: Vec<HighlightRecord<'a>>,
    cut: CutRecord,
}

#[derive(Debug, Serialize)]
struct CutRecord {
    start: bool,
    end: bool,
}

#[derive(Debug, Serialize)]
struct HighlightRecord<'a> {
    bytes: Span,
    chars: Span,
    source_spans: Option<Vec<Span>>,
    clause: usize,
    term: &'a str,
    via: &'static str,
}

#[derive(Debug, Serialize)]
struct MatchedRecord<'a> {
    clause: usize,
    text: &'a str,
    count: usize,
}

/// The body of an `end` record.
#[derive(Debug, Serialize)]
pub struct EndRecord<'a> {
    query_id: &'a str,
    articles_total: u64,
    passages_shown: usize,
    truncated: bool,
    read_as: String,
    notes: Vec<NoteRecord<'a>>,
    repairs: Vec<RepairRecord<'a>>,
    generation: u64,
}

/// A note on a query.
#[derive(Debug, Serialize)]
pub(super) struct NoteRecord<'a> {
    code: &'a str,
    span: SpanRecord,
    message: &'a str,
    help: Option<&'a str>,
}

/// What was repaired in a query.
#[derive(Debug, Serialize)]
pub(super) struct RepairRecord<'a> {
    span: SpanRecord,
    did: &'a str,
}

/// A part of a query.
#[derive(Debug, Serialize)]
pub(super) struct SpanRecord {
    bytes: Span,
    chars: Span,
}

/// The body of an `error` record.
#[derive(Debug, Serialize)]
pub struct ErrorRecord<'a> {
    query_id: &'a str,
    line: Option<usize>,
    code: &'a str,
    message: String,
    span: Option<SpanRecord>,
    help: Option<&'a str>,
}

impl<'a> HitBody<'a> {
    /// The record of a hit.
    #[must_use]
    pub fn new(query_id: &'a str, answer: &'a Answer, hit: &'a Hit) -> Self {
        let clauses = answer.positive_clauses();
        let count = |clause: usize| hit.passages.counts.get(clause).copied().unwrap_or_default();
        Self {
            query_id,
            rank: hit.rank,
            score: hit.score,
            article: ArticleHead::new(&hit.stored.article),
            headline_highlights: headline_highlights(hit),
            passages: hit
                .passages
                .passages
                .iter()
                .map(|passage| of_passage(hit, passage))
                .collect(),
            matched: clauses
                .map(|(clause, named)| MatchedRecord {
                    clause,
                    text: &named.text,
                    count: count(clause),
                })
                .filter(|matched| matched.count > 0)
                .collect(),
            copies: hit.copies,
            copy_ids: &hit.copy_ids,
        }
    }
}

impl<'a> EndRecord<'a> {
    /// The record that closes an answer.
    #[must_use]
    pub fn new(query: QueryName<'a>, answer: &'a Answer, end: End) -> Self {
        let text = query.text;
        let prepared = &answer.prepared;
        let notes = prepared.notes.iter().map(|note| of_note(text, note));
        let repairs = prepared.repairs.iter();
        Self {
            query_id: query.id,
            articles_total: answer.total,
            passages_shown: end.passages_shown,
            truncated: end.truncated,
            read_as: prepared.ast.to_string(),
            notes: notes.collect(),
            repairs: repairs.map(|repair| of_repair(text, repair)).collect(),
            generation: end.generation,
        }
    }
}

impl<'a> ErrorRecord<'a> {
    /// The record of a query without an answer.
    #[must_use]
    pub fn new(query: QueryName<'a>, failure: &'a Failure) -> Self {
        let (code, span, help) = match failure {
            Failure::Line(fault) => (fault.code, None, Some(fault.help)),
            Failure::Query(error) => {
                (error.code, Some(of_span(query.text, error.span)), error.help.as_deref())
            }
            Failure::Run(error) => (error.kind().code(), None, error.way_out()),
        };
        Self {
            query_id: query.id,
            line: query.line,
            code,
            message: failure.to_string(),
            span,
            help,
        }
    }
}

/// The record of a note on the query `text`.
pub(super) fn of_note<'a>(text: &str, note: &'a Note) -> NoteRecord<'a> {
    let span = of_span(text, note.span);
    NoteRecord { code: note.code, span, message: &note.message, help: note.help.as_deref() }
}

/// The record of a repair of the query `text`.
pub(super) fn of_repair<'a>(text: &str, repair: &'a Repair) -> RepairRecord<'a> {
    RepairRecord { span: of_span(text, repair.span), did: &repair.did }
}

/// A part of the query `text`, in bytes and characters.
pub(super) fn of_span(text: &str, bytes: Span) -> SpanRecord {
    let chars = |end: usize| text.get(..end).unwrap_or(text).chars().count();
    SpanRecord { bytes, chars: Span::new(chars(bytes.start), chars(bytes.end)) }
}

/// Marks of kicker, headline and deck, each in its own line.
fn headline_highlights(hit: &Hit) -> Vec<HeadlineHighlight<'_>> {
    let paragraphs = crate::passage::reading::numbered_paragraphs(&hit.stored.text.text);
    let lines: Vec<Span> = paragraphs
        .into_iter()
        .filter(|(zone, ..)| *zone == TextZone::Headline)
        .map(|(_, _, span)| span)
        .collect();
    let parts = headline_parts(hit);
    let mut highlights = Vec::new();
    for mark in &hit.passages.headline_marks {
        let holds = |line: &Span| line.start <= mark.span.start && mark.span.end <= line.end;
        let Some(number) = lines.iter().position(holds) else { continue };
        let (Some(line), Some(part)) = (lines.get(number), parts.get(number)) else { continue };
        highlights.push(HeadlineHighlight { part, highlight: highlight(hit, *line, mark) });
    }
    highlights
}

/// What each line of the headline is.
fn headline_parts(hit: &Hit) -> Vec<&'static str> {
    let article = &hit.stored.article;
    let mut parts = Vec::new();
    parts.extend(article.kicker.iter().map(|_| "kicker"));
    parts.extend(article.headline.iter().map(|_| "headline"));
    parts.extend(article.deck.iter().map(|_| "deck"));
    parts
}

fn of_passage<'a>(hit: &'a Hit, passage: &'a Passage) -> PassageRecord<'a> {
    let stored = &hit.stored;
    let (field, para, text) = match passage.place {
        PassagePlace::Text(zone, number) => {
            let para = (zone == TextZone::Body).then_some([number, number]);
            (zone_name(zone), para, passage.span.of(&stored.text.text))
        }
        PassagePlace::Label(zone, number) => {
            let values = label_values(&stored.article, zone);
            (label_name(zone), None, values.get(number).copied().unwrap_or_default())
        }
    };
    let in_text = matches!(passage.place, PassagePlace::Text(..));
    let place =
        in_text.then(|| file_place(&stored.text.text, &stored.text.pieces, passage.span)).flatten();
    PassageRecord {
        field,
        para,
        lines: place.map(|place| [place.first_line, place.last_line]),
        score: (passage.score * 1e6).round() / 1e6,
        text,
        bytes: place.map(|place| place.bytes),
        chars: place.map(|place| place.chars),
        source_spans: place.map(|_| raw_spans(hit, passage.span)),
        highlights: passage.marks.iter().map(|mark| highlight(hit, passage.span, mark)).collect(),
        cut: CutRecord { start: passage.cut_start, end: passage.cut_end },
    }
}

/// A mark, with offsets inside the passage or line that `frame` covers.
fn highlight<'a>(hit: &'a Hit, frame: Span, mark: &MarkedSpan) -> HighlightRecord<'a> {
    let stored = &hit.stored;
    let text = match mark.label {
        None => stored.text.text.as_str(),
        Some((zone, number)) => {
            label_values(&stored.article, zone).get(number).copied().unwrap_or_default()
        }
    };
    let before = Span::new(frame.start, mark.span.start).of(text).chars().count();
    let term = mark.span.of(text);
    HighlightRecord {
        bytes: Span::new(mark.span.start - frame.start, mark.span.end - frame.start),
        chars: Span::new(before, before + term.chars().count()),
        source_spans: mark
            .label
            .is_none()
            .then(|| raw_spans(hit, mark.span))
            .filter(|spans| !spans.is_empty()),
        clause: mark.clause,
        term,
        via: mark.via,
    }
}

fn raw_spans(hit: &Hit, span: Span) -> Vec<Span> {
    let map = &hit.stored.article.source_map;
    let spans = file_spans(&hit.stored.text.pieces, span);
    spans.into_iter().map(|span| map.raw_span(span)).collect()
}

/// The name of a zone of the text in records.
#[must_use]
pub fn zone_name(zone: TextZone) -> &'static str {
    match zone {
        TextZone::Headline => "headline",
        TextZone::Byline => "byline",
        TextZone::Dateline => "dateline",
        TextZone::Body => "body",
    }
}

/// The name of a label zone in records.
#[must_use]
pub fn label_name(zone: Zone) -> &'static str {
    match zone {
        Zone::Place => "place",
        Zone::Agency => "agency",
        Zone::Source => "source",
        _ => "section",
    }
}
