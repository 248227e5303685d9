//! Splitting files without indexing them.

use std::path::Path;

use super::archive::Archive;
use super::comparison::{Comparison, State};
use super::fingerprint;
use super::pipeline::{Records, explain_file, extract_file};
use super::rules::Rules;
use super::walk::{FileEntry, Walk};
use crate::article::{Article, Locator, encode_path};
use crate::error::{Result, Skip, SkipReason};
use crate::index::{Catalogue, FOLDER_NAME, Fingerprint};
use crate::split::Candidate;

/// An article and why it is as it is.
#[derive(Debug, Clone)]
pub struct Explained {
    /// The article.
    pub article: Article,
    /// What spoke of its fields.
    pub candidates: Vec<Candidate>,
    /// The rule of `morgue.toml` that holds for its file, as written.
    pub rule: Option<String>,
}

/// What a file gave.
type Outcome<T> = (String, std::result::Result<T, Skip>);

/// Splits a file, or the files of a folder in the order of their paths,
/// without indexing them.
///
/// # Errors
/// If `path` is a folder that cannot be listed, or if `morgue.toml` in it, or
/// above a file, cannot be used.
pub fn extract(path: &Path) -> Result<impl Iterator<Item = Outcome<Article>> + use<>> {
    each(path, extract_file)
}

/// Splits files as [`extract`] does and tells why they came out so.
///
/// # Errors
/// As [`extract`].
pub fn explain(path: &Path) -> Result<impl Iterator<Item = Outcome<Explained>> + use<>> {
    each(path, explain_file)
}

fn each<T>(
    path: &Path,
    read: fn(&FileEntry) -> Records<T>,
) -> Result<impl Iterator<Item = Outcome<T>> + use<T>> {
    let (unreadable, files) = if path.is_dir() { folder(path)? } else { single(path)? };
    let unreadable = unreadable.into_iter().map(|(file, message)| {
        let skip = Skip::new(SkipReason::Unreadable, message);
        (file, Err(skip))
    });
    let read = files.into_iter().flat_map(move |mut entry| {
        let records = match entry.skip.take() {
            Some(skip) => vec![Err((None, skip))],
            None => read(&entry),
        };
        let named = move |record| match record {
            Ok(article) => (entry.file.clone(), Ok(article)),
            Err((record, skip)) => {
                (Locator { record, ..Locator::file(&entry.file) }.id(), Err(skip))
            }
        };
        records.into_iter().map(named)
    });
    Ok(unreadable.chain(read))
}

/// What cannot be listed or looked at, and the files.
type Found = (Vec<(String, String)>, Vec<FileEntry>);

fn folder(path: &Path) -> Result<Found> {
    let archive = Archive::open(path, false)?;
    let catalogue = Catalogue::default();
    let walk = Walk {
        index: &archive.root.join(FOLDER_NAME),
        archives: &[archive],
        comparison: &Comparison::with(&catalogue, true),
        threads: 1,
        is_stopped: &|| false,
    };
    let walked = walk.run();
    Ok((walked.unreadable, walked.changed))
}

/// A file by itself, known by its path as given.
fn single(path: &Path) -> Result<Found> {
    let file = encode_path(path.as_os_str().as_encoded_bytes());
    Ok(match std::fs::metadata(path) {
        Ok(metadata) => {
            let rule = Rules::for_file(path)?;
            let fingerprint = Fingerprint { reader: rule.version(), ..fingerprint(&metadata) };
            let path = path.to_owned();
            let state = State::New;
            (Vec::new(), vec![FileEntry { file, path, fingerprint, rule, state, skip: None }])
        }
        Err(cause) => (vec![(file, cause.to_string())], Vec::new()),
    })
}
