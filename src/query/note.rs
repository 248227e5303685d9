//! What a query's reader has to say about it: notes and errors with their place.

use crate::span::Span;

/// Advice on a query; never changes what it means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    /// Stable code such as `W1`.
    pub code: &'static str,
    /// The bytes of the query text that it is about.
    pub span: Span,
    /// One sentence.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
}

/// Why a query cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueryError {
    /// Stable code such as `Q03`.
    pub code: &'static str,
    /// The bytes of the query text that it is about.
    pub span: Span,
    /// One sentence.
    pub message: String,
    /// The way out.
    pub help: Option<String>,
}
