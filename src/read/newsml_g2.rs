//! `NewsML-G2`: an item, a message of many, a package, or data about things.

use std::ops::ControlFlow;

use super::format::Format;
use super::input::{Input, Sample};
use super::item::{Item, last_part, other_kind, paragraphs};
use super::sink::Sink;
use super::stated::publish;
use super::xml::{self, Element, Names, Record, document, records};
use super::{nitf, prose};
use crate::article::{Article, Status};
use crate::error::{Skip, SkipReason};

pub(super) const FORMAT: Format = Format { name: "newsml-g2", version: 1, sniff, read };

/// The elements that are items. Parts of items stand alone in examples and
/// stores.
const ITEMS: &[&str] = &[
    "newsItem",
    "packageItem",
    "conceptItem",
    "knowledgeItem",
    "planningItem",
    "catalogItem",
    "contentSet",
    "groupSet",
    "contentMeta",
];

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let (name, _) = xml::root(&sample.text)?;
    match name {
        "newsMessage" => Some("the root element `newsMessage`"),
        "newsItem" => Some("the root element `newsItem`"),
        _ => ITEMS.contains(&name).then_some("a root element of NewsML-G2"),
    }
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    let (decoded, article) = match document(input, FORMAT.name) {
        Ok(document) => document,
        Err(skip) => {
            let _ = sink.skip(None, skip);
            return;
        }
    };
    let root = xml::root(&decoded.text).map_or("", |(name, _)| name);
    // Inside of items, parts of items are no records.
    let names: &[&str] = match ITEMS.iter().position(|name| *name == root) {
        Some(at) => ITEMS.get(at..=at).unwrap_or_default(),
        None => ITEMS.get(..6).unwrap_or_default(),
    };
    let is_alone = names.len() == 1;
    let mut names_given = Names::default();
    let mut found = 0;
    let fault = records(&decoded.text, names, &mut |record: Record<'_>| {
        found += 1;
        let mut article = article.clone();
        if !is_alone || found > 1 {
            let id = record.element.attribute("guid");
            article.locator = names_given.locate(&article.locator, id);
        }
        of_item(article, &record, sink)
    });
    if found == 0 {
        let message = fault.unwrap_or_else(|| "no item is in the message".to_owned());
        let _ = sink.skip(None, Skip::new(SkipReason::Malformed, message));
    }
}

fn of_item(article: Article, record: &Record<'_>, sink: &mut dyn Sink) -> ControlFlow<()> {
    let element = &record.element;
    let mut item = Item::new(article);
    if !record.is_whole {
        item.damaged();
    }
    if let Some((reason, message)) = no_article(element) {
        return item.skip(reason, message, sink);
    }
    stated(&mut item, element);
    let content =
        if element.name == "contentSet" { Some(element) } else { element.child("contentSet") };
    if let Some(content) = content {
        body(&mut item, content);
    }
    if !item.has_text()
        && item.notes.is_empty()
        && let Some(content) = content
        && let Some((reason, message)) = data(content)
    {
        return item.skip(reason, message, sink);
    }
    if let Some(content) = element.child("contentMeta") {
        of_last_resort(&mut item, content);
    }
    item.hand_over(sink)
}

/// Items that hold no text by their kind.
fn no_article(item: &Element) -> Option<(SkipReason, String)> {
    let has_events = || item.find("eventDetails").is_some();
    let known = |reason, message: &str| Some((reason, message.to_owned()));
    match item.name.as_str() {
        "packageItem" | "groupSet" => known(SkipReason::Package, "a list of other items"),
        "planningItem" => known(SkipReason::Planning, "a plan of coverage"),
        "conceptItem" | "knowledgeItem" if has_events() => {
            known(SkipReason::Event, "data on events")
        }
        "conceptItem" => known(SkipReason::Concept, "a concept"),
        "knowledgeItem" => known(SkipReason::Concept, "a list of concepts"),
        "catalogItem" => known(SkipReason::Concept, "a catalogue of vocabularies"),
        "contentMeta" => known(SkipReason::NoText, "metadata without the item they belong to"),
        _ => {
            let class = item.at(&["itemMeta", "itemClass"])?;
            let class = class.attribute("qcode").or_else(|| class.attribute("uri"))?;
            let (reason, message) = other_kind(class)?;
            known(reason, message)
        }
    }
}

