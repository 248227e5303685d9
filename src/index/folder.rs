//! The folder of an index: where it is, what marks it, which format it has.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::FORMAT_VERSION;
use super::directory::COMMIT_FILE;
use super::disk::sync_folder;
use super::health::{Damage, Fault, Health};
use super::room::full;
use crate::analysis::ANALYZER_VERSION;
use crate::error::{Error, ErrorKind, Result};

/// Name of the index folder inside an archive.
pub const FOLDER_NAME: &str = ".morgue";
pub(super) const FORMAT_FILE: &str = "morgue.json";
/// What names of folders with segments begin with.
pub(super) const SEGMENTS: &str = "segments";

/// What `morgue.json` in an index folder says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct FormatFile {
    format: String,
    analyzer: String,
    /// The folders that are indexed. One alone has no name in ids.
    roots: Vec<Root>,
    /// The folder of the segments in use; another one is being made, or was left behind.
    segments: String,
    /// A checksum of the rest.
    check: String,
}

/// What the format file of any version says.
#[derive(Deserialize)]
struct Version {
    format: String,
    analyzer: String,
}

impl FormatFile {
    fn new(roots: Vec<Root>, segments: String) -> Self {
        let format = format!("morgue.index/{FORMAT_VERSION}");
        let (analyzer, check) = (ANALYZER_VERSION.into(), String::new());
        let file = Self { format, analyzer, roots, segments, check };
        Self { check: file.checksum(), ..file }
    }

    fn checksum(&self) -> String {
        let rest = serde_json::to_vec(&(&self.format, &self.analyzer, &self.roots, &self.segments));
        format!("{:016x}", xxh3_64(&rest.unwrap_or_default()))
    }
}

fn first_segments() -> String {
    SEGMENTS.to_owned()
}

/// An archive folder that an index covers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Root {
    /// What ids of its articles begin with; empty for the only root of an index inside it.
    pub name: String,
    /// The folder; relative to the index folder if that lies inside it.
    pub path: PathBuf,
}

/// An index folder of the format that this program reads and writes.
#[derive(Debug, Clone)]
pub struct IndexFolder {
    pub(super) path: PathBuf,
    pub(super) roots: Vec<Root>,
    pub(super) segments: String,
    pub(super) is_trusted: bool,
    pub(super) health: Health,
}

impl IndexFolder {
    /// Opens the index folder at `path`.
    ///
    /// # Errors
    /// If there is none, or one that another version wrote, or if it is damaged.
    pub fn open(path: &Path) -> Result<Self> {
        Self::look(path)?.map_err(|damage| damage_error(path, &damage))
    }

    /// The same, damage told apart from what keeps from looking.
    pub(super) fn look(path: &Path) -> Result<Result<Self, Damage>> {
        let file = path.join(FORMAT_FILE);
        let damaged = |fault| Ok(Err(Damage { path: file.clone(), fault }));
        let json = match fs::read(&file) {
            Ok(json) => json,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                let has_commit = path.join(SEGMENTS).join(COMMIT_FILE).exists();
                return if has_commit { damaged(Fault::Missing) } else { Err(missing(path)) };
            }
            Err(cause) => {
                let hint = "make it a folder that can be read, or name another with `--index DIR`";
                return Err(Error::io("cannot read the index folder", path, cause).hint(hint));
            }
        };
        let Ok(version) = serde_json::from_slice::<Version>(&json) else {
            return damaged(Fault::Unsealed);
        };
        check_version(path, &version)?;
        let Ok(format) = serde_json::from_slice::<FormatFile>(&json) else {
            return damaged(Fault::Unsealed);
        };
        if format.check != format.checksum() || format.segments.contains(['/', '\\']) {
            return damaged(Fault::Unsealed);
        }
        Ok(Ok(Self { segments: format.segments, ..Self::new(path, format.roots) }))
    }

    pub(super) fn new(path: &Path, roots: Vec<Root>) -> Self {
        let (path, segments) = (path.to_owned(), first_segments());
        Self { path, roots, segments, is_trusted: false, health: Health::default() }
    }

    /// What the index at `path` records of the archives that it covers,
    /// whatever version wrote it; nothing if that cannot be read.
    #[must_use]
    pub fn recorded_roots(path: &Path) -> Vec<Root> {
        #[derive(Deserialize)]
        struct Recorded {
            roots: Vec<Root>,
        }
        let json = fs::read(path.join(FORMAT_FILE)).unwrap_or_default();
        serde_json::from_slice::<Recorded>(&json).map(|file| file.roots).unwrap_or_default()
    }

    /// The same folder, whose files are taken to hold what was written: only
    /// their lengths are checked.
    #[must_use]
    pub fn trusted(mut self) -> Self {
        self.is_trusted = true;
        self
    }

    /// Makes the folder of an index, with the marks that tell backups and
    /// version control to pass it over. It becomes an index by
    /// [`Self::open_or_create`].
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn make(path: &Path) -> Result<()> {
        fs::create_dir_all(path.join(SEGMENTS)).map_err(|cause| unwritable(path, cause))?;
        let marks = [
            (".gitignore", "*\n"),
            ("CACHEDIR.TAG", "Signature: 8a477f597d28d172789f06886806bc55\n"),
        ];
        for (name, content) in marks {
            fs::write(path.join(name), content).map_err(|cause| unwritable(path, cause))?;
        }
        Ok(())
    }

    /// Opens the index in a folder that is there, or makes an empty one; it
    /// covers these roots then, beside those that it covered already. A root
    /// of a known name at a new path has moved. To be called under the lock.
    ///
    /// # Errors
    /// If it cannot be written, or if another version wrote it.
    pub fn open_or_create(path: &Path, roots: Vec<Root>) -> Result<Self> {
        match Self::open(path) {
            Ok(folder) => {
                folder.remove_other_segments()?;
                folder.with_roots(roots)
            }
            Err(error) if error.kind() == ErrorKind::IndexMissing => {
                let folder = Self::new(path, roots);
                folder.write_format()?;
                Ok(folder)
            }
            Err(error) => Err(error),
        }
    }

    fn with_roots(mut self, roots: Vec<Root>) -> Result<Self> {
        let before = self.roots.clone();
        for root in roots {
            match self.roots.iter_mut().find(|known| known.name == root.name) {
                Some(known) => *known = root,
                None => self.roots.push(root),
            }
        }
        if self.roots != before {
            self.write_format()?;
        }
        Ok(self)
    }

    /// Replaces the format file as a whole, so that it is never read half-written.
    pub(super) fn write_format(&self) -> Result<()> {
        let format = FormatFile::new(self.roots.clone(), self.segments.clone());
        let json = serde_json::to_string_pretty(&format).unwrap_or_default();
        let temporary = self.path.join(format!("{FORMAT_FILE}.tmp"));
        let write = || {
            fs::write(&temporary, json)?;
            fs::File::open(&temporary)?.sync_all()?;
            fs::rename(&temporary, self.path.join(FORMAT_FILE))?;
            sync_folder(&self.path)
        };
        write().map_err(|cause| unwritable(&self.path, cause))
    }

    /// The folder itself.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The archive folders that it covers.
    #[must_use]
    pub fn roots(&self) -> &[Root] {
        &self.roots
    }

    /// The folder with the files of the segments.
    #[must_use]
    pub fn segments(&self) -> PathBuf {
        self.path.join(&self.segments)
    }

    /// The archive folder of a root.
    #[must_use]
    pub fn root_path(&self, root: &Root) -> PathBuf {
        self.path.join(&root.path)
    }
}

