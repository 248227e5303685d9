//! Lines that name who wrote the text, and those that belong to them.

use super::super::agencies::agency;
use super::super::byline::{self, Parsed};
use super::super::credit::Credit;
use super::super::date::scan;
use super::super::masthead::{heading, is_stamp};
use super::super::paragraphs::is_all_caps;
use super::super::roles::{
    ends_in_writer, is_address, is_below_byline, is_for_whom, is_reading_time, is_role_line, sits,
};
use super::super::sources::publication;
use super::super::starts::Starts;
use super::super::unsigned;
use super::Reader;
use crate::article::Source;

/// In how many lines below a name its bearer is named again if the text is about them.
const ABOUT: usize = 8;
/// How many words a headline has above a name without `By`.
const HEADLINE_WORDS: usize = 4;

/// The longest second line of a byline, in bytes.
const LONGEST_NAMES: usize = 60;

impl Reader<'_> {
    /// Takes a byline, or a line that belongs to the one above.
    pub(super) fn byline(&mut self, at: usize, text: &str) -> Option<usize> {
        if !self.header.byline_lines.is_empty() {
            return self.below_byline(at, text).then_some(at + 1);
        }
        if let Some(parsed) = self.name_below(at) {
            self.header.byline_lines.push(at);
            return Some(self.name(parsed, at + 1));
        }
        if let Some(parsed) = self.wrapped(at, text) {
            self.header.byline_lines.push(at);
            return Some(self.name(parsed, at + 1));
        }
        let (parsed, credit) = self.dated(text)?;
        // A byline under nothing would be the start of a sentence that wraps.
        if self.flows_on(at) && !parsed.persons.iter().any(|person| is_all_caps(&person.name)) {
            return None;
        }
        self.header.credits.extend(credit.map(|credit| (credit, at)));
        Some(self.name(parsed, at))
    }

    /// Keeps what a byline says; gives the line behind it.
    fn name(&mut self, parsed: Parsed, at: usize) -> usize {
        self.header.bylines.extend(parsed.persons);
        self.header.agencies.extend(parsed.agencies);
        self.header.byline_lines.push(at);
        at + 1
    }

    /// `By` alone on its line, and the name in the next.
    pub(super) fn name_below(&self, at: usize) -> Option<Parsed> {
        if !matches!(self.text(at), "By" | "BY" | "by") {
            return None;
        }
        let parsed = byline::parse(&format!("By {}", self.text(at + 1)))?;
        Some(parsed).filter(|parsed| !parsed.persons.is_empty())
    }

    /// `By Ann Lee and` on one line, and another name in the next.
    fn wrapped(&self, at: usize, text: &str) -> Option<Parsed> {
        let is_open = [" and", " AND", " &"].iter().any(|end| text.ends_with(end));
        let next = self.lines.get(at + 1).filter(|line| is_open && line.gap == 0)?;
        let next = self.source.of(next);
        let is_names = next.len() <= LONGEST_NAMES && !next.ends_with('.');
        let whole = is_names.then(|| byline::parse(&format!("{text} {next}")))??;
        (whole.persons.len() > 1).then_some(whole)
    }

    /// A byline, without the date that may end it.
    fn dated(&self, text: &str) -> Option<(Parsed, Option<Credit>)> {
        let dated = || {
            let date = scan(text, self.context.century()).filter(|date| date.span.start > 3)?;
            let after = text.get(date.span.end..)?;
            let is_end = after.split_whitespace().all(|word| word.len() < 5);
            let names = text.get(..date.span.start).filter(|_| is_end)?;
            let names = names.trim_end_matches([' ', '|', ',', '–', '-', '—', '•', '·', ':']);
            let names = ["Published", "Posted", "Updated"]
                .iter()
                .find_map(|word| names.strip_suffix(word))
                .unwrap_or(names);
            let names = names.trim_end_matches([' ', '|', ',', '–', '-', '—', '•', '·']);
            let names = names.strip_suffix(" on").unwrap_or(names);
            let (names, source) = names.split_once(" Source:").unwrap_or((names, ""));
            let parsed = byline::parse(names).or_else(|| barred(names))?;
            let publication = publication(source.trim()).map(|_| source.trim().to_owned());
            let source = Source { publication, ..Source::default() };
            Some((parsed, Some(Credit { date: Some(date), source })))
        };
        dated().or_else(|| byline::parse(text).map(|parsed| (parsed, None)))
    }

    /// Another byline, a role, an address or an employer below a byline.
    fn below_byline(&mut self, at: usize, text: &str) -> bool {
        if self.flows_on(at) || at + 1 >= self.lines.len() {
            return false;
        }
        let parsed = byline::parse(text).filter(|parsed| !parsed.persons.is_empty());
        if let Some(parsed) = parsed.or_else(|| photographers(text)) {
            self.name(parsed, at);
            return true;
        }
        let is_near = self.lines.get(at).is_some_and(|line| line.gap == 0);
        let is_role =
            is_role_line(text) && (is_near || ends_in_writer(text) || agency(text).is_some());
        let is_below = is_below_byline(text);
        if is_role || (is_below && is_for_whom(text)) {
            self.role(text.trim_end_matches(['=', ' ']));
        }
        if is_role || is_below {
            self.header.byline_lines.push(at);
            self.header.agencies.extend(employer(text));
            return true;
        }
        self.house(at, text)
    }

    pub(super) fn role(&mut self, role: &str) {
        for person in &mut self.header.bylines {
            person.role.get_or_insert_with(|| role.to_owned());
        }
    }

    /// A name without `By`, an agency or somebody without a name, as the last
    /// line above the text.
    pub(super) fn unsigned(&mut self, at: usize, text: &str) -> bool {
        if self.titles.is_empty() || !self.header.byline_lines.is_empty() || self.flows_on(at) {
            return false;
        }
        let next = self.text(at + 1);
        let is_above_text = self.is_text(at + 1) && !is_stamp(next);
        let is_labelled = || {
            is_role_line(next)
                || is_address(next)
                || is_reading_time(next)
                || heading(next, self.context.century()).is_some()
        };
        if !is_above_text && !is_labelled() {
            return false;
        }
        let is_source = text.starts_with(char::is_uppercase)
            && is_above_text
            && (agency(text).is_some() || sits(text));
        if is_source {
            self.header.agencies.extend(employer(text));
            self.header.furniture.push(at);
            return true;
        }
        let parsed = unsigned::with_role(text)
            .or_else(|| byline::shouted(text))
            .or_else(|| byline::is_anonymous(text).then(Parsed::default))
            .or_else(|| self.bare_name(text, is_above_text))
            .or_else(|| self.known_name(at, text));
        parsed.is_some_and(|parsed| self.name(parsed, at) > at)
    }

    /// A name and nothing else: below a whole headline and above a role or a
    /// date; in Cyrillic, whose titles have small letters, above text as well.
    fn bare_name(&self, text: &str, is_above_text: bool) -> Option<Parsed> {
        let is_cyrillic = text.starts_with(|c: char| matches!(c, '\u{400}'..='\u{4FF}'));
        let words = self.titles.iter().map(|at| self.text(*at).split_whitespace().count());
        let has_headline = words.max().unwrap_or(0) >= HEADLINE_WORDS;
        (has_headline && (is_cyrillic || !is_above_text)).then(|| unsigned::bare(text))?
    }
}

