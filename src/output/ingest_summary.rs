//! What an ingest did or would do, in sentences.

use std::collections::BTreeMap;

use super::plural::{counted, grouped};
use crate::error::SkipReason;
use crate::ingest::{Doubt, Gone, Preview, Report};

/// What a run did: what was read, what was as before, what could not be read
/// and why. One sentence a line.
#[must_use]
pub fn summary(report: &Report) -> Vec<String> {
    let mut lines = vec![work(report)];
    lines.extend(removed(&report.removed));
    lines.extend(missed(report));
    lines.extend(held_back(report.kept, report.doubt));
    lines.extend(unlisted(&report.unreadable));
    for folder in &report.missing {
        lines.push(gone(folder));
    }
    if report.is_stopped {
        lines.push(
            "Stopped. What is counted above is safe; run the same command again to go on.".into(),
        );
    }
    lines
}

/// What gave no article, and why.
fn missed(report: &Report) -> Vec<String> {
    let mut lines = Vec::new();
    lines.extend(without_article(&report.skips, "file", "files"));
    lines.extend(without_article(&report.record_skips, "record", "records"));
    lines.extend(unread(report));
    lines.extend(unread_records(report));
    for (file, skip) in &report.damaged {
        lines.push(format!("  {file}: {}", skip.message));
    }
    let more = report.damages() - report.damaged.len() as u64;
    if more > 0 {
        let are_files = report.record_skips.keys().all(|reason| !reason.is_damage());
        let more = if are_files {
            counted(more, "more file", "more files")
        } else {
            format!("{} more", grouped(more))
        };
        lines.push(format!("  … and {more}"));
    }
    lines
}

/// What a report would list that the summary does not, with the options of
/// the run that makes it; `None` if nothing.
#[must_use]
pub fn more(report: &Report, options: &str) -> Option<String> {
    let skips = report.skips.values().sum();
    let records = report.record_skips.values().sum();
    let parts = [
        (skips, counted(skips, "file that gave no article", "files that gave no article")),
        (records, counted(records, "record that gave none", "records that gave none")),
        (report.warnings, counted(report.warnings, "warning", "warnings")),
    ];
    let parts: Vec<String> =
        parts.into_iter().filter(|(count, _)| *count > 0).map(|(_, part)| part).collect();
    (!parts.is_empty()).then(|| format!("`{options}` lists {}.", parts.join(" and ")))
}

/// The first sentence.
fn work(report: &Report) -> String {
    if report.files == 0 {
        let nothing = if report.is_stopped { "Nothing was read." } else { "There are no files." };
        return nothing.to_owned();
    }
    let mut parts = Vec::new();
    if report.read > 0 {
        let articles = counted(report.articles(), "article", "articles");
        let read = counted(report.read, "was read and gave", "were read and gave");
        parts.push(format!("{read} {articles}"));
    }
    if report.unchanged > 0 {
        parts.push(counted(report.unchanged, "is as before", "are as before"));
    }
    let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
    format!("{}{parts}.", counted(report.files, "file", "files"))
}

/// A sentence for each reason why articles are removed.
fn removed(removed: &BTreeMap<Gone, u64>) -> Vec<String> {
    let sentence = |(gone, files): (&Gone, &u64)| match gone {
        Gone::Vanished => {
            let many = "files are gone, and so are their articles.";
            counted(*files, "file is gone, and so are its articles.", many)
        }
        Gone::Moved => {
            let many = "files have other names now, and so have their articles.";
            counted(*files, "file has another name now, and so have its articles.", many)
        }
        Gone::Excluded => {
            let many = "files are left out by a rule now, and so are their articles.";
            counted(*files, "file is left out by a rule now, and so are its articles.", many)
        }
    };
    removed.iter().map(sentence).collect()
}

/// What is no article and should not be.
fn without_article(skips: &BTreeMap<SkipReason, u64>, one: &str, many: &str) -> Option<String> {
    let harmless = skips.iter().filter(|(reason, _)| !reason.is_damage());
    sentence(harmless, &format!("{one} holds no article"), &format!("{many} hold no article"))
}

/// Records that should have given an article.
fn unread_records(report: &Report) -> Option<String> {
    let damaged = report.record_skips.iter().filter(|(reason, _)| reason.is_damage());
    sentence(damaged, "record could not be read", "records could not be read")
}

/// Files that should have given an article.
fn unread(report: &Report) -> Option<String> {
    let damaged = report.skips.iter().filter(|(reason, _)| reason.is_damage());
    let mut line = sentence(damaged, "file could not be read", "files could not be read")?;
    if report.stale > 0 {
        let earlier = "of them keeps the articles that it gave earlier.";
        let all_earlier = "of them keep the articles that they gave earlier.";
        line.push(' ');
        line.push_str(&counted(report.stale, earlier, all_earlier));
    }
    Some(line)
}

fn sentence<'a>(
    skips: impl Iterator<Item = (&'a SkipReason, &'a u64)>,
    one: &str,
    many: &str,
) -> Option<String> {
    let (mut total, mut reasons) = (0, Vec::new());
    for (reason, count) in skips {
        total += count;
        reasons.push(format!("{} {}", grouped(*count), reason.phrase()));
    }
    let what = counted(total, one, many);
    (total > 0).then(|| format!("{what}: {}.", reasons.join(", ")))
}

/// Why vanished files keep their articles.
fn held_back(kept: u64, doubt: Option<Doubt>) -> Option<String> {
    let doubt = doubt.filter(|_| kept > 0)?;
    let files = counted(kept, "file is gone", "files are gone");
    let why = doubt.message();
    Some(format!("{files}, but the articles were kept: {why}. `--prune` removes them."))
}

fn unlisted(folders: &[(String, String)]) -> Vec<String> {
    let line = |(folder, message): &(String, String)| {
        format!("The folder `{folder}` cannot be read: {message}.")
    };
    folders.iter().map(line).collect()
}

fn gone(folder: &std::path::Path) -> String {
    format!("The folder `{}` is not there; its articles were kept.", folder.display())
}

/// What an ingest would do, in sentences; `report` says what its files give.
#[must_use]
pub fn outlook(preview: &Preview, report: &Report) -> Vec<String> {
    let mut parts = Vec::new();
    for (files, what) in [
        (preview.new.len() as u64, "new"),
        (preview.changed.len() as u64, "changed"),
        (preview.again.len() as u64, "to be looked at once more"),
        (preview.unchanged, "as before"),
    ] {
        if files > 0 {
            parts.push(format!("{} {what}", grouped(files)));
        }
    }
    let files = counted(preview.files, "file", "files");
    let parts = if parts.is_empty() { String::new() } else { format!(": {}", parts.join(", ")) };
    let mut lines = vec![format!("{files}{parts}. Nothing was written.")];
    if report.read > 0 {
        let read = counted(report.read, "file to be read gives", "files to be read give");
        lines.push(format!("{read} {}.", counted(report.articles(), "article", "articles")));
    }
    let mut reasons = BTreeMap::new();
    for (_, gone) in &preview.removed {
        *reasons.entry(*gone).or_default() += 1;
    }
    lines.extend(removed(&reasons));
    lines.extend(missed(report));
    lines.extend(
        held_back(preview.kept.len() as u64, preview.doubt)
            .map(|line| line.replace("the articles were kept", "the articles would be kept")),
    );
    lines.extend(unlisted(&preview.unreadable));
    lines.extend(preview.missing.iter().map(|folder| gone(folder)));
    lines
}
