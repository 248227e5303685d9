//! `morgue count`

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use clap::{Args, ValueEnum};

use super::answer::guarded;
use super::batch::{self, BatchOptions, id_of};
use super::query_options::{Asking, NO_WINDOW, told};
use super::screen::Screen;
use super::session::Session;
use super::{CommandError, Ending, messages};
use crate::engine::LocalEngine;
use crate::output::count_list::CountRow;
use crate::output::list::{List, ListFormat};
use crate::output::sanitize::terminal;
use crate::search::batch::{Ended, Job, Jobs};
use crate::search::line::{self, QueryLine};
use crate::search::{Failure, Prepared, Request, Searcher};

/// Arguments of `morgue count`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue count Crimea                     the number of articles, alone on a line
  morgue count 'date:2014 sanctions'      in that year
  morgue count -f queries.txt             a number for each line of the file
  morgue count -f queries.txt --format csv   a table: id, query, number, error
  morgue count -f - --index ~/idx         queries from a pipe")]
pub(super) struct CountArgs {
    /// The query; several words are joined by blanks.
    #[arg(required_unless_present = "file", value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    batch: BatchOptions,
    #[command(flatten)]
    asking: Asking,
    /// What to print for each query.
    #[arg(long, value_enum, default_value_t = CountFormat::Text)]
    format: CountFormat,
}

/// How numbers are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CountFormat {
    /// The bare number; with `-f` after the id, if the line gives one.
    Text,
    /// One `morgue.count/1` record.
    Jsonl,
    /// A row of a table: id, query, number, error.
    Csv,
    /// The same with tabs.
    Tsv,
}

impl CountFormat {
    /// The same as a format of lists, which have no text of their own.
    fn of_list(self) -> ListFormat {
        match self {
            Self::Text => ListFormat::Text,
            Self::Jsonl => ListFormat::Jsonl,
            Self::Csv => ListFormat::Csv,
            Self::Tsv => ListFormat::Tsv,
        }
    }
}

pub(super) fn run(args: &CountArgs, session: &Session) -> Result<Ending, CommandError> {
    let engine = args.asking.searched.open()?;
    session.done("open");
    if let Some(file) = &args.batch.file {
        return run_batch(args, file, engine, session);
    }
    let request = args.asking.request(&args.query);
    let counted = Searcher::new(&engine).count(&request);
    let mut out = Screen::straight_unless_quiet(session);
    if args.format != CountFormat::Text {
        begin(&mut out, args.format)?;
        List::new(&mut out, args.format.of_list()).row(&CountRow::new(
            "1",
            &request.text,
            counted.as_ref(),
        ))?;
    }
    let (total, prepared) = counted.map_err(|failure| told(failure, &request.text))?;
    messages::notes(&prepared.notes, &prepared.repairs);
    session.done("count");
    if args.format == CountFormat::Text {
        writeln!(out, "{total}")?;
    }
    out.flush()?;
    Ok(if total > 0 { Ending::Done } else { Ending::NoHit })
}

/// Prints the names of the columns of a table.
fn begin(out: &mut dyn Write, format: CountFormat) -> io::Result<()> {
    List::new(out, format.of_list()).begin::<CountRow<'_>>()
}

fn run_batch(
    args: &CountArgs,
    file: &Path,
    engine: LocalEngine,
    session: &Session,
) -> Result<Ending, CommandError> {
    let base = args.asking.selecting(args.asking.options.batch_request(NO_WINDOW, 0));
    let format = args.format;
    let work = move |jobs: Jobs| {
        let mut searcher = Searcher::new(&engine);
        for mut job in jobs {
            // What cannot be written any more is noticed where the lines come out.
            let ended = count_line(&mut job, &mut searcher, &base, format);
            job.finish(ended.unwrap_or(Ended::Failed), None);
        }
    };
    let mut head = Vec::new();
    begin(&mut head, format)?;
    let mut out = Screen::straight_unless_quiet(session);
    batch::run(file, &args.batch, &String::from_utf8_lossy(&head), &mut out, Arc::new(work))
}

fn count_line(
    job: &mut Job,
    searcher: &mut Searcher<'_>,
    base: &Request,
    format: CountFormat,
) -> io::Result<Ended> {
    let (id, text, counted) = match line::read(&job.line, base) {
        Ok(QueryLine { id, request }) => {
            let counted = guarded(|| searcher.count(&request));
            (id, request.text, counted)
        }
        Err(fault) => (fault.id.clone(), String::new(), Err(Failure::Line(fault))),
    };
    let ended = match &counted {
        Ok((1.., _)) => Ended::Found,
        Ok((0, _)) => Ended::Nothing,
        Err(_) => Ended::Failed,
    };
    if format == CountFormat::Text {
        number(job, id.as_deref(), &counted)?;
    } else {
        let id = id_of(&job.line, id.as_deref());
        List::new(job, format.of_list()).row(&CountRow::new(&id, &text, counted.as_ref()))?;
    }
    Ok(ended)
}

/// Writes `n`, or `id<TAB>n` if the line gives an id, or `id<TAB>error: …`.
fn number(
    job: &mut Job,
    id: Option<&str>,
    counted: &Result<(u64, Prepared), Failure>,
) -> io::Result<()> {
    match (counted, id) {
        (Ok((total, _)), Some(id)) => writeln!(job, "{}\t{total}", terminal(id)),
        (Ok((total, _)), None) => writeln!(job, "{total}"),
        (Err(failure), id) => {
            let id = id_of(&job.line, id);
            let message = terminal(&failure.to_string()).replace(['\t', '\n'], " ");
            writeln!(job, "{}\terror: {message}", terminal(&id))
        }
    }
}
