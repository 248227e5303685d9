//! `morgue status`

use std::io::Write;

use clap::Args;

use super::place::IndexPlace;
use super::{CommandError, Ending};
use crate::engine::{Engine, LocalEngine};

/// Arguments of `morgue status`.
#[derive(Debug, Args)]
pub(super) struct StatusArgs {
    #[command(flatten)]
    place: IndexPlace,
}

pub(super) fn run(args: &StatusArgs) -> Result<Ending, CommandError> {
    let engine = LocalEngine::open(&args.place.folders()?)?;
    let status = engine.status()?;
    let mut out = std::io::stdout().lock();
    for (folder, _) in engine.folders() {
        writeln!(out, "index       {}", folder.path().display())?;
    }
    writeln!(out, "articles    {}", engine.article_count())?;
    writeln!(out, "files       {}", status.files)?;
    for (reason, files) in &status.skips {
        writeln!(out, "  {:<10}{files}", reason.code())?;
    }
    writeln!(out, "generation  {}", engine.generation())?;
    writeln!(out, "segments    {}", status.segments)?;
    writeln!(out, "bytes       {}", status.bytes)?;
    Ok(Ending::Done)
}
