//! Looking over a whole index: every byte of every file, and on request what
//! the bytes mean.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use super::commit::CommitSummary;
use super::content_check::check_contents;
use super::directory::COMMIT_FILE;
use super::folder::{FORMAT_FILE, IndexFolder};
use super::health::{Damage, Fault, Health};
use super::manifest::{BLOCK, FileRecord};
use super::snapshot::CommitFile;
use crate::error::{Error, Result};

/// What was looked at, and what is damaged.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checkup {
    /// Number of the commit; 0 if that cannot be read.
    pub generation: u64,
    /// Files that were read.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
    /// Articles that were decoded, if that was asked for and the files are whole.
    pub articles: Option<u64>,
    /// What is damaged; nothing if the index is whole.
    pub damages: Vec<Damage>,
}

/// Reads all files of the last commit of the index at `path` and compares
/// them with what was written. If they are whole and `is_full`, also decodes
/// every article, and compares ids with the catalogue and postings with texts.
///
/// # Errors
/// If there is nothing to look at, or if it cannot be read.
pub fn check(path: &Path, is_full: bool) -> Result<Checkup> {
    let folder = match IndexFolder::look(path)? {
        Ok(folder) => folder,
        Err(damage) => return Ok(Checkup { damages: vec![damage], ..Checkup::default() }),
    };
    folder.require_commits()?;
    let mut checkup = check_files(&folder)?;
    if checkup.damages.is_empty() {
        let (searcher, commit) = folder.last_state()?;
        checkup.generation = commit.unwrap_or_default().generation;
        if is_full {
            checkup.articles = Some(check_contents(&folder, &searcher, &mut checkup.damages)?);
        }
    }
    Ok(checkup)
}

/// Reads the files of the last commit; those of the next if a writer has
/// replaced it meanwhile.
fn check_files(folder: &IndexFolder) -> Result<Checkup> {
    let segments = folder.segments();
    loop {
        let health = Health::default();
        let commit = match (CommitFile::read(&segments, &health), health.damage()) {
            (Ok(commit), _) => commit,
            (Err(_), Some(damage)) => {
                return Ok(Checkup { damages: vec![damage.clone()], ..Checkup::default() });
            }
            (Err(cause), None) => return Err(unreadable(&segments.join(COMMIT_FILE), cause)),
        };
        let mut checkup = Checkup::default();
        for path in [folder.path().join(FORMAT_FILE), segments.join(COMMIT_FILE)] {
            checkup.files += 1;
            checkup.bytes += fs::metadata(&path).map_err(|cause| unreadable(&path, cause))?.len();
        }
        for (name, record) in &commit.manifest.0 {
            let path = segments.join(name);
            checkup.files += 1;
            checkup.bytes += record.len;
            let fault = fault_of(&path, record).map_err(|cause| unreadable(&path, cause))?;
            checkup.damages.extend(fault.map(|fault| Damage { path, fault }));
        }
        checkup.generation = CommitSummary::of_json(&commit.json).unwrap_or_default().generation;
        let last = CommitFile::read(&segments, &Health::default());
        if checkup.damages.is_empty() || last.is_ok_and(|last| last.json == commit.json) {
            return Ok(checkup);
        }
    }
}

/// What is wrong with a file, if anything.
fn fault_of(path: &Path, record: &FileRecord) -> io::Result<Option<Fault>> {
    let mut file = match File::open(path) {
        Ok(file) => file,
        Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Some(Fault::Missing)),
        Err(cause) => return Err(cause),
    };
    let found = file.metadata()?.len();
    if found != record.len {
        return Ok(Some(Fault::Length { found, written: record.len }));
    }
    let mut from = 0;
    let mut bytes = Vec::with_capacity(BLOCK);
    while from < record.len {
        bytes.clear();
        file.by_ref().take(BLOCK as u64).read_to_end(&mut bytes)?;
        let to = from + bytes.len() as u64;
        let block = usize::try_from(from).unwrap_or(usize::MAX) / BLOCK;
        if bytes.is_empty() || !record.check(block, &bytes) {
            return Ok(Some(Fault::Changed { from, to }));
        }
        from = to;
    }
    Ok(None)
}

fn unreadable(path: &Path, cause: io::Error) -> Error {
    let hint = "see to it that the files of the index can be read, then check again";
    Error::io("cannot read", path, cause).hint(hint)
}
