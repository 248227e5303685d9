//! The way on for people who do not know it: where the index is, what stands
//! for an id, and what mistaken commands and options mean.

use expect_test::{Expect, expect};

use super::archive::Archive;

const FERRY: &str = "Ferry sails again
The ferry across the bay sailed again on Friday after nine days of repairs to its ramp.
";

fn news() -> Archive {
    Archive::of(&[
        ("news/a b.txt", FERRY),
        ("news/desk/c.txt", "Mill is to close\nThe mill closes.\n"),
    ])
}

#[track_caller]
fn check(archive: &Archive, commands: &[&str], expected: &Expect) {
    expected.assert_eq(&archive.session(commands));
}

#[test]
fn a_new_index_says_how_it_is_searched_and_is_found_by_its_archive() {
    check(
        &news(),
        &[
            "ingest news -q",
            "count ferry",
            "count ferry --index news",
            "status --index nowhere",
            "ingest news/desk",
            "ingest news --index elsewhere",
            "count ferry --index elsewhere",
        ],
        &expect![[r#"
            $ morgue ingest news -q
            [exit 0]

            $ morgue count ferry
            ! morgue: there is no index (`.morgue`) here or above, looking from `DIR`
            ! hint: `news` has one: add `--index news`, or go there
            [exit 2]

            $ morgue count ferry --index news
            1
            [exit 0]

            $ morgue status --index nowhere
            ! morgue: there is no index in `nowhere`
            ! hint: run `morgue ingest ARCHIVE` first, or `morgue search --archive ARCHIVE QUERY`
            [exit 2]

            $ morgue ingest news/desk
            ! 1 file: 1 was read and gave 1 article.
            !   formats  plain 1
            !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 0 %, body 100 %
            !   problem       articles  what to do                    example
            !   body_short           1  fine for briefs and captions  c.txt
            !   date_missing         1  give dates in metadata.csv    c.txt
            ! `--rehash --report FILE` lists 2 warnings.
            ! The index is `news/desk/.morgue`; search it there, or with `--index news/desk`.
            ! note: `news/desk` is in the archive of `DIR/news/.morgue`, too; searches from within it now see only what is in it
            [exit 0]

            $ morgue ingest news --index elsewhere
            ! 2 files: 2 were read and gave 2 articles.
            !   formats  plain 2
            !   fields   headline 100 %, byline 0 %, dateline 0 %, date 0 %, source 0 %, body 100 %
            !   problem       articles  what to do                    example
            !   body_short           2  fine for briefs and captions  news/a%20b.txt
            !   date_missing         2  give dates in metadata.csv    news/a%20b.txt
            ! `--rehash --report FILE` lists 4 warnings.
            ! The index is `elsewhere`; search it with `--index elsewhere`.
            [exit 0]

            $ morgue count ferry --index elsewhere
            1
            [exit 0]
        "#]],
    );
}

#[test]
fn an_article_is_shown_by_the_place_that_a_search_prints() {
    let archive = news();
    archive.done("ingest news");
    let shown = |id: &str| archive.run(&format!("show '{id}' --index news/.morgue")).stdout;
    let article = shown("a%20b.txt");
    assert!(article.contains("after nine days"), "{article}");
    let full = archive.root().join("news/a b.txt");
    for place in ["a%20b.txt:2", "news/a b.txt", "./news/a b.txt:2", full.to_str().unwrap()] {
        assert_eq!(shown(place), article, "{place}");
    }
    check(
        &archive,
        &[
            "show c.txt --index news",
            "show nothing.txt:7 --index news",
            "explain ferry --id 'news/a b.txt:2' --index news --format json -q",
        ],
        &expect![[r#"
            $ morgue show c.txt --index news
            ! morgue: there is no article with the id `c.txt`
            ! hint: files of that name: `desk/c.txt`
            [exit 2]

            $ morgue show nothing.txt:7 --index news
            ! morgue: there is no article with the id `nothing.txt:7`
            ! hint: ids are in the search results, after the passages or as `article.id`
            [exit 2]

            $ morgue explain ferry --id 'news/a b.txt:2' --index news --format json -q
            {"format":"morgue.explain/1","query":"ferry","read_as":"ferry","articles_total":1,"notes":[],"repairs":[],"clauses":[{"clause":0,"text":"ferry","span":{"bytes":[0,5],"chars":[0,5]},"via":"word","positive":true,"limits":[],"articles":1,"occurrences":2,"words":[{"pick":"word","text":"ferry","field":"text","forms":1,"terms":[{"term":"ferri","stem_of":"en","articles":1,"occurrences":2}]}]}],"filters":[],"article":{"id":"a%20b.txt","matches":true,"left_out":false,"clauses":[2],"filters":[],"score":{"score":1.547882,"stage":"second","length":31.0,"average_length":22.0,"parts":[{"reward":"frequency","clauses":[0],"piece":null,"idf":0.6931471805599453,"weight":1.0,"occurrences":2,"value":0.8547343576841109},{"reward":"lead","clauses":[0],"piece":null,"idf":0.6931471805599453,"weight":1.0,"occurrences":2,"value":0.4158883083359672},{"reward":"window","clauses":[],"piece":null,"idf":null,"weight":null,"occurrences":null,"value":0.2772588722239781},{"reward":"pairs","clauses":[],"piece":null,"idf":null,"weight":null,"occurrences":null,"value":0.0}]}}}
            [exit 0]
        "#]],
    );
}

#[test]
fn a_table_that_is_cut_off_says_so() {
    let archive = news();
    archive.done("ingest news");
    check(
        &archive,
        &[
            "search '*' --index news --format csv --fields file,line --limit 1",
            "search '*' --index news --format paths --limit 1",
            "search '*' --index news --format csv --fields file,line",
        ],
        &expect![[r#"
            $ morgue search '*' --index news --format csv --fields file,line --limit 1
            file,line
            news/a b.txt,2
            ! note: 1 article is shown, of 2; `--limit 0` shows all
            [exit 0]

            $ morgue search '*' --index news --format paths --limit 1
            news/a b.txt
            ! note: 1 article is shown, of 2; `--limit 0` shows all
            [exit 0]

            $ morgue search '*' --index news --format csv --fields file,line
            file,line
            news/a b.txt,2
            news/desk/c.txt,2
            [exit 0]
        "#]],
    );
}

#[test]
fn mistaken_commands_and_options_get_a_tip_that_fits() {
    let archive = news();
    check(
        &archive,
        &[
            "count Crimea -bridge",
            "search Crimea --csv",
            "export Crimea --cite ris",
            "papers",
            "serch Crimea",
            "help nothing",
        ],
        &expect![[r#"
            $ morgue count Crimea -bridge
            ! error: unexpected argument '-b' found
            !
            !   tip: a `-` of the query stands inside quotes: 'Crimea -bridge'
            !
            ! Usage: morgue count [OPTIONS] [QUERY]...
            !
            ! For more information, try '--help'.
            [exit 2]

            $ morgue search Crimea --csv
            ! error: unexpected argument '--csv' found
            !
            !   tip: a table is printed with `--format csv`
            !
            ! Usage: morgue search --csv-raw <QUERY>...
            !
            ! For more information, try '--help'.
            [exit 2]

            $ morgue export Crimea --cite ris
            ! error: unexpected argument '--cite' found
            !
            !   tip: an entry for a reference manager comes with `morgue show ID --cite ris`
            !
            ! Usage: morgue export --literal <QUERY>...
            !
            ! For more information, try '--help'.
            [exit 2]

            $ morgue papers
            ! error: unrecognized subcommand 'papers'
            !
            !   tip: papers are listed by `morgue facets '*' --by source`
            !
            ! Usage: morgue [OPTIONS] <COMMAND>
            !
            ! For more information, try '--help'.
            [exit 2]

            $ morgue serch Crimea
            ! error: unrecognized subcommand 'serch'
            !
            !   tip: a similar subcommand exists: 'search'
            !
            ! Usage: morgue [OPTIONS] <COMMAND>
            !
            ! For more information, try '--help'.
            [exit 2]

            $ morgue help nothing
            ! morgue: there is no command `nothing`
            ! hint: `morgue --help` lists the commands; guides are `syntax`, `librarian`, `researcher` and `engineer`
            [exit 2]
        "#]],
    );
}

#[test]
fn the_query_language_is_on_one_page() {
    let archive = Archive::new();
    let page = archive.run("help syntax").stdout;
    assert!(page.starts_with("# Queries\n"), "{page}");
    for part in ["w/s", "NOT w/5", "headline:", "date:2014..2017", "atleast3(grain)", "--lenient"] {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("| "), "{page}");
    assert_eq!(archive.run("help operators").stdout, page);
    assert!(archive.run("help help").stdout.contains("morgue help syntax"));
    assert!(archive.run("kwic --help").stdout.contains("morgue help syntax"));
}
