//! Answers for people.

use std::io::{self, Write};

use super::sanitize::terminal;
use super::terminal::{hit, summary};
use super::{End, Format, HitWriter, Look, QueryName};
use crate::query::caret;
use crate::search::{Answer, Failure, Hit};

pub(super) const FORMAT: Format = Format {
    name: "text",
    about: "For people",
    head: |_| String::new(),
    has_columns: false,
    tells_outcome: true,
    shows_articles: true,
    writer: |look| Box::new(Text { look, in_batch: false }),
};

/// Columns that carets may use where the terminal is not known.
const WIDTH: usize = 100;

struct Text<'a> {
    look: &'a Look,
    in_batch: bool,
}

impl HitWriter for Text<'_> {
    fn query(&mut self, out: &mut dyn Write, query: QueryName<'_>) -> io::Result<()> {
        self.in_batch = true;
        let (id, text) = (terminal(query.id), terminal(query.text));
        writeln!(out, "query {id}: {}", text.replace('\n', " "))
    }

    /// Nothing is printed where a single query found nothing; notes on it are
    /// said on standard error.
    fn answer(&mut self, out: &mut dyn Write, answer: &Answer) -> io::Result<()> {
        if answer.total == 0 && !self.in_batch {
            return Ok(());
        }
        out.write_all(summary(answer).as_bytes())?;
        for note in answer.prepared.notes.iter().filter(|_| self.in_batch) {
            writeln!(out, "{}", terminal(caret::note_text(note).trim_end()))?;
        }
        Ok(())
    }

    fn hit(
        &mut self,
        out: &mut dyn Write,
        _query: QueryName<'_>,
        _answer: &Answer,
        found: &Hit,
    ) -> io::Result<()> {
        out.write_all(hit(found, self.look).as_bytes())
    }

    fn end(
        &mut self,
        out: &mut dyn Write,
        _query: QueryName<'_>,
        _answer: &Answer,
        _end: End,
    ) -> io::Result<()> {
        if self.in_batch { out.write_all(b"\n") } else { Ok(()) }
    }

    /// The error of a single query is said on standard error. A line of a
    /// batch that holds no query has had no heading yet.
    fn error(
        &mut self,
        out: &mut dyn Write,
        query: QueryName<'_>,
        failure: &Failure,
    ) -> io::Result<()> {
        if query.line.is_none() {
            return Ok(());
        }
        if !self.in_batch {
            writeln!(out, "query {}", terminal(query.id))?;
        }
        let said = match failure {
            Failure::Query(error) => caret::error_text(error, query.text, WIDTH),
            Failure::Line(fault) => {
                format!(
                    "error[{}]: {fault}\nhelp: {}",
                    fault.code,
                    fault.help,
                    fault = fault.message
                )
            }
            Failure::Run(error) => match error.way_out() {
                Some(hint) => format!("error: {error}\nhint: {hint}"),
                None => format!("error: {error}"),
            },
        };
        writeln!(out, "{}\n", terminal(said.trim_end()))
    }
}
