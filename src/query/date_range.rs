//! The values of `date:`: single dates, ranges, bounds, the last so many days.
//!
//! Days are civil days, both ends count. The forms of one date belong to
//! [`date`](super::date).

use jiff::civil::Date;
use jiff::{Span as Duration, ToSpan};

use super::Syntax;
use super::ast::DateRange;
use super::date::{self, DateFault, spelled_out};
use super::error;
use super::note::QueryError;
use crate::article::PartialDate;
use crate::span::Span;

/// Reads the value of a date filter, which stands at `span`.
pub(super) fn read(value: &str, span: Span, syntax: &Syntax) -> Result<DateRange, QueryError> {
    let reader = Reader { value: value.trim(), span, syntax };
    let range = reader.range()?;
    if let (Some(from), Some(to)) = (range.from, range.to)
        && from.first() > to.last()
    {
        return Err(error::reversed_range(&from.to_string(), &to.to_string(), span));
    }
    Ok(range)
}

struct Reader<'a> {
    value: &'a str,
    span: Span,
    syntax: &'a Syntax,
}

impl Reader<'_> {
    fn range(&self) -> Result<DateRange, QueryError> {
        if self.value == "*" {
            return Ok(DateRange { from: None, to: None });
        }
        if let Some(day) = self.named_day() {
            return Ok(DateRange { from: Some(day), to: Some(day) });
        }
        if let Some(count) = strip_prefix(self.value, "last-") {
            return self.last(count);
        }
        if let Some(bound) = self.bound()? {
            return Ok(bound);
        }
        let Some((from, to)) = self.value.split_once("..") else {
            let date = self.date(self.value)?;
            return Ok(DateRange { from: Some(date), to: Some(date) });
        };
        let end = |text: &str| match text.trim() {
            "" => Ok(None),
            text => self.date(text).map(Some),
        };
        match (end(from)?, end(to)?) {
            (None, None) => Err(error::not_a_date(self.value, self.span)),
            (from, to) => Ok(DateRange { from, to }),
        }
    }

    /// `>=A`, `>A`, `<=A`, `<A`; a period begins with its first day and ends with its last.
    fn bound(&self) -> Result<Option<DateRange>, QueryError> {
        let (from, to) = if let Some(rest) = self.value.strip_prefix(">=") {
            (Some(self.date(rest.trim())?), None)
        } else if let Some(rest) = self.value.strip_prefix("<=") {
            (None, Some(self.date(rest.trim())?))
        } else if let Some(rest) = self.value.strip_prefix('>') {
            (Some(self.beside(rest.trim(), 1)?), None)
        } else if let Some(rest) = self.value.strip_prefix('<') {
            (None, Some(self.beside(rest.trim(), -1)?))
        } else {
            return Ok(None);
        };
        Ok(Some(DateRange { from, to }))
    }

    fn date(&self, text: &str) -> Result<PartialDate, QueryError> {
        date::read(text, self.syntax.date_order).map_err(|fault| match fault {
            DateFault::Form => error::not_a_date(text, self.span),
            DateFault::Calendar => error::no_such_day(text, self.span),
            DateFault::Ambiguous(one, other) => {
                let readings = [spelled_out(one), spelled_out(other)];
                error::ambiguous_date(readings, [one.to_string(), other.to_string()], self.span)
            }
        })
    }

    /// The period of the same length before or after the one in `text`.
    fn beside(&self, text: &str, step: i64) -> Result<PartialDate, QueryError> {
        let date = self.date(text)?;
        let length = match (date.month, date.day) {
            (None, _) => step.years(),
            (_, None) => step.months(),
            _ => step.days(),
        };
        let next = date.first().checked_add(length).ok().filter(|next| next.year() > 0);
        let next = next.ok_or_else(|| error::no_such_day(self.value, self.span))?;
        let month = date.month.map(|_| next.month());
        Ok(PartialDate { year: next.year(), month, day: date.day.map(|_| next.day()) })
    }

    fn named_day(&self) -> Option<PartialDate> {
        match self.value.to_ascii_lowercase().as_str() {
            "today" => Some(day(self.syntax.today)),
            "yesterday" => self.syntax.today.yesterday().ok().map(day),
            _ => None,
        }
    }

    /// `30-days` and the like, up to and with today.
    fn last(&self, count: &str) -> Result<DateRange, QueryError> {
        let wrong = || error::not_a_date(self.value, self.span);
        let (number, unit) = count.split_once('-').ok_or_else(wrong)?;
        let number: i32 = number.parse().ok().filter(|number| *number > 0).ok_or_else(wrong)?;
        let length = unit_length(unit, number).ok_or_else(wrong)?;
        let before = self.syntax.today.checked_sub(length).ok().filter(|date| date.year() > 0);
        let from = before.and_then(|before| before.tomorrow().ok()).ok_or_else(wrong)?;
        Ok(DateRange { from: Some(day(from)), to: Some(day(self.syntax.today)) })
    }
}

