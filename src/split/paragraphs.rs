//! Which lines belong to one paragraph, and what kind of paragraph it is.

use memchr::{memchr, memchr_iter, memchr3};

use crate::article::{Paragraph, Role};

use super::dateline;
use super::layout::{Layout, ends_in_initials, ends_sentence, would_have_fitted};
use super::lines::{Line, Source};
use super::marks::{Mark, SLACK, marks};
use super::table::table_end;
use super::text::{Break, assemble};

/// Longest heading inside a text, in bytes.
const LONGEST_SUBHEAD: usize = 60;

/// Lines between blank lines or barriers.
#[derive(Debug, Clone, Copy)]
pub(super) struct Block {
    /// The line after the last.
    pub end: usize,
    /// Characters of its widest line.
    pub width: usize,
}

/// What joining needs to know of all lines.
pub(super) struct Page<'a> {
    pub source: Source<'a>,
    pub lines: &'a [Line],
    pub marks: Vec<Mark>,
    pub layout: Layout,
}

impl<'a> Page<'a> {
    /// The text of a line; empty behind the last.
    pub(super) fn text(&self, at: usize) -> &'a str {
        self.lines.get(at).map_or("", |line| self.source.of(line))
    }
}

/// Makes paragraphs of lines. `is_barrier` tells, by the number of a line in
/// `lines`, where a new paragraph must begin.
pub(super) fn join(
    source: Source<'_>,
    lines: &[Line],
    layout: Layout,
    is_barrier: impl Fn(usize) -> bool,
) -> Vec<Paragraph> {
    let page = Page { source, lines, marks: marks(source, lines, layout), layout };
    let mut paragraphs = Vec::new();
    let mut block = Block { end: 0, width: 0 };
    let mut at = 0;
    while at < lines.len() {
        if at >= block.end {
            block = block_at(lines, at, &is_barrier);
        }
        let (end, role, how) = run(&page, at, block);
        let end = end.clamp(at + 1, block.end.max(at + 1));
        let text = assemble(source, lines.get(at..end).unwrap_or_default(), how);
        if !text.text.is_empty() {
            paragraphs.push(Paragraph { role, text });
        }
        at = end;
    }
    mark_subheads(&mut paragraphs);
    paragraphs
}

fn block_at(lines: &[Line], at: usize, is_barrier: &impl Fn(usize) -> bool) -> Block {
    let mut block = Block { end: at + 1, width: lines.get(at).map_or(0, |line| line.width) };
    while let Some(line) = lines.get(block.end).filter(|line| line.gap == 0) {
        if is_barrier(block.end) {
            break;
        }
        block.width = block.width.max(line.width);
        block.end += 1;
    }
    block
}

/// Where the paragraph ends that begins at `at`, and what it is.
fn run(page: &Page<'_>, at: usize, block: Block) -> (usize, Role, Break) {
    if let Some(end) = table_end(page, at, block) {
        return (end, Role::Table, Break::Kept);
    }
    let role = match page.marks.get(at) {
        Some(Mark::Item) => Role::List,
        Some(Mark::Speaker) => Role::Qa,
        _ => Role::Para,
    };
    let mut end = at + 1;
    while end < block.end && goes_on(page, end) {
        end += 1;
    }
    (end, role, Break::Joined)
}

/// Whether the line at `next` belongs to the paragraph of the line before it.
fn goes_on(page: &Page<'_>, next: usize) -> bool {
    let before = next.checked_sub(1).and_then(|at| page.lines.get(at).zip(page.marks.get(at)));
    let (Some((line, mark)), Some(after)) = (before, page.lines.get(next)) else { return false };
    let begins = matches!(page.marks.get(next), Some(Mark::Item | Mark::Speaker | Mark::Rule));
    if begins || *mark == Mark::Rule {
        return false;
    }
    let layout = page.layout;
    let is_indented =
        layout.indent > 0 && (after.indent >= line.indent + 2 || after.indent >= layout.indent);
    if is_indented && *mark != Mark::Item {
        return false;
    }
    let (text, following) = (page.source.of(line), page.source.of(after));
    if ends_sentence(text) && begins_story(following) {
        return false;
    }
    if text.ends_with(';') && is_inside(page.source, page.lines, next) {
        return true;
    }
    if !layout.is_wrapped {
        return is_broken_off(text, following, line.width);
    }
    if layout.has_gaps || layout.indent > 0 {
        return true;
    }
    // Breaks in the middle of a sentence are not always where they must be.
    let closes = ends_sentence(text) && !ends_in_initials(text) && !ends_in_function_word(text);
    let slack = if closes { 0 } else { SLACK };
    !would_have_fitted(page.source, line, after, layout.width.saturating_sub(slack))
        || starts_lower(following)
}

