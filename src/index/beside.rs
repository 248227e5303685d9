//! Making an index anew beside the one that is there: new segments in a
//! folder of their own, which the format file names when they are whole.
//! Whoever opens the index sees the old one or the new one.

use std::fs;
use std::iter;
use std::path::Path;

use super::disk::sync_folder;
use super::folder::{IndexFolder, Root, SEGMENTS, unwritable};
use super::lock::IndexLock;
use crate::error::Result;

impl IndexFolder {
    /// An empty index in the folder at `path` that covers these roots and
    /// that nobody sees before [`Self::adopt`].
    ///
    /// # Errors
    /// If it cannot be written.
    pub fn beside(path: &Path, roots: Vec<Root>, _lock: &IndexLock) -> Result<Self> {
        // Of an index that cannot be opened nothing is removed before there is another.
        if let Ok(in_use) = Self::open(path) {
            in_use.remove_other_segments()?;
        }
        let mut names =
            iter::once(SEGMENTS.to_owned()).chain((2..).map(|n| format!("{SEGMENTS}-{n}")));
        let segments = names.find(|name| !path.join(name).exists()).unwrap_or_default();
        let folder = Self { segments, ..Self::new(path, roots) };
        fs::create_dir_all(folder.segments()).map_err(|cause| unwritable(path, cause))?;
        Ok(folder)
    }

    /// Makes this the index in its folder, and removes the one before.
    ///
    /// # Errors
    /// If it cannot be written; the one before is in use then.
    pub fn adopt(&self, _lock: &IndexLock) -> Result<()> {
        let durable = sync_folder(&self.segments()).and_then(|()| sync_folder(self.path()));
        durable.map_err(|cause| unwritable(self.path(), cause))?;
        self.write_format()?;
        self.remove_other_segments()
    }

    /// Removes what a run that was stopped left behind. To be called under the lock.
    pub(super) fn remove_other_segments(&self) -> Result<()> {
        let entries = fs::read_dir(self.path()).into_iter().flatten().flatten();
        for entry in entries {
            let name = entry.file_name();
            let is_other = name.to_str().is_some_and(|name| {
                name != self.segments && (name == SEGMENTS || name.starts_with("segments-"))
            });
            if is_other {
                fs::remove_dir_all(entry.path()).map_err(|cause| unwritable(self.path(), cause))?;
            }
        }
        Ok(())
    }
}
