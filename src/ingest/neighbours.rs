//! The files of a folder that speak for each other: how their dates are
//! written, and whether their texts begin with a bare `CITY -`.
//!
//! A folder speaks through at most 256 of its files, those whose names hash
//! lowest. So the choice depends on nothing but the folder, the cost is
//! bounded, and a file that is added to many seldom changes it. Articles that
//! neighbours had to be asked about are read again when the choice changes.

use std::collections::BinaryHeap;
use std::ffi::{OsStr, OsString};
use std::fs::DirEntry;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use xxhash_rust::xxh3::{xxh3_64, xxh3_64_with_seed};

use super::file_entry::FileEntry;
use super::file_rule::FileRule;
use super::fingerprint;
use super::opened::Opened;
use super::rules::Rules;
use super::sidecar;
use super::walk::obstacle;
use crate::article::{Article, Locator};
use crate::error::Skip;
use crate::index::Fingerprint;
use crate::read::{Draft, Records, is_container_name};
use crate::split::{Context, Evidence, observe};

/// Files through which a folder speaks.
const SPEAKERS: usize = 256;
/// Files of more bytes are not asked.
const LARGEST: u64 = 1 << 20;

/// Those of the lowest hash, at most [`SPEAKERS`], of what was met.
struct Lowest<T>(BinaryHeap<(u64, T)>);

impl<T: Ord> Lowest<T> {
    fn admits(&self, hash: u64) -> bool {
        self.0.len() < SPEAKERS || self.0.peek().is_some_and(|(highest, _)| hash < *highest)
    }

    fn push(&mut self, hash: u64, one: T) {
        self.0.push((hash, one));
        if self.0.len() > SPEAKERS {
            self.0.pop();
        }
    }
}

impl<T: Ord> Default for Lowest<T> {
    fn default() -> Self {
        Self(BinaryHeap::new())
    }
}

/// Whether a file may speak for its folder.
pub(super) fn may_speak(name: &OsStr, looks: Fingerprint) -> bool {
    let is_container = || name.to_str().is_some_and(is_container_name);
    (1..=LARGEST).contains(&looks.size) && !is_container()
}

/// How the files look through which one folder speaks, as far as it was listed.
#[derive(Default)]
pub(super) struct Choice(Lowest<u64>);

impl Choice {
    /// Considers a file of the folder that may speak for it.
    pub(super) fn consider(&mut self, name: &OsStr, looks: Fingerprint, rule: &FileRule) {
        let hash = xxh3_64(name.as_encoded_bytes());
        if self.0.admits(hash) {
            let looks =
                [looks.size.to_le_bytes(), looks.mtime.to_le_bytes(), rule.hash().to_le_bytes()];
            self.0.push(hash, xxh3_64(&looks.concat()));
        }
    }

    /// A number for the choice and for how its files look under their rules.
    pub(super) fn digest(&self) -> u64 {
        let one = |(hash, looks): &(u64, u64)| xxh3_64_with_seed(&hash.to_le_bytes(), *looks);
        self.0.0.iter().map(one).fold(0, u64::wrapping_add)
    }
}

/// The files through which one folder speaks.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    surroundings: Option<Surroundings>,
    digest: u64,
    evidence: OnceLock<Evidence>,
}

/// A folder, known by its path and by that below the place of its rules.
#[derive(Debug)]
pub(super) struct Surroundings {
    pub(super) folder: Arc<Path>,
    pub(super) inside: PathBuf,
    pub(super) rules: Arc<Rules>,
}

impl Surroundings {
    /// The files that speak for the folder, by their hashes.
    fn speakers(&self) -> Vec<(PathBuf, Arc<FileRule>)> {
        let mut lowest = Lowest::default();
        for entry in std::fs::read_dir(&self.folder).into_iter().flatten().flatten() {
            let name = entry.file_name();
            let hash = xxh3_64(name.as_encoded_bytes());
            if lowest.admits(hash) && self.is_speaker(&entry, &name) {
                lowest.push(hash, name);
            }
        }
        let names = lowest.0.into_sorted_vec().into_iter();
        let speaker = |name: OsString| Some((self.folder.join(&name), self.rule(&name)?));
        names.filter_map(|(_, name)| speaker(name)).collect()
    }

    fn is_speaker(&self, entry: &DirEntry, name: &OsStr) -> bool {
        let is_apart = name.as_encoded_bytes().starts_with(b".") || sidecar::base(name).is_some();
        !is_apart
            && entry.metadata().is_ok_and(|metadata| {
                may_speak(name, fingerprint(&metadata))
                    && obstacle(&entry.path(), &metadata).is_none()
            })
            && self.rule(name).is_some()
    }

    fn rule(&self, name: &OsStr) -> Option<Arc<FileRule>> {
        self.rules.admit(&self.inside, name)
    }
}

impl Neighbours {
    /// Those of a folder, which is listed if they are asked; how they look was
    /// digested into a number.
    pub(super) fn of(surroundings: Surroundings, digest: u64) -> Arc<Self> {
        Arc::new(Self { surroundings: Some(surroundings), digest, ..Self::default() })
    }

    /// A number that stays the same as long as the files do.
    pub(super) fn digest(&self) -> u64 {
        self.digest
    }

    /// What the files tell; they are read when this is first asked.
    fn evidence(&self) -> &Evidence {
        self.evidence.get_or_init(|| {
            let speakers = self.surroundings.as_ref().map(Surroundings::speakers);
            let mut evidence = Evidence::default();
            for (path, rule) in speakers.into_iter().flatten() {
                let file = FileEntry::alone(&path, Arc::clone(&rule));
                let mut asked = Asked { rule: &rule, evidence: &mut evidence };
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

#[cfg(test)]
mod tests {
    use super::super::archive::Archive;
    use super::super::comparison::Comparison;
    use super::super::walk::Walk;
    use super::*;
    use crate::index::Catalogue;

    #[test]
    fn those_that_are_asked_are_those_that_were_chosen() {
        // All of a few, so that one too many shows, and the lowest of many.
        assert_eq!(asked_among(100), 71);
        assert_eq!(asked_among(3 * SPEAKERS), SPEAKERS);
    }

    /// How many are asked in a folder of so many files.
    fn asked_among(files: usize) -> usize {
        let folder = tempfile::TempDir::new().unwrap();
        for number in 0..files {
            let text = if number % 5 == 0 { "" } else { "PARIS - The dam held." };
            std::fs::write(folder.path().join(format!("{number}.txt")), text).unwrap();
        }
        for name in [".hidden", "pack.zip", "7.txt.meta.json", "left-out.bak"] {
            std::fs::write(folder.path().join(name), "{}").unwrap();
        }
        let rules = "exclude = [\"*.bak\", \"1*.txt\"]";
        std::fs::write(folder.path().join("morgue.toml"), rules).unwrap();
        let archive = Archive::open(folder.path(), false).unwrap();
        let catalogue = Catalogue::default();
        let walk = Walk {
            index: &archive.root.join("index"),
            archives: &[archive],
            comparison: &Comparison::with(&catalogue, true),
            threads: 1,
            is_stopped: &|| false,
        };
        let walked = walk.run();
        let neighbours = &walked.changed.get(0).unwrap().neighbours;
        let mut again = Choice::default();
        let speakers = neighbours.surroundings.as_ref().unwrap().speakers();
        for (path, rule) in &speakers {
            let looks = fingerprint(&path.metadata().unwrap());
            again.consider(path.file_name().unwrap(), looks, rule);
        }
        assert_eq!(again.digest(), neighbours.digest());
        speakers.len()
    }
}
