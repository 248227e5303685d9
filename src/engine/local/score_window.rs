//! The scores of documents that several lists are added up for, a window of
//! documents at a time.

use tantivy::fastfield::AliveBitSet;
use tantivy::{DocId, Score, SegmentReader};

use super::collect::SegmentBestCollector;

/// Documents of a window; a power of two, for quick division.
const WINDOW_DOCS: DocId = 1 << 12;
const WINDOW: usize = WINDOW_DOCS as usize;

/// Documents `start..start + WINDOW`: which of them match, and their scores so far.
pub(super) struct ScoreWindow {
    start: DocId,
    /// Those that have a score.
    scored: [u64; WINDOW / 64],
    /// Those that match or were counted; some of those with a score are left out.
    matches: [u64; WINDOW / 64],
    excluded: [u64; WINDOW / 64],
    /// As many as documents.
    scores: Vec<Score>,
}

impl Default for ScoreWindow {
    fn default() -> Self {
        let none = [0; WINDOW / 64];
        let scores = vec![0.0; WINDOW];
        Self { start: 0, scored: none, matches: none, excluded: none, scores }
    }
}

impl ScoreWindow {
    /// Turns to the window that holds a document; gives its end.
    pub(super) fn begin_at(&mut self, doc: DocId) -> DocId {
        self.start = doc - doc % WINDOW_DOCS;
        self.start.saturating_add(WINDOW_DOCS)
    }

    /// Adds documents of the window, with the score of each.
    pub(super) fn score(
        &mut self,
        docs: &[DocId],
        freqs: &[u32],
        score_of: impl Fn(DocId, u32) -> Score,
    ) {
        for (doc, freq) in docs.iter().zip(freqs) {
            let place = *doc as usize % WINDOW;
            let score = self.scores.get_mut(place);
            if let (Some(score), Some(bits)) = (score, self.scored.get_mut(place / 64)) {
                *score += score_of(*doc, *freq);
                *bits |= 1 << (place % 64);
            }
        }
    }

    /// The same for documents that have no score yet, whatever was left behind there.
    pub(super) fn put(
        &mut self,
        docs: &[DocId],
        freqs: &[u32],
        score_of: impl Fn(DocId, u32) -> Score,
    ) {
        for (doc, freq) in docs.iter().zip(freqs) {
            if let Some(score) = self.scores.get_mut(*doc as usize % WINDOW) {
                *score = score_of(*doc, *freq);
            }
        }
        self.mark(docs);
    }

    /// Adds documents of the window as if they had a score.
    pub(super) fn mark(&mut self, docs: &[DocId]) {
        Self::set(&mut self.scored, docs);
    }

    /// Of the documents with a score, keeps those that were counted since;
    /// no document is counted any more. Scores of the others are left behind:
    /// the window must be begun with [`Self::put`] from then on.
    pub(super) fn keep_counted(&mut self) {
        for (scored, matches) in self.scored.iter_mut().zip(&mut self.matches) {
            *scored &= std::mem::take(matches);
        }
    }

    /// Adds documents of the window, with a score for those that have one already.
    pub(super) fn add(
        &mut self,
        docs: &[DocId],
        freqs: &[u32],
        score_of: impl Fn(DocId, u32) -> Score,
    ) {
        self.count(docs);
        for (doc, freq) in docs.iter().zip(freqs) {
            let place = *doc as usize % WINDOW;
            let bits = self.scored.get(place / 64).copied().unwrap_or_default();
            if bits >> (place % 64) & 1 == 1
                && let Some(score) = self.scores.get_mut(place)
            {
                *score += score_of(*doc, *freq);
            }
        }
    }

    /// Adds documents of the window, without scores.
    pub(super) fn count(&mut self, docs: &[DocId]) {
        Self::set(&mut self.matches, docs);
    }

    /// Leaves out documents, those in front of the window ignored.
    pub(super) fn exclude(&mut self, docs: &[DocId]) {
        let first = docs.partition_point(|doc| *doc < self.start);
        Self::set(&mut self.excluded, docs.get(first..).unwrap_or_default());
    }

    /// Sets the bits of documents of one window.
    fn set(bits: &mut [u64; WINDOW / 64], docs: &[DocId]) {
        for doc in docs {
            let place = *doc as usize % WINDOW;
            if let Some(bits) = bits.get_mut(place / 64) {
                *bits |= 1 << (place % 64);
            }
        }
    }

    /// Hands the matches of the window on, and clears it.
    pub(super) fn collect(&mut self, reader: &SegmentReader, best: &mut SegmentBestCollector) {
        let alive = reader.alive_bitset();
        let matches = self.matches.iter_mut().zip(&mut self.scored);
        let bits = matches.zip(&mut self.excluded);
        let blocks = self.scores.chunks_exact_mut(64);
        let mut next = self.start;
        for (((matches, scored), excluded), scores) in bits.zip(blocks) {
            let start = next;
            next = start.saturating_add(64);
            let excluded = std::mem::take(excluded);
            if *matches | *scored == 0 {
                continue;
            }
            let mut scored = std::mem::take(scored);
            let matches = std::mem::take(matches) | scored;
            let found = living(matches & !excluded, start, alive);
            best.count(found.count_ones() as usize);
            while scored != 0 {
                let place = scored.trailing_zeros();
                let score = scores.get_mut(place as usize).map(std::mem::take);
                if found >> place & 1 == 1 {
                    best.offer(start + place, score.unwrap_or_default());
                }
                scored &= scored - 1;
            }
        }
    }
}

/// Those of 64 documents from `start` on that are not deleted.
fn living(found: u64, start: DocId, alive: Option<&AliveBitSet>) -> u64 {
    let Some(alive) = alive else { return found };
    let (mut living, mut rest) = (found, found);
    while rest != 0 {
        let lowest = rest & rest.wrapping_neg();
        if alive.is_deleted(start + rest.trailing_zeros()) {
            living &= !lowest;
        }
        rest &= !lowest;
    }
    living
}
