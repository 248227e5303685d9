//! The power fails: whatever a disk may legally hold then, nothing that was
//! acknowledged is lost, and the next ingest goes on.
//!
//! The steps of a few ingests are recorded and taken again on a model of a
//! disk that keeps for certain only what was synchronised. Of the rest, each
//! name may be as it was or as any step since made it, and a file may have
//! lost its end or have zeros there.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::fs;
use std::path::Path;

use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

use super::fault_tests::{Archive, assert_holds};
use crate::index::IndexFolder;
use crate::index::faults::{Step, Taken};

/// Failures of power, unless `MORGUE_TEST_SEEDS` names another number.
const SEEDS: u64 = 60;
const INGESTS: usize = 4;

/// A file by its content; names lead to it.
#[derive(Default)]
struct Content {
    bytes: Vec<u8>,
    durable: usize,
}

/// A disk of which only what was synchronised is certain.
#[derive(Default)]
struct Model {
    contents: Vec<Content>,
    /// What each name may lead to after the power failed, the first for
    /// certain if nothing later is; `None` is no file.
    names: BTreeMap<OsString, Vec<Option<usize>>>,
}

fn name(path: &Path) -> OsString {
    path.file_name().unwrap_or_default().to_owned()
}

impl Model {
    fn now(&self, path: &Path) -> Option<usize> {
        self.names.get(&name(path)).and_then(|states| *states.last()?)
    }

    fn set(&mut self, path: &Path, content: Option<usize>) {
        self.names.entry(name(path)).or_insert_with(|| vec![None]).push(content);
    }

    /// Takes a step; one that synchronises does nothing on a disk that lies.
    fn take(&mut self, taken: &Taken, lies: bool) {
        let current = self.now(&taken.path);
        match taken.step {
            Step::Create => {
                self.contents.push(Content::default());
                self.set(&taken.path, Some(self.contents.len() - 1));
            }
            Step::Write => {
                let content = &mut self.contents[current.unwrap()];
                content.bytes.extend_from_slice(&taken.bytes);
            }
            Step::Sync if !lies => {
                let content = &mut self.contents[current.unwrap()];
                content.durable = content.bytes.len();
            }
            Step::Rename => {
                let from = taken.from.clone().unwrap();
                let content = self.now(&from);
                self.set(&taken.path, content);
                self.set(&from, None);
            }
            Step::Remove => self.set(&taken.path, None),
            Step::SyncFolder if !lies => {
                for states in self.names.values_mut() {
                    states.drain(..states.len() - 1);
                }
            }
            Step::Sync | Step::SyncFolder => {}
        }
    }

    /// Writes a folder as it may be found.
    fn leave(&self, folder: &Path, rng: &mut TestRng) {
        fs::create_dir_all(folder).unwrap();
        for (name, states) in &self.names {
            let Some(content) = states[below(rng, states.len())] else { continue };
            let content = &self.contents[content];
            let mut bytes = content.bytes.clone();
            let kept = content.durable + below(rng, bytes.len() - content.durable + 1);
            match below(rng, 3) {
                0 => bytes.truncate(kept),
                1 => bytes[kept..].fill(0),
                _ => {}
            }
            fs::write(folder.join(name), bytes).unwrap();
        }
    }
}

fn below(rng: &mut TestRng, limit: usize) -> usize {
    usize::try_from(rng.next_u64() % u64::try_from(limit).unwrap()).unwrap()
}

/// What was recorded of some ingests.
struct Recorded {
    archive: Archive,
    trace: Vec<Taken>,
    /// How many steps had been taken when each ingest was acknowledged.
    acknowledged: Vec<usize>,
}

fn record() -> Recorded {
    let archive = Archive::new();
    archive.faults.record();
    let mut acknowledged = Vec::new();
    for ingest in 0..INGESTS {
        archive.write(ingest);
        archive.ingest().unwrap();
        acknowledged.push(archive.faults.trace().len());
    }
    archive.compact().unwrap();
    let trace = archive.faults.trace();
    Recorded { archive, trace, acknowledged }
}

impl Recorded {
    /// Fails the power at a random step; says what was lost, if anything.
    fn fail(&self, seed: u64, lies: bool) -> Result<(), String> {
        let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &seeded(seed));
        let at = below(&mut rng, self.trace.len() + 1);
        let mut model = Model::default();
        self.trace[..at].iter().for_each(|taken| model.take(taken, lies));
        let found = tempfile::tempdir().unwrap();
        let (index, own) = (found.path().join(".morgue"), self.archive.index());
        model.leave(&index.join("segments"), &mut rng);
        fs::copy(own.join("morgue.json"), index.join("morgue.json")).unwrap();
        for entry in fs::read_dir(&self.archive.root).unwrap().flatten() {
            if entry.file_type().unwrap().is_file() {
                fs::copy(entry.path(), found.path().join(entry.file_name())).unwrap();
            }
        }
        let done = self.acknowledged.iter().filter(|steps| **steps <= at).count();
        let what = format!("seed {seed}, step {at} of {}", self.trace.len());
        let check = || {
            let may_be: Vec<usize> = (done..=INGESTS.min(done + 1)).collect();
            let is_empty = IndexFolder::open(&index).is_ok_and(|folder| !folder.has_commits());
            assert!(done == 0 || !is_empty, "{what}: nothing is left of {done} commits");
            assert_holds(&index, &may_be, &what);
            super::fault_tests::ingest(found.path())
                .unwrap_or_else(|error| panic!("{what}: {error}"));
            assert_holds(&index, &[INGESTS], &what);
        };
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)).map_err(|cause| {
            cause.downcast_ref::<String>().cloned().unwrap_or_else(|| what.clone())
        })
    }
}

fn seeded(seed: u64) -> [u8; 32] {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed.to_le_bytes());
    bytes
}

#[test]
fn power_that_fails_costs_nothing_that_was_acknowledged() {
    let seeds = std::env::var("MORGUE_TEST_SEEDS").ok();
    let seeds = seeds.and_then(|seeds| seeds.parse().ok()).unwrap_or(SEEDS);
    let recorded = record();
    for seed in 0..seeds {
        if let Err(lost) = recorded.fail(seed, false) {
            panic!("{lost}");
        }
    }
    let told = format!("power failed {seeds} times over {} steps\n", recorded.trace.len());
    std::io::Write::write_all(&mut std::io::stderr(), told.as_bytes()).unwrap();
}

/// The test would notice: a disk that only pretends to synchronise loses something.
#[test]
fn a_disk_that_lies_is_found_out() {
    let recorded = record();
    let lost = (0..20).filter(|seed| recorded.fail(*seed, true).is_err()).count();
    assert!(lost > 5, "only {lost} of 20");
}
