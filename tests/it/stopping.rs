//! Two runs at once, and runs that are stopped.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};

use expect_test::expect;
use morgue::ingest::{Progress, Request, run as ingest};

use super::archive::Archive;

fn news(articles: usize) -> Archive {
    let archive = Archive::new();
    for number in 0..articles {
        let text = format!(
            "Ship number {number} calls at the port\n\
             A ship named seal{number} called at the port on Monday, its master said.\n"
        );
        archive.write(&format!("news/{number}.txt"), text);
    }
    archive
}

/// Holds the lock of the index as a running ingest does.
fn hold(archive: &Archive) -> File {
    let file = File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(archive.root().join("news/.morgue/ingest.lock"))
        .unwrap();
    file.lock().unwrap();
    file
}

#[test]
fn a_second_ingest_says_that_there_is_a_first() {
    let archive = news(3);
    archive.done("ingest news");
    archive.write("news/new.txt", "Seal seen\nA seal was seen in the port on Monday.\n");
    let held = hold(&archive);
    expect![[r#"
        $ morgue ingest news
        ! morgue: another ingest is writing to the index in `DIR/news/.morgue`
        ! hint: let it finish, or wait for it with `--wait SECONDS`; searching works meanwhile
        [exit 2]

        $ morgue ingest news --wait 1
        ! morgue: another ingest is writing to the index in `DIR/news/.morgue`
        ! hint: let it finish, or wait for it with `--wait SECONDS`; searching works meanwhile
        [exit 2]

        $ morgue compact --index news/.morgue
        ! morgue: another ingest is writing to the index in `news/.morgue`
        ! hint: let it finish, or wait for it with `--wait SECONDS`; searching works meanwhile
        [exit 2]

        $ morgue search --archive news seal1
        1 article

        1  Ship number 1 calls at the port
           20 words · score 1.81
           ¶1   A ship named [seal1] called at the port on Monday, its master said.
           news/1.txt:2
        ! note: another ingest is at work; searching what it committed last
        [exit 0]

        $ morgue ingest news --dry-run
        new	new.txt
        ! 4 files: 1 new, 3 as before. Nothing was written.
        ! 1 file to be read gives 1 article.
        !   formats  plain 1
        !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 0 %, body 100 %
        !   problem       articles  what to do                    example
        !   body_short           1  fine for briefs and captions  new.txt
        !   date_missing         1  give dates in metadata.csv    new.txt
        ! `--dry-run --report FILE` lists 2 warnings.
        [exit 0]
    "#]]
    .assert_eq(&archive.session(&[
        "ingest news",
        "ingest news --wait 1",
        "compact --index news/.morgue",
        "search --archive news seal1",
        "ingest news --dry-run",
    ]));
    drop(held);
    archive.done("ingest news");
}

#[test]
fn a_second_ingest_waits_for_the_first() {
    let archive = news(3);
    archive.done("ingest news");
    archive.write("news/new.txt", "Seal seen\nA seal was seen in the port on Monday.\n");
    let held = hold(&archive);
    let arguments = "ingest news --wait 600";
    let mut child = archive.start(arguments);
    assert!(child.try_wait().unwrap().is_none());
    drop(held);
    let run = archive.ended(arguments, &child.wait_with_output().unwrap());
    expect![[r#"
        $ morgue ingest news --wait 600
        ! 4 files: 1 was read and gave 1 article, 3 are as before.
        !   formats  plain 1
        !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 0 %, body 100 %
        !   problem       articles  what to do                    example
        !   body_short           1  fine for briefs and captions  new.txt
        !   date_missing         1  give dates in metadata.csv    new.txt
        ! `--rehash --report FILE` lists 2 warnings.
        [exit 0]
    "#]]
    .assert_eq(&run.snapshot());
}

/// Stops after some files.
struct StopAfter {
    files: usize,
    seen: AtomicUsize,
}

impl Progress for StopAfter {
    fn start(&self, _files: u64) {}

    fn file(&self, _path: &str) {
        self.seen.fetch_add(1, Ordering::Relaxed);
    }

    fn is_stopped(&self) -> bool {
        self.seen.load(Ordering::Relaxed) >= self.files
    }
}

#[test]
fn what_was_read_before_a_stop_is_committed() {
    let archive = news(20);
    let request = Request { archives: vec![archive.root().join("news")], ..Request::default() };
    let mut articles = 0;
    for files in [0, 3, 9] {
        let (_, report) =
            ingest(&request, &StopAfter { files, seen: AtomicUsize::new(0) }).unwrap();
        assert!(report.is_stopped);
        // Each thread may be at a file when another sees that it is to stop.
        assert!((files as u64..files as u64 + 8).contains(&report.articles()), "{report:?}");
        articles += report.articles();
        let counted = archive.run("count --index news/.morgue port").stdout;
        assert_eq!(counted.trim().parse::<u64>().unwrap_or_default(), articles);
    }
    archive.done("ingest news");
    assert_eq!(archive.run("count --index news/.morgue port").stdout, "20\n");
}

/// Removes the lock while files are read.
struct Meddler(PathBuf);

impl Progress for Meddler {
    fn start(&self, _files: u64) {}

    fn file(&self, _path: &str) {
        fs::remove_file(&self.0).unwrap_or_default();
    }
}

/// Two runs that each have a lock would lose what the other commits.
#[test]
fn a_run_whose_lock_was_removed_commits_nothing() {
    let archive = news(3);
    archive.done("ingest news");
    let lock = archive.root().join("news/.morgue/ingest.lock");
    let request =
        Request { archives: vec![archive.root().join("news")], rehash: true, ..Request::default() };
    let error = ingest(&request, &Meddler(lock)).unwrap_err().to_string();
    assert!(error.starts_with("nothing more is written, because"), "{error}");
    let run = archive.run("search --index news/.morgue --format jsonl seal1");
    assert_eq!(run.records_of("end")[0]["generation"], 1, "{}", run.snapshot());
    archive.done("ingest news --rehash");
}

/// All files of a commit are there but the one that makes it a commit.
#[test]
fn a_run_that_was_killed_just_before_its_commit_is_done_again() {
    let archive = news(12);
    archive.done("ingest news");
    let segments = archive.root().join("news/.morgue/segments");
    let files = |except: &str| -> Vec<(PathBuf, Vec<u8>)> {
        let entries = fs::read_dir(&segments).unwrap().map(|entry| entry.unwrap().path());
        let wanted = entries.filter(|path| path.file_name().unwrap() != except);
        wanted.map(|path| (path.clone(), fs::read(path).unwrap())).collect()
    };
    let before = files(".managed.json");
    archive.write("news/3.txt", "Seal seen\nA seal was seen on Monday, in the harbour.\n");
    archive.done("ingest news");
    for (path, bytes) in before {
        fs::write(path, bytes).unwrap();
    }
    fs::write(segments.join(".tmpAbCdEf"), "half").unwrap();
    assert_eq!(archive.run("count --index news/.morgue seal3").stdout, "1\n");
    archive.done("ingest news");
    assert_eq!(archive.run("count --index news/.morgue seal3").stdout, "0\n");
    assert_eq!(archive.run("count --index news/.morgue seal").stdout, "1\n");
    archive.done("compact --index news/.morgue");
    let left: Vec<PathBuf> = files("").into_iter().map(|(path, _)| path).collect();
    let segments_left: BTreeSet<_> = left.iter().filter_map(|path| path.file_stem()).collect();
    assert!(!left.iter().any(|path| path.ends_with(".tmpAbCdEf")), "{left:?}");
    assert_eq!(segments_left.iter().filter(|stem| stem.len() == 32).count(), 1, "{left:?}");
}

/// Whether a process waits for a lock, which it does after it began to listen to signals.
#[cfg(target_os = "linux")]
fn waits(process: u32) -> bool {
    let process = process.to_string();
    let locks = std::fs::read_to_string("/proc/locks").unwrap();
    let mut waiting = locks.lines().filter(|line| line.contains("->"));
    waiting.any(|line| line.split_whitespace().any(|part| part == process))
}

#[cfg(target_os = "linux")]
#[test]
fn a_signal_stops_a_run_in_good_order() {
    let archive = news(3);
    archive.done("ingest news");
    let held = hold(&archive);
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        let arguments = "ingest news --wait 600";
        let child = archive.start(arguments);
        while !waits(child.id()) {
            std::thread::yield_now();
        }
        let kill = format!("kill -{signal} {}", child.id());
        let sent = std::process::Command::new("sh").args(["-c", &kill]).status().unwrap();
        assert!(sent.success());
        let run = archive.ended(arguments, &child.wait_with_output().unwrap());
        assert_eq!(run.code, Some(code), "{}", run.snapshot());
        assert!(run.stderr.contains("stopped while waiting"), "{}", run.snapshot());
    }
    drop(held);
}

/// A search during ingests sees whole commits: here, all or none of an edit
/// that concerns every file.
#[test]
fn searches_see_whole_commits() {
    let archive = news(12);
    archive.done("ingest news");
    let mut seen = BTreeSet::new();
    for round in 0..4 {
        for number in 0..12 {
            let text = format!(
                "Round {round}\nIn round{round} a ship called at the port, number {number}.\n"
            );
            archive.write(&format!("news/{number}.txt"), text);
        }
        let mut child = archive.start("ingest news --rehash");
        let query = format!("count --index news/.morgue round{round}");
        while child.try_wait().unwrap().is_none() {
            seen.insert(archive.run(&query).stdout);
        }
        assert_eq!(archive.run(&query).stdout, "12\n");
    }
    assert!(seen.iter().all(|count| count == "0\n" || count == "12\n"), "{seen:?}");
}
