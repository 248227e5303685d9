//! A place in the text of a query, moved forward one character at a time.
//!
//! Knows the classes of characters that divide a query; what the pieces mean
//! is up to the [`lexer`](super::lexer).

use crate::span::Span;

/// A place in a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Cursor<'t> {
    /// The place before the byte `at` of `text`.
    pub(super) const fn new(text: &'t str, at: usize) -> Self {
        Self { text, at }
    }

    /// Bytes from the beginning of the text.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// What is still to be read.
    pub(super) fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or_default()
    }

    /// The next character.
    pub(super) fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    /// The character after the next one.
    pub(super) fn peek_second(&self) -> Option<char> {
        self.rest().chars().nth(1)
    }

    /// The character before this place.
    pub(super) fn previous(&self) -> Option<char> {
        self.text.get(..self.at)?.chars().next_back()
    }

    /// Moves over the next character.
    pub(super) fn bump(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// Moves over the characters for which `belongs` holds.
    pub(super) fn take_while(&mut self, belongs: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let end = rest.find(|next| !belongs(next)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// Moves to the byte `at`, which must be a character boundary.
    pub(super) const fn jump(&mut self, at: usize) {
        self.at = at;
    }

    /// From `start` to this place.
    pub(super) const fn since(&self, start: usize) -> Span {
        Span::new(start, self.at)
    }
}

/// Whether the character divides words. Byte order marks and zero-width
/// spaces come with pasted text and cannot be seen, so they count.
pub(super) fn is_blank(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{feff}' | '\u{200b}')
}

/// Whether the character opens or closes a phrase. Single quotes do not:
/// they cannot be told from apostrophes.
pub(super) const fn is_quote(character: char) -> bool {
    matches!(character, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Whether the character is a hyphen, a dash or a minus sign.
pub(super) const fn is_dash(character: char) -> bool {
    matches!(character, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Whether the character ends a word wherever it stands.
pub(super) fn is_boundary(character: char) -> bool {
    is_blank(character) || is_quote(character) || matches!(character, '(' | ')' | '|')
}

/// Whether the character carries nothing that could be searched for.
/// Currency, percent, `@`, `#` and pictures are not of this kind.
pub(super) fn is_punctuation(character: char) -> bool {
    let ascii = character.is_ascii_punctuation() && !matches!(character, '$' | '%' | '@' | '#');
    ascii
        || is_quote(character)
        || matches!(character, '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{2212}')
        || matches!(character, '\u{3000}'..='\u{3003}' | '\u{3008}'..='\u{301f}' | '·' | '¿' | '¡')
}
