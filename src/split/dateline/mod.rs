//! Datelines: `PLACE, date (AGENCY) —` in front of the first paragraph.
//!
//! Finds and reads them; where the annotation goes is left to the walk in
//! [`super`]. A dateline is never cut out of its paragraph.

mod accept;
mod agency_slot;
mod cjk;
mod closing;
mod day;
mod grammar;
mod months;
mod place;
mod places;
#[cfg(test)]
mod tests;
mod token;
mod unusual;

use crate::article::Place;

pub(super) use day::{Day, digit, number};
pub(super) use months::{month, weekday};
pub(super) use places::{is_place, is_region};
pub(super) use token::{Kind, Tokens};

/// From this confidence on a dateline is taken; below it is only reported.
pub(super) const ACCEPTED: u8 = 80;

/// A dateline in the text of a paragraph; offsets are bytes of that text.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Found {
    /// Where it begins, after stars.
    pub start: usize,
    /// Where it ends, without its dash.
    pub raw_end: usize,
    /// Where the text after it begins.
    pub body: usize,
    /// The places, with their regions.
    pub places: Vec<Place>,
    /// The date as printed.
    pub day: Option<Day>,
    /// Agencies by their short form, unknown ones as printed.
    pub agencies: Vec<String>,
    /// The language that the agency's name proves.
    pub language: Option<&'static str>,
    /// Reporters named in it, as Chinese agencies do.
    pub reporters: Vec<String>,
    /// Whether a company's announcement is spread.
    pub is_press_release: bool,
    /// 50 for a doubtful one, [`ACCEPTED`] and more otherwise.
    pub confidence: u8,
}

/// Finds the dateline at the start of a paragraph's text, doubtful ones too.
///
/// `by_habit` says that a bare `CITY -` without date, agency or known name is
/// how texts of this folder begin.
pub(super) fn find(text: &str, by_habit: bool) -> Option<Found> {
    if text.as_bytes().first().is_some_and(|byte| *byte >= 0xE3 || matches!(byte, b'(' | b'['))
        && let Some(found) = cjk::read(text)
    {
        return Some(found);
    }
    let start = text.len() - text.trim_start_matches(['*', ' ', '\t', '+']).len();
    let parts = grammar::read(text.get(start..).unwrap_or_default(), by_habit)?;
    Some(Found {
        start,
        raw_end: start + parts.raw_end,
        body: start + parts.body,
        places: parts.places,
        day: parts.day,
        agencies: parts.agencies,
        language: parts.language,
        reporters: Vec::new(),
        is_press_release: parts.is_press_release,
        confidence: parts.confidence,
    })
}

/// Reads a dateline that takes a whole text, with nothing behind it.
pub(super) fn alone(text: &str) -> Option<Found> {
    let parts = grammar::alone(text)?;
    let grammar::Parts { places, day, agencies, language, .. } = parts;
    Some(Found { raw_end: text.len(), places, day, agencies, language, ..Found::default() })
}

/// Finds a dateline that is certain enough to be taken.
pub(super) fn accept(text: &str, by_habit: bool) -> Option<Found> {
    find(text, by_habit).filter(|found| found.confidence >= ACCEPTED)
}
