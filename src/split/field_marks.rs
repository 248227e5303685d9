//! Headers of exports that begin each of their lines with `-- `.

use super::lines::{Line, Source};
use super::openings::is_url;

/// How many lines such a header has at most.
const MOST_LINES: usize = 12;
/// How many of its lines are marked at least.
const FEWEST_MARKED: usize = 2;

/// What the marks tell of a header.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Fields {
    /// How many lines the title takes, which comes first.
    pub title: usize,
    /// How many lines the header has, if its address shows where it ends.
    pub count: usize,
}

/// Takes the marks off the header, and the lines that hold nothing else.
pub(super) fn strip(source: Source<'_>, lines: &mut Vec<Line>) -> Fields {
    if lines.first().is_none_or(|line| unmarked(source.of(line)).is_none()) {
        return Fields::default();
    }
    let fields = ending_in_address(source, lines);
    let count = fields.map_or_else(|| marked(source, lines), |fields| fields.count);
    if count < FEWEST_MARKED {
        return Fields::default();
    }
    for line in lines.iter_mut().take(count) {
        let text = source.of(line);
        let Some(bare) = unmarked(text) else { continue };
        let skipped = text.len() - bare.len();
        line.span.start += skipped;
        line.chars += skipped;
        line.width = line.width.saturating_sub(skipped);
    }
    let empty = lines.iter().take(count).filter(|line| line.span.is_empty()).count();
    lines.retain(|line| !line.span.is_empty());
    fields.map_or_else(Fields::default, |fields| Fields { count: count - empty, ..fields })
}

/// The text behind the mark of a line.
fn unmarked(text: &str) -> Option<&str> {
    let bare = text.strip_prefix("--")?;
    (!bare.starts_with('-')).then(|| bare.trim_start_matches([' ', '\t']))
}

/// How many lines are marked by hyphens and a blank, if nothing else ends the header.
fn marked(source: Source<'_>, lines: &[Line]) -> usize {
    let is_marked = |line: &&Line| source.of(line).starts_with("-- ");
    lines.iter().take(MOST_LINES).take_while(is_marked).count()
}

/// A header ends in its address. Only its title may go on in a line without a mark.
fn ending_in_address(source: Source<'_>, lines: &[Line]) -> Option<Fields> {
    let text = |line: &Line| unmarked(source.of(line));
    let head = || lines.iter().take(MOST_LINES);
    let count = 1 + head().position(|line| text(line).is_some_and(is_url))?;
    let is_title = text(lines.first()?).is_some_and(|title| !title.is_empty() && !is_url(title));
    let wrapped = head().skip(1).take_while(|line| text(line).is_none()).count();
    let are_marked = head().take(count).skip(1 + wrapped).all(|line| text(line).is_some());
    let title = if is_title { 1 + wrapped } else { 0 };
    (count > 1 && are_marked && (is_title || wrapped == 0)).then_some(Fields { title, count })
}
