//! What only a terminal gets: colour, links, lines of its width, a pager and
//! progress. The program runs on a pseudo terminal.

use std::fs::File;
use std::io::Read;
use std::process::Stdio;

use rustix::fs::{Mode, OFlags};
use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
use rustix::termios::{Winsize, tcsetwinsize};
use unicode_width::UnicodeWidthStr;

use super::archive::{Archive, Run};

/// A terminal of so many columns: what shows on it, and what a program writes to.
fn terminal(columns: u16) -> (File, File) {
    let shown = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).unwrap();
    grantpt(&shown).unwrap();
    unlockpt(&shown).unwrap();
    let name = ptsname(&shown, Vec::new()).unwrap();
    let written = rustix::fs::open(name, OFlags::RDWR | OFlags::NOCTTY, Mode::empty()).unwrap();
    let size = Winsize { ws_row: 24, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0 };
    tcsetwinsize(&written, size).unwrap();
    (shown.into(), written.into())
}

/// All that shows on a terminal until nobody writes to it any more.
fn all_of(mut shown: File) -> String {
    let mut bytes = Vec::new();
    let mut chunk = [0; 4096];
    // A terminal that everybody has left is an error to read from.
    while let Ok(read @ 1..) = shown.read(&mut chunk) {
        bytes.extend_from_slice(&chunk[..read]);
    }
    String::from_utf8(bytes).unwrap().replace("\r\n", "\n")
}

struct OnTerminal<'a> {
    columns: u16,
    variables: &'a [(&'a str, &'a str)],
}

impl OnTerminal<'_> {
    /// Runs a command with its standard output on the terminal.
    fn run(&self, archive: &Archive, arguments: &str) -> Run {
        let (shown, written) = terminal(self.columns);
        let mut command = archive.command(arguments);
        command.env_remove("COLUMNS").env("TERM", "xterm").envs(self.variables.iter().copied());
        command.stdin(Stdio::null()).stdout(written).stderr(Stdio::piped());
        let child = command.spawn().unwrap();
        drop(command);
        let text = all_of(shown);
        let output = child.wait_with_output().unwrap();
        let mut run = archive.ended(arguments, &output);
        run.stdout = text;
        run
    }
}

fn on(variables: &[(&str, &str)], archive: &Archive, arguments: &str) -> String {
    OnTerminal { columns: 60, variables }.run(archive, arguments).stdout
}

fn news() -> Archive {
    let archive = Archive::of(&[
        (
            "news/a b.txt",
            "Ferry runs again\nThe ferry ran on Friday, the harbour said, for the first time in years.\n",
        ),
        (
            "news/zh.txt",
            "轮渡恢复\n轮渡公司周一表示，跨港航线将于三月恢复，届时每天往返十二班，票价不变，乘客可以提前一周购票。\n",
        ),
        (
            "news/he.txt",
            "המעבורת חזרה\nקו המעבורת בנמל יחודש ביום שני, כך אמר רב החובל לעיתון המקומי, אחרי שנתיים של תיקונים.\n",
        ),
    ]);
    archive.done("ingest news");
    archive
}

const SEARCH: &str = "search ferry --index news/.morgue --no-pager";
const COLOUR: &str = "\x1b[1;33mferry\x1b[0m";

#[test]
fn colour_is_for_terminals_that_want_it() {
    let archive = news();
    assert!(on(&[], &archive, SEARCH).contains(COLOUR));
    for variable in
        [("NO_COLOR", "1"), ("CLICOLOR", "0"), ("TERM", "dumb"), ("MORGUE_COLOR", "never")]
    {
        let text = on(&[variable], &archive, SEARCH);
        assert!(text.contains("[ferry]") && !text.contains("\x1b[1"), "{variable:?}: {text}");
    }
    let text = on(&[("NO_COLOR", "1")], &archive, &format!("{SEARCH} --color always"));
    assert!(text.contains(COLOUR), "{text}");
    assert!(on(&[("NO_COLOR", "")], &archive, SEARCH).contains(COLOUR));

    assert!(archive.run(SEARCH).stdout.contains("[ferry]"));
    let forced = archive.command(SEARCH).env("CLICOLOR_FORCE", "1").output().unwrap();
    assert!(String::from_utf8(forced.stdout).unwrap().contains(COLOUR));
}

#[test]
fn links_lead_to_the_line() {
    let archive = news();
    let root = archive.root().to_str().unwrap();
    let link =
        format!("\x1b]8;;file://{root}/news/a%20b.txt#2\x1b\\news/a b.txt:2\x1b]8;;\x1b\\\n");
    let text = on(&[], &archive, SEARCH);
    assert!(text.contains(&link), "{text:?}");
    for variable in [("TERM", "dumb"), ("MORGUE_HYPERLINK", "never")] {
        assert!(!on(&[variable], &archive, SEARCH).contains("]8;;"), "{variable:?}");
    }
    assert!(!archive.run(SEARCH).stdout.contains("]8;;"));
    let always = archive.run(&format!("{SEARCH} --hyperlink always"));
    assert!(always.stdout.contains(&link), "{}", always.snapshot());
    let whole = archive.run("search ferry --archive news --hyperlink always");
    assert!(whole.stdout.contains(&link), "{}", whole.snapshot());
}

#[test]
fn lines_fit_the_terminal_in_every_script() {
    let archive = news();
    let commands = [
        "search ferry",
        "search 轮渡",
        "search המעבורת",
        "show zh.txt",
        "show he.txt",
        "show 'a%20b.txt'",
        "timeline '*'",
    ];
    for columns in [30, 41, 60] {
        for command in commands {
            let variables = [("NO_COLOR", "1"), ("MORGUE_HYPERLINK", "never")];
            let arguments = format!("{command} --index news/.morgue --no-pager");
            let text =
                OnTerminal { columns, variables: &variables }.run(&archive, &arguments).stdout;
            for line in text.lines() {
                assert!(line.width() <= columns.into(), "{command} at {columns}: {line}");
            }
        }
    }
    let words: Vec<String> = on(&[], &archive, "show he.txt --index news/.morgue --no-pager")
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    assert!(
        words.iter().any(|word| word == "המעבורת"),
        "words of a script from right to left stay whole"
    );
}

