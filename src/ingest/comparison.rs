//! What is seen in an archive, compared with what the catalogue knows.

use std::ops::RangeInclusive;
use std::sync::atomic::{AtomicBool, Ordering};

use super::file_rule::FileRule;
use crate::error::SkipReason;
use crate::index::{Catalogue, CommitSummary, Fingerprint, Known};

/// What the catalogue knows of a file that is to be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum State {
    /// Nothing.
    New,
    /// Something, which may have changed.
    Known(Box<Before>),
}

/// What became of a file when it was last read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Before {
    /// Whether articles of it are in the index.
    pub(super) has_articles: bool,
    /// Why it gave none when it was last tried.
    pub(super) skip: Option<SkipReason>,
    /// What of it is indexed, if it was read in part and is as it was then.
    pub(super) done: Option<Done>,
    /// Whether it looks as it did, but may have changed in the moments
    /// around the last commit.
    pub(super) looks_same: bool,
}

/// The part of a file that is indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Done {
    /// Its first so many records.
    pub(super) records: u64,
    /// The version that read them.
    pub(super) reader: u64,
}

/// Compares files with the catalogue; remembers which ones were seen.
pub(super) struct Comparison<'a> {
    catalogue: &'a Catalogue,
    /// Times of modification that tell nothing: a file may have changed after
    /// it was read, within the resolution of its clock.
    recent: Option<RangeInclusive<i64>>,
    all: bool,
    seen: Vec<AtomicBool>,
}

/// The coarsest clock of a file system in use.
const RESOLUTION: i64 = 2_000_000_000;

impl<'a> Comparison<'a> {
    /// A comparison with this catalogue; `all` files are taken for changed if
    /// asked for.
    pub(super) fn with(catalogue: &'a Catalogue, all: bool) -> Self {
        let recent = |commit: CommitSummary| {
            let began = if commit.started > 0 { commit.started } else { commit.time };
            began.saturating_sub(RESOLUTION)..=commit.time.saturating_add(RESOLUTION)
        };
        Self {
            catalogue,
            recent: catalogue.commit().map(recent),
            all,
            seen: std::iter::repeat_with(AtomicBool::default).take(catalogue.len()).collect(),
        }
    }

    /// Whether the catalogue knows any file.
    pub(super) fn knows_files(&self) -> bool {
        !self.seen.is_empty()
    }

    /// What is known of a file that is to be read; `None` if it is as it was.
    /// Where only the version of what reads it is another, that comes too.
    pub(super) fn judge(
        &self,
        file: &str,
        now: Fingerprint,
        rule: &FileRule,
        is_doubtful: bool,
    ) -> Option<(State, Option<u64>)> {
        let Some(number) = self.catalogue.find(file) else { return Some((State::New, None)) };
        if let Some(seen) = self.seen.get(number) {
            seen.store(true, Ordering::Relaxed);
        }
        let is_recent = self.is_recent(now);
        let then = self.catalogue.fingerprint(number)?;
        let looks_same = !self.all && !is_doubtful && then.looks_like(&now);
        let is_same = looks_same && !is_recent;
        if is_same && rule.is_current(then.reader) {
            return None;
        }
        let Known { fingerprint, has_articles, row } = self.catalogue.known(number)?;
        let done = row.done.filter(|_| is_same);
        let done = done.map(|records| Done { records, reader: fingerprint.reader });
        let reader = is_same.then_some(fingerprint.reader);
        let looks_same = looks_same && is_recent && rule.is_current(then.reader);
        let before = Before { has_articles, skip: row.skip, done, looks_same };
        Some((State::Known(Box::new(before)), reader))
    }

    /// Whether a file may have changed unseen since the last commit.
    pub(super) fn is_recent(&self, now: Fingerprint) -> bool {
        self.recent.as_ref().is_some_and(|recent| recent.contains(&now.mtime))
    }

    /// The encoded paths of files that were not seen, in order.
    pub(super) fn unseen(&self) -> std::io::Result<Vec<String>> {
        let mut unseen = Vec::new();
        let is_seen = |seen: &AtomicBool| seen.load(Ordering::Relaxed);
        if self.seen.iter().all(is_seen) {
            return Ok(unseen);
        }
        self.catalogue.each(|file, number| {
            if !self.seen.get(number).is_some_and(is_seen) {
                unseen.push(file.to_owned());
            }
        })?;
        unseen.sort_unstable();
        Ok(unseen)
    }
}
