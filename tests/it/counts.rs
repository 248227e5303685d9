//! Facets, timelines and words: numbers that agree with `count`, exactly.

use expect_test::expect;
use morgue::engine::{Engine, LocalEngine};
use serde_json::Value;

use super::archive::Archive;

/// `corpus/` with articles of every kind of date, after some of it was
/// replaced and removed, and an index of it made at once.
fn changed() -> Archive {
    let archive = Archive::with_corpus();
    archive
        .write("corpus/added/month.txt", "Ferry runs\nThe ferry ran.\n(Harbour Gazette 1943-07)\n");
    archive.write("corpus/added/bare.txt", "Ferry stops\nThe ferry stopped at =SUM(1).\n");
    archive.done("ingest corpus --index idx");
    let files = archive.files("corpus");
    let texts: Vec<&String> =
        files.iter().filter(|file| *file != "morgue.toml" && !file.starts_with('.')).collect();
    for (number, file) in texts.into_iter().enumerate() {
        let path = format!("corpus/{file}");
        match number % 7 {
            0 => archive.remove(&path),
            1 => {
                let mut text = archive.read(&path);
                text.extend(b"\nA last paragraph about the ferry to Crimea.\n");
                archive.write(&path, text);
            }
            _ => {}
        }
    }
    archive.done("ingest corpus --index idx");
    archive.done("ingest corpus --index fresh --threads 1");
    archive
}

/// The numbers that `count` gives for queries.
fn counts(archive: &Archive, options: &str, queries: &[String]) -> Vec<u64> {
    let command = format!("count --index idx --lenient {options} -f -");
    let run = archive.run_fed(&command, (queries.join("\n") + "\n").as_bytes());
    let counts: Vec<u64> = run.stdout.lines().map(|line| line.parse().unwrap()).collect();
    assert_eq!(counts.len(), queries.len(), "{}", run.stderr);
    counts
}

fn number(record: &Value, name: &str) -> u64 {
    record[name].as_u64().unwrap()
}

#[test]
fn facets_agree_with_counts() {
    let archive = changed();
    let queries = [("*", ""), ("Crimea", ""), ("(ferry OR grain)", "--all-status")];
    for (words, options) in queries {
        let query = format!("'{words}' {options}");
        for by in ["source", "agency", "place", "section", "language", "year", "byline", "status"] {
            let run = archive.run(&format!("facets --index idx {query} --by {by} --format jsonl"));
            let values = run.records_of("value");
            let end = run.records_of("end").remove(0);
            let filtered = |value: &Value| {
                let filter = value["filter"].as_str()?;
                Some((format!("{words} AND {filter}"), number(value, "articles")))
            };
            let (queries, articles): (Vec<String>, Vec<u64>) =
                values.iter().filter_map(filtered).unzip();
            if queries.is_empty() {
                assert_eq!(by, "section", "{}", run.snapshot());
                continue;
            }
            let found = counts(&archive, options, &queries);
            let wrong = queries.iter().zip(articles.iter().zip(&found));
            let exact = matches!(by, "language" | "year" | "status");
            let wrong: Vec<_> = wrong
                .filter(|(_, (listed, found))| if exact { listed != found } else { listed > found })
                .collect();
            assert!(wrong.is_empty(), "{query} by {by}: {wrong:?}");
            let total = number(&end, "articles_total");
            let sum: u64 = values.iter().map(|value| number(value, "articles")).sum();
            assert!(sum >= total, "{query} by {by}");
            if exact || by == "source" {
                assert_eq!(sum, total, "{query} by {by}");
            }
        }
    }
}

#[test]
fn timelines_agree_with_counts() {
    let archive = changed();
    for query in ["*", "Crimea", "ferry"] {
        for by in ["year", "month", "day"] {
            let run =
                archive.run(&format!("timeline --index idx {query} --by {by} --format jsonl"));
            let periods = run.records_of("period");
            let end = run.records_of("end").remove(0);
            let sum: u64 = periods.iter().map(|period| number(period, "articles")).sum();
            let left_out = number(&end, "undated") + number(&end, "coarser");
            assert_eq!(sum + left_out, number(&end, "articles_total"), "{query} by {by}");
            let asked: Vec<&Value> = periods
                .iter()
                .enumerate()
                .filter(|(n, _)| n % 97 == 0 || by != "day")
                .map(|p| p.1)
                .collect();
            let period = |period: &Value| period["period"].as_str().unwrap().to_owned();
            let queries = asked.iter().flat_map(|row| {
                let date = period(row);
                [format!("{query} AND date:{date}"), format!("* AND date:{date}")]
            });
            let found = counts(&archive, "", &queries.collect::<Vec<_>>());
            let listed =
                asked.iter().flat_map(|row| [number(row, "articles"), number(row, "archive")]);
            assert_eq!(listed.collect::<Vec<_>>(), found, "{query} by {by}");
            let names: Vec<String> = periods.iter().map(period).collect();
            assert!(names.is_sorted() && names.len() > 5, "{query} by {by}");
        }
    }
}

