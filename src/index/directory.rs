//! The files of the index as tantivy's writer sees them: a commit is durable
//! when it returns, and carries the manifest of its files.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tantivy::directory::error::{
    DeleteError, LockError, OpenDirectoryError, OpenReadError, OpenWriteError,
};
use tantivy::directory::{
    AntiCallToken, Directory, DirectoryLock, FileHandle, INDEX_WRITER_LOCK, Lock, MmapDirectory,
    TerminatingWrite, WatchCallback, WatchHandle, WritePtr,
};

use super::checked_file::CheckedFile;
use super::disk::{Disk, NewFile};
use super::health::{Fault, Health};
use super::manifest::{Manifest, Recorder};
use super::streamed_file::StreamedFile;

/// The file whose replacement is the commit.
pub(super) const COMMIT_FILE: &str = "meta.json";

/// The file in which tantivy keeps a list of all files. The folder itself is
/// that list; there is no such file.
const LIST_FILE: &str = ".managed.json";

/// A folder of segments open for writing, under the lock of the index.
#[derive(Debug, Clone)]
pub(super) struct WritableDirectory(Arc<Inner>);

#[derive(Debug)]
struct Inner {
    folder: PathBuf,
    mapped: MmapDirectory,
    disk: Disk,
    known: Mutex<Manifest>,
    /// Whether files are taken to hold what was written, and no checksums kept.
    is_trusted: bool,
    health: Health,
}

impl WritableDirectory {
    /// Opens an existing folder with what was written into its files up to
    /// the last commit.
    pub(super) fn open(
        folder: &Path,
        known: Manifest,
        is_trusted: bool,
        health: Health,
    ) -> Result<Self, OpenDirectoryError> {
        Ok(Self(Arc::new(Inner {
            folder: folder.to_owned(),
            mapped: MmapDirectory::open(folder)?,
            disk: Disk::new(folder, health.clone()),
            known: Mutex::new(known),
            is_trusted,
            health,
        })))
    }

    fn known(&self) -> MutexGuard<'_, Manifest> {
        self.0.known.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Names of the files in the folder that belong to segments, as tantivy's list.
    fn list(&self) -> io::Result<Vec<u8>> {
        let mut names = Vec::new();
        for entry in fs::read_dir(&self.0.folder)? {
            let name = entry?.file_name();
            names.extend(name.to_str().filter(|name| is_of_a_segment(name)).map(str::to_owned));
        }
        Ok(serde_json::to_vec(&names)?)
    }

    fn commit(&self, json: &[u8]) -> io::Result<()> {
        if let Some(damage) = self.0.health.damage() {
            let message = format!("{}: {}", damage.path.display(), damage.fault);
            return Err(io::Error::new(io::ErrorKind::InvalidData, message));
        }
        let manifest = self.known().of_commit(json);
        let manifest = manifest.ok_or_else(|| io::Error::other("tantivy writes other commits"))?;
        self.0.disk.replace(Path::new(COMMIT_FILE), &manifest.seal(json))
    }
}

/// Whether a file of this name belongs to a segment, whatever commit it is of.
pub(super) fn is_of_a_segment(name: &str) -> bool {
    name != COMMIT_FILE && !name.starts_with('.')
}

impl Directory for WritableDirectory {
    fn get_file_handle(&self, path: &Path) -> Result<Arc<dyn FileHandle>, OpenReadError> {
        let record = path.to_str().and_then(|name| self.known().0.get(name).cloned());
        let record = record.ok_or_else(|| OpenReadError::FileDoesNotExist(path.to_owned()))?;
        let whole = self.0.folder.join(path);
        let streamed = StreamedFile::open(&whole).map_err(|cause| match cause.kind() {
            io::ErrorKind::NotFound => OpenReadError::FileDoesNotExist(path.to_owned()),
            _ => OpenReadError::wrap_io_error(cause, path.to_owned()),
        })?;
        if self.0.is_trusted {
            return Ok(Arc::new(streamed));
        }
        let file = CheckedFile::new(Arc::new(streamed), record, whole, self.0.health.clone());
        let file = file.map_err(|cause| OpenReadError::wrap_io_error(cause, path.to_owned()))?;
        Ok(Arc::new(file))
    }

    fn delete(&self, path: &Path) -> Result<(), DeleteError> {
        self.0.disk.remove(path).map_err(|cause| match cause.kind() {
            io::ErrorKind::NotFound => DeleteError::FileDoesNotExist(path.to_owned()),
            _ => DeleteError::IoError { io_error: Arc::new(cause), filepath: path.to_owned() },
        })?;
        if let Some(name) = path.to_str() {
            self.known().0.remove(name);
        }
        Ok(())
    }

