//! Key words in context: every mark of every article that matches, on a line
//! with the text beside it.

use std::collections::{HashMap, VecDeque};

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;
use unicode_width::UnicodeWidthChar as _;

use super::{Failure, Prepared, Request, Searcher};
use crate::analysis::TextZone;
use crate::article::PartialDate;
use crate::engine::{Match, MatchOrder, Stored};
use crate::error::Error;
use crate::passage::PassagePlace;
use crate::passage::context::{after, before};
use crate::passage::reading::{MarkedSpan, label_values, numbered_paragraphs};
use crate::query::plan::Plan;
use crate::span::{FilePlace, Span, file_place, file_spans};

/// How lines are put in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum KwicSort {
    /// Oldest article first, without a date last; then by file and place in it.
    #[default]
    Date,
    /// By the words to the left of the mark, the nearest first.
    Left,
    /// By the words to the right of the mark.
    Right,
}

/// How a concordance is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KwicOptions {
    /// The order of the lines.
    pub sort: KwicSort,
    /// Columns of text on each side of a mark.
    pub width: usize,
}

/// A mark with the text beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KwicLine {
    /// Id of the article.
    pub id: String,
    /// Its date.
    pub date: Option<PartialDate>,
    /// Its publication.
    pub source: Option<String>,
    /// Its headline, or a title derived for it.
    pub title: String,
    /// Which paragraph or label the mark stands in.
    pub place: PassagePlace,
    /// The text in front of the mark, inside the same paragraph.
    pub left: String,
    /// The marked words.
    pub mark: String,
    /// The text behind it, inside the same paragraph.
    pub right: String,
    /// The clause of the query that it satisfies.
    pub clause: usize,
    /// How it was found.
    pub via: &'static str,
    /// Where it stands in the decoded file; `None` for labels and for text that is not in the file as such.
    pub file: Option<FilePlace>,
    /// Where it stands in the raw file.
    pub source_spans: Option<Vec<Span>>,
    /// Articles with exactly the same text that match, this one included.
    pub copies: u64,
}

/// The lines of an answer, one by one.
pub struct Concordance<'s> {
    /// The query as it was understood.
    pub prepared: Prepared,
    /// Articles that match, copies included.
    pub articles: u64,
    lines: Box<dyn Iterator<Item = Result<KwicLine, Error>> + 's>,
}

impl Iterator for Concordance<'_> {
    type Item = Result<KwicLine, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        self.lines.next()
    }
}

impl Searcher<'_> {
    /// Lists every mark of a query. Lines in the order of their dates are made
    /// as they are asked for; other orders keep all lines in memory.
    ///
    /// # Errors
    /// If the query cannot be read, or the index cannot.
    pub fn kwic(
        &mut self,
        request: &Request,
        options: KwicOptions,
    ) -> Result<Concordance<'_>, Failure> {
        let prepared = self.prepare(request)?;
        let mut copies: HashMap<u64, u64> = HashMap::new();
        for found in self.engine.matches(&prepared.plan, MatchOrder::Date)? {
            *copies.entry(found.text_hash).or_default() += 1;
        }
        let articles = copies.values().sum();
        let matches = self.engine.matches(&prepared.plan, MatchOrder::Date)?;
        let plan = prepared.plan.clone();
        let due = VecDeque::new();
        let lines = Lines { searcher: self, plan, matches, copies, options, due };
        let lines: Box<dyn Iterator<Item = _>> = match options.sort {
            KwicSort::Date => Box::new(lines.map(|line| line.map(|line| line.shown))),
            sort => Box::new(sorted(lines, sort)?.into_iter().map(Ok)),
        };
        Ok(Concordance { prepared, articles, lines })
    }
}

/// All lines, by the words beside the mark, then the mark, then the date.
fn sorted(
    lines: impl Iterator<Item = Result<Line, Error>>,
    sort: KwicSort,
) -> Result<Vec<KwicLine>, Error> {
    let keyed = lines.map(|line| {
        let line = line?;
        let mut beside = match sort {
            KwicSort::Left => words(near_end(&line.left)),
            _ => words(near_start(&line.right)),
        };
        if sort == KwicSort::Left {
            beside.reverse();
        }
        Ok(((beside, words(&line.shown.mark)), line.shown))
    });
    let mut keyed = keyed.collect::<Result<Vec<_>, Error>>()?;
    keyed.sort_by(|a, b| a.0.cmp(&b.0));
    Ok(keyed.into_iter().map(|(_, line)| line).collect())
}

/// Characters on each side that decide the order.
const COMPARED: usize = 160;