#[test]
fn words_agree_with_counts() {
    let archive = changed();
    for word in ["c", "'*ing'", "Shoigu~2", "克", "1", "=the", "'re:/[a-e]{2,3}/'", "ш"] {
        let run = archive.run(&format!("terms --index idx {word} --format jsonl"));
        let terms = run.records_of("term");
        assert!(!terms.is_empty(), "{word}");
        let queries = terms.iter().map(|term| format!("={}", term["term"].as_str().unwrap()));
        let queries: Vec<String> = queries.collect();
        let articles: Vec<u64> = terms.iter().map(|term| number(term, "articles")).collect();
        let found = counts(&archive, "", &queries);
        let listed = queries.iter().zip(articles);
        assert_eq!(listed.collect::<Vec<_>>(), queries.iter().zip(found).collect::<Vec<_>>());
        let names: Vec<&str> = terms.iter().map(|term| term["term"].as_str().unwrap()).collect();
        assert!(names.is_sorted());
        for (query, term) in queries.iter().zip(&terms).step_by(60) {
            let lines = archive.run(&format!("kwic --index idx '{query}' --format jsonl"));
            let lines = lines.records_of("line");
            let marks: u64 = lines.iter().map(|line| number(line, "copies")).sum();
            assert_eq!(marks, number(term, "occurrences"), "{query}");
        }
    }
}

#[test]
fn an_index_that_was_changed_answers_as_a_new_one() {
    let archive = changed();
    let commands = [
        "facets '*' --by source",
        "facets Crimea --by place",
        "timeline '*' --by month --per 1000",
        "terms",
        "terms --sort occurrences --limit 50 --all-status",
        "kwic 'Crimea OR ferry'",
        "kwic 'Crimea OR ferry' --sort left",
    ];
    for command in commands {
        let old = archive.run(&format!("{command} --index idx --format csv"));
        let new = archive.run(&format!("{command} --index fresh --format csv"));
        assert_eq!(old.stdout, new.stdout, "{command}");
        assert!(old.stdout.lines().count() > 5, "{command}");
    }
    let export = |index: &str| archive.run(&format!("export '*' --index {index}")).stdout;
    assert_eq!(export("idx"), export("fresh"));
}

