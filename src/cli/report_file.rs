//! The file of `--report`: `morgue.report/1`, one record a line.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use crate::error::{Error, ErrorKind, Result};
use crate::ingest::Remark;
use crate::output::json_line;
use crate::output::plural::counted;
use crate::output::report_record::ReportRecord;

/// A report that is being written.
pub(super) struct ReportFile {
    path: PathBuf,
    state: Mutex<State>,
}

struct State {
    out: BufWriter<File>,
    records: u64,
    failure: Option<std::io::Error>,
}

impl ReportFile {
    /// Begins a report at `path`, which must not be inside an archive: there
    /// it would be taken for an article.
    pub(super) fn create(path: &Path, archives: &[PathBuf]) -> Result<Self> {
        if archives.iter().any(|archive| is_seen_in(archive, path)) {
            return Err(Error::new(
                ErrorKind::Usage,
                "a report inside the archive would be taken for an article:",
            )
            .at(path)
            .hint("write it outside of the archive"));
        }
        let file = File::create(path).map_err(|cause| {
            Error::io("cannot write the report", path, cause)
                .hint("name a file that can be written")
        })?;
        let state = State { out: BufWriter::new(file), records: 0, failure: None };
        Ok(Self { path: path.to_owned(), state: Mutex::new(state) })
    }

    /// Adds a record; a failure is kept for the end, so that it stops nothing.
    pub(super) fn add(&self, remark: &Remark) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        match json_line(&mut state.out, &ReportRecord::new(remark)) {
            Ok(()) => state.records += 1,
            Err(cause) => _ = state.failure.get_or_insert(cause),
        }
    }

    /// Writes what is still in memory.
    pub(super) fn finish(&self) -> Result<()> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let written = match state.failure.take() {
            Some(cause) => Err(cause),
            None => state.out.flush(),
        };
        written.map_err(|cause| {
            Error::io("all else is done, but the report cannot be written:", &self.path, cause)
                .hint("free some space, or name another file")
        })
    }

    /// Where the details are.
    pub(super) fn mention(&self) -> String {
        let state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        format!(
            "Details: `{}`, {}.",
            self.path.display(),
            counted(state.records, "record", "records")
        )
    }
}

/// Whether an ingest of the archive would find the file.
fn is_seen_in(archive: &Path, path: &Path) -> bool {
    let inside = || {
        let parent = std::path::absolute(path).ok()?.parent()?.canonicalize().ok()?;
        Some(parent.strip_prefix(archive.canonicalize().ok()?).ok()?.join(path.file_name()?))
    };
    inside()
        .is_some_and(|inside| !inside.iter().any(|part| part.as_encoded_bytes().starts_with(b".")))
}
