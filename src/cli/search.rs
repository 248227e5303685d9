//! `morgue search`

use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::answer::{Asked, print, roots};
use super::batch::{self, BatchOptions};
use super::batch_search::BatchSearch;
use super::colour::Colour;
use super::place::{IndexPlace, Trust};
use super::query_options::{QueryOptions, Selection, told};
use super::{CommandError, Ending, ingest, messages, terminal_width};
use crate::engine::{LocalEngine, Sort, Window};
use crate::error::{Error, ErrorKind};
use crate::output::ingest_summary;
use crate::output::terminal::Style;
use crate::output::{FORMATS, Format, Look, QueryName, format_named};
use crate::search::batch::Jobs;
use crate::search::{Request, Searcher};

/// Arguments of `morgue search`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue search Crimea                            all articles with the word, best first
  morgue search 'Shoigu AND \"Black Sea Fleet\"'    both, the second as a phrase
  morgue search 'sanctions w/5 gas' --limit 20    within five words of each other
  morgue search 'headline:NATO date:2014'         in the headline, in that year
  morgue search --archive ~/clippings Crimea      index the folder first
  morgue search Crimea --index a --index b        one ranking over two indexes
  morgue search Crimea --format jsonl             records for scripts
  morgue search -f topics.tsv --format trec       a run of many queries")]
pub(super) struct SearchArgs {
    /// The query; several words are joined by blanks.
    #[arg(required_unless_present = "file", value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    batch: BatchOptions,
    #[command(flatten)]
    place: IndexPlace,
    #[command(flatten)]
    trust: Trust,
    /// Bring the index of this archive up to date first, then search it.
    #[arg(long, value_name = "ARCHIVE")]
    archive: Option<PathBuf>,
    #[command(flatten)]
    options: QueryOptions,
    #[command(flatten)]
    selection: Selection,
    /// How many articles to show; 0 for all.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 10)]
    limit: usize,
    /// How many articles to leave out at the beginning.
    #[arg(long, value_name = "N", default_value_t = 0)]
    offset: usize,
    /// How many passages to show of an article.
    #[arg(long, value_name = "N", default_value_t = 3)]
    per_article: usize,
    /// Rank passages, not articles: `--limit` and `--offset` count passages.
    #[arg(long)]
    passages: bool,
    /// In which order.
    #[arg(long, value_enum, default_value_t = Sort::Relevance)]
    sort: Sort,
    /// List the exact copies of each article, which are shown once.
    #[arg(long)]
    copies: bool,
    /// What to print.
    #[arg(long, value_name = "FORMAT", default_value = "text", value_parser = formats())]
    format: &'static Format,
    /// Columns to wrap text at; those of the terminal by default, none in a pipe.
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
    /// Whether to use colour.
    #[arg(long, value_enum, default_value_t = Colour::Auto)]
    color: Colour,
}

/// The formats by their names.
fn formats() -> impl TypedValueParser<Value = &'static Format> {
    let values = FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about));
    let first = FORMATS.first();
    PossibleValuesParser::new(values)
        .try_map(move |name| format_named(&name).or(first).ok_or("there is no such format"))
}

/// The query id of a search that is not part of a batch.
const ONLY: &str = "1";

pub(super) fn run(args: &SearchArgs) -> Result<Ending, CommandError> {
    if args.passages && !args.format.shows_articles {
        let doing = format!("`--format {}` lists articles, not passages", args.format.name);
        let hint = "leave out `--passages`, or take `--format jsonl`";
        return Err(Error::new(ErrorKind::Usage, doing).hint(hint).into());
    }
    let folders = match &args.archive {
        Some(archive) => vec![brought_up_to_date(archive, args)?],
        None => args.place.folders()?,
    };
    let engine = args.trust.open(&folders)?;
    let look = Look { style: style(args), roots: roots(&engine, args.archive_by_itself()) };
    match &args.batch.file {
        Some(file) => run_batch(args, file, engine, look),
        None => run_one(args, &engine, &look),
    }
}

impl SearchArgs {
    fn window(&self) -> Window {
        Window { offset: self.offset, limit: Window::limit_of(self.limit), sort: self.sort }
    }

    /// The archive as it was named, unless ids begin with its name already.
    fn archive_by_itself(&self) -> Option<&Path> {
        self.archive.as_deref().filter(|_| self.place.index.is_empty())
    }

    /// The request with what is not a matter of reading the query.
    fn selecting(&self, request: Request) -> Request {
        let since_generation = self.selection.since_generation;
        Request { since_generation, copies: self.copies, by_passage: self.passages, ..request }
    }
}

fn run_one(args: &SearchArgs, engine: &LocalEngine, look: &Look) -> Result<Ending, CommandError> {
    let text = args.query.join(" ");
    let request = args.selecting(args.options.request(text, args.window(), args.per_article));
    let query = QueryName { id: ONLY, line: None, text: &request.text };
    let mut searcher = Searcher::new(engine);
    let mut out = BufWriter::with_capacity(1 << 16, io::stdout().lock());
    let mut writer = (args.format.writer)(look);
    let answer = match searcher.search(&request) {
        Ok(answer) => answer,
        Err(failure) => {
            writer.error(&mut out, query, &failure)?;
            out.flush()?;
            return Err(told(failure, &request.text));
        }
    };
    messages::notes(&answer.prepared.notes, &answer.prepared.repairs);
    out.write_all(args.format.head.as_bytes())?;
    let mut asked = Asked { engine, searcher: &mut searcher, request: &request, query };
    let printed = print(&mut out, args.format, writer.as_mut(), &mut asked, &answer)?;
    if let Err(failure) = printed {
        writer.error(&mut out, query, &failure)?;
        out.flush()?;
        return Err(told(failure, &request.text));
    }
    out.flush()?;
    Ok(if answer.total > 0 { Ending::Done } else { Ending::NoHit })
}

fn run_batch(
    args: &SearchArgs,
    file: &Path,
    engine: LocalEngine,
    look: Look,
) -> Result<Ending, CommandError> {
    let base = args.selecting(args.options.batch_request(args.window(), args.per_article));
    let format = args.format;
    let work = move |jobs: Jobs| {
        BatchSearch { engine: &engine, base: &base, format, look: &look }.work(jobs);
    };
    batch::run(file, &args.batch, format.head, Arc::new(work))
}

/// Ingests the archive; trouble with that ends the run only if nothing can be searched.
fn brought_up_to_date(archive: &Path, args: &SearchArgs) -> Result<PathBuf, CommandError> {
    let target = args.place.target()?;
    let error = match ingest::update(archive, target.clone()) {
        Ok((folder, report)) => {
            if !report.is_quiet() {
                messages::lines(&ingest_summary::summary(&report));
            }
            return Ok(folder.path().to_owned());
        }
        Err(CommandError::Run(error)) => error,
        Err(other) => return Err(other),
    };
    let index = target.unwrap_or_else(|| archive.join(crate::index::FOLDER_NAME));
    match error.kind() {
        ErrorKind::IndexLocked => {
            messages::say("note: another ingest is at work; searching what it committed last");
            Ok(index)
        }
        _ if LocalEngine::open(std::slice::from_ref(&index)).is_ok() => {
            messages::say(&format!("note: the index is not up to date: {error}"));
            Ok(index)
        }
        _ => Err(error.into()),
    }
}

fn style(args: &SearchArgs) -> Style {
    Style { colour: args.color.is_used(), width: args.width.or_else(terminal_width) }
}
