//! What the dictionary says of a query: words that do not occur, with those
//! that are spelled nearly so, and patterns that stand for many.

use std::collections::BTreeMap;

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use super::accept::{Both, Glob, likeness};
use super::expand::{admitted, stream};
use super::in_time;
use super::shard::{Shard, field_of};
use crate::engine::Unresolved;
use crate::error::Result;
use crate::query::ast::Zone;
use crate::query::limits::{MAX_SPELLINGS, WIDE_FORMS};
use crate::query::note::Note;
use crate::query::plan::{Expansion, Leaf, Limit, Plan, Via};
use crate::span::Span;

/// How many spellings are offered.
const OFFERED: usize = 3;

/// The nearest spellings of a word: those that begin as it does, with fewer
/// edits first, then those in more articles; others only if there are none,
/// since the whole dictionary has to be looked through for them.
fn nearest(shards: &[Shard], leaf: &Leaf) -> Result<Vec<String>> {
    // A short word is two edits away from too many others.
    let tries: &[(u8, bool)] = match leaf.folded.chars().count() {
        ..4 => &[],
        4..6 => &[(1, true), (1, false)],
        _ => &[(1, true), (2, true), (1, false)],
    };
    for (edits, is_same_start) in tries {
        let mut found = match alike(shards, leaf, *edits, *is_same_start) {
            Ok(found) => found,
            // Nothing can be said of a word that is like so many.
            Err(Unresolved::Query(_)) => break,
            Err(Unresolved::Run(error)) => return Err(error),
        };
        found.sort_by(|a, b| b.articles.cmp(&a.articles).then_with(|| a.term.cmp(&b.term)));
        let mut offered = Vec::new();
        for expansion in found {
            if offered.len() < OFFERED && is_alive(shards, leaf, &expansion.term)? {
                offered.push(expansion.term);
            }
        }
        if !offered.is_empty() {
            return Ok(offered);
        }
    }
    Ok(Vec::new())
}

/// The words within so many edits of a word, those that begin with the same
/// letter or all.
fn alike(
    shards: &[Shard],
    leaf: &Leaf,
    edits: u8,
    is_same_start: bool,
) -> Result<Vec<Expansion>, Unresolved> {
    let word = &leaf.folded;
    let initial = word.chars().next().filter(|_| is_same_start).map(String::from);
    let start = initial.unwrap_or_default();
    let begun = Glob::new(&format!("{start}*"), leaf, Span::default())?;
    let mut found = BTreeMap::new();
    for shard in shards {
        let field = field_of(leaf, &shard.layout.fields);
        let damaged = |cause| shard.folder.damaged(cause);
        let spelled = likeness(field, word, edits).map_err(damaged)?;
        for segment in shard.searcher.segment_readers() {
            let index = segment.inverted_index(field).map_err(damaged)?;
            let mut add = admitted(word, |term: &str, articles: u32| {
                *found.entry(term.to_owned()).or_default() += u64::from(articles);
            });
            let wanted = Both(&spelled, &begun);
            stream(&index, wanted, &start, &mut add).map_err(damaged)?;
        }
    }
    let known = found.into_iter().map(|(term, articles)| Expansion { term, articles });
    Ok(known.collect())
}

