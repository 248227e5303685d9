//! Adding, replacing and removing the articles of a file, and committing.

use std::sync::{Arc, Condvar, Mutex, PoisonError};

use serde::{Deserialize, Serialize};
use tantivy::directory::error::LockError;
use tantivy::merge_policy::LogMergePolicy;
use tantivy::schema::document::{CompactDocValue, Document, TantivyDocument};
use tantivy::schema::{Field, Schema};
use tantivy::store::{Compressor, ZstdCompressor};
use tantivy::{Index, IndexSettings, TantivyError, Term};

use super::catalogue::Catalogue;
use super::folder::IndexFolder;
use super::schema::Fields;
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
        Self { threads: cores.min(8), memory: 256 << 20 }
    }
}

/// Bytes of text that may wait for the threads that build segments.
const QUEUE_BYTES: usize = 16 << 20;

/// What a commit records beside the articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct CommitSummary {
    /// Number of the commit, from 1.
    pub generation: u64,
    /// When it was made, in nanoseconds since 1970.
    pub time: i64,
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
    folder: IndexFolder,
    inner: tantivy::IndexWriter<Queued>,
    fields: Fields,
    catalogue: Catalogue,
    generation: u64,
    last_commit: Option<CommitSummary>,
    gate: Arc<Gate>,
}

impl IndexWriter {
    /// Locks the index for writing and reads its catalogue.
    ///
    /// # Errors
    /// If another writer holds it, or if it cannot be read.
    pub fn open(folder: &IndexFolder, settings: Settings) -> Result<Self> {
        let index = folder.open_or_create_index()?;
        let threads = settings.threads.max(1);
        let inner = index
            .writer_with_num_threads(threads, settings.memory.max(threads * (15 << 20)))
            .map_err(|cause| explain(folder, cause))?;
        let mut policy = LogMergePolicy::default();
        policy.set_del_docs_ratio_before_merge(0.2);
        inner.set_merge_policy(Box::new(policy));
        let last_commit = last_commit(&index).map_err(|cause| folder.damaged(cause))?;
        let catalogue = load_catalogue(&index).map_err(|cause| folder.damaged(cause))?;
        Ok(Self {
            folder: folder.clone(),
            inner,
            fields: Fields::schema().1,
            catalogue,
            generation: last_commit.map_or(0, |commit| commit.generation) + 1,
            last_commit,
            gate: Arc::new(Gate::default()),
        })
    }

    /// The files of the last commit when the writer was opened.
    #[must_use]
    pub fn catalogue(&self) -> &Catalogue {
        &self.catalogue
    }

    /// The fields of the index.
    #[must_use]
    pub fn fields(&self) -> &Fields {
        &self.fields
    }

    /// The number that the next commit will have.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.generation
    }

    /// The last commit before this writer was opened.
    #[must_use]
    pub fn last_commit(&self) -> Option<CommitSummary> {
        self.last_commit
    }

    /// Removes all documents of a file that were added before.
    pub fn remove_file(&self, file: &str) {
        self.inner.delete_term(Term::from_field_text(self.fields.file, file));
    }

    /// Adds a document; waits while too much is queued.
    ///
    /// # Errors
    /// If the writer has failed.
    pub fn add(&self, document: TantivyDocument, bytes: usize) -> Result<()> {
        let permit = Gate::enter(&self.gate, bytes);
        let queued = Queued { document, _permit: permit };
        self.inner.add_document(queued).map_err(|cause| explain(&self.folder, cause))?;
        Ok(())
    }

    /// Makes everything added and removed so far durable, as one.
    ///
    /// # Errors
    /// If the disk is full or fails; nothing acknowledged before is lost then.
    pub fn commit(&mut self, time: i64) -> Result<CommitSummary> {
        let summary = CommitSummary { generation: self.generation, time };
        let payload = serde_json::to_string(&summary).unwrap_or_default();
        let mut commit = || {
            let mut prepared = self.inner.prepare_commit()?;
            prepared.set_payload(&payload);
            prepared.commit()
        };
        commit().map_err(|cause| explain(&self.folder, cause))?;
        self.generation += 1;
        Ok(summary)
    }

    /// Waits for merges that are under way.
    ///
    /// # Errors
    /// If a merge failed; the commits are not affected.
    pub fn finish(self) -> Result<()> {
        let folder = self.folder.clone();
        self.inner.wait_merging_threads().map_err(|cause| explain(&folder, cause))
    }
}

