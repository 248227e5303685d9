//! Articles as ninjs 3.0, the JSON in which agencies and desks exchange news.
//!
//! What ninjs has no place for is left out: a date of which the day is not
//! known, a time without a zone, where fields come from.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde::Serialize;

use crate::article::{Article, DatePrecision, Paragraph, Role, Status};
use crate::span::Text;

/// An article as an item of ninjs.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct NinjsRecord<'a> {
    uri: String,
    standard: Standard,
    r#type: &'static str,
    representation_type: &'static str,
    pub_status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    version_created: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    by: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    located: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    copyright_notice: Option<&'a str>,
    headlines: Vec<Part<'a>>,
    bodies: Vec<Part<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    info_sources: Vec<InfoSource<'a>>,
}

#[derive(Debug, Serialize)]
struct Standard {
    name: &'static str,
    version: &'static str,
    schema: &'static str,
}

const STANDARD: Standard = Standard {
    name: "ninjs",
    version: "3.0",
    schema: "https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json",
};

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Part<'a> {
    role: &'static str,
    content_type: &'static str,
    value: Cow<'a, str>,
}

/// The role of whoever printed an article.
const PUBLISHER: &str = "publisher";

#[derive(Debug, Serialize)]
struct InfoSource<'a> {
    name: &'a str,
    role: &'static str,
}

impl<'a> NinjsRecord<'a> {
    /// The item of an article.
    #[must_use]
    pub fn new(article: &'a Article) -> Self {
        let names = article.bylines.iter().map(|byline| byline.name.as_str());
        let names = names.collect::<Vec<_>>().join(", ");
        let source = &article.source;
        let info = |role| move |name| InfoSource { name, role };
        let publisher = source.publication.iter().map(String::as_str).map(info(PUBLISHER));
        let agencies = source.agencies.iter().map(String::as_str).map(info("agency"));
        Self {
            uri: uri(article),
            standard: STANDARD,
            r#type: "text",
            representation_type: if article.status == Status::Partial { "partial" } else { "full" },
            pub_status: pub_status(article.status),
            version_created: moment(article),
            language: article.language.as_deref(),
            by: Some(names).filter(|names| !names.is_empty()),
            located: located(article),
            copyright_notice: source.copyright.as_deref(),
            headlines: headlines(article),
            bodies: bodies(&article.paragraphs),
            info_sources: publisher.chain(agencies).collect(),
        }
    }
}

/// Its address on the web, or its id as a URI.
fn uri(article: &Article) -> String {
    if let Some(url) = &article.url {
        return url.clone();
    }
    let mut uri = "urn:morgue:".to_owned();
    for byte in article.locator.id().bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(byte.into());
            }
            // Writing to a string cannot fail.
            _ => write!(uri, "%{byte:02X}").unwrap_or_default(),
        }
    }
    uri
}

const fn pub_status(status: Status) -> &'static str {
    match status {
        Status::Kill => "canceled",
        Status::Embargo | Status::Draft => "withheld",
        Status::Ok | Status::Correction | Status::Advisory | Status::Partial => "usable",
    }
}

/// The day, with the time if its zone is known; midnight stands for none.
fn moment(article: &Article) -> Option<String> {
    let date = article.date.filter(|date| date.precision() == DatePrecision::Day)?;
    let zoned = article.time.as_deref().and_then(|time| time.split_at_checked("hh:mm".len()));
    match zoned {
        Some((clock, zone)) if !zone.is_empty() => Some(format!("{date}T{clock}:00{zone}")),
        _ => Some(format!("{date}T00:00:00Z")),
    }
}

/// The place of a dateline that the text does not hold.
fn located(article: &Article) -> Option<&str> {
    let dateline = article.dateline.as_ref().filter(|dateline| dateline.body_len == 0)?;
    dateline.places.first().map(|place| place.name.as_str())
}

fn headlines(article: &Article) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    parts.extend(article.headline.iter().map(|text| line("main", text)));
    parts.extend(article.kicker.iter().map(|text| line("kicker", text)));
    parts.extend(article.deck.iter().map(|text| line("sub", text)));
    parts
}

fn line<'a>(role: &'static str, text: &'a Text) -> Part<'a> {
    Part { role, content_type: "text/plain", value: Cow::Borrowed(&text.text) }
}

/// The text twice: as paragraphs with their roles, and plain.
fn bodies(paragraphs: &[Paragraph]) -> Vec<Part<'static>> {
    let texts = paragraphs.iter().map(|paragraph| paragraph.text.text.as_str());
    let plain = texts.collect::<Vec<_>>().join("\n\n");
    let html: String = paragraphs.iter().map(element).collect();
    vec![
        Part { role: "html", content_type: "text/html", value: html.into() },
        Part { role: "main", content_type: "text/plain", value: plain.into() },
    ]
}

fn element(paragraph: &Paragraph) -> String {
    let (open, close) = match paragraph.role {
        Role::Subhead => ("<h2>", "</h2>"),
        Role::Quote => ("<blockquote><p>", "</p></blockquote>"),
        Role::Table => ("<pre>", "</pre>"),
        _ => ("<p>", "</p>"),
    };
    let text = paragraph.text.text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let text = if paragraph.role == Role::Table { text } else { text.replace('\n', "<br/>") };
    format!("{open}{text}{close}\n")
}