/// What is in a content without text.
fn data(content: &Element) -> Option<(SkipReason, String)> {
    if content.find("eventDetails").is_some() || content.find("events").is_some() {
        return Some((SkipReason::Event, "data on events".to_owned()));
    }
    let inner = content.elements().find(|part| part.name == "inlineXML")?.elements().next()?;
    let is_text = matches!(inner.name.as_str(), "nitf" | "html" | "body" | "div" | "p");
    (!is_text).then(|| (SkipReason::Data, format!("data in `{}`, no text", inner.name)))
}

fn stated(item: &mut Item, element: &Element) {
    let meta = element.child("itemMeta");
    let content = element.child("contentMeta");
    let of_meta = |path: &[&str]| meta.and_then(|meta| meta.text_at(path));
    let of_content = |path: &[&str]| content.and_then(|content| content.text_at(path));
    let [version, first] = ["versionCreated", "firstCreated"].map(|name| of_meta(&[name]));
    let [modified, created] = ["contentModified", "contentCreated"].map(|name| of_content(&[name]));
    publish(
        &mut item.article,
        [
            ("itemMeta/versionCreated", version.as_deref()),
            ("contentMeta/contentModified", modified.as_deref()),
            ("contentMeta/contentCreated", created.as_deref()),
            ("itemMeta/firstCreated", first.as_deref()),
        ],
    );
    let code = |path: &[&str]| {
        let at = meta.and_then(|meta| meta.at(path))?;
        at.attribute("qcode").or_else(|| at.attribute("uri"))
    };
    item.status(code(&["pubStatus"]), "itemMeta/pubStatus");
    item.embargo(of_meta(&["embargoed"]).as_deref(), "itemMeta/embargoed");
    for signal in meta.iter().flat_map(|meta| meta.all("signal")) {
        item.status(signal.attribute("qcode"), "itemMeta/signal");
    }
    for note in meta.iter().flat_map(|meta| meta.all("edNote")) {
        item.note(note.some_text().as_deref());
    }
    item.agency(meta.and_then(|meta| meta.child("provider")).and_then(party).as_deref());
    for path in [["rightsInfo", "copyrightNotice"], ["rightsInfo", "copyrightHolder"]] {
        item.copyright(element.text_at(&path).as_deref());
    }
    item.url(element.attribute("guid"), "guid");
    if let Some(content) = content {
        of_content_meta(item, content);
    }
    item.language(element.attribute("lang"), "xml:lang");
}

fn of_content_meta(item: &mut Item, content: &Element) {
    for headline in content.all("headline") {
        let role = headline.attribute("role").map_or("", last_part).to_ascii_lowercase();
        let text = headline.some_text();
        if role.starts_with("sub") || matches!(role.as_str(), "deck" | "secondary") {
            item.deck(text.as_deref());
        } else if matches!(role.as_str(), "kicker" | "overline" | "rubric") {
            item.article.kicker = text.map(crate::span::Text::detached);
        } else {
            item.headline(text.as_deref(), "contentMeta/headline");
        }
    }
    for by in content.all("by") {
        item.byline(by.some_text().as_deref(), "contentMeta/by");
    }
    item.dateline(content.text_at(&["dateline"]).as_deref(), "contentMeta/dateline");
    item.credit(content.text_at(&["creditline"]).as_deref());
    for source in content.all("infoSource") {
        item.agency(source.text_at(&["name"]).as_deref());
    }
    item.slug(content.text_at(&["slugline"]).as_deref());
    let language = content.child("language").and_then(|language| language.attribute("tag"));
    item.language(language, "contentMeta/language");
}

