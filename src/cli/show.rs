//! `morgue show`

use std::io::Write;

use clap::{Args, ValueEnum};

use super::colour::Looks;
use super::place::Searched;
use super::query_options::{NO_WINDOW, QueryOptions, told};
use super::screen::Screen;
use super::session::Session;
use super::{CommandError, Ending, article_id};
use crate::engine::{LocalEngine, Stored};
use crate::output::article_record::ArticleRecord;
use crate::output::citation::{self, CitationStyle};
use crate::output::{article_text, json_line, split_text};
use crate::passage::reading::MarkedSpan;
use crate::search::Searcher;

/// Arguments of `morgue show`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue show harbour-courier/2014/a.txt                   the whole article
  morgue show harbour-courier/2014/a.txt --query Crimea    with the matches marked
  morgue show harbour-courier/2014/a.txt --cite bibtex     an entry for a reference manager")]
pub(super) struct ShowArgs {
    /// Id of the article, or its place as search results print it.
    #[arg(value_name = "ID")]
    id: String,
    /// Show how the file was divided: its parts with their bytes, its fields
    /// with where they came from.
    #[arg(long, conflicts_with_all = ["query", "format"])]
    split: bool,
    /// Mark the matches of this query.
    #[arg(long, value_name = "QUERY")]
    query: Option<String>,
    #[command(flatten)]
    searched: Searched,
    #[command(flatten)]
    options: QueryOptions,
    /// What to print.
    #[arg(long, value_enum, default_value_t = ShowFormat::Text)]
    format: ShowFormat,
    #[command(flatten)]
    looks: Looks,
    /// Print an entry for a reference manager instead.
    #[arg(long, value_enum, value_name = "STYLE", conflicts_with_all = ["format", "query"])]
    cite: Option<CitationStyle>,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ShowFormat {
    /// For people.
    Text,
    /// One `morgue.article/1` record.
    Json,
}

pub(super) fn run(args: &ShowArgs, session: &Session) -> Result<Ending, CommandError> {
    let engine = args.searched.open()?;
    let (_, stored) = article_id::find(&engine, &args.id)?;
    let mut out = Screen::paged(session);
    if let Some(style) = args.cite {
        out.write_all(citation::entry(&stored.article, style).as_bytes())?;
        out.flush()?;
        return Ok(Ending::Done);
    }
    if args.split {
        out.write_all(split_text::split(&stored.article).as_bytes())?;
        out.flush()?;
        return Ok(Ending::Done);
    }
    let marks = marks(args, &engine, &stored)?;
    match args.format {
        ShowFormat::Text => {
            out.write_all(article_text::article(&stored, &marks, args.looks.style()).as_bytes())?;
        }
        ShowFormat::Json => json_line(&mut out, &ArticleRecord::new(&stored.article))?,
    }
    out.flush()?;
    Ok(Ending::Done)
}

/// What the query marks in the whole article; nothing if it does not match.
fn marks(
    args: &ShowArgs,
    engine: &LocalEngine,
    stored: &Stored,
) -> Result<Vec<MarkedSpan>, CommandError> {
    let Some(query) = &args.query else { return Ok(Vec::new()) };
    let request = args.options.request(query.clone(), NO_WINDOW, 0);
    let mut searcher = Searcher::new(engine);
    let prepared = searcher.prepare(&request).map_err(|failure| told(failure, query))?;
    Ok(searcher.marks(&prepared.plan, stored)?)
}
