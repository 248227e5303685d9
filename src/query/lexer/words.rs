//! What looks like a word: words, operators, functions, `re:/…/`.

use super::{LEFT_OUT, Lexer};
use crate::query::ast::{Kind, Proximity, Word};
use crate::query::cursor::{is_blank, is_boundary, is_quote};
use crate::query::error::{self, excerpt};
use crate::query::limits::{MAX_EDITS, MAX_EXPRESSIONS};
use crate::query::note::{Note, QueryError};
use crate::query::operator::{self, Spelling};
use crate::query::regex::Expression;
use crate::query::token::{Token, TokenKind};
use crate::query::value;
use crate::query::word::{Lexeme, edits_follow};
use crate::span::Span;

impl Lexer<'_, '_> {
    pub(super) fn wordlike(&mut self, next: char) -> Result<(), QueryError> {
        if let Some(Some(filter)) = self.groups.last().copied() {
            return self.value_or_operator(filter);
        }
        if self.foreign_sign(next)? {
            return Ok(());
        }
        let second = self.cursor.peek_second();
        if next == '=' && second.is_some_and(|second| !is_boundary(second) || is_quote(second)) {
            self.cursor.bump();
            // A phrase is exact anyway.
            return if second.is_some_and(is_quote) { Ok(()) } else { self.exact_word() };
        }
        if self.regex()? || self.field()? || self.function()? {
            return Ok(());
        }
        let start = self.cursor.at();
        let lexeme = Lexeme::read(&mut self.cursor, false);
        if !lexeme.is_forced()
            && let Some(operator) = operator::operator(&lexeme.text)
        {
            return self.operator(operator, lexeme.span);
        }
        self.word(lexeme, start, false)
    }

    fn exact_word(&mut self) -> Result<(), QueryError> {
        let start = self.cursor.at() - 1;
        let lexeme = Lexeme::read(&mut self.cursor, false);
        self.word(lexeme, start, true)
    }

    /// `+` and `!` in front of something are operators elsewhere, not here.
    fn foreign_sign(&mut self, sign: char) -> Result<bool, QueryError> {
        let second = self.cursor.peek_second();
        let before = |belongs: fn(char) -> bool| {
            second.is_some_and(|next| belongs(next) || next == '(' || is_quote(next))
        };
        let help = match sign {
            '+' if before(char::is_alphabetic) => "all words are required without it",
            '+' if self.counts_words() => "write `pre/n` for words in order",
            '!' if before(char::is_alphanumeric) => "write `-` or NOT to exclude what follows",
            _ => return Ok(false),
        };
        let start = self.cursor.at();
        self.cursor.bump();
        let span = self.cursor.since(start);
        let message = format!("`{sign}` is not an operator here and is left out");
        let note = Note { code: "W8", span, message, help: Some(help.to_owned()) };
        self.findings.strict_note("Q25", note)?;
        Ok(true)
    }

    /// Whether `+5` comes next, between two operands.
    fn counts_words(&self) -> bool {
        let mut ahead = self.cursor;
        ahead.bump();
        let digits = ahead.take_while(|next| next.is_ascii_digit());
        let operand = self.tokens.last().is_some_and(|last| last.kind.ends_operand());
        let follows = ahead.rest().trim_start_matches(is_blank);
        let spaced = ahead.peek().is_some_and(is_blank);
        operand && spaced && (1..=3).contains(&digits.len()) && !follows.is_empty()
    }

    fn operator(&mut self, operator: Spelling<TokenKind>, span: Span) -> Result<(), QueryError> {
        let kind = match operator {
            Spelling::Good(kind) => kind,
            Spelling::OutOfRange(limit) => {
                let fault = error::out_of_range(span.of(self.text), limit, span);
                return self.findings.fault(fault, LEFT_OUT);
            }
        };
        let TokenKind::Near(proximity) = kind else { return self.push(kind, span) };
        let spelled =
            |last: &mut Token| last.kind == TokenKind::Not && last.span.of(self.text) == "NOT";
        let not = self.tokens.pop_if(spelled);
        let start = not.as_ref().map_or(span.start, |not| not.span.start);
        let proximity = Proximity { negated: not.is_some(), ..proximity };
        self.push(TokenKind::Near(proximity), Span::new(start, span.end))
    }

