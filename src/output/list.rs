//! Lists of counts and lines in the formats that programs read: a type says
//! once what a row holds, and every format follows from that.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::hit_record::{NoteRecord, RepairRecord, SpanRecord, of_note, of_repair, of_span};
use super::sanitize::{csv_cell, terminal, tsv_cell};
use super::{json, json_line};
use crate::search::{Failure, Prepared};

/// How a list is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum ListFormat {
    /// For people.
    Text,
    /// A record for each row, and one that closes the list.
    Jsonl,
    /// The same in one object, `{"rows":[…],"end":{…}}`.
    Json,
    /// A table for spreadsheets; what would be a formula there gets a ' in front.
    Csv,
    /// The same with tabs; tabs and line ends inside a cell become blanks.
    Tsv,
}

/// A row of a list.
pub trait Row: Serialize {
    /// The name and version of its format.
    const FORMAT: &'static str;
    /// The `type` of its record.
    const KIND: &'static str;
    /// The columns of its table.
    const COLUMNS: &'static [&'static str];

    /// Its cells, one for each column.
    fn cells(&self) -> Vec<Cell<'_>>;
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'a> {
    /// No value.
    Empty,
    /// Words of an archive, which must not steer whoever reads them.
    Text(Cow<'a, str>),
    /// A number.
    Number(u64),
    /// A number that need not be whole.
    Rate(f64),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<u64> for Cell<'_> {
    fn from(number: u64) -> Self {
        Self::Number(number)
    }
}

impl<'a, T: Into<Cell<'a>>> From<Option<T>> for Cell<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Into::into)
    }
}

/// A record with its format and type in front.
#[derive(Serialize)]
struct Typed<'a, T> {
    format: &'static str,
    r#type: &'static str,
    #[serde(flatten)]
    body: &'a T,
}

/// What every list says at its end about its query.
#[derive(Debug, Serialize)]
pub struct Understood<'a> {
    read_as: String,
    notes: Vec<NoteRecord<'a>>,
    repairs: Vec<RepairRecord<'a>>,
    generation: u64,
}

impl<'a> Understood<'a> {
    /// How the query `text` was read; `generation` is the newest commit searched.
    #[must_use]
    pub fn new(text: &str, prepared: &'a Prepared, generation: u64) -> Self {
        Self {
            read_as: prepared.ast.to_string(),
            notes: prepared.notes.iter().map(|note| of_note(text, note)).collect(),
            repairs: prepared.repairs.iter().map(|repair| of_repair(text, repair)).collect(),
            generation,
        }
    }
}

/// Why a query has no answer.
#[derive(Debug, Serialize)]
pub(super) struct ErrorBody<'a> {
    code: &'a str,
    message: String,
    span: Option<SpanRecord>,
    help: Option<&'a str>,
}

impl<'a> ErrorBody<'a> {
    /// Why the query `text` has none.
    pub(super) fn new(text: &str, failure: &'a Failure) -> Self {
        let (code, span, help) = match failure {
            Failure::Line(fault) => (fault.code, None, Some(fault.help)),
            Failure::Query(error) => {
                (error.code, Some(of_span(text, error.span)), error.help.as_deref())
            }
            Failure::Run(error) => (error.kind().code(), None, error.way_out()),
        };
        Self { code, message: failure.to_string(), span, help }
    }

    /// What is wrong, in a sentence.
    pub(super) fn message(&self) -> &str {
        &self.message
    }
}

/// Prints the rows of one list.
#[derive(Debug)]
pub struct List<W> {
    out: W,
    format: ListFormat,
    /// The names of the columns of tables; empty for all.
    columns: Vec<String>,
    rows: u64,
}

impl<W: Write> List<W> {
    /// A list that is printed to `out`. With [`ListFormat::Text`] nothing is
    /// printed but what goes to [`Self::out`].
    pub fn new(out: W, format: ListFormat) -> Self {
        Self { out, format, columns: Vec::new(), rows: 0 }
    }

