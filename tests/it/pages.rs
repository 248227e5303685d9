//! What is generated from the command line: completions, manual pages, the
//! version, and what is suggested for what was misspelt.

use expect_test::expect;

use super::archive::Archive;

/// The commands that `--help` lists.
fn commands(archive: &Archive) -> Vec<String> {
    let help = archive.run("--help").stdout;
    let list = help.split_once("Commands:\n").unwrap().1.split_once("\n\n").unwrap().0;
    let names = list.lines().filter_map(|line| line.split_whitespace().next());
    names.filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn every_shell_completes_every_command() {
    let archive = Archive::new();
    let commands = commands(&archive);
    assert!(commands.len() > 10, "{commands:?}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let run = archive.run(&format!("completions {shell}"));
        assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""));
        for command in &commands {
            assert!(run.stdout.contains(command.as_str()), "{shell}: {command}");
        }
        assert!(run.stdout.contains("per-article"), "{shell}");
    }
}

#[test]
fn every_command_has_a_page_and_examples() {
    let archive = Archive::new();
    for command in commands(&archive) {
        let page = archive.run(&format!("man {command}"));
        assert_eq!((page.code, page.stderr.as_str()), (Some(0), ""), "{command}");
        let title = format!(".TH morgue-{command} 1  \"morgue {}\"", env!("CARGO_PKG_VERSION"));
        assert!(page.stdout.contains(&title), "{}", page.stdout);
        let help = archive.run(&format!("{command} --help"));
        assert_eq!(help.code, Some(0), "{command}");
        assert!(help.stdout.contains("\nExamples:\n"), "{command} --help shows no examples");
        assert!(page.stdout.contains("\n.SH EXAMPLES\n"), "{}", page.stdout);
    }
    assert_eq!(archive.run("man query").stdout, archive.run("man search").stdout);
}

