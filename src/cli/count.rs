//! `morgue count`

use std::io::Write;

use clap::Args;

use super::place::IndexPlace;
use super::query_options::{NO_WINDOW, QueryOptions, told};
use super::{CommandError, Ending, messages};
use crate::engine::LocalEngine;
use crate::search::Searcher;

/// Arguments of `morgue count`.
#[derive(Debug, Args)]
pub(super) struct CountArgs {
    /// The query; several words are joined by blanks.
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    place: IndexPlace,
    #[command(flatten)]
    options: QueryOptions,
}

pub(super) fn run(args: &CountArgs) -> Result<Ending, CommandError> {
    let engine = LocalEngine::open(&args.place.folders()?)?;
    let request = args.options.request(args.query.join(" "), NO_WINDOW, 0);
    let counted = Searcher::new(&engine).count(&request);
    let (total, prepared) = counted.map_err(|failure| told(failure, &request.text))?;
    messages::notes(&prepared.notes, &prepared.repairs);
    writeln!(std::io::stdout(), "{total}")?;
    Ok(if total > 0 { Ending::Done } else { Ending::NoHit })
}
