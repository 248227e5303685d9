//! The commands of README.md do what it says.
//!
//! A block marked `sh` holds one command a line, to be copied; a block marked
//! `console` holds commands after `$ ` and what they print. Blocks marked
//! `text` or `toml` are no commands. `# exit 1` behind a command names its exit code.
//! All commands run one after the other beside a copy of `corpus/` and files
//! of queries, topics and judgments.
//!
//! `UPDATE_EXPECT=1 cargo test readme` writes what is printed into the file.

use std::fs;

use super::archive::{Archive, Run, package};

/// The command that the README begins with, and the one that runs the tests.
const FIRST_TWO: [&str; 2] =
    ["cargo run --release -- search --archive corpus Crimea", "cargo test"];

/// Commands that are not the program's.
const OTHERS: [&str; 2] = ["cargo test", "cargo install --path ."];

/// What `queries.txt` holds.
pub(crate) const QUERIES: &str = "Crimea
bridge\tbridge w/5 Crimea

{\"id\":\"newest\",\"query\":\"NATO\",\"sort\":\"newest\",\"limit\":1}
\"position of
";

/// What `topics.tsv` and `qrels.txt` hold.
const TOPICS: &str = "1\tsinking of the cruiser Moskva\n2\tGazprom stops gas supply to Poland\n";
const QRELS: &str =
    "1 0 moskva-sinks 2\n1 0 canal-dam-blown 0\n2 0 gazprom-poland 2\n2 0 gas-row 1\n";

/// A command of the README.
pub(crate) struct Command {
    /// As written, without its remark.
    pub(crate) line: String,
    /// What it prints, if the README shows it.
    output: Option<String>,
    /// The exit code it ends with.
    code: i32,
    /// The number of its line in the README, from 0.
    number: usize,
}

fn readme() -> String {
    fs::read_to_string(package().join("README.md")).unwrap()
}

/// The lines of the README, each with the kind of the block it is in; lines
/// that open or close one have none.
fn lines(readme: &str) -> Vec<(Option<&str>, &str)> {
    let mut kind: Option<&str> = None;
    let mut lines = Vec::new();
    for line in readme.lines() {
        match (kind, line.strip_prefix("```")) {
            (None, Some(opened)) => {
                kind = Some(opened);
                lines.push((None, ""));
            }
            (Some(_), Some(_)) => {
                kind = None;
                lines.push((None, ""));
            }
            _ => lines.push((kind, line)),
        }
    }
    lines
}

/// The README without its blocks.
pub(crate) fn text_outside_blocks() -> String {
    let readme = readme();
    let outside = lines(&readme).into_iter().filter(|(kind, _)| kind.is_none());
    outside.map(|(_, line)| line).collect::<Vec<_>>().join("\n")
}

/// The commands of the README, in order.
pub(crate) fn commands() -> Vec<Command> {
    commands_of(&readme())
}

/// The commands in the blocks of a page, in order.
fn commands_of(page: &str) -> Vec<Command> {
    let mut commands: Vec<Command> = Vec::new();
    for (number, (kind, line)) in lines(page).into_iter().enumerate() {
        match (kind, line.strip_prefix("$ ")) {
            (Some("sh"), _) if line.is_empty() => {}
            (Some("sh"), _) => commands.push(command(line, None, number)),
            (Some("console"), Some(line)) => {
                commands.push(command(line, Some(String::new()), number));
            }
            (Some("console"), None) => {
                let last = commands.last_mut().unwrap();
                let output = last.output.as_mut().expect("output before a command");
                output.push_str(line);
                output.push('\n');
            }
            (None | Some("text" | "toml"), _) => {}
            (Some(kind), _) => panic!("a block of an unknown kind: {kind:?}"),
        }
    }
    commands
}

fn command(line: &str, output: Option<String>, number: usize) -> Command {
    let (line, code) = match line.split_once(" # exit ") {
        Some((line, code)) => (line, code.trim().parse().unwrap()),
        None => (line, 0),
    };
    Command { line: line.trim_end().to_owned(), output, code, number }
}

/// The arguments of the program in a command line; none if another is run.
fn arguments(line: &str) -> Option<&str> {
    line.strip_prefix("cargo run --release -- ").or_else(|| line.strip_prefix("morgue "))
}

#[test]
fn the_first_two_commands() {
    let commands = commands();
    let first: Vec<&str> = commands.iter().take(2).map(|command| command.line.as_str()).collect();
    assert_eq!(first, FIRST_TWO);
    let ci = fs::read_to_string(package().join(".ci/run")).unwrap();
    for command in FIRST_TWO {
        assert!(ci.contains(command), "`.ci/run` does not run `{command}`");
    }
}

#[test]
fn every_command_does_what_is_shown() {
    let archive = Archive::with_corpus();
    for (name, text) in [("queries.txt", QUERIES), ("topics.tsv", TOPICS), ("qrels.txt", QRELS)] {
        assert!(readme().contains(text), "README.md shows no `{name}`");
        archive.write(name, text);
    }
    check_page("README.md", &archive);
}

/// Runs the commands of a page in an archive, and compares what it shows of
/// their output; with `UPDATE_EXPECT` the page is written.
pub(crate) fn check_page(page: &str, archive: &Archive) {
    let text = fs::read_to_string(package().join(page)).unwrap();
    let mut wrong = Vec::new();
    let mut shown = Vec::new();
    for command in commands_of(&text) {
        let Some(arguments) = arguments(&command.line) else {
            assert!(OTHERS.contains(&command.line.as_str()), "unknown: {}", command.line);
            continue;
        };
        let run = archive.run(arguments);
        if run.code != Some(command.code) {
            wrong.push(format!("line {}, exit code:\n{}", command.number + 1, run.snapshot()));
        }
        match &command.output {
            Some(expected) if printed(&run) != expected.trim_end() => {
                wrong.push(format!("line {}, output:\n{}", command.number + 1, run.snapshot()));
                shown.push((command.number, printed(&run).to_owned()));
            }
            Some(expected) => shown.push((command.number, expected.trim_end().to_owned())),
            None => {}
        }
    }
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::write(package().join(page), updated(&text, &shown)).unwrap();
    }
    assert!(wrong.is_empty(), "{page}:\n{}", wrong.join("\n"));
}

fn printed(run: &Run) -> &str {
    run.stdout.trim_end()
}

/// The page with what commands print below them.
fn updated(old: &str, shown: &[(usize, String)]) -> String {
    let mut new = String::new();
    for ((kind, inside), (number, line)) in lines(old).into_iter().zip(old.lines().enumerate()) {
        if kind == Some("console") && !inside.starts_with("$ ") {
            continue;
        }
        new.push_str(line);
        new.push('\n');
        if let Some((_, output)) = shown.iter().find(|(command, _)| *command == number)
            && !output.is_empty()
        {
            new.push_str(output);
            new.push('\n');
        }
    }
    new
}
