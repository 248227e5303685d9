//! Which files an archive holds, found on several threads.

use std::collections::HashMap;
use std::ffi::{OsStr, OsString};
use std::fs::{DirEntry, File, Metadata, read_dir};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, PoisonError};

use super::archive::Archive;
use super::comparison::{Comparison, State};
use super::file_entry::{FileEntry, Obstacle};
use super::file_list::FileList;
use super::file_rule::FileRule;
use super::fingerprint;
use super::neighbours::{Choice, Neighbours, Surroundings, may_speak};
use super::sidecar::{self, Sidecar};
use crate::article::encode_path;
use crate::error::{Skip, SkipReason};
use crate::index::Fingerprint;

/// What a walk found.
#[derive(Default)]
pub(super) struct Walked {
    /// Files that are not as the catalogue knows them, by path.
    pub(super) changed: FileList,
    /// How those look that are new to a catalogue which knows others.
    pub(super) new: Vec<Fingerprint>,
    /// All files seen, changed or not.
    pub(super) files: u64,
    /// Folders whose content is unknown, with the reason.
    pub(super) unreadable: Vec<(String, String)>,
    /// Whether one of the archives holds nothing at all.
    pub(super) is_root_empty: bool,
}

/// A folder to be listed.
struct Folder {
    archive: usize,
    path: Arc<Path>,
    /// Its path below the root of the archive.
    inside: PathBuf,
    /// Its path as ids begin with it, empty or with a closing `/`.
    prefix: String,
}

/// Walks archives and keeps what a comparison says is not as it was.
pub(super) struct Walk<'a> {
    pub(super) archives: &'a [Archive],
    /// The index folder, which is passed over.
    pub(super) index: &'a Path,
    pub(super) comparison: &'a Comparison<'a>,
    pub(super) threads: usize,
    /// Asked now and then whether to go on.
    pub(super) is_stopped: &'a (dyn Fn() -> bool + Sync),
}

