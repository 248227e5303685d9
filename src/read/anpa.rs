//! ANPA 1312, the control characters of American wires: a header, lines that
//! begin with `^`, paragraphs behind tabs, a stamp.

use std::ops::ControlFlow;

use super::format::Format;
use super::input::{Input, Sample};
use super::item::Item;
use super::sink::Sink;
use super::stated::begin;
use super::xml::{Names, collapsed};
use super::{LONGEST_ARTICLE, charset};
use crate::article::{Article, Paragraph, Role};
use crate::error::Skip;
use crate::span::Text;

pub(super) const FORMAT: Format = Format { name: "anpa", version: 1, sniff, read };

/// What a message begins with.
const START: [u8; 3] = [0x16, 0x16, 0x01];
const START_OF_TEXT: char = '\u{2}';
const END_OF_TEXT: char = '\u{3}';
/// What stands before a row of a table once the text is decoded.
const ROW: char = '\u{4}';

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let start = sample.head.get(..16).unwrap_or(sample.head);
    let is_start = start.windows(START.len()).any(|window| window == START);
    is_start.then_some("the start of a message of ANPA 1312")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    let (messages, article) = match messages(input) {
        Ok(found) => found,
        Err(skip) => {
            let _ = sink.skip(None, skip);
            return;
        }
    };
    let mut names = Names::default();
    let is_alone = messages.len() == 1;
    for message in &messages {
        let mut article = article.clone();
        let number: String = message
            .chars()
            .skip_while(|c| !c.is_alphanumeric())
            .take_while(|c| c.is_alphanumeric())
            .collect();
        if !is_alone {
            article.locator =
                names.locate(&article.locator, Some(number.as_str()).filter(|id| !id.is_empty()));
        }
        if of_message(article, message, sink).is_break() {
            return;
        }
    }
}

/// The messages of a file as text, without the control characters that only
/// steered machines.
fn messages(input: Input<'_>) -> Result<(Vec<String>, Article), Skip> {
    let mut bytes = input.content.into_bytes(LONGEST_ARTICLE)?;
    for byte in &mut bytes {
        *byte = match *byte {
            0x04 | 0x0C | 0x10 | 0x11..=0x14 | 0x1F => b' ',
            // Rows of tables begin with a backspace.
            0x08 => 0x04,
            other => other,
        };
    }
    let decoded = charset::decode_as(bytes, None, input.encoding)?;
    let parts = decoded.text.split("\u{16}\u{16}\u{1}");
    let messages = parts.filter(|part| !part.trim().is_empty()).map(str::to_owned).collect();
    let article = begin(input.locator, FORMAT.name, &decoded);
    Ok((messages, article))
}

fn of_message(article: Article, message: &str, sink: &mut dyn Sink) -> ControlFlow<()> {
    let (header, rest) = message.split_once(START_OF_TEXT).unwrap_or(("", message));
    let (text, stamp) = rest.split_once(END_OF_TEXT).unwrap_or((rest, ""));
    let mut item = Item::new(article);
    item.slug(header.lines().nth(1).or_else(|| header.lines().next()));
    let mut lines = Lines { item: &mut item, carets: 0, byline: String::new(), is_body: false };
    for line in text.lines() {
        lines.line(line);
    }
    lines.end_byline();
    status(&mut item, header);
    let stamp = collapsed(stamp.trim_matches(|c: char| c == '<' || c.is_whitespace()));
    if !stamp.is_empty() {
        // The splitter reads what wires put under their texts.
        let text = Text::detached(stamp.trim_end_matches('<').trim());
        item.article.paragraphs.push(Paragraph { role: Role::Para, text });
    }
    item.hand_over(sink)
}

