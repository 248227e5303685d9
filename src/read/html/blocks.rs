//! The paragraphs under a node of a page, with what tells text from furniture.

use std::collections::HashMap;

use dom_query::{NodeData, NodeRef};

use crate::article::Role;
use crate::read::prose::{NotePlace, note_place};

/// A paragraph as markup sets it apart.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Block {
    /// What the markup makes of it.
    pub role: Role,
    /// Its text; white space is one blank, rows of a table are lines.
    pub text: String,
    /// How many bytes of it are in links.
    pub linked: usize,
    /// How many bytes of it are emphasised.
    pub strong: usize,
    /// Classes and ids of the elements around it, innermost first, in small letters.
    pub classes: String,
    /// Whether it is in a list.
    pub is_item: bool,
    /// Whether it is inside of an aside, a footer or the like.
    pub is_aside: bool,
    /// Which element directly holds it: blocks of one element have one number,
    /// and so have those of elements with the same classes.
    pub parent: usize,
}

impl Block {
    /// How many words it has; in scripts without blanks, half its characters.
    pub(super) fn words(&self) -> usize {
        let spaced = self.text.split_whitespace().count();
        let ideographs = self.text.chars().filter(|c| ('\u{2E80}'..'\u{D7B0}').contains(c)).count();
        spaced.max(ideographs / 2)
    }
}

/// What an element does to the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Inline,
    Link,
    Strong,
    /// Raised text, such as the number of a note.
    Raised,
    Break,
    Block,
    Aside,
    Heading,
    Item,
    Quote,
    Caption,
    Table,
    Dropped,
}

fn kind(name: &str) -> Kind {
    match name {
        "a" => Kind::Link,
        "b" | "strong" => Kind::Strong,
        "sup" => Kind::Raised,
        "br" => Kind::Break,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Kind::Heading,
        "li" | "dd" | "dt" => Kind::Item,
        "blockquote" => Kind::Quote,
        "figcaption" => Kind::Caption,
        "table" => Kind::Table,
        "aside" | "footer" | "nav" => Kind::Aside,
        "script" | "style" | "noscript" | "template" | "button" | "select" | "textarea" | "svg"
        | "iframe" | "object" | "video" | "audio" | "canvas" | "head" | "dialog" | "math"
        | "input" | "label" => Kind::Dropped,
        "p" | "div" | "section" | "article" | "main" | "header" | "ul" | "ol" | "dl" | "figure"
        | "pre" | "hr" | "address" | "center" | "details" | "summary" | "fieldset" | "form"
        | "body" | "html" | "tr" | "td" | "th" | "tbody" | "thead" | "tfoot" | "caption"
        | "picture" | "amp-img" | "menu" | "hgroup" => Kind::Block,
        _ => Kind::Inline,
    }
}

enum Step<'a> {
    Enter(NodeRef<'a>),
    /// What was entered, and how many bytes of classes it added.
    Leave(Kind, usize),
}

/// The paragraphs under a node, in the order of the text; what is hidden until
/// a script shows it only if asked for.
pub(super) fn blocks(root: &NodeRef<'_>, takes_hidden: bool) -> Vec<Block> {
    let mut gatherer = Gatherer::default();
    let mut steps = vec![Step::Enter(*root)];
    while let Some(step) = steps.pop() {
        match step {
            Step::Leave(kind, classes) => gatherer.leave(kind, classes),
            Step::Enter(node) => {
                if let Some(text) = text_of(&node) {
                    gatherer.text(&text);
                } else if node.is_element() {
                    let name = node.node_name().unwrap_or_default();
                    let kind = kind(&name);
                    if kind == Kind::Dropped || (!takes_hidden && is_hidden(&node)) {
                        continue;
                    }
                    if kind == Kind::Table
                        && let Some(table) = rows(&node)
                    {
                        gatherer.table(table);
                        continue;
                    }
                    let classes = gatherer.enter(kind, &node);
                    steps.push(Step::Leave(kind, classes));
                    steps.extend(node.children_it(true).map(Step::Enter));
                }
            }
        }
    }
    gatherer.flush();
    gatherer.blocks
}

/// The beginning of a list of classes, which may be long.
fn start_of(classes: &str) -> &str {
    classes.char_indices().nth(100).and_then(|(at, _)| classes.get(..at)).unwrap_or(classes)
}

fn text_of(node: &NodeRef<'_>) -> Option<String> {
    node.query_or(None, |node| match &node.data {
        NodeData::Text { contents } => Some(contents.to_string()),
        _ => None,
    })
}

fn is_hidden(node: &NodeRef<'_>) -> bool {
    let style = node.attr("style").map(|style| style.replace(' ', "").to_ascii_lowercase());
    node.has_attr("hidden") || style.is_some_and(|style| style.contains("display:none"))
}

/// Bytes of a cell from which on a table only places text on a page.
const LONG_CELL: usize = 300;

/// The rows of a table that holds data.
fn rows(table: &NodeRef<'_>) -> Option<String> {
    let mut rows: Vec<Vec<String>> = Vec::new();
    for node in table.descendants_it().skip(1) {
        match node.node_name().as_deref() {
            Some("table" | "ul" | "ol" | "h1" | "h2") => return None,
            Some("tr") => rows.push(Vec::new()),
            Some("td" | "th") => {
                let cell = super::facts::words(&node);
                if cell.len() > LONG_CELL {
                    return None;
                }
                rows.last_mut()?.push(cell);
            }
            _ => {}
        }
    }
    let is_grid = rows.iter().filter(|row| row.len() > 1).count() > 1;
    let lines: Vec<String> = rows.iter().map(|row| row.join("\t").trim().to_owned()).collect();
    let lines: Vec<String> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    (is_grid && !lines.is_empty()).then(|| lines.join("\n"))
}

