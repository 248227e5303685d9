//! `morgue compact`

use clap::Args;

use super::ingest::{Patience, Tuning};
use super::place::IndexPlace;
use super::{CommandError, Ending, messages};
use crate::index::{Catalogue, Contents, IndexFolder};
use crate::ingest::compact;
use crate::output::plural::{counted, size};

/// Arguments of `morgue compact`.
#[derive(Debug, Args)]
#[command(after_help = "\
Where articles were replaced or removed, the index still holds the old ones, and
scores still count them. Compacting drops them and merges the index into one
segment: scores and order are then those of a fresh index.

Examples:
  morgue compact                          the index here or above
  morgue compact --index ~/idx            another one")]
pub(super) struct CompactArgs {
    #[command(flatten)]
    place: IndexPlace,
    #[command(flatten)]
    patience: Patience,
    #[command(flatten)]
    tuning: Tuning,
}

pub(super) fn run(args: &CompactArgs) -> Result<Ending, CommandError> {
    for path in args.place.folders()? {
        let folder = IndexFolder::open(&path)?;
        let before = Contents::of(&folder, &Catalogue::of(&folder)?)?;
        compact(&folder, args.tuning.settings(), args.patience.wait())?;
        let after = Contents::of(&folder, &Catalogue::of(&folder)?)?;
        messages::tell(&format!(
            "{}: {}, {} before; {} dropped.",
            counted(after.articles, "article", "articles"),
            size(after.bytes),
            size(before.bytes),
            counted(before.removed, "removed article", "removed articles"),
        ));
    }
    Ok(Ending::Done)
}
