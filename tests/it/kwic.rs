//! Key words in context: every mark once, aligned, in order, with its place.

use expect_test::expect;
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

use super::archive::Archive;

fn indexed() -> Archive {
    let archive = Archive::with_corpus();
    archive.done("ingest corpus --index idx");
    archive
}

/// Places of marks: article, bytes and marked text, each once, in order.
fn places<'a>(marks: impl Iterator<Item = (&'a Value, &'a Value, &'a Value)>) -> Vec<String> {
    let mut places: Vec<String> =
        marks.map(|(id, spans, term)| format!("{id} {spans} {term}")).collect();
    places.sort();
    places.dedup();
    places
}

#[test]
fn lines_are_the_marks_of_a_search() {
    let archive = indexed();
    let queries = [
        "Crimea",
        "'Crimea OR 克里米亚 OR Крым OR القرم'",
        "'\"Black Sea\" OR (bridge w/5 Crimea)'",
        "'place:Moscow OR agency:AP OR byline:Lee'",
        "'Crim* AND headline:NATO'",
        "--all-status 'story OR ferry'",
    ];
    for query in queries {
        let hits = archive.run(&format!(
            "search --index idx {query} --limit 0 --per-article 10000 --format jsonl"
        ));
        let hits = hits.records_of("hit");
        let lines = archive.run(&format!("kwic --index idx {query} --format jsonl"));
        let lines = lines.records_of("line");
        let marks = hits.iter().flat_map(|hit| {
            let passages = hit["passages"].as_array().unwrap();
            let inner =
                passages.iter().flat_map(|passage| passage["highlights"].as_array().unwrap());
            let all = inner.chain(hit["headline_highlights"].as_array().unwrap());
            all.map(|mark| (&hit["article"]["id"], &mark["source_spans"], &mark["term"]))
        });
        let listed = lines.iter().map(|line| (&line["id"], &line["source_spans"], &line["mark"]));
        let (expected, listed) = (places(marks), places(listed));
        assert!(!expected.is_empty());
        assert_eq!(listed, expected, "{query}");
        // One line a mark: none is there twice, but for labels that repeat a word.
        assert!(lines.len() >= listed.len());
        let in_text = lines.iter().filter(|line| !line["source_spans"].is_null());
        let in_text: Vec<String> =
            in_text.map(|line| format!("{}{}", line["id"], line["bytes"])).collect();
        let mut once = in_text.clone();
        once.sort();
        once.dedup();
        assert_eq!(once.len(), in_text.len(), "{query}");
    }
}

#[test]
fn marks_stand_below_each_other() {
    let archive = indexed();
    let query = "'Crimea OR 克里米亚 OR Крым OR القرم OR ferry'";
    for width in [0, 7, 40, 200] {
        let run = archive.run(&format!("kwic --index idx {query} --width {width}"));
        assert!(run.stdout.lines().count() > 60);
        for line in run.stdout.lines() {
            let at = line.find('[').unwrap();
            assert_eq!(line[..at].width(), 12 + width, "{line}");
        }
    }
}

#[test]
fn left_mark_and_right_are_the_text_of_the_file() {
    let archive = indexed();
    let run = archive.run("kwic --index idx 'Crimea OR \"Black Sea\"' --width 50 --format jsonl");
    let lines = run.records_of("line");
    assert!(lines.len() > 50);
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    for line in &lines {
        let file = archive.read(line["id"].as_str().unwrap());
        let text = line["mark"].as_str().unwrap();
        let spans = line["source_spans"].as_array().unwrap();
        let bytes = |span: &Value| {
            let [start, end] =
                [&span[0], &span[1]].map(|at| usize::try_from(at.as_u64().unwrap()).unwrap());
            String::from_utf8(file[start..end].to_vec()).unwrap()
        };
        let marked: Vec<String> = spans.iter().map(bytes).collect();
        assert_eq!(folded(&marked.join(" ")), folded(text), "{line}");
        let whole = folded(&String::from_utf8_lossy(&file));
        let shown = ["left", "mark", "right"].map(|part| line[part].as_str().unwrap()).concat();
        // Dateline and hyphenation may be joined differently from the file.
        if !folded(&shown).contains('-') {
            assert!(whole.contains(&folded(&shown)), "{line}");
        }
    }
}

