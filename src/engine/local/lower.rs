//! From a plan to a tantivy query.
//!
//! tantivy does AND, OR and plain phrases, with its pruning; all that looks at
//! positions is ours, and so are plans that are any of some words and no more
//! ([`AnyWord`]), or all of some common words ([`AllWords`]).
//! A boolean query always gets a positive clause, so that NOT never turns it
//! empty. All that scores is rounded where the order of addition could show.

use std::cell::OnceCell;
use std::sync::Arc;

use tantivy::query::{
    AllQuery, Bm25Weight, BooleanQuery, BoostQuery, ConstScoreQuery, DisjunctionMaxQuery,
    EmptyQuery, Occur, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{IndexRecordOption, Schema};
use tantivy::{Score, Term};

use super::all_words::AllWords;
use super::any_word::AnyWord;
use super::filters::{filter_query, newer_query};
use super::guarded::Guarded;
use super::interval_query::IntervalMatcher;
use super::matcher::MatcherQuery;
use super::rounded::{Rounded, Step};
use super::shard::{Shard, field_of};
use super::statistics::Statistics;
use super::union::AnyTerm;
use super::units::Compound;
use super::weights::{LeafWeights, idf_sum, leaf_idf};
use super::word_lists::{ScoredWord, Words};
use crate::article::Status;
use crate::index::ROW_STATUS;
use crate::query::plan::{Leaf, Node, Plan};

/// Lowers plans for one set of shards.
pub(super) struct Lowering<'a> {
    pub(super) shard: &'a Shard,
    pub(super) schema: Schema,
    pub(super) statistics: &'a Statistics,
    pub(super) weights: LeafWeights,
    /// Which leaves have terms in several languages, see [`super::statistics::divided`].
    pub(super) divided: Vec<bool>,
    pub(super) plan: &'a Plan,
    /// The plan for queries that keep it.
    pub(super) shared: OnceCell<Arc<Plan>>,
    /// What parts of a score are rounded to.
    pub(super) step: Option<Step>,
}

impl<'a> Lowering<'a> {
    /// The query for the whole plan, without withdrawn articles unless it asks for them.
    pub(super) fn query(&self) -> Box<dyn Query> {
        self.query_of(&self.plan.root)
    }

    /// The same for a part of the plan.
    pub(super) fn query_of(&self, node: &Node) -> Box<dyn Query> {
        let query = self.node(node);
        let mut clauses = vec![(Occur::Must, query)];
        if !self.plan.with_withdrawn && self.shard.has_kills {
            clauses.push((Occur::MustNot, self.status(Status::Kill.name())));
        }
        if self.plan.since_generation > 0 {
            let newer = newer_query(self.plan.since_generation, &self.shard.layout.fields);
            clauses.push((Occur::Must, newer));
        }
        match clauses.len() {
            1 => clauses.swap_remove(0).1,
            _ => Box::new(BooleanQuery::new(clauses)),
        }
    }

    /// The query of a part of the plan, whatever the status of articles.
    pub(super) fn node(&self, node: &Node) -> Box<dyn Query> {
        match node {
            Node::All => self.articles(),
            Node::Nothing => Box::new(EmptyQuery),
            Node::And(parts) => self.and(parts),
            Node::Or(parts) => self.compound(node, parts).unwrap_or_else(|| self.or(parts)),
            Node::Not(_) => self.and(std::slice::from_ref(node)),
            Node::Boost(weight, inner) => Box::new(BoostQuery::new(self.node(inner), *weight)),
            Node::Filter(number) => match self.plan.filters.get(*number) {
                Some(filter) => filter_query(filter, self.shard),
                None => Box::new(EmptyQuery),
            },
            Node::Word { leaf, .. } => self.rounded(self.word(*leaf)),
            Node::Phrase { parts, .. } => self.rounded(self.phrase(node, parts)),
            _ => self.rounded(self.interval(node)),
        }
    }

