//! Notes and bylines glued in front of a dateline: `(Adds details) By A B CITY Dec 21 (X) - `.

use super::dateline;
use super::notes::{bare_note, columnist_note, editor_note};

/// What is glued in front of a dateline, in bytes of the paragraph.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Glued {
    /// The end of the note to editors; 0 if there is none.
    pub note: usize,
    /// The end of the byline, after the note; equal to `note` if there is none.
    pub byline: usize,
}

/// How many words a byline has at most.
const MOST_NAMES: usize = 8;
/// How many words a note without parentheses has at most.
const MOST_WORDS: usize = 16;

/// A quick look: whether notes and bylines begin as this text does.
pub(super) fn may_be_glued(text: &str) -> bool {
    text.starts_with(['(', '[', 'B']) || bare_note(text) || columnist_note(text).is_some()
}

/// Finds what is glued in front of a dateline; `None` if there is no dateline behind it.
pub(super) fn peel(text: &str) -> Option<Glued> {
    let enclosed = || editor_note(text).filter(|_| text.starts_with(['(', '[']));
    let note = columnist_note(text).or_else(enclosed).unwrap_or(0);
    let rest = text.get(note..)?;
    let skipped = note + rest.len() - rest.trim_start().len();
    let rest = rest.trim_start();
    if note > 0 && dateline::accept(rest, false).is_some() {
        return Some(Glued { note, byline: note });
    }
    if note == 0 && bare_note(text) {
        let at = dateline_in_capitals(rest, 2, MOST_WORDS)?;
        return Some(Glued { note: at, byline: at });
    }
    let start = ["By ", "BY "].iter().find(|start| rest.starts_with(**start))?;
    let at = dateline_in_capitals(rest, start.len(), MOST_NAMES)?;
    Some(Glued { note, byline: skipped + at })
}

/// The blank in front of a dateline in capitals that stands behind other words.
fn dateline_in_capitals(text: &str, from: usize, words: usize) -> Option<usize> {
    let blanks = text.match_indices(' ').map(|(at, _)| at).skip(1).take(words);
    blanks.filter(|at| *at > from).find(|at| {
        let tail = text.get(at + 1..).unwrap_or_default();
        let begins_caps = tail.chars().take(3).all(|c| c.is_uppercase() || c == '.' || c == ' ');
        let found = begins_caps.then(|| dateline::accept(tail, false)).flatten();
        found.is_some_and(|found| found.confidence > 90)
    })
}
