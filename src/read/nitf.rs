//! NITF, the markup of agencies and newspaper archives: a document of its
//! own, or the text in an item of `NewsML` and ninjs.

use super::entry::letters;
use super::format::Format;
use super::input::{Input, Sample};
use super::item::Item;
use super::prose;
use super::sink::Sink;
use super::stated::{moment, publish, state};
use super::xml::{self, Element, each_item};
use crate::article::{Byline, Paragraph, Place, Role};
use crate::error::{Skip, SkipReason};
use crate::span::Text;

pub(super) const FORMAT: Format = Format { name: "nitf", version: 1, sniff, read };

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let (name, _) = xml::root(&sample.text)?;
    (name == "nitf").then_some("the root element `nitf`")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    let absent = Skip::new(SkipReason::Malformed, "no `nitf` element is in it");
    each_item(input, FORMAT.name, &["nitf"], absent, sink, &mut |article, record, before, sink| {
        let mut item = Item::new(article);
        if before > 0 {
            item.article.locator.record = Some((before + 1).to_string());
        }
        fill(&mut item, &record.element);
        if !record.is_whole {
            item.damaged();
        }
        item.hand_over(sink)
    });
}

/// Takes what a `nitf` element states; what the item states already stays.
pub(super) fn fill(item: &mut Item, nitf: &Element) {
    let body = nitf.child("body");
    if let Some(head) = nitf.child("head") {
        of_head(item, head);
    }
    if let Some(head) = body.and_then(|body| body.child("body.head")) {
        of_body_head(item, head);
    }
    let title = nitf.text_at(&["head", "title"]);
    item.headline(title.as_deref(), "head/title");
    for language in [nitf.attribute("baselang"), nitf.attribute("lang")] {
        item.language(language, "nitf@baselang");
    }
    item.language(body.and_then(|body| body.attribute("lang")), "body@lang");
    let Some(body) = body else { return };
    if item.article.paragraphs.is_empty() {
        item.article.paragraphs = content(body);
    }
    let summary = body.at(&["body.head", "abstract"]).map(prose::of_element).unwrap_or_default();
    if !letters(&item.article.paragraphs).contains(&letters(&summary)) {
        for paragraph in summary {
            item.deck(Some(&paragraph.text.text));
        }
    }
    let tagline = body.at(&["body.end", "tagline"]).and_then(Element::some_text);
    item.note(tagline.as_deref());
}

fn of_head(item: &mut Item, head: &Element) {
    let docdata = head.child("docdata");
    let data = |path: &[&str], name: &str| {
        docdata.and_then(|data| data.at(path)).and_then(|at| at.attribute(name))
    };
    let pubdata = head.child("pubdata");
    let printed = |name: &str| pubdata.and_then(|data| data.attribute(name));
    publish(
        &mut item.article,
        [
            ("docdata/date.issue", data(&["date.issue"], "norm")),
            ("docdata/date.release", data(&["date.release"], "norm")),
            ("pubdata@date.publication", printed("date.publication")),
        ],
    );
    item.status(data(&[], "management-status"), "docdata@management-status");
    item.note(data(&["ed-msg"], "info"));
    let holder = data(&["doc.copyright"], "holder");
    let year = data(&["doc.copyright"], "year").and_then(|year| year.get(..4));
    let line = holder.map(|holder| match year {
        Some(year) => format!("Copyright {year} {holder}"),
        None => format!("Copyright {holder}"),
    });
    item.copyright(line.as_deref());
    item.publication(printed("name"), "pubdata@name");
    item.url(printed("ex-ref"), "pubdata@ex-ref");
    let meta = |name: &str| {
        let found = head.all("meta").find(|meta| meta.attribute("name") == Some(name));
        found.and_then(|meta| meta.attribute("content"))
    };
    let section =
        printed("position.section").or_else(|| meta("dsk")).or_else(|| meta("online_sections"));
    let page = match (meta("print_section"), meta("print_page_number")) {
        (section, Some(page)) => Some(format!("{}{page}", section.unwrap_or_default())),
        _ => printed("position.sequence").map(str::to_owned),
    };
    let edition = printed("edition.name").map(str::to_owned);
    let source = &mut item.article.source;
    source.edition = source.edition.take().or(edition.clone());
    source.section = source.section.take().or(section.map(str::to_owned));
    source.page = source.page.take().or(page.clone());
    for (field, is_there) in
        [("edition", edition.is_some()), ("section", section.is_some()), ("page", page.is_some())]
    {
        if is_there {
            state(&mut item.article, field, "head/pubdata");
        }
    }
}