#[test]
fn long_output_goes_through_a_pager() {
    let archive = news();
    let search = "search ferry --index news/.morgue";
    let pager = ("MORGUE_PAGER", "tr a-z A-Z");
    let plain = ("NO_COLOR", "1");
    for command in [
        search,
        "show zh.txt --index news/.morgue",
        "kwic ferry --index news/.morgue",
        "help engineer",
    ] {
        let text = on(&[pager, plain], &archive, command);
        assert!(text.contains(|c: char| c.is_ascii_uppercase()), "{text}");
        assert!(!text.contains(|c: char| c.is_ascii_lowercase()), "{text}");
    }
    assert!(on(&[("PAGER", "tr a-z A-Z"), plain], &archive, search).contains("FERRY"));
    let shown = [
        on(&[pager, plain], &archive, &format!("{search} --no-pager")),
        on(&[("MORGUE_PAGER", "cat"), ("PAGER", "tr a-z A-Z"), plain], &archive, search),
        on(&[("MORGUE_PAGER", "no-such-pager --x"), plain], &archive, search),
        on(&[pager, plain, ("TERM", "dumb")], &archive, search),
    ];
    assert!(shown.iter().all(|text| text.contains("The [ferry] ran")), "{shown:?}");
    let piped = archive.command(search).envs([pager]).output().unwrap();
    assert!(String::from_utf8(piped.stdout).unwrap().contains("The [ferry] ran"));
}

/// A pager that reads nothing ends the program without a word, as a closed pipe does.
#[test]
fn a_pager_may_be_left() {
    let archive = news();
    let pager = [("MORGUE_PAGER", "true")];
    let run = OnTerminal { columns: 60, variables: &pager }
        .run(&archive, "search ferry --index news/.morgue");
    assert_eq!((run.code, run.stdout.as_str(), run.stderr.as_str()), (Some(0), "", ""));
}

#[test]
fn names_of_files_do_not_steer_the_terminal() {
    let archive = news();
    archive.write("news/\u{1b}[31m.txt", "Ferry red\nThe ferry was red.\n");
    archive.done("ingest news");
    let files = on(&[], &archive, "search red --index news/.morgue --no-pager -0");
    assert!(files.contains("\\x1b[31m") && !files.contains('\u{1b}'), "{files:?}");
}

#[test]
fn raw_text_is_not_for_a_terminal() {
    let archive = news();
    let terminal = OnTerminal { columns: 80, variables: &[] };
    let run = terminal.run(&archive, "search ferry --index news/.morgue --raw");
    assert_eq!((run.code, run.stdout.as_str()), (Some(2), ""));
    assert!(run.stderr.contains("hint: leave --raw out, or write to a file"), "{}", run.stderr);
}

#[test]
fn progress_is_for_people() {
    let archive = news();
    for number in 0..40 {
        archive.write(&format!("more/{number}.txt"), "Seal seen\nA seal was seen in the port.\n");
    }
    archive.write("more/none.bin", [0, 1, 2, 255, 0]);
    let (shown, written) = terminal(120);
    let mut command = archive.command("ingest more --threads 1");
    command.env("TERM", "xterm").stdin(Stdio::null()).stdout(Stdio::null()).stderr(written);
    let mut child = command.spawn().unwrap();
    drop(command);
    let text = all_of(shown);
    child.wait().unwrap();
    assert!(text.contains("/41 files") && text.contains("left"), "{text:?}");
    assert!(text.contains(".txt"), "the file that is being read: {text:?}");

    let run = archive.run("ingest more --rehash");
    assert!(!run.stderr.contains('\u{1b}') && !run.stderr.contains("left"), "{}", run.snapshot());
    assert_eq!(run.stdout, "");
}

#[test]
fn more_or_less_is_said() {
    let archive = news();
    archive.write("news/none.bin", [0, 1, 2, 255, 0]);
    let ingest = archive.run("ingest news -v");
    assert!(ingest.stderr.contains("skipped none.bin: "), "{}", ingest.snapshot());
    assert_eq!(archive.run("ingest news -q").stderr, "");
    let verbose = archive.run("search ferry -v --index news/.morgue");
    assert!(
        verbose.stderr.contains("reading the index `news/.morgue`\nread as: ferry\n"),
        "{}",
        verbose.snapshot()
    );
    for (query, code) in [("ferry", 0), ("nowhere", 1), ("'\"ferry'", 2)] {
        for command in ["search", "count"] {
            let run = archive.run(&format!("{command} -q {query} --index news/.morgue"));
            assert_eq!((run.code, run.stdout.as_str()), (Some(code), ""), "{}", run.snapshot());
            assert_eq!(run.stderr.is_empty(), code < 2, "{}", run.snapshot());
        }
    }
    archive.write("queries.txt", "ferry\nnowhere\n");
    let batch = archive.run("count -q -f queries.txt --index news/.morgue");
    assert_eq!((batch.code, batch.stdout.as_str(), batch.stderr.as_str()), (Some(0), "", ""));
    let timed = archive.run("count ferry --timing --index news/.morgue");
    assert_eq!(timed.stdout, "1\n");
    assert!(
        timed.stderr.starts_with("timing: open ") && timed.stderr.lines().count() == 1,
        "{}",
        timed.snapshot()
    );
}
