//! Explaining a query: how it was read, what its words stand for, and why an
//! article matches or does not.

use super::{Failure, Prepared, Request, Searcher};
use crate::engine::explanation::{Frequencies, ScoreStory};
use crate::engine::{Stored, no_such_article};
use crate::passage::reading::Reading;
use crate::query::interval::Evaluator;

/// What is to be said of a query.
#[derive(Debug)]
pub struct Explanation {
    /// The query as it was understood.
    pub prepared: Prepared,
    /// Exact number of articles that match.
    pub total: u64,
    /// How often its parts occur.
    pub frequencies: Frequencies,
    /// What is to be said of one article.
    pub article: Option<ArticleStory>,
}

/// How one article answers a query.
#[derive(Debug)]
pub struct ArticleStory {
    /// Its id.
    pub id: String,
    /// How often each clause occurs in it, with the limits around it.
    pub clauses: Vec<usize>,
    /// Which filters hold.
    pub filters: Vec<bool>,
    /// Whether the words and filters of the query hold. It may be left out
    /// all the same, as withdrawn or indexed too long ago.
    pub satisfies: bool,
    /// Its score, if a search finds it.
    pub score: Option<ScoreStory>,
}

impl Searcher<'_> {
    /// Explains a query, and how the article with the id answers it.
    ///
    /// # Errors
    /// If the query cannot be read, the index cannot, or there is no such article.
    pub fn explain(&mut self, request: &Request, id: Option<&str>) -> Result<Explanation, Failure> {
        let prepared = self.prepare(request)?;
        let total = self.engine.count(&prepared.plan)?;
        let frequencies = self.engine.frequencies(&prepared.plan)?;
        let article = id.map(|id| self.article_story(&prepared, id)).transpose()?;
        Ok(Explanation { prepared, total, frequencies, article })
    }

    fn article_story(&mut self, prepared: &Prepared, id: &str) -> Result<ArticleStory, Failure> {
        let stored = self.engine.find(id)?.ok_or_else(|| no_such_article(id))?;
        let plan = &prepared.plan;
        let Stored { article, text } = &stored;
        let occurrences = Reading::of(plan, article, text, &mut self.analyzer).occurrences;
        let evaluator = Evaluator::new(plan, &occurrences);
        let count = |node: Option<_>| node.map_or(0, |node| evaluator.extents(node).len());
        Ok(ArticleStory {
            id: article.locator.id(),
            clauses: plan.clause_nodes().into_iter().map(count).collect(),
            satisfies: evaluator.matches(),
            score: self.engine.score_story(plan, id)?,
            filters: occurrences.filters,
        })
    }
}
