//! The files of archives that are to be read. There may be millions of them at
//! the same time, so one takes hardly more memory than its name.

use std::cmp::Ordering;
use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use super::comparison::State;
use super::file_entry::{FileEntry, Obstacle};
use super::file_rule::FileRule;
use super::neighbours::Neighbours;

/// Files in the order in which they were added, or sorted by path.
#[derive(Default)]
pub(super) struct FileList {
    folders: Vec<Folder>,
    files: Vec<Listed>,
    bytes: u64,
}

/// What the files of a folder share, and what sets some of them apart.
struct Folder {
    path: Arc<Path>,
    /// The path of the folder as the catalogue knows it, empty or with a closing `/`.
    prefix: Box<str>,
    rule: Arc<FileRule>,
    neighbours: Arc<Neighbours>,
    /// Encoded names, one behind the other.
    names: String,
    /// By the place of the name in `names`.
    special: HashMap<u32, Special>,
}

/// A file, by its folder and by the place of its name in the names there.
struct Listed {
    folder: u32,
    start: u32,
    /// Bytes of the file; if they are too many for this, they are told apart.
    size: u32,
    len: u16,
}

/// What sets a file apart from the other new ones of its folder.
struct Special {
    size: u64,
    rule: Arc<FileRule>,
    state: State,
    obstacle: Option<Box<Obstacle>>,
}

/// Names are at most some hundred bytes long, so that so many fit where a
/// place is told by a `u32`.
const FOLDER_FILES: usize = 1 << 20;

impl FileList {
    /// Adds files of one folder.
    pub(super) fn add(&mut self, files: &[FileEntry]) {
        for files in files.chunks(FOLDER_FILES) {
            let Some(first) = files.first() else { continue };
            let mut folder = Folder::of(first);
            let number = u32::try_from(self.folders.len()).unwrap_or(u32::MAX);
            for file in files {
                self.bytes = self.bytes.saturating_add(file.size);
                self.files.push(folder.add(file, number));
            }
            folder.names.shrink_to_fit();
            self.folders.push(folder);
        }
    }

    /// Adds the files of another list.
    pub(super) fn append(&mut self, other: Self) {
        let before = u32::try_from(self.folders.len()).unwrap_or(u32::MAX);
        let moved = |file: Listed| Listed { folder: file.folder.saturating_add(before), ..file };
        self.files.extend(other.files.into_iter().map(moved));
        self.folders.extend(other.folders);
        self.bytes = self.bytes.saturating_add(other.bytes);
    }

    /// Puts the files in the order of their paths.
    pub(super) fn sort(&mut self) {
        let folders = &self.folders;
        // The files of a folder mostly stand together: fewer pairs are compared then.
        self.files.sort_by(|a, b| Listed::by_path(a, b, folders));
        self.files.shrink_to_fit();
    }

    /// Number of files.
    pub(super) fn len(&self) -> usize {
        self.files.len()
    }

    pub(super) fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Bytes of all files.
    pub(super) fn bytes(&self) -> u64 {
        self.bytes
    }

    /// The file of this number, from 0; `None` past the last.
    pub(super) fn get(&self, number: usize) -> Option<FileEntry> {
        let listed = self.files.get(number)?;
        let folder = self.folders.get(listed.folder as usize)?;
        Some(folder.entry(listed))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = FileEntry> {
        (0..self.len()).filter_map(|number| self.get(number))
    }
}

impl From<FileEntry> for FileList {
    fn from(file: FileEntry) -> Self {
        let mut list = Self::default();
        list.add(&[file]);
        list
    }
}

impl Folder {
    /// The folder of a file, without its files.
    fn of(file: &FileEntry) -> Self {
        Self {
            path: Arc::clone(&file.folder),
            prefix: parts(&file.file).0.into(),
            rule: Arc::clone(&file.rule),
            neighbours: Arc::clone(&file.neighbours),
            names: String::new(),
            special: HashMap::new(),
        }
    }

    fn add(&mut self, file: &FileEntry, number: u32) -> Listed {
        let (_, name) = parts(&file.file);
        let start = u32::try_from(self.names.len()).unwrap_or(u32::MAX);
        self.names.push_str(name);
        let size = u32::try_from(file.size);
        let is_plain = size.is_ok()
            && file.state == State::New
            && file.obstacle.is_none()
            && Arc::ptr_eq(&file.rule, &self.rule);
        if !is_plain {
            self.special.insert(start, Special::of(file));
        }
        let len = u16::try_from(name.len()).unwrap_or(u16::MAX);
        Listed { folder: number, start, size: size.unwrap_or(u32::MAX), len }
    }

