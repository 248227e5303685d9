//! What is told about a file beside it holds over what it says; what of it is
//! broken is a warning and costs nothing.

use expect_test::expect;

use super::archive::Archive;

const STORY: &str = "Ferry is late\nBy ANN LIND\n\nThe ferry came late on Monday, and those who \
                     waited for it went home, the harbour master said.\n\n(Lantern Bay Gazette 03/14/2017 page4)\n";

const TOLD: &str = r#"{"title": "The ferry that came late", "author": ["Bo Nagy", "Cy Poe"],
"published": "2017-03-13T07:43:00Z", "source": "Lantern Bay Evening Gazette", "page": 7, "section": "Harbour",
"id": "x-1", "tags": {"a": 1}}"#;

/// What an article holds of what a sidecar may tell.
fn facts(archive: &Archive) -> String {
    let mut lines: Vec<String> = archive.run("export '*'").records().iter().map(line).collect();
    lines.sort();
    lines.concat()
}

fn line(article: &serde_json::Value) -> String {
    let names = article["byline"].as_array().unwrap().iter();
    let names: Vec<&str> = names.filter_map(|byline| byline["name"].as_str()).collect();
    let codes = article["warnings"].as_array().unwrap().iter();
    let codes: Vec<&str> = codes.filter_map(|warning| warning["code"].as_str()).collect();
    let (id, headline, date) = (&article["id"], &article["headline"], &article["date"]);
    let source = &article["source"];
    let (publication, page) = (&source["publication"], &source["page"]);
    format!("{id} {headline} {names:?} {date} {publication} {page} {codes:?}\n")
}

