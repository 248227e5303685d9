//! The walk over the tokens of a dateline: places, date, agency, dash.

use crate::article::Place;

use super::accept::confidence;
use super::day::{Day, day};
use super::months::{month, weekday};
use super::place::{Name, place, qualifier};
use super::token::{Kind, Tokens};
use crate::split::agencies::{agency, stands_alone};

/// How many places a dateline may name.
const MOST_PLACES: usize = 5;

/// The parts of a dateline, as far as they were read.
#[derive(Debug, Clone, Default)]
#[expect(clippy::struct_excessive_bools, reason = "any of them may hold beside any other")]
pub(super) struct Parts {
    /// The places, with their regions.
    pub places: Vec<Place>,
    /// The date.
    pub day: Option<Day>,
    /// Agencies by their short form, unknown ones as printed.
    pub agencies: Vec<String>,
    /// The language that an agency's name proves.
    pub language: Option<&'static str>,
    /// Whether an agency of the list is named.
    pub is_known: bool,
    /// Whether a company's announcement is spread.
    pub is_press_release: bool,
    /// Whether an agency is named that ends its datelines without a dash.
    pub is_dashless: bool,
    /// Whether all place names are in capitals.
    pub is_caps: bool,
    /// Whether a place is in lower case.
    pub is_lower: bool,
    /// Whether an agency is named that is not in the list.
    pub is_unknown: bool,
    /// Whether a place has its region in parentheses.
    pub has_enclosed_region: bool,
    /// Whether a long dash between blanks ends it.
    pub has_long_dash: bool,
    /// Whether the last agency stood between slashes or full stops.
    pub is_slashed: bool,
    /// Where the dateline ends, without its dash.
    pub raw_end: usize,
    /// Where the text after it begins.
    pub body: usize,
    /// 50 for a doubtful one, which is only reported; 80 and more otherwise.
    pub confidence: u8,
}

/// Reads a dateline at the start of `text`. `by_habit` says that texts of
/// this folder usually begin with a bare `CITY -`.
pub(super) fn read(text: &str, by_habit: bool) -> Option<Parts> {
    let mut walk = Walk { tokens: Tokens::new(text), parts: Parts::default() };
    let first = walk.tokens.at(0).kind;
    if first.is_name() {
        return walk.name_first(by_habit);
    }
    let end = match first {
        Kind::Open => match walk.agency_first() {
            Some(end) => end,
            None => walk.enclosed_place()?,
        },
        Kind::Number => return walk.number_first(by_habit),
        Kind::Lower => walk.lower_case()?,
        _ => return None,
    };
    walk.finish(end, by_habit)
}

/// Reads places and what follows them to the end of `text`.
pub(super) fn alone(text: &str) -> Option<Parts> {
    let mut walk = Walk { tokens: Tokens::new(text), parts: Parts::default() };
    let end = walk.places_first()?;
    let is_stopped = walk.tokens.at(end).kind == Kind::Period;
    let end = end + usize::from(is_stopped);
    (walk.tokens.at(end).kind == Kind::End).then_some(walk.parts)
}

/// Where the parts end and the dash should follow.
pub(super) type Next = usize;

pub(super) struct Walk<'t> {
    pub(super) tokens: Tokens<'t>,
    pub(super) parts: Parts,
}

