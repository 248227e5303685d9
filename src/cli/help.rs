//! `morgue help`

use std::io::Write as _;

use clap::Args;

use super::man::page;
use super::screen::Screen;
use super::session::Session;
use super::{CommandError, Ending, command};

/// Arguments of `morgue help`.
#[derive(Debug, Args)]
#[command(after_help = "\
Guides:
  morgue help librarian                   find what was said, quote it, keep an archive
  morgue help researcher                  count, compare, and get the same numbers again
  morgue help engineer                    records, batches, exit codes, upkeep by scripts

Examples:
  morgue help                             what there is
  morgue help search                      the page of a command")]
pub(super) struct HelpArgs {
    /// A command, or one of the guides `librarian`, `researcher` and `engineer`.
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

/// The guides by their names.
const GUIDES: [(&str, &str); 3] = [
    ("librarian", include_str!("../guides/librarian.md")),
    ("researcher", include_str!("../guides/researcher.md")),
    ("engineer", include_str!("../guides/engineer.md")),
];

pub(super) fn run(args: &HelpArgs, session: &Session) -> Result<Ending, CommandError> {
    let guide = GUIDES.iter().find(|(name, _)| args.name.as_deref() == Some(name));
    let text = match (guide, &args.name) {
        (Some((_, guide)), _) => (*guide).to_owned(),
        (None, None) => command().render_long_help().to_string(),
        (None, Some(name)) => {
            let mut program = command();
            program.build();
            page(&program, name)?.render_long_help().to_string()
        }
    };
    let mut out = Screen::paged(session);
    writeln!(out, "{}", text.trim_end())?;
    out.flush()?;
    Ok(Ending::Done)
}
