//! Ingesting: the index of an archive folder is brought up to date.
//!
//! Files that look as they did are not read again. What is read becomes
//! durable in batches, articles and catalogue together; a run that is cut off
//! is continued by the next one.

mod pipeline;
mod rules;
mod walk;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use self::pipeline::{Outcome, Pipeline};
use self::walk::{Archive, FileEntry, Walked};
use crate::article::Article;
use crate::error::{Error, ErrorKind, Result, Skip, SkipReason};
use crate::index::{FOLDER_NAME, Fingerprint, IndexFolder, IndexWriter, Root, Settings};

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
}

/// What a run did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Files seen in the archive.
    pub files: u64,
    /// Files that were as before.
    pub unchanged: u64,
    /// Files read in this run.
    pub read: u64,
    /// Articles made in this run.
    pub articles: u64,
    /// Files that are gone and whose articles were removed.
    pub removed: u64,
    /// Files that are gone while their articles stay, until `--prune`.
    pub kept: u64,
    /// Files that gave no article in this run, with the reason; by path.
    pub skipped: Vec<(String, Skip)>,
    /// The number of the last commit, 0 if there never was one.
    pub generation: u64,
    /// Files that gave no article, of this and earlier runs, by reason.
    pub skips: BTreeMap<SkipReason, u64>,
}

impl Report {
    /// Whether something could not be read or was held back.
    #[must_use]
    pub fn is_incomplete(&self) -> bool {
        self.kept > 0 || self.skipped.iter().any(|(_, skip)| skip.reason.is_damage())
    }
}

/// Told how a run gets on; all methods may be called from several threads.
pub trait Progress: Sync {
    /// So many files are to be read.
    fn start(&self, files: u64);
    /// One file has been read.
    fn file(&self, path: &str);
}

/// Brings the index of the archives up to date.
///
/// # Errors
/// If an archive is not there, if the index cannot be written, or if the disk
/// is full; what was committed before stays.
pub fn run(request: &Request, progress: &dyn Progress) -> Result<(IndexFolder, Report)> {
    let archives = open_archives(&request.archives, request.index.as_deref())?;
    let path = index_path(request, &archives)?;
    let walked = walk::walk(&archives, &path);
    if walked.is_empty() && !path.exists() {
        return Err(nothing_there(&archives));
    }
    let folder = index_folder(&path, request, &archives)?;
    let mut writer = IndexWriter::open(&folder, request.settings)?;
    let changes = Changes::between(&walked, &writer, request);
    let mut report = Report {
        files: walked.files.len() as u64,
        unchanged: walked.files.len() as u64 - changes.read.len() as u64,
        ..Report::default()
    };
    report.skipped.extend(walked.skipped);
    progress.start(changes.read.len() as u64);
    remove_vanished(&mut writer, &changes, &mut report)?;
    let pipeline = Pipeline { progress, threads: request.settings.threads };
    for batch in batches(changes.read) {
        let outcome = pipeline.run(&writer, &batch)?;
        writer.commit(now())?;
        count(&mut report, batch.len(), outcome);
    }
    report.generation = writer.generation() - 1;
    writer.finish()?;
    report.skipped.sort_by(|a, b| a.0.cmp(&b.0));
    Ok((folder, report))
}

/// Splits a file, or the files of a folder in the order of their paths,
/// without indexing them.
///
/// # Errors
/// If `path` is a folder that cannot be listed.
pub fn extract(
    path: &Path,
) -> Result<impl Iterator<Item = (String, std::result::Result<Article, Skip>)> + use<>> {
    let mut walked = if path.is_dir() {
        walk::walk(&[Archive::open(path, false)?], &path.join(FOLDER_NAME))
    } else {
        walk::single(path)
    };
    let skipped = std::mem::take(&mut walked.skipped).into_iter();
    let skipped = skipped.map(|(file, skip)| (file, Err(skip)));
    let read = walked.files.into_iter().map(|entry| {
        let article = pipeline::extract_file(&entry);
        (entry.file, article)
    });
    Ok(skipped.chain(read))
}

