//! Exact copies: shown once, counted all, listed if asked for.

use std::collections::HashMap;

use tantivy::query::Weight;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentOrdinal, SegmentReader, TERMINATED, Term};

use super::Found;
use super::shard::Shard;
use crate::engine::Sort;

/// The first of a group of copies, and how many of them were among the results.
pub(super) struct Folded {
    pub(super) found: Found,
    pub(super) copies: u64,
    /// The segment of the last copy that was seen.
    seen: (usize, SegmentOrdinal),
}

/// Keeps the first of every group of copies; `found` is in order but for
/// ties, which are in order within each segment. Of the groups, the number
/// that begin among the first `head` is given too.
pub(super) fn fold_copies(found: Vec<Found>, head: usize, sort: Sort) -> (Vec<Folded>, usize) {
    let mut groups: HashMap<u64, usize> = HashMap::with_capacity(found.len());
    let mut folded: Vec<Folded> = Vec::with_capacity(found.len());
    let mut in_head = 0;
    for (number, found) in found.into_iter().enumerate() {
        let next = folded.len();
        let group = *groups.entry(found.candidate.text_hash).or_insert(next);
        let seen = found.segment();
        let Some(first) = folded.get_mut(group) else {
            folded.push(Folded { found, copies: 1, seen });
            in_head += usize::from(number < head);
            continue;
        };
        first.copies += 1;
        let is_other = std::mem::replace(&mut first.seen, seen) != seen;
        let is_tied = is_other && found.compare_but_id(&first.found, sort).is_eq();
        if is_tied && found.compare(&first.found, sort).is_lt() {
            first.found = found;
        }
    }
    (folded, in_head)
}

/// In how many documents of a shard a text stands, matching or not.
pub(super) fn holders(shard: &Shard, text_hash: u64) -> tantivy::Result<u64> {
    shard.searcher.doc_freq(&Term::from_field_u64(shard.layout.fields.text_hash, text_hash))
}

/// A matching article with a text that was asked for, by the number of the hash.
pub(super) struct Copy {
    pub(super) hash: usize,
    pub(super) doc: DocId,
}

/// The articles of a segment that match and have one of these texts.
pub(super) fn matching_copies(
    shard: &Shard,
    reader: &SegmentReader,
    weight: &dyn Weight,
    hashes: &[u64],
) -> tantivy::Result<Vec<Copy>> {
    let mut copies = alike(shard, reader, hashes)?;
    if copies.is_empty() {
        return Ok(copies);
    }
    copies.sort_unstable_by_key(|copy| copy.doc);
    let mut matches = weight.scorer(reader, 1.0)?;
    copies.retain(|copy| {
        if matches.doc() < copy.doc {
            matches.seek(copy.doc);
        }
        matches.doc() == copy.doc
    });
    Ok(copies)
}

/// The articles of a segment with one of these texts.
fn alike(shard: &Shard, reader: &SegmentReader, hashes: &[u64]) -> tantivy::Result<Vec<Copy>> {
    let index = reader.inverted_index(shard.layout.fields.text_hash)?;
    let mut found = Vec::new();
    for (hash, text_hash) in hashes.iter().enumerate() {
        let term = Term::from_field_u64(shard.layout.fields.text_hash, *text_hash);
        let Some(mut docs) = index.read_postings(&term, IndexRecordOption::Basic)? else {
            continue;
        };
        while docs.doc() != TERMINATED {
            if !reader.is_deleted(docs.doc()) {
                found.push(Copy { hash, doc: docs.doc() });
            }
            docs.advance();
        }
    }
    Ok(found)
}
