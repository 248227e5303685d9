//! The ids of articles, out of the columns of a segment.

use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

/// The columns that make up an id.
pub(super) struct IdColumns {
    prefix: String,
    file: Option<StrColumn>,
    suffix: Option<StrColumn>,
}

/// Where the parts of an id stand in the dictionaries of a segment: in the
/// order of the ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct IdOrds {
    pub(super) file: u64,
    pub(super) suffix: u64,
}

impl IdColumns {
    /// Opens the columns; `prefix` is put in front of every id.
    pub(super) fn open(segment: &SegmentReader, prefix: &str) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        let (file, suffix) = (columns.str("file")?, columns.str("suffix")?);
        Ok(Self { prefix: prefix.to_owned(), file, suffix })
    }

    pub(super) fn ords(&self, doc: DocId) -> IdOrds {
        let ord = |column: &Option<StrColumn>| {
            column.as_ref().and_then(|column| column.ords().first(doc)).unwrap_or_default()
        };
        IdOrds { file: ord(&self.file), suffix: ord(&self.suffix) }
    }

    pub(super) fn id(&self, ords: IdOrds) -> String {
        let mut id = self.prefix.clone();
        let mut part = String::new();
        for (column, ord) in [(&self.file, ords.file), (&self.suffix, ords.suffix)] {
            if let Some(column) = column {
                // An unreadable dictionary leaves a part empty: the order of ties suffers, no result does.
                column.ord_to_str(ord, &mut part).unwrap_or_default();
                id.push_str(&part);
                part.clear();
            }
        }
        id
    }
}