    fn rounded(&self, query: Box<dyn Query>) -> Box<dyn Query> {
        match self.step {
            Some(step) => Rounded::boxed(query, step),
            None => query,
        }
    }

    /// Every document that is an article.
    fn articles(&self) -> Box<dyn Query> {
        let all: Box<dyn Query> = Box::new(ConstScoreQuery::new(Box::new(AllQuery), 0.0));
        let rows = self.status(ROW_STATUS);
        Box::new(BooleanQuery::new(vec![(Occur::Must, all), (Occur::MustNot, rows)]))
    }

    fn status(&self, status: &str) -> Box<dyn Query> {
        let term = Term::from_field_text(self.shard.layout.fields.status, status);
        Box::new(ConstScoreQuery::new(
            Box::new(TermQuery::new(term, IndexRecordOption::Basic)),
            0.0,
        ))
    }

    fn and(&self, parts: &[Node]) -> Box<dyn Query> {
        if let [only] = parts
            && !matches!(only, Node::Not(_))
        {
            return self.node(only);
        }
        let mut clauses: Vec<_> = parts
            .iter()
            .filter(|part| !matches!(part, Node::All))
            .map(|part| match part {
                Node::Not(inner) => (Occur::MustNot, Guarded::boxed(self.node(inner))),
                part => (Occur::Must, self.node(part)),
            })
            .collect();
        if !clauses.iter().any(|(occur, _)| *occur == Occur::Must) {
            clauses.push((Occur::Must, self.articles()));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    fn or(&self, parts: &[Node]) -> Box<dyn Query> {
        match parts {
            [] => Box::new(EmptyQuery),
            [only] => self.node(only),
            parts => {
                let queries = parts.iter().flat_map(|part| self.alternatives(part));
                let clauses = queries.map(|query| (Occur::Should, query));
                Box::new(BooleanQuery::new(clauses.collect()))
            }
        }
    }

    /// The queries that stand for a part of an OR: tantivy is quickest where
    /// all are of one term.
    fn alternatives(&self, part: &Node) -> Vec<Box<dyn Query>> {
        let leaf = match part {
            Node::Word { leaf, .. } if self.step.is_none() => *leaf,
            _ => return vec![self.node(part)],
        };
        let is_divided = self.divided.get(leaf) == Some(&true);
        match self.plan.leaves.get(leaf).filter(|_| is_divided) {
            Some(known) => {
                let weight = self.weights.of(leaf);
                self.terms(known).into_iter().map(|term| term_query(term, weight)).collect()
            }
            None => vec![self.node(part)],
        }
    }

    /// A compound scores what its words do, whether they are joined or not,
    /// and never more than in the second stage.
    fn compound(&self, node: &Node, parts: &[Node]) -> Option<Box<dyn Query>> {
        let ([phrase, solid], Some(compound)) = (parts, Compound::of(self.plan, node)) else {
            return None;
        };
        let words = compound.weight(self.plan, &self.weights, self.statistics);
        let idf = leaf_idf(self.plan, compound.solid?, self.statistics);
        let solid = BoostQuery::new(self.node(solid), single(words / idf));
        Some(Box::new(DisjunctionMaxQuery::new(vec![self.node(phrase), Box::new(solid)])))
    }

    fn word(&self, number: usize) -> Box<dyn Query> {
        let Some(leaf) = self.plan.leaves.get(number) else { return Box::new(EmptyQuery) };
        let weight = self.weights.of(number);
        match self.terms(leaf).as_slice() {
            [] => Box::new(EmptyQuery),
            [term] => term_query(term.clone(), weight),
            terms => boosted(self.any_term(terms.to_vec(), leaf.articles()), weight),
        }
    }

    /// Any of several terms, scored as one word in so many articles.
    fn any_term(&self, terms: Vec<Term>, articles: u64) -> Box<dyn Query> {
        MatcherQuery::boxed(AnyTerm { terms, weight: self.term_weight(articles) })
    }

    /// What a word in so many articles weighs.
    fn term_weight(&self, articles: u64) -> Bm25Weight {
        let all = self.statistics.articles();
        let average = self.statistics.average_field_norm();
        Bm25Weight::for_one_term_without_explain(articles.min(all), all, average)
    }

    /// The plan as a word or any of several words, if it is nothing else.
    pub(super) fn any_word(&self) -> Option<AnyWord<'a>> {
        let parts = match &self.plan.root {
            Node::Or(parts) => parts.as_slice(),
            word => std::slice::from_ref(word),
        };
        if self.plan.since_generation > 0 || self.step.is_some() {
            return None;
        }
        let words = parts.iter().map(|part| self.scored_word(part, 1.0));
        Some(AnyWord(self.words(words.collect::<Option<_>>()?)))
    }

    /// The plan as several common words, all of them, if it is nothing else.
    pub(super) fn all_words(&self) -> Option<AllWords<'a>> {
        let Node::And(parts) = &self.plan.root else { return None };
        if self.plan.since_generation > 0 {
            return None;
        }
        let articles = parts.iter().map(|part| self.word_of(part).map(Leaf::articles));
        if !AllWords::are_dense(&articles.collect::<Option<Vec<_>>>()?) {
            return None;
        }
        let words = parts.iter().map(|part| self.scored_word(part, 1.0));
        Some(AllWords::of(self.words(words.collect::<Option<_>>()?), self.step))
    }

