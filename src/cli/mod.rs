//! The command line: one file a command, and the way from an outcome to an exit code.

mod answer;
mod article_id;
mod batch;
mod batch_search;
mod check;
mod colour;
mod compact;
mod completions;
mod config;
mod count;
mod defaults;
mod eval;
mod eval_files;
mod explain;
mod export;
mod extract;
mod facets;
mod help;
mod ingest;
mod ingest_run;
mod kwic;
mod listing;
mod lost_pages;
mod man;
mod messages;
mod mistaken;
mod place;
mod query_options;
mod rebuild;
mod report_file;
mod restore;
mod screen;
mod search;
mod session;
mod show;
mod signals;
mod snapshot;
mod status;
mod terms;
mod timeline;

use std::io::IsTerminal as _;
use std::process::ExitCode;
use std::sync::LazyLock;
use std::time::Instant;

use clap::{CommandFactory as _, FromArgMatches as _, Parser, Subcommand};

use self::session::{Session, SessionOptions};
use crate::analysis::ANALYZER_VERSION;
use crate::config::Config;
use crate::error::Error;
use crate::index::FORMAT_VERSION;

/// Full-text search for news archives.
#[derive(Debug, Parser)]
#[command(name = "morgue", version, long_version = VERSIONS.as_str(), about, max_term_width = 100)]
#[command(after_help = EXAMPLES, disable_help_subcommand = true)]
struct Cli {
    #[command(flatten)]
    session: SessionOptions,
    #[command(subcommand)]
    command: Command,
}

/// The versions of the program, of indexes and of the analysis of words.
static VERSIONS: LazyLock<String> = LazyLock::new(|| {
    let program = env!("CARGO_PKG_VERSION");
    format!("{program}\nindex format morgue.index/{FORMAT_VERSION}\nanalysis {ANALYZER_VERSION}")
});

const EXAMPLES: &str = "\
Examples:
  morgue search --archive corpus Crimea      index a folder and search it
  morgue ingest ~/clippings                  bring its index up to date
  morgue search 'Shoigu AND \"Black Sea\"'     search the index here or above
  morgue count 'date:2014 sanctions'         the bare number of articles
  morgue timeline Crimea                     how many articles a year
  morgue kwic Crimea                         every match with the text beside it
  morgue show harbour-courier/2014/a.txt     one article, whole
  morgue help syntax                         the query language on one page
  morgue help librarian                      a guide; so are `researcher`, `engineer`";

#[derive(Debug, Subcommand)]
enum Command {
    /// Bring the index of archive folders up to date.
    #[command(visible_alias = "index")]
    Ingest(ingest::IngestArgs),
    /// Show ranked passages with the matching words marked.
    #[command(visible_alias = "query")]
    Search(search::SearchArgs),
    /// Print the exact number of articles that match.
    Count(count::CountArgs),
    /// Count the articles that match by source, place, year and so on.
    Facets(facets::FacetsArgs),
    /// Count the articles that match by day, month or year.
    Timeline(timeline::TimelineArgs),
    /// List every match with the text beside it.
    Kwic(kwic::KwicArgs),
    /// List the words that there are, with their numbers.
    Terms(terms::TermsArgs),
    /// Tell how a query is read, what it stands for, and why an article matches.
    Explain(explain::ExplainArgs),
    /// Show one article, matches of a query marked.
    Show(show::ShowArgs),
    /// Print whole articles that match, as records.
    Export(export::ExportArgs),
    /// Split files into articles without indexing them.
    Extract(extract::ExtractArgs),
    /// Measure a ranking against judgments, as `trec_eval` does.
    Eval(eval::EvalArgs),
    /// Tell what is indexed.
    Status(status::StatusArgs),
    /// Look whether an index is whole.
    Check(check::CheckArgs),
    /// Merge an index and drop what was removed.
    Compact(compact::CompactArgs),
    /// Make an index again from its archives.
    Rebuild(rebuild::RebuildArgs),
    /// Copy an index while it is in use.
    Snapshot(snapshot::SnapshotArgs),
    /// Put a copy of an index back.
    Restore(restore::RestoreArgs),
    /// Show the settings and where each comes from.
    Config(config::ConfigArgs),
    /// Show the page of a command, or a guide.
    Help(help::HelpArgs),
    /// Print what makes a shell complete commands and options.
    Completions(completions::CompletionsArgs),
    /// Print a manual page.
    Man(man::ManArgs),
}

