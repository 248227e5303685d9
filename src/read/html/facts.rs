//! What the markup of a page states outside of its text: one walk over the tree.

use dom_query::{Document, NodeRef};

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
    /// `lang` of the page.
    pub language: Option<String>,
    /// The address that the page names as its own.
    pub canonical: Option<String>,
    /// How many `article` elements there are.
    pub articles: usize,
    /// How many texts may still be looked at.
    pub left: usize,
}

/// Texts of elements that are looked at, so that elements in each other do
/// not make a page long.
const TEXTS: usize = 200;

/// Bytes of a byline, dateline or name from which on it is something else.
const LONGEST: usize = 200;

/// Bytes of a heading or title from which on it is something else.
pub(super) const LONGEST_HEADING: usize = 1000;

impl Facts {
    /// Walks over a page.
    pub(super) fn of(page: &Document) -> Self {
        let mut facts = Self { left: TEXTS, ..Self::default() };
        for node in page.root().descendants_it() {
            if node.is_element() {
                facts.element(&node);
            }
        }
        facts
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
            }
            "article" => self.articles += 1,
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
        if kind.is_some_and(|kind| !super::json_ld::is_article_type(&kind)) {
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
        let Some(class) = node.class() else { return };
        let class = class.to_ascii_lowercase();
        if class.contains("dateline") {
            let dateline = self.short(node);
            self.datelines.extend(dateline);
        } else if (class.contains("byline") || class.contains("author")) && !class.contains("bio") {
            let byline = self.short(node);
            self.bylines.extend(byline);
        }
    }

    fn value(&mut self, node: &NodeRef<'_>) -> Option<String> {
        ["content", "datetime"]
            .iter()
            .find_map(|key| attribute(node, key))
            .or_else(|| self.short(node))
    }
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
