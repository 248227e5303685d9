//! Dates in a short line: every printed form, with the time if one stands beside it.
//!
//! A date that can be read two ways stays two dates; which one holds is
//! decided in [`super::resolve`], never guessed here.

use crate::article::PartialDate;
use crate::span::Span;

use super::clock::{self, Time};
use super::dateline::{Kind, Tokens, month, number, weekday};
use super::era;

/// The order of the fields of a date such as `02/03/2017`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateOrder {
    /// The month comes first.
    MonthFirst,
    /// The day comes first.
    DayFirst,
}

/// What a printed date says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reading {
    /// One date; with the order of its fields if that was proven by a number above 12.
    Sure(PartialDate, Option<DateOrder>),
    /// Month and day can be swapped.
    Either {
        /// If the month comes first.
        month_first: PartialDate,
        /// If the day comes first.
        day_first: PartialDate,
    },
}

/// A date in a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Scanned {
    /// What it says.
    pub reading: Reading,
    /// The bytes of the line that it takes, weekday and time included.
    pub span: Span,
    /// The time beside it.
    pub time: Option<Time>,
    /// Whether the year was printed with two digits.
    pub is_short_year: bool,
}

impl Scanned {
    /// Whether it names a day, if not which of two.
    pub(super) fn is_day(&self) -> bool {
        match self.reading {
            Reading::Sure(date, _) => date.day.is_some(),
            Reading::Either { .. } => true,
        }
    }
}

/// How far from the date its time may stand, in tokens.
const NEAR: usize = 3;
/// How many tokens a time of day takes: `2:05 p.m.`
const LONGEST_TIME: usize = 7;
/// How many tokens of a line are looked at.
const MOST_TOKENS: usize = 40;

/// The first date of a line. `century` completes years of two digits;
/// without it they lie in 1970 to 2069.
pub(super) fn scan(line: &str, century: Option<i16>) -> Option<Scanned> {
    if !may_hold_date(line) {
        return None;
    }
    let mut tokens = Tokens::new(line);
    let mut at = 0;
    while at < MOST_TOKENS && tokens.at(at).kind != Kind::End {
        if let Some(found) = date_at(&mut tokens, at, century) {
            return Some(finish(&mut tokens, at, found));
        }
        at += 1;
    }
    None
}

/// `1.2.7` has the fewest.
const FEWEST_DIGITS: usize = 3;

/// A quick look: dates hold four digits in a row, three numbers with the marks
/// of dates between them, or the letters of another script.
fn may_hold_date(line: &str) -> bool {
    let digits = line.bytes().filter(u8::is_ascii_digit).count();
    if digits < FEWEST_DIGITS && line.is_ascii() {
        return false;
    }
    let Some(first) = line.bytes().position(|byte| byte.is_ascii_digit() || byte >= 0x80) else {
        return false;
    };
    let (mut run, mut parts, mut is_parted) = (0, 0, false);
    for byte in line.bytes().skip(first).take(400) {
        match byte {
            0x80.. => return true,
            b'0'..=b'9' => {
                parts = if run == 0 && is_parted { parts + 1 } else { parts };
                run += 1;
                if run == 4 || parts == 2 {
                    return true;
                }
            }
            b'/' | b'.' | b'-' | b'_' => {
                is_parted |= run > 0;
                run = 0;
            }
            _ => (run, parts, is_parted) = (0, 0, false),
        }
    }
    false
}

#[derive(Clone, Copy)]
struct At {
    reading: Reading,
    next: usize,
    is_short_year: bool,
}

fn finish(tokens: &mut Tokens<'_>, at: usize, found: At) -> Scanned {
    let mut first = at;
    let mut before = at;
    before -= usize::from(before > 0 && tokens.at(before - 1).kind == Kind::Comma);
    if before > 0 && tokens.at(before - 1).kind == Kind::Period {
        before -= 1;
    }
    if before > 0 && weekday(tokens.word(before - 1)).is_some() {
        first = before - 1;
    }
    let mut end = found.next;
    let mut time = (end..=end + NEAR).find_map(|at| clock::time_at(tokens, at));
    if let Some((_, next)) = &time {
        end = *next;
    } else {
        time = (first.saturating_sub(NEAR + LONGEST_TIME)..first)
            .find_map(|at| clock::time_at(tokens, at).filter(|(_, next)| *next <= first));
    }
    Scanned {
        reading: found.reading,
        span: Span::new(tokens.at(first).span.start, tokens.end_before(end)),
        time: time.map(|(time, _)| time),
        is_short_year: found.is_short_year,
    }
}

