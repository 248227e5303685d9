//! ninjs, news in JSON, of versions 1, 2 and 3: a document, or an item a line.

use std::ops::ControlFlow;

use serde_json::{Map, Value};

use super::entry::letters;
use super::excerpt::Excerpts;
use super::format::Format;
use super::input::{Input, Sample};
use super::item::{Item, last_part, other_kind};
use super::json_items::{document, member, objects, text};
use super::sink::Sink;
use super::stated::publish;
use super::stream::{Lines, Records, Utf8};
use super::xml::{self, Names, Record, records};
use super::{nitf, prose};
use crate::article::{Article, Paragraph};
use crate::error::{Skip, SkipReason};
use crate::span::Text;

pub(super) const FORMAT: Format = Format { name: "ninjs", version: 1, sniff, read };

/// An object of an item.
type Object = Map<String, Value>;

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    const MARKS: [&str; 8] = [
        "\"versioncreated\"",
        "\"body_",
        "\"bodies\"",
        "\"headlines\"",
        "\"eventdetails\"",
        "\"representationtype\"",
        "\"ninjs\"",
        "\"pubstatus\"",
    ];
    if !sample.text.starts_with(['{', '[']) || !sample.text.contains("\"uri\"") {
        return None;
    }
    let folded = sample.text.to_ascii_lowercase();
    let is_ninjs = MARKS.iter().any(|mark| folded.contains(mark));
    is_ninjs.then_some("the members `uri` and others of ninjs")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    if has_item_a_line(input.content.head()) {
        return read_lines(input, sink);
    }
    let (value, article) = match document(input, FORMAT.name) {
        Ok(document) => document,
        Err(skip) => {
            let _ = sink.skip(None, skip);
            return;
        }
    };
    let mut names = Names::default();
    let lists = ["item", "items"];
    let list = value.as_object().and_then(|object| {
        lists.iter().find_map(|name| member(object, name)).filter(|list| list.is_array())
    });
    let list = list.or(Some(&value).filter(|value| value.is_array()));
    let items = objects(Some(list.unwrap_or(&value)));
    if items.is_empty() {
        let _ = sink.skip(None, Skip::new(SkipReason::Empty, "a list without items"));
    }
    for object in items {
        let mut article = article.clone();
        if list.is_some() {
            article.locator = names.locate(&article.locator, text(object, "uri"));
        }
        if of_item(article, object, &mut names, sink).is_break() {
            return;
        }
    }
}

/// Whether the first line is a whole object that another one follows.
fn has_item_a_line(head: &[u8]) -> bool {
    let (first, rest) = head.split_at(memchr::memchr(b'\n', head).unwrap_or(head.len()));
    let is_followed = rest.iter().find(|byte| !byte.is_ascii_whitespace()) == Some(&b'{');
    is_followed && serde_json::from_slice::<Object>(first.trim_ascii()).is_ok()
}

/// Reads an item a line, however many there are; a bad line costs that line.
fn read_lines(input: Input<'_>, sink: &mut dyn Sink) {
    let Input { locator, content, encoding, .. } = input;
    let utf8 = match Utf8::of(content, encoding) {
        Ok(utf8) => utf8,
        Err(skip) => {
            let _ = sink.skip(None, skip);
            return;
        }
    };
    let mut names = Names::default();
    let mut lines = Records::new(utf8.reader, Lines);
    while let Some(line) = lines.next() {
        let read = line.and_then(|line| Excerpts::of_part(line, utf8.whole.as_ref()));
        let flow = match read {
            Ok(excerpts) if excerpts.text.trim().is_empty() => ControlFlow::Continue(()),
            Ok(excerpts) => match serde_json::from_str(&excerpts.text) {
                Ok(object) => {
                    let mut article = excerpts.article(FORMAT.name);
                    article.locator = names.locate(&locator, text(&object, "uri"));
                    of_item(article, &object, &mut names, sink)
                }
                Err(cause) => {
                    let skip = Skip::new(SkipReason::Malformed, cause.to_string());
                    sink.skip(Some(names.next(None)), skip)
                }
            },
            Err(skip) => sink.skip(Some(names.next(None)), skip),
        };
        if flow.is_break() {
            return;
        }
    }
}

fn of_item(
    article: Article,
    object: &Object,
    names: &mut Names,
    sink: &mut dyn Sink,
) -> ControlFlow<()> {
    let mut item = Item::new(article);
    if member(object, "eventdetails").is_some() {
        return item.skip(SkipReason::Event, "data on an event", sink);
    }
    if let Some((reason, message)) = text(object, "type").and_then(other_kind) {
        return item.skip(reason, message, sink);
    }
    stated(&mut item, object);
    item.article.paragraphs = body(&mut item, object);
    described(&mut item, object);
    let base = Article {
        locator: item.article.locator.clone(),
        encoding: item.article.encoding.clone(),
        reader: item.article.reader.clone(),
        ..Article::default()
    };
    let associations = associations(object);
    for association in &associations {
        if text(association, "type").and_then(other_kind).is_some() {
            for caption in descriptions(association) {
                item.caption(Some(caption.1));
            }
        }
    }
    if !item.has_text() && text(object, "type").is_some_and(|kind| kind == "composite") {
        item.skip(SkipReason::Package, "a list of other items", sink)?;
    } else {
        item.hand_over(sink)?;
    }
    // Stories that are embedded are articles of their own.
    for association in associations {
        if !bodies(association).is_empty()
            && text(association, "type").and_then(other_kind).is_none()
        {
            let mut article = base.clone();
            article.locator = names.locate(&base.locator, text(association, "uri"));
            of_item(article, association, names, sink)?;
        }
    }
    ControlFlow::Continue(())
}

