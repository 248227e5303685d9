//! Conditions on positions as a tantivy query: phrases, proximity, zones.
//!
//! Documents that hold the words are found first; those are confirmed by the
//! same evaluator that marks words in the text.

use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::query::{Bm25Weight, EnableScoring, Query, Scorer};
use tantivy::store::StoreReader;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, TantivyDocument};

use super::matcher::Matcher;
use super::positions::{Needs, PositionReader};
use super::shard::{Layout, stored};
use crate::analysis::Analyzer;
use crate::index::Fields;
use crate::passage::reading::Reading;
use crate::query::interval::{Evaluator, Occurrences};
use crate::query::plan::{Limit, Node, Plan};

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
        let needs = Needs::of(&self.node);
        let by_case = self.node.any(&|node| matches!(node, Node::Limit(Limit::Case(_), _)));
        let source = if by_case {
            Source::Texts(Box::new(TextReader {
                store: reader.get_store_reader(10)?,
                fields: self.layout.fields,
                analyzer: Analyzer::new(),
                occurrences: Occurrences::default(),
            }))
        } else {
            let positions = PositionReader::open(reader, &self.layout, &self.plan, &needs)?;
            Source::Postings(Box::new(positions))
        };
        let fieldnorms = reader
            .fieldnorms_readers()
            .get_field(self.layout.fields.text)?
            .unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1));
        let (plan, node) = (Arc::clone(&self.plan), self.node.clone());
        let weight = self.weight.boost_by(boost);
        let mut scorer =
            IntervalScorer { candidates, source, plan, node, weight, fieldnorms, frequency: 0 };
        scorer.confirm();
        Ok(Box::new(scorer))
    }
}

/// Where positions come from.
enum Source {
    /// From the index.
    Postings(Box<PositionReader>),
    /// From the stored text, where capital letters matter.
    Texts(Box<TextReader>),
}

struct TextReader {
    store: StoreReader,
    fields: Fields,
    analyzer: Analyzer,
    occurrences: Occurrences,
}

impl Source {
    fn read(&mut self, plan: &Plan, doc: DocId) -> &Occurrences {
        match self {
            Self::Postings(postings) => postings.read(doc),
            Self::Texts(texts) => {
                let document = texts.store.get::<TantivyDocument>(doc).ok();
                let stored = document.and_then(|document| stored(&document, &texts.fields));
                texts.occurrences = stored.map_or_else(Occurrences::default, |stored| {
                    let reading =
                        Reading::of(plan, &stored.article, &stored.text, &mut texts.analyzer);
                    reading.occurrences
                });
                &texts.occurrences
            }
        }
    }
}

struct IntervalScorer {
    candidates: Box<dyn Scorer>,
    source: Source,
    plan: Arc<Plan>,
    node: Node,
    weight: Bm25Weight,
    fieldnorms: FieldNormReader,
    frequency: usize,
}

impl IntervalScorer {
    /// Steps on from the current candidate to one that satisfies the node.
    fn confirm(&mut self) -> DocId {
        loop {
            let doc = self.candidates.doc();
            if doc == TERMINATED {
                return TERMINATED;
            }
            let occurrences = self.source.read(&self.plan, doc);
            self.frequency = Evaluator::new(&self.plan, occurrences).extents(&self.node).len();
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
        if self.candidates.doc() >= target {
            return self.candidates.doc();
        }
        self.candidates.seek(target);
        self.confirm()
    }

    fn doc(&self) -> DocId {
        self.candidates.doc()
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
