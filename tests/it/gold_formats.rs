//! What every sample of a format outside the repository gives: its articles,
//! or why there is none.
//!
//! The samples lie in `formats/` of the folder that [`super::gold`] knows. The
//! table of answers holds no text of theirs: counts, fields of few letters,
//! and hashes. `UPDATE_EXPECT=1` writes it anew; it is then to be checked
//! against the samples by eye.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::archive::{Archive, package};
use super::gold::gold;

/// The fields of a row; `-` stands for what is not there.
const HEAD: &str = "sample\tresult\trecord\treader\tdate\ttime\tlanguage\tstatus\tbylines\t\
                    agencies\tpublication\tdateline\tparagraphs\theadline\tfirst\tlast\n";

#[test]
fn every_sample_gives_its_articles_or_the_reason_why_not() {
    let Some(folder) = gold("formats") else { return };
    let mut table = HEAD.to_owned();
    let mut wrong = Vec::new();
    for path in samples(&folder) {
        let name = path.strip_prefix(&folder).unwrap().to_str().unwrap().to_owned();
        let archive = Archive::new();
        let run = archive.run(&format!("extract --report .report '{}'", path.display()));
        assert!(matches!(run.code, Some(0 | 3)), "{name}: {}", run.stderr);
        for article in run.records() {
            wrong.extend(faults(&article).map(|fault| format!("{name}: {fault}")));
            table.push_str(&row(&name, &article));
        }
        let report = String::from_utf8(archive.read(".report")).unwrap();
        for line in report.lines() {
            let record: Value = serde_json::from_str(line).unwrap();
            if record["type"] == "skipped" {
                let number = record["path"].as_str().unwrap().split_once('#').map(|(_, id)| id);
                let record_id = number.map_or("-".to_owned(), hash);
                let code = record["code"].as_str().unwrap();
                assert_ne!(code, "panicked", "{name}");
                writeln!(table, "{name}\t{code}\t{record_id}").unwrap();
            }
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    let answers = package().join("tests/gold/formats.tsv");
    if std::env::var_os("UPDATE_EXPECT").is_some() {
        fs::create_dir_all(answers.parent().unwrap()).unwrap();
        fs::write(&answers, &table).unwrap();
    }
    let expected = fs::read_to_string(&answers).unwrap_or_default();
    let differing = table.lines().filter(|row| !expected.lines().any(|known| known == *row));
    let missing = expected.lines().filter(|row| !table.lines().any(|found| found == *row));
    let differing: Vec<String> = differing.map(|row| format!("found    {row}")).collect();
    let missing: Vec<String> = missing.map(|row| format!("expected {row}")).collect();
    assert!(
        table == expected,
        "\n{}\n{}\n(the order counts as well)",
        differing.join("\n"),
        missing.join("\n")
    );
}

/// The files of the samples, in order.
fn samples(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for format in fs::read_dir(folder).unwrap() {
        let format = format.unwrap().path();
        if format.is_dir() {
            found.extend(fs::read_dir(format).unwrap().map(|entry| entry.unwrap().path()));
        }
    }
    found.sort();
    found
}

/// What must not be with any article.
fn faults(article: &Value) -> impl Iterator<Item = String> + use<> {
    let paragraphs = article["paragraphs"].as_array().unwrap();
    let is_caption = |paragraph: &Value| paragraph["role"] == "caption";
    let mut faults = Vec::new();
    if paragraphs.iter().all(is_caption) {
        faults.push("an empty article".to_owned());
    }
    for paragraph in paragraphs {
        let text = paragraph["text"].as_str().unwrap();
        let tags = ["<p>", "</p>", "<br", "</div>", "<?xml", "&amp;", "&lt;", "&nbsp;"];
        faults.extend(
            tags.iter()
                .filter(|tag| text.contains(**tag) && article["reader"] != "plain")
                .map(|tag| format!("markup in a paragraph: {tag}")),
        );
    }
    faults.into_iter()
}

fn row(name: &str, article: &Value) -> String {
    let text = |value: &Value| value.as_str().unwrap_or("-").to_owned();
    let paragraphs = article["paragraphs"].as_array().unwrap();
    let names = |list: &Value, field: &str| {
        let list = list.as_array().unwrap().iter();
        let names = list.map(|entry| text(if field.is_empty() { entry } else { &entry[field] }));
        let names: Vec<String> = names.collect();
        if names.is_empty() { "-".to_owned() } else { names.join("|") }
    };
    let hashed = |value: &Value| value.as_str().map_or("-".to_owned(), hash);
    let of_paragraph = |at: Option<&Value>| at.map_or("-".to_owned(), |one| hashed(&one["text"]));
    let record = text(&article["id"]).split_once('#').map_or("-".to_owned(), |(_, id)| hash(id));
    let bylines = article["byline"].as_array().unwrap().len();
    let bylines = format!("{bylines}:{}", hash(&names(&article["byline"], "name")));
    let cells = [
        name.to_owned(),
        "article".to_owned(),
        record,
        text(&article["reader"]),
        text(&article["date"]),
        text(&article["time"]),
        text(&article["language"]),
        text(&article["status"]),
        bylines,
        names(&article["source"]["agencies"], ""),
        hashed(&article["source"]["publication"]),
        hashed(&article["dateline"]["raw"]),
        paragraphs.len().to_string(),
        hashed(&article["headline"]),
        of_paragraph(paragraphs.first()),
        of_paragraph(paragraphs.last()),
    ];
    cells.join("\t") + "\n"
}

/// Eight hexadecimal digits that tell texts apart (FNV-1a), white space folded.
fn hash(text: &str) -> String {
    let folded = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let hash = folded
        .bytes()
        .fold(0x811C_9DC5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    format!("{hash:08x}")
}
