//! Which files an archive holds.

use std::fs::Metadata;
use std::path::{Path, PathBuf};

use walkdir::{DirEntry, WalkDir};

use super::fingerprint;
use super::rules::{FileRule, Rules};
use crate::article::encode_path;
use crate::error::{Error, ErrorKind, Result, Skip, SkipReason};
use crate::index::Fingerprint;

/// An archive folder.
pub(super) struct Archive {
    /// What ids of its articles begin with, empty or with a closing `/`.
    pub(super) name: String,
    /// The folder, canonical.
    pub(super) root: PathBuf,
    rules: Rules,
}

/// A file of an archive that may hold articles.
#[derive(Debug, Clone)]
pub(super) struct FileEntry {
    /// Path by which the catalogue knows it, encoded, with the archive's name.
    pub(super) file: String,
    /// Path on disk.
    pub(super) path: PathBuf,
    /// How it looks.
    pub(super) fingerprint: Fingerprint,
    /// What the archive's rules say about it.
    pub(super) rule: FileRule,
}

/// What a walk found.
#[derive(Default)]
pub(super) struct Walked {
    /// Regular files, by path.
    pub(super) files: Vec<FileEntry>,
    /// What is there but cannot be read.
    pub(super) skipped: Vec<(String, Skip)>,
    /// Folders whose content is unknown.
    pub(super) unreadable_folders: Vec<String>,
    names: Vec<String>,
}

impl Walked {
    /// Whether nothing at all was found.
    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty() && self.skipped.is_empty()
    }

    /// The files that are there, readable or not.
    pub(super) fn present(&self) -> impl Iterator<Item = &str> {
        let files = self.files.iter().map(|entry| entry.file.as_str());
        files.chain(self.skipped.iter().map(|(file, _)| file.as_str()))
    }

    /// Whether a file of the catalogue belongs to the archives walked.
    pub(super) fn covers(&self, file: &str) -> bool {
        self.names.iter().any(|name| file.starts_with(name.as_str()))
    }
}

impl Archive {
    /// Opens an archive folder; `named` if ids begin with its name.
    pub(super) fn open(path: &Path, named: bool) -> Result<Self> {
        let root = path.canonicalize().map_err(|cause| {
            Error::new(ErrorKind::ArchiveMissing, "cannot open the archive folder")
                .at(path)
                .because(cause)
                .hint("give the folder that holds the news files")
        })?;
        if !root.is_dir() {
            return Err(Error::new(
                ErrorKind::ArchiveMissing,
                "an archive is a folder, not a file:",
            )
            .at(path)
            .hint("give the folder that holds it, or use `morgue extract` on a single file"));
        }
        std::fs::read_dir(&root).map_err(|cause| {
            Error::io("cannot list the archive folder", path, cause)
                .hint("ask its owner for permission to read it")
        })?;
        let folder = root.file_name().map(|name| encode_path(name.as_encoded_bytes()));
        let name = folder.filter(|_| named).map(|name| name + "/").unwrap_or_default();
        let rules = Rules::read(&root)?;
        Ok(Self { name, root, rules })
    }

    fn file_name(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        format!("{}{}", self.name, encode_path(inside.as_os_str().as_encoded_bytes()))
    }
}

/// Walks the archives, in the order of names; the index folder is passed over.
pub(super) fn walk(archives: &[Archive], index: &Path) -> Walked {
    let mut walked = Walked::default();
    let index = index.canonicalize().unwrap_or_else(|_| index.to_owned());
    for archive in archives {
        walked.names.push(archive.name.clone());
        let entries = WalkDir::new(&archive.root).sort_by_file_name().into_iter();
        let wanted =
            |entry: &DirEntry| entry.depth() == 0 || (!is_hidden(entry) && entry.path() != index);
        for entry in entries.filter_entry(wanted) {
            match entry {
                Ok(entry) => see(archive, &entry, &mut walked),
                Err(cause) => unreadable(archive, &cause, &mut walked),
            }
        }
    }
    walked.files.sort_by(|a, b| a.file.cmp(&b.file));
    walked
}

/// A file by itself, known by its path as given.
pub(super) fn single(path: &Path) -> Walked {
    let file = encode_path(path.as_os_str().as_encoded_bytes());
    let mut walked = Walked::default();
    match std::fs::metadata(path) {
        Ok(metadata) => {
            walked.files.push(regular(file, path, &metadata, FileRule::default()));
        }
        Err(cause) => {
            walked.skipped.push((file, Skip::new(SkipReason::Unreadable, cause.to_string())));
        }
    }
    walked
}

fn see(archive: &Archive, entry: &DirEntry, walked: &mut Walked) {
    if entry.file_type().is_dir() || entry.file_name() == "morgue.toml" {
        return;
    }
    let inside = entry.path().strip_prefix(&archive.root).unwrap_or(entry.path());
    if archive.rules.exclude(inside) {
        return;
    }
    let file = archive.file_name(entry.path());
    match entry.metadata() {
        Ok(metadata) if metadata.is_file() => {
            let rule = archive.rules.of(inside);
            walked.files.push(regular(file, entry.path(), &metadata, rule));
        }
        Ok(metadata) if metadata.file_type().is_symlink() => {
            let skip = Skip::new(SkipReason::NotAFile, "a symbolic link; links are not followed");
            walked.skipped.push((file, skip));
        }
        Ok(_) => {
            walked.skipped.push((file, Skip::new(SkipReason::NotAFile, "not a regular file")));
        }
        Err(cause) => unreadable(archive, &cause, walked),
    }
}

fn regular(file: String, path: &Path, metadata: &Metadata, rule: FileRule) -> FileEntry {
    let fingerprint = Fingerprint { reader: rule.version(), ..fingerprint(metadata) };
    FileEntry { file, path: path.to_owned(), fingerprint, rule }
}

fn unreadable(archive: &Archive, cause: &walkdir::Error, walked: &mut Walked) {
    let file = archive.file_name(cause.path().unwrap_or(&archive.root));
    walked.unreadable_folders.push(file.clone());
    let message = cause.io_error().map_or_else(|| cause.to_string(), ToString::to_string);
    walked.skipped.push((file, Skip::new(SkipReason::Unreadable, message)));
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}
