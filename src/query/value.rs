//! Values that are taken as they stand: of filters and of `re:/…/`.

use super::cursor::{Cursor, is_blank, is_quote};
use super::phrase::Quoted;
use crate::span::Span;

/// The value of a filter.
#[derive(Debug, Default)]
pub(super) struct Value {
    /// Without quotes.
    pub(super) text: String,
    /// Where it stands.
    pub(super) span: Span,
    /// The quote that was not closed.
    pub(super) unclosed: Option<Span>,
}

/// Reads a value: up to a blank, a `|`, or a `)` that was not opened in it.
/// Parts of it may stand in quotes, where `\"` and `\\` stand for `"` and `\`.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Value {
    let start = cursor.at();
    let mut value = Value::default();
    let mut depth = 0_usize;
    while let Some(next) = cursor.peek() {
        match next {
            _ if is_blank(next) => break,
            '|' => break,
            ')' if depth == 0 => break,
            ')' => depth -= 1,
            '(' => depth += 1,
            _ if is_quote(next) => {
                read_quoted(cursor, &mut value);
                continue;
            }
            _ => {}
        }
        value.text.push(next);
        cursor.bump();
    }
    value.span = cursor.since(start);
    value
}

fn read_quoted(cursor: &mut Cursor<'_>, value: &mut Value) {
    let before = *cursor;
    let quoted = Quoted::read(cursor);
    let mut inner = Cursor::new(before.rest(), quoted.inner.start - before.at());
    let end = quoted.inner.end - before.at();
    while inner.at() < end {
        let Some(next) = inner.bump() else { break };
        let escaped = inner.peek().filter(|escaped| *escaped == '\\' || is_quote(*escaped));
        match escaped {
            Some(escaped) if next == '\\' && inner.at() < end => {
                inner.bump();
                value.text.push(escaped);
            }
            _ => value.text.push(next),
        }
    }
    if !quoted.closed {
        value.unclosed = Some(quoted.outer);
    }
}

/// Reads a regular expression up to the `/` that ends it; `\/` is a slash.
/// The second value says whether there was one.
pub(super) fn until_slash(cursor: &mut Cursor<'_>) -> (String, bool) {
    let mut pattern = String::new();
    while let Some(next) = cursor.bump() {
        match next {
            '/' => return (pattern, true),
            '\\' => match cursor.bump() {
                Some('/') => pattern.push('/'),
                Some(escaped) => pattern.extend(['\\', escaped]),
                None => {}
            },
            _ => pattern.push(next),
        }
    }
    (pattern, false)
}
