//! Queries from a file: its options, progress and how the run ends.

use std::fs::File;
use std::io::{BufRead, BufReader, IsTerminal, Write};
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::place::SELDOM;
use super::{CommandError, Ending, messages};
use crate::error::{Error, ErrorKind};
use crate::search::batch::{self, Ended, Jobs, Stopped, Tally};
use crate::search::line::RawLine;

/// Where the queries of a batch come from.
#[derive(Debug, Clone, Args)]
pub(super) struct BatchOptions {
    /// Read queries from FILE (`-` for standard input), one a line: a query, or an id, a tab and a
    /// query, or a JSON object such as {"id":"q1","query":"Crimea","limit":20}.
    #[arg(short = 'f', long = "file", value_name = "FILE", conflicts_with = "query")]
    pub(super) file: Option<PathBuf>,
    /// Threads that work on the queries of FILE; all cores by default.
    #[arg(long, value_name = "N", help_heading = SELDOM)]
    threads: Option<NonZeroUsize>,
}

impl BatchOptions {
    fn threads(&self) -> usize {
        let cores = std::thread::available_parallelism();
        self.threads.or(cores.ok()).map_or(1, NonZeroUsize::get)
    }
}

/// Has `work` done on the lines of a file and prints what comes of it.
pub(super) fn run(
    file: &Path,
    options: &BatchOptions,
    head: &str,
    out: &mut dyn Write,
    work: Arc<dyn Fn(Jobs) + Send + Sync>,
) -> Result<Ending, CommandError> {
    let input = open(file)?;
    out.write_all(head.as_bytes())?;
    let bar = progress_bar();
    let mut done = |_: Ended, message: Option<&str>| {
        bar.inc(1);
        if let Some(message) = message {
            bar.suspend(|| messages::say(message));
        }
    };
    let outcome = batch::run(input, options.threads(), work, out, &mut done);
    bar.finish_and_clear();
    let tally = outcome.map_err(|stopped| match stopped {
        Stopped::Output(error) => CommandError::Output(error),
        Stopped::Run(error) => error.into(),
        Stopped::Input(cause) => unreadable(file, cause).into(),
    })?;
    if tally.failed > 0 {
        messages::say(&failures(tally));
    }
    Ok(ending(tally))
}

fn open(file: &Path) -> Result<Box<dyn BufRead + Send>, Error> {
    if file == Path::new("-") {
        return Ok(Box::new(BufReader::new(std::io::stdin())));
    }
    let opened = File::open(file).map_err(|cause| unreadable(file, cause))?;
    Ok(Box::new(BufReader::with_capacity(1 << 16, opened)))
}

fn unreadable(file: &Path, cause: std::io::Error) -> Error {
    Error::new(ErrorKind::Io, "cannot read the queries in")
        .at(file)
        .because(cause)
        .hint("give a file with a query on each line, or `-` for standard input")
}

fn failures(tally: Tally) -> String {
    let all = tally.found + tally.nothing + tally.failed;
    let queries = if all == 1 { "query" } else { "queries" };
    format!("morgue: {} of {all} {queries} could not be answered", tally.failed)
}

fn ending(tally: Tally) -> Ending {
    match tally {
        Tally { failed: 1.., .. } => Ending::Failed,
        Tally { found: 1.., .. } => Ending::Done,
        _ => Ending::NoHit,
    }
}

/// Shown on a terminal, unless the results go there too.
fn progress_bar() -> ProgressBar {
    if !std::io::stderr().is_terminal() || std::io::stdout().is_terminal() {
        return ProgressBar::hidden();
    }
    let style = ProgressStyle::with_template("{spinner} {pos} queries, {per_sec}");
    let bar = ProgressBar::new_spinner();
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_spinner()));
    bar
}

/// The id of a query: as given, or the number of its line.
pub(super) fn id_of(line: &RawLine, given: Option<&str>) -> String {
    given.map_or_else(|| line.number.to_string(), str::to_owned)
}
