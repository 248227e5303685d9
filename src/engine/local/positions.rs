//! The occurrences of a plan's words in documents of a segment, out of its postings.

use std::sync::Arc;

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED, TantivyError, Term};

use super::columns::SegmentColumns;
use super::hyphens::Parts;
use super::shard::{Layout, field_of};
use super::word_window::{LeafTerms, WordWindow};
use crate::analysis::{PARAGRAPH_MARK, SENTENCE_MARK};
use crate::query::ast::Near;
use crate::query::interval::{Evaluator, Occurrences};
use crate::query::plan::{Limit, Node, Plan};
use crate::query::word_pair::{Glance, WordPair};

/// Which of a plan's leaves and marks a node needs.
#[derive(Debug, Clone)]
pub(super) struct Needs {
    leaves: Vec<usize>,
    paragraphs: bool,
    sentences: bool,
    /// Whether all articles with both words of a pair are to be found.
    pub(super) all: bool,
}

impl Needs {
    pub(super) fn of(node: &Node) -> Self {
        let mut leaves = Vec::new();
        node.each_leaf(&mut |leaf| leaves.push(leaf));
        let near = |wanted: fn(Near) -> bool| {
            node.any(&|node| matches!(node, Node::Near { near, .. } if wanted(*near)))
        };
        let sentences = near(|near| near == Near::Sentence);
        let first = node.any(&|node| matches!(node, Node::Limit(Limit::First(_), _)));
        let loose = node.any(&|node| matches!(node, Node::Sloppy { .. }));
        let paragraphs = first || loose || near(|near| near != Near::Segment);
        Self { leaves, paragraphs, sentences, all: false }
    }
}

/// The lists of the words.
enum Words {
    /// With a skip to each document, by leaf.
    Skipped(Vec<(usize, Vec<SegmentPostings>)>),
    /// From end to end.
    Windowed(Box<WordWindow>),
}

/// Reads occurrences; documents must be asked for in ascending order.
pub(super) struct PositionReader {
    words: Words,
    /// The parts that leaves may be written in.
    divided: Vec<(usize, Parts)>,
    /// The list of the marks, if the node needs them.
    paragraphs: Vec<SegmentPostings>,
    sentences: Vec<SegmentPostings>,
    columns: Arc<SegmentColumns>,
    occurrences: Occurrences,
}

