//! Texts in the encodings that archives are in, and rules that say in which.

use encoding_rs::Encoding;
use expect_test::expect;

use super::archive::Archive;

const RUSSIAN: &str = "Паром снова ходит\n\nПаром между двумя гаванями снова ходит с понедельника, сообщили в порту газете.\n";

fn write(archive: &Archive, path: &str, encoding: &'static Encoding, text: &str) {
    archive.write(path, encoding.encode(text).0);
}

#[test]
fn the_encoding_is_found_recorded_and_said() {
    let archive = Archive::new();
    for (name, encoding) in [
        ("cp1251", encoding_rs::WINDOWS_1251),
        ("koi8", encoding_rs::KOI8_U),
        ("cp866", encoding_rs::IBM866),
        ("iso", encoding_rs::ISO_8859_5),
    ] {
        write(&archive, &format!("news/{name}.txt"), encoding, RUSSIAN);
    }
    let chinese =
        "渡轮恢复运行\n\n港务局星期一表示，两港之间的渡轮已经恢复运行，乘客们都很高兴。\n";
    write(&archive, "news/gb.txt", encoding_rs::GB18030, chinese);
    write(
        &archive,
        "news/big5.txt",
        encoding_rs::BIG5,
        "渡輪恢復運行\n\n港務局星期一表示，兩港之間的渡輪已經恢復運行，乘客們都很高興。\n",
    );
    let japanese =
        "渡し船が再び運航\n\n港湾局は月曜日、二つの港の間の渡し船が運航を再開したと述べた。\n";
    write(&archive, "news/sjis.txt", encoding_rs::SHIFT_JIS, japanese);
    write(&archive, "news/eucjp.txt", encoding_rs::EUC_JP, japanese);
    write(
        &archive,
        "news/euckr.txt",
        encoding_rs::EUC_KR,
        "연락선이 다시 다닌다\n\n항만청은 월요일 두 항구 사이의 연락선이 다시 다닌다고 말했다.\n",
    );
    write(
        &archive,
        "news/latin.txt",
        encoding_rs::WINDOWS_1252,
        "Die Fähre fährt wieder\n\nDie Fähre zwischen den Häfen fährt seit Montag wieder, sagte das Büro.\n",
    );
    let wide: Vec<u8> = RUSSIAN.encode_utf16().flat_map(u16::to_le_bytes).collect();
    archive.write("news/utf16.txt", wide);
    let mut damaged = RUSSIAN.as_bytes().to_vec();
    damaged[40] = 0xFF;
    archive.write("news/damaged.txt", damaged);
    let run = archive.run("extract news --report report.jsonl");
    let line = |record: serde_json::Value| {
        let codes: Vec<String> = record["warnings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|warning| warning["code"].as_str().unwrap().to_owned())
            .filter(|code| code.contains("bytes") || code.contains("encoding"))
            .collect();
        format!("{} {} {} {codes:?}\n", record["id"], record["encoding"], record["headline"])
    };
    let lines: String = run.records().into_iter().map(line).collect();
    expect![[r#"
        "big5.txt" "Big5" "渡輪恢復運行" ["encoding_guessed"]
        "cp1251.txt" "windows-1251" "Паром снова ходит" ["encoding_guessed"]
        "cp866.txt" "IBM866" "Паром снова ходит" ["encoding_guessed"]
        "damaged.txt" "UTF-8" "Паром снова ходит" ["bad_bytes"]
        "eucjp.txt" "EUC-JP" "渡し船が再び運航" ["encoding_guessed"]
        "euckr.txt" "EUC-KR" "연락선이 다시 다닌다" ["encoding_guessed"]
        "gb.txt" "GBK" "渡轮恢复运行" ["encoding_guessed"]
        "iso.txt" "ISO-8859-5" "Паром снова ходит" ["encoding_guessed"]
        "koi8.txt" "KOI8-U" "Паром снова ходит" ["encoding_guessed"]
        "latin.txt" "windows-1252" "Die Fähre fährt wieder" ["encoding_guessed"]
        "sjis.txt" "Shift_JIS" "渡し船が再び運航" ["encoding_guessed"]
        "utf16.txt" "UTF-16LE" "Паром снова ходит" ["encoding_guessed"]
    "#]]
    .assert_eq(&lines);
}

#[test]
fn a_stray_zero_is_a_bad_byte_and_many_are_binary() {
    let archive = Archive::new();
    let text = "Ferry runs again\n\n".to_owned() + &"The ferry ran again on Monday. ".repeat(20);
    let mut stray = text.clone().into_bytes();
    stray[30] = 0;
    archive.write("news/stray.txt", stray);
    let many =
        text.into_bytes().chunks(9).flat_map(|part| [part, b"\0"].concat()).collect::<Vec<u8>>();
    archive.write("news/many.txt", many);
    let run = archive.run("extract news");
    let [article] = run.records().try_into().unwrap();
    assert_eq!(article["id"], "stray.txt");
    assert_eq!(article["warnings"][0]["code"], "bad_bytes");
    let first = article["paragraphs"][0]["text"].as_str().unwrap();
    assert!(first.starts_with("The ferry ra\u{FFFD} again"), "{first}");
    assert!(run.stderr.contains("many.txt: binary data"), "{}", run.stderr);
}

#[test]
fn a_rule_names_format_and_encoding() {
    let archive = Archive::new();
    let short = encoding_rs::WINDOWS_1250
        .encode("Prom płynie\n\nŻółw płynie obok promu, mówi kapitan.\n")
        .0;
    archive.write("news/pl/a.txt", short);
    archive.write(
        "news/morgue.toml",
        "[[rule]]\nglob = \"pl/*\"\nencoding = \"cp1250\"\nformat = \"plain\"\n",
    );
    expect![[r#"
        $ morgue extract --why news
        id: pl/a.txt
        rule: glob = "pl/*", format = "plain", encoding = "windows-1250"
        format: plain (named from outside)
        encoding: windows-1250 (named from outside)

        headline      header_line 85   Prom płynie                      0..11
        language                       pl

        warnings
        date_missing             No date of publication was found.
        body_short               The text has fewer than 20 words.

        [exit 0]
    "#]]
    .assert_eq(&archive.run("extract --why news").snapshot());
    archive.write("news/morgue.toml", "[[rule]]\nglob = \"*\"\nformat = \"plian\"\n");
    let refused = archive.run("extract news");
    let told = "unknown format `plian`; did you mean `plain`? There are ";
    assert!(refused.stderr.contains(told), "{}", refused.snapshot());
    archive.write("news/morgue.toml", "[[rule]]\nglob = \"*\"\nencoding = \"windows-1215\"\n");
    expect![[r#"
        $ morgue ingest news
        ! morgue: cannot use `DIR/news/morgue.toml`: TOML parse error at line 3, column 12
        !   |
        ! 3 | encoding = "windows-1215"
        !   |            ^^^^^^^^^^^^^^
        ! unknown encoding `windows-1215`; did you mean `windows-1255`?
        !
        ! hint: correct that line
        [exit 2]
    "#]]
    .assert_eq(&archive.run("ingest news").snapshot());
}

#[test]
fn a_format_is_named_on_the_command_line() {
    let archive = Archive::of(&[("news/a.txt", "Ferry\n\nThe ferry ran.\n")]);
    let run = archive.run("extract --why --as plain news/a.txt");
    assert!(run.stdout.contains("format: plain (named from outside)"), "{}", run.snapshot());
    let run = archive.run("ingest --as plian news");
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("a similar value exists: 'plain'"), "{}", run.stderr);
    archive.done("ingest news");
    let reread = archive.run("ingest --as plain news");
    assert!(reread.stderr.contains("1 was read"), "{}", reread.snapshot());
    let same = archive.run("ingest --as plain news");
    assert!(same.stderr.contains("1 is as before"), "{}", same.snapshot());
}