impl Walk<'_> {
    /// A date with its agency, or places, or a place of which a word is in lower case.
    fn name_first(mut self, by_habit: bool) -> Option<Parts> {
        let kinds = [Self::named_first, Self::date_first, Self::places_first, Self::lower_case];
        self.first_of(&kinds, by_habit)
    }

    /// A date with its agency or its place, or a place that begins with a number.
    fn number_first(mut self, by_habit: bool) -> Option<Parts> {
        let kinds = [Self::date_first, Self::dated_place, Self::numbered_place];
        self.first_of(&kinds, by_habit)
    }

    /// The first way to read the parts that makes a dateline of them.
    fn first_of(
        &mut self,
        kinds: &[fn(&mut Self) -> Option<Next>],
        by_habit: bool,
    ) -> Option<Parts> {
        kinds.iter().find_map(|read| {
            self.parts = Parts::default();
            let end = read(self)?;
            self.finish(end, by_habit)
        })
    }

    /// `(Reuters) -`, and `(ANSA) - Rome, October 11 -`.
    fn agency_first(&mut self) -> Option<Next> {
        let next = self.group(0)?;
        if !self.parts.is_known {
            return None;
        }
        let dash = self.tokens.at(next);
        if dash.kind.is_dash() {
            let kept = self.parts.clone();
            if let Some(end) = self.places_first_at(next + 1)
                && self.parts.day.is_some_and(|day| day.month.is_some())
                && (self.tokens.at(end).kind.is_dash() || self.is_stopped_dash(end))
            {
                return Some(end);
            }
            self.parts = kept;
        }
        let name = self.tokens.between(1, next - 1);
        stands_alone(name).then_some(next)
    }

    /// `Feb. 17 (Bloomberg) --`.
    fn date_first(&mut self) -> Option<Next> {
        let (found, next) = day(&mut self.tokens, 0, false)?;
        found.month?;
        let next = self.agency_at(next).or_else(|| self.place_behind_date(next))?;
        self.parts.day = Some(found);
        self.parts.is_known.then_some(next)
    }

    /// A place in lower case counts only with a date right behind it, or with
    /// an agency of the list if the place is one, too.
    fn lower_case(&mut self) -> Option<Next> {
        if let Some(next) = self.lower_case_of_agency() {
            return Some(next);
        }
        let comma = (1..5).find(|at| self.tokens.at(*at).kind == Kind::Comma)?;
        if weekday(self.tokens.word(0)).is_some()
            || !(1..comma).all(|at| self.tokens.at(at).kind.is_word())
        {
            return None;
        }
        let (found, next) = day(&mut self.tokens, comma + 1, true)?;
        found.month.filter(|_| !found.is_fuzzy)?;
        self.parts.is_lower = true;
        let name = self.tokens.between(0, comma).to_owned();
        self.parts.places.push(Place { name, region: None });
        self.parts.day = Some(found);
        Some(self.agency_at(next).unwrap_or(next))
    }

    fn places_first(&mut self) -> Option<Next> {
        self.places_first_at(0)
    }

    pub(super) fn places_first_at(&mut self, at: usize) -> Option<Next> {
        self.parts.is_caps = true;
        let mut next = self.push_place(at)?;
        loop {
            let token = self.tokens.at(next);
            next = match token.kind {
                Kind::Slash if self.parts.agencies.is_empty() => {
                    match self.slashed_agency(next).or_else(|| self.spaced_service(next)) {
                        Some(after) => after,
                        None => self.push_place(next + 1)?,
                    }
                }
                Kind::Slash => self.slashed_agency(next)?,
                Kind::Ampersand => self.push_place(next + 1)?,
                Kind::Lower if is_and(self.tokens.word(next)) => self.push_place(next + 1)?,
                Kind::Comma => self.after_comma(next + 1)?,
                Kind::Open => self.group_or_region(next)?,
                kind if kind.is_dash()
                    && self.parts.day.is_none()
                    && self.parts.agencies.is_empty() =>
                {
                    match self.press_release(next).or_else(|| self.after_stray_dash(next)) {
                        Some(after) => after,
                        None => return Some(next),
                    }
                }
                Kind::Period if !token.is_spaced => match self.after_period(next + 1) {
                    Some(after) => after,
                    None => return Some(next),
                },
                _ if self.parts.agencies.is_empty() => match self.without_comma(next) {
                    Some(after) => after,
                    None => return Some(next),
                },
                _ => return Some(next),
            };
        }
    }

    /// What no mark introduces: a date, or an agency behind it.
    fn without_comma(&mut self, at: usize) -> Option<Next> {
        if self.parts.day.is_some() {
            return self.bare_agency(at);
        }
        let found = day(&mut self.tokens, at, false).filter(|(day, _)| day.month.is_some());
        let Some((found, next)) = found else {
            return self.slashed_day(at).or_else(|| self.barred_agency(at));
        };
        self.parts.day = Some(found);
        Some(next)
    }

    pub(super) fn push_place(&mut self, at: usize) -> Option<Next> {
        let is_too_late = self.parts.day.is_some() || !self.parts.agencies.is_empty();
        if self.parts.places.len() >= MOST_PLACES
            || (is_too_late && at != 0 && !self.parts.places.is_empty())
        {
            return None;
        }
        let Name { printed: name, next, is_caps } = place(&mut self.tokens, at)?;
        if weekday(&name).is_some() {
            return None;
        }
        self.parts.is_caps &= is_caps;
        self.parts.places.push(Place { name: without_stop(name), region: None });
        Some(next)
    }

    /// What a comma introduces: a date, an agency, a state or country. Commas
    /// may be followed by a stray full stop or dash.
    fn after_comma(&mut self, at: usize) -> Option<Next> {
        let stray = self.tokens.at(at);
        if stray.kind == Kind::Period && !stray.is_spaced {
            return self.after_comma(at + 1);
        }
        if stray.kind.is_dash() {
            return self.after_stray_dash(at);
        }
        if stray.kind == Kind::Open {
            return self.group(at);
        }
        if self.is_article_of_date(at) {
            return self.after_comma(at + 1);
        }
        if self.parts.day.is_none() && is_and(self.tokens.word(at)) {
            return self.push_place(at + 1);
        }
        if let Some(next) = self.whole_date(at) {
            return Some(next);
        }
        if self.parts.day.is_none()
            && let Some((found, next)) = day(&mut self.tokens, at, true)
        {
            self.parts.day = Some(found);
            return Some(next);
        }
        if self.parts.agencies.is_empty()
            && let Some(next) = self.bare_agency(at)
        {
            return Some(next);
        }
        if self.parts.day.is_some() || !self.parts.agencies.is_empty() {
            return self.stopped_agency(at);
        }
        let Name { printed: name, next, .. } = qualifier(&mut self.tokens, at)?;
        self.qualify(&name)?;
        Some(next)
    }

    /// `Md., - March 4 -` and `March 4, -`
    fn after_stray_dash(&mut self, dash: usize) -> Option<Next> {
        if self.parts.day.is_some() {
            return self.tokens.at(dash + 1).is_spaced.then_some(dash);
        }
        let (found, next) = day(&mut self.tokens, dash + 1, false)?;
        found.month?;
        let kept = self.parts.clone();
        self.parts.day = Some(found);
        let end = self.agency_at(next).unwrap_or(next);
        match self.tokens.at(end).kind {
            kind if kind.is_dash() => return Some(end),
            // A date that ends the line speaks for a dateline.
            Kind::End => {}
            _ => self.parts = kept,
        }
        None
    }

    pub(super) fn qualify(&mut self, name: &str) -> Option<()> {
        let region = &mut self.parts.places.last_mut()?.region;
        match region {
            Some(region) if region.matches(", ").count() >= 2 => return None,
            Some(region) => {
                region.push_str(", ");
                region.push_str(name);
            }
            None => *region = Some(name.to_owned()),
        }
        Some(())
    }

    /// `MOSCOW. Feb 17 (Interfax)`, `MOSCOW, February 17. /TASS/.`
    fn after_period(&mut self, at: usize) -> Option<Next> {
        if self.parts.day.is_none()
            && let Some((found, next)) = day(&mut self.tokens, at, false)
            && found.month.is_some()
        {
            self.parts.day = Some(found);
            return Some(next);
        }
        self.agency_at(at).or_else(|| self.stopped_agency(at))
    }

    /// Looks at what stands behind the parts and whether all is enough.
    fn finish(&mut self, end: Next, by_habit: bool) -> Option<Parts> {
        let period = self.tokens.at(end);
        let is_stopped = period.kind == Kind::Period && !period.is_spaced;
        let at = end + usize::from(is_stopped);
        let is_after_comma = end > 0 && self.tokens.at(end - 1).kind == Kind::Comma;
        self.parts.raw_end = self.tokens.end_before(end - usize::from(is_after_comma));
        let closing = match self.dash(at) {
            Some(after) => Some(after),
            None => self.other_mark(end, is_stopped),
        };
        let after = closing?;
        if self.reads_on(after) {
            return None;
        }
        self.parts.body = self.tokens.at(after).span.start;
        self.parts.confidence = confidence(&self.parts, by_habit)?;
        Some(std::mem::take(&mut self.parts))
    }

    pub(super) fn is_strong(&self) -> bool {
        self.parts.is_known
            || self.parts.is_unknown
            || self.parts.day.is_some_and(|day| day.month.is_some())
    }

    /// The token after the dash or dashes.
    fn dash(&mut self, at: usize) -> Option<Next> {
        let dash = self.tokens.at(at);
        if !dash.kind.is_dash() {
            return None;
        }
        let mut next = at + 1;
        while self.tokens.at(next).kind.is_dash() {
            next += 1;
        }
        let is_glued = !self.tokens.at(next).is_spaced && self.tokens.at(next).kind != Kind::End;
        let is_long = dash.kind == Kind::LongDash || dash.span.len() > 1 || next > at + 1;
        let has_region =
            self.parts.is_caps && self.parts.places.iter().any(|place| place.region.is_some());
        let is_behind_stop =
            at > 0 && !dash.is_spaced && self.tokens.at(at - 1).kind == Kind::Period;
        let may_be_glued = if is_long {
            dash.kind == Kind::LongDash || self.is_strong() || has_region
        } else {
            let is_closed = at > 0 && self.tokens.at(at - 1).kind == Kind::Close;
            self.is_strong() && (dash.is_spaced || (is_closed && self.parts.is_known))
        };
        if is_glued && !may_be_glued {
            return None;
        }
        let is_clear =
            self.is_strong() || dash.is_spaced || is_behind_stop || (is_glued && is_long);
        if !is_clear {
            return None;
        }
        self.parts.has_long_dash = is_long && dash.is_spaced && !is_glued;
        Some(self.agency_after_dash(next).unwrap_or(next))
    }

    /// `МОСКВА, 17 фев — РИА Новости.`
    fn agency_after_dash(&mut self, at: usize) -> Option<Next> {
        if !self.parts.agencies.is_empty() {
            return None;
        }
        if self.parts.day.is_none() {
            return self.agency_before_colon(at);
        }
        let is_end = |kind: Kind| matches!(kind, Kind::Period | Kind::Comma);
        let end = (at + 1..at + 4).find(|next| is_end(self.tokens.at(*next).kind))?;
        let known = agency(self.tokens.between(at, end))?;
        let end = self.behind_correspondent(end)?;
        self.push_agency(known);
        self.parts.raw_end = self.tokens.end_before(end);
        Some(end + 1)
    }
}

/// `NEW YORK.` without the stop; that of `D.C.` and `St.` stays.
fn without_stop(mut name: String) -> String {
    let last = name.rsplit(' ').next().unwrap_or_default();
    let is_stray = last.matches('.').count() == 1 && last.ends_with('.') && last.len() > 4;
    if is_stray {
        name.pop();
    }
    name
}

fn is_and(word: &str) -> bool {
    matches!(word, "and" | "et" | "und" | "y" | "e" | "и" | "та" | "en" | "och" | "og" | "i")
}

/// Whether a month and a day begin at a token.
pub(super) fn date_begins(tokens: &mut Tokens<'_>, at: usize) -> bool {
    let word = tokens.word(at);
    let next = tokens.at(at + 1);
    let after_period = if next.kind == Kind::Period { tokens.at(at + 2) } else { next };
    after_period.kind == Kind::Number && month(word).is_some()
}
