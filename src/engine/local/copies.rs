//! Exact copies: shown once, counted all.

use std::collections::HashSet;

use tantivy::query::Weight;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, TERMINATED, Term};

use super::Found;
use super::shard::Shard;
use crate::error::Result;

/// Keeps the first of every group of copies, with the hash of its text.
pub(super) fn fold_copies(shards: &[Shard], found: Vec<Found>) -> Result<Vec<(Found, u64)>> {
    let mut seen = HashSet::with_capacity(found.len());
    let mut folded = Vec::with_capacity(found.len());
    for found in found {
        let Some(shard) = shards.get(found.shard) else { continue };
        let hash = text_hash(shard, &found).map_err(|cause| shard.folder.damaged(cause))?;
        if seen.insert(hash) {
            folded.push((found, hash));
        }
    }
    Ok(folded)
}

fn text_hash(shard: &Shard, found: &Found) -> tantivy::Result<u64> {
    let reader = shard.searcher.segment_reader(found.candidate.segment);
    Ok(reader.fast_fields().u64("text_hash")?.first(found.candidate.doc).unwrap_or_default())
}

/// Adds, for each hash, how many matching articles of a shard have that text.
pub(super) fn count_copies(
    shard: &Shard,
    weight: &dyn Weight,
    hashes: &[u64],
    counts: &mut [u64],
) -> tantivy::Result<()> {
    for reader in shard.searcher.segment_readers() {
        let index = reader.inverted_index(shard.fields.text_hash)?;
        for (hash, count) in hashes.iter().zip(counts.iter_mut()) {
            let term = Term::from_field_u64(shard.fields.text_hash, *hash);
            let Some(mut copies) = index.read_postings(&term, IndexRecordOption::Basic)? else {
                continue;
            };
            let mut matches = weight.scorer(reader, 1.0)?;
            while copies.doc() != TERMINATED {
                let doc = copies.doc();
                let matching =
                    matches.doc() == doc || (matches.doc() < doc && matches.seek(doc) == doc);
                *count += u64::from(matching && !reader.is_deleted(doc));
                copies.advance();
            }
        }
    }
    Ok(())
}
