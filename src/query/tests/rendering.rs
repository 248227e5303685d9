//! Errors and notes as text.

use super::super::caret::{error_text, note_text};
use super::{parse, read, syntax};

#[track_caller]
fn check(query: &str, expected: &str) {
    let error = parse(query, &syntax()).unwrap_err();
    assert_eq!(error_text(&error, query, 80), expected);
}

#[test]
fn carets_stand_under_the_fault() {
    check(
        "Mattis AND \"position of strength",
        "error[Q03]: unclosed quote\n  \
           | Mattis AND \"position of strength\n  \
           |            ^ opened here\n\
         help: add a closing \", or use --literal",
    );
    check(
        "date:02/03/2017",
        "error[Q11]: ambiguous date: 2 March or 3 February?\n  \
           | date:02/03/2017\n  \
           |      ^^^^^^^^^^\n\
         help: write 2017-03-02 or 2017-02-03, or set date_order in the configuration",
    );
}

#[track_caller]
fn check_column(query: &str, line: &str, carets: &str) {
    let error = parse(query, &syntax()).unwrap_err();
    let text = error_text(&error, query, 50);
    let lines: Vec<_> = text.lines().collect();
    assert_eq!((lines[1], lines[2]), (line, carets));
}

#[test]
fn columns_are_those_of_the_terminal() {
    check_column("习近平 lang:x", "  | 习近平 lang:x", "  |             ^");
    check_column("👩‍👩‍👧 lang:x", "  | 👩‍👩‍👧 lang:x", "  |         ^");
    check_column("e\u{301}e\u{301} lang:x", "  | e\u{301}e\u{301} lang:x", "  |         ^");
    check_column("שלום lang:x", "  | שלום lang:x", "  |           ^");
    check_column("lang:习近平", "  | lang:习近平", "  |      ^^^^^^");
    check_column("a\tb\u{202e}\u{1b} lang:x", "  | a b�� lang:x", "  |            ^");
    check_column("a\nb lang:x", "  | a b lang:x", "  |          ^");
    check_column("", "  | ", "  | ^");
}

#[test]
fn long_queries_are_cut_around_the_fault() {
    let query = "word ".repeat(40) + "lang:x " + &"more ".repeat(40);
    check_column(
        &query,
        "  | …d word word word lang:x more more more more …",
        "  |                        ^",
    );
    let wide = "习".repeat(100) + " lang:x";
    check_column(&wide, "  | …习习习习习习习习 lang:x", "  |                        ^");
    let long = format!("lang:{}", "x".repeat(100));
    let error = parse(&long, &syntax()).unwrap_err();
    let text = error_text(&error, &long, 50);
    assert!(text.lines().skip(1).take(2).all(|line| line.chars().count() <= 50));
}

#[test]
fn notes_are_two_lines() {
    let note = &read("crimea and putin").notes[0];
    assert_eq!(
        note_text(note),
        "note[W5]: `and` is searched for as a word\n          write AND for the operator"
    );
}
