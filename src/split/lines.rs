//! The lines of a decoded file, with the features that layout and header are told by.
//!
//! Owns where a line begins and ends and what it looks like; what a line means
//! is left to [`super::layout`], [`super::header`] and [`super::paragraphs`].

use memchr::{memchr, memchr_iter, memchr2_iter};

use crate::read::Origin;
use crate::span::Span;

/// How many columns a tab takes.
const TAB: usize = 8;

/// A line that is not blank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Line {
    /// Bytes of the text from the first to the last visible character.
    pub span: Span,
    /// Characters of the decoded file before `span.start`.
    pub chars: usize,
    /// Number of the line in the decoded file.
    pub number: usize,
    /// Blank lines in front of it.
    pub gap: usize,
    /// Columns of white space in front of it.
    pub indent: usize,
    /// Characters under `span`.
    pub width: usize,
    /// Whether a control character or soft hyphen stands inside.
    pub is_dirty: bool,
    /// Whether all bytes are ASCII.
    pub is_ascii: bool,
}

/// The text of a decoded file or record and where it begins in the file.
#[derive(Debug, Clone, Copy)]
pub(super) struct Source<'t> {
    pub text: &'t str,
    pub origin: Origin,
}

impl<'t> Source<'t> {
    /// The text of a line.
    #[inline]
    pub(super) fn of(self, line: &Line) -> &'t str {
        self.text.get(line.span.start..line.span.end).unwrap_or_default()
    }

    /// A span of the text as a span of the decoded file.
    pub(super) fn in_file(self, span: Span) -> Span {
        Span::new(span.start + self.origin.bytes, span.end + self.origin.bytes)
    }

    /// Where a line stands in the decoded file.
    pub(super) fn place(self, line: &Line) -> Span {
        self.in_file(line.span)
    }
}

/// The lines of a text that are not blank, in order.
pub(super) fn scan(source: Source<'_>) -> Vec<Line> {
    let mut lines = Vec::with_capacity(source.text.len() / 60 + 8);
    let bytes = source.text.as_bytes();
    let mut state = State {
        chars: source.origin.chars,
        number: source.origin.line,
        gap: 0,
        is_plain: is_plain(bytes),
        lines: &mut lines,
    };
    let is_classic_mac = memchr(b'\n', bytes).is_none() && memchr(b'\r', bytes).is_some();
    let end_of_line = if is_classic_mac { b'\r' } else { b'\n' };
    let mut start = 0;
    for end in memchr_iter(end_of_line, bytes) {
        state.physical_line(source.text, Span::new(start, end));
        state.chars += 1;
        state.number += 1;
        start = end + 1;
    }
    if start < bytes.len() {
        state.physical_line(source.text, Span::new(start, bytes.len()));
    }
    lines
}

struct State<'l> {
    chars: usize,
    number: usize,
    gap: usize,
    /// Whether the whole text is ASCII without control characters.
    is_plain: bool,
    lines: &'l mut Vec<Line>,
}

impl State<'_> {
    /// Takes a line as the file has it; form feeds, wire control characters
    /// and Unicode's separators cut it further.
    fn physical_line(&mut self, text: &str, span: Span) {
        if self.is_plain {
            self.plain(text.as_bytes(), span);
            return;
        }
        let ends_in_return = span.of(text).ends_with('\r');
        let span = Span::new(span.start, span.end - usize::from(ends_in_return));
        let facts = Facts::of(span.of(text).as_bytes());
        if facts.has_control {
            self.cut(text, span);
        } else {
            self.visible(text, span, facts);
        }
        self.chars += usize::from(ends_in_return);
    }

    /// Takes a line of plain text, whose bytes are characters.
    fn plain(&mut self, bytes: &[u8], span: Span) {
        let line = bytes.get(span.start..span.end).unwrap_or_default();
        let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t');
        let lead = line.iter().take_while(is_blank).count();
        if lead == line.len() {
            self.gap += 1;
            self.chars += line.len();
            return;
        }
        let tail = line.iter().rev().take_while(is_blank).count();
        let tabs = line.iter().take(lead).filter(|byte| **byte == b'\t').count();
        self.lines.push(Line {
            span: Span::new(span.start + lead, span.end - tail),
            chars: self.chars + lead,
            number: self.number,
            gap: std::mem::take(&mut self.gap),
            indent: lead + tabs * (TAB - 1),
            width: line.len() - lead - tail,
            is_dirty: false,
            is_ascii: true,
        });
        self.chars += line.len();
    }

    fn cut(&mut self, text: &str, span: Span) {
        let mut start = span.start;
        for (at, character) in span.of(text).char_indices() {
            if is_line_cut(character) {
                let part = Span::new(start, span.start + at);
                self.visible(text, part, Facts::of(part.of(text).as_bytes()));
                self.chars += 1;
                start = span.start + at + character.len_utf8();
            }
        }
        let part = Span::new(start, span.end);
        self.visible(text, part, Facts::of(part.of(text).as_bytes()));
    }

    fn visible(&mut self, text: &str, span: Span, facts: Facts) {
        let part = span.of(text);
        let (lead, indent) = blank_start(part);
        let trimmed = without_blank_end(part.get(lead..).unwrap_or_default());
        let line_chars = facts.chars;
        if trimmed.is_empty() {
            self.gap += 1;
            self.chars += line_chars;
            return;
        }
        let count = |bytes: &[u8]| if facts.is_ascii { bytes.len() } else { count_chars(bytes) };
        let lead_chars = count(part.as_bytes().get(..lead).unwrap_or_default());
        let tail = part.len() - lead - trimmed.len();
        let tail_bytes = part.as_bytes().get(part.len() - tail..).unwrap_or_default();
        let start = span.start + lead;
        self.lines.push(Line {
            span: Span::new(start, start + trimmed.len()),
            chars: self.chars + lead_chars,
            number: self.number,
            gap: std::mem::take(&mut self.gap),
            indent,
            width: line_chars - lead_chars - count(tail_bytes),
            is_dirty: facts.has_control && trimmed.chars().any(is_never_printed),
            is_ascii: facts.is_ascii,
        });
        self.chars += line_chars;
    }
}

