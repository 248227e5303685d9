//! The lines in front of the text: headline, kicker, deck, byline, dates, desk lines.
//!
//! Decides where the text begins. It is decided before lines are joined, since
//! a headline without a full stop would be joined to the first paragraph.

mod byline_lines;
mod deck;
mod note_lines;
mod paper_lines;
mod place_lines;

use std::cell::{Cell, RefCell};

pub(super) use self::place_lines::PlaceLine;

use crate::article::{Byline, Status};

use super::byline;
use super::context::Context;
use super::credit::Credit;
use super::dateline::{self, Found};
use super::field_marks::Fields;
use super::headline::{Range, Titles, assign, group};
use super::labels;
use super::layout::{Layout, ends_sentence, would_have_fitted};
use super::lines::{Line, Source};
use super::masthead::{heading, is_stamp};
use super::notes::{
    DeskLine, desk_line, ends_in_photo_credit, is_caption_label, is_contact_of_release, slug_status,
};
use super::openings::{ends_as_sentence, has_sentence_end, is_listed, is_rating, is_rule, is_url};
use super::page_lines::page_line;
use super::paragraphs::{is_all_caps, starts_lower};
use super::roles::{is_address, is_reading_time, is_special, is_syndicated};
use super::trailer;

/// How many lines a header may have.
const MOST_LINES: usize = 40;
/// The longest title, in characters.
const LONGEST_TITLE: usize = 220;
/// How many title lines a header may have.
const MOST_TITLES: usize = 6;

/// What stands in front of the text; numbers are indices of lines.
#[derive(Debug, Default)]
pub(super) struct Header {
    /// Kicker, headline and deck.
    pub titles: Titles,
    /// Lines of bylines and of the roles below them.
    pub byline_lines: Vec<usize>,
    /// Who is named there.
    pub bylines: Vec<Byline>,
    /// Agencies named there.
    pub agencies: Vec<String>,
    /// Slugs, dates, sources, addresses.
    pub furniture: Vec<usize>,
    /// Notes to editors: first line and the line after the last.
    pub notes: Vec<Range>,
    /// Texts of pictures, likewise.
    pub captions: Vec<Range>,
    /// Dates and sources with their lines.
    pub credits: Vec<(Credit, usize)>,
    /// What desk lines say.
    pub status: Option<Status>,
    /// Its address.
    pub url: Option<usize>,
    /// A line that holds the place, perhaps with a date.
    pub place: Option<PlaceLine>,
    /// Where the text begins.
    pub body: usize,
    /// The dateline at the start of the text, if its first line alone shows it.
    pub dateline: Option<Found>,
}

/// Reads the header of a file.
pub(super) fn read(
    source: Source<'_>,
    lines: &[Line],
    layout: Layout,
    fields: Fields,
    context: &Context,
) -> Header {
    let mut reader = Reader {
        source,
        lines,
        layout,
        fields,
        context,
        header: Header::default(),
        titles: Vec::new(),
        is_over: false,
        known: Cell::new([(usize::MAX, false); 3]),
        found: RefCell::new(None),
        deck_end: Cell::new(None),
    };
    let mut at = 0;
    while at < lines.len().min(MOST_LINES) && !reader.is_over {
        at = reader.line(at).max(at);
    }
    reader.header.body = at;
    reader.finish()
}

struct Reader<'a> {
    source: Source<'a>,
    lines: &'a [Line],
    layout: Layout,
    fields: Fields,
    context: &'a Context,
    header: Header,
    titles: Vec<usize>,
    is_over: bool,
    /// Lines of which it is known whether a dateline begins there.
    known: Cell<[(usize, bool); 3]>,
    /// The last dateline found, with its line.
    found: RefCell<Option<(usize, Found)>>,
    /// Where the deck ends, if it was looked for.
    deck_end: Cell<Option<usize>>,
}