#[test]
fn words_of_withdrawn_articles_count_only_if_asked_for() {
    let archive = Archive::of(&[
        ("a.txt", "Ferry runs\nThe ferry ran on Monday.\n"),
        (
            "b.txt",
            "r i BC-KILL-Ferry 06-12 0097\nMANDATORY KILL\n\nEDITORS: The ferry did not sink.\n\nPlease kill the story of the ferry.\n",
        ),
    ]);
    archive.done("ingest .");
    expect![[r#"
        $ morgue facets '*' --by status --all-status
        1  kill
        1  ok
        [exit 0]

        $ morgue terms ferry
        articles  occurrences  term
               1            2  ferry
        [exit 0]

        $ morgue terms ferry --all-status
        articles  occurrences  term
               2            4  ferry
        [exit 0]

        $ morgue terms sink
        [exit 1]

        $ morgue timeline '*'
        ! note: 1 article without a date left out
        [exit 0]
    "#]]
    .assert_eq(&archive.session(&[
        "facets '*' --by status --all-status",
        "terms ferry",
        "terms ferry --all-status",
        "terms sink",
        "timeline '*'",
    ]));
}

#[test]
fn facets_for_people_and_tables() {
    let archive = Archive::with_corpus();
    archive.done("ingest corpus --index idx");
    expect![[r#"
        $ morgue facets --index idx Crimea --by source
        11  The Harbour Courier
         4  Kyiv Ledger
         3  China Daily USA
         1  China Daily European Weekly
         1  Lakeside Tribune
         1  The Market Herald
        18  (none)
        [exit 0]

        $ morgue facets --index idx 'date:2014' --by place --limit 5
         1  ABOARD THE CAPE MAUD
         1  Belo Horizonte
         1  Brasil
         1  Brüssel
         1  Crimea
        12  (none)
        ! note: there are more values; `--limit 0` shows all
        [exit 0]

        $ morgue facets --index idx '*' --by language --format csv
        by,value,articles,filter
        language,en,82,lang:en
        language,ru,6,lang:ru
        language,uk,4,lang:uk
        language,zh,4,lang:zh
        language,de,3,lang:de
        language,fr,3,lang:fr
        language,ar,2,lang:ar
        language,es,2,lang:es
        language,ja,2,lang:ja
        [exit 0]

        $ morgue facets --index idx NATO --by agency --format tsv
        by	value	articles	filter
        agency	Reuters	3	agency:"Reuters"
        agency	AFP	1	agency:"AFP"
        agency	AP	1	agency:"AP"
        agency	Xinhua	1	agency:"Xinhua"
        agency		2
        [exit 0]

        $ morgue facets --index idx NATO --by byline --limit 2 --format json
        {"rows":[{"format":"morgue.facet/1","type":"value","by":"byline","value":"Ann Lee","articles":2,"filter":"byline:\"Ann Lee\""},{"format":"morgue.facet/1","type":"value","by":"byline","value":"Bo Li","articles":1,"filter":"byline:\"Bo Li\""},{"format":"morgue.facet/1","type":"value","by":"byline","value":null,"articles":4,"filter":null}],"end":{"format":"morgue.facet/1","type":"end","by":"byline","articles_total":6,"values_total":2,"truncated":false,"read_as":"NATO","notes":[],"repairs":[],"generation":1}}
        [exit 0]

        $ morgue facets --index idx Nosuchword --by year
        ! note[W3]: `Nosuchword` occurs nowhere in this archive
        [exit 1]

        $ morgue facets --index idx 'a AND' --by year
        ! error[Q08]: `AND` has nothing on its right side
        !   | a AND
        !   |   ^^^
        ! help: add a word there, or write "AND" to search for it
        [exit 2]

        $ morgue facets --index idx Crimea --by colour
        ! error: invalid value 'colour' for '--by <FACET>'
        !   [possible values: source, agency, place, section, language, year, byline, status]
        !
        ! For more information, try '--help'.
        [exit 2]
    "#]].assert_eq(&archive.session(&[
        "facets --index idx Crimea --by source",
        "facets --index idx 'date:2014' --by place --limit 5",
        "facets --index idx '*' --by language --format csv",
        "facets --index idx NATO --by agency --format tsv",
        "facets --index idx NATO --by byline --limit 2 --format json",
        "facets --index idx Nosuchword --by year",
        "facets --index idx 'a AND' --by year",
        "facets --index idx Crimea --by colour",
    ]));
}

#[test]
fn timelines_for_people_and_tables() {
    let archive = Archive::with_corpus();
    archive.done("ingest corpus --index idx");
    expect![[r#"
        $ morgue timeline --index idx 'Crimea date:2012..2018'
        2013   2  ████████████▉
        2014  14  ██████████████████████████████████████████████████████████████████████████████████████████
        2015   3  ███████████████████▎
        2016   2  ████████████▉
        2017   2  ████████████▉
        2018   4  █████████████████████████▊
        [exit 0]

        $ morgue timeline --index idx 'Crimea date:2014' --by month --per 1000 --width 60
        2014-03   500.0  4 of 8  █████████████████▌
        2014-04   666.7  2 of 3  ███████████████████████▍
        2014-05   666.7  2 of 3  ███████████████████████▍
        2014-06     0.0  0 of 1
        2014-07   600.0  3 of 5  █████████████████████
        2014-08       -  0 of 0
        2014-09   500.0  1 of 2  █████████████████▌
        2014-10     0.0  0 of 2
        2014-11     0.0  0 of 3
        2014-12  1000.0  2 of 2  ███████████████████████████████████
        [exit 0]

        $ morgue timeline --index idx 'Shoigu date:2014-03..2014-04' --by day --format csv
        period,articles,archive,rate
        2014-03-19,1,1,
        2014-03-20,0,0,
        2014-03-21,0,1,
        2014-03-22,0,0,
        2014-03-23,0,0,
        2014-03-24,0,0,
        2014-03-25,0,1,
        2014-03-26,0,0,
        2014-03-27,0,1,
        2014-03-28,0,0,
        2014-03-29,0,0,
        2014-03-30,0,0,
        2014-03-31,0,0,
        2014-04-01,0,0,
        2014-04-02,1,2,
        2014-04-03,0,0,
        2014-04-04,0,0,
        2014-04-05,0,0,
        2014-04-06,0,0,
        2014-04-07,0,0,
        2014-04-08,0,0,
        2014-04-09,0,0,
        2014-04-10,0,0,
        2014-04-11,0,0,
        2014-04-12,0,0,
        2014-04-13,0,0,
        2014-04-14,0,0,
        2014-04-15,0,0,
        2014-04-16,0,0,
        2014-04-17,0,0,
        2014-04-18,1,1,
        [exit 0]

        $ morgue timeline --index idx 'date:2020..2021' --per 100 --format tsv
        period	articles	archive	rate
        2020	2	2	100
        2021	4	4	100
        [exit 0]

        $ morgue timeline --index idx Tereshkova --format json
        {"rows":[{"format":"morgue.timeline/1","type":"period","period":"1963","articles":1,"archive":4,"rate":null}],"end":{"format":"morgue.timeline/1","type":"end","by":"year","per":null,"articles_total":1,"undated":0,"coarser":0,"read_as":"Tereshkova","notes":[],"repairs":[],"generation":1}}
        [exit 0]

        $ morgue timeline --index idx Nosuchword
        ! note[W3]: `Nosuchword` occurs nowhere in this archive
        [exit 1]

        $ morgue timeline --index idx ferry --svg nowhere/chart.svg
        ! morgue: cannot write the chart `nowhere/chart.svg`: No such file or directory (os error 2)
        ! hint: name a file in a folder that can be written
        [exit 2]

        $ morgue timeline --index idx ferry --per 0
        ! error: invalid value '0' for '--per <N>': number would be zero for non-zero type
        !
        ! For more information, try '--help'.
        [exit 2]
    "#]].assert_eq(&archive.session(&[
        "timeline --index idx 'Crimea date:2012..2018'",
        "timeline --index idx 'Crimea date:2014' --by month --per 1000 --width 60",
        "timeline --index idx 'Shoigu date:2014-03..2014-04' --by day --format csv",
        "timeline --index idx 'date:2020..2021' --per 100 --format tsv",
        "timeline --index idx Tereshkova --format json",
        "timeline --index idx Nosuchword",
        "timeline --index idx ferry --svg nowhere/chart.svg",
        "timeline --index idx ferry --per 0",
    ]));
}

