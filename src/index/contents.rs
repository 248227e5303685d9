//! What is in an index, counted from its columns.

use std::collections::{BTreeMap, HashMap};

use jiff::ToSpan;
use jiff::civil::Date;
use tantivy::SegmentReader;
use tantivy::columnar::{Column, StrColumn};

use super::catalogue::Catalogue;
use super::commit::CommitSummary;
use super::folder::IndexFolder;
use super::schema::ROW_STATUS;
use crate::error::{Result, SkipReason};

/// What is in an index as of its last commit.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Contents {
    /// The last commit; `None` before the first.
    pub commit: Option<CommitSummary>,
    /// Articles that can be found, withdrawn ones included.
    pub articles: u64,
    /// Files in the catalogue.
    pub files: u64,
    /// Bytes of these files when they were read.
    pub file_bytes: u64,
    /// Files, members and records that gave no article when last tried, by reason.
    pub skips: BTreeMap<SkipReason, u64>,
    /// Segments.
    pub segments: u64,
    /// Articles that are removed but still take room.
    pub removed: u64,
    /// Bytes of the index on disk.
    pub bytes: u64,
    /// Languages with the number of their articles, most frequent first.
    pub languages: Vec<Counted>,
    /// Publications with the number of their articles, most frequent first.
    pub sources: Vec<Counted>,
    /// Articles without a date.
    pub undated: u64,
    /// First and last day that articles are dated.
    pub dates: Option<(Date, Date)>,
}

/// A value with the number of articles that have it; no value is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counted {
    /// The value.
    pub value: Option<String>,
    /// How many articles have it.
    pub articles: u64,
}

/// Counts while segments are gone through.
#[derive(Default)]
struct Counts {
    languages: HashMap<Option<String>, u64>,
    sources: HashMap<Option<String>, u64>,
    days: Option<(i64, i64)>,
}

impl Contents {
    /// Counts what is in an index.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn of(folder: &IndexFolder, catalogue: &Catalogue) -> Result<Self> {
        let mut contents = Self { commit: catalogue.commit(), ..Self::default() };
        if !folder.has_commits() {
            return Ok(contents);
        }
        contents.count_files(folder, catalogue)?;
        let (searcher, _) = folder.last_state()?;
        let mut counts = Counts::default();
        for segment in searcher.segment_readers() {
            let counted = contents.count_segment(segment, &mut counts);
            counted.map_err(|cause| folder.damaged(cause))?;
        }
        contents.languages = ranked(counts.languages);
        contents.sources = ranked(counts.sources);
        contents.dates = counts.days.and_then(|(first, last)| Some((date(first)?, date(last)?)));
        contents.bytes = bytes_on_disk(&folder.segments());
        folder.intact()?;
        Ok(contents)
    }

    fn count_files(&mut self, folder: &IndexFolder, catalogue: &Catalogue) -> Result<()> {
        self.files = catalogue.len() as u64;
        let counted = catalogue.each(|_, number| {
            let Some(known) = catalogue.known(number) else { return };
            let size = known.fingerprint.size;
            self.file_bytes += if size == u64::MAX { 0 } else { size };
            let own = known.row.skip.map(|reason| (reason, 1));
            for (reason, count) in own.into_iter().chain(known.row.skips) {
                *self.skips.entry(reason).or_default() += count;
            }
        });
        counted.map_err(|cause| folder.damaged(cause.into()))
    }

    fn count_segment(
        &mut self,
        segment: &SegmentReader,
        counts: &mut Counts,
    ) -> tantivy::Result<()> {
        let columns = segment.fast_fields();
        let (first, last) = (columns.i64("date")?, columns.i64("date_last")?);
        let Some(status) = columns.str("status")? else { return Ok(()) };
        let row = status.dictionary().term_ord(ROW_STATUS)?;
        let mut languages = Tally::of(columns.str("language")?);
        let mut sources = Tally::of(columns.str("source")?);
        self.segments += 1;
        self.removed += u64::from(segment.num_deleted_docs());
        for doc in segment.doc_ids_alive() {
            if row.is_some() && status.ords().first(doc) == row {
                continue;
            }
            self.articles += 1;
            languages.add(doc);
            sources.add(doc);
            self.undated += u64::from(first.first(doc).is_none());
            counts.widen(&first, &last, doc);
        }
        languages.pour(&mut counts.languages)?;
        sources.pour(&mut counts.sources)
    }
}

impl Counts {
    fn widen(&mut self, first: &Column<i64>, last: &Column<i64>, doc: u32) {
        let (Some(first), Some(last)) = (first.first(doc), last.first(doc)) else { return };
        let (from, to) = self.days.unwrap_or((first, last));
        self.days = Some((from.min(first), to.max(last)));
    }
}

/// How often each value of a column occurs in a segment.
struct Tally {
    column: Option<StrColumn>,
    counts: Vec<u64>,
    without: u64,
}

impl Tally {
    fn of(column: Option<StrColumn>) -> Self {
        let values = column.as_ref().map_or(0, |column| column.num_terms());
        Self { column, counts: vec![0; values], without: 0 }
    }

    fn add(&mut self, doc: u32) {
        let ord = self.column.as_ref().and_then(|column| column.ords().first(doc));
        let ord = ord.and_then(|ord| usize::try_from(ord).ok());
        match ord.and_then(|ord| self.counts.get_mut(ord)) {
            Some(count) => *count += 1,
            None => self.without += 1,
        }
    }

    fn pour(self, all: &mut HashMap<Option<String>, u64>) -> tantivy::Result<()> {
        if self.without > 0 {
            *all.entry(None).or_default() += self.without;
        }
        let Some(column) = self.column else { return Ok(()) };
        for (count, ord) in self.counts.into_iter().zip(0..) {
            let mut value = String::new();
            if count > 0 && column.ord_to_str(ord, &mut value)? {
                *all.entry(Some(value)).or_default() += count;
            }
        }
        Ok(())
    }
}

fn ranked(counts: HashMap<Option<String>, u64>) -> Vec<Counted> {
    let counted = counts.into_iter().map(|(value, articles)| Counted { value, articles });
    let mut counted: Vec<Counted> = counted.collect();
    counted.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.value.cmp(&b.value)));
    counted
}

fn date(day: i64) -> Option<Date> {
    jiff::civil::date(1970, 1, 1).checked_add(day.days()).ok()
}

/// Bytes of the files in a folder; those of a running merge count too.
fn bytes_on_disk(folder: &std::path::Path) -> u64 {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.filter_map(|entry| entry.metadata().ok()).map(|metadata| metadata.len()).sum()
}
