//! Hits for people: headline, source, passages with the matches in brackets.

use std::fmt::Write as _;
use std::path::Path;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Look;
use super::hit_record::{label_name, zone_name};
use super::sanitize::terminal;
use crate::analysis::TextZone;
use crate::article::{Article, PartialDate, decode_path};
use crate::passage::reading::{MarkedSpan, label_values, numbered_paragraphs};
use crate::passage::{Passage, PassagePlace};
use crate::search::{Answer, Hit};
use crate::span::{Span, file_place};

/// How text for people looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Whether to use colour; marks have brackets without it.
    pub colour: bool,
    /// Columns to wrap at; `None` for no wrapping.
    pub width: Option<usize>,
}

impl Style {
    /// Text as it goes into a file.
    pub const PLAIN: Self = Self { colour: false, width: None };
}

/// Columns that the paragraph number takes in front of a passage.
const GUTTER: usize = 8;

/// The line above the hits.
#[must_use]
pub fn summary(answer: &Answer) -> String {
    let articles =
        if answer.total == 1 { "1 article".into() } else { format!("{} articles", answer.total) };
    let shown = answer.hits.len();
    let folded: u64 = answer.hits.iter().map(|hit| hit.copies).sum();
    match shown as u64 {
        _ if folded >= answer.total => format!("{articles}\n"),
        1 => format!("{articles}, 1 shown\n"),
        _ => format!("{articles}, {shown} shown\n"),
    }
}

/// A hit as text, with a blank line in front.
#[must_use]
pub fn hit(hit: &Hit, look: &Look) -> String {
    let Look { style, .. } = *look;
    let mut text = String::from("\n");
    let headline = headline(hit, style);
    let number = format!("{:<2} ", hit.rank);
    push_wrapped(&mut text, &number, 3, &headline, style.width);
    push_wrapped(&mut text, "   ", 3, &credit(hit), style.width);
    for passage in &hit.passages.passages {
        let (label, body) = shown_passage(hit, passage, style);
        push_wrapped(&mut text, &label, GUTTER, &body, style.width);
    }
    // Writing to a string cannot fail.
    writeln!(text, "   {}", linked_location(hit, look)).unwrap_or_default();
    for copy in &hit.copy_ids {
        writeln!(text, "   copy: {}", terminal(copy)).unwrap_or_default();
    }
    text
}

fn headline(hit: &Hit, style: Style) -> String {
    let article = &hit.stored.article;
    let Some(_) = &article.headline else {
        let derived = article.derived_headline.as_deref().unwrap_or_default();
        return format!("{} (no headline)", terminal(derived));
    };
    let text = &hit.stored.text.text;
    let paragraphs = numbered_paragraphs(text);
    let lines = paragraphs.iter().filter(|(zone, ..)| *zone == TextZone::Headline);
    let lines: Vec<String> = lines
        .map(|(_, _, line)| marked(text, *line, &hit.passages.headline_marks, style))
        .collect();
    lines.join(" | ")
}

fn credit(hit: &Hit) -> String {
    let article = &hit.stored.article;
    let mut parts: Vec<String> = Vec::new();
    parts.extend(article.source.publication.clone());
    if article.source.publication.is_none() && !article.source.agencies.is_empty() {
        parts.push(article.source.agencies.join("/"));
    }
    parts.extend(article.date.map(written_date));
    parts.extend(article.source.page.as_ref().map(|page| format!("p{page}")));
    parts.extend(dateline_place(article));
    parts.push(format!("{} words", hit.stored.text.word_count()));
    if hit.copies > 1 {
        let copies = hit.copies - 1;
        parts.push(format!("+{copies} {}", if copies == 1 { "copy" } else { "copies" }));
    }
    parts.push(format!("score {:.2}", hit.score));
    terminal(&parts.join(" · ")).into_owned()
}

fn dateline_place(article: &Article) -> Option<String> {
    let place = article.dateline.as_ref()?.places.first()?;
    Some(place.name.clone())
}

