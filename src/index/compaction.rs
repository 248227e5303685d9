//! Compacting: one segment without removed articles, and exact statistics.

use tantivy::index::{SegmentId, SegmentMeta};
use tantivy::postings::Postings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED};

use super::commit::CommitSummary;
use super::schema::Fields;
use super::writer::{IndexWriter, explain};
use crate::error::Result;

impl IndexWriter {
    /// Merges everything into one segment and drops what was removed.
    /// Afterwards scores and order are those of a fresh index. Generation and
    /// time of the last commit stay.
    ///
    /// # Errors
    /// If the disk is full or fails; the index is as before then.
    pub fn compact(&mut self) -> Result<()> {
        let segments = self.unmerged().map_err(|cause| explain(&self.folder, cause))?;
        if !segments.is_empty() {
            let merged = self.inner.merge(&segments).wait();
            merged.map_err(|cause| explain(&self.folder, cause))?;
        }
        if self.last.edited {
            let token_correction = self.token_correction()?;
            self.record(CommitSummary { edited: false, token_correction, ..self.last })?;
        }
        let collected = self.inner.garbage_collect_files().wait();
        collected.map(drop).map_err(|cause| explain(&self.folder, cause))
    }

    /// The segments to be merged; none if there is one at most and nothing
    /// was removed from it.
    fn unmerged(&self) -> tantivy::Result<Vec<SegmentId>> {
        let metas = self.inner.index().searchable_segment_metas()?;
        let is_merged = metas.len() <= 1 && metas.iter().all(|meta| !meta.has_deletes());
        Ok(metas.iter().filter(|_| !is_merged).map(SegmentMeta::id).collect())
    }

    /// By how much the segments misstate the number of their tokens.
    fn token_correction(&self) -> Result<i64> {
        let (searcher, _) = self.folder.last_state()?;
        let mut correction = 0;
        for segment in searcher.segment_readers() {
            correction += misstated(segment).map_err(|cause| self.folder.damaged(cause))?;
        }
        Ok(correction)
    }
}

/// Tokens of a segment's text that its postings hold, less those that it states.
fn misstated(segment: &SegmentReader) -> tantivy::Result<i64> {
    let text = segment.inverted_index(Fields::schema().1.text)?;
    let mut tokens = 0;
    let mut terms = text.terms().stream()?;
    while let Some((_, term)) = terms.next() {
        let mut postings = text.read_postings_from_terminfo(term, IndexRecordOption::WithFreqs)?;
        while postings.doc() != TERMINATED {
            tokens += u64::from(postings.term_freq());
            postings.advance();
        }
    }
    Ok(tokens.cast_signed() - text.total_num_tokens().cast_signed())
}
