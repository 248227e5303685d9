//! Labels in front of the parts of a plain file: `HEADLINE: …`, `BODY: …`.

use crate::span::Span;

use super::lines::{Line, Source};
use super::starts::Starts;

/// In how many lines labels are looked for.
const LINES: usize = 12;
/// Labels that a line of its own keeps from being text, in lower case.
static LABELS: Starts = Starts::new(&[
    "headline:",
    "title:",
    "dateline:",
    "body:",
    "text:",
    "kicker:",
    "subhead:",
    "deck:",
    "story:",
]);
/// Labels that are read with what follows them.
static WHOLE: Starts = Starts::new(&[
    "byline:",
    "author:",
    "by:",
    "date:",
    "source:",
    "published:",
    "publication date:",
]);

/// Gives each label a line of its own, if a file begins with one and has
/// another near.
pub(super) fn part(source: Source<'_>, lines: &mut Vec<Line>) {
    let text = |line: &Line| source.of(line);
    let is_any = |line: &Line| split(text(line), &LABELS).or(split(text(line), &WHOLE)).is_some();
    if !lines.first().is_some_and(is_any)
        || lines.iter().take(LINES).filter(|line| is_any(line)).count() < 2
    {
        return;
    }
    let mut at = 0;
    while at < lines.len().min(LINES) {
        let found = lines.get(at).and_then(|line| Some((*line, split(source.of(line), &LABELS)?)));
        if let Some((line, (len, value))) = found.filter(|(_, (_, value))| value < &usize::MAX) {
            lines.splice(at..=at, halves(source, line, len, value));
            at += 1;
        }
        at += 1;
    }
}

/// The length of the label that a line begins with, and where its value
/// begins; `usize::MAX` if there is none.
fn split(text: &str, labels: &Starts) -> Option<(usize, usize)> {
    let (label, rest) =
        labels.in_any_case(text).filter(|_| text.starts_with(char::is_uppercase))?;
    let value = rest.trim_start();
    let at = if value.is_empty() { usize::MAX } else { text.len() - value.len() };
    (value.is_empty() || value.len() < rest.len()).then_some((label.len(), at))
}

fn halves(source: Source<'_>, line: Line, len: usize, value: usize) -> [Line; 2] {
    let text = source.of(&line);
    let skipped = text.get(..value).unwrap_or_default().chars().count();
    let start = line.span.start;
    let label = Line { span: Span::new(start, start + len), width: len, ..line };
    let value = Line {
        span: Span::new(start + value, line.span.end),
        chars: line.chars + skipped,
        width: line.width.saturating_sub(skipped),
        gap: 0,
        indent: 0,
        ..line
    };
    [label, value]
}

/// Whether a line is a label and nothing else.
pub(super) fn is_label(text: &str) -> bool {
    LABELS.in_any_case(text).is_some_and(|(_, rest)| rest.is_empty())
}

/// Whether the text begins behind a label.
pub(super) fn opens_text(text: &str) -> bool {
    ["body:", "text:", "story:"].iter().any(|label| label.eq_ignore_ascii_case(text))
}

/// Whether a label says that a place follows.
pub(super) fn opens_place(text: &str) -> bool {
    text.eq_ignore_ascii_case("dateline:")
}
