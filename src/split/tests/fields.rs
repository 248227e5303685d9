//! Headers whose lines begin with hyphens.

use super::*;

const TEXT: &str = "OSLO (Reuters) - The mill stopped its wheel on Friday, its owner said. It had turned for two hundred years and ground the flour of four parishes.";
const ADDRESS: &str = "http://www.wire.example/article/2012/03/02/mill";

/// Headline, persons, day and dateline under a header, whose lines are parted by `|`.
fn read(header: &str) -> String {
    let header = header.replace('|', "\n");
    let article = file(&format!("{header}\n-- {ADDRESS}\n\n  {TEXT}\n"));
    let last = article.paragraphs.last().map(|last| last.text.text.as_str());
    assert_eq!(last, Some(TEXT), "{header}");
    let names: Vec<&str> = article.bylines.iter().map(|person| person.name.as_str()).collect();
    let headline = article.headline.as_ref().map_or("-", |headline| headline.text.as_str());
    let date = article.date.map_or("-".to_owned(), |date| date.to_string());
    let dateline = article.dateline.as_ref().map_or("-", |dateline| dateline.raw.as_str());
    assert_eq!(dateline, "OSLO (Reuters)", "{header}");
    assert_eq!(article.url.as_deref(), Some(ADDRESS), "{header}");
    assert!(article.deck.is_empty(), "{header}");
    format!("{headline} / {} / {date}", names.join("+"))
}

#[test]
fn fields_may_be_empty_or_wrapped() {
    let long = "Mill ".repeat(60);
    for (header, expected) in [
        (
            "-- Mill stops|-- By Ida Holm|-- Fri Mar 2, 2012 4:28pm EST",
            "Mill stops / Ida Holm / 2012-03-02",
        ),
        ("-- Mill stops|-- |-- Fri Mar 2, 2012 4:28pm EST", "Mill stops /  / 2012-03-02"),
        ("-- Mill stops|--|-- Fri Mar 2, 2012 4:28pm EST", "Mill stops /  / 2012-03-02"),
        (
            "--Mill stops|--By Ida Holm|--Fri Mar 2, 2012 4:28pm EST",
            "Mill stops / Ida Holm / 2012-03-02",
        ),
        ("-- Mill stops|-- By Ida Holm|-- ", "Mill stops / Ida Holm / 2012-03-02"),
        ("-- |-- By Ida Holm|-- Fri Mar 2, 2012 4:28pm EST", "- / Ida Holm / 2012-03-02"),
        (
            "-- Mill stops|its wheel|-- By Ida Holm|-- Fri Mar 2, 2012 4:28pm EST",
            "Mill stops its wheel / Ida Holm / 2012-03-02",
        ),
        (
            "-- ROME (Reuters) - mills are good|-- By Ida Holm|-- Fri Mar 2, 2012 4:28pm EST",
            "ROME (Reuters) - mills are good / Ida Holm / 2012-03-02",
        ),
        (
            &format!("-- {long}end|-- By Ida Holm|-- Fri Mar 2, 2012 4:28pm EST"),
            &format!("{long}end / Ida Holm / 2012-03-02"),
        ),
        (
            "-- Mill stops|-- B y   I d a   H o l m   a n d   B o   K .   N g|-- 2012-03-02T13:01:41Z",
            "Mill stops / Ida Holm+Bo K. Ng / 2012-03-02",
        ),
        (
            "-- Mill stops|-- By Ida Holm  (Ida Holm is a columnist. The opinions expressed are her own.)|-- Fri Mar 2, 2012 4:28pm EST",
            "Mill stops / Ida Holm / 2012-03-02",
        ),
    ] {
        assert_eq!(read(header), expected);
    }
}

/// The notes and the first text of an article whose first paragraph begins with `start`.
fn noted(start: &str) -> (String, bool) {
    let article = file(&format!("Mill stops its wheel\n\n{}{TEXT}\n", start.replace('|', "\n\n")));
    let note = article.paragraphs.first().map(|note| note.text.text.clone());
    let is_whole = article.paragraphs.get(1).is_some_and(|text| text.text.text == TEXT);
    (note.unwrap_or_default(), is_whole && article.dateline.is_some() && article.deck.is_empty())
}

#[test]
fn notes_stand_in_front_of_a_dateline() {
    for note in [
        "(This story corrects the name in paragraph 2)",
        "(This March 1 story has been corrected to fix the day)",
        "(This story has been refiled to fix a typo)",
        "(ATTN: UPDATES with comments)",
        "Corrects trade of the owner",
        "Adds details, paragraph 4",
        "Ida Holm is a wire columnist. The opinions expressed are her own.",
        "-- Ida Holm is a wire columnist. The opinions expressed are her own --",
    ] {
        for gap in [" ", "|"] {
            assert_eq!(noted(&format!("{note}{gap}")), (note.to_owned(), true), "{gap}");
        }
    }
}
