//! The article: the unit that is split, indexed, found and shown.
//!
//! Plain data. Splitting fills it ([`crate::split`]), the index stores it
//! ([`crate::index`]), `output` prints it as `morgue.article/1`.

use std::collections::BTreeMap;
use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::span::{Piece, SourceMap, Span, Text};

/// One article of the archive.
///
/// All spans and pieces are in the decoded file; [`Article::source_map`]
/// leads from there to the raw one.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Article {
    /// Where the article came from; its id is made of this.
    pub locator: Locator,
    /// The line above the headline.
    pub kicker: Option<Text>,
    /// The headline as printed; `None` if the article has none.
    pub headline: Option<Text>,
    /// A title to show for an article without a headline.
    pub derived_headline: Option<String>,
    /// The lines between headline and byline.
    pub deck: Vec<Text>,
    /// The printed byline lines, searched as they stand.
    pub byline_lines: Vec<Text>,
    /// Who wrote, reported or edited it.
    pub bylines: Vec<Byline>,
    /// Place, date and agency in front of the first paragraph.
    pub dateline: Option<Dateline>,
    /// The day, month or year of publication.
    pub date: Option<PartialDate>,
    /// Time of day and zone as written, such as `07:43+08:00`.
    pub time: Option<String>,
    /// Where it was printed and who supplied it.
    pub source: Source,
    /// ISO 639-1 code of the language.
    pub language: Option<String>,
    /// Whether it stands, corrects or withdraws something.
    pub status: Status,
    /// Its address on the web.
    pub url: Option<String>,
    /// The character encoding of the file, by its WHATWG name.
    pub encoding: String,
    /// The reader that recognised it.
    pub reader: String,
    /// The body, in order; ¶ numbers count from 1.
    pub paragraphs: Vec<Paragraph>,
    /// Lines that are neither headline, byline nor paragraph: credits, end
    /// marks, copyright, slugs. Kept for the record, never searched.
    pub furniture: Vec<Text>,
    /// Where each inferred field came from, by the field's name in `morgue.article/1`.
    pub fields: BTreeMap<String, Provenance>,
    /// What a librarian may want to look at.
    pub warnings: Vec<Warning>,
    /// From offsets of the decoded file to offsets of the raw one.
    pub source_map: SourceMap,
}

impl Article {
    /// The headline, or the derived title, or an empty string.
    #[must_use]
    pub fn title(&self) -> &str {
        let printed = self.headline.as_ref().map(|text| text.text.as_str());
        printed.or(self.derived_headline.as_deref()).unwrap_or_default()
    }

    /// The raw ranges of a text of this article.
    #[must_use]
    pub fn raw_spans(&self, text: &Text) -> Vec<Span> {
        text.file_spans().into_iter().map(|span| self.source_map.raw_span(span)).collect()
    }
}

/// Where an article came from: a file, perhaps a member of a container, perhaps a record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Locator {
    /// Path relative to the archive's root, with `/`, percent-encoded where an id needs it.
    pub path: String,
    /// Path inside the container, members of members joined with `!`.
    pub member: Option<String>,
    /// The format's own record id, or a number from 1.
    pub record: Option<String>,
}

impl Locator {
    /// A whole file. `path` must be encoded already, see [`encode_path`].
    #[must_use]
    pub fn file(path: impl Into<String>) -> Self {
        Self { path: path.into(), member: None, record: None }
    }

    /// The article's id: `path`, `path!member`, `path#record` or `path!member#record`.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}{}", self.path, self.suffix())
    }

    /// What follows the path in the id; empty for a file that is one article.
    #[must_use]
    pub fn suffix(&self) -> String {
        let mut suffix = String::new();
        for (mark, part) in [('!', &self.member), ('#', &self.record)] {
            if let Some(part) = part {
                suffix.push(mark);
                suffix.push_str(part);
            }
        }
        suffix
    }

    /// Takes an id apart again.
    #[must_use]
    pub fn parse(id: &str) -> Self {
        let (rest, record) = match id.split_once('#') {
            Some((rest, record)) => (rest, Some(record.to_owned())),
            None => (id, None),
        };
        let (path, member) = match rest.split_once('!') {
            Some((path, member)) => (path, Some(member.to_owned())),
            None => (rest, None),
        };
        Self { path: path.to_owned(), member, record }
    }
}

