//! Nexis as HTML, old and new: the lines of its exports as text, each in an
//! element of its own.
//!
//! Old ones number their documents in comments; new ones end each with a line
//! that says so, and have a line `Body` in front of the text.

use memchr::memmem::{self, Finder};

use super::blocks::{Block, blocks};
use super::{
    Made, Tagged, date, extent, language, note_source, on_one_line, paragraphs, read_records,
};
use crate::article::{Paragraph, Role};
use crate::read::format::Format;
use crate::read::input::{Input, Sample};
use crate::read::item::Item;
use crate::read::labelled::{
    self, Behind, Head, Part, edition_behind, head, is_copyright, is_counter, is_remark, tail,
};
use crate::read::sink::Sink;
use crate::read::stream::Boundary;
use crate::span::Text;

pub(in crate::read) const FORMAT: Format = Format { name: "nexis-html", version: 2, sniff, read };

/// What the element says that ends an article.
const END: &str = "End of Document";

/// A record begins with a number in a comment, or behind a line that ends the
/// record before.
struct Documents {
    numbered: Tagged,
    end: Finder<'static>,
}

impl Documents {
    fn new() -> Self {
        let numbered = Tagged::new("DOC NUMBER=", |tag| tag.starts_with("DOC NUMBER="));
        Self { numbered, end: Finder::new(END) }
    }
}

impl Boundary for Documents {
    fn find(&mut self, bytes: &[u8], from: usize) -> Result<usize, usize> {
        let numbered = self.numbered.find(bytes, from);
        // A mark that lies across `from` counts too.
        let mut at = from.saturating_sub(END.len() - 1);
        while let Some(found) = self.end.find(bytes.get(at..).unwrap_or_default()) {
            let (start, end) = (at + found, at + found + END.len());
            let is_alone = before(bytes, start) == Some(b'>') && end >= from;
            if is_alone {
                return Ok(numbered.map_or(end, |numbered| numbered.min(end)));
            }
            at = start + 1;
        }
        numbered.map_err(|again| again.min(bytes.len().saturating_sub(END.len())).max(from))
    }
}

/// The last byte in front of a place that is not white space.
fn before(bytes: &[u8], at: usize) -> Option<u8> {
    let before = bytes.get(at.saturating_sub(64)..at).unwrap_or_default();
    before.iter().rev().find(|byte| !byte.is_ascii_whitespace()).copied()
}

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    super::super::sniff(sample)?;
    let bytes = sample.text.as_bytes();
    let has = |word: &str| memmem::find(bytes, word.as_bytes()).is_some();
    if has("<DOC NUMBER=") && has("<DOCFULL>") {
        return Some("numbers of documents in comments");
    }
    let is_new = has(END) && has("Load-Date:") && Documents::new().find(bytes, 0).is_ok();
    is_new.then_some("a line `End of Document`")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    read_records(input, sink, FORMAT.name, Documents::new(), make);
}

fn make(record: &str, mut item: Item) -> Made {
    let blocks = blocks(record, false);
    let counter = blocks.iter().position(|block| is_counter(&block.text));
    let (titled, labelled) = match counter {
        Some(at) => old(&mut item, blocks.get(at + 1..)?)?,
        None => new(&mut item, &blocks)?,
    };
    if let Some((headline, decks)) = titled.split_first() {
        item.headline(Some(&on_one_line(&headline.text)), "headline");
        for deck in decks {
            item.deck(Some(&on_one_line(&deck.text)));
        }
    }
    let body = heads(&mut item, labelled);
    let body = tails(&mut item, body);
    let mut text = extent(body).map_or(Vec::new(), |range| paragraphs(record, range));
    text.append(&mut item.article.paragraphs);
    item.article.paragraphs = text;
    Some((None, item))
}

/// The label that a block begins with, in capitals, and its value.
fn label(block: &Block) -> Option<(String, &str)> {
    let (name, value) = block.text.split_once(':')?;
    let name = name.trim();
    (name.len() <= 40).then(|| (name.to_uppercase(), value.trim()))
}

/// The label in front of the text that a block begins with.
fn head_label(block: &Block) -> Option<(Head, &str)> {
    let (name, value) = label(block)?;
    Some((head(&name)?, value))
}