    /// The word that a node is, whatever its boost.
    fn word_of(&self, node: &Node) -> Option<&Leaf> {
        match node {
            Node::Word { leaf, .. } => self.plan.leaves.get(*leaf),
            Node::Boost(_, inner) => self.word_of(inner),
            _ => None,
        }
    }

    fn words(&self, scored: Vec<ScoredWord>) -> Words<'a> {
        let kill = Term::from_field_text(self.shard.layout.fields.status, Status::Kill.name());
        let is_excluded = !self.plan.with_withdrawn && self.shard.has_kills;
        let (excluded, layout) = (is_excluded.then_some(kill), &self.shard.layout);
        Words { scored, excluded, layout, window: None }
    }

    /// A word with its weight; `None` if the node is no word.
    fn scored_word(&self, node: &Node, boost: Score) -> Option<ScoredWord> {
        let number = match node {
            Node::Word { leaf, .. } => *leaf,
            Node::Boost(weight, inner) => return self.scored_word(inner, boost * weight),
            _ => return None,
        };
        let leaf = self.plan.leaves.get(number)?;
        let articles = leaf.articles();
        let weight = self.term_weight(articles).boost_by(boost * self.weights.of(number));
        let is_divided = self.divided.get(number) == Some(&true);
        let (terms, places) = (self.terms(leaf), OnceCell::new());
        Some(ScoredWord { terms, weight, articles, is_divided, places })
    }

    /// Words of the text that stand for one term each are left to tantivy.
    fn phrase(&self, node: &Node, parts: &[(u32, usize)]) -> Box<dyn Query> {
        let mut terms = Vec::with_capacity(parts.len());
        for (offset, leaf) in parts {
            let is_plain = |leaf: &&Leaf| leaf.label.is_none() && leaf.hyphenations.is_empty();
            let leaf = self.plan.leaves.get(*leaf).filter(is_plain);
            match leaf.map(|leaf| self.terms(leaf)).as_deref() {
                Some([term]) => terms.push((*offset as usize, term.clone())),
                Some([]) => return Box::new(EmptyQuery),
                _ => return self.interval(node),
            }
        }
        Box::new(PhraseQuery::new_with_offset(terms))
    }

    fn interval(&self, node: &Node) -> Box<dyn Query> {
        let mut unknown = false;
        let candidates = self.candidates(node, &mut unknown);
        if unknown {
            return Box::new(EmptyQuery);
        }
        let average = self.statistics.average_field_norm();
        let idf = single(idf_sum(self.plan, node, self.statistics));
        // A weight with the idf of one word that occurs everywhere, scaled to the sum.
        let all = self.statistics.articles();
        let unit = Bm25Weight::for_one_term_without_explain(all, all, average);
        let weight = unit.boost_by(idf / single(crate::query::ranking::idf(all, all)));
        MatcherQuery::boxed(IntervalMatcher {
            plan: Arc::clone(self.shared.get_or_init(|| Arc::new(self.plan.clone()))),
            node: node.clone(),
            layout: self.shard.layout.clone(),
            candidates,
            schema: self.schema.clone(),
            weight,
        })
    }

    /// Documents that hold the words a text node needs.
    fn candidates(&self, node: &Node, unknown: &mut bool) -> Box<dyn Query> {
        let mut all = |nodes: &[&Node]| -> Box<dyn Query> {
            let clauses = nodes.iter().map(|node| (Occur::Must, self.candidates(node, unknown)));
            Box::new(BooleanQuery::new(clauses.collect()))
        };
        match node {
            Node::Word { leaf, .. } => self.leaf_candidates(*leaf, unknown),
            Node::Phrase { parts, .. } => {
                let leaves = parts.iter().map(|(_, leaf)| *leaf);
                self.all_leaves(leaves.collect(), unknown)
            }
            Node::Sloppy { leaves, .. } => self.all_leaves(leaves.clone(), unknown),
            Node::Near { negated: true, left, .. } => self.candidates(left, unknown),
            Node::Near { left, right, .. } => all(&[left, right]),
            Node::Or(parts) => self.any_candidates(parts, unknown),
            Node::Limit(_, inner) | Node::AtLeast(_, inner) | Node::Boost(_, inner) => {
                self.candidates(inner, unknown)
            }
            _ => Box::new(EmptyQuery),
        }
    }

    fn any_candidates(&self, parts: &[Node], unknown: &mut bool) -> Box<dyn Query> {
        let mut clauses = Vec::new();
        for part in parts {
            let mut missing = false;
            let candidates = self.candidates(part, &mut missing);
            if !missing {
                clauses.push((Occur::Should, candidates));
            }
        }
        *unknown |= clauses.is_empty();
        Box::new(BooleanQuery::new(clauses))
    }

    fn all_leaves(&self, mut leaves: Vec<usize>, unknown: &mut bool) -> Box<dyn Query> {
        leaves.sort_unstable();
        leaves.dedup();
        let clauses =
            leaves.into_iter().map(|leaf| (Occur::Must, self.leaf_candidates(leaf, unknown)));
        Box::new(BooleanQuery::new(clauses.collect()))
    }

    fn leaf_candidates(&self, number: usize, unknown: &mut bool) -> Box<dyn Query> {
        let terms = self.plan.leaves.get(number).map(|leaf| self.terms(leaf)).unwrap_or_default();
        *unknown |= terms.is_empty();
        match terms.as_slice() {
            [] => Box::new(EmptyQuery),
            [term] => Box::new(TermQuery::new(term.clone(), IndexRecordOption::Basic)),
            _ => self.any_term(terms, 0),
        }
    }

    fn terms(&self, leaf: &Leaf) -> Vec<Term> {
        let field = field_of(leaf, &self.shard.layout.fields);
        leaf.terms.iter().map(|known| Term::from_field_text(field, &known.term)).collect()
    }
}

/// A statistic in the precision of tantivy's scores.
#[expect(clippy::cast_possible_truncation, reason = "single precision is what is wanted")]
fn single(value: f64) -> Score {
    value as Score
}

fn term_query(term: Term, weight: Score) -> Box<dyn Query> {
    boosted(Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs)), weight)
}

fn boosted(query: Box<dyn Query>, weight: Score) -> Box<dyn Query> {
    if (weight - 1.0).abs() < Score::EPSILON {
        query
    } else {
        Box::new(BoostQuery::new(query, weight))
    }
}
