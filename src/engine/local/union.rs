//! A word that stands for several terms, scored as one word is: frequencies
//! are added up, and there is one weight.

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{Bm25Weight, EmptyScorer, Scorer};
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::columns::lengths;
use super::matcher::{Matcher, each};

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

impl AnyTerm {
    /// `None` if none of the terms is in the segment.
    fn any(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Option<AnyTermScorer>> {
        let Some(field) = self.terms.first().map(Term::field) else { return Ok(None) };
        let Some(union) = Union::open(&self.terms, reader)? else { return Ok(None) };
        let fieldnorms = lengths(reader, field)?;
        Ok(Some(AnyTermScorer { union, weight: self.weight.boost_by(boost), fieldnorms }))
    }
}

impl Matcher for AnyTerm {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(match self.any(reader, boost)? {
            Some(scorer) => Box::new(scorer),
            None => Box::new(EmptyScorer),
        })
    }

    fn for_each(
        &self,
        reader: &SegmentReader,
        callback: &mut dyn FnMut(DocId, Score),
    ) -> tantivy::Result<()> {
        if let Some(mut scorer) = self.any(reader, 1.0)? {
            each(&mut scorer, callback);
        }
        Ok(())
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
    Lists(SideBySide),
    /// Merged beforehand: documents and frequencies, ascending.
    Merged { entries: Vec<(DocId, u32)>, at: usize },
}

/// Lists that are stepped through side by side. Mostly one of them is far
/// longer than all others: as long as it is behind them, only it is moved.
pub(super) struct SideBySide {
    lists: Vec<SegmentPostings>,
    /// A list whose document is the lowest.
    lead: usize,
    /// The lowest document of the other lists.
    bound: DocId,
    doc: DocId,
}

impl SideBySide {
    fn new(lists: Vec<SegmentPostings>) -> Self {
        let mut lists = Self { lists, lead: 0, bound: TERMINATED, doc: TERMINATED };
        lists.compare();
        lists
    }

    /// Finds out which list is behind, and how far.
    fn compare(&mut self) {
        (self.doc, self.bound) = (TERMINATED, TERMINATED);
        for (number, list) in self.lists.iter().enumerate() {
            let doc = list.doc();
            if doc < self.doc {
                (self.lead, self.bound, self.doc) = (number, self.doc, doc);
            } else {
                self.bound = self.bound.min(doc);
            }
        }
    }

    /// The only list at the lowest document; `None` if there are several.
    fn alone(&mut self) -> Option<&mut SegmentPostings> {
        if self.doc < self.bound { self.lists.get_mut(self.lead) } else { None }
    }

    fn term_freq(&self) -> u32 {
        let at_doc = |list: &&SegmentPostings| list.doc() == self.doc;
        match self.lists.get(self.lead).filter(|_| self.doc < self.bound) {
            Some(lead) => lead.term_freq(),
            None => self.lists.iter().filter(at_doc).map(Postings::term_freq).sum(),
        }
    }

    fn advance(&mut self) {
        let next = self.alone().map(DocSet::advance);
        if let Some(next) = next.filter(|next| *next < self.bound) {
            self.doc = next;
            return;
        }
        // A list that was alone is past the document already.
        let doc = self.doc;
        for list in self.lists.iter_mut().filter(|list| list.doc() == doc) {
            list.advance();
        }
        self.compare();
    }

    fn seek(&mut self, target: DocId) {
        let is_near = target < self.bound;
        let next = self.alone().filter(|_| is_near).map(|lead| lead.seek(target));
        if let Some(next) = next.filter(|next| *next < self.bound) {
            self.doc = next;
            return;
        }
        for list in self.lists.iter_mut().filter(|list| list.doc() < target) {
            list.seek(target);
        }
        self.compare();
    }
}

impl Union {
    /// The union of terms of one field; `None` if none is in the segment.
    pub(super) fn open(terms: &[Term], reader: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let Some(field) = terms.first().map(Term::field) else { return Ok(None) };
        let index = reader.inverted_index(field)?;
        let mut postings = Vec::new();
        for term in terms {
            postings.extend(index.read_postings(term, IndexRecordOption::WithFreqs)?);
        }
        Ok((!postings.is_empty()).then(|| Self::new(postings)))
    }

    fn new(mut lists: Vec<SegmentPostings>) -> Self {
        if lists.len() <= SIDE_BY_SIDE {
            return Self::Lists(SideBySide::new(lists));
        }
        Self::Merged { entries: merged(&mut lists), at: 0 }
    }

    pub(super) fn term_freq(&self) -> u32 {
        match self {
            Self::Lists(lists) => lists.term_freq(),
            Self::Merged { entries, at } => entries.get(*at).map_or(0, |entry| entry.1),
        }
    }
}

/// Documents that are merged at a time, a multiple of 64.
const WINDOW: usize = 1 << 14;

/// The documents of all lists, ascending, with added frequencies.
fn merged(lists: &mut [SegmentPostings]) -> Vec<(DocId, u32)> {
    let mut entries = Vec::new();
    let mut freqs = vec![0_u32; WINDOW];
    let mut found = vec![0_u64; WINDOW / 64];
    while let Some(start) = lists.iter().map(DocSet::doc).min().filter(|doc| *doc < TERMINATED) {
        for list in &mut *lists {
            add_window(list, start, &mut freqs, &mut found);
        }
        for (first, bits) in (start..).step_by(64).zip(&mut found) {
            while *bits != 0 {
                let doc = first + bits.trailing_zeros();
                *bits &= *bits - 1;
                let freq = freqs.get_mut((doc - start) as usize);
                entries.push((doc, freq.map(std::mem::take).unwrap_or_default()));
            }
        }
    }
    entries
}

/// Adds the documents of a list that lie in the window from `start` on.
fn add_window(list: &mut SegmentPostings, start: DocId, freqs: &mut [u32], found: &mut [u64]) {
    let mut doc = list.doc();
    while doc != TERMINATED {
        let place = (doc - start) as usize;
        let Some(freq) = freqs.get_mut(place) else { return };
        *freq += list.term_freq();
        if let Some(bits) = found.get_mut(place / 64) {
            *bits |= 1 << (place % 64);
        }
        doc = list.advance();
    }
}

impl DocSet for Union {
    fn advance(&mut self) -> DocId {
        match self {
            Self::Lists(lists) => lists.advance(),
            Self::Merged { entries, at } => *at += usize::from(*at < entries.len()),
        }
        self.doc()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        match self {
            Self::Lists(lists) => lists.seek(target),
            Self::Merged { entries, at } => {
                let rest = entries.get(*at..).unwrap_or_default();
                *at += rest.partition_point(|entry| entry.0 < target);
            }
        }
        self.doc()
    }

    fn doc(&self) -> DocId {
        match self {
            Self::Lists(lists) => lists.doc,
            Self::Merged { entries, at } => entries.get(*at).map_or(TERMINATED, |entry| entry.0),
        }
    }

    fn size_hint(&self) -> u32 {
        match self {
            Self::Lists(SideBySide { lists, .. }) => {
                lists.iter().map(DocSet::size_hint).fold(0, u32::saturating_add)
            }
            Self::Merged { entries, .. } => u32::try_from(entries.len()).unwrap_or(u32::MAX),
        }
    }
}
