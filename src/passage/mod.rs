//! The passages of an article that answer a query: whole sentences, the
//! matching words marked, the best few in reading order.

pub mod context;
pub mod reading;

mod select;
mod wording;

use std::collections::BTreeSet;

pub use self::wording::Wording;

use self::reading::{MarkedSpan, Reading, label_values};
use crate::analysis::{Analyzer, ArticleText, TextZone};
use crate::article::Article;
use crate::query::ast::Zone;
use crate::query::plan::Plan;
use crate::span::Span;

/// A stretch of an article, chosen to be shown.
#[derive(Debug, Clone, PartialEq)]
pub struct Passage {
    /// Where it stands.
    pub place: PassagePlace,
    /// Bytes of the article's text, or of the label.
    pub span: Span,
    /// Marked stretches inside it, in bytes of the same text; touching or
    /// overlapping ones of several clauses stay apart.
    pub marks: Vec<MarkedSpan>,
    /// How well it answers, comparable inside one article only.
    pub score: f64,
    /// Whether words were left out at the beginning.
    pub cut_start: bool,
    /// Whether words were left out at the end.
    pub cut_end: bool,
}

/// Which part of the article a passage is from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PassagePlace {
    /// A paragraph of a zone of the text, numbered from 1.
    Text(TextZone, usize),
    /// A value of a label zone.
    Label(Zone, usize),
}

/// What is shown of an article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Passages {
    /// Marked stretches of kicker, headline and deck, in bytes of the text.
    pub headline_marks: Vec<MarkedSpan>,
    /// The chosen passages, in reading order; never empty if the article has text.
    pub passages: Vec<Passage>,
    /// How often each clause of the plan is satisfied in the article.
    pub counts: Vec<usize>,
}

/// Chooses at most `limit` passages of an article; `clause_weights` say how
/// much each clause of the plan is worth.
#[must_use]
pub fn choose(
    plan: &Plan,
    article: &Article,
    text: &ArticleText,
    clause_weights: &[f64],
    limit: usize,
    analyzer: &mut Analyzer,
) -> Passages {
    let reading = Reading::of(plan, article, text, analyzer);
    let marks = reading.marks(plan);
    let mut counts = vec![0; plan.clauses.len()];
    for mark in &marks {
        if let Some(count) = counts.get_mut(mark.clause) {
            *count += 1;
        }
    }
    let headline = select::headline_span(&text.text);
    let in_headline = |mark: &&MarkedSpan| {
        mark.label.is_none() && headline.start <= mark.span.start && mark.span.end <= headline.end
    };
    let headline_marks = marks.iter().filter(in_headline).cloned().collect();
    let mut candidates = select::text_candidates(&text.text, &reading, &marks);
    candidates.extend(label_candidates(article, &marks));
    let passages = select::best(candidates, &text.text, clause_weights, limit);
    let passages = if passages.is_empty() {
        select::opening(&text.text, &reading).into_iter().take(limit).collect()
    } else {
        passages
    };
    Passages { headline_marks, passages, counts }
}

/// The labels in which something is marked.
fn label_candidates(article: &Article, marks: &[MarkedSpan]) -> Vec<Passage> {
    let labels: BTreeSet<(Zone, usize)> = marks.iter().filter_map(|mark| mark.label).collect();
    let passages = labels.into_iter().filter_map(|(zone, number)| {
        let value = label_values(article, zone).get(number).copied()?;
        let own = marks.iter().filter(|mark| mark.label == Some((zone, number)));
        Some(Passage {
            place: PassagePlace::Label(zone, number),
            span: Span::new(0, value.len()),
            marks: own.cloned().collect(),
            score: 0.0,
            cut_start: false,
            cut_end: false,
        })
    });
    passages.collect()
}
