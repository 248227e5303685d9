//! From the text of a query to tokens.
//!
//! Everything that is decided by spelling alone is decided here: quotes,
//! escapes, field names, operators, values. Whether the tokens fit together
//! is up to [`arrange`](super::arrange), precedence to [`parser`](super::parser).

use super::Syntax;
use super::ast::{Kind, Word};
use super::cursor::{Cursor, is_blank, is_dash, is_quote};
use super::error::{self, excerpt};
use super::field::FilterField;
use super::findings::Findings;
use super::limits::{MAX_BOOST, MAX_CLAUSES};
use super::note::QueryError;
use super::token::{Token, TokenKind};
use super::word::boost_follows;
use crate::span::Span;

mod fields;
mod quotes;
mod words;

const LEFT_OUT: &str = "left it out";

/// The tokens of a query.
pub(super) fn tokens(
    text: &str,
    syntax: &Syntax,
    findings: &mut Findings,
) -> Result<Vec<Token>, QueryError> {
    let text = without_final_marks(text, findings);
    let cursor = Cursor::new(text, 0);
    let groups = Vec::new();
    let mut lexer = Lexer {
        text,
        cursor,
        syntax,
        findings,
        tokens: Vec::new(),
        groups,
        clauses: 0,
        expressions: 0,
    };
    while lexer.clauses <= MAX_CLAUSES {
        lexer.cursor.take_while(is_blank);
        match lexer.cursor.peek() {
            Some(next) => lexer.token(next)?,
            None => break,
        }
    }
    Ok(lexer.tokens)
}

/// Every run of characters that are not blank, as a word.
pub(super) fn literal_tokens(
    text: &str,
    findings: &mut Findings,
) -> Result<Vec<Token>, QueryError> {
    let mut cursor = Cursor::new(text, 0);
    let mut tokens = Vec::new();
    loop {
        cursor.take_while(is_blank);
        let start = cursor.at();
        let word = cursor.take_while(|next| !is_blank(next)).to_owned();
        if word.is_empty() {
            return Ok(tokens);
        }
        let span = cursor.since(start);
        if tokens.len() == MAX_CLAUSES {
            findings.fault(error::too_many_clauses(span), "left out the rest")?;
            return Ok(tokens);
        }
        let kind = TokenKind::Operand(Kind::Word(Word { text: word, ..Word::default() }));
        tokens.push(Token { kind, span });
    }
}

/// The text without the `?` and `!` that end it: there they are punctuation.
fn without_final_marks<'t>(text: &'t str, findings: &mut Findings) -> &'t str {
    let trimmed = text.trim_end_matches(is_blank);
    let kept = trimmed.trim_end_matches(['?', '!']);
    let escapes = kept.len() - kept.trim_end_matches('\\').len();
    if kept.len() == trimmed.len() || escapes % 2 == 1 || kept.trim_matches(is_blank).is_empty() {
        return text;
    }
    note_final_marks(Span::new(kept.len(), trimmed.len()), trimmed, findings);
    kept
}

fn note_final_marks(span: Span, text: &str, findings: &mut Findings) {
    let message = format!("the `{}` at the end is read as punctuation", excerpt(span.of(text)));
    let help = "write `*` for any ending; a `?` that is not the last character is a wildcard";
    findings.note("W7", span, message, help);
}

struct Lexer<'t, 'f> {
    text: &'t str,
    cursor: Cursor<'t>,
    syntax: &'f Syntax,
    findings: &'f mut Findings,
    tokens: Vec<Token>,
    /// For each open parenthesis, the filter whose values stand in it.
    groups: Vec<Option<FilterField>>,
    clauses: usize,
    expressions: usize,
}

impl Lexer<'_, '_> {
    fn token(&mut self, next: char) -> Result<(), QueryError> {
        match next {
            '(' => self.open(None),
            ')' => self.close(),
            '|' => self.sign('|', TokenKind::Or),
            '&' => self.sign('&', TokenKind::And),
            '-' if self.negates() => self.one(TokenKind::Not),
            _ if is_dash(next) => {
                self.dash();
                Ok(())
            }
            '^' if boost_follows(self.cursor.rest()) && self.touches_last() => self.boost(),
            '^' | '~' | '*' if self.is_misplaced(next) => self.misplaced(),
            _ if is_quote(next) => self.quote(),
            _ => self.wordlike(next),
        }
    }

