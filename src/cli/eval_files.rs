//! The files that `morgue eval` reads, and what there is to say about them.

use std::fs;
use std::path::Path;

use crate::error::{Error, ErrorKind};
use crate::eval::evaluation::Evaluation;
use crate::eval::parse_error::ParseError;
use crate::eval::resolver::Unresolved;

/// A kind of file, and how one looks.
#[derive(Debug, Clone, Copy)]
pub(super) struct FileKind {
    pub(super) name: &'static str,
    pub(super) look: &'static str,
}

pub(super) const TOPICS: FileKind = FileKind {
    name: "topics",
    look: "topics are lines of an id, a tab and a text, or TREC's `<top>`, or JSON Lines with `id` and `text`",
};
pub(super) const QRELS: FileKind =
    FileKind { name: "judgments", look: "a line is `topic 0 id relevance`, each id once a topic" };
pub(super) const RUN: FileKind = FileKind {
    name: "results",
    look: "a line is `topic Q0 id rank score tag`, each id once a topic",
};

/// What a file holds. Files of old collections may be in any encoding; what
/// matters in them is ASCII, so that bytes beyond it are no reason to refuse one.
pub(super) fn parsed<T>(
    path: &Path,
    kind: FileKind,
    parse: impl FnOnce(&str) -> Result<T, ParseError>,
) -> Result<T, Error> {
    let doing = format!("cannot read the {} in", kind.name);
    let bytes = fs::read(path).map_err(|cause| {
        Error::io(&doing, path, cause).hint(format!("give a file; {}", kind.look))
    })?;
    parse(&String::from_utf8_lossy(&bytes)).map_err(|fault| {
        Error::new(ErrorKind::Usage, doing).at(path).because(fault).hint(kind.look)
    })
}

/// That a file holds nothing.
pub(super) fn empty(path: &Path, kind: FileKind) -> Error {
    Error::new(ErrorKind::Usage, format!("there are no {} in", kind.name)).at(path).hint(kind.look)
}

/// What there is to say about ids that were not translated one to one.
pub(super) fn id_notes(unresolved: &Unresolved, which: &str) -> Vec<String> {
    let Unresolved { unknown, ambiguous, merged } = unresolved;
    let lists = [
        listed(unknown, &format!("{which} ids that name no article of the index")),
        listed(ambiguous, &format!("{which} ids that name several articles, and so none")),
        listed(merged, &format!("articles {which} under several ids, counted once")),
    ];
    lists.into_iter().flatten().collect()
}

/// What there is to say about topics that are left out or count as failures.
pub(super) fn topic_notes(evaluation: &Evaluation) -> Vec<String> {
    let Evaluation { missing, unjudged, complete, .. } = evaluation;
    let counted =
        if *complete { "counted as failures" } else { "left out (`-c` counts them as failures)" };
    let lists = [
        listed(missing, &format!("judged topics without a hit, {counted}")),
        listed(unjudged, "topics without judgments, left out"),
    ];
    lists.into_iter().flatten().collect()
}

/// Ids that are named one by one.
const SHOWN: usize = 5;

/// What these ids are, the first few by name; nothing if there are none.
fn listed(ids: &[String], what: &str) -> Option<String> {
    let shown = ids.get(..ids.len().min(SHOWN)).filter(|shown| !shown.is_empty())?;
    let more = match ids.len() - shown.len() {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    Some(format!("{what}: {}{more}", shown.join(", ")))
}
