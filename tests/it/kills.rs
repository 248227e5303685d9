//! Ingests of several commits, killed at random: what a reader has seen stays,
//! nothing is there twice, and the next ingest goes on by itself.

use std::fmt::Write;
use std::fs::File;
use std::time::{Duration, SystemTime};

use morgue::engine::{Engine, LocalEngine};
use morgue::index::{Catalogue, IndexFolder, check};
use morgue::query::Syntax;
use morgue::search::{Request, Searcher};
use proptest::prelude::Rng;
use proptest::test_runner::{RngAlgorithm, TestRng};

use super::archive::Archive;

/// Kills, unless `MORGUE_TEST_KILLS` names another number.
const KILLS: usize = 6;

/// Files of a round, 1.3 MB of text in all: two commits.
const FILES: usize = 260;

fn text(file: usize, round: usize) -> String {
    let mut text = format!("Edition of file {file}\n\n");
    for line in 0..50 {
        writeln!(
            text,
            "The edition{round} of file{file} has line {line} about the harbour, the ferry and the council.\n"
        )
        .unwrap();
    }
    text
}

/// What a reader sees.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Seen {
    generation: u64,
    files: usize,
    articles: u64,
    /// Articles of the round.
    new: u64,
}

fn look(archive: &Archive, round: usize) -> Seen {
    let path = archive.root().join("idx");
    let Ok(folder) = IndexFolder::open(&path) else { return Seen::default() };
    let Ok(catalogue) = Catalogue::of(&folder) else { return Seen::default() };
    let Ok(engine) = LocalEngine::open(&[path]) else { return Seen::default() };
    let mut searcher = Searcher::new(&engine);
    let mut count = |query: &str| {
        let request = Request::new(query, Syntax::new(jiff::civil::date(2026, 1, 1)));
        searcher.count(&request).unwrap().0
    };
    let (articles, new) = (engine.article_count(), count(&format!("edition{round}")));
    let generation = catalogue.commit().unwrap_or_default().generation;
    Seen { generation, files: catalogue.len(), articles, new }
}

/// Appends files or replaces those that are there, and kills the ingest after
/// so many looks at the index. Returns whether it was cut off.
fn round(archive: &Archive, round: usize, appends: bool, known: usize, looks: usize) -> bool {
    let first = if appends { known } else { known - FILES };
    for file in first..first + FILES {
        let path = format!("news/{file}.txt");
        archive.write(&path, text(file, round));
        // The harness gives every file the same time, and editions are of one length.
        let written = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000 + round as u64);
        let file = File::options().write(true).open(archive.root().join(path)).unwrap();
        file.set_modified(written).unwrap();
    }
    let mut child = archive.start("ingest news --index idx --commit-every 1");
    let mut seen = look(archive, round);
    for _ in 0..looks {
        if child.try_wait().unwrap().is_some() {
            break;
        }
        seen = look(archive, round);
    }
    child.kill().unwrap();
    let cut_off = !child.wait().unwrap().success();
    let left = look(archive, round);
    assert!(left.generation >= seen.generation && left.new >= seen.new, "{seen:?} {left:?}");
    assert_eq!(left.files as u64, left.articles, "{left:?}");
    if left.generation > 0 {
        assert_eq!(check(&archive.root().join("idx"), false).unwrap().damages, []);
    }
    archive.done("ingest news --index idx --commit-every 1");
    let after = look(archive, round);
    let all = if appends { known + FILES } else { known };
    assert_eq!((after.files, after.articles, after.new), (all, all as u64, FILES as u64));
    cut_off
}

#[test]
fn what_was_acknowledged_survives_being_killed() {
    let kills = std::env::var("MORGUE_TEST_KILLS").ok();
    let kills = kills.and_then(|kills| kills.parse().ok()).unwrap_or(KILLS);
    let mut rng = TestRng::from_seed(RngAlgorithm::ChaCha, &[7; 32]);
    let (mut archive, mut known, mut cut_off) = (Archive::new(), 0, 0);
    for number in 0..kills {
        if known >= 8 * FILES {
            (archive, known) = (Archive::new(), 0);
        }
        let appends = known == 0 || rng.next_u64().is_multiple_of(2);
        let looks = usize::try_from(rng.next_u64() % 40).unwrap();
        cut_off += usize::from(round(&archive, number, appends, known, looks));
        known += if appends { FILES } else { 0 };
    }
    let told = format!("{kills} ingests, {cut_off} of them cut off\n");
    std::io::Write::write_all(&mut std::io::stderr(), told.as_bytes()).unwrap();
    assert!(cut_off * 3 > kills, "only {cut_off} of {kills} were cut off");
}
