//! Counts every match and keeps the best of a segment, in a total order.

use std::cmp::{Ordering, Reverse};
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::columns::IdOrds;
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
pub(super) struct SegmentBest {
    pub(super) total: u64,
    segment: SegmentOrdinal,
    ids: Arc<IdSource>,
    kept: Vec<Kept>,
}

impl SegmentBest {
    /// What was kept, but for what is certainly behind `edge`.
    pub(super) fn candidates(self, edge: Edge) -> impl Iterator<Item = Candidate> {
        let Self { segment, ids, kept, .. } = self;
        let wanted = kept.into_iter().filter(move |kept| kept.first >= edge.0);
        wanted.map(move |kept| Candidate {
            segment,
            doc: kept.doc,
            score: rounded_back(kept.score),
            date: ids.date(kept.doc),
            id: LateId::new(&ids, kept.doc),
            text_hash: ids.columns.text_hash.first(kept.doc).unwrap_or_default(),
        })
    }
}

/// Where the best of several segments end: what decides first of the last of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge(i64);

impl Edge {
    /// Behind the best `limit`.
    pub(super) fn behind(segments: &[SegmentBest], limit: usize) -> Self {
        let kept = segments.iter().flat_map(|segment| &segment.kept);
        let mut firsts: Vec<i64> = kept.map(|kept| kept.first).collect();
        let last = limit.checked_sub(1).filter(|last| *last < firsts.len());
        Self(last.map_or(i64::MIN, |last| *firsts.select_nth_unstable_by(last, |a, b| b.cmp(a)).1))
    }
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

/// A match that may be one of the best: greater is better.
#[derive(Debug, Clone, Copy)]
struct Kept {
    /// What decides first: the rounded score, or the date.
    first: i64,
    doc: DocId,
    score: Score,
}

/// What decides between matches of a segment that are equal at first: greater
/// is better. Ordinals of a column are in the order of its values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Second {
    by: i64,
    file: Reverse<u64>,
    suffix: Reverse<u64>,
    doc: Reverse<DocId>,
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

impl Collector for BestOf<'_> {
    type Fruit = Vec<SegmentBest>;
    type Child = SegmentBestCollector;

    fn for_segment(
        &self,
        segment: SegmentOrdinal,
        reader: &SegmentReader,
    ) -> tantivy::Result<Self::Child> {
        let columns = self.shard.layout.columns.of(reader)?;
        Ok(SegmentBestCollector {
            segment,
            limit: self.limit,
            sort: self.sort,
            total: 0,
            ids: Arc::new(IdSource { prefix: self.shard.prefix.clone(), columns }),
            lowest: Score::NEG_INFINITY,
            kept: Vec::new(),
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
    ids: Arc<IdSource>,
    /// Scores below this rule a document out.
    lowest: Score,
    /// The best so far, and up to as many more that are dropped together.
    kept: Vec<Kept>,
}

impl SegmentCollector for SegmentBestCollector {
    type Fruit = SegmentBest;

    fn collect(&mut self, doc: DocId, score: Score) {
        self.count(1);
        self.offer(doc, score);
    }

    fn harvest(self) -> SegmentBest {
        self.found()
    }
}

impl SegmentBestCollector {
    /// Whether any scores are looked at.
    pub(super) fn wants_scores(&self) -> bool {
        self.limit > 0
    }

    /// Scores below this rule a document out.
    pub(super) fn lowest(&self) -> Score {
        self.lowest
    }

    /// Counts so many matches.
    #[inline]
    pub(super) fn count(&mut self, matches: usize) {
        self.total += matches as u64;
    }

    /// Keeps a match that was counted if it is one of the best.
    #[inline]
    pub(super) fn offer(&mut self, doc: DocId, score: Score) {
        if self.limit > 0 && score >= self.lowest {
            self.keep(doc, score);
        }
    }

    fn keep(&mut self, doc: DocId, score: Score) {
        let first = match self.sort {
            Sort::Relevance | Sort::FirstStage => rounded(score),
            Sort::Newest => self.ids.date(doc),
            Sort::Oldest => -oldest(self.ids.date(doc)),
        };
        self.kept.push(Kept { first, doc, score });
        if self.kept.len() >= self.limit.saturating_mul(2) {
            self.drop_worst();
        }
    }

    /// Keeps the best `limit`.
    fn drop_worst(&mut self) {
        if self.kept.len() <= self.limit {
            return;
        }
        let better_first = |a: &Kept, b: &Kept| b.first.cmp(&a.first);
        let (_, worst, _) = self.kept.select_nth_unstable_by(self.limit - 1, better_first);
        let worst = *worst;
        let (mut tied, rest): (Vec<_>, Vec<_>) = self
            .kept
            .iter()
            .copied()
            .filter(|kept| kept.first >= worst.first)
            .partition(|kept| kept.first == worst.first);
        let room = self.limit - rest.len();
        if tied.len() > room {
            tied.sort_by_cached_key(|kept| Reverse(self.second(*kept)));
            tied.truncate(room);
        }
        self.kept = rest;
        self.kept.append(&mut tied);
        if self.sort.is_by_score() {
            self.lowest = below(worst.first);
        }
    }

    /// What was counted and kept.
    pub(super) fn found(mut self) -> SegmentBest {
        self.drop_worst();
        let Self { total, segment, ids, kept, .. } = self;
        SegmentBest { total, segment, ids, kept }
    }

    fn second(&self, kept: Kept) -> Second {
        let by =
            if self.sort.is_by_score() { self.ids.date(kept.doc) } else { rounded(kept.score) };
        let IdOrds { file, suffix } = self.ids.ords(kept.doc);
        Second { by, file: Reverse(file), suffix: Reverse(suffix), doc: Reverse(kept.doc) }
    }
}
