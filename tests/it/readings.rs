//! How words and queries are read: spellings that are one word, where
//! sentences end, and what a query is told to mean.

use super::archive::Archive;
use super::marked::check_marks;

fn archive(files: &[(&str, &str)]) -> Archive {
    let archive = Archive::of(files);
    archive.done("ingest .");
    archive
}

/// Accents may be typed or not, in the query and in the text.
#[test]
fn a_word_is_found_with_and_without_its_accents() {
    let spelled = "Envoy leaves\nThe attaché read the communiqué on Monday, and Zoé Dembélé \
                   heard it with the Brontë society.\n";
    let bare = "Envoy returns\nThe attache read the communique on Tuesday, and Zoe Dembele \
                heard it with the Bronte society.\n";
    let archive = archive(&[("bare", bare), ("spelled", spelled)]);
    for [with, without] in [
        ["attaché", "attache"],
        ["communiqué", "communique"],
        ["Dembélé", "Dembele"],
        ["Brontë", "Bronte"],
    ] {
        let both = [format!("bare: {without}"), format!("spelled: {with}")];
        let both: Vec<&str> = both.iter().map(String::as_str).collect();
        let exact = [format!("={with}"), format!("={without}")];
        check_marks(
            &archive,
            &[(with, &*both), (without, &*both), (&*exact[0], &*both), (&*exact[1], &*both)],
        );
    }
}

#[test]
fn sentences_end_behind_figures_where_figures_are_no_ordinals() {
    let english = "Mill sold\nThe price fell 35%. Owners left on 5. Buyers came at 12:30. Guests \
                   stayed to the end of the day.\n";
    let german = "Mühle verkauft\nDie Mühle wurde am 17. Februar verkauft. Die Bauern sahen am \
                  Abend dem Müller nach und gingen dann nach Hause.\n";
    let archive = archive(&[("mill", english), ("muehle", german)]);
    check_marks(
        &archive,
        &[
            ("fell w/s owners", &[]),
            ("left w/s buyers", &[]),
            ("came w/s guests", &[]),
            ("price w/s fell", &["mill: price, fell"]),
            ("Mühle w/s Februar", &["muehle: Mühle, Februar"]),
        ],
    );
}

#[test]
fn a_word_may_stand_in_the_gap_of_a_loose_phrase() {
    let archive = archive(&[("a", "Quay\nGrain came to the mill. Rye went.\n")]);
    check_marks(
        &archive,
        &[
            ("came w/s \"grain to\"~1", &["a: Grain, came, to"]),
            ("came w/2 \"grain to\"~1", &["a: Grain, came, to"]),
            ("came NOT w/s \"grain to\"~1", &[]),
            ("grain w/s \"grain to\"~1", &[]),
            ("rye w/s \"grain to\"~1", &[]),
        ],
    );
}

#[test]
fn patterns_with_hyphens_stand_for_the_solid_word_too() {
    let archive = archive(&[(
        "a",
        "Mills\nThey co-operate, we cooperated, state-owned mills and statements.\n",
    )]);
    check_marks(
        &archive,
        &[
            ("co-op*", &["a: co-operate, cooperated"]),
            ("state-*", &["a: state-owned"]),
            ("*-owned", &["a: state-owned"]),
        ],
    );
}

#[test]
fn texts_that_differ_in_a_figure_are_no_copies() {
    let files: Vec<(String, String)> = ["€5 million", "$5 million", "35 percent", "3-5 percent"]
        .iter()
        .enumerate()
        .map(|(number, figure)| {
            (format!("{number}"), format!("Budget passed\nThe council voted {figure} for it.\n"))
        })
        .collect();
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let archive = archive(&files);
    let shown = archive.run("search budget --format jsonl").records();
    assert_eq!(shown.iter().filter(|record| record["type"] == "hit").count(), 4);
}

/// What a query is said to be read as means the same without the options.
#[test]
fn what_a_query_was_read_as_can_be_asked_again() {
    let archive = archive(&[
        ("a", "Gulls\nA gull flew over the quay.\n"),
        ("b", "Terns\nA tern sat on the quay.\n"),
        ("c", "Gulls and terns\nA gull and a tern met.\n"),
    ]);
    for (query, read_as) in [
        ("gull tern", "gull OR tern"),
        ("gull tern -quay", "(gull OR tern) NOT quay"),
        ("gull lang:en tern", "(gull OR tern) lang:en"),
        ("gull lang:en", "gull lang:en"),
        ("(gull quay) AND tern", "(gull OR quay) AND tern"),
    ] {
        let explained = archive.run(&format!("explain --any --format json -- '{query}'"));
        let record: serde_json::Value = serde_json::from_str(&explained.stdout).unwrap();
        assert_eq!(record["read_as"], read_as, "{query}");
        let any = archive.run(&format!("count --any -- '{query}'"));
        assert_eq!(archive.run(&format!("count -- '{read_as}'")).stdout, any.stdout, "{query}");
    }
}

#[test]
fn an_absent_word_of_a_phrase_is_named() {
    let archive = archive(&[("a", "Fleet\nThe Black Sea Fleet left Harbourtown at dawn.\n")]);
    for (query, told) in [
        ("'\"Black Sea Fleeet\"'", "`fleeet` occurs nowhere in this archive"),
        ("'\"Black Sea Fleeet\"'", "nearest: fleet"),
        ("Harbourton-based", "`harbourton` occurs nowhere in this archive"),
        ("'\"sea fleeet\"~3'", "`fleeet` occurs nowhere"),
    ] {
        let run = archive.run(&format!("count {query}"));
        assert_eq!(run.stdout, "0\n", "{query}");
        assert!(run.stderr.contains(told), "{query}: {}", run.stderr);
    }
    let found = archive.run("count '\"Black Sea\" OR Fleet-wide'");
    assert!(!found.stderr.contains("`black`"), "{}", found.stderr);
}

#[test]
fn operators_of_other_languages_are_no_words() {
    let archive = archive(&[("a", "Final\nA 3-2 win ended the season in March, first of many.\n")]);
    for (query, told) in [
        ("(season win)~3", "error[Q18]: `~3` stands behind no word"),
        ("season ^2", "error[Q19]: `^2` stands behind no word"),
        ("\"win season\"*", "error[Q26]: `*` stands behind no word"),
        ("(win)*", "error[Q26]: `*` stands behind no word"),
    ] {
        let run = archive.run(&format!("count '{query}'"));
        assert_eq!(run.code, Some(2), "{query}");
        assert!(run.stderr.contains(told), "{query}: {}", run.stderr);
    }
    let lenient = archive.run("count --lenient '(season win)~3'");
    assert_eq!(lenient.stdout, "1\n", "{}", lenient.stderr);
    for (query, told) in
        [("first(win)", "`first(` is no function"), ("plural(season)", "`plural(` is no function")]
    {
        let run = archive.run(&format!("count '{query}'"));
        assert!(run.stderr.contains(told), "{query}: {}", run.stderr);
    }
    check_marks(&archive, &[("win P/2 the", &["a: win, the"]), ("the P/2 win", &[])]);
}
