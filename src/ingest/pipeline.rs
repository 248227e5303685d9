//! Files to documents, on several threads: read, decode, split, hand over.
//!
//! Small files are read whole, each by one thread, and committed by the
//! batch. A large one is read as a stream by one thread while all make
//! articles of it; it is committed piece by piece.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, RwLock};

use super::comparison::State;
use super::crew::Crew;
use super::file_entry::FileEntry;
use super::harvest::{Commit, Harvest, Work};
use super::maker::{Maker, Tally};
use super::opened::Opened;
use super::pace::Pace;
use super::quality::Quality;
use super::{Kind, Progress, Remark};
use crate::error::{Error, Result, Skip};
use crate::index::{Entry, Fingerprint, IndexWriter, Row, row_document};

/// Reads batches of files.
pub(super) struct Pipeline<'a> {
    pub(super) writer: &'a RwLock<IndexWriter>,
    pub(super) progress: &'a dyn Progress,
    pub(super) threads: usize,
    pub(super) pace: &'a Pace,
}

/// What a batch gave.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Files that could be read.
    pub(super) read: u64,
    pub(super) quality: Quality,
    /// What is to be said of the files, by path.
    pub(super) remarks: Vec<Remark>,
}

impl Outcome {
    /// Takes over what became of drafts.
    pub(super) fn add(&mut self, tally: Tally) {
        self.quality.add(tally.quality);
        self.remarks.extend(tally.remarks);
    }

    /// Takes over what another thread did.
    pub(super) fn join(&mut self, other: Self) {
        self.read += other.read;
        self.quality.add(other.quality);
        self.remarks.extend(other.remarks);
    }

    pub(super) fn sorted(mut self) -> Self {
        self.remarks.sort_by(|a, b| a.path.cmp(&b.path));
        self
    }
}

impl From<Tally> for Outcome {
    fn from(tally: Tally) -> Self {
        let mut outcome = Self::default();
        outcome.add(tally);
        outcome.sorted()
    }
}

impl Pipeline<'_> {
    /// Reads the files of a batch and adds what they hold. No more files are
    /// begun when the run is to stop or a commit is late, but always one.
    /// Returns how many were read, from the first.
    pub(super) fn run(&self, batch: &[FileEntry]) -> Result<(Outcome, usize)> {
        let next = AtomicUsize::new(0);
        let outcome = Mutex::new(Outcome::default());
        let failure: Mutex<Option<Error>> = Mutex::new(None);
        let work = || {
            let mut own = Outcome::default();
            while let Some(file) = batch.get(next.fetch_add(1, Ordering::Relaxed)) {
                if self.progress.is_stopped() {
                    break;
                }
                if let Err(error) = self.small(file, &mut own) {
                    next.store(batch.len(), Ordering::Relaxed);
                    if let Ok(mut failure) = failure.lock() {
                        failure.get_or_insert(error);
                    }
                }
                self.progress.file(&file.file);
                if self.pace.is_late() {
                    break;
                }
            }
            if let Ok(mut outcome) = outcome.lock() {
                outcome.join(own);
            }
        };
        std::thread::scope(|scope| {
            for _ in 0..self.threads.clamp(1, batch.len().max(1)) {
                scope.spawn(work);
            }
        });
        if let Ok(Some(error)) = failure.into_inner() {
            return Err(error);
        }
        let done = next.into_inner().min(batch.len());
        Ok((outcome.into_inner().unwrap_or_default().sorted(), done))
    }

    /// Replaces what is known of one file.
    fn small(&self, file: &FileEntry, outcome: &mut Outcome) -> Result<()> {
        let opened = match Opened::of(file) {
            Ok(opened) => opened,
            Err(skip) => return self.unopened(file, skip, outcome),
        };
        let quality = std::mem::take(&mut outcome.quality);
        let maker = Maker::new(self.writer, file, opened.fingerprint).counting_on(quality);
        let mut harvest = Harvest::new(file, self.progress, Work::Alone(&maker), None);
        let skip = opened.read(file, &mut harvest).err();
        outcome.read += u64::from(harvest.finish(skip)?);
        outcome.add(maker.take());
        Ok(())
    }

    /// Reads one large file, and commits it piece by piece but for the last.
    pub(super) fn large(
        &self,
        file: &FileEntry,
        commit: &mut dyn FnMut(Outcome) -> Result<()>,
    ) -> Result<Outcome> {
        let mut outcome = Outcome::default();
        let opened = match Opened::of(file) {
            Ok(opened) => opened,
            Err(skip) => {
                self.unopened(file, skip, &mut outcome)?;
                return Ok(outcome);
            }
        };
        let maker = Maker::new(self.writer, file, opened.fingerprint);
        let crew = Crew::new(&maker, self.threads.saturating_sub(1));
        let mut told = |tally: Tally| commit(tally.into());
        let commits: (&Pace, Commit<'_>) = (self.pace, &mut told);
        let work = Work::Shared(&crew, &maker);
        let is_read = std::thread::scope(|scope| {
            for _ in 1..self.threads {
                scope.spawn(|| crew.work());
            }
            let mut harvest = Harvest::new(file, self.progress, work, Some(commits));
            let skip = opened.read(file, &mut harvest).err();
            let finished = harvest.finish(skip);
            crew.close();
            finished
        });
        outcome.read += u64::from(is_read?);
        outcome.add(maker.take());
        self.progress.file(&file.file);
        Ok(outcome.sorted())
    }

    /// Takes note of a file that cannot be opened.
    fn unopened(&self, file: &FileEntry, skip: Skip, outcome: &mut Outcome) -> Result<()> {
        let is_passing = skip.reason.is_passing();
        let (has_articles, recorded) = match &file.state {
            State::New => (false, None),
            State::Known(before) => (before.has_articles, before.skip),
        };
        let writer = self.writer.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        if !is_passing {
            outcome.read += 1;
            if has_articles {
                writer.remove_file(&file.file);
            }
        }
        let is_told = is_passing && recorded == Some(skip.reason);
        if !is_told {
            if file.state != State::New && (is_passing || !has_articles) {
                writer.remove_row(&file.file)?;
            }
            let looks = file.obstacle.as_ref().filter(|_| !is_passing).map(|known| known.looks);
            let looks = looks.map(|looks| Fingerprint { reader: file.rule.any_reader(), ..looks });
            let fingerprint = looks.unwrap_or(Fingerprint::UNREAD);
            let entry = Entry { file: &file.file, fingerprint, generation: writer.generation() };
            let row = Row { skip: Some(skip.reason), skips: BTreeMap::new(), done: None };
            writer.add(row_document(entry, &row, writer.fields()), 0)?;
        }
        // What was read of a file stays while it cannot be read.
        let stays = is_passing && has_articles;
        let kind = if stays { Kind::Stale(skip) } else { Kind::Skipped(skip) };
        outcome.remarks.push(Remark { path: file.file.to_string(), kind });
        Ok(())
    }
}
