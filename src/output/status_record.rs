//! The record `morgue.status/1`: what is in an index, and what has changed since.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Serialize;

use crate::index::{Contents, Counted};
use crate::ingest::Preview;

/// The name and version of the format.
pub const FORMAT: &str = "morgue.status/1";

/// What is in one index.
#[derive(Debug, Serialize)]
pub struct StatusRecord<'a> {
    format: &'static str,
    index: String,
    articles: u64,
    files: u64,
    file_bytes: u64,
    skips: BTreeMap<&'static str, u64>,
    generation: u64,
    committed: Option<String>,
    bytes: u64,
    segments: u64,
    languages: Vec<CountRecord<'a>>,
    sources: Vec<CountRecord<'a>>,
    dates: Option<DatesRecord>,
    undated: u64,
    pending: PendingRecord,
    compact: CompactRecord,
}

/// A value with the number of its articles.
#[derive(Debug, Serialize)]
struct CountRecord<'a> {
    value: Option<&'a str>,
    articles: u64,
}

#[derive(Debug, Serialize)]
struct DatesRecord {
    first: String,
    last: String,
}

/// What the next ingest would do.
#[derive(Debug, Serialize)]
struct PendingRecord {
    new: usize,
    changed: usize,
    again: usize,
    removed: usize,
    kept: usize,
    kept_because: Option<&'static str>,
    unreadable_folders: Vec<String>,
    missing_archives: Vec<String>,
}

/// Whether compacting would change anything.
#[derive(Debug, Serialize)]
struct CompactRecord {
    scores_may_differ: bool,
    removed_articles: u64,
}

impl<'a> StatusRecord<'a> {
    /// The record of an index.
    #[must_use]
    pub fn new(index: &Path, contents: &'a Contents, pending: &Preview) -> Self {
        let counts = |counted: &'a [Counted]| {
            let count = |counted: &'a Counted| CountRecord {
                value: counted.value.as_deref(),
                articles: counted.articles,
            };
            counted.iter().map(count).collect()
        };
        let skips = contents.skips.iter().map(|(reason, files)| (reason.code(), *files));
        Self {
            format: FORMAT,
            index: index.to_string_lossy().into_owned(),
            articles: contents.articles,
            files: contents.files,
            file_bytes: contents.file_bytes,
            skips: skips.collect(),
            generation: contents.commit.map_or(0, |commit| commit.generation),
            committed: contents.commit.and_then(|commit| time(commit.time)),
            bytes: contents.bytes,
            segments: contents.segments,
            languages: counts(&contents.languages),
            sources: counts(&contents.sources),
            dates: contents.dates.map(|(first, last)| DatesRecord {
                first: first.to_string(),
                last: last.to_string(),
            }),
            undated: contents.undated,
            pending: PendingRecord::new(pending),
            compact: CompactRecord {
                scores_may_differ: contents.commit.is_some_and(|commit| commit.edited),
                removed_articles: contents.removed,
            },
        }
    }
}

impl PendingRecord {
    fn new(pending: &Preview) -> Self {
        let missing = pending.missing.iter().map(|folder| folder.to_string_lossy().into_owned());
        Self {
            new: pending.new.len(),
            changed: pending.changed.len(),
            again: pending.again.len(),
            removed: pending.removed.len(),
            kept: pending.kept.len(),
            kept_because: pending.doubt.map(crate::ingest::Doubt::code),
            unreadable_folders: pending
                .unreadable
                .iter()
                .map(|(folder, _)| folder.clone())
                .collect(),
            missing_archives: missing.collect(),
        }
    }
}

/// A time in UTC, to the second.
pub(super) fn time(nanoseconds: i64) -> Option<String> {
    let time = jiff::Timestamp::from_nanosecond(nanoseconds.into()).ok()?;
    Some(time.strftime("%Y-%m-%dT%H:%M:%SZ").to_string())
}
