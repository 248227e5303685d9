//! Ingesting: the index of an archive folder is brought up to date.
//!
//! Files that look as they did are not read again. What is read becomes
//! durable in batches, articles and catalogue together; a run that is cut off
//! is continued by the next one.

mod archive;
mod batches;
mod comparison;
mod crew;
mod extract;
#[cfg(test)]
mod fault_tests;
mod file_entry;
mod file_list;
mod file_rule;
mod harvest;
mod maker;
mod names;
mod neighbours;
mod opened;
mod pace;
mod pipeline;
#[cfg(test)]
mod power_tests;
mod preview;
mod quality;
mod rebuild;
mod rehearsal;
mod report;
mod rules;
mod sidecar;
mod splitting;
mod stamps;
mod survey;
mod walk;

use std::path::PathBuf;
use std::sync::{PoisonError, RwLock};
use std::time::Duration;

use self::archive::Target;
use self::batches::{Batch, Batches};
pub use self::extract::{Explained, Visit, explain, extract};
use self::file_entry::FileEntry;
pub use self::pace::Clock;
use self::pace::Pace;
use self::pipeline::{Outcome, Pipeline};
pub use self::preview::{Preview, pending};
pub use self::quality::{Problem, Quality};
pub use self::rebuild::rebuild;
pub use self::rehearsal::rehearse;
pub use self::report::{Kind, Remark, Report};
pub use self::survey::{Doubt, Gone};
use self::survey::{Look, Survey};
use crate::error::{Error, ErrorKind, Result};
use crate::index::{
    Catalogue, Fingerprint, IndexFolder, IndexLock, IndexWriter, Settings, with_need,
};
use crate::read::Format;

/// What is to be ingested, and how.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// The archive folders.
    pub archives: Vec<PathBuf>,
    /// Where the index is; inside the only archive if not given.
    pub index: Option<PathBuf>,
    /// How the writer uses the machine.
    pub settings: Settings,
    /// Read all files again, whether they look changed or not.
    pub rehash: bool,
    /// Remove what vanished even if that is most of the archive.
    pub prune: bool,
    /// How long to wait for another ingest of the same index.
    pub wait: Duration,
    /// The format of all files, whatever they look like.
    pub format: Option<&'static Format>,
    /// A commit is made about every so many bytes of text; 128 MiB if not given.
    pub commit_bytes: Option<u64>,
    /// A commit is made about every so long, however little was read; 30
    /// seconds if not given.
    pub commit_time: Option<Duration>,
    /// What tells the time between commits.
    pub clock: Clock,
    /// Leave out the checksums of what is written: to measure what they cost.
    /// The index can only be read by those who trust it.
    pub unchecked: bool,
}

/// Told how a run gets on; all methods may be called from several threads.
pub trait Progress: Sync {
    /// So many files are to be read.
    fn start(&self, files: u64);
    /// One file has been read.
    fn file(&self, path: &str);
    /// Something is to be said of a file; nobody hears it by default.
    fn remark(&self, _remark: &Remark) {}
    /// Whether to stop: what was read so far is committed then. By default
    /// nothing stops a run.
    fn is_stopped(&self) -> bool {
        false
    }
}

/// Brings the index of the archives up to date.
///
/// # Errors
/// If an archive is not there, if the index cannot be written, or if the disk
/// is full; what was committed before stays.
pub fn run(request: &Request, progress: &dyn Progress) -> Result<(IndexFolder, Report)> {
    let mut target = Target::open(&request.archives, request.index.as_deref())?;
    target.read_as(request.format);
    if !target.index.exists() {
        check_not_empty(&target)?;
        IndexFolder::make(&target.index)?;
    }
    let lock = IndexLock::take(&target.index, request.wait, &|| progress.is_stopped())?;
    let mut folder = IndexFolder::open_or_create(&target.index, target.roots())?;
    if request.unchecked {
        folder = folder.trusted();
    }
    let (report, _) = Filling { folder: &folder, target: &target, request }.run(lock, progress)?;
    Ok((folder, report))
}

/// An index that is to be brought up to date with archives.
struct Filling<'a> {
    folder: &'a IndexFolder,
    target: &'a Target,
    request: &'a Request,
}

impl Filling<'_> {
    /// Reads what the index does not have yet; gives the lock back unless
    /// the run was stopped.
    fn run(&self, lock: IndexLock, progress: &dyn Progress) -> Result<(Report, Option<IndexLock>)> {
        let started = now();
        let catalogue = Catalogue::of(self.folder)?;
        let way = Look {
            rehash: self.request.rehash,
            prune: self.request.prune,
            threads: self.request.settings.threads,
            is_stopped: &|| progress.is_stopped(),
        };
        let survey = Survey::take(self.target, &catalogue, way)?;
        let mut report = begin(self.target, &survey, progress);
        report.generation = catalogue.commit().map_or(0, |commit| commit.generation);
        drop(catalogue);
        let mut lock = Some(lock);
        if !survey.is_settled()
            && let Some(taken) = lock.take()
        {
            let settings = self.request.settings;
            let writer = IndexWriter::open(self.folder, taken, settings, started)?;
            lock = self.write(writer, survey, &mut report, progress)?;
        }
        report.is_stopped = progress.is_stopped();
        Ok((report, lock))
    }

    fn write(
        &self,
        writer: IndexWriter,
        survey: Survey,
        report: &mut Report,
        progress: &dyn Progress,
    ) -> Result<Option<IndexLock>> {
        let writer = RwLock::new(writer);
        let bytes = self.request.commit_bytes.unwrap_or(COMMIT_BYTES);
        let time = self.request.commit_time.unwrap_or(COMMIT_TIME);
        let pipeline = Pipeline {
            writer: &writer,
            progress,
            threads: self.request.settings.threads.max(1),
            pace: &Pace::new(bytes, time, self.request.clock),
        };
        let mut left = survey.read.bytes();
        let updated = update(&pipeline, survey, report, &mut left);
        updated.map_err(|error| with_need(error, left))?;
        if progress.is_stopped() {
            // Merges are no loss: the next run makes them.
            return Ok(None);
        }
        writer.into_inner().unwrap_or_else(PoisonError::into_inner).finish().map(Some)
    }
}

