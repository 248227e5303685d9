//! Articles counted by the day, month or year of their date.

use std::collections::HashMap;

use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use super::LocalEngine;
use crate::engine::{Period, PeriodCounts};
use crate::error::Result;
use crate::query::plan::Plan;

impl LocalEngine {
    /// How many of the articles that match are dated in each period.
    pub(super) fn by_period(&self, plan: &Plan, period: Period) -> Result<PeriodCounts> {
        let mut counts = PeriodCounts::default();
        self.each_segment(plan, &mut |matches| {
            let dates = Dates::open(matches.reader, period)?;
            let mut known: HashMap<i64, u64> = HashMap::new();
            counts.articles += matches.docs.len() as u64;
            for doc in matches.docs {
                match (dates.first.first(doc), dates.number(doc)) {
                    (None, _) => counts.undated += 1,
                    (Some(_), None) => counts.coarser += 1,
                    (Some(_), Some(number)) => *known.entry(number).or_default() += 1,
                }
            }
            for (number, articles) in known {
                *counts.periods.entry(number).or_default() += articles;
            }
            Ok(())
        })?;
        Ok(counts)
    }
}

/// The columns that say in which period a date lies.
struct Dates {
    period: Period,
    first: Column<i64>,
    last: Column<i64>,
    /// The month or the year, as stored.
    coarse: Column<i64>,
}

impl Dates {
    fn open(reader: &SegmentReader, period: Period) -> tantivy::Result<Self> {
        let columns = reader.fast_fields();
        let coarse = if period == Period::Month { "month" } else { "year" };
        Ok(Self {
            period,
            first: columns.i64("date")?,
            last: columns.i64("date_last")?,
            coarse: columns.i64(coarse)?,
        })
    }

    /// The number of the period; `None` if the date is not that precise.
    fn number(&self, doc: DocId) -> Option<i64> {
        match self.period {
            Period::Day => {
                let first = self.first.first(doc)?;
                (self.last.first(doc) == Some(first)).then_some(first)
            }
            Period::Month => {
                let month = self.coarse.first(doc)?;
                Some(month.div_euclid(100) * 12 + month.rem_euclid(100) - 1)
            }
            Period::Year => self.coarse.first(doc),
        }
    }
}
