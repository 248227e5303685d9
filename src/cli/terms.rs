//! `morgue terms`

use std::io::{self, Write as _};

use clap::Args;

use super::listing::{Printed, column_parser, ending, left_out, printed, read_as, refused};
use super::place::Searched;
use super::query_options::{NO_WINDOW, QueryOptions};
use super::session::Session;
use super::{CommandError, Ending};
use crate::engine::{TermCount, Window};
use crate::output::list::{ListFormat, Row as _};
use crate::output::term_list::{self, TermRow};
use crate::search::Searcher;
use crate::search::terms::{TermSort, TermWindow};

/// Arguments of `morgue terms`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue terms crim                              words that begin so, with their numbers
  morgue terms '*gate'                           words that end so; `?` stands for one letter
  morgue terms Shoigu~1                          words that are spelled almost so
  morgue terms =ferry                            this word only
  morgue terms place:Mosc                        words of the places in datelines
  morgue terms --sort occurrences --limit 50     the most frequent words of the archive")]
pub(super) struct TermsArgs {
    /// The beginning of a word, a pattern, `word~1` or `re:/…/`; all words by default.
    #[arg(value_name = "WORD")]
    word: Option<String>,
    #[command(flatten)]
    searched: Searched,
    /// How many words to show; 0 for all.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 0)]
    limit: usize,
    /// In which order.
    #[arg(long, value_enum, default_value_t = TermSort::Word)]
    sort: TermSort,
    #[command(flatten)]
    options: QueryOptions,
    /// What to print.
    #[arg(long, value_enum, value_name = "FORMAT", default_value_t = ListFormat::Text)]
    format: ListFormat,
    /// Columns of the table, parted by commas; all by default.
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    #[arg(value_parser = column_parser(TermRow::COLUMNS))]
    fields: Vec<String>,
}

pub(super) fn run(args: &TermsArgs, session: &Session) -> Result<Ending, CommandError> {
    let engine = args.searched.open()?;
    let word = args.word.clone().unwrap_or_default();
    let request = args.options.request(word, NO_WINDOW, 0);
    let window = TermWindow { limit: Window::limit_of(args.limit), sort: args.sort };
    let mut list = printed(session, args.format, &args.fields)?;
    let mut printer = Printer { list: &mut list, format: args.format, outcome: Ok(()), shown: 0 };
    let listed = Searcher::new(&engine).terms(&request, window, &mut |term| printer.print(&term));
    let Printer { outcome, shown, .. } = printer;
    outcome?;
    let end = match listed {
        Ok(end) => end,
        Err(failure) => return Err(refused::<TermRow<'_>>(&mut list, failure, &request)),
    };
    if shown == 0 {
        list.begin::<TermRow<'_>>()?;
    }
    let read_as = read_as(&request, &end.prepared, &engine);
    list.end::<TermRow<'_>>(&term_list::end(&end, read_as))?;
    if end.truncated {
        left_out("words");
    }
    Ok(ending(shown > 0))
}

/// Prints words as they come, until that fails.
struct Printer<'a> {
    list: &'a mut Printed,
    format: ListFormat,
    outcome: io::Result<()>,
    shown: u64,
}

impl Printer<'_> {
    fn print(&mut self, term: &TermCount) -> bool {
        self.outcome = self.write(term);
        self.shown += 1;
        self.outcome.is_ok()
    }

    fn write(&mut self, term: &TermCount) -> io::Result<()> {
        let text = self.format == ListFormat::Text;
        if self.shown == 0 {
            self.list.begin::<TermRow<'_>>()?;
            let head = if text { term_list::HEAD } else { "" };
            self.list.out().write_all(head.as_bytes())?;
        }
        if text {
            return self.list.out().write_all(term_list::text(term).as_bytes());
        }
        self.list.row(&TermRow::from(term))
    }
}
