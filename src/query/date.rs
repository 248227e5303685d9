//! One date as people write it: `2017-02-17`, `17 Feb 2017`, `02/17/2017`.
//!
//! Ranges are made of dates in [`date_range`](super::date_range). Nothing is
//! guessed: a date that can be read in two ways is an error unless the order
//! of day and month is known.

use crate::article::PartialDate;

/// Which number comes first in dates such as `02/03/2017`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DateOrder {
    /// `02/03/2017` is 2 March.
    DayFirst,
    /// `02/03/2017` is 3 February.
    MonthFirst,
}

/// Why a text is not a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateFault {
    /// It has not the form of one.
    Form,
    /// The calendar has no such day.
    Calendar,
    /// The two days that it may mean.
    Ambiguous(PartialDate, PartialDate),
}

/// Names of the months; the first three letters will do.
pub(super) const MONTHS: [&str; 12] = [
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

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Year(i16),
    Number(i8),
    Month(i8),
}

/// Reads a day, month or year. Years have four digits, from 0001.
pub(super) fn read(text: &str, order: Option<DateOrder>) -> Result<PartialDate, DateFault> {
    if text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return compact(text).ok_or(DateFault::Calendar);
    }
    let parts = parts(text).ok_or(DateFault::Form)?;
    let date = match *parts.as_slice() {
        [Part::Year(year)] => Some(PartialDate::year(year)),
        [Part::Year(year), Part::Number(month) | Part::Month(month)]
        | [Part::Number(month) | Part::Month(month), Part::Year(year)] => {
            PartialDate::month(year, month)
        }
        [Part::Year(year), Part::Number(month) | Part::Month(month), Part::Number(day)]
        | [Part::Number(day), Part::Month(month), Part::Year(year)]
        | [Part::Month(month), Part::Number(day), Part::Year(year)] => {
            PartialDate::day(year, month, day)
        }
        [Part::Number(first), Part::Number(second), Part::Year(year)] => {
            // With full stops the day comes first wherever they are in use.
            let order = if text.contains('.') { Some(DateOrder::DayFirst) } else { order };
            return numeric(first, second, year, order);
        }
        _ => return Err(DateFault::Form),
    };
    date.ok_or(DateFault::Calendar)
}

fn numeric(
    first: i8,
    second: i8,
    year: i16,
    order: Option<DateOrder>,
) -> Result<PartialDate, DateFault> {
    let day_first = PartialDate::day(year, second, first);
    let month_first = PartialDate::day(year, first, second);
    match (order, day_first, month_first) {
        (Some(DateOrder::DayFirst), Some(date), _)
        | (Some(DateOrder::MonthFirst), _, Some(date))
        | (None, Some(date), None)
        | (None, None, Some(date)) => Ok(date),
        (None, Some(one), Some(other)) if one == other => Ok(one),
        (None, Some(one), Some(other)) => Err(DateFault::Ambiguous(one, other)),
        _ => Err(DateFault::Calendar),
    }
}

/// `20170217`
fn compact(text: &str) -> Option<PartialDate> {
    let year = text.get(..4)?.parse().ok().filter(|year| *year > 0)?;
    let month = text.get(4..6)?.parse().ok()?;
    PartialDate::day(year, month, text.get(6..)?.parse().ok()?)
}

/// The numbers and names of a date; `None` if anything else is in it.
fn parts(text: &str) -> Option<Vec<Part>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let digits = leading(rest, |character| character.is_ascii_digit());
        let letters = leading(rest, |character| character.is_ascii_alphabetic());
        let part = if digits.is_empty() { month(letters)? } else { number(digits)? };
        rest = rest.get(digits.len().max(letters.len())..)?;
        if matches!(part, Part::Number(_)) {
            rest = without_ordinal(rest);
        }
        let gap = leading(rest, |character| " ,./-".contains(character));
        rest = rest.get(gap.len()..)?;
        let closes_abbreviation = gap == "." && matches!(part, Part::Month(_));
        if gap.len() > 2 || (rest.is_empty() && !gap.is_empty() && !closes_abbreviation) {
            return None;
        }
        parts.push(part);
    }
    Some(parts)
}

