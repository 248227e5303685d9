//! Capital letters of what was found in a text.

use super::ast::Case;

/// Which letters a stretch of text has; digits and signs are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Capitals {
    upper: bool,
    lower: bool,
}

impl Capitals {
    /// The letters of `word`.
    #[must_use]
    pub fn of(word: &str) -> Self {
        let upper = word.chars().any(char::is_uppercase);
        let lower = word.chars().any(char::is_lowercase);
        Self { upper, lower }
    }

    /// The letters of both.
    #[must_use]
    pub(super) const fn and(self, other: Self) -> Self {
        Self { upper: self.upper || other.upper, lower: self.lower || other.lower }
    }

    /// Whether the letters, all together, are capitalised so.
    pub(super) const fn satisfy(self, case: Case) -> bool {
        match case {
            Case::Caps => self.upper,
            Case::AllCaps => self.upper && !self.lower,
            Case::NoCaps => !self.upper,
        }
    }
}