#[test]
fn a_sidecar_holds_over_the_text_and_is_no_article() {
    let archive = Archive::of(&[("a.txt", STORY), ("a.txt.meta.json", TOLD), ("b.txt", STORY)]);
    expect![[r#"
        $ morgue ingest .
        ! 2 files: 2 were read and gave 2 articles.
        !   formats  plain 2
        !   fields   headline 100 %, byline 100 %, dateline 0 %, date 100 %, source 100 %, body 100 %
        !   dates    credit 50.0 %, sidecar:a.txt.meta.json 50.0 %
        !   problem     articles  what to do                    example
        !   body_short         2  fine for briefs and captions  a.txt
        ! `--rehash --report FILE` lists 2 warnings.
        ! The index is `./.morgue`.
        [exit 0]

        $ morgue extract --why a.txt
        id: a.txt
        rule: none
        format: plain (text without marks of another format)
        encoding: UTF-8 (valid throughout)

        headline      sidecar:a.txt.meta.json 100 The ferry that came late
        byline        sidecar:a.txt.meta.json 100 Bo Nagy, Cy Poe
        publication   sidecar:a.txt.meta.json 100 Lantern Bay Evening Gazette
        date          sidecar:a.txt.meta.json 100 13 Mar 2017
        section       sidecar:a.txt.meta.json 100 Harbour
        page          sidecar:a.txt.meta.json 100 7
        language                                  en

        candidates
        * byline      sidecar:a.txt.meta.json Bo Nagy, Cy Poe
          date        credit                  2017-03-14                       143..153
        * date        sidecar:a.txt.meta.json 2017-03-13
        * headline    sidecar:a.txt.meta.json The ferry that came late
          page        credit                  4                                123..161
        * page        sidecar:a.txt.meta.json 7
          publication credit                  Lantern Bay Gazette              123..161
        * publication sidecar:a.txt.meta.json Lantern Bay Evening Gazette
        * section     sidecar:a.txt.meta.json Harbour

        warnings
        body_short               The text has fewer than 20 words.

        [exit 0]
    "#]]
    .assert_eq(&archive.session(&["ingest .", "extract --why a.txt"]));
    expect![[r#"
        "a.txt" "The ferry that came late" ["Bo Nagy", "Cy Poe"] "2017-03-13" "Lantern Bay Evening Gazette" "7" ["body_short"]
        "b.txt" "Ferry is late" ["Ann Lind"] "2017-03-14" "Lantern Bay Gazette" "4" ["body_short"]
    "#]].assert_eq(&facts(&archive));
}

#[test]
fn a_sidecar_that_comes_changes_or_goes_makes_its_file_be_read_again() {
    let archive = Archive::of(&[("a.txt", STORY), ("b.txt", STORY)]);
    archive.done("ingest .");
    let mut story = facts(&archive);
    let mut then = |archive: &Archive| {
        let run = archive.run("ingest .");
        story.push_str(&run.stderr);
        story.push_str(&facts(archive));
    };
    archive.write("a.txt.meta.json", r#"{"date": "1943-07"}"#);
    then(&archive);
    then(&archive);
    archive.write("a.txt.meta.json", r#"{"date": "1943-07-09"}"#);
    then(&archive);
    archive.write("metadata.csv", "path,headline,page\nb.txt,\"Late, again\",2\n");
    then(&archive);
    archive.remove("a.txt.meta.json");
    archive.write("metadata.csv", "path,headline,page\nb.txt,Late,2\na.txt,,9\n");
    then(&archive);
    archive.remove("metadata.csv");
    then(&archive);
    expect![[r#"
        "a.txt" "Ferry is late" ["Ann Lind"] "2017-03-14" "Lantern Bay Gazette" "4" ["body_short"]
        "b.txt" "Ferry is late" ["Ann Lind"] "2017-03-14" "Lantern Bay Gazette" "4" ["body_short"]
        2 files: 1 was read and gave 1 article, 1 is as before.
          formats  plain 1
          fields   headline 100 %, byline 100 %, dateline 0 %, date 100 %, source 100 %, body 100 %
          problem     articles  what to do                    example
          body_short         1  fine for briefs and captions  a.txt
        `--rehash --report FILE` lists 1 warning.
        "a.txt" "Ferry is late" ["Ann Lind"] "1943-07" "Lantern Bay Gazette" "4" ["body_short"]
        "b.txt" "Ferry is late" ["Ann Lind"] "2017-03-14" "Lantern Bay Gazette" "4" ["body_short"]
        2 files: 2 are as before.
        "a.txt" "Ferry is late" ["Ann Lind"] "1943-07" "Lantern Bay Gazette" "4" ["body_short"]
        "b.txt" "Ferry is late" ["Ann Lind"] "2017-03-14" "Lantern Bay Gazette" "4" ["body_short"]
        2 files: 1 was read and gave 1 article, 1 is as before.
          formats  plain 1
          fields   headline 100 %, byline 100 %, dateline 0 %, date 100 %, source 100 %, body 100 %
          problem     articles  what to do                    example
          body_short         1  fine for briefs and captions  a.txt
        `--rehash --report FILE` lists 1 warning.
        "a.txt" "Ferry is late" ["Ann Lind"] "1943-07-09" "Lantern Bay Gazette" "4" ["body_short"]
        "b.txt" "Ferry is late" ["Ann Lind"] "2017-03-14" "Lantern Bay Gazette" "4" ["body_short"]
        2 files: 1 was read and gave 1 article, 1 is as before.
          formats  plain 1
          fields   headline 100 %, byline 100 %, dateline 0 %, date 100 %, source 100 %, body 100 %
          problem     articles  what to do                    example
          body_short         1  fine for briefs and captions  b.txt
        `--rehash --report FILE` lists 1 warning.
        "a.txt" "Ferry is late" ["Ann Lind"] "1943-07-09" "Lantern Bay Gazette" "4" ["body_short"]
        "b.txt" "Late, again" ["Ann Lind"] "2017-03-14" "Lantern Bay Gazette" "2" ["body_short"]
        2 files: 2 were read and gave 2 articles.
          formats  plain 2
          fields   headline 100 %, byline 100 %, dateline 0 %, date 100 %, source 100 %, body 100 %
          problem     articles  what to do                    example
          body_short         2  fine for briefs and captions  a.txt
        `--rehash --report FILE` lists 2 warnings.
        "a.txt" "Ferry is late" ["Ann Lind"] "2017-03-14" "Lantern Bay Gazette" "9" ["body_short"]
        "b.txt" "Late" ["Ann Lind"] "2017-03-14" "Lantern Bay Gazette" "2" ["body_short"]
        2 files: 2 were read and gave 2 articles.
          formats  plain 2
          fields   headline 100 %, byline 100 %, dateline 0 %, date 100 %, source 100 %, body 100 %
          problem     articles  what to do                    example
          body_short         2  fine for briefs and captions  a.txt
        `--rehash --report FILE` lists 2 warnings.
        "a.txt" "Ferry is late" ["Ann Lind"] "2017-03-14" "Lantern Bay Gazette" "4" ["body_short"]
        "b.txt" "Ferry is late" ["Ann Lind"] "2017-03-14" "Lantern Bay Gazette" "4" ["body_short"]
    "#]]
    .assert_eq(&story);
}

#[test]
fn what_is_broken_is_a_warning_and_costs_nothing() {
    let archive = Archive::of(&[
        ("a.txt", STORY),
        ("a.txt.meta.json", "{\"page\": 3,"),
        ("b.txt", STORY),
        ("b.txt.meta.json", r#"{"date": "13/03/2017", "page": {"n": 3}, "section": "Harbour"}"#),
        ("c.txt", STORY),
        ("c.txt.meta.json", "[1]"),
        ("d.txt.meta.json", TOLD),
        ("metadata.csv", "path;date\nc.txt;yesterday\ne.txt;2017\n\n\"f"),
        ("e.txt", STORY),
    ]);
    archive.done("ingest .");
    expect![[r#"
        "a.txt" "Ferry is late" ["Ann Lind"] "2017-03-14" "Lantern Bay Gazette" "4" ["sidecar_unusable", "body_short"]
        "b.txt" "Ferry is late" ["Ann Lind"] "2017-03-14" "Lantern Bay Gazette" "4" ["sidecar_unusable", "sidecar_unusable", "body_short"]
        "c.txt" "Ferry is late" ["Ann Lind"] "2017-03-14" "Lantern Bay Gazette" "4" ["sidecar_unusable", "body_short"]
        "d.txt.meta.json" "The ferry that came late" ["Bo Nagy", "Cy Poe"] "2017-03-13" "Lantern Bay Evening Gazette" "7" ["body_empty"]
        "e.txt" "Ferry is late" ["Ann Lind"] "2017" "Lantern Bay Gazette" "4" ["body_short"]
    "#]].assert_eq(&facts(&archive));
    let messages = archive.run("export '*'").records();
    let messages = messages.iter().flat_map(|article| article["warnings"].as_array().unwrap());
    let mut messages: Vec<&str> =
        messages.filter_map(|warning| warning["message"].as_str()).collect();
    messages.sort_unstable();
    expect![[r#"
        The text has fewer than 20 words.
        The text has fewer than 20 words.
        The text has fewer than 20 words.
        The text has fewer than 20 words.
        There is no text below the headline.
        a.txt.meta.json cannot be used: EOF while parsing a value at line 1 column 11.
        b.txt.meta.json cannot be used: `13/03/2017` is no date such as 2017-02-17, 2017-02 or 2017.
        b.txt.meta.json cannot be used: `page` is neither a text nor a list of texts.
        c.txt.meta.json cannot be used: it is no object of names and values.
    "#]]
    .assert_eq(&(messages.join("\n") + "\n"));
}

#[test]
fn a_table_with_texts_is_a_collection_of_articles() {
    let text = "The ferry came late on Monday, and those who waited for it went home.";
    let table = format!("path,headline,text,date\nx,Ferry is late,{text},2017-03-13\n");
    let archive = Archive::of(&[("metadata.csv", &table), ("a.txt", STORY)]);
    archive.done("ingest .");
    expect![[r#"
        "a.txt" "Ferry is late" ["Ann Lind"] "2017-03-14" "Lantern Bay Gazette" "4" ["body_short"]
        "metadata.csv#1" "Ferry is late" [] null null null ["date_missing", "body_short"]
    "#]]
    .assert_eq(&facts(&archive));
}
