//! A file of an archive, open: small ones in memory, others as streams.

use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::file_entry::FileEntry;
use super::fingerprint;
use crate::article::Locator;
use crate::error::{Skip, SkipReason};
use crate::index::Fingerprint;
use crate::read::{Records, Source, is_container_name, read_file};

/// Files of up to so many bytes are read at once.
const WHOLE: u64 = 8 << 20;

/// A container may hold so many times its size.
const PACKED: u64 = 16;

/// A file that is open.
pub(super) struct Opened {
    /// How it looked when it was opened.
    pub(super) fingerprint: Fingerprint,
    content: Content,
}

enum Content {
    Whole(Vec<u8>),
    File(File),
}

/// Whether a file may hold more than `limit` bytes, or is not read at once.
pub(super) fn is_large(file: &FileEntry, limit: u64) -> bool {
    let size = file.size;
    let text = if is_container_name(&file.file) { size.saturating_mul(PACKED) } else { size };
    file.obstacle.is_none() && (size > WHOLE || text > limit)
}

impl Opened {
    /// Opens a file; one that is read at once is read again if it changed
    /// meanwhile.
    ///
    /// # Errors
    /// A [`Skip`] if it cannot be read.
    pub(super) fn of(file: &FileEntry) -> Result<Self, Skip> {
        if let Some(obstacle) = &file.obstacle {
            return Err(obstacle.skip.clone());
        }
        for _ in 0..2 {
            let mut open = File::open(file.path()).map_err(|cause| unreadable(&cause))?;
            let before = open.metadata().map_err(|cause| unreadable(&cause))?;
            if !before.is_file() {
                return Err(Skip::new(SkipReason::Changed, "it was a regular file before"));
            }
            let fingerprint = fingerprint(&before);
            if before.len() > WHOLE {
                return Ok(Self { fingerprint, content: Content::File(open) });
            }
            let mut bytes = Vec::with_capacity(usize::try_from(before.len()).unwrap_or(0) + 1);
            open.read_to_end(&mut bytes).map_err(|cause| unreadable(&cause))?;
            if bytes.len() as u64 == before.len() {
                return Ok(Self { fingerprint, content: Content::Whole(bytes) });
            }
        }
        Err(Skip::new(SkipReason::Changed, "it was written to while it was read, twice"))
    }

    /// Hands over what is in the file. A failure of ours ends it there.
    ///
    /// # Errors
    /// A [`Skip`] if it changed meanwhile.
    pub(super) fn read(self, file: &FileEntry, records: &mut dyn Records) -> Result<(), Skip> {
        let known = file.rule.known();
        let mut open = None;
        let source = match self.content {
            Content::Whole(bytes) => Source::Whole(bytes),
            Content::File(file) => Source::Open(open.insert(file), self.fingerprint.size),
        };
        let reading = || read_file(&file.file, source, known, records);
        if catch_unwind(AssertUnwindSafe(reading)).is_err() {
            let _ = records.record(Locator::file(&*file.file), Err(stumbled()));
        }
        let now = open.map(|open| open.metadata());
        match now.transpose().map_err(|cause| unreadable(&cause))? {
            Some(now) if !fingerprint(&now).looks_like(&self.fingerprint) => {
                Err(Skip::new(SkipReason::Changed, "it was written to while it was read"))
            }
            _ => Ok(()),
        }
    }
}

/// Why a record or file is left out that one of our own mistakes costs.
pub(super) fn stumbled() -> Skip {
    Skip::new(SkipReason::Panicked, "a mistake of ours; please report it")
}

fn unreadable(cause: &std::io::Error) -> Skip {
    Skip::new(SkipReason::Unreadable, cause.to_string())
}
