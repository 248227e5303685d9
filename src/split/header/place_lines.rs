//! Lines in front of the text that hold a dateline: `WASHINGTON |`,
//! `LONDON, March 3`, `PARIS | Fri Mar 2, 2012 10:11am EST`.

use crate::article::Place;

use super::Reader;
use crate::split::dateline::{self, Day};
use crate::split::labels;
use crate::split::masthead::place_of_stamp;
use crate::split::paragraphs::is_all_caps;

/// The longest line of a place alone, with what stands behind it, in bytes.
const LONGEST: usize = 56;

/// A line with a place of which nothing stands in the text.
#[derive(Debug)]
pub(in crate::split) struct PlaceLine {
    /// The number of the line.
    pub at: usize,
    /// How many bytes of it are the dateline.
    pub len: usize,
    /// What it names.
    pub places: Vec<Place>,
    /// The date, if it is printed there.
    pub day: Option<Day>,
}

impl PlaceLine {
    /// A line whose first `len` bytes are a place, perhaps with its region.
    fn of_name(at: usize, text: &str) -> Self {
        let (name, region) =
            text.split_once(", ").map_or((text, None), |(name, region)| (name, Some(region)));
        let place = Place { name: name.to_owned(), region: region.map(str::to_owned) };
        Self { at, len: text.len(), places: vec![place], day: None }
    }
}

impl Reader<'_> {
    /// Whether a dateline is broken off behind this line, in front of its
    /// agency or its dash.
    pub(super) fn is_wrapped_dateline(&self, at: usize) -> bool {
        let next = self.lines.get(at + 1).filter(|line| line.gap == 0);
        let begins = next.is_some_and(|next| {
            self.source.of(next).starts_with(['(', '-', '–', '—']) && !self.begins_dateline(at)
        });
        let found = || dateline::accept(self.bounded(at, 2), false);
        let len = self.text(at).len();
        begins && found().is_some_and(|found| found.raw_end + 1 >= len && !found.places.is_empty())
    }

    /// A line whose first bytes are `text`, a place with a date behind it.
    fn dated_place(&mut self, at: usize, text: &str) -> Option<PlaceLine> {
        let found = dateline::alone(text)?;
        found.day.filter(|day| day.month.is_some() && !day.is_fuzzy)?;
        self.header.agencies.extend(found.agencies);
        let (len, places, day) = (text.len(), found.places, found.day);
        Some(PlaceLine { at, len, places, day })
    }

    /// The place behind `DATELINE:`.
    pub(super) fn is_labelled_place(&mut self, at: usize, text: &str) -> bool {
        let label = at.checked_sub(1).map_or("", |above| self.text(above));
        let is_wanted =
            labels::opens_place(label) && text.len() < 60 && self.header.place.is_none();
        if is_wanted {
            let has_digit = text.contains(|c: char| c.is_ascii_digit());
            let plain = || (!has_digit).then(|| PlaceLine::of_name(at, text));
            self.header.place = self.dated_place(at, text).or_else(plain);
        }
        is_wanted && self.header.place.is_some()
    }

    /// `WASHINGTON` alone between title and text, also as `WASHINGTON |`, and
    /// `LONDON, March 3`.
    pub(super) fn place(&mut self, at: usize, text: &str) -> bool {
        if self.titles.is_empty() || self.header.place.is_some() || text.len() >= LONGEST {
            return false;
        }
        let text = text.trim_end_matches([' ', '|', '-', '–', '—']);
        let (name, region) =
            text.split_once(", ").map_or((text, None), |(name, region)| (name, Some(region)));
        let next = self.lines.get(at + 1);
        let may_be = is_all_caps(name) || (region.is_some() && dateline::is_place(name));
        if !may_be || next.is_none_or(|line| line.width <= 2 * text.len()) {
            return false;
        }
        let is_plain = is_all_caps(name)
            && region.is_none_or(dateline::is_region)
            && (dateline::is_place(name) || region.is_some());
        let plain = || is_plain.then(|| PlaceLine::of_name(at, text));
        self.header.place = self.dated_place(at, text).or_else(plain);
        self.header.place.is_some()
    }

    /// The place in front of the date of a line that says when it was printed.
    pub(super) fn take_place_of_stamp(&mut self, at: usize, text: &str) {
        if let Some(place) = place_of_stamp(text).filter(|_| self.header.place.is_none()) {
            self.header.place = Some(PlaceLine::of_name(at, place));
        }
    }
}
