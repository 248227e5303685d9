//! Notes and bylines glued in front of a dateline: `(Adds details) By A B CITY Dec 21 (X) - `.

use super::dateline;
use super::notes::editor_note;

/// What is glued in front of a dateline, in bytes of the paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Glued {
    /// The end of the note to editors; 0 if there is none.
    pub note: usize,
    /// The end of the byline, after the note; equal to `note` if there is none.
    pub byline: usize,
}

/// Finds what is glued in front of a dateline; `None` if there is no dateline behind it.
pub(super) fn peel(text: &str) -> Option<Glued> {
    let note = editor_note(text).filter(|_| text.starts_with(['(', '['])).unwrap_or(0);
    let rest = text.get(note..)?;
    let skipped = note + rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    if note > 0 && dateline::accept(rest, false).is_some() {
        return Some(Glued { note, byline: note });
    }
    let start = ["By ", "BY "].iter().find(|start| rest.starts_with(**start))?;
    let words = rest.match_indices(' ').skip(1).take(8);
    for (at, _) in words.filter(|(at, _)| *at > start.len()) {
        let tail = rest.get(at + 1..)?;
        let begins_caps = tail.chars().take(3).all(|c| c.is_uppercase() || c == '.' || c == ' ');
        let found = begins_caps.then(|| dateline::accept(tail, false)).flatten();
        if found.is_some_and(|found| found.confidence > 90) {
            return Some(Glued { note, byline: skipped + at });
        }
    }
    None
}
