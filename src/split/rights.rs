//! Copyright lines.

use super::starts::Starts;

/// The longest of them, in bytes.
const LONGEST: usize = 400;

/// Whether a line states whose the text is. A sentence can begin with the same
/// words: a year, a name or a mark must follow.
pub(super) fn is_copyright(text: &str) -> bool {
    const RIGHTS: &[&str] =
        &["All rights reserved", "All Rights Reserved", "Alle Rechte vorbehalten"];
    static STARTS: Starts = Starts::new(&["Copyright", "COPYRIGHT", "(c) ", "(C) ", "©"]);
    if text.len() >= LONGEST {
        return false;
    }
    let is_right = |rest: &str| rest.is_empty() || rest.starts_with(['.', ',', ';', ')']);
    let reserves = |text: &str| {
        let behind = |right: &&str| text.split_once(*right).map(|(_, rest)| rest);
        RIGHTS.iter().filter_map(behind).any(is_right)
    };
    if text.starts_with('A') && RIGHTS.iter().any(|right| text.starts_with(right)) {
        return reserves(text);
    }
    let inner = text.strip_prefix('(').filter(|inner| inner.starts_with(['C', '©']));
    let inner = inner.filter(|inner| !inner.starts_with("C)")).unwrap_or(text);
    let rest = STARTS.behind(inner);
    rest.is_some_and(|rest| reserves(rest) || states_owner(rest))
}

/// Whether a line that begins with the sign of copyright says whose the text
/// is: a sentence would go on without a capital and end in a full stop.
pub(super) fn states_right(text: &str) -> bool {
    let owner = text.trim_start_matches(['©', ' ']);
    let is_sentence = owner.starts_with(char::is_lowercase) && owner.ends_with('.');
    is_copyright(text) || !is_sentence
}

/// `2017 Example Press`, `(c) Example Press`, `Example Press 2017.`
fn states_owner(rest: &str) -> bool {
    let rest = rest.trim_start_matches([' ', ',', ':']);
    if rest.starts_with(['©', '(']) || starts_with_year(rest) {
        return true;
    }
    let words = || rest.split_whitespace();
    let names = || words().take_while(|word| may_be_name(word));
    let is_dated = names().any(|word| starts_with_year(word) && word.ends_with('.'));
    is_dated || (names().count() == words().count() && rest.len() <= 80)
}

fn starts_with_year(text: &str) -> bool {
    text.bytes().take(4).filter(u8::is_ascii_digit).count() == 4
}

fn may_be_name(word: &str) -> bool {
    const SMALL: &[&str] = &["by", "of", "the", "and", "for"];
    let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
    !bare.starts_with(char::is_lowercase) || SMALL.contains(&bare)
}
