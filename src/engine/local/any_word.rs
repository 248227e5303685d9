//! A word, or any of several words, as the whole of a plan: all matches are
//! counted and the best found by adding up scores list by list, for a window
//! of documents at a time.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::sync::Arc;

use tantivy::fieldnorm::FieldNormReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::query::Bm25Weight;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, Score, SegmentOrdinal, SegmentReader, TERMINATED, Term};

use super::collect::{SegmentBest, SegmentBestCollector};
use super::known_terms::KnownTerms;
use super::positions::skip_to;
use super::score_window::ScoreWindow;
use super::shard::Layout;
use super::union::Union;
use crate::query::stop::Stop;

/// Words of which a document has one at least.
pub(super) struct AnyWord<'s> {
    /// In the order in which their scores are added.
    pub(super) words: Vec<ScoredWord>,
    /// Documents with this term are none of the matches.
    pub(super) excluded: Option<Term>,
    /// Where their postings stand, and how long documents are.
    pub(super) layout: &'s Layout,
    /// Empty between segments.
    pub(super) window: Option<Box<ScoreWindow>>,
}

/// A word of one or several terms of a field, whose frequencies are added.
pub(super) struct ScoredWord {
    pub(super) terms: Vec<Term>,
    pub(super) weight: Bm25Weight,
    /// In how many articles it occurs, or more.
    pub(super) articles: u64,
    /// Where the postings of a lone term stand in each segment.
    pub(super) places: OnceCell<Arc<[Option<TermInfo>]>>,
}

impl ScoredWord {
    /// Where the postings of its lone term stand in a segment.
    fn place(
        &self,
        term: &Term,
        known: &KnownTerms,
        segment: SegmentOrdinal,
    ) -> tantivy::Result<Option<&TermInfo>> {
        if self.places.get().is_none() {
            self.places.set(known.infos(term)?).unwrap_or_default();
        }
        let places = self.places.get().and_then(|places| places.get(segment as usize));
        Ok(places.and_then(Option::as_ref))
    }
}

impl AnyWord<'_> {
    /// Collects the matches of a segment. Once `stop` asks for it, the result
    /// means nothing.
    pub(super) fn collect(
        &mut self,
        reader: &SegmentReader,
        segment: SegmentOrdinal,
        mut best: SegmentBestCollector,
        stop: &Stop,
    ) -> tantivy::Result<SegmentBest> {
        let mut lists = Vec::with_capacity(self.words.len());
        for word in &self.words {
            lists.extend(List::open(word, self.layout, reader, segment, best.wants_scores())?);
        }
        // In the same order in every segment, since the sum depends on it.
        lists.sort_by(|a, b| b.weight.max_score().total_cmp(&a.weight.max_score()));
        let excluded = match &self.excluded {
            Some(term) => {
                let info = self.layout.terms.info(reader, term)?;
                let open =
                    |info| Blocks::open(term, &info, self.layout, reader, IndexRecordOption::Basic);
                info.map(open).transpose()?
            }
            None => None,
        };
        match (lists.as_mut_slice(), excluded) {
            ([], _) => {}
            ([only], None) => only.collect(reader, &mut best),
            (lists, excluded) => {
                let bounds = bounds(lists);
                let window = self.window.get_or_insert_with(Box::default);
                Windows { lists, bounds, excluded, window }.collect(reader, &mut best, stop);
            }
        }
        Ok(best.found())
    }

    /// Tells of documents of a segment, in ascending order, whether they match.
    /// Lists are opened when they are needed, those of the rarest words first:
    /// what ranks high has these.
    pub(super) fn among<'a>(
        &'a self,
        reader: &'a SegmentReader,
    ) -> impl FnMut(DocId) -> tantivy::Result<bool> + use<'a> {
        let mut words: Vec<_> = self.words.iter().collect();
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
                if word.holds(doc, reader)? {
                    return Ok(true);
                }
            }
            Ok(false)
        }
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
struct List<'a> {
    source: Source,
    weight: &'a Bm25Weight,
    norms: Cow<'a, FieldNormReader>,
}

enum Source {
    /// Those of one term, block by block.
    Blocks(Box<Blocks>),
    /// Those of several terms.
    Union(Box<Union>),
}

