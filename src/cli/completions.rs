//! `morgue completions`

use std::io::Write as _;

use clap::Args;
use clap_complete::Shell;

use super::{CommandError, Ending, command};

/// Arguments of `morgue completions`.
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  source <(morgue completions bash)                            in this shell only
  morgue completions bash > ~/.local/share/bash-completion/completions/morgue
  morgue completions zsh > ~/.zfunc/_morgue                    a folder of $fpath
  morgue completions fish > ~/.config/fish/completions/morgue.fish
  morgue completions powershell >> $PROFILE")]
pub(super) struct CompletionsArgs {
    /// The shell.
    #[arg(value_enum, value_name = "SHELL")]
    shell: Shell,
}

pub(super) fn run(args: &CompletionsArgs) -> Result<Ending, CommandError> {
    // Generators panic where they cannot write, as into a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command(), "morgue", &mut script);
    std::io::stdout().write_all(&script)?;
    Ok(Ending::Done)
}
