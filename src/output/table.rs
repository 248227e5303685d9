//! Answers as a table, a row a hit: comma-separated for spreadsheets,
//! tab-separated for line tools.

use std::borrow::Cow;
use std::io::{self, Write};
use std::path::Path;

use super::list::Cell;
use super::sanitize::{csv_cell, terminal, tsv_cell};
use super::terminal::{Style, file, first_line, marked};
use super::{Format, HitWriter, Look, QueryName};
use crate::article::Article;
use crate::passage::reading::label_values;
use crate::passage::{Passage, PassagePlace};
use crate::search::{Answer, Hit};

pub(super) const CSV: Format = Format {
    name: "csv",
    about: "A table for spreadsheets; what would be a formula there gets a ' in front",
    head: |look| head(look, ","),
    has_columns: true,
    tells_outcome: false,
    shows_articles: true,
    writer: |look| Box::new(Table { look, between: ",", quoted: csv_cell }),
};

pub(super) const TSV: Format = Format {
    name: "tsv",
    about: "The same with tabs; tabs and line ends inside a cell become blanks",
    head: |look| head(look, "\t"),
    writer: |look| Box::new(Table { look, between: "\t", quoted: tsv_cell }),
    ..CSV
};

/// A column of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Column {
    /// What it is called.
    pub name: &'static str,
    /// Whether it is shown where none is asked for.
    is_usual: bool,
    kind: Kind,
}

/// What is in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Query,
    Rank,
    Score,
    Copies,
    Id,
    Date,
    Source,
    Section,
    Page,
    Language,
    Headline,
    Passages,
    Time,
    Byline,
    Agency,
    Place,
    Status,
    Url,
    Words,
    File,
    Line,
}

const fn column(name: &'static str, kind: Kind, is_usual: bool) -> Column {
    Column { name, is_usual, kind }
}

/// Every column that there is; the usual ones first, in their order.
pub static COLUMNS: [Column; 21] = [
    column("query_id", Kind::Query, true),
    column("rank", Kind::Rank, true),
    column("score", Kind::Score, true),
    column("copies", Kind::Copies, true),
    column("id", Kind::Id, true),
    column("date", Kind::Date, true),
    column("source", Kind::Source, true),
    column("section", Kind::Section, true),
    column("page", Kind::Page, true),
    column("language", Kind::Language, true),
    column("headline", Kind::Headline, true),
    column("passages", Kind::Passages, true),
    column("time", Kind::Time, false),
    column("byline", Kind::Byline, false),
    column("agency", Kind::Agency, false),
    column("place", Kind::Place, false),
    column("status", Kind::Status, false),
    column("url", Kind::Url, false),
    column("words", Kind::Words, false),
    column("file", Kind::File, false),
    column("line", Kind::Line, false),
];

/// The columns with these names, in this order; the usual ones if none is named.
#[must_use]
pub fn columns(wanted: &[String]) -> Vec<&'static Column> {
    if wanted.is_empty() {
        return COLUMNS.iter().filter(|column| column.is_usual).collect();
    }
    let named = |name: &String| COLUMNS.iter().find(|column| column.name == name);
    wanted.iter().filter_map(named).collect()
}

fn head(look: &Look, between: &str) -> String {
    let names: Vec<&str> = look.columns.iter().map(|column| column.name).collect();
    names.join(between) + "\n"
}

struct Table<'a> {
    look: &'a Look,
    between: &'static str,
    quoted: fn(&str) -> Cow<'_, str>,
}

impl HitWriter for Table<'_> {
    fn hit(
        &mut self,
        out: &mut dyn Write,
        query: QueryName<'_>,
        _answer: &Answer,
        hit: &Hit,
    ) -> io::Result<()> {
        for (number, column) in self.look.columns.iter().enumerate() {
            let between = if number > 0 { self.between } else { "" };
            out.write_all(between.as_bytes())?;
            match cell(column.kind, query, hit, self.look.root(hit.handle)) {
                Cell::Empty => {}
                Cell::Text(text) => out.write_all((self.quoted)(&terminal(&text)).as_bytes())?,
                Cell::Number(number) => write!(out, "{number}")?,
                Cell::Rate(rate) => write!(out, "{rate:.6}")?,
            }
        }
        out.write_all(b"\n")
    }
}

fn cell<'a>(kind: Kind, query: QueryName<'a>, hit: &'a Hit, root: &Path) -> Cell<'a> {
    let article = &hit.stored.article;
    let source = &article.source;
    match kind {
        Kind::Query => query.id.into(),
        Kind::Rank => (hit.rank as u64).into(),
        Kind::Score => Cell::Rate(hit.score),
        Kind::Copies => hit.copies.into(),
        Kind::Id => owned(article.locator.id()),
        Kind::Date => article.date.map_or(Cell::Empty, |date| owned(date.to_string())),
        Kind::Source => source.publication.as_deref().into(),
        Kind::Section => source.section.as_deref().into(),
        Kind::Page => source.page.as_deref().into(),
        Kind::Language => article.language.as_deref().into(),
        Kind::Headline => article.title().into(),
        Kind::Passages => owned(passages(hit)),
        Kind::Time => article.time.as_deref().into(),
        Kind::Byline => joined(article.bylines.iter().map(|byline| byline.name.as_str())),
        Kind::Agency => joined(source.agencies.iter().map(String::as_str)),
        Kind::Place => joined(places(article)),
        Kind::Status => article.status.name().into(),
        Kind::Url => article.url.as_deref().into(),
        Kind::Words => hit.stored.text.word_count().into(),
        Kind::File => owned(file(hit, root)),
        Kind::Line => first_line(hit).map(|line| line as u64).into(),
    }
}

fn owned(text: String) -> Cell<'static> {
    Cell::Text(Cow::Owned(text))
}

/// Several values in one cell.
fn joined<'a>(values: impl Iterator<Item = &'a str>) -> Cell<'static> {
    owned(values.collect::<Vec<_>>().join("; "))
}

fn places(article: &Article) -> impl Iterator<Item = &str> {
    article.dateline.iter().flat_map(|dateline| &dateline.places).map(|place| place.name.as_str())
}

/// The passages with their matches in brackets, parted by `…`.
fn passages(hit: &Hit) -> String {
    let shown: Vec<String> = hit.passages.passages.iter().map(|one| passage(hit, one)).collect();
    shown.join(" … ")
}

fn passage(hit: &Hit, passage: &Passage) -> String {
    let text = match passage.place {
        PassagePlace::Text(..) => hit.stored.text.text.as_str(),
        PassagePlace::Label(zone, number) => {
            label_values(&hit.stored.article, zone).get(number).copied().unwrap_or_default()
        }
    };
    marked(text, passage.span, &passage.marks, Style::PLAIN)
}
