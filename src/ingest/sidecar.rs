//! What is told about a file beside it: in `name.txt.meta.json`, or in a row
//! of the archive's `metadata.csv`.
//!
//! Its values hold over what the file says, field by field. What of it cannot
//! be used is a warning on the article, which comes out as without it.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::io::Read;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use serde_json::Value;
use xxhash_rust::xxh3::xxh3_64;

use crate::article::{PartialDate, Warning};
use crate::error::{Error, Result};
use crate::index::Fingerprint;
use crate::read::rows;
use crate::split::Context;

/// The name of the table, in an archive's root.
pub(super) const TABLE: &str = "metadata.csv";
/// What the name of a file's sidecar ends in.
const ENDING: &str = ".meta.json";
/// Sidecars and tables of more bytes are not read.
const LARGEST: u64 = 64 << 20;

/// The names of fields, each with all that stand for it.
const FIELDS: [(&str, &[&str]); 10] = [
    ("headline", &["headline", "title"]),
    ("byline", &["byline", "author", "authors"]),
    ("date", &["date", "published", "publication_date"]),
    ("source", &["source", "publication", "newspaper"]),
    ("agency", &["agency"]),
    ("language", &["language", "lang"]),
    ("section", &["section"]),
    ("page", &["page"]),
    ("edition", &["edition"]),
    ("url", &["url"]),
];
/// The names of the column that names the file.
const PATHS: [&str; 3] = ["path", "file", "filename"];
/// Columns of texts: a table that has one is a collection of articles.
const TEXTS: [&str; 5] = ["text", "body", "content", "article", "fulltext"];

/// What is told about one file.
#[derive(Debug)]
pub(super) struct Sidecar {
    told: Told,
    /// Differs where what is told may differ.
    digest: u64,
    context: OnceLock<Context>,
}

#[derive(Debug)]
enum Told {
    /// In a file of its own.
    File(PathBuf),
    /// In a row, as names and values.
    Row(Vec<(&'static str, String)>),
}

/// The file that a file of this name tells about.
pub(super) fn base(name: &OsStr) -> Option<&OsStr> {
    let bytes = name.as_encoded_bytes();
    let base = bytes.strip_suffix(ENDING.as_bytes()).filter(|base| !base.is_empty())?;
    // Names that are not Unicode have no sidecars.
    std::str::from_utf8(base).ok().map(OsStr::new)
}

/// The name of the sidecar of a file of this name.
pub(super) fn beside(name: &OsStr) -> PathBuf {
    let mut name = name.to_owned();
    name.push(ENDING);
    name.into()
}

impl Sidecar {
    /// A sidecar that is a file, which is read when it is needed.
    pub(super) fn file(path: PathBuf, looks: Fingerprint) -> Arc<Self> {
        let looks = [looks.size, looks.mtime.cast_unsigned(), looks.inode].map(u64::to_le_bytes);
        let (told, digest) = (Told::File(path), xxh3_64(&looks.concat()));
        Arc::new(Self { told, digest, context: OnceLock::new() })
    }

    /// A number that differs where what is told may differ.
    pub(super) fn digest(&self) -> u64 {
        self.digest
    }

    /// What is known of the file from outside, this included.
    pub(super) fn context(&self, rule: &Context) -> &Context {
        self.context.get_or_init(|| {
            let mut context = rule.clone();
            match &self.told {
                Told::File(path) => {
                    let name = path.file_name().unwrap_or_default().to_string_lossy();
                    context.sidecar.origin = Some(format!("sidecar:{name}"));
                    if let Err(message) = read(path).and_then(|text| object(&text, &mut context)) {
                        warn(&mut context, &message);
                    }
                }
                Told::Row(values) => {
                    context.sidecar.origin = Some(format!("sidecar:{TABLE}"));
                    for (field, value) in values {
                        put(&mut context, field, std::slice::from_ref(value));
                    }
                }
            }
            context
        })
    }
}

fn read(path: &Path) -> std::result::Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    let file = std::fs::File::open(path).map_err(|cause| cause.to_string())?;
    file.take(LARGEST).read_to_end(&mut bytes).map_err(|cause| cause.to_string())?;
    Ok(bytes)
}

/// Takes the fields of a JSON object; what has another name is passed over.
fn object(text: &[u8], context: &mut Context) -> std::result::Result<(), String> {
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(text);
    let Value::Object(values) = serde_json::from_slice(text).map_err(|cause| cause.to_string())?
    else {
        return Err("it is no object of names and values".to_owned());
    };
    for (name, value) in values {
        let Some(field) = field(&name) else { continue };
        match texts(value) {
            Some(texts) => put(context, field, &texts),
            None => warn(context, &format!("`{name}` is neither a text nor a list of texts")),
        }
    }
    Ok(())
}

fn texts(value: Value) -> Option<Vec<String>> {
    match value {
        Value::Null => Some(Vec::new()),
        Value::String(text) => Some(vec![text]),
        Value::Number(number) => Some(vec![number.to_string()]),
        Value::Array(values) => {
            let texts = values.into_iter().map(texts).collect::<Option<Vec<_>>>();
            texts.map(|texts| texts.concat())
        }
        Value::Bool(_) | Value::Object(_) => None,
    }
}

/// The field that a name stands for.
fn field(name: &str) -> Option<&'static str> {
    let name = name.trim().to_lowercase();
    let named = |(_, names): &&(&str, &[&str])| names.contains(&name.as_str());
    FIELDS.iter().find(named).map(|(field, _)| *field)
}

