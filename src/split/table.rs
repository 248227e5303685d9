//! Tables, stock lists, recipes and verse: lines that stay apart.

use super::layout::{ends_sentence, would_have_fitted};
use super::marks::Mark;
use super::paragraphs::{Block, Page};

/// Width below which a line in the midst of others is short.
const SHORT: usize = 40;
/// The same for a block of nothing but such lines.
const SHORT_ALONE: usize = 60;
/// How many lines are looked at to tell verse from narrow columns.
const SAMPLE: usize = 64;

/// Where a table, recipe or verse ends that begins at line `at`, if one does.
pub(super) fn table_end(page: &Page<'_>, at: usize, block: Block) -> Option<usize> {
    columns_end(page, at, block)
        .or_else(|| rows_end(page, at, block))
        .or_else(|| verse_end(page, at, block))
}

/// Lines of columns or dot leaders; a title line over them belongs to them.
fn columns_end(page: &Page<'_>, at: usize, block: Block) -> Option<usize> {
    let is_table = |index: usize| page.marks.get(index) == Some(&Mark::Table);
    let has_title = page.layout.has_gaps && !is_table(at) && is_table(at + 1) && is_table(at + 2);
    let mut end = at + usize::from(has_title);
    while end < block.end && is_table(end) {
        end += 1;
    }
    let is_whole = end == block.end;
    let rows = end - at;
    (rows >= 2 && (!has_title || is_whole) || (rows == 1 && is_whole && is_table(at)))
        .then_some(end)
}

/// Rows that are told as such by indents: every line begins a paragraph of
/// its own, and none ends as a sentence does.
fn rows_end(page: &Page<'_>, at: usize, block: Block) -> Option<usize> {
    let layout = page.layout;
    if layout.indent == 0 || !layout.is_wrapped {
        return None;
    }
    let begins = |index: usize| {
        page.lines
            .get(index)
            .is_none_or(|line| index >= block.end || line.indent >= layout.indent.min(3))
    };
    let is_row = |index: usize| {
        begins(index + 1)
            && (index == at || begins(index))
            && matches!(page.marks.get(index), Some(Mark::None | Mark::Table))
            && !ends_sentence(page.text(index))
    };
    let mut end = at;
    while end < block.end && is_row(end) {
        end += 1;
    }
    (end >= at + 2).then_some(end)
}

/// Three short lines or more that were broken where they are on purpose.
fn verse_end(page: &Page<'_>, at: usize, block: Block) -> Option<usize> {
    if block.end - at < 3 {
        return None;
    }
    let is_alone = page.layout.has_gaps && block.width < SHORT_ALONE;
    let widest = if is_alone { SHORT_ALONE } else { SHORT };
    let is_short = |index: usize| {
        page.lines.get(index).is_some_and(|line| line.width < widest)
            && matches!(page.marks.get(index), Some(Mark::None | Mark::Table))
    };
    if !is_unwrapped(page, at, block, widest) {
        return None;
    }
    let mut end = at;
    while end < block.end && is_short(end) {
        end += 1;
    }
    (end >= at + 3).then_some(end)
}

/// Whether the next word would have fitted again and again.
fn is_unwrapped(page: &Page<'_>, at: usize, block: Block, widest: usize) -> bool {
    let sample = page.lines.get(at..block.end.min(at + SAMPLE)).unwrap_or_default();
    let short = sample.iter().take_while(|line| line.width < widest).count();
    let Some(sample) = sample.get(..short).filter(|sample| sample.len() >= 3) else { return false };
    let layout = page.layout;
    let widest = sample.iter().map(|line| line.width).max().unwrap_or(0);
    if layout.is_wrapped && !layout.has_gaps && layout.indent > 0 && widest > layout.width * 4 / 5 {
        return false;
    }
    let width = widest.max(if layout.width < 45 { 0 } else { SHORT });
    let fits = sample.windows(2).filter(|pair| match pair {
        [line, next] => would_have_fitted(page.source, line, next, width),
        _ => false,
    });
    let fits = fits.count();
    let is_capital =
        |line: &super::lines::Line| page.source.of(line).starts_with(|c: char| c.is_uppercase());
    let is_alone = page.layout.has_gaps && sample.len() > 3 && at + sample.len() == block.end;
    fits * 10 > (sample.len() - 1) * 4
        || (fits > 0
            && is_alone
            && sample.iter().all(is_capital)
            && !sample.iter().all(|line| super::paragraphs::is_all_caps(page.source.of(line))))
}
