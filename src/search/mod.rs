//! Searching: a query becomes a plan, the engine ranks, passages are chosen
//! and marked on the stored text of the hits only. [`batch`] does that for
//! many queries at once, [`explain`] tells how one is understood.
//!
//! Many hits are looked at together by [`facets`] and [`timeline`], which
//! count, and by [`kwic`], which lists every mark; [`terms`] lists the words
//! that there are to search for.

pub mod batch;
pub mod explain;
pub mod facets;
pub mod kwic;
pub mod line;
pub mod passage_ranking;
pub mod terms;
pub mod timeline;

use std::fmt;
use std::sync::OnceLock;
use std::time::{Duration, Instant};

use self::line::LineFault;
use self::passage_ranking::articles_for;
use crate::analysis::Analyzer;
use crate::engine::{Engine, Handle, RankedHit, Sort, Stored, Unresolved, Window, out_of_time};
use crate::error::Error;
use crate::passage::reading::{MarkedSpan, Reading};
use crate::passage::{self, Passages};
use crate::query::ast::Ast;
use crate::query::note::{Note, QueryError};
use crate::query::plan::{Clause, Plan, Settings, plan};
use crate::query::ranking::{idf, leaf_weights};
use crate::query::stop::Stop;
use crate::query::words::WordPlanner;
use crate::query::{Repair, Syntax, parse};

/// What is asked.
#[derive(Debug, Clone)]
pub struct Request {
    /// The query as typed.
    pub text: String,
    /// How it is to be read.
    pub syntax: Syntax,
    /// How it is to be understood.
    pub settings: Settings,
    /// Whether withdrawn articles count.
    pub all_status: bool,
    /// Only articles that a commit after this one brought in; 0 for all.
    pub since_generation: u64,
    /// Whether new articles are preferred: in how many days the worth of being
    /// new halves.
    pub half_life: Option<f64>,
    /// Whether the copies of each hit are to be listed.
    pub copies: bool,
    /// Which results are wanted.
    pub window: Window,
    /// Whether passages are the results, in one ranking, not articles; the
    /// window then counts passages, see [`passage_ranking`].
    pub by_passage: bool,
    /// At most so many passages an article.
    pub per_article: usize,
    /// How long the answer may take, its hits included; `None` for as long as it takes.
    pub timeout: Option<Duration>,
}

impl Request {
    /// A request for the ten best articles with their three best passages,
    /// all words required, without a time limit.
    #[must_use]
    pub fn new(text: impl Into<String>, syntax: Syntax) -> Self {
        Self {
            text: text.into(),
            syntax,
            settings: Settings::default(),
            all_status: false,
            since_generation: 0,
            half_life: None,
            copies: false,
            window: Window { offset: 0, limit: 10, sort: Sort::Relevance },
            by_passage: false,
            per_article: 3,
            timeout: None,
        }
    }

    /// The articles that are needed.
    fn article_window(&self) -> Window {
        if !self.by_passage {
            return self.window;
        }
        let passages = self.window.offset.saturating_add(self.window.limit);
        Window { offset: 0, limit: articles_for(passages), ..self.window }
    }

    /// What stops the search once its time, from now on, is over.
    fn stop(&self) -> Stop {
        let end = self.timeout.and_then(|timeout| Instant::now().checked_add(timeout));
        end.map_or_else(Stop::default, |end| Stop::when(move || Instant::now() >= end))
    }
}

/// Why there is no answer.
#[derive(Debug)]
pub enum Failure {
    /// The line of a batch holds no query.
    Line(LineFault),
    /// The query cannot be read.
    Query(QueryError),
    /// The search failed.
    Run(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Run(error)
    }
}

impl From<Unresolved> for Failure {
    fn from(unresolved: Unresolved) -> Self {
        match unresolved {
            Unresolved::Query(error) => Self::Query(error),
            Unresolved::Run(error) => Self::Run(error),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Line(fault) => f.write_str(&fault.message),
            Self::Query(error) => f.write_str(&error.message),
            Self::Run(error) => error.fmt(f),
        }
    }
}

/// A query that was read, planned and resolved against the index.
#[derive(Debug)]
pub struct Prepared {
    /// The query as it was read; prints as its canonical form.
    pub ast: Ast,
    /// What is looked for.
    pub plan: Plan,
    /// Advice on the query.
    pub notes: Vec<Note>,
    /// What was repaired in it.
    pub repairs: Vec<Repair>,
}

/// The answer to a request; hits are built one by one with [`Searcher::hit`].
#[derive(Debug)]
pub struct Answer {
    /// The query as it was understood.
    pub prepared: Prepared,
    /// Exact number of articles that match.
    pub total: u64,
    /// The hits in the window, in order.
    pub hits: Vec<RankedHit>,
    /// How much each clause is worth when passages are chosen.
    clause_weights: OnceLock<Vec<f64>>,
}

/// An article found, with what is shown of it.
#[derive(Debug)]
pub struct Hit {
    /// Its place in the whole ranking, from 1.
    pub rank: usize,
    /// Its score.
    pub score: f64,
    /// Articles with exactly the same text that match, this one included.
    pub copies: u64,
    /// The ids of the others, if they were asked for.
    pub copy_ids: Vec<String>,
    /// Where the engine keeps it.
    pub handle: Handle,
    /// The article and its text.
    pub stored: Stored,
    /// The passages chosen, and what is marked in the headline.
    pub passages: Passages,
}

/// Searches one engine; remembers the words it has analysed.
pub struct Searcher<'a> {
    engine: &'a dyn Engine,
    words: WordPlanner,
    analyzer: Analyzer,
}

