//! From the drafts of one file to documents of the index, on any thread.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError, RwLock, RwLockReadGuard};

use super::neighbours::{Answer, Doubts};
use super::opened::stumbled;
use super::stamps::beside;
use super::walk::FileEntry;
use super::{Kind, Remark};
use crate::analysis::language::detect;
use crate::article::Article;
use crate::error::{Error, SkipReason};
use crate::index::{Entry, Fingerprint, IndexWriter, article_document};
use crate::read::Draft;
use crate::split::split;

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
    pub(super) articles: u64,
    pub(super) remarks: Vec<Remark>,
    /// Records that none became of, by reason, since the file was begun.
    pub(super) skips: BTreeMap<SkipReason, u64>,
    pub(super) failure: Option<Error>,
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
        let made = catch_unwind(AssertUnwindSafe(|| {
            let article = finished(self.split(draft));
            let entry = self.entry(writer.generation());
            (article_document(&article, entry, writer.fields()), article)
        }));
        let Ok((document, article)) = made else {
            let mut tally = self.tally();
            *tally.skips.entry(SkipReason::Panicked).or_default() += 1;
            tally.remarks.push(Remark { path: id, kind: Kind::Skipped(stumbled()) });
            return;
        };
        if let Err(error) = writer.add(document, text_len(&article)) {
            self.tally().failure.get_or_insert(error);
            return;
        }
        let warnings = article.warnings.into_iter();
        let remarks =
            warnings.map(|warning| Remark { path: id.clone(), kind: Kind::Warned(warning) });
        let mut tally = self.tally();
        tally.articles += 1;
        tally.remarks.extend(remarks);
    }

    /// Splits a draft, with what neighbours tell where the text is in doubt.
    fn split(&self, draft: Draft) -> Article {
        let doubts = Doubts::of(&draft, self.file);
        let article = split(draft, self.file.rule.context());
        let answer = doubts.ask(&article);
        if !matches!(answer, Answer::Unasked) {
            self.set_reader(beside(self.reader(), self.file.neighbours.digest()));
        }
        match answer {
            Answer::Settled(again) => split(again.0, &again.1),
            Answer::Unasked | Answer::Open => article,
        }
    }
}

fn text_len(article: &Article) -> usize {
    article.paragraphs.iter().map(|paragraph| paragraph.text.text.len()).sum()
}

/// An article with its language told from the text where nothing states it.
pub(super) fn finished(mut article: Article) -> Article {
    if article.language.is_none() {
        let paragraphs = article.paragraphs.iter().take(4).map(|paragraph| &paragraph.text);
        let texts = article.headline.iter().chain(paragraphs).map(|text| text.text.as_str());
        article.language = detect(texts).map(str::to_owned);
    }
    article
}
