//! What is read and committed together.

use std::collections::VecDeque;

use super::file_entry::FileEntry;
use super::file_list::FileList;
use super::opened;

/// What is read before a commit.
pub(super) enum Batch {
    /// Small files.
    Small(Vec<FileEntry>),
    /// One file, which may be committed piece by piece.
    Large(Box<FileEntry>),
}

/// Divides files into batches of about so many bytes; there is always one.
/// Large files come after the small ones that they stood among.
pub(super) struct Batches {
    files: FileList,
    next: usize,
    large: VecDeque<FileEntry>,
    limit: u64,
    is_first: bool,
}

impl Batches {
    pub(super) fn of(files: FileList, limit: u64) -> Self {
        Self { files, next: 0, large: VecDeque::new(), limit, is_first: true }
    }

    /// The next small files; large ones are put aside.
    fn small(&mut self) -> Vec<FileEntry> {
        let (mut small, mut bytes) = (Vec::new(), 0);
        while bytes < self.limit
            && let Some(file) = self.files.get(self.next)
        {
            self.next += 1;
            if opened::is_large(&file, self.limit) {
                self.large.push_back(file);
            } else {
                bytes += file.size;
                small.push(file);
            }
        }
        small
    }
}

impl Iterator for Batches {
    type Item = Batch;

    fn next(&mut self) -> Option<Batch> {
        if let Some(file) = self.large.pop_front() {
            return Some(Batch::Large(Box::new(file)));
        }
        let small = self.small();
        let is_first = std::mem::take(&mut self.is_first);
        if is_first || !small.is_empty() {
            return Some(Batch::Small(small));
        }
        self.large.pop_front().map(|file| Batch::Large(Box::new(file)))
    }
}