    fn push(&mut self, kind: TokenKind, span: Span) -> Result<(), QueryError> {
        if let TokenKind::Operand(operand) = &kind {
            self.clauses += match operand {
                Kind::Phrase(phrase) => phrase.words.len(),
                _ => 1,
            };
            if self.clauses > MAX_CLAUSES {
                return self.findings.fault(error::too_many_clauses(span), "left out the rest");
            }
        }
        self.tokens.push(Token { kind, span });
        Ok(())
    }

    fn one(&mut self, kind: TokenKind) -> Result<(), QueryError> {
        let start = self.cursor.at();
        self.cursor.bump();
        self.push(kind, self.cursor.since(start))
    }

    fn sign(&mut self, sign: char, kind: TokenKind) -> Result<(), QueryError> {
        let start = self.cursor.at();
        self.cursor.take_while(|next| next == sign);
        self.push(kind, self.cursor.since(start))
    }

    fn open(&mut self, filter: Option<FilterField>) -> Result<(), QueryError> {
        self.note_call();
        self.groups.push(filter);
        self.one(TokenKind::Open)
    }

    /// Notes a word that is written like a function, which it is not.
    fn note_call(&mut self) {
        let touches = self.touches_last();
        let Some(Token { kind: TokenKind::Operand(Kind::Word(word)), span }) = self.tokens.last()
        else {
            return;
        };
        if touches && !word.exact && !word.pattern {
            let text = excerpt(&word.text);
            let message = format!("`{text}(` is no function; `{text}` is searched for as a word");
            let help = "functions are `atleastN(`, `first/N(`, `caps(`, `allcaps(` and `nocaps(`";
            self.findings.note("W5", *span, message, help);
        }
    }

    fn close(&mut self) -> Result<(), QueryError> {
        self.groups.pop();
        self.one(TokenKind::Close)
    }

    /// A minus negates where a word may begin and something follows it at once.
    fn negates(&self) -> bool {
        let follows = self.cursor.peek_second();
        let before_something = follows.is_some_and(|next| !is_blank(next) && !"-)".contains(next));
        let after_mark =
            self.tokens.last().is_some_and(|last| matches!(last.kind, TokenKind::Prefix(_)));
        let at_start = match self.cursor.previous() {
            None | Some('(' | '|' | '&') => true,
            Some(previous) => is_blank(previous) || (after_mark && self.touches_last()),
        };
        before_something && at_start
    }

    fn touches_last(&self) -> bool {
        self.tokens.last().is_some_and(|last| last.span.end == self.cursor.at())
    }

    /// Whether here is what only makes sense at the end of a word or phrase.
    fn is_misplaced(&self, sign: char) -> bool {
        match sign {
            '^' => boost_follows(self.cursor.rest()),
            // `~5000` by itself is a number.
            _ => self.touches_last() && self.cursor.previous().is_some_and(closes),
        }
    }

    fn misplaced(&mut self) -> Result<(), QueryError> {
        let start = self.cursor.at();
        self.cursor.take_while(|next| matches!(next, '^' | '~' | '*'));
        self.cursor.take_while(|next| next.is_ascii_digit() || next == '.');
        let span = self.cursor.since(start);
        self.findings.fault(error::misplaced(span.of(self.text), span), LEFT_OUT)
    }

    fn dash(&mut self) {
        let start = self.cursor.at();
        self.cursor.take_while(is_dash);
        self.left_out(self.cursor.since(start));
    }

    fn left_out(&mut self, span: Span) {
        let text = excerpt(span.of(self.text));
        let message = format!("`{text}` holds nothing to search for and is left out");
        let help = if text.starts_with(is_dash) {
            "to exclude a word, put one `-` right in front of it"
        } else {
            ""
        };
        self.findings.note("W6", span, message, help);
    }

    fn boost(&mut self) -> Result<(), QueryError> {
        let start = self.cursor.at();
        self.cursor.bump();
        let number = self.cursor.take_while(|next| next.is_ascii_digit() || next == '.');
        let span = self.cursor.since(start);
        match number.parse::<f32>() {
            Ok(weight) if weight > 0.0 && weight <= MAX_BOOST => {
                self.push(TokenKind::Boost(weight), span)
            }
            _ => self.findings.fault(error::bad_boost(span.of(self.text), span), LEFT_OUT),
        }
    }
}

/// Whether a character ends a phrase or a group.
fn closes(character: char) -> bool {
    character == ')' || is_quote(character)
}
