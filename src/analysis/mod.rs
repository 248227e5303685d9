//! From text to positions: the one analysis that the index, the planner and
//! the highlighter share.
//!
//! # The indexed text
//!
//! An article is analysed as one string, made by [`ArticleText`]: the code of
//! its language, then the zones in the order of [`TextZone`], each introduced
//! by U+001D; paragraphs inside a zone are separated by U+001E. Neither
//! character occurs in an article's text.
//!
//! # Positions
//!
//! Every word has a position of its own. So has the beginning of every
//! paragraph, so that phrases never cross from one to the next. A sentence
//! mark shares the position of the first word of the sentence; the first
//! sentence of a paragraph has none. A compound gets the positions of its
//! parts, and its solid form stands at the first of them. Scripts without
//! spaces are indexed by character and by pair of characters.
//!
//! # Forms
//!
//! A word is indexed under its folded surface form and, unless it is
//! invariant, under its stem, a word with accents under the stem of its bare
//! spelling, too. Stems begin with a control character that names the
//! language, so that the rest of the dictionary is the list of all words.

pub mod function_words;
pub mod language;

mod borders;
mod fold;
mod lookup;
mod memo;
mod number;
mod scan;
mod script;
mod sentence;
mod text;

pub use borders::{BorderWatch, Borders};
pub use language::StemLanguage;
pub use lookup::Initials;
pub use memo::Forms;
pub use scan::{Analyzer, Event, Shape, Word, is_kept_sign};
pub use text::{ArticleText, TextZone, split_zones};

/// Names this analysis in the index; changes whenever any position or form does.
pub const ANALYZER_VERSION: &str = "news/4";

/// The term at the position that every paragraph begins with.
pub const PARAGRAPH_MARK: &str = "\u{1}p";

/// The term beside the first word of every sentence but a paragraph's first.
pub const SENTENCE_MARK: &str = "\u{1}s";

/// What the stems of one language begin with; `None` for surface forms. An
/// article has stems of one language only.
#[must_use]
pub fn stem_marker(term: &str) -> Option<char> {
    term.chars().next().filter(|first| *first < ' ')
}

/// Whether a term is a surface form: neither a stem nor a mark.
#[must_use]
pub fn is_surface(term: &str) -> bool {
    term.bytes().next().is_some_and(|first| first >= b' ')
}
