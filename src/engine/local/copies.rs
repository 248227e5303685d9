//! Exact copies: shown once, counted all, listed if asked for.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, DocSet, SegmentOrdinal, TERMINATED, Term};

use super::collect::Candidate;
use super::ids::Ids;
use super::shard::Shard;
use super::{LocalEngine, in_time};
use crate::engine::Sort;
use crate::error::Result;
use crate::query::plan::Plan;

/// So many texts are told apart without a table.
const FEW: usize = 8;

/// The first of the articles with the same text among the results.
pub(super) struct Folded {
    pub(super) first: Candidate,
    pub(super) score: f64,
    /// How many there are.
    pub(super) copies: u64,
    /// The place of the last that only its id puts before or behind the first.
    last: Option<usize>,
}

impl Folded {
    fn new(first: Candidate, place: usize, sort: Sort) -> Self {
        Self { first, score: first.rank.score(sort), copies: 1, last: Some(place) }
    }

    /// Better first, ties left undecided.
    fn compare(&self, other: &Self, sort: Sort) -> Ordering {
        let by_score = other.score.total_cmp(&self.score);
        let by_date =
            || other.first.rank.date_behind_score().cmp(&self.first.rank.date_behind_score());
        let by_rank = self.first.rank.cmp(&other.first.rank);
        if sort.is_by_score() { by_score.then_with(by_date) } else { by_rank }
    }
}

/// Results folded into one for each text.
pub(super) struct Folding<'a> {
    found: &'a [Candidate],
    /// For each of `found`, the place of one in front with its text and rank.
    tied: Vec<Option<usize>>,
    ids: Ids<'a>,
    sort: Sort,
}

impl<'a> Folding<'a> {
    /// Nothing folded yet; `found` is in no order.
    pub(super) fn of(found: &'a [Candidate], sort: Sort, ids: Ids<'a>) -> Self {
        Self { found, tied: vec![None; found.len()], ids, sort }
    }

    /// One for each text that occurs among the first `count`, those that occur
    /// among the first `head` in front; gives the number of these too.
    pub(super) fn fold(&mut self, head: usize, count: usize) -> (Vec<Folded>, usize) {
        let mut numbers: FxHashMap<u64, usize> = FxHashMap::default();
        let mut folded: Vec<Folded> = Vec::with_capacity(FEW);
        let mut in_head = 0;
        for (place, (candidate, tied)) in self.found.iter().zip(&mut self.tied).enumerate() {
            let is_known = |known: &Folded| known.first.text_hash == candidate.text_hash;
            let number = match folded.len() {
                ..=FEW => folded.iter().position(is_known),
                _ => numbers.get(&candidate.text_hash).copied(),
            };
            let Some(known) = number.and_then(|number| folded.get_mut(number)) else {
                if place < count {
                    numbers.insert(candidate.text_hash, folded.len());
                    folded.push(Folded::new(*candidate, place, self.sort));
                    in_head += usize::from(place < head);
                }
                continue;
            };
            known.copies += 1;
            match candidate.rank.cmp(&known.first.rank) {
                Ordering::Less => {
                    let copies = known.copies;
                    *known = Folded { copies, ..Folded::new(*candidate, place, self.sort) };
                }
                Ordering::Equal => *tied = known.last.replace(place),
                Ordering::Greater => {}
            }
        }
        (folded, in_head)
    }

    /// Puts results in order, with no more ids read than that takes.
    pub(super) fn put_in_order(&self, folded: &mut [Folded]) {
        folded.sort_unstable_by(|a, b| a.compare(b, self.sort));
        for tied in folded.chunk_by_mut(|a, b| a.compare(b, self.sort).is_eq()) {
            if tied.len() > 1 {
                for group in &mut *tied {
                    self.settle(group);
                }
                tied.sort_unstable_by(|a, b| self.ids.compare(a.first.handle, b.first.handle));
            }
        }
    }

    /// Lets ids decide which copy is the first.
    pub(super) fn settle(&self, folded: &mut Folded) {
        let Some(last) = folded.last.take() else { return };
        if self.tied.get(last).is_none_or(Option::is_none) {
            return;
        }
        let mut next = Some(last);
        let room = folded.copies.min(self.found.len() as u64);
        let mut handles = Vec::with_capacity(usize::try_from(room).unwrap_or_default());
        while let Some((found, tied)) =
            next.and_then(|at| self.found.get(at).zip(self.tied.get(at)))
        {
            handles.push(found.handle);
            next = *tied;
        }
        folded.first.handle = self.ids.first(&handles).unwrap_or(folded.first.handle);
    }
}

impl LocalEngine {
    /// Counts the copies of each hit that match, in all indexes, where there
    /// are more than were among the results.
    pub(super) fn count_copies(&self, plan: &Plan, folded: &mut [Folded]) -> Result<()> {
        let hashes: Vec<u64> = folded.iter().map(|hit| hit.first.text_hash).collect();
        let mut held = vec![0; hashes.len()];
        for shard in &self.shards {
            add_held(shard, &hashes, &mut held).map_err(|cause| shard.folder.damaged(cause))?;
        }
        let hits = folded.iter_mut().zip(held);
        let mut open: Vec<_> = hits.filter(|(hit, held)| *held > hit.copies).collect();
        let hashes: Vec<u64> = open.iter().map(|(hit, _)| hit.first.text_hash).collect();
        let mut copies = vec![0; hashes.len()];
        self.each_copy(plan, &hashes, &mut |hash, _| {
            copies.get_mut(hash).into_iter().for_each(|copies| *copies += 1);
        })?;
        for ((hit, _), copies) in open.iter_mut().zip(copies).filter(|(_, copies)| *copies > 0) {
            hit.copies = copies;
        }
        Ok(())
    }

    /// The ids of all matching articles with this text, ascending, if it is in
    /// several articles.
    pub(super) fn alike(&self, plan: &Plan, text_hash: u64) -> Result<Vec<String>> {
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
        plan: &Plan,
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
        plan: &Plan,
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

/// Adds how many articles of an index hold each of these texts, with those
/// that are deleted.
fn add_held(shard: &Shard, hashes: &[u64], held: &mut [u64]) -> tantivy::Result<()> {
    for (hash, held) in hashes.iter().zip(held) {
        let infos = shard.layout.terms.infos(&hash_term(shard, *hash))?;
        *held += infos.iter().flatten().map(|info| u64::from(info.doc_freq)).sum::<u64>();
    }
    Ok(())
}

fn hash_term(shard: &Shard, text_hash: u64) -> Term {
    Term::from_field_u64(shard.layout.fields.text_hash, text_hash)
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
    for (hash, text_hash) in hashes.iter().enumerate() {
        let infos = shard.layout.terms.infos(&hash_term(shard, *text_hash))?;
        let segments = shard.searcher.segment_readers().iter().zip(0..);
        for ((reader, segment), info) in segments.zip(infos.iter()) {
            let Some(info) = info else { continue };
            let index = reader.inverted_index(shard.layout.fields.text_hash)?;
            let mut docs = index.read_postings_from_terminfo(info, IndexRecordOption::Basic)?;
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
