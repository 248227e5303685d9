//! A file that is to be read, and what is known of it before it is opened.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::comparison::State;
use super::file_rule::FileRule;
use super::neighbours::Neighbours;
use crate::article::{decode_path, encode_path};
use crate::error::Skip;
use crate::index::Fingerprint;

/// A file of an archive that is to be read.
#[derive(Debug, Clone)]
pub(super) struct FileEntry {
    /// Path by which the catalogue knows it, encoded, with the archive's name.
    pub(super) file: Box<str>,
    /// Path of its folder on disk.
    pub(super) folder: Arc<Path>,
    /// Its size in bytes when it was seen.
    pub(super) size: u64,
    /// What the archive's rules say about it.
    pub(super) rule: Arc<FileRule>,
    /// What the catalogue knows of it.
    pub(super) state: State,
    /// What speaks against opening it.
    pub(super) obstacle: Option<Box<Obstacle>>,
    /// The files of its folder.
    pub(super) neighbours: Arc<Neighbours>,
}

/// Why there is no use in opening a file.
#[derive(Debug, Clone)]
pub(super) struct Obstacle {
    /// What is said of the file.
    pub(super) skip: Skip,
    /// How the file looks: what reads it is not known.
    pub(super) looks: Fingerprint,
}

impl FileEntry {
    /// A file of which nobody else knows anything.
    pub(super) fn alone(path: &Path, rule: Arc<FileRule>) -> Self {
        Self {
            file: encode_path(path.as_os_str().as_encoded_bytes()).into(),
            folder: path.parent().unwrap_or(path).into(),
            size: 0,
            rule,
            state: State::New,
            obstacle: None,
            neighbours: Arc::default(),
        }
    }

    /// Path on disk.
    pub(super) fn path(&self) -> PathBuf {
        let name = self.file.rsplit('/').next().unwrap_or_default();
        if name.contains('%') {
            return self.folder.join(os_string(decode_path(name)));
        }
        self.folder.join(name)
    }
}

#[cfg(unix)]
fn os_string(name: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(name)
}

#[cfg(not(unix))]
fn os_string(name: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&name).into_owned().into()
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::ffi::OsStrExt;

    use super::*;

    #[test]
    fn a_file_of_any_name_is_found_again() {
        for path in ["a/b c.txt", "x.txt", "/tmp/50%.txt", "a%20b/100%25#!.txt", "ж/\u{85}é.txt"]
        {
            assert_eq!(FileEntry::alone(Path::new(path), Arc::default()).path(), Path::new(path));
        }
        let bytes = Path::new(std::ffi::OsStr::from_bytes(b"a/\xFF\x01%FF.txt"));
        assert_eq!(FileEntry::alone(bytes, Arc::default()).path(), bytes);
    }
}
