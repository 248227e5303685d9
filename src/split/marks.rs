//! Lines that begin something of their own: list items, speakers, table rows, rules.

use super::layout::{Layout, ends_sentence, would_have_fitted};
use super::lines::{Line, Source};

/// What a line begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Mark {
    /// Running text.
    None,
    /// `- `, `• `, `1. `
    Item,
    /// `Q:`, `A:`
    Speaker,
    /// Columns, dot leaders.
    Table,
    /// A rule of underscores or hyphens.
    Rule,
}

/// How much shorter than the others a line may be whose sentence goes on.
pub(super) const SLACK: usize = 14;

/// The marks of all lines. In wrapped text a line can begin like a list item
/// by chance, in the middle of a sentence.
pub(super) fn marks(source: Source<'_>, lines: &[Line], layout: Layout) -> Vec<Mark> {
    let mut previous: Option<&Line> = None;
    let mut marks = Vec::with_capacity(lines.len());
    let ends = lines.first().zip(lines.last());
    let text = ends.and_then(|(first, last)| source.text.get(first.span.start..last.span.end));
    let may_be_table = may_hold_columns(text.unwrap_or_default().as_bytes());
    for line in lines {
        let found = mark(source.of(line), line, may_be_table);
        let is_chance = matches!(found, Mark::Item | Mark::Speaker)
            && layout.is_wrapped
            && line.gap == 0
            && previous.is_some_and(|before| {
                line.indent < before.indent + 2
                    && !ends_sentence(source.of(before))
                    && !would_have_fitted(source, before, line, layout.width.saturating_sub(SLACK))
            });
        marks.push(if is_chance { Mark::None } else { found });
        previous = Some(line);
    }
    marks
}

fn mark(text: &str, line: &Line, may_be_table: bool) -> Mark {
    match text.as_bytes() {
        [b'_' | b'-' | b'=', b'_' | b'-' | b'=', b'_' | b'-' | b'=', ..] if is_rule(text) => {
            Mark::Rule
        }
        // A copyright line.
        [b'(', b'c', b')', b' ', b'1' | b'2', ..] => Mark::None,
        [b'-' | b'*' | b'+', b' ', ..]
        | [b'0'..=b'9', b'.' | b')', b' ', ..]
        | [b'0'..=b'9', b'0'..=b'9', b'.' | b')', b' ', ..]
        | [b'(', b'a'..=b'z' | b'1'..=b'9', b')', b' ', ..] => Mark::Item,
        [b'Q' | b'A', b':' | b'.', b' ', ..] => Mark::Speaker,
        [0xE2 | 0xC2, ..] if is_bullet(text) => Mark::Item,
        bytes if may_be_table && is_columns(bytes, line) => Mark::Table,
        _ => Mark::None,
    }
}

fn is_rule(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b'_' | b'-' | b'=' | b' '))
}

fn is_bullet(text: &str) -> bool {
    text.starts_with(['•', '●', '▪', '■', '·', '‣', '–', '—'])
        && text.chars().nth(1).is_some_and(char::is_whitespace)
}

/// Dot leaders, tabs, or gaps of several blanks between columns.
fn is_columns(bytes: &[u8], line: &Line) -> bool {
    if line.width > 160 || !may_hold_columns(bytes) {
        return false;
    }
    let (mut gaps, mut leaders) = (0, 0);
    for triple in bytes.windows(3) {
        match triple {
            b"..." => leaders += 1,
            [before, b' ', b' ']
                if !matches!(before, b' ' | b'.' | b'?' | b'!' | b':' | b'"' | b')') =>
            {
                gaps += 1;
            }
            [before, b'\t', _] if *before != b'\t' => gaps += 1,
            _ => {}
        }
    }
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    leaders >= 3
        || (leaders >= 1 && gaps >= 1 && digits >= 1)
        || (gaps >= 2 && digits >= 2)
        || (gaps >= 1 && digits * 3 >= line.width)
}

/// Whether two blanks, two full stops or a tab stand anywhere but where a line
/// begins: cheap, and false for nearly all prose.
fn may_hold_columns(bytes: &[u8]) -> bool {
    let rest = |from: usize| bytes.get(from..).unwrap_or_default();
    let triples = bytes.iter().zip(rest(1)).zip(rest(2));
    // No branch, so that many bytes are looked at in one step.
    let bit = |holds: bool| u8::from(holds);
    let found = triples.fold(0, |found, ((before, first), second)| {
        let is_pair = bit(first == second) & (bit(*first == b' ') | bit(*first == b'.'));
        found | (is_pair | bit(*first == b'\t')) & bit(*before > b' ')
    });
    found != 0 || bytes.starts_with(b"..")
}
