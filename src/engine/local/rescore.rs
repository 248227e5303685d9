//! The second stage: the whole score, from positions, for the first results.

use tantivy::SegmentReader;

use super::copies::Folded;
use super::newness::Newness;
use super::positions::Needs;
use super::shard::Shard;
use super::source::Source;
use super::statistics::Statistics;
use super::units::{Unit, scored, units};
use super::weights::LeafWeights;
use crate::query::plan::Plan;
use crate::query::ranking::score;

/// Scores articles for one plan.
pub(super) struct Rescoring<'a> {
    plan: &'a Plan,
    needs: Needs,
    units: Vec<Unit<'a>>,
    average_length: f64,
    newness: Newness,
}

impl<'a> Rescoring<'a> {
    pub(super) fn new(plan: &'a Plan, statistics: &Statistics, newness: Newness) -> Self {
        let units = units(plan, &LeafWeights::new(plan), statistics);
        let needs = Needs::of(&plan.root);
        Self { plan, needs, units, average_length: statistics.average_length(), newness }
    }

    /// Replaces the scores of hits of one index.
    pub(super) fn replace(&self, shard: &Shard, mut hits: Vec<&mut Folded>) -> tantivy::Result<()> {
        hits.sort_unstable_by_key(|hit| hit.first.handle);
        let segment = |hit: &&mut Folded| hit.first.handle.segment;
        for hits in hits.chunk_by_mut(|a, b| segment(a) == segment(b)) {
            let Some(segment) = hits.first().map(segment) else { continue };
            self.in_segment(shard, shard.searcher.segment_reader(segment), hits)?;
        }
        Ok(())
    }

    fn in_segment(
        &self,
        shard: &Shard,
        reader: &SegmentReader,
        hits: &mut [&mut Folded],
    ) -> tantivy::Result<()> {
        let mut source =
            Source::open_for(reader, &shard.layout, self.plan, &self.plan.root, &self.needs)?;
        let columns = shard.layout.columns.of(reader)?;
        for hit in hits {
            let document = hit.first.handle.document;
            let occurrences = source.read(self.plan, document);
            let units = scored(&self.units, self.plan, occurrences);
            let length = f64::from(columns.lengths.fieldnorm(document));
            let mut score = score(&units, &occurrences.borders, length, self.average_length);
            score.recency = self.newness.of(hit.first.rank.date_behind_score());
            hit.score = score.total();
        }
        Ok(())
    }
}
