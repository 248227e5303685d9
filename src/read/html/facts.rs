//! What the markup of a page states outside of its text: one walk over the tree.

use dom_query::{Document, NodeId, NodeRef};

use crate::article::PartialDate;
use crate::read::labelled;

/// What stands in a page, in its order and as written.
#[derive(Debug, Default)]
pub(super) struct Facts {
    /// Name and content of `meta` elements; names in small letters.
    pub metas: Vec<(String, String)>,
    /// Blocks of JSON-LD.
    pub json_ld: Vec<String>,
    /// The `title`.
    pub title: String,
    /// The headings of the first rank.
    pub headings: Vec<String>,
    /// `time` elements: the date, and whether it is marked as that of publication.
    pub times: Vec<(String, bool)>,
    /// Properties that microdata state of an article.
    pub properties: Vec<(String, String)>,
    /// Names marked as those of authors.
    pub authors: Vec<String>,
    /// Texts whose class says that they are bylines.
    pub bylines: Vec<String>,
    /// Texts whose class says that they are datelines.
    pub datelines: Vec<String>,
    /// Texts whose class says that they are dates, with the `article` around each.
    pub dates: Vec<(String, Option<NodeId>)>,
    /// `lang` of the page.
    pub language: Option<String>,
    /// The address that the page names as its own.
    pub canonical: Option<String>,
    /// How many `article` elements there are.
    pub articles: usize,
    /// How many texts may still be looked at.
    pub left: usize,
    /// Where each of the properties stands.
    pub places: Vec<Place>,
    /// The elements `article` that may be the one that the page is about: the
    /// first, and those with a heading of the first rank.
    pub main: Vec<NodeId>,
}

/// Where a property stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place {
    /// Whether a scope of an article holds it.
    is_in_scope: bool,
    /// The `article` around it.
    article: Option<NodeId>,
}

/// Texts of elements that are looked at, so that elements in each other do
/// not make a page long.
const TEXTS: usize = 200;

/// Bytes of a byline, dateline or name from which on it is something else.
const LONGEST: usize = 200;

/// Bytes of a heading or title from which on it is something else.
pub(super) const LONGEST_HEADING: usize = 1000;

/// Parts of classes of what stands beside a byline.
const NO_BYLINES: [&str; 4] = ["bio", "contact", "socmed", "avatar"];

impl Facts {
    /// Walks over a page.
    pub(super) fn of(page: &Document) -> Self {
        let mut facts = Self { left: TEXTS, ..Self::default() };
        for node in page.root().descendants_it() {
            if node.is_element() {
                facts.element(&node);
            }
        }
        facts.keep_own();
        facts
    }

    /// Drops properties of articles that the page only mentions.
    fn keep_own(&mut self) {
        let has_scope = self.places.iter().any(|place| place.is_in_scope);
        let is_own = |place: &Place| {
            place.is_in_scope == has_scope
                && place.article.is_none_or(|article| self.main.contains(&article))
        };
        let mut own = self.places.iter().map(is_own);
        self.properties.retain(|_| own.next().unwrap_or(true));
    }

