//! What closes a dateline other than its dash, and what may stand behind it.

use super::grammar::{Next, Walk};
use super::places::{is_place, is_region};
use super::token::Kind;
use crate::article::Place;
use crate::split::agencies::stands_alone;

/// From this length on, in bytes, a text is more than a title.
const LONGER_THAN_A_TITLE: usize = 100;
/// The shortest line of text that no full stop ends, in bytes.
const SHORTEST_LINE: usize = 45;
/// How far behind a colon the words are not all in capitals, in tokens.
const BEHIND_COLON: usize = 3;

/// What else stands in capitals and parentheses behind a date.
const NO_AGENCIES: [&str; 6] = ["FREE", "LIVE", "NEW", "OFF", "SOLD", "SOLDOUT"];

impl Walk<'_> {
    /// The token behind whatever closes a dateline without a dash.
    pub(super) fn other_mark(&mut self, end: Next, is_stopped: bool) -> Option<Next> {
        if self.parts.is_known && self.tokens.word(end) == "|" {
            return Some(end + 1);
        }
        self.colon(end)
            .or_else(|| self.without_dash(end, is_stopped))
            .or_else(|| is_stopped.then(|| self.stop(end + 1))?)
    }

    /// `BAKU, Azerbaijan, March 3. The`: the full stop behind a date, if the
    /// place is known and in capitals.
    fn stop(&mut self, at: Next) -> Option<Next> {
        let parts = &self.parts;
        let is_dated = parts.day.is_some_and(|day| day.month.is_some() && !day.is_fuzzy);
        let is_known =
            |place: &Place| is_place(&place.name) || place.region.as_deref().is_some_and(is_region);
        let is_place = parts.is_caps && is_dated && parts.places.iter().any(is_known);
        let follower = self.tokens.at(at);
        let begins = matches!(follower.kind, Kind::Title | Kind::Caps) && follower.is_spaced;
        (is_place && begins && self.is_no_title()).then_some(at)
    }

    /// Datelines that only a known agency closes.
    pub(super) fn without_dash(&mut self, end: Next, is_stopped: bool) -> Option<Next> {
        if !self.parts.is_known {
            return self.of_unknown(end).filter(|_| !is_stopped);
        }
        let at = end + usize::from(is_stopped);
        let follower = self.tokens.at(at);
        let begins_text =
            follower.kind.is_name() || matches!(follower.kind, Kind::Other | Kind::Number);
        let is_enclosed = end > 0 && self.tokens.at(end - 1).kind == Kind::Close;
        if self.parts.places.is_empty() && !self.parts.is_slashed {
            // `(CNN) Officials said`
            let is_dateline = self.parts.is_dashless;
            let is_letter = follower.kind == Kind::Caps && follower.span.len() == 1;
            let begins = is_letter || follower.kind == Kind::Title;
            let is_text = follower.is_spaced && self.is_no_title();
            return (begins && is_enclosed && !is_stopped && (is_dateline || is_text))
                .then_some(at);
        }
        let parts = &self.parts;
        let is_closed = parts.is_dashless || (parts.is_slashed && is_stopped);
        let is_on_map = || parts.places.iter().any(|place| is_place(&place.name));
        let begins_sentence = matches!(follower.kind, Kind::Title | Kind::Caps)
            && parts.agencies.iter().all(|name| stands_alone(name));
        let is_plain = parts.day.is_some()
            || (!is_stopped && is_on_map() && (parts.is_caps || (is_enclosed && begins_sentence)));
        let is_apart = follower.is_spaced || (parts.is_dashless && is_enclosed);
        let is_end = follower.kind == Kind::End;
        ((is_closed || is_plain) && ((is_apart && begins_text) || is_end)).then_some(at)
    }

    /// `Havana, Cuba, Jul 26 (ACN) Sugar workers`: a place of the map, a date
    /// and an agency in capitals prove each other.
    fn of_unknown(&mut self, at: Next) -> Option<Next> {
        let follower = self.tokens.at(at);
        let begins = matches!(follower.kind, Kind::Title | Kind::Caps) && follower.is_spaced;
        let is_enclosed = at > 0 && self.tokens.at(at - 1).kind == Kind::Close;
        let parts = &self.parts;
        let is_short = |name: &String| {
            !NO_AGENCIES.contains(&name.as_str())
                && (3..=10).contains(&name.len())
                && name.bytes().all(|byte| byte.is_ascii_uppercase())
        };
        let is_agency = parts.agencies.len() == 1 && parts.agencies.iter().all(is_short);
        let is_dated = parts.day.is_some_and(|day| day.month.is_some() && !day.is_fuzzy);
        let is_known =
            |place: &Place| is_place(&place.name) || place.region.as_deref().is_some_and(is_region);
        let is_told = is_enclosed && is_agency && is_dated && parts.places.iter().any(is_known);
        (begins && is_told && self.is_no_title()).then_some(at)
    }

    /// `KARACHI: The`, `Srinagar, Feb 17:`, `NEW DELHI, Feb. 17 (PTI):`; a
    /// sentence must follow, not a title.
    pub(super) fn colon(&mut self, at: Next) -> Option<Next> {
        let colon = self.tokens.at(at);
        let follower = self.tokens.at(at + 1);
        let is_enclosed =
            self.parts.is_known && at > 0 && self.tokens.at(at - 1).kind == Kind::Close;
        let begins_text = (follower.is_spaced || (is_enclosed && follower.kind.is_name()))
            && !matches!(follower.kind, Kind::Lower | Kind::End)
            && !colon.is_spaced
            && self.tokens.word(at) == ":";
        if !begins_text {
            return None;
        }
        if self.parts.places.is_empty() {
            return (is_enclosed && self.is_no_title()).then_some(at + 1);
        }
        let parts = &self.parts;
        let is_dated = parts.day.is_some_and(|day| day.month.is_some());
        let is_undated_year = parts.day.is_none_or(|day| day.year.is_none());
        let is_on_map = || parts.places.iter().any(|place| is_place(&place.name));
        let is_strong = match () {
            () if parts.is_known => is_dated || parts.is_caps || is_on_map(),
            () if is_dated => parts.is_caps || (is_undated_year && is_on_map()),
            () => {
                let is_city = parts.places.iter().all(|place| is_city(&place.name));
                parts.agencies.is_empty() && parts.day.is_none() && parts.is_caps && is_city
            }
        };
        let is_bare = !parts.is_known && !is_dated;
        let is_text = !is_bare || (self.begins_sentence(at + 1) && self.is_no_title());
        (is_strong && is_text).then_some(at + 1)
    }

    /// Whether a word that is not in capitals stands among the next.
    fn begins_sentence(&mut self, at: Next) -> bool {
        (at..at + BEHIND_COLON)
            .any(|at| matches!(self.tokens.at(at).kind, Kind::Title | Kind::Lower))
    }

    fn is_no_title(&self) -> bool {
        let text = self.tokens.text.trim_end();
        text.len() > LONGER_THAN_A_TITLE || text.ends_with('.')
    }

    /// Whether what looks like a dateline begins a sentence: a small letter
    /// stands behind the dash, and nothing but the dash speaks for a dateline.
    pub(super) fn reads_on(&mut self, body: Next) -> bool {
        if self.is_entry_of_list(body) {
            return true;
        }
        if self.tokens.at(body).kind != Kind::Lower || self.is_name_in_small_letters(body) {
            return false;
        }
        let parts = &self.parts;
        let is_on_map = || parts.places.iter().any(|place| is_place(&place.name));
        let is_of_agency = !parts.agencies.is_empty()
            && !parts.places.is_empty()
            && (parts.is_caps || parts.day.is_some() || is_on_map());
        let is_sure = parts.is_caps
            || (parts.day.is_some_and(|day| day.year.is_none())
                && parts.places.iter().any(|place| is_place(&place.name)));
        let is_dated = is_sure && parts.day.is_some_and(|day| day.month.is_some());
        let is_dated_agency = parts.day.is_some() && parts.is_known;
        !is_of_agency && !is_dated && !is_dated_agency
    }

    /// `ATHENS - 24 sunny`, `BOSTON — Signed P Bo Ng`, `MOSCOW - 1980: The
    /// games`: nothing but a dash speaks for a dateline, and no sentence follows.
    fn is_entry_of_list(&mut self, body: Next) -> bool {
        if self.is_strong() {
            return false;
        }
        let text = self.tokens.text.trim_end();
        let is_year =
            self.tokens.at(body).kind == Kind::Number && self.tokens.word(body + 1) == ":";
        is_year || (text.len() < SHORTEST_LINE && !text.ends_with(['.', '!', '?', '"', '”', '…']))
    }

    /// `eBay`, `al-Shabaab`, `van Gogh`.
    fn is_name_in_small_letters(&mut self, at: Next) -> bool {
        let word = self.tokens.word(at);
        let is_particle =
            matches!(word, "al" | "el" | "de" | "da" | "di" | "la" | "le" | "van" | "von" | "bin");
        word.chars().any(char::is_uppercase)
            || (is_particle && self.tokens.at(at + 1).kind == Kind::Title)
    }
}

/// A city, and neither a country nor a word that is one too.
fn is_city(name: &str) -> bool {
    is_place(name) && (!is_region(name) || name == "NEW YORK" || name == "WASHINGTON")
}
