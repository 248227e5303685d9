//! Text of `ProQuest`: records between lines of underscores, each value behind a
//! label such as `Publication title:`; the text behind `Full text:`.

use std::ops::Range;

use memchr::memchr;

use super::super::excerpt::Excerpts;
use super::super::format::Format;
use super::super::input::{Input, Sample};
use super::super::sink::Sink;
use super::super::stream::Boundary;
use super::{Block, Fields, Made, blocks, is_blank, label, lines, read_records};
use crate::article::Byline;
use crate::error::{Skip, SkipReason};

pub(in crate::read) const FORMAT: Format = Format { name: "proquest", version: 1, sniff, read };

/// The underscores of a line between records.
const RULE: usize = 40;

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let text: &str = &sample.text;
    let is_it = |line: &super::Line| {
        let line = text.get(line.range.clone()).unwrap_or_default();
        ["Publication title:", "ProQuest document ID:"].iter().any(|start| line.starts_with(start))
    };
    // A quick look, before the text is divided.
    memchr(b'_', text.as_bytes())?;
    let lines = lines(text);
    let has_rule = lines.iter().any(|line| text.get(line.range.clone()).is_some_and(is_rule));
    (has_rule && lines.iter().any(is_it))
        .then_some("a line of underscores and `Publication title:`")
}

fn is_rule(line: &str) -> bool {
    line.len() >= RULE && line.bytes().all(|byte| byte == b'_')
}

/// A record begins behind each line of underscores.
struct Rules;

impl Boundary for Rules {
    fn find(&mut self, bytes: &[u8], from: usize) -> Result<usize, usize> {
        let before = bytes.get(..from).unwrap_or_default();
        let mut at = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
        while let Some(len) = memchr(b'\n', bytes.get(at..).unwrap_or_default()) {
            let line = bytes.get(at..at + len).unwrap_or_default();
            let end = at + len + 1;
            let is_end =
                std::str::from_utf8(line).is_ok_and(|it| is_rule(it.trim_matches(is_blank)));
            if is_end && end > from {
                return Ok(end);
            }
            at = end;
        }
        Err(at.max(from))
    }
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    read_records(input, sink, Rules, make);
}

const LABELS: &[&str] = &[
    "Title",
    "Author",
    "Publication info",
    "Publication title",
    "Publication date",
    "Section",
    "Abstract",
    "Links",
    "Full text",
    "Subject",
    "Location",
    "People",
    "Company / organization",
    "Classification",
    "Publication year",
    "Year",
    "Volume",
    "Issue",
    "Pages",
    "First page",
    "Number of pages",
    "Publisher",
    "Place of publication",
    "Country of publication",
    "Publication subject",
    "ISSN",
    "e-ISSN",
    "CODEN",
    "Source type",
    "Language of publication",
    "Language",
    "Document type",
    "Document feature",
    "ProQuest document ID",
    "Document URL",
    "Copyright",
    "Last updated",
    "Database",
    "DOI",
    "Dateline",
    "Accession number",
    "Credit",
    "Column",
    "Start page",
    "Edition",
    "Identifier / keyword",
    "Correspondence author",
    "Supplement",
    "Online publication date",
    "Publication history",
    "Company",
    "Product name",
];

fn is_label(name: &str) -> bool {
    LABELS.contains(&name)
}

fn make(excerpts: &Excerpts<'_>) -> Option<Made> {
    let text: &str = &excerpts.text;
    let parts: Vec<Block> = blocks(text)
        .into_iter()
        .flat_map(|block| labelled_lines(text, block))
        .filter(|block| text.get(block.range.clone()).is_some_and(|line| !is_rule(line)))
        .collect();
    let first = parts.iter().position(|block| label(text, &block.range, is_label).is_some())?;
    let mut fields = Fields::new(excerpts, FORMAT.name);
    let start = parts.iter().position(|block| is_text(text, block));
    let body = start.and_then(|at| body(&parts, text, at));
    let above = parts.get(..start.unwrap_or(parts.len()))?;
    title(&mut fields, above.get(..first.min(above.len()))?);
    let behind = start.map_or(parts.len(), |at| at + 1 + body.as_ref().map_or(0, |it| it.1));
    let mut id = None;
    for block in above.iter().chain(parts.get(behind..)?) {
        let Some((name, value)) = label(text, &block.range, is_label) else { continue };
        if name == "ProQuest document ID" {
            id = Some(fields.line(&value).text);
        }
        field(&mut fields, name, &value);
    }
    let body = body.map(|it| it.0);
    let said = body.clone().and_then(|body| text.get(body)).unwrap_or_default();
    if said.starts_with("Not available") || body.is_none() {
        let skip = Skip::new(SkipReason::NoText, "the full text is not in the export");
        return Some((id, Err(skip)));
    }
    Some((id, fields.draft(body)))
}

