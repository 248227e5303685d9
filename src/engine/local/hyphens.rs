//! Where an archive writes a word in two parts: both stand at its place, one
//! after the other, and the word itself beside the first.

use tantivy::postings::SegmentPostings;
use tantivy::schema::IndexRecordOption;
use tantivy::{DocId, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use super::in_time;
use super::positions::{merge_positions, seeked};
use super::shard::{Shard, field_of};
use crate::error::Result;
use crate::query::hyphens::Hyphenation;
use crate::query::plan::Leaf;
use crate::query::stop::{Patience, Stop};

/// Drops the ways to write a word that no article has.
pub(super) fn keep_attested(shards: &[Shard], leaf: &mut Leaf, stop: &Stop) -> Result<()> {
    let possible = std::mem::take(&mut leaf.hyphenations);
    for hyphenation in possible {
        in_time(stop)?;
        for shard in shards {
            let attested = is_attested(shard, leaf, &hyphenation, stop);
            if attested.map_err(|cause| shard.folder.damaged(cause))? {
                leaf.hyphenations.push(hyphenation);
                break;
            }
        }
    }
    Ok(())
}

fn is_attested(
    shard: &Shard,
    leaf: &Leaf,
    hyphenation: &Hyphenation,
    stop: &Stop,
) -> tantivy::Result<bool> {
    for reader in shard.searcher.segment_readers() {
        if is_in(shard, reader, leaf, hyphenation, stop)? {
            return Ok(true);
        }
    }
    Ok(false)
}

fn is_in(
    shard: &Shard,
    reader: &SegmentReader,
    leaf: &Leaf,
    hyphenation: &Hyphenation,
    stop: &Stop,
) -> tantivy::Result<bool> {
    let field = field_of(leaf, &shard.layout.fields);
    let index = reader.inverted_index(field)?;
    let Some(mut parts) = Parts::open(&index, leaf, hyphenation, &shard.layout)? else {
        return Ok(false);
    };
    let terms = leaf.terms.iter().map(|expansion| expansion.term.as_str());
    let mut words = lists(&index, terms, field)?;
    let (mut doc, mut positions) = (0, Vec::new());
    let mut patience = Patience::new(stop);
    loop {
        doc = parts.seek_with(&mut words, doc);
        if doc == TERMINATED || patience.is_over() {
            return Ok(false);
        }
        merge_positions(&mut words, doc, &mut positions);
        if parts.beginnings(doc).any(|at| positions.binary_search(&at).is_ok()) {
            return Ok(true);
        }
        doc += 1;
    }
}

/// The occurrences of both parts of a word.
pub(super) struct Parts {
    first: Vec<SegmentPostings>,
    second: Vec<SegmentPostings>,
    first_at: Vec<u32>,
    second_at: Vec<u32>,
}

impl Parts {
    /// `None` if the segment does not have both.
    pub(super) fn open(
        index: &InvertedIndexReader,
        leaf: &Leaf,
        hyphenation: &Hyphenation,
        layout: &super::shard::Layout,
    ) -> tantivy::Result<Option<Self>> {
        let field = field_of(leaf, &layout.fields);
        let first = lists(index, std::iter::once(hyphenation.first.as_str()), field)?;
        if first.is_empty() {
            return Ok(None);
        }
        let second = lists(index, hyphenation.second.iter().map(String::as_str), field)?;
        let parts = Self { first, second, first_at: Vec::new(), second_at: Vec::new() };
        Ok(Some(parts).filter(|parts| !parts.second.is_empty()))
    }

    /// The positions in `doc` at which the parts stand one after the other;
    /// documents must be asked for in ascending order.
    pub(super) fn beginnings(&mut self, doc: DocId) -> impl Iterator<Item = u32> {
        merge_positions(&mut self.first, doc, &mut self.first_at);
        if !self.first_at.is_empty() {
            merge_positions(&mut self.second, doc, &mut self.second_at);
        }
        let second_at = &self.second_at;
        let follows = move |at: &u32| second_at.binary_search(&(at + 1)).is_ok();
        self.first_at.iter().copied().filter(follows)
    }

    /// The first document from `target` on with both parts and one of `words`.
    fn seek_with(&mut self, words: &mut [SegmentPostings], target: DocId) -> DocId {
        let mut at = target;
        while at != TERMINATED {
            let mut last = at;
            for side in [&mut *words, &mut self.first, &mut self.second] {
                let docs = side.iter_mut().map(|list| seeked(list, last));
                last = docs.min().unwrap_or(TERMINATED);
            }
            if last == at {
                break;
            }
            at = last;
        }
        at
    }
}

fn lists<'t>(
    index: &InvertedIndexReader,
    terms: impl Iterator<Item = &'t str>,
    field: tantivy::schema::Field,
) -> tantivy::Result<Vec<SegmentPostings>> {
    let option = IndexRecordOption::WithFreqsAndPositions;
    let mut lists = Vec::new();
    for term in terms {
        lists.extend(index.read_postings(&Term::from_field_text(field, term), option)?);
    }
    Ok(lists)
}
