//! How well articles are ranked, over samples that are not part of the
//! repository; where they are missing, a test says so and passes.

use std::collections::HashMap;
use std::fs;

use super::archive::Archive;
use super::gold::gold;

/// The measures over the magazine articles, with the least values.
const LEAST: [(&str, f64); 2] = [("map", 0.705), ("ndcg_cut_10", 0.765)];

/// The documents of a TREC file: id and text.
fn documents(text: &str) -> Vec<(&str, &str)> {
    let document = |document| {
        let id = between(document, "<DOCNO>", "</DOCNO>")?;
        Some((id, between(document, "<TEXT>", "</TEXT>")?))
    };
    text.split("<DOC>").filter_map(document).collect()
}

fn between<'a>(text: &'a str, start: &str, end: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(start)?;
    rest.split_once(end).map(|(inner, _)| inner.trim())
}

#[test]
fn questions_to_a_magazine_are_answered_in_a_good_order() {
    let Some(folder) = gold("time") else { return };
    let archive = Archive::new();
    let collection = fs::read_to_string(folder.join("docs.trec")).unwrap();
    let documents = documents(&collection);
    assert_eq!(documents.len(), 423);
    for (id, text) in documents {
        archive.write(&format!("news/{id}.txt"), text);
    }
    archive.done("ingest news");
    for file in ["topics.trec", "qrels.txt"] {
        archive.write(file, fs::read(folder.join(file)).unwrap());
    }
    let run = archive.run("eval --index news/.morgue --topics topics.trec --qrels qrels.txt");
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.snapshot());
    let value = |line: &str| {
        let (measure, value) = line.split_once("\tall\t")?;
        Some((measure.to_owned(), value.parse().ok()?))
    };
    let values: HashMap<String, f64> = run.stdout.lines().filter_map(value).collect();
    eprintln!("{}", run.stdout);
    for (measure, least) in LEAST {
        assert!(values[measure] >= least, "{measure} is below {least}:\n{}", run.stdout);
    }
}
