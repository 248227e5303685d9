//! Times of day and the zones behind them.

use std::fmt;

use super::dateline::{Kind, Tokens, number};

/// A time of day, with the offset from UTC if the zone is certain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Time {
    /// 0 to 23.
    pub hour: u32,
    /// 0 to 59.
    pub minute: u32,
    /// Minutes east of UTC.
    pub offset: Option<i32>,
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)?;
        match self.offset {
            Some(offset) => {
                let sign = if offset < 0 { '-' } else { '+' };
                write!(f, "{sign}{:02}:{:02}", offset.abs() / 60, offset.abs() % 60)
            }
            None => Ok(()),
        }
    }
}

/// Abbreviations that mean one zone; `IST`, `CST` and `ET` do not.
const ZONES: &[(&str, i32)] = &[
    ("GMT", 0),
    ("UTC", 0),
    ("Z", 0),
    ("EST", -300),
    ("EDT", -240),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("BST", 60),
    ("CET", 60),
    ("CEST", 120),
    ("MEZ", 60),
    ("MESZ", 120),
    ("MSK", 180),
    ("МСК", 180),
    ("JST", 540),
    ("KST", 540),
    ("HKT", 480),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("EET", 120),
    ("EEST", 180),
];

/// Reads a time at token `at`; also gives the token after it.
pub(super) fn time_at(tokens: &mut Tokens<'_>, at: usize) -> Option<(Time, usize)> {
    if tokens.at(at).kind != Kind::Number {
        return None;
    }
    let digits = tokens.word(at);
    let value = number(digits)?;
    let (hour, minute, next) = match digits.chars().count() {
        1 | 2 if tokens.word(at + 1) == ":" && !tokens.at(at + 1).is_spaced => {
            let minutes = tokens.word(at + 2);
            if tokens.at(at + 2).kind != Kind::Number || minutes.chars().count() != 2 {
                return None;
            }
            let has_seconds = tokens.word(at + 3) == ":" && tokens.at(at + 4).kind == Kind::Number;
            (value, number(minutes)?, at + if has_seconds { 5 } else { 3 })
        }
        1 | 2 if is_dotted(tokens, at) => (value, number(tokens.word(at + 2))?, at + 3),
        1 | 2 if has_letter_between(tokens, at) => (value, number(tokens.word(at + 2))?, at + 3),
        1 | 2 if matches!(tokens.word(at + 1), "Uhr" | "h" | "时" | "時") => (value, 0, at + 2),
        1 | 2 if half_day(tokens, at + 1).is_some() => (value, 0, at + 1),
        4 if zone(tokens.word(at + 1)).is_some() => (value / 100, value % 100, at + 1),
        _ => return None,
    };
    let (afternoon, next) = match half_day(tokens, next) {
        Some((afternoon, next)) => (Some(afternoon), next),
        None => (None, next),
    };
    let hour = match afternoon {
        Some(true) if hour < 12 => hour + 12,
        Some(false) if hour == 12 => 0,
        _ => hour,
    };
    if hour > 23 || minute > 59 {
        return None;
    }
    let (offset, next) = offset(tokens, next);
    Some((Time { hour, minute, offset }, next))
}

/// `14h05`
fn has_letter_between(tokens: &mut Tokens<'_>, at: usize) -> bool {
    tokens.word(at + 1) == "h"
        && !tokens.at(at + 2).is_spaced
        && tokens.at(at + 2).kind == Kind::Number
        && tokens.word(at + 2).len() == 2
}

/// `06.12 AM`
fn is_dotted(tokens: &mut Tokens<'_>, at: usize) -> bool {
    tokens.word(at + 1) == "."
        && !tokens.at(at + 1).is_spaced
        && !tokens.at(at + 2).is_spaced
        && tokens.at(at + 2).kind == Kind::Number
        && tokens.word(at + 2).len() == 2
        && half_day(tokens, at + 3).is_some()
}

/// Whether it is the afternoon, and the token behind `pm` or `p.m.`
fn half_day(tokens: &mut Tokens<'_>, at: usize) -> Option<(bool, usize)> {
    let is_afternoon = match tokens.word(at) {
        "AM" | "am" => return Some((false, at + 1)),
        "PM" | "pm" => return Some((true, at + 1)),
        "A" | "a" => false,
        "P" | "p" => true,
        _ => return None,
    };
    let is_dotted = tokens.word(at + 1) == "." && matches!(tokens.word(at + 2), "M" | "m");
    let is_closed = tokens.word(at + 3) == ".";
    is_dotted.then_some((is_afternoon, at + 3 + usize::from(is_closed)))
}

fn zone(word: &str) -> Option<i32> {
    ZONES.iter().find(|(name, _)| *name == word).map(|(_, offset)| *offset)
}

/// `GMT`, `+08:00`, `+0800`, or a zone that is passed over because it is not certain.
fn offset(tokens: &mut Tokens<'_>, at: usize) -> (Option<i32>, usize) {
    let word = tokens.word(at);
    if let Some(offset) = zone(word) {
        return (Some(offset), at + 1);
    }
    if matches!(word, "ET" | "CT" | "MT" | "PT" | "IST" | "CST") {
        return (None, at + 1);
    }
    let sign = match word {
        "+" => 1,
        "-" | "−" => -1,
        _ => return (None, at),
    };
    let digits = tokens.word(at + 1);
    let is_glued = !tokens.at(at + 1).is_spaced && tokens.at(at + 1).kind == Kind::Number;
    let value = number(digits).and_then(|value| i32::try_from(value).ok());
    match (digits.len(), value) {
        (4, Some(value)) if is_glued => (Some(sign * (value / 100 * 60 + value % 100)), at + 2),
        (2, Some(hours)) if is_glued && tokens.word(at + 2) == ":" => {
            let minutes = number(tokens.word(at + 3)).and_then(|value| i32::try_from(value).ok());
            (Some(sign * (hours * 60 + minutes.unwrap_or(0))), at + 4)
        }
        _ => (None, at),
    }
}
