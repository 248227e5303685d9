//! The record `morgue.check/1`: whether an index is whole.

use std::path::Path;

use serde::Serialize;

use crate::index::{Checkup, Damage};

/// The name and version of the format.
pub const FORMAT: &str = "morgue.check/1";

/// Whether one index is whole.
#[derive(Debug, Serialize)]
pub struct CheckRecord {
    format: &'static str,
    index: String,
    whole: bool,
    full: bool,
    generation: u64,
    files: u64,
    bytes: u64,
    articles: Option<u64>,
    damages: Vec<DamageRecord>,
}

/// A file that is damaged.
#[derive(Debug, Serialize)]
struct DamageRecord {
    path: String,
    code: &'static str,
    message: String,
}

impl CheckRecord {
    /// The record of an index; `full` as it was asked for.
    #[must_use]
    pub fn new(index: &Path, full: bool, checkup: &Checkup) -> Self {
        let record = |damage: &Damage| DamageRecord {
            path: damage.path.to_string_lossy().into_owned(),
            code: damage.fault.code(),
            message: damage.fault.to_string(),
        };
        Self {
            format: FORMAT,
            index: index.to_string_lossy().into_owned(),
            whole: checkup.damages.is_empty(),
            full,
            generation: checkup.generation,
            files: checkup.files,
            bytes: checkup.bytes,
            articles: checkup.articles,
            damages: checkup.damages.iter().map(record).collect(),
        }
    }
}
