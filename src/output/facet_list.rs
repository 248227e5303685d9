//! The values of a facet: records `morgue.facet/1`, and text for people.

use std::fmt::Write as _;

use serde::Serialize;

use super::list::{Cell, Row, Understood};
use super::sanitize::terminal;
use crate::search::facets::Facets;

/// A value with its articles; the value of articles without one is `null`.
#[derive(Debug, Serialize)]
pub struct FacetRow<'a> {
    by: &'static str,
    value: Option<&'a str>,
    articles: u64,
    filter: Option<&'a str>,
}

impl Row for FacetRow<'_> {
    const FORMAT: &'static str = "morgue.facet/1";
    const KIND: &'static str = "value";
    const COLUMNS: &'static [&'static str] = &["by", "value", "articles", "filter"];

    fn cells(&self) -> Vec<Cell<'_>> {
        vec![self.by.into(), self.value.into(), self.articles.into(), self.filter.into()]
    }
}

/// What holds for all values.
#[derive(Debug, Serialize)]
pub struct FacetEnd<'a> {
    by: &'static str,
    articles_total: u64,
    values_total: usize,
    truncated: bool,
    #[serde(flatten)]
    read_as: Understood<'a>,
}

/// The first `limit` values, then the articles without one, if there are any.
pub fn rows(facets: &Facets, limit: usize) -> impl Iterator<Item = FacetRow<'_>> {
    let by = facets.by.name();
    let values = facets.values.iter().take(limit).map(move |value| FacetRow {
        by,
        value: Some(&value.value),
        articles: value.articles,
        filter: value.filter.as_deref(),
    });
    let missing = (facets.missing > 0).then_some(facets.missing);
    let missing = missing.map(|articles| FacetRow { by, value: None, articles, filter: None });
    values.chain(missing)
}

/// What closes the list.
#[must_use]
pub fn end<'a>(facets: &'a Facets, limit: usize, read_as: Understood<'a>) -> FacetEnd<'a> {
    FacetEnd {
        by: facets.by.name(),
        articles_total: facets.articles,
        values_total: facets.values.len(),
        truncated: facets.values.len() > limit,
        read_as,
    }
}

/// The values for people, numbers in front; nothing if no article matches.
#[must_use]
pub fn text(facets: &Facets, limit: usize) -> String {
    let mut out = String::new();
    let width = facets.articles.to_string().len();
    for row in rows(facets, limit) {
        let value = row.value.map_or("(none)".into(), terminal).replace(['\n', '\t'], " ");
        // Writing to a string cannot fail.
        writeln!(out, "{:>width$}  {value}", row.articles).unwrap_or_default();
    }
    out
}
