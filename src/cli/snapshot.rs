//! `morgue snapshot`

use std::path::PathBuf;

use clap::Args;

use super::place::IndexPlace;
use super::{CommandError, Ending, messages};
use crate::error::{Error, ErrorKind};
use crate::index::{Copied, IndexFolder, snapshot};
use crate::output::plural::{counted, size};

/// Arguments of `morgue snapshot`.
#[derive(Debug, Args)]
#[command(after_help = "\
The last commit is copied, also while an ingest is at work, and the copy is read
back. It is an index of its own: `morgue search --index FOLDER` searches it, and
`morgue restore FOLDER` puts it back.

Examples:
  morgue snapshot /backup/2026-11-25                  the index here or above
  morgue snapshot /backup/monday --index ~/idx        another one")]
pub(super) struct SnapshotArgs {
    /// A folder that is not there yet.
    #[arg(value_name = "FOLDER")]
    folder: PathBuf,
    #[command(flatten)]
    place: IndexPlace,
}

pub(super) fn run(args: &SnapshotArgs) -> Result<Ending, CommandError> {
    let folders = args.place.folders()?;
    let [index] = folders.as_slice() else {
        let doing = "a snapshot is of one index only";
        return Err(Error::new(ErrorKind::Usage, doing).hint("give `--index` once").into());
    };
    let copied = snapshot(&IndexFolder::open(index)?, &args.folder)?;
    messages::tell(&format!("{}; the copy is whole.", told(copied)));
    Ok(Ending::Done)
}

/// What was copied, in words.
pub(super) fn told(copied: Copied) -> String {
    let Copied { generation, files, bytes } = copied;
    format!("commit {generation}: {}, {}", counted(files, "file", "files"), size(bytes))
}
