//! Extraction from pages of the web, scored against true texts and fields.
//!
//! As in `gold`, where the pages are missing, each test says so and passes.

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::archive::Archive;
use super::gold::gold;

type Shingles = HashMap<Vec<String>, usize>;

/// How often each run of four words stands in a text.
fn shingles(text: &str) -> Shingles {
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let words: Vec<String> = text
        .split(|c: char| !is_word(c))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    let mut shingles = Shingles::new();
    let size = words.len().min(4);
    for run in words.windows(size.max(1)) {
        *shingles.entry(run.to_vec()).or_default() += 1;
    }
    shingles
}

fn share(part: usize, all: usize) -> f64 {
    let number = |count: usize| f64::from(u32::try_from(count).unwrap());
    number(part) / number(all)
}

/// Precision and recall of a text; `None` where there is nothing to find.
fn overlap(truth: &str, found: &str) -> (Option<f64>, Option<f64>) {
    let (truth, found) = (shingles(truth), shingles(found));
    let common: usize =
        truth.iter().map(|(run, count)| *count.min(found.get(run).unwrap_or(&0))).sum();
    let of = |all: &Shingles| {
        let total: usize = all.values().sum();
        (total > 0).then(|| share(common, total))
    };
    (of(&found), of(&truth))
}

/// The F1 of mean precision and mean recall.
fn f1(rows: &[(Option<f64>, Option<f64>)]) -> f64 {
    let mean = |values: Vec<f64>| values.iter().sum::<f64>() * share(1, values.len());
    let precision = mean(rows.iter().filter_map(|row| row.0).collect());
    let recall = mean(rows.iter().filter_map(|row| row.1).collect());
    2.0 * precision * recall / (precision + recall)
}

/// The articles of packed pages, by name of the page.
fn extracted(pages: &Path) -> HashMap<String, Value> {
    let archive = Archive::new();
    for entry in fs::read_dir(pages).unwrap() {
        let page = entry.unwrap();
        let name = page.file_name().into_string().unwrap();
        archive.write(&format!("pages/{name}"), fs::read(page.path()).unwrap());
    }
    let run = archive.run("extract --format jsonl pages");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let articles = run.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    articles.map(|article| (key(article["path"].as_str().unwrap()), article)).collect()
}

fn key(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap();
    name.split(".html").next().unwrap().to_owned()
}

fn text_of(article: &Value) -> String {
    let paragraphs = article["paragraphs"].as_array().into_iter().flatten();
    let texts: Vec<&str> = paragraphs.map(|one| one["text"].as_str().unwrap()).collect();
    texts.join("\n")
}

#[test]
fn bodies_of_pages_are_found() {
    let Some(folder) = gold("html/aeb") else { return };
    let truth = fs::read(folder.join("ground-truth.json")).unwrap();
    let truth: HashMap<String, Value> = serde_json::from_slice(&truth).unwrap();
    let found = extracted(&folder.join("html"));
    let score = |(key, page): (&String, &Value)| {
        overlap(page["articleBody"].as_str().unwrap(), &text_of(&found[key]))
    };
    let f1 = f1(&truth.iter().map(score).collect::<Vec<_>>());
    assert!(f1 >= 0.958, "F1 {f1:.3}");
}

/// Letters and digits of a line, for comparison.
fn folded(line: &str) -> String {
    line.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

fn day(page: &Value) -> String {
    page["date"].as_str().unwrap_or_default().chars().take(10).collect()
}

#[test]
fn fields_of_pages_are_found() {
    let Some(folder) = gold("html/fundus") else { return };
    let truth = fs::read_to_string(folder.join("gold.jsonl")).unwrap();
    let found = extracted(&folder.join("pages"));
    let pages: Vec<Value> = truth.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (mut titles, mut dates, mut authors, mut with_authors) = (0, 0, 0, 0);
    let mut rows = Vec::new();
    for page in &pages {
        let article = &found[&key(page["file"].as_str().unwrap())];
        let line = |value: &Value| folded(value.as_str().unwrap_or_default());
        titles += usize::from(line(&article["headline"]) == line(&page["title"]));
        dates += usize::from(day(article) == day(page));
        if let Some(names) = page["authors"].as_array().filter(|names| !names.is_empty()) {
            let names: BTreeSet<String> = names.iter().map(line).collect();
            let bylines = article["byline"].as_array().into_iter().flatten();
            with_authors += 1;
            let found: BTreeSet<String> = bylines.map(|it| line(&it["name"])).collect();
            authors += usize::from(found == names);
        }
        let paragraphs = page["paragraphs"].as_array().unwrap().iter();
        let texts: Vec<&str> = paragraphs.map(|text| text.as_str().unwrap()).collect();
        rows.push(overlap(&texts.join("\n"), &text_of(article)));
    }
    let scores = [
        share(titles, pages.len()),
        share(dates, pages.len()),
        share(authors, with_authors),
        f1(&rows),
    ];
    let least = [0.90, 0.95, 0.85, 0.93];
    let is_enough = scores.iter().zip(least).all(|(score, least)| *score >= least);
    assert!(is_enough, "title, date, authors, F1: {scores:.3?}");
}
