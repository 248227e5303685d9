//! What users of other search tools complain of: queries that are misread
//! without a word, and marks that do not show why an article matched.

use super::archive::Archive;
use super::marked::{check_marks, marks};

const CRIMEA: &str = "Shoigu speaks on Crimea
Sergei Shoigu spoke of Crimea and of natural gas. Gas has natural limits, he said.
The Crimean bridge opens at 12:30, says http://x.example. Shoigu's plan pleased O'Brien.
A position of strength is not a strength of position. The company would reopen it.
";
const COCOA: &str = "Cocoa crop in Bahia
Cocoa from Bahia was dear. The détente of the cocoa trade lasted.
Would rebates help, and would reserves? Nobody would read on.
";
const WOLVES: &str = "Cocoa and wolves
A big bad wolf ate cocoa. One wolf came back; the big one did not.
Its name was long. Not one of the U.S. wolves was seen.
";

fn news() -> Archive {
    let files = [("bahia", COCOA), ("crimea", CRIMEA), ("wolves", WOLVES)];
    let archive = Archive::of(&files);
    archive.done("ingest .");
    archive
}

#[track_caller]
fn check(rows: &[(&str, &[&str])]) {
    check_marks(&news(), rows);
}

#[test]
fn not_excludes_and_never_empties_the_query() {
    check(&[
        ("cocoa AND NOT Bahia", &["wolves: Cocoa, cocoa"]),
        ("cocoa AND (NOT Bahia)", &["wolves: Cocoa, cocoa"]),
        ("cocoa -Bahia", &["wolves: Cocoa, cocoa"]),
        ("cocoa AND -Bahia", &["wolves: Cocoa, cocoa"]),
        ("Crimea OR NOT cocoa", &["crimea: Crimea, Crimea"]),
        ("Shoigu OR NOT Bahia", &["crimea: Shoigu, Shoigu, Shoigu", "wolves:"]),
        ("NOT cocoa", &["crimea:"]),
        ("NOT (cocoa AND Bahia)", &["crimea:", "wolves:"]),
    ]);
}

#[test]
fn wildcards_and_edits_are_not_words() {
    check(&[
        ("crim*", &["crimea: Crimea, Crimea, Crimean"]),
        ("C*mea", &["crimea: Crimea, Crimea"]),
        ("c?coa", &["bahia: Cocoa, Cocoa, cocoa", "wolves: Cocoa, cocoa"]),
        ("*imean", &["crimea: Crimean"]),
        ("shoygu~1", &["crimea: Shoigu, Shoigu, Shoigu"]),
        ("Baiha~1", &["bahia: Bahia, Bahia"]),
    ]);
}

#[test]
fn quotes_of_all_kinds_make_phrases_and_apostrophes_none() {
    check(&[
        ("“big bad wolf”", &["wolves: big bad wolf"]),
        ("O'Brien", &["crimea: O'Brien"]),
        ("Shoigu's plan", &["crimea: Shoigu, Shoigu, Shoigu, plan"]),
        ("\"Shoigu's plan\"", &["crimea: Shoigu's plan"]),
        ("\"not one of the\"", &["wolves: Not one of the"]),
        ("\"the\"", &["bahia: The, the", "crimea: The, The", "wolves: the, the"]),
    ]);
}

#[test]
fn operators_of_nearness_are_operators() {
    check(&[
        ("big NEAR/2 wolf", &["wolves: big, wolf"]),
        ("wolf NEAR/2 big", &["wolves: big, wolf"]),
        ("natural w/2 gas", &["crimea: natural, gas, Gas, natural"]),
    ]);
}

#[test]
fn and_binds_tighter_than_or_and_blanks_loosest() {
    check(&[
        ("Bahia wolf AND big", &[]),
        ("Bahia OR wolf AND big", &["bahia: Bahia, Bahia", "wolves: big, wolf, wolf, big"]),
        (
            "Bahia && cocoa || Shoigu",
            &["bahia: Cocoa, Bahia, Cocoa, Bahia, cocoa", "crimea: Shoigu, Shoigu, Shoigu"],
        ),
    ]);
    let archive = news();
    let run = archive.run("count 'Bahia OR wolf AND big'");
    assert!(run.stderr.contains("note[W1]"), "{}", run.stderr);
}

