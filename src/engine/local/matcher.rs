//! Our own conditions as tantivy queries.

use std::fmt;
use std::sync::Arc;

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, Score, SegmentReader, TERMINATED, TantivyError};

/// A condition that knows how to find and score its documents in a segment.
pub(super) trait Matcher: fmt::Debug + Send + Sync + 'static {
    /// Steps through the documents of a segment that satisfy the condition.
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>>;

    /// Calls back for each of these documents, with its score.
    fn for_each(
        &self,
        reader: &SegmentReader,
        callback: &mut dyn FnMut(DocId, Score),
    ) -> tantivy::Result<()> {
        each(&mut *self.scorer(reader, 1.0)?, callback);
        Ok(())
    }
}

/// Steps through all documents of a scorer, whose type may be known.
pub(super) fn each(scorer: &mut (impl Scorer + ?Sized), callback: &mut dyn FnMut(DocId, Score)) {
    let mut doc = scorer.doc();
    while doc != TERMINATED {
        callback(doc, scorer.score());
        doc = scorer.advance();
    }
}

/// A [`Matcher`] that can stand anywhere in a tantivy query.
#[derive(Debug, Clone)]
pub(super) struct MatcherQuery(Arc<dyn Matcher>);

impl MatcherQuery {
    /// The query of a matcher.
    pub(super) fn boxed(matcher: impl Matcher) -> Box<dyn Query> {
        Box::new(Self(Arc::new(matcher)))
    }
}

impl Query for MatcherQuery {
    fn weight(&self, _scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(MatcherWeight(Arc::clone(&self.0))))
    }
}

struct MatcherWeight(Arc<dyn Matcher>);

impl Weight for MatcherWeight {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        self.0.scorer(reader, boost)
    }

    fn for_each(
        &self,
        reader: &SegmentReader,
        callback: &mut dyn FnMut(DocId, Score),
    ) -> tantivy::Result<()> {
        self.0.for_each(reader, callback)
    }

    fn explain(&self, reader: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        let mut scorer = self.scorer(reader, 1.0)?;
        if scorer.doc() > doc || scorer.seek(doc) != doc {
            return Err(TantivyError::InvalidArgument(format!("document {doc} does not match")));
        }
        Ok(Explanation::new_with_string(format!("{:?}", self.0), scorer.score()))
    }
}
