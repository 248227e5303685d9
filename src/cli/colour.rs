//! How text for people looks: `--color`, `--width` and `--hyperlink`.

use std::io::IsTerminal;

use clap::{Args, ValueEnum};

use super::terminal_width;
use crate::output::terminal::Style;

/// When something is used that only a terminal understands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum When {
    /// On a terminal that can do it.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl When {
    /// Whether standard output is coloured; `NO_COLOR`, `CLICOLOR`,
    /// `CLICOLOR_FORCE` and `TERM` have a say unless the user has.
    pub(super) fn is_coloured(self) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                anstream::AutoStream::choice(&std::io::stdout()) != anstream::ColorChoice::Never
            }
        }
    }

    /// Whether there are links in standard output.
    pub(super) fn is_linked(self) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                let is_able = std::env::var_os("TERM").is_some_and(|terminal| terminal != "dumb");
                is_able && std::io::stdout().is_terminal()
            }
        }
    }
}

/// How text for people looks.
#[derive(Debug, Clone, Args)]
pub(super) struct Looks {
    /// Columns to wrap text at; those of the terminal by default, none in a pipe.
    #[arg(long, value_name = "COLUMNS")]
    width: Option<usize>,
    /// Whether to use colour.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = When::Auto)]
    color: When,
}

impl Looks {
    pub(super) fn style(&self) -> Style {
        let width = self.width.or_else(terminal_width);
        Style { colour: self.color.is_coloured(), width }
    }
}
