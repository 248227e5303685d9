//! `morgue ingest`

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::Args;

use super::extract::format_parser;
use super::ingest_run::Run;
use super::place::IndexPlace;
use super::report_file::ReportFile;
use super::{CommandError, Ending, messages};
use crate::error::{Error, ErrorKind};
use crate::index::{FOLDER_NAME, IndexFolder, Settings, find_index};
use crate::ingest::{Preview, Report, Request, rehearse, run as ingest};
use crate::output::sanitize::terminal;
use crate::output::{ingest_summary, quality_text};
use crate::read::Format;

/// Arguments of `morgue ingest`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue ingest ~/clippings                       index into ~/clippings/.morgue
  morgue ingest /mnt/archive --index ~/idx        leave the archive untouched
  morgue ingest wire/ papers/ --index ~/idx       several archives, one index
  morgue ingest ~/clippings --dry-run             only say what would be done
  morgue ingest ~/clippings --report report.jsonl list what gave no article")]
pub(super) struct IngestArgs {
    /// Archive folders.
    #[arg(required = true, value_name = "ARCHIVE")]
    archives: Vec<PathBuf>,
    #[command(flatten)]
    place: IndexPlace,
    #[command(flatten)]
    tuning: Tuning,
    #[command(flatten)]
    patience: Patience,
    /// Take all files for this format, whatever they look like.
    #[arg(long = "as", value_name = "FORMAT", value_parser = format_parser())]
    format_as: Option<&'static Format>,
    /// Say what would be done and what the files would give; write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Read all files again, even those that look unchanged.
    #[arg(long)]
    rehash: bool,
    /// Remove articles of vanished files even if most of the archive vanished.
    #[arg(long)]
    prune: bool,
    /// Write a record on each file that was skipped, kept, removed or odd.
    #[arg(long, value_name = "FILE")]
    report: Option<PathBuf>,
    /// Make what was read durable after about so much text; a run that is cut
    /// off goes on from there.
    #[arg(long, value_name = "MIB", default_value_t = 128, value_parser = clap::value_parser!(i64).range(1..=4096))]
    commit_every: i64,
    /// The same after about so many seconds, for archives that are read slowly.
    #[arg(long, value_name = "SECONDS", default_value_t = 30, value_parser = clap::value_parser!(u64).range(1..=86_400))]
    commit_after: u64,
    /// End with exit code 3 if articles gave more warnings than this.
    #[arg(long, value_name = "N")]
    warn_limit: Option<u64>,
}

/// How an ingest uses the machine.
#[derive(Debug, Clone, Args)]
pub(super) struct Tuning {
    /// Threads to use; all cores by default, six at most.
    #[arg(long, value_name = "N")]
    threads: Option<usize>,
}

impl Tuning {
    pub(super) fn settings(&self) -> Settings {
        let default = Settings::default();
        Settings { threads: self.threads.unwrap_or(default.threads), ..default }
    }
}

/// How long a command waits for another that writes the same index.
#[derive(Debug, Clone, Args)]
pub(super) struct Patience {
    /// Wait so long for another ingest of this index to finish.
    #[arg(long, value_name = "SECONDS", default_value_t = 0)]
    wait: u64,
}

impl Patience {
    pub(super) fn wait(&self) -> Duration {
        Duration::from_secs(self.wait)
    }
}

pub(super) fn run(args: &IngestArgs) -> Result<Ending, CommandError> {
    let request = Request {
        archives: args.archives.clone(),
        index: args.place.target()?,
        settings: args.tuning.settings(),
        rehash: args.rehash,
        prune: args.prune,
        wait: args.patience.wait(),
        format: args.format_as,
        commit_bytes: u64::try_from(args.commit_every).ok().map(|mib| mib << 20),
        commit_time: Some(Duration::from_secs(args.commit_after)),
        ..Request::default()
    };
    let file = args.report.as_deref().map(|path| ReportFile::create(path, &args.archives));
    let file = file.transpose()?;
    let run = Run::new(file.as_ref());
    if args.dry_run {
        return dry_run(&request, &run, file.as_ref(), args.warn_limit);
    }
    let place = args.place();
    let is_new = !place.exists();
    let (_, report) = run.carry_out(ingest, &request)?;
    tell(&report, file.as_ref(), "--rehash --report FILE")?;
    if is_new {
        messages::tell(&how_to_search(&place));
        messages::lines(args.other_index().as_slice());
    }
    Ok(run.ending(&report, args.warn_limit))
}

