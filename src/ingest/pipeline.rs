//! Files to documents, on several threads: read, decode, split, hand over.

use std::fs::File;
use std::io::Read;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use super::comparison::State;
use super::walk::FileEntry;
use super::{Explained, Kind, Progress, Remark, fingerprint};
use crate::analysis::language::detect;
use crate::article::{Article, Locator};
use crate::error::{Error, Result, Skip, SkipReason};
use crate::index::{Entry, Fingerprint, IndexWriter, article_document, row_document};
use crate::read::read_plain;
use crate::split::{explain, split};

/// Reads batches of files.
pub(super) struct Pipeline<'a> {
    pub(super) progress: &'a dyn Progress,
    pub(super) threads: usize,
}

/// What a batch gave.
#[derive(Debug, Default)]
pub(super) struct Outcome {
    /// Files that could be read.
    pub(super) read: u64,
    pub(super) articles: u64,
    /// What is to be said of the files, by path.
    pub(super) remarks: Vec<Remark>,
}

impl Pipeline<'_> {
    /// Reads the files of a batch and adds what they hold. When the run is
    /// to stop, no more files are begun.
    pub(super) fn run(&self, writer: &IndexWriter, batch: &[FileEntry]) -> Result<Outcome> {
        let next = AtomicUsize::new(0);
        let outcome = Mutex::new(Outcome::default());
        let failure: Mutex<Option<Error>> = Mutex::new(None);
        let work = || {
            let mut worker = Worker { writer, outcome: Outcome::default() };
            while let Some(file) = batch.get(next.fetch_add(1, Ordering::Relaxed)) {
                if self.progress.is_stopped() {
                    break;
                }
                if let Err(error) = worker.file(file) {
                    next.store(batch.len(), Ordering::Relaxed);
                    if let Ok(mut failure) = failure.lock() {
                        failure.get_or_insert(error);
                    }
                }
                self.progress.file(&file.file);
            }
            if let Ok(mut outcome) = outcome.lock() {
                outcome.read += worker.outcome.read;
                outcome.articles += worker.outcome.articles;
                outcome.remarks.append(&mut worker.outcome.remarks);
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
        let mut outcome = outcome.into_inner().unwrap_or_default();
        outcome.remarks.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(outcome)
    }
}

struct Worker<'a> {
    writer: &'a IndexWriter,
    outcome: Outcome,
}

impl Worker<'_> {
    /// Replaces what is known of one file.
    fn file(&mut self, file: &FileEntry) -> Result<()> {
        let (fingerprint, read) = match content(file) {
            Ok((fingerprint, bytes)) => (fingerprint, article(file, bytes)),
            Err(skip) if is_passing(skip.reason) => return self.unread(file, skip),
            Err(skip) => (file.fingerprint, Err(skip)),
        };
        self.outcome.read += 1;
        let entry = Entry { file: &file.file, fingerprint, generation: self.writer.generation() };
        match file.state {
            State::New => {}
            State::Known { has_articles: true, .. } => self.writer.remove_file(&file.file),
            State::Known { .. } => self.writer.remove_row(&file.file)?,
        }
        let fields = self.writer.fields();
        let size = usize::try_from(fingerprint.size).unwrap_or(usize::MAX);
        match read {
            Ok(article) => {
                let document = article_document(&article, entry, fields);
                self.writer.add(document, size)?;
                self.outcome.articles += 1;
                self.warn(article);
            }
            Err(skip) => {
                self.writer.add(row_document(entry, Some(&skip), fields), 0)?;
                self.say(file, Kind::Skipped(skip));
            }
        }
        Ok(())
    }

    /// Records that a file cannot be read; its last good articles stay.
    fn unread(&mut self, file: &FileEntry, skip: Skip) -> Result<()> {
        let (has_articles, recorded) = match file.state {
            State::New => (false, None),
            State::Known { has_articles, skip } => (has_articles, skip),
        };
        if recorded != Some(skip.reason) {
            if recorded.is_some() {
                self.writer.remove_row(&file.file)?;
            }
            let generation = self.writer.generation();
            let entry = Entry { file: &file.file, fingerprint: Fingerprint::UNREAD, generation };
            self.writer.add(row_document(entry, Some(&skip), self.writer.fields()), 0)?;
        }
        self.say(file, if has_articles { Kind::Stale(skip) } else { Kind::Skipped(skip) });
        Ok(())
    }

    fn warn(&mut self, article: Article) {
        if article.warnings.is_empty() {
            return;
        }
        let id = article.locator.id();
        let remarks = article.warnings.into_iter();
        let remarks =
            remarks.map(|warning| Remark { path: id.clone(), kind: Kind::Warned(warning) });
        self.outcome.remarks.extend(remarks);
    }

    fn say(&mut self, file: &FileEntry, kind: Kind) {
        self.outcome.remarks.push(Remark { path: file.file.clone(), kind });
    }
}

