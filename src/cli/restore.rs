//! `morgue restore`

use std::path::PathBuf;

use clap::Args;

use super::ingest::Patience;
use super::place::IndexPlace;
use super::snapshot::told;
use super::{CommandError, Ending, messages};
use crate::index::restore;

/// Arguments of `morgue restore`.
#[derive(Debug, Args)]
#[command(after_help = "\
The snapshot is read and compared with what was written before anything is
changed. The next `morgue ingest` reads what has changed in the archive since.

Examples:
  morgue restore /backup/monday --index ~/clippings/.morgue
  morgue restore /backup/monday --index ~/idx --replace")]
pub(super) struct RestoreArgs {
    /// A folder that `morgue snapshot` made.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    #[command(flatten)]
    place: IndexPlace,
    /// Replace the index that is there.
    #[arg(long)]
    replace: bool,
    #[command(flatten)]
    patience: Patience,
}

pub(super) fn run(args: &RestoreArgs) -> Result<Ending, CommandError> {
    let target = match args.place.target()? {
        Some(target) => target,
        None => args.place.folders()?.into_iter().next().unwrap_or_default(),
    };
    let copied = restore(&args.folder, &target, args.replace, args.patience.wait())?;
    messages::tell(&format!("{}; the index is whole.", told(copied)));
    Ok(Ending::Done)
}
