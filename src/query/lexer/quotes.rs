//! Phrases: what stands between double quotes, and the `~n` behind it.

use super::{LEFT_OUT, Lexer, note_final_marks};
use crate::query::ast::{Kind, Phrase};
use crate::query::cursor::is_blank;
use crate::query::error::{self, excerpt};
use crate::query::limits::MAX_DISTANCE;
use crate::query::note::QueryError;
use crate::query::phrase::{self, Quoted};
use crate::query::token::TokenKind;
use crate::span::Span;

impl Lexer<'_, '_> {
    pub(super) fn quote(&mut self) -> Result<(), QueryError> {
        if let Some(Some(filter)) = self.groups.last() {
            return self.filter_value(*filter, self.cursor.at());
        }
        let quoted = Quoted::read(&mut self.cursor);
        if !quoted.closed {
            let did = "closed the quote at the end";
            self.findings.fault(error::unclosed_quote(quoted.outer), did)?;
        }
        let is_last = self.cursor.rest().trim_start_matches(is_blank).is_empty();
        let words = match phrase::words(self.text, quoted.inner, is_last) {
            Ok((words, stripped)) => {
                if let Some(mark) = stripped {
                    note_final_marks(mark, self.text, self.findings);
                }
                words
            }
            Err(fault) => return self.findings.fault(fault, LEFT_OUT),
        };
        if let [_, .., last] = words.as_slice() {
            self.note_wildcard(last, quoted.inner);
        }
        self.note_edits(quoted.inner);
        let slop = self.slop(quoted.outer.start)?;
        let span = self.cursor.since(quoted.outer.start);
        if words.is_empty() {
            return self.findings.fault(error::empty_quotes(span), "left out the empty quotes");
        }
        self.push(TokenKind::Operand(Kind::Phrase(Phrase { words, slop })), span)
    }

    /// `"alfa~1 beta"`: words between quotes have no edits.
    fn note_edits(&mut self, inner: Span) {
        let text = inner.of(self.text);
        let edited = text.split(is_blank).filter(|word| !word.contains('\\'));
        let mut edited = edited.filter(|word| {
            let digits = word.trim_end_matches(|next: char| next.is_ascii_digit());
            digits.ends_with('~') && digits.len() > 1
        });
        let Some(word) = edited.next() else { return };
        let message = format!("the `~` of `{}` is no operator between quotes", excerpt(word));
        let help = "write `~n` behind the quotes for words that may be moved, or the word by \
                    itself for edits";
        self.findings.note("W5", inner, message, help);
    }

    /// `~n` behind a phrase.
    fn slop(&mut self, start: usize) -> Result<Option<u32>, QueryError> {
        let after = self.cursor.rest().strip_prefix('~').unwrap_or_default();
        if !after.starts_with(|next: char| next.is_ascii_digit()) {
            return Ok(None);
        }
        self.cursor.bump();
        let number = self.cursor.take_while(|next| next.is_ascii_digit()).parse();
        let slop = number.ok().filter(|slop| *slop <= MAX_DISTANCE);
        if slop.is_none() {
            let span = self.cursor.since(start);
            let fault = error::out_of_range(span.of(self.text), MAX_DISTANCE, span);
            self.findings.fault(fault, "read the phrase without it")?;
        }
        Ok(slop)
    }
}
