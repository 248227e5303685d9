//! Place names and the states and countries behind them.

use super::grammar::date_begins;
use super::token::{Kind, Tokens};

/// A name and the token after it.
pub(super) struct Name {
    /// The name as printed.
    pub printed: String,
    /// The token after it.
    pub next: usize,
    /// Whether all its words are in capitals, or of a script without.
    pub is_caps: bool,
}

/// How many words in capitals a place may have.
const MOST_CAPS: usize = 7;
/// How many words that only begin with a capital.
const MOST_TITLE: usize = 5;

/// Reads a place at token `at`.
pub(super) fn place(tokens: &mut Tokens<'_>, at: usize) -> Option<Name> {
    name(tokens, at, MOST_CAPS, MOST_TITLE)
}

/// Reads a state, province or country at token `at`.
pub(super) fn qualifier(tokens: &mut Tokens<'_>, at: usize) -> Option<Name> {
    name(tokens, at, 5, 4)
}

fn name(tokens: &mut Tokens<'_>, at: usize, most_caps: usize, most_title: usize) -> Option<Name> {
    let (mut next, mut words, mut is_caps) = (at, 0, true);
    loop {
        let token = tokens.at(next);
        let is_continued = next == at || token.is_spaced || follows_stop(tokens, next);
        if token.kind.is_name() && is_continued {
            if next > at && date_begins(tokens, next) {
                break;
            }
            words += 1;
            is_caps &= token.kind != Kind::Title;
            next += 1;
            next += usize::from(is_abbreviated(tokens, next));
        } else if next > at && token.kind == Kind::Lower && is_part_of_name(tokens, next) {
            next += 1;
        } else if next > at && is_initial(tokens, next) {
            next += 2;
        } else if token.kind == Kind::Number && words > 1 && is_ship(tokens, at) {
            next += 1;
        } else {
            break;
        }
        if words > if is_caps { most_caps } else { most_title } {
            return None;
        }
    }
    (words > 0).then(|| Name { printed: tokens.between(at, next).to_owned(), next, is_caps })
}

/// `a.` in `Frankfurt a.M.`
fn is_initial(tokens: &mut Tokens<'_>, at: usize) -> bool {
    let (word, stop) = (tokens.at(at), tokens.at(at + 1));
    word.kind == Kind::Lower
        && word.span.len() == 1
        && stop.kind == Kind::Period
        && !stop.is_spaced
        && tokens.at(at + 2).kind.is_name()
}

/// Numbers are part of the names of ships.
fn is_ship(tokens: &mut Tokens<'_>, at: usize) -> bool {
    matches!(tokens.word(at), "ABOARD" | "Aboard")
}

/// `N.` goes on with `Y.`
fn follows_stop(tokens: &mut Tokens<'_>, at: usize) -> bool {
    at > 0 && tokens.at(at - 1).kind == Kind::Period
}

/// Whether the full stop at a token belongs to the word before it.
fn is_abbreviated(tokens: &mut Tokens<'_>, at: usize) -> bool {
    let stop = tokens.at(at);
    if stop.kind != Kind::Period || stop.is_spaced {
        return false;
    }
    let word = tokens.word(at - 1);
    let next = tokens.at(at + 1);
    let letters = word.chars().count();
    match next.kind {
        Kind::Comma | Kind::Slash | Kind::Open => letters <= 5,
        kind if kind.is_dash() => {
            (letters <= 5 && next.is_spaced)
                || (letters == 1 && next.span.len() > 1)
                || (letters <= 4 && tokens.at(at + 2).kind == Kind::Open)
        }
        kind if kind.is_name() => letters == 1 || (letters <= 3 && !date_begins(tokens, at + 1)),
        _ => letters == 1,
    }
}

/// Lower-case words inside names: they need a name behind them, but for the
/// last words of "On the Syrian border".
fn is_part_of_name(tokens: &mut Tokens<'_>, at: usize) -> bool {
    const PARTICLES: &[&str] = &[
        "a", "al", "am", "an", "and", "at", "auf", "aux", "bei", "d", "da", "das", "de", "dei",
        "del", "della", "den", "der", "des", "di", "do", "dos", "du", "e", "el", "en", "er", "es",
        "im", "in", "la", "las", "le", "les", "lo", "los", "near", "na", "nad", "ob", "of", "off",
        "on", "over", "s", "sous", "sur", "the", "to", "under", "upon", "van", "y", "на", "над",
    ];
    let word = tokens.word(at);
    if matches!(word, "border" | "coast" | "front") {
        return true;
    }
    let next = tokens.at(at + 1);
    let goes_on = next.is_spaced
        && (next.kind.is_name()
            || (next.kind == Kind::Lower && PARTICLES.contains(&tokens.word(at + 1))));
    goes_on && PARTICLES.contains(&word) && !matches!(word, "and" | "e" | "y")
}
