//! The date and the source of an article, out of everything that speaks of them.

use crate::article::{Article, PartialDate, Provenance, Warning};
use crate::span::Span;

use super::context::Context;
use super::date::{DateOrder, Reading};
use super::dateline::Day;

/// Something that speaks of the date of publication. Earlier kinds win.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    /// The credit line under the article.
    Credit,
    /// A line between headline and text.
    HeaderLine,
    /// The wire's time stamp.
    RecordId,
    /// Path or address.
    Path,
}

impl Kind {
    /// Name and confidence in provenance.
    pub(super) const fn provenance(self) -> (&'static str, u8) {
        match self {
            Self::Credit => ("credit", 95),
            Self::HeaderLine => ("header_line", 85),
            Self::RecordId => ("record_id", 85),
            Self::Path => ("path", 80),
        }
    }
}

/// A date that something speaks of.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Candidate {
    pub kind: Kind,
    pub reading: Reading,
    pub time: Option<String>,
    pub spans: Vec<Span>,
}

/// Fills date and time of the article, and the year of its dateline.
pub(super) fn date(
    article: &mut Article,
    mut candidates: Vec<Candidate>,
    day: Option<Day>,
    context: &Context,
) {
    candidates.sort_by_key(|candidate| candidate.kind);
    let told = [&context.sidecar, &context.set].into_iter().find(|values| values.date.is_some());
    if let Some((values, date)) = told.and_then(|values| Some((values, values.date?))) {
        if article.date != Some(date) {
            article.time = None;
        }
        set(article, date, values.origin(), 100, Vec::new());
    } else if article.date.is_none() {
        choose(article, &candidates, day, context);
    }
    dateline_year(article, day, context);
    take_dateline(article);
    if let Some(date) = context.default.date.filter(|_| article.date.is_none()) {
        set(article, date, "override", 100, Vec::new());
    }
    judge(article);
}

fn set(article: &mut Article, date: PartialDate, from: &str, confidence: u8, spans: Vec<Span>) {
    article.date = Some(date);
    article
        .fields
        .insert("date".to_owned(), Provenance { from: from.to_owned(), confidence, spans });
}

fn choose(article: &mut Article, candidates: &[Candidate], day: Option<Day>, context: &Context) {
    let order = context.date_order(article.source.publication.as_deref());
    let mut doubtful: Option<&Candidate> = None;
    let best = candidates.iter().filter_map(|candidate| {
        let settled = settle(candidate, candidates, day, order);
        if settled.is_none() && doubtful.is_none() {
            doubtful = Some(candidate);
        }
        settled.map(|(date, confidence)| (candidate, date, confidence))
    });
    // A path that names only the month or year loses to any day beside it.
    let best = best.min_by_key(|(candidate, date, _)| (date.precision() as u8, candidate.kind));
    let is_overruled = |doubtful: &Candidate| {
        best.as_ref()
            .is_none_or(|(found, date, _)| found.kind > doubtful.kind && date.day.is_none())
    };
    if let Some(doubtful) = doubtful.filter(|doubtful| is_overruled(doubtful)) {
        return ambiguous(article, doubtful);
    }
    let Some((candidate, date, confidence)) = best else { return };
    let (from, _) = candidate.kind.provenance();
    set(article, date, from, confidence, candidate.spans.clone());
    if article.time.is_none() {
        article.time.clone_from(&candidate.time);
    }
}

/// The date that a candidate means; the other candidates, the dateline and
/// the habit of the source decide between two readings.
fn settle(
    candidate: &Candidate,
    all: &[Candidate],
    day: Option<Day>,
    order: Option<DateOrder>,
) -> Option<(PartialDate, u8)> {
    let (_, confidence) = candidate.kind.provenance();
    let (month_first, day_first) = match candidate.reading {
        Reading::Sure(date, _) => return Some((date, confidence)),
        Reading::Either { month_first, day_first } => (month_first, day_first),
    };
    let is_confirmed = |date: PartialDate| {
        let by_other = all.iter().any(|other| match other.reading {
            Reading::Sure(sure, _) => {
                other != candidate && sure.month.is_some() && covers(sure, date)
            }
            Reading::Either { .. } => false,
        });
        let by_dateline =
            day.is_some_and(|day| day.month.is_some() && near_year(day, date).is_some());
        by_other || by_dateline
    };
    match (is_confirmed(month_first), is_confirmed(day_first)) {
        (true, false) => Some((month_first, confidence)),
        (false, true) => Some((day_first, confidence)),
        _ => match order? {
            DateOrder::MonthFirst => Some((month_first, confidence)),
            DateOrder::DayFirst => Some((day_first, confidence)),
        },
    }
}

/// Whether a day lies in the period that a date names.
fn covers(period: PartialDate, date: PartialDate) -> bool {
    period.first() <= date.first() && date.last() <= period.last()
}

fn ambiguous(article: &mut Article, candidate: &Candidate) {
    let Reading::Either { month_first, day_first } = candidate.reading else { return };
    let (from, _) = candidate.kind.provenance();
    set(article, PartialDate::year(month_first.year), from, 40, candidate.spans.clone());
    article.warnings.push(Warning {
        code: "ambiguous_date".to_owned(),
        message: format!("The date can be {month_first} or {day_first}; only the year is taken."),
        spans: candidate.spans.clone(),
    });
}

/// Days that a dateline may lie before the day of publication, and after.
const WINDOW: (i64, i64) = (7, 1);