fn stated(item: &mut Item, object: &Object) {
    for (role, headline) in values(object, "headlines") {
        match last_part(role) {
            "kicker" | "overline" => item.article.kicker = Some(Text::detached(headline.trim())),
            role if role.starts_with("sub") || role == "deck" => item.deck(Some(headline)),
            _ => item.headline(Some(headline), "headlines"),
        }
    }
    item.headline(text(object, "headline"), "headline");
    item.deck(text(object, "subheadline"));
    item.headline(text(object, "title"), "title");
    let dates = ["versioncreated", "contentcreated", "firstcreated"];
    publish(&mut item.article, dates.map(|name| (name, text(object, name))));
    for name in ["byline", "by"] {
        item.byline(text(object, name), name);
    }
    item.located(text(object, "located"), "located");
    item.language(text(object, "language"), "language");
    item.status(text(object, "pubstatus"), "pubstatus");
    item.embargo(text(object, "embargoed"), "embargoed");
    item.note(text(object, "ednote"));
    item.slug(text(object, "slugline"));
    for name in ["copyrightnotice", "copyrightholder"] {
        item.copyright(text(object, name));
    }
    for source in objects(member(object, "infosources")) {
        match text(source, "role").map(last_part) {
            Some("publisher") => item.publication(text(source, "name"), "infosources"),
            _ => item.agency(text(source, "name")),
        }
    }
    item.url(text(object, "uri"), "uri");
}

/// Roles with texts of a list such as `headlines`.
fn values<'v>(object: &'v Object, name: &str) -> Vec<(&'v str, &'v str)> {
    let entries = objects(member(object, name)).into_iter();
    entries
        .filter_map(|entry| Some((text(entry, "role").unwrap_or_default(), text(entry, "value")?)))
        .collect()
}

/// Roles with summaries and captions.
fn descriptions(object: &Object) -> Vec<(&str, &str)> {
    let mut found = values(object, "descriptions");
    // Forms of one text: the plain one is enough.
    let old = ["description_text", "description_html", "description_xhtml"];
    let text = old.iter().find_map(|name| text(object, name));
    found.extend(text.map(|text| ("", text)));
    found
}

/// Content types with texts of the body, as they stand in the item.
fn bodies(object: &Object) -> Vec<(String, &str)> {
    let mut found = Vec::new();
    for entry in objects(member(object, "bodies")) {
        let Some(value) = text(entry, "value") else { continue };
        let kind = [text(entry, "contenttype"), text(entry, "role")];
        found.push((kind.map(Option::unwrap_or_default).join(" ").to_lowercase(), value));
    }
    for (name, value) in object {
        let kind = name.to_lowercase();
        if let Some(kind) = kind.strip_prefix("body_").or(Some("").filter(|_| kind == "body"))
            && let Some(value) = value.as_str().filter(|value| !value.trim().is_empty())
        {
            found.push((kind.to_owned(), value));
        }
    }
    found
}

/// The body in the form that tells most: marked up, then NITF, then plain.
fn body(item: &mut Item, object: &Object) -> Vec<Paragraph> {
    let bodies = bodies(object);
    let of = |wanted: &'static str| {
        bodies.iter().filter(move |(kind, _)| kind.contains(wanted)).map(|(_, value)| *value)
    };
    if let Some(found) = of("html").map(prose::of_html).find(|found| !found.is_empty()) {
        return found;
    }
    if let Some(found) =
        of("nitf").map(|value| of_nitf(item, value)).find(|found| !found.is_empty())
    {
        return found;
    }
    let plain = bodies.iter().filter(|(kind, _)| !kind.contains("html") && !kind.contains("ml"));
    let mut plain = plain.map(|(_, value)| super::item::paragraphs(value, false));
    plain.find(|found| !found.is_empty()).unwrap_or_default()
}

fn of_nitf(item: &mut Item, value: &str) -> Vec<Paragraph> {
    let mut inner = item.clone();
    let _ = records(value, &["nitf"], &mut |record: Record<'_>| {
        nitf::fill(&mut inner, &record.element);
        ControlFlow::Break(())
    });
    let found = std::mem::take(&mut inner.article.paragraphs);
    if !found.is_empty() && xml::root(value).is_some() {
        *item = inner;
    }
    found
}

/// A summary stands above a text that does not hold it, or is all there is.
fn described(item: &mut Item, object: &Object) {
    let body = letters(&item.article.paragraphs);
    for (role, description) in descriptions(object) {
        let found = super::item::paragraphs(description, false);
        if matches!(last_part(role), "caption" | "creditline" | "writer") || found.is_empty() {
            continue;
        }
        if body.is_empty() {
            item.article.paragraphs = found;
            item.partial("descriptions");
            return;
        }
        if !body.contains(&letters(&found)) {
            for paragraph in found {
                item.deck(Some(&paragraph.text.text));
            }
        }
    }
}

/// The items that an item embeds: a list, or members of any name.
fn associations(object: &Object) -> Vec<&Object> {
    match member(object, "associations") {
        Some(Value::Object(named)) => named.values().filter_map(Value::as_object).collect(),
        list => objects(list),
    }
}