#[test]
fn what_is_misspelt() {
    let archive = Archive::of(&[("a.txt", "Ferry runs\nThe ferry ran.\n")]);
    archive.done("ingest .");
    expect![[r#"
        $ morgue serach ferry
        ! error: unrecognized subcommand 'serach'
        !
        !   tip: some similar subcommands exist: 'extract', 'search'
        !
        ! Usage: morgue [OPTIONS] <COMMAND>
        !
        ! For more information, try '--help'.
        [exit 2]

        $ morgue search ferry --limt 3
        ! error: unexpected argument '--limt' found
        !
        !   tip: a similar argument exists: '--limit'
        !
        ! Usage: morgue search --limit <N> <QUERY>...
        !
        ! For more information, try '--help'.
        [exit 2]

        $ morgue search ferry --format jsnl
        ! error: invalid value 'jsnl' for '--format <FORMAT>'
        !   [possible values: text, jsonl, json, csv, tsv, trec, paths, paths0]
        !
        !   tip: a similar value exists: 'jsonl'
        !
        ! For more information, try '--help'.
        [exit 2]

        $ morgue facets ferry --by sorce
        ! error: invalid value 'sorce' for '--by <FACET>'
        !   [possible values: source, agency, place, section, language, year, byline, status]
        !
        !   tip: a similar value exists: 'source'
        !
        ! For more information, try '--help'.
        [exit 2]

        $ morgue count haedline:ferry
        0
        ! note[W9]: there is no field `haedline`; the colon is read as part of the word
        !           did you mean `headline:`? `\haedline:…` searches for the text as it stands
        ! note[W3]: `haedline` occurs nowhere in this archive
        [exit 1]

        $ morgue count --strict haedline:ferry
        ! error[Q14]: there is no field `haedline`; the colon is read as part of the word
        !   | haedline:ferry
        !   | ^^^^^^^^^
        ! help: did you mean `headline:`? `\haedline:…` searches for the text as it stands
        [exit 2]

        $ morgue man serach
        ! morgue: there is no command `serach`
        ! hint: `morgue --help` lists the commands; guides are `syntax`, `librarian`, `researcher` and `engineer`
        [exit 2]

        $ morgue completions tcsh
        ! error: invalid value 'tcsh' for '<SHELL>'
        !   [possible values: bash, elvish, fish, powershell, zsh]
        !
        !   tip: a similar value exists: 'zsh'
        !
        ! For more information, try '--help'.
        [exit 2]

        $ morgue --version
        morgue 0.1.0
        index format morgue.index/3
        analysis news/4
        [exit 0]

        $ morgue -V
        morgue 0.1.0
        [exit 0]
    "#]]
    .assert_eq(&archive.session(&[
        "serach ferry",
        "search ferry --limt 3",
        "search ferry --format jsnl",
        "facets ferry --by sorce",
        "count haedline:ferry",
        "count --strict haedline:ferry",
        "man serach",
        "completions tcsh",
        "--version",
        "-V",
    ]));
}

#[test]
fn a_page() {
    let archive = Archive::new();
    expect![[r#"
        .ie \n(.g .ds Aq \(aq
        .el .ds Aq '
        .TH morgue-terms 1  "morgue 0.1.0" 
        .SH NAME
        morgue\-terms \- List the words that there are, with their numbers
        .SH SYNOPSIS
        \fBmorgue terms\fR [\fB\-\-index\fR] [\fB\-q\fR|\fB\-\-quiet\fR] [\fB\-\-trust\fR] [\fB\-v\fR|\fB\-\-verbose\fR] [\fB\-n\fR|\fB\-\-limit\fR] [\fB\-\-timing\fR] [\fB\-\-no\-pager\fR] [\fB\-\-sort\fR] [\fB\-\-any\fR] [\fB\-\-raw\fR] [\fB\-\-csv\-raw\fR] [\fB\-\-literal\fR] [\fB\-\-lenient\fR] [\fB\-\-strict\fR] [\fB\-\-all\-status\fR] [\fB\-\-date\-order\fR] [\fB\-\-timeout\fR] [\fB\-\-format\fR] [\fB\-\-fields\fR] [\fB\-h\fR|\fB\-\-help\fR] [\fIWORD\fR] 
        .SH DESCRIPTION
        List the words that there are, with their numbers
        .SH OPTIONS
        .TP
        \fB\-\-index\fR \fI<DIR>\fR
        Index folder; may be given several times for searching
        .TP
        \fB\-n\fR, \fB\-\-limit\fR \fI<N>\fR [default: 0]
        How many words to show; 0 for all
        .TP
        \fB\-\-sort\fR \fI<SORT>\fR [default: word]
        In which order
        .br

        .br
        \fIPossible values:\fR
        .RS 14
        .IP \(bu 2
        word: By the bytes of the word
        .IP \(bu 2
        articles: Those in most articles first
        .IP \(bu 2
        occurrences: The most frequent first
        .RE
        .TP
        \fB\-\-any\fR
        Find articles with any of the words instead of all
        .TP
        \fB\-\-literal\fR
        Search the words as they are; no operators
        .TP
        \fB\-\-lenient\fR
        Repair broken queries, and say how, instead of failing
        .TP
        \fB\-\-strict\fR[=\fI<BOOL>\fR]
        Refuse ambiguous queries and unknown fields; the default with `\-f`, unless `\-\-strict=false`
        .br

        .br
        \fIPossible values:\fR
        .RS 14
        .IP \(bu 2
        true
        .IP \(bu 2
        false
        .RE
        .TP
        \fB\-\-all\-status\fR
        Find withdrawn articles too
        .TP
        \fB\-\-date\-order\fR \fI<ORDER>\fR
        How 02/03/2017 is read
        .br

        .br
        \fIPossible values:\fR
        .RS 14
        .IP \(bu 2
        mdy: Month first, as in the United States
        .IP \(bu 2
        dmy: Day first, as in most of the world
        .RE
        .TP
        \fB\-\-format\fR \fI<FORMAT>\fR [default: text]
        What to print
        .br

        .br
        \fIPossible values:\fR
        .RS 14
        .IP \(bu 2
        text: For people
        .IP \(bu 2
        jsonl: A record for each row, and one that closes the list
        .IP \(bu 2
        json: The same in one object, `{"rows":[…],"end":{…}}`
        .IP \(bu 2
        csv: A table for spreadsheets; what would be a formula there gets a \*(Aq in front
        .IP \(bu 2
        tsv: The same with tabs; tabs and line ends inside a cell become blanks
        .RE
        .TP
        \fB\-\-fields\fR \fI<NAMES>\fR
        Columns of the table, parted by commas; all by default
        .br

        .br
        \fIPossible values:\fR
        .RS 14
        .IP \(bu 2
        term
        .IP \(bu 2
        articles
        .IP \(bu 2
        occurrences
        .RE
        .TP
        \fB\-h\fR, \fB\-\-help\fR
        Print help (see a summary with \*(Aq\-h\*(Aq)
        .TP
        [\fIWORD\fR]
        The beginning of a word, a pattern, `word~1` or `re:/…/`; all words by default
        .SH "SELDOM NEEDED"
        .TP
        \fB\-\-trust\fR
        Do not compare what is read of the index with what was written
        .TP
        \fB\-\-timeout\fR \fI<SECONDS>\fR
        Give a query up after so many seconds; it is an error then
        .SH EVERYWHERE
        .TP
        \fB\-q\fR, \fB\-\-quiet\fR
        Say nothing but errors; `search` and `count` print nothing, the exit code tells
        .TP
        \fB\-v\fR, \fB\-\-verbose\fR
        Say more: which index is read, how the query is read, each file that is skipped
        .TP
        \fB\-\-timing\fR
        Say how long it took, on standard error
        .TP
        \fB\-\-no\-pager\fR
        Print long output to the terminal and not through a pager
        .TP
        \fB\-\-raw\fR
        Write texts as they are, with characters that may steer a terminal; not for one
        .TP
        \fB\-\-csv\-raw\fR
        Put no \*(Aq in front of cells of csv and tsv that a spreadsheet takes for formulas
        .SH EXAMPLES
          morgue terms crim                              words that begin so, with their numbers
          morgue terms \*(Aq*gate\*(Aq                           words that end so; `?` stands for one letter
          morgue terms Shoigu~1                          words that are spelled almost so
          morgue terms =ferry                            this word only
          morgue terms place:Mosc                        words of the places in datelines
          morgue terms \-\-sort occurrences \-\-limit 50     the most frequent words of the archive

        The query language: morgue help syntax
        .SH VERSION
        v0.1.0
    "#]].assert_eq(&archive.run("man terms").stdout);
}