/// The date of a dateline if the year is chosen that brings it near a day of publication.
fn near_year(day: Day, published: PartialDate) -> Option<PartialDate> {
    let number = crate::article::day_number(published.first());
    let last = crate::article::day_number(published.last());
    let month = day.month.or(published.month);
    [published.year, published.year - 1, published.year + 1].into_iter().find_map(|year| {
        let year = day.year.unwrap_or(year);
        let date = PartialDate::day(year, month?, day.day?)?;
        let at = crate::article::day_number(date.first());
        (at >= number - WINDOW.0 && at <= last + WINDOW.1).then_some(date)
    })
}

/// Completes the date of the dateline.
fn dateline_year(article: &mut Article, day: Option<Day>, context: &Context) {
    let Some(day) = day.filter(|day| day.day.is_some()) else { return };
    let Some(dateline) = article.dateline.as_mut().filter(|dateline| dateline.date.is_none())
    else {
        return;
    };
    if let Some(year) = day.year {
        dateline.date =
            day.month.zip(day.day).and_then(|(month, day)| PartialDate::day(year, month, day));
        return;
    }
    let known = article.date.or(context.default.date);
    let Some(published) = known else { return };
    dateline.date = near_year(day, published);
    if dateline.date.is_none() && published.day.is_some() && day.month.is_some() {
        article.warnings.push(Warning {
            code: "dateline_date_conflict".to_owned(),
            message: format!("The dateline's day is not near {published}, the day of publication."),
            spans: dateline.spans.clone(),
        });
    }
}

/// Where nothing better is known than a month or year, the dateline's day
/// stands for the day of publication.
fn take_dateline(article: &mut Article) {
    let Some(dateline) = &article.dateline else { return };
    let Some(date) = dateline.date else { return };
    if article.date.is_none_or(|known| known.day.is_none() && covers(known, date)) {
        let spans = dateline.spans.clone();
        set(article, date, "dateline", 85, spans);
    }
}

fn judge(article: &mut Article) {
    let warning = match article.date {
        None => ("date_missing", "No date of publication was found.".to_owned()),
        Some(date) if date.year < 1600 => ("date_before_1600", format!("The date is {date}.")),
        Some(_) => return,
    };
    article.warnings.push(Warning {
        code: warning.0.to_owned(),
        message: warning.1,
        spans: Vec::new(),
    });
}

/// The date that a path names: `/2017/02/17/`, `2017-02-17`, `20170217`, a
/// month or a year alone.
pub(super) fn path_date(path: &str) -> Option<PartialDate> {
    let mut numbers: Vec<(i32, usize, usize)> = Vec::new();
    let bytes = path.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let len = bytes.iter().skip(at).take_while(|byte| byte.is_ascii_digit()).count();
        if len > 0 && len <= 8 {
            let value = path.get(at..at + len).and_then(|digits| digits.parse().ok()).unwrap_or(-1);
            numbers.push((value, at, len));
        }
        at += len.max(1);
    }
    let compact = numbers
        .iter()
        .filter(|(_, _, len)| *len == 8)
        .find_map(|(value, ..)| day(value / 10_000, value / 100 % 100, value % 100));
    let is_year = |value: i32, len: usize| len == 4 && (1600..=2100).contains(&value);
    let spread = || {
        numbers.windows(3).find_map(|parts| match parts {
            [(year, at, 4), (month, second, 1 | 2), (date, third, 1 | 2)]
                if is_year(*year, 4)
                    && *second == at + 5
                    && third - second <= 3
                    && separates(bytes, *at + 4) =>
            {
                day(*year, *month, *date)
            }
            _ => None,
        })
    };
    let month = || {
        numbers.windows(2).find_map(|parts| match parts {
            [(year, at, 4), (month, second, 2)]
                if is_year(*year, 4) && *second == at + 5 && separates(bytes, *at + 4) =>
            {
                PartialDate::month(i16::try_from(*year).ok()?, i8::try_from(*month).ok()?)
            }
            _ => None,
        })
    };
    let year = || {
        let mut years = numbers
            .iter()
            .filter(|(value, at, len)| is_year(*value, *len) && stands_alone(bytes, *at, *len));
        let first = years.next()?.0;
        years
            .all(|(value, ..)| *value == first)
            .then(|| i16::try_from(first).ok().map(PartialDate::year))?
    };
    compact.or_else(spread).or_else(month).or_else(year)
}

fn separates(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at), Some(b'/' | b'-' | b'_' | b'.'))
}

/// A year counts if it is a folder of its own.
fn stands_alone(bytes: &[u8], at: usize, len: usize) -> bool {
    let before = at == 0 || bytes.get(at - 1) == Some(&b'/');
    before && bytes.get(at + len) == Some(&b'/')
}

fn day(year: i32, month: i32, day: i32) -> Option<PartialDate> {
    let year = i16::try_from(year).ok().filter(|year| (1600..=2100).contains(year))?;
    PartialDate::day(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_name_dates() {
        for (path, expected) in [
            ("a/2014/03/19/x.txt", Some("2014-03-19")),
            ("a/2014/2014-07-18/x.txt", Some("2014-07-18")),
            ("w/2014/20140418-x.txt", Some("2014-04-18")),
            ("w/dpa/2014-03-21-krim.txt", Some("2014-03-21")),
            ("a/2016/02/x.txt", Some("2016-02")),
            ("a/2016/x.txt", Some("2016")),
            ("a/1963/2016/x.txt", None),
            ("txt/00/1.txt", None),
            ("a/2016-13-40/x1999.txt", None),
        ] {
            assert_eq!(path_date(path).map(|date| date.to_string()).as_deref(), expected, "{path}");
        }
    }
}
