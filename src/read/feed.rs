//! RSS 2, RSS 1 and Atom: the entries of a feed.

use std::ops::ControlFlow;

use super::format::Format;
use super::input::{Input, Sample};
use super::item::Item;
use super::sink::Sink;
use super::stated::{publish, state};
use super::xml::{self, Element, Names, Record, decode, each_item};
use super::{entry, prose};
use crate::article::{Article, Paragraph, Status};
use crate::error::{Skip, SkipReason};

pub(super) const FORMAT: Format = Format { name: "feed", version: 2, sniff, read };

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let (name, behind) = xml::root(&sample.text)?;
    match name {
        "rss" => Some("the root element `rss`"),
        "RDF" if sample.text.contains("purl.org/rss/1.0") => {
            Some("the root element `RDF` with RSS")
        }
        "feed" if behind.contains("Atom") || sample.text.contains("<entry") => {
            Some("the root element `feed`")
        }
        "entry" if behind.contains("Atom") => Some("the root element `entry`"),
        _ => None,
    }
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    let mut names = Names::default();
    let absent = Skip::new(SkipReason::Empty, "a feed without entries");
    let tags = ["item", "entry"];
    each_item(input, FORMAT.name, &tags, absent, sink, &mut |article, record, _, sink| {
        of_entry(article, record, &mut names, sink)
    });
}

fn of_entry(
    mut article: Article,
    record: &Record<'_>,
    names: &mut Names,
    sink: &mut dyn Sink,
) -> ControlFlow<()> {
    let element = &record.element;
    let entry = Entry { element };
    let id = entry.text("guid").or_else(|| entry.text("id"));
    let id = id.or_else(|| element.attribute("about").map(str::to_owned)).or_else(|| entry.link());
    article.locator = names.locate(&article.locator, id.as_deref());
    let mut item = Item::new(article);
    if !record.is_whole {
        item.damaged();
    }
    if let Some((reason, message)) = element.text_at(&["post_type"]).as_deref().and_then(no_post) {
        return item.skip(reason, message, sink);
    }
    let title = entry.text("title").map(|title| entry::title(&title));
    item.headline(title.as_deref(), "title");
    entry.dates(&mut item);
    entry.authors(&mut item);
    let link = entry.link();
    item.url(link.as_deref(), "link");
    item.url(id.as_deref(), "guid");
    item.language(entry.text("language").as_deref(), "language");
    item.language(element.attribute("lang"), "xml:lang");
    of_feed(&mut item, record.around, entry);
    if is_draft(element) {
        item.article.status = Status::Draft;
        state(&mut item.article, "status", "draft");
    }
    entry.body(&mut item);
    item.hand_over(sink)
}

/// Exports of weblogs hold more than texts.
fn no_post(kind: &str) -> Option<(SkipReason, String)> {
    match kind {
        "post" | "page" | "article" | "story" => None,
        "attachment" => Some((SkipReason::Picture, "a picture or other attachment".to_owned())),
        _ if kind.starts_with("nav_") || kind.starts_with("wp_") || kind.starts_with("custom_") => {
            Some((SkipReason::Data, format!("a setting of the site: `{kind}`")))
        }
        _ => None,
    }
}

/// Whether an entry was not released: in Atom, and in exports of weblogs.
fn is_draft(element: &Element) -> bool {
    let stated = element.at(&["control", "draft"]).is_some_and(|draft| draft.text() == "yes");
    let status = element.child("status").filter(|status| status.prefix == "wp");
    let status = status.map(Element::text).unwrap_or_default();
    stated || matches!(status.as_str(), "draft" | "pending" | "private" | "trash" | "auto-draft")
}

/// What holds for all entries of a feed.
fn of_feed(item: &mut Item, around: &[Element], entry: Entry<'_>) {
    let source = entry.element.child("source");
    let original =
        source.and_then(|source| source.text_at(&["title"]).or_else(|| source.some_text()));
    item.publication(original.map(|title| entry::title(&title)).as_deref(), "source");
    if let Some(source) = source {
        Entry { element: source }.authors_of_feed(item);
    }
    // In RSS 1 the channel stands beside its items.
    let beside = around.iter().filter_map(|open| open.child("channel"));
    for feed in around.iter().rev().chain(beside) {
        let feed_entry = Entry { element: feed };
        let title = feed_entry.text("title").map(|title| entry::title(&title));
        item.publication(title.as_deref(), "channel/title");
        item.language(feed_entry.text("language").as_deref(), "channel/language");
        item.language(feed.attribute("lang"), "xml:lang");
        feed_entry.authors_of_feed(item);
        let rights = feed_entry.text("copyright").or_else(|| feed_entry.text("rights"));
        item.copyright(rights.as_deref());
    }
}

