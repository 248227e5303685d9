//! Exact copies: shown once, counted all, listed if asked for.

use std::collections::HashMap;
use std::sync::Arc;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentOrdinal, TERMINATED, Term};

use super::shard::Shard;
use super::{Found, LocalEngine, in_time};
use crate::engine::Sort;
use crate::error::Result;
use crate::query::plan::Plan;

/// The first of a group of copies, and how many of them were among the results.
pub(super) struct Folded {
    pub(super) found: Found,
    pub(super) copies: u64,
    /// The segment of the last copy that was seen.
    seen: (usize, SegmentOrdinal),
    /// Copies of other segments that only their ids put before or behind it.
    rivals: Vec<Found>,
}

impl Folded {
    /// Lets ids decide which copy is the first.
    pub(super) fn settle(&mut self, sort: Sort) {
        for mut rival in std::mem::take(&mut self.rivals) {
            rival.candidate.score = self.found.candidate.score;
            if rival.compare(&self.found, sort).is_lt() {
                self.found = rival;
            }
        }
    }
}

/// Puts groups of copies in order, with no more ids read than that takes.
pub(super) fn put_in_order(groups: &mut [Folded], sort: Sort) {
    groups.sort_by(|a, b| a.found.compare_but_id(&b.found, sort));
    for tied in groups.chunk_by_mut(|a, b| a.found.compare_but_id(&b.found, sort).is_eq()) {
        if tied.len() > 1 {
            for group in &mut *tied {
                group.settle(sort);
            }
            tied.sort_by(|a, b| a.found.compare(&b.found, sort));
        }
    }
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
            folded.push(Folded { found, copies: 1, seen, rivals: Vec::new() });
            in_head += usize::from(number < head);
            continue;
        };
        first.copies += 1;
        let is_other = std::mem::replace(&mut first.seen, seen) != seen;
        if is_other && found.compare_but_id(&first.found, sort).is_eq() {
            first.rivals.push(found);
        }
    }
    (folded, in_head)
}

impl LocalEngine {
    /// Counts the copies of each hit that match, in all indexes.
    pub(super) fn count_copies(&self, plan: &Arc<Plan>, folded: &mut [Folded]) -> Result<()> {
        let hashes: Vec<u64> = folded.iter().map(|hit| hit.found.candidate.text_hash).collect();
        let mut copies = vec![0; folded.len()];
        self.each_copy(plan, &hashes, &mut |hash, _| {
            copies.get_mut(hash).into_iter().for_each(|copies| *copies += 1);
        })?;
        for (hit, copies) in folded.iter_mut().zip(copies).filter(|(_, copies)| *copies > 0) {
            hit.copies = copies;
        }
        Ok(())
    }

    /// The ids of all matching articles with this text, ascending, if it is in
    /// several articles.
    pub(super) fn alike(&self, plan: &Arc<Plan>, text_hash: u64) -> Result<Vec<String>> {
        let mut ids = Vec::new();
        self.each_copy(plan, &[text_hash], &mut |_, id| ids.push(id()))?;
        ids.sort_unstable();
        Ok(ids)
    }

    /// Calls back for every matching article with one of these texts, of which
    /// there are several with or without a match, with the number of the text
    /// and a way to its id.
    fn each_copy(
        &self,
        plan: &Arc<Plan>,
        hashes: &[u64],
        callback: &mut dyn FnMut(usize, &dyn Fn() -> String),
    ) -> Result<()> {
        let mut held = vec![0_u64; hashes.len()];
        let mut found = Vec::with_capacity(self.shards.len());
        for shard in &self.shards {
            let all = alike(shard, hashes).map_err(|cause| shard.folder.damaged(cause))?;
            for copy in &all {
                held.get_mut(copy.hash).into_iter().for_each(|held| *held += 1);
            }
            found.push(all);
        }
        for (shard, mut copies) in self.shards.iter().zip(found) {
            copies.retain(|copy| held.get(copy.hash).is_some_and(|held| *held > 1));
            self.each_match(shard, plan, &copies, callback)
                .map_err(|cause| shard.folder.damaged(cause))?;
            in_time(&plan.stop)?;
        }
        Ok(())
    }

    /// Calls back for those copies of one index that match.
    fn each_match(
        &self,
        shard: &Shard,
        plan: &Arc<Plan>,
        copies: &[Copy],
        callback: &mut dyn FnMut(usize, &dyn Fn() -> String),
    ) -> tantivy::Result<()> {
        if copies.is_empty() {
            return Ok(());
        }
        let execution = self.execution(shard, plan, false)?;
        for copies in copies.chunk_by(|a, b| a.segment == b.segment) {
            let Some(first) = copies.first().filter(|_| !plan.stop.asked()) else { continue };
            let reader = shard.searcher.segment_reader(first.segment);
            let columns = shard.layout.columns.of(reader)?;
            let ids = &columns.ids;
            let mut is_match = execution.among(reader)?;
            for copy in copies {
                if is_match(copy.doc)? {
                    callback(copy.hash, &|| ids.id(&shard.prefix, ids.ords(copy.doc)));
                }
            }
        }
        Ok(())
    }
}

/// An article with a text that was asked for, by the number of the hash.
struct Copy {
    hash: usize,
    segment: SegmentOrdinal,
    doc: DocId,
}

/// The articles of an index with one of these texts, segment by segment, in
/// the order of their documents.
fn alike(shard: &Shard, hashes: &[u64]) -> tantivy::Result<Vec<Copy>> {
    let mut found = Vec::new();
    for (reader, segment) in shard.searcher.segment_readers().iter().zip(0..) {
        let index = reader.inverted_index(shard.layout.fields.text_hash)?;
        for (hash, text_hash) in hashes.iter().enumerate() {
            let term = Term::from_field_u64(shard.layout.fields.text_hash, *text_hash);
            let docs = index.read_postings(&term, IndexRecordOption::Basic)?;
            let Some(mut docs) = docs else { continue };
            while docs.doc() != TERMINATED {
                if !reader.is_deleted(docs.doc()) {
                    found.push(Copy { hash, segment, doc: docs.doc() });
                }
                docs.advance();
            }
        }
    }
    found.sort_unstable_by_key(|copy| (copy.segment, copy.doc));
    Ok(found)
}
