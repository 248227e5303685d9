//! `morgue rebuild`

use std::path::PathBuf;

use clap::Args;

use super::ingest::{Patience, Tuning, tell};
use super::ingest_run::Run;
use super::place::IndexPlace;
use super::report_file::ReportFile;
use super::{CommandError, Ending};
use crate::ingest::{Request, rebuild};

/// Arguments of `morgue rebuild`.
#[derive(Debug, Args)]
#[command(after_help = "\
For an index that is damaged, or that another version wrote. The one that is there
stays in use until the new one is whole.

Examples:
  morgue rebuild                              the index here or above, of its archives
  morgue rebuild --index ~/idx                another one
  morgue rebuild ~/clippings --index ~/idx    where it is not known what belongs to it")]
pub(super) struct RebuildArgs {
    /// The archives, if not those that the index records.
    #[arg(value_name = "ARCHIVE")]
    archives: Vec<PathBuf>,
    #[command(flatten)]
    place: IndexPlace,
    #[command(flatten)]
    tuning: Tuning,
    #[command(flatten)]
    patience: Patience,
    /// Do without folders that cannot be read.
    #[arg(long)]
    prune: bool,
    /// Write a record on each file that was skipped or odd.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
}

pub(super) fn run(args: &RebuildArgs) -> Result<Ending, CommandError> {
    let index = match args.place.target()? {
        Some(index) => Some(index),
        None => args.place.folders()?.into_iter().next(),
    };
    let request = Request {
        archives: args.archives.clone(),
        index,
        settings: args.tuning.settings(),
        prune: args.prune,
        wait: args.patience.wait(),
        ..Request::default()
    };
    let file = args.report.as_deref().map(|path| ReportFile::create(path, &args.archives));
    let file = file.transpose()?;
    let run = Run::new(file.as_ref());
    let (_, report) = run.carry_out(rebuild, &request)?;
    tell(&report, file.as_ref(), "--report FILE")?;
    Ok(run.ending(&report, None))
}