/// How many lines a credit in parentheses may take.
const CREDIT_LINES: usize = 6;

/// Whether a line stands inside the parentheses that a line shortly above
/// begins with.
pub(super) fn is_inside(source: Source<'_>, lines: &[Line], at: usize) -> bool {
    let is_together = |below: &usize| lines.get(*below).is_some_and(|line| line.gap == 0);
    let first = |at: usize| lines.get(at).and_then(|line| source.of(line).as_bytes().first());
    let starts = |above: &usize| first(*above) == Some(&b'(');
    let above = (0..=at).rev().take_while(is_together).take(CREDIT_LINES);
    let opened = above.filter_map(|below| below.checked_sub(1)).find(starts);
    let Some(inside) = opened.and_then(|opened| lines.get(opened..at)) else { return false };
    let count = |byte: u8| -> usize {
        inside.iter().map(|line| memchr_iter(byte, source.of(line).as_bytes()).count()).sum()
    };
    count(b'(') > count(b')')
}

/// In how many bytes of a line the mark of a dateline is looked for.
const STORY: usize = 100;

/// Whether a line begins with the dateline of a story, and a date or agency in it.
fn begins_story(text: &str) -> bool {
    let head = text.as_bytes().get(..STORY).unwrap_or(text.as_bytes());
    // Long dashes begin with `0xE2`.
    let has_mark = || {
        memchr3(b'(', b'/', 0xE2, head).is_some()
            || memchr_iter(b'-', head).any(|at| head.get(..at).is_some_and(|b| b.ends_with(b" ")))
    };
    let may_be = !text.starts_with(char::is_lowercase) && has_mark();
    let found = || dateline::accept(text, false);
    may_be && found().is_some_and(|found| found.day.is_some() || !found.agencies.is_empty())
}

/// One line is one paragraph, but for stray breaks in the middle of a sentence.
fn is_broken_off(line: &str, next: &str, width: usize) -> bool {
    if opens_again(line, next) {
        return false;
    }
    if ends_sentence(line) {
        return is_quote_broken(line, next);
    }
    starts_lower(next)
        || ends_in_function_word(line)
        || ends_in_dash(line)
        || (width >= 40 && line.ends_with(','))
        || (width >= 40 && line.split_ascii_whitespace().nth(6).is_some() && !is_all_caps(line))
}

/// Whether a line opens a quotation while one is open: that of several
/// paragraphs does so in each.
fn opens_again(line: &str, next: &str) -> bool {
    const MARKS: [(char, char); 5] = [('“', '”'), ('«', '»'), ('„', '“'), ('‘', '’'), ('「', '」')];
    let is_odd = line.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
    let is_open = |(open, close)| line.rfind(open) > line.rfind(close);
    let begins = |mark: char| {
        next.strip_prefix(mark).is_some_and(|rest| rest.starts_with(char::is_alphanumeric))
    };
    (is_odd && begins('"')) || MARKS.into_iter().any(|marks| is_open(marks) && begins(marks.0))
}

/// `GENEVA (Reuters) -`: what a dash introduces follows.
fn ends_in_dash(line: &str) -> bool {
    [" -", " --", " –", " —"].iter().any(|dash| line.ends_with(dash))
}

/// Whether a quotation is open at the end of a line and closed in the next.
/// Quotations of several paragraphs open anew in each.
fn is_quote_broken(line: &str, next: &str) -> bool {
    let is_odd = |text: &str| text.bytes().filter(|byte| *byte == b'"').count() % 2 == 1;
    let straight = !next.starts_with('"') && is_odd(line) && is_odd(next);
    let is_open = |open: char, close: char| {
        let (last_open, last_close) = (line.rfind(open), line.rfind(close));
        let end = next.find(close);
        let is_first = || next.find(open).is_none_or(|at| Some(at) > end);
        last_open.is_some() && last_open > last_close && end.is_some() && is_first()
    };
    straight || is_open('“', '”') || is_open('«', '»')
}