/// Labels stand on lines of their own, also without blank lines between them.
fn labelled_lines(text: &str, block: Block) -> Vec<Block> {
    let Some(inner) = text.get(block.range.clone()) else { return vec![block] };
    let mut parts: Vec<Block> = Vec::new();
    for line in lines(inner) {
        let range = line.range.start + block.range.start..line.range.end + block.range.start;
        let is_new = label(text, &range, is_label).is_some();
        match parts.last_mut().filter(|_| !is_new) {
            Some(last) => last.range.end = range.end,
            None => parts.push(Block { range, indent: line.indent }),
        }
    }
    parts
}

fn is_text(text: &str, block: &Block) -> bool {
    label(text, &block.range, is_label).is_some_and(|(name, _)| name == "Full text")
}

/// Where the text is, and how many blocks it has behind the first: up to the
/// labels at the end of the record.
fn body(parts: &[Block], text: &str, at: usize) -> Option<(Range<usize>, usize)> {
    let (_, value) = label(text, &parts.get(at)?.range, is_label)?;
    let rest = parts.get(at + 1..)?;
    let tail = rest.iter().rev().take_while(|block| label(text, &block.range, is_label).is_some());
    let count = rest.len() - tail.count();
    let end = rest.get(..count)?.last().map_or(value.end, |last| last.range.end);
    (value.start < end).then_some((value.start..end, count))
}

/// A title without a label stands above the first of them.
fn title(fields: &mut Fields<'_>, above: &[Block]) {
    let is_counter = |block: &&Block| {
        let line = fields.excerpts.text.get(block.range.clone()).unwrap_or_default();
        line.starts_with("Document ") && line.contains(" of ")
    };
    if let Some(block) = above.iter().find(|block| !is_counter(block)) {
        fields.headline(&block.range);
    }
}

fn field(fields: &mut Fields<'_>, name: &str, value: &Range<usize>) {
    if value.is_empty() {
        return;
    }
    match name {
        "Title" => fields.headline(value),
        "Author" => authors(fields, value),
        "Publication title" => fields.publication(value),
        "Publication date" => {
            fields.date(value);
        }
        "Section" => fields.section(value),
        "Language of publication" | "Language" => fields.language(value),
        "Pages" | "First page" | "Start page" => {
            let page = fields.line(value).text;
            fields.article.source.page.get_or_insert(page);
            fields.note("page", value);
        }
        "Edition" => fields.article.source.edition = Some(fields.line(value).text),
        "Document URL" => fields.article.url = Some(fields.line(value).text),
        "Copyright" => fields.article.source.copyright = Some(fields.line(value).text),
        _ => {}
    }
}

/// `Lee, Ann; Li, Bo`: names are turned around, and told apart by `;`.
fn authors(fields: &mut Fields<'_>, value: &Range<usize>) {
    let line = fields.line(value);
    let names = line.text.split(';').map(str::trim).filter(|name| !name.is_empty());
    let people = names.map(|name| Byline { name: turned(name), ..Byline::default() });
    fields.article.bylines = people.collect();
    fields.article.byline_lines.push(line);
    fields.note("byline", value);
}

fn turned(name: &str) -> String {
    match name.split_once(", ") {
        Some((last, first)) if !first.contains(',') => format!("{first} {last}"),
        _ => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_turned_around() {
        assert_eq!(super::turned("Lee, Ann M"), "Ann M Lee");
        assert_eq!(super::turned("Harbour Press"), "Harbour Press");
    }
}