fn put(context: &mut Context, field: &str, values: &[String]) {
    let values = values.iter().map(|value| value.split_whitespace().collect::<Vec<_>>().join(" "));
    let values: Vec<String> = values.filter(|value| !value.is_empty()).collect();
    let Some(first) = values.first().cloned() else { return };
    let told = &mut context.sidecar;
    let slot = match field {
        "headline" => &mut told.headline,
        "source" => &mut told.source,
        "agency" => &mut told.agency,
        "language" => &mut told.language,
        "section" => &mut told.section,
        "page" => &mut told.page,
        "edition" => &mut told.edition,
        "url" => &mut told.url,
        "byline" => {
            told.bylines = values;
            return;
        }
        _ => return date(context, &first),
    };
    *slot = Some(first);
}

/// A date such as `2017-02-17` or `1943-07`; a time behind it is passed over.
fn date(context: &mut Context, value: &str) {
    let day = value.split(['T', ' ']).next().unwrap_or_default();
    match iso(day) {
        Some(date) => context.sidecar.date = Some(date),
        None => {
            warn(context, &format!("`{value}` is no date such as 2017-02-17, 2017-02 or 2017"));
        }
    }
}

fn iso(text: &str) -> Option<PartialDate> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?.parse().ok()?;
    let mut number = || parts.next().map(|part| part.parse::<i8>().ok());
    let date = match (number(), number()) {
        (None, _) => Some(PartialDate::year(year)),
        (Some(month), None) => PartialDate::month(year, month?),
        (Some(month), Some(day)) => PartialDate::day(year, month?, day?),
    };
    date.filter(|_| parts.next().is_none())
}

fn warn(context: &mut Context, message: &str) {
    let origin = context.sidecar.origin.as_deref().unwrap_or_default();
    let name = origin.strip_prefix("sidecar:").unwrap_or(origin);
    let message = format!("{name} cannot be used: {message}.");
    context.warnings.push(Warning {
        code: "sidecar_unusable".to_owned(),
        message,
        spans: Vec::new(),
    });
}

/// The rows of an archive's table, by the path that they name.
#[derive(Debug, Clone, Default)]
pub(super) struct Table {
    rows: Arc<HashMap<String, Arc<Sidecar>>>,
}

impl Table {
    /// Reads the table in a folder; `None` if there is none, or if it is a
    /// collection of articles.
    ///
    /// # Errors
    /// If it is there and cannot be read.
    pub(super) fn read(root: &Path) -> Result<Option<Self>> {
        let path = root.join(TABLE);
        let failed = |cause| Error::io("cannot read", &path, cause);
        let bytes = match std::fs::metadata(&path) {
            Ok(metadata) if metadata.is_file() && metadata.len() <= LARGEST => {
                std::fs::read(&path).map_err(failed)?
            }
            _ => return Ok(None),
        };
        Ok(Self::of(&bytes))
    }

    fn of(bytes: &[u8]) -> Option<Self> {
        let text = String::from_utf8_lossy(bytes);
        let text = text.trim_start_matches('\u{FEFF}');
        let first = text.lines().next()?;
        let separator =
            [b'\t', b';', b','].into_iter().find(|byte| first.as_bytes().contains(byte))?;
        let mut lines = rows(text, separator);
        let names: Vec<String> =
            lines.next()?.iter().map(|name| name.trim().to_lowercase()).collect();
        let is_text = |name: &String| TEXTS.contains(&name.as_str());
        let column = names.iter().position(|name| PATHS.contains(&name.as_str()))?;
        let fields: Vec<Option<&'static str>> = names.iter().map(|name| field(name)).collect();
        if names.iter().any(is_text) || fields.iter().all(Option::is_none) {
            return None;
        }
        let told = lines.filter_map(|row| {
            let path = row.get(column)?.trim().trim_start_matches("./").to_owned();
            let values = fields.iter().zip(&row).filter_map(|(field, value)| {
                Some(((*field)?, value.trim().to_owned())).filter(|(_, value)| !value.is_empty())
            });
            let values: Vec<(&'static str, String)> = values.collect();
            let digest = xxh3_64(format!("{values:?}").as_bytes());
            Some((
                path,
                Arc::new(Sidecar { told: Told::Row(values), digest, context: OnceLock::new() }),
            ))
        });
        Some(Self { rows: Arc::new(told.collect()) })
    }

    /// What the table tells of a file, by its path below the root.
    pub(super) fn row(&self, path: &Path) -> Option<&Arc<Sidecar>> {
        self.rows.get(path.to_str()?)
    }
}
