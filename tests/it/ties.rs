//! Long lists in which many articles rank alike: copies of one text, and texts
//! that score the same.

use std::collections::BTreeMap;

use crate::archive::Archive;

/// Distinct texts; every other one says the word twice.
const TEXTS: usize = 90;
/// Years of the articles.
const YEARS: [usize; 3] = [2011, 2012, 2013];

/// An article, by what its place in the results depends on: better first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Article {
    is_lesser: bool,
    years_before: usize,
    id: String,
    text: usize,
}

/// Copies of each text, more of some than of others, in all years and folders.
fn articles() -> Vec<Article> {
    let mut articles = Vec::new();
    for text in 0..TEXTS {
        for copy in 0..=(text * 7 % 11) {
            let year = YEARS[(text + copy * copy) % YEARS.len()];
            let folder = ["a", "b", "c", "d"][(text * 3 + copy) % 4];
            let id = format!("news/{folder}/{year}/05/04/{}-{copy}.txt", text * 37 % 100);
            let years_before = 2013 - year;
            articles.push(Article { is_lesser: text % 2 == 1, years_before, id, text });
        }
    }
    articles
}

/// The first of each text, with the number of its copies.
fn expected(mut articles: Vec<Article>) -> Vec<(String, u64)> {
    articles.sort();
    let mut copies: BTreeMap<usize, u64> = BTreeMap::new();
    for article in &articles {
        *copies.entry(article.text).or_default() += 1;
    }
    let firsts = articles.into_iter().filter_map(|article| {
        let copies = copies.remove(&article.text)?;
        Some((article.id, copies))
    });
    firsts.collect()
}

fn write(archive: &Archive, articles: &[Article]) {
    for Article { is_lesser, id, text, .. } in articles {
        let again = if *is_lesser { "boat" } else { "ferry" };
        let words = format!("Notice\n\nThe ferry and the {again} of number{text} came in.\n");
        archive.write(id, words);
    }
}

/// Ids and copies of hits from `offset` on.
fn hits(archive: &Archive, index: &str, offset: usize, limit: usize) -> Vec<(String, u64)> {
    let window = format!("--offset {offset} --limit {limit}");
    let run = archive.run(&format!("search --index {index} --format jsonl {window} ferry"));
    let hit = |hit: &serde_json::Value| {
        (hit["article"]["id"].as_str().unwrap().to_owned(), hit["copies"].as_u64().unwrap())
    };
    run.records_of("hit").iter().map(hit).collect()
}

#[test]
fn copies_and_ties_are_in_order_wherever_a_list_is_cut() {
    let archive = Archive::new();
    let articles = articles();
    let (left, right) = articles.split_at(articles.len() / 3);
    write(&archive, left);
    archive.done("ingest news --index two --threads 1");
    write(&archive, right);
    archive.done("ingest news --index two --threads 1");
    archive.done("ingest news --index one --threads 1");
    let expected = expected(articles.clone());
    assert!(articles.len() > 450 && expected.len() == TEXTS);
    for index in ["one", "two"] {
        for (offset, limit) in [(0, 3), (0, 10), (17, 10), (30, 25), (40, 1), (0, 90), (85, 10)] {
            let end = expected.len().min(offset + limit);
            let found = hits(&archive, index, offset, limit);
            assert_eq!(found, expected[offset..end], "{index}, {limit} from {offset} on");
        }
    }
}

/// Copies are told by their words alone, and may be divided differently.
#[test]
fn the_copy_that_is_shown_is_the_one_that_is_scored() {
    let title_ends_late = r#"{"id": "b", "title": "Harbour strike goes on Many men", "text": "Stood near the port today."}"#;
    let title_ends_early = r#"{"id": "a", "title": "Harbour strike goes on", "text": "Many men stood near the port today."}"#;
    let other =
        r#"{"id": "c", "title": "Storm", "text": "The road was closed, and so was the port."}"#;
    let archive = Archive::new();
    let mut shown = Vec::new();
    for lines in [[title_ends_late, title_ends_early], [title_ends_early, title_ends_late]] {
        let index = format!("idx{}", shown.len());
        archive.write("news/all.jsonl", [lines[0], lines[1], other].join("\n"));
        archive.done(&format!("ingest news --index {index}"));
        let run = archive.run(&format!("search --index {index} --format jsonl port"));
        let hits = run.records_of("hit");
        let copies = hits.iter().find(|hit| hit["copies"] == 2).unwrap();
        assert_eq!(copies["article"]["id"], "news/all.jsonl#a");
        let explain = format!("explain --index {index} --format json --id 'news/all.jsonl#a' port");
        let told = archive.run(&explain).records()[0]["article"]["score"]["score"].clone();
        assert_eq!(copies["score"], told);
        shown.push(copies["score"].clone());
    }
    assert_eq!(shown[0], shown[1]);
}
