//! What the rules of an archive say about one file, and about the members of
//! one that is a container.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use globset::{GlobMatcher, GlobSet};
use xxhash_rust::xxh3::xxh3_64;

use super::sidecar::Sidecar;
use super::stamps::{Stamps, beside};
use crate::article::{Locator, decode_path};
use crate::read::{Choice, FieldNames, Format, Known, Members};
use crate::split::Context;

/// What the rules say about a file.
#[derive(Debug, Clone)]
pub(super) struct FileRule {
    context: Arc<Context>,
    written: Option<Arc<str>>,
    known: Known<'static>,
    fields: Option<Arc<FieldNames>>,
    hash: u64,
    stamps: Arc<Stamps>,
    /// What is told about this file alone.
    sidecar: Option<Arc<Sidecar>>,
    /// What holds for its members.
    inside: Option<Inside>,
}

/// Rules by glob; the first that matches a path holds for it.
#[derive(Debug, Clone, Default)]
pub(super) struct Globs {
    pub(super) excluded: GlobSet,
    pub(super) rules: Vec<(GlobMatcher, Arc<FileRule>)>,
    /// A number that differs where globs or rules do.
    pub(super) digest: u64,
}

/// The rules for the members of a file.
#[derive(Debug, Clone)]
struct Inside {
    globs: Arc<Globs>,
    /// The path of the file, relative to the root.
    path: PathBuf,
}

impl Globs {
    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.excluded.is_empty() && self.rules.is_empty()
    }

    /// The first rule for a path, relative to the root.
    pub(super) fn rule(&self, path: &Path) -> Option<&Arc<FileRule>> {
        self.rules.iter().find(|(glob, _)| glob.is_match(path)).map(|(_, rule)| rule)
    }
}

impl Inside {
    /// The path of a member: that of the file, `!`, and its own.
    fn path(&self, member: &str) -> PathBuf {
        let mut path = self.path.as_os_str().to_owned();
        path.push("!");
        path.push(String::from_utf8_lossy(&decode_path(member)).as_ref());
        path.into()
    }
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
            sidecar: None,
            inside: None,
        }
    }
}

impl FileRule {
    /// A rule as written, with the values that it sets.
    pub(super) fn new(
        written: &str,
        hash: u64,
        context: Context,
        known: Known<'static>,
        fields: Option<FieldNames>,
    ) -> Self {
        Self {
            context: Arc::new(context),
            written: Some(written.into()),
            known,
            fields: fields.map(Arc::new),
            hash,
            stamps: Arc::new(Stamps::of(hash)),
            ..Self::default()
        }
    }

    /// What is known of the file from outside.
    pub(super) fn context(&self) -> &Context {
        self.sidecar.as_ref().map_or(&self.context, |sidecar| sidecar.context(&self.context))
    }

    /// The rule for what is at this place of the file: a member may have one
    /// of its own.
    pub(super) fn at(&self, locator: &Locator) -> &Self {
        let member = self.inside.as_ref().zip(locator.member.as_ref());
        let own = member.and_then(|(inside, member)| inside.globs.rule(&inside.path(member)));
        own.map_or(self, Arc::as_ref)
    }

    /// The rule for a file with this path, relative to the root, whose members
    /// have rules of their own.
    pub(super) fn with_globs(&self, globs: &Arc<Globs>, path: PathBuf) -> Self {
        Self { inside: Some(Inside { globs: Arc::clone(globs), path }), ..self.clone() }
    }

    /// The rule with what is told about one file alone.
    pub(super) fn with_sidecar(&self, sidecar: Arc<Sidecar>) -> Self {
        Self { sidecar: Some(sidecar), ..self.clone() }
    }

    /// The rule as written, on one line; `None` if no rule holds.
    pub(super) fn written(&self) -> Option<&str> {
        self.written.as_deref()
    }

    /// What the rule says of format, encoding and names of fields.
    pub(super) fn known(&self) -> Known<'_> {
        let members = self.inside.as_ref().map(|inside| inside as &dyn Members);
        Known { fields: self.fields.as_deref(), members, ..self.known }
    }

    /// The version of what reads a file of this rule that was taken for this.
    pub(super) fn reader(&self, choice: Choice<'_>) -> u64 {
        match choice {
            Choice::Container(_) => self.told(self.container()),
            Choice::Format { .. } => self.told(self.stamps.chosen(choice)),
        }
    }

    /// The version of what reads a container: any rule may hold for its members.
    fn container(&self) -> u64 {
        let any = self.stamps.any();
        self.inside.as_ref().map_or(any, |inside| beside(any, inside.globs.digest))
    }

    /// All versions of what may read a file of this rule.
    fn readers(&self) -> impl Iterator<Item = u64> {
        self.stamps.all().chain([self.container()]).map(|own| self.told(own))
    }

    /// The version of what reads a file of no format.
    pub(super) fn any_reader(&self) -> u64 {
        self.told(self.stamps.any())
    }

    /// A version, marked by what a sidecar tells.
    fn told(&self, reader: u64) -> u64 {
        self.sidecar.as_ref().map_or(reader, |sidecar| beside(reader, sidecar.digest()))
    }

    /// Whether what made articles of a file would make the same of it now: a
    /// changed rule makes the files that it concerns be read again.
    pub(super) fn is_current(&self, reader: u64) -> bool {
        self.readers().any(|own| own == reader)
    }

    /// Whether the same holds where neighbours of this digest were asked.
    pub(super) fn is_current_beside(&self, reader: u64, digest: u64) -> bool {
        self.readers().any(|own| beside(own, digest) == reader)
    }

    /// A number that differs where rules do.
    pub(super) fn hash(&self) -> u64 {
        self.told(self.hash)
    }

    /// The rule with a format that holds whatever it says.
    pub(super) fn with_format(&self, format: &'static Format) -> Self {
        let hash = xxh3_64(format!("{} as {}", self.hash, format.name).as_bytes());
        let known = Known { format: Some(format), ..self.known };
        Self { known, hash, stamps: Arc::new(Stamps::of(hash)), ..self.clone() }
    }
}

impl Members for Inside {
    fn known(&self, member: &str) -> Option<Known<'_>> {
        self.globs.rule(&self.path(member)).map(|rule| rule.known())
    }

    fn is_excluded(&self, member: &str) -> bool {
        self.globs.excluded.is_match(self.path(member))
    }
}