    fn name(&self, file: &Listed) -> &str {
        let start = file.start as usize;
        self.names.get(start..start + usize::from(file.len)).unwrap_or_default()
    }

    fn entry(&self, file: &Listed) -> FileEntry {
        let special = self.special.get(&file.start);
        FileEntry {
            file: [&*self.prefix, self.name(file)].concat().into(),
            folder: Arc::clone(&self.path),
            size: special.map_or(file.size.into(), |special| special.size),
            rule: Arc::clone(special.map_or(&self.rule, |special| &special.rule)),
            state: special.map_or(State::New, |special| special.state.clone()),
            obstacle: special.and_then(|special| special.obstacle.clone()),
            neighbours: Arc::clone(&self.neighbours),
        }
    }
}

impl Special {
    fn of(file: &FileEntry) -> Self {
        Self {
            size: file.size,
            rule: Arc::clone(&file.rule),
            state: file.state.clone(),
            obstacle: file.obstacle.clone(),
        }
    }
}

impl Listed {
    fn by_path(a: &Self, b: &Self, folders: &[Folder]) -> Ordering {
        let folder = |file: &Self| folders.get(file.folder as usize);
        let (Some(of_a), Some(of_b)) = (folder(a), folder(b)) else { return Ordering::Equal };
        let (name_a, name_b) = (of_a.name(a), of_b.name(b));
        if of_a.prefix == of_b.prefix {
            return name_a.cmp(name_b);
        }
        of_a.prefix.bytes().chain(name_a.bytes()).cmp(of_b.prefix.bytes().chain(name_b.bytes()))
    }
}

/// The folder of an encoded path with its closing `/`, and the name there.
fn parts(file: &str) -> (&str, &str) {
    file.split_at(file.rfind('/').map_or(0, |slash| slash + 1))
}

#[cfg(test)]
mod tests {
    use super::super::comparison::Before;
    use super::*;
    use crate::error::{Skip, SkipReason};
    use crate::index::Fingerprint;

    fn entry(path: &str, size: u64) -> FileEntry {
        FileEntry { size, ..FileEntry::alone(Path::new(path), Arc::default()) }
    }

    /// Everything that a file has, to be compared.
    fn shown(file: &FileEntry) -> String {
        format!("{file:?}")
    }

    #[test]
    fn files_come_back_as_they_were_added_and_by_path() {
        let rule = Arc::default();
        let state = State::Known(Box::new(Before {
            has_articles: true,
            skip: None,
            done: None,
            looks_same: false,
        }));
        let skip = Skip::new(SkipReason::NotAFile, "a pipe");
        let obstacle = Some(Box::new(Obstacle { skip, looks: Fingerprint::default() }));
        let mut top = vec![entry("b.txt", 7), entry("a-c", u64::from(u32::MAX)), entry("z", 1)];
        for file in &mut top {
            file.rule = Arc::clone(&rule);
        }
        let inner = [
            entry("a/z.txt", 0),
            entry("a/huge", 1 << 40),
            FileEntry { state, ..entry("a/known", 3) },
            FileEntry { obstacle, ..entry("a/pipe", 0) },
        ];
        let mut list = FileList::default();
        list.add(&inner);
        let mut other = FileList::default();
        other.add(&top);
        list.append(other);
        let added: Vec<_> = list.iter().map(|file| shown(&file)).collect();
        let mut all: Vec<_> = inner.iter().chain(&top).collect();
        assert_eq!(added, all.iter().map(|file| shown(file)).collect::<Vec<_>>());
        list.sort();
        all.sort_by(|a, b| a.file.cmp(&b.file));
        let sorted: Vec<_> = list.iter().map(|file| shown(&file)).collect();
        assert_eq!(sorted, all.iter().map(|file| shown(file)).collect::<Vec<_>>());
        assert_eq!((list.len(), list.bytes()), (7, 11 + u64::from(u32::MAX) + (1 << 40)));
        assert!(list.get(7).is_none());
    }

    #[test]
    fn a_file_takes_little_more_than_its_name() {
        assert_eq!(size_of::<Listed>(), 16);
    }
}
