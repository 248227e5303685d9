//! What the commands that print lists have in common.

use std::io::{BufWriter, Stdout, StdoutLock};

use super::query_options::{NO_WINDOW, QueryOptions, Selection, told};
use super::{CommandError, Ending, messages};
use crate::engine::{Engine as _, LocalEngine};
use crate::output::list::{List, ListFormat, Row, Understood};
use crate::search::{Failure, Prepared, Request};

/// A list that goes to standard output.
pub(super) type Printed = List<BufWriter<StdoutLock<'static>>>;

/// A list in this format.
pub(super) fn printed(format: ListFormat) -> Printed {
    let out: Stdout = std::io::stdout();
    List::new(BufWriter::with_capacity(1 << 16, out.lock()), format)
}

/// The request of a command that takes a query and shows no ranking.
pub(super) fn request(query: &[String], options: &QueryOptions, selection: Selection) -> Request {
    let request = options.request(query.join(" "), NO_WINDOW, 0);
    Request { since_generation: selection.since_generation, ..request }
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
    messages::say(&format!("note: there are more {what}; `--limit 0` shows all"));
}
