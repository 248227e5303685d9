//! Shapes of datelines that few services use.

use super::day::day;
use super::grammar::{Next, Walk};
use super::place::{Name, place};
use super::token::Kind;
use crate::article::Place;
use crate::split::agencies::{Agency, agency};

/// How far an agency's name may reach that stands without parentheses, in tokens.
const LONGEST_BARE: usize = 4;

/// `Корр. ТАСС Анна Линд`: the agency of a correspondent.
pub(super) fn correspondent(inner: &str) -> Option<Agency> {
    let rest = ["Корр.", "корр.", "Кор."].iter().find_map(|start| inner.strip_prefix(start))?;
    agency(rest.split_whitespace().next()?)
}

impl Walk<'_> {
    /// Whether a full stop and a dash end the dateline.
    pub(super) fn is_stopped_dash(&mut self, at: usize) -> bool {
        self.tokens.at(at).kind == Kind::Period && self.tokens.at(at + 1).kind.is_dash()
    }

    /// `le 5 mars`: the article in front of a date.
    pub(super) fn is_article_of_date(&mut self, at: usize) -> bool {
        matches!(self.tokens.word(at), "le" | "el" | "il" | "den" | "am" | "de" | "dia" | "día")
            && self.tokens.at(at + 1).kind == Kind::Number
    }

    /// `Москва. 5 марта. INTERFAX.RU -`, `КИЕВ. 5 марта. УНН.`: behind the date
    /// and a full stop, an agency of the list up to a dash or a full stop;
    /// without a date, `АСТАНА. КАЗИНФОРМ -`.
    pub(super) fn stopped_agency(&mut self, at: usize) -> Option<Next> {
        if !self.parts.agencies.is_empty() {
            return None;
        }
        if self.parts.day.is_none() {
            return self.bare_agency(at).filter(|_| self.parts.is_caps);
        }
        let end = (at + 1..=at + LONGEST_BARE).find(|end| {
            let follower = self.tokens.at(*end);
            follower.kind.is_dash()
                || (follower.kind == Kind::Period && self.tokens.at(end + 1).is_spaced)
        })?;
        let known = agency(self.tokens.between(at, end))?;
        self.push_agency(known);
        self.parts.is_slashed = true;
        Some(end)
    }

    /// `17 февраля, Минск /Корр. БЕЛТА/`: the place behind the date.
    pub(super) fn place_behind_date(&mut self, comma: usize) -> Option<Next> {
        if self.tokens.at(comma).kind != Kind::Comma {
            return None;
        }
        let Name { printed, next, .. } = place(&mut self.tokens, comma + 1)?;
        let end = self.agency_at(next)?;
        self.parts.places.push(Place { name: printed, region: None });
        Some(end)
    }

    /// `دبي - أ ف ب:`: an agency of the list between the dash and a colon.
    pub(super) fn agency_before_colon(&mut self, at: usize) -> Option<Next> {
        let colon = (at + 1..=at + LONGEST_BARE).find(|end| self.tokens.word(*end) == ":")?;
        let known = agency(self.tokens.between(at, colon))?;
        self.push_agency(known);
        self.parts.raw_end = self.tokens.end_before(colon);
        Some(colon + 1)
    }

    /// `ATLANTA--(BUSINESS WIRE)--` and `NEW YORK, NY -- (Marketwire) -- 02/17/12 --`:
    /// announcements have their service between dashes, and the date behind it.
    pub(super) fn press_release(&mut self, dash: usize) -> Option<Next> {
        let kept = self.parts.clone();
        let close = match self.tokens.at(dash + 1).kind {
            Kind::Open => self.dated_service(dash + 1).or_else(|| self.group(dash + 1)),
            _ => None,
        };
        let Some(close) = close.filter(|_| self.parts.is_press_release) else {
            self.parts = kept;
            return None;
        };
        if let Some((found, next)) = day(&mut self.tokens, close + 1, false)
            && self.tokens.at(next).kind.is_dash()
        {
            self.parts.day = Some(found);
            return Some(next);
        }
        Some(self.numeric_day(close + 1).unwrap_or(close))
    }

    /// `(Marketwired - Feb 17, 2017)`
    fn dated_service(&mut self, open: usize) -> Option<Next> {
        let dash =
            (open + 2..=open + LONGEST_BARE).find(|at| self.tokens.at(*at).kind.is_dash())?;
        let service = self.service(open + 1, dash)?;
        let (found, close) = day(&mut self.tokens, dash + 1, false)?;
        if self.tokens.at(close).kind != Kind::Close {
            return None;
        }
        self.parts.day = Some(found);
        self.push_agency(service);
        Some(close + 1)
    }

    /// `CHICAGO, IL / ACCESSWIRE / February 17, 2017 / `
    pub(super) fn spaced_service(&mut self, slash: usize) -> Option<Next> {
        let end = (slash + 2..=slash + LONGEST_BARE)
            .find(|at| self.tokens.at(*at).kind == Kind::Slash)?;
        let service = self.service(slash + 1, end)?;
        let (found, last) = day(&mut self.tokens, end + 1, false)?;
        if self.tokens.at(last).kind != Kind::Slash {
            return None;
        }
        self.parts.day = Some(found);
        self.push_agency(service);
        self.parts.is_slashed = true;
        Some(last + 1)
    }

    /// The service that spreads announcements and is named from token to token.
    fn service(&mut self, from: usize, to: usize) -> Option<Agency> {
        agency(self.tokens.between(from, to).trim()).filter(|known| known.is_press_release)
    }

    /// The dash behind a date in numbers.
    fn numeric_day(&mut self, at: usize) -> Option<Next> {
        let expected = [Kind::Number, Kind::Slash, Kind::Number, Kind::Slash, Kind::Number];
        let is_date = (at..).zip(expected).all(|(at, kind)| self.tokens.at(at).kind == kind);
        let end = at + expected.len();
        (is_date && self.tokens.at(end).kind.is_dash()).then_some(end)
    }
}
