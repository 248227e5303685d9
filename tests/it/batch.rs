//! Many queries from a file: in order, with errors in their place, in every format.

use std::fmt::Write as _;
use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use expect_test::{Expect, expect};
use serde_json::Value;

use super::archive::Archive;

/// An archive with two pieces of news and an index.
fn harbour() -> Archive {
    let archive = Archive::of(&[
        (
            "news/2014/ferry.txt",
            "Ferry across the strait stops running\n\
             The ferry between the two shores stopped running on Monday after ice closed the strait.\n\
             (Harbour Gazette 03/14/2014 page3)\n",
        ),
        (
            "news/2016/budget.txt",
            "=Council agrees a budget\n\
             \"+Half of the cost\" of a new ferry, the council said on Thursday, is for the owners.\n\
             (Harbour Gazette 11/18/2016 page1)\n",
        ),
    ]);
    archive.done("ingest news");
    archive
}

/// Lines of every kind, good and bad.
const LINES: &str = "ferry

budget\tcouncil cost
{\"id\":\"strait\",\"query\":\"strait\",\"per_article\":1}
{\"id\":\"x\",\"query\":\"ferry\",\"colour\":\"red\"}
open\t\"the strait
fery:ice
ferry AND ice OR owners
Nosuchword
";

#[track_caller]
fn check(command: &str, expected: &Expect) {
    let archive = harbour();
    archive.write("queries.txt", LINES);
    expected.assert_eq(&archive.run(command).snapshot());
}

#[test]
fn numbers_for_lines() {
    check(
        "count --index news/.morgue -f queries.txt",
        &expect![[r#"
            $ morgue count --index news/.morgue -f queries.txt
            2
            budget	1
            strait	1
            x	error: the line cannot be used: unknown field `colour`, expected one of `query`, `any`, `literal`, `lenient`, `strict`, `all_status`, `date_order`, `limit`, `offset`, `per_article`, `sort`, `since_generation`, `copies`, `timeout`
            open	error: unclosed quote
            7	error: there is no field `fery`; the colon is read as part of the word
            8	error: AND and OR are mixed; read as `(ferry AND ice) OR owners`, where Nexis would read `ferry AND (ice OR owners)`
            0
            ! morgue: 4 of 8 queries could not be answered
            [exit 2]
        "#]],
    );
}

#[test]
fn answers_for_people() {
    check(
        "search --index news/.morgue -f queries.txt --per-article 1",
        &expect![[r#"
            $ morgue search --index news/.morgue -f queries.txt --per-article 1
            query 1: ferry
            2 articles

            1  [Ferry] across the strait stops running
               Harbour Gazette · 14 Mar 2014 · p3 · 21 words · score 0.43
               ¶1   The [ferry] between the two shores stopped running on Monday after ice closed the strait.
               news/2014/ferry.txt:2

            2  =Council agrees a budget
               Harbour Gazette · 18 Nov 2016 · p1 · 21 words · score 0.33
               ¶1   "+Half of the cost" of a new [ferry], the council said on Thursday, is for the owners.
               news/2016/budget.txt:2

            query budget: council cost
            1 article

            1  =[Council] agrees a budget
               Harbour Gazette · 18 Nov 2016 · p1 · 21 words · score 3.24
               ¶1   "+Half of the [cost]" of a new ferry, the [council] said on Thursday, is for the owners.
               news/2016/budget.txt:2

            query strait: strait
            1 article

            1  Ferry across the [strait] stops running
               Harbour Gazette · 14 Mar 2014 · p3 · 21 words · score 1.63
               ¶1   The ferry between the two shores stopped running on Monday after ice closed the [strait].
               news/2014/ferry.txt:2

            query x
            error[B03]: the line cannot be used: unknown field `colour`, expected one of `query`, `any`, `literal`, `lenient`, `strict`, `all_status`, `date_order`, `limit`, `offset`, `per_article`, `sort`, `since_generation`, `copies`, `timeout`
            help: write an object such as {"id":"q1","query":"…","limit":20}

            query open: "the strait
            error[Q03]: unclosed quote
              | "the strait
              | ^ opened here
            help: add a closing ", or use --literal

            query 7: fery:ice
            error[Q14]: there is no field `fery`; the colon is read as part of the word
              | fery:ice
              | ^^^^^
            help: the fields are headline, lead, hlead, body, dateline, place, byline, source, agency, section, page, lang, length, id, file, date, status; `\fery:…` searches for the text as it stands

            query 8: ferry AND ice OR owners
            error[Q23]: AND and OR are mixed; read as `(ferry AND ice) OR owners`, where Nexis would read `ferry AND (ice OR owners)`
              | ferry AND ice OR owners
              | ^^^^^^^^^^^^^^^^^^^^^^^
            help: add parentheses

            query 9: Nosuchword
            0 articles
            note[W3]: `Nosuchword` occurs nowhere in this archive

            ! morgue: 4 of 8 queries could not be answered
            [exit 2]
        "#]],
    );
}

#[test]
fn a_run_for_evaluation() {
    check(
        "search --index news/.morgue -f queries.txt --format trec",
        &expect![[r#"
            $ morgue search --index news/.morgue -f queries.txt --format trec
            1 Q0 2014/ferry.txt 1 0.429896 morgue
            1 Q0 2016/budget.txt 2 0.327549 morgue
            budget Q0 2016/budget.txt 1 3.235336 morgue
            strait Q0 2014/ferry.txt 1 1.634371 morgue
            ! morgue: line 5, query x: the line cannot be used: unknown field `colour`, expected one of `query`, `any`, `literal`, `lenient`, `strict`, `all_status`, `date_order`, `limit`, `offset`, `per_article`, `sort`, `since_generation`, `copies`, `timeout`
            ! morgue: line 6, query open: unclosed quote
            ! morgue: line 7: there is no field `fery`; the colon is read as part of the word
            ! morgue: line 8: AND and OR are mixed; read as `(ferry AND ice) OR owners`, where Nexis would read `ferry AND (ice OR owners)`
            ! morgue: 4 of 8 queries could not be answered
            [exit 2]
        "#]],
    );
}

#[test]
fn files_of_the_hits() {
    check(
        "search --index news/.morgue -f queries.txt --format paths",
        &expect![[r#"
            $ morgue search --index news/.morgue -f queries.txt --format paths
            news/2014/ferry.txt
            news/2016/budget.txt
            news/2016/budget.txt
            news/2014/ferry.txt
            ! morgue: line 5, query x: the line cannot be used: unknown field `colour`, expected one of `query`, `any`, `literal`, `lenient`, `strict`, `all_status`, `date_order`, `limit`, `offset`, `per_article`, `sort`, `since_generation`, `copies`, `timeout`
            ! morgue: line 6, query open: unclosed quote
            ! morgue: line 7: there is no field `fery`; the colon is read as part of the word
            ! morgue: line 8: AND and OR are mixed; read as `(ferry AND ice) OR owners`, where Nexis would read `ferry AND (ice OR owners)`
            ! morgue: 4 of 8 queries could not be answered
            [exit 2]
        "#]],
    );
}

#[test]
fn tables_without_formulas() {
    check(
        "search --index news/.morgue -f queries.txt --format csv",
        &expect![[r#"
            $ morgue search --index news/.morgue -f queries.txt --format csv
            query_id,rank,score,copies,id,date,source,section,page,language,headline,passages
            1,1,0.429896,1,2014/ferry.txt,2014-03-14,Harbour Gazette,,3,en,Ferry across the strait stops running,The [ferry] between the two shores stopped running on Monday after ice closed the strait.
            1,2,0.327549,1,2016/budget.txt,2016-11-18,Harbour Gazette,,1,en,'=Council agrees a budget,"""+Half of the cost"" of a new [ferry], the council said on Thursday, is for the owners."
            budget,1,3.235336,1,2016/budget.txt,2016-11-18,Harbour Gazette,,1,en,'=Council agrees a budget,"""+Half of the [cost]"" of a new ferry, the [council] said on Thursday, is for the owners."
            strait,1,1.634371,1,2014/ferry.txt,2014-03-14,Harbour Gazette,,3,en,Ferry across the strait stops running,The ferry between the two shores stopped running on Monday after ice closed the [strait].
            ! morgue: line 5, query x: the line cannot be used: unknown field `colour`, expected one of `query`, `any`, `literal`, `lenient`, `strict`, `all_status`, `date_order`, `limit`, `offset`, `per_article`, `sort`, `since_generation`, `copies`, `timeout`
            ! morgue: line 6, query open: unclosed quote
            ! morgue: line 7: there is no field `fery`; the colon is read as part of the word
            ! morgue: line 8: AND and OR are mixed; read as `(ferry AND ice) OR owners`, where Nexis would read `ferry AND (ice OR owners)`
            ! morgue: 4 of 8 queries could not be answered
            [exit 2]
        "#]],
    );
    check(
        "search --index news/.morgue -f queries.txt --format tsv",
        &expect![[r#"
            $ morgue search --index news/.morgue -f queries.txt --format tsv
            query_id	rank	score	copies	id	date	source	section	page	language	headline	passages
            1	1	0.429896	1	2014/ferry.txt	2014-03-14	Harbour Gazette		3	en	Ferry across the strait stops running	The [ferry] between the two shores stopped running on Monday after ice closed the strait.
            1	2	0.327549	1	2016/budget.txt	2016-11-18	Harbour Gazette		1	en	'=Council agrees a budget	"+Half of the cost" of a new [ferry], the council said on Thursday, is for the owners.
            budget	1	3.235336	1	2016/budget.txt	2016-11-18	Harbour Gazette		1	en	'=Council agrees a budget	"+Half of the [cost]" of a new ferry, the [council] said on Thursday, is for the owners.
            strait	1	1.634371	1	2014/ferry.txt	2014-03-14	Harbour Gazette		3	en	Ferry across the strait stops running	The ferry between the two shores stopped running on Monday after ice closed the [strait].
            ! morgue: line 5, query x: the line cannot be used: unknown field `colour`, expected one of `query`, `any`, `literal`, `lenient`, `strict`, `all_status`, `date_order`, `limit`, `offset`, `per_article`, `sort`, `since_generation`, `copies`, `timeout`
            ! morgue: line 6, query open: unclosed quote
            ! morgue: line 7: there is no field `fery`; the colon is read as part of the word
            ! morgue: line 8: AND and OR are mixed; read as `(ferry AND ice) OR owners`, where Nexis would read `ferry AND (ice OR owners)`
            ! morgue: 4 of 8 queries could not be answered
            [exit 2]
        "#]],
    );
}

#[test]
fn records() {
    let archive = harbour();
    archive.write("queries.txt", LINES);
    let run = archive.run("search --index news/.morgue -f queries.txt --format jsonl");
    let shown: Vec<String> = run
        .records()
        .into_iter()
        .map(|record| {
            let field = |name: &str| record[name].to_string();
            let kind = record["type"].as_str().unwrap();
            let detail = match kind {
                "query" => field("text"),
                "hit" => record["article"]["id"].to_string(),
                "end" => field("articles_total"),
                _ => format!("line {} {} {}", field("line"), field("code"), field("span")),
            };
            format!("{} {kind} {detail}", record["query_id"].as_str().unwrap())
        })
        .collect();
    expect![[r#"
        1 query "ferry"
        1 hit "2014/ferry.txt"
        1 hit "2016/budget.txt"
        1 end 2
        budget query "council cost"
        budget hit "2016/budget.txt"
        budget end 1
        strait query "strait"
        strait hit "2014/ferry.txt"
        strait end 1
        x error line 5 "B03" null
        open query "\"the strait"
        open error line 6 "Q03" {"bytes":[0,11],"chars":[0,11]}
        7 query "fery:ice"
        7 error line 7 "Q14" {"bytes":[0,5],"chars":[0,5]}
        8 query "ferry AND ice OR owners"
        8 error line 8 "Q23" {"bytes":[0,23],"chars":[0,23]}
        9 query "Nosuchword"
        9 end 0"#]]
    .assert_eq(&shown.join("\n"));
    assert_eq!(run.code, Some(2));
}

#[test]
fn one_object_for_each_query() {
    let archive = harbour();
    let records = archive.run("search --index news/.morgue ferry --format jsonl").records();
    let object = archive.run("search --index news/.morgue ferry --format json");
    let [object] = object.records().try_into().unwrap();
    assert_eq!(object["hits"].as_array().unwrap(), &records[..records.len() - 1]);
    assert_eq!(object["end"], records[records.len() - 1]);
    assert_eq!(object.as_object().unwrap().len(), 2);

    archive.write("queries.txt", LINES);
    let command = "search --index news/.morgue -f queries.txt --format";
    let lines = archive.run(&format!("{command} jsonl")).records();
    let objects = archive.run(&format!("{command} json")).records();
    let parts = objects.iter().flat_map(|object| {
        let mut parts: Vec<Value> = object.get("query").into_iter().cloned().collect();
        parts.extend(object["hits"].as_array().unwrap().iter().cloned());
        parts.extend(object.get("end").or(object.get("error")).cloned());
        parts
    });
    assert_eq!(parts.collect::<Vec<_>>(), lines);
    assert_eq!(objects.len(), 8);

    let broken = archive.run("search --index news/.morgue '\"open' --format json");
    let [broken] = broken.records().try_into().unwrap();
    assert_eq!(broken["error"]["code"], "Q03");
    assert!(broken["hits"].as_array().unwrap().is_empty());
}

#[test]
fn exit_codes() {
    let archive = harbour();
    let code = |arguments: &str, input: &[u8]| {
        let run = archive.run_fed(&format!("{arguments} --index news/.morgue -f -"), input);
        run.code.unwrap()
    };
    for command in ["count", "search", "search --format trec"] {
        assert_eq!(code(command, b"Nosuchword\nferry\n"), 0, "{command}");
        assert_eq!(code(command, b"Nosuchword\n"), 1, "{command}");
        assert_eq!(code(command, b""), 1, "{command}");
        assert_eq!(code(command, b"\n \n\t\n"), 1, "{command}");
        assert_eq!(code(command, b"(ferry\nferry\n"), 2, "{command}");
        assert_eq!(code(&format!("{command} --lenient"), b"(ferry\n"), 0, "{command}");
        assert_eq!(code(command, b"ferry AND ice OR owners\n"), 2, "{command}");
        assert_eq!(code(&format!("{command} --strict=false"), b"ferry AND ice OR owners\n"), 0);
    }
}

#[test]
fn files_that_cannot_be_read() {
    let archive = harbour();
    let run = archive.session(&[
        "count --index news/.morgue -f nowhere.txt",
        "search --index news/.morgue -f news",
        "search --index news/.morgue -f - ferry",
    ]);
    expect![[r#"
        $ morgue count --index news/.morgue -f nowhere.txt
        ! morgue: cannot read the queries in `nowhere.txt`: No such file or directory (os error 2)
        ! hint: give a file with a query on each line, or `-` for standard input
        [exit 2]

        $ morgue search --index news/.morgue -f news
        ! morgue: cannot read the queries in `news`: Is a directory (os error 21)
        ! hint: give a file with a query on each line, or `-` for standard input
        [exit 2]

        $ morgue search --index news/.morgue -f - ferry
        ! error: the argument '--file <FILE>' cannot be used with '[QUERY]...'
        !
        ! Usage: morgue search --index <DIR> --file <FILE> [QUERY]...
        !
        ! For more information, try '--help'.
        [exit 2]
    "#]]
    .assert_eq(&run);
}

#[test]
fn hostile_lines() {
    let archive = harbour();
    let mut input = b"\xef\xbb\xbfferry\r\n".to_vec();
    input.extend(b"caf\xe9\r\n");
    input.extend(b"nul\0byte\n");
    input.extend(vec![b'x'; 3 << 20]);
    input.extend(b"\n\x1b[31mid\tferry\n");
    input.extend(b"{\"id\":\"\\u001b[31m\",\"query\":\"ferry\"}\n");
    input.extend(format!("deep\t{}\n", "(".repeat(5000)).as_bytes());
    input.extend(format!("{{\"query\":{}\n", "[".repeat(5000)).as_bytes());
    input.extend("\u{202e}id\tstrait\u{202e}\n".as_bytes());
    input.extend(b"last\tferry");
    let run = archive.run_fed("count --index news/.morgue -f -", &input);
    expect![[r#"
        $ morgue count --index news/.morgue -f -
        2
        2	error: the line is not UTF-8
        0
        4	error: the line has more than 524288 bytes
        5	error: the id is empty or holds control characters
        6	error: the id is empty or holds control characters
        deep	error: the query is nested more than 64 levels deep
        8	error: the line cannot be used: recursion limit exceeded at line 1 column 136
        \u{202e}id	1
        last	2
        ! morgue: 6 of 10 queries could not be answered
        [exit 2]
    "#]]
    .assert_eq(&run.snapshot());
    for format in ["text", "jsonl", "json", "trec", "paths", "csv", "tsv"] {
        let command = format!("search --index news/.morgue -f - --format {format}");
        let run = archive.run_fed(&command, &input);
        assert_eq!(run.code, Some(2), "{}", run.snapshot());
        let steers = |c: char| c.is_control() && !matches!(c, '\t' | '\n');
        assert!(!run.stdout.contains(steers) && !run.stderr.contains(steers), "{format}");
    }
}

/// A hundredth of the lines is broken.
#[test]
fn ten_thousand_lines() {
    let archive = harbour();
    let words = ["ferry", "council", "strait", "Nosuchword", "owners"];
    let numbers = ["2", "1", "1", "0", "1"];
    let (mut input, mut expected) = (String::new(), String::new());
    for line in 1..=10_000 {
        if line % 100 == 7 {
            input.push_str("\"broken\n");
            writeln!(expected, "{line}\terror: unclosed quote").unwrap();
        } else {
            writeln!(input, "{}", words[line % 5]).unwrap();
            writeln!(expected, "{}", numbers[line % 5]).unwrap();
        }
    }
    let run = archive.run_fed("count --index news/.morgue -f -", input.as_bytes());
    assert!(run.stdout == expected, "an answer is wrong or out of order");
    assert_eq!(run.stderr, "morgue: 100 of 10000 queries could not be answered\n");
    assert_eq!(run.code, Some(2));
}

/// A program that asks, waits for the answer and asks again gets its answers.
#[test]
fn answers_come_before_the_input_ends() {
    let archive = harbour();
    let mut command = archive.command("count --index news/.morgue -f - --threads 2");
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    let mut output = BufReader::new(child.stdout.take().unwrap());
    for (query, expected) in [("ferry", "2\n"), ("council", "1\n"), ("Nosuchword", "0\n")] {
        writeln!(input, "{query}").unwrap();
        let mut answer = String::new();
        output.read_line(&mut answer).unwrap();
        assert_eq!(answer, expected);
    }
    drop(input);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}

/// Nobody reads on, and the input stays open.
#[test]
fn a_closed_pipe_ends_a_batch_quietly() {
    let archive = harbour();
    for arguments in ["count", "search --format jsonl", "search --limit 0"] {
        let mut command = archive.command(&format!("{arguments} --index news/.morgue -f -"));
        let pipes = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = pipes.spawn().unwrap();
        drop(child.stdout.take().unwrap());
        let mut input = child.stdin.take().unwrap();
        writeln!(input, "ferry").unwrap();
        let status = child.wait().unwrap();
        drop(input);
        let mut said = String::new();
        BufReader::new(child.stderr.take().unwrap()).read_line(&mut said).unwrap();
        assert_eq!((status.code(), said.as_str()), (Some(0), ""), "{arguments}");
    }
}

#[test]
fn numbers_in_every_format() {
    let archive = harbour();
    archive.write("queries.txt", LINES);
    let session = archive.session(&[
        "count --index news/.morgue -f queries.txt --format csv",
        "count --index news/.morgue -f queries.txt --format tsv",
        "count --index news/.morgue -f queries.txt --format jsonl",
        "count --index news/.morgue ferry --format csv",
        "count --index news/.morgue '\"open' --format jsonl",
    ]);
    expect![[r#"
        $ morgue count --index news/.morgue -f queries.txt --format csv
        query_id,query,articles,error
        1,ferry,2,
        budget,council cost,1,
        strait,strait,1,
        x,,,"the line cannot be used: unknown field `colour`, expected one of `query`, `any`, `literal`, `lenient`, `strict`, `all_status`, `date_order`, `limit`, `offset`, `per_article`, `sort`, `since_generation`, `copies`, `timeout`"
        open,"""the strait",,unclosed quote
        7,fery:ice,,there is no field `fery`; the colon is read as part of the word
        8,ferry AND ice OR owners,,"AND and OR are mixed; read as `(ferry AND ice) OR owners`, where Nexis would read `ferry AND (ice OR owners)`"
        9,Nosuchword,0,
        ! morgue: 4 of 8 queries could not be answered
        [exit 2]

        $ morgue count --index news/.morgue -f queries.txt --format tsv
        query_id	query	articles	error
        1	ferry	2
        budget	council cost	1
        strait	strait	1
        x			the line cannot be used: unknown field `colour`, expected one of `query`, `any`, `literal`, `lenient`, `strict`, `all_status`, `date_order`, `limit`, `offset`, `per_article`, `sort`, `since_generation`, `copies`, `timeout`
        open	"the strait		unclosed quote
        7	fery:ice		there is no field `fery`; the colon is read as part of the word
        8	ferry AND ice OR owners		AND and OR are mixed; read as `(ferry AND ice) OR owners`, where Nexis would read `ferry AND (ice OR owners)`
        9	Nosuchword	0
        ! morgue: 4 of 8 queries could not be answered
        [exit 2]

        $ morgue count --index news/.morgue -f queries.txt --format jsonl
        {"format":"morgue.count/1","type":"count","query_id":"1","query":"ferry","articles":2,"read_as":"ferry","notes":[],"repairs":[],"error":null}
        {"format":"morgue.count/1","type":"count","query_id":"budget","query":"council cost","articles":1,"read_as":"council cost","notes":[],"repairs":[],"error":null}
        {"format":"morgue.count/1","type":"count","query_id":"strait","query":"strait","articles":1,"read_as":"strait","notes":[],"repairs":[],"error":null}
        {"format":"morgue.count/1","type":"count","query_id":"x","query":"","articles":null,"read_as":null,"notes":[],"repairs":[],"error":{"code":"B03","message":"the line cannot be used: unknown field `colour`, expected one of `query`, `any`, `literal`, `lenient`, `strict`, `all_status`, `date_order`, `limit`, `offset`, `per_article`, `sort`, `since_generation`, `copies`, `timeout`","span":null,"help":"write an object such as {\"id\":\"q1\",\"query\":\"…\",\"limit\":20}"}}
        {"format":"morgue.count/1","type":"count","query_id":"open","query":"\"the strait","articles":null,"read_as":null,"notes":[],"repairs":[],"error":{"code":"Q03","message":"unclosed quote","span":{"bytes":[0,11],"chars":[0,11]},"help":"add a closing \", or use --literal"}}
        {"format":"morgue.count/1","type":"count","query_id":"7","query":"fery:ice","articles":null,"read_as":null,"notes":[],"repairs":[],"error":{"code":"Q14","message":"there is no field `fery`; the colon is read as part of the word","span":{"bytes":[0,5],"chars":[0,5]},"help":"the fields are headline, lead, hlead, body, dateline, place, byline, source, agency, section, page, lang, length, id, file, date, status; `\\fery:…` searches for the text as it stands"}}
        {"format":"morgue.count/1","type":"count","query_id":"8","query":"ferry AND ice OR owners","articles":null,"read_as":null,"notes":[],"repairs":[],"error":{"code":"Q23","message":"AND and OR are mixed; read as `(ferry AND ice) OR owners`, where Nexis would read `ferry AND (ice OR owners)`","span":{"bytes":[0,23],"chars":[0,23]},"help":"add parentheses"}}
        {"format":"morgue.count/1","type":"count","query_id":"9","query":"Nosuchword","articles":0,"read_as":"Nosuchword","notes":[{"code":"W3","span":{"bytes":[0,10],"chars":[0,10]},"message":"`Nosuchword` occurs nowhere in this archive","help":null}],"repairs":[],"error":null}
        ! morgue: 4 of 8 queries could not be answered
        [exit 2]

        $ morgue count --index news/.morgue ferry --format csv
        query_id,query,articles,error
        1,ferry,2,
        [exit 0]

        $ morgue count --index news/.morgue '"open' --format jsonl
        {"format":"morgue.count/1","type":"count","query_id":"1","query":"\"open","articles":null,"read_as":null,"notes":[],"repairs":[],"error":{"code":"Q03","message":"unclosed quote","span":{"bytes":[0,5],"chars":[0,5]},"help":"add a closing \", or use --literal"}}
        ! error[Q03]: unclosed quote
        !   | "open
        !   | ^ opened here
        ! help: add a closing ", or use --literal
        [exit 2]
    "#]].assert_eq(&session);
}
