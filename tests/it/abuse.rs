//! What hurts a program in a pipeline: pipes that close, disks that are full,
//! batches with bad lines.

use std::fmt::Write as _;
use std::fs::File;
use std::io::Read;
use std::process::Stdio;

use super::archive::Archive;

/// Every command that prints to standard output, with arguments that make it do so.
const PRINTING: [&str; 24] = [
    "search ferry --limit 0 --index news/.morgue",
    "search ferry --limit 0 --format jsonl --index news/.morgue",
    "search ferry --limit 0 --format json --index news/.morgue",
    "search ferry --limit 0 --format csv --index news/.morgue",
    "search ferry --limit 0 --format trec --index news/.morgue",
    "search ferry --limit 0 -0 --index news/.morgue",
    "search -f queries.txt --index news/.morgue",
    "count ferry --index news/.morgue",
    "count -f queries.txt --index news/.morgue",
    "facets ferry --by source --index news/.morgue",
    "timeline ferry --index news/.morgue",
    "kwic ferry --index news/.morgue",
    "terms --index news/.morgue",
    "explain ferry --index news/.morgue",
    "show 1.txt --index news/.morgue",
    "export ferry --index news/.morgue",
    "export ferry --format ninjs --index news/.morgue",
    "extract news",
    "status --index news/.morgue",
    "check --index news/.morgue",
    "config",
    "help engineer",
    "man",
    "completions bash",
];

/// Enough articles that no answer fits a pipe that nobody reads.
fn news() -> Archive {
    let archive = Archive::new();
    for number in 1..=60 {
        let text = format!(
            "Ferry {number} runs\nBy Jane Doe\n\nThe ferry ran on day {number}, the harbour said. {}\n\
             (Harbour Gazette 03/{:02}/2014 page3)\n",
            "The ferry was late, and the ferry was full. ".repeat(60),
            number % 28 + 1
        );
        archive.write(&format!("news/{number}.txt"), text);
    }
    archive.done("ingest news");
    archive.write("queries.txt", "ferry\n".repeat(400));
    archive
}

#[test]
fn a_closed_pipe_is_no_error() {
    let archive = news();
    for command in PRINTING {
        let mut child = archive.start(command);
        let mut out = child.stdout.take().unwrap();
        out.read_exact(&mut [0]).unwrap();
        drop(out);
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        let code = child.wait().unwrap().code();
        assert_eq!(code, Some(0), "{command}: {said}");
        assert!(!said.contains("morgue:") && !said.contains("panic"), "{command}: {said}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_behind_standard_output_is_told() {
    let archive = news();
    let full = || File::options().write(true).open("/dev/full").unwrap();
    let mut commands: Vec<&str> = PRINTING.to_vec();
    commands.push("eval --index news/.morgue --topics topics.tsv --qrels qrels.txt");
    commands.push("ingest news --dry-run --rehash");
    archive.write("topics.tsv", "1\tferry\n");
    archive.write("qrels.txt", "1 0 1.txt 1\n");
    for command in commands {
        let mut child = archive.command(command);
        let child = child.stdin(Stdio::null()).stdout(full()).stderr(Stdio::piped());
        let output = child.spawn().unwrap().wait_with_output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{command}: {said}");
        assert!(said.contains("cannot write the output: No space left"), "{command}: {said}");
    }
}

/// One line of a hundred is broken, each in a way of its own.
fn batch(lines: usize) -> (String, usize) {
    let broken = [
        "\"open",
        "ferry AND",
        "nofield:x",
        "{\"query\":7}",
        "{\"que",
        "ferry w/0 harbour",
        "(ferry",
    ];
    let mut text = String::new();
    let mut bad = 0;
    for number in 1..=lines {
        if number % 100 == 0 {
            writeln!(text, "{}", broken[bad % broken.len()]).unwrap();
            bad += 1;
        } else if number % 3 == 0 {
            writeln!(text, "q{number}\tferry OR day{number}\r").unwrap();
        } else {
            writeln!(text, "harbour{number} OR gazette").unwrap();
        }
    }
    (text, bad)
}

#[test]
fn bad_lines_of_a_large_batch_cost_themselves() {
    let archive = Archive::of(&[("news/1.txt", "Ferry runs\nThe ferry ran, the gazette said.\n")]);
    archive.done("ingest news");
    let lines = 3000;
    let (text, bad) = batch(lines);
    archive.write("queries.txt", text);
    let run = archive.run("count -f queries.txt --index news/.morgue");
    assert_eq!(run.code, Some(2));
    assert_eq!(run.stderr, format!("morgue: {bad} of {lines} queries could not be answered\n"));
    let printed: Vec<&str> = run.stdout.lines().collect();
    assert_eq!(printed.len(), lines);
    for (number, line) in (1..).zip(&printed) {
        let is_right = match number {
            _ if number % 100 == 0 => line.starts_with(&format!("{number}\terror: ")),
            _ if number % 3 == 0 => *line == format!("q{number}\t1"),
            _ => *line == "1",
        };
        assert!(is_right, "line {number}: {line}");
    }
    let run = archive.run("search -f queries.txt --format jsonl --limit 1 --index news/.morgue");
    assert_eq!((run.code, run.records_of("error").len()), (Some(2), bad));
    assert_eq!(run.records_of("end").len(), lines - bad);
}

/// The program reads no further ahead than its answers are taken.
#[cfg(target_os = "linux")]
#[test]
fn an_endless_batch_takes_bounded_memory() {
    let archive = news();
    archive.write("queries.txt", batch(20_000).0);
    let mut child =
        archive.start("search -f queries.txt --format jsonl --limit 1 --index news/.morgue");
    let mut out = child.stdout.take().unwrap();
    let mut said = child.stderr.take().unwrap();
    let drain = std::thread::spawn(move || said.read_to_end(&mut Vec::new()));
    let mut highest = 0;
    let mut chunk = vec![0; 1 << 20];
    let mut read = 0;
    while read < 12 << 20 {
        match out.read(&mut chunk).unwrap() {
            0 => break,
            more => read += more,
        }
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap();
        let memory = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
        let memory = memory.and_then(|memory| memory.trim().split(' ').next()?.parse().ok());
        highest = highest.max(memory.unwrap_or(0_u64));
    }
    drop(out);
    child.wait().unwrap();
    drain.join().unwrap().unwrap();
    assert!(read > 1 << 20, "{read} bytes");
    assert!(highest > 0 && highest < 256 << 10, "{highest} KiB");
}
