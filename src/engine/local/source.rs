//! Where occurrences come from: from the index, or, where capital letters
//! matter, from the stored text.

use tantivy::store::StoreReader;
use tantivy::{DocId, SegmentReader, TantivyDocument};

use super::positions::{Needs, PositionReader};
use super::shard::{Layout, stored};
use crate::analysis::Analyzer;
use crate::article::Locator;
use crate::index::Fields;
use crate::passage::reading::Reading;
use crate::query::interval::{Evaluator, Occurrences};
use crate::query::plan::{Limit, Node, Plan};
use crate::query::word_pair::WordPair;

/// Where the occurrences of a node's words are read from.
pub(super) enum Source {
    /// From the index.
    Postings(Box<PositionReader>),
    /// From the stored text, where capital letters matter.
    Texts(Box<TextReader>),
}

/// Reads and analyses the stored text.
pub(super) struct TextReader {
    store: StoreReader,
    fields: Fields,
    analyzer: Analyzer,
    occurrences: Occurrences,
}

impl Source {
    /// A source of what `node`, a part of `plan`, needs to be evaluated.
    pub(super) fn open(
        reader: &SegmentReader,
        layout: &Layout,
        plan: &Plan,
        node: &Node,
    ) -> tantivy::Result<Self> {
        Self::open_for(reader, layout, plan, node, &Needs::of(node))
    }

    /// The same where every document with the words will be looked at.
    pub(super) fn open_for_all(
        reader: &SegmentReader,
        layout: &Layout,
        plan: &Plan,
        node: &Node,
    ) -> tantivy::Result<Self> {
        let mut needs = Needs::of(node);
        needs.all = WordPair::of(plan, node).is_some();
        Self::open_for(reader, layout, plan, node, &needs)
    }

    /// The same if it is known what `node` needs.
    pub(super) fn open_for(
        reader: &SegmentReader,
        layout: &Layout,
        plan: &Plan,
        node: &Node,
        needs: &Needs,
    ) -> tantivy::Result<Self> {
        let by_case = node.any(&|node| matches!(node, Node::Limit(Limit::Case(_), _)));
        if by_case {
            return Ok(Self::Texts(Box::new(TextReader {
                store: reader.get_store_reader(10)?,
                fields: layout.fields,
                analyzer: Analyzer::new(),
                occurrences: Occurrences::default(),
            })));
        }
        let positions = PositionReader::open(reader, layout, plan, needs)?;
        Ok(Self::Postings(Box::new(positions)))
    }

    /// Steps to the first document from `target` on with a word of each side
    /// of `pair`, if that is known without a query.
    pub(super) fn seek_pair(&mut self, pair: Option<&WordPair>, target: DocId) -> Option<DocId> {
        match (self, pair) {
            (Self::Postings(postings), Some(pair)) => Some(postings.seek_pair(pair, target)),
            _ => None,
        }
    }

    /// How often `node` is satisfied in `doc`, which must not lie before one
    /// asked for earlier; `pair` is the node if it is one, whose number is a
    /// lower bound, above 0 if it is satisfied at all.
    pub(super) fn count(
        &mut self,
        plan: &Plan,
        node: &Node,
        pair: Option<&WordPair>,
        doc: DocId,
    ) -> usize {
        if let (Self::Postings(postings), Some(pair)) = (&mut *self, pair) {
            return postings.count_pair(plan, node, pair, doc);
        }
        Evaluator::new(plan, self.read(plan, doc)).extents(node).len()
    }

    /// The occurrences in `doc`, which must not lie before one asked for earlier.
    pub(super) fn read(&mut self, plan: &Plan, doc: DocId) -> &Occurrences {
        match self {
            Self::Postings(postings) => postings.read(doc),
            Self::Texts(texts) => {
                let document = texts.store.get::<TantivyDocument>(doc).ok();
                let stored = document
                    .and_then(|document| stored(Locator::default(), &document, &texts.fields));
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