#[derive(Default)]
struct Gatherer {
    blocks: Vec<Block>,
    line: Block,
    is_apart: bool,
    /// Where the raised text begins that is open, and whether it stands apart.
    raised: Option<(usize, bool)>,
    /// Whether the last thing was the number of a note.
    is_behind_note: bool,
    links: usize,
    strong: usize,
    headings: usize,
    items: usize,
    quotes: usize,
    captions: usize,
    asides: usize,
    /// Classes of the open elements, innermost last.
    classes: Vec<String>,
    /// The numbers of the open block elements.
    parents: Vec<usize>,
    entered: usize,
    /// The numbers of elements by their classes.
    alike: HashMap<String, usize>,
}

impl Gatherer {
    fn counter(&mut self, kind: Kind) -> Option<&mut usize> {
        match kind {
            Kind::Link => Some(&mut self.links),
            Kind::Strong => Some(&mut self.strong),
            Kind::Heading => Some(&mut self.headings),
            Kind::Item => Some(&mut self.items),
            Kind::Quote => Some(&mut self.quotes),
            Kind::Caption => Some(&mut self.captions),
            Kind::Aside => Some(&mut self.asides),
            _ => None,
        }
    }

    /// Gives how many classes were noted.
    fn enter(&mut self, kind: Kind, node: &NodeRef<'_>) -> usize {
        let is_inline = matches!(kind, Kind::Inline | Kind::Link | Kind::Strong | Kind::Raised);
        if kind == Kind::Raised {
            self.raised = Some((self.line.text.len(), self.is_apart));
        }
        if kind == Kind::Break {
            self.line_break();
        } else if !is_inline {
            self.flush();
        }
        if let Some(count) = self.counter(kind) {
            *count += 1;
        }
        if is_inline || kind == Kind::Break {
            return 0;
        }
        let marks = [node.class(), node.id_attr()];
        let marks: Vec<String> =
            marks.iter().flatten().map(|mark| start_of(mark).to_ascii_lowercase()).collect();
        let marks = marks.join(" ");
        self.entered += 1;
        let number = if marks.is_empty() {
            self.entered
        } else {
            *self.alike.entry(marks.clone()).or_insert(self.entered)
        };
        self.parents.push(number);
        self.classes.push(marks);
        1
    }

    fn leave(&mut self, kind: Kind, classes: usize) {
        if classes > 0 {
            self.flush();
            self.classes.truncate(self.classes.len() - classes);
            self.parents.pop();
        }
        if let Some(count) = self.counter(kind) {
            *count -= 1;
        }
        if kind == Kind::Raised {
            self.end_raised();
        }
    }

    /// Sets the number of a note apart from the words around it.
    fn end_raised(&mut self) {
        let Some((start, is_apart)) = self.raised.take() else { return };
        let Some((before, raised)) = self.line.text.split_at_checked(start) else { return };
        let place = note_place(if is_apart { "" } else { before }, raised);
        self.is_behind_note = place.is_some();
        if place == Some(NotePlace::BehindWord) {
            self.line.text.insert(start, ' ');
        }
    }

    /// A line break ends a paragraph only behind a whole sentence.
    fn line_break(&mut self) {
        let text = self.line.text.trim_end();
        let ends = ['.', '!', '?', '”', '"', '»', '。', '」', '：', ':'];
        if text.len() > 60 && text.ends_with(ends) {
            self.flush();
        } else {
            self.is_apart = true;
        }
    }

    fn text(&mut self, text: &str) {
        let before = self.line.text.len();
        let is_behind_note = std::mem::take(&mut self.is_behind_note);
        if text.starts_with(char::is_whitespace)
            || (is_behind_note && text.starts_with(char::is_alphabetic))
        {
            self.is_apart = true;
        }
        for word in text.split_whitespace() {
            if self.is_apart && !self.line.text.is_empty() {
                self.line.text.push(' ');
            }
            self.line.text.push_str(word);
            self.is_apart = true;
        }
        self.is_apart = !text.ends_with(|last: char| !last.is_whitespace());
        let added = self.line.text.len() - before;
        self.line.linked += if self.links > 0 { added } else { 0 };
        self.line.strong += if self.strong > 0 { added } else { 0 };
    }

    fn role(&self) -> Role {
        match () {
            () if self.captions > 0 => Role::Caption,
            () if self.headings > 0 => Role::Subhead,
            () if self.items > 0 => Role::List,
            () if self.quotes > 0 => Role::Quote,
            () => Role::Para,
        }
    }

    fn flush(&mut self) {
        self.is_apart = false;
        let line = std::mem::take(&mut self.line);
        if line.text.is_empty() {
            return;
        }
        let innermost: Vec<&str> = self.classes.iter().rev().take(4).map(String::as_str).collect();
        self.blocks.push(Block {
            role: self.role(),
            classes: innermost.join(" "),
            is_item: self.items > 0,
            is_aside: self.asides > 0,
            parent: self.parents.iter().rev().nth(1).copied().unwrap_or_default(),
            ..line
        });
    }

    fn table(&mut self, rows: String) {
        self.flush();
        let is_aside = self.asides > 0;
        self.blocks.push(Block { role: Role::Table, text: rows, is_aside, ..Block::default() });
    }
}
