//! Every record is valid against the JSON Schema of its format.

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::Value;

use super::archive::{Archive, package};

/// A compiled schema of `tests/schemas/`.
struct Schema {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Schema {
    fn of(file: &str) -> Self {
        let path = package().join("tests/schemas").join(file);
        let mut schemas = Schemas::new();
        let compiled = Compiler::new().compile(path.to_str().unwrap(), &mut schemas);
        let index = compiled.unwrap_or_else(|error| panic!("{file}: {error:#}"));
        Self { schemas, index }
    }

    #[track_caller]
    fn check(&self, records: &[Value]) {
        for record in records {
            if let Err(error) = self.schemas.validate(record, self.index) {
                panic!("{error}\nin {record:#}");
            }
        }
    }
}

fn refused(schema: &Schema, record: &Value) -> bool {
    schema.schemas.validate(record, schema.index).is_err()
}

#[test]
fn articles() {
    let schema = Schema::of("morgue.article.1.json");
    let corpus = package().join("corpus");
    let run = Archive::new().run(&format!("extract '{}'", corpus.display()));
    let records = run.records();
    assert!(records.len() > 25);
    schema.check(&records);
    let formats = package().join("tests/formats");
    let run = Archive::new().run(&format!("extract '{}' --report r", formats.display()));
    let of_formats = run.records();
    assert!(of_formats.iter().any(|record| record["status"] == "partial"));
    schema.check(&of_formats);
    let mut more = records[0].clone();
    more["colour"] = Value::from("red");
    assert!(refused(&schema, &more));
    let mut less = records[0].clone();
    less.as_object_mut().unwrap().remove("language");
    assert!(refused(&schema, &less));
}

#[test]
fn hits() {
    let article = Schema::of("morgue.article.1.json");
    let schema = Schema::of("morgue.hit.1.json");
    let archive = Archive::new();
    archive.done(&format!("ingest '{}' --index idx", package().join("corpus").display()));
    let queries = [
        "Crimea",
        "'\"Black Sea Fleet\"'",
        "'Shoigu OR Шойгу OR Crimea OR 克里米亚'",
        "'headline:Crimea AND (bridge w/5 open)'",
        "'dateline:Simferopol OR agency:TASS OR source:Courier'",
        "'date:2014 sanctions'",
        "'Crim* OR Crmea~1'",
        "'caps(strength)'",
        "--all-status '*'",
        "'Nosuchword and Crimea'",
    ];
    let mut hits = Vec::new();
    for query in queries {
        let run = archive.run(&format!("search --index idx --format jsonl --limit 0 {query}"));
        let records = run.records();
        schema.check(&records);
        assert_eq!(run.records_of("end").len(), 1, "{}", run.snapshot());
        hits.extend(run.records_of("hit"));
    }
    assert!(hits.len() > 100);
    let mut more = hits[0].clone();
    more["article"]["colour"] = Value::from("red");
    assert!(refused(&schema, &more));

    let id = hits[0]["article"]["id"].as_str().unwrap();
    let shown = archive.run(&format!("show '{id}' --index idx --format json"));
    article.check(&shown.records());
    assert_eq!(shown.code, Some(0));
}

#[test]
fn errors_and_repairs() {
    let schema = Schema::of("morgue.hit.1.json");
    let archive =
        Archive::of(&[("news/ferry.txt", "Ferry runs again\nIt runs again since Monday.\n")]);
    archive.done("ingest news");
    let broken = "search --index news/.morgue --format jsonl";
    let refused = archive.run(&format!("{broken} 'ferry AND \"again'"));
    schema.check(&refused.records());
    assert_eq!(refused.records_of("error").len(), 1);
    let repaired = archive.run(&format!("{broken} --lenient 'ferry AND \"again'"));
    schema.check(&repaired.records());
    assert_eq!(repaired.records_of("end")[0]["repairs"].as_array().unwrap().len(), 1);
}

#[test]
fn batches() {
    let schema = Schema::of("morgue.hit.1.json");
    let archive =
        Archive::of(&[("news/ferry.txt", "Ferry runs again\nIt runs again since Monday.\n")]);
    archive.write("news/copy.txt", archive.read("news/ferry.txt"));
    archive.done("ingest news");
    archive.write("queries.txt", "q1\tferry\n\nferry AND\n{\"query\":7}\n\"\"\nMonday\n");
    let batch = "search --index news/.morgue -f queries.txt --copies --format";
    let records = archive.run(&format!("{batch} jsonl")).records();
    schema.check(&records);
    let kinds: Vec<&str> = records.iter().map(|record| record["type"].as_str().unwrap()).collect();
    let expected = "query hit end query error error query error query hit end";
    assert_eq!(kinds.join(" "), expected);
    for object in archive.run(&format!("{batch} json")).records() {
        for part in object.as_object().unwrap().values() {
            let list = part.as_array().cloned();
            schema.check(&list.unwrap_or_else(|| vec![part.clone()]));
        }
    }
}

#[test]
fn reports() {
    let schema = Schema::of("morgue.report.1.json");
    let archive = Archive::with_corpus();
    archive.done("ingest corpus");
    archive.write("corpus/empty.txt", "\n");
    archive.write("corpus/picture.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\0\0\0\0");
    archive.write("corpus/letters/undated.txt", "A reader asks\nWhy is nothing done?\n");
    archive.write("corpus/morgue.toml", "exclude = [\"wire/ap/**\"]\n");
    let renamed = archive.root().join("corpus/harbour-courier");
    std::fs::rename(renamed, archive.root().join("corpus/courier")).unwrap();
    std::fs::remove_dir_all(archive.root().join("corpus/kyiv-ledger")).unwrap();
    archive.done("ingest corpus --report report.jsonl");
    let formats = package().join("tests/formats");
    archive.run(&format!("extract '{}' --report formats.jsonl", formats.display()));
    let of_formats = records(&archive.read("formats.jsonl"));
    assert!(of_formats.iter().any(|record| record["code"] == "picture"));
    schema.check(&of_formats);
    let records = records(&archive.read("report.jsonl"));
    schema.check(&records);
    for (kind, code) in [
        ("skipped", "empty"),
        ("skipped", "binary"),
        ("warned", "date_missing"),
        ("removed", "moved"),
        ("removed", "vanished"),
        ("removed", "excluded"),
    ] {
        let is_such = |record: &&Value| record["type"] == kind && record["code"] == code;
        assert!(records.iter().any(|record| is_such(&record)), "{kind} {code}");
    }
    let mut other = records[0].clone();
    other["type"] = Value::from("forgotten");
    assert!(refused(&schema, &other));
}

#[test]
fn checks() {
    let schema = Schema::of("morgue.check.1.json");
    let archive = Archive::with_corpus();
    archive.done("ingest corpus");
    let whole = archive.run("check --full --index corpus/.morgue --format json").records();
    schema.check(&whole);
    assert_eq!(whole[0]["whole"], true);
    let files = archive.files("corpus/.morgue/segments");
    for (number, file) in files.iter().filter(|file| !file.starts_with('.')).enumerate() {
        let path = format!("corpus/.morgue/segments/{file}");
        let mut bytes = archive.read(&path);
        match number % 3 {
            0 => archive.remove(&path),
            1 => archive.write(&path, &bytes[1..]),
            _ => {
                bytes[0] ^= 1;
                archive.write(&path, bytes);
            }
        }
        let damaged = archive.run("check --index corpus/.morgue --format json");
        assert_eq!(damaged.code, Some(1), "{}", damaged.snapshot());
        schema.check(&damaged.records());
    }
    let mut more = whole[0].clone();
    more["colour"] = Value::from("red");
    assert!(refused(&schema, &more));
}

fn records(lines: &[u8]) -> Vec<Value> {
    let lines = std::str::from_utf8(lines).unwrap().lines();
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

#[test]
fn what_is_indexed() {
    let schema = Schema::of("morgue.status.1.json");
    let archive = Archive::with_corpus();
    archive.done("ingest corpus");
    archive.write("corpus/empty.txt", "\n");
    archive.remove("corpus/morgue.toml");
    archive.done("ingest corpus");
    archive.write("corpus/new.txt", "A reader asks\nWhy is nothing done?\n");
    let run = archive.run("status --index corpus/.morgue --format json");
    schema.check(&run.records());
    let mut more = run.records()[0].clone();
    assert_eq!(more["pending"]["new"], 1);
    assert_eq!(more["skips"]["empty"], 1);
    more["colour"] = Value::from("red");
    assert!(refused(&schema, &more));
}

/// The records of a list in both formats, and of one that cannot be made.
#[track_caller]
fn check_list(archive: &Archive, name: &str, commands: &[&str]) {
    let schema = Schema::of(&format!("morgue.{name}.1.json"));
    for command in commands {
        let run = archive.run(&format!("{command} --format jsonl"));
        let records = run.records();
        schema.check(&records);
        assert_eq!(run.records_of("end").len() + run.records_of("error").len(), 1, "{command}");
        let object = archive.run(&format!("{command} --format json")).records().remove(0);
        let last = object.get("end").or(object.get("error")).unwrap();
        assert_eq!(Some(last), records.last(), "{command}");
        assert_eq!(object["rows"].as_array().unwrap(), &records[..records.len() - 1], "{command}");
        let mut more = records[0].clone();
        more["colour"] = Value::from("red");
        assert!(refused(&schema, &more));
    }
}

#[test]
fn numbers() {
    let archive = Archive::with_corpus();
    archive.done("ingest corpus --index idx");
    archive.write("queries.txt", "Crimea\nx\t\"open\n{\"no\": 1}\nfery~1\nCrimea and gas\n");
    let schema = Schema::of("morgue.count.1.json");
    let lenient = "count --index idx '\"open AND' --lenient --format jsonl";
    for command in ["count --index idx -f queries.txt --format jsonl", lenient] {
        let records = archive.run(command).records();
        assert!(!records.is_empty());
        schema.check(&records);
        let mut more = records[0].clone();
        more["colour"] = Value::from("red");
        assert!(refused(&schema, &more));
    }
}

#[test]
fn lists() {
    let archive = Archive::with_corpus();
    archive.write("corpus/wire/bare.txt", "Ferry stops\nThe ferry stopped.\n");
    archive.done("ingest corpus --index idx");
    let bys = ["source", "agency", "place", "section", "language", "year", "byline", "status"];
    let facets = bys.map(|by| format!("facets --index idx '*' --by {by}"));
    let mut facets: Vec<&str> = facets.iter().map(String::as_str).collect();
    facets.extend([
        "facets --index idx 'Crimea or a w/5 b' --by place --limit 2",
        "facets --index idx Nosuchword --by year",
        "facets --index idx '\"open' --by year",
        "facets --index idx --lenient '\"open' --by year",
    ]);
    check_list(&archive, "facet", &facets);
    check_list(
        &archive,
        "timeline",
        &[
            "timeline --index idx Crimea",
            "timeline --index idx '*' --by month --per 1000",
            "timeline --index idx ferry --by day --span archive",
            "timeline --index idx Nosuchword",
            "timeline --index idx 'a AND'",
        ],
    );
    check_list(
        &archive,
        "term",
        &[
            "terms --index idx",
            "terms --index idx crim",
            "terms --index idx Shoygu~1 --limit 1",
            "terms --index idx --sort occurrences --limit 9",
            "terms --index idx xyzzy",
            "terms --index idx 'two words'",
            "terms --index idx '\"open'",
        ],
    );
    check_list(
        &archive,
        "kwic",
        &[
            "kwic --index idx 'Crimea OR 克里米亚 OR Крым'",
            "kwic --index idx 'place:Moscow OR byline:Lee OR agency:AP' --sort left",
            "kwic --index idx '\"Black Sea\"' --sort right --limit 3",
            "kwic --index idx 'date:2014'",
            "kwic --index idx 'a AND'",
        ],
    );
}

#[test]
fn exports() {
    let schema = Schema::of("morgue.article.1.json");
    let archive = Archive::with_corpus();
    archive.done("ingest corpus --index idx");
    let run = archive.run("export --index idx '*' --all-status");
    let records = run.records();
    schema.check(&records);
    let extracted = archive.run("extract corpus").records();
    assert_eq!(records.len(), extracted.len());
}

#[test]
fn items_of_ninjs() {
    let schema = Schema::of("ninjs.3.0.json");
    let archive = Archive::with_corpus();
    archive.done("ingest corpus --index idx");
    let items = archive.run("export --index idx '*' --all-status --format ninjs").records();
    schema.check(&items);
    assert!(items.len() > 25);
    let mut more = items[0].clone();
    more["versioncreated"] = Value::from("2014-03-19T00:00:00Z");
    assert!(refused(&schema, &more));
}

#[test]
fn settings() {
    let schema = Schema::of("morgue.config.1.json");
    let archive = Archive::new();
    schema.check(&archive.run("config --format json").records());
    archive.write(".config/morgue/config.toml", "index = ['a', 'b']\nlimit = 5\n");
    let records = archive.run("config --format json").records();
    schema.check(&records);
    let mut more = records[0].clone();
    more["settings"][0]["colour"] = Value::from("red");
    assert!(refused(&schema, &more));
}

#[test]
fn explanations() {
    let schema = Schema::of("morgue.explain.1.json");
    let archive = Archive::with_corpus();
    archive.done("ingest corpus");
    let id = "--id chinadaily-usa/2014/03/19/crimea-treaty.txt";
    let explain = format!("explain --index corpus/.morgue --format json {id}");
    for query in [
        "Crimea",
        "'headline:Putin OR caps(Fleet) OR source:courier'",
        "'(sanct* w/9 Shoygu~1) OR re:/.*ban/ -\"no such phrase\" date:2014 lang:en'",
        "'Nosuchword AND Crimea OR \"visa bans\"'",
        "--lenient 'Crimea AND'",
        "'*'",
    ] {
        let run = archive.run(&format!("{explain} {query}"));
        schema.check(&run.records());
        assert_eq!(run.records()[0]["article"]["id"], &id[5..], "{}", run.snapshot());
    }
    let mut more = archive.run(&format!("{explain} Crimea")).records()[0].clone();
    more["clauses"][0]["words"][0]["terms"][0]["colour"] = Value::from("red");
    assert!(refused(&schema, &more));
}

#[test]
fn every_reason_why_there_is_no_article_is_in_the_schemas() {
    for file in ["morgue.report.1.json", "morgue.status.1.json"] {
        let text = std::fs::read_to_string(package().join("tests/schemas").join(file)).unwrap();
        for reason in morgue::error::SkipReason::ALL {
            assert!(text.contains(&format!("\"{}\"", reason.code())), "{file}: {reason:?}");
        }
    }
}
