//! Conditions on positions as a tantivy query: phrases, proximity, zones.
//!
//! Documents that hold the words are found first; those are confirmed by the
//! same evaluator that marks words in the text.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, EnableScoring, Query, Scorer};
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED};

use super::matcher::{Matcher, each};
use super::shard::Layout;
use super::source::Source;
use crate::query::plan::{Leaf, Node, Plan};
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
        let source = Source::open(reader, &self.layout, &self.plan, &self.node)?;
        Ok(Box::new(self.scorer_from(source, reader, boost)?))
    }

    fn for_each(
        &self,
        reader: &SegmentReader,
        callback: &mut dyn FnMut(DocId, Score),
    ) -> tantivy::Result<()> {
        let source = Source::open_for_all(reader, &self.layout, &self.plan, &self.node)?;
        each(&mut self.scorer_from(source, reader, 1.0)?, callback);
        Ok(())
    }
}

impl IntervalMatcher {
    fn scorer_from(
        &self,
        mut source: Source,
        reader: &SegmentReader,
        boost: Score,
    ) -> tantivy::Result<IntervalScorer> {
        let pair = WordPair::of(&self.plan, &self.node);
        let candidates = match source.seek_pair(pair.as_ref(), 0) {
            Some(doc) => Candidates::Pair { doc, most: self.most() },
            None => Candidates::Query(self.candidates(reader)?),
        };
        let fieldnorms = self.layout.columns.of(reader)?.lengths.clone();
        let mut scorer = IntervalScorer {
            candidates,
            source,
            plan: Arc::clone(&self.plan),
            node: self.node.clone(),
            pair,
            weight: self.weight.boost_by(boost),
            fieldnorms,
            frequency: 0,
            patience: Patience::new(&self.plan.stop),
        };
        scorer.confirm();
        Ok(scorer)
    }

    fn candidates(&self, reader: &SegmentReader) -> tantivy::Result<Box<dyn Scorer>> {
        let weight = self.candidates.weight(EnableScoring::disabled_from_schema(&self.schema))?;
        weight.scorer(reader, 1.0)
    }

    /// In how many articles the rarest of the words occurs.
    fn most(&self) -> u32 {
        let mut most = u64::from(u32::MAX);
        self.node.each_leaf(&mut |leaf| {
            most = most.min(self.plan.leaves.get(leaf).map(Leaf::articles).unwrap_or_default());
        });
        u32::try_from(most).unwrap_or(u32::MAX)
    }
}

/// Documents that hold the words.
enum Candidates {
    /// Found by a query.
    Query(Box<dyn Scorer>),
    /// Found in the lists that the positions are read from.
    Pair {
        doc: DocId,
        /// How many they are at most.
        most: u32,
    },
}

struct IntervalScorer {
    candidates: Candidates,
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
    fn candidate(&self) -> DocId {
        match &self.candidates {
            Candidates::Query(query) => query.doc(),
            Candidates::Pair { doc, .. } => *doc,
        }
    }

    /// Steps to the first candidate from `target` on.
    fn seek_candidate(&mut self, target: DocId) {
        match &mut self.candidates {
            Candidates::Query(query) if query.doc() + 1 == target => {
                query.advance();
            }
            Candidates::Query(query) => {
                query.seek(target);
            }
            Candidates::Pair { doc, .. } => {
                let next = self.source.seek_pair(self.pair.as_ref(), target);
                *doc = next.unwrap_or(TERMINATED);
            }
        }
    }

    /// Steps on from the current candidate to one that satisfies the node.
    fn confirm(&mut self) -> DocId {
        loop {
            let doc = self.candidate();
            if doc == TERMINATED || self.patience.is_over() {
                return TERMINATED;
            }
            self.frequency = self.source.count(&self.plan, &self.node, self.pair.as_ref(), doc);
            if self.frequency > 0 {
                return doc;
            }
            self.seek_candidate(doc + 1);
        }
    }
}

impl DocSet for IntervalScorer {
    fn advance(&mut self) -> DocId {
        let doc = self.doc();
        if doc == TERMINATED {
            return TERMINATED;
        }
        self.seek_candidate(doc + 1);
        self.confirm()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        if self.doc() >= target {
            return self.doc();
        }
        self.seek_candidate(target);
        self.confirm()
    }

    fn doc(&self) -> DocId {
        if self.patience.was_over() { TERMINATED } else { self.candidate() }
    }

    fn size_hint(&self) -> u32 {
        match &self.candidates {
            Candidates::Query(query) => query.size_hint(),
            Candidates::Pair { most, .. } => *most,
        }
    }

    fn cost(&self) -> u64 {
        match &self.candidates {
            Candidates::Query(query) => query.cost() * 10,
            Candidates::Pair { most, .. } => u64::from(*most) * 20,
        }
    }
}

impl Scorer for IntervalScorer {
    fn score(&mut self) -> Score {
        let id = self.fieldnorms.fieldnorm_id(self.doc());
        self.weight.score(id, u32::try_from(self.frequency).unwrap_or(u32::MAX))
    }
}
