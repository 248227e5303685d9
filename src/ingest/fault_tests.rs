//! Every step that ingests take on the disk fails, once or from then on:
//! nothing acknowledged is lost, and the next ingest makes good what failed.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Progress, Request, compact, run};
use crate::error::{ErrorKind, Result};
use crate::index::faults::{self, Faults, Kind, Plan};
use crate::index::{Catalogue, IndexFolder, Settings, check};

/// Ingests, and new files before each.
const INGESTS: usize = 3;
const FILES: usize = 2;

/// Runs of which one is made, unless `MORGUE_TEST_FAULTS` asks for all. Prime
/// to the number of ways to fail, so that each is among them.
const SPARSE: usize = 17;

struct Silent;

impl Progress for Silent {
    fn start(&self, _files: u64) {}
    fn file(&self, _path: &str) {}
}

/// An archive with an index whose disk may fail.
pub(super) struct Archive {
    pub(super) root: PathBuf,
    pub(super) faults: std::sync::Arc<Faults>,
    _folder: tempfile::TempDir,
}

impl Archive {
    pub(super) fn new() -> Self {
        let folder = tempfile::TempDir::with_prefix("morgue-faults-").unwrap();
        let root = folder.path().canonicalize().unwrap();
        let faults = faults::watch(&root.join(".morgue/segments"));
        Self { root, faults, _folder: folder }
    }

    pub(super) fn index(&self) -> PathBuf {
        self.root.join(".morgue")
    }

    /// Writes the files of an ingest; those of later ones replace one of the first.
    pub(super) fn write(&self, ingest: usize) {
        for number in 0..FILES {
            let name = format!("{ingest}-{number}.txt");
            fs::write(self.root.join(name), text(ingest)).unwrap();
        }
        fs::write(self.root.join("changing.txt"), text(ingest)).unwrap();
    }

    pub(super) fn ingest(&self) -> Result<()> {
        ingest(&self.root)
    }

    pub(super) fn compact(&self) -> Result<()> {
        let folder = IndexFolder::open(&self.index())?;
        let settings = Settings { threads: 1, memory: 15 << 20 };
        compact(&folder, settings, std::time::Duration::ZERO)
    }
}

/// Reads all files of an archive again.
pub(super) fn ingest(root: &Path) -> Result<()> {
    let settings = Settings { threads: 1, memory: 15 << 20 };
    let archives = vec![root.to_owned()];
    let request = Request { archives, settings, rehash: true, ..Request::default() };
    let (folder, _) = run(&request, &Silent)?;
    if folder.path().exists() { Ok(()) } else { unreachable!("an ingest made no index") }
}

impl Drop for Archive {
    fn drop(&mut self) {
        faults::forget(&self.root.join(".morgue/segments"));
    }
}

fn text(ingest: usize) -> String {
    format!("Ferry runs again\nThe ferry runs again since Monday, for the time number {ingest}.\n")
}

/// Files after so many ingests.
fn files(ingests: usize) -> usize {
    ingests * FILES + usize::from(ingests > 0)
}

/// The index is whole and holds each file of so many ingests once.
#[track_caller]
pub(super) fn assert_holds(index: &Path, ingests: &[usize], what: &str) {
    if ingests.contains(&0) && IndexFolder::open(index).is_err() {
        return;
    }
    let folder = IndexFolder::open(index).unwrap();
    if ingests.contains(&0) && !folder.has_commits() {
        return;
    }
    let checkup = check(index, true).unwrap_or_else(|error| panic!("{what}: {error}"));
    assert_eq!(checkup.damages, [], "{what}");
    let articles = usize::try_from(checkup.articles.unwrap()).unwrap();
    let catalogue = Catalogue::of(&folder).unwrap();
    assert_eq!(catalogue.len(), articles, "{what}");
    let expected: Vec<usize> = ingests.iter().map(|ingests| files(*ingests)).collect();
    assert!(expected.contains(&articles), "{what}: {articles} of {expected:?}");
    for ingest in 0..*ingests.first().unwrap() {
        for number in 0..FILES {
            assert!(catalogue.find(&format!("{ingest}-{number}.txt")).is_some(), "{what}");
        }
    }
}

