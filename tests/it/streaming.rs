//! A file of many articles is committed piece by piece: whenever a run ends,
//! the next one goes on, and nothing is lost or doubled.

use std::fs;
use std::io::Write;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::time::Duration;

use expect_test::expect;
use morgue::error::SkipReason;
use morgue::index::Settings;
use morgue::ingest::{Progress, Remark, Report, Request, run as ingest};

use super::archive::Archive;
use super::containers::{article, tar};

/// An archive of so many articles of which every hundredth is empty.
fn many(members: usize) -> Vec<u8> {
    let page = |number: usize| if number % 100 == 7 { Vec::new() } else { long(number) };
    let pages: Vec<(String, Vec<u8>)> =
        (0..members).map(|number| (format!("{number}.txt"), page(number))).collect();
    let pages: Vec<(&str, &[u8])> =
        pages.iter().map(|(name, page)| (&name[..], &page[..])).collect();
    tar(&pages)
}

fn long(number: usize) -> Vec<u8> {
    let mut text = article(number);
    text.extend("The members asked what it had cost the port in those days.\n".repeat(8).bytes());
    text
}

/// What the index holds: articles, those of one ship, files and empty members.
fn held(archive: &Archive) -> String {
    let count = |query: &str| {
        let run = archive.run(&format!("count --index idx '{query}'"));
        run.stdout.trim().to_owned()
    };
    let status = archive.run("status --index idx --format json");
    let status: serde_json::Value = serde_json::from_str(&status.stdout).unwrap();
    format!("{} {} {} {}", count("*"), count("seal321"), status["files"], status["skips"])
}

/// All of 800 members.
const ALL: &str = r#"792 1 1 {"empty":8}"#;