/// Whether the first letter is in lower case.
pub(super) fn starts_lower(text: &str) -> bool {
    if text.as_bytes().first().is_some_and(u8::is_ascii_uppercase) {
        return false;
    }
    text.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
        && !text.starts_with(['-', '*', '•', '('])
}

/// Whether a line has letters and all of them are capitals; what stands
/// between `<` and `>` does not count.
pub(super) fn is_all_caps(text: &str) -> bool {
    let (mut capitals, mut inside) = (0, false);
    if text.is_ascii() && memchr(b'<', text.as_bytes()).is_none() {
        let is_lower = text.bytes().any(|byte| byte.is_ascii_lowercase());
        return !is_lower && text.bytes().filter(u8::is_ascii_uppercase).nth(1).is_some();
    }
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

/// Words that never end a sentence or headline.
const FUNCTION_WORDS: &[&str] = &[
    "a", "an", "and", "as", "at", "but", "by", "for", "from", "in", "into", "nor", "of", "on",
    "or", "than", "that", "the", "their", "to", "whose", "with", "mr.", "mrs.", "ms.", "dr.",
    "sen.", "rep.", "gov.", "gen.", "u.s.", "st.", "und", "der", "die", "das", "et", "de", "la",
    "le", "les", "des", "du", "el", "los", "y", "и", "в", "на", "с", "і", "та", "у",
];

/// Whether the last word never ends a sentence or headline.
pub(super) fn ends_in_function_word(text: &str) -> bool {
    let last = text.rsplit([' ', '\t']).next().unwrap_or_default();
    let is_known = |word: &&str| word.eq_ignore_ascii_case(last);
    last.len() <= 10
        && (FUNCTION_WORDS.iter().any(is_known)
            || (!last.is_ascii() && FUNCTION_WORDS.contains(&last.to_lowercase().as_str())))
}

/// A short paragraph that closes no sentence, between two that do, is a heading.
fn mark_subheads(paragraphs: &mut [Paragraph]) {
    for at in 1..paragraphs.len().saturating_sub(1) {
        let Some([before, this, after]) = paragraphs.get_mut(at - 1..=at + 1) else { continue };
        if is_heading(this) && is_prose(before) && is_prose(after) {
            this.role = Role::Subhead;
        }
    }
}

fn is_prose(paragraph: &Paragraph) -> bool {
    let text = paragraph.text.text.as_str();
    paragraph.role == Role::Para && text.len() > LONGEST_SUBHEAD && ends_sentence(text)
}

fn is_heading(paragraph: &Paragraph) -> bool {
    let text = paragraph.text.text.as_str();
    paragraph.role == Role::Para
        && text.len() <= LONGEST_SUBHEAD
        && !ends_sentence(text)
        && !text.ends_with(',')
        && !text.starts_with(['(', '"', '“', '«', '_', '*', '#', '—', '-'])
        && !starts_lower(text)
        && text.split_whitespace().count() <= 8
        && text.chars().any(char::is_alphabetic)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotations_that_open_anew_are_not_broken_off() {
        for (line, next, expected) in [
            (
                "“We go on with the quay until its last stone lies",
                "“Then we rest,” he said.",
                false,
            ),
            (
                "\"We go on with the quay until its last stone lies",
                "\"Then we rest,\" he said.",
                false,
            ),
            (
                "«We go on with the quay until its last stone lies",
                "«Then we rest», he said.",
                false,
            ),
            ("“We go on with the quay until its last stone lies", "There,” he said.", true),
            ("We go on with the quay until its last stone, the", "“Tooth”, lies.", true),
            ("“We go on until the last stone lies.” He paused.", "“Then we rest,” he said.", false),
        ] {
            assert_eq!(
                is_broken_off(line, next, line.chars().count()),
                expected,
                "{line} | {next}"
            );
        }
    }
}
