//! The best articles for a plan: found shard by shard, scored again at the
//! top, copies folded.

use std::cell::OnceCell;

use tantivy::collector::Collector;
use tantivy::query::{EnableScoring, Weight};

use super::collect::{BestOf, Candidate, Edge, SegmentBest};
use super::copies::{Folded, Folding};
use super::execution::Execution;
use super::ids::Ids;
use super::lower::Lowering;
use super::rescore::Rescoring;
use super::rounded::Step;
use super::shard::Shard;
use super::statistics::{PlanStatistics, divided};
use super::units::highest_score;
use super::weights::{LeafWeights, order_may_show};
use super::{LocalEngine, in_time};
use crate::engine::{Ranked, RankedHit, Sort, Window};
use crate::error::{Error, ErrorKind, Result};
use crate::query::plan::Plan;

/// The first results are scored again with all parts of the score; their
/// number is fixed, so that a longer list begins like a shorter one.
pub(super) const RESCORED: usize = 100;

/// What matches best.
pub(super) struct Best {
    /// How many match.
    pub(super) total: u64,
    /// The best, in no order, and behind them some that tie with the last.
    pub(super) found: Vec<Candidate>,
    /// How many of these are the best.
    pub(super) count: usize,
}

impl LocalEngine {
    /// The articles that match a resolved plan.
    pub(super) fn ranked(&self, plan: &Plan, window: Window) -> Result<Ranked> {
        let wanted = window.offset.saturating_add(window.limit);
        let mut depth = wanted.max(RESCORED);
        loop {
            let Best { total, mut found, count } = self.best(plan, depth, window.sort)?;
            let all = found.len() as u64 == total;
            let head = match window.sort {
                Sort::Relevance if depth == RESCORED => count,
                Sort::Relevance => self.cut(found.split_at_mut(count).0, RESCORED),
                Sort::Newest | Sort::Oldest | Sort::FirstStage => 0,
            };
            let ids = Ids(&self.shards);
            let mut folding = Folding::of(&found, window.sort, ids);
            let (mut folded, head) = folding.fold(head, count);
            if folded.len() < wanted && !all && (depth as u64) < total {
                depth = depth.saturating_mul(4);
                continue;
            }
            let (first, rest) = folded.split_at_mut(head);
            // Copies may be divided differently: the one that is shown is scored.
            if window.sort == Sort::Relevance {
                for hit in first.iter_mut() {
                    folding.settle(hit);
                }
            }
            self.rescore(plan, first)?;
            for part in [first, rest] {
                folding.put_in_order(part);
            }
            folded.drain(..window.offset.min(folded.len()));
            folded.truncate(window.limit);
            for hit in &mut folded {
                folding.settle(hit);
            }
            if !all {
                self.count_copies(plan, &mut folded)?;
            }
            let hits = folded.iter().map(|hit| hit.hit(ids)).collect::<Option<_>>();
            return Ok(Ranked { total, hits: hits.ok_or_else(lost_segment)? });
        }
    }

    /// The exact total and the best `limit` matches.
    pub(super) fn best(&self, plan: &Plan, limit: usize, sort: Sort) -> Result<Best> {
        let (mut shards, mut segments) = (Vec::new(), Vec::new());
        for (shard, number) in self.shards.iter().zip(0_u32..) {
            let collector = BestOf { shard, limit, sort };
            let own = self.collect(plan, &collector);
            segments.extend(own.map_err(|cause| shard.folder.damaged(cause))?);
            shards.resize(segments.len(), number);
            in_time(&plan.stop)?;
        }
        let total = segments.iter().map(|segment| segment.total).sum();
        let edge = Edge::behind(&segments, limit);
        let mut found =
            Vec::with_capacity(segments.iter().map(SegmentBest::len).sum::<usize>().min(limit));
        for (segment, shard) in segments.iter().zip(shards) {
            segment.add_candidates(shard, sort, edge, &mut found);
        }
        let count = self.cut(&mut found, limit);
        if count < found.len() {
            let last = found.get(..count).unwrap_or_default().iter().map(|best| best.rank).max();
            found.retain(|candidate| Some(candidate.rank) <= last);
        }
        Ok(Best { total, found, count })
    }

