//! From a draft to an article: what the text alone tells.
//!
//! [`split`] is infallible: a text that cannot be told apart becomes
//! paragraphs without a headline, and a warning. Nothing is cut out but lines
//! that are neither title, byline nor text; those are kept as furniture.
//!
//! Owns headline, byline, dateline, paragraphs, credit lines and the choice
//! of date and source. The language is left to [`crate::analysis`], unless
//! something proves it.

mod agencies;
mod annotate;
mod byline;
mod candidate;
mod chinese_byline;
mod clock;
mod context;
mod contribution;
mod credit;
mod date;
mod dateline;
mod end_mark;
mod era;
mod evidence;
mod field_marks;
mod given_names;
mod hash;
mod header;
mod headline;
mod judge;
mod labels;
mod layout;
mod lead;
mod lead_dateline;
mod letters;
mod lines;
mod marks;
mod masthead;
mod notes;
mod openings;
mod page_lines;
mod paragraphs;
mod people;
mod persons;
mod plain;
mod pointer;
mod resolve;
mod rights;
mod roles;
mod sources;
mod starts;
mod stated;
mod table;
mod tail;
#[cfg(test)]
mod tests;
mod text;
mod trailer;
mod unsigned;
mod wire_credit;
mod wire_stamp;

pub use candidate::Candidate;
pub use context::{Context, Habit, Overrides};
pub use date::DateOrder;
pub use evidence::Evidence;
pub use sources::{Publication, folded, publication};

use self::annotate::Findings;
use crate::article::Article;
use crate::read::{Draft, Extent};

/// Makes an article of a draft.
///
/// The text of the file, if it is still to be split, is divided into
/// headline, byline, paragraphs and furniture; paragraphs that the format
/// stated are kept, and their dateline, closing lines and dates are read. What
/// the format states of a field wins over what its text says.
/// Takes time in proportion to the text and never panics.
#[must_use]
pub fn split(draft: Draft, context: &Context) -> Article {
    divide(draft, context, None)
}

/// Makes an article as [`split`] does, and lists what spoke of its fields.
#[must_use]
pub fn explain(draft: Draft, context: &Context) -> (Article, Vec<Candidate>) {
    let mut candidates = Vec::new();
    let article = divide(draft, context, Some(&mut candidates));
    candidate::choose(&article, &mut candidates);
    (article, candidates)
}

/// Takes what an article tells about its neighbours into `evidence`.
pub fn observe(draft: Draft, context: &Context, evidence: &mut Evidence) {
    let (mut article, findings, _) = found(draft, context, false);
    let orders = evidence::proven(&findings);
    annotate::facts(&mut article, context, findings);
    evidence.add(&article, &orders);
}

fn divide(draft: Draft, context: &Context, candidates: Option<&mut Vec<Candidate>>) -> Article {
    let (mut article, findings, of_format) = found(draft, context, candidates.is_some());
    if let Some(candidates) = candidates {
        candidates.extend(of_format);
        candidates.extend(candidate::all(&findings, context));
        candidates.sort_by_key(|candidate| candidate.field);
    }
    annotate::facts(&mut article, context, findings);
    judge::article(&mut article);
    article
}

/// What the text holds, with fields still to be settled, and what the format
/// states, if it is `asked` for.
fn found(draft: Draft, context: &Context, asked: bool) -> (Article, Findings, Vec<Candidate>) {
    let Draft { stated, plain } = draft;
    let mut article = stated;
    let mut findings = Findings::default();
    stated::complete(&mut article, &mut findings);
    let of_format = if asked { candidate::stated(&article) } else { Vec::new() };
    findings.keeps_a_paragraph =
        plain.as_ref().is_none_or(|decoded| decoded.extent != Extent::Article);
    match plain {
        Some(decoded) => plain::divide(&mut article, decoded, context, &mut findings),
        None => stated::leading_lines(&mut article, &mut findings),
    }
    annotate::paragraphs(&mut article, context, &mut findings);
    annotate::path_dates(&article, &mut findings);
    (article, findings, of_format)
}
