//! What the catalogue knows of a file beside its articles, as one word a fact.

use std::collections::BTreeMap;
use std::fmt::Write;

use crate::error::SkipReason;

/// The word for a file that was read in part.
const PARTIAL: &str = "partial";

/// What is known of a file that gave other than exactly one article.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Why the file, or what follows its last article, could not be read.
    pub skip: Option<SkipReason>,
    /// How many of its records and members gave no article, by reason.
    pub skips: BTreeMap<SkipReason, u64>,
    /// How many of its records and members are done, if not all of them are.
    pub done: Option<u64>,
}

impl Row {
    /// A row that says why a file was skipped.
    #[must_use]
    pub fn skipped(reason: SkipReason) -> Self {
        Self { skip: Some(reason), ..Self::default() }
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.skip.is_none() && self.skips.is_empty() && self.done.is_none()
    }

    /// The text that the index keeps: `code`, `code*n` and `partial*n`.
    #[must_use]
    pub(super) fn to_text(&self) -> String {
        let mut text = self.skip.map_or("", SkipReason::code).to_owned();
        let counted = self.skips.iter().map(|(reason, count)| (reason.code(), *count));
        for (code, count) in self.done.map(|done| (PARTIAL, done)).into_iter().chain(counted) {
            let blank = if text.is_empty() { "" } else { " " };
            // A text can always be written to.
            let _ = write!(text, "{blank}{code}*{count}");
        }
        text
    }

    /// Reads such a text; what it does not know it leaves out.
    #[must_use]
    pub(super) fn of_text(text: &str) -> Self {
        let reason =
            |code: &str| SkipReason::ALL.iter().copied().find(|known| known.code() == code);
        let mut row = Self::default();
        for word in text.split_whitespace() {
            match word.split_once('*').map(|(code, count)| (code, count.parse().ok())) {
                None => row.skip = reason(word),
                Some((PARTIAL, count)) => row.done = count,
                Some((code, count)) => row.skips.extend(reason(code).zip(count)),
            }
        }
        row
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_survives_as_text() {
        let skips = BTreeMap::from([(SkipReason::Empty, 3), (SkipReason::Binary, 1)]);
        let row = Row { skip: Some(SkipReason::Damaged), skips, done: Some(120) };
        assert_eq!(row.to_text(), "damaged partial*120 empty*3 binary*1");
        for row in [row, Row::default(), Row::skipped(SkipReason::Empty)] {
            assert_eq!(Row::of_text(&row.to_text()), row);
        }
        assert_eq!(Row::of_text("nonsense x*y partial*"), Row::default());
    }
}
