//! Ingesting: the index of an archive folder is brought up to date.
//!
//! Files that look as they did are not read again. What is read becomes
//! durable in batches, articles and catalogue together; a run that is cut off
//! is continued by the next one.

mod archive;
mod comparison;
mod extract;
#[cfg(test)]
mod fault_tests;
mod pipeline;
mod preview;
mod report;
mod rules;
mod survey;
mod walk;

use std::path::PathBuf;
use std::time::Duration;

use self::archive::Target;
pub use self::extract::{Explained, explain, extract};
use self::pipeline::Pipeline;
pub use self::preview::{Preview, pending, preview};
pub use self::report::{Kind, Remark, Report};
pub use self::survey::{Doubt, Gone};
use self::survey::{Look, Survey};
use self::walk::FileEntry;
use crate::error::{Error, ErrorKind, Result};
use crate::index::{Catalogue, Fingerprint, IndexFolder, IndexLock, IndexWriter, Settings};

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
    let started = now();
    let target = Target::open(&request.archives, request.index.as_deref())?;
    let is_stopped = || progress.is_stopped();
    if !target.index.exists() {
        check_not_empty(&target)?;
        IndexFolder::make(&target.index)?;
    }
    let lock = IndexLock::take(&target.index, request.wait, &is_stopped)?;
    let folder = IndexFolder::open_or_create(&target.index, target.roots())?;
    let catalogue = Catalogue::of(&folder)?;
    let way = Look {
        rehash: request.rehash,
        prune: request.prune,
        threads: request.settings.threads,
        is_stopped: &is_stopped,
    };
    let survey = Survey::take(&target, &catalogue, way)?;
    let mut report = begin(&target, &survey, progress);
    report.generation = catalogue.commit().map_or(0, |commit| commit.generation);
    drop(catalogue);
    if !survey.is_settled() {
        let writer = IndexWriter::open(&folder, lock, request.settings, started)?;
        update(writer, survey, progress, request.settings.threads, &mut report)?;
    }
    report.is_stopped = progress.is_stopped();
    Ok((folder, report))
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

/// Reads what is to be read and removes what is gone, batch by batch.
fn update(
    mut writer: IndexWriter,
    survey: Survey,
    progress: &dyn Progress,
    threads: usize,
    report: &mut Report,
) -> Result<()> {
    for (file, _) in &survey.remove {
        writer.remove_file(file);
    }
    let mut removed = survey.remove;
    let pipeline = Pipeline { progress, threads };
    let mut batches = batches(survey.read);
    if batches.is_empty() {
        batches.push(Vec::new());
    }
    for batch in batches {
        if progress.is_stopped() {
            break;
        }
        let outcome = pipeline.run(&writer, &batch)?;
        if writer.has_changes() {
            report.generation = writer.commit(now())?.generation;
        }
        report.read += outcome.read;
        report.articles += outcome.articles;
        for (path, gone) in removed.drain(..) {
            say(report, progress, &Remark { path, kind: Kind::Removed(gone) });
        }
        for remark in &outcome.remarks {
            say(report, progress, remark);
        }
    }
    // Merges are no loss: the next run makes them.
    if progress.is_stopped() { Ok(()) } else { writer.finish().map(drop) }
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

/// A commit is made about every so many bytes of files.
const BATCH_BYTES: u64 = 128 << 20;

fn batches(files: Vec<FileEntry>) -> Vec<Vec<FileEntry>> {
    let mut batches: Vec<Vec<FileEntry>> = Vec::new();
    let mut bytes = u64::MAX;
    for file in files {
        if bytes >= BATCH_BYTES {
            batches.push(Vec::new());
            bytes = 0;
        }
        bytes += file.fingerprint.size;
        if let Some(batch) = batches.last_mut() {
            batch.push(file);
        }
    }
    batches
}

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
