//! Where only occurrences of words make sense: beside `w/n`, in `atleastN()`,
//! in `caps()`. NOT, filters and `*` match whole articles and have no place
//! in the text; of these only `*` makes no sense in a zone either. Labels such
//! as the publication are no text: nothing in them is near a word of the text.

use super::ast::{Ast, Kind, Zone};
use super::token::Prefix;
use crate::span::Span;

/// The first part of `ast` that has no place in the text, and what it is.
pub(super) fn misplaced(ast: &Ast) -> Option<(&'static str, Span)> {
    match &ast.kind {
        Kind::Not(_) => Some(("NOT", ast.span)),
        Kind::Filter(_) => Some(("a filter", ast.span)),
        Kind::All => Some(("`*` alone", ast.span)),
        _ => ast.children().into_iter().find_map(misplaced),
    }
}

/// The first `*` alone in `ast`.
pub(super) fn everything(ast: &Ast) -> Option<Span> {
    match &ast.kind {
        Kind::All => Some(ast.span),
        _ => ast.children().into_iter().find_map(everything),
    }
}

/// The first AND in `ast`, written or not.
pub(super) fn conjunction(ast: &Ast) -> Option<Span> {
    match &ast.kind {
        Kind::And(_) | Kind::Sequence(_) => Some(ast.span),
        _ => ast.children().into_iter().find_map(conjunction),
    }
}

/// A label zone in `ast`, unless all of `ast` is looked for in that one label.
pub(super) fn apart(ast: &[&Ast]) -> Option<(Zone, Span)> {
    let mut places = Vec::new();
    for ast in ast {
        collect_places(ast, None, &mut places);
    }
    let label = places.iter().find_map(|(label, span)| label.map(|label| (label, *span)))?;
    places.iter().any(|(other, _)| *other != Some(label.0)).then_some(label)
}

/// The first label zone in `ast`.
pub(super) fn label(ast: &Ast) -> Option<(Zone, Span)> {
    let mut places = Vec::new();
    collect_places(ast, None, &mut places);
    places.into_iter().find_map(|(label, span)| label.map(|label| (label, span)))
}

/// What in `ast` looks at the text, if anything: at capitals or the first words.
pub(super) fn looks_at_text(ast: &Ast) -> Option<String> {
    match &ast.kind {
        Kind::Case(case, _) => Some(format!("`{}()`", Prefix::Case(*case).name())),
        Kind::First(words, _) => Some(format!("`{}()`", Prefix::First(*words).name())),
        _ => ast.children().into_iter().find_map(looks_at_text),
    }
}

/// For every word, the label that it is looked for in, if any.
fn collect_places(ast: &Ast, label: Option<Zone>, places: &mut Vec<(Option<Zone>, Span)>) {
    match &ast.kind {
        Kind::Word(_) | Kind::Phrase(_) | Kind::Regex(_) => places.push((label, ast.span)),
        Kind::Zone(zone, inner) => collect_places(inner, zone.is_label().then_some(*zone), places),
        _ => ast.children().into_iter().for_each(|child| collect_places(child, label, places)),
    }
}
