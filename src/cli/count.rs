//! `morgue count`

use std::io::{self, Write};
use std::path::Path;
use std::sync::Arc;

use clap::Args;

use super::answer::guarded;
use super::batch::{self, BatchOptions, id_of};
use super::query_options::{Asking, NO_WINDOW, told};
use super::screen::Screen;
use super::session::Session;
use super::{CommandError, Ending, messages};
use crate::engine::LocalEngine;
use crate::output::sanitize::terminal;
use crate::search::batch::{Ended, Job, Jobs};
use crate::search::line::{self, QueryLine};
use crate::search::{Failure, Request, Searcher};

/// Arguments of `morgue count`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue count Crimea                     the number of articles, alone on a line
  morgue count 'date:2014 sanctions'      in that year
  morgue count -f queries.txt             a number for each line of the file
  morgue count -f - --index ~/idx         queries from a pipe")]
pub(super) struct CountArgs {
    /// The query; several words are joined by blanks.
    #[arg(required_unless_present = "file", value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    batch: BatchOptions,
    #[command(flatten)]
    asking: Asking,
}

pub(super) fn run(args: &CountArgs, session: &Session) -> Result<Ending, CommandError> {
    let engine = args.asking.searched.open()?;
    session.done("open");
    if let Some(file) = &args.batch.file {
        return run_batch(args, file, engine, session);
    }
    let request = args.asking.request(&args.query);
    let counted = Searcher::new(&engine).count(&request);
    let (total, prepared) = counted.map_err(|failure| told(failure, &request.text))?;
    messages::notes(&prepared.notes, &prepared.repairs);
    session.done("count");
    if !session.is_quiet() {
        writeln!(std::io::stdout(), "{total}")?;
    }
    Ok(if total > 0 { Ending::Done } else { Ending::NoHit })
}

fn run_batch(
    args: &CountArgs,
    file: &Path,
    engine: LocalEngine,
    session: &Session,
) -> Result<Ending, CommandError> {
    let base = args.asking.selecting(args.asking.options.batch_request(NO_WINDOW, 0));
    let work = move |jobs: Jobs| {
        let mut searcher = Searcher::new(&engine);
        for mut job in jobs {
            // What cannot be written any more is noticed where the lines come out.
            let ended = count_line(&mut job, &mut searcher, &base).unwrap_or(Ended::Failed);
            job.finish(ended, None);
        }
    };
    let mut out = Screen::straight_unless_quiet(session);
    batch::run(file, &args.batch, "", &mut out, Arc::new(work))
}

/// Writes `n`, or `id<TAB>n` if the line gives an id, or `id<TAB>error: …`.
fn count_line(job: &mut Job, searcher: &mut Searcher<'_>, base: &Request) -> io::Result<Ended> {
    let (id, total) = match line::read(&job.line, base) {
        Ok(QueryLine { id, request }) => {
            (id, guarded(|| searcher.count(&request).map(|(total, _)| total)))
        }
        Err(fault) => (fault.id.clone(), Err(Failure::Line(fault))),
    };
    let total = match total {
        Ok(total) => total,
        Err(failure) => {
            let id = id_of(&job.line, id.as_deref());
            let message = terminal(&failure.to_string()).replace(['\t', '\n'], " ");
            writeln!(job, "{}\terror: {message}", terminal(&id))?;
            return Ok(Ended::Failed);
        }
    };
    match id {
        Some(id) => writeln!(job, "{}\t{total}", terminal(&id))?,
        None => writeln!(job, "{total}")?,
    }
    Ok(if total > 0 { Ended::Found } else { Ended::Nothing })
}
