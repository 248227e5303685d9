//! `morgue check`

use std::io::Write;

use clap::{Args, ValueEnum};

use super::place::IndexPlace;
use super::{CommandError, Ending, messages};
use crate::index::check;
use crate::output::check_record::CheckRecord;
use crate::output::sanitize::terminal;
use crate::output::{check_text, json_line};

/// Arguments of `morgue check`.
#[derive(Debug, Args)]
#[command(after_help = "\
Every file of the index is read and compared with what was written. Exit code 0:
whole; 1: damaged; 2: it could not be looked at. Nothing is changed.

Examples:
  morgue check                            the index here or above
  morgue check --full --index ~/idx       decode every article as well
  morgue check --format json              a record for scripts")]
pub(super) struct CheckArgs {
    #[command(flatten)]
    place: IndexPlace,
    /// Also decode every article, and compare columns and postings with
    /// the texts.
    #[arg(long)]
    full: bool,
    /// What to print.
    #[arg(long, value_enum, default_value_t = CheckFormat::Text)]
    format: CheckFormat,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// For people.
    Text,
    /// One `morgue.check/1` record a line, one for each index.
    Json,
}

pub(super) fn run(args: &CheckArgs) -> Result<Ending, CommandError> {
    let mut out = std::io::stdout().lock();
    let mut is_whole = true;
    for path in args.place.folders()? {
        let checkup = check(&path, args.full)?;
        is_whole &= checkup.damages.is_empty();
        match args.format {
            CheckFormat::Json => {
                json_line(&mut out, &CheckRecord::new(&path, args.full, &checkup))?;
            }
            CheckFormat::Text => {
                write!(out, "{}", terminal(&check_text::check(&path, &checkup)))?;
            }
        }
        if !checkup.damages.is_empty() {
            messages::say(&format!(
                "hint: build it again with `morgue rebuild --index {}`; the archive itself is untouched",
                path.display()
            ));
        }
    }
    Ok(if is_whole { Ending::Done } else { Ending::Damaged })
}
