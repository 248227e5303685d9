//! Which files an archive holds.

use std::fs::Metadata;
use std::path::{Path, PathBuf};

use globset::{Glob, GlobSet, GlobSetBuilder};
use serde::Deserialize;
use walkdir::{DirEntry, WalkDir};

use super::fingerprint;
use crate::article::encode_path;
use crate::error::{Error, ErrorKind, Result, Skip, SkipReason};
use crate::index::Fingerprint;

/// An archive folder.
pub(super) struct Archive {
    /// What ids of its articles begin with, empty or with a closing `/`.
    pub(super) name: String,
    /// The folder, canonical.
    pub(super) root: PathBuf,
    exclusions: Exclusions,
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
        let exclusions = Exclusions::read(&root)?;
        Ok(Self { name, root, exclusions })
    }

    fn file_name(&self, path: &Path) -> String {
        let inside = path.strip_prefix(&self.root).unwrap_or(path);
        format!("{}{}", self.name, encode_path(inside.as_os_str().as_encoded_bytes()))
    }
}

/// The globs that an archive's `morgue.toml` leaves out.
#[derive(Debug, Clone, Default)]
pub struct Exclusions(GlobSet);

#[derive(Deserialize, Default)]
struct ArchiveFile {
    #[serde(default)]
    exclude: Vec<String>,
}

impl Exclusions {
    /// Reads `morgue.toml` in an archive's root, if there is one.
    ///
    /// # Errors
    /// If it is not TOML, or a glob in it is none.
    pub fn read(root: &Path) -> Result<Self> {
        let path = root.join("morgue.toml");
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(cause) => return Err(Error::io("cannot read", &path, cause)),
        };
        let invalid = |cause: String| {
            Error::new(ErrorKind::Config, "cannot use")
                .at(&path)
                .because(cause)
                .hint("correct that line")
        };
        let file: ArchiveFile =
            toml::from_str(&text).map_err(|cause| invalid(cause.to_string()))?;
        let mut globs = GlobSetBuilder::new();
        for glob in &file.exclude {
            globs.add(Glob::new(glob).map_err(|cause| invalid(cause.to_string()))?);
        }
        Ok(Self(globs.build().map_err(|cause| invalid(cause.to_string()))?))
    }

    /// Whether a path, relative to the root, is left out.
    #[must_use]
    pub fn cover(&self, path: &Path) -> bool {
        self.0.is_match(path)
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
        Ok(metadata) => walked.files.push(regular(file, path, &metadata)),
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
    if archive.exclusions.cover(inside) {
        return;
    }
    let file = archive.file_name(entry.path());
    match entry.metadata() {
        Ok(metadata) if metadata.is_file() => {
            walked.files.push(regular(file, entry.path(), &metadata));
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

fn regular(file: String, path: &Path, metadata: &Metadata) -> FileEntry {
    FileEntry { file, path: path.to_owned(), fingerprint: fingerprint(metadata) }
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
