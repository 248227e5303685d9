//! Texts made of lines: joins, kept breaks, and the pieces that lead back to the file.
//!
//! Owns the making of a [`Text`]; which lines belong together is decided in
//! [`super::paragraphs`].

use crate::span::{Piece, Span, Text};

use super::lines::{Line, Source, is_never_printed};

/// What stands between two lines that became one text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Break {
    /// The line break of a table or verse.
    Kept,
    /// Wrapped text goes on.
    Joined,
}

/// One text out of consecutive lines.
pub(super) fn assemble(source: Source<'_>, lines: &[Line], how: Break) -> Text {
    let size = lines.iter().map(|line| line.span.len() + 1).sum();
    let mut text =
        Text { text: String::with_capacity(size), pieces: Vec::with_capacity(lines.len()) };
    let mut previous: Option<&str> = None;
    for line in lines {
        let words = source.of(line);
        match (previous, how) {
            (None, _) => {}
            (Some(_), Break::Kept) => text.text.push('\n'),
            (Some(before), Break::Joined) => join(&mut text, before, words),
        }
        push_line(&mut text, source, line);
        previous = Some(words);
    }
    // Of other lines nothing is left out, and they begin and end in what is seen.
    if lines.iter().any(|line| line.is_dirty) {
        trim(&mut text);
    }
    text
}

/// The blank of a joined break; scripts without blanks and hyphens need none.
fn join(text: &mut Text, before: &str, after: &str) {
    let last = before.chars().next_back().unwrap_or(' ');
    let first = after.chars().next().unwrap_or(' ');
    let needs_none = last == '\u{AD}'
        || (is_unspaced(last) && is_unspaced(first))
        || (last == '-' && is_broken_word(before, first));
    if !needs_none {
        text.text.push(' ');
    }
}

/// Whether a hyphen at the end of a line stands inside a word. It is kept:
/// words with hyphens are found by their joined form as well.
fn is_broken_word(before: &str, first: char) -> bool {
    let inner = before.chars().rev().nth(1);
    inner.is_some_and(char::is_alphanumeric) && (first.is_lowercase() || first.is_ascii_digit())
}

/// Whether a script is written without blanks between its words.
pub(super) fn is_unspaced(character: char) -> bool {
    matches!(u32::from(character),
        0x0E00..=0x0EFF | 0x1000..=0x109F | 0x1780..=0x17FF | 0x2E80..=0x30FF | 0x3100..=0x318F
        | 0x31A0..=0x9FFF | 0xF900..=0xFAFF | 0xFE30..=0xFE4F | 0xFF00..=0xFFEF | 0x20000..=0x3FFFF)
}

fn push_line(text: &mut Text, source: Source<'_>, line: &Line) {
    if line.is_dirty {
        push_clean_parts(text, source, line);
    } else {
        push_piece(text, source, line.span, line.chars, line.number);
    }
}

fn push_piece(text: &mut Text, source: Source<'_>, span: Span, chars: usize, line: usize) {
    let file = source.in_file(span);
    text.pieces.push(Piece { text: text.text.len(), file, chars, line });
    text.text.push_str(span.of(source.text));
}

/// Leaves out what is never printed: nothing remains of a soft hyphen, a
/// blank of a control character.
fn push_clean_parts(text: &mut Text, source: Source<'_>, line: &Line) {
    let words = source.of(line);
    let (mut from, mut from_chars) = (0, line.chars);
    let mut chars = line.chars;
    for (at, character) in words.char_indices() {
        chars += 1;
        if !is_never_printed(character) {
            continue;
        }
        if from < at {
            let span = Span::new(line.span.start + from, line.span.start + at);
            push_piece(text, source, span, from_chars, line.number);
        }
        if character != '\u{AD}' && !text.text.ends_with([' ', '\n']) {
            text.text.push(' ');
        }
        (from, from_chars) = (at + character.len_utf8(), chars);
    }
    if from < words.len() {
        let span = Span::new(line.span.start + from, line.span.end);
        push_piece(text, source, span, from_chars, line.number);
    }
}

fn trim(text: &mut Text) {
    let len = text.text.trim_end().len();
    let lead = len - text.text.trim().len();
    if lead > 0 || len < text.text.len() {
        *text = slice(text, Span::new(lead, len));
    }
}

/// The part of a text under a span, trimmed; empty if there is nothing in it.
pub(super) fn slice(text: &Text, part: Span) -> Text {
    let words = part.of(&text.text);
    let trimmed = words.trim_start();
    let start = part.start + (words.len() - trimmed.len());
    let part = Span::new(start, start + trimmed.trim_end().len());
    let mut pieces = Vec::new();
    for piece in &text.pieces {
        let covered = Span::new(piece.text, piece.text + piece.file.len());
        let Some(common) = covered.intersect(part) else { continue };
        let skipped = Span::new(covered.start, common.start);
        let file = piece.file.start + skipped.len();
        pieces.push(Piece {
            text: common.start - part.start,
            file: Span::new(file, file + common.len()),
            chars: piece.chars + skipped.of(&text.text).chars().count(),
            line: piece.line,
        });
    }
    Text { text: part.of(&text.text).to_owned(), pieces }
}

#[cfg(test)]
mod tests {
    use super::super::lines::scan;
    use super::*;
    use crate::read::Origin;

    fn check(file: &str, how: Break, expected: &str) {
        let source = Source { text: file, origin: Origin { bytes: 100, chars: 50, line: 7 } };
        let text = assemble(source, &scan(source), how);
        assert_eq!(text.text, expected);
        for piece in &text.pieces {
            let inside = Span::new(piece.file.start - 100, piece.file.end - 100);
            let shown = Span::new(piece.text, piece.text + piece.file.len());
            assert_eq!(shown.of(&text.text), inside.of(file), "in {file:?}");
            let before = Span::new(0, inside.start).of(file);
            assert_eq!(piece.chars, 50 + before.chars().count());
            assert_eq!(piece.line, 7 + before.matches('\n').count());
        }
    }

    #[test]
    fn lines_are_joined_as_their_script_wants_it() {
        check("one \n  two\n", Break::Joined, "one two");
        check("one\r\ntwo", Break::Kept, "one\ntwo");
        check("日本語の\n文章", Break::Joined, "日本語の文章");
        check("the fat-\nfree kind", Break::Joined, "the fat-free kind");
        check("war -\npeace", Break::Joined, "war - peace");
        check("syn\u{AD}\nchrone so\u{AD}ft", Break::Joined, "synchrone soft");
        check("a\x07b\u{1D}\u{9F}c\tä", Break::Joined, "a b c\tä");
        check("\u{AD}\nx", Break::Joined, "x");
    }

    #[test]
    fn a_slice_keeps_its_way_back() {
        let source = Source { text: "äb cd\nef", origin: Origin::default() };
        let text = assemble(source, &scan(source), Break::Joined);
        let part = slice(&text, Span::new(2, 9));
        assert_eq!(part.text, "b cd ef");
        assert_eq!(part.pieces.first().map(|piece| (piece.file.start, piece.chars)), Some((2, 1)));
        assert_eq!(part.pieces.get(1).map(|piece| (piece.text, piece.line)), Some((5, 2)));
    }
}
