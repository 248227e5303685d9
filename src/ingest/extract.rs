//! Splitting files without indexing them.

use std::path::Path;

use super::archive::Archive;
use super::comparison::{Comparison, State};
use super::fingerprint;
use super::pipeline::extract_file;
use super::rules::FileRule;
use super::walk::{FileEntry, Walk};
use crate::article::{Article, encode_path};
use crate::error::{Result, Skip, SkipReason};
use crate::index::{Catalogue, FOLDER_NAME, Fingerprint};

/// What a file gave.
type Extracted = (String, std::result::Result<Article, Skip>);

/// Splits a file, or the files of a folder in the order of their paths,
/// without indexing them.
///
/// # Errors
/// If `path` is a folder that cannot be listed.
pub fn extract(path: &Path) -> Result<impl Iterator<Item = Extracted> + use<>> {
    let (unreadable, files) = if path.is_dir() { folder(path)? } else { single(path) };
    let unreadable = unreadable.into_iter().map(|(file, message)| {
        let skip = Skip::new(SkipReason::Unreadable, message);
        (file, Err(skip))
    });
    let read = files.into_iter().map(|mut entry| {
        let article = match entry.skip.take() {
            Some(skip) => Err(skip),
            None => extract_file(&entry),
        };
        (entry.file, article)
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
fn single(path: &Path) -> Found {
    let file = encode_path(path.as_os_str().as_encoded_bytes());
    match std::fs::metadata(path) {
        Ok(metadata) => {
            let rule = FileRule::default();
            let fingerprint = Fingerprint { reader: rule.version(), ..fingerprint(&metadata) };
            let path = path.to_owned();
            let state = State::New;
            (Vec::new(), vec![FileEntry { file, path, fingerprint, rule, state, skip: None }])
        }
        Err(cause) => (vec![(file, cause.to_string())], Vec::new()),
    }
}