/// An entry, or the head of a feed.
#[derive(Clone, Copy)]
struct Entry<'e> {
    element: &'e Element,
}

impl<'e> Entry<'e> {
    /// The first element of a name that is not one of media or podcasts.
    fn child(self, name: &'e str) -> Option<&'e Element> {
        let is_core = |child: &&Element| {
            matches!(
                child.prefix.as_str(),
                "" | "rss" | "atom" | "a" | "dc" | "dcterms" | "content"
            )
        };
        self.element.all(name).find(is_core)
    }

    fn text(self, name: &'e str) -> Option<String> {
        self.child(name).and_then(Element::some_text)
    }

    fn link(self) -> Option<String> {
        let links = || self.element.all("link");
        let is_page = |link: &&Element| matches!(link.attribute("rel"), None | Some("alternate"));
        let target =
            |link: &Element| link.attribute("href").map(str::to_owned).or_else(|| link.some_text());
        links().filter(is_page).find_map(target).or_else(|| links().find_map(target))
    }

    fn dates(self, item: &mut Item) {
        const NAMES: [&str; 8] = [
            "pubDate",
            "published",
            "issued",
            "date",
            "created",
            "updated",
            "modified",
            "available",
        ];
        let texts = NAMES.map(|name| (name, self.text(name)));
        publish(&mut item.article, texts.iter().map(|(name, text)| (*name, text.as_deref())));
    }

    fn authors(self, item: &mut Item) {
        for creator in self.element.all("creator") {
            item.byline(creator.some_text().as_deref(), "dc:creator");
        }
        for author in self.element.all("author").filter(|author| author.prefix != "itunes") {
            let name = author.text_at(&["name"]).or_else(|| author.some_text());
            item.byline(name.as_deref().and_then(entry::author), "author");
        }
    }

    /// Takes the authors of a feed for an entry that has none, unless they are
    /// the house that it comes from.
    fn authors_of_feed(self, item: &mut Item) {
        if !item.article.byline_lines.is_empty() {
            return;
        }
        let title = self.text("title").map(|title| entry::title(&title)).unwrap_or_default();
        // Exports of weblogs list all who may write in elements of their own.
        let is_core = |author: &&Element| matches!(author.prefix.as_str(), "" | "atom" | "a");
        for author in self.element.all("author").filter(is_core) {
            let name = author.text_at(&["name"]).or_else(|| author.some_text());
            let name = name.as_deref().and_then(entry::author);
            item.byline(name.filter(|name| !entry::is_house(name, &title)), "feed/author");
        }
    }

    /// Takes the text: whole if the feed gives it whole, marked if it is a summary.
    fn body(self, item: &mut Item) {
        let encoded = self.element.all("encoded").filter(|encoded| encoded.prefix != "excerpt");
        let whole = encoded.chain(self.child("content"));
        let whole = whole.map(text_of).find(|found| !found.is_empty()).unwrap_or_default();
        let summary = self.child("description").or_else(|| self.child("summary"));
        entry::body(item, whole, summary.map(text_of).unwrap_or_default());
    }
}

/// The paragraphs of an element, whose HTML stands in it as elements, escaped,
/// or escaped twice.
fn text_of(element: &Element) -> Vec<Paragraph> {
    const TWICE: [&str; 4] = ["&lt;p", "&lt;br", "&lt;a ", "&lt;div"];
    if element.elements().next().is_some() {
        return prose::of_element(element);
    }
    let texts = element.children.iter().filter_map(|node| match node {
        xml::Node::Text(text) => Some(text.as_str()),
        xml::Node::Element(_) => None,
    });
    let text: String = texts.collect();
    let is_twice = !text.contains('<') && TWICE.iter().any(|tag| text.contains(tag));
    entry::paragraphs(&if is_twice { decode(&text) } else { text.as_str().into() })
}
