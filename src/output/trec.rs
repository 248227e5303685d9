//! Answers as a TREC run: `qid Q0 id rank score morgue`.

use std::borrow::Cow;
use std::io::{self, Write};

use super::sanitize::terminal;
use super::{Format, HitWriter, QueryName, RankedPlace};
use crate::article::encode_path;

pub(super) const FORMAT: Format = Format {
    name: "trec",
    about: "A TREC run, `query Q0 id rank score morgue`",
    head: |_| String::new(),
    has_columns: false,
    tells_outcome: false,
    shows_articles: false,
    writer: |_| Box::new(Trec),
};

struct Trec;

impl HitWriter for Trec {
    fn ranked(
        &mut self,
        out: &mut dyn Write,
        query: QueryName<'_>,
        place: RankedPlace<'_>,
    ) -> io::Result<()> {
        let (query, RankedPlace { rank, hit, .. }) = (without_blanks(query.id), place);
        let (query, id) = (terminal(&query), terminal(&hit.id));
        writeln!(out, "{query} Q0 {id} {rank} {:.6} morgue", hit.score)
    }
}

/// An id of a query without blanks, which part the columns.
fn without_blanks(id: &str) -> Cow<'_, str> {
    if id.contains(char::is_whitespace) {
        Cow::Owned(encode_path(id.as_bytes()))
    } else {
        Cow::Borrowed(id)
    }
}
