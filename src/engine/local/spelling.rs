//! Words of the archive that are spelled nearly like one that does not occur.

use super::expand::expand;
use super::shard::Shard;
use super::statistics::Statistics;
use crate::error::Result;
use crate::query::plan::{Expansion, Leaf, Pick};

/// How many spellings are offered.
const OFFERED: usize = 3;

/// The nearest spellings of a word: those with fewer edits first, then those
/// in more articles.
pub(super) fn nearest(
    shards: &[Shard],
    statistics: &Statistics,
    leaf: &Leaf,
) -> Result<Vec<String>> {
    if leaf.folded.chars().count() < 4 {
        return Ok(Vec::new());
    }
    for edits in 1..=2 {
        let mut alike = Leaf { pick: Pick::Fuzzy(leaf.folded.clone(), edits), ..leaf.clone() };
        expand(shards, statistics, &mut alike)?;
        let mut found = alike.terms;
        found.sort_by(|a: &Expansion, b| b.articles.cmp(&a.articles).then(a.term.cmp(&b.term)));
        if !found.is_empty() {
            return Ok(found.into_iter().take(OFFERED).map(|expansion| expansion.term).collect());
        }
    }
    Ok(Vec::new())
}