impl Reader<'_> {
    /// A name that a given name tells, unless it is the headline or the text is
    /// about its bearer.
    fn known_name(&self, at: usize, text: &str) -> Option<Parsed> {
        let parsed = self.has_headline().then(|| unsigned::known(text))??;
        let is_named = |surname: &str| {
            (at + 1..=at + ABOUT).any(|next| {
                let mut words = self.text(next).split([' ', ',', '.', '\'', '’']);
                words.any(|word| word.eq_ignore_ascii_case(surname))
            })
        };
        let is_subject = parsed
            .persons
            .iter()
            .any(|person| person.name.rsplit(' ').next().is_some_and(is_named));
        (!is_subject).then_some(parsed)
    }
}

/// `Ann Lee | TNN`, in front of a date.
fn barred(names: &str) -> Option<Parsed> {
    let (name, desk) = names.split_once(" | ")?;
    let is_desk = agency(desk).is_some()
        || (2..=5).contains(&desk.len()) && desk.bytes().all(|byte| byte.is_ascii_uppercase());
    let mut parsed = unsigned::bare(name).filter(|_| is_desk)?;
    parsed.agencies.extend(employer(desk));
    Some(parsed)
}

/// `Photos by Ann Lee`
fn photographers(text: &str) -> Option<Parsed> {
    static STARTS: Starts =
        Starts::new(&["photos by ", "photographs by ", "photography by ", "pictures by "]);
    let (role, names) = STARTS.in_any_case(text)?;
    let role = role.trim_end_matches(" by ");
    let mut parsed = unsigned::bare(names)?;
    parsed.persons.iter_mut().for_each(|person| person.role = Some(role.to_owned()));
    Some(parsed)
}

/// The agency that a role or a place of work begins with.
fn employer(text: &str) -> Option<String> {
    let text = text.trim_end_matches(['=', ' ']);
    let first = text.split([' ', ',']).next().unwrap_or_default();
    let name = text.split(", ").next().unwrap_or_default();
    let known = agency(text)
        .or_else(|| agency(name))
        .or_else(|| agency(first))
        .or_else(|| agency(text.get(..16).unwrap_or_default()))
        .or_else(|| agency(text.strip_suffix(')')?.rsplit_once('(')?.1))?;
    Some(known.name.to_owned())
}
