//! Where titles end and text begins: leads that look like a deck, and decks that look like a lead.

use super::super::byline;
use super::super::date::scan;
use super::super::dateline;
use super::super::headline;
use super::super::layout::ends_sentence;
use super::super::lines::Line;
use super::super::masthead::is_stamp;
use super::super::openings::{is_body_like, is_short_sentence, is_url};
use super::super::paragraphs::{ends_in_function_word, is_all_caps, starts_lower};
use super::super::unsigned;
use super::Reader;

/// The longest deck, in characters, lines and blocks.
const LONGEST_DECK: usize = 300;
const DECK_LINES: usize = 5;
const DECK_BLOCKS: usize = 3;
/// The longest deck above a name without `By`, in characters.
const LONGEST_ABOVE_NAME: usize = 160;
/// The longest title that is a sentence or two, in characters.
const LONGEST_SENTENCE: usize = 100;
/// The longest date on a line of its own, in characters.
const LONGEST_DATE: usize = 40;
/// The shortest line of a lead that goes on in the next, in characters.
const SHORTEST_LEAD: usize = 40;
/// How many lines a wrapped title takes.
const RUN_LINES: usize = 3;
/// In how many lines below a dateline the next one shows a digest.
const DIGEST_LINES: usize = 12;

/// What stands between deck and text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Byline,
    Date,
    /// A name without `By`.
    Name,
}

