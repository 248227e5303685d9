//! Notes to editors between title and text.

use super::super::byline;
use super::super::notes::{bare_note, columnist_note, editor_note};
use super::Reader;
use crate::article::Status;

impl Reader<'_> {
    /// A note to editors reaches to its closing parenthesis, or to the next
    /// blank line.
    pub(super) fn note(&mut self, at: usize, text: &str) -> Option<usize> {
        let is_advice = self
            .header
            .status
            .is_some_and(|status| status == Status::Kill || status == Status::Advisory);
        if is_advice {
            return None;
        }
        let end = match text.as_bytes().first()? {
            b'(' | b'[' => self.enclosed_note(at),
            b'E' | b'e' | b'N' | b'A' => self.labelled_note(at, text),
            _ => None,
        };
        let end = end.or_else(|| self.is_note_alone(at, text).then_some(at + 1))?;
        self.header.notes.push((at, end));
        Some(end)
    }

    fn enclosed_note(&self, at: usize) -> Option<usize> {
        let start = self.lines.get(at)?.span.start;
        let note = start + editor_note(self.bounded(at, 8))?;
        let is_inside = |at: &usize| self.lines.get(*at).is_some_and(|line| line.span.end <= note);
        let end = (at + 1..=self.lines.len()).find(|at| !is_inside(at))?;
        // What follows the note on its last line is text or a byline.
        (self.lines.get(end - 1)?.span.end <= note).then_some(end)
    }

    fn labelled_note(&self, at: usize, text: &str) -> Option<usize> {
        editor_note(text)?;
        let is_whole = |at: &usize| {
            let flows = self.layout.has_gaps && self.layout.is_wrapped;
            !flows || self.lines.get(*at).is_none_or(|line| line.gap > 0)
        };
        (at + 1..=self.lines.len()).find(is_whole)
    }

    /// A note without parentheses: it says what was corrected right above the
    /// text, or whose opinions follow.
    fn is_note_alone(&self, at: usize, text: &str) -> bool {
        let is_above_text =
            || self.begins_dateline(at + 1) || byline::parse(self.text(at + 1)).is_some();
        let ends_so = text.trim_end_matches(['.', ')', '-', ' ']).ends_with(" own");
        let is_opinion = ends_so && columnist_note(text).is_some_and(|end| end == text.len());
        (is_opinion && byline::parse(text).is_none())
            || (!self.titles.is_empty() && bare_note(text) && is_above_text())
    }
}
