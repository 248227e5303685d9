//! Lines that name the paper, or note where in it an article stood.

use super::super::byline;
use super::super::credit::{Credit, is_name};
use super::super::masthead::is_stamp;
use super::super::openings::is_body_like;
use super::super::page_lines::{LONGEST_NAME, Likeness, has_article, is_house, page_line, paper};
use super::super::roles::{ends_in_writer, is_role_line};
use super::Reader;
use crate::article::Source;

/// How many lines may stand between the name of a paper and the title.
const BETWEEN: usize = 3;
/// The longest date or note of a page beside the name of a paper, in bytes.
const LONGEST_NOTE: usize = 44;
/// The longest line below a byline that says for whom somebody writes, in bytes.
const LONGEST_HOUSE: usize = 60;

impl Reader<'_> {
    /// The name of a paper above the title, or below it with a date.
    pub(super) fn paper(&mut self, at: usize, text: &str) -> bool {
        let is_like_one = || paper(text).is_some_and(|likeness| likeness > Likeness::Weak);
        let is_paper = if self.titles.is_empty() {
            self.stands_over_title(at, text)
        } else {
            text.len() <= LONGEST_NAME && self.is_note(at + 1) && is_like_one()
        };
        if is_paper {
            self.publication(at, text);
            self.header.furniture.push(at);
        }
        is_paper
    }

    fn publication(&mut self, at: usize, name: &str) {
        let source = Source { publication: Some(name.to_owned()), ..Source::default() };
        self.header.credits.push((Credit { source, date: None }, at));
    }

    /// Whether a line is a date or notes the page.
    fn is_note(&self, at: usize) -> bool {
        let text = self.text(at);
        let may_be = (1..=LONGEST_NOTE).contains(&text.len());
        may_be && (is_stamp(text) || page_line(text).is_some())
    }

    /// Whether a title follows, behind a date, or at once if the name is
    /// certain enough.
    fn stands_over_title(&self, at: usize, text: &str) -> bool {
        if text.len() > LONGEST_NAME || (!has_article(text) && !self.is_note(at + 1)) {
            return false;
        }
        let Some(likeness) = paper(text) else { return false };
        let next = (at + 1..=at + BETWEEN).find(|next| !self.is_note(*next));
        let Some((next, line)) = next.and_then(|next| Some((next, self.lines.get(next)?))) else {
            return false;
        };
        let title = self.source.of(line);
        let is_dated = next > at + 1;
        let is_alone = self.lines.get(next + 1).is_some_and(|line| line.gap > 0)
            || byline::parse(self.text(next + 1)).is_some();
        (is_dated || (line.gap > 0 && likeness == Likeness::Strong))
            && is_alone
            && !is_body_like(title)
            && byline::parse(title).is_none()
            && !self.begins_dateline(next)
    }

    /// The house below a byline, with nothing but dates between it and the text.
    pub(super) fn house(&mut self, at: usize, text: &str) -> bool {
        let is_near = self.lines.get(at).is_some_and(|line| line.gap == 0);
        let is_apart = self.lines.get(at + 1).is_some_and(|line| line.gap > 0)
            || self.begins_dateline(at + 1)
            || self.is_note(at + 1);
        // `Correspondent of The Post`: a role and a paper.
        let of_paper = text.split_once(" of ").filter(|(role, _)| ends_in_writer(role));
        let whole = of_paper.map_or((text, None), |(role, paper)| (role, Some(paper)));
        let parts = || whole.0.split(", ").chain(whole.1);
        if !is_near
            || !is_apart
            || self.is_note(at)
            || text.len() > LONGEST_HOUSE
            || !parts().all(is_name)
        {
            return false;
        }
        let role = parts().find(|part| is_role_line(part));
        let house = parts().find(|part| is_house(part));
        let is_told = role.is_some() || house.is_some() || text.ends_with(" Staff");
        if self.titles.is_empty() || !is_told {
            return false;
        }
        if let Some(role) = role {
            self.role(role);
        }
        if let Some(paper) = house.filter(|house| paper(house).is_some()) {
            self.publication(at, paper);
        }
        self.header.byline_lines.push(at);
        true
    }
}
