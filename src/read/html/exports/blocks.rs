//! The blocks of a record, in one pass and without a tree.

use std::ops::Range;

use super::super::tokens::{Token, Tokens};
use crate::read::xml::{attributes, decode};

/// A piece of text that elements set apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    /// Its text: single blanks, and a line for each that is broken.
    pub text: String,
    /// Names and classes of the elements around it, in small letters, with a
    /// blank around each.
    pub marks: String,
    /// From its first to its last letter in the record, with the tags between.
    pub range: Range<usize>,
}

impl Block {
    /// Whether an element around it has this name or class.
    pub(super) fn is_in(&self, mark: &str) -> bool {
        self.marks.split(' ').any(|one| one == mark)
    }
}

/// Elements that do not set text apart.
const INLINE: &[&str] = &[
    "a", "abbr", "b", "big", "cite", "code", "em", "font", "hlt", "i", "mark", "nobr", "q", "s",
    "small", "span", "strike", "strong", "sub", "sup", "tt", "u", "wbr", "img", "ins", "del",
];

/// Elements without an end.
const EMPTY: &[&str] =
    &["br", "hr", "img", "input", "meta", "link", "wbr", "col", "doc", "docfull"];

/// Elements whose marks are kept, innermost ones.
const DEEPEST: usize = 12;

/// A line break that is printed.
const BREAK: char = '\u{2028}';

/// The blocks of a record; a printed line break ends one if `breaks` is set.
pub(super) fn blocks(record: &str, breaks: bool) -> Vec<Block> {
    let mut gatherer = Gatherer { breaks, ..Gatherer::default() };
    let mut tokens = Tokens::new(record);
    while let Some(token) = tokens.next() {
        let end = tokens.at();
        match token {
            Token::Text(text) => gatherer.text(text, end - text.len()..end),
            Token::Open(name, attributes) => gatherer.open(&name.to_ascii_lowercase(), attributes),
            Token::Close(name) => gatherer.close(&name.to_ascii_lowercase()),
        }
    }
    gatherer.flush();
    gatherer.blocks
}

#[derive(Default)]
struct Gatherer {
    breaks: bool,
    blocks: Vec<Block>,
    /// Names and marks of the open elements.
    open: Vec<(String, String)>,
    text: String,
    marks: String,
    range: Option<Range<usize>>,
}

impl Gatherer {
    fn open(&mut self, name: &str, raw: &str) {
        if name == "br" && !self.breaks {
            self.text.push(BREAK);
            return;
        }
        if !INLINE.contains(&name) {
            self.flush();
        }
        if EMPTY.contains(&name) {
            return;
        }
        let attributes = attributes(raw);
        let class = attributes.iter().find(|(key, _)| key == "class");
        let class = class.map_or("", |(_, value)| value.as_str());
        let class = class.get(..class.len().min(200)).unwrap_or_default();
        self.open.push((name.to_owned(), format!(" {name} {} ", class.to_ascii_lowercase())));
    }

    fn close(&mut self, name: &str) {
        if !INLINE.contains(&name) {
            self.flush();
        }
        // What was left open inside ends with it; a stray end tag ends nothing.
        let near = self.open.iter().rev().take(DEEPEST).position(|(open, _)| open == name);
        if let Some(back) = near {
            self.open.truncate(self.open.len() - back - 1);
        }
    }

    fn text(&mut self, text: &str, range: Range<usize>) {
        if self.range.is_none() && !text.trim().is_empty() {
            let inner = self.open.iter().skip(self.open.len().saturating_sub(DEEPEST));
            self.marks = inner.map(|(_, marks)| marks.as_str()).collect();
            self.range = Some(range.clone());
        }
        if let Some(whole) = &mut self.range {
            whole.end = range.end;
            self.text.push_str(&decode(text));
        }
    }

    fn flush(&mut self) {
        let raw = std::mem::take(&mut self.text);
        let Some(range) = self.range.take() else { return };
        let lines = raw.split(BREAK).map(|line| {
            line.split_whitespace().filter(|word| *word != "-->").collect::<Vec<_>>().join(" ")
        });
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        if !lines.is_empty() {
            let marks = std::mem::take(&mut self.marks);
            self.blocks.push(Block { text: lines.join("\n"), marks, range });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blocks_know_what_is_around_them() {
        let page = "<div class=A>One <b>t</b>wo<br>three</div><p>&eacute; <span class='B C'>x</p>y";
        let found: Vec<(String, bool)> =
            blocks(page, false).into_iter().map(|it| (it.text.clone(), it.is_in("a"))).collect();
        let expected = [("One two\nthree", true), ("é x", false), ("y", false)];
        assert_eq!(found, expected.map(|(text, is_in)| (text.to_owned(), is_in)));
        let broken: Vec<String> = blocks(page, true).into_iter().map(|it| it.text).collect();
        assert_eq!(broken, ["One two", "three", "é x", "y"]);
        let last = blocks(page, true).pop().unwrap();
        assert_eq!(page.get(last.range.clone()), Some("y"));
    }
}
