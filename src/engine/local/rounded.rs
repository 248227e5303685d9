//! Scores whose sum does not depend on the order of addition.
//!
//! tantivy adds the scores of the parts of an AND in an order that differs
//! from segment to segment, in single precision. If all parts are multiples
//! of one power of two, and their sum has few enough digits, every addition
//! is exact, and the sum is the same in any order.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, DocSet, Score, SeekDangerResult, SegmentReader};

/// What the parts of a score are rounded to: a power of two.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Step(Score);

impl Step {
    /// The step for parts that add up to `bound` at most.
    pub(super) fn below(bound: f64) -> Self {
        // 24 binary digits are exact; one is kept in hand.
        let exponent = bound.max(1.0).log2().ceil() - 23.0;
        #[expect(clippy::cast_possible_truncation, reason = "a power of two stays one")]
        Self(exponent.exp2() as Score)
    }

    /// The nearest multiple.
    pub(super) fn round(self, score: Score) -> Score {
        (score / self.0).round() * self.0
    }
}

/// A query whose scores are rounded.
#[derive(Debug)]
pub(super) struct Rounded {
    query: Box<dyn Query>,
    step: Step,
}

impl Rounded {
    /// Rounds the scores of a query.
    pub(super) fn boxed(query: Box<dyn Query>, step: Step) -> Box<dyn Query> {
        Box::new(Self { query, step })
    }
}

impl Clone for Rounded {
    fn clone(&self) -> Self {
        Self { query: self.query.box_clone(), step: self.step }
    }
}

impl Query for Rounded {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(RoundedWeight { weight: self.query.weight(scoring)?, step: self.step }))
    }
}

struct RoundedWeight {
    weight: Box<dyn Weight>,
    step: Step,
}

impl Weight for RoundedWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let scorer = self.weight.scorer(reader, boost)?;
        Ok(Box::new(RoundedScorer { scorer, step: self.step }))
    }

    fn scorer_danger(
        &self,
        reader: &SegmentReader,
        target: DocId,
        boost: Score,
    ) -> tantivy::Result<(SeekDangerResult, Box<dyn Scorer>)> {
        let (found, scorer) = self.weight.scorer_danger(reader, target, boost)?;
        Ok((found, Box::new(RoundedScorer { scorer, step: self.step })))
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.weight.explain(reader, doc)
    }
}

struct RoundedScorer {
    scorer: Box<dyn Scorer>,
    step: Step,
}

impl DocSet for RoundedScorer {
    fn advance(&mut self) -> DocId {
        self.scorer.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.scorer.seek(target)
    }

    fn seek_danger(&mut self, target: DocId) -> SeekDangerResult {
        self.scorer.seek_danger(target)
    }

    fn fill_buffer(&mut self, buffer: &mut [DocId; COLLECT_BLOCK_BUFFER_LEN]) -> usize {
        self.scorer.fill_buffer(buffer)
    }

    fn doc(&self) -> DocId {
        self.scorer.doc()
    }

    fn size_hint(&self) -> u32 {
        self.scorer.size_hint()
    }

    fn cost(&self) -> u64 {
        self.scorer.cost()
    }
}

impl Scorer for RoundedScorer {
    fn score(&mut self) -> Score {
        self.step.round(self.scorer.score())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn the_order_of_addition_does_not_matter(
            parts in prop::collection::vec(0.0_f32..400.0, 3..12),
            turn in 0..12_usize,
        ) {
            let step = Step::below(parts.iter().map(|part| f64::from(*part)).sum());
            let mut rounded: Vec<Score> = parts.iter().map(|part| step.round(*part)).collect();
            let sum: Score = rounded.iter().sum();
            let turn = turn % rounded.len();
            rounded.rotate_left(turn);
            let nested: Score = rounded.chunks(2).map(|pair| pair.iter().sum::<Score>()).sum();
            prop_assert_eq!(nested.to_bits(), sum.to_bits());
        }
    }
}
