//! The settings for people: key, value, and where it comes from.

use std::fmt::Write as _;

use super::sanitize::terminal;
use crate::config::{Chosen, Config, Origin};

/// A line for the file, then one for each setting.
#[must_use]
pub fn config(config: &Config) -> String {
    let mut out = String::new();
    // Writing to a string cannot fail.
    let _ = match &config.file {
        Some(file) => {
            let note = if config.is_there { "" } else { ", which is not there" };
            writeln!(out, "file: {}{note}\n", terminal(&file.to_string_lossy()))
        }
        None => writeln!(out, "file: none, since there is no home\n"),
    };
    let values: Vec<String> = config.chosen.iter().map(value).collect();
    let wide = values.iter().map(|value| value.chars().count()).max().unwrap_or_default();
    for (chosen, value) in config.chosen.iter().zip(values) {
        let origin = match chosen.origin {
            Origin::Default => "default",
            Origin::File => "file",
            Origin::Variable => chosen.setting.variable,
        };
        writeln!(out, "{:<12} {value:<wide$}  {origin}", chosen.setting.key).unwrap_or_default();
    }
    out
}

/// What it is set to; `-` for nothing.
fn value(chosen: &Chosen) -> String {
    let values = if chosen.values.is_empty() { "-".to_owned() } else { chosen.values.join(", ") };
    terminal(&values).replace('\n', " ")
}
