//! Paragraphs out of markup: of NITF, XHTML and the HTML of feeds, well formed or not.
//!
//! What is open and closed is told to [`Prose`] tag by tag, so that trees and
//! loose fragments give the same paragraphs.

mod fragment;

pub(super) use fragment::of_html;

use super::xml::{Element, Node};
use crate::article::{Paragraph, Role};
use crate::span::Text;

/// A line break that is printed.
const BREAK: char = '\u{2028}';
/// Bytes of a cell from which on a table only places text on a page.
const LONG_CELL: usize = 400;
/// Bytes of a line between breaks from which on it is a paragraph.
const LONG_LINE: usize = 100;
/// A gap between sentences that stands for the end of a paragraph, in blanks.
const GAP: &str = "     ";

/// What a tag does to the text in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Inline,
    Block,
    Break,
    Heading,
    Quote,
    Item,
    Caption,
    Note,
    Verse,
    Table,
    Row,
    Cell,
    /// Nothing in it is text.
    Dropped,
    /// A tag without an end.
    Empty,
}

fn kind(name: &str, class: &str) -> Kind {
    let is_of = |word: &str| class.split_whitespace().any(|part| part.eq_ignore_ascii_case(word));
    match name {
        "br" => Kind::Break,
        "hr" => Kind::Block,
        "img" | "input" | "meta" | "link" | "wbr" | "source" | "track" | "col" | "embed"
        | "area" | "base" | "param" => Kind::Empty,
        "script" | "style" | "head" | "noscript" | "template" | "iframe" | "object" | "svg"
        | "form" | "button" | "select" | "textarea" | "audio" | "video" | "canvas" | "nav"
        | "title" | "media-metadata" | "media-producer" | "media-reference" | "media-object"
        | "body.head" | "docdata" => Kind::Dropped,
        _ if ["nonpublic", "non-public", "notepad"].into_iter().any(is_of) => Kind::Dropped,
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "hl1" | "hl2" => Kind::Heading,
        "blockquote" | "bq" => Kind::Quote,
        "li" | "dd" | "dt" => Kind::Item,
        "figure" | "figcaption" | "media-caption" => Kind::Caption,
        "p" | "div" if class.contains("caption") => Kind::Caption,
        "note" => Kind::Note,
        "pre" => Kind::Verse,
        "table" => Kind::Table,
        "tr" | "nitf-table-row" => Kind::Row,
        "td" | "th" => Kind::Cell,
        "p" | "div" | "block" | "section" | "article" | "main" | "body" | "body.content" | "ul"
        | "ol" | "dl" | "media" | "header" | "footer" | "aside" | "address" | "center"
        | "details" | "summary" | "fieldset" | "html" | "nitf" | "tagline" | "body.end"
        | "credit" | "caption" | "lead" | "abstract" => Kind::Block,
        _ => Kind::Inline,
    }
}

/// Where the number of a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum NotePlace {
    /// In front of a word, or alone.
    Apart,
    /// Right behind a word or a sentence.
    BehindWord,
}

/// Letters from which on a word is no unit and no part of a formula.
const NO_UNIT: usize = 4;

/// Where raised text stands, if it is the number of a note: not the power of a
/// number or unit.
pub(super) fn note_place(before: &str, raised: &str) -> Option<NotePlace> {
    let raised = raised.trim();
    if raised.is_empty() || raised.len() > 3 || !raised.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    match before.chars().next_back() {
        None => Some(NotePlace::Apart),
        Some(last) if last.is_whitespace() => Some(NotePlace::Apart),
        Some(last) if last.is_alphabetic() => {
            let letters = before.chars().rev().take_while(|c| c.is_alphabetic());
            (letters.take(NO_UNIT).count() == NO_UNIT).then_some(NotePlace::BehindWord)
        }
        Some(last) => matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '"' | '”' | '»' | '’')
            .then_some(NotePlace::BehindWord),
    }
}

/// Gathers paragraphs.
#[derive(Debug, Default)]
pub(super) struct Prose {
    paragraphs: Vec<Paragraph>,
    buffer: String,
    /// The tag in which nothing is text, and how often it is open.
    dropped: Option<(String, usize)>,
    heading: usize,
    quote: usize,
    item: usize,
    caption: usize,
    note: usize,
    verse: usize,
    tables: usize,
    /// Where the raised text begins that is open.
    raised: Option<usize>,
    /// Whether the last thing was the number of a note.
    is_behind_note: bool,
    /// Whether the last thing was the end of a span.
    is_behind_span: bool,
    rows: Vec<Vec<String>>,
}

