//! Notes on tokens that may have been meant in another way.

use super::ast::{Kind, Proximity, Word};
use super::error::excerpt;
use super::findings::Findings;
use super::note::{Note, QueryError};
use super::operator;
use super::token::{Token, TokenKind};
use crate::span::Span;

/// Words that are operators in other search languages, or in capitals.
const LOWER_CASE: [&str; 3] = ["and", "or", "not"];
const WITHOUT_NUMBER: [&str; 4] = ["NEAR", "ADJ", "PRE", "ONEAR"];
const FOREIGN: [(&str, &str); 7] = [
    ("WITHIN", "write `w/n` for words near each other, such as `w/5`"),
    ("AROUND", "write `w/n` for words near each other, such as `w/5`"),
    ("SENTENCE", "write `w/s` for words in one sentence"),
    ("PARAGRAPH", "write `w/p` for words in one paragraph"),
    ("WITHOUT", "write NOT to exclude what follows"),
    ("ANDNOT", "write NOT to exclude what follows"),
    ("BUTNOT", "write NOT to exclude what follows"),
];
/// What operators of nearness begin with.
const NEAR_MARKS: [&str; 5] = ["w/", "near/", "pre/", "onear/", "adj/"];
/// Words that begin so and are none.
const NOT_NEAR: [&str; 2] = ["w/o", "w/out"];

/// Looks through the well-formed tokens of the query `text`.
pub(super) fn look_through(
    text: &str,
    tokens: &[Token],
    findings: &mut Findings,
) -> Result<(), QueryError> {
    for (index, token) in tokens.iter().enumerate() {
        match &token.kind {
            TokenKind::Near(proximity) => {
                bare_neighbours(text, tokens, (index, *proximity), findings)?;
            }
            TokenKind::Operand(Kind::Word(word)) => {
                let typed = token.span.of(text) == word.text;
                if typed {
                    operator_like(word, around(tokens, index), token.span, findings);
                }
            }
            _ => {}
        }
    }
    single_quotes(text, tokens, findings);
    Ok(())
}

/// What stands before and after a token.
fn around(tokens: &[Token], index: usize) -> [Option<&TokenKind>; 2] {
    let before = index.checked_sub(1).and_then(|before| tokens.get(before));
    [before, tokens.get(index + 1)].map(|token| token.map(|token| &token.kind))
}

/// `bill clinton w/5 trump`, where only `clinton` is near.
fn bare_neighbours(
    text: &str,
    tokens: &[Token],
    (index, proximity): (usize, Proximity),
    findings: &mut Findings,
) -> Result<(), QueryError> {
    let (before, after) = (tokens.get(..index), tokens.get(index + 1..));
    let before = bare_run(before.unwrap_or_default().iter().rev());
    let after = bare_run(after.unwrap_or_default().iter());
    for run in [before, after] {
        let [first, .., last] = run.as_slice() else { continue };
        let span = Span::new(first.start.min(last.start), first.end.max(last.end));
        let words = excerpt(span.of(text));
        let (near, operator) = (first.of(text), operator::canonical(proximity));
        let message =
            format!("only `{near}` is a side of `{operator}`; in Nexis `{words}` is a phrase");
        let help = format!(
            "write \"{words}\" for the phrase, or parentheses around both sides of `{operator}`"
        );
        let help = Some(help);
        findings.strict_note("Q24", Note { code: "W2", span, message, help })?;
    }
    Ok(())
}

/// The bare words that follow one another from the beginning of `tokens`.
fn bare_run<'t>(tokens: impl Iterator<Item = &'t Token>) -> Vec<Span> {
    let is_bare = |token: &&Token| match &token.kind {
        TokenKind::Operand(Kind::Word(word)) => !word.exact,
        _ => false,
    };
    tokens.take_while(is_bare).take(8).map(|token| token.span).collect()
}

fn operator_like(
    word: &Word,
    [before, after]: [Option<&TokenKind>; 2],
    span: Span,
    findings: &mut Findings,
) {
    let inside = before.is_some_and(TokenKind::ends_operand)
        && after.is_some_and(|next| !matches!(next, TokenKind::Close | TokenKind::Boost(_)));
    if !inside {
        return;
    }
    let text = word.text.as_str();
    let lower = text.to_ascii_lowercase();
    let foreign = FOREIGN.iter().find(|(name, _)| *name == text);
    let help = if LOWER_CASE.contains(&lower.as_str()) {
        format!("write {} for the operator", lower.to_ascii_uppercase())
    } else if WITHOUT_NUMBER.contains(&text) {
        "operators of nearness take a number, such as `near/5`".to_owned()
    } else if let Some((_, help)) = foreign {
        (*help).to_owned()
    } else if text == "BUT" && after == Some(&TokenKind::Not) {
        "NOT needs no word in front of it".to_owned()
    } else if let Some(help) = nearly_near(&lower, after) {
        help
    } else {
        return;
    };
    findings.note("W5", span, format!("`{text}` is searched for as a word"), &help);
}

/// `w/ 5`, `w/sentence`: the way to write what is nearly an operator of nearness.
fn nearly_near(lower: &str, after: Option<&TokenKind>) -> Option<String> {
    if NOT_NEAR.contains(&lower) {
        return None;
    }
    let mark = NEAR_MARKS.iter().find(|mark| lower.starts_with(**mark))?;
    let rest = lower.strip_prefix(*mark)?;
    if let (true, Some(TokenKind::Operand(Kind::Word(next)))) = (rest.is_empty(), after)
        && next.text.bytes().all(|byte| byte.is_ascii_digit())
    {
        return Some(format!("write `{mark}{}` without a blank", next.text));
    }
    let operator = match rest.chars().next() {
        Some('s') if rest.starts_with("seg") => "`w/seg` for the same part of the article",
        Some('s') => "`w/s` for the same sentence",
        Some('p') => "`w/p` for the same paragraph",
        _ => "a number right behind it, such as `w/5`, or `w/s`, `w/p`, `w/seg`",
    };
    Some(format!("write {operator}"))
}

/// `'position of strength'` is not a phrase.
fn single_quotes(text: &str, tokens: &[Token], findings: &mut Findings) {
    let mut opened: Option<Span> = None;
    for token in tokens {
        let TokenKind::Operand(Kind::Word(word)) = &token.kind else {
            opened = None;
            continue;
        };
        let closes = word.text.ends_with(['\'', '’', '‘']);
        match opened {
            Some(start) if closes => {
                let span = Span::new(start.start, token.span.end);
                let message = "single quotes are letters here and make no phrase".to_owned();
                let inner = excerpt(span.of(text)).replace(['\'', '’', '‘'], "");
                findings.note("W10", span, message, &format!("write \"{inner}\" for the phrase"));
                opened = None;
            }
            None if !closes && word.text.starts_with(['\'', '‘']) => opened = Some(token.span),
            _ => {}
        }
    }
}