impl<'a> Searcher<'a> {
    /// A searcher of this engine.
    #[must_use]
    pub fn new(engine: &'a dyn Engine) -> Self {
        let words = WordPlanner::of(engine.languages().to_vec());
        Self { engine, words, analyzer: Analyzer::new() }
    }

    /// Reads, plans and resolves a query, with all notes.
    ///
    /// # Errors
    /// If the query cannot be read, or the index cannot.
    pub fn prepare(&mut self, request: &Request) -> Result<Prepared, Failure> {
        let mut prepared = self.resolved(request)?;
        prepared.notes.extend(self.engine.notes(&prepared.plan)?);
        Ok(prepared)
    }

    /// The same without the notes that the dictionary is searched for.
    fn resolved(&mut self, request: &Request) -> Result<Prepared, Failure> {
        let stop = request.stop();
        let parsed = parse(&request.text, &request.syntax).map_err(Failure::Query)?;
        let (mut plan, mut notes) =
            plan(&request.text, &parsed.ast, request.settings, &mut self.words)
                .map_err(Failure::Query)?;
        plan.with_withdrawn |= request.all_status;
        plan.since_generation = request.since_generation;
        plan.half_life = request.half_life;
        plan.stop = stop;
        notes.splice(0..0, parsed.notes);
        self.engine.resolve(&mut plan)?;
        let ast = if request.settings.any { parsed.ast.with_any() } else { parsed.ast };
        Ok(Prepared { ast, plan, notes, repairs: parsed.repairs })
    }

    /// Answers a request.
    ///
    /// # Errors
    /// If the query cannot be read, or the index cannot.
    pub fn search(&mut self, request: &Request) -> Result<Answer, Failure> {
        let mut answer = self.ranked(request)?;
        answer.prepared.notes.extend(self.engine.notes(&answer.prepared.plan)?);
        Ok(answer)
    }

    /// Answers a request without looking for what its words may have been
    /// meant to be: no note tells which do not occur, or which patterns are wide.
    ///
    /// # Errors
    /// If the query cannot be read, or the index cannot.
    pub fn ranked(&mut self, request: &Request) -> Result<Answer, Failure> {
        let prepared = self.resolved(request)?;
        let ranked = self.engine.search(&prepared.plan, request.article_window())?;
        let (total, hits) = (ranked.total, ranked.hits);
        Ok(Answer { prepared, total, hits, clause_weights: OnceLock::new() })
    }

    /// The exact number of articles that match.
    ///
    /// # Errors
    /// If the query cannot be read, or the index cannot.
    pub fn count(&mut self, request: &Request) -> Result<(u64, Prepared), Failure> {
        let prepared = self.prepare(request)?;
        let total = self.engine.count(&prepared.plan)?;
        Ok((total, prepared))
    }

    /// Builds the hit at `index` of an answer to `request`.
    ///
    /// # Errors
    /// If the article cannot be read.
    pub fn hit(
        &mut self,
        request: &Request,
        answer: &Answer,
        index: usize,
    ) -> Result<Option<Hit>, Error> {
        let Some(ranked) = answer.hits.get(index) else { return Ok(None) };
        let stored = self.engine.fetch(ranked.handle)?;
        let plan = &answer.prepared.plan;
        let weights = || clause_weights(plan, self.engine.article_count());
        let passages = passage::choose(
            plan,
            &stored.article,
            &stored.text,
            answer.clause_weights.get_or_init(weights),
            request.per_article,
            &mut self.analyzer,
        );
        if answer.prepared.plan.stop.asked() {
            return Err(out_of_time());
        }
        Ok(Some(Hit {
            rank: answer.rank(request, index),
            score: ranked.score,
            copies: ranked.copies,
            copy_ids: self.copies(request, answer, ranked)?,
            handle: ranked.handle,
            stored,
            passages,
        }))
    }

    /// The ids of the copies of a hit, if they were asked for.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn copies(
        &self,
        request: &Request,
        answer: &Answer,
        hit: &RankedHit,
    ) -> Result<Vec<String>, Error> {
        if !request.copies || hit.copies < 2 {
            return Ok(Vec::new());
        }
        self.engine.copies(&answer.prepared.plan, hit)
    }

    /// What a plan marks in one article; nothing if it does not match.
    ///
    /// # Errors
    /// If the plan asks to stop.
    pub fn marks(&mut self, plan: &Plan, stored: &Stored) -> Result<Vec<MarkedSpan>, Error> {
        let reading = Reading::of(plan, &stored.article, &stored.text, &mut self.analyzer);
        let marks = reading.marks(plan);
        if plan.stop.asked() { Err(out_of_time()) } else { Ok(marks) }
    }
}

impl Answer {
    /// Whether articles match that are not among the hits and their copies.
    #[must_use]
    pub fn is_truncated(&self) -> bool {
        self.hits.iter().map(|hit| hit.copies).sum::<u64>() < self.total
    }

    /// The place in the whole ranking of the hit at `index`, from 1.
    #[must_use]
    pub fn rank(&self, request: &Request, index: usize) -> usize {
        request.window.offset.saturating_add(index).saturating_add(1)
    }

    /// The clauses whose occurrences are marked, with their numbers.
    pub fn positive_clauses(&self) -> impl Iterator<Item = (usize, &Clause)> {
        self.prepared.plan.clauses.iter().enumerate().filter(|(_, clause)| clause.positive)
    }
}

/// What each clause is worth: the idf of its rarest word, less for words that say little.
fn clause_weights(plan: &Plan, articles: u64) -> Vec<f64> {
    let mut weights = vec![0.0_f64; plan.clauses.len()];
    for (leaf, says) in plan.leaves.iter().zip(leaf_weights(plan)) {
        if let Some(weight) = weights.get_mut(leaf.clause) {
            *weight = weight.max(says * idf(leaf.articles().min(articles), articles));
        }
    }
    weights
}
