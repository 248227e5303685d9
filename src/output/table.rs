//! Answers as a table, a row a hit: comma-separated for spreadsheets,
//! tab-separated for line tools.

use std::borrow::Cow;
use std::io::{self, Write};

use super::sanitize::{csv_cell, terminal, tsv_cell};
use super::terminal::{Style, marked};
use super::{Format, HitWriter, QueryName};
use crate::passage::reading::label_values;
use crate::passage::{Passage, PassagePlace};
use crate::search::{Answer, Hit};

pub(super) const CSV: Format = Format {
    name: "csv",
    about: "A table for spreadsheets; what would be a formula there gets a ' in front",
    head: "query_id,rank,score,copies,id,date,source,section,page,language,headline,passages\n",
    shows_errors: false,
    shows_articles: true,
    writer: |_| Box::new(Table { between: ",", cell: csv_cell }),
};

pub(super) const TSV: Format = Format {
    name: "tsv",
    about: "The same with tabs; tabs and line ends inside a cell become blanks",
    head: "query_id\trank\tscore\tcopies\tid\tdate\tsource\tsection\tpage\tlanguage\theadline\tpassages\n",
    writer: |_| Box::new(Table { between: "\t", cell: tsv_cell }),
    ..CSV
};

struct Table {
    between: &'static str,
    cell: fn(&str) -> Cow<'_, str>,
}

impl HitWriter for Table {
    fn hit(
        &mut self,
        out: &mut dyn Write,
        query: QueryName<'_>,
        _answer: &Answer,
        hit: &Hit,
    ) -> io::Result<()> {
        let article = &hit.stored.article;
        let source = &article.source;
        let date = article.date.map(|date| date.to_string());
        let texts = [
            article.locator.id(),
            date.unwrap_or_default(),
            source.publication.clone().unwrap_or_default(),
            source.section.clone().unwrap_or_default(),
            source.page.clone().unwrap_or_default(),
            article.language.clone().unwrap_or_default(),
            article.title().to_owned(),
            passages(hit),
        ];
        let between = self.between;
        out.write_all((self.cell)(&terminal(query.id)).as_bytes())?;
        write!(out, "{between}{}{between}{:.6}{between}{}", hit.rank, hit.score, hit.copies)?;
        for text in texts {
            write!(out, "{between}{}", (self.cell)(&terminal(&text)))?;
        }
        out.write_all(b"\n")
    }
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
    marked(text, passage.span, &passage.marks, Style { colour: false, width: None })
}
