//! What the commands that print lists have in common.

use clap::builder::PossibleValuesParser;

use super::query_options::told;
use super::screen::Screen;
use super::session::Session;
use super::{CommandError, Ending, messages};
use crate::engine::{Engine as _, LocalEngine};
use crate::error::{Error, ErrorKind};
use crate::output::list::{List, ListFormat, Row, Understood};
use crate::search::{Failure, Prepared, Request};

/// A list that goes to standard output.
pub(super) type Printed = List<Screen>;

/// A list in this format, with these columns if it is a table.
pub(super) fn printed(
    session: &Session,
    format: ListFormat,
    columns: &[String],
) -> Result<Printed, Error> {
    check_columns(columns, matches!(format, ListFormat::Csv | ListFormat::Tsv))?;
    Ok(List::new(Screen::paged(session), format).with_columns(columns.to_vec()))
}

/// Reads the names of columns.
pub(super) fn column_parser(columns: &'static [&'static str]) -> PossibleValuesParser {
    PossibleValuesParser::new(columns)
}

/// Columns can only be chosen for tables.
pub(super) fn check_columns(columns: &[String], is_table: bool) -> Result<(), Error> {
    if is_table || columns.is_empty() {
        return Ok(());
    }
    Err(Error::new(ErrorKind::Usage, "`--fields` chooses the columns of a table")
        .hint("add `--format csv` or `--format tsv`"))
}

/// What a list says at its end about its query, whose notes are said now.
pub(super) fn read_as<'a>(
    request: &Request,
    prepared: &'a Prepared,
    engine: &LocalEngine,
) -> Understood<'a> {
    messages::notes(&prepared.notes, &prepared.repairs);
    Understood::new(&request.text, prepared, engine.generation())
}

/// Says why there is no list, in the list and to people.
pub(super) fn refused<R: Row>(
    list: &mut Printed,
    failure: Failure,
    request: &Request,
) -> CommandError {
    match list.error::<R>(&request.text, &failure) {
        Ok(()) => told(failure, &request.text),
        Err(error) => error.into(),
    }
}

/// How a command ends that looked for something.
pub(super) fn ending(found: bool) -> Ending {
    if found { Ending::Done } else { Ending::NoHit }
}

/// Says that a limit left something out.
pub(super) fn left_out(what: &str) {
    messages::tell(&format!("note: there are more {what}; `--limit 0` shows all"));
}
