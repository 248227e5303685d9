//! Signs that people write at words, and those of them that no index term keeps.

use super::ast::Word;
use crate::analysis::is_kept_sign;

/// A sign of a typed word that is not looked for.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct LostSign<'w> {
    word: &'w str,
    sign: char,
}

impl<'w> LostSign<'w> {
    /// The first sign of a word that its terms, written one after the other, do not hold.
    pub(super) fn of(word: &'w Word, terms: &str) -> Option<Self> {
        let text = word.text.as_str();
        let mut letters = text.chars();
        if letters.next() == Some('.') && letters.next().is_some_and(char::is_alphabetic) {
            return Some(Self { word: text, sign: '.' });
        }
        let lost = |sign: &char| is_typed_sign(*sign) && !terms.contains(*sign);
        text.chars().find(lost).map(|sign| Self { word: text, sign })
    }

    /// What is left out.
    pub(super) fn message(&self) -> String {
        format!("the `{}` of `{}` is not looked for: no term has it there", self.sign, self.word)
    }

    /// How to ask for it, if there is a way.
    pub(super) fn help(&self) -> Option<String> {
        let number = self.word.strip_suffix(self.sign)?;
        let is_price = is_currency(self.sign) && number.ends_with(|c: char| c.is_ascii_digit());
        is_price.then(|| format!("`{}{number}` finds it in front of the number", self.sign))
    }
}

/// Whether a word has a sign at all.
pub(super) fn has_sign(text: &str) -> bool {
    text.starts_with('.') || text.contains(is_typed_sign)
}

/// Whether a sign stands in front of a number or name: in a pattern a word begins with it.
pub(super) fn begins_word(sign: char) -> bool {
    is_kept_sign(sign) && !matches!(sign, '%' | '‰' | '&')
}

fn is_currency(sign: char) -> bool {
    matches!(sign, '$' | '£' | '¥' | '\u{20a0}'..='\u{20cf}')
}

fn is_typed_sign(sign: char) -> bool {
    is_kept_sign(sign) || is_currency(sign) || matches!(sign, '+' | '¢' | '°' | '©' | '®' | '™')
}
