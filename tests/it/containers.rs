//! Articles are found in archives and compressed files, and what is wrong
//! with these costs no more than it must.

use std::io::{Cursor, Write};

use expect_test::expect;
use flate2::Compression;
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::archive::Archive;

/// An article with a word of its own.
pub(crate) fn article(number: usize) -> Vec<u8> {
    format!(
        "Ship number {number} calls at the port\n\
         OSTHAVEN, March 3, 2014 (AP) - A ship named seal{number} called at the port on Monday, \
         its master said.\n\n\
         It stayed for days and left with the tide, the office of the port said to the paper.\n"
    )
    .into_bytes()
}

fn gz(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn bz2(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = bzip2::write::BzEncoder::new(Vec::new(), bzip2::Compression::default());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn xz(bytes: &[u8]) -> Vec<u8> {
    let options = lzma_rust2::XzOptions::with_preset(1);
    let mut encoder = lzma_rust2::XzWriter::new(Vec::new(), options).unwrap();
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zst(bytes: &[u8]) -> Vec<u8> {
    zstd::encode_all(bytes, 1).unwrap()
}

fn zip(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

pub(crate) fn tar(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in members {
        let mut header = tar::Header::new_gnu();
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        archive.append_data(&mut header, name, *bytes).unwrap();
    }
    archive.into_inner().unwrap()
}

/// The ids and headlines that a folder gives, then what is said.
fn found(archive: &Archive) -> String {
    let run = archive.run("extract news");
    let line = |record: serde_json::Value| {
        let text = |field: &str| record[field].as_str().unwrap_or("-").to_owned();
        format!("{}: {}\n", text("id"), text("headline"))
    };
    let articles: String = run.records().into_iter().map(line).collect();
    format!("{articles}{}[exit {}]\n", run.stderr, run.code.unwrap())
}

#[test]
fn every_container_is_opened_wherever_it_is() {
    let archive = Archive::new();
    let members = [article(1), article(2)];
    let two = tar(&[("a/one.txt", &members[0]), ("./b two.txt", &members[1])]);
    archive.write("news/plain.txt.gz", gz(&article(3)));
    archive.write("news/halves.gz", [gz(&article(4)[..50]), gz(&article(4)[50..])].concat());
    archive.write("news/plain.txt.bz2", bz2(&article(5)));
    archive.write("news/plain.txt.xz", xz(&article(6)));
    archive.write("news/plain.txt.zst", zst(&article(7)));
    archive.write("news/two.tar", &two);
    archive.write("news/two.tar.gz", gz(&two));
    archive.write("news/no-ending", xz(&two));
    let inner = zip(&[("deep.txt", &article(8)), ("deeper.txt.gz", &gz(&article(9)))]);
    archive.write("news/year.zip", zip(&[("wire/x.zip", &inner), ("wire/y.tar", &two)]));
    expect![[r#"
        halves.gz: Ship number 4 calls at the port
        no-ending!a/one.txt: Ship number 1 calls at the port
        no-ending!b%20two.txt: Ship number 2 calls at the port
        plain.txt.bz2: Ship number 5 calls at the port
        plain.txt.gz: Ship number 3 calls at the port
        plain.txt.xz: Ship number 6 calls at the port
        plain.txt.zst: Ship number 7 calls at the port
        two.tar!a/one.txt: Ship number 1 calls at the port
        two.tar!b%20two.txt: Ship number 2 calls at the port
        two.tar.gz!a/one.txt: Ship number 1 calls at the port
        two.tar.gz!b%20two.txt: Ship number 2 calls at the port
        year.zip!wire/x.zip!deep.txt: Ship number 8 calls at the port
        year.zip!wire/x.zip!deeper.txt.gz: Ship number 9 calls at the port
        year.zip!wire/y.tar!a/one.txt: Ship number 1 calls at the port
        year.zip!wire/y.tar!b%20two.txt: Ship number 2 calls at the port
        [exit 0]
    "#]]
    .assert_eq(&found(&archive));
}

#[test]
fn what_no_walk_would_look_at_is_passed_over_and_names_are_told_apart() {
    let archive = Archive::new();
    let pages = [article(1), article(2), article(3), article(4)];
    archive.write(
        "news/a.zip",
        zip(&[
            ("__MACOSX/a.txt", &pages[0]),
            (".git/b.txt", &pages[0]),
            ("c/.hidden", &pages[0]),
            ("c/", b""),
            ("c/odd #1!50%.txt", &pages[1]),
            ("photo.jpg", b"\xFF\xD8\xFF\xE0\0\x10JFIF\0\x01"),
        ]),
    );
    archive.write("news/b.tar", tar(&[("same.txt", &pages[2]), ("same.txt", &pages[3])]));
    expect![[r#"
        a.zip!c/odd%20%231%2150%25.txt: Ship number 2 calls at the port
        b.tar!same.txt: Ship number 3 calls at the port
        b.tar!same.txt~2: Ship number 4 calls at the port
        skipped a.zip!photo.jpg: a JPEG picture
        [exit 0]
    "#]]
    .assert_eq(&found(&archive));
}

#[test]
fn damage_costs_what_is_damaged() {
    let archive = Archive::new();
    let pages = [article(0), article(1), article(2)];
    let some = [("0.txt", &pages[0][..]), ("1.txt", &pages[1][..]), ("2.txt", &pages[2][..])];
    let three = tar(&some);
    archive.write("news/cut.tar", &three[..1700]);
    archive.write("news/cut.tar.gz", &gz(&three)[..150]);
    archive.write("news/cut.txt.gz", &gz(&article(4))[..90]);
    let mut zipped = zip(&some);
    archive.write("news/cut.zip", &zipped[..zipped.len() - 40]);
    zipped[70] ^= 0xFF;
    archive.write("news/bad.zip", zipped);
    let mut wrong = gz(&article(5));
    let end = wrong.len() - 6;
    wrong[end] ^= 0xFF;
    archive.write("news/sum.txt.gz", wrong);
    expect![[r#"
        bad.zip!1.txt: Ship number 1 calls at the port
        bad.zip!2.txt: Ship number 2 calls at the port
        cut.tar!0.txt: Ship number 0 calls at the port
        cut.zip!0.txt: Ship number 0 calls at the port
        cut.zip!1.txt: Ship number 1 calls at the port
        cut.zip!2.txt: Ship number 2 calls at the port
        skipped bad.zip!0.txt: the zip data are damaged: corrupt deflate stream
        skipped cut.tar!1.txt: the tar data are cut off
        skipped cut.tar.gz!0.txt: the gzip data are cut off
        skipped cut.txt.gz: the gzip data are cut off
        skipped cut.zip: the zip data are cut off or damaged: no list of entries can be read
        skipped sum.txt.gz: the gzip data are damaged: corrupt gzip stream does not have a matching checksum
        [exit 3]
    "#]].assert_eq(&found(&archive));
}

#[test]
fn bombs_and_depths_are_bounded() {
    let archive = Archive::new();
    let zeros = vec![b' '; 17 << 20];
    archive.write("news/bomb.txt.gz", gz(&zeros));
    archive.write("news/bombs.zip", zip(&[("a.txt", &article(1)), ("b.txt", &zeros)]));
    archive.write("news/deep.txt.gz", gz(&gz(&gz(&gz(&article(2))))));
    archive.write("news/not-so-deep.txt.gz", gz(&gz(&gz(&article(3)))));
    archive.write("news/sevenfold.7z", b"7z\xBC\xAF\x27\x1C\0\x04");
    expect![[r#"
        bombs.zip!a.txt: Ship number 1 calls at the port
        not-so-deep.txt.gz: Ship number 3 calls at the port
        skipped bomb.txt.gz: unpacks to more than 200 times its size, as bombs do
        skipped bombs.zip!b.txt: unpacks to more than 200 times its size, as bombs do
        skipped deep.txt.gz: inside of more than 3 containers
        skipped sevenfold.7z: a 7-Zip archive, which cannot be opened
        [exit 3]
    "#]]
    .assert_eq(&found(&archive));
}

#[test]
fn folders_inside_of_an_archive_tell_the_date() {
    let archive = Archive::new();
    let text = b"Ferry runs again\n\nThe ferry ran again, the port office said to the paper.\n";
    archive.write("news/1999/a.zip", zip(&[("2014/03/05/a.txt", text), ("b.txt", text)]));
    let dates = archive.run("extract news").records();
    let dates: Vec<&str> = dates.iter().map(|record| record["date"].as_str().unwrap()).collect();
    assert_eq!(dates, ["2014-03-05", "1999"]);
}

#[test]
fn members_are_found_shown_and_kept_up_to_date() {
    let archive = Archive::new();
    let (one, two) = (article(1), article(2));
    archive.write("news/a.zip", zip(&[("one.txt", &one), ("two.txt", &two), ("no.txt", b"")]));
    expect![[r#"
        $ morgue ingest news
        ! 1 file: 1 was read and gave 2 articles.
        ! 1 file holds no article: 1 empty.
        !   formats  plain 2
        !   fields   headline 100 %, byline 0 %, dateline 100 %, date 100 %, source 100 %, body 100 %
        ! `--rehash --report FILE` lists 1 file that gave no article.
        ! The index is `news/.morgue`; search it there, or with `--index news`.
        [exit 0]

        $ morgue search --archive news seal2
        1 article

        1  Ship number 2 calls at the port
           AP · 3 Mar 2014 · OSTHAVEN · 44 words · score 1.22
           ¶1   OSTHAVEN, March 3, 2014 (AP) - A ship named [seal2] called at the port on Monday, its master said.
           news/a.zip!two.txt:2
        [exit 0]

        $ morgue show --index news/.morgue a.zip!one.txt --split
        id: a.zip!one.txt

        0..31            headline       Ship number 1 calls at the port
        32..128          ¶1 para        OSTHAVEN, March 3, 2014 (AP) - A ship named seal1 called at the port on Monday, its master said.
        32..63             dateline     OSTHAVEN, March 3, 2014 (AP)
        130..214         ¶2 para        It stayed for days and left with the tide, the office of the port said to the paper.

        headline      header_line 85   Ship number 1 calls at the port  0..31
        agency                         AP
        date          dateline 85      3 Mar 2014                       32..63
        dateline      dateline 99      OSTHAVEN, March 3, 2014 (AP)     32..63
        language                       en
        [exit 0]

        $ morgue ingest news
        ! 1 file: 1 is as before.
        [exit 0]
    "#]].assert_eq(&archive.session(&[
        "ingest news",
        "search --archive news seal2",
        "show --index news/.morgue a.zip!one.txt --split",
        "ingest news",
    ]));
    archive.write("news/a.zip", zip(&[("two.txt", &two)]));
    expect![[r#"
        $ morgue ingest news
        ! 1 file: 1 was read and gave 1 article.
        !   formats  plain 1
        !   fields   headline 100 %, byline 0 %, dateline 100 %, date 100 %, source 100 %, body 100 %
        [exit 0]

        $ morgue count --index news/.morgue 'seal1 OR seal2'
        1
        ! note[W3]: `seal1` occurs nowhere in this archive
        !           nearest: seal2
        [exit 0]
    "#]]
    .assert_eq(&archive.session(&["ingest news", "count --index news/.morgue 'seal1 OR seal2'"]));
}

#[test]
fn rules_hold_for_members_as_for_files() {
    let archive = Archive::new();
    let cyrillic = encoding_rs::WINDOWS_1251.encode("Паром снова ходит через залив\nПаром снова ходит через залив, сказали в порту после девяти дней ремонта.\n").0;
    let members: [(&str, &[u8]); 4] = [
        ("desk/a.txt", &article(1)),
        ("desk/a.draft.txt", &article(2)),
        ("wire/b.txt", &article(3)),
        ("wire/c.txt", &cyrillic),
    ];
    archive.write("news/1994.zip", zip(&members));
    archive.write("news/outer.tar", tar(&[("inner.zip", &zip(&members[..2]))]));
    let rules = |paper: &str| {
        format!(
            "exclude = [\"**/*.draft.txt\"]\n\
             [[rule]]\nglob = \"*!desk/*\"\nsource = \"{paper}\"\n\
             [[rule]]\nglob = \"1994.zip!wire/c.txt\"\nencoding = \"windows-1251\"\n\
             [[rule]]\nglob = \"*.zip\"\nsource = \"Nobody's Paper\"\n"
        )
    };
    archive.write("news/morgue.toml", rules("The Harbour Courier"));
    let facts = |archive: &Archive| {
        let run = archive.run("export '*' --index news/.morgue");
        let line = |record: serde_json::Value| {
            let [id, source] = [&record["id"], &record["source"]["publication"]];
            format!("{id} {source} {}\n", record["encoding"])
        };
        run.records().into_iter().map(line).collect::<String>()
    };
    archive.done("ingest news");
    expect![[r#"
        "1994.zip!desk/a.txt" "The Harbour Courier" "UTF-8"
        "1994.zip!wire/b.txt" "Nobody's Paper" "UTF-8"
        "1994.zip!wire/c.txt" null "windows-1251"
        "outer.tar!inner.zip!desk/a.txt" "The Harbour Courier" "UTF-8"
    "#]]
    .assert_eq(&facts(&archive));
    archive.write("news/morgue.toml", rules("The Other Courier"));
    expect![[r#"
        $ morgue ingest news --dry-run
        changed	1994.zip
        changed	outer.tar
        ! 2 files: 2 changed. Nothing was written.
        ! 2 files to be read give 4 articles.
        !   formats  plain 4
        !   fields   headline 100 %, byline 0 %, dateline 75.0 %, date 75.0 %, source 75.0 %, body 100 %
        !   problem       articles  what to do                    example
        !   body_short           1  fine for briefs and captions  1994.zip!wire/c.txt
        !   date_missing         1  give dates in metadata.csv    1994.zip!wire/c.txt
        ! `--dry-run --report FILE` lists 2 warnings.
        [exit 0]
    "#]].assert_eq(&archive.run("ingest news --dry-run").snapshot());
    archive.done("ingest news");
    expect![[r#"
        "1994.zip!desk/a.txt" "The Other Courier" "UTF-8"
        "1994.zip!wire/b.txt" "Nobody's Paper" "UTF-8"
        "1994.zip!wire/c.txt" null "windows-1251"
        "outer.tar!inner.zip!desk/a.txt" "The Other Courier" "UTF-8"
    "#]]
    .assert_eq(&facts(&archive));
}
