//! The record `morgue.config/1`.

use serde::Serialize;

use crate::config::{Chosen, Config, Origin};

/// The settings as printed for machines.
#[derive(Debug, Serialize)]
pub struct ConfigRecord<'a> {
    format: &'static str,
    file: Option<String>,
    is_there: bool,
    settings: Vec<SettingRecord<'a>>,
}

#[derive(Debug, Serialize)]
struct SettingRecord<'a> {
    key: &'static str,
    values: &'a [String],
    origin: &'static str,
    variable: &'static str,
    about: &'static str,
}

impl<'a> ConfigRecord<'a> {
    /// The record of these settings.
    #[must_use]
    pub fn new(config: &'a Config) -> Self {
        Self {
            format: "morgue.config/1",
            file: config.file.as_ref().map(|file| file.to_string_lossy().into_owned()),
            is_there: config.is_there,
            settings: config.chosen.iter().map(setting).collect(),
        }
    }
}

fn setting(chosen: &Chosen) -> SettingRecord<'_> {
    SettingRecord {
        key: chosen.setting.key,
        values: &chosen.values,
        origin: match chosen.origin {
            Origin::Default => "default",
            Origin::File => "file",
            Origin::Variable => "variable",
        },
        variable: chosen.setting.variable,
        about: chosen.setting.about,
    }
}
