//! Conditions on positions as a tantivy query: phrases, proximity, zones.
//!
//! Documents that hold the words are found first; those are confirmed by the
//! same evaluator that marks words in the text.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, EnableScoring, Query, Scorer};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

use super::matcher::Matcher;
use super::shard::Layout;
use super::source::Source;
use crate::query::plan::{Node, Plan};
use crate::query::stop::Patience;
use crate::query::word_pair::WordPair;

/// A text node of a plan, and a query for the documents that hold its words.
pub(super) struct IntervalMatcher {
    pub(super) plan: Arc<Plan>,
    pub(super) node: Node,
    pub(super) layout: Layout,
    pub(super) candidates: Box<dyn Query>,
    pub(super) schema: tantivy::schema::Schema,
    pub(super) weight: Bm25Weight,
}

impl std::fmt::Debug for IntervalMatcher {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?}", self.node)
    }
}

impl Matcher for IntervalMatcher {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let weight = self.candidates.weight(EnableScoring::disabled_from_schema(&self.schema))?;
        let candidates = weight.scorer(reader, 1.0)?;
        let source = Source::open(reader, &self.layout, &self.plan, &self.node)?;
        let fieldnorms = reader
            .fieldnorms_readers()
            .get_field(self.layout.fields.text)?
            .unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1));
        let (plan, node) = (Arc::clone(&self.plan), self.node.clone());
        let weight = self.weight.boost_by(boost);
        let patience = Patience::new(&plan.stop);
        let frequency = 0;
        let pair = WordPair::of(&plan, &node);
        let mut scorer = IntervalScorer {
            candidates,
            source,
            plan,
            node,
            pair,
            weight,
            fieldnorms,
            frequency,
            patience,
        };
        scorer.confirm();
        Ok(Box::new(scorer))
    }
}

struct IntervalScorer {
    candidates: Box<dyn Scorer>,
    source: Source,
    plan: Arc<Plan>,
    node: Node,
    /// A quick look at what the node asks for.
    pair: Option<WordPair>,
    weight: Bm25Weight,
    fieldnorms: FieldNormReader,
    frequency: usize,
    patience: Patience,
}

impl IntervalScorer {
    /// Steps on from the current candidate to one that satisfies the node.
    fn confirm(&mut self) -> DocId {
        loop {
            let doc = self.candidates.doc();
            if doc == TERMINATED || self.patience.is_over() {
                return TERMINATED;
            }
            self.frequency = self.source.count(&self.plan, &self.node, self.pair.as_ref(), doc);
            if self.frequency > 0 {
                return doc;
            }
            self.candidates.advance();
        }
    }
}

impl DocSet for IntervalScorer {
    fn advance(&mut self) -> DocId {
        self.candidates.advance();
        self.confirm()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        self.candidates.seek(target);
        self.confirm()
    }

    fn doc(&self) -> DocId {
        if self.patience.was_over() { TERMINATED } else { self.candidates.doc() }
    }

    fn size_hint(&self) -> u32 {
        self.candidates.size_hint()
    }

    fn cost(&self) -> u64 {
        self.candidates.cost() * 10
    }
}

impl Scorer for IntervalScorer {
    fn score(&mut self) -> Score {
        let id = self.fieldnorms.fieldnorm_id(self.doc());
        self.weight.score(id, u32::try_from(self.frequency).unwrap_or(u32::MAX))
    }
}