/// The archive folders with the names that ids of their articles begin with.
fn open_archives(paths: &[PathBuf], index: Option<&Path>) -> Result<Vec<Archive>> {
    if paths.len() > 1 && index.is_none() {
        return Err(Error::new(ErrorKind::Usage, "several archives need one index to go into")
            .hint("name it with `--index DIR`, or ingest them one by one"));
    }
    paths.iter().map(|path| Archive::open(path, index.is_some())).collect()
}

fn nothing_there(archives: &[Archive]) -> Error {
    let root = archives.first().map(|archive| archive.root.clone()).unwrap_or_default();
    Error::new(ErrorKind::ArchiveMissing, "there is no file to index in")
        .at(&root)
        .hint("put news files there, or give the folder that holds them")
}

fn index_path(request: &Request, archives: &[Archive]) -> Result<PathBuf> {
    match (&request.index, archives) {
        (Some(path), _) => Ok(path.clone()),
        (None, [only]) => Ok(only.root.join(FOLDER_NAME)),
        _ => Err(Error::new(ErrorKind::Usage, "no archive was named")),
    }
}

fn index_folder(path: &Path, request: &Request, archives: &[Archive]) -> Result<IndexFolder> {
    let roots = archives.iter().map(|archive| Root {
        name: archive.name.clone(),
        path: if request.index.is_some() { archive.root.clone() } else { PathBuf::from("..") },
    });
    IndexFolder::open_or_create(path, roots.collect())
}

/// What a run has to do.
struct Changes {
    read: Vec<FileEntry>,
    vanished: Vec<String>,
    kept: u64,
}

/// Files may vanish up to this number without being asked about.
const FEW_VANISHED: usize = 100;

impl Changes {
    fn between(walked: &Walked, writer: &IndexWriter, request: &Request) -> Self {
        let catalogue = writer.catalogue();
        // A file may change within the resolution of its clock after it was read.
        let settled = writer.last_commit().map_or(i64::MIN, |commit| commit.time - 2_000_000_000);
        let is_known = |entry: &&FileEntry| {
            let known = catalogue.get(&entry.file).map(|known| known.fingerprint);
            known == Some(entry.fingerprint) && entry.fingerprint.mtime < settled && !request.rehash
        };
        let read = walked.files.iter().filter(|entry| !is_known(entry)).cloned().collect();
        let seen: std::collections::HashSet<&str> = walked.present().collect();
        let gone = catalogue.files().map(|(file, _)| file).filter(|file| !seen.contains(file));
        let gone = gone.filter(|file| walked.covers(file));
        let mut vanished: Vec<String> = gone.map(str::to_owned).collect();
        vanished.sort_unstable();
        let many = vanished.len() > FEW_VANISHED && vanished.len() * 10 > catalogue.len();
        let suspicious = many || walked.files.is_empty() || !walked.unreadable_folders.is_empty();
        let kept = if suspicious && !request.prune { vanished.len() as u64 } else { 0 };
        if kept > 0 {
            vanished.clear();
        }
        Self { read, vanished, kept }
    }
}

fn remove_vanished(writer: &mut IndexWriter, changes: &Changes, report: &mut Report) -> Result<()> {
    report.kept = changes.kept;
    report.removed = changes.vanished.len() as u64;
    for file in &changes.vanished {
        writer.remove_file(file);
    }
    if !changes.vanished.is_empty() && changes.read.is_empty() {
        writer.commit(now())?;
    }
    Ok(())
}

fn count(report: &mut Report, files: usize, outcome: Outcome) {
    report.read += files as u64;
    report.articles += outcome.articles;
    for (file, skip) in outcome.skipped {
        *report.skips.entry(skip.reason).or_default() += 1;
        report.skipped.push((file, skip));
    }
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
