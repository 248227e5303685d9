//! What holds for a whole run, whatever the command is: how much is said,
//! whether there is a pager, and how long things took.

use std::cell::RefCell;
use std::io::IsTerminal;
use std::time::{Duration, Instant};

use clap::Args;

use super::messages::{self, Loudness};
use crate::config::Config;
use crate::error::{Error, ErrorKind, Result};
use crate::output::sanitize::write_raw;

/// Options of every command.
#[derive(Debug, Clone, Args)]
#[command(next_help_heading = "Everywhere")]
#[expect(clippy::struct_excessive_bools, reason = "each is a flag of the command line")]
pub(super) struct SessionOptions {
    /// Say nothing but errors; `search` and `count` print nothing, the exit code tells.
    #[arg(short, long, global = true)]
    quiet: bool,
    /// Say more: which index is read, how the query is read, each file that is skipped.
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    verbose: bool,
    /// Say how long it took, on standard error.
    #[arg(long, global = true)]
    timing: bool,
    /// Print long output to the terminal and not through a pager.
    #[arg(long, global = true)]
    no_pager: bool,
    /// Write texts as they are, with characters that may steer a terminal; not for one.
    #[arg(long, global = true)]
    raw: bool,
    /// Put no ' in front of cells of csv and tsv that a spreadsheet takes for formulas.
    #[arg(long, global = true)]
    csv_raw: bool,
}

/// A run of the program.
pub(super) struct Session {
    pub(super) config: Config,
    options: SessionOptions,
    began: Instant,
    /// The steps so far, each with when it was done.
    steps: RefCell<Vec<(&'static str, Instant)>>,
}

impl Session {
    /// # Errors
    /// If raw text would go to a terminal.
    pub(super) fn new(began: Instant, config: Config, options: SessionOptions) -> Result<Self> {
        messages::set_loudness(match (options.quiet, options.verbose) {
            (true, _) => Loudness::Quiet,
            (_, true) => Loudness::Verbose,
            _ => Loudness::Usual,
        });
        if options.raw && std::io::stdout().is_terminal() {
            let what = "raw text may steer the terminal that it would go to";
            return Err(
                Error::new(ErrorKind::Usage, what).hint("leave --raw out, or write to a file")
            );
        }
        write_raw(options.raw, options.csv_raw);
        Ok(Self { config, options, began, steps: RefCell::default() })
    }

    /// Whether only errors are said.
    pub(super) fn is_quiet(&self) -> bool {
        self.options.quiet
    }

    /// The words of the command that shows long output, if it may be used.
    pub(super) fn pager(&self) -> Option<Vec<String>> {
        if self.options.no_pager {
            return None;
        }
        let variable = std::env::var("PAGER").ok();
        let command = self.config.value("pager").or(variable.as_deref()).unwrap_or("less");
        let words: Vec<String> = command.split_whitespace().map(str::to_owned).collect();
        words.first().filter(|program| *program != "cat")?;
        Some(words)
    }

    /// A step is done.
    pub(super) fn done(&self, step: &'static str) {
        self.steps.borrow_mut().push((step, Instant::now()));
    }

    /// Says how long the steps took, if that was asked for.
    pub(super) fn say_timing(&self) {
        if !self.options.timing {
            return;
        }
        let mut parts = Vec::new();
        let mut last = self.began;
        for (step, at) in self.steps.borrow().iter() {
            parts.push(format!("{step} {}, ", shown(*at - last)));
            last = *at;
        }
        messages::say(&format!("timing: {}in all {}", parts.concat(), shown(self.began.elapsed())));
    }
}

/// Milliseconds, or seconds for what takes long.
fn shown(time: Duration) -> String {
    let seconds = time.as_secs_f64();
    if seconds < 10.0 { format!("{:.1} ms", seconds * 1000.0) } else { format!("{seconds:.1} s") }
}
