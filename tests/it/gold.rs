//! Checks over samples that are not part of the repository.
//!
//! They lie in the folder that `MORGUE_GOLD` names, `../shared` by default.
//! Where it is missing, each test says so and passes. No text of the samples
//! is repeated here beyond the words that are searched for.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::process::Command;

use serde_json::Value;

use super::archive::{Archive, Run, package};

/// A file or folder of the samples, if they are at hand.
pub(crate) fn gold(path: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("MORGUE_GOLD").map_or_else(|| "../shared".into(), PathBuf::from);
    let path = package().join(folder).join("data").join(path);
    if !path.exists() {
        eprintln!("not checked: there is no {}", path.display());
        return None;
    }
    Some(path)
}

/// An archive of the seed document alone, indexed.
fn seed() -> Option<Archive> {
    let text = fs::read(gold("seed/mattis.txt")?).unwrap();
    let archive = Archive::new();
    archive.write("seed/mattis.txt", text);
    archive.done("ingest seed");
    Some(archive)
}

fn search(archive: &Archive, query: &str) -> Run {
    archive.run(&format!("search --index seed/.morgue --format jsonl {query}"))
}

/// The paragraphs and raw ranges of all highlights in passages.
fn highlights(run: &Run) -> Vec<(u64, Value)> {
    let mut found = Vec::new();
    for hit in run.records_of("hit") {
        for passage in hit["passages"].as_array().unwrap() {
            let paragraph = passage["para"][0].as_u64().unwrap();
            for highlight in passage["highlights"].as_array().unwrap() {
                found.push((paragraph, highlight["source_spans"].clone()));
            }
        }
    }
    found
}

fn spans(spans: &[[u64; 2]]) -> Value {
    Value::from(spans.iter().map(|span| Value::from(span.to_vec())).collect::<Vec<_>>())
}

#[test]
fn the_seed_document_is_split() {
    let Some(archive) = seed() else { return };
    let file = String::from_utf8(archive.read("seed/mattis.txt")).unwrap();
    let records = archive.run("extract seed").records();
    let [article] = records.as_slice() else { panic!("{} articles", records.len()) };
    assert_eq!(article["headline"].as_str(), file.lines().next());
    assert_eq!(article["headline_derived"], false);
    assert!(article["dateline"].is_null());
    assert!(article["byline"].as_array().unwrap().is_empty());
    assert_eq!(article["source"]["publication"], "China Daily USA");
    assert_eq!(article["source"]["page"], "1");
    assert_eq!(article["date"], "2017-02-17");
    assert_eq!(article["date_precision"], "day");

    let paragraphs = article["paragraphs"].as_array().unwrap();
    assert_eq!(paragraphs.len(), 15);
    let lines: Vec<&str> = file.lines().collect();
    let text = |n: usize| paragraphs[n - 1]["text"].as_str().unwrap();
    for (n, line) in (1..=7).zip(&lines[1..]) {
        assert_eq!(text(n), *line, "¶{n}");
    }
    assert_eq!(text(8), format!("{} {}", lines[8], lines[9]));
    for n in 9..=15 {
        assert_eq!(text(n), lines[n + 1], "¶{n}");
    }
    for paragraph in paragraphs {
        let joined = if paragraph["n"] == 8 { 2 } else { 1 };
        assert_eq!(paragraph["spans"].as_array().unwrap().len(), joined, "¶{}", paragraph["n"]);
    }
}

#[test]
fn words_of_the_seed_document_are_found_where_they_stand() {
    let Some(archive) = seed() else { return };
    assert_eq!(highlights(&search(&archive, "Crimea")), [(12, spans(&[[2233, 2239]]))]);
    assert_eq!(highlights(&search(&archive, "Shoigu")), [(13, spans(&[[2388, 2394]]))]);
}

