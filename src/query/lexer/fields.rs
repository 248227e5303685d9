//! Field marks, and the values behind those that are filters.

use super::Lexer;
use crate::query::ast::Kind;
use crate::query::cursor::{is_blank, is_boundary};
use crate::query::field::{self, Field, FilterField};
use crate::query::note::{Note, QueryError};
use crate::query::token::{Prefix, TokenKind};
use crate::query::{error, filter, value};
use crate::span::Span;

/// Bytes of a date or length with blanks in it.
const LONGEST_VALUE: usize = 100;

impl Lexer<'_, '_> {
    /// A field mark, and behind a filter's mark its value.
    pub(super) fn field(&mut self) -> Result<bool, QueryError> {
        let start = self.cursor.at();
        let mut ahead = self.cursor;
        let name = ahead.take_while(|next| next.is_ascii_alphabetic() || next == '_');
        let mark = ahead.peek();
        let named =
            field::named(name).filter(|_| matches!(mark, Some(':' | '=' | '(' | '<' | '>')));
        let compares = matches!(mark, Some('<' | '>'));
        match named {
            None => {
                if mark == Some(':') && !name.is_empty() {
                    ahead.bump();
                    self.unknown_field(name, ahead.rest(), ahead.since(start))?;
                }
                return Ok(false);
            }
            Some(Field::Zone(_)) if compares => return Ok(false),
            Some(_) => self.cursor = ahead,
        }
        if mark != Some('(') && !compares {
            self.cursor.bump();
        }
        match named {
            Some(Field::Zone(zone)) => {
                self.push(TokenKind::Prefix(Prefix::Zone(zone)), self.cursor.since(start))?;
            }
            Some(Field::Filter(filter)) => self.filter(filter, start)?,
            None => {}
        }
        Ok(true)
    }

    /// A colon behind what might be the name of a field.
    fn unknown_field(&mut self, name: &str, rest: &str, span: Span) -> Result<(), QueryError> {
        if rest.is_empty() || rest.starts_with(is_blank) || rest.starts_with(['/', ')']) {
            return Ok(());
        }
        let fault = error::unknown_field(name, field::nearest(name), span);
        let message = format!("{}; the colon is read as part of the word", fault.message);
        self.findings.strict_note(fault.code, Note { code: "W9", span, message, help: fault.help })
    }

    fn filter(&mut self, filter: FilterField, start: usize) -> Result<(), QueryError> {
        self.cursor.take_while(is_blank);
        if self.cursor.peek() != Some('(') {
            return self.filter_value(filter, start);
        }
        match self.spaced_value(filter) {
            Some((value, length)) => {
                self.cursor.jump(self.cursor.at() + length);
                self.push(TokenKind::Operand(value), self.cursor.since(start))
            }
            None => self.open(Some(filter)),
        }
    }

    /// `(17 Feb 2017)`, `(> 300)`: one value with blanks in it, and its bytes.
    fn spaced_value(&self, field: FilterField) -> Option<(Kind, usize)> {
        if !matches!(field, FilterField::Date | FilterField::Length) {
            return None;
        }
        let end = self.cursor.rest().find(')')?;
        let value = self.cursor.rest().get(1..end).filter(|value| value.len() <= LONGEST_VALUE)?;
        let read = filter::read(field, value, Span::default(), self.syntax).ok()?;
        Some((Kind::Filter(read), end + 1))
    }

    pub(super) fn value_or_operator(&mut self, filter: FilterField) -> Result<(), QueryError> {
        let rest = self.cursor.rest();
        let end = rest.find(is_boundary).unwrap_or(rest.len());
        let kind = match rest.get(..end).unwrap_or_default() {
            "AND" => TokenKind::And,
            "OR" => TokenKind::Or,
            "NOT" => TokenKind::Not,
            _ => return self.filter_value(filter, self.cursor.at()),
        };
        let start = self.cursor.at();
        self.cursor.jump(start + end);
        self.push(kind, self.cursor.since(start))
    }

    pub(super) fn filter_value(
        &mut self,
        filter: FilterField,
        start: usize,
    ) -> Result<(), QueryError> {
        let value = value::read(&mut self.cursor);
        let span = self.cursor.since(start);
        if let Some(quote) = value.unclosed {
            self.findings.fault(error::unclosed_quote(quote), "closed the quote at the end")?;
        }
        // The caret of a missing value belongs under the field's name.
        let at = if value.text.is_empty() { span } else { value.span };
        match filter::read(filter, &value.text, at, self.syntax) {
            Ok(filter) => self.push(TokenKind::Operand(Kind::Filter(filter)), span),
            Err(fault) => self.findings.fault(fault, "left out the filter"),
        }
    }
}
