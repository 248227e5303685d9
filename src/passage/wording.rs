//! Whether two passages say nearly the same, as versions of one story do.

use std::hash::{DefaultHasher, Hash, Hasher};

/// The words of a passage, in a form that can be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wording(Vec<u64>);

/// Of all words of two passages that are nearly the same, so many in ten are in both.
const ALIKE: usize = 8;

impl Wording {
    /// The different words of a text, without regard to case and signs.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
        let mut words: Vec<u64> = words.map(of_word).collect();
        words.sort_unstable();
        words.dedup();
        Self(words)
    }

    /// Whether eight in ten words of both are in both. Passages without words
    /// are never alike.
    #[must_use]
    pub fn is_nearly(&self, other: &Self) -> bool {
        let (shorter, longer) =
            if self.0.len() < other.0.len() { (self, other) } else { (other, self) };
        if shorter.0.is_empty() || shorter.0.len() * 10 < longer.0.len() * ALIKE {
            return false;
        }
        let both = shorter.0.iter().filter(|word| longer.0.binary_search(word).is_ok()).count();
        let all = shorter.0.len() + longer.0.len() - both;
        both * 10 >= all * ALIKE
    }
}

/// What stands for a word.
fn of_word(word: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    word.chars().flat_map(char::to_lowercase).for_each(|c| c.hash(&mut hasher));
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn alike(a: &str, b: &str) -> bool {
        let (a, b) = (Wording::of(a), Wording::of(b));
        assert_eq!(a.is_nearly(&b), b.is_nearly(&a));
        a.is_nearly(&b)
    }

    #[test]
    fn versions_are_alike_and_stories_are_not() {
        let first = "The ferry left the harbour at dawn with forty people on board.";
        assert!(alike(first, "The ferry left the harbour at dawn with 40 people on board"));
        assert!(!alike(first, "The ferry left the harbour at dawn. Nobody has seen it since."));
        assert!(!alike("", "") && !alike("***", "word"));
    }
}
