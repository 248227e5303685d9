//! Which terms of the dictionary a word of a query stands for.

use std::collections::BTreeMap;

use tantivy::Term;
use tantivy::query::{DfaWrapper, FuzzyTermQuery};
use tantivy::schema::Field;
use tantivy_fst::Automaton;

use super::shard::{Shard, field_of};
use crate::analysis::{is_kept_sign, is_surface};
use crate::engine::Unresolved;
use crate::query::limits::MAX_FORMS;
use crate::query::note::QueryError;
use crate::query::plan::{Expansion, Leaf, Pick};
use crate::query::{too_many_forms, unusable_pattern};
use crate::span::Span;

/// Fills in the terms of a leaf that occur, ascending; `span` is where it stands in the query.
pub(super) fn expand(shards: &[Shard], leaf: &mut Leaf, span: Span) -> Result<(), Unresolved> {
    let mut found = BTreeMap::new();
    for shard in shards {
        collect(shard, leaf, span, &mut found)?;
    }
    if found.len() > MAX_FORMS {
        return Err(too_many_forms(&leaf.pick.shown(), found.len(), span).into());
    }
    let known = found.into_iter().map(|(term, articles)| Expansion { term, articles });
    leaf.terms = known.collect();
    Ok(())
}

fn collect(
    shard: &Shard,
    leaf: &Leaf,
    span: Span,
    found: &mut BTreeMap<String, u64>,
) -> Result<(), Unresolved> {
    let field = field_of(leaf, &shard.layout.fields);
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
                let automaton = automaton(&pattern_regex(pattern), leaf, span)?;
                stream(&index, automaton, literal_start(pattern), &mut admitted(pattern, add))
            }
            Pick::Regex(pattern) => {
                stream(&index, automaton(pattern, leaf, span)?, "", &mut admitted(pattern, add))
            }
            Pick::Fuzzy(word, edits) => {
                let automaton = likeness(field, word, *edits).map_err(damaged)?;
                stream(&index, automaton, "", &mut admitted(word, add))
            }
        };
        searched.map_err(|cause: std::io::Error| damaged(cause.into()))?;
    }
    Ok(())
}

/// Words with a sign stand beside the same without it: only patterns with a sign look for them.
fn admitted(pattern: &str, mut add: impl FnMut(&str, u32)) -> impl FnMut(&str, u32) {
    let signed = pattern.contains(is_kept_sign);
    move |term, articles| {
        if signed || !term.contains(is_kept_sign) {
            add(term, articles);
        }
    }
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
pub(super) fn automaton(
    regex: &str,
    leaf: &Leaf,
    span: Span,
) -> Result<tantivy_fst::Regex, QueryError> {
    tantivy_fst::Regex::new(regex).map_err(|_| {
        unusable_pattern(&leaf.pick.shown(), "it is too long or has too many wildcards", span)
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
            c if !c.is_ascii_punctuation() => regex.push(c),
            c => {
                regex.push('\\');
                regex.push(c);
            }
        }
    }
    regex
}
