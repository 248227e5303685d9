//! What is in an index, for people.

use std::path::Path;

use super::plural::{counted, grouped, size};
use super::status_record::time;
use crate::index::{Contents, Counted};
use crate::ingest::Preview;

/// Values that are named one by one.
const NAMED: usize = 8;

/// What is in an index and what has changed since, a line a fact.
#[must_use]
pub fn status(index: &Path, contents: &Contents, pending: &Preview) -> String {
    let mut rows = vec![
        ("index", index.display().to_string()),
        ("articles", grouped(contents.articles)),
        ("files", format!("{}, {}", grouped(contents.files), size(contents.file_bytes))),
    ];
    let skips = contents.skips.iter();
    let skips = skips.map(|(reason, files)| format!("{} {}", grouped(*files), reason.phrase()));
    push_list(&mut rows, "no article", &skips.collect::<Vec<_>>());
    if let Some((first, last)) = contents.dates {
        let undated = match contents.undated {
            0 => String::new(),
            articles => format!(", {} without a date", grouped(articles)),
        };
        rows.push(("dates", format!("{first} to {last}{undated}")));
    }
    push_list(&mut rows, "languages", &values(&contents.languages));
    push_list(&mut rows, "sources", &values(&contents.sources));
    rows.push(("committed", committed(contents)));
    let segments = counted(contents.segments, "segment", "segments");
    rows.push(("size", format!("{} in {segments}", size(contents.bytes))));
    rows.push(("pending", changes(pending)));
    if contents.commit.is_some_and(|commit| commit.edited) {
        let advice = "articles were replaced or removed; until `morgue compact`, scores and order \
             may differ from those of a fresh index";
        rows.push(("compact", advice.to_owned()));
    }
    let line = |(name, value): (&str, String)| format!("{name:<12}{value}\n");
    rows.into_iter().map(line).collect()
}

fn push_list(rows: &mut Vec<(&'static str, String)>, name: &'static str, values: &[String]) {
    if !values.is_empty() {
        rows.push((name, values.join(", ")));
    }
}

fn values(counted: &[Counted]) -> Vec<String> {
    let shown = |counted: &Counted| {
        format!("{} {}", counted.value.as_deref().unwrap_or("unknown"), grouped(counted.articles))
    };
    let mut values: Vec<String> = counted.iter().take(NAMED).map(shown).collect();
    if counted.len() > NAMED {
        values.push(format!("and {} more", counted.len() - NAMED));
    }
    values
}

fn committed(contents: &Contents) -> String {
    match contents.commit {
        Some(commit) => {
            let time = time(commit.time).unwrap_or_default();
            format!("{time}, generation {}", commit.generation)
        }
        None => "nothing yet".to_owned(),
    }
}

/// What the next ingest would do.
fn changes(pending: &Preview) -> String {
    let mut parts = Vec::new();
    for (files, what) in [
        (pending.new.len(), "new"),
        (pending.changed.len(), "changed"),
        (pending.again.len(), "as old as the last commit, to be looked at once more"),
        (pending.removed.len(), "gone"),
    ] {
        if files > 0 {
            parts.push(format!("{} {what}", counted(files as u64, "file", "files")));
        }
    }
    if let Some(doubt) = pending.doubt {
        let files = counted(pending.kept.len() as u64, "file", "files");
        parts.push(format!("{files} gone but kept, because {}", doubt.message()));
    }
    for (folder, message) in &pending.unreadable {
        parts.push(format!("`{folder}` cannot be read: {message}"));
    }
    for folder in &pending.missing {
        parts.push(format!("`{}` is not there", folder.display()));
    }
    if parts.is_empty() { "nothing".to_owned() } else { parts.join("; ") }
}