impl<'a> Reader<'a> {
    fn text(&self, at: usize) -> &'a str {
        self.lines.get(at).map_or("", |line| self.source.of(line))
    }

    /// Whether the line at `at` alone begins with a dateline.
    fn begins_dateline(&self, at: usize) -> bool {
        let known = self.known.get();
        if let Some((_, begins)) = known.iter().find(|(line, _)| *line == at) {
            return *begins;
        }
        let habit = self.context.bare_datelines.is_rule();
        let found = dateline::accept(self.text(at), habit);
        let begins = found.is_some();
        if let Some(found) = found {
            self.found.replace(Some((at, found)));
        }
        let [first, second, _] = known;
        self.known.set([(at, begins), first, second]);
        begins
    }

    /// Takes the line at `at`; gives the line to go on with.
    fn line(&mut self, at: usize) -> usize {
        let text = self.text(at);
        let Some(line) = self.lines.get(at) else { return at };
        if at < self.fields.title {
            self.titles.push(at);
            return at + 1;
        }
        if !self.titles.is_empty() && self.begins_dateline(at) && !is_stamp(text)
            || self.is_wrapped_dateline(at)
        {
            self.is_over = true;
            return at;
        }
        if line.width <= 200 {
            if self.is_labelled_place(at, text) {
                return at + 1;
            }
            if let Some(next) = self.desk(at, text) {
                return next;
            }
            if let Some(next) = self.note(at, text) {
                return next;
            }
            if let Some(next) = self.byline(at, text) {
                return next;
            }
            if self.paper(at, text)
                || self.place(at, text)
                || self.credit(at, text)
                || self.unsigned(at, text)
            {
                return at + 1;
            }
            if let Some(next) = self.caption(at, text) {
                return next;
            }
        }
        if self.is_title(at, line, text) {
            self.titles.push(at);
            return at + 1;
        }
        self.is_over = true;
        at
    }

    fn is_below_title(&self) -> bool {
        !self.titles.is_empty() || !self.header.byline_lines.is_empty()
    }

    fn desk(&mut self, at: usize, text: &str) -> Option<usize> {
        if matches!(text, "By" | "BY") && self.name_below(at).is_none() {
            self.header.furniture.push(at);
            return Some(at + 1);
        }
        if labels::is_label(text) {
            self.header.furniture.push(at);
            self.is_over = labels::opens_text(text) && !self.titles.is_empty();
            return Some(at + 1);
        }
        let is_contact = || !self.header.furniture.is_empty() && is_contact_of_release(text);
        if is_rule(text)
            || (self.titles.is_empty() && is_contact())
            || (self.is_below_title() && (is_reading_time(text) || is_rating(text)))
            || (!self.titles.is_empty() && self.header.byline_lines.is_empty() && is_special(text))
        {
            self.header.furniture.push(at);
            return Some(at + 1);
        }
        if is_url(text) {
            self.header.url.get_or_insert(at);
            self.header.furniture.push(at);
            return Some(at + 1);
        }
        let status = match desk_line(text)? {
            DeskLine::Slug => slug_status(text),
            DeskLine::Embargo => Some(Status::Embargo),
            DeskLine::Notice(status) => Some(status),
        };
        self.header.status = self.header.status.or(status);
        self.header.furniture.push(at);
        Some(at + 1)
    }

    /// The text of a picture between title and text, if more follows.
    fn caption(&mut self, at: usize, text: &str) -> Option<usize> {
        let is_caption = || is_caption_label(text) || ends_in_photo_credit(text);
        let is_first = || self.lines.get(at + 1).is_some_and(|line| line.gap > 0);
        let may_be = || !self.titles.is_empty() || is_first();
        if !is_caption() || !may_be() || self.begins_dateline(at) {
            return None;
        }
        let mut end = at + 1;
        while self.flows_on(end - 1) {
            end += 1;
        }
        (end < self.lines.len()).then(|| self.header.captions.push((at, end)))?;
        Some(end)
    }

    /// The text from a line to the end of at most `count` lines that no blank line parts.
    fn bounded(&self, at: usize, count: usize) -> &'a str {
        let mut end = at;
        while end + 1 < at + count && self.lines.get(end + 1).is_some_and(|line| line.gap == 0) {
            end += 1;
        }
        let span = self.lines.get(at).zip(self.lines.get(end));
        span.and_then(|(first, last)| self.source.text.get(first.span.start..last.span.end))
            .unwrap_or_default()
    }

    fn credit(&mut self, at: usize, text: &str) -> bool {
        if self.ends_lead(at) {
            return false;
        }
        let credit = match heading(text, self.context.century()) {
            Some(_) if self.flows_on(at) && !is_stamp(text) => return false,
            Some(credit) => credit,
            None => match page_line(text) {
                Some(source) => Credit { source, date: None },
                None => return false,
            },
        };
        self.header.credits.push((credit, at));
        self.header.furniture.push(at);
        self.take_place_of_stamp(at, text);
        true
    }

    /// Whether the line was wrapped into the next one.
    fn flows_on(&self, at: usize) -> bool {
        let (Some(line), Some(next)) = (self.lines.get(at), self.lines.get(at + 1)) else {
            return false;
        };
        let (text, after) = (self.source.of(line), self.source.of(next));
        if next.gap > 0
            || is_url(after)
            || is_address(after)
            || is_syndicated(after)
            || (self.layout.indent > 0 && next.indent >= line.indent + 2)
        {
            return false;
        }
        let is_full = self.layout.is_wrapped
            && !would_have_fitted(self.source, line, next, self.layout.width);
        let is_other_case = is_all_caps(text) && !is_all_caps(after);
        (is_full || starts_lower(after))
            && !is_other_case
            && byline::parse(after).is_none()
            && (at > 0 || !self.begins_dateline(at + 1))
    }

    /// Whether the line belongs to kicker, headline or deck.
    fn is_title(&self, at: usize, line: &Line, text: &str) -> bool {
        if at == 0 && self.context.set.headline_line1 == Some(true) {
            return true;
        }
        let is_after_byline = !self.header.byline_lines.is_empty() && !self.titles.is_empty();
        let has_text_behind = at + 1 < self.lines.len();
        let is_below_fields = self.fields.count > 0 && at >= self.fields.count;
        if is_after_byline
            || is_below_fields
            || !has_text_behind
            || line.width > LONGEST_TITLE
            || self.titles.len() >= MOST_TITLES
            || self.header.status == Some(Status::Kill)
        {
            return false;
        }
        if self.is_indented_body(line) || trailer::is_salutation(text) || is_listed(text) {
            return false;
        }
        if self.titles.is_empty() && self.stands_over_story(at, line, text) {
            return true;
        }
        if self.is_dateline(at, text) {
            return self.titles.is_empty() && self.is_headline_like_dateline(at, text);
        }
        !self.is_sentence(at, line, text) || self.closes_titles(at, line) || self.is_deck(at)
    }

    /// `A bridge too old;` says that another part of the title follows, even
    /// if that is a sentence.
    fn closes_titles(&self, at: usize, line: &Line) -> bool {
        let before = self.titles.last().filter(|before| **before + 1 == at);
        before.is_some_and(|before| self.text(*before).ends_with(';'))
            && line.width <= 160
            && !self.flows_on(at)
            && at + 2 < self.lines.len()
    }

    fn is_indented_body(&self, line: &Line) -> bool {
        self.layout.indent > 2 && line.indent >= self.layout.indent && !self.titles.is_empty()
    }

    fn is_dateline(&self, at: usize, text: &str) -> bool {
        if self.begins_dateline(at) {
            return true;
        }
        if super::lead::may_be_glued(text) && super::lead::peel(self.bounded(at, 6)).is_some() {
            return true;
        }
        // A dateline that wraps: the comma or parenthesis of it is in the first line.
        let may_wrap = self.layout.is_wrapped
            && text.contains([',', '/', '('])
            && !self.begins_dateline(at + 1);
        let habit = self.context.bare_datelines.is_rule();
        may_wrap && dateline::accept(self.bounded(at, 3), habit).is_some()
    }

    /// A first line such as `MOSCOW - A city in waiting` above a real dateline.
    fn is_headline_like_dateline(&self, at: usize, text: &str) -> bool {
        let is_weak = dateline::accept(text, false)
            .is_none_or(|found| found.agencies.is_empty() && found.day.is_none());
        let behind = (at + 1..at + 7).filter(|next| *next < self.lines.len());
        is_weak
            && !ends_sentence(text)
            && !self.flows_on(at)
            && behind.into_iter().any(|next| {
                self.is_dateline(next, self.text(next)) || byline::parse(self.text(next)).is_some()
            })
    }

    /// Whether a line begins running text: a whole sentence, or the first
    /// line of one that wraps.
    fn is_sentence(&self, at: usize, line: &Line, text: &str) -> bool {
        let is_below = !self.titles.is_empty();
        if is_below && (line.width > 160 || self.is_broken_lead(at) || self.is_alone(at, text)) {
            return true;
        }
        let is_wide = self.layout.is_wrapped && self.flows_on(at);
        let all_caps = is_all_caps(text);
        if is_wide {
            let next = self.text(at + 1);
            let is_title_break =
                all_caps && is_all_caps(next) && self.titles.is_empty() && !self.is_all_caps_file();
            return !is_title_break && !self.is_short_run(at);
        }
        if self.is_shouted_title(at, text) {
            return false;
        }
        ends_as_sentence(text, self.has_headline())
            || (!is_below && line.width > 100 && has_sentence_end(text))
    }

    fn is_all_caps_file(&self) -> bool {
        let sample = self.lines.iter().skip(2).take(12);
        let (mut all, mut caps) = (0, 0);
        for line in sample {
            all += 1;
            caps += usize::from(is_all_caps(self.source.of(line)));
        }
        caps * 10 > all * 8
    }

    fn finish(mut self) -> Header {
        let named = self.fields.title.min(self.titles.len());
        let others = self.titles.get(named..).unwrap_or_default();
        let mut groups = vec![(0, named)];
        groups.retain(|group| group.1 > 0);
        groups.extend(group(self.source, self.lines, others));
        if let Some(first) = self.first_of_text(&groups) {
            groups.truncate(1);
            self.header.body = first;
        }
        self.leave_block(&mut groups);
        self.header.titles = assign(self.source, self.lines, &groups);
        let body = self.header.body;
        let found = self.found.take().filter(|(at, _)| *at == body);
        // A dateline that ends its line may go on in the next.
        self.header.dateline = found
            .map(|(_, found)| found)
            .filter(|found| found.start == 0 && found.body + 8 < self.text(body).len());
        self.header
    }

    /// Lines that no blank line parts from the text are text, if a blank line
    /// stands above them.
    fn leave_block(&mut self, groups: &mut Vec<Range>) {
        let body = self.header.body;
        let is_next = groups.last().is_some_and(|last| last.1 == body);
        let Some(line) = self.lines.get(body).filter(|line| line.gap == 0 && is_next) else {
            return;
        };
        if self.begins_dateline(body) || self.is_indented_body(line) {
            return;
        }
        let is_start = |at: &usize| self.lines.get(*at).is_some_and(|line| line.gap > 0);
        let Some(start) = (1..body).rev().find(is_start) else { return };
        let kept = groups.iter().filter(|group| group.1 <= start).count();
        let is_whole = groups.iter().skip(kept).all(|group| group.0 >= start);
        let notes = self.header.notes.iter().chain(&self.header.captions).map(|note| &note.0);
        let lines = self.header.byline_lines.iter().chain(&self.header.furniture);
        let place = self.header.place.iter().map(|place| &place.at);
        let headers = lines.chain(place).chain(notes);
        if kept > 0 && is_whole && headers.into_iter().all(|at| *at < start) {
            groups.truncate(kept);
            self.header.body = start;
        }
    }

    /// Many short lines in a row, with nothing else among them, are verse or a
    /// list: only the first is a title. Gives the line where the text begins.
    fn first_of_text(&self, groups: &[Range]) -> Option<usize> {
        let header = &self.header;
        let is_open = header.body >= self.lines.len() || groups.len() > 3;
        let first = groups.get(1).filter(|_| is_open)?.0;
        let notes = header.notes.iter().chain(&header.captions).map(|note| &note.0);
        let place = header.place.iter().map(|place| &place.at);
        let mut others =
            header.byline_lines.iter().chain(&header.furniture).chain(place).chain(notes);
        (!others.any(|at| *at > first)).then_some(first)
    }
}