fn near_end(text: &str) -> &str {
    let start = text.char_indices().rev().nth(COMPARED).map_or(0, |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

fn near_start(text: &str) -> &str {
    let end = text.char_indices().nth(COMPARED).map_or(text.len(), |(at, _)| at);
    text.get(..end).unwrap_or_default()
}

/// The words of a text without case and accents; wide characters are words of
/// their own.
fn words(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut inside = false;
    for c in text.nfkd().filter(|c| !is_combining_mark(*c) && *c != '\'' && *c != '’') {
        let wide = c.width().is_some_and(|width| width > 1);
        if !c.is_alphanumeric() {
            inside = false;
            continue;
        }
        match words.last_mut().filter(|_| inside && !wide) {
            Some(word) => word.extend(c.to_lowercase()),
            None => words.push(c.to_lowercase().collect()),
        }
        inside = !wide;
    }
    words
}

/// A line with all the text beside its mark.
struct Line {
    left: String,
    right: String,
    shown: KwicLine,
}

/// Reads article after article.
struct Lines<'s, 'e> {
    searcher: &'s mut Searcher<'e>,
    plan: Plan,
    matches: Box<dyn Iterator<Item = Match> + 'e>,
    /// How many matches have each text; texts that were shown are removed.
    copies: HashMap<u64, u64>,
    options: KwicOptions,
    due: VecDeque<Line>,
}

impl Iterator for Lines<'_, '_> {
    type Item = Result<Line, Error>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(line) = self.due.pop_front() {
                return Some(Ok(line));
            }
            let found = self.matches.next()?;
            let Some(copies) = self.copies.remove(&found.text_hash) else { continue };
            let stored = self.searcher.engine.fetch(found.handle);
            if let Err(error) = stored.and_then(|stored| self.read(&found.id, &stored, copies)) {
                return Some(Err(error));
            }
        }
    }
}

impl Lines<'_, '_> {
    /// Makes the lines of an article; what several clauses mark is one line.
    fn read(&mut self, id: &str, stored: &Stored, copies: u64) -> Result<(), Error> {
        let mut marks = self.searcher.marks(&self.plan, stored)?;
        marks.dedup_by_key(|mark| (mark.label, mark.span));
        let paragraphs = numbered_paragraphs(&stored.text.text);
        for mark in marks {
            let Some(spot) = Spot::of(&mark, stored, &paragraphs) else { continue };
            let left = Span::new(0, spot.span.start).of(spot.text);
            let right = Span::new(spot.span.end, spot.text.len()).of(spot.text);
            let in_file = mark.label.is_none().then(|| FileSpot::of(&mark, stored)).flatten();
            let (file, source_spans) = in_file.map(|spot| (spot.place, spot.raw)).unzip();
            let shown = KwicLine {
                id: id.to_owned(),
                date: stored.article.date,
                source: stored.article.source.publication.clone(),
                title: stored.article.title().to_owned(),
                place: spot.place,
                left: before(left, self.options.width).to_owned(),
                mark: spot.span.of(spot.text).to_owned(),
                right: after(right, self.options.width).to_owned(),
                clause: mark.clause,
                via: mark.via,
                file,
                source_spans,
                copies,
            };
            self.due.push_back(Line { left: left.to_owned(), right: right.to_owned(), shown });
        }
        Ok(())
    }
}

/// Where a mark stands in a paragraph or label.
struct Spot<'a> {
    place: PassagePlace,
    text: &'a str,
    /// Bytes of that text.
    span: Span,
}

impl<'a> Spot<'a> {
    /// `None` for a mark that lies in no paragraph.
    fn of(
        mark: &MarkedSpan,
        stored: &'a Stored,
        paragraphs: &[(TextZone, usize, Span)],
    ) -> Option<Self> {
        if let Some((zone, number)) = mark.label {
            let text = label_values(&stored.article, zone).get(number).copied()?;
            return Some(Self { place: PassagePlace::Label(zone, number), text, span: mark.span });
        }
        let holds = |span: &Span| span.start <= mark.span.start && mark.span.end <= span.end;
        let (zone, number, paragraph) = paragraphs.iter().find(|(_, _, span)| holds(span))?;
        Some(Self {
            place: PassagePlace::Text(*zone, *number),
            text: paragraph.of(&stored.text.text),
            span: Span::new(mark.span.start - paragraph.start, mark.span.end - paragraph.start),
        })
    }
}

/// Where a mark stands in the file.
struct FileSpot {
    place: FilePlace,
    raw: Vec<Span>,
}

impl FileSpot {
    fn of(mark: &MarkedSpan, stored: &Stored) -> Option<Self> {
        let text = &stored.text;
        let place = file_place(&text.text, &text.pieces, mark.span)?;
        let spans = file_spans(&text.pieces, mark.span).into_iter();
        let raw = spans.map(|span| stored.article.source_map.raw_span(span)).collect();
        Some(Self { place, raw })
    }
}
