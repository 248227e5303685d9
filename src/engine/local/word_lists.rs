//! Words as the whole of a plan: their documents, with what scores them, gone
//! through list by list for a window of documents at a time.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::query::Bm25Weight;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentOrdinal, SegmentReader, TERMINATED, Term};

use super::collect::SegmentBestCollector;
use super::known_terms::KnownTerms;
use super::positions::{seeked, skip_to};
use super::score_window::ScoreWindow;
use super::shard::Layout;
use super::union::Union;

/// Words, and what it takes to go through their documents.
pub(super) struct Words<'s> {
    pub(super) scored: Vec<ScoredWord>,
    /// Documents with this term are none of the matches.
    pub(super) excluded: Option<Term>,
    /// Where their postings stand, and how long documents are.
    pub(super) layout: &'s Layout,
    /// No document is in it between segments.
    pub(super) window: Option<Box<ScoreWindow>>,
}

impl Words<'_> {
    /// The documents that are none of the matches.
    pub(super) fn excluded(&self, reader: &SegmentReader) -> tantivy::Result<Option<Blocks>> {
        let Some(term) = &self.excluded else { return Ok(None) };
        let info = self.layout.terms.info(reader, term)?;
        let open = |info| Blocks::open(term, &info, self.layout, reader, IndexRecordOption::Basic);
        info.map(open).transpose()
    }

    /// Tells of documents of a segment, in ascending order, whether they have
    /// any of the words, or all of them. Lists are opened when they are
    /// needed, those of the rarest words first: what ranks high has these.
    pub(super) fn among<'a>(
        &'a self,
        reader: &'a SegmentReader,
        all: bool,
    ) -> impl FnMut(DocId) -> tantivy::Result<bool> + use<'a> {
        let mut words: Vec<_> = self.scored.iter().collect();
        words.sort_by_key(|word| word.articles);
        let mut words: Vec<_> =
            words.into_iter().map(|word| Opening::Unopened(&word.terms)).collect();
        let excluded = self.excluded.as_ref();
        let mut excluded = excluded.map(|term| Opening::Unopened(std::slice::from_ref(term)));
        move |doc| {
            if let Some(excluded) = &mut excluded
                && excluded.holds(doc, reader)?
            {
                return Ok(false);
            }
            for word in &mut words {
                if word.holds(doc, reader)? != all {
                    return Ok(!all);
                }
            }
            Ok(all)
        }
    }
}

/// A word of one or several terms of a field, whose frequencies are added.
pub(super) struct ScoredWord {
    pub(super) terms: Vec<Term>,
    pub(super) weight: Bm25Weight,
    /// In how many articles it occurs, or more.
    pub(super) articles: u64,
    /// Whether no document has several of the terms.
    pub(super) is_divided: bool,
    /// Where the postings of each term stand in each segment.
    pub(super) places: OnceCell<Vec<Arc<[Option<TermInfo>]>>>,
}

impl ScoredWord {
    /// Adds its lists in a segment: one for each term, or one for all of them
    /// if a document may have several.
    pub(super) fn open<'a>(
        &'a self,
        layout: &'a Layout,
        reader: &SegmentReader,
        segment: SegmentOrdinal,
        scored: bool,
        lists: &mut Vec<List<'a>>,
    ) -> tantivy::Result<()> {
        let Some(first) = self.terms.first() else { return Ok(()) };
        let norms = || layout.columns.lengths(reader, first.field());
        let weight = &self.weight;
        if self.terms.len() > 1 && !self.is_divided {
            if let Some(union) = Union::open(&self.terms, reader)? {
                let source = Source::Union(Box::new(union));
                lists.push(List { source, weight, norms: norms()? });
            }
            return Ok(());
        }
        let needs = if scored { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
        for (term, places) in self.terms.iter().zip(self.places(&layout.terms)?) {
            let Some(info) = places.get(segment as usize).and_then(Option::as_ref) else {
                continue;
            };
            let blocks = Blocks::open(term, info, layout, reader, needs)?;
            lists.push(List { source: Source::Blocks(Box::new(blocks)), weight, norms: norms()? });
        }
        Ok(())
    }

    fn places(&self, known: &KnownTerms) -> tantivy::Result<&[Arc<[Option<TermInfo>]>]> {
        if self.places.get().is_none() {
            let places = self.terms.iter().map(|term| known.infos(term));
            self.places.set(places.collect::<tantivy::Result<_>>()?).unwrap_or_default();
        }
        Ok(self.places.get().map(Vec::as_slice).unwrap_or_default())
    }
}

