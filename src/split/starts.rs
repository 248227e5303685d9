//! Lists of words that lines begin with.

/// Words that a line may begin with. Most lines are told from their first
/// byte to begin with none of them.
pub(super) struct Starts {
    words: &'static [&'static str],
    /// The first bytes below 128, in both cases, as bits.
    first: u128,
    /// Whether a word begins with a letter beyond ASCII.
    has_wide: bool,
}

impl Starts {
    /// A list; words that are to be found in any case are given in lower case.
    pub(super) const fn new(words: &'static [&'static str]) -> Self {
        let (mut first, mut has_wide) = (0, false);
        let mut rest = words;
        while let Some((word, others)) = rest.split_first() {
            match word.as_bytes().first() {
                Some(byte) if byte.is_ascii() => {
                    first |= 1 << byte.to_ascii_lowercase();
                    first |= 1 << byte.to_ascii_uppercase();
                }
                Some(_) => has_wide = true,
                None => {}
            }
            rest = others;
        }
        Self { words, first, has_wide }
    }

    /// What follows the first word of the list that a text begins with.
    pub(super) fn behind<'t>(&self, text: &'t str) -> Option<&'t str> {
        let (first, second) = (text.as_bytes().first(), text.as_bytes().get(1));
        let has_first = |word: &&&str| {
            let mut bytes = word.as_bytes().iter();
            bytes.next() == first && bytes.next().is_none_or(|byte| Some(byte) == second)
        };
        let mut words = self.words_for(text).iter().filter(has_first);
        words.find_map(|word| text.strip_prefix(word))
    }

    /// Whether a text begins with one of the words.
    pub(super) fn begin(&self, text: &str) -> bool {
        self.behind(text).is_some()
    }

    /// The first word of the list that a text begins with in any case, and
    /// what follows it.
    pub(super) fn in_any_case<'t>(&self, text: &'t str) -> Option<(&'static str, &'t str)> {
        self.all_in_any_case(text).next()
    }

    /// All words of the list that a text begins with in any case, and what
    /// follows each.
    pub(super) fn all_in_any_case<'t>(
        &self,
        text: &'t str,
    ) -> impl Iterator<Item = (&'static str, &'t str)> {
        let first = text.as_bytes().first().map(u8::to_ascii_lowercase);
        let has_first = move |word: &&&str| {
            first.is_some_and(|byte| !byte.is_ascii()) || word.as_bytes().first().copied() == first
        };
        self.words_for(text).iter().filter(has_first).filter_map(move |word| {
            let (head, rest) = text.split_at_checked(word.len())?;
            is_same(head, word).then_some((*word, rest))
        })
    }

    fn words_for(&self, text: &str) -> &'static [&'static str] {
        let may_begin = match text.as_bytes().first() {
            Some(byte) if byte.is_ascii() => (self.first >> byte) & 1 == 1,
            Some(_) => self.has_wide,
            None => false,
        };
        if may_begin { self.words } else { &[] }
    }
}

/// Whether a text is the same as one in lower case, but for case.
fn is_same(text: &str, lower: &str) -> bool {
    text.eq_ignore_ascii_case(lower) || (!text.is_ascii() && text.to_lowercase() == lower)
}

#[cfg(test)]
mod tests {
    use super::*;

    static LABELS: Starts = Starts::new(&["from", "fro", "сообщает", ":"]);

    #[test]
    fn the_first_word_of_the_list_is_found() {
        assert_eq!(LABELS.behind("from A"), Some(" A"));
        assert_eq!(LABELS.behind("frog"), Some("g"));
        assert_eq!(LABELS.behind(": A"), Some(" A"));
        assert_eq!(LABELS.behind("From A"), None);
        assert_eq!(LABELS.behind(""), None);
        assert_eq!(LABELS.behind("Сообщает"), None);
        assert!(LABELS.begin("сообщает А"));
    }

    #[test]
    fn case_is_passed_over_where_it_is_to_be() {
        assert_eq!(LABELS.in_any_case("FROM A"), Some(("from", " A")));
        assert_eq!(LABELS.in_any_case("Сообщает А"), Some(("сообщает", " А")));
        assert_eq!(LABELS.in_any_case("FR"), None);
        assert_eq!(LABELS.in_any_case("ф"), None);
    }
}
