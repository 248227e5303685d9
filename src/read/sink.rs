//! What readers hand over.

use std::ops::ControlFlow;

use super::Draft;
use crate::error::Skip;

/// Takes what a reader finds.
pub trait Sink {
    /// Takes an article; on `Break` the reader stops.
    fn draft(&mut self, draft: Draft) -> ControlFlow<()>;

    /// Takes note that a record, or the whole document if `record` is `None`,
    /// gave no article; on `Break` the reader stops. A record is named as in
    /// ids: by its own id, percent-encoded, or by its number from 1.
    fn skip(&mut self, record: Option<String>, skip: Skip) -> ControlFlow<()>;
}
