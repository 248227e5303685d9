//! From what a reader hands over to records with ids of their own.

use std::collections::HashSet;
use std::ops::ControlFlow;

use xxhash_rust::xxh3::xxh3_64;

use super::Draft;
use super::container::Budget;
use super::format::Format;
use super::sink::Sink;
use crate::article::{Locator, Warning};
use crate::error::{Skip, SkipReason};

/// Takes what is found in a file, in its order.
pub trait Records {
    /// Takes note of what a file, or something inside of it, is.
    fn chosen(&mut self, _choice: Choice<'_>) {}

    /// Takes an article, or why there is none; on `Break` no more are wanted.
    fn record(&mut self, locator: Locator, found: Result<Draft, Skip>) -> ControlFlow<()>;
}

/// What a document was taken for.
#[derive(Debug, Clone, Copy)]
pub enum Choice<'a> {
    /// A container of this name.
    Container(&'static str),
    /// A document.
    Format {
        /// The format.
        format: &'static Format,
        /// What shows it.
        shown: &'static str,
        /// Its first bytes.
        head: &'a [u8],
    },
}

/// Gives each record of one document its place, and records of the same
/// name different ids.
pub(super) struct Placed<'a> {
    place: &'a Locator,
    records: &'a mut dyn Records,
    budget: &'a Budget,
    names: Names,
    is_stopped: bool,
}

impl<'a> Placed<'a> {
    pub(super) fn new(
        place: &'a Locator,
        records: &'a mut dyn Records,
        budget: &'a Budget,
    ) -> Self {
        Self { place, records, budget, names: Names::default(), is_stopped: false }
    }

    pub(super) fn is_stopped(&self) -> bool {
        self.is_stopped
    }

    fn record(&mut self, record: Option<String>, found: Result<Draft, Skip>) -> ControlFlow<()> {
        if self.is_stopped {
            return ControlFlow::Break(());
        }
        let locator = Locator { record, ..self.place.clone() };
        let found = found.map(|mut draft| {
            draft.stated.locator.clone_from(&locator);
            draft
        });
        let taken = self.records.record(locator, found);
        self.is_stopped = taken.is_break();
        taken
    }
}

impl Sink for Placed<'_> {
    fn draft(&mut self, mut draft: Draft) -> ControlFlow<()> {
        let name = draft.stated.locator.record.take();
        let record = name.clone().map(|name| self.names.distinct(name));
        if let Some(name) = name.filter(|name| record.as_ref() != Some(name)) {
            draft.stated.warnings.push(Warning {
                code: "duplicate_record".to_owned(),
                message: format!("Another record of this file is called {name} too."),
                spans: Vec::new(),
            });
        }
        draft.stated.locator.record.clone_from(&record);
        self.record(record, Ok(draft))
    }

    fn skip(&mut self, record: Option<String>, mut skip: Skip) -> ControlFlow<()> {
        if skip.reason == SkipReason::Unreadable {
            skip = self.budget.take_fault().unwrap_or(skip);
        }
        let record = record.map(|name| self.names.distinct(name));
        self.record(record, Err(skip))
    }
}

/// Names that were given. Numbers that follow each other take no room.
#[derive(Default)]
pub(super) struct Names {
    run: std::ops::Range<u64>,
    others: HashSet<u64>,
}

impl Names {
    /// The name if it is new; otherwise the name with `~2`, `~3` and so on.
    pub(super) fn distinct(&mut self, name: String) -> String {
        if self.add(&name) {
            return name;
        }
        let numbered = (2_u64..).map(|number| format!("{name}~{number}"));
        let mut free = numbered.filter(|name| self.add(name));
        free.next().unwrap_or(name)
    }

    /// Takes a name; `false` if it is taken.
    fn add(&mut self, name: &str) -> bool {
        let hash = xxh3_64(name.as_bytes());
        let number = name.parse().ok().filter(|number: &u64| number.to_string() == name);
        match number {
            Some(number) if self.run.contains(&number) => false,
            Some(number) if self.run.is_empty() || number == self.run.end => {
                let Some(end) = number.checked_add(1) else { return self.others.insert(hash) };
                let start = if self.run.is_empty() { number } else { self.run.start };
                self.run = start..end;
                !self.others.contains(&hash)
            }
            _ => self.others.insert(hash),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Keeps ids and warnings.
    #[derive(Default)]
    struct Kept(Vec<String>);

    impl Records for Kept {
        fn record(&mut self, locator: Locator, found: Result<Draft, Skip>) -> ControlFlow<()> {
            let of_draft = |draft: Draft| {
                assert_eq!(draft.stated.locator, locator);
                let codes = draft.stated.warnings.iter().map(|warning| &*warning.code);
                codes.flat_map(|code| [" ", code]).collect()
            };
            let more = found.map_or_else(|skip| format!(": {}", skip.message), of_draft);
            self.0.push(locator.id() + &more);
            ControlFlow::Continue(())
        }
    }

    #[test]
    fn records_of_one_name_stay_apart_and_are_told_of() {
        let place = Locator { member: Some("b.sgm".into()), ..Locator::file("a.zip") };
        let mut kept = Kept::default();
        let budget = Budget::of(0);
        let mut placed = Placed::new(&place, &mut kept, &budget);
        let draft = |record: &str| {
            let locator = Locator { record: Some(record.to_owned()), ..Locator::file("a.zip") };
            let stated = crate::article::Article { locator, ..Default::default() };
            Draft { stated, plain: None }
        };
        let _ = placed.draft(draft("7"));
        let _ = placed.skip(Some("8".to_owned()), Skip::new(SkipReason::Empty, "no text"));
        let _ = placed.draft(draft("7"));
        let _ = placed.skip(None, Skip::new(SkipReason::Damaged, "cut off"));
        let expected = [
            "a.zip!b.sgm#7",
            "a.zip!b.sgm#8: no text",
            "a.zip!b.sgm#7~2 duplicate_record",
            "a.zip!b.sgm: cut off",
        ];
        assert_eq!(kept.0, expected);
    }

    #[test]
    fn names_are_given_once() {
        let mut names = Names::default();
        let mut given = |name: &str| names.distinct(name.to_owned());
        let found =
            ["7", "8", "a", "9", "8", "11", "a", "10", "11", "a", "a~2", "010"].map(&mut given);
        let expected =
            ["7", "8", "a", "9", "8~2", "11", "a~2", "10", "11~2", "a~3", "a~2~2", "010"];
        assert_eq!(found, expected);
        assert_eq!(given("12"), "12");
        assert_eq!(given("10"), "10~2");
    }
}
