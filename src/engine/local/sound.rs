//! No answer from a damaged index: what reading its files brought to light
//! counts more than what came of an operation.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::error::Result;
use crate::index::IndexFolder;

/// Does something with these indexes. Damage that was noticed meanwhile is
/// the outcome, also of a panic; other panics go on.
pub(super) fn checked<'a, T>(
    folders: impl IntoIterator<Item = &'a IndexFolder> + Clone,
    work: impl FnOnce() -> Result<T>,
) -> Result<T> {
    let outcome = catch_unwind(AssertUnwindSafe(work));
    for folder in folders.clone() {
        folder.intact()?;
    }
    outcome.unwrap_or_else(|panic| {
        for folder in folders {
            folder.verify()?;
        }
        resume_unwind(panic)
    })
}
