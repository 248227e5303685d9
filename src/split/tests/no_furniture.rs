//! Texts that only look like headers, credits and marks.

use super::*;

const P1: &str = "The council voted on Monday to spend two million crowns on a new bridge across the river, after nine hours of debate in the old town hall.";
const P2: &str = "Builders are expected to start work in the spring, and the crossing should open to traffic before the end of the following year, officials said.";

/// Whether every one of these stands in a paragraph, and nobody is named.
fn are_text(article: &Article, texts: &[&str]) {
    let shown = shown(article);
    for text in texts {
        let is_there = article.paragraphs.iter().any(|it| it.text.text.contains(text));
        assert!(is_there, "{text:?} in {shown}");
    }
    assert!(!shown.contains("by: ") && !shown.contains("publication: "), "{shown}");
}

#[test]
fn headings_inside_a_text_are_no_header() {
    for headings in [
        ["Maria Ruiz", "Peter Lind"],
        ["By Train", "By Car"],
        ["March 3, 2014", "March 5, 2014"],
        ["Monday", "Tuesday"],
        ["1903", "1911"],
    ] {
        let [first, second] = headings;
        let file = file(&format!(
            "Winners of the prizes of the year\n\n{P1}\n\n{first}\n\n{P2}\n\n{second}\n\n{P1}\n"
        ));
        are_text(&file, &[P1, P2, second]);
        assert!(file.deck.is_empty(), "{first}: {}", shown(&file));
    }
}

#[test]
fn titles_with_words_for_papers_are_titles() {
    for (title, below) in [
        ("The Last Post", "\n\nRufus Holm's memoir of the war is grim and funny\n\n"),
        ("The Evening Star", "\n\n"),
        ("The Oakton Courier Closes", "\n\n"),
        ("Oakton Greets the Sun", "\nTuesday, 17 February 2017\n\n"),
        ("Council Sees the Report", "\n812 words\n\n"),
    ] {
        let file = file(&format!("{title}{below}{P1}\n\n{P2}\n"));
        are_text(&file, &[P1, P2]);
        assert_eq!(file.headline.map(|it| it.text).as_deref(), Some(title));
    }
}

#[test]
fn titles_with_semicolons_are_not_parted_without_need() {
    for title in [
        "SWAN BUYS UNIT; SETS STOCK SPLIT",
        "MAYOR QUITS POST; Aldermen Angry After Vote",
        "FIRE DESTROYS OLD MILL; THREE DEAD; ARSON SUSPECTED",
        "WAR ENDS; crowds fill the streets",
        "Sport; and the art of losing",
        "People; places; things",
    ] {
        let file = file(&format!("{title}\n\n{P1}\n\n{P2}\n"));
        assert_eq!(file.headline.map(|it| it.text).as_deref(), Some(title));
    }
}

#[test]
fn last_lines_that_are_text_stay() {
    for last in [
        "Up 3.5 per cent on last year.",
        "PA 20",
        "CP 12 trains late, NS none",
        "Director: Ida Holm\n\nLength: 96 minutes\n\nLanguage: English",
        "Pages: 320",
        "Online: sold out",
        "Contact was lost at 10:15 on 12-03-2014.",
        "Follow the course of the 1914-1918 war in 2,014 letters.",
        "Which station do you trust the most? - BBC",
        "\"The best film ever made about a bridge.\" - Variety",
        "\"The river does not care who crosses it, or when, or why.\"\n\n-- Robert Frost",
        "20.00 NEWS - ITV\n\nPANORAMA - BBC",
        "The winner of the prize for the best cake of the year is:\n\nAnn Lee",
        "By Order Of The Board",
    ] {
        let file = file(&format!("Harbour trade in numbers\n\n{P1}\n\n{P2}\n\n{last}\n"));
        let parts: Vec<&str> = last.split("\n\n").collect();
        are_text(&file, &[&[P1, P2], parts.as_slice()].concat());
    }
}

#[test]
fn lines_of_a_list_stay_apart() {
    let list = [
        "Mayor of Oakton quits after the vote on the bridge",
        "Two towns cut off by the river after a night of rain",
        "Baker wins the prize for the best cake of the year",
        "Choir looks for voices that can sing the old songs",
        "Fire at the old mill kills two and closes the road",
        "Ferry runs aground in the fog off the north pier",
        "Museum opens a show on letters from the war",
        "Swimmer aged 93 crosses the mouth of the river",
        "Port is now the third of the coast by weight",
    ];
    let file = file(&format!("The day in ten lines\n\n{}\n", list.join("\n\n")));
    let joined = file
        .paragraphs
        .iter()
        .filter(|it| list.iter().filter(|line| it.text.text.contains(*line)).count() > 1);
    assert_eq!(joined.count(), 0, "{}", shown(&file));
}

#[test]
fn whom_a_text_is_about_did_not_write_it() {
    let text = format!(
        "Baker of Oakton dies at 90\n\nRobert Holm\n\n{P1}\n\nMr. Holm had baked for sixty years.\n"
    );
    assert!(file(&text).bylines.is_empty());
    let text = format!("Baker of Oakton dies at 90\n\nRobert Holm\n\n{P1}\n\n{P2}\n");
    assert_eq!(file(&text).bylines.len(), 1);
}

#[test]
fn a_title_below_a_byline_is_no_house() {
    let article = file(&format!("By Ann Lee\nThe River Runs Dry\n\n{P1}\n\n{P2}\n"));
    assert_eq!(article.headline.map(|it| it.text).as_deref(), Some("The River Runs Dry"));
    let article = file(&format!(
        "Oakton floods after a night of rain\n\nBy Ann Lee\nLONDON\n\n{P1}\n\n{P2}\n"
    ));
    assert_eq!(article.dateline.map(|it| it.raw).as_deref(), Some("LONDON"));
}

#[test]
fn dates_of_a_list_are_no_datelines() {
    let text = "Tour dates of the Delmar Boys\n\nLondon, March 3 (SOLDOUT) Hall of the Sea Kings, with guests\n\nParis, March 4 (FREE) Park by the river, no guests\n";
    assert_eq!(file(text).dateline, None);
}
