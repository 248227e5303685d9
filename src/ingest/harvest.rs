//! What one file gives on its way to the index.
//!
//! Records are counted as they come. A file that is not read to its end in
//! one run is continued after the last record that was committed: the reader
//! begins anew, and what is indexed already is passed over.

use std::ops::ControlFlow;

use super::comparison::State;
use super::crew::Crew;
use super::file_entry::FileEntry;
use super::maker::{Maker, Tally};
use super::pace::Pace;
use super::{Kind, Progress, Remark};
use crate::article::Locator;
use crate::error::{Error, Result, Skip, SkipReason};
use crate::index::{Row, row_document};
use crate::read::{Choice, Draft, Records};

/// Takes what a commit is to be told of: what became of the drafts since the
/// last one.
pub(super) type Commit<'a> = &'a mut dyn FnMut(Tally) -> Result<()>;

/// What makes articles of drafts.
#[derive(Clone, Copy)]
pub(super) enum Work<'a> {
    /// The thread that reads.
    Alone(&'a Maker<'a>),
    /// Several threads.
    Shared(&'a Crew<'a>, &'a Maker<'a>),
}

/// Takes the records of one file.
pub(super) struct Harvest<'a, 'c> {
    file: &'a FileEntry,
    progress: &'a dyn Progress,
    work: Work<'a>,
    /// Commits when it is time.
    commits: Option<(&'a Pace, Commit<'c>)>,
    row: Row,
    /// Whether the index holds a row of the file.
    has_row: bool,
    is_chosen: bool,
    is_stopped: bool,
    /// Records so far.
    seen: u64,
    /// Those of them that an earlier run indexed; `None` before the file is begun.
    before: Option<u64>,
    /// Drafts so far.
    drafts: u64,
    /// Bytes of text since the last commit.
    text: u64,
    failure: Option<Error>,
}

impl<'a, 'c> Harvest<'a, 'c> {
    pub(super) fn new(
        file: &'a FileEntry,
        progress: &'a dyn Progress,
        work: Work<'a>,
        commits: Option<(&'a Pace, Commit<'c>)>,
    ) -> Self {
        Self {
            file,
            progress,
            work,
            commits,
            row: Row::default(),
            has_row: false,
            is_chosen: false,
            is_stopped: false,
            seen: 0,
            before: None,
            drafts: 0,
            text: 0,
            failure: None,
        }
    }

    fn maker(&self) -> &'a Maker<'a> {
        let (Work::Alone(maker) | Work::Shared(_, maker)) = self.work;
        maker
    }

    /// Makes room for what the file holds now, once it is known what reads it.
    fn begin(&mut self) -> Result<()> {
        if self.before.is_some() {
            return Ok(());
        }
        self.before = Some(0);
        let (maker, file) = (self.maker(), &self.file.file);
        let State::Known(before) = &self.file.state else { return Ok(()) };
        match before.done {
            Some(done) if done.reader == maker.reader() => {
                self.before = Some(done.records);
                self.has_row = true;
            }
            _ if before.has_articles => maker.writer().remove_file(file),
            _ => maker.writer().remove_row(file)?,
        }
        Ok(())
    }

    fn take(&mut self, locator: &Locator, found: std::result::Result<Draft, Skip>) -> Result<()> {
        self.begin()?;
        self.seen += 1;
        let is_new = Some(self.seen) > self.before;
        match found {
            Ok(draft) => {
                self.drafts += 1;
                if is_new {
                    self.draft(draft);
                }
            }
            Err(skip) => {
                if locator.record.is_none() && locator.member.is_none() {
                    self.row.skip.get_or_insert(skip.reason);
                } else {
                    *self.row.skips.entry(skip.reason).or_default() += 1;
                }
                if is_new {
                    self.say(locator.id(), Kind::Skipped(skip));
                }
            }
        }
        let is_due = self.commits.as_ref().is_some_and(|(pace, _)| pace.is_due(self.text));
        if is_due { self.commit() } else { self.failed() }
    }

    fn draft(&mut self, draft: Draft) {
        let bytes = text_len(&draft);
        self.text += bytes as u64;
        match self.work {
            Work::Alone(maker) => maker.make(draft),
            Work::Shared(crew, _) => crew.add(draft, bytes),
        }
    }

    fn say(&self, path: String, kind: Kind) {
        self.maker().tally().remarks.push(Remark { path, kind });
    }

    fn failed(&self) -> Result<()> {
        self.maker().tally().failure.take().map_or(Ok(()), Err)
    }

    /// Waits for all drafts, and replaces the row of the file.
    fn settle(&mut self, done: Option<u64>) -> Result<()> {
        if let Work::Shared(crew, _) = self.work {
            crew.drain();
        }
        self.failed()?;
        let maker = self.maker();
        let mut row = Row { done, ..self.row.clone() };
        for (reason, count) in &maker.tally().skips {
            *row.skips.entry(*reason).or_default() += count;
        }
        let writer = maker.writer();
        if std::mem::take(&mut self.has_row) {
            writer.remove_row(&self.file.file)?;
        }
        if self.drafts != 1 || !row.is_empty() {
            let entry = maker.entry(writer.generation());
            writer.add(row_document(entry, &row, writer.fields()), 0)?;
            self.has_row = true;
        }
        Ok(())
    }

    /// Makes durable what was read so far, and how much that is.
    fn commit(&mut self) -> Result<()> {
        self.settle(Some(self.seen))?;
        self.text = 0;
        let tally = self.maker().take();
        match &mut self.commits {
            Some((_, commit)) => commit(tally),
            None => Ok(()),
        }
    }

    /// Ends the file. `skip` says why it could not be read to its end, if
    /// another try may do. Returns whether it was read.
    ///
    /// # Errors
    /// If the writer has failed.
    pub(super) fn finish(mut self, skip: Option<Skip>) -> Result<bool> {
        if let Some(failure) = self.failure.take() {
            return Err(failure);
        }
        if self.is_stopped {
            if let Some(before) = self.before {
                self.settle(Some(self.seen.max(before)))?;
            }
            return Ok(false);
        }
        if let Some(skip) = skip {
            self.begin()?;
            self.row.skip = Some(skip.reason);
            self.maker().set_unread();
            self.say(self.file.file.to_string(), Kind::Skipped(skip));
        } else if self.seen == 0 {
            self.begin()?;
            self.row.skip = Some(SkipReason::Empty);
            let skip = Skip::new(SkipReason::Empty, "no article in the file");
            self.say(self.file.file.to_string(), Kind::Skipped(skip));
        }
        self.settle(None)?;
        Ok(true)
    }
}

impl Records for Harvest<'_, '_> {
    fn chosen(&mut self, choice: Choice<'_>) {
        if !std::mem::replace(&mut self.is_chosen, true) {
            self.maker().set_reader(self.file.rule.reader(choice));
        }
    }

    fn record(
        &mut self,
        locator: Locator,
        found: std::result::Result<Draft, Skip>,
    ) -> ControlFlow<()> {
        self.is_stopped |= self.progress.is_stopped();
        if self.is_stopped || self.failure.is_some() {
            return ControlFlow::Break(());
        }
        match self.take(&locator, found) {
            Ok(()) => ControlFlow::Continue(()),
            Err(failure) => {
                self.failure = Some(failure);
                ControlFlow::Break(())
            }
        }
    }
}

fn text_len(draft: &Draft) -> usize {
    let stated = draft.stated.paragraphs.iter().map(|paragraph| paragraph.text.text.len());
    stated.sum::<usize>() + draft.plain.as_ref().map_or(0, |plain| plain.text.len())
}
