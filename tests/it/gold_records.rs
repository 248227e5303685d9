//! Collections outside the repository, record by record against their tags,
//! which are read here by a search for each.
//!
//! Only counts and comparisons stand here, none of their text.

use std::collections::HashMap;
use std::fs;
use std::ops::Range;

use serde_json::Value;

use super::archive::Archive;
use super::gold::gold;

/// A record of a file: where it stands, and its text byte for byte as characters.
struct Record {
    range: Range<usize>,
    text: String,
}

impl Record {
    /// What stands between the first tag of a name and the one that closes it.
    fn tag(&self, name: &str) -> Option<&str> {
        let open = self.text.find(&format!("<{name}"))?;
        let start = open + self.text[open..].find('>')? + 1;
        let end = start + self.text[start..].find(&format!("</{name}>"))?;
        Some(&self.text[start..end])
    }
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}

/// The records of a file between two tags.
fn records(bytes: &[u8], open: &str, close: &str) -> Vec<Record> {
    let find = |needle: &str, from: usize| {
        let needle = needle.as_bytes();
        let at = bytes[from..].windows(needle.len()).position(|window| window == needle);
        at.map(|at| from + at)
    };
    let mut records = Vec::new();
    let mut from = 0;
    while let Some(start) = find(open, from) {
        let end = find(close, start).unwrap() + close.len();
        records.push(Record { range: start..end, text: latin1(&bytes[start..end]) });
        from = end;
    }
    records
}

/// What markup says, its words one blank apart.
fn words(markup: &str) -> String {
    let mut text = markup.to_owned();
    for code in (0..32).chain([127]) {
        text = text.replace(&format!("&#{code};"), " ");
    }
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    let parts = text.split(|c: char| c.is_whitespace() || c.is_control());
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

fn without_blanks(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

fn paragraphs(article: &Value) -> String {
    let paragraphs = article["paragraphs"].as_array().unwrap().iter();
    paragraphs.map(|paragraph| without_blanks(paragraph["text"].as_str().unwrap())).collect()
}

/// All raw ranges of an article's text and dateline.
fn ranges(article: &Value) -> impl Iterator<Item = Range<usize>> + '_ {
    let paragraphs = article["paragraphs"].as_array().unwrap().iter();
    let paragraphs = paragraphs.flat_map(|paragraph| paragraph["spans"].as_array().unwrap());
    let fields = article["fields"].as_object().unwrap().values();
    let fields = fields.flat_map(|field| field["spans"].as_array().unwrap());
    let bound = |span: &Value, at: usize| usize::try_from(span[at].as_u64().unwrap()).unwrap();
    paragraphs.chain(fields).map(move |span| bound(span, 0)..bound(span, 1))
}

/// `26-FEB-1987 15:01:01.79` as a date and a time.
fn stamp(written: &str) -> (String, String) {
    const MONTHS: [&str; 12] =
        ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"];
    let mut parts = written.split_whitespace();
    let date: Vec<&str> = parts.next().unwrap().split('-').collect();
    let month = MONTHS.iter().position(|month| *month == date[1]).unwrap() + 1;
    let day: u32 = date[0].parse().unwrap();
    (format!("{}-{month:02}-{day:02}", date[2]), parts.next().unwrap()[..5].to_owned())
}

/// What the wire puts below a text, which is kept apart from it.
fn is_end_mark(tail: &str) -> bool {
    let lower = tail.to_lowercase().replace("^m", "");
    let rest = lower.replace("reuters", "").replace("reuter", "").replace("more", "");
    rest.chars().all(|c| matches!(c, '.' | '/'))
}

/// What is wrong with an article, as a word for each field.
fn faults(record: &Record, article: &Value) -> Vec<&'static str> {
    let mut faults = Vec::new();
    let mut check = |name: &'static str, is_right: bool| {
        if !is_right {
            faults.push(name);
        }
    };
    if let Some(title) = record.tag("TITLE") {
        let title = words(title);
        check("headline", article["headline"] == title.trim_start_matches('*'));
    }
    let (date, time) = stamp(record.tag("DATE").unwrap());
    check("date", article["date"] == date.as_str() && article["time"] == time.as_str());
    let dateline = record.tag("DATELINE").map(words);
    if let Some(dateline) = &dateline {
        let bare = dateline.trim_matches(['*', ' ', '-']);
        check("dateline", article["dateline"]["raw"] == bare);
    }
    if let Some(body) = record.tag("BODY") {
        let whole = format!("{}{}", dateline.unwrap_or_default(), words(body));
        let whole = without_blanks(&whole);
        let tail = whole.trim_start_matches('*').strip_prefix(&*paragraphs(article));
        check("body", tail.is_some_and(is_end_mark));
    }
    let is_inside =
        |range: Range<usize>| record.range.start <= range.start && range.end <= record.range.end;
    check("places", ranges(article).all(|range| range.start < range.end && is_inside(range)));
    faults
}

#[test]
fn reuters_records_are_read_as_they_are_tagged() {
    let Some(folder) = gold("reuters21578/sgm") else { return };
    let archive = Archive::new();
    let mut expected: HashMap<String, Record> = HashMap::new();
    let mut kinds: HashMap<String, usize> = HashMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let bytes = fs::read(&path).unwrap();
        let name = path.file_name().unwrap().to_str().unwrap();
        for record in records(&bytes, "<REUTERS", "</REUTERS>") {
            let number = record.text.split("NEWID=\"").nth(1).unwrap().split('"').next().unwrap();
            let kind = record.text.split("<TEXT").nth(1).unwrap().split('>').next().unwrap();
            *kinds.entry(kind.trim().to_owned()).or_default() += 1;
            expected.insert(format!("{name}#{number}"), record);
        }
        archive.write(&format!("sgm/{name}"), bytes);
    }
    let run = archive.run("extract sgm");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let articles = run.records();
    assert_eq!(articles.len(), expected.len());
    let kind = |name: &str| kinds.get(name).copied();
    assert_eq!(
        (kind(""), kind("TYPE=\"BRIEF\""), kind("TYPE=\"UNPROC\""), articles.len()),
        (Some(10_051), Some(893), Some(56), 11_000)
    );
    let mut wrong = Vec::new();
    for article in &articles {
        let id = article["id"].as_str().unwrap();
        let record = expected.remove(id).unwrap_or_else(|| panic!("{id}"));
        let faults = faults(&record, article);
        if !faults.is_empty() {
            wrong.push(format!("{id}: {}", faults.join(", ")));
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    assert!(expected.is_empty());
}

#[test]
fn magazine_records_are_read_as_they_are_tagged() {
    let Some(file) = gold("time/docs.trec") else { return };
    let bytes = fs::read(file).unwrap();
    let archive = Archive::new();
    archive.write("time/docs.trec", &bytes);
    let run = archive.run("extract time");
    let (articles, expected) = (run.records(), records(&bytes, "<DOC>", "</DOC>"));
    assert_eq!((articles.len(), expected.len(), run.stderr.as_str()), (423, 423, ""));
    for (article, record) in articles.iter().zip(&expected) {
        let tag = |name: &str| words(record.tag(name).unwrap());
        assert_eq!(article["id"], format!("docs.trec#{}", tag("DOCNO")));
        let [month, day, year] = [0, 3, 6].map(|at| tag("DATE")[at..at + 2].to_owned());
        assert_eq!(article["date"], format!("19{year}-{month}-{day}"));
        assert_eq!(article["source"]["page"], tag("PAGE").as_str());
        let text = without_blanks(&tag("TEXT"));
        assert_eq!(paragraphs(article), text, "{}", article["id"]);
    }
}
