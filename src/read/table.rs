//! Tables of articles: comma, tab or semicolon separated values with a line
//! of names.
//!
//! Quoting as in RFC 4180; a quote inside of a field that does not begin with
//! one stands for itself. Fields are ranges of the row, so that texts lead
//! back to the file.

use std::borrow::Cow;
use std::ops::Range;

use memchr::memchr;

use super::excerpt::{Decode, Excerpts, Target};
use super::format::Format;
use super::input::{Input, Sample};
use super::named::{Dictionary, Field as Known, Named, NamedRecord, Place};
use super::sink::Sink;
use super::stamp::{self, Habit};
use super::stream::{Boundary, Records, Utf8};
use super::tally::Tally;
use crate::error::{Skip, SkipReason};

pub(super) const FORMAT: Format = Format { name: "csv", version: 1, sniff, read };

const SEPARATORS: [u8; 4] = [b'\t', b',', b';', b'|'];

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let is_named = matches!(sample.extension, "csv" | "tsv" | "tab");
    let dictionary = Dictionary::of(None);
    let (_, names) = header(&sample.text, &dictionary)?;
    let known = names.iter().filter(|name| dictionary.place(name).is_some()).count();
    if known >= 2 && names.iter().any(|name| dictionary.is_text(name)) {
        return Some("a line of names of columns");
    }
    let rows = sample.text.lines().nth(1).is_some();
    (is_named && names.len() >= 2 && rows).then_some("a table, by its name")
}

/// The separator of a table and the names in its first line.
fn header(text: &str, dictionary: &Dictionary) -> Option<(u8, Vec<String>)> {
    let first = text.lines().next().filter(|line| line.len() < 4096)?;
    let names = |separator: u8| -> Vec<String> {
        let fields = fields(first, separator).into_iter();
        fields.map(|range| value(first, range).trim().to_owned()).collect()
    };
    let has = |separator: &u8| memchr::memchr(*separator, first.as_bytes()).is_some();
    let separators = SEPARATORS.into_iter().filter(has);
    let tables = separators.map(|separator| (separator, names(separator)));
    let tables = tables.filter(|(_, names)| {
        names.len() >= 2 && names.iter().all(|name| name.chars().count() <= 40)
    });
    tables.max_by_key(|(_, names)| {
        (names.iter().filter(|name| dictionary.place(name).is_some()).count(), names.len())
    })
}

/// Rows end at line breaks outside of quotes.
struct Rows {
    separator: u8,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Field,
    Quoted,
    /// Behind a quote inside of quotes: the end, or the first half of one.
    Quote,
}

impl Rows {
    fn new(separator: u8) -> Self {
        Self { separator, state: State::FieldStart }
    }

    /// Takes a byte; whether it is a separator or a line break between fields.
    fn step(&mut self, byte: u8) -> bool {
        let is_end = self.state != State::Quoted && (byte == self.separator || byte == b'\n');
        self.state = match (self.state, byte) {
            _ if is_end => State::FieldStart,
            (State::Quoted, b'"') => State::Quote,
            (State::FieldStart | State::Quote, b'"') | (State::Quoted, _) => State::Quoted,
            _ => State::Field,
        };
        is_end
    }
}

impl Boundary for Rows {
    fn find(&mut self, bytes: &[u8], from: usize) -> Result<usize, usize> {
        let mut at = from;
        while let Some(&byte) = bytes.get(at) {
            if self.state == State::Quoted {
                let rest = bytes.get(at..).unwrap_or_default();
                match memchr(b'"', rest) {
                    Some(found) => at += found,
                    None => return Err(bytes.len()),
                }
                self.step(b'"');
                at += 1;
                continue;
            }
            at += 1;
            if self.step(byte) && byte == b'\n' {
                return Ok(at);
            }
        }
        Err(bytes.len())
    }
}

/// The fields of a row, without the quotes around them.
fn fields(row: &str, separator: u8) -> Vec<Range<usize>> {
    let row = row.strip_suffix('\n').unwrap_or(row);
    let row = row.strip_suffix('\r').unwrap_or(row);
    let mut rows = Rows::new(separator);
    let mut fields = Vec::new();
    let mut start = 0;
    let mut close = None;
    for (at, byte) in row.bytes().enumerate() {
        let was = rows.state;
        let is_end = rows.step(byte);
        match (was, rows.state) {
            (State::FieldStart, State::Quoted) => start = at + 1,
            (State::Quoted, State::Quote) => close = Some(at),
            _ => {}
        }
        if is_end {
            fields.push(start..close.take().unwrap_or(at));
            start = at + 1;
        }
    }
    fields.push(start..close.unwrap_or(row.len()).max(start));
    fields
}

/// The rows of a table, with what their fields say.
pub fn rows(text: &str, separator: u8) -> impl Iterator<Item = Vec<String>> {
    let mut boundary = Rows::new(separator);
    let mut start = 0;
    std::iter::from_fn(move || {
        let end = boundary.find(text.as_bytes(), start).unwrap_or(text.len());
        let row = text.get(start..end).filter(|row| !row.is_empty())?;
        start = end;
        let fields = fields(row, separator).into_iter();
        Some(fields.map(|range| value(row, range).into_owned()).collect())
    })
}

/// What a field says.
fn value(row: &str, range: Range<usize>) -> Cow<'_, str> {
    let written = row.get(range.clone()).unwrap_or_default();
    if is_quoted(row, &range) && written.contains("\"\"") {
        return written.replace("\"\"", "\"").into();
    }
    written.into()
}

fn is_quoted(row: &str, range: &Range<usize>) -> bool {
    range.start.checked_sub(1).and_then(|before| row.as_bytes().get(before)) == Some(&b'"')
}

