//! What an engine says of many articles at once: facets, periods, words, places.

use std::collections::BTreeMap;

use clap::ValueEnum;

use super::Handle;

/// What articles are counted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Facet {
    /// The publication.
    Source,
    /// News agencies credited.
    Agency,
    /// Places of the dateline, with their regions.
    Place,
    /// The section.
    Section,
    /// The language, by its ISO code.
    Language,
    /// The year of the date.
    Year,
    /// The people named as authors.
    Byline,
    /// Whether it stands, corrects or withdraws something.
    Status,
}

impl Facet {
    /// The name used on the command line and in records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Source => "source",
            Self::Agency => "agency",
            Self::Place => "place",
            Self::Section => "section",
            Self::Language => "language",
            Self::Year => "year",
            Self::Byline => "byline",
            Self::Status => "status",
        }
    }
}

/// How many articles have each value of a facet.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FacetCounts {
    /// Articles that match.
    pub articles: u64,
    /// Those of them that have no value.
    pub missing: u64,
    /// Every value with its articles, in no order. Values that differ only in
    /// capitals are one, in the spelling that most articles have. An article
    /// with several values counts for each.
    pub values: Vec<(String, u64)>,
}

/// The unit of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Period {
    /// A civil day.
    Day,
    /// A month.
    Month,
    /// A year.
    Year,
}

impl Period {
    /// The name used on the command line and in records.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Day => "day",
            Self::Month => "month",
            Self::Year => "year",
        }
    }
}

/// How many articles are dated in each period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct PeriodCounts {
    /// Articles that match.
    pub articles: u64,
    /// Those without a date.
    pub undated: u64,
    /// Those of whose date only a longer period is known.
    pub coarser: u64,
    /// The others, by day number, month number (12 × year + month − 1) or year.
    pub periods: BTreeMap<i64, u64>,
}

/// A word of the dictionary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TermCount {
    /// Its folded form.
    pub term: String,
    /// In how many articles it occurs.
    pub articles: u64,
    /// How often it occurs in them.
    pub occurrences: u64,
}

/// The order of matches; total, and the same for any number of segments.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MatchOrder {
    /// By file, then by place in the file.
    Id,
    /// Oldest first, without a date last; then as by id.
    Date,
}

/// An article that matches, by its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Match {
    /// Where the engine keeps it.
    pub handle: Handle,
    /// Its id.
    pub id: String,
    /// A hash of its text, the same for its copies.
    pub text_hash: u64,
}
