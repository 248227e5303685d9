//! What stands between double quotes.

use super::ast::Word;
use super::cursor::{Cursor, is_quote};
use super::note::QueryError;
use super::word::Lexeme;
use crate::span::Span;

/// A stretch of text between quotes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Quoted {
    /// Between the quotes.
    pub(super) inner: Span,
    /// With the quotes.
    pub(super) outer: Span,
    /// Whether there is a closing quote.
    pub(super) closed: bool,
}

impl Quoted {
    /// Reads from the opening quote on. Without a closing one all that is
    /// left belongs to it.
    pub(super) fn read(cursor: &mut Cursor<'_>) -> Self {
        let start = cursor.at();
        let opening = cursor.bump().unwrap_or('"');
        let inner_start = cursor.at();
        let rest = cursor.rest();
        let found = closing(opening, rest);
        let (inner_len, outer_len) =
            found.map_or((rest.len(), rest.len()), |(at, quote)| (at, at + quote.len_utf8()));
        cursor.jump(inner_start + outer_len);
        Self {
            inner: Span::new(inner_start, inner_start + inner_len),
            outer: cursor.since(start),
            closed: found.is_some(),
        }
    }
}

/// Any double quote closes any other: half-curled pairs are common. Only
/// where a whole pair of another kind stands inside is it taken as quoted text.
fn closing(opening: char, rest: &str) -> Option<(usize, char)> {
    const NESTED_PAIRS: usize = 8;
    let mut quotes = quotes(rest);
    let first = quotes.next()?;
    let mut inner = first;
    for _ in 0..NESTED_PAIRS {
        if closes(opening, inner.1) {
            return Some(inner);
        }
        let pair = quotes.next().filter(|(_, quote)| closes(inner.1, *quote));
        let Some(next) = pair.and_then(|_| quotes.next()) else { break };
        inner = next;
    }
    Some(first)
}

const fn closes(opening: char, quote: char) -> bool {
    match opening {
        '“' => quote == '”',
        '„' => matches!(quote, '“' | '”'),
        '«' => quote == '»',
        '»' => quote == '«',
        _ => quote == opening,
    }
}

/// The quotes of a text that are not escaped.
fn quotes(text: &str) -> impl Iterator<Item = (usize, char)> {
    let mut escaped = false;
    text.char_indices().filter(move |(_, character)| {
        let is_free = !escaped;
        escaped = is_free && *character == '\\';
        is_free && is_quote(*character)
    })
}

/// The words of the stretch `inner` of `text`; marks that carry nothing are left out.
///
/// With `is_last`, a `?` or `!` at the end is punctuation; the second value
/// says where one was.
pub(super) fn words(
    text: &str,
    inner: Span,
    is_last: bool,
) -> Result<(Vec<Word>, Option<Span>), QueryError> {
    let mut lexemes = lexemes(text.get(..inner.end).unwrap_or_default(), inner.start);
    let last = lexemes.last_mut().filter(|_| is_last);
    let stripped = last.and_then(|last| {
        let end = last.span.end;
        last.strip_final_marks().then(|| Span::new(end - 1, end))
    });
    let words = lexemes.into_iter().map(|lexeme| {
        let word = lexeme.into_word()?;
        Ok(Word { exact: true, ..word })
    });
    Ok((words.collect::<Result<_, _>>()?, stripped))
}

fn lexemes(text: &str, start: usize) -> Vec<Lexeme> {
    let mut cursor = Cursor::new(text, start);
    let mut lexemes = Vec::new();
    loop {
        cursor.take_while(|next| super::cursor::is_blank(next) || is_quote(next));
        if cursor.peek().is_none() {
            return lexemes;
        }
        let lexeme = Lexeme::read(&mut cursor, true);
        if !lexeme.is_punctuation() {
            lexemes.push(lexeme);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let quoted = Quoted::read(&mut Cursor::new(text, 0));
        assert_eq!(quoted.inner.of(text), expected, "{text}");
    }

    #[test]
    fn double_quotes_of_all_kinds_close() {
        check(r#""a b" c"#, "a b");
        check("“a b” c", "a b");
        check("„a b“ c", "a b");
        check("«a b» c", "a b");
        check("»a b« c", "a b");
        check("”a b” c", "a b");
        check("\"a b” AND \"c\"", "a b");
        check("“a b\" c", "a b");
        check("“a b“ c", "a b");
    }

    #[test]
    fn a_pair_inside_is_quoted_text() {
        check("\"he said “yes” today\" x", "he said “yes” today");
        check("“he said \"yes\" and \"no\" today” x", "he said \"yes\" and \"no\" today");
        check("«он сказал „да“ вчера» x", "он сказал „да“ вчера");
    }

    #[test]
    fn an_escaped_quote_does_not_close() {
        check(r#""a \" b" c"#, r#"a \" b"#);
        check(r#""a \\" b"#, r"a \\");
        check(r#""a b"#, "a b");
    }
}