#[test]
fn phrases_of_the_seed_document_are_marked_as_a_whole() {
    let Some(archive) = seed() else { return };
    let file = archive.read("seed/mattis.txt");
    let position = highlights(&search(&archive, "'\"position of strength\"'"));
    let paragraphs: Vec<u64> = position.iter().map(|(paragraph, _)| *paragraph).collect();
    assert_eq!(paragraphs, [12, 14]);
    for (_, spans) in &position {
        let end = |number: usize| usize::try_from(spans[0][number].as_u64().unwrap()).unwrap();
        assert_eq!(&file[end(0)..end(1)], b"position of strength");
    }
    let wrapped = highlights(&search(&archive, "'\"ambassador to the US\"'"));
    let [(8, spans)] = wrapped.as_slice() else { panic!("{wrapped:?}") };
    assert_eq!(spans.as_array().unwrap().len(), 2);
}

#[test]
fn what_the_seed_document_does_not_hold_is_not_found() {
    let Some(archive) = seed() else { return };
    let run = archive.run("search --index seed/.morgue Nosuchword");
    assert_eq!((run.code, run.stdout.as_str()), (Some(1), ""));
    let run = archive.run("count --index seed/.morgue page1");
    assert_eq!(
        (run.code, run.stdout.as_str()),
        (Some(1), "0\n"),
        "the source line is not searched"
    );
}

/// What is measured over the agency stories: name and least share in percent.
const MEASURES: [(&str, f64); 5] = [
    ("headline", 98.5),
    ("dateline", 99.0),
    ("place", 99.0),
    ("body_start", 98.5),
    ("body_end", 97.5),
];

#[test]
fn agency_stories_are_split_as_they_were_marked_up() {
    let Some(folder) = gold("reuters21578") else { return };
    let archive = Archive::new();
    let unpacked = Command::new("tar")
        .arg("xzf")
        .arg(folder.join("txt.tar.gz"))
        .current_dir(archive.root())
        .status()
        .unwrap();
    assert!(unpacked.success());
    let run = archive.run("extract txt");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let found: HashMap<String, Value> = run
        .records()
        .into_iter()
        .map(|record| (tail(record["path"].as_str().unwrap()), record))
        .collect();

    let mut tallies = [Tally::default(); MEASURES.len()];
    for line in fs::read_to_string(folder.join("gold.jsonl")).unwrap().lines() {
        let gold: Value = serde_json::from_str(line).unwrap();
        let article = found.get(&tail(gold["file"].as_str().unwrap()));
        let article = article.unwrap_or_else(|| panic!("{} is not in the output", gold["file"]));
        for (tally, judged) in tallies.iter_mut().zip(judged(&gold, article)) {
            tally.add(judged);
        }
    }
    let rows: Vec<String> = MEASURES
        .iter()
        .zip(&tallies)
        .map(|((name, least), tally)| {
            format!("{name:11} {:6.2} % (least {least} %)", tally.share())
        })
        .collect();
    eprintln!("{}", rows.join("\n"));
    let good = MEASURES.iter().zip(&tallies).all(|((_, least), tally)| tally.share() >= *least);
    assert!(good, "\n{}", rows.join("\n"));
}

/// How many of how many are right.
#[derive(Debug, Clone, Copy, Default)]
struct Tally {
    right: u32,
    of: u32,
}

impl Tally {
    fn add(&mut self, judged: Option<bool>) {
        self.of += u32::from(judged.is_some());
        self.right += u32::from(judged == Some(true));
    }

    fn share(self) -> f64 {
        100.0 * f64::from(self.right) / f64::from(self.of.max(1))
    }
}

/// Folder and name of a file.
fn tail(path: &str) -> String {
    let parts: Vec<&str> = path.split('/').collect();
    parts[parts.len().saturating_sub(2)..].join("/")
}

