//! Counts every match and keeps the best of a segment, in a total order.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::columnar::Column;
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::columns::{IdOrds, SegmentColumns};
use super::late_id::{IdSource, LateId};
use super::shard::Shard;
use crate::engine::Sort;

/// Keeps the best `limit` of every segment and counts all.
pub(super) struct BestOf<'a> {
    pub(super) shard: &'a Shard,
    pub(super) limit: usize,
    pub(super) sort: Sort,
}

/// What a segment yielded.
#[derive(Debug, Default)]
pub(super) struct SegmentBest {
    pub(super) total: u64,
    pub(super) candidates: Vec<Candidate>,
}

/// A match, with all that its place in the order depends on.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) segment: SegmentOrdinal,
    pub(super) doc: DocId,
    pub(super) score: f64,
    /// First day of its date, `i64::MIN` without a date.
    pub(super) date: i64,
    pub(super) id: LateId,
    /// The same for exact copies.
    pub(super) text_hash: u64,
}

impl Candidate {
    /// Better first: by the sort asked for, then score, newer date, id.
    pub(super) fn compare(&self, other: &Self, sort: Sort) -> Ordering {
        self.compare_but_id(other, sort).then_with(|| self.id.compare(&other.id))
    }

    /// The same, ties left undecided.
    pub(super) fn compare_but_id(&self, other: &Self, sort: Sort) -> Ordering {
        let by_score = other.score.total_cmp(&self.score);
        let by_date = other.date.cmp(&self.date);
        match sort {
            Sort::Relevance | Sort::FirstStage => by_score.then(by_date),
            Sort::Newest => by_date.then(by_score),
            Sort::Oldest => oldest(self.date).cmp(&oldest(other.date)).then(by_score),
        }
    }
}

/// Puts articles without a date behind all others.
fn oldest(date: i64) -> i64 {
    if date == i64::MIN { i64::MAX } else { date }
}

/// The order inside a segment: greater is better. Ordinals of a column are in
/// the order of its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Key {
    first: i64,
    second: i64,
    file: Reverse<u64>,
    suffix: Reverse<u64>,
    doc: Reverse<DocId>,
    score: OrderedScore,
}

#[derive(Debug, Clone, Copy, PartialEq)]
struct OrderedScore(Score);

impl Eq for OrderedScore {}

impl PartialOrd for OrderedScore {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OrderedScore {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.total_cmp(&other.0)
    }
}

/// First-stage scores are sums of single precision, whose last bits depend on
/// the order of addition; coarser than that they are comparable everywhere.
const STEPS: f64 = 1e4;

fn rounded(score: Score) -> i64 {
    #[expect(clippy::cast_possible_truncation, reason = "scores are small sums of idf")]
    {
        (f64::from(score) * STEPS).round() as i64
    }
}

impl Collector for BestOf<'_> {
    type Fruit = Vec<SegmentBest>;
    type Child = SegmentBestCollector;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<Self::Child> {
        let SegmentColumns { date, text_hash, ids, .. } = self.shard.layout.columns.of(reader)?;
        Ok(SegmentBestCollector {
            segment,
            limit: self.limit,
            sort: self.sort,
            total: 0,
            date,
            text_hash,
            ids: Arc::new(IdSource { prefix: self.shard.prefix.clone(), columns: ids }),
            lowest: Score::NEG_INFINITY,
            heap: BinaryHeap::new(),
        })
    }

    fn requires_scoring(&self) -> bool {
        self.limit > 0
    }

    fn merge_fruits(&self, fruits: Vec<SegmentBest>) -> tantivy::Result<Self::Fruit> {
        Ok(fruits)
    }
}

/// Collects one segment.
pub(super) struct SegmentBestCollector {
    segment: SegmentOrdinal,
    limit: usize,
    sort: Sort,
    total: u64,
    date: Column<i64>,
    text_hash: Column<u64>,
    ids: Arc<IdSource>,
    /// Scores below this rule a document out.
    lowest: Score,
    heap: BinaryHeap<Reverse<Key>>,
}

impl SegmentCollector for SegmentBestCollector {
    type Fruit = SegmentBest;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.total += 1;
        if self.limit == 0 || score < self.lowest {
            return;
        }
        let key = self.key(doc, score);
        if self.heap.len() < self.limit {
            self.heap.push(Reverse(key));
        } else if self.heap.peek().is_some_and(|worst| key > worst.0) {
            self.heap.pop();
            self.heap.push(Reverse(key));
        } else {
            return;
        }
        if self.heap.len() == self.limit && self.sort.is_by_score() {
            self.lowest = self.heap.peek().map_or(self.lowest, |worst| below(worst.0.first));
        }
    }

    fn harvest(self) -> SegmentBest {
        let keys = self.heap.iter().map(|key| key.0);
        let candidates = keys.map(|key| Candidate {
            segment: self.segment,
            doc: key.doc.0,
            score: rounded_back(key.score.0),
            date: self.date.first(key.doc.0).unwrap_or(i64::MIN),
            id: LateId::new(&self.ids, IdOrds { file: key.file.0, suffix: key.suffix.0 }),
            text_hash: self.text_hash.first(key.doc.0).unwrap_or_default(),
        });
        SegmentBest { total: self.total, candidates: candidates.collect() }
    }
}

#[expect(clippy::cast_precision_loss, reason = "rounded scores are small")]
fn rounded_back(score: Score) -> f64 {
    rounded(score) as f64 / STEPS
}

/// A score that is certainly rounded to less than so many steps.
#[expect(
    clippy::cast_precision_loss,
    clippy::cast_possible_truncation,
    reason = "rounded scores are small, and a step covers what is lost"
)]
fn below(steps: i64) -> Score {
    ((steps as f64 - 1.0) / STEPS) as Score
}

impl SegmentBestCollector {
    fn key(&self, doc: DocId, score: Score) -> Key {
        let date = self.date.first(doc).unwrap_or(i64::MIN);
        let (first, second) = match self.sort {
            Sort::Relevance | Sort::FirstStage => (rounded(score), date),
            Sort::Newest => (date, rounded(score)),
            Sort::Oldest => (-oldest(date), rounded(score)),
        };
        let IdOrds { file, suffix } = self.ids.columns.ords(doc);
        let (file, suffix) = (Reverse(file), Reverse(suffix));
        Key { first, second, file, suffix, doc: Reverse(doc), score: OrderedScore(score) }
    }
}
