//! An archive that is edited at random, whose ingests are killed at random,
//! answers as one that is indexed afresh.
//!
//! The model of the archive is what files hold now and what was readable when
//! they were last ingested. The oracle is an archive with just these texts,
//! indexed from nothing. Before compacting, ids, counts, matches and marks
//! are compared; after it every byte, but for the number of the commit.

use std::collections::BTreeMap;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use proptest::prelude::*;
use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};
use serde_json::Value;

use super::archive::Archive;

/// Sequences of edits, and edits in each.
const CASES: u32 = 6;
const STEPS: usize = 12;

/// Where files may be: one of them may be a folder as well.
const PATHS: [&str; 7] =
    ["a.txt", "b.txt", "wire/a.txt", "wire/c.txt", "wire/deep/d.txt", "paper", "paper/e.txt"];

/// The file that is always there, so that the archive is never empty.
const ALWAYS: &str = "always.txt";

const SUBJECTS: [&str; 6] = ["ferry", "bridge", "tunnel", "harbour", "lighthouse", "ice"];

const QUERIES: [&str; 4] = [
    "'*'",
    "--any 'bridge tunnel ice'",
    "'\"report on the harbour\"'",
    "'headline:ice OR date:2014..2016'",
];

/// A text by number: articles on one or two subjects, some with a date, some
/// equal but for a word of the same length; and files without an article.
fn text(number: usize) -> Vec<u8> {
    match number % 16 {
        14 => return b"\n\n".to_vec(),
        15 => return b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\0\0".to_vec(),
        _ => {}
    }
    let (first, second) = (SUBJECTS[number % 6], SUBJECTS[number / 6 % 6]);
    let source = match number % 3 {
        0 => format!("(Harbour Gazette 03/14/201{} page{})\n", number % 8, number % 5 + 1),
        _ => String::new(),
    };
    let more = "The members asked what it had cost.\n".repeat(number % 4);
    format!(
        "Council hears of the {first}\n\
         The council heard a report on the {second} on Monday, and will hear another in spring.\n\
         {more}Nobody spoke for the {first}, which is to open in spring after the {second}.\n{source}"
    )
    .into_bytes()
}

/// Something that happens to an archive. Numbers name files and texts.
#[derive(Debug, Clone)]
enum Step {
    Write(usize, usize),
    Touch(usize),
    Delete(usize),
    Rename(usize, usize),
    Swap(usize, usize),
    RenameFolder,
    Forbid(usize),
    Allow,
    Exclude(bool),
    Ingest,
    /// An edit, and an ingest that is killed after the index folder has
    /// changed so many times.
    Kill(usize, usize, usize),
    Rehash,
    Compact,
}

fn step() -> impl Strategy<Value = Step> {
    let file = || 0..PATHS.len();
    prop_oneof![
        6 => (file(), 0..36usize).prop_map(|(file, text)| Step::Write(file, text)),
        1 => file().prop_map(Step::Touch),
        2 => file().prop_map(Step::Delete),
        2 => (file(), file()).prop_map(|(from, to)| Step::Rename(from, to)),
        2 => (file(), file()).prop_map(|(one, other)| Step::Swap(one, other)),
        1 => Just(Step::RenameFolder),
        2 => file().prop_map(Step::Forbid),
        1 => Just(Step::Allow),
        1 => any::<bool>().prop_map(Step::Exclude),
        4 => Just(Step::Ingest),
        3 => (file(), 0..36usize, 0..48usize)
            .prop_map(|(file, text, changes)| Step::Kill(file, text, changes)),
        1 => Just(Step::Rehash),
        1 => Just(Step::Compact),
    ]
}

/// A file of the model.
#[derive(Debug, Clone, PartialEq)]
struct Held {
    text: usize,
    is_readable: bool,
}

struct Living {
    archive: Archive,
    files: BTreeMap<String, Held>,
    /// What the index should hold: the text that each file was last read with.
    indexed: BTreeMap<String, usize>,
    is_excluding: bool,
    /// Seconds since 1970 of the next edit.
    clock: u64,
}

impl Living {
    fn new() -> Self {
        let mut living = Self {
            archive: Archive::with_permissions(),
            files: BTreeMap::new(),
            indexed: BTreeMap::new(),
            is_excluding: false,
            clock: 1_500_000_000,
        };
        living.write(ALWAYS, 3);
        living.ingest("");
        living
    }

    fn path(&self, file: &str) -> PathBuf {
        self.archive.root().join("news").join(file)
    }

    /// Sets the time of an edit; times go on as edits do.
    fn stamp(&mut self, path: &Path) {
        self.clock += 1;
        let time = SystemTime::UNIX_EPOCH + Duration::from_secs(self.clock);
        fs::File::options().write(true).open(path).unwrap().set_modified(time).unwrap();
    }