/// Whether bytes are ASCII without control characters but for tabs and line
/// feeds: nothing then need be known of the bytes of a line.
fn is_plain(bytes: &[u8]) -> bool {
    let is_odd = |byte: u8| byte >= 0x7F || (byte < 0x20 && byte != b'\t' && byte != b'\n');
    !bytes.chunks(256).any(|chunk| chunk.iter().fold(false, |odd, byte| odd | is_odd(*byte)))
}

/// What one pass over the bytes of a line tells.
#[derive(Clone, Copy, Default)]
struct Facts {
    chars: usize,
    has_control: bool,
    is_ascii: bool,
}

impl Facts {
    fn of(bytes: &[u8]) -> Self {
        let mut facts = Self { is_ascii: true, ..Self::default() };
        for chunk in bytes.chunks(128) {
            let (mut chars, mut controls, mut high) = (0_u8, 0_u8, 0_u8);
            for &byte in chunk {
                chars += u8::from(byte & 0xC0 != 0x80);
                controls |= u8::from((byte < 0x20 && byte != b'\t') || byte == 0x7F);
                high |= byte;
            }
            facts.chars += usize::from(chars);
            facts.has_control |= controls != 0;
            facts.is_ascii &= high < 0x80;
        }
        facts.has_control |= !facts.is_ascii && has_wide_control(bytes);
        facts
    }
}

/// Whether C1 controls, soft hyphens or Unicode's line separators occur.
fn has_wide_control(bytes: &[u8]) -> bool {
    memchr2_iter(0xC2, 0xE2, bytes).any(|at| {
        matches!(
            bytes.get(at..).unwrap_or_default(),
            [0xC2, 0x80..=0x9F | 0xAD, ..] | [0xE2, 0x80, 0xA8 | 0xA9, ..]
        )
    })
}

fn count_chars(bytes: &[u8]) -> usize {
    bytes.iter().filter(|byte| **byte & 0xC0 != 0x80).count()
}

/// Bytes of white space at the start, and how many columns they take.
fn blank_start(part: &str) -> (usize, usize) {
    if part.as_bytes().first().is_some_and(u8::is_ascii_graphic) {
        return (0, 0);
    }
    let (mut bytes, mut columns) = (0, 0);
    for character in part.chars().take_while(|c| is_blank(*c)) {
        bytes += character.len_utf8();
        columns += match character {
            '\t' => TAB,
            '\u{3000}' | '\u{2003}' => 2,
            c if c.is_whitespace() && c != '\r' => 1,
            _ => 0,
        };
    }
    (bytes, columns)
}

fn without_blank_end(part: &str) -> &str {
    match part.as_bytes().last() {
        Some(last) if last.is_ascii_graphic() => part,
        _ => part.trim_end_matches(is_blank),
    }
}

/// Whether a character at the end of a line takes part in nothing.
fn is_blank(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character, '\u{FEFF}' | '\u{200B}')
}

/// Whether a character ends a line without counting as one: form feed,
/// vertical tab, the wire's STX, ETX and EOT, Unicode's separators.
fn is_line_cut(character: char) -> bool {
    matches!(
        character,
        '\x0B' | '\x0C' | '\x02'..='\x04' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}'
    )
}

/// Whether a character is left out of every text.
pub(super) fn is_never_printed(character: char) -> bool {
    character == '\u{AD}' || (character.is_control() && character != '\t')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<(String, usize, usize, usize, usize)> {
        let source = Source { text, origin: Origin::default() };
        let described = |line: &Line| {
            (source.of(line).to_owned(), line.number, line.gap, line.indent, line.chars)
        };
        scan(source).iter().map(described).collect()
    }

    #[test]
    fn lines_know_their_place() {
        let row =
            |text: &str, number, gap, indent, chars| (text.to_owned(), number, gap, indent, chars);
        assert_eq!(lines(""), []);
        assert_eq!(
            lines("Äther \r\n\r\n\t b\x03c\n"),
            [row("Äther", 1, 0, 0, 0), row("b", 3, 1, 9, 12), row("c", 3, 0, 0, 14)]
        );
        assert_eq!(
            lines("Ether \n \t\n\t b\t\n"),
            [row("Ether", 1, 0, 0, 0), row("b", 3, 1, 9, 12)]
        );
        assert_eq!(lines("a\rb"), [row("a", 1, 0, 0, 0), row("b", 2, 0, 0, 2)]);
        assert_eq!(lines("\u{3000}国\u{2028}b"), [row("国", 1, 0, 2, 1), row("b", 1, 0, 0, 3)]);
    }
}