/// What the slug says the message is.
fn status(item: &mut Item, header: &str) {
    let slug = item.article.furniture.iter().map(|text| text.text.as_str());
    let words = format!("{header} {}", slug.collect::<String>()).to_uppercase();
    let is_of = |word: &str| words.split(|c: char| !c.is_alphabetic()).any(|part| part == word);
    let status = match () {
        () if is_of("KILL") || is_of("WITHDRAWAL") => "kill",
        () if is_of("CORRECTION") || is_of("CORRECTIVE") => "correction",
        () if is_of("ADVISORY") => "advisory",
        () => return,
    };
    item.status(Some(status), "header");
}

struct Lines<'i> {
    item: &'i mut Item,
    /// How many lines with a caret there were.
    carets: usize,
    byline: String,
    is_body: bool,
}

impl Lines<'_> {
    fn line(&mut self, line: &str) {
        if line.starts_with(['\t', ROW]) {
            self.is_body = true;
            self.end_byline();
            self.paragraph(line);
        } else if let Some(line) = line.trim_start().strip_prefix('^') {
            let text = printed(line);
            if line.contains(ROW) || line.contains(';') && line.matches(';').count() > 3 {
                self.row(line);
            } else if !text.is_empty() {
                self.caret(&text);
            }
        } else if !line.trim().is_empty() {
            self.is_body = true;
            self.paragraph(line);
        }
    }

    /// Slug, headline, references to pictures, notes, a summary, the byline;
    /// inside the text, a heading.
    fn caret(&mut self, text: &str) {
        self.carets += 1;
        let item = &mut *self.item;
        match () {
            () if self.carets == 1 => item.slug(Some(text)),
            () if text.starts_with("AP Photo") || text.starts_with("AP Graphic") => {
                item.slug(Some(text));
            }
            () if text.starts_with("Eds:") || text.starts_with("Eds.:") => item.note(Some(text)),
            () if self.is_body => self.heading(text),
            () if text.starts_with("By ") => text.clone_into(&mut self.byline),
            () if !self.byline.is_empty() => {
                if is_role(text) {
                    self.byline = format!("{}, {text}", self.byline);
                } else {
                    self.end_byline();
                    self.is_body = true;
                    self.heading(text);
                }
            }
            () if item.article.headline.is_none() => item.headline(Some(text), "headline"),
            () => item.deck(Some(text)),
        }
    }

    fn end_byline(&mut self) {
        let line = std::mem::take(&mut self.byline);
        self.item.byline(Some(&line), "byline");
    }

    fn heading(&mut self, text: &str) {
        let text = Text::detached(text);
        self.item.article.paragraphs.push(Paragraph { role: Role::Subhead, text });
    }

    fn paragraph(&mut self, line: &str) {
        if line.contains(ROW) {
            return self.row(line);
        }
        let text = Text::detached(printed(line));
        if text.text.chars().any(char::is_alphanumeric) {
            self.item.article.paragraphs.push(Paragraph { role: Role::Para, text });
        }
    }

    /// Rows in a sequence are one table.
    fn row(&mut self, line: &str) {
        self.is_body = true;
        let cells =
            line.split(';').map(printed).map(|cell| cell.trim_start_matches('^').replace('{', "½"));
        let row = cells.collect::<Vec<_>>().join("\t");
        let row = row.trim();
        match self.item.article.paragraphs.last_mut() {
            Some(last) if last.role == Role::Table => {
                last.text.text.push('\n');
                last.text.text.push_str(row);
            }
            _ => {
                let text = Text::detached(row);
                self.item.article.paragraphs.push(Paragraph { role: Role::Table, text });
            }
        }
    }
}

/// Whether a line below a byline names an employer or a role.
fn is_role(text: &str) -> bool {
    ["Press", "Writer", "Editor", "Correspondent", "Reporter", "News Service"]
        .iter()
        .any(|word| text.ends_with(word))
}

/// A line as it is printed: the signs of typewriters become those of print.
fn printed(line: &str) -> String {
    let bare = line.trim_matches(|c: char| c.is_whitespace() || matches!(c, '<' | ROW));
    let bare = bare.trim_end_matches('=');
    let text = collapsed(&bare.replace("``", "“").replace("''", "”").replace(ROW, " "));
    text.replace(" _ ", " — ")
}
