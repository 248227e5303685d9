//! How the articles that match are spread over time.

use jiff::civil::date;

use super::{Failure, Prepared, Request, Searcher};
use crate::engine::{Period, PeriodCounts};
use crate::error::{Error, ErrorKind};
use crate::query::plan::{Node, Plan};

/// How a timeline is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Scale {
    /// Its unit.
    pub by: Period,
    /// Whether it covers the whole archive, or reaches from the first to the
    /// last period with an article that matches.
    pub whole: bool,
    /// Rates are for so many articles of the archive; `None` for no rates.
    pub per: Option<u64>,
}

/// Counts period by period, without gaps.
#[derive(Debug)]
pub struct Timeline {
    /// The query as it was understood.
    pub prepared: Prepared,
    /// How it was made.
    pub scale: Scale,
    /// The periods, in order.
    pub periods: Vec<PeriodCount>,
    /// Articles that match.
    pub articles: u64,
    /// Those of them without a date.
    pub undated: u64,
    /// Those of whose date only a longer period is known.
    pub coarser: u64,
}

/// A period of a timeline.
#[derive(Debug, Clone, PartialEq)]
pub struct PeriodCount {
    /// `2014`, `2014-03` or `2014-03-18`.
    pub period: String,
    /// Articles that match.
    pub articles: u64,
    /// All articles of the archive.
    pub archive: u64,
    /// Articles that match among so many of the archive, to 1e-6; `None` if
    /// rates were not asked for, or the archive has no article of the period.
    pub rate: Option<f64>,
}

impl Searcher<'_> {
    /// Counts the articles that match by their dates.
    ///
    /// # Errors
    /// If the query cannot be read, or the index cannot.
    pub fn timeline(&mut self, request: &Request, scale: Scale) -> Result<Timeline, Failure> {
        let prepared = self.prepare(request)?;
        let found = self.engine.periods(&prepared.plan, scale.by)?;
        let all = self.engine.periods(&everything(&prepared.plan), scale.by)?;
        let periods = periods(&found, &all, scale)?;
        let PeriodCounts { articles, undated, coarser, .. } = found;
        Ok(Timeline { prepared, scale, periods, articles, undated, coarser })
    }
}

/// Every article of the archive that the query could have found.
fn everything(plan: &Plan) -> Plan {
    Plan {
        root: Node::All,
        with_withdrawn: plan.with_withdrawn,
        since_generation: plan.since_generation,
        ..Plan::default()
    }
}

fn periods(
    found: &PeriodCounts,
    all: &PeriodCounts,
    scale: Scale,
) -> Result<Vec<PeriodCount>, Error> {
    let covered = if scale.whole { all } else { found };
    let (Some((first, _)), Some((last, _))) =
        (covered.periods.first_key_value(), covered.periods.last_key_value())
    else {
        return Ok(Vec::new());
    };
    let count = |counts: &PeriodCounts, number: i64| {
        counts.periods.get(&number).copied().unwrap_or_default()
    };
    let numbers = *first..=*last;
    let periods = numbers.map(|number| {
        let (articles, archive) = (count(found, number), count(all, number));
        let rate = scale.per.and_then(|per| rate(articles, archive, per));
        Ok(PeriodCount { period: label(scale.by, number)?, articles, archive, rate })
    });
    periods.collect()
}

#[expect(clippy::cast_precision_loss, reason = "numbers of articles are far below 2^52")]
fn rate(articles: u64, archive: u64, per: u64) -> Option<f64> {
    let rate = articles as f64 * per as f64 / archive as f64;
    (archive > 0).then(|| (rate * 1e6).round() / 1e6)
}

/// The period with this number, as dates are written.
fn label(by: Period, number: i64) -> Result<String, Error> {
    match by {
        Period::Year => Ok(format!("{number:04}")),
        Period::Month => {
            Ok(format!("{:04}-{:02}", number.div_euclid(12), number.rem_euclid(12) + 1))
        }
        Period::Day => {
            let day = jiff::Span::new()
                .try_days(number)
                .and_then(|days| date(1970, 1, 1).checked_add(days));
            day.map(|day| day.to_string()).map_err(|cause| {
                Error::new(ErrorKind::IndexDamaged, "the index holds a date that is none")
                    .because(cause)
                    .hint("make a new index with `morgue ingest`")
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_follow_each_other_without_gaps() {
        let found =
            PeriodCounts { periods: [(24_001, 3), (24_003, 1)].into(), ..Default::default() };
        let all = PeriodCounts {
            periods: [(23_999, 9), (24_001, 4), (24_003, 8)].into(),
            ..Default::default()
        };
        let scale = Scale { by: Period::Month, whole: false, per: Some(100) };
        let shown = |periods: Vec<PeriodCount>| -> Vec<(String, u64, u64, Option<f64>)> {
            let row = |row: PeriodCount| (row.period, row.articles, row.archive, row.rate);
            periods.into_iter().map(row).collect()
        };
        let expected = [
            ("2000-02".to_owned(), 3, 4, Some(75.0)),
            ("2000-03".to_owned(), 0, 0, None),
            ("2000-04".to_owned(), 1, 8, Some(12.5)),
        ];
        assert_eq!(shown(periods(&found, &all, scale).unwrap()), expected);
        let whole = periods(&found, &all, Scale { whole: true, ..scale }).unwrap();
        assert_eq!(whole.len(), 5);
        assert_eq!(whole[0].period, "1999-12");
    }

    #[test]
    fn days_and_years_by_number() {
        assert_eq!(label(Period::Day, -1).unwrap(), "1969-12-31");
        assert_eq!(label(Period::Day, 16_147).unwrap(), "2014-03-18");
        assert_eq!(label(Period::Year, 850).unwrap(), "0850");
        assert!(label(Period::Day, i64::MAX).is_err());
    }
}