impl PositionReader {
    pub(super) fn open(
        reader: &SegmentReader,
        layout: &Layout,
        plan: &Plan,
        needs: &Needs,
    ) -> tantivy::Result<Self> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let fields = &layout.fields;
        let mut leaves = Vec::with_capacity(needs.leaves.len());
        let mut divided = Vec::new();
        for number in &needs.leaves {
            let Some(leaf) = plan.leaves.get(*number) else { continue };
            let field = field_of(leaf, fields);
            let index = layout.columns.terms(reader, field)?;
            let mut terms = Vec::with_capacity(leaf.terms.len());
            for expansion in &leaf.terms {
                let term = Term::from_field_text(field, &expansion.term);
                terms.extend(layout.terms.info(reader, &term)?);
            }
            leaves.push((*number, terms));
            for hyphenation in &leaf.hyphenations {
                let parts = Parts::open(&index, leaf, hyphenation, layout)?;
                divided.extend(parts.map(|parts| (*number, parts)));
            }
        }
        let text = layout.columns.terms(reader, fields.text)?;
        let mark = |wanted: bool, mark: &str| {
            let term = || Term::from_field_text(fields.text, mark);
            let list = if wanted { text.read_postings(&term(), option)? } else { None };
            Ok::<_, TantivyError>(list.into_iter().collect())
        };
        let occurrences =
            Occurrences { leaves: vec![Vec::new(); plan.leaves.len()], ..Occurrences::default() };
        Ok(Self {
            words: Words::open(reader, layout, plan, &leaves, needs.all)?,
            divided,
            paragraphs: mark(needs.paragraphs, PARAGRAPH_MARK)?,
            sentences: mark(needs.sentences, SENTENCE_MARK)?,
            columns: Arc::clone(layout.columns.of(reader)?),
            occurrences,
        })
    }

    /// The occurrences in `doc`, which must not lie before one asked for earlier.
    pub(super) fn read(&mut self, doc: DocId) -> &Occurrences {
        self.read_words(doc);
        self.read_marks(doc)
    }

    fn read_words(&mut self, doc: DocId) {
        match &mut self.words {
            Words::Skipped(leaves) => {
                for (number, postings) in leaves {
                    if let Some(positions) = self.occurrences.leaves.get_mut(*number) {
                        merge_positions(postings, doc, positions);
                    }
                }
            }
            Words::Windowed(window) => window.read(doc, &mut self.occurrences.leaves),
        }
        if !self.divided.is_empty() {
            self.read_divided(doc);
        }
    }

    /// Notes which words are written in two parts.
    fn read_divided(&mut self, doc: DocId) {
        let Occurrences { leaves, widths, .. } = &mut self.occurrences;
        widths.clear();
        for (number, parts) in &mut self.divided {
            let Some(words) = leaves.get(*number).filter(|words| !words.is_empty()) else {
                continue;
            };
            let divided = parts.beginnings(doc).filter(|at| words.binary_search(at).is_ok());
            widths.extend(divided.map(|at| ((*number, at), 2)));
        }
    }

    /// The first document from `target` on, which must not lie before one asked
    /// for earlier, with a word of each side of `pair`.
    pub(super) fn seek_pair(&mut self, pair: &WordPair, mut target: DocId) -> DocId {
        let leaves = match &mut self.words {
            Words::Skipped(leaves) => leaves,
            Words::Windowed(window) => return window.seek(target),
        };
        let [left, right] = pair.sides();
        let mut seek_side = |side: &[usize], target| {
            let lists = leaves.iter_mut().filter(|(leaf, _)| side.contains(leaf));
            let docs = lists.flat_map(|(_, lists)| lists).map(|list| seeked(list, target));
            docs.min().unwrap_or(TERMINATED)
        };
        loop {
            let doc = seek_side(left, target);
            target = seek_side(right, doc);
            if target == doc {
                return doc;
            }
        }
    }

    /// How often `node`, the proximity `pair`, is satisfied in `doc`, which must
    /// not lie before one asked for earlier. Exact as to whether it is; pairs
    /// across paragraphs may be left out of the number.
    pub(super) fn count_pair(
        &mut self,
        plan: &Plan,
        node: &Node,
        pair: &WordPair,
        doc: DocId,
    ) -> usize {
        self.read_words(doc);
        match pair.glance(&self.occurrences.leaves, &[]) {
            Glance::Near { pairs, last } if self.columns.borders.is_in_body(last, doc) => {
                return pairs;
            }
            Glance::Beyond(words) if words > self.paragraph_count(doc) => return 0,
            _ => {}
        }
        self.read_paragraphs(doc);
        match pair.glance(&self.occurrences.leaves, &self.occurrences.paragraphs) {
            Glance::Near { pairs, last } if self.columns.borders.is_in_body(last, doc) => pairs,
            Glance::Beyond(_) if pair.is_plain() => 0,
            _ => Evaluator::new(plan, self.read_marks(doc)).extents(node).len(),
        }
    }

    /// How many paragraphs begin in `doc`, if the node needs to know.
    fn paragraph_count(&mut self, doc: DocId) -> u32 {
        let Some(list) = self.paragraphs.first_mut() else { return 0 };
        if skip_to(list, doc) { list.term_freq() } else { 0 }
    }

    fn read_paragraphs(&mut self, doc: DocId) {
        merge_positions(&mut self.paragraphs, doc, &mut self.occurrences.paragraphs);
    }

    /// All occurrences in the document whose words were read.
    fn read_marks(&mut self, doc: DocId) -> &Occurrences {
        self.read_paragraphs(doc);
        merge_positions(&mut self.sentences, doc, &mut self.occurrences.sentences);
        self.occurrences.borders = self.columns.borders.read(doc);
        &self.occurrences
    }
}

impl Words {
    fn open(
        reader: &SegmentReader,
        layout: &Layout,
        plan: &Plan,
        leaves: &[LeafTerms],
        all: bool,
    ) -> tantivy::Result<Self> {
        if all && let Some(window) = WordWindow::open(reader, layout.fields.text, leaves)? {
            return Ok(Self::Windowed(Box::new(window)));
        }
        let option = IndexRecordOption::WithFreqsAndPositions;
        let mut skipped = Vec::with_capacity(leaves.len());
        for (number, terms) in leaves {
            let Some(leaf) = plan.leaves.get(*number) else { continue };
            let index = layout.columns.terms(reader, field_of(leaf, &layout.fields))?;
            let mut lists = Vec::with_capacity(terms.len());
            for term in terms {
                lists.push(index.read_postings_from_terminfo(term, option)?);
            }
            skipped.push((*number, lists));
        }
        Ok(Self::Skipped(skipped))
    }
}

/// The positions of any of these terms in `doc`, ascending, each once.
pub(super) fn merge_positions(
    postings: &mut [SegmentPostings],
    doc: DocId,
    positions: &mut Vec<u32>,
) {
    positions.clear();
    let mut lists = 0;
    for list in postings {
        if skip_to(list, doc) {
            list.append_positions_with_offset(0, positions);
            lists += 1;
        }
    }
    if lists > 1 {
        positions.sort_unstable();
    }
    if positions.len() > 1 {
        positions.dedup();
    }
}

/// The first document of a list from `target` on.
pub(super) fn seeked(list: &mut impl DocSet, target: DocId) -> DocId {
    match list.doc() {
        doc if doc >= target => doc,
        doc if doc + 1 == target => list.advance(),
        _ => list.seek(target),
    }
}

/// Whether a list holds `doc`, which must not lie before one asked for earlier.
pub(super) fn skip_to(list: &mut impl DocSet, doc: DocId) -> bool {
    seeked(list, doc) == doc
}
