//! The files of one commit as a reader sees them. Nothing is written and no
//! lock is waited for: a folder that can be read is enough.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use tantivy::directory::error::{DeleteError, LockError, OpenReadError, OpenWriteError};
use tantivy::directory::{
    Directory, DirectoryLock, FileHandle, Lock, MmapDirectory, WatchCallback, WatchHandle, WritePtr,
};

use super::checked_file::CheckedFile;
use super::directory::COMMIT_FILE;
use super::health::{Fault, Health};
use super::manifest::Manifest;

/// The last commit of a folder of segments, as it was when it was opened.
#[derive(Debug, Clone)]
pub(super) struct Snapshot(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    folder: PathBuf,
    mapped: MmapDirectory,
    /// tantivy's part of the commit file.
    json: Vec<u8>,
    manifest: Manifest,
    /// Whether files are taken to hold what was written.
    is_trusted: bool,
    health: Health,
}

/// The commit file, taken apart.
pub(super) struct CommitFile {
    pub(super) json: Vec<u8>,
    pub(super) manifest: Manifest,
}

impl CommitFile {
    /// Reads the commit file of a folder.
    ///
    /// # Errors
    /// If it cannot be read, or if it is damaged: then `health` knows.
    pub(super) fn read(folder: &Path, health: &Health) -> io::Result<Self> {
        let path = folder.join(COMMIT_FILE);
        let bytes = fs::read(&path).map_err(|cause| match cause.kind() {
            io::ErrorKind::NotFound => health.damaged(&path, Fault::Missing),
            _ => cause,
        })?;
        let (json, manifest) =
            Manifest::unseal(&bytes).ok_or_else(|| health.damaged(&path, Fault::Unsealed))?;
        Ok(Self { json: json.to_vec(), manifest })
    }
}

impl Snapshot {
    /// Opens the last commit; all its files are there and have their lengths.
    ///
    /// # Errors
    /// If it cannot be read, or if it is damaged: then `health` knows.
    pub(super) fn open(folder: &Path, is_trusted: bool, health: &Health) -> io::Result<Self> {
        let mapped = MmapDirectory::open(folder).map_err(io::Error::other)?;
        loop {
            let CommitFile { json, manifest } = CommitFile::read(folder, health)?;
            let missing = first_missing(folder, &manifest, health)?;
            if let Some(path) = missing {
                // A writer may have replaced the commit and removed the file meanwhile.
                if CommitFile::read(folder, health)?.json == json {
                    return Err(health.damaged(&path, Fault::Missing));
                }
                continue;
            }
            let (folder, health) = (folder.to_owned(), health.clone());
            return Ok(Self(Arc::new(Inner {
                folder,
                mapped,
                json,
                manifest,
                is_trusted,
                health,
            })));
        }
    }

    /// Whether this is still the last commit.
    pub(super) fn is_last(&self) -> bool {
        let last = CommitFile::read(&self.0.folder, &Health::default());
        last.is_ok_and(|last| last.json == self.0.json)
    }

    /// Compares all files with what was written.
    ///
    /// # Errors
    /// If one is damaged: then `health` knows; or if one cannot be read.
    pub(super) fn verify(&self) -> io::Result<()> {
        for name in self.0.manifest.0.keys() {
            self.verify_file(name)?;
        }
        Ok(())
    }

    /// Compares a file with what was written.
    pub(super) fn verify_file(&self, name: &str) -> io::Result<()> {
        self.open_file(Path::new(name))?.map_or(Ok(()), |file| file.check_all())
    }

    fn open_file(&self, path: &Path) -> io::Result<Option<CheckedFile>> {
        let record = path.to_str().and_then(|name| self.0.manifest.0.get(name));
        let Some(record) = record else { return Ok(None) };
        let whole = self.0.folder.join(path);
        // That a file of the commit is missing must not pass for a segment without such a file.
        let inner = self.0.mapped.get_file_handle(path).map_err(io::Error::other)?;
        let health = self.0.health.clone();
        CheckedFile::new(inner, Arc::clone(record), whole, health).map(Some)
    }
}

/// The first file that is not there; one of another length is an error.
fn first_missing(
    folder: &Path,
    manifest: &Manifest,
    health: &Health,
) -> io::Result<Option<PathBuf>> {
    for (name, record) in &manifest.0 {
        let path = folder.join(name);
        let found = match fs::metadata(&path) {
            Ok(metadata) => metadata.len(),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Some(path)),
            Err(cause) => return Err(cause),
        };
        if found != record.len {
            let fault = Fault::Length { found, written: record.len };
            return Err(health.damaged(&path, fault));
        }
    }
    Ok(None)
}

fn read_only() -> io::Error {
    io::Error::new(io::ErrorKind::ReadOnlyFilesystem, "a reader writes nothing")
}

impl Directory for Snapshot {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let failed = |cause| OpenReadError::wrap_io_error(cause, path.to_owned());
        let file = self.open_file(path).map_err(failed)?;
        let file = file.ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))?;
        if self.0.is_trusted {
            return self.0.mapped.get_file_handle(path);
        }
        Ok(Arc::new(file))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        let io_error = Arc::new(read_only());
        Err(DeleteError::IoError { io_error, filepath: path.to_owned() })
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        Err(OpenWriteError::wrap_io_error(read_only(), path.to_owned()))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        if path == Path::new(COMMIT_FILE) {
            return Ok(self.0.json.clone());
        }
        Err(OpenReadError::FileDoesNotExist(path.to_owned()))
    }

    fn atomic_write(&self, _path: &Path, _data: &[u8]) -> io::Result<()> {
        Err(read_only())
    }

    fn sync_directory(&self) -> io::Result<()> {
        Err(read_only())
    }

    fn acquire_lock(&self, _lock: &Lock) -> Result<DirectoryLock, LockError> {
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, watch_callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.mapped.watch(watch_callback)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_can_write_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let sealed = Manifest::default().seal(b"{}");
        fs::write(folder.path().join(COMMIT_FILE), &sealed).unwrap();
        let snapshot = Snapshot::open(folder.path(), false, &Health::default()).unwrap();
        let (commit, other) = (Path::new(COMMIT_FILE), Path::new("other"));
        assert_eq!(snapshot.atomic_read(commit).unwrap(), b"{}");
        assert!(snapshot.atomic_write(commit, b"").is_err());
        assert!(snapshot.atomic_write(other, b"").is_err());
        assert!(snapshot.open_write(other).is_err());
        assert!(snapshot.delete(commit).is_err());
        assert!(snapshot.sync_directory().is_err());
        assert_eq!(fs::read(folder.path().join(COMMIT_FILE)).unwrap(), sealed);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_snapshot_stays_what_it_was() {
        let folder = tempfile::tempdir().unwrap();
        let commit = folder.path().join(COMMIT_FILE);
        fs::write(&commit, Manifest::default().seal(b"{}")).unwrap();
        let snapshot = Snapshot::open(folder.path(), false, &Health::default()).unwrap();
        assert!(snapshot.is_last());
        fs::write(&commit, Manifest::default().seal(b"{\"a\":1}")).unwrap();
        assert!(!snapshot.is_last());
        assert_eq!(snapshot.atomic_read(Path::new(COMMIT_FILE)).unwrap(), b"{}");
    }
}
