//! A disk that is full, in truth: an index on a small file system that
//! `MORGUE_TEST_TMPFS` names, with less and less room in it.
//!
//! The room is bounded by a file that takes up the rest. A program of its own,
//! not run by `cargo test`: not every machine lets such a disk be made. Steps
//! that fail as on a full one are tested with the writer of the index.

#![allow(dead_code, clippy::unwrap_used, clippy::print_stderr, reason = "a campaign, run by hand")]

#[path = "../it/archive.rs"]
mod archive;

use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};

use archive::{Archive, Run};

/// By how much the room differs between two runs, and how many there are;
/// `MORGUE_TEST_SIZES` asks for fewer, spread over the same sizes.
const STEP: u64 = 64 << 10;
const SIZES: u64 = 64;

/// Files, about 16 KB each: what a large part of the sizes is too small for.
const FILES: usize = 160;

/// Invented words; few are alike, so that an index takes much room.
fn text(file: usize) -> String {
    let mut state = file as u64 + 1;
    let mut text = format!("Edition of file {file}\n\nThe council met on Monday.\n\n");
    for word in 0..2000 {
        state =
            state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let end = if word % 12 == 11 { ".\n\n" } else { " " };
        write!(text, "w{:x}{end}", state >> 40).unwrap();
    }
    text
}

/// A small disk with a file that takes up room.
struct Disk {
    folder: PathBuf,
    ballast: PathBuf,
}

impl Disk {
    /// Leaves so many bytes free, less what a page may hold.
    fn leave(&self, free: u64) {
        let mut file = File::create(&self.ballast).unwrap();
        let block = vec![0; 4 << 10];
        let mut blocks = 0_u64;
        while file.write_all(&block).is_ok() {
            blocks += 1;
        }
        file.set_len((blocks * 4096).saturating_sub(free)).unwrap();
    }

    fn enlarge(&self) {
        fs::remove_file(&self.ballast).unwrap();
    }
}

/// What an index answers, articles in no order.
fn answers(archive: &Archive, index: &str) -> Vec<String> {
    let run = archive.run(&format!("export --index {index} 'council OR edition'"));
    assert_eq!(run.code, Some(0), "{}", run.snapshot());
    let mut lines: Vec<String> = run.stdout.lines().map(str::to_owned).collect();
    lines.sort_unstable();
    lines
}

#[track_caller]
fn assert_told(run: &Run, disk: &Path) {
    assert_eq!(run.code, Some(2), "{}", run.snapshot());
    let mount = format!("are free in the file system at `{}`\n", disk.display());
    for part in ["morgue: the disk is full; the last commit is whole, in `", &mount, "hint: free "]
    {
        assert!(run.stderr.contains(part), "no {part}: {}", run.snapshot());
    }
}

/// What was committed before the disk was full is whole and can be searched.
/// Returns how many articles that are.
fn committed(archive: &Archive, index: &str) -> usize {
    let counted = archive.run(&format!("count --index {index} council"));
    if counted.code == Some(2) {
        let is_empty = ["there is no index in", "nothing is indexed yet in"];
        assert!(
            is_empty.iter().any(|said| counted.stderr.contains(said)),
            "{}",
            counted.snapshot()
        );
        return 0;
    }
    archive.done(&format!("check --full --index {index}"));
    counted.stdout.trim().parse().unwrap()
}

#[test]
fn a_full_disk_costs_nothing_that_was_committed() {
    let folder = std::env::var_os("MORGUE_TEST_TMPFS").map(PathBuf::from);
    let folder = folder.expect("MORGUE_TEST_TMPFS names a small file system");
    let sizes = std::env::var("MORGUE_TEST_SIZES").map_or(SIZES, |sizes| sizes.parse().unwrap());
    let archive = Archive::new();
    for file in 0..FILES {
        archive.write(&format!("news/{file}.txt"), text(file));
    }
    archive.done("ingest news --index fresh --commit-every 1");
    let fresh = answers(&archive, "fresh");
    assert_eq!(fresh.len(), FILES);
    let disk = Disk { ballast: folder.join("ballast"), folder: folder.canonicalize().unwrap() };
    let (mut full, mut partial) = (0, 0);
    for size in (1..=SIZES).step_by(usize::try_from(SIZES / sizes.max(1)).unwrap().max(1)) {
        let index = disk.folder.join("index");
        fs::remove_dir_all(&index).unwrap_or_default();
        let index = index.to_str().unwrap();
        disk.leave(size * STEP);
        let ingest = format!("ingest news --index {index} --commit-every 1");
        let run = archive.run(&ingest);
        if run.code != Some(0) {
            full += 1;
            assert_told(&run, &disk.folder);
            let articles = committed(&archive, index);
            partial += usize::from(articles > 0);
        }
        disk.enlarge();
        archive.done(&ingest);
        assert_eq!(answers(&archive, index), fresh, "{} KiB", (size * STEP) >> 10);
        archive.done(&format!("check --full --index {index}"));
    }
    fs::remove_dir_all(disk.folder.join("index")).unwrap();
    eprintln!("the disk was full {full} times, {partial} of them after a commit");
    assert!(full * 4 > sizes && partial > 0, "{full} and {partial} of {sizes}");
}
