//! Where a scan gets the forms of words from.

use super::is_surface;
use super::memo::{Forms, Memo};

/// A source of forms.
pub(super) trait Lookup {
    fn forms(&mut self, raw: &str) -> Forms<'_>;
}

impl Lookup for Memo {
    fn forms(&mut self, raw: &str) -> Forms<'_> {
        self.forms(raw)
    }
}

const NO_FORMS: Forms<'static> = Forms { exact: "", stem: None, bare_stem: None };

/// For scans that look at positions only.
pub(super) struct Formless;

impl Lookup for Formless {
    fn forms(&mut self, _raw: &str) -> Forms<'_> {
        NO_FORMS
    }
}

/// Looks up the words that may be among those sought.
pub(super) struct Sought<'m> {
    pub(super) sought: &'m Initials,
    pub(super) memo: &'m mut Memo,
}

impl Lookup for Sought<'_> {
    fn forms(&mut self, raw: &str) -> Forms<'_> {
        if self.sought.may_begin(raw) { self.memo.forms(raw) } else { NO_FORMS }
    }
}

/// The first letters and digits of words that are sought, as far as they are
/// ASCII: a quick look that rules out most words of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Initials(u128);

impl Initials {
    /// The initials of these terms of the index.
    pub fn of<'t>(terms: impl Iterator<Item = &'t str>) -> Self {
        let initial = |term: &'t str| {
            let marker = usize::from(!is_surface(term));
            term.as_bytes().get(marker).copied().filter(u8::is_ascii)
        };
        Self(terms.filter_map(initial).fold(0, |bits, initial| bits | bit(initial)))
    }

    /// Whether a word that stands as `raw` in a text may have one of the
    /// terms as a form, in languages whose stems keep their initial.
    fn may_begin(self, raw: &str) -> bool {
        match raw.as_bytes().first() {
            Some(first) if first.is_ascii_alphanumeric() => {
                self.0 & bit(first.to_ascii_lowercase()) != 0
            }
            _ => true,
        }
    }
}

fn bit(ascii: u8) -> u128 {
    1 << (ascii & 0x7F)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::{Analyzer, Event, StemLanguage};

    fn forms(language: StemLanguage, word: &str) -> Vec<String> {
        let mut forms = Vec::new();
        Analyzer::new().analyze_plain(word, language, &mut |event| {
            if let Event::Word(word) = event {
                forms.extend(
                    word.forms
                        .terms()
                        .map(|form| form.trim_start_matches(char::is_control).to_owned()),
                );
            }
        });
        forms
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(3000))]
        #[test]
        fn forms_of_a_word_begin_as_it_does(
            word in "(ge|me|ber|un|over|naj|[A-Za-z])[a-zéèüßñøłžİı]{0,9}(en|te|es|ung|ité|ować|lar|ing|s)?",
        ) {
            for language in StemLanguage::all().filter(|language| language.keeps_initial()) {
                let sought = Initials::of([word.to_lowercase().as_str()].into_iter());
                for form in forms(language, &word).iter().filter(|form| !form.is_empty()) {
                    prop_assert!(sought.may_begin(form), "{language:?} {word} {form}");
                }
            }
        }
    }

    #[test]
    fn initials_rule_out_what_begins_otherwise() {
        let sought = Initials::of(["\u{3}minist", "крым", "5%"].into_iter());
        let may = ["Ministers", "5", "Крым", "élan", "$5"].map(|raw| sought.may_begin(raw));
        assert_eq!(may, [true; 5]);
        assert_eq!(["talks", "6"].map(|raw| sought.may_begin(raw)), [false; 2]);
    }
}