impl Walk<'_> {
    /// Walks all folders.
    pub(super) fn run(&self) -> Walked {
        let folders = self.archives.iter().zip(0..).map(|(archive, number)| Folder {
            archive: number,
            path: archive.root.as_path().into(),
            inside: PathBuf::new(),
            prefix: archive.name.clone(),
        });
        let queue = Queue::of(folders.collect());
        let found = Mutex::new(Vec::new());
        std::thread::scope(|scope| {
            for _ in 0..self.threads.max(1) {
                scope.spawn(|| {
                    let finder = self.work(&queue);
                    found.lock().unwrap_or_else(PoisonError::into_inner).push(finder);
                });
            }
        });
        let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
        joined(found, self.archives.len())
    }

    fn work(&self, queue: &Queue) -> Finder {
        let mut finder = Finder { files: vec![0; self.archives.len()], ..Finder::default() };
        while let Some(folder) = queue.next() {
            let inner =
                if (self.is_stopped)() { Vec::new() } else { self.list(&folder, &mut finder) };
            queue.listed(inner);
        }
        finder
    }

    /// Lists one folder; returns those inside.
    fn list(&self, folder: &Folder, finder: &mut Finder) -> Vec<Folder> {
        let mut inner = Vec::new();
        let entries = match read_dir(&folder.path) {
            Ok(entries) => entries,
            Err(cause) => {
                finder.unreadable(folder, &cause);
                return inner;
            }
        };
        for entry in entries {
            let seen = entry.and_then(|entry| self.see(folder, &entry, finder));
            match seen {
                Ok(found) => inner.extend(found),
                Err(cause) => finder.unreadable(folder, &cause),
            }
        }
        self.sidecars(folder, finder);
        self.settle(folder, finder);
        inner
    }

    /// Ends a folder: only now is it known who speaks for it.
    fn settle(&self, folder: &Folder, finder: &mut Finder) {
        let choice = std::mem::take(&mut finder.choice);
        let mut entries = std::mem::take(&mut finder.listed);
        let digest = choice.digest();
        entries.retain(|(entry, reader)| {
            !reader.is_some_and(|reader| entry.rule.is_current_beside(reader, digest))
        });
        let Some(archive) = self.archives.get(folder.archive).filter(|_| !entries.is_empty())
        else {
            return;
        };
        let surroundings = Surroundings {
            folder: Arc::clone(&folder.path),
            inside: folder.inside.clone(),
            rules: Arc::clone(&archive.rules),
        };
        let neighbours = Neighbours::of(surroundings, digest);
        let with_neighbours =
            |(entry, _)| FileEntry { neighbours: Arc::clone(&neighbours), ..entry };
        let mut entries: Vec<FileEntry> = entries.into_iter().map(with_neighbours).collect();
        entries.sort_unstable_by(|a, b| a.file.cmp(&b.file));
        finder.changed.add(&entries);
    }

    /// Looks at an entry of a folder; returns it if it is a folder to be listed.
    fn see(
        &self,
        folder: &Folder,
        entry: &DirEntry,
        finder: &mut Finder,
    ) -> io::Result<Option<Folder>> {
        let name = entry.file_name();
        if name.as_encoded_bytes().starts_with(b".") {
            return Ok(None);
        }
        if !entry.file_type()?.is_dir() {
            self.see_file(folder, entry, &name, finder)?;
            return Ok(None);
        }
        let path = entry.path();
        Ok((path != self.index).then(|| Folder {
            archive: folder.archive,
            path: path.into(),
            inside: folder.inside.join(&name),
            prefix: finder.encoded(folder, &name).to_owned() + "/",
        }))
    }

    fn see_file(
        &self,
        folder: &Folder,
        entry: &DirEntry,
        name: &OsStr,
        finder: &mut Finder,
    ) -> io::Result<()> {
        let Some(archive) = self.archives.get(folder.archive) else { return Ok(()) };
        let Some(rule) = archive.rules.admit(&folder.inside, name) else { return Ok(()) };
        let metadata = entry.metadata()?;
        if sidecar::base(name).is_some() && metadata.is_file() {
            finder.sidecars.push((entry.path(), fingerprint(&metadata)));
            return Ok(());
        }
        if let Some(files) = finder.files.get_mut(folder.archive) {
            *files += 1;
        }
        let seen = Seen::of(name, &entry.path(), &metadata, rule);
        if seen.skip.is_none() && may_speak(name, seen.looks) {
            finder.choice.consider(name, seen.looks, &seen.rule);
        }
        self.compare(folder, seen, finder);
        Ok(())
    }

    /// Compares a file with what is known of it.
    fn compare(&self, folder: &Folder, seen: Seen, finder: &mut Finder) {
        let Seen { name, looks, rule, skip, is_doubtful } = seen;
        let obstacle = skip.map(|skip| Box::new(Obstacle { skip, looks }));
        let reason = obstacle.as_ref().map(|obstacle| obstacle.skip.reason);
        let is_doubtful = is_doubtful || reason == Some(SkipReason::Unreadable);
        let file: Box<str> = finder.encoded(folder, &name).into();
        if let Some((state, reader)) = self.comparison.judge(&file, looks, &rule, is_doubtful) {
            let is_new = state == State::New && self.comparison.knows_files();
            finder.new.extend(is_new.then_some(looks));
            let entry = FileEntry {
                file,
                folder: Arc::clone(&folder.path),
                size: looks.size,
                rule,
                state,
                obstacle,
                neighbours: Arc::default(),
            };
            finder.listed.push((entry, reader));
        }
    }

    /// Takes the sidecars of a folder to the files that they tell about; one
    /// that tells about none is a file like others.
    fn sidecars(&self, folder: &Folder, finder: &mut Finder) {
        let sidecars = std::mem::take(&mut finder.sidecars);
        let Some(archive) = self.archives.get(folder.archive).filter(|_| !sidecars.is_empty())
        else {
            return;
        };
        let mut told = HashMap::new();
        for (path, looks) in sidecars {
            if let Some(seen) = self.told(archive, folder, &path, looks) {
                told.insert(finder.encoded(folder, &seen.name).to_owned(), seen);
            } else if let Some((name, metadata)) =
                path.file_name().zip(std::fs::symlink_metadata(&path).ok())
                && let Some(rule) = archive.rules.admit(&folder.inside, name)
            {
                if let Some(files) = finder.files.get_mut(folder.archive) {
                    *files += 1;
                }
                let seen = Seen::of(name, &path, &metadata, rule);
                self.compare(folder, seen, finder);
            }
        }
        finder.listed.retain(|(entry, _)| !told.contains_key(&*entry.file));
        for (_, seen) in told {
            self.compare(folder, seen, finder);
        }
    }

    /// The file that a sidecar tells about.
    fn told(
        &self,
        archive: &Archive,
        folder: &Folder,
        sidecar: &Path,
        looks: Fingerprint,
    ) -> Option<Seen> {
        let name = sidecar::base(sidecar.file_name()?)?;
        let path = folder.path.join(name);
        let metadata = std::fs::symlink_metadata(&path).ok().filter(Metadata::is_file)?;
        let rule = archive.rules.admit(&folder.inside, name)?;
        let told = rule.with_sidecar(Sidecar::file(sidecar.to_owned(), looks));
        let is_doubtful = self.comparison.is_recent(looks);
        let seen = Seen::of(name, &path, &metadata, Arc::new(told));
        Some(Seen { is_doubtful, ..seen })
    }
}

