//! Which lines belong to one paragraph, and what kind of paragraph it is.

use crate::article::{Paragraph, Role};

use super::layout::{Layout, ends_sentence, would_have_fitted};
use super::lines::{Line, Source};
use super::text::{Break, assemble};

/// How much shorter than the others a line may be whose sentence goes on.
const SLACK: usize = 14;

/// Lines that begin something of their own.
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

/// Makes paragraphs of lines. `is_barrier` tells, by the number of a line in
/// `lines`, where a new paragraph must begin.
pub(super) fn join(
    source: Source<'_>,
    lines: &[Line],
    layout: Layout,
    is_barrier: impl Fn(usize) -> bool,
) -> Vec<Paragraph> {
    let marks = marks(source, lines, layout);
    let mut paragraphs = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        let (end, role, how) = run(source, lines, &marks, layout, at, &is_barrier);
        let end = end.clamp(at + 1, lines.len());
        let text = assemble(source, lines.get(at..end).unwrap_or_default(), how);
        if !text.text.is_empty() {
            paragraphs.push(Paragraph { role, text });
        }
        at = end;
    }
    mark_subheads(&mut paragraphs);
    paragraphs
}

/// Longest heading inside a text, in bytes.
const LONGEST_SUBHEAD: usize = 60;

/// A short paragraph that closes no sentence, between two that do, is a heading.
fn mark_subheads(paragraphs: &mut [Paragraph]) {
    let is_prose = |paragraph: &Paragraph| {
        paragraph.role == Role::Para
            && paragraph.text.text.len() > LONGEST_SUBHEAD
            && ends_sentence(&paragraph.text.text)
    };
    for at in 1..paragraphs.len().saturating_sub(1) {
        let Some([before, this, after]) = paragraphs.get_mut(at - 1..=at + 1) else { continue };
        let text = this.text.text.as_str();
        let is_heading = this.role == Role::Para
            && text.len() <= LONGEST_SUBHEAD
            && !ends_sentence(text)
            && !text.ends_with(',')
            && !text.starts_with(['(', '"', '“', '«', '_', '*', '#', '—', '-'])
            && !starts_lower(text)
            && text.split_whitespace().count() <= 8
            && text.chars().any(char::is_alphabetic);
        if is_heading && is_prose(before) && is_prose(after) {
            this.role = Role::Subhead;
        }
    }
}

