//! Adding, replacing and removing the articles of a file, and committing.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use tantivy::directory::error::LockError;
use tantivy::indexer::{IndexWriterOptions, NoMergePolicy};
use tantivy::query::{BooleanQuery, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::schema::document::TantivyDocument;
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{IndexSettings, TantivyError, Term};

use super::commit::{CommitSummary, last_commit};
use super::folder::IndexFolder;
use super::lock::IndexLock;
use super::merging::BoundedMerges;
use super::queue::{Gate, Queued};
use super::schema::{Fields, ROW_STATUS};
use crate::error::{Error, ErrorKind, Result};

/// How the writer uses the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settings {
    /// Threads that build segments.
    pub threads: usize,
    /// Bytes of memory for segments under construction, all threads together.
    pub memory: usize,
}

impl Default for Settings {
    fn default() -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { threads: cores.min(6), memory: 256 << 20 }
    }
}

/// The settings of a new index. Blocks of 32 KB: of 16 KB a hit is fetched a
/// little faster, of 64 KB the index is a little smaller.
pub(super) fn index_settings() -> IndexSettings {
    IndexSettings {
        docstore_compression: Compressor::Zstd(ZstdCompressor { compression_level: Some(3) }),
        docstore_blocksize: 32 << 10,
        ..IndexSettings::default()
    }
}

/// The only writer of an index.
pub struct IndexWriter {
    pub(super) folder: IndexFolder,
    pub(super) inner: tantivy::IndexWriter<Queued>,
    pub(super) last: CommitSummary,
    lock: IndexLock,
    fields: Fields,
    started: i64,
    edited: AtomicBool,
    has_changes: AtomicBool,
    gate: Arc<Gate>,
    merges: BoundedMerges,
}

impl IndexWriter {
    /// Opens the index for writing, under its lock. The run began at
    /// `started`, in nanoseconds since 1970.
    ///
    /// # Errors
    /// If another writer holds it, or if it cannot be read.
    pub fn open(
        folder: &IndexFolder,
        lock: IndexLock,
        settings: Settings,
        started: i64,
    ) -> Result<Self> {
        let index = folder.open_for_writing(&lock)?;
        let threads = settings.threads.max(1);
        // Merges take memory too, each of them: one at a time.
        let options = IndexWriterOptions::builder()
            .num_worker_threads(threads)
            .memory_budget_per_thread((settings.memory / threads).max(15 << 20))
            .num_merge_threads(1)
            .build();
        let inner = index.writer_with_options(options).map_err(|cause| explain(folder, cause))?;
        inner.set_merge_policy(Box::new(NoMergePolicy));
        let last = last_commit(&index).map_err(|cause| folder.damaged(cause))?.unwrap_or_default();
        Ok(Self {
            folder: folder.clone(),
            inner,
            last,
            lock,
            fields: Fields::schema().1,
            started,
            edited: AtomicBool::new(last.edited),
            has_changes: AtomicBool::new(false),
            gate: Arc::default(),
            merges: BoundedMerges::new(folder.segments()),
        })
    }

    /// The fields of the index.
    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The number that the next commit will have.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.last.generation + 1
    }

    /// Removes all documents of a file that were added before: those of
    /// articles, which scores depend on until the index is compacted.
    pub fn remove_file(&self, file: &str) {
        self.edited.store(true, Ordering::Relaxed);
        self.has_changes.store(true, Ordering::Relaxed);
        self.inner.delete_term(Term::from_field_text(self.fields.file, file));
    }

    /// Whether there is anything to commit.
    #[must_use]
    pub fn has_changes(&self) -> bool {
        self.has_changes.load(Ordering::Relaxed)
    }

    /// Removes what says why a file gave no article; articles that it gave
    /// earlier stay.
    ///
    /// # Errors
    /// If the writer has failed.
    pub fn remove_row(&self, file: &str) -> Result<()> {
        self.has_changes.store(true, Ordering::Relaxed);
        let is = |field, value: &str| -> Box<dyn Query> {
            let term = Term::from_field_text(field, value);
            Box::new(TermQuery::new(term, IndexRecordOption::Basic))
        };
        let both = vec![is(self.fields.file, file), is(self.fields.status, ROW_STATUS)];
        let removed = self.inner.delete_query(Box::new(BooleanQuery::intersection(both)));
        removed.map(drop).map_err(|cause| explain(&self.folder, cause))
    }

    /// Adds a document; waits while too much is queued.
    ///
    /// # Errors
    /// If the writer has failed.
    pub fn add(&self, document: TantivyDocument, bytes: usize) -> Result<()> {
        self.has_changes.store(true, Ordering::Relaxed);
        let queued = Gate::admit(&self.gate, document, bytes);
        self.inner.add_document(queued).map_err(|cause| explain(&self.folder, cause))?;
        Ok(())
    }

    /// Makes everything added and removed so far durable, as one.
    ///
    /// # Errors
    /// If the disk is full or fails, or if the lock was taken away; nothing
    /// acknowledged before is lost then.
    pub fn commit(&mut self, time: i64) -> Result<CommitSummary> {
        let summary = CommitSummary {
            generation: self.generation(),
            time,
            started: self.started,
            edited: self.edited.load(Ordering::Relaxed),
            ..self.last
        };
        self.record(summary)?;
        self.has_changes.store(false, Ordering::Relaxed);
        Ok(summary)
    }

    /// Commits with this summary, and merges.
    pub(super) fn record(&mut self, summary: CommitSummary) -> Result<()> {
        self.lock.check()?;
        let payload = serde_json::to_string(&summary).unwrap_or_default();
        let mut commit = || {
            let mut prepared = self.inner.prepare_commit()?;
            prepared.set_payload(&payload);
            prepared.commit()
        };
        commit().map_err(|cause| explain(&self.folder, cause))?;
        self.last = summary;
        self.merges.merge(&mut self.inner);
        Ok(())
    }

    /// Merges what is to be merged, and gives the lock back.
    ///
    /// # Errors
    /// If the writer has failed; the commits are not affected.
    pub fn finish(mut self) -> Result<IndexLock> {
        while self.merges.merge(&mut self.inner) {}
        let folder = self.folder.clone();
        self.inner.wait_merging_threads().map_err(|cause| explain(&folder, cause))?;
        Ok(self.lock)
    }
}

pub(super) fn explain(folder: &IndexFolder, cause: TantivyError) -> Error {
    match cause {
        TantivyError::LockFailure(LockError::LockBusy, _) => {
            Error::new(ErrorKind::IndexLocked, "another program is writing to the index in")
                .at(folder.path())
                .hint("wait until it has finished; searching works meanwhile")
        }
        cause => folder.damaged(cause),
    }
}
