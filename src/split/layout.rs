//! How the lines of a file are laid out: wrapped or not, and what separates paragraphs.

use super::lines::{Line, Source};
use super::paragraphs::{is_all_caps, starts_lower};
use super::text::is_unspaced;

/// How many lines the statistics look at.
const SAMPLE: usize = 2000;
/// The widest line, in characters, of text that was wrapped by hand or machine.
const WIDEST_WRAP: usize = 100;
/// The same for scripts without blanks, whose characters are twice as wide.
const WIDEST_UNSPACED: usize = 45;

/// The layout of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Layout {
    /// Characters of the longest lines, outliers apart.
    pub width: usize,
    /// Whether paragraphs go over several lines.
    pub is_wrapped: bool,
    /// Whether blank lines stand between paragraphs.
    pub has_gaps: bool,
    /// Columns from which on an indented line begins a paragraph; 0 if indents mean nothing.
    pub indent: usize,
}

/// Tells the layout; where a blank line follows every line, `lines` lose one
/// blank line in front of each.
pub(super) fn classify(source: Source<'_>, lines: &mut [Line]) -> Layout {
    if is_double_spaced(source, lines) {
        for line in &mut *lines {
            line.gap = line.gap.saturating_sub(1);
        }
    }
    let sample = lines.get(..SAMPLE).unwrap_or(lines);
    // A title may be wider than all other lines.
    let width = usual_width(sample.get(usize::from(sample.len() > 3)..).unwrap_or(sample));
    let is_unspaced =
        2 * sample.iter().filter(|line| starts_unspaced(source, line)).count() > sample.len();
    let widest = if is_unspaced { WIDEST_UNSPACED } else { WIDEST_WRAP };
    let (has_gaps, indent) = (has_gaps(source, sample), indent(sample));
    let is_wrapped =
        sample.len() > 2 && width <= widest && is_broken(source, sample, has_gaps, indent > 2);
    Layout { width, is_wrapped, has_gaps, indent }
}

/// Whether sentences go over line breaks: at least one in five lines that
/// another follows ends in the middle of one. Without indents titles do not
/// count; without blank lines as well, a sentence must go on without a capital
/// at least once.
fn is_broken(source: Source<'_>, lines: &[Line], has_gaps: bool, is_indented: bool) -> bool {
    let (mut all, mut open, mut is_carried) = (0, 0, is_indented || has_gaps);
    for pair in lines.windows(2).skip(usize::from(!is_indented)) {
        let [line, next] = pair else { continue };
        if next.gap == 0 {
            all += 1;
            let is_open = !ends_sentence(source.of(line));
            open += usize::from(is_open);
            is_carried = is_carried || (is_open && goes_on(source.of(line), source.of(next)));
        }
    }
    open * 5 >= all && open > 0 && is_carried
}

/// Whether a line begins without a capital, or is one of many in capitals.
fn goes_on(line: &str, next: &str) -> bool {
    let first = next.chars().find(|c| c.is_alphanumeric());
    !first.is_some_and(char::is_uppercase) || (is_all_caps(line) && is_all_caps(next))
}

fn starts_unspaced(source: Source<'_>, line: &Line) -> bool {
    !line.is_ascii && source.of(line).chars().find(|c| c.is_alphabetic()).is_some_and(is_unspaced)
}

fn usual_width(lines: &[Line]) -> usize {
    let mut widths: Vec<usize> = lines.iter().map(|line| line.width).collect();
    let Some(last) = widths.len().checked_sub(1) else { return 0 };
    let outliers = usize::from(widths.len() >= 12) + widths.len() / 50;
    let (_, width, _) = widths.select_nth_unstable(last - outliers.min(last));
    *width
}

