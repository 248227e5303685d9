//! The score of one article part by part, from the same numbers as the ranking.

use tantivy::query::EnableScoring;
use tantivy::{DocId, DocSet, Score, SegmentReader};

use super::LocalEngine;
use super::collect::Candidate;
use super::lower::Lowering;
use super::newness::Newness;
use super::ranked::{Best, RESCORED};
use super::shard::Shard;
use super::source::Source;
use super::statistics::PlanStatistics;
use super::units::{Compound, Unit, scored, units};
use super::weights::LeafWeights;
use crate::article::Locator;
use crate::engine::Sort;
use crate::engine::explanation::{Reward, ScorePart, ScoreStory, Stage, UnitFacts};
use crate::error::{Error, ErrorKind, Result};
use crate::query::ast::Filter;
use crate::query::plan::{Node, Plan};
use crate::query::ranking::score;

impl LocalEngine {
    /// The score that a search for `plan` prints for the article with this id.
    pub(super) fn story(&self, plan: &Plan, id: &str) -> Result<Option<ScoreStory>> {
        let Some(found) = self.only(plan, id)? else { return Ok(None) };
        let Best { found: mut first, count, .. } = self.best(plan, RESCORED, Sort::Relevance)?;
        first.truncate(count);
        let shard = self.shards.get(found.handle.shard as usize).ok_or_else(|| {
            Error::new(ErrorKind::Internal, "a result points to an index that is not open")
        })?;
        let newness = self.newness(plan)?;
        let teller = Teller { engine: self, shard, plan, newness, candidate: found };
        let is_copy = |other: &Candidate| {
            let date = |candidate: &Candidate| candidate.rank.date_behind_score();
            other.text_hash == found.text_hash && date(other) == date(&found)
        };
        let is_rescored = first.iter().any(is_copy);
        let told = if is_rescored { teller.second() } else { teller.first() };
        told.map(Some).map_err(|cause| shard.folder.damaged(cause))
    }

    /// The article with this id, with its score of the first stage, if it matches.
    fn only(&self, plan: &Plan, id: &str) -> Result<Option<Candidate>> {
        let mut own = plan.clone();
        own.filters.push(Filter::Id(Locator::parse(id).id()));
        own.root = Node::And(vec![own.root, Node::Filter(own.filters.len() - 1)]);
        Ok(self.best(&own, 1, Sort::Relevance)?.found.first().copied())
    }
}

/// Tells the score of one article.
struct Teller<'a> {
    engine: &'a LocalEngine,
    shard: &'a Shard,
    plan: &'a Plan,
    newness: Newness,
    candidate: Candidate,
}