impl Prose {
    /// A tag opens; `name` in small letters.
    pub(super) fn open(&mut self, name: &str, class: &str) {
        if let Some((dropped, depth)) = &mut self.dropped {
            *depth += usize::from(dropped == name);
            return;
        }
        match kind(name, class) {
            // What is styled apart is set apart.
            Kind::Inline if name == "span" && !class.is_empty() => {
                if self.buffer.ends_with(char::is_alphanumeric) && self.is_behind_span {
                    self.buffer.push(' ');
                }
            }
            Kind::Inline if name == "sup" => self.raised = Some(self.buffer.len()),
            Kind::Inline | Kind::Empty => {}
            Kind::Break => self.buffer.push(BREAK),
            Kind::Dropped => self.dropped = Some((name.to_owned(), 1)),
            Kind::Table => {
                if self.tables == 0 {
                    self.flush();
                }
                self.tables += 1;
            }
            Kind::Row if self.tables == 1 => {
                self.end_cell();
                self.rows.push(Vec::new());
            }
            Kind::Cell if self.tables == 1 => self.end_cell(),
            _ if self.tables > 0 => self.buffer.push(BREAK),
            kind => {
                self.flush();
                // Headings hold no blocks: this one was not closed.
                self.heading = 0;
                if let Some(count) = self.counter(kind) {
                    *count += 1;
                }
            }
        }
    }

    /// A tag closes.
    pub(super) fn close(&mut self, name: &str, class: &str) {
        if let Some((dropped, depth)) = &mut self.dropped {
            *depth -= usize::from(dropped == name);
            if *depth == 0 {
                self.dropped = None;
            }
            return;
        }
        self.is_behind_span = name == "span";
        if name == "sup" {
            self.end_raised();
        }
        match kind(name, class) {
            Kind::Inline | Kind::Empty | Kind::Break | Kind::Dropped => {}
            Kind::Table => {
                self.tables = self.tables.saturating_sub(1);
                if self.tables == 0 {
                    self.end_table();
                }
            }
            Kind::Row | Kind::Cell if self.tables == 1 => self.end_cell(),
            _ if self.tables > 0 => self.buffer.push(BREAK),
            kind => {
                self.flush();
                if let Some(count) = self.counter(kind) {
                    *count = count.saturating_sub(1);
                }
                // Items are closed with their list, if not before.
                if matches!(name, "li" | "ul" | "ol" | "dl") {
                    self.item = 0;
                }
            }
        }
    }

    /// Text, with its references replaced.
    pub(super) fn text(&mut self, text: &str) {
        if self.dropped.is_some() {
            return;
        }
        self.is_behind_span &= text.is_empty();
        if std::mem::take(&mut self.is_behind_note) && text.starts_with(char::is_alphabetic) {
            self.buffer.push(' ');
        }
        if self.verse > 0 {
            self.buffer.extend(text.chars().map(|c| if c == '\n' { BREAK } else { c }));
        } else {
            self.buffer.push_str(text);
        }
    }

    /// Sets the number of a note apart from the words around it.
    fn end_raised(&mut self) {
        let Some(start) = self.raised.take() else { return };
        let Some((before, raised)) = self.buffer.split_at_checked(start) else { return };
        let place = note_place(before, raised);
        self.is_behind_note = place.is_some();
        if place == Some(NotePlace::BehindWord) {
            self.buffer.insert(start, ' ');
        }
    }

    /// What an element holds.
    pub(super) fn element(&mut self, element: &Element) {
        let name = element.name.to_ascii_lowercase();
        let class = element.attribute("class").unwrap_or_default();
        self.open(&name, class);
        self.inside(element);
        self.close(&name, class);
    }

    /// The same without the element itself.
    pub(super) fn inside(&mut self, element: &Element) {
        for node in &element.children {
            match node {
                Node::Element(child) => self.element(child),
                Node::Text(text) => self.text(text),
            }
        }
    }

    /// All paragraphs.
    pub(super) fn finish(mut self) -> Vec<Paragraph> {
        if self.tables > 0 {
            self.end_table();
        }
        self.flush();
        self.paragraphs
    }

    fn counter(&mut self, kind: Kind) -> Option<&mut usize> {
        match kind {
            Kind::Heading => Some(&mut self.heading),
            Kind::Quote => Some(&mut self.quote),
            Kind::Item => Some(&mut self.item),
            Kind::Caption => Some(&mut self.caption),
            Kind::Note => Some(&mut self.note),
            Kind::Verse => Some(&mut self.verse),
            _ => None,
        }
    }

    fn role(&self) -> Role {
        match () {
            () if self.caption > 0 => Role::Caption,
            () if self.note > 0 => Role::EditorNote,
            () if self.verse > 0 => Role::Table,
            () if self.heading > 0 => Role::Subhead,
            () if self.item > 0 => Role::List,
            () if self.quote > 0 => Role::Quote,
            () => Role::Para,
        }
    }

