//! The table of operators that are written as words: `AND`, `w/5`, `atleast3`.
//!
//! Only spelling is decided here; what may stand beside an operator is up to
//! [`arrange`](super::arrange).

use super::ast::{Case, Near, Proximity};
use super::limits::{MAX_COUNT, MAX_DISTANCE, MAX_FIRST};
use super::token::{Prefix, TokenKind};

/// A word that is an operator, or would be one with another number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Spelling<T> {
    /// An operator.
    Good(T),
    /// Its number is 0 or larger than the limit, which is given.
    OutOfRange(u32),
}

/// Operators between two sides that take a distance: name, whether a `/` must
/// follow it, whether the left side comes first.
const DISTANCES: [(&str, bool, bool); 8] = [
    ("w", true, false),
    ("", true, false),
    ("near", false, false),
    ("n", true, false),
    ("pre", true, true),
    ("p", true, true),
    ("onear", false, true),
    ("adj", false, true),
];

/// Operators between two sides that name a part of the text.
const PARTS: [(&str, Near); 9] = [
    ("w/s", Near::Sentence),
    ("/s", Near::Sentence),
    ("w/sent", Near::Sentence),
    ("w/p", Near::Paragraph),
    ("/p", Near::Paragraph),
    ("w/para", Near::Paragraph),
    ("w/seg", Near::Segment),
    ("/seg", Near::Segment),
    ("SAME", Near::Paragraph),
];

/// The operator that `word` spells.
pub(super) fn operator(word: &str) -> Option<Spelling<TokenKind>> {
    let kind = match word {
        "AND" => TokenKind::And,
        "OR" => TokenKind::Or,
        "NOT" => TokenKind::Not,
        _ => return near(word).map(|spelling| spelling.map(near_token)),
    };
    Some(Spelling::Good(kind))
}

impl<T> Spelling<T> {
    fn map<U>(self, change: impl FnOnce(T) -> U) -> Spelling<U> {
        match self {
            Self::Good(value) => Spelling::Good(change(value)),
            Self::OutOfRange(limit) => Spelling::OutOfRange(limit),
        }
    }
}

const fn near_token(near: Near) -> TokenKind {
    TokenKind::Near(Proximity { near, negated: false })
}

fn near(word: &str) -> Option<Spelling<Near>> {
    // `same` is a common word; in capitals it is meant as an operator.
    let spelled = |name: &str| {
        if name == "SAME" { word == name } else { word.eq_ignore_ascii_case(name) }
    };
    if let Some((_, near)) = PARTS.iter().find(|(name, _)| spelled(name)) {
        return Some(Spelling::Good(*near));
    }
    let (name, digits) = trailing_number(word)?;
    let (name, slash) = name.strip_suffix('/').map_or((name, false), |name| (name, true));
    let (.., ordered) = DISTANCES.iter().find(|(known, needs_slash, _)| {
        known.eq_ignore_ascii_case(name) && (slash || !needs_slash)
    })?;
    let near = if *ordered { Near::Before } else { Near::Within };
    Some(number(digits, MAX_DISTANCE).map(near))
}

/// The function that `name` spells, which stands before a parenthesis.
pub(super) fn function(name: &str) -> Option<Spelling<Prefix>> {
    let lower = name.to_ascii_lowercase();
    let case = match lower.as_str() {
        "caps" => Case::Caps,
        "allcaps" => Case::AllCaps,
        "nocaps" => Case::NoCaps,
        _ => return counting_function(&lower),
    };
    Some(Spelling::Good(Prefix::Case(case)))
}

/// `atleastN` or `first/N`: no word of any language, so that these are read
/// as functions even where the parenthesis is missing.
pub(super) fn counting_function(name: &str) -> Option<Spelling<Prefix>> {
    let (name, digits) = trailing_number(name)?;
    match name.to_ascii_lowercase().as_str() {
        "atleast" => Some(number(digits, MAX_COUNT).map(Prefix::AtLeast)),
        "first/" => Some(number(digits, MAX_FIRST).map(Prefix::First)),
        _ => None,
    }
}

fn trailing_number(word: &str) -> Option<(&str, &str)> {
    let name = word.trim_end_matches(|character: char| character.is_ascii_digit());
    let digits = word.get(name.len()..).filter(|digits| !digits.is_empty())?;
    Some((name, digits))
}

fn number(digits: &str, limit: u32) -> Spelling<u32> {
    match digits.parse() {
        Ok(number) if (1..=limit).contains(&number) => Spelling::Good(number),
        _ => Spelling::OutOfRange(limit),
    }
}

/// The name of a proximity operator in canonical queries.
pub(super) fn canonical(proximity: Proximity) -> String {
    let not = if proximity.negated { "NOT " } else { "" };
    match proximity.near {
        Near::Within(distance) => format!("{not}w/{distance}"),
        Near::Before(distance) => format!("{not}pre/{distance}"),
        Near::Sentence => format!("{not}w/s"),
        Near::Paragraph => format!("{not}w/p"),
        Near::Segment => format!("{not}w/seg"),
    }
}

/// How tightly a proximity operator binds: the smaller, the tighter.
pub(super) const fn looseness(near: Near) -> u32 {
    match near {
        Near::Within(distance) | Near::Before(distance) => distance,
        Near::Sentence => u32::MAX - 2,
        Near::Paragraph => u32::MAX - 1,
        Near::Segment => u32::MAX,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(word: &str, expected: Option<Near>) {
        assert_eq!(near(word), expected.map(Spelling::Good), "{word}");
    }

    #[test]
    fn proximity_is_spelled_in_many_ways() {
        for word in ["w/5", "W/5", "/5", "near5", "NEAR5", "near/5", "n/5", "N/5"] {
            check(word, Some(Near::Within(5)));
        }
        for word in ["pre/5", "PRE/5", "onear/5", "onear5", "adj5", "ADJ/5"] {
            check(word, Some(Near::Before(5)));
        }
        check("w/s", Some(Near::Sentence));
        check("/P", Some(Near::Paragraph));
        check("SAME", Some(Near::Paragraph));
        check("W/SEG", Some(Near::Segment));
    }

    #[test]
    fn words_that_look_alike_stay_words() {
        for word in ["same", "near", "w5", "n5", "24/7", "9/11", "w/o", "N/A", "and/or", "w/5a"] {
            check(word, None);
        }
        for word in ["pre5", "/", "w/", "5", "and", "adj", "preadj5", "w//5"] {
            check(word, None);
        }
    }

    #[test]
    fn distances_have_limits() {
        for word in ["w/0", "/1001", "pre/99999999999999999999"] {
            assert_eq!(near(word), Some(Spelling::OutOfRange(MAX_DISTANCE)), "{word}");
        }
    }

    #[test]
    fn functions_are_known() {
        assert_eq!(function("AtLeast3"), Some(Spelling::Good(Prefix::AtLeast(3))));
        assert_eq!(function("FIRST/50"), Some(Spelling::Good(Prefix::First(50))));
        assert_eq!(function("nocaps"), Some(Spelling::Good(Prefix::Case(Case::NoCaps))));
        assert_eq!(function("atleast0"), Some(Spelling::OutOfRange(MAX_COUNT)));
        assert_eq!(function("first50"), None);
        assert_eq!(function("atleast"), None);
    }
}