#[test]
fn sorted_lines_are_the_same_lines() {
    let archive = indexed();
    let lines = |sort: &str| {
        let run = archive.run(&format!("kwic --index idx 'Crimea OR sea' --sort {sort}"));
        run.stdout.lines().map(str::to_owned).collect::<Vec<_>>()
    };
    let sorted = |mut lines: Vec<String>| {
        lines.sort();
        lines
    };
    let by_date = lines("date");
    assert_eq!(sorted(by_date.clone()), sorted(lines("left")));
    assert_eq!(sorted(by_date.clone()), sorted(lines("right")));
    let limited = archive.run("kwic --index idx 'Crimea OR sea' --sort right --limit 7");
    let first: Vec<String> = lines("right").into_iter().take(7).collect();
    assert_eq!(limited.stdout.lines().collect::<Vec<_>>(), first);
}

#[test]
fn copies_are_shown_once() {
    let archive = Archive::of(&[
        ("a/ferry.txt", "Ferry runs\nThe ferry ran.\n"),
        ("b/ferry.txt", "Ferry runs\nThe ferry ran.\n"),
        ("c/ferry.txt", "Ferry stops\nThe ferry stopped.\n"),
    ]);
    archive.done("ingest .");
    expect![[r#"
        $ morgue kwic ferry --width 12
                                [Ferry] runs  a/ferry.txt headline ×2
                            The [ferry] ran.  a/ferry.txt ¶1 ×2
                                [Ferry] stops  c/ferry.txt headline
                            The [ferry] stopped.  c/ferry.txt ¶1
        [exit 0]

        $ morgue kwic 'ferry' --format csv
        id,date,source,headline,field,para,line,left,mark,right,copies
        a/ferry.txt,,,Ferry runs,headline,,1,,Ferry, runs,2
        a/ferry.txt,,,Ferry runs,body,1,2,The ,ferry, ran.,2
        c/ferry.txt,,,Ferry stops,headline,,1,,Ferry, stops,1
        c/ferry.txt,,,Ferry stops,body,1,2,The ,ferry, stopped.,1
        [exit 0]
    "#]]
    .assert_eq(&archive.session(&["kwic ferry --width 12", "kwic 'ferry' --format csv"]));
}

#[test]
fn concordances_for_people_and_tables() {
    let archive = indexed();
    expect![[r#"
        $ morgue kwic --index idx '"Black Sea Fleet"' --width 30
        2009-01-08                       Russia's [Black Sea Fleet], whose base in Crimea is  corpus/harbour-courier/2009/01/08/gas-row.txt ¶5
        2014-03-16                       Russia's [Black Sea Fleet], which rents its berths in  corpus/wire/ap/2014-03-16-crimea-referendum.txt ¶7
        2014-04-18       Shoigu also promised the [Black Sea Fleet], long starved of new ships,  corpus/wire/reuters/2014/20140418-shoigu-drills.txt ¶8
        2015-11-17        Moskva, flagship of the [Black Sea Fleet], is to cover the air base at  corpus/wire/tass/2015/shoigu-syria-hmeimim.txt ¶3
        2016-05-11   housing for the crews of the [Black Sea Fleet] in Sevastopol was on  corpus/wire/tass/2016/shoigu-arctic-brigade.txt ¶5
        2022-04-15                Flagship of the [Black Sea Fleet] goes to the bottom  corpus/harbour-courier/2022/04/15/moskva-sinks.txt headline
        2022-04-15      Moskva, pride of Russia's [Black Sea Fleet], sank on Thursday evening  corpus/harbour-courier/2022/04/15/moskva-sinks.txt ¶1
        [exit 0]

        $ morgue kwic --index idx sanctions --sort right --limit 12
        2014-03-19     to absorb Crimea as West weighs more [sanctions]  corpus/chinadaily-usa/2014/03/19/crimea-treaty.txt headline
        2018-07-08     the contract have all been put under [sanctions].  corpus/harbour-courier/2018/07/08/bridge-feature.txt ¶3
        2022-04-28     divided over whether this breaks the [sanctions].  corpus/market-herald/2022/04/28/gazprom-poland.txt ¶5
        2022-04-28        the hardest answer yet to Western [sanctions] and a warning to customers further  corpus/market-herald/2022/04/28/gazprom-poland.txt ¶2
        2022-07-22      and fertiliser, which are not under [sanctions] but which banks and insurers are  corpus/wire/reuters/2022/20220722-grain-deal.txt ¶7
        2014-12-17  the day. Oil below $60 a barrel and the [sanctions] imposed after the annexation of Crimea  corpus/harbour-courier/2014/12/17/ruble-night.txt ¶2
        2015-08-12                                          [Sanctions] keep the cruise ships away  corpus/harbour-courier/2015/08/12/crimea-tourism.txt headline
        2018-05-15     took part in the construction on its [sanctions] list.  corpus/wire/xinhua/2018/05/crimea-bridge-opens.txt ¶6
        2014-07-30         for oil technology, its toughest [sanctions] so far over the conflict in Ukraine.  corpus/market-herald/2014/07/30/eu-sanctions.txt ¶1
        2016-12-16                         Japan joined the [sanctions] that the Group of Seven imposed over  corpus/wire/kyodo/2016-12-16-islands.txt ¶5
        2015-08-12            or four other ports under the [sanctions] the European Union adopted last  corpus/harbour-courier/2015/08/12/crimea-tourism.txt ¶3
        [exit 0]

        $ morgue kwic --index idx sanctions --sort left --limit 12
        2015-08-12                                          [Sanctions] keep the cruise ships away  corpus/harbour-courier/2015/08/12/crimea-tourism.txt headline
        2018-05-15     took part in the construction on its [sanctions] list.  corpus/wire/xinhua/2018/05/crimea-bridge-opens.txt ¶6
        2014-03-19     to absorb Crimea as West weighs more [sanctions]  corpus/chinadaily-usa/2014/03/19/crimea-treaty.txt headline
        2014-12-17  the day. Oil below $60 a barrel and the [sanctions] imposed after the annexation of Crimea  corpus/harbour-courier/2014/12/17/ruble-night.txt ¶2
        2022-04-28     divided over whether this breaks the [sanctions].  corpus/market-herald/2022/04/28/gazprom-poland.txt ¶5
        2016-12-16                         Japan joined the [sanctions] that the Group of Seven imposed over  corpus/wire/kyodo/2016-12-16-islands.txt ¶5
        2015-08-12            or four other ports under the [sanctions] the European Union adopted last  corpus/harbour-courier/2015/08/12/crimea-tourism.txt ¶3
        2014-07-30         for oil technology, its toughest [sanctions] so far over the conflict in Ukraine.  corpus/market-herald/2014/07/30/eu-sanctions.txt ¶1
        2022-07-22      and fertiliser, which are not under [sanctions] but which banks and insurers are  corpus/wire/reuters/2022/20220722-grain-deal.txt ¶7
        2018-07-08     the contract have all been put under [sanctions].  corpus/harbour-courier/2018/07/08/bridge-feature.txt ¶3
        2022-04-28        the hardest answer yet to Western [sanctions] and a warning to customers further  corpus/market-herald/2022/04/28/gazprom-poland.txt ¶2
        [exit 0]

        $ morgue kwic --index idx '克里米亚 OR Крым OR القرم' --width 24
        2012-07-09    стране. К полуострову [Крым] город, названный в  corpus/yenisei-vestnik/2012/07/09/krymsk-potop.txt ¶4
        2014-03-18             普京签署条约 [克里米亚]加入俄罗斯联邦  corpus/wire/xinhua-zh/2014/kelimiya.txt headline
        2014-03-18  统普京18日在克里姆林宫与[克里米亚]及塞瓦斯托波尔代表签署条  corpus/wire/xinhua-zh/2014/kelimiya.txt ¶1
        2014-03-18  瓦斯托波尔代表签署条约，[克里米亚]和塞瓦斯托波尔以联邦主体  corpus/wire/xinhua-zh/2014/kelimiya.txt ¶1
        2014-03-18  天对议会两院发表讲话说，[克里米亚]的历史与俄罗斯密不可分。  corpus/wire/xinhua-zh/2014/kelimiya.txt ¶2
        2014-04-02    ترتفع مع استمرار أزمة [القرم]  corpus/al-marfa-ar/2014/alqamh.txt headline
        2014-04-02    مخاوف من أن تؤدي أزمة [القرم] إلى تعطيل الصادرات من  corpus/al-marfa-ar/2014/alqamh.txt ¶1
        2014-07-26          после вхождения [Крыма] в состав России отпала  corpus/wire/ria/2014/sevastopol-flot.txt ¶3
        2014-11-18              今年以来，受[克里米亚]局势影响，俄罗斯与北约的  corpus/wire/chinanews/2014/mosike-shaoyigu.txt ¶3
        2015-03-04  причальных сооружений в [Крыму] в удовлетворительном  corpus/wire/ria/2015/shoygu-novorossiysk.txt ¶2
        2018-05-15       пролив, связавшего [Крым] с Краснодарским краем,  corpus/wire/tass-ru/2018/krymskiy-most.txt ¶1
        [exit 0]

        $ morgue kwic --index idx 'place:Moscow' --limit 3 --color always
        1986-05-06                                          [1;33mMOSCOW[0m  corpus/wire/upi/1986/chernobyl-evacuation.txt place
        1991-08-21                                          [1;33mMOSCOW[0m  corpus/wire/anpa/1991/coup-kryuchkov.txt place
        2014-04-18                                          [1;33mMOSCOW[0m  corpus/wire/reuters/2014/20140418-shoigu-drills.txt place
        ! note: there are more lines; `--limit 0` shows all
        [exit 0]

        $ morgue kwic --index idx 'bridge w/5 Crimea' --limit 2 --format tsv
        id	date	source	headline	field	para	line	left	mark	right	copies
        corpus/wire/xinhua/2018/05/crimea-bridge-opens.txt	2018-05-15		Road bridge linking Crimea with Russian mainland opens	headline		1	Road 	bridge	 linking Crimea with Russian mainland	1
        corpus/wire/xinhua/2018/05/crimea-bridge-opens.txt	2018-05-15		Road bridge linking Crimea with Russian mainland opens	headline		1	Road bridge linking 	Crimea	 with Russian mainland opens	1
        ! note: there are more lines; `--limit 0` shows all
        [exit 0]

        $ morgue kwic --index idx 'headline:Sputnik' --format json
        {"rows":[],"end":{"format":"morgue.kwic/1","type":"end","articles_total":0,"lines_shown":0,"truncated":false,"read_as":"headline:Sputnik","notes":[],"repairs":[],"generation":1}}
        [exit 1]

        $ morgue kwic --index idx Nosuchword
        ! note[W3]: `Nosuchword` occurs nowhere in this archive
        [exit 1]

        $ morgue kwic --index idx 'date:2014'
        ! note: 29 articles found, but the query marks no word in them
        [exit 1]

        $ morgue kwic --index idx 'a AND'
        ! error[Q08]: `AND` has nothing on its right side
        !   | a AND
        !   |   ^^^
        ! help: add a word there, or write "AND" to search for it
        [exit 2]
    "#]].assert_eq(&archive.session(&[
        "kwic --index idx '\"Black Sea Fleet\"' --width 30",
        "kwic --index idx sanctions --sort right --limit 12",
        "kwic --index idx sanctions --sort left --limit 12",
        "kwic --index idx '克里米亚 OR Крым OR القرم' --width 24",
        "kwic --index idx 'place:Moscow' --limit 3 --color always",
        "kwic --index idx 'bridge w/5 Crimea' --limit 2 --format tsv",
        "kwic --index idx 'headline:Sputnik' --format json",
        "kwic --index idx Nosuchword",
        "kwic --index idx 'date:2014'",
        "kwic --index idx 'a AND'",
    ]));
}