fn leading(text: &str, belongs: impl Fn(char) -> bool) -> &str {
    let end = text.find(|character| !belongs(character)).unwrap_or(text.len());
    text.get(..end).unwrap_or_default()
}

fn number(digits: &str) -> Option<Part> {
    match digits.len() {
        1 | 2 => digits.parse().ok().map(Part::Number),
        4 => digits.parse().ok().filter(|year| *year > 0).map(Part::Year),
        _ => None,
    }
}

fn month(letters: &str) -> Option<Part> {
    let letters = letters.to_ascii_lowercase();
    let named =
        |name: &&str| **name == letters || (letters.len() == 3 && name.starts_with(&letters));
    let index = MONTHS.iter().position(named);
    let index = index.or((letters == "sept").then_some(8))?;
    i8::try_from(index + 1).ok().map(Part::Month)
}

fn without_ordinal(rest: &str) -> &str {
    let suffix = leading(rest, |character| character.is_ascii_alphabetic());
    let ordinal = ["st", "nd", "rd", "th"].iter().any(|known| known.eq_ignore_ascii_case(suffix));
    if ordinal { rest.get(suffix.len()..).unwrap_or_default() } else { rest }
}

/// `2 March 2017`, for messages.
pub(super) fn spelled_out(date: PartialDate) -> String {
    let month = date.month.and_then(|month| usize::try_from(month - 1).ok());
    let name = month.and_then(|month| MONTHS.get(month)).copied().unwrap_or_default();
    let (initial, rest) = name.split_at_checked(1).unwrap_or_default();
    let parts = [
        date.day.map(|day| day.to_string()),
        date.month.map(|_| format!("{}{rest}", initial.to_ascii_uppercase())),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let shown = match read(text, None) {
            Ok(date) => date.to_string(),
            Err(DateFault::Form) => "form".into(),
            Err(DateFault::Calendar) => "calendar".into(),
            Err(DateFault::Ambiguous(one, other)) => format!("{one} or {other}"),
        };
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn dates_are_read_as_people_write_them() {
        for text in [
            "2017-02-17",
            "2017-2-17",
            "2017/02/17",
            "20170217",
            "17 Feb 2017",
            "17 February 2017",
            "17th Feb 2017",
            "Feb 17, 2017",
            "Feb. 17, 2017",
            "FEBRUARY 17 2017",
            "17-Feb-2017",
            "17Feb2017",
            "17.02.2017",
            "17/02/2017",
            "02/17/2017",
            "2017 Feb 17",
            "17. Feb 2017",
        ] {
            check(text, "2017-02-17");
        }
        for text in ["2017-02", "Feb 2017", "02/2017", "2017 February", "2017-2"] {
            check(text, "2017-02");
        }
        check("1605", "1605");
        check("1605-04-21", "1605-04-21");
        check("02/02/2017", "2017-02-02");
        check("02.03.2017", "2017-03-02");
        check("3 Sept 1939", "1939-09-03");
    }

    #[test]
    fn what_is_no_date_is_not_guessed() {
        check("02/03/2017", "2017-03-02 or 2017-02-03");
        check("2-3-2017", "2017-03-02 or 2017-02-03");
        for text in
            ["17", "02/03/17", "2017-", "-2017", "yesterday", "Feb", "", "0000", "2017-2018"]
        {
            check(text, "form");
        }
        for text in ["2017-02-30", "2017-13", "31 April 2017", "20171301", "13/13/2017"] {
            check(text, "calendar");
        }
    }

    #[test]
    fn the_order_decides_where_it_is_known() {
        let day_first = read("02/03/2017", Some(DateOrder::DayFirst)).unwrap();
        assert_eq!(day_first.to_string(), "2017-03-02");
        assert_eq!(spelled_out(day_first), "2 March");
        let month_first = read("02/03/2017", Some(DateOrder::MonthFirst)).unwrap();
        assert_eq!(month_first.to_string(), "2017-02-03");
    }
}
