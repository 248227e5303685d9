//! Opening the segments of an index, for reading or for writing, and what is
//! said if that fails.

use std::fs;
use std::io;

use tantivy::directory::error::{LockError, OpenReadError, OpenWriteError};
use tantivy::{Index, ReloadPolicy, Searcher, TantivyError};

use super::commit::{CommitSummary, last_commit};
use super::directory::{COMMIT_FILE, WritableDirectory};
use super::folder::{IndexFolder, damage_error};
use super::health::Trouble;
use super::litter::remove_litter;
use super::lock::IndexLock;
use super::manifest::Manifest;
use super::room::full;
use super::schema::Fields;
use super::snapshot::{CommitFile, Snapshot};
use super::tokenizer::register_tokenizers;
use crate::error::{Error, ErrorKind, Result};

impl IndexFolder {
    /// Whether there is something to open: all but the rest of a run that
    /// was stopped before it made an index. Segments without a commit file
    /// are no such rest but damage, which opening will find.
    pub(crate) fn has_commits(&self) -> bool {
        let entries = fs::read_dir(self.segments()).into_iter().flatten().flatten();
        let mut names = entries.map(|entry| entry.file_name());
        names.any(|name| name == COMMIT_FILE || !name.as_encoded_bytes().starts_with(b"."))
    }

    /// The segments of the last commit, and what it recorded.
    pub(crate) fn last_state(&self) -> Result<(Searcher, Option<CommitSummary>)> {
        loop {
            let snapshot = self.snapshot()?;
            match open_snapshot(&snapshot) {
                Ok(state) => return Ok(state),
                // A writer has replaced the commit and removed files of this one.
                Err(_) if self.health.damage().is_none() && !snapshot.is_last() => {}
                Err(cause) => return Err(self.damaged(cause)),
            }
        }
    }

    /// Makes sure that there is something to open.
    pub(super) fn require_commits(&self) -> Result<()> {
        if self.has_commits() {
            return Ok(());
        }
        Err(Error::new(ErrorKind::IndexMissing, "nothing is indexed yet in")
            .at(self.path())
            .hint("wait for the ingest that is at work, or run `morgue ingest` again"))
    }

    /// The files of the last commit.
    pub(super) fn snapshot(&self) -> Result<Snapshot> {
        self.require_commits()?;
        let snapshot = Snapshot::open(&self.segments(), self.is_trusted, &self.health);
        snapshot.map_err(|cause| self.damaged(cause.into()))
    }

    /// Opens the index for writing, or makes an empty one; what runs that
    /// were killed left behind is gone then.
    pub(super) fn open_for_writing(&self, lock: &IndexLock) -> Result<Index> {
        let known = if self.has_commits() { self.known_files()? } else { Manifest::default() };
        let segments = self.segments();
        remove_litter(&segments, &known, lock)
            .map_err(|cause| super::folder::unwritable(self.path(), cause))?;
        let (health, is_trusted) = (self.health.clone(), self.is_trusted);
        let directory = WritableDirectory::open(&segments, known, is_trusted, health);
        let directory = directory.map_err(|cause| self.damaged(cause.into()))?;
        let (schema, _) = Fields::schema();
        let index = Index::builder()
            .schema(schema)
            .settings(super::writer::index_settings())
            .open_or_create(directory)
            .map_err(|cause| self.damaged(cause))?;
        register_tokenizers(index.tokenizers());
        Ok(index)
    }

    /// The files of the last commit; none if there is only litter.
    fn known_files(&self) -> Result<Manifest> {
        if !self.segments().join(COMMIT_FILE).exists() {
            return Ok(Manifest::default());
        }
        let read = CommitFile::read(&self.segments(), &self.health);
        read.map(|file| file.manifest).map_err(|cause| self.damaged(cause.into()))
    }

    /// Makes sure that no damage was noticed since the folder was opened.
    ///
    /// # Errors
    /// If some was.
    pub(crate) fn intact(&self) -> Result<()> {
        let damage = self.health.damage();
        damage.map_or(Ok(()), |damage| Err(damage_error(self.path(), damage)))
    }

    /// Makes sure that the files of the last commit are there and have the
    /// lengths that were written; none is read.
    ///
    /// # Errors
    /// If one is missing or has another length.
    pub fn check_lengths(&self) -> Result<()> {
        self.snapshot().map(drop)
    }

    /// Compares all files of the last commit with what was written.
    ///
    /// # Errors
    /// If one is damaged, or cannot be read.
    pub(crate) fn verify(&self) -> Result<()> {
        self.snapshot()?.verify().map_err(|cause| self.damaged(cause.into()))
    }

    /// What is said of a failure: the damage that was noticed, what could not
    /// be written, or else what tantivy says.
    pub(crate) fn damaged(&self, cause: TantivyError) -> Error {
        if let Err(error) = self.intact() {
            return error;
        }
        if let Some(trouble) = self.health.trouble() {
            return self.unwritten(trouble);
        }
        if let Some(cause) = refusal(&cause) {
            return Error::new(ErrorKind::Io, "cannot read the index in")
                .at(self.path())
                .because(cause)
                .hint("see to it that its files can be read, or name another with `--index DIR`");
        }
        Error::new(ErrorKind::IndexDamaged, "cannot use the index in")
            .at(self.path())
            .because(cause)
            .hint(format!(
                "build it again with `morgue rebuild --index {}`; the archive itself is untouched",
                self.path().display()
            ))
    }

    fn unwritten(&self, trouble: Trouble) -> Error {
        match trouble.kind {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => full(self.path()),
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => {
                Error::new(ErrorKind::Io, "cannot write the index in")
                    .at(self.path())
                    .because(trouble.message)
                    .hint("give a folder that can be written with `--index DIR`")
            }
            _ => Error::new(ErrorKind::Io, "cannot write")
                .at(&trouble.path)
                .because(trouble.message)
                .hint(
                    "the last commit is whole; look after the disk and run the same command again",
                ),
        }
    }
}

fn open_snapshot(snapshot: &Snapshot) -> tantivy::Result<(Searcher, Option<CommitSummary>)> {
    let index = Index::open(snapshot.clone())?;
    register_tokenizers(index.tokenizers());
    let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
    Ok((reader.searcher(), last_commit(&index)?))
}

/// What an error says that comes from files that cannot be read, whatever
/// they hold.
fn refusal(cause: &TantivyError) -> Option<String> {
    let (TantivyError::IoError(cause)
    | TantivyError::OpenReadError(OpenReadError::IoError { io_error: cause, .. })
    | TantivyError::OpenWriteError(OpenWriteError::IoError { io_error: cause, .. })
    | TantivyError::LockFailure(LockError::IoError(cause), _)) = cause
    else {
        return None;
    };
    (cause.kind() == io::ErrorKind::PermissionDenied).then(|| cause.to_string())
}
