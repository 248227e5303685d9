//! What is known about a file from outside of it.

use crate::article::{PartialDate, Warning};

use super::date::DateOrder;

/// What the archive, its configuration and the neighbours of a file tell.
///
/// The default knows nothing, which is enough for most files.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Context {
    /// Values that hold whatever the file says.
    pub set: Overrides,
    /// Values told about this file alone, which hold even over [`Self::set`].
    pub sidecar: Overrides,
    /// What is odd about what is known.
    pub warnings: Vec<Warning>,
    /// Values that hold if the file says nothing.
    pub default: Overrides,
    /// How the neighbours of the file write numeric dates.
    pub folder_order: Option<DateOrder>,
    /// How many neighbours of its source begin with a bare `CITY -`, and of how many.
    pub bare_datelines: Habit,
}

/// How often something is so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Habit {
    /// Files in which it is so.
    pub times: usize,
    /// Files looked at.
    pub of: usize,
}

impl Habit {
    /// Whether it is the rule: at least 20 files, and 30 % of all.
    #[must_use]
    pub const fn is_rule(self) -> bool {
        self.times >= 20 && self.times * 10 >= self.of * 3
    }
}

/// Values given by a rule of `morgue.toml`, a sidecar or a table of metadata.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overrides {
    /// Where they come from, as in [`crate::article::Provenance::from`];
    /// `override` if not given.
    pub origin: Option<String>,
    /// Names of those who wrote it, or a byline as printed.
    pub bylines: Vec<String>,
    /// Name or registry id of the publication.
    pub source: Option<String>,
    /// ISO 639-1 code.
    pub language: Option<String>,
    /// Order of the fields of numeric dates.
    pub date_order: Option<DateOrder>,
    /// Zone to add to times without one, such as `+08:00`.
    pub timezone: Option<String>,
    /// Whether the first line is the headline whatever it looks like.
    pub headline_line1: Option<bool>,
    /// The headline.
    pub headline: Option<String>,
    /// The date of publication.
    pub date: Option<PartialDate>,
    /// What completes years of two digits, such as 1900.
    pub century: Option<i16>,
    /// The desk or part of the paper.
    pub section: Option<String>,
    /// The page.
    pub page: Option<String>,
    /// The edition.
    pub edition: Option<String>,
    /// An agency that supplied all texts.
    pub agency: Option<String>,
    /// The address on the web.
    pub url: Option<String>,
}

impl Overrides {
    /// Where the values come from, in provenance.
    pub(super) fn origin(&self) -> &str {
        self.origin.as_deref().unwrap_or("override")
    }
}

impl Context {
    /// What completes years of two digits.
    pub(super) fn century(&self) -> Option<i16> {
        self.set.century.or(self.default.century)
    }

    /// How a publication writes numeric dates: as set, as the
    /// registry knows, as the neighbours of the file do.
    pub(super) fn date_order(&self, source: Option<&str>) -> Option<DateOrder> {
        let known =
            |name: &str| super::sources::publication(name).and_then(|paper| paper.date_order);
        self.set
            .date_order
            .or_else(|| source.and_then(known))
            .or(self.folder_order)
            .or(self.default.date_order)
    }
}
