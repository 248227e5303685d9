//! A word that stands for several terms, scored as one word is: frequencies
//! are added up, and there is one weight.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, EmptyScorer, Scorer};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::matcher::Matcher;

/// Any of several terms of one field.
pub(super) struct AnyTerm {
    pub(super) terms: Vec<Term>,
    pub(super) weight: Bm25Weight,
}

impl std::fmt::Debug for AnyTerm {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "any of {} terms", self.terms.len())
    }
}

impl Matcher for AnyTerm {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let Some(field) = self.terms.first().map(Term::field) else {
            return Ok(Box::new(EmptyScorer));
        };
        let index = reader.inverted_index(field)?;
        let mut postings = Vec::new();
        for term in &self.terms {
            postings.extend(index.read_postings(term, IndexRecordOption::WithFreqs)?);
        }
        let fieldnorms = reader
            .fieldnorms_readers()
            .get_field(field)?
            .unwrap_or_else(|| FieldNormReader::constant(reader.max_doc(), 1));
        let union = Union::new(postings);
        Ok(Box::new(AnyTermScorer { union, weight: self.weight.boost_by(boost), fieldnorms }))
    }
}

struct AnyTermScorer {
    union: Union,
    weight: Bm25Weight,
    fieldnorms: FieldNormReader,
}

impl DocSet for AnyTermScorer {
    fn advance(&mut self) -> DocId {
        self.union.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.union.seek(target)
    }

    fn doc(&self) -> DocId {
        self.union.doc()
    }

    fn size_hint(&self) -> u32 {
        self.union.size_hint()
    }
}

impl Scorer for AnyTermScorer {
    fn score(&mut self) -> Score {
        let doc = self.doc();
        self.weight.score(self.fieldnorms.fieldnorm_id(doc), self.union.term_freq())
    }
}

/// More lists than this are merged at once instead of being stepped through side by side.
const SIDE_BY_SIDE: usize = 8;

/// The union of posting lists, with added frequencies.
pub(super) enum Union {
    /// Stepped through side by side.
    Lists { lists: Vec<SegmentPostings>, doc: DocId },
    /// Merged beforehand: documents and frequencies, ascending.
    Merged { entries: Vec<(DocId, u32)>, at: usize },
}

impl Union {
    pub(super) fn new(mut lists: Vec<SegmentPostings>) -> Self {
        if lists.len() <= SIDE_BY_SIDE {
            let doc = lists.iter().map(DocSet::doc).min().unwrap_or(TERMINATED);
            return Self::Lists { lists, doc };
        }
        let mut entries = Vec::new();
        for list in &mut lists {
            while list.doc() != TERMINATED {
                entries.push((list.doc(), list.term_freq()));
                list.advance();
            }
        }
        entries.sort_unstable();
        entries.dedup_by(|next, kept| {
            let same = next.0 == kept.0;
            kept.1 += if same { next.1 } else { 0 };
            same
        });
        Self::Merged { entries, at: 0 }
    }

    pub(super) fn term_freq(&self) -> u32 {
        match self {
            Self::Lists { lists, doc } => {
                let of_list = |list: &SegmentPostings| {
                    if list.doc() == *doc { list.term_freq() } else { 0 }
                };
                lists.iter().map(of_list).sum()
            }
            Self::Merged { entries, at } => entries.get(*at).map_or(0, |entry| entry.1),
        }
    }
}

impl DocSet for Union {
    fn advance(&mut self) -> DocId {
        match self {
            Self::Lists { lists, doc } => {
                let mut next = TERMINATED;
                for list in lists {
                    let at = if list.doc() == *doc { list.advance() } else { list.doc() };
                    next = next.min(at);
                }
                *doc = next;
            }
            Self::Merged { entries, at } => *at += usize::from(*at < entries.len()),
        }
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Lists { lists, doc } => {
                for list in lists.iter_mut().filter(|list| list.doc() < target) {
                    list.seek(target);
                }
                *doc = lists.iter().map(DocSet::doc).min().unwrap_or(TERMINATED);
            }
            Self::Merged { entries, at } => {
                let rest = entries.get(*at..).unwrap_or_default();
                *at += rest.partition_point(|entry| entry.0 < target);
            }
        }
        self.doc()
    }

    fn doc(&self) -> DocId {
        match self {
            Self::Lists { doc, .. } => *doc,
            Self::Merged { entries, at } => entries.get(*at).map_or(TERMINATED, |entry| entry.0),
        }
    }

    fn size_hint(&self) -> u32 {
        match self {
            Self::Lists { lists, .. } => {
                lists.iter().map(DocSet::size_hint).fold(0, u32::saturating_add)
            }
            Self::Merged { entries, .. } => u32::try_from(entries.len()).unwrap_or(u32::MAX),
        }
    }
}
