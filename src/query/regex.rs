//! Regular expressions on one word: folded as words are, refused where the
//! query is read if they cannot be used.

use std::error::Error;
use std::sync::Arc;

use regex_automata::dfa::{Automaton, StartKind, dense};
use regex_automata::nfa::thompson;
use regex_automata::util::primitives::StateID;
use regex_automata::util::start;
use regex_automata::{Anchored, MatchKind};

/// A regular expression that accepts whole words. Copies share its table.
#[derive(Debug, Clone)]
pub struct Expression(Arc<dense::DFA<Vec<u32>>>);

/// Bytes of memory for an expression on its way to a table, of what the table is made
/// from, and of the table: it is made in some hundredths of a second at most.
const LARGEST_PROGRAM: usize = 256 << 10;
const LARGEST_SETS: usize = 512 << 10;
const LARGEST_TABLE: usize = 2 << 20;

impl Expression {
    /// # Errors
    /// Why the pattern cannot be used, as the end of a sentence.
    pub fn new(pattern: &str) -> Result<Self, String> {
        let program = thompson::Config::new().nfa_size_limit(Some(LARGEST_PROGRAM));
        let table = dense::Config::new()
            // A word is accepted whole, so no alternative comes before others.
            .match_kind(MatchKind::All)
            .start_kind(StartKind::Anchored)
            .accelerate(false)
            .determinize_size_limit(Some(LARGEST_SETS))
            .dfa_size_limit(Some(LARGEST_TABLE));
        let built = dense::Builder::new().thompson(program).configure(table).build(pattern);
        built.map(|table| Self(Arc::new(table))).map_err(|cause| last_line(&cause))
    }

    /// The state before the first byte of a word.
    #[must_use]
    pub fn start(&self) -> StateID {
        let start = self.0.start_state(&start::Config::new().anchored(Anchored::Yes));
        // There is such a state, for the table was made for it.
        start.unwrap_or_default()
    }

    /// The state behind one more byte.
    #[must_use]
    pub fn next(&self, state: StateID, byte: u8) -> StateID {
        self.0.next_state(state, byte)
    }

    /// Whether the word may end here.
    #[must_use]
    pub fn is_match(&self, state: StateID) -> bool {
        self.0.is_match_state(self.0.next_eoi_state(state))
    }

    /// Whether anything that follows may still be accepted.
    #[must_use]
    pub fn can_match(&self, state: StateID) -> bool {
        !self.0.is_dead_state(state) && !self.0.is_quit_state(state)
    }
}

/// A fault of spelling is drawn under the expression; its last line says what it is.
fn last_line(cause: &dyn Error) -> String {
    let mut cause = cause;
    while let Some(source) = cause.source() {
        cause = source;
    }
    let told = cause.to_string();
    told.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned()
}

/// The expression with its plain letters folded as the dictionary is; what
/// stands behind a backslash, and its `{…}`, stays as it is.
pub(super) fn folded(pattern: &str, mut fold: impl FnMut(&str) -> String) -> String {
    let mut folded = String::new();
    let mut rest = pattern;
    while let Some(next) = rest.chars().next() {
        let len = match next {
            '\\' => escape_len(rest),
            _ => next.len_utf8(),
        };
        let (piece, after) = rest.split_at_checked(len).unwrap_or((rest, ""));
        if next.is_alphabetic() {
            folded.push_str(&fold(piece));
        } else {
            folded.push_str(piece);
        }
        rest = after;
    }
    folded
}

/// Bytes of an escape: `\d`, `\pL`, `\p{Greek}`, `\x{e9}`.
fn escape_len(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    let Some((at, escaped)) = characters.next() else { return rest.len() };
    let end = at + escaped.len_utf8();
    let braced = rest.get(end..).is_some_and(|rest| rest.starts_with('{'));
    match escaped {
        'p' | 'P' | 'x' | 'u' | 'U' if braced => rest.find('}').map_or(rest.len(), |at| at + 1),
        'p' | 'P' => {
            end + rest.get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
        }
        _ => end,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(pattern: &str, expected: &str) {
        assert_eq!(folded(pattern, str::to_lowercase), expected);
    }

    #[test]
    fn letters_are_folded_but_not_classes() {
        check("NATO.*", "nato.*");
        check("[A-Z]+", "[a-z]+");
        check(r"\D\S\pL\PL\p{Greek}A", r"\D\S\pL\PL\p{Greek}a");
        check(r"\\A\", r"\\a\");
        check("É?", "é?");
    }

    fn accepts(pattern: &str, word: &str) -> bool {
        let expression = Expression::new(pattern).unwrap();
        let end = word.bytes().fold(expression.start(), |state, byte| expression.next(state, byte));
        assert!(expression.can_match(end) || !expression.is_match(end));
        expression.is_match(end)
    }

    #[test]
    fn words_are_accepted_whole() {
        assert!(accepts("a|ab", "ab") && accepts("a|ab", "a") && accepts("ab??", "ab"));
        assert!(!accepts("a", "ab") && !accepts("b", "ab") && !accepts("a", ""));
        assert!(accepts("^a$", "a") && accepts("к.т", "кот") && accepts(r"\pL+", "été"));
        assert!(accepts("(ab{9}){9}", &"abbbbbbbbb".repeat(9)));
    }

    #[test]
    fn what_cannot_be_used() {
        let fault = |pattern: &str| Expression::new(pattern).err();
        assert_eq!(fault("colou?r"), None);
        assert_eq!(fault("a{2").as_deref(), Some("unclosed counted repetition"));
        for large in ["(ab{90}){90}", "(a|b)*a(a|b){20}", r"\pL{90}"] {
            assert!(fault(large).is_some_and(|cause| cause.contains("limit")), "{large}");
        }
    }
}
