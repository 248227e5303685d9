//! Files to documents, on several threads: read, decode, split, hand over.

use std::fs::File;
use std::io::Read;
use std::ops::ControlFlow;
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
use crate::read::{Content, Draft, Input, Sample, Sink, recognise};
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
            Ok((fingerprint, bytes)) => (fingerprint, records(file, bytes)),
            Err(skip) if is_passing(skip.reason) => return self.unread(file, skip),
            Err(skip) => (file.fingerprint, vec![Err((None, skip))]),
        };
        self.outcome.read += 1;
        let entry = Entry { file: &file.file, fingerprint, generation: self.writer.generation() };
        match file.state {
            State::New => {}
            State::Known { has_articles: true, .. } => self.writer.remove_file(&file.file),
            State::Known { .. } => self.writer.remove_row(&file.file)?,
        }
        let needs_row = !matches!(read.as_slice(), [Ok(_)]);
        let mut skipped = None;
        for record in read {
            match record {
                Ok(article) => self.article(article, entry)?,
                Err((record, skip)) => {
                    let locator = Locator { record, ..Locator::file(&file.file) };
                    self.say(locator.id(), Kind::Skipped(skip.clone()));
                    skipped.get_or_insert(skip);
                }
            }
        }
        if needs_row {
            let row = row_document(entry, skipped.as_ref(), self.writer.fields());
            self.writer.add(row, 0)?;
        }
        Ok(())
    }

    fn article(&mut self, article: Article, entry: Entry<'_>) -> Result<()> {
        let document = article_document(&article, entry, self.writer.fields());
        let size = article.paragraphs.iter().map(|paragraph| paragraph.text.text.len()).sum();
        self.writer.add(document, size)?;
        self.outcome.articles += 1;
        self.warn(article);
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
        let kind = if has_articles { Kind::Stale(skip) } else { Kind::Skipped(skip) };
        self.say(file.file.clone(), kind);
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

    fn say(&mut self, path: String, kind: Kind) {
        self.outcome.remarks.push(Remark { path, kind });
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

/// What a file gave, in its order: articles, and records that gave none.
pub(super) type Records<T> = Vec<std::result::Result<T, (Option<String>, Skip)>>;

/// The articles of a file; a failure of ours costs that file only.
fn records(file: &FileEntry, bytes: Vec<u8>) -> Records<Article> {
    each(file, bytes, |draft| finished(split(draft, file.rule.context())))
}

/// Reads a file and makes something of each draft.
fn each<T>(file: &FileEntry, bytes: Vec<u8>, make: impl Fn(Draft) -> T) -> Records<T> {
    let mut collector = Collector { make, records: Vec::new() };
    let locator = Locator::file(&file.file);
    let input = Input { locator, content: Content::Whole(bytes), encoding: None };
    let extension = file.path.extension().unwrap_or_default().to_string_lossy().to_lowercase();
    let caught = catch_unwind(AssertUnwindSafe(|| {
        let recognised = recognise(&Sample::new(input.content.head(), &extension));
        if let Some((format, _)) = recognised {
            (format.read)(input, &mut collector);
        }
    }));
    if caught.is_err() {
        let skip = Skip::new(SkipReason::Panicked, "a mistake of ours; please report it");
        collector.records.push(Err((None, skip)));
    }
    collector.records
}

/// Keeps what a reader hands over.
struct Collector<T, F: Fn(Draft) -> T> {
    make: F,
    records: Records<T>,
}

impl<T, F: Fn(Draft) -> T> Sink for Collector<T, F> {
    fn draft(&mut self, draft: Draft) -> ControlFlow<()> {
        self.records.push(Ok((self.make)(draft)));
        ControlFlow::Continue(())
    }

    fn skip(&mut self, record: Option<String>, skip: Skip) -> ControlFlow<()> {
        self.records.push(Err((record, skip)));
        ControlFlow::Continue(())
    }
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

/// The articles of a file as it is on disk, without an index.
pub(super) fn extract_file(file: &FileEntry) -> Records<Article> {
    match read_file(file) {
        Ok((_, bytes)) => records(file, bytes),
        Err(skip) => vec![Err((None, skip))],
    }
}

/// The same with what spoke of their fields.
pub(super) fn explain_file(file: &FileEntry) -> Records<Explained> {
    let bytes = match read_file(file) {
        Ok((_, bytes)) => bytes,
        Err(skip) => return vec![Err((None, skip))],
    };
    each(file, bytes, |draft| {
        let (article, candidates) = explain(draft, file.rule.context());
        let rule = file.rule.written().map(str::to_owned);
        Explained { article: finished(article), candidates, rule }
    })
}
