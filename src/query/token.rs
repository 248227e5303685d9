//! The pieces of a query before they are put together.

use super::ast::{Case, Kind, Proximity, Zone};
use super::field::{self, Field};
use crate::span::Span;

/// A piece of the query text.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Token {
    /// What it is.
    pub(super) kind: TokenKind,
    /// Where it stands.
    pub(super) span: Span,
}

/// What a piece is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum TokenKind {
    /// A leaf of the tree: word, phrase, regular expression, filter or `*`.
    Operand(Kind),
    /// `(`
    Open,
    /// `)`
    Close,
    /// `AND`, `&`
    And,
    /// `OR`, `|`
    Or,
    /// `NOT`, or `-` in front of something.
    Not,
    /// `w/5` and its kin, with a `NOT` in front taken in.
    Near(Proximity),
    /// A field mark or a function's name; belongs to what follows.
    Prefix(Prefix),
    /// `^2`; belongs to what precedes.
    Boost(f32),
}

/// What can stand in front of an operand and changes how it is searched.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Prefix {
    /// `headline:`
    Zone(Zone),
    /// `atleast3(`; a parenthesis always follows.
    AtLeast(u32),
    /// `caps(`; a parenthesis always follows.
    Case(Case),
    /// `first/50(`; a parenthesis always follows.
    First(u32),
}

impl Prefix {
    /// How it is written in canonical queries.
    pub(super) fn name(self) -> String {
        match self {
            Self::Zone(zone) => format!("{}:", field::canonical(Field::Zone(zone))),
            Self::AtLeast(count) => format!("atleast{count}"),
            Self::First(words) => format!("first/{words}"),
            Self::Case(Case::Caps) => "caps".to_owned(),
            Self::Case(Case::AllCaps) => "allcaps".to_owned(),
            Self::Case(Case::NoCaps) => "nocaps".to_owned(),
        }
    }
}

impl TokenKind {
    /// Whether something complete ends with this piece.
    pub(super) const fn ends_operand(&self) -> bool {
        matches!(self, Self::Operand(_) | Self::Close | Self::Boost(_))
    }

    /// Whether the piece needs something on both of its sides.
    pub(super) const fn is_binary(&self) -> bool {
        matches!(self, Self::And | Self::Or | Self::Near(_))
    }

    /// Whether the piece needs something after it.
    pub(super) const fn is_prefix(&self) -> bool {
        matches!(self, Self::Not | Self::Prefix(_))
    }
}