/// The marks of all lines. In wrapped text a line can begin like a list item
/// by chance, in the middle of a sentence.
fn marks(source: Source<'_>, lines: &[Line], layout: Layout) -> Vec<Mark> {
    let mut previous: Option<&Line> = None;
    let mut marks = Vec::with_capacity(lines.len());
    for line in lines {
        let found = mark(source.of(line), line);
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

fn run(
    source: Source<'_>,
    lines: &[Line],
    marks: &[Mark],
    layout: Layout,
    at: usize,
    is_barrier: &impl Fn(usize) -> bool,
) -> (usize, Role, Break) {
    let block = block_end(lines, layout, at, is_barrier);
    if let Some(end) = table_end(source, lines, marks, layout, at, block) {
        return (end, Role::Table, Break::Kept);
    }
    let role = match marks.get(at) {
        Some(Mark::Item) => Role::List,
        Some(Mark::Speaker) => Role::Qa,
        _ => Role::Para,
    };
    let mut end = at + 1;
    while end < block && goes_on(source, lines, marks, layout, end) {
        end += 1;
    }
    (end, role, Break::Joined)
}

/// Where the lines end that no blank line and no barrier separates.
fn block_end(
    lines: &[Line],
    layout: Layout,
    at: usize,
    is_barrier: &impl Fn(usize) -> bool,
) -> usize {
    let limit =
        if layout.has_gaps || layout.is_wrapped { lines.len() } else { lines.len().min(at + 4096) };
    let mut end = at + 1;
    while end < limit && lines.get(end).is_some_and(|line| line.gap == 0) && !is_barrier(end) {
        end += 1;
    }
    end
}

/// Whether the line at `next` belongs to the paragraph of the line before it.
fn goes_on(
    source: Source<'_>,
    lines: &[Line],
    marks: &[Mark],
    layout: Layout,
    next: usize,
) -> bool {
    let (Some(line), Some(after)) =
        (next.checked_sub(1).and_then(|at| lines.get(at)), lines.get(next))
    else {
        return false;
    };
    if marks.get(next).is_some_and(|mark| *mark != Mark::None && *mark != Mark::Table)
        || marks.get(next - 1) == Some(&Mark::Rule)
    {
        return false;
    }
    let is_indented = layout.indent > 0 && after.indent >= line.indent + 2;
    let follows_item = matches!(marks.get(next - 1), Some(Mark::Item));
    if (is_indented || (layout.indent > 0 && after.indent >= layout.indent)) && !follows_item {
        return false;
    }
    if layout.is_wrapped {
        let separated = layout.has_gaps || layout.indent > 0;
        // Breaks in the middle of a sentence are not always where they must be.
        let slack = if ends_sentence(source.of(line)) { 0 } else { SLACK };
        return separated
            || !would_have_fitted(source, line, after, layout.width.saturating_sub(slack))
            || starts_lower(source.of(after));
    }
    is_broken_off(source.of(line), source.of(after), line.width)
}

/// One line is one paragraph, but for stray breaks in the middle of a sentence.
fn is_broken_off(line: &str, next: &str, width: usize) -> bool {
    if ends_sentence(line) {
        return is_quote_broken(line, next);
    }
    starts_lower(next)
        || ends_in_function_word(line)
        || (width >= 40 && line.ends_with(','))
        || (width >= 40 && line.split_ascii_whitespace().nth(6).is_some() && !is_all_caps(line))
}

/// Whether a quotation is open at the end of a line and closed in the next.
/// Quotations of several paragraphs open anew in each.
fn is_quote_broken(line: &str, next: &str) -> bool {
    let is_odd = |text: &str| text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
    let straight = !next.starts_with('"') && is_odd(line) && is_odd(next);
    let is_open = |open: char, close: char| {
        let (opened, closed) = (line.rfind(open), line.rfind(close));
        let closes = next.find(close);
        opened.is_some()
            && opened > closed
            && closes.is_some()
            && next.find(open).is_none_or(|at| Some(at) > closes)
    };
    straight || is_open('“', '”') || is_open('«', '»')
}

/// Whether the first letter is in lower case.
pub(super) fn starts_lower(text: &str) -> bool {
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
        && !text.starts_with(['-', '*', '•', '('])
}

/// Whether a line has letters and all of them are capitals; what stands
/// between `<` and `>` does not count.
pub(super) fn is_all_caps(text: &str) -> bool {
    let (mut capitals, mut inside) = (0, false);
    for character in text.chars() {
        match character {
            '<' => inside = true,
            '>' => inside = false,
            _ if inside => {}
            c if c.is_lowercase() => return false,
            c if c.is_uppercase() => capitals += 1,
            _ => {}
        }
    }
    capitals > 1
}

/// Whether the last word never ends a sentence or headline.
pub(super) fn ends_in_function_word(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on",
        "or", "than", "that", "the", "their", "to", "whose", "with", "mr.", "mrs.", "ms.", "dr.",
        "sen.", "rep.", "gov.", "gen.", "u.s.", "st.", "und", "der", "die", "das", "et", "de",
        "la", "le", "les", "des", "du", "el", "los", "y", "и", "в", "на", "с", "і", "та", "у",
    ];
    let last = text.rsplit([' ', '\t']).next().unwrap_or_default();
    last.len() <= 10 && WORDS.contains(&last.to_lowercase().as_str())
}

/// Where a table, recipe or verse ends that begins at `at`, if one does.
fn table_end(
    source: Source<'_>,
    lines: &[Line],
    marks: &[Mark],
    layout: Layout,
    at: usize,
    block: usize,
) -> Option<usize> {
    let is_table = |index: usize| marks.get(index) == Some(&Mark::Table);
    let is_alone = layout.has_gaps
        && lines.get(at..block).unwrap_or_default().iter().all(|line| line.width < 60);
    let widest = if is_alone { 60 } else { 40 };
    let is_short = |index: usize| {
        lines.get(index).is_some_and(|line| line.width < widest)
            && matches!(marks.get(index), Some(Mark::None | Mark::Table))
    };
    let mut end = at;
    while end < block && is_table(end) {
        end += 1;
    }
    if end >= at + 2 || (end == at + 1 && end == block && block > at) {
        return (end > at).then_some(end);
    }
    if let Some(end) = rows_end(source, lines, marks, layout, at, block) {
        return Some(end);
    }
    // A title line over the columns belongs to them.
    if layout.has_gaps && block >= at + 3 && (at + 1..block).all(is_table) {
        return Some(block);
    }
    if block - at >= 3 && is_unwrapped(source, lines, at, block, layout, widest) {
        let mut end = at;
        while end < block && is_short(end) {
            end += 1;
        }
        return (end >= at + 3).then_some(end);
    }
    None
}

/// Where rows end that are told as such by indents: every line begins a
/// paragraph of its own, and none ends as a sentence does.
fn rows_end(
    source: Source<'_>,
    lines: &[Line],
    marks: &[Mark],
    layout: Layout,
    at: usize,
    block: usize,
) -> Option<usize> {
    if layout.indent == 0 || !layout.is_wrapped {
        return None;
    }
    let begins = |index: usize| {
        lines.get(index).is_none_or(|line| index >= block || line.indent >= layout.indent.min(3))
    };
    let is_row = |index: usize| {
        lines.get(index).is_some_and(|line| !ends_sentence(source.of(line)))
            && matches!(marks.get(index), Some(Mark::None | Mark::Table))
            && begins(index + 1)
            && (index == at || begins(index))
    };
    let mut end = at;
    while end < block && is_row(end) {
        end += 1;
    }
    (end >= at + 2).then_some(end)
}

/// Whether short lines were broken where they are on purpose: the next word
/// would have fitted again and again.
fn is_unwrapped(
    source: Source<'_>,
    lines: &[Line],
    at: usize,
    block: usize,
    layout: Layout,
    widest: usize,
) -> bool {
    let block = block.min(at + 64);
    let of = lines.get(at..block).unwrap_or_default();
    let short = of.iter().take_while(|line| line.width < widest).count();
    let Some(of) = of.get(..short).filter(|of| of.len() >= 3) else { return false };
    if layout.is_wrapped
        && !layout.has_gaps
        && layout.indent > 0
        && of.iter().any(|line| line.width > layout.width * 4 / 5)
    {
        return false;
    }
    let width = of.iter().map(|line| line.width).max().unwrap_or(0).max(if layout.width < 45 {
        0
    } else {
        40
    });
    let pairs = of.windows(2).filter(|pair| match pair {
        [line, next] => would_have_fitted(source, line, next, width),
        _ => false,
    });
    pairs.count() * 10 > (of.len() - 1) * 4
}

/// What a line begins.
fn mark(text: &str, line: &Line) -> Mark {
    match text.as_bytes() {
        [b'_', b'_', b'_', ..] | [b'-', b'-', b'-', b'-', ..] | [b'=', b'=', b'=', ..]
            if text.bytes().all(|byte| matches!(byte, b'_' | b'-' | b'=' | b' ')) =>
        {
            Mark::Rule
        }
        [b'-' | b'*' | b'+', b' ', ..] => Mark::Item,
        [b'Q' | b'A', b':' | b'.', b' ', ..] => Mark::Speaker,
        [b'0'..=b'9', b'.' | b')', b' ', ..]
        | [b'0'..=b'9', b'0'..=b'9', b'.' | b')', b' ', ..]
        | [b'(', b'a'..=b'z' | b'1'..=b'9', b')', b' ', ..] => Mark::Item,
        _ if text.starts_with(['•', '●', '▪', '■', '·', '‣', '–', '—'])
            && has_blank_second(text) =>
        {
            Mark::Item
        }
        bytes if is_columns(bytes, line) => Mark::Table,
        _ => Mark::None,
    }
}

fn has_blank_second(text: &str) -> bool {
    text.chars().nth(1).is_some_and(char::is_whitespace)
}

/// Dot leaders, tabs, or gaps of several blanks between columns.
fn is_columns(bytes: &[u8], line: &Line) -> bool {
    if line.width > 160 {
        return false;
    }
    let (mut gaps, mut leaders) = (0, 0);
    for triple in bytes.windows(3) {
        match triple {
            [b'.', b'.', b'.'] => leaders += 1,
            [before, b' ', b' ']
                if !matches!(before, b' ' | b'.' | b'?' | b'!' | b':' | b'"' | b')') =>
            {
                gaps += 1;
            }
            [before, b'\t', _] if *before != b'\t' => gaps += 1,
            _ => {}
        }
    }
    leaders >= 3
        || (leaders >= 1 && gaps >= 1 && line.digits >= 1)
        || (gaps >= 2 && line.digits >= 2)
        || (gaps >= 1 && line.digits * 3 >= line.width)
}