/// Merges an index into one segment and drops what was removed, so that
/// scores and order are those of a fresh index.
///
/// # Errors
/// If another process writes it, or if the disk is full or fails.
pub fn compact(folder: &IndexFolder, settings: Settings, wait: Duration) -> Result<()> {
    let lock = IndexLock::take(folder.path(), wait, &|| false)?;
    let mut writer = IndexWriter::open(folder, lock, settings, now())?;
    writer.compact()?;
    writer.finish().map(drop)
}

/// A report with what is known before anything is written.
fn begin(target: &Target, survey: &Survey, progress: &dyn Progress) -> Report {
    let mut report = Report {
        files: survey.files,
        unchanged: survey.files - survey.read.len() as u64,
        missing: target.missing.clone(),
        doubt: survey.doubt,
        unreadable: survey.unreadable.clone(),
        ..Report::default()
    };
    for (folder, message) in &survey.unreadable {
        let kind = Kind::Unlisted(message.clone());
        say(&mut report, progress, &Remark { path: folder.clone(), kind });
    }
    for file in &survey.kept {
        let Some(doubt) = survey.doubt else { break };
        say(&mut report, progress, &Remark { path: file.clone(), kind: Kind::Kept(doubt) });
    }
    progress.start(survey.read.len() as u64);
    report
}

fn say(report: &mut Report, progress: &dyn Progress, remark: &Remark) {
    report.count(remark);
    progress.remark(remark);
}

/// Reads what is to be read and removes what is gone, batch by batch. `left`
/// is how many bytes the files have that are not committed yet.
fn update(
    pipeline: &Pipeline<'_>,
    survey: Survey,
    report: &mut Report,
    left: &mut u64,
) -> Result<()> {
    let progress = pipeline.progress;
    let locked = || pipeline.writer.write().unwrap_or_else(PoisonError::into_inner);
    for (file, _) in &survey.remove {
        locked().remove_file(file);
    }
    let mut removed = survey.remove;
    let mut commit = |outcome: Outcome| -> Result<()> {
        let mut writer = locked();
        if writer.has_changes() {
            report.generation = writer.commit(now())?.generation;
        }
        pipeline.pace.committed();
        report.read += outcome.read;
        report.quality.add(outcome.quality);
        for (path, gone) in removed.drain(..) {
            say(report, progress, &Remark { path, kind: Kind::Removed(gone) });
        }
        for remark in &outcome.remarks {
            say(report, progress, remark);
        }
        Ok(())
    };
    for batch in Batches::of(survey.read, pipeline.pace.bytes) {
        let mut rest = match &batch {
            Batch::Small(files) => files.as_slice(),
            Batch::Large(file) => std::slice::from_ref(&**file),
        };
        while !progress.is_stopped() {
            let (outcome, done) = match &batch {
                Batch::Small(..) => pipeline.run(rest)?,
                Batch::Large(file) => (pipeline.large(file, &mut commit)?, 1),
            };
            commit(outcome)?;
            let (read, later) = rest.split_at_checked(done).unwrap_or((rest, &[]));
            *left = left.saturating_sub(bytes_of(read));
            if later.is_empty() {
                break;
            }
            rest = later;
        }
    }
    Ok(())
}

/// How many bytes files have, as far as they were looked at.
fn bytes_of(files: &[FileEntry]) -> u64 {
    files.iter().map(|file| file.size).fold(0, u64::saturating_add)
}

fn check_not_empty(target: &Target) -> Result<()> {
    if target.archives.iter().any(archive::Archive::has_files) {
        return Ok(());
    }
    let root = target.archives.first().map(|archive| archive.root.clone()).unwrap_or_default();
    Err(Error::new(ErrorKind::ArchiveMissing, "there is no file to index in")
        .at(&root)
        .hint("put news files there, or give the folder that holds them"))
}

/// A commit is made about every so many bytes of text.
const COMMIT_BYTES: u64 = 128 << 20;

/// A commit is made about every so long, however little was read.
const COMMIT_TIME: Duration = Duration::from_secs(30);

fn now() -> i64 {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    since.ok().and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or_default()
}

/// How a file looks; what reads it is filled in by the caller.
fn fingerprint(metadata: &std::fs::Metadata) -> Fingerprint {
    let mtime = metadata.modified().ok().and_then(|time| {
        time.duration_since(std::time::UNIX_EPOCH)
            .ok()
            .and_then(|since| i64::try_from(since.as_nanos()).ok())
    });
    Fingerprint {
        size: metadata.len(),
        mtime: mtime.unwrap_or_default(),
        inode: inode(metadata),
        reader: 0,
    }
}

#[cfg(unix)]
fn inode(metadata: &std::fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(metadata)
}

#[cfg(not(unix))]
fn inode(_metadata: &std::fs::Metadata) -> u64 {
    0
}
