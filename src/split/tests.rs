//! Whole files: what a careful reader would divide them into.

mod agency_files;
mod bylines;
mod credits;
mod facts;
mod fields;
mod files;
mod leads;
mod no_furniture;
mod papers;
mod place_lines;
mod properties;
mod rows;
mod sizes;
mod stated;
mod trade;
mod trailers;

use super::{Context, split};
use crate::article::{Article, Locator};
use crate::read::{Decoded, Draft, read_plain};

/// Splits a file of this path and content.
fn at(path: &str, text: &str) -> Article {
    with(path, text, &Context::default())
}

fn with(path: &str, text: &str, context: &Context) -> Article {
    let stated = Article { locator: Locator::file(path), ..Article::default() };
    let plain = Some(Decoded { text: text.to_owned(), encoding: "UTF-8", ..Decoded::default() });
    split(Draft { stated, plain }, context)
}

/// Splits the bytes of a file as the plain reader hands them over.
fn of_bytes(bytes: &[u8]) -> Article {
    let draft = read_plain(Locator::file("a.txt"), bytes.to_vec()).unwrap();
    split(draft, &Context::default())
}

fn file(text: &str) -> Article {
    at("a.txt", text)
}

/// The parts of an article, a line each; only those that are there.
fn shown(article: &Article) -> String {
    let mut lines = Vec::new();
    let mut add = |name: &str, value: String| lines.push(format!("{name}: {value}"));
    if let Some(kicker) = &article.kicker {
        add("kicker", kicker.text.clone());
    }
    if let Some(headline) = &article.headline {
        add("headline", headline.text.clone());
    }
    for deck in &article.deck {
        add("deck", deck.text.clone());
    }
    for person in &article.bylines {
        let part = |part: &Option<String>, mark: &str| {
            part.as_ref().map_or(String::new(), |part| format!("{mark}{part}"))
        };
        let (role, place) = (part(&person.role, ", "), part(&person.place, " @ "));
        add("by", format!("{}{role}{place}", person.name));
    }
    if let Some(dateline) = &article.dateline {
        add("dateline", dateline.raw.clone());
    }
    if let Some(date) = article.date {
        let time = article.time.as_ref().map_or(String::new(), |time| format!(" {time}"));
        add("date", format!("{date}{time}"));
    }
    let source = &article.source;
    for (name, value) in [
        ("publication", &source.publication),
        ("section", &source.section),
        ("edition", &source.edition),
        ("page", &source.page),
        ("copyright", &source.copyright),
    ] {
        if let Some(value) = value {
            add(name, value.clone());
        }
    }
    if !source.agencies.is_empty() {
        add("agencies", source.agencies.join("+"));
    }
    if article.status.name() != "ok" {
        add("status", article.status.name().to_owned());
    }
    for paragraph in &article.paragraphs {
        let role = serde_json::to_string(&paragraph.role).unwrap();
        add(role.trim_matches('"'), paragraph.text.text.replace('\n', " / "));
    }
    lines.join("\n")
}

fn codes(article: &Article) -> Vec<&str> {
    article.warnings.iter().map(|warning| warning.code.as_str()).collect()
}