fn date_at(tokens: &mut Tokens<'_>, at: usize, century: Option<i16>) -> Option<At> {
    match tokens.at(at).kind {
        Kind::Number => {
            let digits = tokens.word(at);
            let value = number(digits)?;
            match digits.chars().count() {
                8 => compact(value).map(|date| sure(date, at + 1)),
                4 => year_first(tokens, at, value),
                1 | 2 => numeric(tokens, at, century).or_else(|| day_month(tokens, at)),
                _ => None,
            }
        }
        kind if kind.is_word() => {
            let word = tokens.word(at);
            era::date_at(tokens, at)
                .map(|(date, next)| sure(date, next))
                .or_else(|| month_first(tokens, at, month(word)?))
        }
        _ => None,
    }
}

fn sure(date: PartialDate, next: usize) -> At {
    At { reading: Reading::Sure(date, None), next, is_short_year: false }
}

fn year_of(value: u32) -> Option<i16> {
    i16::try_from(value).ok().filter(|year| (1400..=2200).contains(year))
}

fn small(value: u32) -> Option<i8> {
    i8::try_from(value).ok()
}

/// `20170217`
fn compact(value: u32) -> Option<PartialDate> {
    PartialDate::day(year_of(value / 10_000)?, small(value / 100 % 100)?, small(value % 100)?)
}

/// The number at a token that is glued to the separator before it.
fn glued_number(tokens: &mut Tokens<'_>, at: usize) -> Option<u32> {
    let token = tokens.at(at);
    (token.kind == Kind::Number && !token.is_spaced).then(|| number(tokens.word(at)))?
}

/// `2017-02-17`, `2017/2/17`, `2017年2月17日`, `2017. 2. 17.`
fn year_first(tokens: &mut Tokens<'_>, at: usize, value: u32) -> Option<At> {
    let year = year_of(value)?;
    if tokens.word(at + 1).starts_with(['年', '년']) {
        return era::after_year(tokens, at + 2, year).map(|(date, next)| sure(date, next));
    }
    let separator = tokens.at(at + 1);
    if separator.is_spaced || !matches!(separator.kind, Kind::Hyphens | Kind::Slash | Kind::Period)
    {
        return None;
    }
    let month = small(glued_number(tokens, at + 2)?)?;
    if tokens.at(at + 3).kind != separator.kind {
        let is_month = separator.kind == Kind::Hyphens && tokens.at(at + 3).is_spaced;
        return is_month.then(|| PartialDate::month(year, month))?.map(|date| sure(date, at + 3));
    }
    let day = small(glued_number(tokens, at + 4)?)?;
    // `2014-11-18T09:30`
    let next = at + 5 + usize::from(tokens.word(at + 5) == "T");
    PartialDate::day(year, month, day).map(|date| sure(date, next))
}

/// `02/17/2017`, `17.02.2017`, `08/16/63`
fn numeric(tokens: &mut Tokens<'_>, at: usize, century: Option<i16>) -> Option<At> {
    let separator = tokens.at(at + 1).kind;
    let is_separator = matches!(separator, Kind::Slash | Kind::Period | Kind::Hyphens);
    if !is_separator || tokens.at(at + 1).is_spaced || tokens.at(at + 3).kind != separator {
        return None;
    }
    let first = small(number(tokens.word(at))?)?;
    let second = small(glued_number(tokens, at + 2)?)?;
    let printed = glued_number(tokens, at + 4)?;
    let is_short_year = tokens.word(at + 4).chars().count() == 2;
    let year = if is_short_year { complete(printed, century)? } else { year_of(printed)? };
    let month_first = PartialDate::day(year, first, second);
    let day_first = PartialDate::day(year, second, first);
    let reading = match (month_first, day_first) {
        _ if separator == Kind::Period => Reading::Sure(day_first?, None),
        (Some(date), Some(other)) if date == other => Reading::Sure(date, None),
        (Some(month_first), Some(day_first)) => Reading::Either { month_first, day_first },
        (Some(date), None) => Reading::Sure(date, Some(DateOrder::MonthFirst)),
        (None, Some(date)) => Reading::Sure(date, Some(DateOrder::DayFirst)),
        (None, None) => return None,
    };
    Some(At { reading, next: at + 5, is_short_year })
}

fn complete(short: u32, century: Option<i16>) -> Option<i16> {
    let short = i16::try_from(short).ok()?;
    Some(match century {
        Some(century) => century + short,
        None if short < 70 => 2000 + short,
        None => 1900 + short,
    })
}

