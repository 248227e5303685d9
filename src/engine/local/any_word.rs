//! A word, or any of several words, as the whole of a plan: all matches are
//! counted and the best found by adding up scores list by list, for a window
//! of documents at a time.

use tantivy::{Score, SegmentOrdinal, SegmentReader, TERMINATED};

use super::collect::{SegmentBest, SegmentBestCollector};
use super::score_window::ScoreWindow;
use super::word_lists::{Blocks, List, Words};
use crate::query::stop::Stop;

/// Words of which a document has one at least, in the order in which their
/// scores are added.
pub(super) struct AnyWord<'s>(pub(super) Words<'s>);

impl AnyWord<'_> {
    /// Collects the matches of a segment. Once `stop` asks for it, the result
    /// means nothing.
    pub(super) fn collect(
        &mut self,
        reader: &SegmentReader,
        segment: SegmentOrdinal,
        mut best: SegmentBestCollector,
        stop: &Stop,
    ) -> tantivy::Result<SegmentBest> {
        let excluded = self.0.excluded(reader)?;
        let Words { scored, layout, window, .. } = &mut self.0;
        let mut lists = Vec::with_capacity(scored.len());
        for word in &*scored {
            word.open(layout, reader, segment, best.wants_scores(), &mut lists)?;
        }
        // In the same order in every segment, since the sum depends on it.
        lists.sort_by(|a, b| b.weight.max_score().total_cmp(&a.weight.max_score()));
        match (lists.as_mut_slice(), excluded) {
            ([], _) => {}
            ([only], None) => only.collect(reader, &mut best),
            (lists, excluded) => {
                let bounds = bounds(lists);
                let window = window.get_or_insert_with(Box::default);
                Windows { lists, bounds, excluded, window }.collect(reader, &mut best, stop);
            }
        }
        Ok(best.found())
    }
}

/// Several lists that are gone through window by window.
struct Windows<'l, 'a> {
    /// The one that may give the highest score first.
    lists: &'l mut [List<'a>],
    /// The highest score from each list and all behind it.
    bounds: Vec<Score>,
    excluded: Option<Blocks>,
    window: &'l mut ScoreWindow,
}

/// The sums of the highest scores of each list and all behind it, and a little more.
fn bounds(lists: &[List<'_>]) -> Vec<Score> {
    let highest = lists.iter().rev().map(|list| list.weight.max_score());
    let sums = highest.scan(0.0, |sum, highest| {
        *sum += highest;
        Some(*sum * (1.0 + 1e-5))
    });
    let mut bounds: Vec<Score> = sums.collect();
    bounds.reverse();
    bounds
}

impl Windows<'_, '_> {
    /// How many lists it takes one of to reach a score: documents of the others
    /// alone only count (`MaxScore`, Turtle and Flood 1995).
    fn decisive(&self, lowest: Score) -> usize {
        self.bounds.iter().take_while(|bound| **bound >= lowest).count()
    }

    fn collect(&mut self, reader: &SegmentReader, best: &mut SegmentBestCollector, stop: &Stop) {
        let is_scored = best.wants_scores();
        while let Some(next) =
            self.lists.iter().map(List::doc).min().filter(|doc| *doc < TERMINATED)
        {
            let end = self.window.begin_at(next);
            let decisive = self.decisive(best.lowest());
            for (number, list) in self.lists.iter_mut().enumerate() {
                let List { source, weight, norms } = list;
                let window = &mut *self.window;
                let score_of = |doc, freq| weight.score(norms.fieldnorm_id(doc), freq);
                source.before(end, |docs, freqs| {
                    if !is_scored {
                        window.count(docs);
                    } else if number < decisive {
                        window.score(docs, freqs, score_of);
                    } else {
                        window.add(docs, freqs, score_of);
                    }
                });
            }
            if let Some(excluded) = &mut self.excluded {
                excluded.before(end, |docs, _| self.window.exclude(docs));
            }
            self.window.collect(reader, best);
            if stop.asked() {
                return;
            }
        }
    }
}
