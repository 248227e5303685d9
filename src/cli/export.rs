//! `morgue export`

use std::io::{BufWriter, Write as _};

use clap::{Args, ValueEnum};

use super::listing::{ending, left_out};
use super::query_options::{Asking, told};
use super::{CommandError, Ending, messages};
use crate::engine::{Engine as _, MatchOrder, Window};
use crate::output::article_record::ArticleRecord;
use crate::output::json_line;
use crate::output::ninjs_record::NinjsRecord;
use crate::search::Searcher;

/// Arguments of `morgue export`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue export '*'                           the whole archive, an article a line
  morgue export 'Crimea date:2014'            the articles that match, copies too
  morgue export 'file:wire/*' --all-status    withdrawn ones too
  morgue export Crimea --format ninjs         for the systems of a newsroom")]
pub(super) struct ExportArgs {
    /// The query; several words are joined by blanks. `*` stands for all articles.
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    asking: Asking,
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
    /// One item of ninjs 3.0 a line, as agencies and desks exchange news.
    Ninjs,
}

/// Prints the articles in the order of their ids, each as it is read.
pub(super) fn run(args: &ExportArgs) -> Result<Ending, CommandError> {
    let engine = args.asking.searched.open()?;
    let request = args.asking.request(&args.query);
    let prepared = Searcher::new(&engine).prepare(&request);
    let prepared = prepared.map_err(|failure| told(failure, &request.text))?;
    messages::notes(&prepared.notes, &prepared.repairs);
    let mut matches = engine.matches(&prepared.plan, MatchOrder::Id)?;
    let mut out = BufWriter::with_capacity(1 << 16, std::io::stdout().lock());
    let mut printed = false;
    for found in matches.by_ref().take(Window::limit_of(args.limit)) {
        let stored = engine.fetch(found.handle)?;
        match args.format {
            ExportFormat::Jsonl => json_line(&mut out, &ArticleRecord::new(&stored.article))?,
            ExportFormat::Ninjs => json_line(&mut out, &NinjsRecord::new(&stored.article))?,
        }
        printed = true;
    }
    out.flush()?;
    if matches.next().is_some() {
        left_out("articles");
    }
    Ok(ending(printed))
}
