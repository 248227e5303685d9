//! What is meant by arguments that do not exist: the tips of clap, where ours
//! are better.

use clap::builder::StyledStr;
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Options that people try, and what does that.
const OPTIONS: [(&str, &str); 7] = [
    ("--csv", "a table is printed with `--format csv`"),
    ("--tsv", "a table is printed with `--format tsv`"),
    ("--json", "a record is printed with `--format json`"),
    ("--jsonl", "records are printed with `--format jsonl`"),
    ("--cite", "an entry for a reference manager comes with `morgue show ID --cite ris`"),
    ("--format", "this command has one format; see its `--help`"),
    ("--from", "a period is part of the query: 'date:2014..2015'"),
];

/// Commands that people try, and what does that.
const COMMANDS: [(&str, &str); 6] = [
    (
        "list",
        "papers are listed by `morgue facets '*' --by source`, articles by `morgue search '*'`",
    ),
    ("sources", "papers are listed by `morgue facets '*' --by source`"),
    ("papers", "papers are listed by `morgue facets '*' --by source`"),
    ("find", "articles are found by `morgue search QUERY`"),
    ("grep", "articles are found by `morgue search QUERY`, lines by `morgue kwic QUERY`"),
    ("update", "an index is brought up to date by `morgue ingest ARCHIVE`"),
];

/// The error with a tip that fits.
pub(super) fn with_tip(mut error: clap::Error) -> clap::Error {
    let (kind, known) = match error.kind() {
        ErrorKind::UnknownArgument => (ContextKind::InvalidArg, &OPTIONS[..]),
        ErrorKind::InvalidSubcommand => (ContextKind::InvalidSubcommand, &COMMANDS[..]),
        _ => return error,
    };
    let Some(ContextValue::String(tried)) = error.get(kind) else { return error };
    let named = known.iter().find(|(name, _)| *name == tried).map(|(_, tip)| *tip);
    let is_word = tried.starts_with('-') && !tried.starts_with("--");
    let unquoted = "a `-` of the query stands inside quotes: 'Crimea -bridge'";
    if let Some(tip) = named.or(is_word.then_some(unquoted)) {
        for own in [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand] {
            error.remove(own);
        }
        let tip = ContextValue::StyledStrs(vec![StyledStr::from(tip)]);
        error.insert(ContextKind::Suggested, tip);
    }
    error
}
