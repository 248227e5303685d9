//! Files of one folder speak for each other, and for each other only: an
//! archive that grows ends as one that is ingested at once.

use expect_test::expect;

use super::archive::Archive;

/// A text with a closing line that gives its date.
fn dated(headline: &str, date: &str) -> String {
    format!(
        "{headline}\n\nThe council heard the report on Monday, and will hear another one in spring, \
         a clerk said.\n\n(Lantern Bay Gazette {date} page4)\n"
    )
}

/// A text that begins with a city and no more.
fn begun(city: &str, number: usize) -> String {
    format!(
        "Ferry number {number} is late\n\n{city} -- The ferry came late on Monday, and those who waited \
         for it went home, the harbour master said.\n"
    )
}

/// Dates and datelines of all articles of an ingested archive.
fn facts(archive: &Archive) -> String {
    let mut lines = Vec::new();
    for article in archive.run("export '*'").records() {
        let place = article["dateline"]["places"][0]["name"].as_str().unwrap_or("-").to_owned();
        let codes = article["warnings"].as_array().unwrap().iter();
        let codes: Vec<&str> = codes.filter_map(|warning| warning["code"].as_str()).collect();
        let (id, date) = (&article["id"], &article["date"]);
        lines.push(format!("{id} {date} {place} {codes:?}\n"));
    }
    lines.sort();
    lines.concat()
}

/// What a fresh ingest of the same files gives.
fn afresh(archive: &Archive) -> String {
    let fresh = Archive::new();
    for file in archive.files(".").iter().filter(|file| !file.starts_with(".morgue/")) {
        fresh.write(file, archive.read(file));
    }
    fresh.done("ingest . --threads 1");
    facts(&fresh)
}

#[test]
fn a_date_is_settled_by_files_of_the_folder_that_come_later() {
    let archive = Archive::of(&[
        ("day/a.txt", &dated("Mill is to close", "02/03/2017")),
        ("other/b.txt", &dated("Bridge opens", "17/02/2017")),
    ]);
    archive.done("ingest .");
    let mut story = facts(&archive);
    archive.write("day/c.txt", dated("Dam holds", "14/03/2017"));
    archive.done("ingest .");
    story.push_str(&facts(&archive));
    assert_eq!(facts(&archive), afresh(&archive));
    archive.write("day/d.txt", dated("Lock is shut", "03/14/2017"));
    archive.done("ingest .");
    story.push_str(&facts(&archive));
    assert_eq!(facts(&archive), afresh(&archive));
    archive.remove("day/c.txt");
    archive.done("ingest .");
    story.push_str(&facts(&archive));
    assert_eq!(facts(&archive), afresh(&archive));
    expect![[r#"
        "day/a.txt" "2017" - ["ambiguous_date", "body_short"]
        "other/b.txt" "2017-02-17" - ["body_short"]
        "day/a.txt" "2017-03-02" - ["body_short"]
        "day/c.txt" "2017-03-14" - ["body_short"]
        "other/b.txt" "2017-02-17" - ["body_short"]
        "day/a.txt" "2017" - ["ambiguous_date", "body_short"]
        "day/c.txt" "2017-03-14" - ["body_short"]
        "day/d.txt" "2017-03-14" - ["body_short"]
        "other/b.txt" "2017-02-17" - ["body_short"]
        "day/a.txt" "2017-02-03" - ["body_short"]
        "day/d.txt" "2017-03-14" - ["body_short"]
        "other/b.txt" "2017-02-17" - ["body_short"]
    "#]]
    .assert_eq(&story);
}

#[test]
fn a_file_by_itself_is_split_as_in_its_archive() {
    let archive = Archive::of(&[
        ("day/a.txt", &dated("Mill is to close", "02/03/2017")),
        ("day/b.txt", &dated("Bridge opens", "17/02/2017")),
        ("day/morgue.toml", "exclude = [\"b.txt\"]\n"),
        ("night/a.txt", &dated("Mill is to close", "02/03/2017")),
        ("night/b.txt", &dated("Bridge opens", "17/02/2017")),
    ]);
    expect![[r#"
        $ morgue extract --why night/a.txt
        id: night/a.txt
        rule: none
        neighbours: other files of the folder settle what the text leaves open
        format: plain (text without marks of another format)
        encoding: UTF-8 (valid throughout)

        headline      header_line 85   Mill is to close                 0..16
        publication   credit 95        Lantern Bay Gazette              110..148
        date          credit 95        2 Mar 2017                       130..140
        page                           4
        language                       en

        candidates
        * date        credit        2017-02-03 or 2017-03-02         130..140
        * page        credit        4                                110..148
        * publication credit        Lantern Bay Gazette              110..148

        warnings
        body_short               The text has fewer than 20 words.

        [exit 0]

        $ morgue extract --why day/a.txt
        id: day/a.txt
        rule: none
        neighbours: other files of the folder cannot settle what the text leaves open
        format: plain (text without marks of another format)
        encoding: UTF-8 (valid throughout)

        headline      header_line 85   Mill is to close                 0..16
        publication   credit 95        Lantern Bay Gazette              110..148
        date          credit 40        2017                             130..140
        page                           4
        language                       en

        candidates
        * date        credit        2017-02-03 or 2017-03-02         130..140
        * page        credit        4                                110..148
        * publication credit        Lantern Bay Gazette              110..148

        warnings
        ambiguous_date           The date can be 2017-02-03 or 2017-03-02; only the year is taken. 130..140
        body_short               The text has fewer than 20 words.

        [exit 0]
    "#]]
    .assert_eq(&archive.session(&["extract --why night/a.txt", "extract --why day/a.txt"]));
    for folder in ["day", "night"] {
        let alone = archive.run(&format!("extract {folder}/a.txt")).stdout;
        let all = archive.run(&format!("extract {folder}")).stdout;
        let date = |text: &str| {
            text.split("\"date\":").nth(1).unwrap().split(',').next().map(str::to_owned)
        };
        assert_eq!(date(&alone), date(&all), "{folder}");
    }
}

#[test]
fn a_habit_of_the_folder_makes_a_dateline_of_an_unknown_city() {
    let archive = Archive::new();
    archive.write("a.txt", begun("NETTLEBECK", 0));
    for number in 1..20 {
        archive.write(&format!("b{number}.txt"), begun("LISBON", number));
    }
    archive.done("ingest .");
    let place = |archive: &Archive| facts(archive).lines().next().unwrap().to_owned();
    assert_eq!(place(&archive), "\"a.txt\" null NETTLEBECK [\"date_missing\"]");
    archive.remove("b7.txt");
    archive.done("ingest .");
    assert_eq!(place(&archive), "\"a.txt\" null - [\"dateline_uncertain\", \"date_missing\"]");
    assert_eq!(facts(&archive), afresh(&archive));
}

/// A folder speaks through some of its files; that these are others after it
/// has grown must show in articles that were ingested before.
#[test]
fn a_large_folder_that_grows_ends_as_one_that_is_ingested_at_once() {
    let archive = Archive::new();
    let write = |from: usize, to: usize| {
        for number in from..to {
            let day = if number % 9 == 0 { 13 + number % 15 } else { 1 + number % 12 };
            let date = format!("{day:02}/{:02}/2017", 1 + number % 11);
            archive.write(&format!("n{number}.txt"), dated(&format!("Report {number}"), &date));
        }
    };
    for (from, to) in [(0, 5), (5, 250), (250, 300), (300, 301)] {
        write(from, to);
        archive.done("ingest . --threads 2");
        assert_eq!(facts(&archive), afresh(&archive), "{to} files");
    }
    assert!(!facts(&archive).contains("ambiguous"));
}
