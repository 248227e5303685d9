//! Key words in context: records `morgue.kwic/1`, and aligned lines for people.

use serde::Serialize;
use unicode_width::UnicodeWidthStr as _;

use super::hit_record::{label_name, zone_name};
use super::list::{Cell, Row, Understood};
use super::sanitize::terminal;
use super::terminal::mark_signs;
use crate::analysis::TextZone;
use crate::passage::PassagePlace;
use crate::passage::context::{after, before};
use crate::search::kwic::KwicLine;
use crate::span::Span;

/// A mark with the text beside it. `left` and `right` are cut between words;
/// `bytes` and `chars` are ranges of the decoded file.
#[derive(Debug, Serialize)]
pub struct KwicRow<'a> {
    id: &'a str,
    date: Option<String>,
    source: Option<&'a str>,
    headline: &'a str,
    field: &'static str,
    para: Option<[usize; 2]>,
    lines: Option<[usize; 2]>,
    left: &'a str,
    mark: &'a str,
    right: &'a str,
    clause: usize,
    via: &'static str,
    bytes: Option<Span>,
    chars: Option<Span>,
    source_spans: Option<&'a [Span]>,
    copies: u64,
}

impl Row for KwicRow<'_> {
    const FORMAT: &'static str = "morgue.kwic/1";
    const KIND: &'static str = "line";
    const COLUMNS: &'static [&'static str] = &[
        "id", "date", "source", "headline", "field", "para", "line", "left", "mark", "right",
        "copies",
    ];

    fn cells(&self) -> Vec<Cell<'_>> {
        let first = |range: Option<[usize; 2]>| range.map(|[first, _]| first as u64).into();
        vec![
            self.id.into(),
            self.date.as_deref().into(),
            self.source.into(),
            self.headline.into(),
            self.field.into(),
            first(self.para),
            first(self.lines),
            self.left.into(),
            self.mark.into(),
            self.right.into(),
            self.copies.into(),
        ]
    }
}

impl<'a> From<&'a KwicLine> for KwicRow<'a> {
    fn from(line: &'a KwicLine) -> Self {
        let (field, para) = match line.place {
            PassagePlace::Text(TextZone::Body, number) => ("body", Some([number, number])),
            PassagePlace::Text(zone, _) => (zone_name(zone), None),
            PassagePlace::Label(zone, _) => (label_name(zone), None),
        };
        Self {
            id: &line.id,
            date: line.date.map(|date| date.to_string()),
            source: line.source.as_deref(),
            headline: &line.title,
            field,
            para,
            lines: line.file.map(|file| [file.first_line, file.last_line]),
            left: &line.left,
            mark: &line.mark,
            right: &line.right,
            clause: line.clause,
            via: line.via,
            bytes: line.file.map(|file| file.bytes),
            chars: line.file.map(|file| file.chars),
            source_spans: line.source_spans.as_deref(),
            copies: line.copies,
        }
    }
}

/// What holds for all lines.
#[derive(Debug, Serialize)]
pub struct KwicEnd<'a> {
    /// Articles that match, copies included.
    pub articles_total: u64,
    /// Lines that were printed.
    pub lines_shown: u64,
    /// Whether the limit left lines out.
    pub truncated: bool,
    /// How the query was read.
    #[serde(flatten)]
    pub read_as: Understood<'a>,
}

/// Columns in front of the text to the left of a mark.
pub const MARGIN: usize = 12;

/// A line for people: the date, then `width` columns of text on the left, so
/// that marks stand below each other, then the mark, the text on the right
/// and where it stands.
#[must_use]
pub fn text(line: &KwicLine, width: usize, colour: bool) -> String {
    let row = KwicRow::from(line);
    let (left, right) = (plain(&line.left), plain(&line.right));
    let (left, right) = (before(&left, width), after(&right, width));
    let pad = " ".repeat(width.saturating_sub(left.width()));
    let date = row.date.unwrap_or_default();
    let (open, close) = mark_signs(colour);
    let place = match (row.field, row.para) {
        ("body", Some([number, _])) => format!("¶{number}"),
        (field, _) => field.to_owned(),
    };
    let copies = if line.copies > 1 { format!(" ×{}", line.copies) } else { String::new() };
    format!(
        "{date:<10}  {pad}{left}{open}{mark}{close}{right}  {id} {place}{copies}\n",
        mark = plain(&line.mark),
        id = terminal(&line.id),
    )
}

/// A text on one line, harmless.
fn plain(text: &str) -> String {
    terminal(text).replace(['\n', '\t'], " ")
}
