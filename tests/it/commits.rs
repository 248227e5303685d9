//! Commits by time, and what many small ones leave behind.

use std::io::{BufRead, BufReader, Write};
use std::process::{Child, ChildStdout, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use morgue::index::Settings;
use morgue::ingest::{Clock, Progress, Report, Request, run as ingest};

use super::archive::Archive;

struct Silent;

impl Progress for Silent {
    fn start(&self, _files: u64) {}
    fn file(&self, _path: &str) {}
}

fn article(number: usize) -> String {
    format!(
        "Seal{number} seen\nA seal was seen in port {number} on Monday, as the council heard.\n"
    )
}

/// Seconds of a clock that goes on by one whenever it is looked at.
static SECONDS: AtomicU64 = AtomicU64::new(0);

/// Ingests with one thread and that clock.
fn slowly(archive: &Archive, index: &str, seconds: u64) -> Report {
    let request = Request {
        archives: vec![archive.root().join("news")],
        index: Some(archive.root().join(index)),
        settings: Settings { threads: 1, ..Settings::default() },
        commit_time: Some(Duration::from_secs(seconds)),
        clock: Clock(|| Duration::from_secs(SECONDS.fetch_add(1, Ordering::Relaxed))),
        ..Request::default()
    };
    ingest(&request, &Silent).unwrap().1
}

/// An archive of several files, and of one with many articles.
fn archives() -> [Archive; 2] {
    let (many, large) = (Archive::new(), Archive::new());
    let mut members = tar::Builder::new(Vec::new());
    for number in 0..20 {
        let text = article(number);
        many.write(&format!("news/{number}.txt"), &text);
        let mut header = tar::Header::new_gnu();
        header.set_size(text.len() as u64);
        members.append_data(&mut header, format!("{number}.txt"), text.as_bytes()).unwrap();
    }
    let mut bytes = members.into_inner().unwrap();
    // What follows the end of the archive makes it one that is read in pieces.
    bytes.resize(9 << 20, 0);
    large.write("news/all.tar", bytes);
    [many, large]
}

#[test]
fn a_slow_archive_is_committed_by_time() {
    for archive in archives() {
        let quick = slowly(&archive, "quick", 1_000_000);
        let slow = slowly(&archive, "slow", 4);
        assert_eq!((quick.articles(), quick.generation), (20, 1));
        assert_eq!(slow.articles(), 20);
        assert!((4..=10).contains(&slow.generation), "{slow:?}");
        let every = slowly(&archive, "every", 0);
        assert_eq!((every.articles(), every.generation >= 20), (20, true), "{every:?}");
        for index in ["quick", "slow", "every"] {
            archive.done(&format!("check --full --index {index}"));
            assert_eq!(archive.run(&format!("count --index {index} seal")).stdout, "20\n");
        }
    }
}

#[test]
fn many_small_ingests_leave_few_segments() {
    let archive = Archive::new();
    let mut most = 0;
    for number in 0..50 {
        archive.write(&format!("news/{number}.txt"), article(number));
        archive.done("ingest news --threads 1");
        let status = archive.run("status --index news/.morgue --format json");
        let status: serde_json::Value = serde_json::from_str(&status.stdout).unwrap();
        most = most.max(status["segments"].as_u64().unwrap());
    }
    assert!((2..=8).contains(&most), "{most} segments");
    let files = archive.files("news/.morgue").len();
    assert!(files <= 70, "{files} files");
    assert_eq!(archive.run("count --index news/.morgue seal").stdout, "50\n");
}

/// A batch that waits for queries.
struct Batch {
    child: Child,
    answers: BufReader<ChildStdout>,
}

impl Batch {
    fn of(archive: &Archive) -> Self {
        let mut command = archive.command("count --index news/.morgue -f - --threads 2");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let answers = BufReader::new(child.stdout.take().unwrap());
        Self { child, answers }
    }

    /// The answer to a query; nothing if there is none.
    fn ask(&mut self, query: &str) -> String {
        writeln!(self.child.stdin.as_mut().unwrap(), "{query}").unwrap();
        let mut answer = String::new();
        self.answers.read_line(&mut answer).unwrap();
        answer
    }
}

/// Files of an index are open as memory, not as files.
#[cfg(target_os = "linux")]
#[test]
fn a_batch_keeps_few_files_open() {
    let archive = Archive::new();
    for number in 0..6 {
        archive.write(&format!("news/{number}.txt"), article(number));
        archive.done("ingest news --threads 1");
    }
    let mut batch = Batch::of(&archive);
    let path = format!("/proc/{}/fd", batch.child.id());
    let open = || std::fs::read_dir(&path).unwrap().count();
    assert_eq!(batch.ask("seal"), "6\n");
    let before = open();
    assert!(before < 12, "{before} files are open");
    for number in 0..60 {
        assert_eq!(batch.ask(&format!("seal{}", number % 6)), "1\n");
    }
    assert_eq!(open(), before);
    drop(batch.child.stdin.take());
    assert_eq!(batch.child.wait().unwrap().code(), Some(0));
}

/// The pages of a file that was cut are gone: reading them is a signal.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_is_cut_while_it_is_read_is_named() {
    for kind in ["idx", "term"] {
        let archive = Archive::new();
        for number in 0..3 {
            archive.write(&format!("news/{number}.txt"), article(number));
        }
        archive.done("ingest news --threads 1");
        let files = archive.files("news/.morgue");
        let file = files.iter().find(|file| file.ends_with(&format!(".{kind}"))).unwrap();
        let mut batch = Batch::of(&archive);
        assert_eq!(batch.ask("seal"), "3\n");
        let path = archive.root().join("news/.morgue").join(file);
        let length = path.metadata().unwrap().len();
        std::fs::File::options().write(true).open(&path).unwrap().set_len(0).unwrap();
        assert_eq!(batch.ask("council AND seal1"), "");
        drop(batch.child.stdin.take());
        let output = batch.child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{kind}: {output:?}");
        let said = String::from_utf8(output.stderr).unwrap();
        let root = archive.root().display();
        let expected = format!(
            "morgue: index damaged: `{root}/news/.morgue/{file}`: its length in bytes is 0, not {length}\n\
             hint: build it again with `morgue rebuild --index {root}/news/.morgue`; the archive itself is untouched\n"
        );
        assert_eq!(said, expected);
    }
}