/// Whether any article that was not removed has a term.
fn is_alive(shards: &[Shard], leaf: &Leaf, term: &str) -> Result<bool> {
    for shard in shards {
        let term = Term::from_field_text(field_of(leaf, &shard.layout.fields), term);
        for reader in shard.searcher.segment_readers() {
            if has_live(reader, &term).map_err(|cause| shard.folder.damaged(cause))? {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

fn has_live(reader: &SegmentReader, term: &Term) -> tantivy::Result<bool> {
    let index = reader.inverted_index(term.field())?;
    let Some(mut postings) = index.read_postings(term, IndexRecordOption::Basic)? else {
        return Ok(false);
    };
    while postings.doc() != TERMINATED && reader.is_deleted(postings.doc()) {
        postings.advance();
    }
    Ok(postings.doc() != TERMINATED)
}

/// Whether any article that was not removed has a word of a leaf.
/// Dictionaries hold the words of removed ones until they are merged.
fn occurs(shards: &[Shard], leaf: &Leaf) -> Result<bool> {
    let segments = shards.iter().flat_map(|shard| shard.searcher.segment_readers());
    let removed: u64 = segments.map(|segment| u64::from(segment.num_deleted_docs())).sum();
    for known in &leaf.terms {
        if known.articles > removed || is_alive(shards, leaf, &known.term)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// A note for every clause that no article satisfies because a word of it
/// occurs nowhere; the first get the nearest spellings.
pub(super) fn absent_words(shards: &[Shard], plan: &Plan) -> Result<Vec<Note>> {
    let occurring = plan.leaves.iter().map(|leaf| occurs(shards, leaf));
    let occurring = occurring.collect::<Result<Vec<_>>>()?;
    let is_absent = |leaf: usize| occurring.get(leaf) == Some(&false);
    let mut notes = Vec::new();
    for (number, node) in plan.clause_nodes().into_iter().enumerate() {
        let lacking = node.and_then(|node| node.lacking(&is_absent));
        let leaf = lacking.and_then(|leaf| plan.leaves.get(leaf));
        let (Some(leaf), Some(clause)) = (leaf, plan.clauses.get(number)) else { continue };
        in_time(&plan.stop)?;
        let spellings =
            if notes.len() < MAX_SPELLINGS { nearest(shards, leaf)? } else { Vec::new() };
        let nearest = format!("nearest: {}", spellings.join(", "));
        let help = taken_for_a_label(plan, number);
        let is_alone = plan.leaves.iter().filter(|leaf| leaf.clause == number).count() == 1;
        let word = if is_alone || leaf.folded.is_empty() { &clause.text } else { &leaf.folded };
        notes.push(Note {
            code: "W3",
            span: clause.span,
            message: absence(leaf.label, word),
            help: help.or_else(|| (!spellings.is_empty()).then_some(nearest)),
        });
    }
    Ok(notes)
}

/// Where a word does not occur.
fn absence(label: Option<Zone>, word: &str) -> String {
    match label {
        Some(zone) => format!("no {} has `{word}`", Limit::Zone(zone).name()),
        None => format!("`{word}` occurs nowhere in this archive"),
    }
}

/// `source:Harbour Courier`: what to write for a name of several words.
fn taken_for_a_label(plan: &Plan, number: usize) -> Option<String> {
    let own = plan.clauses.get(number)?;
    let before = plan.clauses.get(number.checked_sub(1)?)?;
    let label_of = |clause| plan.leaves.iter().find(|leaf| leaf.clause == clause)?.label;
    let label = label_of(number - 1).filter(|_| label_of(number).is_none())?;
    let is_next = before.span.end + 1 == own.span.start;
    let field = Limit::Zone(label).name();
    let name = format!("{field}:\"{} {}\"", before.text, own.text);
    (is_next && before.via == Via::Word && own.via == Via::Word)
        .then(|| format!("`{field}:` takes one word; write {name} for both"))
}

/// A note for every pattern that stands for many words: all of them are searched.
pub(super) fn wide_patterns(plan: &Plan) -> Vec<Note> {
    let wide = plan.leaves.iter().filter(|leaf| leaf.terms.len() > WIDE_FORMS);
    let note = |leaf: &Leaf| {
        let clause = plan.clauses.get(leaf.clause)?;
        let (pattern, forms) = (leaf.pick.shown(), leaf.terms.len());
        Some(Note {
            code: "W4",
            span: clause.span,
            message: format!("`{pattern}` stands for {forms} words; all are searched"),
            help: Some("`morgue explain` lists them".to_owned()),
        })
    };
    wide.filter_map(note).collect()
}