/// A date as people write it: `17 Feb 2017`, `Feb 2017`, `2017`.
#[must_use]
pub fn written_date(date: PartialDate) -> String {
    const MONTHS: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let month = date.month.and_then(|month| usize::try_from(month - 1).ok());
    match (month.and_then(|month| MONTHS.get(month)), date.day) {
        (Some(month), Some(day)) => format!("{day} {month} {}", date.year),
        (Some(month), None) => format!("{month} {}", date.year),
        _ => date.year.to_string(),
    }
}

fn shown_passage(hit: &Hit, passage: &Passage, style: Style) -> (String, String) {
    let (label, text) = match passage.place {
        PassagePlace::Text(TextZone::Body, number) => {
            (format!("¶{number}"), hit.stored.text.text.as_str())
        }
        PassagePlace::Text(zone, _) => (zone_name(zone).to_owned(), hit.stored.text.text.as_str()),
        PassagePlace::Label(zone, number) => {
            let values = label_values(&hit.stored.article, zone);
            (label_name(zone).to_owned(), values.get(number).copied().unwrap_or_default())
        }
    };
    let mut body = String::new();
    body.push_str(if passage.cut_start { "… " } else { "" });
    body.push_str(&marked(text, passage.span, &passage.marks, style));
    body.push_str(if passage.cut_end { " …" } else { "" });
    let label = format!("   {label}");
    let pad = GUTTER.saturating_sub(label.width()).max(1);
    (label + &" ".repeat(pad), body)
}

/// A stretch of text with its marks; overlapping marks are drawn as one.
#[must_use]
pub fn marked(text: &str, part: Span, marks: &[MarkedSpan], style: Style) -> String {
    let (open, close) = mark_signs(style.colour);
    let mut shown = String::new();
    let mut at = part.start;
    for mark in drawn(part, marks) {
        shown.push_str(&terminal(Span::new(at, mark.start).of(text)));
        shown.push_str(open);
        shown.push_str(&terminal(mark.of(text)));
        shown.push_str(close);
        at = mark.end;
    }
    shown.push_str(&terminal(Span::new(at, part.end).of(text)));
    shown
}

/// What stands before and behind a mark.
pub(super) fn mark_signs(colour: bool) -> (&'static str, &'static str) {
    if colour { ("\x1b[1;33m", "\x1b[0m") } else { ("[", "]") }
}

/// The marked stretches of a part, overlapping ones merged.
fn drawn(part: Span, marks: &[MarkedSpan]) -> Vec<Span> {
    let mut spans: Vec<Span> = marks.iter().filter_map(|mark| mark.span.intersect(part)).collect();
    spans.sort_unstable();
    let mut drawn: Vec<Span> = Vec::new();
    for span in spans {
        match drawn.last_mut() {
            Some(last) if span.start < last.end => last.end = last.end.max(span.end),
            _ => drawn.push(span),
        }
    }
    drawn
}

/// Where the hit is, as a link if links are wanted.
fn linked_location(hit: &Hit, look: &Look) -> String {
    let shown = location(hit, look.root(hit.handle));
    let shown = terminal(&shown);
    let Some(root) = look.link_root(hit.handle) else { return shown.into_owned() };
    let locator = &hit.stored.article.locator;
    // A line of a member is no line of the file.
    let line = first_line(hit).filter(|_| locator.member.is_none());
    link(root, &decode_path(&locator.path), line, &shown)
}

/// A text with a link to a file behind it, by the escape codes that terminals agreed on.
fn link(root: &Path, path: &[u8], line: Option<usize>, shown: &str) -> String {
    let mut target = String::from("file://");
    for byte in [root.as_os_str().as_encoded_bytes(), b"/", path].concat() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                target.push(byte.into());
            }
            // Writing to a string cannot fail.
            _ => write!(target, "%{byte:02X}").unwrap_or_default(),
        }
    }
    if let Some(line) = line {
        write!(target, "#{line}").unwrap_or_default();
    }
    format!("\x1b]8;;{target}\x1b\\{shown}\x1b]8;;\x1b\\")
}

/// `path:line` of the first passage that stands in the file.
pub(super) fn location(hit: &Hit, root: &Path) -> String {
    let mut location = file(hit, root);
    if let Some(line) = first_line(hit) {
        // Writing to a string cannot fail.
        write!(location, ":{line}").unwrap_or_default();
    }
    location
}

