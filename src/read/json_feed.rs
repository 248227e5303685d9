//! JSON Feed: the entries of a feed.

use std::ops::ControlFlow;

use serde_json::{Map, Value};

use super::entry;
use super::format::Format;
use super::input::{Input, Sample};
use super::item::Item;
use super::json_items::{document, member, objects, text};
use super::sink::Sink;
use super::stated::publish;
use super::xml::Names;
use crate::article::Article;
use crate::error::{Skip, SkipReason};

pub(super) const FORMAT: Format = Format { name: "jsonfeed", version: 2, sniff, read };

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let head = sample.text.get(..4096).unwrap_or(&sample.text);
    let is_feed = head.starts_with('{')
        && ["jsonfeed.org/version/", "jsonfeed.org\\/version\\/"].iter().any(|v| head.contains(v));
    is_feed.then_some("the version of JSON Feed")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    let (value, article) = match document(input, FORMAT.name) {
        Ok(document) => document,
        Err(skip) => {
            let _ = sink.skip(None, skip);
            return;
        }
    };
    let feed = value.as_object();
    let entries = objects(feed.and_then(|feed| member(feed, "items")));
    let (Some(feed), false) = (feed, entries.is_empty()) else {
        let _ = sink.skip(None, Skip::new(SkipReason::Empty, "a feed without entries"));
        return;
    };
    let mut names = Names::default();
    for entry in entries {
        if of_entry(article.clone(), entry, feed, &mut names, sink).is_break() {
            return;
        }
    }
}

/// Takes the authors of the feed, unless they are the house that it comes from.
fn authors_of_feed(item: &mut Item, feed: &Map<String, Value>) {
    let title = text(feed, "title").unwrap_or_default();
    let of_all = ["authors", "author"].map(|name| objects(member(feed, name)));
    for author in of_all.iter().flatten() {
        let name = text(author, "name").and_then(entry::author);
        item.byline(name.filter(|name| !entry::is_house(name, title)), "author");
    }
}

fn of_entry(
    mut article: Article,
    entry: &Map<String, Value>,
    feed: &Map<String, Value>,
    names: &mut Names,
    sink: &mut dyn Sink,
) -> ControlFlow<()> {
    let id = match member(entry, "id") {
        Some(Value::Number(number)) => Some(number.to_string()),
        _ => text(entry, "id").or_else(|| text(entry, "url")).map(str::to_owned),
    };
    article.locator = names.locate(&article.locator, id.as_deref());
    let mut item = Item::new(article);
    item.headline(text(entry, "title").map(entry::title).as_deref(), "items/title");
    let dates = ["date_published", "date_modified"].map(|name| (name, text(entry, name)));
    publish(&mut item.article, dates);
    let of_all = ["authors", "author"].map(|name| objects(member(entry, name)));
    for author in of_all.iter().flatten() {
        item.byline(text(author, "name").and_then(entry::author), "items/author");
    }
    if item.article.byline_lines.is_empty() {
        authors_of_feed(&mut item, feed);
    }
    for name in ["url", "external_url"] {
        item.url(text(entry, name), "items/url");
    }
    item.url(id.as_deref(), "items/id");
    item.language(text(entry, "language"), "items/language");
    item.language(text(feed, "language"), "language");
    item.publication(text(feed, "title"), "title");
    let [html, plain, summary] = ["content_html", "content_text", "summary"]
        .map(|name| text(entry, name).map(entry::paragraphs).unwrap_or_default());
    entry::body(&mut item, if html.is_empty() { plain } else { html }, summary);
    item.hand_over(sink)
}