/// The text of a field: two quotes in quotes are one.
struct Field;

impl Decode for Field {
    fn decode(&self, text: &str, range: Range<usize>, target: &mut dyn Target) {
        let Some(written) = text.get(range.clone()) else { return };
        let mut at = 0;
        if is_quoted(text, &range) {
            while let Some(found) = written.get(at..).and_then(|rest| rest.find("\"\"")) {
                target.copy(written.get(at..at + found).unwrap_or_default(), range.start + at);
                target.put('"', range.start + at + found, 2);
                at += found + 2;
            }
        }
        target.copy(written.get(at..).unwrap_or_default(), range.start + at);
    }
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    let Input { locator, content, encoding, fields, month_first } = input;
    let head = content.head().to_vec();
    let mut tally = Tally::new(locator, sink);
    let utf8 = match Utf8::of(content, encoding) {
        Ok(utf8) => utf8,
        Err(skip) => return tally.whole(skip),
    };
    let Some(mut table) = Table::of(&head, &utf8, &Dictionary::of(fields)) else {
        let message = "a table without a line of names of columns";
        return tally.whole(Skip::new(SkipReason::NotAnArticle, message));
    };
    table.habit.month_first = month_first.or(table.habit.month_first);
    let mut records = Records::new(utf8.reader, Rows::new(table.separator));
    let mut is_first = true;
    while let Some(record) = records.next() {
        if std::mem::take(&mut is_first) {
            continue;
        }
        let excerpts = record.and_then(|record| Excerpts::of_part(record, utf8.whole.as_ref()));
        let flow = match excerpts {
            Ok(excerpts) if excerpts.text.trim().is_empty() => continue,
            Ok(excerpts) => {
                let record = table.row(&excerpts);
                tally.add(record.id(), record.draft())
            }
            Err(skip) => tally.add(None, Err(skip)),
        };
        if flow.is_break() {
            return;
        }
    }
    tally.finish();
}

/// What the first line and those below it tell of a table.
struct Table {
    separator: u8,
    names: Vec<(Option<Place>, String)>,
    habit: Habit,
}

impl Table {
    fn of(head: &[u8], utf8: &Utf8<'_>, dictionary: &Dictionary) -> Option<Self> {
        let text = match &utf8.whole {
            Some(whole) => {
                encoding_rs::Encoding::for_label(whole.encoding.as_bytes())?.decode(head).0
            }
            None => String::from_utf8_lossy(head),
        };
        let text = text.trim_start_matches('\u{FEFF}');
        let (separator, names) = header(text, dictionary)?;
        let is_date = |name: &str| matches!(dictionary.place(name), Some((Known::Date, _)));
        let month_first = names.iter().position(|name| is_date(name)).and_then(|column| {
            let rows = text.lines().skip(1);
            let dates = rows.filter_map(|row| {
                let range = fields(row, separator).into_iter().nth(column)?;
                stamp::proves_order(&value(row, range))
            });
            let orders: Vec<bool> = dates.collect();
            let first = *orders.first()?;
            orders.iter().all(|order| *order == first).then_some(first)
        });
        let names = names.into_iter().map(|name| (dictionary.place(&name), name)).collect();
        Some(Self { separator, names, habit: Habit { century: None, month_first } })
    }

    fn row<'e>(&'e self, excerpts: &'e Excerpts<'e>) -> NamedRecord<'e> {
        let fields = fields(&excerpts.text, self.separator).into_iter();
        let values = self.names.iter().zip(fields).filter_map(|((place, name), range)| {
            Some(Named { name: Cow::Borrowed(name.as_str()), place: (*place)?, range })
        });
        NamedRecord {
            excerpts,
            values: values.collect(),
            line: &Field,
            body: &Field,
            habit: self.habit,
            reader: FORMAT.name,
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn rows(text: &str) -> Vec<Vec<String>> {
        super::rows(text, b',').collect()
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(
            table in prop::collection::vec(prop::collection::vec("[a\u{e9},;\"\n ]{0,6}", 2..4), 1..5)
        ) {
            let quoted = |field: &String| format!("\"{}\"", field.replace('"', "\"\""));
            let row = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n";
            let text: String = table.iter().map(row).collect();
            prop_assert_eq!(rows(&text), table);
        }

        #[test]
        fn rows_end_where_they_do_however_they_come(text in "[a,\"\n\r\u{e9}]{0,24}") {
            let mut boundary = Rows::new(b',');
            let (mut ends, mut from) = (Vec::new(), 0);
            for len in 1..=text.len() {
                while let Ok(end) = boundary.find(text.as_bytes().get(..len).unwrap(), from) {
                    ends.push(end);
                    from = end;
                }
                from = len;
            }
            let mut whole = Rows::new(b',');
            let mut expected = Vec::new();
            let mut from = 0;
            while let Ok(end) = whole.find(text.as_bytes(), from) {
                expected.push(end);
                from = end;
            }
            prop_assert_eq!(ends, expected);
        }

        #[test]
        fn nothing_makes_it_panic(text in "[a,\"\n\r\u{e9}]{0,24}") {
            for row in rows(&text) {
                prop_assert!(!row.is_empty());
            }
        }
    }

    #[test]
    fn quotes_count_only_where_a_field_begins() {
        assert_eq!(
            rows("5\" pipe,\"a \"\"b\"\"\nc\",x\nd,e\n"),
            [vec!["5\" pipe", "a \"b\"\nc", "x"], vec!["d", "e"],]
        );
        assert_eq!(rows("a,,\n"), [["a", "", ""]]);
    }
}
