//! Several indexes answer as one over all archives does.

use expect_test::expect;

use super::archive::Archive;

/// `corpus/` divided into two archives, with a text that stands in both, each
/// with an index of its own, and one index over both.
fn divided() -> Archive {
    let corpus = Archive::with_corpus();
    let archive = Archive::new();
    let mut files = corpus.files("corpus");
    files.retain(|file| file != "morgue.toml");
    for (number, file) in files.iter().enumerate() {
        let half = if number % 3 == 0 { "left" } else { "right" };
        archive.write(&format!("{half}/{file}"), corpus.read(&format!("corpus/{file}")));
    }
    let copied = corpus.read(&format!("corpus/{}", files[0]));
    archive.write("right/copies/again.txt", &copied);
    archive.done("ingest left");
    archive.done("ingest right --threads 3");
    archive.done("ingest left right --index both --threads 1");
    archive.done("ingest left --index named/left");
    archive.done("ingest right --index named/right");
    archive
}

#[test]
fn one_ranking_with_shared_statistics() {
    let archive = divided();
    let queries = [
        "Crimea",
        "--any 'Crimea NATO grain bridge'",
        "'\"Black Sea\" OR (port w/5 grain)'",
        "'headline:Crimea OR source:Courier'",
        "'Crim* AND date:2014'",
        "'file:left/harbour-courier OR file:*/wire/*'",
        "'file:right/copies/*'",
        "'*' --sort newest",
        "--all-status '*' --copies",
    ];
    let mut hits = 0;
    for query in queries {
        for format in ["jsonl --limit 0", "trec --limit 7 --offset 2", "paths", "text --limit 3"] {
            let search =
                |indexes: &str| archive.run(&format!("search {indexes} {query} --format {format}"));
            let one = search("--index both");
            let two = search("--index left/.morgue --index right/.morgue");
            let turned = search("--index named/right --index named/left");
            let twice = search("--index right/.morgue --index left/.morgue --index right/.morgue");
            if format == "paths" || format.starts_with("text") {
                // Where a file lies is shown in another way for an index elsewhere.
                assert_eq!(two.stdout, twice.stdout, "{query}");
                assert_eq!(two.stdout.lines().count(), one.stdout.lines().count(), "{query}");
            } else {
                assert_eq!(one.stdout, two.stdout, "{query}");
                assert_eq!(one.stdout, turned.stdout, "{query}");
                assert_eq!(one.stdout, twice.stdout, "{query}");
            }
            hits += one.stdout.lines().count();
        }
    }
    assert!(hits > 300, "{hits}");
}

#[test]
fn lists_and_exports() {
    let archive = divided();
    let commands = [
        "facets '*' --by source",
        "facets Crimea --by place --all-status --limit 5",
        "facets '*' --by byline",
        "timeline Crimea --by month --per 1000",
        "timeline '*' --by year --span archive",
        "terms",
        "terms --sort articles --limit 40",
        "terms Shoygu~2",
        "kwic 'Crimea OR 克里米亚'",
        "kwic 'Black w/2 Sea' --sort left",
        "kwic Crimea --sort right --limit 9",
    ];
    for command in commands {
        for format in ["text", "jsonl"] {
            let list =
                |indexes: &str| archive.run(&format!("{command} {indexes} --format {format}"));
            let one = list("--index both");
            let two = list("--index left/.morgue --index right/.morgue");
            let turned = list("--index named/right --index named/left --index named/right");
            assert_eq!(one.stdout, two.stdout, "{command} as {format}");
            assert_eq!(one.stdout, turned.stdout, "{command} as {format}");
            assert!(one.stdout.lines().count() > 3, "{}", one.snapshot());
        }
    }
    let export = |indexes: &str| archive.run(&format!("export '*' {indexes}")).stdout;
    let one = export("--index both");
    assert_eq!(one, export("--index named/right --index named/left"));
    assert!(one.lines().count() > 100);
}

#[test]
fn articles_are_shown_by_their_whole_ids() {
    let archive = Archive::of(&[
        ("2014/wire/ferry.txt", "Ferry stops\nThe ferry between the shores stopped on Monday.\n"),
        ("2015/wire/ferry.txt", "Ferry runs\nThe ferry between the shores ran again on Friday.\n"),
    ]);
    archive.done("ingest 2014/wire");
    archive.done("ingest 2015/wire");
    let both = "--index 2014/wire/.morgue --index 2015/wire/.morgue";
    let session = archive.session(&[
        &format!("search {both} ferry"),
        &format!("search {both} 'id:2015/wire/ferry.txt' --format trec"),
        &format!("count {both} 'id:ferry.txt'"),
        &format!("show {both} 2014/wire/ferry.txt"),
        "search --index 2014/wire/.morgue ferry --format trec",
        &format!("search {both} --since-generation 1 ferry"),
        &format!("count {both} --index nowhere ferry"),
    ]);
    expect![[r#"
        $ morgue search --index 2014/wire/.morgue --index 2015/wire/.morgue ferry
        2 articles

        1  [Ferry] stops
           10 words · score 0.43
           ¶1   The [ferry] between the shores stopped on Monday.
           2014/wire/ferry.txt:2

        2  [Ferry] runs
           11 words · score 0.43
           ¶1   The [ferry] between the shores ran again on Friday.
           2015/wire/ferry.txt:2
        [exit 0]

        $ morgue search --index 2014/wire/.morgue --index 2015/wire/.morgue 'id:2015/wire/ferry.txt' --format trec
        1 Q0 2015/wire/ferry.txt 1 0.000000 morgue
        [exit 0]

        $ morgue count --index 2014/wire/.morgue --index 2015/wire/.morgue 'id:ferry.txt'
        0
        [exit 1]

        $ morgue show --index 2014/wire/.morgue --index 2015/wire/.morgue 2014/wire/ferry.txt
        id: 2014/wire/ferry.txt
        language: en

        Ferry stops

        ¶1  The ferry between the shores stopped on Monday.
        [exit 0]

        $ morgue search --index 2014/wire/.morgue ferry --format trec
        1 Q0 ferry.txt 1 0.683245 morgue
        [exit 0]

        $ morgue search --index 2014/wire/.morgue --index 2015/wire/.morgue --since-generation 1 ferry
        ! morgue: generations are counted in each index by itself
        ! hint: ask one index at a time for what is new in it
        [exit 2]

        $ morgue count --index 2014/wire/.morgue --index 2015/wire/.morgue --index nowhere ferry
        ! morgue: there is no index in `nowhere`
        ! hint: run `morgue ingest ARCHIVE` first, or `morgue search --archive ARCHIVE QUERY`
        [exit 2]
    "#]].assert_eq(&session);
}
