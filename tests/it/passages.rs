//! `search --passages`: passages of many articles in one ranking.

use expect_test::expect;
use serde_json::Value;

use super::archive::Archive;

fn harbour() -> Archive {
    let archive = Archive::new();
    archive.write(
        "ferry.txt",
        "New ferry for the harbour\n\n\
         The new ferry reached the harbour on Monday. It carries cars and people.\n\n\
         Nobody on the island had seen so large a ship before, the mayor said.\n\n\
         From June on the ferry leaves the harbour four times a day.\n",
    );
    archive.write(
        "late.txt",
        "Ferry late again\n\n\
         The ferry was late again on Tuesday, and the queue reached the church.\n\n\
         A spokesman blamed the wind.\n",
    );
    archive.write(
        "version.txt",
        "Harbour gets new ferry\n\n\
         The new ferry reached the harbour on Monday. It carries cars and 200 people.\n",
    );
    archive.write("barge.txt", "A barge\n\nA barge sank in the harbour, and no ferry came near.\n");
    archive.done("ingest .");
    archive
}

/// Article and paragraph of each passage, in order.
fn places(archive: &Archive, arguments: &str) -> Vec<(String, u64)> {
    let run = archive.run(&format!("search --passages --format jsonl {arguments}"));
    let place = |hit: &Value| {
        let passages = hit["passages"].as_array().unwrap();
        assert_eq!(passages.len(), 1, "{hit}");
        let id = hit["article"]["id"].as_str().unwrap().to_owned();
        (id, passages[0]["para"][0].as_u64().unwrap())
    };
    run.records_of("hit").iter().map(place).collect()
}

#[test]
fn passages_are_ranked_and_versions_shown_once() {
    let archive = harbour();
    expect![[r#"
        $ morgue search --passages ferry harbour
        3 articles

        1  [Harbour] gets new [ferry]
           18 words · score 1.83
           ¶1   The new [ferry] reached the [harbour] on Monday. It carries cars and 200 people.
           version.txt:3

        2  New [ferry] for the [harbour]
           44 words · score 1.72
           ¶3   From June on the [ferry] leaves the [harbour] four times a day.
           ferry.txt:7

        3  A barge
           13 words · score 1.62
           ¶1   A barge sank in the [harbour], and no [ferry] came near.
           barge.txt:3
        [exit 0]
    "#]]
    .assert_eq(&archive.run("search --passages ferry harbour").snapshot());
}

#[test]
fn a_shorter_list_begins_a_longer_one() {
    let archive = harbour();
    let all = places(&archive, "--any --limit 0 ferry harbour");
    assert_eq!(all.len(), 4);
    for limit in 1..=all.len() {
        assert_eq!(places(&archive, &format!("--any --limit {limit} ferry harbour")), all[..limit]);
    }
    assert_eq!(places(&archive, "--any --offset 1 --limit 2 ferry harbour"), all[1..3]);
    let one_each = places(&archive, "--any --per-article 1 --limit 0 ferry harbour");
    assert_eq!(one_each.len(), 3);
}

#[test]
fn what_was_left_out_is_told() {
    let archive = harbour();
    let end = |arguments: &str| {
        let run = archive.run(&format!("search --passages --format jsonl --any {arguments}"));
        let end = &run.records_of("end")[0];
        ["articles_total", "passages_shown", "truncated"].map(|name| end[name].to_string())
    };
    assert_eq!(end("--limit 2 ferry harbour"), ["4", "2", "true"]);
    assert_eq!(end("--limit 4 ferry harbour"), ["4", "4", "false"]);
}

#[test]
fn lists_of_articles_have_no_passages() {
    let archive = harbour();
    expect![[r#"
        $ morgue search --passages ferry --format paths
        ! morgue: `--format paths` lists articles, not passages
        ! hint: leave out `--passages`, or take `--format jsonl`
        [exit 2]
    "#]]
    .assert_eq(&archive.run("search --passages ferry --format paths").snapshot());
}
