//! What goes wrong is said in a sentence with a way out, and ends with exit code 2.

use expect_test::{Expect, expect};

use super::archive::Archive;

const ARTICLE: &str = "Ferry across the strait stops running\n\
    The ferry between the two shores stopped running on Monday after ice closed the strait.\n\
    (Harbour Gazette 03/04/2014 page3)\n";

/// A folder `news` with one article.
fn news() -> Archive {
    Archive::of(&[("news/ferry.txt", ARTICLE)])
}

#[track_caller]
fn check(archive: &Archive, command: &str, expected: &Expect) {
    let run = archive.run(command);
    expected.assert_eq(&run.snapshot());
    assert_eq!(run.code, Some(2));
    let way_out = ["hint: ", "help: ", "Usage: ", "tip: ", "--help"];
    assert!(way_out.iter().any(|way| run.stderr.contains(way)), "no way out:\n{}", run.stderr);
}

#[test]
fn no_index() {
    check(
        &Archive::new(),
        "search Crimea",
        &expect![[r#"
        $ morgue search Crimea
        ! morgue: there is no index (`.morgue`) here or above, looking from `DIR`
        ! hint: run `morgue ingest ARCHIVE` first, or name one with `--index DIR` or MORGUE_INDEX
        [exit 2]
    "#]],
    );
    check(
        &Archive::new(),
        "count Crimea --index nowhere",
        &expect![[r#"
        $ morgue count Crimea --index nowhere
        ! morgue: there is no index in `nowhere`
        ! hint: run `morgue ingest ARCHIVE` first, or `morgue search --archive ARCHIVE QUERY`
        [exit 2]
    "#]],
    );
}

#[test]
fn no_archive() {
    check(
        &Archive::new(),
        "search --archive nowhere Crimea",
        &expect![[r#"
            $ morgue search --archive nowhere Crimea
            ! morgue: cannot open the archive folder `nowhere`: No such file or directory (os error 2)
            ! hint: give the folder that holds the news files
            [exit 2]
        "#]],
    );
    check(
        &Archive::new(),
        "ingest nowhere",
        &expect![[r#"
            $ morgue ingest nowhere
            ! morgue: cannot open the archive folder `nowhere`: No such file or directory (os error 2)
            ! hint: give the folder that holds the news files
            [exit 2]
        "#]],
    );
    check(
        &Archive::new(),
        "extract nowhere",
        &expect![[r#"
        $ morgue extract nowhere
        ! morgue: there is no such file or folder: `nowhere`
        ! hint: give files, or folders of files
        [exit 2]
    "#]],
    );
}

#[test]
fn an_empty_archive() {
    let archive = Archive::of(&[("news/morgue.toml", "exclude = []\n")]);
    check(
        &archive,
        "search --archive news Crimea",
        &expect![[r#"
        $ morgue search --archive news Crimea
        ! morgue: there is no file to index in `DIR/news`
        ! hint: put news files there, or give the folder that holds them
        [exit 2]
    "#]],
    );
    check(
        &archive,
        "ingest news",
        &expect![[r#"
        $ morgue ingest news
        ! morgue: there is no file to index in `DIR/news`
        ! hint: put news files there, or give the folder that holds them
        [exit 2]
    "#]],
    );
}

#[test]
fn an_archive_that_is_a_file() {
    check(
        &news(),
        "search --archive news/ferry.txt ferry",
        &expect![[r#"
        $ morgue search --archive news/ferry.txt ferry
        ! morgue: an archive is a folder, not a file: `news/ferry.txt`
        ! hint: give the folder that holds it, or use `morgue extract` on a single file
        [exit 2]
    "#]],
    );
}

#[test]
fn an_archive_whose_index_cannot_be_written() {
    let archive = news();
    archive.write("news/.morgue", "in the way\n");
    check(
        &archive,
        "search --archive news ferry",
        &expect![[r#"
        $ morgue search --archive news ferry
        ! morgue: cannot read the index folder `DIR/news/.morgue`: Not a directory (os error 20)
        ! hint: make it a folder that can be read, or name another with `--index DIR`
        [exit 2]
    "#]],
    );
}

/// Root may read and write everything, so there is nothing to test then.
#[cfg(unix)]
#[test]
fn folders_without_permission() {
    use std::fs::{Permissions, read_dir, set_permissions};
    use std::os::unix::fs::PermissionsExt;

    let archive = news();
    let folder = archive.root().join("news");
    set_permissions(&folder, Permissions::from_mode(0o000)).unwrap();
    let is_root = read_dir(&folder).is_ok();
    if !is_root {
        check(&archive, "search --archive news ferry", &expect![[""]]);
        set_permissions(&folder, Permissions::from_mode(0o555)).unwrap();
        check(&archive, "search --archive news ferry", &expect![[""]]);
    }
    set_permissions(&folder, Permissions::from_mode(0o755)).unwrap();
}

#[test]
fn broken_queries() {
    let archive = news();
    archive.done("ingest news");
    let index = "--index news/.morgue";
    check(
        &archive,
        &format!("search {index} 'ferry AND \"closed the'"),
        &expect![[r#"
        $ morgue search --index news/.morgue 'ferry AND "closed the'
        ! error[Q03]: unclosed quote
        !   | ferry AND "closed the
        !   |           ^ opened here
        ! help: add a closing ", or use --literal
        [exit 2]
    "#]],
    );
    check(
        &archive,
        &format!("search {index} '(ferry OR ice'"),
        &expect![[r#"
        $ morgue search --index news/.morgue '(ferry OR ice'
        ! error[Q05]: unclosed parenthesis
        !   | (ferry OR ice
        !   | ^ opened here
        ! help: add a closing ), or use --literal
        [exit 2]
    "#]],
    );
    check(
        &archive,
        &format!("search {index} 'ferry AND'"),
        &expect![[r#"
        $ morgue search --index news/.morgue 'ferry AND'
        ! error[Q08]: `AND` has nothing on its right side
        !   | ferry AND
        !   |       ^^^
        ! help: add a word there, or write "AND" to search for it
        [exit 2]
    "#]],
    );
    check(
        &archive,
        &format!("search {index} 'ferry w/3 NOT ice'"),
        &expect![[r#"
        $ morgue search --index news/.morgue 'ferry w/3 NOT ice'
        ! error[Q20]: NOT has no place in the text, which `w/3` needs
        !   | ferry w/3 NOT ice
        !   |           ^^^
        ! help: write the NOT outside, as in `(a w/5 b) NOT c`, or use `a NOT w/5 c`
        [exit 2]
    "#]],
    );
    check(
        &archive,
        &format!("search {index} 'ferry date:2014-13'"),
        &expect![[r#"
        $ morgue search --index news/.morgue 'ferry date:2014-13'
        ! error[Q10]: `2014-13` is not in the calendar
        !   | ferry date:2014-13
        !   |            ^^^^^^^
        ! help: dates run from 0001-01-01 to 9999-12-31
        [exit 2]
    "#]],
    );
    check(
        &archive,
        &format!("search {index} 'date:02/03/2014'"),
        &expect![[r#"
        $ morgue search --index news/.morgue 'date:02/03/2014'
        ! error[Q11]: ambiguous date: 2 March or 3 February?
        !   | date:02/03/2014
        !   |      ^^^^^^^^^^
        ! help: write 2014-03-02 or 2014-02-03, or set date_order in the configuration
        [exit 2]
    "#]],
    );
    check(
        &archive,
        &format!("search {index} --strict 'fery:ice'"),
        &expect![[r#"
            $ morgue search --index news/.morgue --strict 'fery:ice'
            ! error[Q14]: there is no field `fery`; the colon is read as part of the word
            !   | fery:ice
            !   | ^^^^^
            ! help: the fields are headline, lead, hlead, body, dateline, place, byline, source, agency, section, page, lang, length, id, file, date, status; `\fery:…` searches for the text as it stands
            [exit 2]
        "#]],
    );
    check(
        &archive,
        &format!("count {index} '\"'"),
        &expect![[r#"
        $ morgue count --index news/.morgue '"'
        ! error[Q03]: unclosed quote
        !   | "
        !   | ^ opened here
        ! help: add a closing ", or use --literal
        [exit 2]
    "#]],
    );
}

#[test]
fn a_broken_query_for_scripts() {
    let archive = news();
    archive.done("ingest news");
    let command = "search --index news/.morgue --format jsonl 'ferry AND \"closed the'";
    check(
        &archive,
        command,
        &expect![[r#"
        $ morgue search --index news/.morgue --format jsonl 'ferry AND "closed the'
        {"format":"morgue.hit/1","type":"error","query_id":"1","line":null,"code":"Q03","message":"unclosed quote","span":{"bytes":[10,21],"chars":[10,21]},"help":"add a closing \", or use --literal"}
        ! error[Q03]: unclosed quote
        !   | ferry AND "closed the
        !   |           ^ opened here
        ! help: add a closing ", or use --literal
        [exit 2]
    "#]],
    );
}

#[test]
fn bad_flags() {
    let archive = Archive::new();
    check(
        &archive,
        "search --limit few Crimea",
        &expect![[r#"
        $ morgue search --limit few Crimea
        ! error: invalid value 'few' for '--limit <N>': invalid digit found in string
        !
        ! For more information, try '--help'.
        [exit 2]
    "#]],
    );
    check(
        &archive,
        "search --sort best Crimea",
        &expect![[r#"
        $ morgue search --sort best Crimea
        ! error: invalid value 'best' for '--sort <SORT>'
        !   [possible values: relevance, newest, oldest]
        !
        !   tip: a similar value exists: 'oldest'
        !
        ! For more information, try '--help'.
        [exit 2]
    "#]],
    );
    check(
        &archive,
        "search --frobnicate Crimea",
        &expect![[r#"
            $ morgue search --frobnicate Crimea
            ! error: unexpected argument '--frobnicate' found
            !
            !   tip: a similar argument exists: '--format'
            !
            ! Usage: morgue search --format <FORMAT> [QUERY]...
            !
            ! For more information, try '--help'.
            [exit 2]
        "#]],
    );
    check(
        &archive,
        "search",
        &expect![[r#"
        $ morgue search
        ! error: the following required arguments were not provided:
        !   <QUERY>...
        !
        ! Usage: morgue search <QUERY>...
        !
        ! For more information, try '--help'.
        [exit 2]
    "#]],
    );
    check(
        &archive,
        "serch Crimea",
        &expect![[r#"
            $ morgue serch Crimea
            ! error: unrecognized subcommand 'serch'
            !
            !   tip: a similar subcommand exists: 'search'
            !
            ! Usage: morgue [OPTIONS] <COMMAND>
            !
            ! For more information, try '--help'.
            [exit 2]
        "#]],
    );
}

#[test]
fn an_id_that_nothing_has() {
    let archive = news();
    archive.done("ingest news");
    check(
        &archive,
        "show --index news/.morgue ferry-2.txt",
        &expect![[r#"
        $ morgue show --index news/.morgue ferry-2.txt
        ! morgue: there is no article with the id `ferry-2.txt`
        ! hint: ids are in the search results, after the passages or as `article.id`
        [exit 2]
    "#]],
    );
}

#[test]
fn several_archives_without_a_place_for_their_index() {
    let archive = Archive::of(&[("a/ferry.txt", ARTICLE), ("b/ferry.txt", ARTICLE)]);
    check(
        &archive,
        "ingest a b",
        &expect![[r#"
        $ morgue ingest a b
        ! morgue: several archives need one index to go into
        ! hint: name it with `--index DIR`, or ingest them one by one
        [exit 2]
    "#]],
    );
}

#[test]
fn an_index_of_another_version() {
    let archive = news();
    archive.done("ingest news");
    let format = String::from_utf8(archive.read("news/.morgue/morgue.json")).unwrap();
    let later = format.replace("morgue.index/3", "morgue.index/999");
    assert_ne!(format, later);
    archive.write("news/.morgue/morgue.json", later);
    check(
        &archive,
        "search --index news/.morgue ferry",
        &expect![[r#"
            $ morgue search --index news/.morgue ferry
            ! morgue: cannot use an index of morgue.index/999 with analysis news/4; this program reads morgue.index/3 with analysis news/4: `news/.morgue`
            ! hint: use the program that wrote it, or build it again with `morgue rebuild --index news/.morgue`
            [exit 2]
        "#]],
    );
    check(
        &archive,
        "ingest news",
        &expect![[r#"
            $ morgue ingest news
            ! morgue: cannot use an index of morgue.index/999 with analysis news/4; this program reads morgue.index/3 with analysis news/4: `DIR/news/.morgue`
            ! hint: use the program that wrote it, or build it again with `morgue rebuild --index DIR/news/.morgue`
            [exit 2]
        "#]],
    );
}

#[test]
fn an_index_whose_format_cannot_be_read() {
    let archive = news();
    archive.done("ingest news");
    archive.write("news/.morgue/morgue.json", "{");
    check(
        &archive,
        "search --index news/.morgue ferry",
        &expect![[r#"
            $ morgue search --index news/.morgue ferry
            ! morgue: index damaged: `news/.morgue/morgue.json`: the file is not as it was written
            ! hint: build it again with `morgue rebuild --index news/.morgue`; the archive itself is untouched
            [exit 2]
        "#]],
    );
}

#[test]
fn an_archive_with_a_broken_morgue_toml() {
    let archive = news();
    archive.write("news/morgue.toml", "exclude = [\"**/_desk/**\"\n");
    check(
        &archive,
        "ingest news",
        &expect![[r#"
        $ morgue ingest news
        ! morgue: cannot use `DIR/news/morgue.toml`: TOML parse error at line 1, column 25
        !   |
        ! 1 | exclude = ["**/_desk/**"
        !   |                         ^
        ! unclosed array, expected `]`
        !
        ! hint: correct that line
        [exit 2]
    "#]],
    );
}
