//! Where only occurrences of words make sense: beside `w/n`, in `atleastN()`,
//! in `caps()`. NOT, filters and `*` match whole articles and have no place
//! in the text; of these only `*` makes no sense in a zone either.

use super::ast::{Ast, Kind};
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