/// A file as it is seen, before it is compared.
struct Seen {
    name: OsString,
    looks: Fingerprint,
    rule: Arc<FileRule>,
    skip: Option<Skip>,
    /// Whether what is told about it may have changed unseen.
    is_doubtful: bool,
}

impl Seen {
    fn of(name: &OsStr, path: &Path, metadata: &Metadata, rule: Arc<FileRule>) -> Self {
        let (looks, skip) = (fingerprint(metadata), obstacle(path, metadata));
        Self { name: name.to_owned(), looks, rule, skip, is_doubtful: false }
    }
}

/// Why a file is not worth opening. Who may read it matters only where it
/// says that nobody may: asking for every file would cost as much as the walk.
pub(super) fn obstacle(path: &Path, metadata: &Metadata) -> Option<Skip> {
    if metadata.is_file() {
        if is_readable_by_somebody(metadata) {
            return None;
        }
        let refused = File::open(path).err()?;
        return Some(Skip::new(SkipReason::Unreadable, refused.to_string()));
    }
    let message = if metadata.file_type().is_symlink() {
        "a symbolic link; links are not followed"
    } else {
        "not a regular file"
    };
    Some(Skip::new(SkipReason::NotAFile, message))
}

#[cfg(unix)]
fn is_readable_by_somebody(metadata: &Metadata) -> bool {
    std::os::unix::fs::MetadataExt::mode(metadata) & 0o444 != 0
}

#[cfg(not(unix))]
fn is_readable_by_somebody(_metadata: &Metadata) -> bool {
    true
}

/// What one thread found.
#[derive(Default)]
struct Finder {
    changed: FileList,
    new: Vec<Fingerprint>,
    /// Files of the folder that is being listed, which are not as they were;
    /// with what read them, if that is all.
    listed: Vec<(FileEntry, Option<u64>)>,
    /// Its sidecars, and how they look.
    sidecars: Vec<(PathBuf, Fingerprint)>,
    /// Who speaks for that folder.
    choice: Choice,
    /// Number of files by archive.
    files: Vec<u64>,
    unreadable: Vec<(String, String)>,
    name: String,
}

impl Finder {
    /// The encoded path of an entry of a folder.
    fn encoded(&mut self, folder: &Folder, name: &OsStr) -> &str {
        let is_plain = |byte: u8| byte.is_ascii_graphic() && !matches!(byte, b'%' | b'#' | b'!');
        self.name.clear();
        self.name.push_str(&folder.prefix);
        match name.to_str() {
            Some(plain) if plain.bytes().all(is_plain) => self.name.push_str(plain),
            _ => self.name.push_str(&encode_path(name.as_encoded_bytes())),
        }
        &self.name
    }

    /// Notes that something in a folder is not known. What is gone by now is
    /// treated like what was gone before.
    fn unreadable(&mut self, folder: &Folder, cause: &io::Error) {
        if cause.kind() != io::ErrorKind::NotFound {
            let name = folder.prefix.trim_end_matches('/');
            let name = if name.is_empty() { "." } else { name };
            self.unreadable.push((name.to_owned(), cause.to_string()));
        }
    }
}

fn joined(found: Vec<Finder>, archives: usize) -> Walked {
    let mut walked = Walked::default();
    let mut files = vec![0; archives];
    for mut finder in found {
        walked.changed.append(finder.changed);
        walked.new.append(&mut finder.new);
        walked.unreadable.append(&mut finder.unreadable);
        for (sum, own) in files.iter_mut().zip(finder.files) {
            *sum += own;
        }
    }
    walked.files = files.iter().sum();
    walked.is_root_empty = files.contains(&0);
    walked.changed.sort();
    walked.unreadable.sort();
    walked
}

/// Folders that are still to be listed, shared by the threads.
struct Queue {
    state: Mutex<(Vec<Folder>, usize)>,
    changed: Condvar,
}

impl Queue {
    fn of(folders: Vec<Folder>) -> Self {
        Self { state: Mutex::new((folders, 0)), changed: Condvar::new() }
    }

    /// A folder to list; waits while others may still find one.
    fn next(&self) -> Option<Folder> {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if let Some(folder) = state.0.pop() {
                state.1 += 1;
                return Some(folder);
            }
            if state.1 == 0 {
                return None;
            }
            state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Notes that a folder is listed and what is inside.
    fn listed(&self, mut inner: Vec<Folder>) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.0.append(&mut inner);
        state.1 -= 1;
        drop(state);
        self.changed.notify_all();
    }
}