#[test]
fn colons_points_and_hyphens_are_no_traps() {
    check(&[
        ("12:30", &["crimea: 12:30"]),
        ("Crimea:", &["crimea: Crimea, Crimea"]),
        ("gas (natural)", &["crimea: natural, gas, Gas, natural"]),
        ("U.S.", &["wolves: U.S"]),
        ("re-open", &["crimea: reopen"]),
        ("and/or", &[]),
        ("gas (natural", &["Q05"]),
        ("\"Shoigu", &["Q03"]),
    ]);
    let archive = news();
    assert_eq!(archive.run("count http://x.example").stdout, "1\n");
}

#[test]
fn dates_need_no_time_of_day() {
    let archive = Archive::of(&[("a", "Frost\nIce in the bay.\n(Harbour Post 17 Feb 2017)\n")]);
    archive.done("ingest .");
    assert_eq!(marks(&archive, "date:2017-02-01..2017-02-28"), ["a:"]);
    assert_eq!(marks(&archive, "date:[2017-02-01 TO 2017-02-28]"), ["Q10"]);
}

/// A prefix stands for every word of the archive, not for the first of them.
#[test]
fn a_prefix_stands_for_all_its_words() {
    let words: Vec<String> = (0..300).map(|number| format!("re{}", letters(number))).collect();
    let archive = Archive::new();
    for (number, word) in words.iter().enumerate() {
        archive.write(&format!("{number}.txt"), format!("Notes\nThey would {word} the case.\n"));
    }
    archive.done("ingest .");
    let run = archive.run("count '\"would re*\"'");
    assert_eq!(run.stdout, "300\n");
    assert!(run.stderr.contains("`re*` stands for 300 words; all are searched"), "{}", run.stderr);
    assert_eq!(archive.run("count 're* -\"would re*\"'").stdout, "0\n");
}

/// A word of three letters for each number, none an English word's form.
fn letters(number: usize) -> String {
    let letter = |power: usize| char::from(b'b' + u8::try_from(number / power % 7).unwrap());
    [49, 7, 1].into_iter().flat_map(|power| [letter(power), 'x']).collect()
}

#[test]
fn phrases_are_marked_whole_and_nowhere_else() {
    check(&[
        ("\"natural gas\"", &["crimea: natural gas"]),
        ("\"position of strength\"", &["crimea: position of strength"]),
        ("\"natural ga*\"", &["crimea: natural gas"]),
        (
            "\"would re*\"",
            &["bahia: Would rebates, would reserves, would read", "crimea: would reopen"],
        ),
        ("\"one one\"~1", &[]),
        ("\"big wolf\"~1", &["wolves: big, wolf"]),
        ("\"wolf big\"~2", &[]),
        ("\"wolf big\"~3", &["wolves: big, wolf, wolf, big"]),
    ]);
}

#[test]
fn slop_is_one_budget_whatever_the_order() {
    let archive = Archive::of(&[("a", "Words\none zed zed two zed zed three\n")]);
    archive.done("ingest .");
    for (query, found) in [
        ("\"one two three\"~3", false),
        ("\"one two three\"~4", true),
        ("\"three two one\"~300", true),
        ("\"two one\"~3", false),
        ("\"two one\"~4", true),
    ] {
        assert_eq!(!marks(&archive, query).is_empty(), found, "{query}");
    }
}

#[test]
fn only_what_makes_the_article_match_is_marked() {
    check(&[
        // Not what is excluded.
        ("Shoigu -wolf", &["crimea: Shoigu, Shoigu, Shoigu"]),
        ("wolf NOT w/1 bad", &["wolves: wolf"]),
        // Not what stands between the sides, nor pairs that are too far apart.
        ("Sergei w/4 Crimea", &["crimea: Sergei, Crimea"]),
        // Not branches that fail.
        ("(Shoigu AND Bahia) OR gas", &["crimea: gas, Gas"]),
        ("(cocoa w/1 Bahia) OR wolf", &["wolves: wolf, wolf"]),
        // Not the values of filters.
        ("lang:en Bahia", &["bahia: Bahia, Bahia"]),
        // Only in the part that was asked for.
        ("headline:cocoa", &["bahia: Cocoa", "wolves: Cocoa"]),
        ("headline:cocoa AND body:wolf", &["wolves: Cocoa, wolf, wolf"]),
        // Function words of a phrase, and of a query that has nothing else.
        ("\"of\"", &["bahia: of", "crimea: of, of, of, of", "wolves: of"]),
        ("detente", &["bahia: détente"]),
    ]);
}

