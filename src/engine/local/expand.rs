//! Which terms of the dictionary a word of a query stands for.

use std::collections::BTreeMap;

use tantivy::Term;
use tantivy::query::{DfaWrapper, FuzzyTermQuery};
use tantivy::schema::Field;
use tantivy_fst::Automaton;

use super::shard::{Shard, field_of};
use crate::analysis::is_surface;
use crate::error::{Error, ErrorKind, Result};
use crate::query::plan::{Expansion, Leaf, Pick};

/// More forms than this are an error, never a silent subset.
pub(crate) const MOST_FORMS: usize = 10_000;

/// Fills in the terms of a leaf that occur, ascending.
pub(super) fn expand(shards: &[Shard], leaf: &mut Leaf) -> Result<()> {
    let mut found = BTreeMap::new();
    for shard in shards {
        collect(shard, field_of(leaf, &shard.layout.fields), leaf, &mut found)?;
    }
    if found.len() > MOST_FORMS {
        return Err(too_many(leaf, found.len()));
    }
    let known = found.into_iter().map(|(term, articles)| Expansion { term, articles });
    leaf.terms = known.collect();
    Ok(())
}

fn collect(
    shard: &Shard,
    field: Field,
    leaf: &Leaf,
    found: &mut BTreeMap<String, u64>,
) -> Result<()> {
    let damaged = |cause| shard.folder.damaged(cause);
    for segment in shard.searcher.segment_readers() {
        let index = segment.inverted_index(field).map_err(damaged)?;
        let mut add = |term: &str, articles: u32| {
            *found.entry(term.to_owned()).or_default() += u64::from(articles);
        };
        let searched = match &leaf.pick {
            Pick::Terms(terms) => terms.iter().try_for_each(|text| {
                let info = index.get_term_info(&Term::from_field_text(field, text))?;
                if let Some(info) = info {
                    add(text, info.doc_freq);
                }
                Ok(())
            }),
            Pick::Pattern(pattern) => {
                let automaton = automaton(&pattern_regex(pattern), leaf)?;
                stream(&index, automaton, literal_start(pattern), &mut add)
            }
            Pick::Regex(pattern) => stream(&index, automaton(pattern, leaf)?, "", &mut add),
            Pick::Fuzzy(word, edits) => {
                stream(&index, likeness(field, word, *edits).map_err(damaged)?, "", &mut add)
            }
        };
        searched.map_err(|cause: std::io::Error| damaged(cause.into()))?;
    }
    Ok(())
}

/// All surface forms of a dictionary that an automaton accepts, from `start` on.
fn stream<A: Automaton>(
    index: &tantivy::InvertedIndexReader,
    automaton: A,
    start: &str,
    add: &mut impl FnMut(&str, u32),
) -> std::io::Result<()>
where
    A::State: Clone,
{
    let start = if start.is_empty() { " " } else { start };
    let mut terms = index.terms().search(automaton).ge(start.as_bytes()).into_stream()?;
    while terms.advance() {
        if let Ok(term) = std::str::from_utf8(terms.key())
            && is_surface(term)
        {
            add(term, terms.value().doc_freq);
        }
    }
    Ok(())
}

/// What accepts the words that match a regular expression as a whole.
pub(super) fn automaton(regex: &str, leaf: &Leaf) -> Result<tantivy_fst::Regex> {
    tantivy_fst::Regex::new(regex).map_err(|cause| {
        Error::new(ErrorKind::Query, format!("cannot use the pattern {}", shown(leaf)))
            .because(cause.to_string())
            .hint("simplify the expression")
    })
}

/// Surface forms within so many edits; a swap of neighbours is one.
pub(super) fn likeness(field: Field, word: &str, edits: u8) -> tantivy::Result<DfaWrapper> {
    FuzzyTermQuery::new(Term::from_field_text(field, word), edits.min(2), true).automaton()
}

/// The part of a pattern before its first wildcard.
pub(super) fn literal_start(pattern: &str) -> &str {
    pattern.split(['*', '?']).next().unwrap_or_default()
}

/// The regular expression of a wildcard pattern.
pub(super) fn pattern_regex(pattern: &str) -> String {
    let mut regex = String::new();
    for c in pattern.chars() {
        match c {
            '*' => regex.push_str(".*"),
            '?' => regex.push('.'),
            c if c.is_alphanumeric() => regex.push(c),
            c => {
                regex.push('\\');
                regex.push(c);
            }
        }
    }
    regex
}

fn shown(leaf: &Leaf) -> String {
    match &leaf.pick {
        Pick::Terms(terms) => terms.first().cloned().unwrap_or_default(),
        Pick::Pattern(pattern) | Pick::Regex(pattern) => format!("`{pattern}`"),
        Pick::Fuzzy(word, edits) => format!("`{word}~{edits}`"),
    }
}

fn too_many(leaf: &Leaf, forms: usize) -> Error {
    let doing = format!("{} stands for {forms} words, more than {MOST_FORMS}", shown(leaf));
    Error::new(ErrorKind::Query, doing).hint("write more letters before or after the wildcard")
}
