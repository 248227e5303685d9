//! What an ingest did: in numbers, and file by file.

use std::collections::BTreeMap;
use std::path::PathBuf;

use super::quality::Quality;
use super::survey::{Doubt, Gone};
use crate::article::Warning;
use crate::error::{Skip, SkipReason};
use crate::span::Span;

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files seen in the archives.
    pub files: u64,
    /// Files that were as before.
    pub unchanged: u64,
    /// Files read in this run.
    pub read: u64,
    /// The articles made in this run, in numbers.
    pub quality: Quality,
    /// Remarks of readers and splitter on these articles.
    pub warnings: u64,
    /// Files whose articles were removed, by reason.
    pub removed: BTreeMap<Gone, u64>,
    /// Files that are gone while their articles stay, until they are pruned.
    pub kept: u64,
    /// Why these stay.
    pub doubt: Option<Doubt>,
    /// Archive folders that are not there.
    pub missing: Vec<PathBuf>,
    /// Folders that cannot be listed, with the reason.
    pub unreadable: Vec<(String, String)>,
    /// Files, and members of archives, that gave no article in this run, by reason.
    pub skips: BTreeMap<SkipReason, u64>,
    /// Records of files with many that gave no article in this run, by reason.
    pub record_skips: BTreeMap<SkipReason, u64>,
    /// Files that could not be read while their earlier articles stay.
    pub stale: u64,
    /// The first files, members and records that should have given an article but did not.
    pub damaged: Vec<(String, Skip)>,
    /// The number of the last commit, 0 if there never was one.
    pub generation: u64,
    /// Whether the run was stopped before all was done.
    pub is_stopped: bool,
}

/// Damaged files that are named one by one.
const NAMED: usize = 10;

impl Report {
    /// Articles made in this run.
    #[must_use]
    pub fn articles(&self) -> u64 {
        self.quality.articles
    }

    /// Whether something could not be read or was held back.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        let damage = self.damages() > 0;
        self.kept > 0 || damage || !self.missing.is_empty() || !self.unreadable.is_empty()
    }

    /// Files, members and records that should have given an article but did not.
    #[must_use]
    pub fn damages(&self) -> u64 {
        let skips = self.skips.iter().chain(&self.record_skips);
        skips.filter(|(reason, _)| reason.is_damage()).map(|(_, count)| count).sum()
    }

    /// Whether the run found anything to do or to complain of.
    #[must_use]
    pub fn is_quiet(&self) -> bool {
        self.read == 0 && self.removed.is_empty() && !self.is_incomplete()
    }

    /// Counts a remark.
    pub(super) fn count(&mut self, remark: &Remark) {
        match &remark.kind {
            Kind::Skipped(skip) | Kind::Stale(skip) => {
                // Nothing but the mark of a record is `#` in an id.
                let is_record = remark.path.contains('#');
                let skips = if is_record { &mut self.record_skips } else { &mut self.skips };
                *skips.entry(skip.reason).or_default() += 1;
                self.stale += u64::from(matches!(remark.kind, Kind::Stale(_)));
                if skip.reason.is_damage() && self.damaged.len() < NAMED {
                    self.damaged.push((remark.path.clone(), skip.clone()));
                }
            }
            Kind::Warned(_) => self.warnings += 1,
            Kind::Removed(gone) => *self.removed.entry(*gone).or_default() += 1,
            Kind::Kept(_) => self.kept += 1,
            Kind::Unlisted(_) => {}
        }
    }
}

/// Something to be said of one file, or of one article of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// The encoded path of the file, or the id of the article.
    pub path: String,
    /// What is to be said.
    pub kind: Kind,
}

/// What is to be said of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Kind {
    /// It gave no article.
    Skipped(Skip),
    /// It could not be read; the articles that it gave earlier stay.
    Stale(Skip),
    /// An article of it is odd.
    Warned(Warning),
    /// It is gone, and so are its articles.
    Removed(Gone),
    /// It is gone, but its articles stay.
    Kept(Doubt),
    /// A folder that cannot be listed.
    Unlisted(String),
}

impl Remark {
    /// What kind of remark it is: `skipped`, `warned`, `removed` or `kept`.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self.kind {
            Kind::Skipped(_) | Kind::Unlisted(_) => "skipped",
            Kind::Stale(_) | Kind::Kept(_) => "kept",
            Kind::Warned(_) => "warned",
            Kind::Removed(_) => "removed",
        }
    }

    /// The stable code of what happened.
    #[must_use]
    pub fn code(&self) -> &str {
        match &self.kind {
            Kind::Skipped(skip) | Kind::Stale(skip) => skip.reason.code(),
            Kind::Warned(warning) => &warning.code,
            Kind::Removed(gone) => gone.code(),
            Kind::Kept(doubt) => doubt.code(),
            Kind::Unlisted(_) => "unreadable_folder",
        }
    }

    /// A sentence that says what happened, without full stop.
    #[must_use]
    pub fn message(&self) -> &str {
        match &self.kind {
            Kind::Skipped(skip) | Kind::Stale(skip) => &skip.message,
            Kind::Warned(warning) => &warning.message,
            Kind::Removed(gone) => gone.message(),
            Kind::Kept(doubt) => doubt.message(),
            Kind::Unlisted(message) => message,
        }
    }

    /// The places of the decoded file that it is about.
    #[must_use]
    pub fn spans(&self) -> &[Span] {
        match &self.kind {
            Kind::Warned(warning) => &warning.spans,
            _ => &[],
        }
    }
}

impl Gone {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Vanished => "vanished",
            Self::Moved => "moved",
            Self::Excluded => "excluded",
        }
    }

    const fn message(self) -> &'static str {
        match self {
            Self::Vanished => "the file is gone",
            Self::Moved => "the file has another name now",
            Self::Excluded => "the archive's morgue.toml leaves it out",
        }
    }
}

impl Doubt {
    /// The stable code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Empty => "archive_empty",
            Self::UnreadableFolder => "folder_unreadable",
            Self::Many => "many_vanished",
        }
    }

    /// A sentence that says why, without full stop.
    #[must_use]
    pub const fn message(self) -> &'static str {
        match self {
            Self::Empty => "an archive folder is empty, as if its disk were not mounted",
            Self::UnreadableFolder => "a folder cannot be read",
            Self::Many => "more than 100 files and a tenth of the archive are gone at once",
        }
    }
}
