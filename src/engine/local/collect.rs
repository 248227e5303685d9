//! Counts every match and keeps the best of a segment, in a total order.

use std::cmp::Reverse;
use std::sync::Arc;

use tantivy::collector::{Collector, SegmentCollector};
use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader};

use super::columns::{IdOrds, SegmentColumns};
use super::shard::Shard;
use crate::engine::{Handle, Sort};

/// Keeps the best `limit` of every segment, or a few more, and counts all.
pub(super) struct BestOf<'a> {
    pub(super) shard: &'a Shard,
    pub(super) limit: usize,
    pub(super) sort: Sort,
}

/// For how many matches of a segment there is room at first.
const AT_FIRST: usize = 32;

/// What a segment yielded.
pub(super) struct SegmentBest {
    pub(super) total: u64,
    segment: SegmentOrdinal,
    columns: Arc<SegmentColumns>,
    kept: Vec<Kept>,
}

impl SegmentBest {
    /// How many were kept.
    pub(super) fn len(&self) -> usize {
        self.kept.len()
    }

    /// Adds what was kept to `found`, but for what is certainly behind `edge`.
    pub(super) fn add_candidates(
        &self,
        shard: u32,
        sort: Sort,
        edge: Edge,
        found: &mut Vec<Candidate>,
    ) {
        let Self { segment, columns, .. } = self;
        for Kept { first, doc, score } in self.kept.iter().filter(|kept| kept.first >= edge.0) {
            let steps = if sort.is_by_score() { *first } else { rounded(*score) };
            found.push(Candidate {
                rank: Rank::new(steps, columns.first_day(*doc), sort),
                text_hash: columns.text_hash.first(*doc).unwrap_or_default(),
                handle: Handle { shard, segment: *segment, document: *doc },
            });
        }
    }
}

/// Where the best of several segments end: what decides first of the last of them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Edge(i64);

impl Edge {
    /// Behind the best `limit`.
    pub(super) fn behind(segments: &[SegmentBest], limit: usize) -> Self {
        let len: usize = segments.iter().map(SegmentBest::len).sum();
        let Some(last) = limit.checked_sub(1).filter(|last| *last < len) else {
            return Self(i64::MIN);
        };
        let kept = segments.iter().flat_map(|segment| &segment.kept);
        let mut firsts: Vec<i64> = kept.map(|kept| kept.first).collect();
        Self(*firsts.select_nth_unstable_by(last, |a, b| b.cmp(a)).1)
    }
}

/// A match that may be one of the best.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) rank: Rank,
    /// The same for exact copies.
    pub(super) text_hash: u64,
    pub(super) handle: Handle,
}

/// All that the place of a match depends on but its id; what comes first is
/// less: the score of the first stage, in steps, and the first day of its date,
/// `i64::MIN` without a date, the deciding one first. Complements reverse the
/// order, and never overflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank(i64, i64);

impl Rank {
    fn new(steps: i64, date: i64, sort: Sort) -> Self {
        match sort {
            Sort::Relevance | Sort::FirstStage => Self(!steps, !date),
            Sort::Newest => Self(!date, !steps),
            Sort::Oldest => Self(oldest(date), !steps),
        }
    }

    /// The score of the first stage.
    #[expect(clippy::cast_precision_loss, reason = "rounded scores are small")]
    pub(super) fn score(self, sort: Sort) -> f64 {
        let steps = if sort.is_by_score() { !self.0 } else { !self.1 };
        steps as f64 / STEPS
    }

    /// First day of the date of a match that was sorted by score.
    pub(super) fn date_behind_score(self) -> i64 {
        !self.1
    }
}

/// Puts articles without a date behind all others.
fn oldest(date: i64) -> i64 {
    if date == i64::MIN { i64::MAX } else { date }
}

/// A match of a segment that may be one of its best: greater is better.
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

/// A score, which is no less than 0, in steps.
#[expect(clippy::cast_possible_truncation, reason = "scores are small sums of idf")]
fn rounded(score: Score) -> i64 {
    (f64::from(score) * STEPS + 0.5) as i64
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
        let columns = Arc::clone(self.shard.layout.columns.of(reader)?);
        Ok(SegmentBestCollector {
            segment,
            limit: self.limit,
            sort: self.sort,
            total: 0,
            columns,
            lowest: Score::NEG_INFINITY,
            kept: Vec::with_capacity(self.limit.min(AT_FIRST)),
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
    columns: Arc<SegmentColumns>,
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
            Sort::Newest => self.columns.first_day(doc),
            Sort::Oldest => !oldest(self.columns.first_day(doc)),
        };
        self.kept.push(Kept { first, doc, score });
        if self.kept.len() >= self.limit.saturating_mul(2) {
            self.drop_worst();
        }
    }

    /// Keeps the best `limit`, and some that are equal at first to the worst.
    fn drop_worst(&mut self) {
        let better_first = |a: &Kept, b: &Kept| b.first.cmp(&a.first);
        let (_, worst, _) = self.kept.select_nth_unstable_by(self.limit - 1, better_first);
        let worst = worst.first;
        self.kept.retain(|kept| kept.first >= worst);
        if self.kept.len() > self.limit + self.limit / 2 {
            self.drop_tied(worst);
        }
        if self.sort.is_by_score() {
            self.lowest = below(worst);
        }
    }

    /// Keeps the best `limit` where many are equal at first to the worst.
    fn drop_tied(&mut self, worst: i64) {
        let tied = self.kept.iter().filter(|kept| kept.first == worst);
        let mut tied: Vec<_> = tied.map(|kept| (Reverse(self.second(*kept)), *kept)).collect();
        self.kept.retain(|kept| kept.first > worst);
        let room = self.limit - self.kept.len();
        if room < tied.len() {
            tied.select_nth_unstable_by_key(room, |(second, _)| *second);
        }
        self.kept.extend(tied.into_iter().take(room).map(|(_, kept)| kept));
    }

    /// What was counted and kept.
    pub(super) fn found(self) -> SegmentBest {
        let Self { total, segment, columns, kept, .. } = self;
        SegmentBest { total, segment, columns, kept }
    }

    fn second(&self, kept: Kept) -> Second {
        let is_by_score = self.sort.is_by_score();
        let by = if is_by_score { self.columns.first_day(kept.doc) } else { rounded(kept.score) };
        let IdOrds { file, suffix } = self.columns.ids.ords(kept.doc);
        Second { by, file: Reverse(file), suffix: Reverse(suffix), doc: Reverse(kept.doc) }
    }
}
