//! What is said on standard error.

use std::io::Write;

use crate::error::Error;
use crate::output::sanitize::terminal;
use crate::query::Repair;
use crate::query::caret;
use crate::query::note::{Note, QueryError};

/// Columns that carets may use where the terminal is not known.
const WIDTH: usize = 100;

/// Prints a message. Nobody can be told if standard error is closed.
pub(super) fn say(message: &str) {
    let mut out = std::io::stderr().lock();
    writeln!(out, "{}", terminal(message)).unwrap_or_default();
}

/// Prints an error and the way out.
pub(super) fn error(error: &Error) {
    say(&format!("morgue: {error}"));
    if let Some(hint) = error.way_out() {
        say(&format!("hint: {hint}"));
    }
}

/// Prints what is wrong with a query, with a caret under the place.
pub(super) fn query_error(error: &QueryError, query: &str) {
    say(caret::error_text(error, query, WIDTH).trim_end());
}

/// Prints the notes on a query and what was repaired in it.
pub(super) fn notes(notes: &[Note], repairs: &[Repair]) {
    for note in notes {
        say(caret::note_text(note).trim_end());
    }
    for repair in repairs {
        say(&format!("note: repaired the query: {}", repair.did));
    }
}

/// Prints sentences, one a line.
pub(super) fn lines(lines: &[String]) {
    for line in lines {
        say(line);
    }
}
