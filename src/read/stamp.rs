//! Dates and times as formats write them: `2017-02-17T07:43:00+08:00`,
//! `26-FEB-1987 15:01:01.79`, `April 29, 1990, Sunday`, `920527`, seconds.
//!
//! Not for running text, where [`crate::split`] looks for dates of all
//! languages.

use jiff::Timestamp;
use jiff::tz::TimeZone;

use crate::article::PartialDate;

/// What a format states of a date.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    /// The date; of one that can be read two ways, with the month first.
    pub date: PartialDate,
    /// The same with the day first, if it can be read so.
    pub day_first: Option<PartialDate>,
    /// Time of day and zone, such as `07:43+08:00`.
    pub time: Option<String>,
}

/// What is known of the dates of a format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Habit {
    /// What completes years of two digits; without it they are no years.
    pub century: Option<i16>,
    /// Whether the month comes first, if that is known.
    pub month_first: Option<bool>,
}

/// Reads a date, which must stand at the start of the text but for a weekday
/// or a time of day.
pub(super) fn read(text: &str, habit: Habit) -> Option<Stamp> {
    let text = text.trim_matches(|c: char| c.is_whitespace() || c.is_control());
    let tokens = tokens(text.get(..80).unwrap_or(text));
    match tokens.as_slice() {
        [hour, minute, ..] if hour.is_number() && minute.is_number() && minute.mark == ':' => {
            behind_time(&tokens, habit)
        }
        _ => date_first(&tokens, habit),
    }
}

/// The most tokens of a time of day with its zone.
const LONGEST_TIME: usize = 8;

/// `01:38:07 PM IST Nov 20, 2019`
fn behind_time(tokens: &[Token<'_>], habit: Habit) -> Option<Stamp> {
    (2..=LONGEST_TIME.min(tokens.len())).find_map(|at| {
        let (before, rest) = tokens.split_at_checked(at)?;
        // Numbers between are seconds or those of the zone.
        let mut stamp = date_first(rest, habit).filter(|stamp| stamp.date.day.is_some())?;
        stamp.time = time(before);
        Some(stamp)
    })
}

fn date_first(tokens: &[Token<'_>], habit: Habit) -> Option<Stamp> {
    let (mut stamp, rest) = match tokens {
        [only] if only.is_number() => return compact(only.text, habit),
        [Token { text: digits, .. }, ..] if digits.len() == 8 && is_number(digits) => {
            (compact(digits, habit)?, 1)
        }
        [first, ..] if first.is_number() && first.text.len() == 4 => year_first(tokens)?,
        [Token { text: day, .. }, month, year, ..]
            if is_number(day) && month.is_number() && year.is_number() && year.is_near =>
        {
            (numeric([day, month.text, year.text], month.mark, habit)?, 3)
        }
        _ => worded(tokens, habit)?,
    };
    stamp.time = tokens.get(rest..).and_then(time);
    Some(stamp)
}

/// Whether a numeric date proves that the month comes first, or the day.
pub(super) fn proves_order(text: &str) -> Option<bool> {
    let tokens = tokens(text.get(..40).unwrap_or(text));
    let [first, second, year, ..] = tokens.as_slice() else { return None };
    let marks = [second.mark, year.mark];
    if !matches!(marks, ['/', '/'] | ['-', '-']) || year.text.len() != 4 || !year.is_number() {
        return None;
    }
    match (first.value()?, second.value()?) {
        (13..=31, 1..=12) => Some(false),
        (1..=12, 13..=31) => Some(true),
        _ => None,
    }
}

/// A word or number, and what stands in front of it.
#[derive(Debug, Clone, Copy)]
struct Token<'t> {
    text: &'t str,
    /// The last character between it and the one before; a blank if there is none.
    mark: char,
    /// Whether at most one character stands between.
    is_near: bool,
}

impl Token<'_> {
    fn is_number(&self) -> bool {
        is_number(self.text)
    }

    fn value(&self) -> Option<i64> {
        self.text.parse().ok()
    }
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit()) && !text.is_empty()
}

