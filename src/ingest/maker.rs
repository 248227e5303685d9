//! From the drafts of one file to documents of the index, on any thread.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use super::file_entry::FileEntry;
use super::quality::Quality;
use super::splitting::{guarded, make};
use super::stamps::beside;
use super::{Kind, Remark};
use crate::article::Article;
use crate::error::{Error, SkipReason};
use crate::index::{Entry, Fingerprint, IndexWriter, article_document};
use crate::read::Draft;

/// Makes documents of the drafts of one file.
pub(super) struct Maker<'a> {
    writer: &'a RwLock<IndexWriter>,
    file: &'a FileEntry,
    /// How the file looks.
    fingerprint: Fingerprint,
    /// What reads it.
    reader: AtomicU64,
    is_unread: AtomicBool,
    tally: Mutex<Tally>,
}

/// What became of drafts.
#[derive(Debug, Default)]
pub(super) struct Tally {
    pub(super) quality: Quality,
    pub(super) remarks: Vec<Remark>,
    /// Records that none became of, by reason, since the file was begun.
    pub(super) skips: BTreeMap<SkipReason, u64>,
    pub(super) failure: Option<Error>,
}

impl Tally {
    /// Counts an article, with its warnings.
    pub(super) fn article(&mut self, id: &str, article: Article) {
        self.quality.count(id, &article);
        for warning in article.warnings {
            self.remarks.push(Remark { path: id.to_owned(), kind: Kind::Warned(warning) });
        }
    }
}

impl<'a> Maker<'a> {
    pub(super) fn new(
        writer: &'a RwLock<IndexWriter>,
        file: &'a FileEntry,
        fingerprint: Fingerprint,
    ) -> Self {
        let reader = AtomicU64::new(file.rule.any_reader());
        let is_unread = AtomicBool::new(false);
        Self { writer, file, fingerprint, reader, is_unread, tally: Mutex::default() }
    }

    /// The same, which goes on counting from what was counted before.
    pub(super) fn counting_on(mut self, quality: Quality) -> Self {
        self.tally.get_mut().unwrap_or_else(PoisonError::into_inner).quality = quality;
        self
    }

    /// Sets the version of what reads the file.
    pub(super) fn set_reader(&self, reader: u64) {
        self.reader.store(reader, Ordering::Relaxed);
    }

    /// The version of what reads the file.
    pub(super) fn reader(&self) -> u64 {
        self.reader.load(Ordering::Relaxed)
    }

    /// Lets the file look like none, so that it is read again.
    pub(super) fn set_unread(&self) {
        self.is_unread.store(true, Ordering::Relaxed);
    }

    /// What the catalogue keeps of the file.
    pub(super) fn entry(&self, generation: u64) -> Entry<'_> {
        let looks = Fingerprint { reader: self.reader(), ..self.fingerprint };
        let is_unread = self.is_unread.load(Ordering::Relaxed);
        let fingerprint = if is_unread { Fingerprint::UNREAD } else { looks };
        Entry { file: &self.file.file, fingerprint, generation }
    }

    /// The writer, for as long as nothing is to be committed.
    pub(super) fn writer(&self) -> RwLockReadGuard<'_, IndexWriter> {
        self.writer.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// What became of the drafts so far.
    pub(super) fn tally(&self) -> MutexGuard<'_, Tally> {
        self.tally.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What became of the drafts since this was last asked.
    pub(super) fn take(&self) -> Tally {
        let mut tally = self.tally();
        let skips = tally.skips.clone();
        std::mem::replace(&mut *tally, Tally { skips, ..Tally::default() })
    }

    /// Splits a draft and adds it to the index; a failure of ours costs that
    /// draft only.
    pub(super) fn make(&self, draft: Draft) {
        let id = draft.stated.locator.id();
        let writer = self.writer();
        let made = guarded(|| {
            let article = self.split(draft);
            let entry = self.entry(writer.generation());
            (article_document(&article, entry, writer.fields()), article)
        });
        let (document, article) = match made {
            Ok(made) => made,
            Err(skip) => {
                let mut tally = self.tally();
                *tally.skips.entry(skip.reason).or_default() += 1;
                tally.remarks.push(Remark { path: id, kind: Kind::Skipped(skip) });
                return;
            }
        };
        match writer.add(document, text_len(&article)) {
            Ok(()) => self.tally().article(&id, article),
            Err(error) => _ = self.tally().failure.get_or_insert(error),
        }
    }

    /// The article of a draft.
    fn split(&self, draft: Draft) -> Article {
        let made = make(draft, self.file);
        if made.asked_neighbours {
            self.set_reader(beside(self.reader(), self.file.neighbours.digest()));
        }
        made.article
    }
}

fn text_len(article: &Article) -> usize {
    article.paragraphs.iter().map(|paragraph| paragraph.text.text.len()).sum()
}