impl Source {
    /// Calls back with the documents before `end`, and their frequencies.
    fn before(&mut self, end: DocId, mut visit: impl FnMut(&[DocId], &[u32])) {
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
}

/// The documents of a term; those before `at` in the block are done with.
struct Blocks {
    postings: BlockSegmentPostings,
    at: usize,
}

impl<'a> List<'a> {
    /// `None` if the word is not in the segment.
    fn open(
        word: &'a ScoredWord,
        layout: &'a Layout,
        reader: &SegmentReader,
        segment: SegmentOrdinal,
        scored: bool,
    ) -> tantivy::Result<Option<Self>> {
        let Some(first) = word.terms.first() else { return Ok(None) };
        let needs = if scored { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
        let source = if word.terms.len() == 1 {
            let info = word.place(first, &layout.terms, segment)?;
            let open = |info| Blocks::open(first, info, layout, reader, needs);
            info.map(open).transpose()?.map(|blocks| Source::Blocks(Box::new(blocks)))
        } else {
            Union::open(&word.terms, reader)?.map(|union| Source::Union(Box::new(union)))
        };
        let norms = layout.columns.lengths(reader, first.field())?;
        Ok(source.map(|source| Self { source, weight: &word.weight, norms }))
    }

    /// The next document; `TERMINATED` behind the last.
    fn doc(&self) -> DocId {
        match &self.source {
            Source::Blocks(blocks) => blocks.rest().first().copied().unwrap_or(TERMINATED),
            Source::Union(union) => union.doc(),
        }
    }

    /// All documents of a list that is the only one.
    fn collect(&mut self, reader: &SegmentReader, best: &mut SegmentBestCollector) {
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

    fn rest(&self) -> &[DocId] {
        self.postings.docs().get(self.at..).unwrap_or_default()
    }

    fn before(&mut self, end: DocId, mut visit: impl FnMut(&[DocId], &[u32])) {
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

/// Several lists that are gone through window by window.
struct Windows<'l, 'a> {
    /// The one that may give the highest score first.
    lists: &'l mut [List<'a>],
    /// The highest score from each list and all behind it.
    bounds: Vec<Score>,
    excluded: Option<Blocks>,
    window: &'l mut ScoreWindow,
}

/// The sums of the highest scores of each list and all behind it, and a little more.
fn bounds(lists: &[List<'_>]) -> Vec<Score> {
    let highest = lists.iter().rev().map(|list| list.weight.max_score());
    let sums = highest.scan(0.0, |sum, highest| {
        *sum += highest;
        Some(*sum * (1.0 + 1e-5))
    });
    let mut bounds: Vec<Score> = sums.collect();
    bounds.reverse();
    bounds
}

impl Windows<'_, '_> {
    /// How many lists it takes one of to reach a score: documents of the others
    /// alone only count (`MaxScore`, Turtle and Flood 1995).
    fn decisive(&self, lowest: Score) -> usize {
        self.bounds.iter().take_while(|bound| **bound >= lowest).count()
    }

    fn collect(&mut self, reader: &SegmentReader, best: &mut SegmentBestCollector, stop: &Stop) {
        let is_scored = best.wants_scores();
        while let Some(next) =
            self.lists.iter().map(List::doc).min().filter(|doc| *doc < TERMINATED)
        {
            let end = self.window.begin_at(next);
            let decisive = self.decisive(best.lowest());
            for (number, list) in self.lists.iter_mut().enumerate() {
                let List { source, weight, norms } = list;
                let window = &mut *self.window;
                let score_of = |doc, freq| weight.score(norms.fieldnorm_id(doc), freq);
                source.before(end, |docs, freqs| {
                    if !is_scored {
                        window.count(docs);
                    } else if number < decisive {
                        window.score(docs, freqs, score_of);
                    } else {
                        window.add(docs, freqs, score_of);
                    }
                });
            }
            if let Some(excluded) = &mut self.excluded {
                excluded.before(end, |docs, _| self.window.exclude(docs));
            }
            self.window.collect(reader, best);
            if stop.asked() {
                return;
            }
        }
    }
}
