//! The agencies of a dateline: in parentheses, between slashes, bare.

use super::day::day;
use super::grammar::{Next, Walk};
use super::months::{month, weekday};
use super::places::is_region;
use super::token::Kind;
use super::unusual::correspondent;
use crate::split::agencies::{Agency, agency};
use crate::split::credit::is_any_agency;

/// How many tokens a parenthesis with agencies may hold.
const LONGEST_GROUP: usize = 12;
/// The longest name in parentheses that is too short for an unknown agency, in bytes.
const SHORTEST_UNKNOWN: usize = 2;

impl Walk<'_> {
    /// An agency in parentheses or between slashes.
    pub(super) fn agency_at(&mut self, at: usize) -> Option<Next> {
        if !self.parts.agencies.is_empty() {
            return None;
        }
        match self.tokens.at(at).kind {
            Kind::Open => self.group(at),
            Kind::Slash => self.slashed_agency(at),
            Kind::Period => {
                let kind = self.tokens.at(at + 1).kind;
                matches!(kind, Kind::Open | Kind::Slash).then(|| self.agency_at(at + 1))?
            }
            Kind::Comma => match self.tokens.at(at + 1).kind {
                Kind::Open => self.group(at + 1),
                _ => self.bare_agency(at + 1),
            },
            _ => None,
        }
    }

    fn close_of(&mut self, open: usize) -> Option<usize> {
        (open + 1..open + LONGEST_GROUP).find(|at| self.tokens.at(*at).kind == Kind::Close)
    }

    /// `(AP)`, `(dpa/AFP)`; any name will do, the acceptance looks at the rest.
    pub(super) fn group(&mut self, open: usize) -> Option<Next> {
        let Some(close) = self.close_of(open) else { return self.unclosed_group(open) };
        if !self.parts.agencies.is_empty() || close == open + 1 {
            return None;
        }
        let inner = self.tokens.between(open + 1, close);
        if !self.push_agencies(inner) {
            let is_name = (open + 1..close).all(|at| {
                let kind = self.tokens.at(at).kind;
                kind.is_name()
                    || matches!(kind, Kind::Slash | Kind::Period | Kind::Ampersand)
                    || (kind == Kind::Number && at > open + 1)
            });
            let first = self.tokens.word(open + 1);
            let is_calendar = month(first).is_some() || weekday(first).is_some();
            if !is_name || is_calendar || close > open + 6 || inner.len() <= SHORTEST_UNKNOWN {
                return None;
            }
            self.parts.agencies.push(inner.to_owned());
            self.parts.is_unknown = true;
        }
        Some(close + 1)
    }

    /// Takes in names separated by `/`, `,` or `and`; all must be known.
    fn push_agencies(&mut self, inner: &str) -> bool {
        if let Some(known) = agency(inner) {
            self.push_agency(known);
            return true;
        }
        if is_any_agency(inner) {
            self.parts.is_known = true;
            return true;
        }
        let parts =
            || inner.split(['/', ',', '／', '-', '、']).flat_map(|part| part.split(" and "));
        // `dpa/lhe`: a desk stands behind the agency.
        let is_desk = |part: &&str| {
            (2..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_lowercase())
        };
        let (first, rest) = inner.split_once('/').unwrap_or((inner, ""));
        let desk = agency(first).filter(|_| is_desk(&rest) && agency(rest).is_none());
        let known: Option<Vec<Agency>> = parts().map(agency).collect();
        let known = known.or_else(|| desk.map(|known| vec![known])).or_else(|| signed(inner));
        let Some(known) = known else { return self.push_station(inner) };
        for agency in known {
            self.push_agency(agency);
        }
        true
    }

    /// `KXYZ/AP`: a station, and its agency.
    fn push_station(&mut self, inner: &str) -> bool {
        let Some((station, name)) = inner.split_once('/') else { return false };
        let is_station =
            (3..=5).contains(&station.len()) && station.bytes().all(|b| b.is_ascii_uppercase());
        let Some(known) = agency(name).filter(|_| is_station) else { return false };
        self.parts.agencies.push(station.to_owned());
        self.push_agency(known);
        true
    }

    /// `(Reuters - `: an agency of the list in a parenthesis that a dash ends.
    fn unclosed_group(&mut self, open: usize) -> Option<Next> {
        let dash = (open + 2..open + 5).find(|at| self.tokens.at(*at).kind.is_dash())?;
        let known = agency(self.tokens.between(open + 1, dash))?;
        if !self.parts.agencies.is_empty() || !self.tokens.at(dash).is_spaced {
            return None;
        }
        self.push_agency(known);
        Some(dash)
    }

    pub(super) fn push_agency(&mut self, known: Agency) {
        let parts = &mut self.parts;
        parts.is_known = true;
        parts.is_dashless |= known.is_dashless;
        parts.is_press_release |= known.is_press_release;
        parts.language = parts.language.or(known.language);
        if !parts.agencies.iter().any(|name| name == known.name) {
            parts.agencies.push(known.name.to_owned());
        }
    }

    /// `Belo Horizonte (Brasil), 8 jul` or an agency.
    pub(super) fn group_or_region(&mut self, open: usize) -> Option<Next> {
        let Some(close) = self.close_of(open) else { return self.unclosed_group(open) };
        let inner = self.tokens.between(open + 1, close);
        let is_early = self.parts.day.is_none() && self.parts.agencies.is_empty();
        let is_qualifier = is_early
            && agency(inner).is_none()
            && (self.tokens.at(close + 1).kind == Kind::Comma
                || (inner.len() > SHORTEST_UNKNOWN && is_region(inner)));
        if is_qualifier {
            self.qualify(inner)?;
            self.parts.has_enclosed_region = true;
            return Some(close + 1);
        }
        if let Some(next) = self.enclosed_day(open, close) {
            return Some(next);
        }
        let next = self.group(open)?;
        // `NEW YORK (AP), Feb 26 -`
        if self.parts.day.is_none()
            && self.tokens.at(next).kind == Kind::Comma
            && let Some((found, after)) = day(&mut self.tokens, next + 1, false)
        {
            self.parts.day = Some(found);
            return Some(after);
        }
        Some(next)
    }

    /// `DUBLIN, Ohio (Feb. 17, 2017) –`: the whole date, as announcements have it.
    fn enclosed_day(&mut self, open: usize, close: usize) -> Option<Next> {
        let is_unknown = !self.parts.agencies.is_empty() && !self.parts.is_known;
        if !self.parts.is_caps || is_unknown || self.parts.day.is_some() {
            return None;
        }
        let (found, next) = day(&mut self.tokens, open + 1, false)?;
        let is_whole = next == close && found.year.is_some() && found.day.is_some();
        self.parts.day = Some(found).filter(|_| is_whole);
        is_whole.then_some(close + 1)
    }

    /// `/TASS/`, `/PRNewswire via X/`.
    pub(super) fn slashed_agency(&mut self, slash: usize) -> Option<Next> {
        if !self.parts.agencies.is_empty() {
            return None;
        }
        let close = (slash + 2..slash + 10).find(|at| self.tokens.at(*at).kind == Kind::Slash)?;
        if !self.tokens.at(slash).is_spaced || self.tokens.at(slash + 1).is_spaced {
            return None;
        }
        let inner = self.tokens.between(slash + 1, close);
        let first = inner.split([' ', '-']).next().unwrap_or_default();
        let known = agency(inner).or_else(|| agency(first)).or_else(|| correspondent(inner))?;
        self.push_agency(known);
        self.parts.is_slashed = true;
        Some(close + 1)
    }

    /// `, Reuter -`: one to three words of the list right before the dash.
    pub(super) fn bare_agency(&mut self, at: usize) -> Option<Next> {
        let next = (at + 1..at + 4).find(|next| !self.tokens.at(*next).kind.is_word())?;
        let is_early = self.parts.day.is_none();
        let follower = self.tokens.at(next).kind;
        if !follower.is_dash() && (follower != Kind::End || is_early) {
            return None;
        }
        let name = self.tokens.between(at, next);
        let known = agency(name).filter(|_| !is_early || !is_region(name))?;
        self.push_agency(known);
        Some(next)
    }
}

/// `RIA Novosti, Ivan Belov`: an agency of the list, and its correspondent.
fn signed(inner: &str) -> Option<Vec<Agency>> {
    let (name, person) = inner.split_once(", ")?;
    let is_name = |word: &str| word.starts_with(char::is_uppercase);
    let is_person = (2..=3).contains(&person.split(' ').count()) && person.split(' ').all(is_name);
    agency(name).filter(|_| is_person).map(|known| vec![known])
}
