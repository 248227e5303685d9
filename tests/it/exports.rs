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
