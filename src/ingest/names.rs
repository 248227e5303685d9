//! Names of formats, encodings and fields as people write them in `morgue.toml`.

use std::collections::BTreeMap;
use std::fmt;

use encoding_rs::Encoding;
use serde::de::{Deserialize, Deserializer, Error};
use serde::ser::{Serialize, Serializer};

use crate::query::edits;
use crate::read::{FORMATS, FieldNames, Format, charset, format};

/// A format by its name.
#[derive(Clone, Copy)]
pub(super) struct FormatName(pub(super) &'static Format);

/// An encoding by one of its labels.
#[derive(Clone, Copy)]
pub(super) struct EncodingName(pub(super) &'static Encoding);

/// Fields with the names that stand for them: one, or several in a list.
#[derive(Debug, Clone)]
pub(super) struct FieldTable {
    pub(super) names: FieldNames,
    written: BTreeMap<String, OneOrMany>,
}

#[derive(Debug, Clone, serde::Deserialize, serde::Serialize)]
#[serde(untagged)]
enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

impl<'de> Deserialize<'de> for FieldTable {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let written = BTreeMap::<String, OneOrMany>::deserialize(source)?;
        let mut names = FieldNames::default();
        for (field, stands) in &written {
            let stands = match stands {
                OneOrMany::One(name) => std::slice::from_ref(name),
                OneOrMany::Many(names) => names,
            };
            names.add(field, stands).map_err(|all| {
                Error::custom(format!(
                    "unknown field `{field}`{}; there are {}",
                    hint(field, all.iter().copied()),
                    all.join(", ")
                ))
            })?;
        }
        Ok(Self { names, written })
    }
}

impl Serialize for FieldTable {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        self.written.serialize(sink)
    }
}

impl<'de> Deserialize<'de> for FormatName {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let name = String::deserialize(source)?;
        let names = || FORMATS.iter().map(|format| format.name);
        let unknown = || {
            let all = names().collect::<Vec<_>>().join(", ");
            Error::custom(format!(
                "unknown format `{name}`{} There are {all}",
                hint(&name, names())
            ))
        };
        format(&name).map(Self).ok_or_else(unknown)
    }
}

impl<'de> Deserialize<'de> for EncodingName {
    fn deserialize<D: Deserializer<'de>>(source: D) -> Result<Self, D::Error> {
        let name = String::deserialize(source)?;
        let names = charset::COMMON.iter().copied();
        let unknown = || Error::custom(format!("unknown encoding `{name}`{}", hint(&name, names)));
        charset::labelled(&name).map(Self).ok_or_else(unknown)
    }
}

/// The name that is spelled most like it.
fn hint<'a>(name: &str, names: impl Iterator<Item = &'a str>) -> String {
    let name = name.to_lowercase();
    let near = names.map(|known| (edits(&name, &known.to_lowercase()), known));
    let near = near.filter(|(edits, known)| *edits <= 2 && *edits < known.len()).min();
    near.map_or_else(|| ".".to_owned(), |(_, known)| format!("; did you mean `{known}`?"))
}

impl fmt::Debug for FormatName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name)
    }
}

impl fmt::Debug for EncodingName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.name())
    }
}

impl Serialize for FormatName {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        sink.serialize_str(self.0.name)
    }
}

impl Serialize for EncodingName {
    fn serialize<S: Serializer>(&self, sink: S) -> Result<S::Ok, S::Error> {
        sink.serialize_str(self.0.name())
    }
}
