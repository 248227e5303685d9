//! English words that say little about what an article is about.
//!
//! Questions as people put them are full of such words. Those of the short
//! list do not score at all, those of the long one score half; both lists
//! only matter beside words that say more. How much that gains is told in
//! [`super::ranking`].

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

/// The short list that search engines have shared since the 1990s.
const STOP_WORDS: &[&str] = &[
    "a", "an", "and", "are", "as", "at", "be", "but", "by", "for", "if", "in", "into", "is", "it",
    "no", "not", "of", "on", "or", "such", "that", "the", "their", "then", "there", "these",
    "they", "this", "to", "was", "will", "with",
];

/// Further pronouns, prepositions, conjunctions, auxiliaries and the light
/// verbs of questions. `us` is not among them: in news it is a country.
const LIGHT_WORDS: &str = "
about above across after against all along also although am among any arent around away became
because been before being below between both came can cant compared concerned concerning could did
didnt do does doesnt doing done dont down during each either etc ever every few from further get
gets getting give given go goes going gone got had has hasnt have havent having he hence her here
hers herself him himself his how however i including inside instead isnt its itself just kept let
like made make makes making many may me might mine more most much must my myself near neither nor
nothing now off often once one only onto other others our ours ourselves out over own per perhaps
put rather regarding related same seem seemed seems several shall she should since so some than
theirs them themselves therefore those though through thus together too toward towards under until
up upon very via wasnt we well were what whatever when where whether which while who whole whom
whose why within without wont would yet you your yours yourself";

static LIGHT_WORD_SET: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| LIGHT_WORDS.split_whitespace().collect());

/// Whether a word, folded, says nothing about what an article is about.
#[must_use]
pub fn is_stop_word(folded: &str) -> bool {
    STOP_WORDS.binary_search(&folded).is_ok()
}

/// Whether a word, folded, says little about what an article is about.
#[must_use]
pub fn is_light_word(folded: &str) -> bool {
    LIGHT_WORD_SET.contains(folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_word_is_on_both_lists_and_the_short_one_is_in_order() {
        assert!(STOP_WORDS.is_sorted());
        assert!(STOP_WORDS.iter().all(|word| is_stop_word(word) && !is_light_word(word)));
        assert!(is_light_word("which") && !is_light_word("us") && !is_stop_word("crimea"));
    }
}