    /// The contents of the `meta` elements of this name.
    pub(super) fn meta<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        let named = self.metas.iter().filter(move |(other, _)| other == name);
        named.map(|(_, content)| content.as_str())
    }

    /// The values of a property of an article.
    pub(super) fn property<'f>(&'f self, name: &'f str) -> impl Iterator<Item = &'f str> {
        let named = self.properties.iter().filter(move |(other, _)| other == name);
        named.map(|(_, value)| value.as_str())
    }

    /// The day that the page prints in elements for it: the one of its article,
    /// or that which all of them print.
    pub(super) fn printed_date(&self) -> Option<PartialDate> {
        let is_own = |article: &Option<NodeId>| article.is_some_and(|it| self.main.contains(&it));
        let is_any_own = self.dates.iter().any(|(_, article)| is_own(article));
        let own = self.dates.iter().filter(|(_, article)| is_own(article) == is_any_own);
        let mut days = own.filter_map(|(text, _)| day_of(text));
        let first = days.next()?;
        days.all(|other| other == first).then_some(first)
    }

    fn element(&mut self, node: &NodeRef<'_>) {
        let Some(name) = node.node_name() else { return };
        match &*name {
            "html" => self.language = attribute(node, "lang").or(self.language.take()),
            "meta" => self.meta_element(node),
            "link" if attribute(node, "rel").is_some_and(|rel| rel == "canonical") => {
                self.canonical = attribute(node, "href").or(self.canonical.take());
            }
            "script" if attribute(node, "type").is_some_and(|kind| kind.contains("ld+json")) => {
                self.json_ld.push(node.text().to_string());
            }
            "title" if self.title.is_empty() => self.title = words(node),
            "h1" => {
                let heading = self.text(node).filter(|heading| heading.len() <= LONGEST_HEADING);
                self.headings.extend(heading);
                self.main.extend(around(node, "article"));
            }
            "article" => {
                if self.articles == 0 {
                    self.main.push(node.id);
                }
                self.articles += 1;
            }
            "time" => self.time(node),
            _ => {}
        }
        self.property_of(node);
        self.credits(node, &name);
    }

    /// The text of an element, while some may still be looked at.
    fn text(&mut self, node: &NodeRef<'_>) -> Option<String> {
        self.left = self.left.checked_sub(1)?;
        Some(words(node)).filter(|text| !text.is_empty())
    }

    /// The same if it is short.
    fn short(&mut self, node: &NodeRef<'_>) -> Option<String> {
        self.text(node).filter(|text| text.len() <= LONGEST)
    }

    fn meta_element(&mut self, node: &NodeRef<'_>) {
        let Some(content) = attribute(node, "content") else { return };
        for key in ["property", "name", "http-equiv"] {
            if let Some(name) = attribute(node, key) {
                let name = name.to_ascii_lowercase();
                self.metas.push((name, content.clone()));
            }
        }
    }

    fn time(&mut self, node: &NodeRef<'_>) {
        let Some(date) = attribute(node, "datetime").or_else(|| self.short(node)) else { return };
        let marks = [node.attr("itemprop"), node.class()];
        let is_marked = node.has_attr("pubdate")
            || marks.iter().flatten().any(|mark| mark.to_ascii_lowercase().contains("publi"));
        self.times.push((date, is_marked));
    }

    /// Microdata: only what belongs to an article itself, not to what it mentions.
    fn property_of(&mut self, node: &NodeRef<'_>) {
        const KNOWN: [&str; 11] = [
            "headline",
            "alternativeHeadline",
            "datePublished",
            "dateModified",
            "author",
            "publisher",
            "articleSection",
            "inLanguage",
            "dateline",
            "dateCreated",
            "creator",
        ];
        let Some(property) = attribute(node, "itemprop").filter(|_| self.left > 0) else { return };
        let mut names = property.split_ascii_whitespace();
        let Some(property) = names.find(|name| KNOWN.contains(name)) else { return };
        let scope = node.ancestors_it(None).find(|above| above.has_attr("itemscope"));
        let kind = scope.and_then(|scope| scope.attr("itemtype"));
        let is_in_scope = kind.is_some();
        if kind.is_some_and(|kind| !super::json_ld::is_article_type(&kind)) {
            return;
        }
        if around(node, "aside").is_some() {
            return;
        }
        let inner = || {
            let is_name =
                |below: &NodeRef<'_>| below.attr("itemprop").is_some_and(|it| &*it == "name");
            node.descendants_it().find(is_name)
        };
        let holder = if node.has_attr("itemscope") { inner() } else { None };
        let value = self.value(holder.as_ref().unwrap_or(node));
        if let Some(value) = value {
            self.properties.push((property.to_owned(), value));
            self.places.push(Place { is_in_scope, article: around(node, "article") });
        }
    }

    fn credits(&mut self, node: &NodeRef<'_>, name: &str) {
        if matches!(name, "html" | "body" | "head" | "meta" | "script" | "style" | "link" | "svg") {
            return;
        }
        let is_author = attribute(node, "rel").is_some_and(|rel| {
            rel.split_ascii_whitespace().any(|part| part.eq_ignore_ascii_case("author"))
        });
        if is_author {
            let author = self.short(node);
            self.authors.extend(author);
        }
        let Some(class) = node.class().filter(|class| may_tell(class)) else { return };
        let class = class.to_ascii_lowercase();
        if class.contains("dateline") {
            let dateline = self.short(node);
            self.datelines.extend(dateline);
        } else if (class.contains("byline") || class.contains("author"))
            && !NO_BYLINES.iter().any(|part| class.contains(part))
        {
            let byline = self.short(node);
            self.bylines.extend(byline);
        }
        if self.dates.len() < MOST_DATES && is_class_of_date(&class) {
            self.date(node);
        }
    }

    fn date(&mut self, node: &NodeRef<'_>) {
        if ["aside", "nav", "footer"].iter().any(|name| around(node, name).is_some()) {
            return;
        }
        let text = self.short(node).filter(|text| text.chars().count() <= LONGEST_DATE);
        self.dates.extend(text.map(|text| (text, around(node, "article"))));
    }

    fn value(&mut self, node: &NodeRef<'_>) -> Option<String> {
        ["content", "datetime"]
            .iter()
            .find_map(|key| attribute(node, key))
            .or_else(|| self.short(node))
    }
}

