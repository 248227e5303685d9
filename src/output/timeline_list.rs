//! A timeline: records `morgue.timeline/1`, and bars for people.

use std::fmt::Write as _;

use serde::Serialize;

use super::list::{Cell, Row, Understood};
use crate::search::timeline::{PeriodCount, Timeline};

/// A period with its articles.
#[derive(Debug, Serialize)]
pub struct PeriodRow<'a> {
    period: &'a str,
    articles: u64,
    archive: u64,
    rate: Option<f64>,
}

impl Row for PeriodRow<'_> {
    const FORMAT: &'static str = "morgue.timeline/1";
    const KIND: &'static str = "period";
    const COLUMNS: &'static [&'static str] = &["period", "articles", "archive", "rate"];

    fn cells(&self) -> Vec<Cell<'_>> {
        let rate = self.rate.map_or(Cell::Empty, Cell::Rate);
        vec![self.period.into(), self.articles.into(), self.archive.into(), rate]
    }
}

impl<'a> From<&'a PeriodCount> for PeriodRow<'a> {
    fn from(count: &'a PeriodCount) -> Self {
        let PeriodCount { period, articles, archive, rate } = count;
        Self { period, articles: *articles, archive: *archive, rate: *rate }
    }
}

/// What holds for the whole timeline.
#[derive(Debug, Serialize)]
pub struct TimelineEnd<'a> {
    by: &'static str,
    per: Option<u64>,
    articles_total: u64,
    undated: u64,
    coarser: u64,
    #[serde(flatten)]
    read_as: Understood<'a>,
}

/// What closes the list.
#[must_use]
pub fn end<'a>(timeline: &'a Timeline, read_as: Understood<'a>) -> TimelineEnd<'a> {
    TimelineEnd {
        by: timeline.scale.by.name(),
        per: timeline.scale.per,
        articles_total: timeline.articles,
        undated: timeline.undated,
        coarser: timeline.coarser,
        read_as,
    }
}

/// Columns that the longest bar takes at least.
const SHORTEST: usize = 10;

/// The periods for people, a bar each, in lines of `width` columns.
#[must_use]
pub fn text(timeline: &Timeline, width: usize) -> String {
    let heads: Vec<(String, f64)> =
        timeline.periods.iter().map(|row| head(timeline, row)).collect();
    let taken = heads.iter().map(|(head, _)| head.len()).max().unwrap_or_default() + 2;
    let longest = width.saturating_sub(taken).max(SHORTEST);
    let highest = heads.iter().map(|(_, value)| *value).fold(0.0, f64::max);
    let mut out = String::new();
    for (head, value) in &heads {
        let line = format!("{head}  {}", bar(*value, highest, longest));
        // Writing to a string cannot fail.
        writeln!(out, "{}", line.trim_end()).unwrap_or_default();
    }
    out
}

/// The period and its numbers, and what the bar stands for.
fn head(timeline: &Timeline, row: &PeriodCount) -> (String, f64) {
    let digits = |number: Option<u64>| number.unwrap_or_default().to_string().len();
    let articles = digits(timeline.periods.iter().map(|row| row.articles).max());
    #[expect(clippy::cast_precision_loss, reason = "numbers of articles are far below 2^52")]
    let count = row.articles as f64;
    let PeriodCount { period, articles: found, archive, rate } = row;
    if timeline.scale.per.is_none() {
        return (format!("{period}  {found:>articles$}"), count);
    }
    let all = digits(timeline.periods.iter().map(|row| row.archive).max());
    let shown = rate.map_or_else(|| "-".to_owned(), |rate| format!("{rate:.1}"));
    let highest = timeline.periods.iter().filter_map(|row| row.rate).fold(0.0, f64::max);
    let rates = format!("{highest:.1}").len();
    let head = format!("{period}  {shown:>rates$}  {found:>articles$} of {archive:>all$}");
    (head, rate.unwrap_or_default())
}

/// A bar of at most `longest` columns, to an eighth of one.
fn bar(value: f64, highest: f64, longest: usize) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    if value <= 0.0 || highest <= 0.0 {
        return String::new();
    }
    #[expect(
        clippy::cast_precision_loss,
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a line has few columns, and no value is above the highest or below 0"
    )]
    let eighths = ((value / highest * longest as f64 * 8.0).round() as usize).max(1);
    let part = EIGHTHS.get(eighths % 8).copied().unwrap_or_default();
    "█".repeat(eighths / 8) + part
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_end_on_an_eighth() {
        assert_eq!(bar(4.0, 4.0, 3), "███");
        assert_eq!(bar(1.0, 2.0, 3), "█▌");
        assert_eq!(bar(1.0, 1e9, 3), "▏");
        assert_eq!(bar(0.0, 4.0, 3), "");
    }
}
