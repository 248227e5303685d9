//! One word of a query: escapes, wildcards, the punctuation around it.
//!
//! Whether the word is an operator is asked elsewhere; what an analyser makes
//! of its signs is not known here, so signs stay.

use super::ast::Word;
use super::cursor::{Cursor, is_blank, is_boundary, is_punctuation, is_quote};
use super::error;
use super::note::QueryError;
use crate::span::Span;

/// A word as it stands in the text, escapes resolved.
#[derive(Debug, Default)]
pub(super) struct Lexeme {
    /// The characters.
    pub(super) text: String,
    /// Where it stands.
    pub(super) span: Span,
    /// Whether `*` or `?` stand in it as wildcards.
    pub(super) wild: bool,
    escaped_wild: bool,
    /// The part of `text` from the first to the last escaped character.
    escaped: Option<Span>,
}

impl Lexeme {
    /// Reads up to the next boundary. Inside quotes only blanks and quotes are one.
    pub(super) fn read(cursor: &mut Cursor<'_>, quoted: bool) -> Self {
        let start = cursor.at();
        let mut lexeme = Self::default();
        while let Some(next) = cursor.peek() {
            if next == '\\' && lexeme.escape(cursor) {
                continue;
            }
            if lexeme.ends_before(next, cursor, quoted) {
                break;
            }
            cursor.bump();
            lexeme.wild |= matches!(next, '*' | '?');
            lexeme.text.push(next);
        }
        lexeme.span = cursor.since(start);
        lexeme
    }

    /// A backslash makes punctuation a plain character; in front of a word it
    /// makes the word a plain word. Elsewhere it is a character of its own.
    fn escape(&mut self, cursor: &mut Cursor<'_>) -> bool {
        let Some(next) = cursor.peek_second().filter(|next| !is_blank(*next)) else { return false };
        if !self.text.is_empty() && !next.is_ascii_punctuation() && !is_quote(next) {
            return false;
        }
        cursor.bump();
        cursor.bump();
        let start = self.escaped.map_or(self.text.len(), |escaped| escaped.start);
        self.escaped_wild |= matches!(next, '*' | '?');
        self.text.push(next);
        self.escaped = Some(Span::new(start, self.text.len()));
        true
    }

    fn ends_before(&self, next: char, cursor: &Cursor<'_>, quoted: bool) -> bool {
        if quoted {
            return is_blank(next) || is_quote(next);
        }
        let inside = !self.text.is_empty();
        match next {
            '^' => inside && boost_follows(cursor.rest()),
            '~' => inside && edits_follow(cursor.rest()),
            '&' => inside && !cursor.peek_second().is_some_and(may_follow_and),
            _ => is_boundary(next),
        }
    }

    /// Whether a backslash says that it is a word and nothing else.
    pub(super) const fn is_forced(&self) -> bool {
        self.escaped.is_some()
    }

    /// Where the characters begin behind which nothing is escaped.
    fn bare_from(&self) -> usize {
        self.escaped.map_or(0, |escaped| escaped.end)
    }

    /// Whether there is nothing in it that could be searched for.
    pub(super) fn is_punctuation(&self) -> bool {
        !self.is_forced() && !self.wild && self.text.chars().all(is_punctuation)
    }

    /// Takes off the `?` and `!` at the end; says whether there were any.
    pub(super) fn strip_final_marks(&mut self) -> bool {
        let kept = self.text.trim_end_matches(['?', '!']).len().max(self.bare_from());
        let found = kept > 0 && kept < self.text.len();
        if found {
            self.text.truncate(kept);
            self.wild = self.text.get(self.bare_from()..).unwrap_or_default().contains(['*', '?']);
        }
        found
    }

    /// The word of the tree. Commas, colons and semicolons at its end divide
    /// and mean nothing; a `!` at its end stands for `*`.
    pub(super) fn into_word(mut self) -> Result<Word, QueryError> {
        self.trim_end(&[',', ';', ':']);
        if self.bare_tail().ends_with('!') {
            self.trim_end(&['!']);
            self.text.push('*');
            self.wild = true;
        }
        if self.wild {
            if self.escaped_wild {
                return Err(error::mixed_wildcards(self.span));
            }
            // A dictionary word has no punctuation at its ends, so a pattern
            // with some could never match.
            self.trim_end(&[',', ';', ':', '.']);
            self.trim_start();
        }
        Ok(Word { text: self.text, pattern: self.wild, ..Word::default() })
    }

    fn bare_tail(&self) -> &str {
        self.text.get(self.bare_from()..).unwrap_or_default()
    }

    fn trim_end(&mut self, marks: &[char]) {
        let kept = self.bare_from() + self.bare_tail().trim_end_matches(marks).len();
        if kept > 0 {
            self.text.truncate(kept);
        }
    }

    fn trim_start(&mut self) {
        let bare = self.escaped.map_or(self.text.len(), |escaped| escaped.start);
        let bare = self.text.get(..bare).unwrap_or_default();
        let trimmed = bare.len() - bare.trim_start_matches([',', ';', ':', '.']).len();
        self.text.drain(..trimmed);
    }
}

/// Whether `^` and a number come next.
pub(super) fn boost_follows(rest: &str) -> bool {
    let number = rest.strip_prefix('^').unwrap_or_default();
    let number = number.strip_prefix('.').unwrap_or(number);
    number.starts_with(|next: char| next.is_ascii_digit())
}

/// Whether `~`, perhaps with a number, ends the word here.
pub(super) fn edits_follow(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix('~') else { return false };
    let after = rest.trim_start_matches(|next: char| next.is_ascii_digit() || next == '.');
    after.is_empty() || after.starts_with(is_boundary) || boost_follows(after)
}

/// Whether an `&` in front of `next` joins two parts of a word, as in `AT&T`.
fn may_follow_and(next: char) -> bool {
    next.is_alphanumeric() || matches!(next, '*' | '?')
}