/// Every line stands alone, most of them in the middle of a sentence.
fn is_double_spaced(source: Source<'_>, lines: &[Line]) -> bool {
    let sample = lines.get(..SAMPLE).unwrap_or(lines);
    let alone = sample.iter().skip(1).filter(|line| line.gap > 0).count();
    if sample.len() < 8 || alone * 10 < (sample.len() - 1) * 9 || usual_width(sample) > WIDEST_WRAP
    {
        return false;
    }
    let open = sample.iter().filter(|line| !ends_sentence(source.of(line))).count();
    let is_carried = |pair: &&[Line]| match pair {
        [line, next] => !ends_sentence(source.of(line)) && starts_lower(source.of(next)),
        _ => false,
    };
    let carried = sample.windows(2).filter(is_carried).count();
    let in_capitals = sample.iter().filter(|line| is_all_caps(source.of(line))).count();
    let goes_on = carried * 100 >= sample.len() * 12 || in_capitals * 2 > sample.len();
    (open * 10 > sample.len() * 6 && goes_on) || carried * 10 > sample.len() * 3
}

fn has_gaps(source: Source<'_>, lines: &[Line]) -> bool {
    let mut after_sentence = 0;
    for pair in lines.windows(2) {
        let [before, after] = pair else { continue };
        if after.gap > 0 && before.width > 15 && ends_sentence(source.of(before)) {
            after_sentence += 1;
        }
    }
    after_sentence > 1 || (after_sentence == 1 && lines.len() < 12)
}

/// The usual indent of paragraphs, if some lines but not most are indented.
fn indent(lines: &[Line]) -> usize {
    let mut columns = [0_usize; 16];
    for line in lines {
        if let Some(count) = columns.get_mut(line.indent.min(15)) {
            *count += 1;
        }
    }
    let indented: usize = columns.iter().skip(2).sum();
    if indented == 0 {
        return 0;
    }
    let usual = (2..columns.len()).max_by_key(|column| (columns.get(*column), 16 - column));
    usual.unwrap_or(0).min(4)
}

/// Whether a line ends as sentences do, closing quotes and brackets apart.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bytes = text.as_bytes();
    match bytes.last() {
        None => false,
        Some(last) if last.is_ascii_alphanumeric() || *last == b',' => false,
        Some(b'.' | b'!' | b'?' | b':' | b';') => true,
        _ => {
            let inner = text.trim_end_matches([
                '"', '\'', '”', '’', '»', '«', ')', ']', '」', '』', '）', '“', ' ',
            ]);
            inner.ends_with([
                '.', '!', '?', ':', ';', '…', '。', '！', '？', '؟', '：', '；', '۔', '।',
            ])
        }
    }
}

/// Whether a line ends in initials, which need not end a sentence: `U.N.`,
/// also as `U.N .`
pub(super) fn ends_in_initials(text: &str) -> bool {
    let Some(bare) = text.strip_suffix('.') else { return false };
    let word = bare.trim_end().rsplit([' ', '\t']).next().unwrap_or_default();
    let is_letter = |part: &str| part.len() == 1 && part.bytes().all(|c| c.is_ascii_alphabetic());
    word.contains('.') && word.split('.').all(is_letter)
}

/// Whether a line could have taken the first word of the next one.
pub(super) fn would_have_fitted(
    source: Source<'_>,
    line: &Line,
    next: &Line,
    width: usize,
) -> bool {
    let words = source.of(next);
    let first = words.split([' ', '\t']).next().unwrap_or_default();
    let word = match first.chars().next() {
        Some(character) if is_unspaced(character) => 1,
        _ if next.is_ascii => first.len(),
        _ => first.chars().take(width + 1).count(),
    };
    line.indent + line.width + 1 + word <= width
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_end_no_sentence() {
        for (text, expected) in [
            ("The envoy left the U.N.", true),
            ("THE ENVOY LEFT THE U.N .", true),
            ("At 5 p.m.", true),
            ("It was over.", false),
            ("In 1963.", false),
            ("Plan B.", false),
        ] {
            assert_eq!(ends_in_initials(text), expected, "{text}");
        }
    }
}
