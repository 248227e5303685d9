//! Shapes of datelines that few services use.

use super::day::{Day, day, number};
use super::grammar::{Next, Parts, Walk};
use super::place::{Name, place};
use super::places::is_place;
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
    /// `TASS, February 17. Russia …`: an agency of the list, and a date that a
    /// full stop ends.
    pub(super) fn named_first(&mut self) -> Option<Next> {
        if self.tokens.at(1).kind != Kind::Comma {
            return None;
        }
        let known = agency(self.tokens.word(0))?;
        let (found, next) = day(&mut self.tokens, 2, false)?;
        found.month.filter(|_| self.is_stop(next))?;
        self.parts.day = Some(found);
        self.push_agency(known);
        self.parts.is_slashed = true;
        Some(next)
    }

    fn is_stop(&mut self, at: usize) -> bool {
        let stop = self.tokens.at(at);
        stop.kind == Kind::Period && !stop.is_spaced
    }

    /// `03.03.2017 Łódź (PAP) - `: the whole date, the place and the agency.
    pub(super) fn dated_place(&mut self) -> Option<Next> {
        let expected = [Kind::Number, Kind::Period, Kind::Number, Kind::Period, Kind::Number];
        let is_date = (0..).zip(expected).all(|(at, kind)| self.tokens.at(at).kind == kind);
        let part = |walk: &mut Self, at| number(walk.tokens.word(at));
        let (day, month) = (part(self, 0)?, part(self, 2)?);
        let year = part(self, 4).filter(|year| is_date && (1400..=2200).contains(year))?;
        let next = self.push_place(expected.len())?;
        let end = self.agency_at(next).filter(|_| self.parts.is_known)?;
        self.parts.day = Some(Day {
            year: i16::try_from(year).ok(),
            month: i8::try_from(month).ok().filter(|month| (1..=12).contains(month)),
            day: i8::try_from(day).ok().filter(|day| (1..=31).contains(day)),
            ..Day::default()
        });
        Some(end)
    }

    /// `29 PALMS, California (Reuters)`
    pub(super) fn numbered_place(&mut self) -> Option<Next> {
        if self.tokens.at(1).kind != Kind::Caps || !self.tokens.at(1).is_spaced {
            return None;
        }
        let end = self.places_first_at(1)?;
        let whole = self.tokens.between(0, 2).to_owned();
        let words = self.tokens.word(1).len();
        let place = self.parts.places.first_mut().filter(|_| self.parts.is_known)?;
        place.name = whole + place.name.get(words..)?;
        Some(end)
    }

    /// `new york (Reuters) -`
    pub(super) fn lower_case_of_agency(&mut self) -> Option<Next> {
        let open = (1..4).find(|at| !self.tokens.at(*at).kind.is_word())?;
        let name = self.tokens.between(0, open);
        if self.tokens.at(open).kind != Kind::Open || !is_place(name) {
            return None;
        }
        let next = self.group(open)?;
        self.parts.places.push(Place { name: name.to_owned(), region: None });
        self.parts.is_lower = true;
        (self.parts.is_known && self.tokens.at(next).kind.is_dash()).then_some(next)
    }

    /// `LEUVEN 03/03 (BELGA) -`: the day first, as Belgium writes it.
    pub(super) fn slashed_day(&mut self, at: usize) -> Option<Next> {
        let expected = [Kind::Number, Kind::Slash, Kind::Number, Kind::Open];
        let is_date = (at..).zip(expected).all(|(at, kind)| self.tokens.at(at).kind == kind);
        let part = |walk: &mut Self, at| i8::try_from(number(walk.tokens.word(at))?).ok();
        let (day, month) = (part(self, at)?, part(self, at + 2)?);
        let is_day = is_date && (1..=31).contains(&day) && (1..=12).contains(&month);
        let end = if is_day { self.group(at + 3)? } else { return None };
        self.parts.day = Some(Day { month: Some(month), day: Some(day), ..Day::default() });
        Some(end)
    }

    /// `MANAMA, 2014-03-03 (AFP) -`, `MANAMA, 03/03/2014 (AFP) -`: a whole date
    /// in figures, in front of an agency. Which figure is the month may be open.
    pub(super) fn whole_date(&mut self, at: usize) -> Option<Next> {
        let mark = self.tokens.at(at + 1).kind;
        let expected = [Kind::Number, mark, Kind::Number, mark, Kind::Number, Kind::Open];
        let is_date = matches!(mark, Kind::Slash | Kind::Hyphens)
            && (at..).zip(expected).all(|(at, kind)| self.tokens.at(at).kind == kind);
        if !is_date || self.parts.day.is_some() {
            return None;
        }
        let figures = [at, at + 2, at + 4].map(|at| number(self.tokens.word(at)));
        let [Some(first), Some(second), Some(third)] = figures else { return None };
        let (year, month, day) = match () {
            () if first > 1400 => (first, second, third),
            () if second > 12 || first == second => (third, first, second),
            () if first > 12 => (third, second, first),
            () => (third, 0, 0),
        };
        let part = |value: u32, most| i8::try_from(value).ok().filter(|it| (1..=most).contains(it));
        let found = Day {
            year: i16::try_from(year).ok(),
            month: part(month, 12),
            day: part(day, 31),
            ..Day::default()
        };
        let end = self.group(at + 5).filter(|_| (1400..=2200).contains(&year))?;
        self.parts.day = found.month.map(|_| found);
        Some(end)
    }

    /// `(MANAMA, Bahrain) — `: the place in parentheses.
    pub(super) fn enclosed_place(&mut self) -> Option<Next> {
        self.parts = Parts::default();
        let close = self.places_first_at(1)?;
        let is_closed =
            self.tokens.at(close).kind == Kind::Close && self.tokens.at(close + 1).kind.is_dash();
        is_closed.then_some(close + 1)
    }

    /// `HAMBURG afp | `: an agency of the list between the place and a bar.
    pub(super) fn barred_agency(&mut self, at: usize) -> Option<Next> {
        if !self.parts.is_caps || self.tokens.word(at + 1) != "|" {
            return None;
        }
        let known = agency(self.tokens.word(at))?;
        self.push_agency(known);
        Some(at + 1)
    }

    /// The full stop behind an agency, or behind its correspondent:
    /// `РИА Новости, Иван Белов.`
    pub(super) fn behind_correspondent(&mut self, at: usize) -> Option<Next> {
        if self.tokens.at(at).kind == Kind::Period {
            return Some(at);
        }
        let end = (at + 1..at + 5).find(|end| !self.tokens.at(*end).kind.is_name())?;
        (end > at + 2 && self.is_stop(end)).then_some(end)
    }

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
        let name = self.tokens.between(at, end);
        // `Интерфакс-Юг`: the desk of a region.
        let of_desk = || name.split_once('-').and_then(|(name, _)| agency(name));
        let known = agency(name).or_else(of_desk)?;
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
