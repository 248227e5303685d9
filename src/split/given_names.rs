//! Given names that tell the name of a person from other words with capitals.

use std::sync::LazyLock;

use super::hash::Names;

/// The names in lower case. Those that are words, places or surnames as often
/// are left out.
const GIVEN_NAMES: &str = include_str!("given_names.txt");

static TABLE: LazyLock<Names<()>> =
    LazyLock::new(|| GIVEN_NAMES.split_ascii_whitespace().map(|name| (name, ())).collect());

/// Whether the first word of a text is a common given name.
pub(super) fn begins_with_given_name(text: &str) -> bool {
    let first = text.split(' ').next().unwrap_or_default();
    let names = || TABLE.get(first.split('-').next().unwrap_or_default()).is_some();
    first.starts_with(char::is_uppercase) && (TABLE.get(first).is_some() || names())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_persons_are_told_from_other_words() {
        for name in ["Ida Holm", "ANNA LIND", "Karl-Otto Kern", "José Ruiz", "Jürgen Voss"] {
            assert!(begins_with_given_name(name), "{name}");
        }
        for text in
            ["Christian Democrats", "Grace Period", "New Rules", "ida holm", "Rose Garden", ""]
        {
            assert!(!begins_with_given_name(text), "{text}");
        }
    }
}
