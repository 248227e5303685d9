//! The limits of a query: each has its own code and says what it is; nothing
//! overflows, hangs or is cut short in silence.

use std::process::Stdio;

use morgue::query::limits::{MAX_CLAUSES, MAX_DEPTH, MAX_TEXT};
use morgue::query::{Syntax, parse};

use super::archive::{Archive, Run};

fn news() -> Archive {
    let archive = Archive::of(&[("ferry.txt", "Ferry runs\nThe ferry runs again.\n")]);
    archive.done("ingest .");
    archive
}

/// Counts what a query finds, handed over as one argument.
fn count(archive: &Archive, options: &str, query: &str) -> Run {
    let arguments = format!("search --format jsonl {options} --");
    let mut command = archive.command(&arguments);
    let output = command.arg(query).stdin(Stdio::null()).output().unwrap();
    archive.ended(&arguments, &output)
}

/// The query must fail with this code and a sentence that holds these words.
#[track_caller]
fn check(archive: &Archive, query: &str, code: &str, says: &str) {
    let run = count(archive, "", query);
    let error = &run.records()[0];
    assert_eq!((run.code, error["code"].as_str()), (Some(2), Some(code)), "{error}");
    assert!(error["message"].as_str().unwrap().contains(says), "{error}");
    assert!(run.stderr.len() < 1000, "{}", run.stderr);
}

#[test]
fn a_text_of_more_than_64_kib() {
    let archive = news();
    check(&archive, &"a".repeat(MAX_TEXT + 1), "Q02", "longer than 64 KiB");
    assert_eq!(count(&archive, "", &format!("ferry{}", " ".repeat(MAX_TEXT - 5))).code, Some(0));
}

#[test]
fn nesting_of_more_than_64_levels() {
    let archive = news();
    let nested = |depth: usize| format!("{}ferry{}", "(".repeat(depth), ")".repeat(depth));
    assert_eq!(count(&archive, "", &nested(MAX_DEPTH - 1)).code, Some(0));
    for query in [
        nested(MAX_DEPTH + 1),
        nested(30_000),
        "NOT ".repeat(16_000) + "ferry",
        "headline:".repeat(7_000) + "ferry",
        "ferry w/5 ".repeat(4_000) + "ferry",
    ] {
        check(&archive, &query, "Q15", "more than 64 levels");
    }
}

#[test]
fn a_million_parentheses() {
    let syntax = Syntax::new(jiff::civil::date(2017, 2, 17));
    let error = parse(&"(".repeat(1_000_000), &syntax).unwrap_err();
    assert_eq!(error.code, "Q02");
    let lenient = Syntax { lenient: true, ..syntax };
    assert_eq!(parse(&"(".repeat(1_000_000), &lenient).unwrap().ast.to_string(), "*");
}

#[test]
fn more_than_4096_clauses() {
    let archive = news();
    let words = |count: usize| "ferry ".repeat(count);
    assert_eq!(count(&archive, "", &words(MAX_CLAUSES)).code, Some(0));
    check(&archive, &words(MAX_CLAUSES + 1), "Q16", "more than 4096 words");
    check(&archive, &format!("\"{}\"", words(MAX_CLAUSES + 1)), "Q16", "more than 4096 words");
    check(&archive, &"page:1 ".repeat(MAX_CLAUSES + 1), "Q16", "more than 4096 words");
}

#[test]
fn a_pattern_for_more_than_10_000_words() {
    let archive = Archive::new();
    for file in 0..4 {
        let words = (0..2_600).map(|number| format!("pa{}x", file * 2_600 + number));
        let text = words.collect::<Vec<_>>().join(" ");
        archive.write(&format!("{file}.txt"), format!("Words\nThe {text} once.\n"));
    }
    archive.done("ingest .");
    check(&archive, "pa*", "Q27", "stands for 10400 words, more than 10000");
    check(&archive, "re:/pa.*/", "Q27", "stands for 10400 words, more than 10000");
    check(&archive, "\"the pa*\"", "Q27", "more than 10000");
    let wide = count(&archive, "", "pa1*");
    assert_eq!(wide.records_of("end")[0]["notes"][0]["code"], "W4", "{}", wide.snapshot());
    let run = archive.run("count Nosuchword");
    assert_eq!(run.code, Some(1), "{}", run.snapshot());
}

#[test]
fn patterns_that_are_too_much_for_an_automaton() {
    let archive = news();
    check(&archive, &"*a".repeat(10_000), "Q26", "cannot be used");
    check(&archive, &("?".repeat(20_000) + "x"), "Q26", "cannot be used");
    check(&archive, "re:/(ab{90}){90}/", "Q26", "limit");
    check(&archive, &format!("re:/{}a{}/", "(".repeat(9_000), ")".repeat(9_000)), "Q26", "nest");
}

#[test]
fn groups_near_each_other_that_are_too_many() {
    let archive = news();
    let pairs = |count| vec!["(ferry harbour)"; count].join(" w/3 ");
    check(&archive, &pairs(40), "Q16", "near each other");
    let group = format!("({})", "ferry ".repeat(300));
    check(&archive, &format!("{group} w/3 {group}"), "Q16", "near each other");
    let any = format!("({})", vec!["ferry"; 300].join(" OR "));
    let run = archive.run(&format!("count '{any} w/3 {any}'"));
    assert_eq!(run.code, Some(1), "{}", run.snapshot());
    let run = archive.run(&format!("count '{}'", pairs(8)));
    assert_eq!(run.code, Some(1), "{}", run.snapshot());
}

#[test]
fn a_query_that_takes_too_long() {
    let archive = news();
    for command in ["search ferry", "count ferry", "explain ferry", "show ferry.txt --query ferry"]
    {
        let run = archive.run(&format!("{command} --timeout 0.0000001"));
        assert_eq!(run.code, Some(2), "{}", run.snapshot());
        assert!(run.stderr.contains("took longer than it was given"), "{}", run.snapshot());
    }
    let run = count(&archive, "--timeout 0.0000001", "ferry");
    assert_eq!(run.records()[0]["code"], "timeout", "{}", run.snapshot());
    let run = archive.run("count --timeout 900 ferry");
    assert_eq!((run.stdout.as_str(), run.code), ("1\n", Some(0)));
    let run = archive.run_fed("count -f -", b"{\"query\":\"ferry\",\"timeout\":1e-7}\nferry\n");
    assert_eq!(run.stdout.lines().last(), Some("1"), "{}", run.snapshot());
    assert_eq!(run.code, Some(2));
    assert_eq!(archive.run("count --timeout 0 ferry").code, Some(2));
}
