//! The second stage: the whole score, from positions, for the first results.

use tantivy::SegmentOrdinal;
use tantivy::fieldnorm::FieldNormReader;

use super::collect::Candidate;
use super::newness::Newness;
use super::shard::Shard;
use super::source::Source;
use super::statistics::Statistics;
use super::units::{scored, units};
use super::weights::LeafWeights;
use crate::query::plan::Plan;
use crate::query::ranking::score;

/// Replaces the scores of candidates of one shard.
pub(super) fn rescore(
    shard: &Shard,
    plan: &Plan,
    statistics: &Statistics,
    newness: Newness,
    mut candidates: Vec<&mut Candidate>,
) -> tantivy::Result<()> {
    candidates.sort_unstable_by_key(|candidate| (candidate.segment, candidate.doc));
    let same_segment = |a: &&mut Candidate, b: &&mut Candidate| a.segment == b.segment;
    for group in candidates.chunk_by_mut(same_segment) {
        let Some(segment) = group.first().map(|candidate| candidate.segment) else { continue };
        rescore_segment(shard, plan, statistics, newness, segment, group)?;
    }
    Ok(())
}

fn rescore_segment(
    shard: &Shard,
    plan: &Plan,
    statistics: &Statistics,
    newness: Newness,
    segment: SegmentOrdinal,
    candidates: &mut [&mut Candidate],
) -> tantivy::Result<()> {
    let reader = shard.searcher.segment_reader(segment);
    let weights = LeafWeights::new(plan);
    let units = units(plan, &weights, statistics);
    let mut source = Source::open(reader, &shard.layout, plan, &plan.root)?;
    let lengths = reader
        .fieldnorms_readers()
        .get_field(shard.layout.fields.text)?
        .unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1));
    for candidate in candidates {
        let occurrences = source.read(plan, candidate.doc);
        let units = scored(&units, plan, occurrences);
        let length = f64::from(lengths.fieldnorm(candidate.doc));
        let average = statistics.average_length();
        let mut score = score(&units, &occurrences.borders, length, average);
        score.recency = newness.of(candidate.date);
        candidate.score = score.total();
    }
    Ok(())
}
