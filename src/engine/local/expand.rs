//! Which terms of the dictionary a word of a query stands for.

use std::collections::BTreeMap;

use tantivy::Term;
use tantivy::schema::Field;
use tantivy_fst::Automaton;

use super::accept::{Glob, likeness, literal_start, regex};
use super::shard::{Shard, field_of};
use crate::analysis::{is_kept_sign, is_surface};
use crate::engine::Unresolved;
use crate::query::limits::MAX_FORMS;
use crate::query::plan::{Expansion, Leaf, Pick};
use crate::query::{Expression, too_many_forms};
use crate::span::Span;

/// Fills in the terms of a leaf that occur, ascending; `span` is where it stands in the query.
pub(super) fn expand(shards: &[Shard], leaf: &mut Leaf, span: Span) -> Result<(), Unresolved> {
    let mut found = BTreeMap::new();
    let expression = match &leaf.pick {
        Pick::Regex(pattern) => Some(regex(pattern, leaf, span)?),
        _ => None,
    };
    for shard in shards {
        collect(shard, leaf, span, expression.as_ref(), &mut found)?;
    }
    if let (Pick::Terms(terms), true) = (&mut leaf.pick, found.is_empty())
        && !leaf.folded.is_empty()
        && !terms.contains(&leaf.folded)
    {
        // A form that has no stem, such as a word with its elided article.
        terms.push(leaf.folded.clone());
        for shard in shards {
            collect(shard, leaf, span, None, &mut found)?;
        }
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
    expression: Option<&Expression>,
    found: &mut BTreeMap<String, u64>,
) -> Result<(), Unresolved> {
    let field = field_of(leaf, &shard.layout.fields);
    let damaged = |cause| shard.folder.damaged(cause);
    if let Pick::Terms(terms) = &leaf.pick {
        return Ok(look_up(shard, field, terms, found).map_err(damaged)?);
    }
    for segment in shard.searcher.segment_readers() {
        let index = segment.inverted_index(field).map_err(damaged)?;
        let add = |term: &str, articles: u32| {
            *found.entry(term.to_owned()).or_default() += u64::from(articles);
        };
        let searched = match &leaf.pick {
            // Looked up above, in all segments at once.
            Pick::Terms(_) => Ok(()),
            Pick::Pattern(pattern) => {
                let glob = Glob::new(pattern, leaf, span)?;
                stream(&index, glob, literal_start(pattern), &mut admitted(pattern, add))
            }
            Pick::Regex(pattern) => {
                let mut add = admitted(pattern, add);
                let mut built = expression.into_iter();
                built.try_for_each(|built| stream(&index, built.clone(), "", &mut add))
            }
            Pick::Fuzzy(word, edits) => {
                let automaton = likeness(field, word, *edits).map_err(damaged)?;
                stream(&index, automaton, "", &mut admitted(word, add))
            }
        };
        searched.map_err(damaged)?;
    }
    Ok(())
}

/// Single terms.
fn look_up(
    shard: &Shard,
    field: Field,
    terms: &[String],
    found: &mut BTreeMap<String, u64>,
) -> tantivy::Result<()> {
    for text in terms {
        let infos = shard.layout.terms.infos(&Term::from_field_text(field, text))?;
        let articles = infos.iter().flatten().map(|info| u64::from(info.doc_freq)).sum::<u64>();
        if articles > 0 {
            *found.entry(text.clone()).or_default() += articles;
        }
    }
    Ok(())
}

/// Words with a sign stand beside the same without it: only patterns with a sign look for them.
pub(super) fn admitted(pattern: &str, mut add: impl FnMut(&str, u32)) -> impl FnMut(&str, u32) {
    let signed = pattern.contains(is_kept_sign);
    move |term, articles| {
        if signed || !term.contains(is_kept_sign) {
            add(term, articles);
        }
    }
}

/// All surface forms of a dictionary that an automaton accepts, from `start` on.
pub(super) fn stream<A: Automaton>(
    index: &tantivy::InvertedIndexReader,
    automaton: A,
    start: &str,
    add: &mut impl FnMut(&str, u32),
) -> tantivy::Result<()>
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
