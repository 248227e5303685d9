//! What the dictionary says of a query: words that do not occur, with those
//! that are spelled nearly so, and patterns that stand for many.

use super::expand::expand;
use super::in_time;
use super::shard::Shard;
use crate::engine::Unresolved;
use crate::error::Result;
use crate::query::limits::{MAX_SPELLINGS, WIDE_FORMS};
use crate::query::note::Note;
use crate::query::plan::{Expansion, Leaf, Pick, Plan};
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
        if !found.is_empty() {
            return Ok(found.into_iter().take(OFFERED).map(|expansion| expansion.term).collect());
        }
    }
    Ok(Vec::new())
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
        notes.push(Note {
            code: "W3",
            span: clause.span,
            message: format!("`{}` occurs nowhere in this archive", clause.text),
            help: (!spellings.is_empty()).then(|| format!("nearest: {}", spellings.join(", "))),
        });
    }
    Ok(notes)
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
