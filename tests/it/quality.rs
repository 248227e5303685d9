//! What an ingest says of the articles that it made, and a dry run of those
//! that it would make.

use expect_test::{Expect, expect};

use super::archive::Archive;

/// Articles that have and lack various things, and a file that is none.
fn mixed() -> Archive {
    Archive::of(&[
        (
            "news/2017/02/17/a.txt",
            "Ferry resumes its crossing\n\
             By Orla Quist\n\
             OSTHAVEN, Feb. 17 (AP) - The ferry across the bay sailed again on Friday after nine \
             days of repairs to its ramp, the port authority said in the morning.\n",
        ),
        (
            "news/b.txt",
            "Mill is to close by the summer\n\
             The mill on the quay will close by the summer, its owners told the workers, who had \
             feared as much since the last ship with grain had left the port.\n\
             (Lantern Bay Gazette 02/03/2017 page4)\n",
        ),
        ("news/c.txt", "the tide was high and the moon was out\n"),
        ("news/d.txt", "\u{1}\u{2}\u{0}\u{3}"),
    ])
}

#[track_caller]
fn check(archive: &Archive, commands: &[&str], expected: &Expect) {
    expected.assert_eq(&archive.session(commands));
}

#[test]
fn an_ingest_sums_up_what_its_articles_have_and_lack() {
    check(
        &mixed(),
        &["ingest news", "ingest news"],
        &expect![[r#"
            $ morgue ingest news
            ! 4 files: 4 were read and gave 3 articles.
            ! 1 file holds no article: 1 not text.
            !   formats  plain 3
            !   fields   headline 66.7 %, byline 33.3 %, dateline 33.3 %, date 66.7 %, source 66.7 %, body 100 %
            !   dates    credit 33.3 %, path 33.3 %
            !   problem           articles  what to do                        example
            !   ambiguous_date           1  set date_order in morgue.toml     b.txt
            !   body_short               1  fine for briefs and captions      c.txt
            !   date_missing             1  give dates in metadata.csv        c.txt
            !   headline_missing         1  fine for letters and photographs  c.txt
            ! `--rehash --report FILE` lists 1 file that gave no article and 4 warnings.
            ! The index is `news/.morgue`; search it there, or with `--index news`.
            [exit 0]

            $ morgue ingest news
            ! 4 files: 4 are as before.
            [exit 0]
        "#]],
    );
}

#[test]
fn a_dry_run_says_the_same_and_writes_nothing() {
    let archive = mixed();
    let commands =
        ["ingest news --dry-run --report doubts.jsonl", "ingest news --dry-run --warn-limit 1"];
    check(
        &archive,
        &commands,
        &expect![[r#"
            $ morgue ingest news --dry-run --report doubts.jsonl
            new	2017/02/17/a.txt
            new	b.txt
            new	c.txt
            new	d.txt
            ! 4 files: 4 new. Nothing was written.
            ! 4 files to be read give 3 articles.
            ! 1 file holds no article: 1 not text.
            !   formats  plain 3
            !   fields   headline 66.7 %, byline 33.3 %, dateline 33.3 %, date 66.7 %, source 66.7 %, body 100 %
            !   dates    credit 33.3 %, path 33.3 %
            !   problem           articles  what to do                        example
            !   ambiguous_date           1  set date_order in morgue.toml     b.txt
            !   body_short               1  fine for briefs and captions      c.txt
            !   date_missing             1  give dates in metadata.csv        c.txt
            !   headline_missing         1  fine for letters and photographs  c.txt
            ! Details: `doubts.jsonl`, 5 records.
            [exit 0]

            $ morgue ingest news --dry-run --warn-limit 1
            new	2017/02/17/a.txt
            new	b.txt
            new	c.txt
            new	d.txt
            ! 4 files: 4 new. Nothing was written.
            ! 4 files to be read give 3 articles.
            ! 1 file holds no article: 1 not text.
            !   formats  plain 3
            !   fields   headline 66.7 %, byline 33.3 %, dateline 33.3 %, date 66.7 %, source 66.7 %, body 100 %
            !   dates    credit 33.3 %, path 33.3 %
            !   problem           articles  what to do                        example
            !   ambiguous_date           1  set date_order in morgue.toml     b.txt
            !   body_short               1  fine for briefs and captions      c.txt
            !   date_missing             1  give dates in metadata.csv        c.txt
            !   headline_missing         1  fine for letters and photographs  c.txt
            ! `--dry-run --report FILE` lists 1 file that gave no article and 4 warnings.
            ! 4 warnings; the limit is 1.
            [exit 3]
        "#]],
    );
    let report = String::from_utf8(archive.read("doubts.jsonl")).unwrap();
    archive.done("ingest news --report again.jsonl");
    assert_eq!(report, String::from_utf8(archive.read("again.jsonl")).unwrap());
}