/// How a command ended, by its exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ending {
    /// Done; for a search, something was found.
    Done,
    /// Nothing was found.
    NoHit,
    /// An index was looked at and is damaged.
    Damaged,
    /// Something failed.
    Failed,
    /// Done, but some inputs could not be read.
    Incomplete,
    /// A signal stopped it; the exit code says which.
    Stopped(u8),
}

impl From<Ending> for ExitCode {
    fn from(ending: Ending) -> Self {
        Self::from(match ending {
            Ending::Done => 0,
            Ending::NoHit | Ending::Damaged => 1,
            Ending::Failed => 2,
            Ending::Incomplete => 3,
            Ending::Stopped(code) => code,
        })
    }
}

/// Why a command could not be carried out.
#[derive(Debug)]
pub(crate) enum CommandError {
    /// The run failed.
    Run(Error),
    /// Standard output cannot be written.
    Output(std::io::Error),
    /// A signal stopped the run; the exit code says which.
    Stopped(Error, u8),
    /// What is wrong was said already.
    Told,
}

impl From<Error> for CommandError {
    fn from(error: Error) -> Self {
        Self::Run(error)
    }
}

impl From<std::io::Error> for CommandError {
    fn from(error: std::io::Error) -> Self {
        Self::Output(error)
    }
}

/// Runs the command that the arguments ask for; returns the exit code.
#[must_use]
pub fn run() -> ExitCode {
    lost_pages::watch();
    let began = Instant::now();
    let loaded = Config::load(&|name| std::env::var_os(name));
    // Help and version need no settings, so that what is wrong with them waits.
    let program = match &loaded {
        Ok(config) => defaults::set(Cli::command(), config),
        Err(_) => defaults::paged(Cli::command()),
    };
    let matches =
        program.try_get_matches().unwrap_or_else(|error| mistaken::with_tip(error).exit());
    let Cli { session, command } =
        Cli::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    ended(loaded.map_err(CommandError::from).and_then(|config| {
        let session = Session::new(began, config, session)?;
        let outcome = run_command(&command, &session);
        session.say_timing();
        outcome
    }))
}

fn run_command(command: &Command, session: &Session) -> Result<Ending, CommandError> {
    match command {
        Command::Ingest(args) => ingest::run(args),
        Command::Search(args) => search::run(args, session),
        Command::Count(args) => count::run(args, session),
        Command::Facets(args) => facets::run(args, session),
        Command::Timeline(args) => timeline::run(args, session),
        Command::Kwic(args) => kwic::run(args, session),
        Command::Terms(args) => terms::run(args, session),
        Command::Explain(args) => explain::run(args, session),
        Command::Show(args) => show::run(args, session),
        Command::Export(args) => export::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
        Command::Extract(args) => extract::run(args),
        Command::Eval(args) => eval::run(args),
        Command::Status(args) => status::run(args, session),
        Command::Check(args) => check::run(args),
        Command::Compact(args) => compact::run(args),
        Command::Rebuild(args) => rebuild::run(args),
        Command::Snapshot(args) => snapshot::run(args),
        Command::Restore(args) => restore::run(args),
        Command::Config(args) => config::run(args, session),
        Command::Help(args) => help::run(args, session),
    }
}

/// Says what went wrong, if anything; returns the exit code.
fn ended(outcome: Result<Ending, CommandError>) -> ExitCode {
    match outcome {
        Ok(ending) => ending.into(),
        Err(CommandError::Output(error)) if error.kind() == std::io::ErrorKind::BrokenPipe => {
            Ending::Done.into()
        }
        Err(CommandError::Output(error)) => {
            messages::say(&format!("morgue: cannot write the output: {error}"));
            Ending::Failed.into()
        }
        Err(CommandError::Run(error)) => {
            messages::error(&error);
            Ending::Failed.into()
        }
        Err(CommandError::Stopped(error, code)) => {
            messages::error(&error);
            Ending::Stopped(code).into()
        }
        Err(CommandError::Told) => Ending::Failed.into(),
    }
}

/// The command line as data, for what is generated from it.
fn command() -> clap::Command {
    defaults::set(Cli::command(), &Config::default())
}

/// Columns of the terminal that standard output goes to; `None` in a pipe.
fn terminal_width() -> Option<usize> {
    let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    columns.filter(|_| std::io::stdout().is_terminal())
}
