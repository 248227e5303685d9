//! The words of the dictionaries of all segments as one list, with exact numbers.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::postings::{Postings, TermInfo};
use tantivy::schema::IndexRecordOption;
use tantivy::termdict::TermStreamer;
use tantivy::{BitSet, DocId, DocSet, InvertedIndexReader, SegmentReader, TERMINATED, Term};
use tantivy_fst::Automaton;

use super::LocalEngine;
use super::accept::{Glob, likeness, literal_start, regex};
use super::shard::{Shard, field_of};
use crate::analysis::is_surface;
use crate::article::Status;
use crate::engine::{TermCount, Unresolved};
use crate::error::Result;
use crate::query::plan::{Leaf, Pick};
use crate::span::Span;

/// Where the words that are wanted begin in a dictionary: behind stems and marks.
const FIRST_WORD: &str = " ";

impl LocalEngine {
    /// Calls back for every word that a leaf stands for, until told `false`.
    pub(super) fn each_term(
        &self,
        leaf: &Leaf,
        all_status: bool,
        visit: &mut dyn FnMut(TermCount) -> bool,
    ) -> Result<(), Unresolved> {
        let whole = Span::default();
        let mut dictionaries = Vec::new();
        for shard in &self.shards {
            for reader in shard.searcher.segment_readers() {
                let opened = Dictionary::open(shard, reader, leaf, all_status);
                dictionaries.push(opened.map_err(|cause| shard.folder.damaged(cause))?);
            }
        }
        match &leaf.pick {
            Pick::Terms(terms) => Ok(each_of(&dictionaries, terms, visit)?),
            Pick::Pattern(pattern) => {
                let accepted = || Ok(Glob::new(pattern, leaf, whole)?);
                merge(&dictionaries, accepted, literal_start(pattern), visit)
            }
            Pick::Regex(pattern) => {
                let expression = regex(pattern, leaf, whole)?;
                merge(&dictionaries, || Ok(expression.clone()), "", visit)
            }
            Pick::Fuzzy(word, edits) => {
                let Some(first) = self.shards.first() else { return Ok(()) };
                let field = field_of(leaf, &first.layout.fields);
                let accepted = || {
                    let built = likeness(field, word, *edits);
                    built.map_err(|cause| first.folder.damaged(cause).into())
                };
                merge(&dictionaries, accepted, "", visit)
            }
        }
    }
}

/// The dictionary of a segment, and what of its postings does not count.
struct Dictionary<'a> {
    shard: &'a Shard,
    reader: &'a SegmentReader,
    index: Arc<InvertedIndexReader>,
    /// Withdrawn articles, if they are left out.
    withdrawn: Option<BitSet>,
}

impl<'a> Dictionary<'a> {
    fn open(
        shard: &'a Shard,
        reader: &'a SegmentReader,
        leaf: &Leaf,
        all_status: bool,
    ) -> tantivy::Result<Self> {
        let index = reader.inverted_index(field_of(leaf, &shard.layout.fields))?;
        let leaves_out = shard.has_kills && !all_status;
        let withdrawn = leaves_out.then(|| withdrawn(shard, reader)).transpose()?;
        Ok(Self { shard, reader, index, withdrawn })
    }

    /// Adds the articles and occurrences of a term.
    fn count(&self, info: &TermInfo, count: &mut TermCount) -> Result<()> {
        let option = IndexRecordOption::WithFreqs;
        let postings = self.index.read_postings_from_terminfo(info, option);
        let mut postings = postings.map_err(|cause| self.shard.folder.damaged(cause.into()))?;
        while postings.doc() != TERMINATED {
            if self.counts(postings.doc()) {
                count.articles += 1;
                count.occurrences += u64::from(postings.term_freq());
            }
            postings.advance();
        }
        Ok(())
    }

    fn counts(&self, doc: DocId) -> bool {
        let withdrawn = self.withdrawn.as_ref().is_some_and(|docs| docs.contains(doc));
        !withdrawn && !self.reader.is_deleted(doc)
    }
}

fn withdrawn(shard: &Shard, reader: &SegmentReader) -> tantivy::Result<BitSet> {
    let status = shard.layout.fields.status;
    let term = Term::from_field_text(status, Status::Kill.name());
    let mut docs = BitSet::with_max_value(reader.max_doc());
    let option = IndexRecordOption::Basic;
    if let Some(mut postings) = reader.inverted_index(status)?.read_postings(&term, option)? {
        while postings.doc() != TERMINATED {
            docs.insert(postings.doc());
            postings.advance();
        }
    }
    Ok(docs)
}

/// Single words, looked up.
fn each_of(
    dictionaries: &[Dictionary<'_>],
    terms: &[String],
    visit: &mut dyn FnMut(TermCount) -> bool,
) -> Result<()> {
    for term in terms.iter().filter(|term| is_surface(term)) {
        let mut count = TermCount { term: term.clone(), articles: 0, occurrences: 0 };
        for dictionary in dictionaries {
            let known = dictionary.index.terms().get(term.as_bytes());
            if let Some(info) =
                known.map_err(|cause| dictionary.shard.folder.damaged(cause.into()))?
            {
                dictionary.count(&info, &mut count)?;
            }
        }
        if count.articles > 0 && !visit(count) {
            return Ok(());
        }
    }
    Ok(())
}

/// All words that an automaton accepts, from `start` on, merged over the segments.
fn merge<A: Automaton>(
    dictionaries: &[Dictionary<'_>],
    accepted: impl Fn() -> Result<A, Unresolved>,
    start: &str,
    visit: &mut dyn FnMut(TermCount) -> bool,
) -> Result<(), Unresolved>
where
    A::State: Clone,
{
    let start = if start.is_empty() { FIRST_WORD } else { start };
    let mut streams: Vec<TermStreamer<'_, A>> = Vec::with_capacity(dictionaries.len());
    let mut heads = BinaryHeap::new();
    for (number, dictionary) in dictionaries.iter().enumerate() {
        let search = dictionary.index.terms().search(accepted()?).ge(start.as_bytes());
        let opened = search.into_stream();
        let mut stream = opened.map_err(|cause| dictionary.shard.folder.damaged(cause.into()))?;
        heads.extend(next_head(&mut stream, number));
        streams.push(stream);
    }
    let mut current: Option<TermCount> = None;
    while let Some(Reverse((key, number))) = heads.pop() {
        if let Some(done) = current.take_if(|count| count.term.as_bytes() != key)
            && done.articles > 0
            && !visit(done)
        {
            return Ok(());
        }
        let (Some(dictionary), Some(stream)) = (dictionaries.get(number), streams.get_mut(number))
        else {
            break;
        };
        let term = String::from_utf8(key);
        if let Ok(term) = term {
            let count = current.get_or_insert(TermCount { term, articles: 0, occurrences: 0 });
            dictionary.count(stream.value(), count)?;
        }
        heads.extend(next_head(stream, number));
    }
    if let Some(last) = current.filter(|count| count.articles > 0) {
        visit(last);
    }
    Ok(())
}

/// The next word of a stream, to be compared with those of others.
fn next_head<A: Automaton>(
    stream: &mut TermStreamer<'_, A>,
    number: usize,
) -> Option<Reverse<(Vec<u8>, usize)>>
where
    A::State: Clone,
{
    stream.advance().then(|| Reverse((stream.key().to_vec(), number)))
}
