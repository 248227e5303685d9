//! `NewsML` 1: items made of components, each with lines, content and a role.

use std::ops::ControlFlow;

use super::format::Format;
use super::input::{Input, Sample};
use super::item::{Item, other_kind, paragraphs};
use super::sink::Sink;
use super::stated::{moment, publish};
use super::xml::{self, Element, Names, Record, each_item};
use super::{nitf, prose};
use crate::article::{Article, Paragraph};
use crate::error::{Skip, SkipReason};
use crate::span::Text;

pub(super) const FORMAT: Format = Format { name: "newsml", version: 1, sniff, read };

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let (name, _) = xml::root(&sample.text)?;
    (name == "NewsML").then_some("the root element `NewsML`")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    let mut names = Names::default();
    let absent = Skip::new(SkipReason::Malformed, "no `NewsItem` is in it");
    let path = ["Identification", "NewsIdentifier", "PublicIdentifier"];
    each_item(
        input,
        FORMAT.name,
        &["NewsItem"],
        absent,
        sink,
        &mut |mut article, record, _, sink| {
            let id = record.element.text_at(&path);
            article.locator = names.locate(&article.locator, id.as_deref());
            of_item(article, record, sink)
        },
    );
}

fn of_item(article: Article, record: &Record<'_>, sink: &mut dyn Sink) -> ControlFlow<()> {
    let mut item = Item::new(article);
    if !record.is_whole {
        item.damaged();
    }
    if let Some(management) = record.element.child("NewsManagement") {
        of_management(&mut item, management);
    }
    let mut walk = Walk { base: item.clone(), items: vec![item], other: None };
    for component in record.element.all("NewsComponent") {
        walk.component(component);
    }
    let sender =
        record.around.iter().find_map(|open| open.at(&["NewsEnvelope", "SentFrom", "Party"]));
    let sender = sender.and_then(|party| party.attribute("formalname"));
    let Walk { items, other, .. } = walk;
    for mut item in items {
        if item.article.source.agencies.is_empty() {
            item.agency(sender);
        }
        match &other {
            Some((reason, message)) if !item.has_text() => {
                item.skip(*reason, *message, sink)?;
            }
            _ => item.hand_over(sink)?,
        }
    }
    ControlFlow::Continue(())
}

fn of_management(item: &mut Item, management: &Element) {
    let [revised, first] =
        ["ThisRevisionCreated", "FirstCreated"].map(|name| management.text_at(&[name]));
    publish(
        &mut item.article,
        [
            ("NewsManagement/ThisRevisionCreated", revised.as_deref()),
            ("NewsManagement/FirstCreated", first.as_deref()),
        ],
    );
    for name in ["Status", "Instruction"] {
        let word = management.child(name).and_then(|word| word.attribute("formalname"));
        item.status(word, "NewsManagement/Status");
    }
}

/// The walk over the components of an item; those in another language become
/// items of their own.
struct Walk {
    base: Item,
    items: Vec<Item>,
    /// What is in it that is no text.
    other: Option<(SkipReason, &'static str)>,
}

impl Walk {
    fn component(&mut self, component: &Element) {
        let role = formal(component, "Role").unwrap_or_default().to_ascii_lowercase();
        match role.as_str() {
            "stylesheet" => {}
            "headline" => {
                let text = plain(component);
                self.item().headline(text.as_deref(), "DataContent");
            }
            "subheadline" => {
                for paragraph in component.all("ContentItem").flat_map(text_of) {
                    self.item().deck(Some(&paragraph.text.text));
                }
            }
            "contact" => {
                let texts = component.all("ContentItem").flat_map(text_of);
                let texts: Vec<Text> = texts.map(|paragraph| paragraph.text).collect();
                self.item().article.furniture.extend(texts);
            }
            "caption" => {
                let text = plain(component);
                self.item().caption(text.as_deref());
            }
            role => match other_kind(role) {
                Some(kind) => {
                    self.other.get_or_insert(kind);
                    let line = component.text_at(&["NewsLines", "HeadLine"]);
                    self.item().caption(line.as_deref());
                }
                None => self.text(component),
            },
        }
    }

    fn item(&mut self) -> &mut Item {
        if self.items.is_empty() {
            self.items.push(self.base.clone());
        }
        let last = self.items.len() - 1;
        // There is always one.
        self.items.get_mut(last).unwrap_or(&mut self.base)
    }