/// What the last commit of an index recorded; `None` before the first.
pub(crate) fn last_commit(index: &Index) -> tantivy::Result<Option<CommitSummary>> {
    let payload = index.load_metas()?.payload;
    Ok(payload.and_then(|payload| serde_json::from_str(&payload).ok()))
}

fn load_catalogue(index: &Index) -> tantivy::Result<Catalogue> {
    let reader = index.reader_builder().reload_policy(tantivy::ReloadPolicy::Manual).try_into()?;
    Catalogue::load(reader.searcher().segment_readers().iter())
}

fn explain(folder: &IndexFolder, cause: TantivyError) -> Error {
    match cause {
        TantivyError::LockFailure(LockError::LockBusy, _) => {
            Error::new(ErrorKind::IndexLocked, "another ingest is writing to the index in")
                .at(folder.path())
                .hint("wait until it has finished; searching works meanwhile")
        }
        TantivyError::IoError(cause) if cause.kind() == std::io::ErrorKind::StorageFull => {
            Error::new(ErrorKind::DiskFull, "the disk is full; the last commit is whole, in")
                .at(folder.path())
                .hint("free some space and run the same command again; it goes on where it stopped")
        }
        TantivyError::IoError(cause) if cause.kind() == std::io::ErrorKind::PermissionDenied => {
            Error::new(ErrorKind::Io, "cannot write the index in")
                .at(folder.path())
                .because(cause.to_string())
                .hint("give a folder that can be written with `--index DIR`")
        }
        cause => folder.damaged(cause),
    }
}

/// Bounds the text that waits in tantivy's queue, which counts documents only.
#[derive(Default)]
struct Gate {
    inside: Mutex<usize>,
    left: Condvar,
}

impl Gate {
    /// Waits until there is room for so many bytes; a single document larger
    /// than the whole queue goes in alone.
    fn enter(gate: &Arc<Self>, bytes: usize) -> Permit {
        let mut inside = gate.inside.lock().unwrap_or_else(PoisonError::into_inner);
        while *inside > 0 && *inside + bytes > QUEUE_BYTES {
            inside = gate.left.wait(inside).unwrap_or_else(PoisonError::into_inner);
        }
        *inside += bytes;
        Permit { gate: Arc::clone(gate), bytes }
    }
}

/// A document's place in the queue, given up when it is dropped.
struct Permit {
    gate: Arc<Gate>,
    bytes: usize,
}

impl Drop for Permit {
    fn drop(&mut self) {
        *self.gate.inside.lock().unwrap_or_else(PoisonError::into_inner) -= self.bytes;
        self.gate.left.notify_all();
    }
}

/// A document on its way to a segment, with its place in the queue.
struct Queued {
    document: TantivyDocument,
    _permit: Permit,
}

impl Document for Queued {
    type Value<'a> = CompactDocValue<'a>;
    type FieldsValuesIter<'a> = Box<dyn Iterator<Item = (Field, CompactDocValue<'a>)> + 'a>;

    fn iter_fields_and_values(&self) -> Self::FieldsValuesIter<'_> {
        Box::new(self.document.iter_fields_and_values())
    }

    fn into_tantivy_document(self) -> TantivyDocument {
        self.document
    }

    fn to_json(&self, schema: &Schema) -> String {
        self.document.to_json(schema)
    }
}
