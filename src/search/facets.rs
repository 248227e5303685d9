//! How the articles that match are spread over sources, places, years and so on.

use super::{Failure, Prepared, Request, Searcher};
use crate::engine::Facet;
use crate::query::ast::{Ast, Filter, Kind, Phrase, Word, Zone};
use crate::span::Span;

/// The values of a facet among the articles that match.
#[derive(Debug)]
pub struct Facets {
    /// The query as it was understood.
    pub prepared: Prepared,
    /// What they were counted by.
    pub by: Facet,
    /// Articles that match.
    pub articles: u64,
    /// Those of them without a value.
    pub missing: u64,
    /// The values, those of most articles first, then in the order of their bytes.
    pub values: Vec<FacetValue>,
}

/// A value of a facet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FacetValue {
    /// The value, in its most frequent spelling.
    pub value: String,
    /// How many articles have it.
    pub articles: u64,
    /// What to add to a query to find articles with this value; `None` if no
    /// query can name it. It also finds longer values with the same words.
    pub filter: Option<String>,
}

impl Searcher<'_> {
    /// Counts the articles that match by the values of a facet.
    ///
    /// # Errors
    /// If the query cannot be read, or the index cannot.
    pub fn facets(&mut self, request: &Request, by: Facet) -> Result<Facets, Failure> {
        let prepared = self.prepare(request)?;
        let counts = self.engine.facet(&prepared.plan, by)?;
        let values = counts.values.into_iter();
        let mut values: Vec<FacetValue> = values
            .map(|(value, articles)| FacetValue { filter: filter(by, &value), value, articles })
            .collect();
        values.sort_unstable_by(|a, b| {
            b.articles.cmp(&a.articles).then_with(|| a.value.cmp(&b.value))
        });
        Ok(Facets { prepared, by, articles: counts.articles, missing: counts.missing, values })
    }
}

/// The part of a query that asks for a value.
fn filter(by: Facet, value: &str) -> Option<String> {
    if !value.contains(char::is_alphanumeric) {
        return None;
    }
    let kind = match by {
        Facet::Source => in_zone(Zone::Source, value),
        Facet::Agency => in_zone(Zone::Agency, value),
        Facet::Place => in_zone(Zone::Place, value),
        Facet::Section => in_zone(Zone::Section, value),
        Facet::Byline => in_zone(Zone::Byline, value),
        Facet::Language => Kind::Filter(Filter::Language(value.to_owned())),
        Facet::Status => Kind::Filter(Filter::Status(value.to_owned())),
        Facet::Year => return Some(format!("date:{value}")),
    };
    Some(ast(kind).to_string())
}

/// The words of a value as a phrase in a part of the article.
fn in_zone(zone: Zone, value: &str) -> Kind {
    let word = |text: &str| Word { text: text.to_owned(), ..Word::default() };
    let words = value.split_whitespace().map(word).collect();
    Kind::Zone(zone, Box::new(ast(Kind::Phrase(Phrase { words, slop: None }))))
}

fn ast(kind: Kind) -> Ast {
    Ast { kind, span: Span::default() }
}
