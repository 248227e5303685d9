//! The bounds that keep a query small enough to be read and run.

/// Bytes of query text.
pub const MAX_TEXT: usize = 64 * 1024;

/// Levels of the tree, and of parentheses, fields, functions and NOT inside each other.
pub const MAX_DEPTH: usize = 64;

/// Words (those of phrases too), regular expressions and filters.
pub const MAX_CLAUSES: usize = 4096;

/// Regular expressions, each of which takes some hundredths of a second to be read at worst.
pub const MAX_EXPRESSIONS: usize = 32;

/// Words, and what joins them, that the proximity operators of a query have on their sides
/// when each member of a group stands for itself: `(a b) w/5 (c d)` is `a w/5 c AND a w/5 d AND …`
pub const MAX_NEAR: usize = 1 << 16;

/// Words between the two sides of `w/n` and its kin, and `n` of `"…"~n`.
pub const MAX_DISTANCE: u32 = 1000;

/// Occurrences that `atleastN()` may ask for.
pub const MAX_COUNT: u32 = 1000;

/// Words that `first/N()` may look at.
pub const MAX_FIRST: u32 = 1_000_000;

/// Edits of `word~n`.
pub const MAX_EDITS: u8 = 2;

/// The weight of `^n`.
pub const MAX_BOOST: f32 = 1000.0;

/// Words of the archive that a pattern may stand for; more are an error, never a part of them.
pub const MAX_FORMS: usize = 10_000;

/// Words from which on a note tells for how many a pattern stands.
pub const WIDE_FORMS: usize = 100;

/// Words that occur nowhere for which the nearest spellings are looked up.
pub const MAX_SPELLINGS: usize = 10;
