//! The right to change an index, held by one process at a time.
//!
//! tantivy locks its writer too. This lock is taken before anything is looked
//! at, so that what is decided about an index is still true when it is written.

use std::fs::{File, Metadata, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use crate::error::{Error, ErrorKind, Result};

const LOCK_FILE: &str = "ingest.lock";

/// How often a wait looks whether it is still wanted.
const GLANCE: Duration = Duration::from_millis(100);

/// The right to change an index; given up when dropped, or when the process ends.
#[derive(Debug)]
pub struct IndexLock {
    file: File,
    path: PathBuf,
}

impl IndexLock {
    /// Takes the lock of the index folder at `path`, which must be there;
    /// waits up to `wait` for another process to give it up.
    ///
    /// # Errors
    /// If another process holds it, if the folder cannot be written, or if
    /// `is_stopped` says to wait no longer.
    pub fn take(path: &Path, wait: Duration, is_stopped: &dyn Fn() -> bool) -> Result<Self> {
        let file = open(path)?;
        match file.try_lock() {
            Ok(()) => Ok(Self { file, path: path.to_owned() }),
            Err(TryLockError::WouldBlock) if wait.is_zero() => Err(held(path)),
            Err(TryLockError::WouldBlock) => Self::wait(path, file, wait, is_stopped),
            Err(TryLockError::Error(cause)) => Err(unlockable(path, cause)),
        }
    }

    /// Makes sure that the lock still keeps others out: somebody may have
    /// removed its file, and then a second run can take another.
    pub(super) fn check(&self) -> Result<()> {
        let there = std::fs::metadata(self.path.join(LOCK_FILE));
        let same = there.and_then(|there| Ok(is_same(&there, &self.file.metadata()?)));
        if same.unwrap_or(false) {
            return Ok(());
        }
        let doing = format!("nothing more is written, because `{LOCK_FILE}` was removed from");
        Err(Error::new(ErrorKind::IndexLocked, doing)
            .at(&self.path)
            .hint("run `morgue ingest` again when no other ingest is at work"))
    }

    /// Waits in a thread of its own, which can be left behind.
    fn wait(
        path: &Path,
        file: File,
        wait: Duration,
        is_stopped: &dyn Fn() -> bool,
    ) -> Result<Self> {
        let (sender, receiver) = channel();
        std::thread::spawn(move || {
            let locked = file.lock().map(|()| file);
            sender.send(locked).unwrap_or_default();
        });
        let begun = Instant::now();
        loop {
            let left = wait.saturating_sub(begun.elapsed());
            match receiver.recv_timeout(left.min(GLANCE)) {
                Ok(Ok(file)) => return Ok(Self { file, path: path.to_owned() }),
                Ok(Err(cause)) => return Err(unlockable(path, cause)),
                Err(_) if is_stopped() => return Err(stopped()),
                Err(RecvTimeoutError::Timeout) if !left.is_zero() => {}
                Err(_) => return Err(held(path)),
            }
        }
    }
}

#[cfg(unix)]
fn is_same(one: &Metadata, other: &Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    (one.dev(), one.ino()) == (other.dev(), other.ino())
}

#[cfg(not(unix))]
fn is_same(_one: &Metadata, _other: &Metadata) -> bool {
    true
}

fn open(path: &Path) -> Result<File> {
    let file = path.join(LOCK_FILE);
    let opened = OpenOptions::new().create(true).truncate(false).write(true).open(&file);
    opened.map_err(|cause| super::folder::unwritable(path, cause))
}

fn held(path: &Path) -> Error {
    Error::new(ErrorKind::IndexLocked, "another ingest is writing to the index in")
        .at(path)
        .hint("let it finish, or wait for it with `--wait SECONDS`; searching works meanwhile")
}

fn unlockable(path: &Path, cause: std::io::Error) -> Error {
    Error::io("cannot lock the index in", path, cause)
        .hint("put the index on a disk of this machine with `--index DIR`")
}

fn stopped() -> Error {
    Error::new(ErrorKind::Interrupted, "stopped while waiting for another ingest")
        .hint("run the same command again")
}
