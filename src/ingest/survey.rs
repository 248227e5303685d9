//! What an ingest has to do, found by looking and without writing anything.

use std::collections::HashSet;

use super::archive::Target;
use super::comparison::Comparison;
use super::file_list::FileList;
use super::walk::{Walk, Walked};
use crate::error::{Error, Result};
use crate::index::{Catalogue, Fingerprint};

/// Files may vanish up to this number without being asked about.
const FEW_VANISHED: usize = 100;

/// What an ingest has to do.
#[derive(Default)]
pub(super) struct Survey {
    /// All files that are there.
    pub(super) files: u64,
    /// Those to be read, by path.
    pub(super) read: FileList,
    /// Files of the catalogue whose articles are to be removed, by path.
    pub(super) remove: Vec<(String, Gone)>,
    /// Files that are gone while their articles stay.
    pub(super) kept: Vec<String>,
    /// Why they stay.
    pub(super) doubt: Option<Doubt>,
    /// Folders whose content is unknown, with the reason.
    pub(super) unreadable: Vec<(String, String)>,
}

/// Why the articles of a file are removed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Gone {
    /// The file is not there any more.
    Vanished,
    /// The file has another name now.
    Moved,
    /// A rule of the archive leaves it out.
    Excluded,
}

/// Why vanished files are not believed to be gone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// The archive is empty, as if its disk were not mounted.
    Empty,
    /// Not all of its folders can be read.
    UnreadableFolder,
    /// More than 100 files and a tenth of the catalogue are gone at once.
    Many,
}

/// How to look.
#[derive(Clone, Copy)]
pub(super) struct Look<'a> {
    /// Take all files for changed.
    pub(super) rehash: bool,
    /// Believe that what vanished is gone.
    pub(super) prune: bool,
    pub(super) threads: usize,
    pub(super) is_stopped: &'a (dyn Fn() -> bool + Sync),
}

impl Survey {
    /// Compares what is in the archives with the catalogue.
    pub(super) fn take(target: &Target, catalogue: &Catalogue, look: Look<'_>) -> Result<Self> {
        let comparison = Comparison::with(catalogue, look.rehash);
        let walk = Walk {
            archives: &target.archives,
            index: &target.index,
            comparison: &comparison,
            threads: look.threads,
            is_stopped: look.is_stopped,
        };
        let walked = walk.run();
        if (look.is_stopped)() {
            return Ok(Self::default());
        }
        let unseen = comparison.unseen().map_err(|cause| {
            Error::io("cannot read the catalogue of the index in", &target.index, cause)
        })?;
        Ok(Self::of(target, catalogue, look.prune, walked, unseen))
    }

    fn of(
        target: &Target,
        catalogue: &Catalogue,
        prune: bool,
        walked: Walked,
        unseen: Vec<String>,
    ) -> Self {
        let moved = if unseen.is_empty() { Moved::default() } else { Moved::to(&walked.new) };
        let (mut remove, mut vanished) = (Vec::new(), Vec::new());
        for file in unseen {
            let Some(archive) = target.archive_of(&file) else { continue };
            if archive.excludes(&file) {
                remove.push((file, Gone::Excluded));
            } else if moved.has(catalogue, &file) {
                remove.push((file, Gone::Moved));
            } else {
                vanished.push(file);
            }
        }
        let doubt = doubt(&walked, vanished.len(), catalogue.len()).filter(|_| !prune);
        let mut kept = Vec::new();
        if doubt.is_some() {
            kept = vanished;
        } else {
            remove.extend(vanished.into_iter().map(|file| (file, Gone::Vanished)));
            remove.sort_by(|a, b| a.0.cmp(&b.0));
        }
        let Walked { changed, files, unreadable, .. } = walked;
        Self { files, read: changed, remove, kept, doubt, unreadable }
    }

    /// Whether the index is as the archive is.
    pub(super) fn is_settled(&self) -> bool {
        self.read.is_empty() && self.remove.is_empty()
    }
}

/// Why vanished files may not be gone; `None` if nothing speaks against it.
fn doubt(walked: &Walked, vanished: usize, known: usize) -> Option<Doubt> {
    if vanished == 0 {
        None
    } else if walked.is_root_empty {
        Some(Doubt::Empty)
    } else if !walked.unreadable.is_empty() {
        Some(Doubt::UnreadableFolder)
    } else {
        (vanished > FEW_VANISHED && vanished * 10 > known).then_some(Doubt::Many)
    }
}

/// How files looked that turned up under new names.
#[derive(Default)]
struct Moved(HashSet<(u64, i64, u64)>);

impl Moved {
    fn to(new: &[Fingerprint]) -> Self {
        Self(new.iter().copied().filter_map(Self::key).collect())
    }

    fn key(fingerprint: Fingerprint) -> Option<(u64, i64, u64)> {
        (fingerprint.inode != 0).then_some((fingerprint.size, fingerprint.mtime, fingerprint.inode))
    }

    fn has(&self, catalogue: &Catalogue, file: &str) -> bool {
        let known = catalogue.find(file).and_then(|number| catalogue.fingerprint(number));
        known.and_then(Self::key).is_some_and(|key| self.0.contains(&key))
    }
}