#[test]
fn words_for_people_and_tables() {
    let archive = Archive::with_corpus();
    archive.done("ingest corpus --index idx");
    expect![[r#"
        $ morgue terms --index idx crim
        articles  occurrences  term
               2            2  crime
              38           54  crimea
               1            1  crimeabridge
              14           19  crimean
               2            2  crimeans
               1            1  crimeasanatoriums
               1            2  crimee
        [exit 0]

        $ morgue terms --index idx '*ction' --sort articles --limit 4
        articles  occurrences  term
               3            3  direction
               2            3  construction
               2            2  correction
               2            2  election
        ! note: there are more words; `--limit 0` shows all
        [exit 0]

        $ morgue terms --index idx Shoygu~1 --format jsonl
        {"format":"morgue.term/1","type":"term","term":"shoigu","articles":14,"occurrences":30}
        {"format":"morgue.term/1","type":"end","terms_total":1,"truncated":false,"read_as":"Shoygu~1","notes":[],"repairs":[],"generation":1}
        [exit 0]

        $ morgue terms --index idx 'Détent' --format csv
        term,articles,occurrences
        detente,2,3
        [exit 0]

        $ morgue terms --index idx place:mo --format tsv
        term	articles	occurrences
        moscow	7	7
        [exit 0]

        $ morgue terms --index idx xyzzy
        [exit 1]

        $ morgue terms --index idx 'two words'
        ! morgue: `two words` is not one word or pattern
        ! hint: write the beginning of a word, or something like `wom?n`, `*gate`, `Shoigu~1`, `re:/…/`, `place:Mosc`
        [exit 2]

        $ morgue terms --index idx headline:cri
        ! morgue: `headline:cri` is not one word or pattern
        ! hint: write the beginning of a word, or something like `wom?n`, `*gate`, `Shoigu~1`, `re:/…/`, `place:Mosc`
        [exit 2]

        $ morgue terms --index idx 're:/(/'
        ! error[Q26]: `(` cannot be used: unclosed group
        !   | re:/(/
        !   | ^^^^^^
        ! help: write a simpler pattern, for one word
        [exit 2]
    "#]].assert_eq(&archive.session(&[
        "terms --index idx crim",
        "terms --index idx '*ction' --sort articles --limit 4",
        "terms --index idx Shoygu~1 --format jsonl",
        "terms --index idx 'Détent' --format csv",
        "terms --index idx place:mo --format tsv",
        "terms --index idx xyzzy",
        "terms --index idx 'two words'",
        "terms --index idx headline:cri",
        "terms --index idx 're:/(/'",
    ]));
}

