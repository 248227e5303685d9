//! `morgue ingest`

use std::io::IsTerminal;
use std::path::{Path, PathBuf};

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};

use super::place::IndexPlace;
use super::{CommandError, Ending, messages};
use crate::error::Result;
use crate::index::{IndexFolder, Settings};
use crate::ingest::{Progress, Report, Request, run as ingest};

/// Arguments of `morgue ingest`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue ingest ~/clippings                       index into ~/clippings/.morgue
  morgue ingest /mnt/archive --index ~/idx        leave the archive untouched
  morgue ingest wire/ papers/ --index ~/idx       several archives, one index")]
pub(super) struct IngestArgs {
    /// Archive folders.
    #[arg(required = true, value_name = "ARCHIVE")]
    archives: Vec<PathBuf>,
    #[command(flatten)]
    place: IndexPlace,
    #[command(flatten)]
    tuning: Tuning,
    /// Read all files again, even those that look unchanged.
    #[arg(long)]
    rehash: bool,
    /// Remove articles of vanished files even if most of the archive vanished.
    #[arg(long)]
    prune: bool,
}

/// How an ingest uses the machine.
#[derive(Debug, Clone, Args)]
pub(super) struct Tuning {
    /// Threads to use; all cores by default.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

impl Tuning {
    fn settings(&self) -> Settings {
        let default = Settings::default();
        Settings { threads: self.threads.unwrap_or(default.threads), ..default }
    }
}

pub(super) fn run(args: &IngestArgs) -> std::result::Result<Ending, CommandError> {
    let request = Request {
        archives: args.archives.clone(),
        index: args.place.target()?,
        settings: args.tuning.settings(),
        rehash: args.rehash,
        prune: args.prune,
    };
    let (_, report) = with_progress(&request)?;
    messages::report(&report);
    Ok(if report.is_incomplete() { Ending::Incomplete } else { Ending::Done })
}

/// Brings one archive up to date before it is searched.
pub(super) fn update(archive: &Path, index: Option<PathBuf>) -> Result<(IndexFolder, Report)> {
    let request = Request { archives: vec![archive.to_owned()], index, ..Request::default() };
    with_progress(&request)
}

fn with_progress(request: &Request) -> Result<(IndexFolder, Report)> {
    let bar = Bar::new();
    let outcome = ingest(request, &bar);
    bar.0.finish_and_clear();
    outcome
}

/// A progress bar on a terminal, nothing elsewhere.
struct Bar(ProgressBar);

impl Bar {
    fn new() -> Self {
        if !std::io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let template = "{pos}/{len} files {wide_bar} {per_sec}, {eta} left";
        let style = ProgressStyle::with_template(template);
        let bar = ProgressBar::new(0);
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self(bar)
    }
}

impl Progress for Bar {
    fn start(&self, files: u64) {
        self.0.set_length(files);
    }

    fn file(&self, _path: &str) {
        self.0.inc(1);
    }
}