    /// Makes room for a file where a folder of its name is, or the other way round.
    fn make_room(&mut self, file: &str) {
        let inside = format!("{file}/");
        let above = |other: &str| file.starts_with(&format!("{other}/"));
        let others: Vec<String> = self.files.keys().cloned().collect();
        for other in others.iter().filter(|other| other.starts_with(&inside) || above(other)) {
            self.delete(other);
        }
        if self.path(file).is_dir() {
            fs::remove_dir_all(self.path(file)).unwrap();
        }
        fs::create_dir_all(self.path(file).parent().unwrap()).unwrap();
    }

    fn write(&mut self, file: &str, number: usize) {
        self.make_room(file);
        let path = self.path(file);
        let is_readable = self.files.get(file).is_none_or(|held| held.is_readable);
        fs::write(&path, text(number)).unwrap();
        self.stamp(&path);
        self.files.insert(file.to_owned(), Held { text: number, is_readable });
    }

    fn delete(&mut self, file: &str) {
        if self.files.remove(file).is_some() {
            fs::remove_file(self.path(file)).unwrap();
        }
    }

    fn rename(&mut self, from: &str, to: &str) {
        if from == to || to.starts_with(&format!("{from}/")) || from.starts_with(&format!("{to}/"))
        {
            return;
        }
        let Some(held) = self.files.get(from).cloned() else { return };
        self.make_room(to);
        fs::rename(self.path(from), self.path(to)).unwrap();
        self.files.remove(from);
        self.files.insert(to.to_owned(), held);
    }

    fn swap(&mut self, one: &str, other: &str) {
        if one == other || !self.files.contains_key(one) || !self.files.contains_key(other) {
            return;
        }
        self.rename(one, "between");
        self.rename(other, one);
        self.rename("between", other);
    }

    /// `wire` becomes `agency`, or `agency` becomes `wire`.
    fn rename_folder(&mut self) {
        let (from, to) =
            if self.path("wire").is_dir() { ("wire", "agency") } else { ("agency", "wire") };
        if !self.path(from).is_dir() {
            return;
        }
        fs::rename(self.path(from), self.path(to)).unwrap();
        let renamed = |file: String| match file.strip_prefix(&format!("{from}/")) {
            Some(inside) => format!("{to}/{inside}"),
            None => file,
        };
        self.files = std::mem::take(&mut self.files)
            .into_iter()
            .map(|(file, held)| (renamed(file), held))
            .collect();
    }

    fn permit(&mut self, file: &str, is_readable: bool) {
        if let Some(held) = self.files.get_mut(file) {
            held.is_readable = is_readable;
            let mode = if is_readable { 0o644 } else { 0 };
            set_mode(&self.archive.root().join("news").join(file), mode);
        }
    }

    /// A rule that leaves out `b.txt`, or no rule.
    fn exclude(&mut self, is_excluding: bool) {
        self.is_excluding = is_excluding;
        let rules = if is_excluding { "exclude = [\"b.txt\"]\n" } else { "" };
        fs::write(self.path("morgue.toml"), rules).unwrap();
    }

    /// What the index holds after an ingest.
    fn after_ingest(&self) -> BTreeMap<String, usize> {
        let mut indexed = BTreeMap::new();
        for (file, held) in &self.files {
            if self.is_excluding && file == "b.txt" {
                continue;
            }
            let known = self.indexed.get(file).copied();
            let text = if held.is_readable { Some(held.text) } else { known };
            indexed.extend(text.map(|text| (file.clone(), text)));
        }
        indexed
    }

    fn ingest(&mut self, options: &str) {
        let run = self.archive.run(&format!("ingest news --index idx {options}"));
        let visible = |file: &str| !(self.is_excluding && file == "b.txt");
        let all_readable = self.files.iter().all(|(file, held)| held.is_readable || !visible(file));
        // A file that looks as before is not opened if it may be read.
        assert_eq!(run.code, Some(if all_readable { 0 } else { 3 }), "{}", run.snapshot());
        self.indexed = self.after_ingest();
        assert_eq!(self.answers(), answers(&self.fresh()));
    }

