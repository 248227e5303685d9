//! `morgue explain`: how a query was read, what its words stand for, and what
//! the score of an article is made of.

use std::collections::HashMap;

use expect_test::{Expect, expect};
use serde_json::Value;

use super::archive::Archive;

const FERRY: &str = "Ferry across the strait stops running
The ferry between the two shores stopped running on Monday after ice closed the strait.
Sanctions closed the strait to a state-of-the-art ferry. The NATO fleet stayed; nato said so.
(Harbour Gazette 03/14/2014 page3)
";
const BRIDGE: &str = "First lorries cross the new bridge
Lorries crossed the strait for the first time on Tuesday. The ferries will run until autumn.
(Harbour Gazette 05/15/2018 page1)
";
const KILLED: &str = "r i BC-KILL-Ferry-Strait 06-12 0031
MANDATORY KILL

EDITORS: The story slugged Ferry-Strait, which moved on June 12 and which said that a ferry had
crossed the strait, is wrong. A kill is mandatory. Make certain the story is not published.
";

fn news() -> Archive {
    let archive = Archive::of(&[
        ("gazette/ferry.txt", FERRY),
        ("gazette/bridge.txt", BRIDGE),
        ("wire/killed.txt", KILLED),
    ]);
    archive.done("ingest .");
    archive
}

#[track_caller]
fn check(commands: &[&str], expected: &Expect) {
    expected.assert_eq(&news().session(commands));
}