/// Whether each of [`MEASURES`] is right; `None` where nothing was marked up.
fn judged(gold: &Value, article: &Value) -> [Option<bool>; MEASURES.len()] {
    let stated = |name: &str| gold[name].as_str().filter(|text| !text.is_empty());
    let dateline = &article["dateline"];
    let paragraphs = body(article);
    let last = paragraphs.last().map_or_else(String::new, |last| fold(text(&last["text"])));
    let place = |gold: &str| {
        let (wanted, got) = (bare(gold), bare(text(&dateline["places"][0]["name"])));
        wanted == got || wanted.split(',').next().unwrap_or_default().trim() == got
    };
    [
        Some(fold(text(&gold["headline"])) == fold(text(&article["headline"]))),
        stated("dateline").map(|gold| bare(gold) == bare(text(&dateline["raw"]))),
        stated("dateline_place").map(place),
        stated("body_start").map(|gold| {
            let found = first_text(&paragraphs, text(&dateline["raw"]));
            head(&fold(gold)) == head(&found)
        }),
        stated("body_end").map(|gold| unmarked(gold) == unmarked(&last)),
    ]
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

/// The paragraphs but for captions and notes.
fn body(article: &Value) -> Vec<&Value> {
    let paragraphs = article["paragraphs"].as_array().unwrap().iter();
    let is_body = |paragraph: &&Value| {
        !matches!(text(&paragraph["role"]), "caption" | "editor_note" | "credit")
    };
    paragraphs.filter(is_body).collect()
}

fn fold(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// So many characters are compared at either end.
const COMPARED: usize = 40;

fn head(text: &str) -> String {
    text.chars().take(COMPARED).collect()
}

/// A dateline without stars, parentheses and dashes, in lower case.
fn bare(dateline: &str) -> String {
    let folded = fold(dateline);
    let mut rest = folded.trim_matches('*').trim();
    let mut bare = String::new();
    while let Some(open) = rest.find('(') {
        let inner = &rest[open + 1..];
        match inner.find(['(', ')']) {
            Some(close) if inner[close..].starts_with(')') => {
                bare.push_str(rest[..open].trim_end());
                bare.push(' ');
                rest = inner[close + 1..].trim_start();
            }
            _ => {
                bare.push_str(&rest[..=open]);
                rest = inner;
            }
        }
    }
    bare.push_str(rest);
    let bare = fold(&bare);
    bare.trim_end_matches(['-', '–', '—', ' ']).trim_matches([' ', ',', '.']).to_lowercase()
}

/// The first paragraph without the dateline that it carries.
fn first_text(paragraphs: &[&Value], dateline: &str) -> String {
    let Some(first) = paragraphs.first() else { return String::new() };
    let first = fold(text(&first["text"]));
    let dateline = fold(dateline);
    let Some(rest) = first.strip_prefix(&dateline).filter(|_| !dateline.is_empty()) else {
        return first;
    };
    let dash = |c: char| matches!(c, '-' | '–' | '—' | '_');
    let rest = rest.trim_start_matches(|c: char| c.is_whitespace() || dash(c) || c == '.');
    let behind_agency =
        rest.strip_prefix('(').and_then(|rest| rest.split_once(')')).and_then(|(_, rest)| {
            let rest = rest.trim_start();
            rest.starts_with(dash).then(|| rest.trim_start_matches(dash).trim_start())
        });
    behind_agency.unwrap_or(rest).to_owned()
}

/// The last characters before an end mark.
fn unmarked(text: &str) -> String {
    const MARK: &str = "reuter";
    let folded = fold(text);
    let at = folded.len().saturating_sub(MARK.len());
    let has_mark = folded.get(at..).is_some_and(|end| end.eq_ignore_ascii_case(MARK));
    let before = folded
        .get(..at)
        .filter(|before| has_mark && !before.ends_with(|c: char| c.is_alphanumeric() || c == '_'));
    let kept: Vec<char> = before.unwrap_or(&folded).trim_end().chars().collect();
    kept[kept.len().saturating_sub(COMPARED)..].iter().collect()
}
