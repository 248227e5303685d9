//! `morgue timeline`

use std::io::Write as _;
use std::num::NonZeroU64;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use super::listing::{column_parser, ending, printed, read_as, refused};
use super::query_options::Asking;
use super::session::Session;
use super::{CommandError, Ending, messages, terminal_width};
use crate::engine::Period;
use crate::error::Error;
use crate::output::list::{ListFormat, Row as _};
use crate::output::plural::counted;
use crate::output::timeline_chart;
use crate::output::timeline_list::{self, PeriodRow};
use crate::search::Searcher;
use crate::search::timeline::{Scale, Timeline};

/// Arguments of `morgue timeline`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue timeline Crimea                            a bar a year
  morgue timeline 'NATO date:2014' --by month       months without articles too
  morgue timeline Crimea --per 1000                 in 1,000 articles of the archive
  morgue timeline Crimea --by month --svg out.svg   a chart as a file
  morgue timeline Crimea --by day --format csv      a table for plots")]
pub(super) struct TimelineArgs {
    /// The query; several words are joined by blanks. `*` stands for all articles.
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// The unit of time.
    #[arg(long, value_enum, value_name = "UNIT", default_value_t = Period::Year)]
    by: Period,
    /// Give rates too: articles that match among so many articles of the archive in that time.
    #[arg(long, value_name = "N")]
    per: Option<NonZeroU64>,
    /// From where to where: the articles that match, or the whole archive.
    #[arg(long, value_enum, default_value_t = Reach::Matches)]
    span: Reach,
    /// Write a chart to FILE too.
    #[arg(long, value_name = "FILE")]
    svg: Option<PathBuf>,
    #[command(flatten)]
    asking: Asking,
    /// What to print.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ListFormat::Text)]
    format: ListFormat,
    /// Columns of the table, parted by commas; all by default.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    #[arg(value_parser = column_parser(PeriodRow::COLUMNS))]
    fields: Vec<String>,
    /// Columns of a line of text; those of the terminal by default, 100 in a pipe.
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
}

/// Which time is covered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Reach {
    /// From the first to the last article that matches.
    Matches,
    /// From the first to the last article of the archive.
    Archive,
}

/// Columns of a line where no terminal says how many.
const WIDTH: usize = 100;

pub(super) fn run(args: &TimelineArgs, session: &Session) -> Result<Ending, CommandError> {
    let engine = args.asking.searched.open()?;
    let request = args.asking.request(&args.query);
    let per = args.per.map(NonZeroU64::get);
    let scale = Scale { by: args.by, whole: args.span == Reach::Archive, per };
    let mut list = printed(session, args.format, &args.fields)?;
    let timeline = match Searcher::new(&engine).timeline(&request, scale) {
        Ok(timeline) => timeline,
        Err(failure) => return Err(refused::<PeriodRow<'_>>(&mut list, failure, &request)),
    };
    let read_as = read_as(&request, &timeline.prepared, &engine);
    if let Some(file) = &args.svg {
        write_chart(file, &timeline, &request.text)?;
    }
    if args.format == ListFormat::Text {
        let width = args.width.or_else(terminal_width).unwrap_or(WIDTH);
        list.out().write_all(timeline_list::text(&timeline, width).as_bytes())?;
    }
    list.begin::<PeriodRow<'_>>()?;
    for period in &timeline.periods {
        list.row(&PeriodRow::from(period))?;
    }
    list.end::<PeriodRow<'_>>(&timeline_list::end(&timeline, read_as))?;
    say_left_out(&timeline);
    Ok(ending(timeline.articles > 0))
}

fn write_chart(file: &Path, timeline: &Timeline, title: &str) -> Result<(), Error> {
    let chart = timeline_chart::chart(timeline, title);
    std::fs::write(file, chart).map_err(|cause| {
        Error::io("cannot write the chart", file, cause)
            .hint("name a file in a folder that can be written")
    })
}

/// Says which articles have no place in the timeline.
fn say_left_out(timeline: &Timeline) {
    let by = timeline.scale.by.name();
    let coarser = format!("with a date that does not tell the {by}");
    for (number, what) in [(timeline.undated, "without a date"), (timeline.coarser, &coarser)] {
        if number > 0 {
            let articles = counted(number, "article", "articles");
            messages::tell(&format!("note: {articles} {what} left out"));
        }
    }
}
