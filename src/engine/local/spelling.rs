//! Words that do not occur, and words of the archive that are spelled nearly so.

use super::expand::expand;
use super::shard::Shard;
use crate::error::Result;
use crate::query::note::Note;
use crate::query::plan::{Expansion, Leaf, Pick, Plan};

/// How many spellings are offered.
const OFFERED: usize = 3;

/// The nearest spellings of a word: those with fewer edits first, then those
/// in more articles.
fn nearest(shards: &[Shard], leaf: &Leaf) -> Result<Vec<String>> {
    if leaf.folded.chars().count() < 4 {
        return Ok(Vec::new());
    }
    for edits in 1..=2 {
        let mut alike = Leaf { pick: Pick::Fuzzy(leaf.folded.clone(), edits), ..leaf.clone() };
        expand(shards, &mut alike)?;
        let mut found = alike.terms;
        found.sort_by(|a: &Expansion, b| b.articles.cmp(&a.articles).then(a.term.cmp(&b.term)));
        if !found.is_empty() {
            return Ok(found.into_iter().take(OFFERED).map(|expansion| expansion.term).collect());
        }
    }
    Ok(Vec::new())
}

/// A note for every word that occurs nowhere, with the nearest spellings.
pub(super) fn absent_words(shards: &[Shard], plan: &Plan) -> Result<Vec<Note>> {
    let mut notes = Vec::new();
    for (number, clause) in plan.clauses.iter().enumerate() {
        let leaves = plan.leaves.iter().filter(|leaf| leaf.clause == number);
        let known = leaves.clone().any(|leaf| !leaf.terms.is_empty());
        let Some(leaf) = leaves.clone().next().filter(|_| !known) else { continue };
        let spellings = nearest(shards, leaf)?;
        notes.push(Note {
            code: "W3",
            span: clause.span,
            message: format!("`{}` occurs nowhere in this archive", clause.text),
            help: (!spellings.is_empty()).then(|| format!("nearest: {}", spellings.join(", "))),
        });
    }
    Ok(notes)
}
