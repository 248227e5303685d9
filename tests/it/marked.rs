//! What queries mark, as lines that tables of tests can hold.

use std::process::Stdio;

use serde_json::Value;

use super::archive::Archive;

/// A line for each article that a query finds, in the order of ids, with its
/// id and the marked texts; or the code of the error.
pub(crate) fn marks(archive: &Archive, query: &str) -> Vec<String> {
    let arguments = "search --format jsonl --limit 0 --per-article 99 --";
    let output = archive.command(arguments).arg(query).stdin(Stdio::null()).output().unwrap();
    let records = archive.ended(&format!("{arguments} {query}"), &output).records();
    let mut lines: Vec<String> = records.iter().filter_map(line).collect();
    lines.sort_unstable();
    lines
}

/// Every query of a table must find and mark what its row says.
#[track_caller]
pub(crate) fn check_marks(archive: &Archive, rows: &[(&str, &[&str])]) {
    let mut wrong = Vec::new();
    for (query, expected) in rows {
        let found = marks(archive, query);
        if found != *expected {
            wrong.push(format!("{query}\n  expected {expected:?}\n  found    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

fn line(record: &Value) -> Option<String> {
    match record["type"].as_str().unwrap() {
        "hit" => {
            let id = record["article"]["id"].as_str().unwrap();
            Some(format!("{id}: {}", marked(record).join(", ")).trim_end().to_owned())
        }
        "error" => Some(record["code"].as_str().unwrap().to_owned()),
        _ => None,
    }
}

/// The texts that are marked in the headline, then in the passages.
fn marked(hit: &Value) -> Vec<String> {
    let headline = hit["headline_highlights"].as_array().unwrap();
    let mut marked: Vec<String> =
        headline.iter().map(|mark| mark["term"].as_str().unwrap().to_owned()).collect();
    for passage in hit["passages"].as_array().unwrap() {
        let text = passage["text"].as_str().unwrap();
        for mark in passage["highlights"].as_array().unwrap() {
            let at = |end: usize| usize::try_from(mark["bytes"][end].as_u64().unwrap()).unwrap();
            marked.push(text[at(0)..at(1)].to_owned());
        }
    }
    marked
}
