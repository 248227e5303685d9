//! The files of a folder that speak for each other: how their dates are
//! written, and whether their texts begin with a bare `CITY -`.
//!
//! A folder speaks through at most 256 of its files, those whose names hash
//! lowest. So the choice depends on nothing but the folder, the cost is
//! bounded, and a file that is added to many seldom changes it. Articles that
//! neighbours had to be asked about are read again when the choice changes.

use std::borrow::Cow;
use std::collections::BinaryHeap;
use std::ffi::{OsStr, OsString};
use std::fs::Metadata;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::file_rule::FileRule;
use super::fingerprint;
use super::opened::Opened;
use super::rules::Rules;
use super::walk::FileEntry;
use crate::article::{Article, Locator};
use crate::error::Skip;
use crate::index::Fingerprint;
use crate::read::{Draft, Records, is_container_name};
use crate::split::{Context, Evidence, observe};

/// Files through which a folder speaks.
const SPEAKERS: usize = 256;
/// Files of more bytes are not asked.
const LARGEST: u64 = 1 << 20;

/// The files through which one folder speaks, as far as it was listed.
#[derive(Default)]
pub(super) struct Choice {
    /// Hash of the name, name, and how the file looks under its rule.
    chosen: BinaryHeap<(u64, OsString, u64)>,
}

impl Choice {
    /// Considers a file of the folder.
    pub(super) fn consider(&mut self, name: &OsStr, looks: Fingerprint, rule: &FileRule) {
        let hash = xxh3_64(name.as_encoded_bytes());
        let is_low = self.chosen.len() < SPEAKERS
            || self.chosen.peek().is_some_and(|(highest, ..)| hash < *highest);
        let is_small = (1..=LARGEST).contains(&looks.size);
        if !is_low || !is_small || name.to_str().is_some_and(is_container_name) {
            return;
        }
        let looks =
            [looks.size.to_le_bytes(), looks.mtime.to_le_bytes(), rule.hash().to_le_bytes()];
        self.chosen.push((hash, name.to_owned(), xxh3_64(&looks.concat())));
        if self.chosen.len() > SPEAKERS {
            self.chosen.pop();
        }
    }

    /// A number for the choice and for how its files look.
    pub(super) fn digest(&self) -> u64 {
        let one = |(hash, _, looks): &(u64, OsString, u64)| {
            xxh3_64_with_seed(&hash.to_le_bytes(), *looks)
        };
        self.chosen.iter().map(one).fold(0, u64::wrapping_add)
    }

    /// The chosen files, to be asked if need be; `rule` gives the rule of one.
    pub(super) fn neighbours<'a>(
        self,
        folder: &Path,
        rule: impl Fn(&OsStr) -> Option<Cow<'a, FileRule>>,
    ) -> Arc<Neighbours> {
        let digest = self.digest();
        let speakers = Speakers::Chosen(self.files(folder, rule));
        Arc::new(Neighbours { speakers, digest, evidence: OnceLock::new() })
    }

    fn files<'a>(
        self,
        folder: &Path,
        rule: impl Fn(&OsStr) -> Option<Cow<'a, FileRule>>,
    ) -> Vec<(PathBuf, FileRule)> {
        let files = self.chosen.into_sorted_vec().into_iter();
        let files =
            files.filter_map(|(_, name, _)| Some((folder.join(&name), rule(&name)?.into_owned())));
        files.collect()
    }
}

/// The files through which a folder speaks.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    speakers: Speakers,
    digest: u64,
    evidence: OnceLock<Evidence>,
}

#[derive(Debug)]
enum Speakers {
    /// These.
    Chosen(Vec<(PathBuf, FileRule)>),
    /// Those of a folder that is still to be listed.
    Of(Surroundings),
}

impl Default for Speakers {
    fn default() -> Self {
        Self::Chosen(Vec::new())
    }
}

/// A folder, known by its path and by that below the place of its rules.
#[derive(Debug)]
pub(super) struct Surroundings {
    pub(super) folder: PathBuf,
    pub(super) inside: PathBuf,
    pub(super) rules: Rules,
}

impl Surroundings {
    fn files(&self) -> Vec<(PathBuf, FileRule)> {
        let rule = |name: &OsStr| self.rules.admit(&self.inside, name);
        let mut choice = Choice::default();
        for entry in std::fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let metadata = entry.metadata().ok().filter(Metadata::is_file);
            if let (Some(metadata), Some(rule)) = (metadata, rule(&name))
                && !name.as_encoded_bytes().starts_with(b".")
            {
                choice.consider(&name, fingerprint(&metadata), &rule);
            }
        }
        choice.files(&self.folder, rule)
    }
}

impl Neighbours {
    /// Those of a folder, which is listed if they are asked.
    pub(super) fn of(surroundings: Surroundings) -> Arc<Self> {
        Arc::new(Self { speakers: Speakers::Of(surroundings), ..Self::default() })
    }

    /// A number that stays the same as long as the files do.
    pub(super) fn digest(&self) -> u64 {
        self.digest
    }

    /// What the files tell; they are read when this is first asked.
    fn evidence(&self) -> &Evidence {
        self.evidence.get_or_init(|| {
            let listed = match &self.speakers {
                Speakers::Chosen(files) => Cow::Borrowed(files),
                Speakers::Of(surroundings) => Cow::Owned(surroundings.files()),
            };
            let mut evidence = Evidence::default();
            for (path, rule) in listed.iter() {
                let file = FileEntry::alone(path, rule.clone());
                let mut asked = Asked { rule, evidence: &mut evidence };
                // A file that cannot be read says nothing.
                let _ = Opened::of(&file).and_then(|opened| opened.read(&file, &mut asked));
            }
            evidence
        })
    }
}

/// Takes what one neighbour tells.
struct Asked<'a> {
    rule: &'a FileRule,
    evidence: &'a mut Evidence,
}

impl Records for Asked<'_> {
    fn record(&mut self, _: Locator, found: Result<Draft, Skip>) -> ControlFlow<()> {
        if let Ok(draft) = found
            && is_plain(&draft)
        {
            observe(draft, self.rule.context(), self.evidence);
        }
        ControlFlow::Break(())
    }
}

/// Whether a draft is a file of plain text: the neighbours of a record or
/// member are in its file.
fn is_plain(draft: &Draft) -> bool {
    let Locator { member, record, .. } = &draft.stated.locator;
    draft.stated.reader == "plain" && member.is_none() && record.is_none()
}

/// What neighbours said.
pub(super) enum Answer {
    /// There was nothing to ask.
    Unasked,
    /// They could not help.
    Open,
    /// With this the text is to be split again.
    Settled(Box<(Draft, Context)>),
}

/// A draft that may have to be split a second time.
pub(super) struct Doubts<'a> {
    file: &'a FileEntry,
    draft: Option<Draft>,
}

impl<'a> Doubts<'a> {
    /// Keeps a copy of a draft that is about to be split.
    pub(super) fn of(draft: &Draft, file: &'a FileEntry) -> Self {
        Self { file, draft: is_plain(draft).then(|| draft.clone()) }
    }

    /// Asks the neighbours of the file about what is open in its article.
    pub(super) fn ask(self, article: &Article) -> Answer {
        let Some(draft) = self.draft.filter(|_| Evidence::may_concern(article)) else {
            return Answer::Unasked;
        };
        let evidence = self.file.neighbours.evidence();
        match evidence.settle(article, self.file.rule.context()) {
            Some(context) => Answer::Settled(Box::new((draft, context))),
            None => Answer::Open,
        }
    }
}
