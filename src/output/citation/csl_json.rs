//! CSL-JSON: an array with one item.

use serde::Serialize;

use super::{authors, publication};
use crate::article::{Article, PartialDate};
use crate::output::json_line;

#[derive(Serialize)]
struct Item<'a> {
    id: &'a str,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    author: Vec<Name<'a>>,
    #[serde(rename = "container-title", skip_serializing_if = "Option::is_none")]
    container_title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    issued: Option<Issued>,
    #[serde(skip_serializing_if = "Option::is_none")]
    section: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    edition: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(rename = "URL", skip_serializing_if = "Option::is_none")]
    url: Option<&'a str>,
    archive_location: &'a str,
}

#[derive(Serialize)]
struct Name<'a> {
    literal: &'a str,
}

#[derive(Serialize)]
struct Issued {
    #[serde(rename = "date-parts")]
    date_parts: [Vec<i16>; 1],
}

/// The item of an article.
pub(super) fn entry(article: &Article) -> String {
    let id = article.locator.id();
    let source = &article.source;
    let item = Item {
        id: &id,
        r#type: "article-newspaper",
        title: Some(article.title()).filter(|title| !title.is_empty()),
        author: authors(article).map(|literal| Name { literal }).collect(),
        container_title: publication(article),
        issued: article.date.map(issued),
        section: source.section.as_deref(),
        page: source.page.as_deref(),
        edition: source.edition.as_deref(),
        language: article.language.as_deref(),
        url: article.url.as_deref(),
        archive_location: &id,
    };
    let mut out = Vec::new();
    // Writing to memory cannot fail.
    json_line(&mut out, &[item]).unwrap_or_default();
    String::from_utf8(out).unwrap_or_default()
}

fn issued(date: PartialDate) -> Issued {
    let rest = [date.month, date.day].into_iter().flatten().map(i16::from);
    Issued { date_parts: [std::iter::once(date.year).chain(rest).collect()] }
}
