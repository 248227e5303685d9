//! The best articles for a plan: found shard by shard, scored again at the
//! top, copies folded.

use std::sync::Arc;

use tantivy::collector::Collector;
use tantivy::query::{EnableScoring, Weight};

use super::collect::{BestOf, Edge, SegmentBest};
use super::copies::{Folded, fold_copies, put_in_order};
use super::execution::Execution;
use super::lower::Lowering;
use super::rescore::rescore;
use super::rounded::Step;
use super::shard::Shard;
use super::statistics::{PlanStatistics, divided};
use super::units::highest_score;
use super::weights::{LeafWeights, order_may_show};
use super::{Found, LocalEngine, in_time};
use crate::engine::{Ranked, RankedHit, Sort, Window};
use crate::error::Result;
use crate::query::plan::Plan;

/// The first results are scored again with all parts of the score; their
/// number is fixed, so that a longer list begins like a shorter one.
pub(super) const RESCORED: usize = 100;

impl LocalEngine {
    /// The articles that match a resolved plan.
    pub(super) fn ranked(&self, plan: &Arc<Plan>, window: Window) -> Result<Ranked> {
        let wanted = window.offset.saturating_add(window.limit);
        let mut depth = wanted.max(RESCORED);
        loop {
            let (total, mut found) = self.best(plan, depth, window.sort)?;
            let all = found.len() as u64 == total;
            let head = if window.sort == Sort::Relevance { RESCORED } else { 0 };
            settle(&mut found, head, window.sort);
            let (mut folded, head) = fold_copies(found, head, window.sort);
            if folded.len() < wanted && !all {
                depth = depth.saturating_mul(4);
                continue;
            }
            let (first, rest) = folded.split_at_mut(head);
            self.rescore(plan, first)?;
            for part in [first, rest] {
                put_in_order(part, window.sort);
            }
            folded.drain(..window.offset.min(folded.len()));
            folded.truncate(window.limit);
            for hit in &mut folded {
                hit.settle(window.sort);
            }
            if !all {
                self.count_copies(plan, &mut folded)?;
            }
            return Ok(Ranked { total, hits: folded.into_iter().map(Folded::hit).collect() });
        }
    }

    /// The exact total and the best `limit` matches, in order but for ties,
    /// which are in order within each segment.
    pub(super) fn best(
        &self,
        plan: &Arc<Plan>,
        limit: usize,
        sort: Sort,
    ) -> Result<(u64, Vec<Found>)> {
        let (mut shards, mut segments) = (Vec::new(), Vec::new());
        for (number, shard) in self.shards.iter().enumerate() {
            let collector = BestOf { shard, limit, sort };
            let own = self.collect(plan, &collector);
            segments.extend(own.map_err(|cause| shard.folder.damaged(cause))?);
            shards.resize(segments.len(), number);
            in_time(&plan.stop)?;
        }
        let total = segments.iter().map(|segment| segment.total).sum();
        let edge = Edge::behind(&segments, limit);
        let found = segments.into_iter().zip(shards).flat_map(|(segment, shard)| {
            segment.candidates(edge).map(move |candidate| Found { shard, candidate })
        });
        let mut found: Vec<Found> = found.collect();
        found.sort_unstable_by(|a, b| a.compare_by_segment(b, sort));
        settle(&mut found, limit, sort);
        found.truncate(limit);
        Ok((total, found))
    }

    fn collect(
        &self,
        plan: &Arc<Plan>,
        collector: &BestOf<'_>,
    ) -> tantivy::Result<Vec<SegmentBest>> {
        let shard = collector.shard;
        let segments = shard.searcher.segment_readers().iter().zip(0..);
        let segments = segments.take_while(|_| !plan.stop.asked());
        let execution = self.execution(shard, plan, collector.requires_scoring())?;
        let collect = |(reader, ordinal)| execution.collect(reader, ordinal, collector, &plan.stop);
        segments.map(collect).collect()
    }

    /// The quickest way to execute a plan in one index.
    pub(super) fn execution(
        &self,
        shard: &Shard,
        plan: &Arc<Plan>,
        scoring: bool,
    ) -> tantivy::Result<Execution> {
        Ok(match self.lowering(shard, plan, scoring).any_word() {
            Some(words) => Execution::Words(words),
            None => Execution::Weight(self.weight(shard, plan, scoring)?),
        })
    }

    /// The plan as tantivy evaluates it in one index.
    pub(super) fn weight(
        &self,
        shard: &Shard,
        plan: &Arc<Plan>,
        scoring: bool,
    ) -> tantivy::Result<Box<dyn Weight>> {
        let query = self.lowering(shard, plan, scoring).query();
        let statistics = PlanStatistics::of(plan, &shard.layout.fields, &self.statistics);
        query.weight(if scoring {
            EnableScoring::enabled_from_statistics_provider(&statistics, &shard.searcher)
        } else {
            EnableScoring::disabled_from_searcher(&shard.searcher)
        })
    }

    pub(super) fn lowering<'a>(
        &'a self,
        shard: &'a Shard,
        plan: &Arc<Plan>,
        scoring: bool,
    ) -> Lowering<'a> {
        let weights = LeafWeights::new(plan);
        let rounding = scoring && order_may_show(plan);
        let step = rounding.then(|| Step::below(highest_score(plan, &weights, &self.statistics)));
        Lowering {
            shard,
            schema: shard.searcher.schema().clone(),
            statistics: &self.statistics,
            weights,
            divided: divided(plan),
            plan: Arc::clone(plan),
            step,
        }
    }

    /// Gives the first results their whole score.
    fn rescore(&self, plan: &Plan, first: &mut [Folded]) -> Result<()> {
        let newness = self.newness(plan)?;
        for (number, shard) in self.shards.iter().enumerate() {
            let own = first.iter_mut().filter(|hit| hit.found.shard == number);
            let candidates = own.map(|hit| &mut hit.found.candidate).collect();
            rescore(shard, plan, &self.statistics, newness, candidates)
                .map_err(|cause| shard.folder.damaged(cause))?;
            in_time(&plan.stop)?;
        }
        Ok(())
    }
}

/// Decides ties as far as they decide which are the first `count`; they stay
/// in order within each segment.
fn settle(found: &mut [Found], count: usize, sort: Sort) {
    let Some(edge) = found.get(count).filter(|_| count > 0).cloned() else { return };
    let start = found.partition_point(|found| found.compare_but_id(&edge, sort).is_lt());
    let end = found.partition_point(|found| found.compare_but_id(&edge, sort).is_le());
    if let Some(tied) = found.get_mut(start..end).filter(|_| start < count) {
        tied.sort_by(|a, b| a.compare(b, sort));
        let (first, rest) = tied.split_at_mut(count - start);
        for part in [first, rest] {
            part.sort_unstable_by(|a, b| a.compare_by_segment(b, sort));
        }
    }
}

impl Folded {
    fn hit(self) -> RankedHit {
        let Self { found, copies, .. } = self;
        let handle = found.handle();
        let candidate = found.candidate;
        let (score, text_hash) = (candidate.score, candidate.text_hash);
        RankedHit { handle, id: candidate.id.text(), score, copies, text_hash }
    }
}
