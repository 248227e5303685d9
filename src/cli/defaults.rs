//! What the command line is by default: the settings of the user become the
//! defaults of the options, and every page begins with its examples.

use std::fmt::Write as _;

use clap::Command;
use clap::builder::OsStr;

use crate::config::{Chosen, Config, OTHER_VARIABLES, SETTINGS, Setting};

/// The order of a page: what it is, how it is called, examples, then details.
const PAGE: &str = "\
{about-with-newline}
{usage-heading} {usage}{after-help}

{all-args}";

/// The command line with these settings.
pub(super) fn set(program: Command, config: &Config) -> Command {
    let with_options = |command: Command| config.chosen.iter().fold(command, set_option);
    paged(program).mut_subcommands(with_options)
}

/// The command line with its pages in order.
pub(super) fn paged(program: Command) -> Command {
    let program = program.help_template(PAGE).mut_subcommands(|page| page.help_template(PAGE));
    program.mut_subcommand("config", with_settings).mut_subcommands(with_syntax)
}

/// A command that takes queries, whose examples end with where their language
/// is described.
fn with_syntax(command: Command) -> Command {
    if command.get_arguments().all(|option| option.get_id() != "literal") {
        return command;
    }
    let notes = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    command.after_help(format!("{notes}\n\nThe query language: morgue help syntax"))
}

/// A command whose option of this setting has the value by default.
fn set_option(command: Command, chosen: &Chosen) -> Command {
    let setting = chosen.setting;
    let id = setting.key.replace('-', "_");
    let is_concerned =
        setting.commands.is_empty() || setting.commands.contains(&command.get_name());
    if !is_concerned || command.get_arguments().all(|option| option.get_id() != id.as_str()) {
        return command;
    }
    command.mut_arg(id, |option| {
        // To clap an empty variable is a value; to everybody else it is none.
        let is_empty = std::env::var_os(setting.variable).is_some_and(|value| value.is_empty());
        let option = if is_empty { option } else { option.env(setting.variable) };
        let values = chosen.values.iter().map(|value| OsStr::from(value.clone()));
        if chosen.values.is_empty() { option } else { option.default_values(values) }
    })
}

/// A command whose notes end with all settings.
fn with_settings(command: Command) -> Command {
    let notes = command.get_after_help().map(ToString::to_string).unwrap_or_default();
    command.after_help(format!("{notes}\n\n{}", described()))
}

/// All settings and variables, for people.
fn described() -> String {
    let mut text = String::from("Settings:\n");
    for setting in &SETTINGS {
        let default = match setting.default {
            "" => String::new(),
            default => format!(" [{default}]"),
        };
        let Setting { key, variable, about, .. } = setting;
        // Writing to a string cannot fail.
        writeln!(text, "  {key:<12} {variable:<19} {about}{default}").unwrap_or_default();
    }
    text += "\nOther variables:\n";
    for (name, about) in OTHER_VARIABLES {
        writeln!(text, "  {name:<16} {about}").unwrap_or_default();
    }
    text.trim_end().to_owned()
}
