//! What an ingest would do and what its files would give, told without
//! writing anything.

use std::ops::ControlFlow;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::file_entry::FileEntry;
use super::maker::Tally;
use super::opened::Opened;
use super::pipeline::Outcome;
use super::preview::{Preview, look_around};
use super::splitting::{guarded, make};
use super::survey::Survey;
use super::{Kind, Progress, Remark, Report, Request, begin, say};
use crate::article::Locator;
use crate::error::{Result, Skip, SkipReason};
use crate::read::{Draft, Records};

/// Finds what [`super::run`] would do, and reads and splits the files that it
/// would read. Nothing is written, no lock is taken. The report counts what
/// the files gave, and no commit.
///
/// # Errors
/// If an archive is not there, or if the index cannot be read.
pub fn rehearse(request: &Request, progress: &dyn Progress) -> Result<(Preview, Report)> {
    let (target, survey) = look_around(request, progress)?;
    let mut report = begin(&target, &survey, progress);
    let outcome = read(&survey, request.settings.threads, progress);
    report.read = outcome.read;
    report.quality = outcome.quality;
    for remark in &outcome.remarks {
        say(&mut report, progress, remark);
    }
    report.is_stopped = progress.is_stopped();
    Ok((Preview::of(survey, target.missing), report))
}

/// What the files to be read give.
fn read(survey: &Survey, threads: usize, progress: &dyn Progress) -> Outcome {
    let next = AtomicUsize::new(0);
    let outcome = Mutex::new(Outcome::default());
    let work = || {
        let mut own = Outcome::default();
        while let Some(file) = survey.read.get(next.fetch_add(1, Ordering::Relaxed))
            && !progress.is_stopped()
        {
            one(&file, progress, &mut own);
            progress.file(&file.file);
        }
        if let Ok(mut outcome) = outcome.lock() {
            outcome.join(own);
        }
    };
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, survey.read.len().max(1)) {
            scope.spawn(work);
        }
    });
    outcome.into_inner().unwrap_or_default().sorted()
}

/// Adds what one file gives.
fn one(file: &FileEntry, progress: &dyn Progress, outcome: &mut Outcome) {
    let mut rehearsed = Rehearsed { file, progress, tally: Tally::default(), seen: 0 };
    let skip = match Opened::of(file).and_then(|opened| opened.read(file, &mut rehearsed)) {
        Err(skip) => Some(skip),
        Ok(()) if rehearsed.seen == 0 => {
            Some(Skip::new(SkipReason::Empty, "no article in the file"))
        }
        Ok(()) => None,
    };
    outcome.add(rehearsed.tally);
    outcome.read += u64::from(skip.as_ref().is_none_or(|skip| !skip.reason.is_passing()));
    let remark = skip.map(|skip| Remark { path: file.file.to_string(), kind: Kind::Skipped(skip) });
    outcome.remarks.extend(remark);
}

/// Takes the records of one file.
struct Rehearsed<'a> {
    file: &'a FileEntry,
    progress: &'a dyn Progress,
    tally: Tally,
    seen: u64,
}

impl Records for Rehearsed<'_> {
    fn record(
        &mut self,
        locator: Locator,
        found: std::result::Result<Draft, Skip>,
    ) -> ControlFlow<()> {
        self.seen += 1;
        let id = locator.id();
        match found.and_then(|draft| guarded(|| make(draft, self.file))) {
            Ok(made) => self.tally.article(&id, made.article),
            Err(skip) => self.tally.remarks.push(Remark { path: id, kind: Kind::Skipped(skip) }),
        }
        if self.progress.is_stopped() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}