#[test]
fn a_word_divided_at_a_line_end_is_one_word() {
    let wrapped = "Wrapped lines
The first of these lines is as long as all the others, and it ends in a hyphen-
ated word, so that the paragraph goes on in the next line and the word is whole
only where both of its halves are read together, as any reader would do at once.
The last line of the paragraph is no shorter than the others, to be on the safe.
";
    let archive = Archive::of(&[("wrapped", wrapped)]);
    archive.done("ingest .");
    let run = archive.run("search --format jsonl =hyphenated");
    let mark = &run.records_of("hit")[0]["passages"][0]["highlights"][0];
    let spans = mark["source_spans"].as_array().unwrap();
    let raw = |span: &serde_json::Value| {
        let [start, end] = [0, 1].map(|at| usize::try_from(span[at].as_u64().unwrap()).unwrap());
        &wrapped[start..end]
    };
    assert_eq!(mark["term"], "hyphen-ated");
    assert_eq!(spans.iter().map(raw).collect::<Vec<_>>(), ["hyphen-", "ated"]);
}

/// The passage around the first match, however far into the article it is.
#[test]
fn a_long_article_is_searched_and_marked_to_its_end() {
    let filler = "The harbour was calm and the boats stayed where they were. ".repeat(17_500);
    let archive = Archive::of(&[("long.txt", &format!("Calm\n{filler}\nA zeppelin landed.\n"))]);
    archive.done("ingest .");
    assert_eq!(marks(&archive, "zeppelin"), ["long.txt: zeppelin"]);
    assert_eq!(
        marks(&archive, "\"were. A\" OR \"zeppelin landed\""),
        ["long.txt: zeppelin landed"]
    );
}

/// A hit by its headline alone shows the beginning of the article.
#[test]
fn no_passage_is_empty() {
    let archive = news();
    for query in ["headline:speaks", "crim*", "shoygu~1", "date:1900.. OR cocoa", "NOT cocoa"] {
        let run = archive.run(&format!("search --format jsonl '{query}'"));
        for hit in run.records_of("hit") {
            let passages = hit["passages"].as_array().unwrap();
            assert!(!passages.is_empty(), "{query}: {hit}");
            assert!(passages.iter().all(|passage| !passage["text"].as_str().unwrap().is_empty()));
        }
    }
}

/// Passages are cut at sentences and counted in characters, whatever the script.
#[test]
fn passages_of_other_scripts_are_as_long() {
    let latin = "The ferry left the harbour early in the day and came back late. ".repeat(30);
    let cyrillic = "Паром вышел из гавани рано утром и вернулся в порт к вечеру. ".repeat(30);
    let archive = Archive::of(&[
        ("latin", &format!("Ferry\n{latin}")),
        ("cyrillic", &format!("Паром\n{cyrillic}")),
    ]);
    archive.done("ingest .");
    let length = |query: &str| {
        let run = archive.run(&format!("search --format jsonl --per-article 1 {query}"));
        let text = run.records_of("hit")[0]["passages"][0]["text"].as_str().unwrap().to_owned();
        assert!(text.ends_with('.'), "{text}");
        text.chars().count()
    };
    let (latin, cyrillic) = (length("harbour"), length("гавани"));
    assert!(latin.abs_diff(cyrillic) * 4 < latin, "{latin} and {cyrillic}");
}

/// The number that is counted is the number that is listed.
#[test]
fn counts_and_lists_agree() {
    let archive = news();
    for query in ["cocoa", "cocoa OR Shoigu", "\"would re*\"", "NOT cocoa", "wolf NOT w/1 bad"] {
        let listed = marks(&archive, query).len();
        let run = archive.run(&format!("count '{query}'"));
        assert_eq!(run.stdout, format!("{listed}\n"), "{query}");
    }
}