fn of_body_head(item: &mut Item, head: &Element) {
    if let Some(headlines) = head.child("hedline") {
        let main = headlines.text_at(&["hl1"]);
        item.headline(main.as_deref(), "hedline/hl1");
        for second in headlines.all("hl2") {
            item.deck(second.some_text().as_deref());
        }
    }
    // An item that carries NITF may have told it already.
    if item.article.byline_lines.is_empty() {
        for byline in head.all("byline") {
            of_byline(item, byline);
        }
    }
    item.agency(head.text_at(&["distributor"]).as_deref());
    for note in head.all("note") {
        item.note(note.some_text().as_deref());
    }
    if let Some(dateline) = head.child("dateline") {
        of_dateline(item, dateline);
    }
}

/// Persons that are marked up, or the line as it would be printed.
fn of_byline(item: &mut Item, byline: &Element) {
    let title = byline.text_at(&["byttl"]);
    let place = byline.text_at(&["location"]);
    let mut line = String::new();
    for node in &byline.children {
        match node {
            xml::Node::Text(text) => line.push_str(text),
            xml::Node::Element(inner) if inner.name == "byttl" => {
                let bare = line.trim_end();
                let comma = if bare.is_empty() || bare.ends_with(',') { " " } else { ", " };
                line = format!("{bare}{comma}{}", inner.text());
            }
            xml::Node::Element(inner) => {
                line.push(' ');
                line.push_str(&inner.text());
            }
        }
    }
    let has_name = byline.children.iter().any(|node| match node {
        xml::Node::Text(text) => !text.trim().is_empty(),
        xml::Node::Element(inner) => inner.name != "byttl",
    });
    if !has_name {
        item.agency(title.as_deref());
        return;
    }
    // Forms of the name for machines repeat the printed one.
    if byline.attribute("class").is_some_and(|class| class.starts_with("normalized")) {
        return;
    }
    item.byline(Some(&line), "byline");
    for person in byline.all("person") {
        let Some(name) = person.some_text() else { continue };
        item.article.bylines.push(Byline { name, role: title.clone(), place: place.clone() });
    }
}

/// The text of `story.date` may be wrong where its norm is right.
fn of_dateline(item: &mut Item, dateline: &Element) {
    let date = dateline.child("story.date");
    let norm = date.and_then(|date| date.attribute("norm")).and_then(moment);
    let mut bare = dateline.clone();
    if norm.is_some() {
        bare.children.retain(
            |node| !matches!(node, xml::Node::Element(inner) if inner.name == "story.date"),
        );
    }
    let raw = bare.text();
    item.dateline(Some(raw.trim_end_matches([',', '-', '–', '—', ' '])), "dateline");
    let Some(stated) = &mut item.article.dateline else { return };
    stated.date = stated.date.or(norm.map(|norm| norm.date));
    let Some(location) = dateline.child("location") else { return };
    let part = |names: [&str; 2]| names.iter().find_map(|name| location.text_at(&[name]));
    if let Some(name) = part(["city", "sublocation"]).filter(|_| stated.places.is_empty()) {
        stated.places = vec![Place { name, region: part(["state", "country"]) }];
    }
}

/// The paragraphs of the body; archives give the beginning apart, and again
/// in the whole.
fn content(body: &Element) -> Vec<Paragraph> {
    let Some(content) = body.child("body.content") else { return prose::of_element(body) };
    let is_of = |block: &&Element, class: &str| block.attribute("class") == Some(class);
    let whole = content.all("block").find(|block| is_of(block, "full_text"));
    let mut paragraphs = match whole {
        Some(block) => prose::of_element(block),
        None => prose::of_element(content),
    };
    drop_repeated_lead(&mut paragraphs);
    paragraphs
}

/// `LEAD: …` above a paragraph that begins the same way.
fn drop_repeated_lead(paragraphs: &mut Vec<Paragraph>) {
    let [first, second, ..] = paragraphs.as_mut_slice() else { return };
    let Some(lead) = first.text.text.strip_prefix("LEAD:") else { return };
    let lead = lead.trim();
    let start = |text: &str| text.chars().take(60).collect::<String>();
    if start(lead) == start(&second.text.text) {
        paragraphs.remove(0);
    } else if first.role == Role::Para {
        first.text = Text::detached(lead);
    }
}
