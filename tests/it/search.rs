//! What is found, shown and marked, and what an ingest notices.

use expect_test::{Expect, expect};
use serde_json::Value;

use super::archive::Archive;

const FERRY: &str = "Ferry across the strait stops running
The ferry between the two shores stopped running on Monday after ice closed the strait, the harbour master said.
Sergei Shoigu visited the Crimea terminal in the morning. He left before the fog came.
Sailors negotiated from a position of strength, their union said, and the owners agreed to pay for the days
that were lost.
\"Nobody in this position has the strength to wait for spring,\" said a shipowner in the C.I.A. bar.
(Harbour Gazette 03/14/2014 page3)
";
const BUDGET: &str = "Council agrees a budget for the new terminal
The council agreed on Thursday to pay half of the cost of a new ferry terminal, which the owners had asked for.
Two members of the council voted against it. They want the money for schools instead of ships.
(Harbour Gazette 11/18/2016 page1)
";
const BRIDGE: &str = "First lorries cross the new bridge
SIMFEROPOL, Crimea, May 15, 2018 (AP) — Lorries crossed the new bridge to the Crimea for the first time on Tuesday.
The ferry will run until autumn, and its crews will be trained to tow broken lorries off the bridge, officials said.
Sanctions against the builders of the bridge remain in force, a spokesman for the union of states said.
";
const MUSEUM: &str = "Museum of détente opens on the quay
Visitors to the rooms on the quay can hear the first call over the old line between the two capitals.
Its director said the telephones were found in a cellar and still rang.
(Harbour Gazette 06/02/2015 page7)
";
const RUSSIAN: &str = "Шойгу осмотрел паромную переправу
Министр обороны Сергей Шойгу во вторник осмотрел паромную переправу и встретился с моряками.
Он сообщил, что новые паромы начнут работать весной, а старые суда уйдут на ремонт.
(Портовый вестник 18.03.2014)
";
const CHINESE: &str = "克里米亚轮渡恢复运营
克里米亚与大陆之间的轮渡星期二恢复运营，港口官员说，海峡的冰已经融化。
首班轮渡载有三十辆卡车和二百名旅客。
";
const LETTER: &str = "A reader asks for slower ferries
Every evening the ferry throws its wash over our gardens. I ask the master of the harbour to slow it down.
My neighbours ask for the same, and none of us has had an answer.
";

/// Eight articles, two of which are the same.
fn news() -> Archive {
    Archive::of(&[
        ("gazette/2014/ferry.txt", FERRY),
        ("gazette/2015/museum.txt", MUSEUM),
        ("gazette/2016/budget.txt", BUDGET),
        ("gazette/2016/late/budget.txt", BUDGET),
        ("letters/slower.txt", LETTER),
        ("wire/ru/krym.txt", RUSSIAN),
        ("wire/zh/lundu.txt", CHINESE),
        ("wire/2018/bridge.txt", BRIDGE),
    ])
}

fn indexed() -> Archive {
    let archive = news();
    archive.done("ingest --threads 1 .");
    archive
}

#[track_caller]
fn check(archive: &Archive, commands: &[&str], expected: &Expect) {
    expected.assert_eq(&archive.session(commands));
}

