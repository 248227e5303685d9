//! `morgue man`

use std::io::Write as _;

use clap::{Args, Command};
use clap_mangen::Man;

use super::{CommandError, Ending, command};
use crate::error::{Error, ErrorKind};

/// Arguments of `morgue man`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  morgue man | man -l -                        read the page of the program
  morgue man search | man -l -                 read the page of a command
  morgue man search > ~/.local/share/man/man1/morgue-search.1")]
pub(super) struct ManArgs {
    /// The command; the program as a whole by default.
    #[arg(value_name = "COMMAND")]
    command: Option<String>,
}

pub(super) fn run(args: &ManArgs) -> Result<Ending, CommandError> {
    let mut program = command();
    program.build();
    let page = match &args.command {
        None => program,
        Some(name) => page(&program, name)?,
    };
    let mut out = Vec::new();
    let version = concat!("morgue ", env!("CARGO_PKG_VERSION"));
    Man::new(page).source(version).render(&mut out)?;
    let out = String::from_utf8_lossy(&out);
    std::io::stdout().write_all(with_examples(&out).as_bytes())?;
    Ok(Ending::Done)
}

/// A command by its name or alias.
pub(super) fn page(program: &Command, name: &str) -> Result<Command, Error> {
    let mut commands = program.get_subcommands();
    let named = |command: &&Command| {
        command.get_name() == name || command.get_all_aliases().any(|alias| alias == name)
    };
    if let Some(found) = commands.find(named) {
        return Ok(found.clone().version(env!("CARGO_PKG_VERSION")));
    }
    let doing = format!("there is no command `{name}`");
    let hint = "`morgue --help` lists the commands; guides are `syntax`, `librarian`, \
                `researcher` and `engineer`";
    Err(Error::new(ErrorKind::Usage, doing).hint(hint))
}

/// A page with sections of their own for what stands behind the options:
/// examples, and perhaps notes in front of them.
fn with_examples(page: &str) -> String {
    let page = page.replace("\n.SH EXTRA\n", "\n.SH NOTES\n");
    let page = page.replace("\nExamples:\n", "\n.SH EXAMPLES\n");
    page.replace("\n.SH NOTES\n.SH EXAMPLES\n", "\n.SH EXAMPLES\n")
}
