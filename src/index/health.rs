//! What was noticed of an index while it was open: damage, and a disk that failed.
//!
//! tantivy passes over some errors and panics at others. What a file is found
//! to be is therefore noted here as well, and asked for after each operation.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// A file of an index that is not what was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damage {
    /// The file.
    pub path: PathBuf,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What is wrong with a file of an index.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fault {
    /// It is not there.
    Missing,
    /// It has another length, in bytes.
    Length {
        /// Bytes that are there.
        found: u64,
        /// Bytes that were written.
        written: u64,
    },
    /// These bytes, a half-open range, are not those that were written.
    Changed {
        /// The first of them.
        from: u64,
        /// The first behind them.
        to: u64,
    },
    /// What it says of itself does not hold.
    Unsealed,
    /// Its bytes are as written, but do not fit the rest of the index.
    Content(String),
}

impl Fault {
    /// The stable code used in records.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Length { .. } => "length",
            Self::Changed { .. } | Self::Unsealed => "changed",
            Self::Content(_) => "content",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing => f.write_str("the file is missing"),
            Self::Length { found, written } => {
                write!(f, "its length in bytes is {found}, not {written}")
            }
            Self::Changed { from, to } => {
                write!(f, "bytes {from} to {to} are not those that were written")
            }
            Self::Unsealed => f.write_str("the file is not as it was written"),
            Self::Content(what) => f.write_str(what),
        }
    }
}

/// What was noticed; clones share it.
#[derive(Debug, Clone, Default)]
pub(super) struct Health(Arc<Noticed>);

#[derive(Debug, Default)]
struct Noticed {
    damage: OnceLock<Damage>,
    trouble: Mutex<Option<Trouble>>,
}

/// A file that could not be written.
#[derive(Debug, Clone)]
pub(super) struct Trouble {
    pub(super) path: PathBuf,
    pub(super) kind: io::ErrorKind,
    pub(super) message: String,
}

impl Health {
    /// Notes damage and returns the error for the caller; the first is kept.
    pub(super) fn damaged(&self, path: &Path, fault: Fault) -> io::Error {
        let message = format!("{}: {fault}", path.display());
        self.0.damage.get_or_init(|| Damage { path: path.to_owned(), fault });
        io::Error::new(io::ErrorKind::InvalidData, message)
    }

    /// The damage that was noticed first.
    pub(super) fn damage(&self) -> Option<&Damage> {
        self.0.damage.get()
    }

    /// Notes that a file could not be written; the last is kept, but nothing
    /// that came of a full disk hides that it was full.
    pub(super) fn failed(&self, path: &Path, cause: io::Error) -> io::Error {
        let trouble =
            Trouble { path: path.to_owned(), kind: cause.kind(), message: cause.to_string() };
        let mut last = self.0.trouble.lock().unwrap_or_else(PoisonError::into_inner);
        if last.as_ref().is_none_or(|last| last.kind != io::ErrorKind::StorageFull) {
            *last = Some(trouble);
        }
        cause
    }

    /// What could not be written last.
    pub(super) fn trouble(&self) -> Option<Trouble> {
        self.0.trouble.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}
