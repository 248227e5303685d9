//! The same output for any number of threads and segments, and after reopening;
//! and to the end of long lists.

use std::fmt::Write;

use super::archive::Archive;

/// Words of `corpus/`: rare and frequent ones, names, figures, several scripts.
const WORDS: &[&str] = &[
    "Crimea",
    "the",
    "NATO",
    "grain",
    "harvest",
    "bridge",
    "Shoigu",
    "sanctions",
    "gas",
    "port",
    "treaty",
    "officials",
    "Moscow",
    "war",
    "of",
    "said",
    "Шойгу",
    "克里米亚",
    "2014",
    "ships",
];

/// Two hundred queries of all kinds.
fn queries() -> String {
    let mut lines = String::new();
    for number in 0..200 {
        let word = |step: usize| WORDS[(number * 7 + step * 3 + number / 20) % WORDS.len()];
        let (a, b, c, d) = (word(0), word(1), word(2), word(3));
        let query = match number % 20 {
            0 => a.to_owned(),
            1 => format!("{a} {b}"),
            2 => format!("{a} OR {b} OR {c} OR {d}"),
            3 => format!("{a} AND ({b} OR {c})"),
            4 => format!("({a} OR {b}) AND ({c} OR {d} OR said)"),
            5 => format!("{a} w/8 {b}"),
            6 => format!("({a} w/p {b}) OR {c} OR {d}"),
            7 => format!("\"{a} {b}\" OR {c}"),
            8 => format!("(the AND of AND said) NOT {a}"),
            9 => format!("headline:{a} OR {b} OR lead:{c}"),
            10 => "ship* OR sanction* OR gra?n".to_owned(),
            11 => format!("{a}^3 OR {b}^0.5 OR {c}"),
            12 => format!("({a} OR {b}) AND date:2014"),
            13 => format!("lang:en AND ({a} OR {b} OR {c})"),
            14 => "*".to_owned(),
            15 => format!("Crmea~1 OR Shoygu~1 OR {a} OR {b}"),
            16 => format!("atleast2({a}) OR {b}"),
            17 => format!("dateline:{a} OR agency:AP OR {b} OR {c}"),
            18 => format!("\"{a} {b} {c}\"~6 OR {d}"),
            _ => format!("{a} NOT w/5 {b}"),
        };
        writeln!(lines, "q{number}\t{query}").unwrap();
    }
    lines
}

#[test]
fn output_does_not_depend_on_threads_or_segments() {
    let archive = Archive::with_corpus();
    archive.write("queries.tsv", queries());
    archive.done("ingest corpus --index one --threads 1");
    archive.done("ingest corpus --index many --threads 3");
    let segments = |index: &str| {
        let status = archive.run(&format!("status --index {index} --format json")).records();
        status[0]["segments"].as_u64().unwrap()
    };
    assert_eq!(segments("one"), 1);
    assert!(segments("many") > 1);
    let search = |index: &str, options: &str| {
        let command = format!("search --index {index} -f queries.tsv {options}");
        let run = archive.run(&command);
        assert_eq!(run.code, Some(0), "{}", run.stderr);
        run.stdout
    };
    let jsonl = |index: &str, threads: usize| {
        search(index, &format!("--format jsonl --limit 7 --threads {threads}"))
    };
    let expected = jsonl("one", 1);
    let hits = expected.lines().filter(|line| line.contains("\"type\":\"hit\"")).count();
    assert!(hits > 800, "{hits}");
    same(&expected, &jsonl("one", 2), "two threads");
    same(&expected, &jsonl("many", 2), "many segments");
    same(&expected, &jsonl("many", 1), "many segments, reopened");
    let all = "--format trec --limit 0 --any --sort newest";
    same(&search("one", all), &search("many", all), "all hits, newest first");
}

#[track_caller]
fn same(expected: &str, other: &str, what: &str) {
    let differ = expected.lines().zip(other.lines()).find(|(a, b)| a != b);
    assert!(differ.is_none(), "{what}: {differ:#?}");
    assert_eq!(expected.len(), other.len(), "{what}");
}

/// Which of three words is the rarest differs between the two segments, so
/// that their scores are added in another order. Articles beyond those that
/// are scored again show what comes of it.
#[test]
fn the_order_of_addition_does_not_show() {
    let archive = Archive::new();
    let sentence = |word: &str| format!("They said that the {word} of the port was seen. ");
    let write = |half: &str, frequent: [&str; 2]| {
        for number in 0..300_usize {
            let mut text = format!("Report {number} of the {half}\n");
            for (word, times) in [("anchor", 5), ("barge", 7), ("canal", 3)] {
                text.push_str(&sentence(word).repeat(1 + number % times));
            }
            text.push_str(&"It was said again by the others. ".repeat(number / 9));
            archive.write(&format!("news/{half}/{number}.txt"), text + "\n");
        }
        for number in 0..90 {
            let words = frequent.iter().filter(|word| number < 40 || **word == frequent[0]);
            let text: String = words.map(|word| sentence(word)).collect();
            archive.write(&format!("news/{half}/more{number}.txt"), format!("More\n{text}\n"));
        }
    };
    write("left", ["anchor", "canal"]);
    archive.done("ingest news --index two --threads 1");
    write("right", ["barge", "anchor"]);
    archive.done("ingest news --index two --threads 1");
    archive.done("ingest news --index one --threads 1");
    let queries = [
        "anchor AND barge AND canal",
        "seen AND (anchor OR more) AND barge AND canal^2",
        "(anchor OR more OR barge) AND (canal OR left OR right)",
        "anchor OR barge OR canal OR seen OR harbour",
    ];
    for query in queries {
        let search = |index: &str, limit: usize| {
            let options = format!("--format trec --limit {limit}");
            archive.run(&format!("search --index {index} {options} '{query}'")).stdout
        };
        let expected = search("one", 0);
        assert!(expected.lines().count() >= 600, "{query}");
        same(&expected, &search("two", 0), query);
        let first: Vec<&str> = expected.lines().take(7).collect();
        assert_eq!(search("two", 7).lines().collect::<Vec<_>>(), first);
    }
}

