//! What a commit records beside the articles.

use serde::{Deserialize, Serialize};
use tantivy::Index;

/// What a commit records beside the articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct CommitSummary {
    /// Number of the commit, from 1.
    pub generation: u64,
    /// When it was made, in nanoseconds since 1970.
    pub time: i64,
    /// When the run that made it began, in nanoseconds since 1970.
    #[serde(default)]
    pub started: i64,
    /// Whether articles were replaced or removed since the index was last
    /// compacted, so that scores may differ from those of a fresh index.
    #[serde(default)]
    pub edited: bool,
    /// What is to be added to the number of tokens that the segments state:
    /// merging a segment with removed articles only estimates it.
    #[serde(default)]
    pub token_correction: i64,
}

impl CommitSummary {
    /// What a commit recorded, from tantivy's description of it.
    pub(super) fn of_json(json: &[u8]) -> Option<Self> {
        #[derive(Deserialize)]
        struct Payload {
            payload: String,
        }
        let Payload { payload } = serde_json::from_slice(json).ok()?;
        serde_json::from_str(&payload).ok()
    }
}

/// What the last commit of an index recorded; `None` before the first.
pub(crate) fn last_commit(index: &Index) -> tantivy::Result<Option<CommitSummary>> {
    let payload = index.load_metas()?.payload;
    Ok(payload.and_then(|payload| serde_json::from_str(&payload).ok()))
}