/// Printed dates that are looked at, and the characters of one.
const MOST_DATES: usize = 16;
const LONGEST_DATE: usize = 60;

/// Whether a class may be one of those that are looked for: few are.
fn may_tell(class: &str) -> bool {
    class.as_bytes().array_windows().any(|letters: &[u8; 4]| {
        matches!(&letters.map(|it| it | 0x20), b"line" | b"auth" | b"date" | b"publ" | b"post")
    })
}

/// Whether a class is that of a date of publication.
fn is_class_of_date(class: &str) -> bool {
    let is_of_date = |part: &str| {
        part.starts_with("publish") || part.starts_with("posted") || {
            let is_other = ["update", "candidate", "mandate", "validate", "modified"]
                .iter()
                .any(|other| part.contains(other));
            !is_other && (part.starts_with("date") || part.ends_with("date"))
        }
    };
    class.split(|c: char| !c.is_ascii_alphanumeric()).any(is_of_date)
}

/// The day that a text names, if it names one and no other.
fn day_of(text: &str) -> Option<PartialDate> {
    let numbers = text.split(|c: char| !c.is_ascii_digit());
    let years = numbers.filter(|number| number.len() == 4).count();
    let stamp = labelled::date(text).filter(|_| years == 1)?;
    Some(stamp.date).filter(|date| date.day.is_some())
}

/// The innermost element of a name around another.
fn around(node: &NodeRef<'_>, name: &str) -> Option<NodeId> {
    let is_it = |above: &NodeRef<'_>| above.node_name().is_some_and(|it| &*it == name);
    node.ancestors_it(None).find(is_it).map(|above| above.id)
}

/// An attribute that is not empty.
fn attribute(node: &NodeRef<'_>, name: &str) -> Option<String> {
    let value = node.attr(name)?;
    let value = value.trim();
    (!value.is_empty()).then(|| value.to_owned())
}

/// The text in an element, with single blanks.
pub(super) fn words(node: &NodeRef<'_>) -> String {
    spaced(&node.text())
}

/// A text with single blanks.
pub(super) fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !spaced.is_empty() {
            spaced.push(' ');
        }
        spaced.push_str(word);
    }
    spaced
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn printed_dates_are_one_whole_day() {
        for (text, expected) in [
            ("Posted November 5, 2018", Some("2018-11-05")),
            ("Veröffentlicht am 5. November 2018, 18:20 Uhr", Some("2018-11-05")),
            ("05.11.2018", Some("2018-11-05")),
            ("11/05/2018", None),
            ("November 2018", None),
            ("5 Nov 2018, updated 6 Nov 2018", None),
            ("yesterday", None),
        ] {
            let found = day_of(text).map(|date| date.to_string());
            assert_eq!(found.as_deref(), expected, "{text}");
        }
        assert!(is_class_of_date("post-date meta") && is_class_of_date("publishedat"));
        assert!(!is_class_of_date("updated last-update") && !is_class_of_date("candidates"));
    }
}