    fn word(&mut self, lexeme: Lexeme, start: usize, exact: bool) -> Result<(), QueryError> {
        let edits = self.edits(start)?;
        let span = self.cursor.since(start);
        if lexeme.is_punctuation() {
            self.left_out(span);
            return Ok(());
        }
        let mut word = match lexeme.into_word() {
            Ok(word) => Word { exact, edits, ..word },
            Err(fault) => return self.findings.fault(fault, LEFT_OUT),
        };
        if word.pattern && edits > 0 {
            self.findings.fault(error::edited_pattern(span), "dropped the edits")?;
            word.edits = 0;
        }
        self.note_wildcard(&word, span);
        let is_star = word.pattern && !exact && word.text.bytes().all(|byte| byte == b'*');
        let kind = if is_star { Kind::All } else { Kind::Word(word) };
        self.push(TokenKind::Operand(kind), span)
    }

    /// A `?` at the end of a word may have been meant as punctuation.
    pub(super) fn note_wildcard(&mut self, word: &Word, span: Span) {
        if word.pattern && word.text.ends_with('?') {
            let message =
                format!("the `?` of `{}` stands for any one character", excerpt(&word.text));
            self.findings.note("W7", span, message, "leave it out if it is punctuation");
        }
    }

    /// `~1` behind a word; without a number it is 2, as in Lucene.
    fn edits(&mut self, start: usize) -> Result<u8, QueryError> {
        if !edits_follow(self.cursor.rest()) {
            return Ok(0);
        }
        self.cursor.bump();
        let number = self.cursor.take_while(|next| next.is_ascii_digit() || next == '.');
        let edits = if number.is_empty() { Some(MAX_EDITS) } else { number.parse().ok() };
        if let Some(edits) = edits.filter(|edits| (1..=MAX_EDITS).contains(edits)) {
            return Ok(edits);
        }
        let span = self.cursor.since(start);
        self.findings.fault(error::bad_edits(span.of(self.text), span), "dropped the edits")?;
        Ok(0)
    }

    /// `re:/…/`
    fn regex(&mut self) -> Result<bool, QueryError> {
        let is_regex =
            self.cursor.rest().get(..4).is_some_and(|mark| mark.eq_ignore_ascii_case("re:/"));
        if !is_regex {
            return Ok(false);
        }
        let start = self.cursor.at();
        self.cursor.jump(start + 4);
        let (pattern, closed) = value::until_slash(&mut self.cursor);
        let span = self.cursor.since(start);
        if !closed {
            self.findings.fault(error::unclosed_regex(span), "closed it at the end")?;
        }
        if pattern.is_empty() {
            self.findings.fault(error::empty_regex(span), LEFT_OUT)?;
            return Ok(true);
        }
        self.expressions += 1;
        if self.expressions > MAX_EXPRESSIONS {
            self.findings.fault(error::too_many_expressions(span), LEFT_OUT)?;
            return Ok(true);
        }
        if let Err(cause) = Expression::new(&pattern) {
            self.findings.fault(error::unusable_pattern(&pattern, &cause, span), LEFT_OUT)?;
            return Ok(true);
        }
        self.push(TokenKind::Operand(Kind::Regex(pattern)), span)?;
        Ok(true)
    }

    fn function(&mut self) -> Result<bool, QueryError> {
        let start = self.cursor.at();
        let rest = self.cursor.rest();
        let end = rest.find(is_boundary).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        let gap = rest.get(end..).unwrap_or_default();
        let counting = operator::counting_function(name);
        let opens = gap.trim_start_matches(is_blank).starts_with('(');
        let span = Span::new(start, start + end);
        let function = match counting {
            Some(function) if opens => function,
            Some(_) => {
                let fault = error::function_without_parentheses(name, span);
                self.findings.fault(fault, "read it as a word")?;
                return Ok(false);
            }
            None => match operator::function(name).filter(|_| gap.starts_with('(')) {
                Some(function) => function,
                None => return Ok(false),
            },
        };
        self.cursor.jump(span.end);
        self.cursor.take_while(is_blank);
        match function {
            Spelling::Good(prefix) => self.push(TokenKind::Prefix(prefix), span)?,
            Spelling::OutOfRange(limit) => {
                self.findings.fault(error::out_of_range(name, limit, span), LEFT_OUT)?;
            }
        }
        Ok(true)
    }
}