fn check_version(path: &Path, version: &Version) -> Result<()> {
    let expected = format!("morgue.index/{FORMAT_VERSION}");
    if version.format == expected && version.analyzer == ANALYZER_VERSION {
        return Ok(());
    }
    let found = format!("{} with analysis {}", version.format, version.analyzer);
    let doing = format!(
        "cannot use an index of {found}; this program reads {expected} with analysis {ANALYZER_VERSION}:"
    );
    Err(Error::new(ErrorKind::IndexFormat, doing).at(path).hint(format!(
        "use the program that wrote it, or build it again with `morgue rebuild --index {}`",
        path.display()
    )))
}

fn missing(path: &Path) -> Error {
    Error::new(ErrorKind::IndexMissing, "there is no index in")
        .at(path)
        .hint("run `morgue ingest ARCHIVE` first, or `morgue search --archive ARCHIVE QUERY`")
}

/// The error that says which file of the index at `index` is damaged, and
/// what to do.
pub(super) fn damage_error(index: &Path, damage: &Damage) -> Error {
    Error::new(ErrorKind::IndexDamaged, "index damaged:")
        .at(&damage.path)
        .because(damage.fault.to_string())
        .hint(format!(
            "build it again with `morgue rebuild --index {}`; the archive itself is untouched",
            index.display()
        ))
}

pub(super) fn unwritable(path: &Path, cause: std::io::Error) -> Error {
    use std::io::ErrorKind::{QuotaExceeded, StorageFull};
    if matches!(cause.kind(), StorageFull | QuotaExceeded) {
        return full(path);
    }
    let hint = "give a folder that can be written with `--index DIR`";
    Error::io("cannot write the index folder", path, cause).hint(hint)
}

/// The nearest index folder in `start` or above it.
///
/// # Errors
/// If there is none.
pub fn find_index(start: &Path) -> Result<PathBuf> {
    let found = start.ancestors().map(|folder| folder.join(FOLDER_NAME)).find(|path| path.is_dir());
    found.ok_or_else(|| {
        Error::new(
            ErrorKind::IndexMissing,
            "there is no index (`.morgue`) here or above, looking from",
        )
        .at(start)
        .hint(beside(start))
    })
}

/// The index folder that is meant by a path: the index of an archive, if the
/// path is that of the archive.
#[must_use]
pub fn index_at(path: &Path) -> PathBuf {
    let inside = path.join(FOLDER_NAME);
    let is_archive = !path.join(FORMAT_FILE).exists() && inside.join(FORMAT_FILE).exists();
    if is_archive { inside } else { path.to_owned() }
}

/// The way out where there is no index: one of a folder in this one, or a new one.
fn beside(start: &Path) -> String {
    let folders = fs::read_dir(start).into_iter().flatten().flatten();
    let mut archives: Vec<String> = folders
        .filter(|entry| entry.path().join(FOLDER_NAME).join(FORMAT_FILE).exists())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .collect();
    archives.sort_unstable();
    match archives.first() {
        Some(archive) => format!("`{archive}` has one: add `--index {archive}`, or go there"),
        None => "run `morgue ingest ARCHIVE` first, or name one with `--index DIR` or MORGUE_INDEX"
            .to_owned(),
    }
}
