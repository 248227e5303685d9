//! The seam between searching and storage: a plan goes in, ranked articles come out.
//!
//! Passages and marks are computed above this seam, so that they are the same
//! for every engine.

pub mod local;

use crate::analysis::ArticleText;
use crate::article::Article;
use crate::error::Result;
use crate::query::note::Note;
use crate::query::plan::Plan;

pub use local::LocalEngine;

/// How results are ordered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Sort {
    /// Best first.
    #[default]
    Relevance,
    /// Newest first; articles without a date last.
    Newest,
    /// Oldest first; articles without a date last.
    Oldest,
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
    /// Its score, to 1e-6.
    pub score: f64,
    /// How many articles with exactly the same text match, this one included.
    pub copies: u64,
}

/// Where an engine keeps an article; meaningless outside the search that returned it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
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

/// Something that stores articles and answers plans.
pub trait Engine: Sync {
    /// Fills in the terms that the leaves of a plan stand for; says which
    /// words do not occur and which patterns grew wide.
    ///
    /// # Errors
    /// If the index cannot be read or a pattern stands for too many words.
    fn resolve(&self, plan: &mut Plan) -> Result<Vec<Note>>;

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

    /// The number of articles that can be found.
    fn article_count(&self) -> u64;

    /// The number of the last commit.
    fn generation(&self) -> u64;
}
