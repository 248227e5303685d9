//! Words of the dictionary: records `morgue.term/1`, and text for people.

use serde::Serialize;

use super::list::{Cell, Row, Understood};
use super::sanitize::terminal;
use crate::engine::TermCount;
use crate::search::terms::TermsEnd;

/// A word with its numbers.
#[derive(Debug, Serialize)]
pub struct TermRow<'a> {
    term: &'a str,
    articles: u64,
    occurrences: u64,
}

impl Row for TermRow<'_> {
    const FORMAT: &'static str = "morgue.term/1";
    const KIND: &'static str = "term";
    const COLUMNS: &'static [&'static str] = &["term", "articles", "occurrences"];

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![self.term.into(), self.articles.into(), self.occurrences.into()]
    }
}

impl<'a> From<&'a TermCount> for TermRow<'a> {
    fn from(count: &'a TermCount) -> Self {
        let TermCount { term, articles, occurrences } = count;
        Self { term, articles: *articles, occurrences: *occurrences }
    }
}

/// What holds for all words.
#[derive(Debug, Serialize)]
pub struct TermEnd<'a> {
    terms_total: Option<u64>,
    truncated: bool,
    #[serde(flatten)]
    read_as: Understood<'a>,
}

/// What closes the list.
#[must_use]
pub fn end<'a>(end: &'a TermsEnd, read_as: Understood<'a>) -> TermEnd<'a> {
    TermEnd { terms_total: end.total, truncated: end.truncated, read_as }
}

/// The line that names the columns for people.
pub const HEAD: &str = "articles  occurrences  term\n";

/// A word for people.
#[must_use]
pub fn text(count: &TermCount) -> String {
    format!("{:>8}  {:>11}  {}\n", count.articles, count.occurrences, terminal(&count.term))
}