/// Runs of digits and runs of letters.
fn tokens(text: &str) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find(char::is_alphanumeric) {
        let between = rest.get(..start).unwrap_or_default();
        rest = rest.get(start..).unwrap_or_default();
        let digits = rest.starts_with(|c: char| c.is_ascii_digit());
        let is_end = |c: char| !c.is_alphanumeric() || c.is_ascii_digit() != digits;
        let end = rest.find(is_end).unwrap_or(rest.len());
        let (text, tail) = rest.split_at_checked(end).unwrap_or((rest, ""));
        let mark = between.chars().next_back().unwrap_or(' ');
        tokens.push(Token { text, mark, is_near: between.len() <= 1 });
        rest = tail;
    }
    tokens
}

fn sure(date: PartialDate) -> Stamp {
    Stamp { date, day_first: None, time: None }
}

fn day(year: i64, month: i64, day: i64) -> Option<PartialDate> {
    let year = i16::try_from(year).ok().filter(|year| (1500..=2200).contains(year))?;
    PartialDate::day(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

/// The year that digits name; two of them need a century.
fn year(digits: &str, habit: Habit) -> Option<i64> {
    let value: i64 = digits.parse().ok()?;
    match digits.len() {
        4 => Some(value),
        2 => habit.century.map(|century| i64::from(century) + value),
        _ => None,
    }
}

/// Digits alone: `19940512`, `920527`, `1994`, seconds or milliseconds since 1970.
fn compact(digits: &str, habit: Habit) -> Option<Stamp> {
    let part = |from: usize, to: usize| digits.get(from..to)?.parse::<i64>().ok();
    let value: i64 = digits.parse().ok()?;
    let date = match digits.len() {
        4 => {
            let year = i16::try_from(value).ok().filter(|year| (1500..=2200).contains(year))?;
            PartialDate::year(year)
        }
        6 => day(year(digits.get(..2)?, habit)?, part(2, 4)?, part(4, 6)?)?,
        8 => day(part(0, 4)?, part(4, 6)?, part(6, 8)?)?,
        9 | 10 => return since_1970(value),
        12 | 13 => return since_1970(value / 1000),
        14 => {
            let date = day(part(0, 4)?, part(4, 6)?, part(6, 8)?)?;
            let (hour, minute) = (part(8, 10)?, part(10, 12)?);
            let time = (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}"));
            return Some(Stamp { time, ..sure(date) });
        }
        _ => return None,
    };
    Some(sure(date))
}

fn since_1970(seconds: i64) -> Option<Stamp> {
    let time = TimeZone::UTC.to_datetime(Timestamp::from_second(seconds).ok()?);
    let date = day(time.year().into(), time.month().into(), time.day().into())?;
    let time = format!("{:02}:{:02}+00:00", time.hour(), time.minute());
    Some(Stamp { time: Some(time), ..sure(date) })
}

/// `2017-02-17…`, `2017/02/17`, `2017-02`, `2017 Feb 17`
fn year_first(tokens: &[Token<'_>]) -> Option<(Stamp, usize)> {
    let value = tokens.first()?.value()?;
    let second = tokens.get(1)?;
    let month = match second.is_number() {
        true if matches!(second.mark, '-' | '/' | '.') => second.value()?,
        true => return None,
        false => month(second.text)?,
    };
    let third = tokens.get(2).filter(|token| token.is_number() && token.mark == second.mark);
    let whole = third.and_then(|token| day(value, month, token.value()?));
    if let Some(date) = whole {
        return Some((sure(date), 3));
    }
    let date = PartialDate::month(i16::try_from(value).ok()?, i8::try_from(month).ok()?)?;
    third.is_none().then_some((sure(date), 2))
}

/// `02/17/2017`, `17.02.2017`, `01-04-63`
fn numeric(fields: [&str; 3], mark: char, habit: Habit) -> Option<Stamp> {
    if !matches!(mark, '/' | '-' | '.') {
        return None;
    }
    let [first, second, last] = fields;
    let (first, second): (i64, i64) = (first.parse().ok()?, second.parse().ok()?);
    let year = year(last, habit)?;
    let month_first = day(year, first, second);
    let day_first = day(year, second, first);
    let decided = if mark == '.' { Some(false) } else { habit.month_first };
    match (decided, month_first, day_first) {
        (Some(true), Some(date), _) | (Some(false), _, Some(date)) => Some(sure(date)),
        (None, Some(date), Some(other)) if date != other => {
            Some(Stamp { day_first: Some(other), ..sure(date) })
        }
        _ => month_first.or(day_first).map(sure),
    }
}

/// `April 29, 1990`, `27 MAY 92`, `26-FEB-1987`, `Thu, 19 Feb 2015`
fn worded(tokens: &[Token<'_>], habit: Habit) -> Option<(Stamp, usize)> {
    let first = usize::from(tokens.first().is_some_and(|token| weekday(token.text)));
    let at = |index: usize| tokens.get(first + index);
    let is_ordinal =
        |token: &Token<'_>| matches!(token.text, "st" | "nd" | "rd" | "th") && token.mark == ' ';
    let (one, two) = (at(0)?, at(1)?);
    let skipped = usize::from(at(if one.is_number() { 1 } else { 2 }).is_some_and(is_ordinal));
    let (month, date, last, next) = if one.is_number() {
        let named = month(at(1 + skipped)?.text)?;
        (named, one.value()?, at(2 + skipped), 3 + skipped)
    } else {
        let named = month(one.text)?;
        if two.is_number() && two.text.len() == 4 {
            let year = i16::try_from(two.value()?).ok()?;
            let date = PartialDate::month(year, i8::try_from(named).ok()?)?;
            return Some((sure(date), first + 2));
        }
        (named, two.value()?, at(2 + skipped), 3 + skipped)
    };
    let year = year(last?.text, habit)?;
    Some((sure(day(year, month, date)?), first + next))
}

fn month(word: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_ascii_lowercase();
    if word == "sept" {
        return Some(9);
    }
    let is_it = |name: &&str| word.len() >= 3 && (word == **name || name.get(..3) == Some(&word));
    let at = MONTHS.iter().position(is_it)?;
    i64::try_from(at + 1).ok()
}

fn weekday(word: &str) -> bool {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let start = word.get(..3).unwrap_or_default().to_ascii_lowercase();
    DAYS.contains(&start.as_str()) && month(word).is_none()
}

/// The first time of day, with its zone: `T07:43:00+0800`, `3:05 PM GMT`, `T074300Z`.
fn time(tokens: &[Token<'_>]) -> Option<String> {
    if let [mark, digits, rest @ ..] = tokens
        && mark.text.eq_ignore_ascii_case("t")
        && digits.is_number()
        && matches!(digits.text.len(), 4 | 6)
    {
        let fraction = |token: &&Token<'_>| token.is_number() && token.mark == '.';
        let rest = rest.get(usize::from(rest.first().as_ref().is_some_and(fraction))..)?;
        let (hour, minute) = (digits.text.get(..2)?, digits.text.get(2..4)?);
        return (hour < "24" && minute < "60").then(|| format!("{hour}:{minute}{}", zone(rest)));
    }
    let at = tokens.windows(2).position(|pair| {
        matches!(pair, [hour, minute]
        if hour.is_number() && hour.text.len() <= 2 && minute.is_number()
            && minute.text.len() == 2 && minute.mark == ':' && minute.is_near)
    })?;
    let (mut hour, minute) = (tokens.get(at)?.value()?, tokens.get(at + 1)?.value()?);
    let mut rest = tokens.get(at + 2..)?;
    // Seconds and their fractions.
    for mark in [':', '.'] {
        if rest.first().is_some_and(|token| token.is_number() && token.mark == mark) {
            rest = rest.get(1..)?;
        }
    }
    let half = rest.first().map(|token| token.text.to_ascii_lowercase());
    match half.as_deref() {
        Some("pm") => hour += if hour < 12 { 12 } else { 0 },
        Some("am") => hour %= 12,
        _ => {}
    }
    if matches!(half.as_deref(), Some("am" | "pm")) {
        rest = rest.get(1..)?;
    }
    (hour < 24 && minute < 60).then(|| format!("{hour:02}:{minute:02}{}", zone(rest)))
}

/// The zone as an offset; empty if none is certain.
fn zone(tokens: &[Token<'_>]) -> String {
    const ZONES: &[(&str, &str)] = &[
        ("z", "+00:00"),
        ("gmt", "+00:00"),
        ("utc", "+00:00"),
        ("ut", "+00:00"),
        ("est", "-05:00"),
        ("edt", "-04:00"),
        ("cdt", "-05:00"),
        ("mst", "-07:00"),
        ("mdt", "-06:00"),
        ("pst", "-08:00"),
        ("pdt", "-07:00"),
        ("bst", "+01:00"),
        ("cet", "+01:00"),
        ("cest", "+02:00"),
        ("eet", "+02:00"),
        ("eest", "+03:00"),
        ("msk", "+03:00"),
        ("jst", "+09:00"),
    ];
    let Some(first) = tokens.first() else { return String::new() };
    let sign = match first.mark {
        '+' => '+',
        '-' | '−' => '-',
        _ => {
            let word = first.text.to_ascii_lowercase();
            let known = ZONES.iter().find(|(name, _)| *name == word);
            return known.map_or_else(String::new, |(_, offset)| (*offset).to_owned());
        }
    };
    let digits = first.text;
    match (digits.len(), tokens.get(1)) {
        (4, _) if first.is_number() => {
            format!("{sign}{}:{}", digits.get(..2).unwrap_or("00"), digits.get(2..).unwrap_or("00"))
        }
        (2, Some(minutes)) if first.is_number() && minutes.mark == ':' => {
            format!("{sign}{digits}:{}", minutes.text)
        }
        (2, None) if first.is_number() => format!("{sign}{digits}:00"),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str, habit: Habit) -> Option<String> {
        let stamp = read(text, habit)?;
        let time = stamp.time.map(|time| format!(" {time}")).unwrap_or_default();
        let other = stamp.day_first.map(|date| format!(" or {date}")).unwrap_or_default();
        Some(format!("{}{other}{time}", stamp.date))
    }

    #[test]
    fn dates_of_formats_are_read() {
        let old = Habit { century: Some(1900), month_first: Some(true) };
        for (text, expected) in [
            ("26-FEB-1987 15:01:01.79\t\t\tF", "1987-02-26 15:01"),
            (" 5-APR-1987 01:02:03.04", "1987-04-05 01:02"),
            ("April 29, 1990, Sunday, Home Edition", "1990-04-29"),
            ("Sunday, April 29, 1990", "1990-04-29"),
            ("27 MAY 92", "1992-05-27"),
            ("920527", "1992-05-27"),
            ("01/04/63", "1963-01-04"),
            ("02/13/1998 14:26:00", "1998-02-13 14:26"),
            ("19940512", "1994-05-12"),
            ("= 900402", "1990-04-02"),
            ("May 1993", "1993-05"),
        ] {
            assert_eq!(written(text, old).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn stamps_of_the_web_are_read() {
        for (text, expected) in [
            ("2017-02-17T07:43:00+08:00", "2017-02-17 07:43+08:00"),
            ("2017-02-17T07:43:00.123Z", "2017-02-17 07:43+00:00"),
            ("2017-02-17 07:43:00-0530", "2017-02-17 07:43-05:30"),
            ("20170217T074300", "2017-02-17 07:43"),
            ("20170217T222800.5+0000", "2017-02-17 22:28+00:00"),
            ("2017-02-17", "2017-02-17"),
            ("2017-02", "2017-02"),
            ("2017", "2017"),
            ("2017/02/17", "2017-02-17"),
            ("17.02.2017, 14:05", "2017-02-17 14:05"),
            ("02/17/2017", "2017-02-17"),
            ("02/03/2017", "2017-02-03 or 2017-03-02"),
            ("Thu, 19 Feb 2015 17:18:40 +1100", "2015-02-19 17:18+11:00"),
            ("February 17th, 2017 at 3:05 PM EST", "2017-02-17 15:05-05:00"),
            ("Fri Feb 17 2017 12:01 AM GMT", "2017-02-17 00:01+00:00"),
            ("07:43:05 PM IST Feb 17, 2017", "2017-02-17 19:43"),
            ("07:43 GMT, 17 February 2017", "2017-02-17 07:43+00:00"),
            ("07:43 +0100 2017-02-17", "2017-02-17 07:43+01:00"),
            ("1487317380000", "2017-02-17 07:43+00:00"),
            ("1487317380", "2017-02-17 07:43+00:00"),
            ("20170217074300", "2017-02-17 07:43"),
        ] {
            assert_eq!(written(text, Habit::default()).as_deref(), Some(expected), "{text}");
        }
        for text in
            ["", "soon", "920527", "2017-13-45", "31/31/2017", "12", "99999999", "Feb 30, 2017"]
        {
            assert_eq!(written(text, Habit::default()), None, "{text}");
        }
    }
}
