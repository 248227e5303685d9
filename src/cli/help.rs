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
  morgue help syntax                      the query language on one page
  morgue help librarian                   find what was said, quote it, keep an archive
  morgue help researcher                  count, compare, and get the same numbers again
  morgue help engineer                    records, batches, exit codes, upkeep by scripts

Examples:
  morgue help                             what there is
  morgue help search                      the page of a command")]
pub(super) struct HelpArgs {
    /// A command, or one of the guides `syntax`, `librarian`, `researcher` and `engineer`.
    #[arg(value_name = "NAME")]
    name: Option<String>,
}

/// Other names of the guide to the query language.
const SYNTAX: [&str; 6] =
    ["syntax", "queries", "operators", "fields", "language", "query-language"];

/// What holds the guide to the query language, and the section that it is.
const README: &str = include_str!("../../README.md");
const SECTION: [&str; 2] = ["## Queries\n", "\n### "];

/// The other guides by their names.
const GUIDES: [(&str, &str); 3] = [
    ("librarian", include_str!("../guides/librarian.md")),
    ("researcher", include_str!("../guides/researcher.md")),
    ("engineer", include_str!("../guides/engineer.md")),
];

pub(super) fn run(args: &HelpArgs, session: &Session) -> Result<Ending, CommandError> {
    let guide = GUIDES.iter().find(|(name, _)| args.name.as_deref() == Some(name));
    let is_syntax = args.name.as_deref().is_some_and(|name| SYNTAX.contains(&name));
    let text = match (guide, &args.name) {
        (Some((_, guide)), _) => (*guide).to_owned(),
        (None, Some(_)) if is_syntax => syntax(),
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

/// The guide to the query language, its table in two columns.
fn syntax() -> String {
    let [start, end] = SECTION;
    let section = README.split_once(start).map_or("", |(_, rest)| rest);
    let section = section.split_once(end).map_or(section, |(section, _)| section);
    let lines = section.lines().filter(|line| !line.starts_with("| ---"));
    let lines = lines.map(|line| table_row(line).unwrap_or_else(|| line.to_owned()));
    format!("# Queries\n{}\n", lines.collect::<Vec<_>>().join("\n"))
}

/// A row of a table, its first cell as wide as most are.
fn table_row(line: &str) -> Option<String> {
    let (first, second) = line.strip_prefix("| ")?.strip_suffix(" |")?.split_once(" | ")?;
    let first = first.replace('`', "");
    Some(format!("  {first:<30}  {}", second.replace('`', "")))
}
