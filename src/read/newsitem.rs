//! The XML of Reuters collections for research: a file for each story, its
//! root element `newsitem`.

use super::format::Format;
use super::input::{Input, Sample};
use super::item::Item;
use super::prose;
use super::sink::Sink;
use super::stated::{moment, publish};
use super::xml::{self, Element, Names, each_item};
use crate::error::{Skip, SkipReason};

pub(super) const FORMAT: Format = Format { name: "newsitem", version: 1, sniff, read };

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let (name, behind) = xml::root(&sample.text)?;
    (name == "newsitem" && behind.contains("itemid")).then_some("the root element `newsitem`")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    let mut names = Names::default();
    let absent = Skip::new(SkipReason::Malformed, "no `newsitem` is in it");
    let tags = ["newsitem"];
    each_item(input, FORMAT.name, &tags, absent, sink, &mut |mut article, record, before, sink| {
        if before > 0 {
            let id = record.element.attribute("itemid");
            article.locator = names.locate(&article.locator, id);
        }
        let mut item = Item::new(article);
        if !record.is_whole {
            item.damaged();
        }
        stated(&mut item, &record.element);
        item.hand_over(sink)
    });
}

fn stated(item: &mut Item, element: &Element) {
    let text = |name: &str| element.text_at(&[name]);
    item.headline(text("headline").as_deref(), "headline");
    item.headline(text("title").as_deref(), "title");
    item.byline(text("byline").as_deref(), "byline");
    let dateline = text("dateline").unwrap_or_default();
    // The day stands behind the place, in figures.
    let (place, day) = match dateline.rsplit_once(' ') {
        Some((place, day)) if moment(day).is_some() => (place, moment(day)),
        _ => (dateline.as_str(), None),
    };
    item.dateline(Some(place), "dateline");
    if let Some(stated) = &mut item.article.dateline {
        stated.date = day.map(|day| day.date);
    }
    item.copyright(text("copyright").as_deref());
    publish(&mut item.article, [("newsitem@date", element.attribute("date"))]);
    item.language(element.attribute("lang"), "xml:lang");
    if let Some(body) = element.child("text") {
        item.article.paragraphs = prose::of_element(body);
    }
}
