//! Where the postings of terms stand, remembered: a search looks its words up
//! when it is resolved, when matches are found and when the best are scored,
//! and one text after the other whose copies are counted.

use std::sync::{Arc, Mutex, PoisonError};

use rustc_hash::FxHashMap;
use tantivy::index::SegmentId;
use tantivy::postings::TermInfo;
use tantivy::{Searcher, SegmentReader, Term};

/// How many terms are remembered.
const MOST: usize = 4096;

/// The terms of an index that were looked up.
pub(super) struct KnownTerms {
    searcher: Searcher,
    segments: Vec<SegmentId>,
    known: Mutex<FxHashMap<Term, Arc<[Option<TermInfo>]>>>,
}

impl KnownTerms {
    pub(super) fn new(searcher: Searcher) -> Self {
        let segments = searcher.segment_readers().iter().map(SegmentReader::segment_id).collect();
        Self { searcher, segments, known: Mutex::default() }
    }

    /// Where the postings of a term stand in each segment, in the order of
    /// the segments; `None` for those that lack it.
    ///
    /// # Errors
    /// If a dictionary cannot be read.
    pub(super) fn infos(&self, term: &Term) -> tantivy::Result<Arc<[Option<TermInfo>]>> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(infos) = known.get(term) {
            return Ok(Arc::clone(infos));
        }
        let info = |segment: &SegmentReader| {
            Ok(segment.inverted_index(term.field())?.get_term_info(term)?)
        };
        let infos = self.searcher.segment_readers().iter().map(info);
        let infos: Arc<[_]> = infos.collect::<tantivy::Result<_>>()?;
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(term.clone(), Arc::clone(&infos));
        Ok(infos)
    }

    /// The same for one segment.
    ///
    /// # Errors
    /// If a dictionary cannot be read.
    pub(super) fn info(
        &self,
        segment: &SegmentReader,
        term: &Term,
    ) -> tantivy::Result<Option<TermInfo>> {
        let infos = self.infos(term)?;
        let id = segment.segment_id();
        let ordinal = self.segments.iter().position(|known| *known == id);
        Ok(ordinal.and_then(|ordinal| infos.get(ordinal)).cloned().flatten())
    }
}
