//! What an archive's own `morgue.toml` says: which files to leave out, and
//! what is known of the others that they do not say themselves.
//!
//! The file is other people's input: it knows these keys and no others.

use std::ffi::OsStr;
use std::path::Path;
use std::sync::Arc;

use globset::{Glob, GlobMatcher, GlobSet, GlobSetBuilder};
use serde::{Deserialize, Serialize};
use xxhash_rust::xxh3::xxh3_64;

use super::names::{EncodingName, FieldTable, FormatName};
use super::stamps::Stamps;
use crate::error::{Error, ErrorKind, Result};
use crate::read::{FieldNames, Format, Known};
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
    excluded: GlobSet,
    by_glob: Vec<(GlobMatcher, FileRule)>,
    none: FileRule,
}

/// What the rules say about a file.
#[derive(Debug, Clone)]
pub(super) struct FileRule {
    context: Arc<Context>,
    written: Option<Arc<str>>,
    known: Known<'static>,
    fields: Option<Arc<FieldNames>>,
    hash: u64,
    stamps: Arc<Stamps>,
}

impl Default for FileRule {
    fn default() -> Self {
        Self {
            context: Arc::default(),
            written: None,
            known: Known::default(),
            fields: None,
            hash: 0,
            stamps: Arc::new(Stamps::of(0)),
        }
    }
}

impl FileRule {
    /// What is known of the file from outside.
    pub(super) fn context(&self) -> &Context {
        &self.context
    }

    /// The rule as written, on one line; `None` if no rule holds.
    pub(super) fn written(&self) -> Option<&str> {
        self.written.as_deref()
    }

    /// What the rule says of format, encoding and names of fields.
    pub(super) fn known(&self) -> Known<'_> {
        Known { fields: self.fields.as_deref(), ..self.known }
    }

    /// The versions that read files of this rule.
    pub(super) fn stamps(&self) -> &Stamps {
        &self.stamps
    }

    /// Whether what made articles of a file would make the same of it now: a
    /// changed rule makes the files that it concerns be read again.
    pub(super) fn is_current(&self, reader: u64) -> bool {
        self.stamps.has(reader)
    }

    /// The rule with a format that holds whatever it says.
    pub(super) fn with_format(&self, format: &'static Format) -> Self {
        let hash = xxh3_64(format!("{} as {}", self.hash, format.name).as_bytes());
        let known = Known { format: Some(format), ..self.known };
        Self { known, hash, stamps: Arc::new(Stamps::of(hash)), ..self.clone() }
    }
}

impl Rules {
    /// Reads `morgue.toml` in an archive's root, if there is one.
    ///
    /// # Errors
    /// If it is not TOML, has a key that it may not have, or a glob is none.
    pub(super) fn read(root: &Path) -> Result<Self> {
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

    /// The rule for a file, from `morgue.toml` in the nearest folder above it;
    /// what that file excludes has none.
    ///
    /// # Errors
    /// If `morgue.toml` cannot be used.
    pub(super) fn for_file(path: &Path) -> Result<FileRule> {
        let Ok(path) = path.canonicalize() else { return Ok(FileRule::default()) };
        let mut folders = path.ancestors().skip(1);
        let Some(root) = folders.find(|folder| folder.join(RULES_FILE).is_file()) else {
            return Ok(FileRule::default());
        };
        let rules = Self::read(root)?;
        let folder = path.parent().and_then(|parent| parent.strip_prefix(root).ok());
        let rule =
            folder.zip(path.file_name()).and_then(|(folder, name)| rules.admit(folder, name));
        Ok(rule.cloned().unwrap_or_default())
    }

    fn compile(file: RulesFile) -> std::result::Result<Self, globset::Error> {
        let mut globs = GlobSetBuilder::new();
        for glob in &file.exclude {
            globs.add(Glob::new(glob)?);
        }
        let mut by_glob = Vec::with_capacity(file.rule.len());
        for rule in file.rule {
            by_glob.push((Glob::new(&rule.glob)?.compile_matcher(), file_rule(rule)));
        }
        Ok(Self { excluded: globs.build()?, by_glob, none: FileRule::default() })
    }

    /// Reads all files as of this format.
    pub(super) fn read_as(&mut self, format: &'static Format) {
        self.none = self.none.with_format(format);
        for (_, rule) in &mut self.by_glob {
            *rule = rule.with_format(format);
        }
    }

    /// Whether a path, relative to the root, is left out.
    pub(super) fn exclude(&self, path: &Path) -> bool {
        self.excluded.is_match(path)
    }

    /// The first rule for the file of this name in a folder, relative to the
    /// root; `None` if the file is left out.
    pub(super) fn admit(&self, folder: &Path, name: &OsStr) -> Option<&FileRule> {
        if name == RULES_FILE {
            return None;
        }
        if self.excluded.is_empty() && self.by_glob.is_empty() {
            return Some(&self.none);
        }
        let path = folder.join(name);
        if self.exclude(&path) {
            return None;
        }
        let first = self.by_glob.iter().find(|(glob, _)| glob.is_match(&path));
        Some(first.map_or(&self.none, |(_, rule)| rule))
    }
}

fn file_rule(rule: RuleText) -> FileRule {
    let hash = xxh3_64(format!("{rule:?}").as_bytes());
    let written = toml::to_string(&rule).unwrap_or_default();
    let written =
        Some(written.trim_end().replace("\n\n[fields]\n", ", fields: ").replace('\n', ", ").into());
    let known = Known {
        format: rule.format.map(|name| name.0),
        encoding: rule.encoding.map(|name| name.0),
        fields: None,
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
    FileRule {
        context: Arc::new(Context { set, ..Context::default() }),
        written,
        known,
        fields: rule.fields.map(|names| Arc::new(names.names)),
        hash,
        stamps: Arc::new(Stamps::of(hash)),
    }
}
