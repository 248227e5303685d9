//! `morgue config`

use std::io::Write as _;

use clap::{Args, ValueEnum};

use super::screen::Screen;
use super::session::Session;
use super::{CommandError, Ending};
use crate::output::config_record::ConfigRecord;
use crate::output::sanitize::terminal;
use crate::output::{config_text, json_line};

/// Arguments of `morgue config`.
#[derive(Debug, Args)]
#[command(after_help = "\
Options are stronger than variables, variables than the user's file, the file than the
program. Without a key, all settings are shown.

Examples:
  morgue config                           every setting and where it comes from
  morgue config limit                     the value of one, alone
  morgue config --format json             a record for scripts
  MORGUE_LIMIT=50 morgue config           with a variable")]
pub(super) struct ConfigArgs {
    /// The setting whose value to print.
    #[arg(value_name = "KEY", value_parser = keys())]
    key: Option<String>,
    /// What to print.
    #[arg(long, value_enum, default_value_t = ConfigFormat::Text, conflicts_with = "key")]
    format: ConfigFormat,
}

/// What is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ConfigFormat {
    /// For people.
    Text,
    /// One `morgue.config/1` record.
    Json,
}

fn keys() -> clap::builder::PossibleValuesParser {
    clap::builder::PossibleValuesParser::new(crate::config::SETTINGS.iter().map(|one| one.key))
}

pub(super) fn run(args: &ConfigArgs, session: &Session) -> Result<Ending, CommandError> {
    let config = &session.config;
    let mut out = Screen::paged(session);
    match (&args.key, args.format) {
        (Some(key), _) => {
            let chosen = config.chosen.iter().find(|chosen| chosen.setting.key == key);
            for value in chosen.iter().flat_map(|chosen| &chosen.values) {
                writeln!(out, "{}", terminal(value))?;
            }
        }
        (None, ConfigFormat::Text) => out.write_all(config_text::config(config).as_bytes())?,
        (None, ConfigFormat::Json) => json_line(&mut out, &ConfigRecord::new(config))?,
    }
    out.flush()?;
    Ok(Ending::Done)
}
