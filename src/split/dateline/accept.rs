//! When the parts of a dateline are enough to take it.

use super::grammar::Parts;
use super::places::{is_place, is_region};
use crate::split::agencies::agency;
use crate::split::starts::Starts;

/// How certain a dateline is: 50 is only reported, 80 and more is taken.
pub(super) fn confidence(parts: &Parts, by_habit: bool) -> Option<u8> {
    if begins_a_sentence(parts) || is_of_desk(parts) || names_agency(parts) {
        return None;
    }
    let has_date = parts.day.is_some_and(|day| day.month.is_some());
    let has_weekday = parts.day.is_some_and(|day| day.month.is_none());
    let is_on_map = || {
        parts.places.iter().any(|place| {
            is_place(&place.name) || place.region.as_deref().is_some_and(ends_in_region)
        })
    };
    Some(match () {
        () if parts.is_lower => 85,
        () if parts.is_known && has_date => 99,
        () if parts.is_known => 97,
        () if begins_sentence(parts) => return None,
        () if parts.day.is_some_and(|day| day.is_fuzzy) => 85,
        () if has_date && !is_qualified_well(parts) => 50,
        () if has_date && parts.is_caps => 97,
        () if has_date => 95,
        () if parts.is_unknown && is_on_map() => 90,
        () if parts.is_unknown && parts.is_caps => 50,
        () if parts.is_unknown => return None,
        () if has_weekday && parts.is_caps && is_on_map() => 85,
        () if has_weekday => return None,
        () if parts.has_enclosed_region && !names_place(parts) => return None,
        () if !has_regions(parts) => return None,
        () if is_in_state(parts) => 80,
        () if parts.is_caps && (is_on_map() || is_special(parts)) => 80,
        () if parts.is_caps && by_habit => 80,
        () if parts.is_caps && is_caps_script(parts) => 50,
        () => return None,
    })
}

/// `In Paris, March 3 - a Sunday - …` is a sentence about a place.
fn begins_a_sentence(parts: &Parts) -> bool {
    const OPENINGS: [&str; 6] = ["In", "At", "By", "From", "After", "Since"];
    let opens = |name: &str| name.split(' ').next().is_some_and(|word| OPENINGS.contains(&word));
    parts.places.first().is_some_and(|place| opens(&place.name))
}

/// `In Paris, March 3 - a Sunday - ` begins a sentence.
fn begins_sentence(parts: &Parts) -> bool {
    static STARTS: Starts =
        Starts::new(&["In ", "On ", "At ", "By ", "Since ", "After ", "From ", "The "]);
    let first = parts.places.first();
    first.is_some_and(|place| STARTS.begin(&place.name) && place.name != "The Hague")
}

/// Scripts without capitals say nothing by having none.
fn is_caps_script(parts: &Parts) -> bool {
    parts.places.iter().any(|place| place.name.chars().any(char::is_uppercase))
}

fn names_place(parts: &Parts) -> bool {
    parts.places.iter().any(|place| is_place(&place.name))
}

/// Whether what stands behind the places are states and countries.
fn has_regions(parts: &Parts) -> bool {
    parts.places.iter().filter_map(|place| place.region.as_deref()).all(ends_in_region)
}

/// Whether the place or what stands behind it is known, if anything stands there.
fn is_qualified_well(parts: &Parts) -> bool {
    has_regions(parts) || names_place(parts)
}

/// `Littleton, N.H. — `: a place that only begins with a capital, with its
/// state shortened.
fn is_in_state(parts: &Parts) -> bool {
    let [place] = parts.places.as_slice() else { return false };
    let region = place.region.as_deref().unwrap_or_default();
    let is_short = region.ends_with('.') || (is_place(&place.name) && is_region(region));
    parts.has_long_dash && !parts.is_caps && is_short && place.name.split(' ').count() <= 3
}

/// `VIDEO (AP)`: what agencies and papers put above what is no text.
fn is_of_desk(parts: &Parts) -> bool {
    const WORDS: &[&str] = &[
        "ADVISORY",
        "ANALYSIS",
        "AUDIO",
        "BREAKING",
        "COLUMN",
        "COMMENTARY",
        "CORRECTION",
        "EDITOR'S NOTE",
        "EDITORS' NOTE",
        "EDITOR’S NOTE",
        "EDITORS’ NOTE",
        "EXCLUSIVE",
        "FACTBOX",
        "FEATURE",
        "GRAPHIC",
        "GRAPHICS",
        "INSIGHT",
        "INTERVIEW",
        "LIVE",
        "OPINION",
        "PHOTO",
        "PHOTOS",
        "PREVIEW",
        "REVIEW",
        "TIMELINE",
        "UPDATE",
        "VIDEO",
        "VIDEOS",
        "WATCH",
    ];
    parts.places.first().is_some_and(|place| WORDS.contains(&place.name.as_str()))
}

/// `The Associated Press (AP) - ` says how an agency is shortened.
fn names_agency(parts: &Parts) -> bool {
    let is_agency = |name: &str| agency(name).is_some() && !is_place(name);
    parts.is_known && parts.places.iter().any(|place| is_agency(&place.name))
}

fn ends_in_region(region: &str) -> bool {
    region.rsplit(", ").any(is_region)
}

/// Planes, ships and journeys, which no map has.
fn is_special(parts: &Parts) -> bool {
    const STARTS: [&str; 4] = ["ABOARD ", "EN ROUTE ", "AT SEA", "ON BOARD "];
    parts.places.iter().any(|place| STARTS.iter().any(|start| place.name.starts_with(start)))
}
