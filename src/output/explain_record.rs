//! The record `morgue.explain/1`: how a query was read, what its words stand
//! for, and what the score of an article is made of.

use serde::Serialize;

use super::hit_record::{
    NoteRecord, RepairRecord, SpanRecord, label_name, of_note, of_repair, of_span,
};
use crate::analysis::StemLanguage;
use crate::engine::explanation::{Frequency, Reward, ScorePart, ScoreStory, Stage};
use crate::query::plan::{Clause, Expansion, Leaf, Limit, Node, Pick, Plan, Via};
use crate::search::explain::{ArticleStory, Explanation};

/// The name and version of the format.
pub const FORMAT: &str = "morgue.explain/1";

/// What is to be said of a query.
#[derive(Debug, Serialize)]
pub struct ExplainRecord<'a> {
    format: &'static str,
    query: &'a str,
    read_as: String,
    articles_total: u64,
    notes: Vec<NoteRecord<'a>>,
    repairs: Vec<RepairRecord<'a>>,
    clauses: Vec<ClauseRecord<'a>>,
    filters: Vec<String>,
    article: Option<ArticleRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct ClauseRecord<'a> {
    clause: usize,
    text: &'a str,
    span: SpanRecord,
    via: &'static str,
    positive: bool,
    limits: Vec<String>,
    articles: u64,
    occurrences: u64,
    words: Vec<WordRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct WordRecord<'a> {
    pick: &'static str,
    text: String,
    field: &'static str,
    forms: usize,
    terms: Vec<TermRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct TermRecord<'a> {
    term: &'a str,
    stem_of: Option<&'static str>,
    articles: u64,
    occurrences: u64,
}

#[derive(Debug, Serialize)]
struct ArticleRecord<'a> {
    id: &'a str,
    matches: bool,
    left_out: bool,
    clauses: &'a [usize],
    filters: &'a [bool],
    score: Option<ScoreRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct ScoreRecord<'a> {
    score: f64,
    stage: &'static str,
    length: f64,
    average_length: f64,
    parts: Vec<PartRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct PartRecord<'a> {
    reward: &'static str,
    clauses: &'a [usize],
    piece: Option<&'a str>,
    idf: Option<f64>,
    weight: Option<f64>,
    occurrences: Option<usize>,
    value: f64,
}

impl<'a> ExplainRecord<'a> {
    /// The record of an explanation of the query `text`.
    #[must_use]
    pub fn new(text: &'a str, explanation: &'a Explanation) -> Self {
        let prepared = &explanation.prepared;
        let plan = &prepared.plan;
        let clauses = plan.clauses.iter().zip(&explanation.frequencies.clauses).enumerate();
        let clause = |(number, (clause, frequency)): (usize, (&'a Clause, &Frequency))| {
            let terms = &explanation.frequencies.terms;
            ClauseRecord {
                clause: number,
                text: &clause.text,
                span: of_span(text, clause.span),
                via: via_name(clause.via),
                positive: clause.positive,
                limits: limits(plan, number),
                articles: frequency.articles,
                occurrences: frequency.occurrences,
                words: words(plan, number, terms),
            }
        };
        Self {
            format: FORMAT,
            query: text,
            read_as: prepared.ast.to_string(),
            articles_total: explanation.total,
            notes: prepared.notes.iter().map(|note| of_note(text, note)).collect(),
            repairs: prepared.repairs.iter().map(|repair| of_repair(text, repair)).collect(),
            clauses: clauses.map(clause).collect(),
            filters: plan.filters.iter().map(ToString::to_string).collect(),
            article: explanation.article.as_ref().map(ArticleRecord::new),
        }
    }
}

/// Where or how a clause must occur: the names of zones and functions around it.
pub(super) fn limits(plan: &Plan, clause: usize) -> Vec<String> {
    let node = plan.clause_nodes().get(clause).copied().flatten();
    let limits = node.map(Node::limits).unwrap_or_default();
    let label = plan.leaves.iter().find(|leaf| leaf.clause == clause).and_then(|leaf| leaf.label);
    let label = label.map(|label| label_name(label).to_owned());
    label.into_iter().chain(limits.into_iter().map(Limit::name)).collect()
}

fn words<'a>(plan: &'a Plan, clause: usize, terms: &[Vec<Frequency>]) -> Vec<WordRecord<'a>> {
    let leaves = plan.leaves.iter().zip(terms).filter(|(leaf, _)| leaf.clause == clause);
    leaves.map(|(leaf, frequencies)| WordRecord::new(leaf, frequencies)).collect()
}

impl<'a> WordRecord<'a> {
    fn new(leaf: &'a Leaf, frequencies: &[Frequency]) -> Self {
        let terms = leaf.terms.iter().zip(frequencies);
        let term = |(expansion, frequency): (&'a Expansion, &Frequency)| {
            let (language, term) = named_term(&expansion.term);
            let Frequency { articles, occurrences } = *frequency;
            TermRecord { term, stem_of: language, articles, occurrences }
        };
        Self {
            pick: match leaf.pick {
                Pick::Terms(_) => "word",
                Pick::Pattern(_) => "pattern",
                Pick::Fuzzy(..) => "fuzzy",
                Pick::Regex(_) => "regex",
            },
            text: leaf_text(leaf),
            field: leaf.label.map_or("text", label_name),
            forms: leaf.terms.len(),
            terms: terms.map(term).collect(),
        }
    }
}

impl<'a> ArticleRecord<'a> {
    fn new(story: &'a ArticleStory) -> Self {
        Self {
            id: &story.id,
            matches: story.score.is_some(),
            left_out: story.satisfies && story.score.is_none(),
            clauses: &story.clauses,
            filters: &story.filters,
            score: story.score.as_ref().map(ScoreRecord::new),
        }
    }
}

impl<'a> ScoreRecord<'a> {
    fn new(story: &'a ScoreStory) -> Self {
        Self {
            score: story.score,
            stage: match story.stage {
                Stage::First => "first",
                Stage::Second => "second",
            },
            length: story.length,
            average_length: story.average_length,
            parts: story.parts.iter().map(PartRecord::new).collect(),
        }
    }
}

impl<'a> PartRecord<'a> {
    fn new(part: &'a ScorePart) -> Self {
        Self {
            reward: reward_name(part.reward),
            clauses: &part.clauses,
            piece: part.piece.as_deref(),
            idf: part.unit.map(|unit| unit.idf),
            weight: part.unit.map(|unit| unit.weight),
            occurrences: part.unit.map(|unit| unit.occurrences),
            value: part.value,
        }
    }
}

/// The language whose stem a term is, if it is one, and the term as text.
pub(super) fn named_term(term: &str) -> (Option<&'static str>, &str) {
    match StemLanguage::of_stem(term) {
        Some((language, stem)) => (Some(language.code()), stem),
        None => (None, term),
    }
}

/// A word as it is looked for.
pub(super) fn leaf_text(leaf: &Leaf) -> String {
    if leaf.folded.is_empty() { leaf.pick.shown() } else { leaf.folded.clone() }
}

pub(super) fn via_name(via: Via) -> &'static str {
    match via {
        Via::Word => "word",
        Via::Phrase => "phrase",
        Via::Prefix => "prefix",
        Via::Fuzzy => "fuzzy",
        Via::Case => "case",
    }
}

/// The name of what a part of a score rewards.
pub(super) fn reward_name(reward: Reward) -> &'static str {
    match reward {
        Reward::Frequency => "frequency",
        Reward::Lead => "lead",
        Reward::Window => "window",
        Reward::Pairs => "pairs",
        Reward::Recency => "recency",
    }
}
