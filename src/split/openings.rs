//! How running text begins: what tells its first line from a title.

use super::layout::ends_sentence;

/// From how many words on a line below a title is text though it ends like an
/// abbreviation or in a colon.
const MANY_WORDS: usize = 8;
/// The same for a question, an exclamation and an open end.
const MOST_WORDS: usize = 12;
/// How few words make no sentence where a title may stand.
const FEW_WORDS: usize = 5;

/// Whether a line is a whole sentence. Below a title more is one: headlines
/// end in abbreviations, and may be long questions.
pub(super) fn ends_as_sentence(text: &str, is_below_title: bool) -> bool {
    let bare = text.trim_end_matches(['"', '\'', '”', '’', '»', ')', '」', '』']);
    if bare.ends_with(['。', '؟', '۔']) {
        return true;
    }
    let words = bare.split_whitespace().count();
    let is_open = bare.ends_with("..") || bare.ends_with(['…', '?', '!']);
    if is_below_title && is_open && words >= MOST_WORDS
        || is_below_title && bare.ends_with(':') && words >= MANY_WORDS
    {
        return true;
    }
    let last = bare.rsplit(' ').next().unwrap_or_default();
    let may_end = !is_abbreviation(last) || is_below_title && words >= MANY_WORDS && is_prose(bare);
    bare.ends_with('.') && !bare.ends_with("..") && words >= FEW_WORDS && may_end
}

/// `It rained.`: a sentence however short, if it stands alone below a title.
pub(super) fn is_short_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', '»']);
    let mut words = bare.split_whitespace();
    let last = bare.rsplit(' ').next().unwrap_or_default();
    let is_name = |word: &str| !word.starts_with(|c: char| c.is_lowercase());
    bare.ends_with('.')
        && !bare.ends_with("..")
        && words.clone().count() > 1
        && !is_abbreviation(last)
        && !words.all(is_name)
}

/// `U.S.`, `p.m.`, `Co.`; no number is one.
fn is_abbreviation(last: &str) -> bool {
    let is_number = last.contains(|c: char| c.is_ascii_digit() || c == '%');
    let is_short = last.len() <= 3 && last.starts_with(|c: char| !c.is_lowercase());
    !is_number && (last.matches('.').count() > 1 || is_short)
}

/// Whether most words begin in lower case.
fn is_prose(text: &str) -> bool {
    let small = text.split_whitespace().filter(|word| word.starts_with(char::is_lowercase));
    2 * small.count() > text.split_whitespace().count()
}

/// Whether a sentence ends inside: a full stop behind a word of four letters,
/// a capital behind the blank.
pub(super) fn has_sentence_end(text: &str) -> bool {
    text.match_indices(". ").any(|(at, _)| {
        let before = text.get(..at).unwrap_or_default();
        let word = before.rsplit([' ', '.']).next().unwrap_or_default();
        let after = text.get(at + 2..).and_then(|rest| rest.chars().next());
        word.chars().count() >= 4 && after.is_some_and(char::is_uppercase)
    })
}

/// Whether a line is like those of the body: long, or the end of a sentence.
pub(super) fn is_body_like(text: &str) -> bool {
    text.len() > 90 || (ends_sentence(text) && !text.ends_with([':', ';']))
}

/// A bullet, a question of an interview, leaders.
pub(super) fn is_listed(text: &str) -> bool {
    matches!(text.as_bytes(), [b'-', b' ', ..] | [b'Q', b':', b' ', ..])
        || text.starts_with(['•', '●', '▪'])
        || text.as_bytes().windows(4).any(|four| four == b"....")
}

/// An address on the web and nothing else.
pub(super) fn is_url(text: &str) -> bool {
    (text.starts_with("http://") || text.starts_with("https://") || text.starts_with("www."))
        && !text.contains(' ')
}

/// The stars of a review.
pub(super) fn is_rating(text: &str) -> bool {
    text.starts_with(['★', '☆']) && text.chars().all(|c| matches!(c, '★' | '☆' | '½' | ' '))
}

/// A rule drawn with hyphens and the like.
pub(super) fn is_rule(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|byte| matches!(byte, b'=' | b'-' | b'_' | b'~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentences_below_titles() {
        for (text, above, below) in [
            ("The bath on Fish Lane has closed, and its oldest swimmer is 93.", true, true),
            ("The shares closed on Friday in London up 3%.", true, true),
            ("The shares closed on Friday in London at $9.50.", true, true),
            ("The keys of the old bath have been sent to the U.S.", false, true),
            ("The keys of the old bath have been sent to LA.", false, true),
            ("The last swimmer left the old bath at 9 p.m.", false, true),
            (
                "Who stole the ferry from her berth in the inner harbour on Friday night?",
                false,
                true,
            ),
            ("Who stole the ferry?", false, false),
            ("Here is what the board decided on Friday after nine hours:", false, true),
            ("Three things were decided:", false, false),
            ("Delmar Foods Sells Mill To Harbour Trust Holding Co.", false, false),
            ("Ferry runs aground", false, false),
        ] {
            assert_eq!(ends_as_sentence(text, false), above, "{text}");
            assert_eq!(ends_as_sentence(text, true), below, "{text}");
        }
    }

    #[test]
    fn short_sentences() {
        for (text, expected) in [
            ("It rained.", true),
            ("\"The ferry has left.\"", true),
            ("Jane Doe.", false),
            ("Delmar Foods Co.", false),
            ("Rain.", false),
            ("It rained", false),
        ] {
            assert_eq!(is_short_sentence(text), expected, "{text}");
        }
    }
}
