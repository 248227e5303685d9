//! The XML that Factiva delivers: a result set of articles.

use std::ops::ControlFlow;

use super::format::Format;
use super::input::{Input, Sample};
use super::item::Item;
use super::sink::Sink;
use super::stated::{publish, state};
use super::xml::{self, Element, Names, Record, each_item};
use crate::article::{Article, Paragraph, Role};
use crate::error::{Skip, SkipReason};
use crate::span::Text;

pub(super) const FORMAT: Format = Format { name: "factiva-xml", version: 1, sniff, read };

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let (name, _) = xml::root(&sample.text)?;
    (name == "PPSResponse" || name == "ppsArticleResponse").then_some("a response of Factiva")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    let mut names = Names::default();
    let absent = Skip::new(SkipReason::Malformed, "no article is in the response");
    each_item(
        input,
        FORMAT.name,
        &["article"],
        absent,
        sink,
        &mut |mut article, record, _, sink| {
            let id = record.element.text_at(&["accessionNo"]);
            article.locator = names.locate(&article.locator, id.as_deref());
            of_article(article, record, sink)
        },
    );
}

fn of_article(article: Article, record: &Record<'_>, sink: &mut dyn Sink) -> ControlFlow<()> {
    let element = &record.element;
    let mut item = Item::new(article);
    if !record.is_whole {
        item.damaged();
    }
    let text = |name: &str| element.text_at(&[name]);
    item.headline(text("headline").as_deref(), "headline");
    item.byline(text("byline").as_deref(), "byline");
    item.agency(text("credit").as_deref());
    let date = element.text_at(&["publicationDate", "dateTime"]);
    publish(&mut item.article, [("publicationDate/dateTime", date.as_deref())]);
    item.language(text("baseLanguage").as_deref(), "baseLanguage");
    item.publication(text("sourceName").as_deref(), "sourceName");
    item.copyright(text("copyright").as_deref());
    let source = &mut item.article.source;
    (source.page, source.section, source.edition) =
        (text("pages"), text("sectionName"), text("edition"));
    for (field, name) in [("page", "pages"), ("section", "sectionName"), ("edition", "edition")] {
        if text(name).is_some() {
            state(&mut item.article, field, name);
        }
    }
    for name in ["leadParagraph", "tailParagraphs"] {
        let paragraphs = element.child(name).into_iter().flat_map(|part| part.all("paragraph"));
        let paragraphs = paragraphs
            .filter_map(Element::some_text)
            .map(|text| Paragraph { role: Role::Para, text: Text::detached(text) });
        item.article.paragraphs.extend(paragraphs);
    }
    item.hand_over(sink)
}
