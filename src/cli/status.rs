//! `morgue status`

use std::io::Write;

use clap::{Args, ValueEnum};

use super::place::IndexPlace;
use super::screen::Screen;
use super::session::Session;
use super::{CommandError, Ending};
use crate::index::{Catalogue, Contents, IndexFolder};
use crate::ingest::pending;
use crate::output::json_line;
use crate::output::sanitize::terminal;
use crate::output::status_record::StatusRecord;
use crate::output::status_text;

/// Arguments of `morgue status`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue status                           the index here or above
  morgue status --index ~/idx             another one
  morgue status --format json             a record for scripts")]
pub(super) struct StatusArgs {
    #[command(flatten)]
    place: IndexPlace,
    /// What to print.
    #[arg(long, value_enum, default_value_t = StatusFormat::Text)]
    format: StatusFormat,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum StatusFormat {
    /// For people.
    Text,
    /// One `morgue.status/1` record a line, one for each index.
    Json,
}

pub(super) fn run(args: &StatusArgs, session: &Session) -> Result<Ending, CommandError> {
    let mut out = Screen::paged(session);
    for (number, path) in args.place.folders()?.iter().enumerate() {
        let folder = IndexFolder::open(path)?;
        let catalogue = Catalogue::of(&folder)?;
        let contents = Contents::of(&folder, &catalogue)?;
        let pending = pending(&folder, &catalogue)?;
        match args.format {
            StatusFormat::Json => {
                json_line(&mut out, &StatusRecord::new(path, &contents, &pending))?;
            }
            StatusFormat::Text => {
                let between = if number > 0 { "\n" } else { "" };
                let text = status_text::status(path, &contents, &pending);
                write!(out, "{between}{}", terminal(&text))?;
            }
        }
    }
    out.flush()?;
    Ok(Ending::Done)
}
