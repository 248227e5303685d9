//! The text beside a mark, as wide as there is room for.
//!
//! Widths are columns of a terminal: wide characters take two, combining ones
//! none. A word is not cut, unless it is wider than the room or of a script
//! that has no blanks.

use unicode_width::UnicodeWidthChar;

/// The end of `text` that fits `room` columns, without blanks at its beginning.
///
/// ```
/// use morgue::passage::context::{after, before};
///
/// assert_eq!(before("a treaty to absorb ", 12), "to absorb ");
/// assert_eq!(after(" as West weighs more", 9), " as West");
/// ```
#[must_use]
pub fn before(text: &str, room: usize) -> &str {
    let text = text.trim_start();
    let start = boundary(text.char_indices().rev(), room, text.len());
    let (out, kept) = text.split_at_checked(start).unwrap_or(("", text));
    let kept = if cuts_word(out, kept) {
        kept.find(char::is_whitespace).and_then(|blank| kept.get(blank..)).unwrap_or(kept)
    } else {
        kept
    };
    if out.is_empty() { kept } else { kept.trim_start_matches(takes_no_column).trim_start() }
}

/// The beginning of `text` that fits `room` columns, without blanks at its end.
#[must_use]
pub fn after(text: &str, room: usize) -> &str {
    let text = text.trim_end();
    let mut used = 0;
    let beyond = text.char_indices().find(|(_, c)| {
        used += columns(*c);
        used > room
    });
    let end = beyond.map_or(text.len(), |(at, _)| at);
    let (kept, out) = text.split_at_checked(end).unwrap_or((text, ""));
    if cuts_word(kept, out) {
        let blank = kept.rfind(char::is_whitespace);
        return blank.and_then(|blank| kept.get(..blank)).unwrap_or(kept).trim_end();
    }
    kept.trim_end()
}

/// Where the last characters begin that fit.
fn boundary(characters: impl Iterator<Item = (usize, char)>, room: usize, end: usize) -> usize {
    let mut used = 0;
    let fitting = characters.take_while(|(_, c)| {
        used += columns(*c);
        used <= room
    });
    fitting.last().map_or(end, |(at, _)| at)
}

fn columns(c: char) -> usize {
    c.width().unwrap_or_default()
}

fn takes_no_column(c: char) -> bool {
    columns(c) == 0
}

/// Whether a word of a script with blanks stands on both sides of a cut.
fn cuts_word(left: &str, right: &str) -> bool {
    let narrow = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && columns(c) < 2);
    narrow(left.chars().next_back()) && narrow(right.chars().next())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_that_fit() {
        assert_eq!(before("one two three", 100), "one two three");
        assert_eq!(before("one two three", 9), "two three");
        assert_eq!(before("one two three", 8), "three");
        assert_eq!(before("one two three", 3), "ree");
        assert_eq!(before("one two three", 0), "");
        assert_eq!(after("one two three", 9), "one two");
        assert_eq!(after("one two three", 7), "one two");
        assert_eq!(after("one two three", 6), "one");
        assert_eq!(after("three", 2), "th");
        assert_eq!(after("", 5), "");
    }

    #[test]
    fn wide_and_combining_characters() {
        assert_eq!(before("克里米亚大桥", 5), "大桥");
        assert_eq!(after("克里米亚大桥", 5), "克里");
        assert_eq!(before("xe\u{301}te\u{301}", 3), "e\u{301}te\u{301}");
        assert_eq!(before("xe\u{301}te\u{301}", 1), "e\u{301}");
        assert_eq!(after("e\u{301}te\u{301}", 2), "e\u{301}t");
        assert_eq!(after("e\u{301}te\u{301}", 3), "e\u{301}te\u{301}");
    }
}
