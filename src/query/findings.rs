//! What is collected while a query is read: notes, repairs, and whether a
//! fault ends the reading.

use super::note::{Note, QueryError};
use super::{Repair, Syntax};
use crate::span::Span;

/// The remarks on one query.
#[derive(Debug)]
pub(super) struct Findings {
    lenient: bool,
    strict: bool,
    notes: Vec<Note>,
    repairs: Vec<Repair>,
}

impl Findings {
    /// No remarks yet.
    pub(super) const fn new(syntax: &Syntax) -> Self {
        let strict = syntax.strict && !syntax.lenient;
        Self { lenient: syntax.lenient, strict, notes: Vec::new(), repairs: Vec::new() }
    }

    /// Reports a fault. Ends the reading with `error`, unless it is lenient:
    /// then the caller does what `did` says.
    pub(super) fn fault(&mut self, error: QueryError, did: &str) -> Result<(), QueryError> {
        if !self.lenient {
            return Err(error);
        }
        match self.repairs.last_mut() {
            // Long runs of one fault, such as ))))), are one repair.
            Some(last) if last.did == did && last.span.end == error.span.start => {
                last.span.end = error.span.end;
            }
            _ => self.repairs.push(Repair { span: error.span, did: did.to_owned() }),
        }
        Ok(())
    }

    /// Reports something that changes nothing.
    pub(super) fn note(&mut self, code: &'static str, span: Span, message: String, help: &str) {
        let help = (!help.is_empty()).then(|| help.to_owned());
        self.notes.push(Note { code, span, message, help });
    }

    /// Reports something that a strict reader does not accept; `code` is the
    /// error's code there.
    pub(super) fn strict_note(&mut self, code: &'static str, note: Note) -> Result<(), QueryError> {
        let Note { span, message, help, .. } = note;
        if self.strict {
            return Err(QueryError { code, span, message, help });
        }
        self.notes.push(Note { code: note.code, span, message, help });
        Ok(())
    }

    /// The notes in the order of the text, and the repairs.
    pub(super) fn finish(mut self) -> (Vec<Note>, Vec<Repair>) {
        self.notes.sort_by_key(|note| note.span);
        (self.notes, self.repairs)
    }
}
