//! Whether an index is whole, for people.

use std::path::Path;

use super::plural::{counted, size};
use crate::index::{Checkup, Damage};

/// What was looked at, and a line for each file that is damaged.
#[must_use]
pub fn check(index: &Path, checkup: &Checkup) -> String {
    let files = counted(checkup.files, "file", "files");
    let damaged = checkup.damages.len() as u64;
    let state = match damaged {
        0 => "whole".to_owned(),
        _ => format!("damaged, {}", counted(damaged, "file", "files")),
    };
    let decoded = checkup.articles.map_or_else(String::new, |articles| {
        format!(", {} decoded", counted(articles, "article", "articles"))
    });
    let (index, bytes) = (index.display(), size(checkup.bytes));
    let first = format!("{index}: {state}; {files} with {bytes} read{decoded}\n");
    let line = |damage: &Damage| format!("  {}: {}\n", damage.path.display(), damage.fault);
    first + &checkup.damages.iter().map(line).collect::<String>()
}