/// The numbers of articles that queries find.
#[track_caller]
fn check_counts(rows: &[(&str, u32)]) {
    let archive = indexed();
    let mut wrong = Vec::new();
    for (query, expected) in rows {
        let run = archive.run(&format!("count {query}"));
        if run.stdout.trim() != expected.to_string() {
            wrong.push(format!("expected {expected}:\n{}", run.snapshot()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn from_a_folder_of_files_to_an_answer() {
    check(
        &news(),
        &["search --archive . Crimea", "search --archive . Crimea", "search Shoigu"],
        &expect![[r#"
            $ morgue search --archive . Crimea
            2 articles

            1  First lorries cross the new bridge
               AP · 15 May 2018 · SIMFEROPOL · 66 words · score 2.85
               ¶1   SIMFEROPOL, [Crimea], May 15, 2018 (AP) — Lorries crossed the new bridge to the [Crimea] for the first time on Tuesday.
               ./wire/2018/bridge.txt:2

            2  Ferry across the strait stops running
               Harbour Gazette · 14 Mar 2014 · p3 · 80 words · score 1.94
               ¶2   Sergei Shoigu visited the [Crimea] terminal in the morning. He left before the fog came.
               ./gazette/2014/ferry.txt:3
            ! 8 files: 8 were read and gave 8 articles.
            [exit 0]

            $ morgue search --archive . Crimea
            2 articles

            1  First lorries cross the new bridge
               AP · 15 May 2018 · SIMFEROPOL · 66 words · score 2.85
               ¶1   SIMFEROPOL, [Crimea], May 15, 2018 (AP) — Lorries crossed the new bridge to the [Crimea] for the first time on Tuesday.
               ./wire/2018/bridge.txt:2

            2  Ferry across the strait stops running
               Harbour Gazette · 14 Mar 2014 · p3 · 80 words · score 1.94
               ¶2   Sergei Shoigu visited the [Crimea] terminal in the morning. He left before the fog came.
               ./gazette/2014/ferry.txt:3
            [exit 0]

            $ morgue search Shoigu
            1 article

            1  Ferry across the strait stops running
               Harbour Gazette · 14 Mar 2014 · p3 · 80 words · score 2.73
               ¶2   Sergei [Shoigu] visited the Crimea terminal in the morning. He left before the fog came.
               gazette/2014/ferry.txt:3
            [exit 0]
        "#]],
    );
}

#[test]
fn words_are_found_in_all_their_forms_and_exact_words_in_one() {
    check_counts(&[
        ("Crimea", 2),
        ("crimea", 2),
        ("ferry", 5),
        ("ferries", 5),
        ("=ferries", 1),
        ("'=ferry'", 5),
        ("detente", 1),
        ("Détente", 1),
        ("CIA", 1),
        ("C.I.A.", 1),
        ("ferry terminal", 3),
        ("ferry Shoigu", 1),
        ("Nosuchword", 0),
    ]);
}

#[test]
fn phrases_cross_wraps_but_not_paragraphs() {
    check_counts(&[
        ("'\"position of strength\"'", 1),
        ("'\"strength of position\"'", 0),
        ("'\"days that were lost\"'", 1),
        ("'\"the morning he left\"'", 1),
        ("'\"fog came sailors\"'", 0),
        ("'\"stops running the ferry\"'", 0),
    ]);
}

#[test]
fn operators() {
    check_counts(&[
        ("'Crimea AND Shoigu'", 1),
        ("'Crimea OR Shoigu'", 2),
        ("'Crimea NOT Shoigu'", 1),
        ("'Crimea -Shoigu'", 1),
        ("'Shoigu w/4 terminal'", 1),
        ("'Shoigu w/3 terminal'", 0),
        ("'terminal w/4 Shoigu'", 1),
        ("'terminal pre/4 Shoigu'", 0),
        ("'Shoigu w/s fog'", 0),
        ("'Shoigu w/p fog'", 1),
        ("'running w/1 the'", 0),
        ("'(Crimea OR museum) AND (ferry OR quay)'", 3),
    ]);
}

#[test]
fn zones_and_filters() {
    check_counts(&[
        ("headline:ferry", 2),
        ("lead:ferry", 4),
        ("lead:Shoigu", 0),
        ("'source:\"Harbour Gazette\"'", 4),
        ("dateline:Simferopol", 1),
        ("place:Simferopol", 1),
        ("agency:AP", 1),
        ("page:3", 1),
        ("date:2014", 2),
        ("'ferry date:2014'", 1),
        ("date:2014-03-14", 1),
        ("date:2015..2016", 3),
        ("'date>=2018'", 1),
        ("lang:ru", 1),
        ("file:gazette", 4),
    ]);
}

#[test]
fn scripts_without_spaces_and_other_alphabets() {
    check_counts(&[
        ("克里米亚", 1),
        ("轮渡", 1),
        ("渡轮", 0),
        ("моряк", 1),
        ("=моряк", 0),
        ("ШОЙГУ", 1),
    ]);
    check(
        &indexed(),
        &["search 轮渡", "search моряк"],
        &expect![[r#"
            $ morgue search 轮渡
            1 article

            1  克里米亚[轮渡]恢复运营
               3 words · score 4.41
               ¶1   克里米亚与大陆之间的[轮渡]星期二恢复运营，港口官员说，海峡的冰已经融化。
               ¶2   首班[轮渡]载有三十辆卡车和二百名旅客。
               wire/zh/lundu.txt:2
            [exit 0]

            $ morgue search моряк
            1 article

            1  Шойгу осмотрел паромную переправу
               Портовый вестник · 18 Mar 2014 · 31 words · score 3.32
               ¶1   Министр обороны Сергей Шойгу во вторник осмотрел паромную переправу и встретился с [моряками].
               wire/ru/krym.txt:2
            [exit 0]
        "#]],
    );
}

#[test]
fn marks_show_why_an_article_matched() {
    check(
        &indexed(),
        &[
            "search '\"position of strength\"'",
            "search 'Shoigu w/4 terminal'",
            "search 'dateline:Simferopol'",
            "search 'source:Gazette' --limit 1",
            "search 'lorries AND bridge'",
        ],
        &expect![[r#"
            $ morgue search '"position of strength"'
            1 article

            1  Ferry across the strait stops running
               Harbour Gazette · 14 Mar 2014 · p3 · 80 words · score 5.76
               ¶3   Sailors negotiated from a [position of strength], their union said, and the owners agreed to pay for the days that were lost.
               gazette/2014/ferry.txt:4
            [exit 0]

            $ morgue search 'Shoigu w/4 terminal'
            1 article

            1  Ferry across the strait stops running
               Harbour Gazette · 14 Mar 2014 · p3 · 80 words · score 4.61
               ¶2   Sergei [Shoigu] visited the Crimea [terminal] in the morning. He left before the fog came.
               gazette/2014/ferry.txt:3
            [exit 0]

            $ morgue search 'dateline:Simferopol'
            1 article

            1  First lorries cross the new bridge
               AP · 15 May 2018 · SIMFEROPOL · 66 words · score 3.38
               ¶1   [SIMFEROPOL], Crimea, May 15, 2018 (AP) — Lorries crossed the new bridge to the Crimea for the first time on Tuesday.
               wire/2018/bridge.txt:2
            [exit 0]

            $ morgue search 'source:Gazette' --limit 1
            4 articles, 1 shown

            1  Museum of détente opens on the quay
               Harbour Gazette · 2015 · p7 · 40 words · score 1.49
               source Harbour [Gazette]
               gazette/2015/museum.txt
            [exit 0]

            $ morgue search 'lorries AND bridge'
            1 article

            1  First [lorries] cross the new [bridge]
               AP · 15 May 2018 · SIMFEROPOL · 66 words · score 10.35
               ¶1   SIMFEROPOL, Crimea, May 15, 2018 (AP) — [Lorries] crossed the new [bridge] to the Crimea for the first time on Tuesday.
               ¶2   The ferry will run until autumn, and its crews will be trained to tow broken [lorries] off the [bridge], officials said.
               ¶3   Sanctions against the builders of the [bridge] remain in force, a spokesman for the union of states said.
               wire/2018/bridge.txt:2
            [exit 0]
        "#]],
    );
}

#[test]
fn a_hit_in_the_headline_alone_shows_the_beginning() {
    let archive = indexed();
    check(
        &archive,
        &["search detente"],
        &expect![[r#"
            $ morgue search detente
            1 article

            1  Museum of [détente] opens on the quay
               Harbour Gazette · 2015 · p7 · 40 words · score 3.86
               ¶1   Visitors to the rooms on the quay can hear the first call over the old line between the two capitals.
               gazette/2015/museum.txt:2
            [exit 0]
        "#]],
    );
    let hits = archive.run("search detente --format jsonl").records_of("hit");
    assert_eq!(hits.len(), 1);
    let passages = hits[0]["passages"].as_array().unwrap();
    assert!(!passages.is_empty());
    assert!(passages.iter().all(|passage| !passage["text"].as_str().unwrap().is_empty()));
    assert_eq!(hits[0]["headline_highlights"][0]["term"], "détente");
}

#[test]
fn copies_are_shown_once_and_counted_each() {
    check(
        &indexed(),
        &["search schools", "count schools"],
        &expect![[r#"
            $ morgue search schools
            2 articles

            1  Council agrees a budget for the new terminal
               Harbour Gazette · 18 Nov 2016 · p1 · 47 words · +1 copy · score 2.17
               ¶2   Two members of the council voted against it. They want the money for [schools] instead of ships.
               gazette/2016/budget.txt:3
            [exit 0]

            $ morgue count schools
            2
            [exit 0]
        "#]],
    );
}

#[test]
fn nothing_found() {
    check(
        &indexed(),
        &[
            "search Nosuchword",
            "search Ferrry",
            "count Nosuchword",
            "search Nosuchword --format jsonl",
        ],
        &expect![[r#"
            $ morgue search Nosuchword
            ! note[W3]: `Nosuchword` occurs nowhere in this archive
            [exit 1]

            $ morgue search Ferrry
            ! note[W3]: `Ferrry` occurs nowhere in this archive
            !           nearest: ferry
            [exit 1]

            $ morgue count Nosuchword
            0
            ! note[W3]: `Nosuchword` occurs nowhere in this archive
            [exit 1]

            $ morgue search Nosuchword --format jsonl
            {"format":"morgue.hit/1","type":"end","query_id":"1","articles_total":0,"passages_shown":0,"truncated":false,"read_as":"Nosuchword","notes":[{"code":"W3","span":{"bytes":[0,10],"chars":[0,10]},"message":"`Nosuchword` occurs nowhere in this archive","help":null}],"repairs":[],"generation":1}
            ! note[W3]: `Nosuchword` occurs nowhere in this archive
            [exit 1]
        "#]],
    );
}

#[test]
fn any_of_the_words() {
    check(
        &indexed(),
        &["count 'Crimea museum'", "count --any 'Crimea museum'"],
        &expect![[r#"
        $ morgue count 'Crimea museum'
        0
        [exit 1]

        $ morgue count --any 'Crimea museum'
        3
        [exit 0]
    "#]],
    );
}

#[test]
fn limits_and_offsets_cut_one_ranking() {
    let archive = indexed();
    let ids = |options: &str| -> Vec<String> {
        let run = archive.run(&format!("search ferry --format jsonl {options}"));
        let id = |hit: Value| hit["article"]["id"].as_str().unwrap().to_owned();
        run.records_of("hit").into_iter().map(id).collect()
    };
    let all = ids("--limit 0");
    assert_eq!(all.len(), 4, "a copy is folded: {all:?}");
    assert_eq!(ids("--limit 2"), all[..2]);
    assert_eq!(ids("--limit 2 --offset 1"), all[1..3]);
    assert!(ids("--offset 9").is_empty());
}

#[test]
fn orders() {
    let archive = indexed();
    let dates = |sort: &str| -> Vec<String> {
        let run = archive.run(&format!("search ferry --format jsonl --sort {sort}"));
        let date = |hit: Value| hit["article"]["date"].as_str().unwrap_or("none").to_owned();
        run.records_of("hit").into_iter().map(date).collect()
    };
    assert_eq!(dates("newest"), ["2018-05-15", "2016-11-18", "2014-03-14", "none"]);
    assert_eq!(dates("oldest"), ["2014-03-14", "2016-11-18", "2018-05-15", "none"]);
}

#[test]
fn one_article_whole() {
    check(
        &indexed(),
        &[
            "show wire/2018/bridge.txt",
            "show wire/2018/bridge.txt --query 'bridge w/2 lorries'",
            "show gazette/2014/ferry.txt --query museum --format json",
        ],
        &expect![[r#"
            $ morgue show wire/2018/bridge.txt
            id: wire/2018/bridge.txt
            agency: AP
            date: 15 May 2018
            dateline: SIMFEROPOL, Crimea, May 15, 2018 (AP)
            language: en

            First lorries cross the new bridge

            ¶1  SIMFEROPOL, Crimea, May 15, 2018 (AP) — Lorries crossed the new bridge to the Crimea for the first time on Tuesday.

            ¶2  The ferry will run until autumn, and its crews will be trained to tow broken lorries off the bridge, officials said.

            ¶3  Sanctions against the builders of the bridge remain in force, a spokesman for the union of states said.
            [exit 0]

            $ morgue show wire/2018/bridge.txt --query 'bridge w/2 lorries'
            id: wire/2018/bridge.txt
            agency: AP
            date: 15 May 2018
            dateline: SIMFEROPOL, Crimea, May 15, 2018 (AP)
            language: en

            First lorries cross the new bridge

            ¶1  SIMFEROPOL, Crimea, May 15, 2018 (AP) — Lorries crossed the new bridge to the Crimea for the first time on Tuesday.

            ¶2  The ferry will run until autumn, and its crews will be trained to tow broken lorries off the bridge, officials said.

            ¶3  Sanctions against the builders of the bridge remain in force, a spokesman for the union of states said.
            [exit 0]

            $ morgue show gazette/2014/ferry.txt --query museum --format json
            {"format":"morgue.article/1","id":"gazette/2014/ferry.txt","path":"gazette/2014/ferry.txt","member":null,"headline":"Ferry across the strait stops running","headline_derived":false,"kicker":null,"deck":[],"byline":[],"dateline":null,"date":"2014-03-14","date_precision":"day","time":null,"source":{"publication":"Harbour Gazette","agencies":[],"section":null,"page":"3","edition":null,"copyright":null},"language":"en","status":"ok","url":null,"encoding":"UTF-8","reader":"plain","paragraphs":[{"n":1,"role":"para","text":"The ferry between the two shores stopped running on Monday after ice closed the strait, the harbour master said.","spans":[[38,150]]},{"n":2,"role":"para","text":"Sergei Shoigu visited the Crimea terminal in the morning. He left before the fog came.","spans":[[151,237]]},{"n":3,"role":"para","text":"Sailors negotiated from a position of strength, their union said, and the owners agreed to pay for the days that were lost.","spans":[[238,345],[346,361]]},{"n":4,"role":"para","text":"\"Nobody in this position has the strength to wait for spring,\" said a shipowner in the C.I.A. bar.","spans":[[362,460]]}],"fields":{"date":{"from":"credit","confidence":95,"spans":[[477,487]]},"headline":{"from":"header_line","confidence":85,"spans":[[0,37]]},"source":{"from":"credit","confidence":95,"spans":[[461,495]]}},"warnings":[]}
            [exit 0]
        "#]],
    );
}

#[test]
fn what_is_indexed() {
    let shown = indexed().session(&["status"]);
    let masked = shown.lines().map(|line| match line.split_once(' ') {
        Some(("committed", _)) => "committed   TIME, generation N",
        Some(("size", _)) => "size        SIZE",
        _ => line,
    });
    expect![[r#"
        $ morgue status
        index       DIR/.morgue
        articles    8
        files       8, 2.5 KB
        dates       2014-03-14 to 2018-05-15, 2 without a date
        languages   en 6, ru 1, zh 1
        sources     Harbour Gazette 4, unknown 3, Портовый вестник 1
        committed   TIME, generation N
        size        SIZE
        pending     nothing
        [exit 0]"#]]
    .assert_eq(&masked.collect::<Vec<_>>().join("\n"));
}

#[test]
fn an_index_of_several_archives_elsewhere() {
    let archive = news();
    check(
        &archive,
        &[
            "ingest gazette wire --index idx",
            "search Crimea --index idx",
            "count ferry --index idx",
        ],
        &expect![[r#"
            $ morgue ingest gazette wire --index idx
            ! 7 files: 7 were read and gave 7 articles.
            !   formats  plain 7
            !   fields   headline 100 %, byline 0 %, dateline 14.3 %, date 85.7 %, source 85.7 %, body 100 %
            !   dates    credit 71.4 %, dateline 14.3 %
            !   problem         articles  what to do                     example
            !   ambiguous_date         1  set date_order in morgue.toml  gazette/2015/museum.txt
            !   date_missing           1  give dates in metadata.csv     wire/zh/lundu.txt
            ! `--rehash --report FILE` lists 2 warnings.
            ! The index is `idx`; search it with `--index idx`.
            [exit 0]

            $ morgue search Crimea --index idx
            2 articles

            1  First lorries cross the new bridge
               AP · 15 May 2018 · SIMFEROPOL · 66 words · score 2.60
               ¶1   SIMFEROPOL, [Crimea], May 15, 2018 (AP) — Lorries crossed the new bridge to the [Crimea] for the first time on Tuesday.
               wire/2018/bridge.txt:2

            2  Ferry across the strait stops running
               Harbour Gazette · 14 Mar 2014 · p3 · 80 words · score 1.78
               ¶2   Sergei Shoigu visited the [Crimea] terminal in the morning. He left before the fog came.
               gazette/2014/ferry.txt:3
            [exit 0]

            $ morgue count ferry --index idx
            4
            [exit 0]
        "#]],
    );
    assert!(!archive.root().join("gazette/.morgue").exists());
}

#[test]
fn what_changed_is_noticed() {
    let archive = indexed();
    let before = archive.run("count ferry").stdout;
    archive.write("letters/slower.txt", LETTER.replace("the ferry", "the hovercraft"));
    archive.remove("wire/2018/bridge.txt");
    archive
        .write("letters/new.txt", "Another reader answers\nThe ferry is as slow as it can be.\n");
    check(
        &archive,
        &[
            "search --archive . hovercraft",
            "search --archive . hovercraft",
            "count bridge",
            "count '\"slow as it can be\"'",
        ],
        &expect![[r#"
            $ morgue search --archive . hovercraft
            1 article

            1  A reader asks for slower ferries
               41 words · score 3.44
               ¶1   Every evening the [hovercraft] throws its wash over our gardens. I ask the master of the harbour to slow it down.
               ./letters/slower.txt:2
            ! 8 files: 2 were read and gave 2 articles, 6 are as before.
            ! 1 file is gone, and so are its articles.
            [exit 0]

            $ morgue search --archive . hovercraft
            1 article

            1  A reader asks for slower ferries
               41 words · score 3.44
               ¶1   Every evening the [hovercraft] throws its wash over our gardens. I ask the master of the harbour to slow it down.
               ./letters/slower.txt:2
            [exit 0]

            $ morgue count bridge
            0
            ! note[W3]: `bridge` occurs nowhere in this archive
            [exit 1]

            $ morgue count '"slow as it can be"'
            1
            [exit 0]
        "#]],
    );
    assert_eq!(before.trim(), "5");
}

#[test]
fn files_that_are_no_articles_are_listed() {
    let archive = news();
    archive.write("wire/2014/empty.txt", "\n\n");
    archive.write("wire/2014/picture.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF\0\x01\0\0\0\0");
    archive.write(".hidden/ferry.txt", FERRY);
    archive.write("morgue.toml", "exclude = [\"letters/**\"]\n");
    check(
        &archive,
        &["ingest .", "ingest .", "count ferry"],
        &expect![[r#"
            $ morgue ingest .
            ! 9 files: 9 were read and gave 7 articles.
            ! 2 files hold no article: 1 empty, 1 not text.
            !   formats  plain 7
            !   fields   headline 100 %, byline 0 %, dateline 14.3 %, date 85.7 %, source 85.7 %, body 100 %
            !   dates    credit 71.4 %, dateline 14.3 %
            !   problem         articles  what to do                     example
            !   ambiguous_date         1  set date_order in morgue.toml  gazette/2015/museum.txt
            !   date_missing           1  give dates in metadata.csv     wire/zh/lundu.txt
            ! `--rehash --report FILE` lists 2 files that gave no article and 2 warnings.
            ! The index is `./.morgue`.
            [exit 0]

            $ morgue ingest .
            ! 9 files: 9 are as before.
            [exit 0]

            $ morgue count ferry
            4
            [exit 0]
        "#]],
    );
}

fn range(value: &Value) -> std::ops::Range<usize> {
    let end = |number: usize| usize::try_from(value[number].as_u64().unwrap()).unwrap();
    end(0)..end(1)
}

/// The bytes of a file under the ranges, without white space.
fn sliced(file: &[u8], spans: &Value) -> String {
    let bytes: Vec<u8> =
        spans.as_array().unwrap().iter().flat_map(|span| file[range(span)].to_vec()).collect();
    solid(&String::from_utf8(bytes).unwrap())
}

fn solid(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The bytes that a range of characters covers.
fn of_chars(text: &str, chars: &Value) -> String {
    let chars = range(chars);
    text.chars().skip(chars.start).take(chars.len()).collect()
}

fn check_passage(file: &[u8], passage: &Value) {
    let text = passage["text"].as_str().unwrap();
    if !passage["source_spans"].is_null() {
        assert_eq!(sliced(file, &passage["source_spans"]), solid(text));
        let file = std::str::from_utf8(file).unwrap();
        assert_eq!(solid(&file[range(&passage["bytes"])]), solid(text));
        assert_eq!(of_chars(file, &passage["chars"]), file[range(&passage["bytes"])]);
    }
    for highlight in passage["highlights"].as_array().unwrap() {
        let term = highlight["term"].as_str().unwrap();
        assert_eq!(&text[range(&highlight["bytes"])], term);
        assert_eq!(of_chars(text, &highlight["chars"]), term);
        if !highlight["source_spans"].is_null() {
            assert_eq!(sliced(file, &highlight["source_spans"]), solid(term));
        }
    }
}

#[test]
fn offsets_of_records_lead_to_the_words() {
    let archive = indexed();
    let queries = [
        "ferry",
        "Shoigu",
        "'\"position of strength\"'",
        "'\"days that were lost\"'",
        "轮渡",
        "моряк",
        "'lorries w/5 bridge'",
        "dateline:Crimea",
        "source:Gazette",
        "--any 'ferry union council museum 冰'",
    ];
    let mut highlights = 0;
    for query in queries {
        let run = archive.run(&format!("search --limit 0 --format jsonl {query}"));
        let hits = run.records_of("hit");
        assert!(!hits.is_empty(), "{}", run.snapshot());
        for hit in hits {
            let file = archive.read(hit["article"]["path"].as_str().unwrap());
            for passage in hit["passages"].as_array().unwrap() {
                check_passage(&file, passage);
                highlights += passage["highlights"].as_array().unwrap().len();
            }
        }
        let end = run.records_of("end");
        assert_eq!(end.len(), 1);
    }
    assert!(highlights > 20, "{highlights}");
}

#[test]
fn offsets_hold_in_files_of_other_encodings() {
    let archive = Archive::new();
    let latin: Vec<u8> =
        "Fähre fährt wieder\nDie Fähre über die Straße fährt seit gestern wieder, sagte der Käpt'n.\n"
            .chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect();
    archive.write("latin.txt", &latin);
    let marked =
        "\u{feff}Ferry runs again\nThe ferry across the strait has run again since Monday.\n";
    archive.write("marked.txt", marked);
    archive.done("ingest .");
    for (query, file) in [("strasse OR Straße", "latin.txt"), ("strait", "marked.txt")] {
        let run = archive.run(&format!("search --format jsonl '{query}'"));
        let hits = run.records_of("hit");
        assert_eq!(hits.len(), 1, "{}", run.snapshot());
        let raw = archive.read(file);
        for highlight in hits[0]["passages"][0]["highlights"].as_array().unwrap() {
            let span = range(&highlight["source_spans"][0]);
            let wanted: &[u8] = if file == "latin.txt" { b"Stra\xdfe" } else { b"strait" };
            assert_eq!(&raw[span], wanted);
        }
    }
}

#[test]
fn the_words_of_a_compound_count_by_themselves() {
    let archive = Archive::of(&[
        (
            "news/once.txt",
            "The heir\nHis half-brother rules. The coast is quiet, the harbour is shut.\n",
        ),
        (
            "news/more.txt",
            "The heir\nHis half-brother rules. The brother is quiet, the brother is shut.\n",
        ),
        (
            "news/solid.txt",
            "The heir\nA halfbrother rules. The coast is quiet, the harbour is shut.\n",
        ),
    ]);
    archive.done("ingest news");
    let run = archive.run("search --index news/.morgue half-brother --format trec");
    expect![[r#"
        $ morgue search --index news/.morgue half-brother --format trec
        1 Q0 more.txt 1 2.212669 morgue
        1 Q0 once.txt 2 1.942446 morgue
        1 Q0 solid.txt 3 1.834768 morgue
        [exit 0]
    "#]]
    .assert_eq(&run.snapshot());
}
