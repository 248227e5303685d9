//! The user's settings: what each is for and what it is set to, from the
//! environment, the user's file, or by default.
//!
//! Flags are stronger than all of these; the command line sees to that. What
//! holds for an archive, whoever searches it, is in its `morgue.toml`
//! ([`crate::ingest`]).

mod file;
mod table;

use std::ffi::OsString;
use std::path::{Path, PathBuf};

pub use table::{Kind, OTHER_VARIABLES, SETTINGS, Setting};

use crate::error::{Error, ErrorKind, Result};

/// Where the value of a setting comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The program.
    Default,
    /// The user's file.
    File,
    /// The variable of the setting.
    Variable,
}

/// A setting with its value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// Which setting.
    pub setting: &'static Setting,
    /// What it is set to: one value, several folders, or nothing.
    pub values: Vec<String>,
    /// Who says so.
    pub origin: Origin,
}

/// All settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// The user's file, wherever it would be; `None` if there is no home.
    pub file: Option<PathBuf>,
    /// Whether the file is there.
    pub is_there: bool,
    /// One for each of [`SETTINGS`], in their order.
    pub chosen: Vec<Chosen>,
}

/// Looks variables up.
pub type Environment<'a> = &'a dyn Fn(&str) -> Option<OsString>;

impl Default for Config {
    /// Everything as the program has it.
    fn default() -> Self {
        let chosen = SETTINGS.iter().map(|setting| {
            let default = Some(setting.default).filter(|value| !value.is_empty());
            let values = default.map(str::to_owned).into_iter().collect();
            Chosen { setting, values, origin: Origin::Default }
        });
        Self { file: None, is_there: false, chosen: chosen.collect() }
    }
}

impl Config {
    /// The settings that hold in this environment.
    ///
    /// # Errors
    /// If the user's file cannot be read, or holds what is no setting, or if
    /// a value is not of its kind; the error names the file or the variable.
    pub fn load(environment: Environment<'_>) -> Result<Self> {
        let mut config = Self { file: place(environment), ..Self::default() };
        if let Some(file) = config.file.clone()
            && let Some(values) = file::read(&file, home(environment).as_deref())?
        {
            config.is_there = true;
            for (setting, values) in values {
                config.choose(setting, &values, Origin::File);
            }
        }
        for setting in &SETTINGS {
            let Some(value) = environment(setting.variable).filter(|value| !value.is_empty())
            else {
                continue;
            };
            let value = value.into_string().map_err(|_| wrong(setting, "not UTF-8"))?;
            setting.kind.check(&value).map_err(|fault| wrong(setting, &fault))?;
            config.choose(setting, &[value], Origin::Variable);
        }
        Ok(config)
    }

    fn choose(&mut self, setting: &'static Setting, values: &[String], origin: Origin) {
        for chosen in &mut self.chosen {
            if chosen.setting == setting {
                (chosen.values, chosen.origin) = (values.to_vec(), origin);
            }
        }
    }

    /// The value of a setting of one value, by its key; `None` if it is not set.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&str> {
        let chosen = self.chosen.iter().find(|chosen| chosen.setting.key == key)?;
        chosen.values.first().map(String::as_str)
    }
}

fn wrong(setting: &Setting, fault: &str) -> Error {
    Error::new(ErrorKind::Config, format!("the variable {}: {fault}", setting.variable))
        .hint(format!("{}: {}", setting.key, setting.about))
}

fn home(environment: Environment<'_>) -> Option<PathBuf> {
    environment("HOME").filter(|home| !home.is_empty()).map(PathBuf::from)
}

/// Where the user's file is: below `XDG_CONFIG_HOME`, if that is absolute as
/// its specification wants, else below `~/.config`.
fn place(environment: Environment<'_>) -> Option<PathBuf> {
    let named = environment("XDG_CONFIG_HOME").map(PathBuf::from);
    let folder = named.filter(|folder| folder.is_absolute());
    let folder = folder.or_else(|| Some(home(environment)?.join(".config")))?;
    Some(folder.join(Path::new("morgue/config.toml")))
}
