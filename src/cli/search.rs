//! `morgue search`

use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::answer::{Asked, full_roots, print, roots};
use super::batch::{self, BatchOptions};
use super::batch_search::BatchSearch;
use super::colour::{Looks, When};
use super::listing::check_columns;
use super::query_options::{Asking, Newness, told};
use super::screen::Screen;
use super::session::Session;
use super::{CommandError, Ending, ingest, messages};
use crate::engine::{LocalEngine, Sort, Window};
use crate::error::{Error, ErrorKind};
use crate::output::ingest_summary;
use crate::output::plural::{counted, grouped};
use crate::output::table::{self, COLUMNS};
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
  morgue search Crimea --format csv --fields id,date,headline
  morgue search Crimea -0 | xargs -0 less         the files themselves
  morgue search -f topics.tsv --format trec       a run of many queries")]
pub(super) struct SearchArgs {
    /// The query; several words are joined by blanks.
    #[arg(required_unless_present = "file", value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    batch: BatchOptions,
    /// Bring the index of this archive up to date first, then search it.
    #[arg(long, value_name = "ARCHIVE")]
    archive: Option<PathBuf>,
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    newness: Newness,
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
    /// Print the files of the hits with a zero byte behind each, for `xargs -0`; the same as
    /// `--format paths0`.
    #[arg(short = '0', long, conflicts_with = "format")]
    null: bool,
    /// Columns of the table of `--format csv` or `tsv`, parted by commas.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = columns())]
    fields: Vec<String>,
    #[command(flatten)]
    looks: Looks,
    /// Whether the places of hits are links to the files, for terminals that open them.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    hyperlink: When,
}

/// The formats by their names.
fn formats() -> impl TypedValueParser<Value = &'static Format> {
    let values = FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.about));
    let first = FORMATS.first();
    PossibleValuesParser::new(values)
        .try_map(move |name| format_named(&name).or(first).ok_or("there is no such format"))
}

/// The columns by their names.
fn columns() -> PossibleValuesParser {
    PossibleValuesParser::new(COLUMNS.iter().map(|column| column.name))
}

/// The query id of a search that is not part of a batch.
const ONLY: &str = "1";

pub(super) fn run(args: &SearchArgs, session: &Session) -> Result<Ending, CommandError> {
    check_columns(&args.fields, args.format().has_columns)?;
    if args.passages && !args.format().shows_articles {
        let doing = format!("`--format {}` lists articles, not passages", args.format().name);
        let hint = "leave out `--passages`, or take `--format jsonl`";
        return Err(Error::new(ErrorKind::Usage, doing).hint(hint).into());
    }
    let engine = match &args.archive {
        Some(archive) => args.asking.searched.open_at(&[brought_up_to_date(archive, args)?])?,
        None => args.asking.searched.open()?,
    };
    session.done("open");
    let look = args.look(&engine);
    match &args.batch.file {
        Some(file) => run_batch(args, file, engine, look, session),
        None => run_one(args, &engine, &look, session),
    }
}

impl SearchArgs {
    fn window(&self) -> Window {
        Window { offset: self.offset, limit: Window::limit_of(self.limit), sort: self.sort }
    }

    fn format(&self) -> &'static Format {
        let zero = if self.null { format_named("paths0") } else { None };
        zero.unwrap_or(self.format)
    }

    fn look(&self, engine: &LocalEngine) -> Look {
        // Ids begin with the name of an archive that an index elsewhere holds.
        let is_inside = self.asking.searched.place.index.is_empty();
        let archive = self.archive.as_deref().filter(|_| is_inside);
        let is_linked = self.hyperlink.is_linked();
        Look {
            style: self.looks.style(),
            roots: roots(engine, archive),
            columns: table::columns(&self.fields),
            link_roots: if is_linked { full_roots(engine, archive) } else { Vec::new() },
            on_terminal: io::stdout().is_terminal(),
        }
    }

    /// The request with what is not a matter of reading the query.
    fn selecting(&self, request: Request) -> Request {
        let request = self.newness.preferred(self.asking.selecting(request));
        Request { copies: self.copies, by_passage: self.passages, ..request }
    }
}

fn run_one(
    args: &SearchArgs,
    engine: &LocalEngine,
    look: &Look,
    session: &Session,
) -> Result<Ending, CommandError> {
    let text = args.query.join(" ");
    let request = args.asking.options.request(text, args.window(), args.per_article);
    let request = args.selecting(request);
    let query = QueryName { id: ONLY, line: None, text: &request.text };
    let mut searcher = Searcher::new(engine);
    let format = args.format();
    let mut writer = (format.writer)(look);
    let answer = match searcher.search(&request) {
        Ok(answer) => answer,
        Err(failure) => {
            let mut out = Screen::straight_unless_quiet(session);
            writer.error(&mut out, query, &failure)?;
            out.flush()?;
            return Err(told(failure, &request.text));
        }
    };
    session.done("search");
    messages::notes(&answer.prepared.notes, &answer.prepared.repairs);
    messages::detail(&format!("read as: {}", answer.prepared.ast));
    let mut out = if session.is_quiet() { Screen::Nowhere } else { Screen::paged(session) };
    out.write_all((format.head)(look).as_bytes())?;
    let mut asked = Asked { engine, searcher: &mut searcher, request: &request, query };
    let printed = print(&mut out, format, writer.as_mut(), &mut asked, &answer)?;
    if let Err(failure) = printed {
        writer.error(&mut out, query, &failure)?;
        out.flush()?;
        return Err(told(failure, &request.text));
    }
    out.flush()?;
    if answer.is_truncated() && !format.tells_outcome {
        let (shown, total) = (answer.hits.len() as u64, grouped(answer.total));
        let shown = counted(shown, "article is", "articles are");
        messages::tell(&format!("note: {shown} shown, of {total}; `--limit 0` shows all"));
    }
    session.done("print");
    Ok(if answer.total > 0 { Ending::Done } else { Ending::NoHit })
}

fn run_batch(
    args: &SearchArgs,
    file: &Path,
    engine: LocalEngine,
    look: Look,
    session: &Session,
) -> Result<Ending, CommandError> {
    let request = args.asking.options.batch_request(args.window(), args.per_article);
    let base = args.selecting(request);
    let format = args.format();
    let head = (format.head)(&look);
    let work = move |jobs: Jobs| {
        BatchSearch { engine: &engine, base: &base, format, look: &look }.work(jobs);
    };
    let mut out = Screen::straight_unless_quiet(session);
    batch::run(file, &args.batch, &head, &mut out, Arc::new(work))
}

/// Ingests the archive; trouble with that ends the run only if nothing can be searched.
fn brought_up_to_date(archive: &Path, args: &SearchArgs) -> Result<PathBuf, CommandError> {
    let target = args.asking.searched.place.target()?;
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
            messages::tell("note: another ingest is at work; searching what it committed last");
            Ok(index)
        }
        _ if LocalEngine::open(std::slice::from_ref(&index)).is_ok() => {
            messages::tell(&format!("note: the index is not up to date: {error}"));
            Ok(index)
        }
        _ => Err(error.into()),
    }
}