    /// Chooses the columns of tables, by their names and in this order; all if
    /// there are none.
    #[must_use]
    pub fn with_columns(self, columns: Vec<String>) -> Self {
        Self { columns, ..self }
    }

    /// Where it is printed.
    pub fn out(&mut self) -> &mut W {
        &mut self.out
    }

    /// Begins the list.
    ///
    /// # Errors
    /// If the output cannot be written; so for all methods.
    pub fn begin<R: Row>(&mut self) -> io::Result<()> {
        match self.format {
            ListFormat::Text | ListFormat::Jsonl => Ok(()),
            ListFormat::Json => self.out.write_all(b"{\"rows\":["),
            ListFormat::Csv => writeln!(self.out, "{}", self.names::<R>().join(",")),
            ListFormat::Tsv => writeln!(self.out, "{}", self.names::<R>().join("\t")),
        }
    }

    /// The names of the columns that are shown.
    fn names<R: Row>(&self) -> Vec<&'static str> {
        if self.columns.is_empty() {
            return R::COLUMNS.to_vec();
        }
        let named = |name: &String| R::COLUMNS.iter().find(|column| *column == name).copied();
        self.columns.iter().filter_map(named).collect()
    }

    /// Prints a row.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn row<R: Row>(&mut self, row: &R) -> io::Result<()> {
        self.rows += 1;
        let record = Typed { format: R::FORMAT, r#type: R::KIND, body: row };
        match self.format {
            ListFormat::Text => Ok(()),
            ListFormat::Jsonl => json_line(&mut self.out, &record),
            ListFormat::Json => {
                let between: &[u8] = if self.rows > 1 { b"," } else { b"" };
                self.out.write_all(between)?;
                json(&mut self.out, &record)
            }
            ListFormat::Csv => self.cells(row, ",", csv_cell),
            ListFormat::Tsv => self.cells(row, "\t", tsv_cell),
        }
    }

    fn cells<R: Row>(
        &mut self,
        row: &R,
        between: &str,
        quoted: fn(&str) -> Cow<'_, str>,
    ) -> io::Result<()> {
        let cells = row.cells();
        for (number, name) in self.names::<R>().into_iter().enumerate() {
            if number > 0 {
                self.out.write_all(between.as_bytes())?;
            }
            let place = R::COLUMNS.iter().position(|column| *column == name);
            match place.and_then(|place| cells.get(place)).unwrap_or(&Cell::Empty) {
                Cell::Empty => {}
                Cell::Text(text) => self.out.write_all(quoted(&terminal(text)).as_bytes())?,
                Cell::Number(number) => write!(self.out, "{number}")?,
                Cell::Rate(rate) => write!(self.out, "{rate}")?,
            }
        }
        self.out.write_all(b"\n")
    }

    /// Closes the list with what holds for all of it.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn end<R: Row>(&mut self, end: &impl Serialize) -> io::Result<()> {
        self.close::<R>("end", end)
    }

    /// Says why there is no list.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn error<R: Row>(&mut self, text: &str, failure: &Failure) -> io::Result<()> {
        if self.rows == 0 && self.format == ListFormat::Json {
            self.begin::<R>()?;
        }
        self.close::<R>("error", &ErrorBody::new(text, failure))
    }

    fn close<R: Row>(&mut self, kind: &'static str, body: &impl Serialize) -> io::Result<()> {
        let record = Typed { format: R::FORMAT, r#type: kind, body };
        match self.format {
            ListFormat::Jsonl => json_line(&mut self.out, &record)?,
            ListFormat::Json => {
                write!(self.out, "],\"{kind}\":")?;
                json(&mut self.out, &record)?;
                self.out.write_all(b"}\n")?;
            }
            ListFormat::Text | ListFormat::Csv | ListFormat::Tsv => {}
        }
        self.out.flush()
    }
}