    fn exists(&self, path: &Path) -> Result<bool, OpenReadError> {
        self.0.mapped.exists(path)
    }

    fn open_write(&self, path: &Path) -> Result<WritePtr, OpenWriteError> {
        let file = self.0.disk.create(path).map_err(|cause| match cause.kind() {
            io::ErrorKind::AlreadyExists => OpenWriteError::FileAlreadyExists(path.to_owned()),
            _ => OpenWriteError::wrap_io_error(cause, path.to_owned()),
        })?;
        let name = path.as_os_str().to_owned();
        let recorder = if self.0.is_trusted { Recorder::of_length() } else { Recorder::new() };
        let (recorder, directory) = (Some(recorder), self.clone());
        Ok(BufWriter::new(Box::new(RecordedFile { file, recorder, name, directory })))
    }

    fn atomic_read(&self, path: &Path) -> Result<Vec<u8>, OpenReadError> {
        let failed = |cause| OpenReadError::wrap_io_error(cause, path.to_owned());
        if path == Path::new(LIST_FILE) {
            return self.list().map_err(failed);
        }
        let bytes = self.0.mapped.atomic_read(path)?;
        let Some((json, _)) = Manifest::unseal(&bytes) else {
            let cause = self.0.health.damaged(&self.0.folder.join(path), Fault::Unsealed);
            return Err(failed(cause));
        };
        Ok(json.to_vec())
    }

    fn atomic_write(&self, path: &Path, data: &[u8]) -> io::Result<()> {
        match path.as_os_str().to_str() {
            Some(LIST_FILE) => Ok(()),
            Some(COMMIT_FILE) => self.commit(data),
            _ => self.0.disk.replace(path, data),
        }
    }

    fn sync_directory(&self) -> io::Result<()> {
        self.0.disk.sync_folder()
    }

    /// tantivy's other lock keeps files from being deleted while a reader
    /// opens them; readers here look again instead.
    fn acquire_lock(&self, lock: &Lock) -> Result<DirectoryLock, LockError> {
        if lock.filepath == INDEX_WRITER_LOCK.filepath {
            return self.0.mapped.acquire_lock(lock);
        }
        Ok(DirectoryLock::from(Box::new(())))
    }

    fn watch(&self, watch_callback: WatchCallback) -> tantivy::Result<WatchHandle> {
        self.0.mapped.watch(watch_callback)
    }
}

/// A new file that is known to the directory once it is complete.
struct RecordedFile {
    file: NewFile,
    recorder: Option<Recorder>,
    name: std::ffi::OsString,
    directory: WritableDirectory,
}

impl Write for RecordedFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        if let Some(recorder) = &mut self.recorder {
            recorder.write(bytes.get(..written).unwrap_or_default());
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl TerminatingWrite for RecordedFile {
    fn terminate_ref(&mut self, _: AntiCallToken) -> io::Result<()> {
        self.file.sync()?;
        if let (Some(recorder), Some(name)) = (self.recorder.take(), OsStr::to_str(&self.name)) {
            self.directory.known().0.insert(name.to_owned(), Arc::new(recorder.finish()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A writer's directory with one file of 200,000 bytes.
    fn directory(folder: &Path, health: &Health) -> (WritableDirectory, &'static Path) {
        let known = Manifest::default();
        let directory = WritableDirectory::open(folder, known, false, health.clone()).unwrap();
        let path = Path::new("a.store");
        let mut file = directory.open_write(path).unwrap();
        file.write_all(&vec![7; 200_000]).unwrap();
        file.terminate().unwrap();
        (directory, path)
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_writer_maps_no_file() {
        let folder = tempfile::TempDir::new().unwrap();
        let (directory, path) = directory(folder.path(), &Health::default());
        let bytes = directory.get_file_handle(path).unwrap().read_bytes(0..200_000).unwrap();
        assert_eq!(*bytes, vec![7; 200_000]);
        let maps = fs::read_to_string("/proc/self/maps").unwrap();
        assert!(!maps.contains(folder.path().to_str().unwrap()), "{maps}");
    }

    #[test]
    fn a_file_that_was_cut_under_a_writer_is_damage() {
        let folder = tempfile::TempDir::new().unwrap();
        let health = Health::default();
        let (directory, path) = directory(folder.path(), &health);
        let handle = directory.get_file_handle(path).unwrap();
        fs::File::options()
            .write(true)
            .open(folder.path().join(path))
            .unwrap()
            .set_len(100_000)
            .unwrap();
        assert!(handle.read_bytes(0..1000).is_ok());
        assert!(handle.read_bytes(150_000..150_010).is_err());
        let fault = health.damage().map(|damage| damage.fault.clone());
        assert_eq!(fault, Some(Fault::Length { found: 100_000, written: 200_000 }));
    }
}