/// Ingests and compacts under a plan; a failure is made good without the plan
/// by doing the same again. Returns the steps that were made to fail.
fn campaign(plan: Option<Plan>) -> (usize, usize) {
    let archive = Archive::new();
    archive.faults.plan(plan);
    let what = format!("{plan:?}");
    for ingest in 0..INGESTS {
        archive.write(ingest);
        if let Err(error) = archive.ingest() {
            let kinds = [ErrorKind::DiskFull, ErrorKind::Io];
            assert!(kinds.contains(&error.kind()), "{what}: {error}");
            let is_full = plan.is_some_and(|plan| plan.kind == Kind::Enospc);
            assert_eq!(error.kind() == ErrorKind::DiskFull, is_full, "{what}: {error}");
            assert_holds(&archive.index(), &[ingest, ingest + 1], &what);
            let fired = archive.faults.fired();
            archive.faults.plan(None);
            archive.ingest().unwrap_or_else(|error| panic!("{what}, again: {error}"));
            assert_holds(&archive.index(), &[ingest + 1], &what);
            return (fired, 0);
        }
        assert_holds(&archive.index(), &[ingest + 1], &what);
    }
    let compacted = archive.compact();
    let counted = (archive.faults.fired(), archive.faults.steps());
    archive.faults.plan(None);
    assert_holds(&archive.index(), &[INGESTS], &what);
    if compacted.is_err() {
        archive.compact().unwrap_or_else(|error| panic!("{what}, again: {error}"));
    }
    archive.ingest().unwrap_or_else(|error| panic!("{what}, afterwards: {error}"));
    assert_holds(&archive.index(), &[INGESTS], &what);
    counted
}

#[test]
fn a_disk_that_fails_at_any_step_costs_nothing_that_was_acknowledged() {
    let (_, steps) = campaign(None);
    assert!(steps > 60, "{steps}");
    let sparse = if std::env::var_os("MORGUE_TEST_FAULTS").is_some() { 1 } else { SPARSE };
    let (mut runs, mut fired) = (0, 0);
    let mut number = 0;
    for at in 0..steps {
        for kind in [Kind::Eio, Kind::Enospc, Kind::Short] {
            for for_ever in [false, true] {
                number += 1;
                if number % sparse != 0 {
                    continue;
                }
                let (hit, _) = campaign(Some(Plan { at, kind, for_ever }));
                runs += 1;
                fired += usize::from(hit > 0);
            }
        }
    }
    let told = format!("{runs} runs over {steps} steps; faults fired in {fired}\n");
    std::io::Write::write_all(&mut std::io::stderr(), told.as_bytes()).unwrap();
    assert!(fired * 3 > runs, "only {fired} of {runs} faults fired");
}

/// Articles of the file that is committed piece by piece.
const PIECES: usize = 5;

fn in_pieces(archive: &Archive) -> Result<()> {
    let request = Request {
        archives: vec![archive.root.clone()],
        settings: Settings { threads: 1, memory: 15 << 20 },
        commit_bytes: Some(100),
        ..Request::default()
    };
    run(&request, &Silent).map(drop)
}

fn pieces() -> Vec<u8> {
    let mut members = tar::Builder::new(Vec::new());
    for number in 0..PIECES {
        let text = text(number);
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        members.append_data(&mut header, format!("{number}.txt"), text.as_bytes()).unwrap();
    }
    members.into_inner().unwrap()
}

/// Ingests a file in pieces, and again without the plan until all of it is
/// there. Returns the steps, and whether one failed.
fn campaign_in_pieces(plan: Option<Plan>) -> (usize, bool) {
    let archive = Archive::new();
    let path = archive.root.join("all.tar");
    fs::write(&path, pieces()).unwrap();
    // Long before any commit, so that there is no doubt that it is as it was.
    let written = std::time::SystemTime::UNIX_EPOCH + std::time::Duration::from_secs(1_500_000_001);
    fs::File::options().write(true).open(&path).unwrap().set_modified(written).unwrap();
    archive.faults.plan(plan);
    let failed = in_pieces(&archive).is_err();
    let steps = archive.faults.steps();
    archive.faults.plan(None);
    let left = articles(&archive);
    assert!(left <= PIECES && (failed || left == PIECES), "{plan:?}: {left}");
    in_pieces(&archive).unwrap_or_else(|error| panic!("{plan:?}, again: {error}"));
    assert_eq!(articles(&archive), PIECES, "{plan:?}");
    (steps, failed)
}

/// The articles of an index, which must be whole; 0 if there is none yet.
fn articles(archive: &Archive) -> usize {
    let is_begun = IndexFolder::open(&archive.index()).is_ok_and(|folder| folder.has_commits());
    if !is_begun {
        return 0;
    }
    let checkup = check(&archive.index(), true).unwrap();
    assert_eq!(checkup.damages, []);
    usize::try_from(checkup.articles.unwrap()).unwrap()
}

#[test]
fn a_disk_that_fails_between_the_pieces_of_a_file_costs_none() {
    let (steps, _) = campaign_in_pieces(None);
    assert!(steps > 60, "{steps}");
    let mut failures = 0;
    for at in (0..steps).step_by(SPARSE) {
        for kind in [Kind::Eio, Kind::Enospc, Kind::Short] {
            let (_, failed) = campaign_in_pieces(Some(Plan { at, kind, for_ever: true }));
            failures += usize::from(failed);
        }
    }
    assert!(failures > 5, "{failures}");
}
