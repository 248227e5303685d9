//! What an article is worth for being new, where new ones are preferred.

use tantivy::columnar::Column;

use super::LocalEngine;
use crate::error::Result;
use crate::query::plan::Plan;
use crate::query::ranking::recency;

/// How the date of an article counts.
#[derive(Debug, Clone, Copy)]
pub(super) struct Newness {
    half_life: Option<f64>,
    /// The first day of the newest date in the indexes.
    newest: i64,
}

impl Newness {
    /// What an article of this day is worth; nothing without a date.
    pub(super) fn of(self, day: i64) -> f64 {
        let half_life = self.half_life.filter(|_| day != i64::MIN);
        half_life.map_or(0.0, |half_life| recency(self.newest.saturating_sub(day), half_life))
    }

    /// Whether dates count.
    pub(super) fn is_wanted(self) -> bool {
        self.half_life.is_some()
    }
}

impl LocalEngine {
    /// How dates count for a plan: from the newest article on, not from today,
    /// so that the order of results does not change over night.
    pub(super) fn newness(&self, plan: &Plan) -> Result<Newness> {
        let mut newest = i64::MIN;
        for shard in self.shards.iter().filter(|_| plan.half_life.is_some()) {
            for segment in shard.searcher.segment_readers() {
                let columns = shard.layout.columns.of(segment);
                let columns = columns.map_err(|cause| shard.folder.damaged(cause))?;
                newest = newest.max(newest_of(&columns.date));
            }
        }
        Ok(Newness { half_life: plan.half_life, newest })
    }
}

fn newest_of(days: &Column<i64>) -> i64 {
    if days.values.num_vals() == 0 { i64::MIN } else { days.max_value() }
}
