//! The seam between searching and storage: a plan goes in, ranked articles come out.
//!
//! Passages and marks are computed above this seam, so that they are the same
//! for every engine.

mod counts;
pub mod explanation;
pub mod local;

use crate::analysis::ArticleText;
use crate::analysis::StemLanguage;
use crate::article::Article;
use crate::error::{Error, ErrorKind, Result};
use crate::query::note::{Note, QueryError};
use crate::query::plan::{Leaf, Plan};

pub use counts::{Facet, FacetCounts, Match, MatchOrder, Period, PeriodCounts, TermCount};
use explanation::{Frequencies, ScoreStory};
pub use local::LocalEngine;

/// How results are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first; articles without a date last.
    Newest,
    /// Oldest first; articles without a date last.
    Oldest,
    /// Best first by the first stage of the ranking alone, to measure what the second adds.
    #[value(skip)]
    #[serde(skip)]
    FirstStage,
}

impl Sort {
    /// Whether scores come first in this order.
    #[must_use]
    pub fn is_by_score(self) -> bool {
        matches!(self, Self::Relevance | Self::FirstStage)
    }
}

/// Which results are wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// How many to leave out at the beginning.
    pub offset: usize,
    /// How many at most.
    pub limit: usize,
    /// In which order.
    pub sort: Sort,
}

impl Window {
    /// The limit that a number given by the user means: 0 is for all.
    #[must_use]
    pub fn limit_of(number: usize) -> usize {
        if number == 0 { usize::MAX } else { number }
    }
}

/// The ranked result of a plan.
#[derive(Debug, Clone, Default)]
pub struct Ranked {
    /// Exact number of articles that match.
    pub total: u64,
    /// Those in the window, in order.
    pub hits: Vec<RankedHit>,
}

/// An article found.
#[derive(Debug, Clone, PartialEq)]
pub struct RankedHit {
    /// Where the engine keeps it.
    pub handle: Handle,
    /// Its id.
    pub id: String,
    /// Its score, to 1e-6.
    pub score: f64,
    /// How many articles with exactly the same text match, this one included.
    pub copies: u64,
    /// A hash of its text, the same for its copies.
    pub text_hash: u64,
}

/// Where an engine keeps an article; meaningless outside the search that returned it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Handle {
    /// Which index.
    pub shard: u32,
    /// Which segment.
    pub segment: u32,
    /// Which document of the segment.
    pub document: u32,
}

/// A stored article with the text that was indexed.
#[derive(Debug, Clone)]
pub struct Stored {
    /// The article.
    pub article: Article,
    /// Its text as it was analysed.
    pub text: ArticleText,
}

/// Why the terms of a plan cannot be found.
#[derive(Debug)]
pub enum Unresolved {
    /// A part of the query asks for too much.
    Query(QueryError),
    /// The index cannot be read, or the time is over.
    Run(Error),
}

impl From<QueryError> for Unresolved {
    fn from(error: QueryError) -> Self {
        Self::Query(error)
    }
}

impl From<Error> for Unresolved {
    fn from(error: Error) -> Self {
        Self::Run(error)
    }
}

/// The error of a search whose plan asked to stop.
#[must_use]
pub fn out_of_time() -> Error {
    Error::new(ErrorKind::Timeout, "the query took longer than it was given, and was given up")
        .hint("allow more seconds with `--timeout`, or ask for less common words or less nearness")
}

/// The error of asking for an article that is not there.
#[must_use]
pub fn no_such_article(id: &str) -> Error {
    Error::new(ErrorKind::NoSuchArticle, format!("there is no article with the id `{id}`"))
        .hint("ids are in the search results, after the passages or as `article.id`")
}

/// Something that stores articles and answers plans. Whatever may take long
/// looks at [`Plan::stop`] and fails with [`out_of_time`] if it is asked to.
pub trait Engine: Sync {
    /// Fills in the terms that the leaves of a plan stand for.
    ///
    /// # Errors
    /// If the index cannot be read or a pattern stands for too many words.
    fn resolve(&self, plan: &mut Plan) -> Result<(), Unresolved>;

    /// Which words of a resolved plan do not occur, with the nearest spellings,
    /// and which patterns grew wide.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn notes(&self, plan: &Plan) -> Result<Vec<Note>>;

    /// The articles that match a resolved plan.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn search(&self, plan: &Plan, window: Window) -> Result<Ranked>;

    /// The exact number of articles that match a resolved plan.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn count(&self, plan: &Plan) -> Result<u64>;

    /// The ids of the other articles that match a resolved plan and have
    /// exactly the text of this hit, ascending.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn copies(&self, plan: &Plan, hit: &RankedHit) -> Result<Vec<String>>;

    /// How many of the articles that match a resolved plan have each value.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn facet(&self, plan: &Plan, facet: Facet) -> Result<FacetCounts>;

    /// How many of the articles that match a resolved plan are dated in each period.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn periods(&self, plan: &Plan, period: Period) -> Result<PeriodCounts>;

    /// Every article that matches a resolved plan, copies too.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn matches(
        &self,
        plan: &Plan,
        order: MatchOrder,
    ) -> Result<Box<dyn Iterator<Item = Match> + '_>>;

    /// Calls back for every word of the dictionary that a leaf stands for, in
    /// the order of their bytes, until it is told `false`. Withdrawn articles
    /// count only if `all_status` says so.
    ///
    /// # Errors
    /// If the index cannot be read, or the pattern not be understood.
    fn terms(
        &self,
        leaf: &Leaf,
        all_status: bool,
        visit: &mut dyn FnMut(TermCount) -> bool,
    ) -> Result<(), Unresolved>;

    /// How often the parts of a resolved plan occur.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn frequencies(&self, plan: &Plan) -> Result<Frequencies>;

    /// The score of the article with this id, as a search for a resolved plan
    /// by relevance prints it; `None` if it does not match.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn score_story(&self, plan: &Plan, id: &str) -> Result<Option<ScoreStory>>;

    /// A stored article.
    ///
    /// # Errors
    /// If it cannot be read.
    fn fetch(&self, handle: Handle) -> Result<Stored>;

    /// The article with this id.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn find(&self, id: &str) -> Result<Option<Stored>>;

    /// The ids of all articles, withdrawn ones included, in no particular order.
    ///
    /// # Errors
    /// If the index cannot be read.
    fn ids(&self) -> Result<Vec<String>>;

    /// The languages that stems in the dictionary are of. May name some that
    /// none is of.
    fn languages(&self) -> &[StemLanguage];

    /// The number of articles that can be found.
    fn article_count(&self) -> u64;

    /// The number of the last commit; of several indexes, the highest.
    fn generation(&self) -> u64;
}
