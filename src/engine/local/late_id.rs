//! Ids that are read when they are needed: a block of the column is unpacked
//! for each, and few are ever shown or decide a tie.

use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

use tantivy::DocId;

use super::columns::{IdOrds, SegmentColumns};

/// Where the ids of a segment come from.
pub(super) struct IdSource {
    /// What stands in front of every id.
    pub(super) prefix: String,
    pub(super) columns: Arc<SegmentColumns>,
}

impl IdSource {
    /// First day of the date of an article, `i64::MIN` without a date.
    pub(super) fn date(&self, doc: DocId) -> i64 {
        self.columns.date.first(doc).unwrap_or(i64::MIN)
    }

    pub(super) fn ords(&self, doc: DocId) -> IdOrds {
        self.columns.ids.ords(doc)
    }
}

/// The id of an article.
#[derive(Clone)]
pub(super) struct LateId {
    pub(super) source: Arc<IdSource>,
    pub(super) ords: IdOrds,
}

impl LateId {
    pub(super) fn new(source: &Arc<IdSource>, doc: DocId) -> Self {
        Self { source: Arc::clone(source), ords: source.ords(doc) }
    }

    /// The id itself.
    pub(super) fn text(&self) -> String {
        self.source.columns.ids.id(&self.source.prefix, self.ords)
    }

    /// The order of ids: files compare as a whole before what follows them.
    /// Inside a segment their places in its dictionaries tell it.
    pub(super) fn compare(&self, other: &Self) -> Ordering {
        if Arc::ptr_eq(&self.source, &other.source) {
            return self.ords.cmp(&other.ords);
        }
        let suffix = |id: &Self| id.source.columns.ids.suffix(id.ords);
        self.by_file(other).then_with(|| suffix(self).cmp(&suffix(other)))
    }

    fn by_file(&self, other: &Self) -> Ordering {
        let file = |id: &Self| id.source.columns.ids.file(id.ords);
        let (own, others) = (file(self), file(other));
        let prefixed = |id: &Self, file: &str| [&id.source.prefix, file].concat();
        if self.source.prefix == other.source.prefix {
            return own.cmp(&others);
        }
        prefixed(self, &own).cmp(&prefixed(other, &others))
    }
}

impl fmt::Debug for LateId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text())
    }
}