/// The file of a hit, with what tells its article from others in it.
pub(super) fn file(hit: &Hit, root: &Path) -> String {
    let locator = &hit.stored.article.locator;
    let relative = String::from_utf8_lossy(&decode_path(&locator.path)).into_owned();
    format!("{}{}", root.join(relative).display(), locator.suffix())
}

/// The line of the first passage that stands in the file.
pub(super) fn first_line(hit: &Hit) -> Option<usize> {
    let in_file = |passage: &Passage| match passage.place {
        PassagePlace::Text(..) => {
            let first = passage.marks.first().map_or(passage.span, |mark| mark.span);
            file_place(&hit.stored.text.text, &hit.stored.text.pieces, first)
        }
        PassagePlace::Label(..) => None,
    };
    hit.passages.passages.iter().find_map(in_file).map(|place| place.first_line)
}

/// Appends `text` behind `first`, wrapped with an indent of `indent` columns.
pub fn push_wrapped(
    out: &mut String,
    first: &str,
    indent: usize,
    text: &str,
    width: Option<usize>,
) {
    out.push_str(first);
    let Some(width) = width else {
        out.push_str(&text.replace('\n', &format!("\n{}", " ".repeat(indent))));
        out.push('\n');
        return;
    };
    let width = width.max(indent + 20);
    let mut column = indent;
    for (number, line) in text.split('\n').enumerate() {
        if number > 0 {
            new_line(out, indent, &mut column);
        }
        for word in line.split_inclusive(' ') {
            let columns = shown_width(word.trim_end());
            if column > indent && column + columns > width {
                new_line(out, indent, &mut column);
            }
            push_word(out, word, indent, width, &mut column);
        }
    }
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
}

fn new_line(out: &mut String, indent: usize, column: &mut usize) {
    out.truncate(out.trim_end_matches(' ').len());
    out.push('\n');
    out.push_str(&" ".repeat(indent));
    *column = indent;
}

/// Appends a word; one that is wider than the line, as in scripts without
/// spaces, is broken between characters.
fn push_word(out: &mut String, word: &str, indent: usize, width: usize, column: &mut usize) {
    if shown_width(word.trim_end()) <= width - indent {
        out.push_str(word);
        *column += shown_width(word);
        return;
    }
    let mut in_code = false;
    for c in word.chars() {
        in_code |= c == '\x1b';
        let columns = if in_code { 0 } else { c.width().unwrap_or_default() };
        if *column + columns > width {
            new_line(out, indent, column);
        }
        out.push(c);
        *column += columns;
        in_code &= c != 'm';
    }
}

/// Columns of a text without its colour codes.
fn shown_width(text: &str) -> usize {
    let mut width = 0;
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("\x1b[") {
        width += before.width();
        rest = after.split_once('m').map_or("", |(_, rest)| rest);
    }
    width + rest.width()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wrapped(text: &str, width: usize) -> String {
        let mut out = String::new();
        push_wrapped(&mut out, "", 0, text, Some(width));
        out
    }

    fn without_codes(text: &str) -> String {
        text.replace("\x1b[1;33m", "").replace("\x1b[0m", "")
    }

    /// Colours take no columns, whatever the script.
    #[test]
    fn marks_in_colour_change_no_line() {
        for text in [
            "The [ferry] across the harbour ran [again] on Monday, its master said.",
            "轮渡[公司]周一[表示]，跨港航线将于三月恢复，届时每天往返十二班，票价不变。",
            "קו [המעבורת] בנמל יחודש ביום שני, כך אמר רב החובל [לעיתון] המקומי.",
        ] {
            let plain = text.replace(['[', ']'], "");
            let coloured = text.replace('[', "\x1b[1;33m").replace(']', "\x1b[0m");
            for width in 20..40 {
                let lines = wrapped(&coloured, width);
                assert_eq!(without_codes(&lines), wrapped(&plain, width), "{width}");
                assert!(lines.lines().all(|line| shown_width(line) <= width), "{lines}");
            }
        }
    }
}
