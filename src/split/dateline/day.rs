//! The date of a dateline: month and day, seldom a year, sometimes a weekday only.

use super::months::{month, nearly_month, weekday};
use super::token::{Kind, Tokens};

/// The date as far as a dateline prints it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(clippy::struct_field_names, reason = "it is the day of the month")]
pub(in super::super) struct Day {
    /// The year, seldom printed.
    pub year: Option<i16>,
    /// 1 to 12.
    pub month: Option<i8>,
    /// 1 to 31; `None` if what is printed is no day.
    pub day: Option<i8>,
    /// 1 for Monday to 7.
    pub weekday: Option<i8>,
    /// Whether the month was mistyped.
    pub is_fuzzy: bool,
}

/// Reads a date at token `at`; also gives the token after it.
///
/// A mistyped month counts only if `may_be_fuzzy`: in the slot between place
/// and dash.
pub(super) fn day(tokens: &mut Tokens<'_>, at: usize, may_be_fuzzy: bool) -> Option<(Day, usize)> {
    let mut next = at;
    let mut found = Day::default();
    if tokens.at(at).kind.is_word()
        && let Some(weekday) = weekday(tokens.word(at))
    {
        found.weekday = Some(weekday);
        next = skip(tokens, at + 1, &[Kind::Period]);
        let after_comma = skip(tokens, next, &[Kind::Comma]);
        match month_and_day(tokens, after_comma, &mut found, false) {
            Some(after) => next = after,
            None => return Some((found, next)),
        }
    } else {
        next = month_and_day(tokens, next, &mut found, may_be_fuzzy)?;
    }
    let after = year(tokens, next, &mut found).unwrap_or(next);
    Some((found, after))
}

fn month_and_day(
    tokens: &mut Tokens<'_>,
    at: usize,
    found: &mut Day,
    may_be_fuzzy: bool,
) -> Option<usize> {
    if tokens.at(at).kind == Kind::Number {
        return day_first(tokens, at, found).or_else(|| year_first(tokens, at, found));
    }
    let word = tokens.word(at);
    let kind = tokens.at(at).kind;
    if !kind.is_word() {
        return None;
    }
    let mut next = skip(tokens, at + 1, &[Kind::Period]);
    next = skip(tokens, next, &[Kind::Comma]);
    let (printed, mut after) = day_number(tokens, next)?;
    after += usize::from(is_ordinal(tokens, after));
    let month = match month(word).filter(|_| kind != Kind::Lower || may_be_fuzzy) {
        Some(month) => month,
        None if may_be_fuzzy && kind != Kind::Lower => {
            found.is_fuzzy = true;
            nearly_month(word)?
        }
        None => return None,
    };
    (found.month, found.day) = (Some(month), printed);
    Some(after)
}

/// `17 February`, `17. Februar`, `1er mars`, `8 de julio`.
fn day_first(tokens: &mut Tokens<'_>, at: usize, found: &mut Day) -> Option<usize> {
    let (printed, mut next) = day_number(tokens, at)?;
    next += usize::from(is_ordinal(tokens, next) || tokens.at(next).kind == Kind::Period);
    next += usize::from(matches!(tokens.word(next), "de" | "of" | "DE"));
    if !tokens.at(next).kind.is_word() {
        return None;
    }
    found.month = Some(month(tokens.word(next))?);
    found.day = printed;
    // A full stop belongs to an abbreviated month only if more of the dateline follows.
    let after = tokens.at(next + 1);
    let stopped = after.kind == Kind::Period && !after.is_spaced;
    let goes_on = matches!(tokens.at(next + 2).kind, Kind::Number | Kind::Open | Kind::Comma);
    Some(next + 1 + usize::from(stopped && goes_on))
}

