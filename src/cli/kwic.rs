//! `morgue kwic`

use std::io::Write as _;

use clap::Args;

use super::colour::When;
use super::listing::{column_parser, ending, left_out, printed, read_as, refused};
use super::query_options::Asking;
use super::session::Session;
use super::{CommandError, Ending, messages, terminal_width};
use crate::engine::Window;
use crate::output::kwic_list::{self, KwicEnd, KwicRow};
use crate::output::list::{ListFormat, Row as _};
use crate::output::plural::counted;
use crate::search::kwic::{Concordance, KwicOptions, KwicSort};
use crate::search::{Failure, Searcher};

/// Arguments of `morgue kwic`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue kwic Crimea                          every mark on a line, oldest first
  morgue kwic '\"position of strength\"'        of a phrase
  morgue kwic sanction --sort right           what comes behind the word, side by side
  morgue kwic 'Crimea date:2014' --width 60   with more text beside it
  morgue kwic Crimea --format jsonl           records with offsets")]
pub(super) struct KwicArgs {
    /// The query; several words are joined by blanks.
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    #[command(flatten)]
    asking: Asking,
    /// Columns of text on each side of a mark; 40 by default, or what a terminal has room for.
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
    /// In which order.
    #[arg(long, value_enum, default_value_t = KwicSort::Date)]
    sort: KwicSort,
    /// How many lines to show; 0 for all.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 0)]
    limit: usize,
    /// What to print.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ListFormat::Text)]
    format: ListFormat,
    /// Columns of the table, parted by commas; all by default.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    #[arg(value_parser = column_parser(KwicRow::COLUMNS))]
    fields: Vec<String>,
    /// Whether to use colour.
    #[arg(long, value_enum, default_value_t = When::Auto)]
    color: When,
}

/// Columns of text on each side where no terminal says how many there are.
const WIDTH: usize = 40;
/// Fewer are of no use, on whatever terminal.
const NARROWEST: usize = 16;
/// Columns for a mark and for where it stands.
const BESIDE: usize = 40;

pub(super) fn run(args: &KwicArgs, session: &Session) -> Result<Ending, CommandError> {
    let engine = args.asking.searched.open()?;
    let request = args.asking.request(&args.query);
    let width = args.width.unwrap_or_else(width);
    let mut list = printed(session, args.format, &args.fields)?;
    let mut searcher = Searcher::new(&engine);
    let mut lines = match searcher.kwic(&request, KwicOptions { sort: args.sort, width }) {
        Ok(lines) => lines,
        Err(failure) => return Err(refused::<KwicRow<'_>>(&mut list, failure, &request)),
    };
    list.begin::<KwicRow<'_>>()?;
    let colour = args.color.is_coloured();
    let limit = Window::limit_of(args.limit);
    let mut lines_shown = 0;
    for line in lines.by_ref().take(limit) {
        let line = match line {
            Ok(line) => line,
            Err(error) => {
                let failure = Failure::Run(error);
                return Err(refused::<KwicRow<'_>>(&mut list, failure, &request));
            }
        };
        lines_shown += 1;
        if args.format == ListFormat::Text {
            list.out().write_all(kwic_list::text(&line, width, colour).as_bytes())?;
        }
        list.row(&KwicRow::from(&line))?;
    }
    let truncated = lines_shown == limit as u64 && lines.next().is_some();
    let Concordance { prepared, articles, .. } = &lines;
    let read_as = read_as(&request, prepared, &engine);
    let end = KwicEnd { articles_total: *articles, lines_shown, truncated, read_as };
    list.end::<KwicRow<'_>>(&end)?;
    if truncated {
        left_out("lines");
    }
    if lines_shown == 0 && *articles > 0 {
        let articles = counted(*articles, "article", "articles");
        messages::tell(&format!("note: {articles} found, but the query marks no word in them"));
    }
    Ok(ending(lines_shown > 0))
}

/// Columns on each side that fit the terminal.
fn width() -> usize {
    let room = |columns: usize| columns.saturating_sub(kwic_list::MARGIN + BESIDE) / 2;
    terminal_width().map_or(WIDTH, |columns| room(columns).max(NARROWEST))
}