/// Below the number publication and date, then what stands above the labels,
/// and the rest.
fn old<'b>(item: &mut Item, blocks: &'b [Block]) -> Option<(&'b [Block], &'b [Block])> {
    let labels = blocks.iter().position(|block| head_label(block).is_some());
    let (top, labelled) = blocks.split_at_checked(labels?)?;
    let (publication, below) = top.split_first()?;
    item.publication(Some(&on_one_line(&publication.text)), "publication");
    let dated = below.iter().position(|block| dated(item, &block.text));
    Some((below.get(dated.map_or(0, |at| at + 1)..)?, labelled))
}

/// Headline, publication and date, then the labels.
fn new<'b>(item: &mut Item, blocks: &'b [Block]) -> Option<(&'b [Block], &'b [Block])> {
    let labels = blocks.iter().position(|block| head_label(block).is_some())?;
    let top = blocks.get(..labels)?;
    let at = top.iter().rposition(|block| dated(item, &block.text)).filter(|at| *at >= 2)?;
    item.publication(top.get(at - 1).map(|block| block.text.as_str()), "publication");
    let copyright = top.get(at + 1..)?.iter().find(|block| is_copyright(&block.text));
    item.copyright(copyright.map(|block| block.text.as_str()));
    Some((top.get(at - 2..at - 1)?, blocks.get(labels..)?))
}

/// Takes a line that begins with a date: what follows is the edition.
fn dated(item: &mut Item, text: &str) -> bool {
    let (line, below) = text.split_once('\n').unwrap_or((text, ""));
    let parts: Vec<&str> = line.split(',').collect();
    let found = (1..=parts.len()).find(|count| {
        parts.get(..*count).is_some_and(|parts| date(item, &parts.join(","), "date"))
    });
    let Some(count) = found else { return false };
    let rest = parts.get(count..).unwrap_or_default().join(",");
    note_source(item, "edition", "date", edition_behind(&rest).unwrap_or_default());
    let below: Vec<&str> = below.lines().filter(|line| !is_remark(line)).collect();
    note_source(item, "edition", "date", below.join(" ").trim_end_matches(';'));
    true
}

/// The labels in front of the text; gives the blocks of the text and behind.
fn heads<'b>(item: &mut Item, blocks: &'b [Block]) -> &'b [Block] {
    let mut seen: Vec<Head> = Vec::new();
    let mut rest = blocks;
    while let Some((block, behind)) = rest.split_first() {
        if block.text == "Body" {
            return behind;
        }
        let Some((field, value)) = head_label(block) else { return rest };
        if field != Head::Other && seen.contains(&field) {
            return rest;
        }
        seen.push(field);
        let value = on_one_line(value);
        match field {
            Head::Byline => item.byline(Some(&value), "BYLINE"),
            Head::Section => section(item, &value),
            Head::Headline => item.headline(Some(&value), "HEADLINE"),
            Head::Highlight => item.deck(Some(&value)),
            Head::Dateline => item.dateline(Some(&value), "DATELINE"),
            Head::Body => return rest,
            Head::Other => {}
        }
        rest = behind;
    }
    rest
}

fn section(item: &mut Item, value: &str) {
    let (section, page) = labelled::section(value);
    note_source(item, "page", "SECTION", page.unwrap_or_default());
    note_source(item, "section", "SECTION", &section.unwrap_or_default());
}

/// The labels and the copyright behind the text; gives what stands before.
fn tails<'b>(item: &mut Item, blocks: &'b [Block]) -> &'b [Block] {
    let (count, parts) = tail(&blocks.iter().map(|block| block.text.as_str()).collect::<Vec<_>>());
    let (body, behind) = blocks.split_at_checked(count).unwrap_or((blocks, &[]));
    for (block, part) in behind.iter().zip(parts) {
        take_part(item, block, part);
    }
    body
}

fn take_part(item: &mut Item, block: &Block, part: Part) {
    let value = block.text.get(part.value..).unwrap_or_default();
    match part.kind {
        Behind::Language => language(item, value, "LANGUAGE"),
        Behind::Url => item.url(Some(value), "URL"),
        Behind::Caption => return paragraph(item, Role::Caption, value),
        Behind::Correction => return paragraph(item, Role::Correction, value),
        Behind::Copyright => return item.copyright(Some(value)),
        Behind::Class => return,
        Behind::Other => {}
    }
    item.article.furniture.push(Text::detached(on_one_line(&block.text)));
}

/// Takes a paragraph that stands behind the text.
fn paragraph(item: &mut Item, role: Role, text: &str) {
    if !text.is_empty() {
        let text = Text::detached(on_one_line(text));
        item.article.paragraphs.push(Paragraph { role, text });
    }
}
