//! How much room a file system has, for what is said when it is full.

use std::fmt;
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind};

/// The room in the file system that holds an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Room {
    /// Where the file system is mounted.
    mount: PathBuf,
    /// Bytes that may still be written.
    free: u64,
    /// All its bytes.
    size: u64,
}

impl Room {
    /// The room at an existing path; `None` where the system does not tell.
    #[cfg(unix)]
    pub(super) fn at(path: &Path) -> Option<Self> {
        let path = path.canonicalize().ok()?;
        let state = rustix::fs::statvfs(&path).ok()?;
        let bytes = |blocks: u64| blocks.saturating_mul(state.f_frsize);
        let (free, size) = (bytes(state.f_bavail), bytes(state.f_blocks));
        Some(Self { mount: mount_of(&path)?, free, size })
    }

    /// The room at an existing path; `None` where the system does not tell.
    #[cfg(not(unix))]
    pub(super) fn at(_path: &Path) -> Option<Self> {
        None
    }
}

/// The highest folder above a path that is on the same device.
#[cfg(unix)]
fn mount_of(path: &Path) -> Option<PathBuf> {
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| path.metadata().map(|metadata| metadata.dev()).ok();
    let own = device(path)?;
    path.ancestors().take_while(|above| device(above) == Some(own)).last().map(Path::to_owned)
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { mount, free, size } = self;
        let (free, size) = (amount(*free), amount(*size));
        write!(f, "{free} of {size} are free in the file system at `{}`", mount.display())
    }
}

/// Bytes as people say them, rounded up.
fn amount(bytes: u64) -> String {
    let tenths = |unit: u64| {
        let tenths = bytes.saturating_mul(10).div_ceil(unit);
        format!("{}.{}", tenths / 10, tenths % 10)
    };
    match bytes {
        0..1_000_000 => format!("{} KB", bytes.div_ceil(1_000)),
        1_000_000..1_000_000_000 => format!("{} MB", tenths(1_000_000)),
        _ => format!("{} GB", tenths(1_000_000_000)),
    }
}

/// The error that says that the disk of the index at `path` is full, and how
/// much room there is.
pub(super) fn full(path: &Path) -> Error {
    let error = Error::new(ErrorKind::DiskFull, "the disk is full; the last commit is whole, in")
        .at(path)
        .hint("free some space and run the same command again; it goes on where it stopped");
    match Room::at(path) {
        Some(room) => error.because(room.to_string()),
        None => error,
    }
}

/// Says of an error how much room the rest of the work takes at least, in
/// bytes, if it was a full disk.
#[must_use]
pub fn with_need(error: Error, bytes: u64) -> Error {
    if error.kind() != ErrorKind::DiskFull {
        return error;
    }
    let amount = amount(bytes);
    error.hint(format!(
        "free at least {amount} and run the same command again; it goes on where it stopped"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_rounded_up() {
        let shown = [0, 1, 1_000, 1_001, 999_999, 1_000_000, 1_000_001, 3 << 30].map(amount);
        let expected = ["0 KB", "1 KB", "1 KB", "2 KB", "1000 KB", "1.0 MB", "1.1 MB", "3.3 GB"];
        assert_eq!(shown, expected);
        assert_eq!(amount(u64::MAX).split(' ').nth(1), Some("GB"));
    }

    #[cfg(unix)]
    #[test]
    fn the_room_of_a_folder_is_that_of_its_file_system() {
        let folder = tempfile::tempdir().unwrap();
        let room = Room::at(folder.path()).unwrap();
        assert!(room.size > 0 && room.free <= room.size, "{room:?}");
        assert!(folder.path().canonicalize().unwrap().starts_with(&room.mount), "{room:?}");
        assert_eq!(Room::at(&folder.path().join("missing")), None);
        let error = with_need(full(folder.path()), 5_000_000);
        assert!(error.to_string().contains(" are free in the file system at `/"), "{error}");
        assert!(error.way_out().unwrap().starts_with("free at least 5.0 MB and"), "{error:?}");
        let other = with_need(Error::new(ErrorKind::Io, "cannot write"), 1);
        assert_eq!(other.way_out(), None);
    }
}