/// `February 17, 2017`, `Feb/17/2017`, `February 2017`
fn month_first(tokens: &mut Tokens<'_>, at: usize, month: i8) -> Option<At> {
    let mut next = at + 1;
    next += usize::from(matches!(tokens.at(next).kind, Kind::Period | Kind::Slash));
    let first = (tokens.at(next).kind == Kind::Number).then(|| number(tokens.word(next)))??;
    if let Some(year) = year_of(first) {
        return PartialDate::month(year, month).map(|date| sure(date, next + 1));
    }
    next += 1;
    next += usize::from(!tokens.at(next).is_spaced && tokens.at(next).kind == Kind::Lower);
    next += usize::from(matches!(tokens.at(next).kind, Kind::Comma | Kind::Slash));
    let year = (tokens.at(next).kind == Kind::Number).then(|| number(tokens.word(next)))??;
    let date = PartialDate::day(year_of(year)?, month, small(first)?)?;
    Some(sure(date, next + 1))
}

/// `17 February 2017`, `17. Februar 2017`, `8 de julio de 2014`, `17-Feb-2017`
fn day_month(tokens: &mut Tokens<'_>, at: usize) -> Option<At> {
    let day = small(number(tokens.word(at))?)?;
    let mut next = at + 1;
    next += usize::from(!tokens.at(next).is_spaced && tokens.at(next).kind == Kind::Lower);
    next += usize::from(matches!(tokens.at(next).kind, Kind::Period | Kind::Hyphens | Kind::Slash));
    next += usize::from(matches!(tokens.word(next), "de" | "of"));
    let month = tokens.at(next).kind.is_word().then(|| month(tokens.word(next)))??;
    next += 1;
    while matches!(tokens.at(next).kind, Kind::Period | Kind::Comma | Kind::Hyphens | Kind::Slash)
        || matches!(tokens.word(next), "de" | "del")
    {
        next += 1;
    }
    let year = (tokens.at(next).kind == Kind::Number).then(|| number(tokens.word(next)))??;
    let date = PartialDate::day(year_of(year)?, month, day)?;
    next += 1;
    next += usize::from(matches!(tokens.word(next), "года" | "г" | "року" | "р"));
    Some(sure(date, next))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(line: &str, expected: &str) {
        let shown = match scan(line, None) {
            None => "none".to_owned(),
            Some(found) => {
                let date = match found.reading {
                    Reading::Sure(date, _) => date.to_string(),
                    Reading::Either { month_first, day_first } => {
                        format!("{month_first} or {day_first}")
                    }
                };
                let time = found.time.map_or(String::new(), |time| format!(" {time}"));
                format!("{date}{time} [{}]", found.span.of(line))
            }
        };
        assert_eq!(shown, expected, "{line:?}");
    }

    #[test]
    fn printed_dates_are_read() {
        check("Friday, February 17, 2017", "2017-02-17 [Friday, February 17, 2017]");
        check("The Post, Sunday, July 8, 2018", "2018-07-08 [Sunday, July 8, 2018]");
        check("17.02.2017, 14:05", "2017-02-17 14:05 [17.02.2017, 14:05]");
        check("2017年2月17日", "2017-02-17 [2017年2月17日]");
        check("Updated: 2017-02-17 07:43 (China Daily)", "2017-02-17 07:43 [2017-02-17 07:43]");
        check("Posted 7:42 AM ET, May 13, 2024", "2024-05-13 07:42 [May 13, 2024]");
        check("(China Daily USA 02/17/2017 page1)", "2017-02-17 [02/17/2017]");
        check("(Post 02/03/2017 page1)", "2017-02-03 or 2017-03-02 [02/03/2017]");
        check("08/16/63", "2063-08-16 [08/16/63]");
        check("2. Oktober 2014, 18 Uhr", "2014-10-02 18:00 [2. Oktober 2014, 18 Uhr]");
        check("8 de julio de 2014", "2014-07-08 [8 de julio de 2014]");
        check("1er mars 2014", "2014-03-01 [1er mars 2014]");
        check("17 февраля 2017 года", "2017-02-17 [17 февраля 2017 года]");
        check("2 أبريل 2014", "2014-04-02 [2 أبريل 2014]");
        check("-0- Feb/17/2017 12:01 GMT", "2017-02-17 12:01+00:00 [Feb/17/2017 12:01 GMT]");
        check("March 1943", "1943-03 [March 1943]");
        check("Published 20170217", "2017-02-17 [20170217]");
        check("平成29年2月17日", "2017-02-17 [平成29年2月17日]");
        check("民國106年2月17日", "2017-02-17 [民國106年2月17日]");
        check("２０１７年２月１７日", "2017-02-17 [２０１７年２月１７日]");
        check("2014-11-18T09:30+08:00", "2014-11-18 09:30+08:00 [2014-11-18T09:30+08:00]");
        check("31/31/2017 and 30 Brumaire 2017", "none");
        check("no. 5 of 17", "none");
    }
}