/// Of a long list only the first are scored with all there is to say for them.
#[test]
fn scores_do_not_rise_down_a_long_list() {
    let archive = Archive::new();
    for number in 0..260 {
        let compound = ["half-brother", "halfbrother", "half brother"][number % 3];
        let (before, times) = ("quay ".repeat(number % 17), 1 + number % 4);
        let text = format!(
            "Notice {number}\n{before}{}and a brother\n",
            format!("{compound} ").repeat(times)
        );
        archive.write(&format!("news/{number}.txt"), text);
    }
    archive.done("ingest news");
    for query in
        ["half-brother", "'half-brother quay'", "--any 'half-brother quay'", "'2-15 OR quay'"]
    {
        let run =
            archive.run(&format!("search --index news/.morgue --limit 0 --format trec {query}"));
        let rows: Vec<Vec<&str>> =
            run.stdout.lines().map(|line| line.split(' ').collect()).collect();
        assert!(rows.len() > 150, "{}", run.snapshot());
        let scores: Vec<f64> = rows.iter().map(|row| row[4].parse().unwrap()).collect();
        assert!(scores.is_sorted_by(|a, b| a >= b), "{query}: {scores:?}");
        let first = archive.run(&format!("search --index news/.morgue --format trec {query}"));
        assert!(run.stdout.starts_with(&first.stdout), "{query}");
    }
}

