//! How a plan is executed in an index.

use tantivy::collector::Collector;
use tantivy::query::Weight;
use tantivy::{DocId, SegmentOrdinal, SegmentReader};

use super::all_words::AllWords;
use super::any_word::AnyWord;
use super::collect::{BestOf, SegmentBest};
use super::positions::skip_to;
use crate::query::stop::Stop;

/// A plan made ready for one index.
pub(super) enum Execution<'s> {
    /// It is any of several words.
    Any(AnyWord<'s>),
    /// It is several common words, all of them.
    All(AllWords<'s>),
    /// tantivy executes it.
    Weight(Box<dyn Weight>),
}

impl Execution<'_> {
    /// Counts the matches of a segment and keeps the best. Once `stop` asks
    /// for it, the result means nothing.
    pub(super) fn collect(
        &mut self,
        reader: &SegmentReader,
        ordinal: SegmentOrdinal,
        collector: &BestOf<'_>,
        stop: &Stop,
    ) -> tantivy::Result<SegmentBest> {
        match self {
            Self::Any(words) => {
                words.collect(reader, ordinal, collector.for_segment(ordinal, reader)?, stop)
            }
            Self::All(words) => {
                words.collect(reader, ordinal, collector.for_segment(ordinal, reader)?, stop)
            }
            Self::Weight(weight) => collector.collect_segment(weight.as_ref(), ordinal, reader),
        }
    }

    /// Tells of documents of a segment, in ascending order, whether they match.
    pub(super) fn among<'a>(
        &'a self,
        reader: &'a SegmentReader,
    ) -> tantivy::Result<Box<dyn FnMut(DocId) -> tantivy::Result<bool> + 'a>> {
        Ok(match self {
            Self::Any(AnyWord(words)) => Box::new(words.among(reader, false)),
            Self::All(words) => Box::new(words.among(reader)),
            Self::Weight(weight) => {
                let mut matches = weight.scorer(reader, 1.0)?;
                Box::new(move |doc| Ok(skip_to(&mut matches, doc)))
            }
        })
    }
}
