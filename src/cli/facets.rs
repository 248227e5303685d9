//! `morgue facets`

use std::io::Write as _;

use clap::Args;

use super::listing::{column_parser, ending, left_out, printed, read_as, refused};
use super::query_options::Asking;
use super::session::Session;
use super::{CommandError, Ending};
use crate::engine::{Facet, Window};
use crate::output::facet_list::{self, FacetRow};
use crate::output::list::{ListFormat, Row as _};
use crate::search::Searcher;

/// Arguments of `morgue facets`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue facets Crimea --by source             which publications write about it
  morgue facets 'NATO date:2014' --by place    and from where, in that year
  morgue facets '*' --by byline --limit 20     who writes most in the archive
  morgue facets '*' --by year --format csv     a table; `--by language`, `--by status` …")]
pub(super) struct FacetsArgs {
    /// The query; several words are joined by blanks. `*` stands for all articles.
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// What to count by.
    #[arg(long, value_enum, value_name = "FACET")]
    by: Facet,
    #[command(flatten)]
    asking: Asking,
    /// How many values to show; 0 for all.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 0)]
    limit: usize,
    /// What to print.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ListFormat::Text)]
    format: ListFormat,
    /// Columns of the table, parted by commas; all by default.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    #[arg(value_parser = column_parser(FacetRow::COLUMNS))]
    fields: Vec<String>,
}

pub(super) fn run(args: &FacetsArgs, session: &Session) -> Result<Ending, CommandError> {
    let engine = args.asking.searched.open()?;
    let request = args.asking.request(&args.query);
    let limit = Window::limit_of(args.limit);
    let mut list = printed(session, args.format, &args.fields)?;
    let facets = match Searcher::new(&engine).facets(&request, args.by) {
        Ok(facets) => facets,
        Err(failure) => return Err(refused::<FacetRow<'_>>(&mut list, failure, &request)),
    };
    let read_as = read_as(&request, &facets.prepared, &engine);
    if args.format == ListFormat::Text {
        list.out().write_all(facet_list::text(&facets, limit).as_bytes())?;
    }
    list.begin::<FacetRow<'_>>()?;
    for row in facet_list::rows(&facets, limit) {
        list.row(&row)?;
    }
    list.end::<FacetRow<'_>>(&facet_list::end(&facets, limit, read_as))?;
    if facets.values.len() > limit {
        left_out("values");
    }
    Ok(ending(facets.articles > 0))
}
