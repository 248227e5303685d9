//! `morgue explain`

use std::io::Write;

use clap::{Args, ValueEnum};

use super::query_options::{Asking, Newness, told};
use super::screen::Screen;
use super::session::Session;
use super::{CommandError, Ending, article_id, messages};
use crate::output::explain_record::ExplainRecord;
use crate::output::sanitize::terminal;
use crate::output::{explain_text, json_line};
use crate::search::Searcher;

/// Arguments of `morgue explain`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue explain 'Crimea AND Putin OR Shoigu'     how it is read
  morgue explain 'sanction* w/5 gas'              what each word stands for
  morgue explain sanctions --id gazette/a.txt     what the score of an article is made of
  morgue explain sanctions --format json          a record for scripts")]
pub(super) struct ExplainArgs {
    /// The query; several words are joined by blanks.
    #[arg(required = true, value_name = "QUERY")]
    query: Vec<String>,
    /// Say why the article with this id matches or does not, and what its score is made of.
    #[arg(long, value_name = "ID")]
    id: Option<String>,
    #[command(flatten)]
    asking: Asking,
    #[command(flatten)]
    newness: Newness,
    /// What to print.
    #[arg(long, value_enum, default_value_t = ExplainFormat::Text)]
    format: ExplainFormat,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExplainFormat {
    /// For people.
    Text,
    /// One `morgue.explain/1` record.
    Json,
}

pub(super) fn run(args: &ExplainArgs, session: &Session) -> Result<Ending, CommandError> {
    let engine = args.asking.searched.open()?;
    let request = args.newness.preferred(args.asking.request(&args.query));
    let id = args.id.as_deref().map(|id| article_id::find(&engine, id)).transpose()?;
    let id = id.as_ref().map(|(id, _)| id.as_str());
    let explained = Searcher::new(&engine).explain(&request, id);
    let explanation = explained.map_err(|failure| told(failure, &request.text))?;
    messages::notes(&explanation.prepared.notes, &explanation.prepared.repairs);
    let mut out = Screen::paged(session);
    match args.format {
        ExplainFormat::Text => {
            out.write_all(terminal(&explain_text::explanation(&explanation)).as_bytes())?;
        }
        ExplainFormat::Json => {
            json_line(&mut out, &ExplainRecord::new(&request.text, &explanation))?;
        }
    }
    out.flush()?;
    let missed = explanation.article.is_some_and(|story| story.score.is_none());
    Ok(if missed { Ending::NoHit } else { Ending::Done })
}
