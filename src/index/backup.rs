//! Copies of an index: taken while others search and write it, compared with
//! what was written, and put back.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use super::checkup::check;
use super::directory::COMMIT_FILE;
use super::disk::sync_folder;
use super::folder::{FORMAT_FILE, IndexFolder, Root, damage_error, unwritable};
use super::lock::IndexLock;
use super::manifest::BLOCK;
use super::snapshot::CommitFile;
use crate::error::{Error, ErrorKind, Result};

/// What was copied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// Number of the commit.
    pub generation: u64,
    /// Files of the copy.
    pub files: u64,
    /// Their bytes.
    pub bytes: u64,
}

/// Copies the last commit of an index into the folder `to`, which must not
/// be there yet or be empty. The copy is an index that can be searched, and
/// was read back and found whole; if that fails, nothing of it stays.
///
/// # Errors
/// If the index is damaged, if `to` cannot be written or holds something.
pub fn snapshot(from: &IndexFolder, to: &Path) -> Result<Copied> {
    if fs::read_dir(to).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(Error::new(
            ErrorKind::Usage,
            "a snapshot needs a new folder; there is something in",
        )
        .at(to)
        .hint("name one that is not there yet"));
    }
    let copied = copy_whole(from, to);
    if copied.is_err() {
        // What cannot be removed is said to be in the way by the next try.
        fs::remove_dir_all(to).unwrap_or_default();
    }
    copied
}

fn copy_whole(from: &IndexFolder, to: &Path) -> Result<Copied> {
    IndexFolder::make(to)?;
    let absolute = |root: &Root| {
        let path = from.root_path(root);
        Root { name: root.name.clone(), path: path.canonicalize().unwrap_or(path) }
    };
    let folder = IndexFolder::new(to, from.roots().iter().map(absolute).collect());
    copy_commit(from, &folder)?;
    folder.write_format()?;
    verified(to)
}

/// Puts the snapshot in the folder `from` where an index is to be, or
/// was. An index that is there is replaced only if `replace` says so, and not
/// before the new one is whole.
///
/// # Errors
/// If the snapshot is damaged, if there is an index already, if another
/// process writes it, or if the folder cannot be written.
pub fn restore(from: &Path, to: &Path, replace: bool, wait: Duration) -> Result<Copied> {
    verified(from)?;
    let snapshot = IndexFolder::open(from)?;
    if to.join(FORMAT_FILE).exists() && !replace {
        return Err(Error::new(ErrorKind::Usage, "there is an index already in")
            .at(to)
            .hint("give `--replace` to put the snapshot in its place"));
    }
    IndexFolder::make(to)?;
    let lock = IndexLock::take(to, wait, &|| false)?;
    let around = to.canonicalize().ok().and_then(|path| path.parent().map(Path::to_owned));
    let placed = |root: &Root| {
        let is_inside = root.name.is_empty() && around.as_deref() == Some(root.path.as_path());
        let path = if is_inside { PathBuf::from("..") } else { root.path.clone() };
        Root { name: root.name.clone(), path }
    };
    let roots = snapshot.roots().iter().map(placed).collect();
    let folder = IndexFolder::beside(to, roots, &lock)?;
    copy_commit(&snapshot, &folder)?;
    folder.adopt(&lock)?;
    verified(to)
}

/// What a check of an index finds, if it is whole.
fn verified(path: &Path) -> Result<Copied> {
    let checkup = check(path, false)?;
    match checkup.damages.first() {
        Some(damage) => Err(damage_error(path, damage)),
        None => Ok(Copied {
            generation: checkup.generation,
            files: checkup.files,
            bytes: checkup.bytes,
        }),
    }
}

/// Copies the files of the last commit, and then the commit file.
fn copy_commit(from: &IndexFolder, to: &IndexFolder) -> Result<()> {
    let (segments, target) = (from.segments(), to.segments());
    from.require_commits()?;
    let failed = |cause: io::Error| from.damaged(cause.into());
    let (commit, files) = open_commit(from).map_err(failed)?;
    let write = |name: &str, source: &mut dyn Read| -> io::Result<()> {
        let mut file = File::create_new(target.join(name))?;
        let mut buffer = vec![0; BLOCK];
        loop {
            match source.read(&mut buffer)? {
                0 => return file.sync_all(),
                read => file.write_all(buffer.get(..read).unwrap_or_default())?,
            }
        }
    };
    let written = |name: &str, outcome: io::Result<()>| {
        outcome.map_err(|cause| match cause.kind() {
            io::ErrorKind::StorageFull => Error::new(ErrorKind::DiskFull, "the disk is full:")
                .at(to.path())
                .hint("free some space, or name a folder on another disk"),
            _ => Error::io("cannot copy", &segments.join(name), cause)
                .hint("look after the disk and run the same command again"),
        })
    };
    for (name, mut file) in files {
        written(&name, write(&name, &mut file))?;
    }
    let sealed = commit.manifest.seal(&commit.json);
    written(COMMIT_FILE, write(COMMIT_FILE, &mut sealed.as_slice()))?;
    sync_folder(&target).map_err(|cause| unwritable(to.path(), cause))
}

/// A commit and its files, open: a writer that replaces it meanwhile may
/// remove their names but not what they hold.
fn open_commit(folder: &IndexFolder) -> io::Result<(CommitFile, Vec<(String, File)>)> {
    let segments = folder.segments();
    loop {
        let commit = CommitFile::read(&segments, &folder.health)?;
        let open = |name: &String| Ok((name.clone(), File::open(segments.join(name))?));
        let files: io::Result<Vec<_>> = commit.manifest.0.keys().map(open).collect();
        match files {
            Ok(files) => return Ok((commit, files)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => {
                let last = CommitFile::read(&segments, &folder.health)?;
                if last.json == commit.json {
                    return Err(cause);
                }
            }
            Err(cause) => return Err(cause),
        }
    }
}