/// Percent-encodes the bytes of a path that may not stand in an id: all that
/// is not UTF-8, control characters, white space, `%`, `#` and `!`.
///
/// ```
/// assert_eq!(morgue::article::encode_path(b"a b/50%.txt"), "a%20b/50%25.txt");
/// ```
#[must_use]
pub fn encode_path(path: &[u8]) -> String {
    let mut encoded = String::with_capacity(path.len());
    for chunk in path.utf8_chunks() {
        for character in chunk.valid().chars() {
            let forbidden = character.is_control() || character.is_whitespace();
            if forbidden || matches!(character, '%' | '#' | '!') {
                push_percent(&mut encoded, character.encode_utf8(&mut [0; 4]).as_bytes());
            } else {
                encoded.push(character);
            }
        }
        push_percent(&mut encoded, chunk.invalid());
    }
    encoded
}

fn push_percent(encoded: &mut String, bytes: &[u8]) {
    for byte in bytes {
        encoded.extend(["%", &format!("{byte:02X}")]);
    }
}

/// The bytes of a path that [`encode_path`] encoded.
#[must_use]
pub fn decode_path(encoded: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.as_bytes();
    while let Some((&first, tail)) = rest.split_first() {
        let hex =
            tail.get(..2).filter(|_| first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        if let Some(byte) = hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            bytes.push(byte);
            rest = tail.get(2..).unwrap_or_default();
        } else {
            bytes.push(first);
            rest = tail;
        }
    }
    bytes
}

/// A person named as author, reporter or editor.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Byline {
    /// The name; one printed in capitals throughout has small letters.
    pub name: String,
    /// `staff writer`, `editing`, …
    pub role: Option<String>,
    /// Where the person wrote from.
    pub place: Option<String>,
}

/// `PLACE, date (AGENCY) —` in front of the first paragraph.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Dateline {
    /// As printed, without the closing dash.
    pub raw: String,
    /// The places named, in order.
    pub places: Vec<Place>,
    /// The date, with the year inferred where it was not printed.
    pub date: Option<PartialDate>,
    /// Agencies named in it, in their canonical form.
    pub agencies: Vec<String>,
    /// Where it stands in the decoded file, dash included; empty if markup stated it elsewhere.
    pub spans: Vec<Span>,
    /// Bytes at the beginning of the first paragraph that belong to the
    /// dateline, dash and following blank included; 0 if the body does not repeat it.
    pub body_len: usize,
}

/// A place of a dateline.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Place {
    /// City or other place, as printed.
    pub name: String,
    /// State, region or country, as printed.
    pub region: Option<String>,
}

/// Where an article was printed and who supplied it; three different things.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Source {
    /// The newspaper or site.
    pub publication: Option<String>,
    /// News agencies credited anywhere, in their canonical form.
    pub agencies: Vec<String>,
    /// The desk or part of the paper.
    pub section: Option<String>,
    /// The page as printed.
    pub page: Option<String>,
    /// The edition as printed.
    pub edition: Option<String>,
    /// The copyright line.
    pub copyright: Option<String>,
}

/// A civil date of which month or day may be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PartialDate {
    /// Gregorian year.
    pub year: i16,
    /// 1 to 12.
    pub month: Option<i8>,
    /// 1 to 31, only with a month.
    pub day: Option<i8>,
}

/// How much of a [`PartialDate`] is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DatePrecision {
    /// The day is known.
    Day,
    /// Year and month are known.
    Month,
    /// Only the year is known.
    Year,
}

impl PartialDate {
    /// A full date; `None` if there is no such day.
    #[must_use]
    pub fn day(year: i16, month: i8, day: i8) -> Option<Self> {
        Date::new(year, month, day).ok()?;
        Some(Self { year, month: Some(month), day: Some(day) })
    }

    /// A month; `None` if `month` is not 1 to 12.
    #[must_use]
    pub fn month(year: i16, month: i8) -> Option<Self> {
        Date::new(year, month, 1).ok()?;
        Some(Self { year, month: Some(month), day: None })
    }

    /// A year.
    #[must_use]
    pub fn year(year: i16) -> Self {
        Self { year, month: None, day: None }
    }

    /// How much is known.
    #[must_use]
    pub fn precision(self) -> DatePrecision {
        match (self.month, self.day) {
            (Some(_), Some(_)) => DatePrecision::Day,
            (Some(_), None) => DatePrecision::Month,
            _ => DatePrecision::Year,
        }
    }

    /// The first day of the period.
    #[must_use]
    pub fn first(self) -> Date {
        Date::new(self.year, self.month.unwrap_or(1), self.day.unwrap_or(1)).unwrap_or(Date::ZERO)
    }

