//! What an ingest would do, told without doing it.

use std::path::PathBuf;

use super::archive::Target;
use super::comparison::State;
use super::survey::{Doubt, Gone, Look, Survey};
use super::{Progress, Request};
use crate::error::Result;
use crate::index::{Catalogue, IndexFolder};

/// What an ingest would do. Paths are encoded, as ids begin with them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Preview {
    /// Files that are there.
    pub files: u64,
    /// Files that are as before.
    pub unchanged: u64,
    /// Files that would be read for the first time.
    pub new: Vec<String>,
    /// Files that have changed, and those that would be read in another way.
    pub changed: Vec<String>,
    /// Files that look as they did but may have changed in the moments around
    /// the last commit: they would be read again to be sure.
    pub again: Vec<String>,
    /// Files whose articles would be removed.
    pub removed: Vec<(String, Gone)>,
    /// Files that are gone, but whose articles would be kept.
    pub kept: Vec<String>,
    /// Why they would be kept.
    pub doubt: Option<Doubt>,
    /// Folders that cannot be listed, with the reason.
    pub unreadable: Vec<(String, String)>,
    /// Archive folders that are not there.
    pub missing: Vec<PathBuf>,
}

/// Compares archives with their index; nothing is written, no lock is taken.
pub(super) fn look_around(request: &Request, progress: &dyn Progress) -> Result<(Target, Survey)> {
    let mut target = Target::open(&request.archives, request.index.as_deref())?;
    target.read_as(request.format);
    let look = Look {
        rehash: request.rehash,
        prune: request.prune,
        threads: request.settings.threads,
        is_stopped: &|| progress.is_stopped(),
    };
    let catalogue = if target.index.exists() { known(&target)? } else { Catalogue::default() };
    let survey = Survey::take(&target, &catalogue, look)?;
    Ok((target, survey))
}

fn known(target: &Target) -> Result<Catalogue> {
    match IndexFolder::open(&target.index) {
        Ok(folder) => Catalogue::of(&folder),
        Err(error) if error.kind() == crate::error::ErrorKind::IndexMissing => {
            Ok(Catalogue::default())
        }
        Err(error) => Err(error),
    }
}

/// What has changed in the archives of an index since its last commit.
///
/// # Errors
/// If one of the archives is there but its rules cannot be read.
pub fn pending(folder: &IndexFolder, catalogue: &Catalogue) -> Result<Preview> {
    let target = Target::of(folder)?;
    let threads = super::Settings::default().threads;
    let look = Look { rehash: false, prune: false, threads, is_stopped: &|| false };
    Ok(Preview::of(Survey::take(&target, catalogue, look)?, target.missing))
}

impl Preview {
    pub(super) fn of(survey: Survey, missing: Vec<PathBuf>) -> Self {
        let mut preview = Self {
            files: survey.files,
            unchanged: survey.files - survey.read.len() as u64,
            removed: survey.remove,
            kept: survey.kept,
            doubt: survey.doubt,
            unreadable: survey.unreadable,
            missing,
            ..Self::default()
        };
        for entry in survey.read.iter() {
            let files = match &entry.state {
                State::New => &mut preview.new,
                State::Known(before) if before.looks_same => &mut preview.again,
                State::Known(_) => &mut preview.changed,
            };
            files.push(entry.file.into());
        }
        preview
    }

    /// Whether an ingest would change nothing.
    #[must_use]
    pub fn is_settled(&self) -> bool {
        [&self.new, &self.changed, &self.again].into_iter().all(Vec::is_empty)
            && self.removed.is_empty()
    }

    /// Whether something cannot be read or would be held back.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        !self.kept.is_empty() || !self.unreadable.is_empty() || !self.missing.is_empty()
    }
}
