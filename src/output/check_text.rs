//! Whether an index is whole, for people.

use std::path::Path;

use super::plural::{counted, size};
use crate::index::Checkup;

/// What was looked at, and a line for each file that is damaged.
#[must_use]
pub fn check(index: &Path, checkup: &Checkup) -> String {
    let mut text = format!("{}: ", index.display());
    if checkup.damages.is_empty() {
        text.push_str("whole; ");
    } else {
        let files = counted(checkup.damages.len() as u64, "file", "files");
        text.push_str(&format!("damaged, {files}; "));
    }
    let files = counted(checkup.files, "file", "files");
    text.push_str(&format!("{files} with {} read", size(checkup.bytes)));
    if let Some(articles) = checkup.articles {
        text.push_str(&format!(", {} decoded", counted(articles, "article", "articles")));
    }
    text.push('\n');
    for damage in &checkup.damages {
        text.push_str(&format!("  {}: {}\n", damage.path.display(), damage.fault));
    }
    text
}
