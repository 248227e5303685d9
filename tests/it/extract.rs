//! `extract --why` and `--report`, `show --split`: how files were divided.

use expect_test::{Expect, expect};

use super::archive::Archive;

fn check(archive: &Archive, command: &str, expected: &Expect) {
    expected.assert_eq(&archive.run(command).snapshot());
}

/// An article with a credit that its folder's rule overrides.
fn bell() -> Archive {
    Archive::of(&[
        ("a/morgue.toml", "[[rule]]\nglob = \"2014/*\"\nsource = \"The Compass\"\n"),
        (
            "a/2014/bell.txt",
            "Bell is found\nBy JOHN DOE\nKYIV, Ukraine, March 3 (AP) - The bell was found on Monday by two divers\nof the harbour police.\n\nIt was in the mud, they said, and it had been there for long.\n(The Harbour Post 04/03/2014 page3)\n",
        ),
        (
            "a/doubt.txt",
            "Dam holds\n\nThe dam held on Monday, an official of the county said to the paper.\n\n(The Harbour Post 04/03/2014 page3)\n",
        ),
    ])
}

#[test]
fn why_tells_the_rule_and_what_won() {
    check(
        &bell(),
        "extract --why a/2014/bell.txt",
        &expect![[r#"
            $ morgue extract --why a/2014/bell.txt
            id: a/2014/bell.txt
            rule: glob = "2014/*", source = "The Compass"
            format: plain (text without marks of another format)
            encoding: UTF-8 (valid throughout)

            headline      header_line 85   Bell is found                    0..13
            byline        header_line 85   John Doe                         14..25
            publication   override 100     The Compass
            agency                         AP
            date          credit 95        4 Mar 2014                       202..212
            page                           3
            dateline      dateline 99      KYIV, Ukraine, March 3 (AP)      26..56
            language                       en

            candidates
            * agency      text          AP
            * date        credit        2014-04-03 or 2014-03-04         202..212
              date        path          2014
              date        dateline      ????-03-03
            * page        credit        3                                185..220
              publication credit        The Harbour Post                 185..220
            * publication override      The Compass

            [exit 0]
        "#]],
    );
}

#[test]
fn why_tells_what_was_in_doubt() {
    check(
        &bell(),
        "extract --why a/doubt.txt",
        &expect![[r#"
            $ morgue extract --why a/doubt.txt
            id: a/doubt.txt
            rule: none
            neighbours: other files of the folder cannot settle what the text leaves open
            format: plain (text without marks of another format)
            encoding: UTF-8 (valid throughout)

            headline      header_line 85   Dam holds                        0..9
            publication   credit 95        The Harbour Post                 81..116
            date          credit 40        2014                             98..108
            page                           3
            language                       en

            candidates
            * date        credit        2014-04-03 or 2014-03-04         98..108
            * page        credit        3                                81..116
            * publication credit        The Harbour Post                 81..116

            warnings
            ambiguous_date           The date can be 2014-04-03 or 2014-03-04; only the year is taken. 98..108
            body_short               The text has fewer than 20 words.

            [exit 0]
        "#]],
    );
}

#[test]
fn the_rule_of_a_file_is_that_of_its_archive() {
    let archive = bell();
    let source = |command: &str| {
        archive.run(command).records()[0]["source"]["publication"].as_str().unwrap().to_owned()
    };
    assert_eq!(source("extract a/2014/bell.txt"), "The Compass");
    assert_eq!(source("extract a/doubt.txt"), "The Harbour Post");
}

#[test]
fn a_report_lists_what_is_odd_and_what_was_skipped() {
    let archive = bell();
    archive.write("a/nothing.txt", "");
    let run = archive.run("extract a --report report.jsonl");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_eq!(run.records().len(), 2);
    expect![[r#"
        skipped nothing.txt: no text in the file
        Details: `report.jsonl`, 3 records.
    "#]]
    .assert_eq(&run.stderr);
    let report = String::from_utf8(archive.read("report.jsonl")).unwrap();
    expect![[r#"
        {"format":"morgue.report/1","type":"warned","path":"doubt.txt","code":"ambiguous_date","message":"The date can be 2014-04-03 or 2014-03-04; only the year is taken.","spans":[[98,108]]}
        {"format":"morgue.report/1","type":"warned","path":"doubt.txt","code":"body_short","message":"The text has fewer than 20 words.","spans":[]}
        {"format":"morgue.report/1","type":"skipped","path":"nothing.txt","code":"empty","message":"no text in the file","spans":[]}
    "#]].assert_eq(&report);
}

#[test]
fn show_prints_the_parts_with_their_bytes() {
    let archive = bell();
    archive.done("ingest a");
    check(
        &archive,
        "show --index a/.morgue --split 2014/bell.txt",
        &expect![[r#"
        $ morgue show --index a/.morgue --split 2014/bell.txt
        id: 2014/bell.txt

        0..13            headline       Bell is found
        14..25           byline         By JOHN DOE
        26..98 99..121   ¶1 para        KYIV, Ukraine, March 3 (AP) - The bell was found on Monday by two divers of the harbour police.
        26..56             dateline     KYIV, Ukraine, March 3 (AP)
        123..184         ¶2 para        It was in the mud, they said, and it had been there for long.
        185..220         furniture      (The Harbour Post 04/03/2014 page3)

        headline      header_line 85   Bell is found                    0..13
        byline        header_line 85   John Doe                         14..25
        publication   override 100     The Compass
        agency                         AP
        date          credit 95        4 Mar 2014                       202..212
        page                           3
        dateline      dateline 99      KYIV, Ukraine, March 3 (AP)      26..56
        language                       en
        [exit 0]
    "#]],
    );
}
