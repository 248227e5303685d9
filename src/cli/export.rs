//! `morgue export`

use std::io::{BufWriter, Write as _};

use clap::{Args, ValueEnum};

use super::listing::{ending, left_out, request};
use super::place::IndexPlace;
use super::query_options::{QueryOptions, Selection, told};
use super::{CommandError, Ending, messages};
use crate::engine::{Engine as _, LocalEngine, MatchOrder, Window};
use crate::output::article_record::ArticleRecord;
use crate::output::json_line;
use crate::search::Searcher;

/// Arguments of `morgue export`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue export '*'                           the whole archive, an article a line
  morgue export 'Crimea date:2014'            the articles that match, copies too
  morgue export 'file:wire/*' --all-status    withdrawn ones too")]
pub(super) struct ExportArgs {
    /// The query; several words are joined by blanks. `*` stands for all articles.
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    place: IndexPlace,
    #[command(flatten)]
    options: QueryOptions,
    #[command(flatten)]
    selection: Selection,
    /// How many articles; 0 for all.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 0)]
    limit: usize,
    /// What to print.
    #[arg(long, value_enum, default_value_t = ExportFormat::Jsonl)]
    format: ExportFormat,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExportFormat {
    /// One `morgue.article/1` record a line.
    Jsonl,
}

/// Prints the articles in the order of their ids, each as it is read.
pub(super) fn run(args: &ExportArgs) -> Result<Ending, CommandError> {
    let ExportFormat::Jsonl = args.format;
    let engine = LocalEngine::open(&args.place.folders()?)?;
    let request = request(&args.query, &args.options, args.selection);
    let prepared = Searcher::new(&engine).prepare(&request);
    let prepared = prepared.map_err(|failure| told(failure, &request.text))?;
    messages::notes(&prepared.notes, &prepared.repairs);
    let mut matches = engine.matches(&prepared.plan, MatchOrder::Id)?;
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut printed = false;
    for found in matches.by_ref().take(Window::limit_of(args.limit)) {
        let stored = engine.fetch(found.handle)?;
        json_line(&mut out, &ArticleRecord::new(&stored.article))?;
        printed = true;
    }
    out.flush()?;
    if matches.next().is_some() {
        left_out("articles");
    }
    Ok(ending(printed))
}