impl Reader<'_> {
    /// A first line in capitals above others is a title whatever it ends in.
    pub(super) fn is_shouted_title(&self, at: usize, text: &str) -> bool {
        self.titles.is_empty()
            && is_all_caps(text)
            && text.len() <= 120
            && !is_all_caps(self.text(at + 1))
    }

    /// Whether a first line is a title whatever it ends in: it is short and
    /// stands above a byline or a story, is in capitals above a dateline, or
    /// holds a kicker as well.
    pub(super) fn stands_over_story(&self, at: usize, line: &Line, text: &str) -> bool {
        if is_all_caps(text) && self.begins_dateline(at + 1) {
            return true;
        }
        let is_above_byline =
            || byline::parse(self.text(at + 1)).is_some() && self.stands_above_text(at + 1);
        let is_above_lead = || self.begins_dateline(at + 1) && self.begins_story(at + 1);
        (at == 0 && headline::parts(text).is_some())
            || (line.width <= LONGEST_SENTENCE
                && (is_above_byline() || is_above_lead())
                && !self.begins_dateline(at))
    }

    /// Whether a line is one of the few at the start of the file that end in no
    /// full stop and have a blank line, a byline or a dateline below them: a
    /// title that was wrapped.
    pub(super) fn is_short_run(&self, at: usize) -> bool {
        let is_first = at < RUN_LINES && self.titles.iter().copied().eq(0..at);
        if !is_first || is_all_caps(self.text(0)) != is_all_caps(self.text(at)) {
            return false;
        }
        let ends = |next: &usize| {
            self.lines.get(*next).is_some_and(|line| line.gap > 0 || line.indent > 2)
                || (*next > 1 && byline::parse(self.text(*next)).is_some())
                || self.begins_dateline(*next)
        };
        let end = (at + 1..=RUN_LINES).find(ends).filter(|end| *end < self.lines.len());
        let last = end.and_then(|end| end.checked_sub(1));
        last.is_some_and(|last| !ends_sentence(self.text(last)))
    }

    /// A short sentence that stands from the next line as from the one above.
    pub(super) fn is_alone(&self, at: usize, text: &str) -> bool {
        let has_gap = |at: usize| self.lines.get(at).is_some_and(|line| line.gap > 0);
        has_gap(at) == has_gap(at + 1) && self.has_headline() && is_short_sentence(text)
    }

    /// Whether more than a kicker stands above.
    pub(super) fn has_headline(&self) -> bool {
        let is_long = |at: &usize| self.text(*at).split_whitespace().nth(2).is_some();
        self.titles.len() > 1 || self.titles.iter().any(is_long)
    }

    /// Whether the first sentence of the text was broken behind this line,
    /// whatever the layout.
    pub(super) fn is_broken_lead(&self, at: usize) -> bool {
        let (text, after) = (self.text(at), self.text(at + 1));
        let is_open = starts_lower(after) || ends_in_function_word(text) || text.ends_with(',');
        is_open
            && is_body_like(after)
            && !is_url(after)
            && is_all_caps(text) == is_all_caps(after)
            && byline::parse(after).is_none()
            && !self.begins_dateline(at + 1)
    }

    /// Whether a sentence below the headline is its deck: a byline or a
    /// dateline stands shortly below.
    pub(super) fn is_deck(&self, at: usize) -> bool {
        let end = self.deck_end.get().unwrap_or_else(|| self.deck(at).unwrap_or(0));
        self.deck_end.set(Some(end));
        at < end
    }

    /// Where the deck ends that begins at `at`.
    fn deck(&self, at: usize) -> Option<usize> {
        if self.titles.is_empty() || !self.header.byline_lines.is_empty() {
            return None;
        }
        let (mut chars, mut blocks) = (0, 0);
        for next in at + 1..=at + DECK_LINES {
            let (above, line) = (self.lines.get(next - 1)?, self.lines.get(next)?);
            chars += above.width;
            blocks += usize::from(line.gap > 0);
            if chars > LONGEST_DECK || blocks > DECK_BLOCKS {
                return None;
            }
            if self.begins_story(next) {
                return (blocks <= 1 && !self.is_digest(next)).then_some(next);
            }
            let kind = self.kind_above_text(next);
            if kind.is_some_and(|kind| kind != Kind::Name || chars <= LONGEST_ABOVE_NAME)
                && self.stands_above_text(next)
            {
                return (!self.recurs(next, kind)).then_some(next);
            }
        }
        None
    }

    /// What a line between deck and text is, if it is one that stands there.
    fn kind_above_text(&self, at: usize) -> Option<Kind> {
        let line = self.lines.get(at)?;
        let text = self.text(at);
        let is_day = || scan(text, self.context.century()).is_some_and(|date| date.is_day());
        if line.width <= LONGEST_DATE && is_stamp(text) && !self.ends_lead(at) && is_day() {
            return Some(Kind::Date);
        }
        if byline::parse(text).is_some() {
            return Some(Kind::Byline);
        }
        (line.gap > 0 && unsigned::known(text).is_some()).then_some(Kind::Name)
    }

    /// Whether another line of the same kind stands alone soon below: then all
    /// of them are headings.
    fn recurs(&self, at: usize, kind: Option<Kind>) -> bool {
        let has_gap = |at: usize| self.lines.get(at).is_none_or(|line| line.gap > 0);
        (at + 2..at + DIGEST_LINES)
            .any(|next| has_gap(next) && has_gap(next + 1) && self.kind_above_text(next) == kind)
    }

    /// Whether a line is the last of a sentence that the line above began:
    /// `… said on` and `Friday.`
    pub(super) fn ends_lead(&self, at: usize) -> bool {
        let above = at.checked_sub(1).and_then(|above| self.lines.get(above));
        let is_open =
            |line: &Line| line.width >= SHORTEST_LEAD && !ends_sentence(self.source.of(line));
        self.text(at).ends_with('.')
            && self.lines.get(at).is_some_and(|line| line.gap == 0)
            && above.is_some_and(is_open)
    }

    /// Whether a paragraph begins here with a date or an agency in its dateline.
    fn begins_story(&self, at: usize) -> bool {
        let begins = self.lines.get(at).is_some_and(|line| line.gap > 0 || line.indent > 2)
            || at.checked_sub(1).is_some_and(|before| ends_sentence(self.text(before)));
        let found = || dateline::accept(self.text(at), false);
        begins && found().is_some_and(|found| found.day.is_some() || !found.agencies.is_empty())
    }

    /// Whether other stories begin soon after the one at `at`.
    fn is_digest(&self, at: usize) -> bool {
        (at + 1..at + DIGEST_LINES).any(|next| self.begins_story(next))
    }

    /// Whether a line is one of running text, or its first.
    pub(super) fn is_text(&self, at: usize) -> bool {
        let wraps = || self.layout.is_wrapped && self.flows_on(at);
        is_body_like(self.text(at)) || self.begins_dateline(at) || wraps()
    }

    /// Whether a byline stands on its own, and text below it.
    fn stands_above_text(&self, at: usize) -> bool {
        !self.flows_on(at) && (at + 1..at + 4).any(|next| self.is_text(next))
    }
}