fn unit_length(unit: &str, number: i32) -> Option<Duration> {
    let unit = unit.to_ascii_lowercase();
    let duration = Duration::new();
    match unit.strip_suffix('s').unwrap_or(&unit) {
        "day" => duration.try_days(number).ok(),
        "week" => duration.try_weeks(number).ok(),
        "month" => duration.try_months(number).ok(),
        "year" => duration.try_years(number).ok(),
        _ => None,
    }
}

fn day(date: Date) -> PartialDate {
    PartialDate { year: date.year(), month: Some(date.month()), day: Some(date.day()) }
}

fn strip_prefix<'t>(text: &'t str, prefix: &str) -> Option<&'t str> {
    let (head, rest) = text.split_at_checked(prefix.len())?;
    head.eq_ignore_ascii_case(prefix).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(value: &str, expected: &str) {
        let syntax = Syntax::new(jiff::civil::date(2017, 3, 31));
        let shown = match read(value, Span::default(), &syntax) {
            Ok(range) => [range.from, range.to]
                .map(|end| end.map_or_else(String::new, |date| date.to_string()))
                .join(".."),
            Err(error) => error.code.to_owned(),
        };
        assert_eq!(shown, expected, "{value}");
    }

    #[test]
    fn ranges_are_inclusive() {
        check("2017", "2017..2017");
        check("2017-02..2017-05", "2017-02..2017-05");
        check("2016..2017-05-03", "2016..2017-05-03");
        check("2017-02..", "2017-02..");
        check("..1605", "..1605");
        check(">=2017-02", "2017-02..");
        check("<=2017", "..2017");
        check(">2017", "2018..");
        check(">2017-12", "2018-01..");
        check(">2017-02-28", "2017-03-01..");
        check("<2017", "..2016");
        check("< 2017-01-01", "..2016-12-31");
        check("17 Feb 2017 .. 3 Mar 2017", "2017-02-17..2017-03-03");
        check("2017..2017-02", "2017..2017-02");
        check("*", "..");
        check("today", "2017-03-31..2017-03-31");
        check("Yesterday", "2017-03-30..2017-03-30");
    }

    #[test]
    fn the_last_days_end_today() {
        check("last-1-day", "2017-03-31..2017-03-31");
        check("last-30-days", "2017-03-02..2017-03-31");
        check("LAST-2-weeks", "2017-03-18..2017-03-31");
        check("last-1-months", "2017-03-01..2017-03-31");
        check("last-2-years", "2015-04-01..2017-03-31");
        for wrong in ["last-0-days", "last-days", "last-5-moons", "last-99999999-years", "last-"] {
            check(wrong, "Q10");
        }
    }

    #[test]
    fn faults_have_their_code() {
        check("..", "Q10");
        check("soon", "Q10");
        check(">9999", "Q10");
        check("<0001", "Q10");
        check("02/03/2017..", "Q11");
        check("2018..2017", "Q12");
        check("2017-05..2017-04-30", "Q12");
    }
}
