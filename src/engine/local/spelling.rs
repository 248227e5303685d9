//! What the dictionary says of a query: words that do not occur, with those
//! that are spelled nearly so, and patterns that stand for many.

use tantivy::schema::IndexRecordOption;
use tantivy::{DocSet, SegmentReader, TERMINATED, Term};

use super::expand::expand;
use super::in_time;
use super::shard::{Shard, field_of};
use crate::engine::Unresolved;
use crate::error::Result;
use crate::query::ast::Zone;
use crate::query::limits::{MAX_SPELLINGS, WIDE_FORMS};
use crate::query::note::Note;
use crate::query::plan::{Expansion, Leaf, Limit, Pick, Plan, Via};
use crate::span::Span;

/// How many spellings are offered.
const OFFERED: usize = 3;

/// The nearest spellings of a word: those with fewer edits first, then those
/// in more articles.
fn nearest(shards: &[Shard], leaf: &Leaf) -> Result<Vec<String>> {
    // A short word is two edits away from too many others.
    let most_edits = match leaf.folded.chars().count() {
        ..4 => 0,
        4..6 => 1,
        _ => 2,
    };
    for edits in 1..=most_edits {
        let mut alike = Leaf { pick: Pick::Fuzzy(leaf.folded.clone(), edits), ..leaf.clone() };
        match expand(shards, &mut alike, Span::default()) {
            Ok(()) => {}
            // Nothing can be said of a word that is like so many.
            Err(Unresolved::Query(_)) => break,
            Err(Unresolved::Run(error)) => return Err(error),
        }
        let mut found = alike.terms;
        found.sort_by(|a: &Expansion, b| b.articles.cmp(&a.articles).then(a.term.cmp(&b.term)));
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

/// A note for every word that occurs nowhere; the first get the nearest spellings.
pub(super) fn absent_words(shards: &[Shard], plan: &Plan) -> Result<Vec<Note>> {
    let mut notes = Vec::new();
    for (number, clause) in plan.clauses.iter().enumerate() {
        let leaves = plan.leaves.iter().filter(|leaf| leaf.clause == number);
        let known = leaves.clone().any(|leaf| !leaf.terms.is_empty());
        let Some(leaf) = leaves.clone().next().filter(|_| !known) else { continue };
        in_time(&plan.stop)?;
        let spellings =
            if notes.len() < MAX_SPELLINGS { nearest(shards, leaf)? } else { Vec::new() };
        let nearest = format!("nearest: {}", spellings.join(", "));
        let help = taken_for_a_label(plan, number);
        notes.push(Note {
            code: "W3",
            span: clause.span,
            message: absence(leaf.label, &clause.text),
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
