//! Where an archive writes a word in two parts: both stand at its place, one
//! after the other, and the word itself beside the first.

use std::collections::HashMap;
use std::io;
use std::sync::{Mutex, MutexGuard, PoisonError};

use tantivy::postings::{SegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, SegmentReader, TERMINATED, Term};

use super::in_time;
use super::positions::{merge_positions, seeked};
use super::shard::{Shard, field_of};
use crate::analysis::StemLanguage;
use crate::error::Result;
use crate::query::hyphens::Hyphenation;
use crate::query::plan::{Leaf, Pick};
use crate::query::stop::{Patience, Stop};
use crate::query::words::WordPlanner;

/// How many words' ways to be written are remembered.
const KNOWN_WORDS: usize = 4096;

/// The ways to write words that were found in the indexes.
#[derive(Default)]
pub(super) struct KnownHyphenations(Mutex<Known>);

/// By the word and its terms.
type Known = HashMap<(String, Vec<String>), Vec<Hyphenation>>;

impl KnownHyphenations {
    /// Drops the ways to write a word that no article has.
    pub(super) fn keep_attested(
        &self,
        shards: &[Shard],
        leaf: &mut Leaf,
        stop: &Stop,
    ) -> Result<()> {
        let possible = std::mem::take(&mut leaf.hyphenations);
        // Where a word is written in two parts, it is indexed itself too.
        if leaf.terms.is_empty() || possible.is_empty() {
            return Ok(());
        }
        let terms = leaf.terms.iter().map(|expansion| expansion.term.clone()).collect();
        let word = (leaf.folded.clone(), terms);
        if let Some(known) = self.lock().get(&word) {
            leaf.hyphenations.clone_from(known);
            return Ok(());
        }
        leaf.hyphenations = attested(shards, leaf, possible, stop)?;
        let mut known = self.lock();
        if known.len() >= KNOWN_WORDS {
            known.clear();
        }
        known.insert(word, leaf.hyphenations.clone());
        Ok(())
    }

    fn lock(&self) -> MutexGuard<'_, Known> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn attested(
    shards: &[Shard],
    leaf: &Leaf,
    possible: Vec<Hyphenation>,
    stop: &Stop,
) -> Result<Vec<Hyphenation>> {
    let is_exact = matches!(&leaf.pick, Pick::Terms(terms) if *terms == [leaf.folded.as_str()]);
    let mut words = WordPlanner::of(languages(leaf));
    let mut attested = Vec::new();
    for mut hyphenation in possible {
        in_time(stop)?;
        if !is_exact {
            hyphenation.inflect(&mut words);
        }
        for shard in shards {
            let occurs = is_attested(shard, leaf, &hyphenation, stop);
            if occurs.map_err(|cause| shard.folder.damaged(cause))? {
                attested.push(hyphenation);
                break;
            }
        }
    }
    in_time(stop)?;
    Ok(attested)
}

/// The languages in which the terms of a word occur.
fn languages(leaf: &Leaf) -> Vec<StemLanguage> {
    let stems = leaf.terms.iter().filter_map(|term| StemLanguage::of_stem(&term.term));
    let mut languages: Vec<_> = stems.map(|(language, _)| language).collect();
    languages.sort_unstable();
    languages.dedup();
    languages
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
    let terms = leaf.terms.iter().map(|expansion| &expansion.term);
    let mut words = lists(&index, &known(&index, terms, field)?)?;
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
        // Few second parts are words.
        let second = known(index, &hyphenation.second, field)?;
        if second.is_empty() {
            return Ok(None);
        }
        let first = known(index, std::iter::once(&hyphenation.first), field)?;
        if first.is_empty() {
            return Ok(None);
        }
        let (first, second) = (lists(index, &first)?, lists(index, &second)?);
        Ok(Some(Self { first, second, first_at: Vec::new(), second_at: Vec::new() }))
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

/// Where those of some terms stand that are in the dictionary.
fn known<'t>(
    index: &InvertedIndexReader,
    terms: impl IntoIterator<Item = &'t String>,
    field: Field,
) -> io::Result<Vec<TermInfo>> {
    let infos =
        terms.into_iter().map(|term| index.get_term_info(&Term::from_field_text(field, term)));
    infos.filter_map(Result::transpose).collect()
}

fn lists(index: &InvertedIndexReader, terms: &[TermInfo]) -> io::Result<Vec<SegmentPostings>> {
    let option = IndexRecordOption::WithFreqsAndPositions;
    terms.iter().map(|term| index.read_postings_from_terminfo(term, option)).collect()
}
