//! Ids that are read when they are needed: a block of the column is unpacked
//! for each, and few are ever shown or decide a tie.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use super::columns::{IdColumns, IdOrds};

/// Where the ids of a segment come from.
pub(super) struct IdSource {
    /// What stands in front of every id.
    pub(super) prefix: String,
    pub(super) columns: IdColumns,
}

/// The id of an article.
#[derive(Clone)]
pub(super) struct LateId {
    pub(super) source: Arc<IdSource>,
    pub(super) ords: IdOrds,
    text: OnceCell<String>,
}

impl LateId {
    pub(super) fn new(source: &Arc<IdSource>, ords: IdOrds) -> Self {
        Self { source: Arc::clone(source), ords, text: OnceCell::new() }
    }

    /// The id itself.
    pub(super) fn as_str(&self) -> &str {
        self.text.get_or_init(|| self.source.columns.id(&self.source.prefix, self.ords))
    }

    /// The order of ids. Inside a segment their places in its dictionaries tell it.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.source, &other.source) {
            return self.ords.cmp(&other.ords);
        }
        self.as_str().cmp(other.as_str())
    }
}

impl fmt::Debug for LateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
