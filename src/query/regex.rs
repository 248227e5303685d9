//! Regular expressions on one word: folded as words are, refused where the
//! query is read if they cannot be used.

use tantivy_fst::Regex;

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

/// Why an expression cannot be used, as the end of a sentence.
pub(super) fn fault(pattern: &str) -> Option<String> {
    let cause = Regex::new(pattern).err()?.to_string();
    // A fault of spelling is drawn under the expression; its last line says what it is.
    let last = cause.lines().last().unwrap_or_default();
    Some(last.trim_start_matches("error: ").to_owned())
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

    #[test]
    fn what_cannot_be_used() {
        assert_eq!(fault("colou?r"), None);
        assert_eq!(fault("a{2").as_deref(), Some("unclosed counted repetition"));
        assert!(fault("(ab{90}){90}").is_some_and(|cause| cause.contains("limit")));
    }
}