    fn flush(&mut self) {
        let role = self.role();
        let raw = std::mem::take(&mut self.buffer);
        match role {
            Role::Table => self.push(role, &lines(&raw).join("\n")),
            _ => {
                for text in parts(&raw) {
                    self.push(role, &text);
                }
            }
        }
    }

    fn push(&mut self, role: Role, text: &str) {
        if text.chars().any(char::is_alphanumeric) {
            self.paragraphs.push(Paragraph { role, text: Text::detached(text) });
        }
    }

    fn end_cell(&mut self) {
        let raw = std::mem::take(&mut self.buffer);
        let is_blank = raw.chars().all(|c| c.is_whitespace() || c == BREAK);
        if self.rows.is_empty() {
            self.rows.push(Vec::new());
        }
        if let Some(row) = self.rows.last_mut().filter(|_| !is_blank) {
            row.push(raw);
        }
    }

    /// A table of figures is one paragraph; one that places text is taken apart.
    fn end_table(&mut self) {
        self.tables = 0;
        self.end_cell();
        let rows = std::mem::take(&mut self.rows);
        let is_page = rows.iter().flatten().any(|cell| cell.len() > LONG_CELL)
            || rows.iter().flatten().count() == 1;
        if is_page {
            for text in rows.iter().flatten().flat_map(|cell| parts(cell)) {
                self.push(self.role(), &text);
            }
            return;
        }
        let rows = rows.iter().map(|row| {
            let cells: Vec<String> = row.iter().map(|cell| lines(cell).join(" ")).collect();
            cells.join("\t")
        });
        let rows: Vec<String> = rows.filter(|row| !row.is_empty()).collect();
        self.push(Role::Table, &rows.join("\n"));
    }
}

/// The printed lines of a text, without blank ones.
fn lines(raw: &str) -> Vec<String> {
    let lines = raw.split([BREAK, '\u{2029}']).map(super::xml::collapsed);
    lines.filter(|line| !line.is_empty()).collect()
}

/// The paragraphs of a text: two breaks, or one behind a long sentence, end
/// one; lines of verse and addresses stay together.
fn parts(raw: &str) -> Vec<String> {
    let mut parts = Vec::new();
    let mut block: Vec<String> = Vec::new();
    for line in raw.split([BREAK, '\u{2029}']) {
        let sentences = gaps(line);
        match sentences.as_slice() {
            [] => end_block(&mut block, &mut parts),
            [line] => block.push(line.clone()),
            _ => {
                end_block(&mut block, &mut parts);
                parts.extend(sentences);
            }
        }
    }
    end_block(&mut block, &mut parts);
    parts
}

fn end_block(block: &mut Vec<String>, parts: &mut Vec<String>) {
    let lines = std::mem::take(block);
    let is_prose = lines.len() > 1 && lines.iter().any(|line| line.len() >= LONG_LINE);
    if is_prose {
        parts.extend(lines);
    } else if !lines.is_empty() {
        parts.push(lines.join("\n"));
    }
}

/// Some wires part their paragraphs by blanks alone: taken for that where it
/// is a habit, two gaps or more behind the ends of sentences.
fn gaps(line: &str) -> Vec<String> {
    let is_gap = |at: &usize| {
        let before = line.get(..*at).unwrap_or_default();
        before.ends_with(['.', '!', '?', '"', '”', '»', ')'])
    };
    let found: Vec<usize> = line.match_indices(GAP).map(|(at, _)| at).filter(is_gap).collect();
    if found.len() < 2 {
        let whole = super::xml::collapsed(line);
        return if whole.is_empty() { Vec::new() } else { vec![whole] };
    }
    let ends = found.iter().copied().chain([line.len()]);
    let starts = [0].into_iter().chain(found.iter().copied());
    let texts = starts.zip(ends).filter_map(|(start, end)| line.get(start..end));
    texts.map(super::xml::collapsed).filter(|text| !text.is_empty()).collect()
}

/// The paragraphs of an element.
pub(super) fn of_element(element: &Element) -> Vec<Paragraph> {
    let mut prose = Prose::default();
    prose.inside(element);
    prose.finish()
}

/// The paragraphs of a text without markup: blank lines part them, or every
/// line is one.
pub(super) fn of_text(text: &str) -> Vec<Paragraph> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let has_gaps = text.trim().contains("\n\n");
    let blocks: Vec<&str> = if has_gaps { text.split("\n\n").collect() } else { vec![&text] };
    let mut prose = Prose::default();
    for block in blocks {
        let lines = block.lines().filter(|line| !line.trim().is_empty());
        let longest = lines.clone().map(|line| line.chars().count()).max().unwrap_or(0);
        let is_wrapped = longest < 90 && has_gaps;
        for line in lines {
            prose.text(line);
            if is_wrapped {
                prose.text(" ");
            } else {
                prose.flush();
            }
        }
        prose.flush();
    }
    prose.finish()
}

#[cfg(test)]
mod tests;