    fn text(&mut self, component: &Element) {
        let language = component.at(&["DescriptiveMetadata", "Language"]);
        let language = language.and_then(|language| language.attribute("formalname"));
        self.begin_language(language);
        let item = self.item();
        item.language(language, "DescriptiveMetadata/Language");
        if let Some(lines) = component.child("NewsLines") {
            of_lines(item, lines);
        }
        let provider = component.at(&["AdministrativeMetadata", "Provider", "Party"]);
        item.agency(provider.and_then(|party| party.attribute("formalname")));
        // Content of one component is the same in several forms.
        let mut is_told = false;
        for content in component.all("ContentItem") {
            if is_told {
                break;
            }
            match kind_of(content) {
                Some(kind) => _ = self.other.get_or_insert(kind),
                None => is_told = of_content(self.item(), content),
            }
        }
        for inner in component.all("NewsComponent") {
            self.component(inner);
        }
    }

    fn begin_language(&mut self, tag: Option<&str>) {
        let Some(code) = tag.and_then(super::stated::language) else { return };
        let item = self.item();
        if !item.has_text() || item.article.language.as_ref() == Some(&code) {
            return;
        }
        let mut next = self.base.clone();
        let locator = &next.article.locator;
        let part = locator.record.as_ref().map(|record| format!("{record}.{code}"));
        next.article.locator.record = part;
        self.items.push(next);
    }
}

fn of_lines(item: &mut Item, lines: &Element) {
    let line = |name: &str| lines.text_at(&[name]);
    item.headline(line("HeadLine").as_deref(), "NewsLines/HeadLine");
    for second in lines.all("SubHeadLine") {
        item.deck(second.some_text().as_deref());
    }
    item.byline(line("ByLine").as_deref(), "NewsLines/ByLine");
    item.dateline(line("DateLine").as_deref(), "NewsLines/DateLine");
    let day = line("DateLineDate").as_deref().and_then(moment);
    if let (Some(dateline), Some(day)) = (&mut item.article.dateline, day) {
        dateline.date.get_or_insert(day.date);
    }
    item.credit(line("CreditLine").as_deref());
    item.copyright(line("CopyrightLine").as_deref());
    item.slug(line("SlugLine").as_deref());
    item.article.kicker = item.article.kicker.take().or(line("KeywordLine").map(Text::detached));
}

/// The formal name of an element in a component or content.
fn formal<'e>(element: &'e Element, name: &str) -> Option<&'e str> {
    element.child(name)?.attribute("formalname")
}

/// What a content is if it is not text.
fn kind_of(content: &Element) -> Option<(SkipReason, &'static str)> {
    let mime = formal(content, "MimeType").unwrap_or_default();
    let family = mime.split('/').next().unwrap_or_default();
    let media = formal(content, "MediaType").unwrap_or_default();
    other_kind(media).or_else(|| other_kind(family))
}

/// Takes the text of a content; whether there was any.
fn of_content(item: &mut Item, content: &Element) -> bool {
    if let Some(nitf) = content.child("DataContent").and_then(|data| data.find("nitf")) {
        let before = std::mem::take(&mut item.article.paragraphs);
        nitf::fill(item, nitf);
        let found = std::mem::replace(&mut item.article.paragraphs, before);
        let is_told = !found.is_empty();
        item.article.paragraphs.extend(found);
        return is_told;
    }
    let found = text_of(content);
    let is_told = !found.is_empty();
    item.article.paragraphs.extend(found);
    is_told
}

/// The paragraphs of a content, marked up or escaped.
fn text_of(content: &Element) -> Vec<Paragraph> {
    let mime = formal(content, "MimeType").unwrap_or_default();
    let Some(data) = content.child("DataContent").filter(|_| !mime.ends_with("css")) else {
        return Vec::new();
    };
    if data.elements().next().is_some() {
        return prose::of_element(data);
    }
    let text = data.children.iter().map(|node| match node {
        xml::Node::Text(text) => text.as_str(),
        xml::Node::Element(_) => "",
    });
    paragraphs(&text.collect::<String>(), mime.contains("html"))
}

/// The text of the first content of a component, on one line.
fn plain(component: &Element) -> Option<String> {
    let found = component.all("ContentItem").map(text_of).find(|found| !found.is_empty())?;
    let texts: Vec<&str> = found.iter().map(|paragraph| paragraph.text.text.as_str()).collect();
    Some(texts.join(" "))
}