/// Words are gone through in windows of some thousand articles.
#[test]
fn words_are_counted_and_ranked_to_the_end_of_a_long_list() {
    const BEST: usize = 8123;
    let holds = |number: usize, step: usize| number.is_multiple_of(step) || number == BEST;
    let words = [("quay", 2), ("crane", 3), ("pilot", 5)];
    let mut records = String::new();
    for number in 0..9000 {
        let mut text = format!("Entry {number} of the log.");
        for (word, step) in words.into_iter().filter(|(_, step)| holds(number, *step)) {
            let times = if number == BEST { 6 } else { 1 + number % step };
            text += &format!(" {word}").repeat(times);
        }
        if number % 2 == 1 {
            text += &" berth".repeat(1 + number % 7);
        }
        writeln!(records, r#"{{"id": "{number}", "title": "Log {number}", "text": "{text}"}}"#)
            .unwrap();
    }
    let archive = Archive::new();
    archive.write("logs/log.jsonl", records);
    archive.done("ingest logs --index idx --threads 1");
    let any = |steps: &[usize]| {
        let numbers = 0..9000_usize;
        let held = numbers.filter(|number| steps.iter().any(|step| holds(*number, *step)));
        u64::try_from(held.count()).unwrap()
    };
    let all = |steps: &[usize]| {
        let numbers = 0..9000_usize;
        let held = numbers.filter(|number| steps.iter().all(|step| holds(*number, *step)));
        u64::try_from(held.count()).unwrap()
    };
    let queries = [
        ("quay", any(&[2])),
        ("crane OR quay", any(&[2, 3])),
        ("quay OR crane OR pilot", any(&[2, 3, 5])),
        ("pilot*", any(&[5])),
        ("pilot* OR qu?y", any(&[2, 5])),
        ("crane quay", all(&[2, 3])),
        ("quay crane pilot", all(&[2, 3, 5])),
        ("pilot* quay", all(&[2, 5])),
    ];
    let (queries, expected): (Vec<_>, Vec<_>) = queries.into_iter().unzip();
    let count = archive.run_fed("count --index idx -f -", (queries.join("\n") + "\n").as_bytes());
    let counts: Vec<u64> = count.stdout.lines().map(|line| line.parse().unwrap()).collect();
    assert_eq!(counts, expected);
    for query in ["quay OR crane OR pilot", "pilot OR quay^0.5 OR crane", "qua* OR pilot OR cran*"]
    {
        let run = archive.run(&format!("search --index idx --format jsonl --limit 1 '{query}'"));
        let hits = run.records_of("hit");
        assert_eq!(hits[0]["article"]["id"], format!("logs/log.jsonl#{BEST}"), "{query}");
        assert_eq!(run.records_of("end")[0]["articles_total"], any(&[2, 3, 5]), "{query}");
    }
    let ranked = |query: &str, limit: usize| {
        let search = format!("search --index idx --format trec --limit {limit} '{query}'");
        archive.run(&search).stdout
    };
    // The best of few are found with less work than all are put in order.
    for query in ["quay OR berth", "berth OR crane OR pilot", "quay OR berth^2 OR pilot*"] {
        let (all, few) = (ranked(query, 0), ranked(query, 150));
        assert!(few.lines().count() == 150 && all.starts_with(&few), "{query}");
    }
    // Beside a filter, words are skipped to.
    for query in ["quay crane", "crane^0.5 berth", "quay crane pilot^3", "berth pilot* crane"] {
        let skipped = ranked(&format!("({query}) AND file:logs/log.jsonl"), 0);
        assert!(skipped.lines().count() >= 300, "{query}");
        same(&skipped, &ranked(query, 0), query);
    }
}

/// Common words meet in some stretches of a long list only, in copies of a few texts.
#[test]
fn common_words_are_found_together_wherever_they_meet() {
    const TEXTS: usize = 400;
    let has_quay = |number: usize| !(4300..8300).contains(&number);
    let has_crane = |number: usize| number >= 4200;
    let mut records = String::new();
    for number in 0..12_000 {
        let words = [(has_quay(number), "quay"), (has_crane(number), "crane")];
        let words: Vec<&str> = words.iter().filter(|(is, _)| *is).map(|(_, word)| *word).collect();
        let (words, text) = (words.join(" "), number % TEXTS);
        writeln!(
            records,
            r#"{{"id": "{number}", "title": "Log", "text": "The {words} of{text}."}}"#
        )
        .unwrap();
    }
    let archive = Archive::new();
    archive.write("logs/log.jsonl", records);
    archive.done("ingest logs --index idx --threads 1");
    let both = |text: usize| {
        let numbers = (text..12_000).step_by(TEXTS);
        numbers.filter(|number| has_quay(*number) && has_crane(*number)).count() as u64
    };
    let all: u64 = (0..TEXTS).map(both).sum();
    for query in ["quay crane", "quay crane the"] {
        let ranked = |query: &str| {
            archive.run(&format!("search --index idx --format trec --limit 0 '{query}'")).stdout
        };
        let skipped = ranked(&format!("({query}) AND file:logs/log.jsonl"));
        same(&skipped, &ranked(query), query);
        let run = archive.run(&format!("search --index idx --format jsonl --limit 40 '{query}'"));
        assert_eq!(run.records_of("end")[0]["articles_total"], all, "{query}");
        let hits = run.records_of("hit");
        assert_eq!(hits.len(), 40, "{query}");
        for hit in hits {
            let id = hit["article"]["id"].as_str().unwrap();
            let number: usize = id.rsplit('#').next().unwrap().parse().unwrap();
            assert_eq!(hit["copies"], both(number % TEXTS), "{query}: {id}");
        }
    }
}

/// The words of an OR are not of the same worth, and articles that have only
/// the lesser one are looked at as long as one of them may be among the best.
#[test]
fn the_lesser_word_alone_can_make_the_best_article() {
    let mut records = String::new();
    for number in 0..9000 {
        let text = match number {
            ..4000 if number % 2 == 0 => "quay ".repeat(8),
            4800.. if number % 2 == 0 => "crane ".repeat(60),
            _ => "Nothing ".to_owned(),
        };
        let text = format!("{text}{number}");
        writeln!(records, r#"{{"id": "{number}", "title": "Log {number}", "text": "{text}"}}"#)
            .unwrap();
    }
    let archive = Archive::new();
    archive.write("logs/log.jsonl", records);
    archive.done("ingest logs --index idx --threads 1");
    let ranked = |limit: usize| {
        archive.run(&format!("search --index idx --format trec --limit {limit} 'quay OR crane'"))
    };
    let (all, few) = (ranked(0).stdout, ranked(150).stdout);
    assert_eq!((all.lines().count(), few.lines().count()), (4100, 150));
    assert!(all.starts_with(&few));
    let best = few.lines().next().and_then(|line| line.split(' ').nth(2));
    let number = best.and_then(|id| id.rsplit('#').next()?.parse::<usize>().ok());
    assert!(number.is_some_and(|number| number >= 4800), "{few}");
}

/// A pattern is one word, however many forms an article has of it.
#[test]
fn the_forms_of_a_pattern_are_added_up() {
    let forms: Vec<String> = ('a'..='l').map(|letter| format!("quay{letter}")).collect();
    let archive = Archive::new();
    for number in 0..150 {
        let text = format!("{} berth{}\n", "quaya ".repeat(3), " and".repeat(8));
        archive.write(&format!("news/{number}.txt"), format!("Notice {number}\n{text}"));
    }
    archive.write("news/all.txt", format!("Notice\n{}\n", forms.join(" ")));
    archive.done("ingest news");
    let run = archive.run("search --index news/.morgue --format trec --limit 1 'quay*'");
    assert_eq!(run.stdout.split(' ').nth(2), Some("all.txt"), "{}", run.snapshot());
}