/// `2017. március 3., péntek`
fn year_first(tokens: &mut Tokens<'_>, at: usize, found: &mut Day) -> Option<usize> {
    let digits = tokens.word(at);
    if digits.len() != 4 || tokens.at(at + 1).kind != Kind::Period {
        return None;
    }
    let month = month(tokens.word(at + 2))?;
    let (printed, next) = day_number(tokens, at + 3)?;
    found.year = i16::try_from(number(digits)?).ok().filter(|year| (1400..=2200).contains(year));
    (found.month, found.day) = (Some(month), printed);
    let next = skip(tokens, next, &[Kind::Period]);
    let after = skip(tokens, next, &[Kind::Comma]);
    found.weekday = weekday(tokens.word(after));
    Some(if found.weekday.is_some() { after + 1 } else { next })
}

/// Whether the token behind a day makes an ordinal of it: `5th`, `1er`.
fn is_ordinal(tokens: &mut Tokens<'_>, at: usize) -> bool {
    !tokens.at(at).is_spaced
        && matches!(
            tokens.word(at),
            "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" | "°" | "ST" | "ND" | "RD" | "TH"
        )
}

/// A day as wire operators type it: `2O` is 20, `119` is no day but stands for one.
fn day_number(tokens: &mut Tokens<'_>, at: usize) -> Option<(Option<i8>, usize)> {
    let token = tokens.at(at);
    if token.kind != Kind::Number {
        return None;
    }
    let digits = tokens.word(at);
    if digits.chars().count() > 3 {
        return None;
    }
    let mut next = at + 1;
    let mut value = number(digits)?;
    let follower = tokens.at(next);
    if !follower.is_spaced && matches!(tokens.word(next), "O" | "o" | "l" | "I") {
        let digit = u32::from(!matches!(tokens.word(next), "O" | "o"));
        value = value * 10 + digit;
        next += 1;
    }
    // A range of days counts from its first.
    let is_range = tokens.at(next).kind == Kind::Hyphens
        && !tokens.at(next).is_spaced
        && tokens.at(next + 1).kind == Kind::Number
        && !tokens.at(next + 1).is_spaced;
    next += if is_range { 2 } else { 0 };
    Some((i8::try_from(value).ok().filter(|day| (1..=31).contains(day)), next))
}

fn year(tokens: &mut Tokens<'_>, at: usize, found: &mut Day) -> Option<usize> {
    let mut next = skip(tokens, at, &[Kind::Comma]);
    if tokens.at(next).kind == Kind::Period && next == at {
        next += 1;
    }
    next += usize::from(matches!(tokens.word(next), "de" | "del"));
    let digits = (tokens.at(next).kind == Kind::Number).then(|| tokens.word(next))?;
    if digits.chars().count() != 4 {
        return None;
    }
    found.year = i16::try_from(number(digits)?).ok().filter(|year| (1400..=2200).contains(year));
    found.year?;
    let follower = tokens.word(next + 1);
    let named = matches!(follower, "г" | "року" | "года" | "р" | "roku" | "r");
    next += if named { 2 } else { 1 };
    if named && tokens.at(next).kind == Kind::Period && !tokens.at(next).is_spaced {
        next += 1;
    }
    Some(next)
}

/// The value of digits of any script.
pub(in super::super) fn number(digits: &str) -> Option<u32> {
    let mut value = 0_u32;
    for character in digits.chars() {
        value = value.checked_mul(10)?.checked_add(digit(character)?)?;
    }
    Some(value)
}

/// The value of one decimal digit: ASCII, full width, Arabic, Persian, Devanagari.
pub(in super::super) fn digit(character: char) -> Option<u32> {
    let code = u32::from(character);
    [0x30, 0xFF10, 0x660, 0x6F0, 0x966, 0xE50]
        .into_iter()
        .map(|zero| code.wrapping_sub(zero))
        .find(|value| *value < 10)
}

fn skip(tokens: &mut Tokens<'_>, at: usize, kinds: &[Kind]) -> usize {
    at + usize::from(kinds.contains(&tokens.at(at).kind))
}