    /// The last day of the period.
    #[must_use]
    pub fn last(self) -> Date {
        match self.precision() {
            DatePrecision::Day => self.first(),
            DatePrecision::Month => self.first().last_of_month(),
            DatePrecision::Year => self.first().last_of_year(),
        }
    }
}

/// Days from 1970-01-01 to `date`, negative before.
#[must_use]
pub fn day_number(date: Date) -> i64 {
    let epoch = jiff::civil::date(1970, 1, 1);
    i64::from((date - epoch).get_days())
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.year)?;
        for part in [self.month, self.day].into_iter().flatten() {
            write!(f, "-{part:02}")?;
        }
        Ok(())
    }
}

/// What an article is to the archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// An ordinary article.
    #[default]
    Ok,
    /// Corrects an earlier one.
    Correction,
    /// Withdraws an earlier one; left out of results unless asked for.
    Kill,
    /// A note to editors.
    Advisory,
    /// Not to be published before a stated time, or until further notice.
    Embargo,
    /// Not finished, or not released by its desk.
    Draft,
    /// A summary or the beginning; the whole is somewhere else.
    Partial,
}

impl Status {
    /// Every status, in the order of its declaration.
    pub const ALL: [Self; 7] = [
        Self::Ok,
        Self::Correction,
        Self::Kill,
        Self::Advisory,
        Self::Embargo,
        Self::Draft,
        Self::Partial,
    ];

    /// The name used in records, filters and the index.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Ok => "ok",
            Self::Correction => "correction",
            Self::Kill => "kill",
            Self::Advisory => "advisory",
            Self::Embargo => "embargo",
            Self::Draft => "draft",
            Self::Partial => "partial",
        }
    }
}

/// A paragraph of the body.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Paragraph {
    /// What it is.
    pub role: Role,
    /// Its text, never empty; lines of a table or verse stay apart.
    pub text: Text,
}

/// What a paragraph is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Running text.
    #[default]
    Para,
    /// A quotation set apart.
    Quote,
    /// A heading inside the body.
    Subhead,
    /// A list item or list.
    List,
    /// A table, stock list, recipe or verse: line breaks are kept.
    Table,
    /// A question or an answer of an interview.
    Qa,
    /// The text of a picture.
    Caption,
    /// An item of a digest, with a dateline of its own.
    Item,
    /// A correction.
    Correction,
    /// A note by the editors.
    EditorNote,
}

/// Where the value of a field came from.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Provenance {
    /// `override`, `markup:…`, `label`, `credit`, `dateline`, `header_line`,
    /// `record_id`, `path`, `url`, `derived`.
    pub from: String,
    /// 0 (a guess) to 100 (stated).
    pub confidence: u8,
    /// The places of the decoded file that say so.
    pub spans: Vec<Span>,
}

/// Something about an article that a librarian may want to look at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Warning {
    /// Stable code, such as `dateline_uncertain`.
    pub code: String,
    /// A sentence.
    pub message: String,
    /// The places of the decoded file that it is about.
    pub spans: Vec<Span>,
}

/// The pieces of a text, shifted to begin at `offset` of a larger text.
pub(crate) fn shifted(pieces: &[Piece], offset: usize) -> impl Iterator<Item = Piece> + '_ {
    pieces.iter().map(move |piece| Piece { text: piece.text + offset, ..*piece })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_hold_no_blank_and_can_be_taken_apart() {
        let path = encode_path("Новости 1/a#b!c.txt".as_bytes());
        assert_eq!(path, "Новости%201/a%23b%21c.txt");
        assert_eq!(decode_path(&path), "Новости 1/a#b!c.txt".as_bytes());
        assert_eq!(encode_path(b"\xff\x01"), "%FF%01");
        let locator = Locator { path, member: Some("x.txt".into()), record: Some("7".into()) };
        assert_eq!(Locator::parse(&locator.id()), locator);
    }

    #[test]
    fn a_partial_date_covers_its_whole_period() {
        let month = PartialDate::month(1943, 2).unwrap();
        assert_eq!(month.to_string(), "1943-02");
        assert_eq!(month.last().to_string(), "1943-02-28");
        assert_eq!(day_number(PartialDate::day(1969, 12, 31).unwrap().first()), -1);
        assert_eq!(day_number(PartialDate::year(1605).first()), -133_313);
        assert_eq!(PartialDate::day(2017, 2, 29), None);
    }
}
