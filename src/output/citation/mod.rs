//! An article as an entry for reference managers: one file a style, and one
//! table of them.
//!
//! The entries say what the archive knows and leave out what it does not. A
//! person's name is kept as printed: which part of it is the family's name is
//! not guessed.

mod bibtex;
mod csl_json;
mod ris;

use clap::ValueEnum;

use crate::article::Article;

/// A style of entries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum CitationStyle {
    /// An `@article` for `BibTeX` and its successors.
    #[value(name = "bibtex")]
    BibTex,
    /// A `TY  - NEWS` record, which most reference managers import.
    Ris,
    /// An array of one item for processors of the Citation Style Language.
    CslJson,
}

/// The entry of an article, with a line end.
#[must_use]
pub fn entry(article: &Article, style: CitationStyle) -> String {
    match style {
        CitationStyle::BibTex => bibtex::entry(article),
        CitationStyle::Ris => ris::entry(article),
        CitationStyle::CslJson => csl_json::entry(article),
    }
}

/// The publication, or the agencies if none is known.
fn publication(article: &Article) -> Option<String> {
    let source = &article.source;
    let agencies = source.agencies.join("/");
    source.publication.clone().or((!agencies.is_empty()).then_some(agencies))
}

/// Who wrote it: the names of its bylines but for those who edited it.
fn authors(article: &Article) -> impl Iterator<Item = &str> {
    let edits = |role: &str| role.to_lowercase().contains("edit");
    let bylines = article.bylines.iter();
    let authors = bylines.filter(move |byline| !byline.role.as_deref().is_some_and(edits));
    authors.map(|byline| byline.name.as_str())
}
