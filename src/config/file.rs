//! The user's file: TOML, a key a setting.

use std::io::ErrorKind as IoKind;
use std::path::Path;

use toml::{Table, Value};

use super::{Kind, SETTINGS, Setting};
use crate::error::{Error, ErrorKind, Result};
use crate::query::edits;

/// Settings with the values that a file gives them.
type Written = Vec<(&'static Setting, Vec<String>)>;

/// The settings of a file with their values; `None` if it is not there.
pub(super) fn read(path: &Path, home: Option<&Path>) -> Result<Option<Written>> {
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(cause) if matches!(cause.kind(), IoKind::NotFound | IoKind::NotADirectory) => {
            return Ok(None);
        }
        Err(cause) => {
            return Err(Error::new(ErrorKind::Config, "cannot read the settings in")
                .at(path)
                .because(cause)
                .hint("make the file readable, or move it away"));
        }
    };
    let table: Table = text.parse().map_err(|cause: toml::de::Error| {
        Error::new(ErrorKind::Config, "the settings are not TOML in")
            .at(path)
            .because(cause.to_string().trim_end().to_owned())
            .hint("write a line such as `limit = 20` for each setting")
    })?;
    let folder = path.parent().unwrap_or(path);
    let read = |(key, value): (&String, &Value)| {
        let setting = named(key, path)?;
        let values = values(setting, value).map_err(|fault| {
            Error::new(ErrorKind::Config, format!("the setting `{key}`: {fault}, in"))
                .at(path)
                .hint(setting.about)
        })?;
        let values = values.into_iter();
        Ok((setting, values.map(|value| placed(setting, value, folder, home)).collect()))
    };
    table.iter().map(read).collect::<Result<Vec<_>>>().map(Some)
}

fn named(key: &str, path: &Path) -> Result<&'static Setting> {
    if let Some(setting) = SETTINGS.iter().find(|setting| setting.key == key) {
        return Ok(setting);
    }
    let scored = SETTINGS.iter().map(|setting| (edits(key, setting.key), setting.key));
    let nearest = scored.filter(|(edits, known)| *edits <= 2 && *edits < known.len()).min();
    let hint = match (key, nearest) {
        ("exclude" | "rule", _) => {
            format!("`{key}` belongs in the `morgue.toml` of an archive")
        }
        (_, Some((_, nearest))) => format!("did you mean `{nearest}`?"),
        (_, None) => "`morgue config` lists the settings".to_owned(),
    };
    let doing = format!("unknown setting `{key}` in");
    Err(Error::new(ErrorKind::Config, doing).at(path).hint(hint))
}

fn values(setting: &Setting, value: &Value) -> Result<Vec<String>, String> {
    let values = match (setting.kind, value) {
        (Kind::Folders, Value::Array(values)) => values.iter().map(text).collect(),
        _ => Some(vec![text(value).ok_or("neither a text nor a number")?]),
    };
    let values: Vec<String> = values.ok_or("not a list of folders")?;
    values.iter().try_for_each(|value| setting.kind.check(value))?;
    Ok(values)
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) => Some(number.to_string()),
        _ => None,
    }
}

/// Folders are below the home if they begin with `~/`, else below the folder of the file.
fn placed(setting: &Setting, value: String, folder: &Path, home: Option<&Path>) -> String {
    if setting.kind != Kind::Folders {
        return value;
    }
    let placed = match (value.strip_prefix("~/"), home) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => folder.join(&value),
    };
    placed.to_string_lossy().into_owned()
}
