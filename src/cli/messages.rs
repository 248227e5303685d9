//! What is said on standard error, and how much of it.

use std::io::Write;
use std::sync::atomic::{AtomicU8, Ordering};

use crate::error::Error;
use crate::output::sanitize::visible;
use crate::query::Repair;
use crate::query::caret;
use crate::query::note::{Note, QueryError};

/// Columns that carets may use where the terminal is not known.
const WIDTH: usize = 100;

/// How much is said.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Loudness {
    /// Errors.
    Quiet,
    /// Notes and summaries, too.
    Usual,
    /// Details, too.
    Verbose,
}

/// Chosen once, before anything is said by a command.
static LOUDNESS: AtomicU8 = AtomicU8::new(Loudness::Usual as u8);

pub(super) fn set_loudness(loudness: Loudness) {
    LOUDNESS.store(loudness as u8, Ordering::Relaxed);
}

fn is_at_least(loudness: Loudness) -> bool {
    LOUDNESS.load(Ordering::Relaxed) >= loudness as u8
}

/// Prints a message, an error or what was asked for. Nobody can be told if
/// standard error is closed.
pub(super) fn say(message: &str) {
    let mut out = std::io::stderr().lock();
    writeln!(out, "{}", visible(message)).unwrap_or_default();
}

/// Prints what is good to know, unless only errors are wanted.
pub(super) fn tell(message: &str) {
    if is_at_least(Loudness::Usual) {
        say(message);
    }
}

/// Prints what only somebody wants to know who asked for more.
pub(super) fn detail(message: &str) {
    if is_at_least(Loudness::Verbose) {
        say(message);
    }
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
        tell(caret::note_text(note).trim_end());
    }
    for repair in repairs {
        tell(&format!("note: repaired the query: {}", repair.did));
    }
}

/// Prints sentences, one a line.
pub(super) fn lines(lines: &[String]) {
    for line in lines {
        tell(line);
    }
}