impl IngestArgs {
    /// The index folder, which may not be there yet.
    fn place(&self) -> PathBuf {
        let named = self.place.index.first().cloned();
        let archive = self.archives.first().cloned().unwrap_or_default();
        named.unwrap_or_else(|| archive.join(FOLDER_NAME))
    }

    /// That the archive is part of another one, which searches from within
    /// will not look at any more.
    fn other_index(&self) -> Option<String> {
        let archive = self.archives.first().filter(|_| self.place.index.is_empty())?;
        let above = find_index(archive.canonicalize().ok()?.parent()?).ok()?;
        let [archive, above] = [archive.display(), above.display()];
        Some(format!(
            "note: `{archive}` is in the archive of `{above}`, too; searches from within it now see \
             only what is in it"
        ))
    }
}

/// How the articles of a new index are searched.
fn how_to_search(index: &Path) -> String {
    let archive = index.parent().filter(|_| index.ends_with(FOLDER_NAME)).unwrap_or(index);
    let here = std::env::current_dir().ok();
    let found = here.and_then(|here| find_index(&here).ok()?.canonicalize().ok());
    let is_found = found.is_some() && found == index.canonicalize().ok();
    if is_found || archive.as_os_str().is_empty() {
        return format!("The index is `{}`.", index.display());
    }
    let shown = archive.display();
    let here = if archive == index { "" } else { " there, or" };
    format!("The index is `{}`; search it{here} with `--index {shown}`.", index.display())
}

/// Sums up what was done, and finishes the report.
/// `options` are those of a run that lists what was odd.
pub(super) fn tell(
    report: &Report,
    file: Option<&ReportFile>,
    options: &str,
) -> Result<(), CommandError> {
    finish(&ingest_summary::summary(report), report, file, options)
}

fn finish(
    summary: &[String],
    report: &Report,
    file: Option<&ReportFile>,
    options: &str,
) -> Result<(), CommandError> {
    if let Some(file) = file {
        file.finish()?;
    }
    messages::lines(summary);
    messages::lines(&quality_text::lines(&report.quality));
    if let Some(file) = file {
        messages::tell(&file.mention());
    } else {
        messages::lines(ingest_summary::more(report, options).as_slice());
    }
    Ok(())
}

fn dry_run(
    request: &Request,
    run: &Run<'_>,
    file: Option<&ReportFile>,
    warn_limit: Option<u64>,
) -> Result<Ending, CommandError> {
    let (preview, report) = run.carry_out(rehearse, request)?;
    if let Some(code) = run.signals.exit_code() {
        return Ok(Ending::Stopped(code));
    }
    list(&preview)?;
    let outlook = ingest_summary::outlook(&preview, &report);
    finish(&outlook, &report, file, "--dry-run --report FILE")?;
    Ok(if preview.is_incomplete() { Ending::Incomplete } else { run.ending(&report, warn_limit) })
}

/// What would be done, a file a line, on standard output.
fn list(preview: &Preview) -> std::io::Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let new = preview.new.iter().map(|file| ("new", file));
    let changed = preview.changed.iter().map(|file| ("changed", file));
    let again = preview.again.iter().map(|file| ("again", file));
    let removed = preview.removed.iter().map(|(file, gone)| (gone.code(), file));
    let kept = preview.kept.iter().map(|file| ("kept", file));
    for (what, file) in new.chain(changed).chain(again).chain(removed).chain(kept) {
        writeln!(out, "{what}\t{}", terminal(file))?;
    }
    out.flush()
}

/// Brings one archive up to date before it is searched.
pub(super) fn update(
    archive: &Path,
    index: Option<PathBuf>,
) -> Result<(IndexFolder, Report), CommandError> {
    let request = Request { archives: vec![archive.to_owned()], index, ..Request::default() };
    let run = Run::new(None);
    let (folder, report) = run.carry_out(ingest, &request)?;
    match run.signals.exit_code() {
        Some(code) => {
            let stopped = Error::new(ErrorKind::Interrupted, "stopped; what was read is committed");
            let hint = "run the same command again to go on";
            Err(CommandError::Stopped(stopped.hint(hint), code))
        }
        None => Ok((folder, report)),
    }
}