    /// Puts the best `count` in front, and gives their number: if only copies
    /// of one text tie with the last, all of them are among the best; if others
    /// do, ids decide.
    fn cut(&self, found: &mut [Candidate], count: usize) -> usize {
        if count == 0 || count >= found.len() {
            return count.min(found.len());
        }
        let by_rank = |candidate: &Candidate| candidate.rank;
        let edge = found.select_nth_unstable_by_key(count - 1, by_rank).1.rank;
        let start = gather(found, |candidate| candidate.rank < edge);
        let (_, rest) = found.split_at_mut(start);
        let len = gather(rest, |candidate| candidate.rank == edge);
        let (tied, _) = rest.split_at_mut(len);
        let hash = tied.first().map(|tied| tied.text_hash);
        if tied.iter().all(|tied| Some(tied.text_hash) == hash) {
            return start + len;
        }
        Ids(&self.shards).part(tied, count - start);
        count
    }

    fn collect(&self, plan: &Plan, collector: &BestOf<'_>) -> tantivy::Result<Vec<SegmentBest>> {
        let shard = collector.shard;
        let segments = shard.searcher.segment_readers().iter().zip(0..);
        let segments = segments.take_while(|_| !plan.stop.asked());
        let mut execution = self.execution(shard, plan, collector.requires_scoring())?;
        let collect = |(reader, ordinal)| execution.collect(reader, ordinal, collector, &plan.stop);
        segments.map(collect).collect()
    }

    /// The quickest way to execute a plan in one index.
    pub(super) fn execution<'a>(
        &'a self,
        shard: &'a Shard,
        plan: &'a Plan,
        scoring: bool,
    ) -> tantivy::Result<Execution<'a>> {
        let lowering = self.lowering(shard, plan, scoring);
        if let Some(words) = lowering.any_word() {
            return Ok(Execution::Any(words));
        }
        Ok(match lowering.all_words() {
            Some(words) => Execution::All(words),
            None => Execution::Weight(self.weight_of(&lowering, scoring)?),
        })
    }

    /// The plan as tantivy evaluates it in one index.
    pub(super) fn weight(
        &self,
        shard: &Shard,
        plan: &Plan,
        scoring: bool,
    ) -> tantivy::Result<Box<dyn Weight>> {
        self.weight_of(&self.lowering(shard, plan, scoring), scoring)
    }

    fn weight_of(
        &self,
        lowering: &Lowering<'_>,
        scoring: bool,
    ) -> tantivy::Result<Box<dyn Weight>> {
        let Shard { layout, searcher, .. } = lowering.shard;
        let statistics = PlanStatistics::of(lowering.plan, &layout.fields, &self.statistics);
        lowering.query().weight(if scoring {
            EnableScoring::enabled_from_statistics_provider(&statistics, searcher)
        } else {
            EnableScoring::disabled_from_searcher(searcher)
        })
    }

    pub(super) fn lowering<'a>(
        &'a self,
        shard: &'a Shard,
        plan: &'a Plan,
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
            plan,
            shared: OnceCell::new(),
            step,
        }
    }

    /// Gives the first results their whole score.
    fn rescore(&self, plan: &Plan, first: &mut [Folded]) -> Result<()> {
        if first.is_empty() {
            return Ok(());
        }
        let rescoring = Rescoring::new(plan, &self.statistics, self.newness(plan)?);
        for (shard, number) in self.shards.iter().zip(0..) {
            let own = first.iter_mut().filter(|hit| hit.first.handle.shard == number).collect();
            rescoring.replace(shard, own).map_err(|cause| shard.folder.damaged(cause))?;
            in_time(&plan.stop)?;
        }
        Ok(())
    }
}

fn lost_segment() -> Error {
    Error::new(ErrorKind::Internal, "a result points to a segment that is not open")
}

/// Puts what is wanted in front, in its order; gives the number.
fn gather(found: &mut [Candidate], is_wanted: impl Fn(&Candidate) -> bool) -> usize {
    let mut len = 0;
    for at in 0..found.len() {
        if found.get(at).is_some_and(&is_wanted) {
            found.swap(len, at);
            len += 1;
        }
    }
    len
}

impl Folded {
    fn hit(&self, ids: Ids<'_>) -> Option<RankedHit> {
        let Candidate { handle, text_hash, .. } = self.first;
        let (score, copies) = (self.score, self.copies);
        Some(RankedHit { handle, id: ids.text(handle)?, score, copies, text_hash })
    }
}
