//! Which archives an ingest is about, and which index they go into.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::rules::Rules;
use crate::article::{decode_path, encode_path};
use crate::error::{Error, ErrorKind, Result};
use crate::index::{FOLDER_NAME, IndexFolder, Root};
use crate::read::Format;

/// An archive folder.
pub(super) struct Archive {
    /// What ids of its articles begin with, empty or with a closing `/`.
    pub(super) name: String,
    /// The folder, canonical.
    pub(super) root: PathBuf,
    pub(super) rules: Arc<Rules>,
}

/// The archives of a run and the index that they go into.
pub(super) struct Target {
    /// Those that are there.
    pub(super) archives: Vec<Archive>,
    /// Folders that the index covers but that are not there now.
    pub(super) missing: Vec<PathBuf>,
    /// The index folder, which may not be there yet.
    pub(super) index: PathBuf,
}

impl Target {
    /// Opens the archives at `paths`, and finds the index: inside the only
    /// archive if no other is given.
    ///
    /// # Errors
    /// If an archive is not there and never was, if ids of two archives could
    /// not be told apart, or if another version wrote the index.
    pub(super) fn open(paths: &[PathBuf], index: Option<&Path>) -> Result<Self> {
        let own = |path: &PathBuf| path.join(FOLDER_NAME);
        let place = match (index, paths) {
            (Some(index), _) => index.to_owned(),
            (None, [only]) => own(&canonical(only)),
            (None, _) => return Err(several_without_index()),
        };
        let place = canonical(&place);
        let is_inside = matches!(paths, [only] if canonical(&own(only)) == place);
        let mut target = Self { archives: Vec::new(), missing: Vec::new(), index: place };
        for path in paths {
            if is_inside || path.exists() {
                target.add(Archive::open(path, !is_inside)?);
            }
        }
        let known = known_roots(&target.index)?;
        for path in paths.iter().filter(|path| !is_inside && !path.exists()) {
            let absent = canonical(path);
            if !known.iter().any(|(_, root)| *root == absent) {
                Archive::open(path, true)?;
            }
            target.missing.push(absent);
        }
        target.check_names(&known)?;
        Ok(target)
    }

    /// Reads all files as of this format, if one is given.
    pub(super) fn read_as(&mut self, format: Option<&'static Format>) {
        for archive in &mut self.archives {
            if let Some(format) = format {
                Arc::make_mut(&mut archive.rules).read_as(format);
            }
        }
    }

    /// Adds an archive, unless it is there already.
    fn add(&mut self, archive: Archive) {
        if !self.archives.iter().any(|other| other.root == archive.root) {
            self.archives.push(archive);
        }
    }

    /// The archives that an index is to be made of again: those at `paths`,
    /// or if there are none, those that it records, or the folder around it.
    ///
    /// # Errors
    /// If one is not there, or if nothing is known of any.
    pub(super) fn again(paths: &[PathBuf], index: &Path) -> Result<Self> {
        let index = canonical(index);
        let mut target = Self { archives: Vec::new(), missing: Vec::new(), index };
        let recorded = IndexFolder::recorded_roots(&target.index);
        let mut paths: Vec<PathBuf> = paths.to_vec();
        if paths.is_empty() {
            paths = recorded.iter().map(|root| target.index.join(&root.path)).collect();
        }
        if paths.is_empty() && target.index.file_name().is_some_and(|name| name == FOLDER_NAME) {
            paths.extend(target.index.parent().map(Path::to_owned));
        }
        if paths.is_empty() {
            return Err(unknown_archives(&target.index));
        }
        for path in &paths {
            let root = canonical(path);
            let inside = root.join(FOLDER_NAME) == target.index;
            let has_no_name =
                |known: &Root| known.name.is_empty() && target.index.join(&known.path) == root;
            let named = !inside && !recorded.iter().any(has_no_name);
            target.add(Archive::open(path, named)?);
        }
        Ok(target)
    }

    /// The archives of an index, as it records them.
    ///
    /// # Errors
    /// If the rules of one cannot be read.
    pub(super) fn of(folder: &IndexFolder) -> Result<Self> {
        let index = canonical(folder.path());
        let mut target = Self { archives: Vec::new(), missing: Vec::new(), index };
        for root in folder.roots() {
            let path = folder.root_path(root);
            if path.is_dir() {
                target.archives.push(Archive::open(&path, !root.name.is_empty())?);
            } else {
                target.missing.push(path);
            }
        }
        Ok(target)
    }