/// Whether a skip is no property of the file's content: another try may do.
fn is_passing(reason: SkipReason) -> bool {
    matches!(reason, SkipReason::Unreadable | SkipReason::Changed)
}

/// The content of a file that the walk did not rule out.
fn content(file: &FileEntry) -> std::result::Result<(Fingerprint, Vec<u8>), Skip> {
    match &file.skip {
        Some(skip) => Err(skip.clone()),
        None => read_file(file),
    }
}

/// The content of a file, read again once if it changed meanwhile.
fn read_file(file: &FileEntry) -> std::result::Result<(Fingerprint, Vec<u8>), Skip> {
    let unreadable = |cause: std::io::Error| Skip::new(SkipReason::Unreadable, cause.to_string());
    for _ in 0..2 {
        let mut open = File::open(&file.path).map_err(unreadable)?;
        let before = open.metadata().map_err(unreadable)?;
        if !before.is_file() {
            return Err(Skip::new(SkipReason::NotAFile, "not a regular file"));
        }
        let mut bytes = Vec::with_capacity(usize::try_from(before.len()).unwrap_or(0) + 1);
        open.read_to_end(&mut bytes).map_err(unreadable)?;
        if bytes.len() as u64 == before.len() {
            let reader = file.fingerprint.reader;
            return Ok((Fingerprint { reader, ..fingerprint(&before) }, bytes));
        }
    }
    Err(Skip::new(SkipReason::Changed, "it was written to while it was read, twice"))
}

/// The article of a file; a failure of ours costs that file only.
fn article(file: &FileEntry, bytes: Vec<u8>) -> std::result::Result<Article, Skip> {
    let caught = catch_unwind(AssertUnwindSafe(|| read_article(file, bytes)));
    caught.unwrap_or_else(|_| {
        Err(Skip::new(SkipReason::Panicked, "a mistake of ours; please report it"))
    })
}

fn read_article(file: &FileEntry, bytes: Vec<u8>) -> std::result::Result<Article, Skip> {
    let draft = read_plain(Locator::file(&file.file), bytes)?;
    Ok(finished(split(draft, file.rule.context())))
}

/// An article with its language told from the text where nothing states it.
fn finished(mut article: Article) -> Article {
    if article.language.is_none() {
        let paragraphs = article.paragraphs.iter().take(4).map(|paragraph| &paragraph.text);
        let texts = article.headline.iter().chain(paragraphs).map(|text| text.text.as_str());
        article.language = detect(texts).map(str::to_owned);
    }
    article
}

/// The article of a file as it is on disk, without an index.
pub(super) fn extract_file(file: &FileEntry) -> std::result::Result<Article, Skip> {
    read_file(file).and_then(|(_, bytes)| article(file, bytes))
}

/// The same with what spoke of its fields.
pub(super) fn explain_file(file: &FileEntry) -> std::result::Result<Explained, Skip> {
    let (_, bytes) = read_file(file)?;
    let draft = read_plain(Locator::file(&file.file), bytes)?;
    let (article, candidates) = explain(draft, file.rule.context());
    let rule = file.rule.written().map(str::to_owned);
    Ok(Explained { article: finished(article), candidates, rule })
}