#[test]
fn a_chart() {
    let archive = Archive::with_corpus();
    archive.done("ingest corpus --index idx");
    archive.done("timeline --index idx 'Crimea date:2014 <AT&T>' --any --by month --svg chart.svg");
    let chart = String::from_utf8(archive.read("chart.svg")).unwrap();
    expect![[r##"
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 320" width="960" height="320" font-family="sans-serif" font-size="12">
        <title>Crimea date:2014 &lt;AT&amp;T&gt;</title>
        <rect width="960" height="320" fill="#fff"/>
        <text x="64" y="24" font-size="15">Crimea date:2014 &lt;AT&amp;T&gt;</text>
        <text x="944" y="24" text-anchor="end" fill="#555">articles by month</text>
        <line x1="64" x2="944" y1="284" y2="284" stroke="#ccc"/><text x="56" y="288" text-anchor="end" fill="#555">0</text>
        <line x1="64" x2="944" y1="162" y2="162" stroke="#ccc"/><text x="56" y="166" text-anchor="end" fill="#555">2</text>
        <line x1="64" x2="944" y1="40" y2="40" stroke="#ccc"/><text x="56" y="44" text-anchor="end" fill="#555">4</text>
        <rect x="72.8" y="40" width="70.4" height="244" fill="#26547c"><title>2014-03: 4 of 8</title></rect>
        <text x="108" y="304" text-anchor="middle">2014-03</text>
        <rect x="160.8" y="162" width="70.4" height="122" fill="#26547c"><title>2014-04: 2 of 3</title></rect>
        <rect x="248.8" y="162" width="70.4" height="122" fill="#26547c"><title>2014-05: 2 of 3</title></rect>
        <text x="284" y="304" text-anchor="middle">2014-05</text>
        <rect x="424.8" y="101" width="70.4" height="183" fill="#26547c"><title>2014-07: 3 of 5</title></rect>
        <text x="460" y="304" text-anchor="middle">2014-07</text>
        <rect x="600.8" y="223" width="70.4" height="61" fill="#26547c"><title>2014-09: 1 of 2</title></rect>
        <text x="636" y="304" text-anchor="middle">2014-09</text>
        <text x="812" y="304" text-anchor="middle">2014-11</text>
        <rect x="864.8" y="162" width="70.4" height="122" fill="#26547c"><title>2014-12: 2 of 2</title></rect>
        </svg>
    "##]].assert_eq(&chart);
}

/// Passages are weighed by the number of articles.
#[test]
fn files_without_an_article_are_none_however_often_they_change() {
    let archive = Archive::of(&[("a.txt", "Ferry runs\nThe ferry ran on Monday.\n")]);
    for number in 0..20 {
        archive.write(&format!("empty{number}.txt"), "");
    }
    archive.done("ingest . --index idx --threads 1");
    // So few are replaced that what is left of them stays in its segment.
    archive.write("empty3.txt", " ");
    archive.write("empty5.txt", " ");
    archive.done("ingest . --index idx --threads 1");
    let engine = LocalEngine::open(&[archive.root().join("idx")]).unwrap();
    assert_eq!(engine.article_count(), 1);
}
