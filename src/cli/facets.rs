//! `morgue facets`

use std::io::Write as _;

use clap::Args;

use super::listing::{ending, left_out, printed, read_as, refused, request};
use super::place::IndexPlace;
use super::query_options::{QueryOptions, Selection};
use super::{CommandError, Ending};
use crate::engine::{Facet, LocalEngine, Window};
use crate::output::facet_list::{self, FacetRow};
use crate::output::list::ListFormat;
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
    place: IndexPlace,
    #[command(flatten)]
    options: QueryOptions,
    #[command(flatten)]
    selection: Selection,
    /// How many values to show; 0 for all.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 0)]
    limit: usize,
    /// What to print.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ListFormat::Text)]
    format: ListFormat,
}

pub(super) fn run(args: &FacetsArgs) -> Result<Ending, CommandError> {
    let engine = LocalEngine::open(&args.place.folders()?)?;
    let request = request(&args.query, &args.options, args.selection);
    let limit = Window::limit_of(args.limit);
    let mut list = printed(args.format);
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