    /// Kills an ingest after some changes of the index folder. What is found
    /// then is as before or as after it; nothing is repaired by hand.
    fn kill(&mut self, changes: usize) {
        let before = self.answers();
        let mut child = self.archive.start("ingest news --index idx");
        let (mut seen, mut last) = (0, Vec::new());
        while seen < changes && child.try_wait().unwrap().is_none() {
            let now = self.listing();
            seen += usize::from(now != last);
            last = now;
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let left = self.answers();
        self.ingest("");
        assert!(left == before || left == self.answers(), "neither before nor after");
    }

    /// Names and lengths of what is in the index folder.
    fn listing(&self) -> Vec<(PathBuf, u64)> {
        let entries = fs::read_dir(self.archive.root().join("idx/segments"));
        let entries = entries.into_iter().flatten().flatten();
        let mut files: Vec<_> = entries
            .map(|entry| (entry.path(), entry.metadata().map_or(0, |metadata| metadata.len())))
            .collect();
        files.sort();
        files
    }

    fn take(&mut self, step: &Step) {
        match *step {
            Step::Write(file, text) => self.write(PATHS[file], text),
            Step::Touch(file) if self.files.contains_key(PATHS[file]) => {
                let path = self.path(PATHS[file]);
                self.stamp(&path);
            }
            Step::Touch(_) => {}
            Step::Delete(file) => self.delete(PATHS[file]),
            Step::Rename(from, to) => self.rename(PATHS[from], PATHS[to]),
            Step::Swap(one, other) => self.swap(PATHS[one], PATHS[other]),
            Step::RenameFolder => self.rename_folder(),
            Step::Forbid(file) => self.permit(PATHS[file], false),
            Step::Allow => {
                for file in self.files.keys().cloned().collect::<Vec<_>>() {
                    self.permit(&file, true);
                }
            }
            Step::Exclude(is_excluding) => self.exclude(is_excluding),
            Step::Ingest => self.ingest(""),
            Step::Rehash => self.ingest("--rehash"),
            Step::Kill(file, text, changes) => {
                self.write(PATHS[file], text);
                self.kill(changes);
            }
            Step::Compact => self.compact(),
        }
    }

    fn answers(&self) -> Vec<String> {
        answers(&self.archive)
    }

    /// An archive with the same texts that is indexed afresh.
    fn fresh(&self) -> Archive {
        let fresh = Archive::new();
        for (file, number) in &self.indexed {
            fresh.write(&format!("news/{file}"), text(*number));
        }
        fresh.done("ingest news --index idx");
        fresh
    }

    /// Compacts, and compares all that is found with a fresh index.
    fn compact(&self) {
        self.archive.done("compact --index idx");
        let fresh = self.fresh();
        for query in QUERIES {
            let command = format!("search --index idx --format jsonl --limit 0 {query}");
            let (found, expected) = (self.archive.run(&command), fresh.run(&command));
            let is_same = without_generation(&found.stdout) == without_generation(&expected.stdout);
            assert!(is_same, "{}\n{}", found.snapshot(), expected.snapshot());
        }
    }
}

fn set_mode(path: &Path, mode: u32) {
    fs::set_permissions(path, Permissions::from_mode(mode)).unwrap();
}

/// The answers to all queries without scores and what follows from them: the
/// order, and which of many passages are shown.
fn answers(archive: &Archive) -> Vec<String> {
    let answer = |query: &&str| {
        let command =
            format!("search --index idx --format jsonl --limit 0 --per-article 99 {query}");
        let mut records: Vec<String> =
            archive.run(&command).records().into_iter().map(unscored).collect();
        records.sort();
        records.join("\n")
    };
    QUERIES.iter().map(answer).collect()
}

fn unscored(mut record: Value) -> String {
    let fields = record.as_object_mut().unwrap();
    // Advice may name words of articles that are removed but not yet dropped.
    for field in ["score", "rank", "generation", "notes"] {
        fields.remove(field);
    }
    if let Some(passages) = record["passages"].as_array_mut() {
        for passage in passages.iter_mut() {
            passage.as_object_mut().unwrap().remove("score");
        }
        passages.sort_by_key(|passage| passage["bytes"].to_string());
    }
    record.to_string()
}

fn without_generation(output: &str) -> String {
    let line = |line: &str| {
        let mut record: Value = serde_json::from_str(line).unwrap();
        record.as_object_mut().unwrap().remove("generation");
        record.to_string() + "\n"
    };
    output.lines().map(line).collect()
}

#[test]
fn an_archive_edited_at_random_answers_as_a_fresh_one() {
    let config = Config {
        cases: CASES,
        failure_persistence: None,
        max_shrink_iters: 40,
        ..Config::default()
    };
    let random = TestRng::deterministic_rng(RngAlgorithm::ChaCha);
    let mut runner = TestRunner::new_with_rng(config, random);
    let steps = prop::collection::vec(step(), STEPS);
    let outcome = runner.run(&steps, |steps| {
        let mut living = Living::new();
        for step in &steps {
            living.take(step);
        }
        living.ingest("");
        living.compact();
        Ok(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}