    /// Ids of different archives must differ.
    fn check_names(&self, known: &[(Root, PathBuf)]) -> Result<()> {
        let mut taken: Vec<(&str, &Path)> =
            known.iter().map(|(root, path)| (root.name.as_str(), path.as_path())).collect();
        taken.retain(|(_, path)| path.exists());
        for archive in &self.archives {
            let own = (archive.name.as_str(), archive.root.as_path());
            if taken.iter().any(|other| other != &own && is_ambiguous(other.0, own.0)) {
                return Err(ambiguous(archive, &self.index));
            }
            taken.push(own);
        }
        Ok(())
    }

    /// The archives as the index records them.
    pub(super) fn roots(&self) -> Vec<Root> {
        let root = |archive: &Archive| Root {
            name: archive.name.clone(),
            path: if archive.name.is_empty() { "..".into() } else { archive.root.clone() },
        };
        self.archives.iter().map(root).collect()
    }

    /// The archive that a file of the catalogue belongs to.
    pub(super) fn archive_of(&self, file: &str) -> Option<&Archive> {
        self.archives.iter().find(|archive| file.starts_with(&archive.name))
    }
}

/// Whether the same id could come from archives of both names.
fn is_ambiguous(one: &str, other: &str) -> bool {
    one == other || one.is_empty() || other.is_empty()
}

fn ambiguous(archive: &Archive, index: &Path) -> Error {
    let doing = format!(
        "ids of its articles would be mixed up with those of another archive in the index `{}`:",
        index.display()
    );
    Error::new(ErrorKind::Usage, doing)
        .at(&archive.root)
        .hint("give another index with `--index DIR`, or rename the folder")
}

fn unknown_archives(index: &Path) -> Error {
    Error::new(ErrorKind::Usage, "it is not known which archives belong to the index")
        .at(index)
        .hint("name them: `morgue rebuild ARCHIVE… --index DIR`")
}

fn several_without_index() -> Error {
    Error::new(ErrorKind::Usage, "several archives need one index to go into")
        .hint("name it with `--index DIR`, or ingest them one by one")
}

/// The archives that an index covers, with their folders.
fn known_roots(index: &Path) -> Result<Vec<(Root, PathBuf)>> {
    match IndexFolder::open(index) {
        Ok(folder) => {
            let roots = folder.roots().iter();
            Ok(roots.map(|root| (root.clone(), canonical(&folder.root_path(root)))).collect())
        }
        Err(error) if error.kind() == ErrorKind::IndexMissing => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

/// The canonical path of a folder that may not be there yet.
fn canonical(path: &Path) -> PathBuf {
    let parent = || {
        let absolute = std::path::absolute(path).ok()?;
        Some(absolute.parent()?.canonicalize().ok()?.join(absolute.file_name()?))
    };
    path.canonicalize().ok().or_else(parent).unwrap_or_else(|| path.to_owned())
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
        let rules = Arc::new(Rules::read(&root)?);
        Ok(Self { name, root, rules })
    }

    /// Whether there is anything to look at.
    pub(super) fn has_files(&self) -> bool {
        let entries = walkdir::WalkDir::new(&self.root).into_iter();
        let is_wanted = |entry: &walkdir::DirEntry| {
            entry.depth() == 0 || !entry.file_name().as_encoded_bytes().starts_with(b".")
        };
        let is_file = |entry: walkdir::DirEntry| {
            let inside = entry.path().strip_prefix(&self.root).unwrap_or(entry.path());
            let folder = inside.parent().unwrap_or(inside);
            !entry.file_type().is_dir() && self.rules.admit(folder, entry.file_name()).is_some()
        };
        let mut entries = entries.filter_entry(is_wanted);
        entries.any(|entry| entry.map_or(true, is_file))
    }

    /// Whether the archive's rules leave a file of the catalogue out.
    pub(super) fn excludes(&self, file: &str) -> bool {
        let inside = decode_path(file.strip_prefix(&self.name).unwrap_or(file));
        self.rules.exclude(Path::new(&*String::from_utf8_lossy(&inside)))
    }
}