/// What is only of use where the text prints nothing better.
fn of_last_resort(item: &mut Item, content: &Element) {
    if !item.has_text() && item.article.status != Status::Kill {
        described(item, content);
    }
    if item.article.byline_lines.is_empty() && item.article.bylines.is_empty() {
        let names = content.all("creator").filter_map(|creator| creator.text_at(&["name"]));
        for name in names.filter(|name| is_person(name)) {
            item.byline(Some(&name), "contentMeta/creator");
        }
    }
    if let Some(located) = content.child("located") {
        let mut places: Vec<String> = located.text_at(&["name"]).into_iter().collect();
        for wider in located.all("broader") {
            places.extend(wider.text_at(&["name"]).filter(|name| !places.contains(name)));
        }
        item.located(Some(&places.join(", ")), "contentMeta/located");
    }
}

/// A summary is something where the text is elsewhere.
fn described(item: &mut Item, content: &Element) {
    for description in content.all("description") {
        let role = description.attribute("role").map_or("", last_part);
        let text = description.some_text().unwrap_or_default();
        if !role.eq_ignore_ascii_case("caption") && !text.is_empty() {
            item.article.paragraphs = paragraphs(&text, false);
            item.partial("contentMeta/description");
            return;
        }
    }
}

/// Whether a name is one of a person, not of a company.
fn is_person(name: &str) -> bool {
    const OTHERS: &[&str] = &[
        "Inc",
        "Ltd",
        "LLC",
        "LLP",
        "Network",
        "News",
        "Press",
        "Agency",
        "Media",
        "Reuters",
        "Corporation",
        "Company",
        "Group",
    ];
    let words = || name.split_whitespace();
    (2..=4).contains(&words().count())
        && words().all(|word| word.starts_with(char::is_uppercase))
        && !name.starts_with("The ")
        && !words().any(|word| OTHERS.contains(&word.trim_matches([',', '.'])))
}

/// The name of a party: in words, or as a code of a list of names.
fn party(party: &Element) -> Option<String> {
    party.text_at(&["name"]).or_else(|| party.some_text()).or_else(|| {
        let literal = party.attribute("literal").map(str::to_owned);
        let code = party.attribute("qcode").and_then(|code| code.strip_prefix("nprov:"));
        literal.or(code.map(str::to_owned))
    })
}

/// Takes the first rendition that is text.
fn body(item: &mut Item, content: &Element) {
    for part in content.elements() {
        if item.has_text() {
            break;
        }
        match part.name.as_str() {
            "inlineXML" => inline_xml(item, part),
            "inlineData" => inline_data(item, part),
            _ => {}
        }
    }
}

fn inline_xml(item: &mut Item, part: &Element) {
    if let Some(nitf) = part.find("nitf") {
        nitf::fill(item, nitf);
        return;
    }
    let html = part.elements().find(|inner| {
        matches!(inner.name.as_str(), "html" | "body" | "div" | "section" | "article" | "p")
    });
    let Some(html) = html else { return };
    let title = html.text_at(&["head", "title"]);
    item.headline(title.as_deref(), "html/head/title");
    item.language(html.attribute("lang"), "html@lang");
    item.article.paragraphs = prose::of_element(part);
}

/// Text, or markup that is escaped as text.
fn inline_data(item: &mut Item, part: &Element) {
    let kind = part.attribute("contenttype").unwrap_or_default().to_ascii_lowercase();
    if part.attribute("encoding").is_some()
        || !(kind.is_empty() || kind.contains("text") || kind.contains("ml"))
    {
        return;
    }
    let mut text = String::new();
    for node in &part.children {
        if let xml::Node::Text(inner) = node {
            text.push_str(inner);
        }
    }
    if xml::root(&text).is_some_and(|(name, _)| name == "nitf") {
        let _ = records(&text, &["nitf"], &mut |record: Record<'_>| {
            nitf::fill(item, &record.element);
            ControlFlow::Break(())
        });
        return;
    }
    item.article.paragraphs = paragraphs(&text, kind.contains("html"));
}
