//! Articles that were exported can be read back.

use serde_json::Value;

use super::archive::Archive;

/// What must be the same; ids, places in the file, encoding and reader are
/// those of the export.
fn comparable(mut record: Value) -> Value {
    let fields = record.as_object_mut().unwrap();
    for name in ["id", "path", "member", "encoding", "reader"] {
        fields.remove(name);
    }
    let of_file = ["encoding_guessed", "bad_bytes"];
    let warnings = record["warnings"].as_array_mut().unwrap();
    warnings.retain(|warning| !of_file.contains(&warning["code"].as_str().unwrap()));
    without_spans(&mut record);
    record
}

fn without_spans(value: &mut Value) {
    match value {
        Value::Object(map) => {
            map.remove("spans");
            map.values_mut().for_each(without_spans);
        }
        Value::Array(list) => list.iter_mut().for_each(without_spans),
        _ => {}
    }
}

#[test]
fn exported_articles_are_read_back_as_they_were() {
    let archive = Archive::with_corpus();
    let first = archive.run("extract corpus");
    archive.write("again/export.jsonl", &first.stdout);
    let second = archive.run("extract again");
    let (first, second) = (first.records(), second.records());
    assert_eq!(first.len(), second.len());
    assert!(!first.is_empty());
    for (before, after) in first.into_iter().zip(second) {
        let id = before["id"].clone();
        let named = format!("export.jsonl#{}", morgue_id(id.as_str().unwrap()));
        assert_eq!(after["id"], named.as_str());
        assert_eq!(comparable(before), comparable(after), "{id}");
    }
}

/// An id inside of another one.
fn morgue_id(id: &str) -> String {
    morgue::article::encode_path(id.as_bytes())
}

/// Texts whose words are parted by one blank, as they are where ninjs is read.
fn collapsed(value: &Value) -> Value {
    let line = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    match value {
        Value::String(text) => text.lines().map(line).collect::<Vec<_>>().join("\n").into(),
        Value::Array(list) => list.iter().map(collapsed).collect(),
        other => other.clone(),
    }
}

/// What ninjs has a place for.
fn in_ninjs(record: &Value) -> Value {
    let mut kept = serde_json::Map::new();
    for name in ["headline", "kicker", "deck"] {
        kept.insert(name.into(), collapsed(&record[name]));
    }
    for name in ["headline_derived", "language"] {
        kept.insert(name.into(), record[name].clone());
    }
    kept.insert("is_withdrawn".into(), (record["status"] == "kill").into());
    if record["date_precision"] == "day" {
        kept.insert("date".into(), record["date"].clone());
    }
    for name in ["publication", "agencies", "copyright"] {
        kept.insert(name.into(), record["source"][name].clone());
    }
    let paragraphs = record["paragraphs"].as_array().unwrap();
    let texts = paragraphs.iter().map(|paragraph| collapsed(&paragraph["text"]));
    kept.insert("paragraphs".into(), texts.collect());
    Value::Object(kept)
}

#[test]
fn ninjs_is_read_back() {
    let archive = Archive::with_corpus();
    archive.done("ingest corpus");
    let before = archive.run("export '*' --all-status --index corpus/.morgue").records();
    let items = archive.run("export '*' --all-status --index corpus/.morgue --format ninjs");
    archive.write("again/items.jsonl", &items.stdout);
    let run = archive.run("extract again");
    let after = run.records();
    assert_eq!(run.stderr, "");
    assert_eq!(before.len(), after.len());
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(after["reader"], "ninjs");
        assert_eq!(in_ninjs(before), in_ninjs(after), "{}", before["id"]);
    }
}
