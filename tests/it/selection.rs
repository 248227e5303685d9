//! Generations, copies and files: which articles are looked at and shown.

use expect_test::expect;
use serde_json::Value;

use super::archive::Archive;

fn piece(headline: &str, word: &str) -> String {
    format!("{headline}\nThe {word} of the harbour was seen again by the others on Monday.\n")
}

fn ids(archive: &Archive, arguments: &str) -> Vec<String> {
    let records = archive.run(&format!("search --format jsonl {arguments}")).records_of("hit");
    let id = |hit: Value| hit["article"]["id"].as_str().unwrap().to_owned();
    records.into_iter().map(id).collect()
}

/// A job that goes on from the generation it was told gets every article once.
#[test]
fn polling_for_what_is_new() {
    let archive = Archive::new();
    archive.write("a.txt", piece("First ferry", "ferry"));
    archive.write("b.txt", piece("A barge", "barge"));
    archive.done("ingest .");
    let poll = |since: u64| {
        let command = format!("search --format jsonl --limit 0 --since-generation {since} '*'");
        let run = archive.run(&command);
        let newest = run.records_of("end")[0]["generation"].as_u64().unwrap();
        let hits = run.records_of("hit").into_iter();
        let mut ids: Vec<String> =
            hits.map(|hit| hit["article"]["id"].as_str().unwrap().to_owned()).collect();
        ids.sort_unstable();
        (ids, newest)
    };
    let (first, generation) = poll(0);
    assert_eq!(first, ["a.txt", "b.txt"]);
    assert_eq!(poll(generation), (vec![], generation));

    archive.write("b.txt", piece("A barge, corrected by the desk", "barge"));
    archive.write("c.txt", piece("Second ferry", "ferry"));
    archive.done("ingest .");
    let (new, newer) = poll(generation);
    assert_eq!(new, ["b.txt", "c.txt"]);
    assert!(newer > generation);
    assert_eq!(poll(newer), (vec![], newer));
    let count = |query: &str| {
        let command = format!("count --since-generation {generation} {query}");
        archive.run(&command).stdout.trim().to_owned()
    };
    assert_eq!(count("ferry"), "1");
    assert_eq!(count("'NOT ferry'"), "1");
    let line = format!("{{\"query\":\"harbour\",\"since_generation\":{newer}}}\nharbour\n");
    assert_eq!(archive.run_fed("count -f -", line.as_bytes()).stdout, "0\n3\n");
}

