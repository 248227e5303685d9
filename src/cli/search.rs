//! `morgue search`

use std::io::{IsTerminal, Write};
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::place::IndexPlace;
use super::query_options::{QueryOptions, told};
use super::{CommandError, Ending, ingest, messages};
use crate::engine::{Engine, LocalEngine, Sort, Window};
use crate::error::ErrorKind;
use crate::output::hit_record::{EndRecord, ErrorRecord, HitBody, HitRecord, Versioned};
use crate::output::json_line;
use crate::output::terminal::{self, Style};
use crate::search::{Answer, Failure, Request, Searcher};

/// Arguments of `morgue search`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue search Crimea                            all articles with the word, best first
  morgue search 'Shoigu AND \"Black Sea Fleet\"'    both, the second as a phrase
  morgue search 'sanctions w/5 gas' --limit 20    within five words of each other
  morgue search 'headline:NATO date:2014'         in the headline, in that year
  morgue search --archive ~/clippings Crimea      index the folder first
  morgue search Crimea --format jsonl             records for scripts")]
pub(super) struct SearchArgs {
    /// The query; several words are joined by blanks.
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    place: IndexPlace,
    /// Bring the index of this archive up to date first, then search it.
    #[arg(long, value_name = "ARCHIVE")]
    archive: Option<PathBuf>,
    #[command(flatten)]
    options: QueryOptions,
    /// How many articles to show; 0 for all.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// How many articles to leave out at the beginning.
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// How many passages to show of an article.
    #[arg(long, value_name = "N", default_value_t = 3)]
    per_article: usize,
    /// In which order.
    #[arg(long, value_enum, default_value_t = Sort::Relevance)]
    sort: Sort,
    /// What to print.
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Columns to wrap text at; those of the terminal by default, none in a pipe.
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
    /// Whether to use colour.
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    color: Colour,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Text,
    /// One record a line.
    Jsonl,
}

/// When colour is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Colour {
    /// On a terminal, unless `NO_COLOR` is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The query id of a search that is not part of a batch.
const ONLY: &str = "1";

pub(super) fn run(args: &SearchArgs) -> Result<Ending, CommandError> {
    let folders = match &args.archive {
        Some(archive) => vec![brought_up_to_date(archive, args)?],
        None => args.place.folders()?,
    };
    let engine = LocalEngine::open(&folders)?;
    let mut searcher = Searcher::new(&engine);
    let window = Window {
        offset: args.offset,
        limit: if args.limit == 0 { usize::MAX } else { args.limit },
        sort: args.sort,
    };
    let request = args.options.request(args.query.join(" "), window, args.per_article);
    match searcher.search(&request) {
        Ok(answer) => {
            messages::notes(&answer.prepared.notes, &answer.prepared.repairs);
            print(args, &engine, &mut searcher, &request, &answer)?;
            Ok(if answer.total > 0 { Ending::Done } else { Ending::NoHit })
        }
        Err(failure) => {
            if args.format == Format::Jsonl {
                print_failure(&request, &failure)?;
            }
            Err(told(failure, &request.text))
        }
    }
}

/// Ingests the archive; trouble with that ends the run only if nothing can be searched.
fn brought_up_to_date(archive: &Path, args: &SearchArgs) -> Result<PathBuf, CommandError> {
    let target = args.place.target()?;
    match ingest::update(archive, target.clone()) {
        Ok((folder, report)) => {
            if report.read > 0 || report.removed > 0 || report.is_incomplete() {
                messages::report(&report);
            }
            Ok(folder.path().to_owned())
        }
        Err(error) if error.kind() == ErrorKind::IndexLocked => {
            messages::say("note: another ingest is at work; searching what it committed last");
            Ok(target.unwrap_or_else(|| archive.join(crate::index::FOLDER_NAME)))
        }
        Err(error) => Err(error.into()),
    }
}

fn print(
    args: &SearchArgs,
    engine: &LocalEngine,
    searcher: &mut Searcher<'_>,
    request: &Request,
    answer: &Answer,
) -> Result<(), CommandError> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match args.format {
        Format::Text => print_text(args, engine, searcher, request, answer, &mut out)?,
        Format::Jsonl => print_records(engine, searcher, request, answer, &mut out)?,
    }
    Ok(out.flush()?)
}

fn print_text(
    args: &SearchArgs,
    engine: &LocalEngine,
    searcher: &mut Searcher<'_>,
    request: &Request,
    answer: &Answer,
    out: &mut dyn Write,
) -> Result<(), CommandError> {
    if answer.total == 0 {
        return Ok(());
    }
    let style = style(args);
    out.write_all(terminal::summary(answer).as_bytes())?;
    for index in 0..answer.hits.len() {
        let Some(hit) = searcher.hit(request, answer, index)? else { break };
        let root =
            answer.hits.get(index).and_then(|ranked| shown_root(engine, args, ranked.handle));
        out.write_all(terminal::hit(&hit, &root.unwrap_or_default(), style).as_bytes())?;
    }
    Ok(())
}

/// The archive folder as people know it: as they named it, or below the current folder.
fn shown_root(
    engine: &LocalEngine,
    args: &SearchArgs,
    handle: crate::engine::Handle,
) -> Option<PathBuf> {
    if let Some(archive) = &args.archive {
        return Some(archive.clone());
    }
    let folder = engine.folder_of(handle)?;
    let [only] = folder.roots() else { return Some(PathBuf::new()) };
    if !only.name.is_empty() {
        return only.path.parent().map(Path::to_owned);
    }
    let root = folder.path().parent()?.to_owned();
    let here = std::env::current_dir().ok()?;
    Some(root.strip_prefix(&here).map(Path::to_owned).unwrap_or(root))
}

fn style(args: &SearchArgs) -> Style {
    let terminal = std::io::stdout().is_terminal();
    let columns = terminal_size::terminal_size().map(|(width, _)| usize::from(width.0));
    let colour = match args.color {
        Colour::Always => true,
        Colour::Never => false,
        Colour::Auto => {
            anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
        }
    };
    Style { colour, width: args.width.or(columns.filter(|_| terminal)) }
}

fn print_records(
    engine: &LocalEngine,
    searcher: &mut Searcher<'_>,
    request: &Request,
    answer: &Answer,
    out: &mut dyn Write,
) -> Result<(), CommandError> {
    let mut shown = 0;
    for index in 0..answer.hits.len() {
        let Some(hit) = searcher.hit(request, answer, index)? else { break };
        shown += hit.passages.passages.len();
        let record = HitRecord::Hit(Box::new(HitBody::new(ONLY, answer, &hit)));
        json_line(out, &Versioned::from(record))?;
    }
    let end = EndRecord::new(ONLY, &request.text, answer, shown, engine.generation());
    Ok(json_line(out, &Versioned::from(HitRecord::End(end)))?)
}

fn print_failure(request: &Request, failure: &Failure) -> Result<(), CommandError> {
    let record = match failure {
        Failure::Query(error) => ErrorRecord::of_query(ONLY, None, &request.text, error),
        Failure::Run(error) => ErrorRecord::of_run(ONLY, None, error),
    };
    Ok(json_line(&mut std::io::stdout().lock(), &Versioned::from(HitRecord::Error(record)))?)
}
