//! Errors and notes as text, with the faulty part of the query pointed at.
//!
//! Columns are counted as a terminal shows them: wide characters take two,
//! combining marks none. Control and direction characters are shown as `�`,
//! so that a query cannot reorder or hide what is printed.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::note::{Note, QueryError};
use crate::span::Span;

/// The error, the query with carets under the faulty part, and the way out.
///
/// No line of the query is longer than `width` columns (at least 40); of a
/// longer query the part around the fault is shown. Ends without a line break.
///
/// ```text
/// error[Q03]: unclosed quote
///   | Mattis AND "position of strength
///   |            ^ opened here
/// help: add a closing ", or use --literal
/// ```
#[must_use]
pub fn error_text(error: &QueryError, query: &str, width: usize) -> String {
    let mut text = format!("error[{}]: {}", error.code, shown(&error.message));
    let label = label(error.code);
    // What was opened is pointed at, not all that stands behind it.
    let start = error.span.start;
    let span = if label.is_empty() { error.span } else { Span::new(start, start + 1) };
    let (line, indent, carets) = excerpt(query, span, width.max(40) - 4);
    let pointer = format!("{}{} {label}", " ".repeat(indent), "^".repeat(carets));
    text.extend(["\n  | ", &line, "\n  | ", pointer.trim_end()]);
    if let Some(help) = &error.help {
        text.extend(["\nhelp: ", &shown(help)]);
    }
    text
}

/// The note, and below it what to do about it. Ends without a line break.
///
/// ```text
/// note[W5]: `and` is searched for as a word
///           write AND for the operator
/// ```
#[must_use]
pub fn note_text(note: &Note) -> String {
    let heading = format!("note[{}]: ", note.code);
    let message = shown(&note.message);
    match &note.help {
        Some(help) => format!("{heading}{message}\n{}{}", " ".repeat(heading.len()), shown(help)),
        None => format!("{heading}{message}"),
    }
}

fn label(code: &str) -> &'static str {
    match code {
        "Q03" | "Q05" | "Q21" => "opened here",
        _ => "",
    }
}

/// The text without characters that a terminal would act on.
fn shown(text: &str) -> String {
    text.chars().map(visible).collect()
}

fn visible(character: char) -> char {
    match character {
        '\t' | '\n' | '\r' => ' ',
        '\u{200b}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{061c}'
        | '\u{feff}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2066}'..='\u{2069}' => '�',
        _ if character.is_control() => '�',
        _ => character,
    }
}

/// The part of the query around `span` that fits, the column at which the
/// carets begin, and how many they are.
fn excerpt(query: &str, span: Span, width: usize) -> (String, usize, usize) {
    let before = shown(query.get(..span.start.min(query.len())).unwrap_or_default());
    let rest = shown(query.get(span.start..).unwrap_or_default());
    let marked = shown(span.of(query));
    let lead = tail(&before, width / 2);
    let room = width - lead.width();
    let follow = head(&rest, room);
    let carets = marked.width().clamp(1, room.saturating_sub(1).max(1));
    (format!("{lead}{follow}"), lead.width(), carets)
}

/// The end of a text, as much as fits, with `…` where something is left out.
fn tail(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let start =
        fitting(text.char_indices().rev(), width - 1).map_or(0, |(at, c)| at + c.len_utf8());
    format!("…{}", text.get(start..).unwrap_or_default())
}

/// The beginning of a text, as much as fits.
fn head(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let end =
        fitting(text.char_indices(), width.saturating_sub(1)).map_or(text.len(), |(at, _)| at);
    format!("{}…", text.get(..end).unwrap_or_default())
}

/// The first character that does not fit any more.
fn fitting(
    mut characters: impl Iterator<Item = (usize, char)>,
    width: usize,
) -> Option<(usize, char)> {
    let mut used = 0;
    characters.find(|(_, character)| {
        used += character.width().unwrap_or(0);
        used > width
    })
}