#[test]
fn copies_are_listed_if_asked_for() {
    let archive = Archive::new();
    for path in ["one/a.txt", "two/a.txt", "two/b.txt"] {
        archive.write(path, piece("Ferry stops", "ferry"));
    }
    archive.write("two/c.txt", piece("Ferry stops", "ferry").to_uppercase());
    archive.write("two/other.txt", piece("Ferry stops again", "ferry"));
    archive.done("ingest .");
    expect![[r#"
        $ morgue search Monday --copies
        5 articles

        1  Ferry stops
           15 words · +3 copies · score 0.15
           ¶1   The ferry of the harbour was seen again by the others on [Monday].
           one/a.txt:2
           copy: two/a.txt
           copy: two/b.txt
           copy: two/c.txt

        2  Ferry stops again
           16 words · score 0.15
           ¶1   The ferry of the harbour was seen again by the others on [Monday].
           two/other.txt:2
        [exit 0]

        $ morgue search 'Monday file:two' --copies
        4 articles

        1  Ferry stops
           15 words · +2 copies · score 0.15
           ¶1   The ferry of the harbour was seen again by the others on [Monday].
           two/a.txt:2
           copy: two/b.txt
           copy: two/c.txt

        2  Ferry stops again
           16 words · score 0.15
           ¶1   The ferry of the harbour was seen again by the others on [Monday].
           two/other.txt:2
        [exit 0]

        $ morgue search Monday --copies --format paths
        one/a.txt
        two/a.txt
        two/b.txt
        two/c.txt
        two/other.txt
        [exit 0]

        $ morgue search Monday --limit 1 --format trec
        1 Q0 one/a.txt 1 0.150621 morgue
        ! note: 1 article is shown, of 5; `--limit 0` shows all
        [exit 0]

        $ morgue count Monday
        5
        [exit 0]
    "#]]
    .assert_eq(&archive.session(&[
        "search Monday --copies",
        "search 'Monday file:two' --copies",
        "search Monday --copies --format paths",
        "search Monday --limit 1 --format trec",
        "count Monday",
    ]));
    for limit in [0, 1, 2] {
        let run = archive.run(&format!("search Monday --copies --limit {limit} --format jsonl"));
        let hit = run.records_of("hit").into_iter().find(|hit| hit["copies"] == 4).unwrap();
        assert_eq!(hit["copy_ids"], serde_json::json!(["two/a.txt", "two/b.txt", "two/c.txt"]));
    }
    let plain = archive.run("search Monday --format jsonl").records_of("hit");
    assert!(plain.iter().all(|hit| hit["copy_ids"] == serde_json::json!([])));
}

/// More copies than are looked at in the first place do not hide what follows.
#[test]
fn many_copies_before_the_next_hit() {
    let archive = Archive::new();
    for number in 0..150 {
        archive.write(&format!("copies/{number}.txt"), piece("Ferry ferry ferry", "ferry"));
    }
    archive.write("other.txt", piece("Something else", "ferry"));
    archive.done("ingest .");
    assert_eq!(ids(&archive, "ferry"), ["copies/0.txt", "other.txt"]);
    assert_eq!(ids(&archive, "ferry --limit 1"), ["copies/0.txt"]);
    let hit = archive.run("search ferry --limit 1 --format jsonl").records_of("hit").remove(0);
    assert_eq!(hit["copies"], 150);
}

/// A file without an article is no article, whatever is asked for.
#[test]
fn files_without_an_article_are_not_counted() {
    let archive = Archive::new();
    archive.write("news/ferry.txt", piece("Ferry stops", "ferry"));
    archive.write("news/empty.txt", "\n\n");
    archive.done("ingest .");
    let count = |query: &str| archive.run(&format!("count '{query}'")).stdout.trim().to_owned();
    assert_eq!(count("file:news"), "1");
    assert_eq!(count("file:*.txt"), "1");
    assert_eq!(count("id:news/empty.txt"), "0");
    assert_eq!(count("NOT file:news/ferry.txt"), "0");
    assert_eq!(count("*"), "1");
}

/// Scores of a search by id.
fn scored(archive: &Archive, options: &str) -> Vec<(String, f64)> {
    let run = archive.run(&format!("search {options} ferry --format jsonl"));
    let of_hit = |hit: &Value| {
        let id = hit["article"]["id"].as_str().unwrap().to_owned();
        (id, hit["score"].as_f64().unwrap())
    };
    run.records_of("hit").iter().map(of_hit).collect()
}

#[test]
fn new_articles_can_be_preferred() {
    let archive = Archive::new();
    for (file, date) in [("old", "2010-05-01"), ("newest", "2017-05-01"), ("year", "2016-05-01")] {
        let ferries = if file == "old" { "ferry and ferry" } else { "boat" };
        let text = format!("Harbour news\nDate: {date}\n\nThe {ferries} met the ferry {file}.\n");
        archive.write(&format!("{file}.txt"), text);
    }
    archive.write("undated.txt", "Harbour news\n\nThe boat met the ferry undated.\n");
    archive.done("ingest .");
    let plain = scored(&archive, "");
    let recent = scored(&archive, "--recent=365");
    let order = |scores: &[(String, f64)]| -> Vec<String> {
        scores.iter().map(|(id, _)| id.trim_end_matches(".txt").to_owned()).collect()
    };
    assert_eq!(order(&plain)[0], "old");
    assert_eq!(order(&recent), ["newest", "year", "old", "undated"]);
    assert_eq!(recent, scored(&archive, "--recent"));
    let gain = |id: &str| {
        let of = |scores: &[(String, f64)]| scores.iter().find(|(other, _)| other == id).unwrap().1;
        of(&recent) - of(&plain)
    };
    for (id, gained) in [("newest.txt", 2.0), ("year.txt", 1.0), ("undated.txt", 0.0)] {
        assert!((gain(id) - gained).abs() < 1e-5, "{id} gained {}", gain(id));
    }
}

#[test]
fn a_half_life_is_a_number_of_days() {
    let archive = Archive::new();
    for days in ["0", "-3", "soon", "NaN", "inf"] {
        let run = archive.run(&format!("search --recent={days} ferry"));
        assert_eq!(run.code, Some(2), "{}", run.snapshot());
        assert!(run.stderr.contains("not a number of days above 0"), "{}", run.snapshot());
    }
}
