//! Every file under `tests/formats/<format>/` is read as the records beside it
//! say.
//!
//! What `case.xml` gives stands in `case.json`, what `case.json` gives in
//! `case.json.json`: the articles, then what was skipped, a record a line, as
//! `extract` prints and reports them. `case.toml` is the `morgue.toml` of its
//! case. `UPDATE_EXPECT=1` writes the records anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::archive::{Archive, package};

/// Cases by path, with the file that holds what is expected of each.
fn cases(folder: &Path) -> BTreeMap<PathBuf, PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let (toml, files): (Vec<_>, Vec<_>) =
        entries.partition(|path| path.extension().is_some_and(|extension| extension == "toml"));
    let all: BTreeSet<PathBuf> = files.into_iter().collect();
    let answers: BTreeMap<PathBuf, PathBuf> =
        all.iter().map(|path| (path.clone(), answer_of(path))).collect();
    let is_answer = |path: &PathBuf| answers.values().any(|answer| answer == path);
    let cases: BTreeMap<PathBuf, PathBuf> =
        answers.iter().filter(|(path, _)| !is_answer(path)).map(owned).collect();
    let distinct: BTreeSet<&PathBuf> = cases.values().collect();
    assert_eq!(distinct.len(), cases.len(), "two cases of one name in {}", folder.display());
    for rules in toml {
        let is_of = |case: &PathBuf| case.with_extension("toml") == rules;
        assert!(cases.keys().any(is_of), "{} is of no case", rules.display());
    }
    cases
}

fn owned((path, answer): (&PathBuf, &PathBuf)) -> (PathBuf, PathBuf) {
    (path.clone(), answer.clone())
}

fn answer_of(case: &Path) -> PathBuf {
    match case.extension() {
        Some(extension) if extension == "json" => case.with_extension("json.json"),
        _ => case.with_extension("json"),
    }
}

/// The articles and skips of a case, a record a line.
fn answer(case: &Path) -> String {
    let archive = Archive::new();
    let name = case.file_name().unwrap().to_str().unwrap();
    archive.write(name, fs::read(case).unwrap());
    if let Ok(rules) = fs::read(case.with_extension("toml")) {
        archive.write("morgue.toml", rules);
    }
    let run = archive.run(&format!("extract --report .report '{name}'"));
    assert!(matches!(run.code, Some(0 | 3)), "{}", run.snapshot());
    let report = String::from_utf8(archive.read(".report")).unwrap();
    let skipped = report.lines().filter(|line| {
        let record: Value = serde_json::from_str(line).unwrap();
        assert_ne!(record["code"], "panicked", "{line}");
        record["type"] == "skipped"
    });
    run.stdout.lines().chain(skipped).map(|line| line.to_owned() + "\n").collect()
}

#[test]
fn every_case_of_every_format_is_read_as_expected() {
    let folders = fs::read_dir(package().join("tests/formats")).unwrap();
    let folders: BTreeSet<PathBuf> = folders.map(|entry| entry.unwrap().path()).collect();
    let is_writing = std::env::var_os("UPDATE_EXPECT").is_some();
    let mut wrong = Vec::new();
    for (case, answer_file) in folders.iter().flat_map(|folder| cases(folder)) {
        let found = answer(&case);
        if is_writing {
            fs::write(&answer_file, &found).unwrap();
        }
        let expected = fs::read_to_string(&answer_file).unwrap_or_default();
        if found != expected {
            let case = case.strip_prefix(package()).unwrap().display().to_string();
            wrong.push(format!("{case}\nexpected:\n{expected}found:\n{found}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}
