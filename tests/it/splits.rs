//! `corpus/` is divided as its writers meant it: `tests/splits/` says how.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use super::archive::{Archive, package};

#[test]
fn every_article_of_the_corpus_is_split_as_expected() {
    let expected = expected_splits();
    let found = extracted();
    let mut differences = Differences::default();
    let ids: BTreeSet<&String> = expected.keys().chain(found.keys()).collect();
    for id in ids {
        differences.id.clone_from(id);
        match (expected.get(id), found.get(id)) {
            (Some(expected), Some(found)) => differences.article(expected, found),
            (Some(_), None) => differences.add("article", "one", "none"),
            _ => differences.add("article", "none", "one"),
        }
    }
    let lines = &differences.lines;
    assert!(lines.is_empty(), "{} differences:\n{}", lines.len(), lines.join("\n"));
}

/// What `tests/splits/` says, by path in `corpus/`.
fn expected_splits() -> BTreeMap<String, Value> {
    let root = package().join("tests/splits");
    let mut files = Vec::new();
    json_files(&root, &mut files);
    let expected = files.into_iter().map(|file| {
        let path = file.strip_prefix(&root).unwrap().to_str().unwrap();
        let split = serde_json::from_slice(&fs::read(&file).unwrap());
        let split = split.unwrap_or_else(|error| panic!("{path}: {error}"));
        (path.strip_suffix(".json").unwrap().to_owned(), split)
    });
    expected.collect()
}

fn json_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            json_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
}

/// What the program makes of `corpus/`, by path.
fn extracted() -> BTreeMap<String, Value> {
    let corpus = package().join("corpus");
    let run = Archive::new().run(&format!("extract '{}'", corpus.display()));
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let by_path = |record: Value| (record["path"].as_str().unwrap().to_owned(), record);
    run.records().into_iter().map(by_path).collect()
}

/// What differs, one line each.
#[derive(Default)]
struct Differences {
    id: String,
    lines: Vec<String>,
}

impl Differences {
    fn add(&mut self, what: &str, expected: &str, found: &str) {
        self.lines
            .push(format!("{}: {what}\n    expected {expected}\n    found    {found}", self.id));
    }

    fn compare(&mut self, what: &str, expected: &Value, found: &Value) {
        let (expected, found) = (folded(expected), folded(found));
        if expected != found {
            self.add(what, &expected.to_string(), &found.to_string());
        }
    }

    fn article(&mut self, expected: &Value, found: &Value) {
        let printed =
            if found["headline_derived"] == true { &Value::Null } else { &found["headline"] };
        self.compare("headline", &expected["headline"], printed);
        for name in ["kicker", "deck", "date", "language", "status"] {
            self.compare(name, &expected[name], &found[name]);
        }
        for name in ["publication", "agencies", "section", "page"] {
            self.compare(name, &expected[name], &found["source"][name]);
        }
        self.compare("bylines", &names(&expected["bylines"]), &names(&found["byline"]));
        self.dateline(&expected["dateline"], &found["dateline"]);
        self.paragraphs(&expected["paragraphs"], &found["paragraphs"]);
    }

    fn dateline(&mut self, expected: &Value, found: &Value) {
        if expected.is_null() || found.is_null() {
            return self.compare("dateline", &expected["raw"], &found["raw"]);
        }
        for name in ["raw", "places", "agencies", "date"] {
            self.compare(&format!("dateline {name}"), &expected[name], &found[name]);
        }
    }

    fn paragraphs(&mut self, expected: &Value, found: &Value) {
        let (expected, found) = (list(expected), list(found));
        if expected.len() != found.len() {
            let (wanted, got) = (expected.len().to_string(), found.len().to_string());
            self.add("number of paragraphs", &wanted, &got);
        }
        for (number, (expected, found)) in expected.iter().zip(found).enumerate() {
            let text = fold(found["text"].as_str().unwrap());
            let starts = fold(expected["starts"].as_str().unwrap());
            let ends = fold(expected["ends"].as_str().unwrap());
            if !text.starts_with(&starts) {
                self.add(&format!("¶{} starts", number + 1), &starts, &first(&text));
                // What follows is out of step as a rule.
                return;
            }
            if !text.ends_with(&ends) {
                self.add(&format!("¶{} ends", number + 1), &ends, &last(&text));
                return;
            }
            self.compare(&format!("¶{} role", number + 1), &expected["role"], &found["role"]);
        }
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// The names of bylines, which may be printed in capitals.
fn names(bylines: &Value) -> Value {
    let name = |byline: &Value| byline["name"].as_str().unwrap().to_lowercase();
    list(bylines).iter().map(name).collect()
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A value with white space folded in all of its texts.
fn folded(value: &Value) -> Value {
    match value {
        Value::String(text) => Value::String(fold(text)),
        Value::Array(values) => values.iter().map(folded).collect(),
        Value::Object(fields) => {
            fields.iter().map(|(name, value)| (name.clone(), folded(value))).collect()
        }
        other => other.clone(),
    }
}

/// As many characters as the expected splits hold, and some more.
const SHOWN: usize = 40;

fn first(text: &str) -> String {
    text.chars().take(SHOWN).collect()
}

fn last(text: &str) -> String {
    let skipped = text.chars().count().saturating_sub(SHOWN);
    text.chars().skip(skipped).collect()
}
