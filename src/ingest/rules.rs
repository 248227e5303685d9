//! What an archive's own `morgue.toml` says: which files to leave out, and
//! what is known of the others that they do not say themselves.
//!
//! The file is other people's input: it knows these keys and no others.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{Glob, GlobSetBuilder};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::file_rule::{FileRule, Globs};
use super::names::{EncodingName, FieldTable, FormatName};
use super::sidecar::{TABLE, Table};
use crate::error::{Error, ErrorKind, Result};
use crate::read::{Format, Known};
use crate::split::{Context, DateOrder, Overrides};

/// The name of the file, wherever in the archive it is.
pub(super) const RULES_FILE: &str = "morgue.toml";

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    #[serde(default)]
    exclude: Vec<String>,
    #[serde(default)]
    rule: Vec<RuleText>,
}

/// A rule as written.
#[derive(Debug, Clone, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct RuleText {
    glob: String,
    source: Option<String>,
    language: Option<String>,
    date_order: Option<OrderText>,
    timezone: Option<String>,
    century: Option<i16>,
    section: Option<String>,
    page: Option<String>,
    edition: Option<String>,
    agency: Option<String>,
    format: Option<FormatName>,
    encoding: Option<EncodingName>,
    fields: Option<FieldTable>,
}

#[derive(Debug, Clone, Copy, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
enum OrderText {
    Mdy,
    Dmy,
}

/// The rules of one archive.
#[derive(Debug, Clone, Default)]
pub(super) struct Rules {
    globs: Arc<Globs>,
    none: Arc<FileRule>,
    /// What is told of files one by one.
    table: Option<Table>,
}

impl Rules {
    /// Reads `morgue.toml` and the table of metadata in an archive's root, if
    /// they are there.
    ///
    /// # Errors
    /// If one cannot be read, if the rules are not TOML, has a key that it may not have, or a glob is none.
    pub(super) fn read(root: &Path) -> Result<Self> {
        Ok(Self { table: Table::read(root)?, ..Self::written(root)? })
    }

    fn written(root: &Path) -> Result<Self> {
        let path = root.join(RULES_FILE);
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(cause) if cause.kind() == std::io::ErrorKind::NotFound => {
                return Ok(Self::default());
            }
            Err(cause) => return Err(Error::io("cannot read", &path, cause)),
        };
        let invalid = |cause: String| {
            Error::new(ErrorKind::Config, "cannot use")
                .at(&path)
                .because(cause)
                .hint("correct that line")
        };
        let file: RulesFile = toml::from_str(&text).map_err(|cause| invalid(cause.to_string()))?;
        Self::compile(file).map_err(|cause| invalid(cause.to_string()))
    }

    /// The rules that hold around a file, from the nearest folder above it
    /// that has any, and the path of the file's folder below that.
    ///
    /// # Errors
    /// If `morgue.toml` cannot be used.
    pub(super) fn around(path: &Path) -> Result<(Self, PathBuf)> {
        let has = |name: &'static str| move |folder: &&Path| folder.join(name).is_file();
        let folders = || path.ancestors().skip(1);
        let root = folders().find(has(RULES_FILE)).or_else(|| folders().find(has(TABLE)));
        let Some(root) = root else {
            return Ok((Self::default(), PathBuf::new()));
        };
        let folder = path.parent().and_then(|parent| parent.strip_prefix(root).ok());
        Ok((Self::read(root)?, folder.unwrap_or(Path::new("")).to_owned()))
    }

    /// The first rule for a file; what is left out has none.
    pub(super) fn of_any(&self, folder: &Path, name: &OsStr) -> Arc<FileRule> {
        self.admit(folder, name).unwrap_or_else(|| Arc::clone(&self.none))
    }

    fn compile(file: RulesFile) -> std::result::Result<Self, globset::Error> {
        let digest = xxh3_64(format!("{file:?}").as_bytes());
        let mut excluded = GlobSetBuilder::new();
        for glob in &file.exclude {
            excluded.add(Glob::new(glob)?);
        }
        let mut rules = Vec::with_capacity(file.rule.len());
        for rule in file.rule {
            rules.push((Glob::new(&rule.glob)?.compile_matcher(), Arc::new(file_rule(rule))));
        }
        let globs = Globs { excluded: excluded.build()?, rules, digest };
        Ok(Self { globs: Arc::new(globs), ..Self::default() })
    }

    /// Reads all files as of this format.
    pub(super) fn read_as(&mut self, format: &'static Format) {
        self.none = Arc::new(self.none.with_format(format));
        for (_, rule) in &mut Arc::make_mut(&mut self.globs).rules {
            *rule = Arc::new(rule.with_format(format));
        }
    }

    /// Whether a path, relative to the root, is left out.
    pub(super) fn exclude(&self, path: &Path) -> bool {
        self.globs.excluded.is_match(path)
    }

    /// The first rule for the file of this name in a folder, relative to the
    /// root; `None` if the file is left out.
    pub(super) fn admit(&self, folder: &Path, name: &OsStr) -> Option<Arc<FileRule>> {
        if name == RULES_FILE {
            return None;
        }
        if self.globs.is_empty() && self.table.is_none() {
            return Some(Arc::clone(&self.none));
        }
        let path = folder.join(name);
        let is_table = self.table.is_some() && path.as_os_str() == TABLE;
        if is_table || self.exclude(&path) {
            return None;
        }
        let rule = self.globs.rule(&path).unwrap_or(&self.none);
        let row = self.table.as_ref().and_then(|table| table.row(&path));
        let rule = match row {
            Some(row) => Arc::new(rule.with_sidecar(Arc::clone(row))),
            None => Arc::clone(rule),
        };
        if self.globs.is_empty() {
            return Some(rule);
        }
        Some(Arc::new(rule.with_globs(&self.globs, path)))
    }
}

fn file_rule(rule: RuleText) -> FileRule {
    let hash = xxh3_64(format!("{rule:?}").as_bytes());
    let written = toml::to_string(&rule).unwrap_or_default();
    let written = written.trim_end().replace("\n\n[fields]\n", ", fields: ").replace('\n', ", ");
    let known = Known {
        format: rule.format.map(|name| name.0),
        encoding: rule.encoding.map(|name| name.0),
        month_first: rule.date_order.map(|order| matches!(order, OrderText::Mdy)),
        ..Known::default()
    };
    let set = Overrides {
        source: rule.source,
        language: rule.language,
        date_order: rule.date_order.map(|order| match order {
            OrderText::Mdy => DateOrder::MonthFirst,
            OrderText::Dmy => DateOrder::DayFirst,
        }),
        timezone: rule.timezone,
        century: rule.century,
        section: rule.section,
        page: rule.page,
        edition: rule.edition,
        agency: rule.agency,
        ..Overrides::default()
    };
    let context = Context { set, ..Context::default() };
    FileRule::new(&written, hash, context, known, rule.fields.map(|names| names.names))
}
