//! The versions of what reads files, one number each, as the catalogue keeps them.

use std::fmt::Write;

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use crate::read::{Choice, FORMATS, READER_VERSION, is_last};

/// The numbers of everything that may read a file under one rule.
#[derive(Debug)]
pub(super) struct Stamps {
    /// By format; see [`Self::any`] for the last.
    formats: Vec<(&'static str, u64)>,
    any: u64,
}

impl Stamps {
    /// The numbers under a rule, which is known by its hash.
    pub(super) fn of(rule: u64) -> Self {
        let mut all = format!("{rule} {READER_VERSION}");
        for format in FORMATS {
            // A text can always be written to.
            let _ = write!(all, " {} {}", format.name, format.version);
        }
        let number = |format: &crate::read::Format| {
            let own = format!("{rule} {READER_VERSION} {} {}", format.name, format.version);
            (format.name, xxh3_64(own.as_bytes()))
        };
        let own = FORMATS.iter().filter(|format| !is_last(format));
        Self { formats: own.map(number).collect(), any: xxh3_64(all.as_bytes()) }
    }

    /// The number for containers, for plain text and for what is of no format:
    /// any new or changed reader may have to do with them.
    pub(super) fn any(&self) -> u64 {
        self.any
    }

    /// The number of what reads a file that was taken for this.
    pub(super) fn chosen(&self, choice: Choice<'_>) -> u64 {
        let Choice::Format { format, .. } = choice else { return self.any };
        let own = self.formats.iter().find(|(name, _)| *name == format.name);
        own.map_or(self.any, |(_, number)| *number)
    }

    /// All of these numbers.
    pub(super) fn all(&self) -> impl Iterator<Item = u64> {
        std::iter::once(self.any).chain(self.formats.iter().map(|(_, own)| *own))
    }
}

/// The number of what reads a file, where something beside the file had a
/// part in it that is known by its digest.
pub(super) fn beside(number: u64, digest: u64) -> u64 {
    xxh3_64_with_seed(&number.to_le_bytes(), digest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_of_one_reader_under_one_rule() {
        let (one, other) = (Stamps::of(1), Stamps::of(2));
        let has = |stamps: &Stamps, number| stamps.all().any(|own| own == number);
        assert!(has(&one, one.any()) && !has(&other, one.any()));
        let numbers = FORMATS.iter().map(|format| {
            let number = one.chosen(Choice::Format { format, shown: "", head: b"" });
            assert!(has(&one, number) && !has(&other, number));
            assert_eq!(number == one.any(), is_last(format), "{}", format.name);
            number
        });
        let distinct: std::collections::HashSet<u64> = numbers.collect();
        assert_eq!(distinct.len(), FORMATS.len());
        assert_eq!(one.chosen(Choice::Container("zip")), one.any());
    }
}