/// The documents of some terms, opened when they are needed first.
enum Opening<'a> {
    Unopened(&'a [Term]),
    Open(Box<Union>),
    /// The terms are not in the segment.
    Absent,
}

impl Opening<'_> {
    fn holds(&mut self, doc: DocId, reader: &SegmentReader) -> tantivy::Result<bool> {
        if let Self::Unopened(terms) = self {
            let union = Union::open(terms, reader)?;
            *self = union.map_or(Self::Absent, |union| Self::Open(Box::new(union)));
        }
        Ok(match self {
            Self::Open(union) => skip_to(&mut **union, doc),
            Self::Unopened(_) | Self::Absent => false,
        })
    }
}

/// The documents of a word, with what scores them.
pub(super) struct List<'a> {
    pub(super) source: Source,
    pub(super) weight: &'a Bm25Weight,
    pub(super) norms: Cow<'a, FieldNormReader>,
}

/// Where the documents of a word come from.
pub(super) enum Source {
    /// Those of one term, block by block.
    Blocks(Box<Blocks>),
    /// Those of several terms.
    Union(Box<Union>),
}

impl Source {
    /// Calls back with the documents before `end`, and their frequencies.
    pub(super) fn before(&mut self, end: DocId, mut visit: impl FnMut(&[DocId], &[u32])) {
        match self {
            Self::Blocks(blocks) => blocks.before(end, visit),
            Self::Union(union) => {
                while union.doc() < end {
                    visit(&[union.doc()], &[union.term_freq()]);
                    union.advance();
                }
            }
        }
    }

    /// Steps to the first document from `target` on.
    pub(super) fn skip_to(&mut self, target: DocId) {
        match self {
            Self::Blocks(blocks) => blocks.skip_to(target),
            Self::Union(union) => {
                seeked(&mut **union, target);
            }
        }
    }
}

/// The documents of a term; those before `at` in the block are done with.
pub(super) struct Blocks {
    postings: BlockSegmentPostings,
    at: usize,
}

impl List<'_> {
    /// The next document; `TERMINATED` behind the last.
    pub(super) fn doc(&self) -> DocId {
        match &self.source {
            Source::Blocks(blocks) => blocks.rest().first().copied().unwrap_or(TERMINATED),
            Source::Union(union) => union.doc(),
        }
    }

    /// All documents of a list that is the only one.
    pub(super) fn collect(&mut self, reader: &SegmentReader, best: &mut SegmentBestCollector) {
        let Self { source, weight, norms } = self;
        let is_scored = best.wants_scores();
        let alive = reader.alive_bitset();
        source.before(TERMINATED, |docs, freqs| {
            if alive.is_none() {
                best.count(docs.len());
            }
            if alive.is_none() && !is_scored {
                return;
            }
            for (number, doc) in docs.iter().enumerate() {
                if let Some(alive) = alive {
                    if alive.is_deleted(*doc) {
                        continue;
                    }
                    best.count(1);
                }
                let freq = freqs.get(number).copied().unwrap_or(1);
                best.offer(*doc, weight.score(norms.fieldnorm_id(*doc), freq));
            }
        });
    }
}

impl Blocks {
    fn open(
        term: &Term,
        info: &TermInfo,
        layout: &Layout,
        reader: &SegmentReader,
        needs: IndexRecordOption,
    ) -> tantivy::Result<Self> {
        let index = layout.columns.terms(reader, term.field())?;
        let postings = index.read_block_postings_from_terminfo(info, needs)?;
        Ok(Self { postings, at: 0 })
    }

    fn skip_to(&mut self, target: DocId) {
        let docs = self.rest();
        if docs.last().is_none_or(|last| *last < target) {
            self.at = self.postings.seek(target);
        } else {
            self.at += docs.partition_point(|doc| *doc < target);
        }
    }

    fn rest(&self) -> &[DocId] {
        self.postings.docs().get(self.at..).unwrap_or_default()
    }

    pub(super) fn before(&mut self, end: DocId, mut visit: impl FnMut(&[DocId], &[u32])) {
        loop {
            let docs = self.rest();
            let is_whole = docs.last().is_some_and(|last| *last < end);
            let len = if is_whole { docs.len() } else { docs.partition_point(|doc| *doc < end) };
            let freqs = self.postings.freqs().get(self.at..).unwrap_or_default();
            visit(docs.get(..len).unwrap_or_default(), freqs);
            self.at += len;
            if !is_whole {
                return;
            }
            self.postings.advance();
            self.at = 0;
        }
    }
}