impl Teller<'_> {
    fn reader(&self) -> &SegmentReader {
        self.shard.searcher.segment_reader(self.candidate.handle.segment)
    }

    fn length(&self) -> tantivy::Result<f64> {
        let reader = self.reader();
        let columns = self.shard.layout.columns.of(reader)?;
        Ok(f64::from(columns.lengths.fieldnorm(self.candidate.handle.document)))
    }

    fn told(&self, stage: Stage, parts: Vec<ScorePart>) -> tantivy::Result<ScoreStory> {
        Ok(ScoreStory {
            score: self.candidate.rank.score(Sort::Relevance),
            stage,
            length: self.length()?,
            average_length: self.engine.statistics.average_length(),
            parts,
        })
    }

    /// What each word, phrase or nearness adds in the first stage.
    fn first(&self) -> tantivy::Result<ScoreStory> {
        let lowering = self.engine.lowering(self.shard, self.plan, true);
        let fields = &self.shard.layout.fields;
        let statistics = PlanStatistics::of(self.plan, fields, &self.engine.statistics);
        let searcher = &self.shard.searcher;
        let scoring = EnableScoring::enabled_from_statistics_provider(&statistics, searcher);
        let stage = FirstStage { lowering, scoring, reader: self.reader() };
        let mut parts = Vec::new();
        stage.add(&self.plan.root, 1.0, self.candidate.handle.document, &mut parts)?;
        self.told(Stage::First, parts)
    }

    /// What each word or phrase adds in the second stage, and what all add together.
    fn second(&self) -> tantivy::Result<ScoreStory> {
        let plan = self.plan;
        let statistics = &self.engine.statistics;
        let units = units(plan, &LeafWeights::new(plan), statistics);
        let mut source = Source::open(self.reader(), &self.shard.layout, plan, &plan.root)?;
        let occurrences = source.read(plan, self.candidate.handle.document);
        let found = scored(&units, plan, occurrences);
        let (length, average) = (self.length()?, statistics.average_length());
        let mut score = score(&found, &occurrences.borders, length, average);
        score.recency = self.newness.of(self.candidate.rank.date_behind_score());
        let mut parts = Vec::new();
        let of_unit = |reward, unit: &Unit<'_>, occurrences: usize, value| ScorePart {
            reward,
            clauses: unit.clauses(plan),
            piece: unit.piece(plan),
            value,
            unit: Some(UnitFacts { idf: unit.idf, weight: unit.weight, occurrences }),
        };
        let each = units.iter().zip(&found).zip(score.bm25.iter().zip(&score.lead));
        for ((unit, found), (bm25, lead)) in each {
            let occurrences = found.positions.len();
            parts.push(of_unit(Reward::Frequency, unit, occurrences, *bm25));
            parts.push(of_unit(Reward::Lead, unit, occurrences, *lead));
        }
        let mut whole = vec![(Reward::Window, score.window), (Reward::Pairs, score.pairs)];
        whole.extend(self.newness.is_wanted().then_some((Reward::Recency, score.recency)));
        for (reward, value) in whole {
            let (clauses, piece) = (Vec::new(), None);
            parts.push(ScorePart { reward, clauses, piece, value, unit: None });
        }
        let story = self.told(Stage::Second, parts)?;
        Ok(ScoreStory { score: score.total(), ..story })
    }
}

/// The first stage of one segment.
struct FirstStage<'a> {
    lowering: Lowering<'a>,
    scoring: EnableScoring<'a>,
    reader: &'a SegmentReader,
}

impl FirstStage<'_> {
    /// Adds what a node scores, which the search adds up in the same way.
    fn add(
        &self,
        node: &Node,
        boost: Score,
        doc: DocId,
        parts: &mut Vec<ScorePart>,
    ) -> tantivy::Result<()> {
        match node {
            Node::Not(_) | Node::Filter(_) | Node::All | Node::Nothing => Ok(()),
            Node::Boost(weight, inner) => self.add(inner, boost * weight, doc, parts),
            Node::And(nodes) | Node::Or(nodes) if !self.is_compound(node) => {
                nodes.iter().try_for_each(|node| self.add(node, boost, doc, parts))
            }
            _ => {
                let value = self.value(node, boost, doc)?;
                let (reward, clauses) = (Reward::Frequency, node.clauses());
                parts.extend(value.map(|value| ScorePart {
                    reward,
                    clauses,
                    piece: None,
                    value,
                    unit: None,
                }));
                Ok(())
            }
        }
    }

    /// Whether the node is scored as one, though there are several ways to write it.
    fn is_compound(&self, node: &Node) -> bool {
        matches!(node, Node::Or(_)) && Compound::of(self.lowering.plan, node).is_some()
    }

    /// The score of a node; `None` if the article does not satisfy it.
    fn value(&self, node: &Node, boost: Score, doc: DocId) -> tantivy::Result<Option<f64>> {
        let weight = self.lowering.node(node).weight(self.scoring)?;
        let mut scorer = weight.scorer(self.reader, boost)?;
        let at = if scorer.doc() < doc { scorer.seek(doc) } else { scorer.doc() };
        Ok((at == doc).then(|| f64::from(scorer.score())))
    }
}
