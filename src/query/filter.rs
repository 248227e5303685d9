//! The values of filters: dates, lengths, languages, ids, paths.

use super::ast::Filter;
use super::field::{Field, FilterField, canonical};
use super::note::QueryError;
use super::{Syntax, date_range, error};
use crate::article::Status;
use crate::read::language as read_tag;
use crate::span::Span;

/// Reads the value of a filter, which stands at `span`.
pub(super) fn read(
    field: FilterField,
    value: &str,
    span: Span,
    syntax: &Syntax,
) -> Result<Filter, QueryError> {
    let wrong =
        |expected: &str| error::bad_value(canonical(Field::Filter(field)), value, expected, span);
    if value.trim().is_empty() {
        return Err(error::filter_without_value(span));
    }
    match field {
        FilterField::Date => Ok(Filter::Date(date_range::read(value, span, syntax)?)),
        FilterField::Length => length(value, span),
        FilterField::Language => language(value)
            .map(Filter::Language)
            .ok_or_else(|| wrong("a code of two or three letters, such as `en`")),
        FilterField::Status => status(value).ok_or_else(|| wrong(&statuses())),
        FilterField::Page => Ok(Filter::Page(value.to_owned())),
        FilterField::Id => Ok(Filter::Id(value.to_owned())),
        FilterField::File => Ok(Filter::File(value.to_owned())),
    }
}

fn language(value: &str) -> Option<String> {
    let code =
        (2..=3).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_alphabetic());
    // Articles have the code that their readers make of a tag.
    code.then(|| read_tag(value).unwrap_or_else(|| value.to_ascii_lowercase()))
}

fn status(value: &str) -> Option<Filter> {
    let known = Status::ALL.into_iter().find(|status| status.name().eq_ignore_ascii_case(value));
    known.map(|status| Filter::Status(status.name().to_owned()))
}

/// `300`, `100..500`, `100..`, `..500`, `>=300`, `>300`, `<=300`, `<300`.
fn length(value: &str, span: Span) -> Result<Filter, QueryError> {
    let wrong = || {
        error::bad_value("length", value, "a number of words, `100..500`, `>=300` or `<300`", span)
    };
    let number = |text: &str| text.trim().parse::<u64>().map_err(|_| wrong());
    let end = |text: &str| if text.trim().is_empty() { Ok(None) } else { number(text).map(Some) };
    let value = value.trim();
    let (from, to) = if let Some(rest) = value.strip_prefix(">=") {
        (Some(number(rest)?), None)
    } else if let Some(rest) = value.strip_prefix("<=") {
        (None, Some(number(rest)?))
    } else if let Some(rest) = value.strip_prefix('>') {
        (Some(number(rest)?.checked_add(1).ok_or_else(wrong)?), None)
    } else if let Some(rest) = value.strip_prefix('<') {
        (None, Some(number(rest)?.checked_sub(1).ok_or_else(wrong)?))
    } else if let Some((from, to)) = value.split_once("..") {
        (end(from)?, end(to)?)
    } else {
        let exactly = Some(number(value)?);
        (exactly, exactly)
    };
    match (from, to) {
        (None, None) => Err(wrong()),
        (Some(from), Some(to)) if from > to => {
            Err(error::reversed_range(&from.to_string(), &to.to_string(), span))
        }
        _ => Ok(Filter::Length(from, to)),
    }
}

/// The names that a status can have.
fn statuses() -> String {
    let names = Status::ALL.map(|status| format!("`{}`", status.name()));
    let (last, others) = names.split_last().map_or(("", &[][..]), |(last, others)| (last, others));
    format!("{} or {last}", others.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(field: FilterField, value: &str, expected: &Result<Filter, &str>) {
        let syntax = Syntax::new(jiff::civil::date(2017, 3, 31));
        let read = read(field, value, Span::default(), &syntax).map_err(|error| error.code);
        assert_eq!(read, *expected, "{value}");
    }

    #[test]
    fn lengths_are_inclusive() {
        for (value, from, to) in [
            ("300", Some(300), Some(300)),
            ("100..500", Some(100), Some(500)),
            ("100..", Some(100), None),
            ("..500", None, Some(500)),
            (">=300", Some(300), None),
            (">300", Some(301), None),
            ("<=300", None, Some(300)),
            ("<300", None, Some(299)),
        ] {
            check(FilterField::Length, value, &Ok(Filter::Length(from, to)));
        }
        for value in ["..", "x", "-5", "<0", "1,000", "3.5", "99999999999999999999"] {
            check(FilterField::Length, value, &Err("Q13"));
        }
        check(FilterField::Length, "500..100", &Err("Q12"));
    }

    #[test]
    fn codes_are_checked() {
        check(FilterField::Language, "EN", &Ok(Filter::Language("en".into())));
        check(FilterField::Language, "english", &Err("Q13"));
        check(FilterField::Status, "Kill", &Ok(Filter::Status("kill".into())));
        check(FilterField::Status, "killed", &Err("Q13"));
        check(FilterField::Id, " ", &Err("Q09"));
        check(FilterField::Page, "A1", &Ok(Filter::Page("A1".into())));
    }
}