#[test]
fn a_killed_ingest_is_continued_after_its_last_commit() {
    let archive = Archive::new();
    archive.write("news/many.tar", many(4_000));
    let command = "ingest news --index idx --commit-every 1";
    for commits in 1..3 {
        let mut child = archive.start(command);
        let generation = || {
            let run = archive.run("count --index idx '*'");
            run.stdout.trim().parse::<u64>().unwrap_or(0)
        };
        let before = generation();
        while generation() <= before && child.try_wait().unwrap().is_none() {}
        child.kill().unwrap();
        child.wait().unwrap();
        let left = generation();
        assert!(left > 0 && left <= 3_960, "after {commits}: {left}");
    }
    let run = archive.run("ingest news --index idx");
    assert_eq!(run.code, Some(0), "{}", run.snapshot());
    assert_eq!(held(&archive), r#"3960 1 1 {"empty":40}"#);
    let last = archive.run("ingest news --index idx");
    expect![[r#"
        $ morgue ingest news --index idx
        ! 1 file: 1 is as before.
        [exit 0]
    "#]]
    .assert_eq(&last.snapshot());
}

/// Stops a run after some commits, which are told by their remarks.
struct StopAfter {
    remarks: u64,
    seen: AtomicU64,
}

impl Progress for StopAfter {
    fn start(&self, _files: u64) {}
    fn file(&self, _path: &str) {}
    fn remark(&self, _remark: &Remark) {
        self.seen.fetch_add(1, Ordering::Relaxed);
    }
    fn is_stopped(&self) -> bool {
        self.seen.load(Ordering::Relaxed) >= self.remarks
    }
}

fn step(archive: &Archive, remarks: u64, threads: usize) -> Report {
    let request = Request {
        archives: vec![archive.root().join("news")],
        index: Some(archive.root().join("idx")),
        settings: Settings { threads, ..Settings::default() },
        commit_bytes: Some(100 << 10),
        // A process that another test is just starting may hold a copy of the lock.
        wait: Duration::from_mins(1),
        ..Request::default()
    };
    ingest(&request, &StopAfter { remarks, seen: AtomicU64::new(0) }).unwrap().1
}

#[test]
fn a_stopped_ingest_reads_on_where_it_stopped() {
    for threads in [1, 3] {
        let archive = Archive::new();
        archive.write("news/many.tar", many(800));
        let first = step(&archive, 1, threads);
        assert!(first.is_stopped && first.read == 0);
        assert!(first.articles() > 100 && first.articles() < 400, "{}", first.articles());
        let second = step(&archive, 1, threads);
        assert!(second.is_stopped && second.articles() > 100, "{}", second.articles());
        let last = step(&archive, u64::MAX, threads);
        assert_eq!((last.is_stopped, last.read), (false, 1));
        assert_eq!(first.articles() + second.articles() + last.articles(), 792);
        assert_eq!(held(&archive), ALL);
    }
}

#[test]
fn a_file_that_changed_meanwhile_is_begun_anew() {
    let archive = Archive::new();
    archive.write("news/many.tar", many(800));
    let first = step(&archive, 1, 2);
    assert!(first.is_stopped);
    let fewer = tar(&[("321.txt", &long(321)), ("a.txt", &long(5_000))]);
    archive.write("news/many.tar", fewer);
    step(&archive, u64::MAX, 2);
    assert_eq!(held(&archive), r#"2 1 1 {}"#);
    archive.write("news/many.tar", many(800));
    step(&archive, u64::MAX, 2);
    assert_eq!(held(&archive), ALL);
    archive.remove("news/many.tar");
    archive.write("news/a.txt", article(321));
    step(&archive, u64::MAX, 2);
    assert_eq!(held(&archive), r#"1 1 1 {}"#);
}

/// Writes to a file of the archive at the first commit.
struct WriteOnce {
    path: PathBuf,
    is_written: AtomicBool,
}

impl Progress for WriteOnce {
    fn start(&self, _files: u64) {}
    fn file(&self, _path: &str) {}
    fn remark(&self, _remark: &Remark) {
        if !self.is_written.swap(true, Ordering::Relaxed) {
            let mut file = fs::File::options().append(true).open(&self.path).unwrap();
            file.write_all(&[0; 512]).unwrap();
        }
    }
}

#[test]
fn a_file_that_is_written_to_while_it_is_streamed_is_read_again() {
    let archive = Archive::new();
    let padding = vec![b' '; 9 << 20];
    let (one, two) = (article(1), article(2));
    let members = tar(&[("0.txt", b""), ("a.txt", &one), (".padding", &padding), ("b.txt", &two)]);
    archive.write("news/large.tar", members);
    let path = archive.root().join("news/large.tar");
    let request = Request {
        archives: vec![archive.root().join("news")],
        commit_bytes: Some(1),
        ..Request::default()
    };
    let progress = WriteOnce { path, is_written: AtomicBool::new(false) };
    let (_, report) = ingest(&request, &progress).unwrap();
    assert_eq!((report.articles(), report.skips.get(&SkipReason::Changed)), (2, Some(&1)));
    let (_, report) = ingest(&request, &progress).unwrap();
    assert_eq!((report.articles(), report.skips.get(&SkipReason::Changed)), (2, None));
    let count = archive.run("count --index news/.morgue '*'");
    assert_eq!(count.stdout, "2\n");
}

#[test]
fn pieces_do_not_change_what_is_found() {
    let archive = Archive::new();
    archive.write("news/many.tar", many(800));
    step(&archive, u64::MAX, 2);
    archive.done("ingest news --index whole");
    for query in ["seal12 OR seal799", "'\"the tide\" -seal7 seal7*'"] {
        let ids = |index: &str| {
            let run =
                archive.run(&format!("search --index {index} --format paths --limit 0 {query}"));
            let mut ids: Vec<String> = run.stdout.lines().map(str::to_owned).collect();
            ids.sort();
            ids
        };
        assert_eq!(ids("idx"), ids("whole"));
    }
    fs::remove_dir_all(archive.root().join("whole")).unwrap();
}

#[test]
fn a_reader_of_records_can_stop_early() {
    let archive = Archive::new();
    archive.write("news/many.tar", many(800));
    let mut seen = 0;
    let mut visit = |_: String, _: Result<_, _>| {
        seen += 1;
        if seen == 5 { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    morgue::ingest::extract(&archive.root().join("news"), None, &mut visit).unwrap();
    assert_eq!(seen, 5);
}