#[test]
fn what_a_query_means() {
    check(
        &[
            "explain 'ferry AND strait OR headline:bridge'",
            "explain 'sanct* -\"across the strait\" stat-of-the-art'",
            "explain 'caps(NATO) OR Nosuch~1 OR source:gazette OR first/3(lorries)' date:2014",
        ],
        &expect![[r#"
            $ morgue explain 'ferry AND strait OR headline:bridge'
            read as  (ferry AND strait) OR headline:bridge
            finds    2 articles

            ferry: 4 occurrences in 2 articles
              ferri (stem, en)  4 occurrences in 2 articles

            strait: 4 occurrences in 2 articles
              strait (stem, en)  4 occurrences in 2 articles

            bridge (headline): 1 occurrence in 1 article
              bridg (stem, en)  1 occurrence in 1 article
            ! note[W1]: AND and OR are mixed; read as `(ferry AND strait) OR headline:bridge`, where Nexis would read `ferry AND (strait OR headline:bridge)`
            !           add parentheses
            [exit 0]

            $ morgue explain 'sanct* -"across the strait" stat-of-the-art'
            read as  sanct* NOT "across the strait" stat-of-the-art
            finds    0 articles

            sanct*: 1 occurrence in 1 article
              sanct* stands for 1 word
                sanctions  1 occurrence in 1 article

            "across the strait": 1 occurrence in 1 article, excluded
              across  1 occurrence in 1 article
              the  11 occurrences in 2 articles
              strait  4 occurrences in 2 articles

            stat-of-the-art: 0 occurrences in 0 articles
              statoftheart occurs nowhere
              stat occurs nowhere
              of  1 occurrence in 1 article
              the  11 occurrences in 2 articles
              art (stem, en)  1 occurrence in 1 article
            ! note[W3]: `stat` occurs nowhere in this archive
            !           nearest: state
            [exit 0]

            $ morgue explain 'caps(NATO) OR Nosuch~1 OR source:gazette OR first/3(lorries)' date:2014
            read as  (caps(NATO) OR Nosuch~1 OR source:gazette OR first/3(lorries)) date:2014
            finds    1 article

            NATO (caps): 1 occurrence in 1 article
              nato (stem, en)  2 occurrences in 1 article

            Nosuch~1: 0 occurrences in 0 articles
              nosuch~1 occurs nowhere

            gazette (source): 2 occurrences in 2 articles
              gazette  2 occurrences in 2 articles

            lorries (first/3): 1 occurrence in 1 article
              lorri (stem, en)  2 occurrences in 1 article
            ! note[W3]: `Nosuch~1` occurs nowhere in this archive
            [exit 0]
        "#]],
    );
}

#[test]
fn why_an_article_matches_or_not() {
    check(
        &[
            "explain 'strait w/9 (ferry^2 OR ice)' --id gazette/ferry.txt",
            "explain 'the strait' --id gazette/bridge.txt",
            "explain 'strait ice lang:ru' --id gazette/bridge.txt",
            "explain ferry --id wire/killed.txt",
            "explain ferry --id nowhere.txt",
        ],
        &expect![[r#"
            $ morgue explain 'strait w/9 (ferry^2 OR ice)' --id gazette/ferry.txt
            read as  strait w/9 (ferry^2 OR ice)
            finds    2 articles

            strait: 4 occurrences in 2 articles
              strait (stem, en)  4 occurrences in 2 articles

            ferry: 4 occurrences in 2 articles
              ferri (stem, en)  4 occurrences in 2 articles

            ice: 1 occurrence in 1 article
              ice (stem, en)  1 occurrence in 1 article

            gazette/ferry.txt matches, score 2.762252 (64 terms, 52.7 on average)
                0.200586  frequency  strait: 3 occurrences, idf 0.1335
                0.080119  lead       strait: 3 occurrences, idf 0.1335
                0.401171  frequency  ferry: 3 occurrences, idf 0.1335, weight 2
                0.160238  lead       ferry: 3 occurrences, idf 0.1335, weight 2
                0.901471  frequency  ice: 1 occurrence, idf 0.9808
                0.329053  lead       ice: 1 occurrence, idf 0.9808
                0.552569  window
                0.137045  pairs
            [exit 0]

            $ morgue explain 'the strait' --id gazette/bridge.txt
            read as  the strait
            finds    2 articles

            the: 11 occurrences in 2 articles
              the  11 occurrences in 2 articles

            strait: 4 occurrences in 2 articles
              strait (stem, en)  4 occurrences in 2 articles

            gazette/bridge.txt matches, score 0.266750 (36 terms, 52.7 on average)
                0.000000  frequency  the: 4 occurrences, idf 0.1335, weight 0
                0.000000  lead       the: 4 occurrences, idf 0.1335, weight 0
                0.153389  frequency  strait: 1 occurrence, idf 0.1335
                0.059948  lead       strait: 1 occurrence, idf 0.1335
                0.053413  window
            [exit 0]

            $ morgue explain 'strait ice lang:ru' --id gazette/bridge.txt
            read as  strait ice lang:ru
            finds    0 articles

            strait: 4 occurrences in 2 articles
              strait (stem, en)  4 occurrences in 2 articles

            ice: 1 occurrence in 1 article
              ice (stem, en)  1 occurrence in 1 article

            gazette/bridge.txt does not match
              strait: 1 occurrence
              ice: 0 occurrences
              lang:ru: no
            [exit 1]

            $ morgue explain ferry --id wire/killed.txt
            read as  ferry
            finds    2 articles

            ferry: 4 occurrences in 2 articles
              ferri (stem, en)  4 occurrences in 2 articles

            wire/killed.txt satisfies the query, but is left out: withdrawn, or indexed too long ago
            [exit 1]

            $ morgue explain ferry --id nowhere.txt
            ! morgue: there is no article with the id `nowhere.txt`
            ! hint: ids are in the search results, after the passages or as `article.id`
            [exit 2]
        "#]],
    );
}

#[test]
fn a_wide_pattern_names_the_most_frequent_and_says_how_many_more() {
    let words: Vec<String> = (0..120).map(|number| format!("zone{number}")).collect();
    let archive = Archive::of(&[("a", &format!("Zones\n{} zone7\n", words.join(" ")))]);
    archive.done("ingest .");
    let run = archive.run("explain 'zone*'");
    expect![[r#"
        $ morgue explain 'zone*'
        read as  zone*
        finds    1 article

        zone*: 122 occurrences in 1 article
          zone* stands for 121 words
            zone7    2 occurrences in 1 article
            zone0    1 occurrence in 1 article
            zone1    1 occurrence in 1 article
            zone10   1 occurrence in 1 article
            zone100  1 occurrence in 1 article
            zone101  1 occurrence in 1 article
            zone102  1 occurrence in 1 article
            zone103  1 occurrence in 1 article
            zone104  1 occurrence in 1 article
            zone105  1 occurrence in 1 article
            zone106  1 occurrence in 1 article
            zone107  1 occurrence in 1 article
            … and 109 more; `--format json` lists all
        ! note[W4]: `zone*` stands for 121 words; all are searched
        !           `morgue explain` lists them
        [exit 0]
    "#]]
    .assert_eq(&run.snapshot());
    let record = &archive.run("explain --format json 'zone*'").records()[0];
    let word = &record["clauses"][0]["words"][0];
    assert_eq!(word["forms"], 121, "{word}");
    assert_eq!(word["terms"].as_array().unwrap().len(), 121);
}

/// Scores as a search prints them, by id.
fn scores(archive: &Archive, options: &str, query: &str) -> HashMap<String, f64> {
    let run = archive.run(&format!("search {options} --copies --limit 0 --format jsonl '{query}'"));
    let hits = run.records_of("hit");
    let score = |hit: &Value| {
        (hit["article"]["id"].as_str().unwrap().to_owned(), hit["score"].as_f64().unwrap())
    };
    hits.iter().map(score).collect()
}

/// The parts of each score add up to it, and it is what a search prints.
#[track_caller]
fn check_sums(archive: &Archive, query: &str, ids: &[&str], stage: &str) {
    check_sums_with(archive, "", query, ids, stage);
}

#[track_caller]
fn check_sums_with(archive: &Archive, options: &str, query: &str, ids: &[&str], stage: &str) {
    let scores = scores(archive, options, query);
    for id in ids {
        let run = archive.run(&format!("explain {options} '{query}' --id '{id}' --format json"));
        let score = &run.records()[0]["article"]["score"];
        assert_eq!(score["stage"], stage, "{query} {id}: {score}");
        let printed = score["score"].as_f64().unwrap();
        let parts = score["parts"].as_array().unwrap().iter();
        let sum: f64 = parts.map(|part| part["value"].as_f64().unwrap()).sum();
        assert_eq!(Some(&printed), scores.get(*id), "{query} {id}");
        let rounding = if stage == "first" { 1e-4 } else { 1e-6 };
        assert!((sum - printed).abs() < rounding, "{query} {id}: {sum} is not {printed}");
    }
}

#[test]
fn parts_of_a_score_add_up_to_it() {
    let archive = news();
    for query in [
        "ferry",
        "ferry strait closed",
        "\"the strait\" OR (ferry w/9 ice)^3",
        "state-of-the-art OR running",
        "caps(NATO) OR strait -lorries",
        "ferr* OR source:gazette OR headline:ferry",
        "strait NOT w/2 two",
        "\"strait closed\"~4",
    ] {
        check_sums(&archive, query, &["gazette/ferry.txt"], "second");
        check_sums_with(&archive, "--recent=90", query, &["gazette/ferry.txt"], "second");
    }
}

#[test]
fn behind_the_first_hundred_only_frequency_counts() {
    let archive = Archive::new();
    for number in 0..130 {
        let text = "ferry ".repeat(1 + number % 9) + &"boat ".repeat(number % 7);
        archive.write(&format!("{number:03}.txt"), format!("Number {number}\nIce {text} north.\n"));
    }
    archive.done("ingest .");
    let ranked = archive.run("search --limit 0 --format trec 'ferry OR (boat w/3 ice)'").stdout;
    let ids: Vec<&str> = ranked.lines().map(|line| line.split(' ').nth(2).unwrap()).collect();
    assert_eq!(ids.len(), 130);
    let query = "ferry OR (boat w/3 ice)";
    check_sums(&archive, query, &[ids[0], ids[50], ids[99]], "second");
    check_sums(&archive, query, &[ids[100], ids[129]], "first");
    check_sums(&archive, "ferry boat ice north", &[ids[0]], "second");
}

/// Frequencies are those of what a search finds: without what was withdrawn.
#[test]
fn frequencies_are_those_of_a_search() {
    let archive = news();
    for query in ["ferry", "strait", "\"the strait\"", "ferr*", "headline:ferry", "caps(nato)"] {
        for options in ["", "--all-status"] {
            let counted = archive.run(&format!("count {options} '{query}'")).stdout;
            let run = archive.run(&format!("explain {options} --format json '{query}'"));
            let record = &run.records()[0];
            assert_eq!(counted, format!("{}\n", record["articles_total"]), "{query}");
            assert_eq!(record["clauses"][0]["articles"], record["articles_total"], "{query}");
        }
    }
}
