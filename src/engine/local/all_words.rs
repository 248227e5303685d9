//! All of several common words as the whole of a plan. Where the documents of
//! no word lie far apart, it takes less to unpack all lists than to skip
//! through them.

use tantivy::{DocId, Score, SegmentOrdinal, SegmentReader, TERMINATED};

use super::collect::{SegmentBest, SegmentBestCollector};
use super::rounded::Step;
use super::score_window::ScoreWindow;
use super::word_lists::{Blocks, List, Words};
use crate::query::stop::Stop;

/// In how many articles the rarest word is at least: fewer are skipped to.
const FEWEST: u64 = 1024;
/// How many times as many may have the most common one: as many as are unpacked at once.
const MOST_TIMES: u64 = 128;

/// Words that a document has all of.
pub(super) struct AllWords<'s> {
    /// The rarest first.
    words: Words<'s>,
    /// What scores are rounded to, see [`super::rounded`].
    step: Option<Step>,
}

impl<'s> AllWords<'s> {
    /// All of these words, which [`Self::are_dense`] speaks for.
    pub(super) fn of(mut words: Words<'s>, step: Option<Step>) -> Self {
        words.scored.sort_by_key(|word| word.articles);
        Self { words, step }
    }

    /// Whether it is better to unpack the lists of words that occur in so many
    /// articles than to skip through them.
    pub(super) fn are_dense(articles: &[u64]) -> bool {
        let (rarest, most) = (articles.iter().min(), articles.iter().max());
        let is_dense = |(rarest, most): (&u64, &u64)| {
            *rarest >= FEWEST && most / MOST_TIMES <= *rarest && articles.len() > 1
        };
        rarest.zip(most).is_some_and(is_dense)
    }

    /// Tells of documents of a segment, in ascending order, whether they match.
    pub(super) fn among<'a>(
        &'a self,
        reader: &'a SegmentReader,
    ) -> impl FnMut(DocId) -> tantivy::Result<bool> + use<'a> {
        self.words.among(reader, true)
    }

    /// Collects the matches of a segment. Once `stop` asks for it, the result
    /// means nothing.
    pub(super) fn collect(
        &mut self,
        reader: &SegmentReader,
        segment: SegmentOrdinal,
        mut best: SegmentBestCollector,
        stop: &Stop,
    ) -> tantivy::Result<SegmentBest> {
        let mut excluded = self.words.excluded(reader)?;
        let Words { scored, layout, window, .. } = &mut self.words;
        let mut words = Vec::with_capacity(scored.len());
        for word in &*scored {
            let mut lists = Vec::new();
            word.open(layout, reader, segment, best.wants_scores(), &mut lists)?;
            words.push(lists);
        }
        let window = window.get_or_insert_with(Box::default);
        while !stop.asked() && meet(&mut words, excluded.as_mut(), self.step, window, &best) {
            window.collect(reader, &mut best);
        }
        Ok(best.found())
    }
}

/// Fills the window with the next documents that may have all words, each with
/// its lists; `false` behind the last.
fn meet(
    words: &mut [Vec<List<'_>>],
    excluded: Option<&mut Blocks>,
    step: Option<Step>,
    window: &mut ScoreWindow,
    best: &SegmentBestCollector,
) -> bool {
    let doc = |lists: &Vec<List<'_>>| lists.iter().map(List::doc).min().unwrap_or(TERMINATED);
    let next = words.iter().map(doc).max().unwrap_or(TERMINATED);
    if next >= TERMINATED {
        return false;
    }
    let end = window.begin_at(next);
    let is_scored = best.wants_scores();
    for (number, lists) in words.iter_mut().enumerate() {
        for List { source, weight, norms } in lists {
            let score_of = |doc, freq| -> Score {
                let score = weight.score(norms.fieldnorm_id(doc), freq);
                step.map_or(score, |step| step.round(score))
            };
            source.skip_to(next);
            source.before(end, |docs, freqs| match (number, is_scored) {
                (0, true) => window.put(docs, freqs, score_of),
                (0, false) => window.mark(docs),
                (_, true) => window.add(docs, freqs, score_of),
                (_, false) => window.count(docs),
            });
        }
        if number > 0 {
            window.keep_counted();
        }
    }
    if let Some(excluded) = excluded {
        excluded.before(end, |docs, _| window.exclude(docs));
    }
    true
}
