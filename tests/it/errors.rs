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
    check(&Archive::new(), "search Crimea", &expect![[""]]);
    check(&Archive::new(), "count Crimea --index nowhere", &expect![[""]]);
}

#[test]
fn no_archive() {
    check(&Archive::new(), "search --archive nowhere Crimea", &expect![[""]]);
    check(&Archive::new(), "ingest nowhere", &expect![[""]]);
    check(&Archive::new(), "extract nowhere", &expect![[""]]);
}

#[test]
fn an_empty_archive() {
    let archive = Archive::of(&[("news/morgue.toml", "exclude = []\n")]);
    check(&archive, "search --archive news Crimea", &expect![[""]]);
    check(&archive, "ingest news", &expect![[""]]);
}

#[test]
fn an_archive_that_is_a_file() {
    check(&news(), "search --archive news/ferry.txt ferry", &expect![[""]]);
}

#[test]
fn an_archive_whose_index_cannot_be_written() {
    let archive = news();
    archive.write("news/.morgue", "in the way\n");
    check(&archive, "search --archive news ferry", &expect![[""]]);
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
    check(&archive, &format!("search {index} 'ferry AND \"closed the'"), &expect![[""]]);
    check(&archive, &format!("search {index} '(ferry OR ice'"), &expect![[""]]);
    check(&archive, &format!("search {index} 'ferry AND'"), &expect![[""]]);
    check(&archive, &format!("search {index} 'ferry w/3 NOT ice'"), &expect![[""]]);
    check(&archive, &format!("search {index} 'ferry date:2014-13'"), &expect![[""]]);
    check(&archive, &format!("search {index} 'date:02/03/2014'"), &expect![[""]]);
    check(&archive, &format!("search {index} --strict 'fery:ice'"), &expect![[""]]);
    check(&archive, &format!("count {index} '\"'"), &expect![[""]]);
}

#[test]
fn a_broken_query_for_scripts() {
    let archive = news();
    archive.done("ingest news");
    let command = "search --index news/.morgue --format jsonl 'ferry AND \"closed the'";
    check(&archive, command, &expect![[""]]);
}

#[test]
fn bad_flags() {
    let archive = Archive::new();
    check(&archive, "search --limit few Crimea", &expect![[""]]);
    check(&archive, "search --sort best Crimea", &expect![[""]]);
    check(&archive, "search --frobnicate Crimea", &expect![[""]]);
    check(&archive, "search", &expect![[""]]);
    check(&archive, "serch Crimea", &expect![[""]]);
}

#[test]
fn an_id_that_nothing_has() {
    let archive = news();
    archive.done("ingest news");
    check(&archive, "show --index news/.morgue ferry-2.txt", &expect![[""]]);
}

#[test]
fn several_archives_without_a_place_for_their_index() {
    let archive = Archive::of(&[("a/ferry.txt", ARTICLE), ("b/ferry.txt", ARTICLE)]);
    check(&archive, "ingest a b", &expect![[""]]);
}

#[test]
fn an_index_of_another_version() {
    let archive = news();
    archive.done("ingest news");
    let format = String::from_utf8(archive.read("news/.morgue/morgue.json")).unwrap();
    let later = format.replace("morgue.index/1", "morgue.index/999");
    assert_ne!(format, later);
    archive.write("news/.morgue/morgue.json", later);
    check(&archive, "search --index news/.morgue ferry", &expect![[""]]);
    check(&archive, "ingest news", &expect![[""]]);
}

#[test]
fn an_index_whose_format_cannot_be_read() {
    let archive = news();
    archive.done("ingest news");
    archive.write("news/.morgue/morgue.json", "{");
    check(&archive, "search --index news/.morgue ferry", &expect![[""]]);
}

#[test]
fn an_archive_with_a_broken_morgue_toml() {
    let archive = news();
    archive.write("news/morgue.toml", "exclude = [\"**/_desk/**\"\n");
    check(&archive, "ingest news", &expect![[""]]);
}
