//! Headers of articles of newspapers, as archives keep them.

use super::*;

const BODY: &str = "Northmark Bank said on Wednesday that it would cut 1,200 jobs and close 48 branches after its profit fell for the third quarter in a row.\n\nThe lender blamed weak demand for mortgages and the cost of replacing a computer system that failed twice last winter.\n\nShares in the group fell 7 percent before recovering some of the loss in the afternoon.\n\nThe bank employs 14,000 people in nine countries.";

/// What stands above the text, lines parted by `|`, and what is wrong with the text.
fn above(top: &str) -> String {
    let article = file(&format!("{}\n\n{BODY}\n", top.replace('|', "\n")));
    let shown = shown(&article);
    let (text, head): (Vec<&str>, Vec<&str>) =
        shown.lines().partition(|line| line.starts_with("para: "));
    let expected: Vec<String> = BODY.split("\n\n").map(|text| format!("para: {text}")).collect();
    let mut all: Vec<String> = head.iter().map(ToString::to_string).collect();
    all.extend(
        text.iter().filter(|line| !expected.contains(&line.to_string())).map(ToString::to_string),
    );
    assert!(expected.iter().all(|text| shown.contains(text.as_str())), "{top}: {shown}");
    all.join("; ")
}

#[test]
fn names_of_papers_are_told_from_titles() {
    const TITLE: &str = "Northmark to cut 1,200 jobs";
    for (top, expected) in [
        (
            "The Daily Gazette||March 9, 2012||{}||By Ann Lee",
            "headline: {}; by: Ann Lee; date: 2012-03-09; publication: The Daily Gazette",
        ),
        (
            "THE EXAMPLE POST|Friday, March 9, 2012|{}",
            "headline: {}; date: 2012-03-09; publication: THE EXAMPLE POST",
        ),
        ("El Diario de Villadorada||{}", "headline: {}; publication: El Diario de Villadorada"),
        (
            "Harwich Daily News|March 9, 2012||{}",
            "headline: {}; date: 2012-03-09; publication: Harwich Daily News",
        ),
        (
            "{}||The Daily Gazette|March 9, 2012|Page A4",
            "headline: {}; date: 2012-03-09; publication: The Daily Gazette; page: A4",
        ),
        (
            "{}|Example Post (Harwich) - Friday, March 9, 2012|Author: ANN LEE, Staff Writer",
            "headline: {}; by: Ann Lee, Staff Writer; date: 2012-03-09; publication: Example Post",
        ),
        (
            "{}||By Ann Lee|The Example Post",
            "headline: {}; by: Ann Lee; publication: The Example Post",
        ),
        (
            "{}||By Ann Lee|The Example Post|March 9, 2012|Page A4|812 words",
            "headline: {}; by: Ann Lee; date: 2012-03-09; publication: The Example Post; page: A4",
        ),
        (
            "{}||By Ann Lee|Correspondent of The Example Post",
            "headline: {}; by: Ann Lee, Correspondent; publication: The Example Post",
        ),
        (
            "{}||By Ann Lee|Business Correspondent, The Example Post",
            "headline: {}; by: Ann Lee, Business Correspondent; publication: The Example Post",
        ),
        (
            "Bank Makes News|March 9, 2012|By Ann Lee",
            "headline: Bank Makes News; by: Ann Lee; date: 2012-03-09",
        ),
        ("The Sun Shines on Harwich", "headline: The Sun Shines on Harwich"),
    ] {
        assert_eq!(above(&top.replace("{}", TITLE)), expected.replace("{}", TITLE), "{top}");
    }
}

#[test]
fn what_exports_note_of_a_page_is_no_title() {
    const TITLE: &str = "Northmark to cut 1,200 jobs";
    for (top, expected) in [
        (
            "Page A1|Length: 812 words|Edition: Final|Section: Metro||{}||By Ann Lee",
            "headline: {}; by: Ann Lee; section: Metro; edition: Final; page: A1",
        ),
        ("Edition: Final||{}", "headline: {}; edition: Final"),
        ("{}||By Ann Lee||Page A4", "headline: {}; by: Ann Lee; page: A4"),
        ("{}||By Ann Lee||812 words", "headline: {}; by: Ann Lee"),
        ("{}||SECTION: Business; Pg. 4", "headline: {}; section: Business; page: 4"),
        (
            "{}||Author: Ann Lee|Section: Local|Page: A4",
            "headline: {}; by: Ann Lee; section: Local; page: A4",
        ),
        ("{}||Special to The Example Post", "headline: {}"),
        ("{}||★★★☆☆", "headline: {}"),
    ] {
        assert_eq!(above(&top.replace("{}", TITLE)), expected.replace("{}", TITLE), "{top}");
    }
}

#[test]
fn titles_of_papers() {
    for (top, expected) in [
        (
            "LETTER FROM THE MARSH|The Geese Go Late|By ANN LEE",
            "kicker: LETTER FROM THE MARSH; headline: The Geese Go Late; by: Ann Lee",
        ),
        (
            "A Bank Shrinks. It Calls That a Plan.||By BOB ROE",
            "headline: A Bank Shrinks. It Calls That a Plan.; by: Bob Roe",
        ),
        (
            "BANK TO CUT JOBS.||TWELVE HUNDRED MEN TO GO.",
            "headline: BANK TO CUT JOBS.; deck: TWELVE HUNDRED MEN TO GO.",
        ),
        (
            "COLUMN ONE; NORTHMARK TO CUT 1,200 JOBS; PROFIT FALLS FOR THIRD QUARTER||By ANN LEE, TIMES STAFF WRITER",
            "kicker: COLUMN ONE; headline: NORTHMARK TO CUT 1,200 JOBS; deck: PROFIT FALLS FOR THIRD QUARTER; by: Ann Lee, TIMES STAFF WRITER",
        ),
        (
            "WORLD IN BRIEF; MORAVIA; RIVER BURSTS ITS BANKS NEAR BRNO",
            "kicker: WORLD IN BRIEF; MORAVIA; headline: RIVER BURSTS ITS BANKS NEAR BRNO",
        ),
        (
            "THEATER REVIEW; A Bank Is the Stage",
            "kicker: THEATER REVIEW; headline: A Bank Is the Stage",
        ),
        ("Technology; New Tills for Old", "kicker: Technology; headline: New Tills for Old"),
        ("Profit falls; bank to cut 1,200 jobs", "headline: Profit falls; bank to cut 1,200 jobs"),
    ] {
        assert_eq!(above(top), expected, "{top}");
    }
}

#[test]
fn names_under_titles() {
    const TITLE: &str = "Northmark to cut 1,200 jobs";
    for (top, expected) in [
        ("{}||ANN LEE, Harwich", "headline: {}; by: Ann Lee @ Harwich"),
        ("{}||Ann Lee|ann.lee@examplepost.com", "headline: {}; by: Ann Lee"),
        ("{}||By Ann Lee, Harwich", "headline: {}; by: Ann Lee @ Harwich"),
        ("{}||By Ann Lee and|Bob Roe", "headline: {}; by: Ann Lee; by: Bob Roe"),
        ("{}||By Ann Lee, Sculptor", "headline: {}; by: Ann Lee, Sculptor"),
        ("{}||BYLINE: By ANN LEE", "headline: {}; by: Ann Lee"),
        (
            "{}||Profit falls for the third quarter in a row. Unions are angry.||Ann Lee",
            "headline: {}; deck: Profit falls for the third quarter in a row. Unions are angry.; by: Ann Lee",
        ),
    ] {
        assert_eq!(above(&top.replace("{}", TITLE)), expected.replace("{}", TITLE), "{top}");
    }
}

/// What stands below the text, lines parted by `|`: persons and all but plain paragraphs.
fn below(end: &str) -> String {
    let article =
        file(&format!("Northmark to cut 1,200 jobs\n\n{BODY}\n\n{}\n", end.replace('|', "\n")));
    let shown = shown(&article);
    let known = |line: &&str| {
        let text = line.strip_prefix("para: ").unwrap_or(line);
        !line.starts_with("headline: ") && !BODY.contains(text)
    };
    shown.lines().filter(known).collect::<Vec<_>>().join("; ")
}

#[test]
fn what_papers_print_below_a_text() {
    for (end, expected) in [
        ("By Ann Lee", "by: Ann Lee"),
        ("ANN LEE", "by: Ann Lee"),
        ("Ann Lee", "by: Ann Lee"),
        ("--Ann Lee", "by: Ann Lee"),
        ("— Ann Lee", "by: Ann Lee"),
        ("LANGUAGE: ENGLISH", ""),
        ("LOAD-DATE: March 9, 2012", ""),
        (
            "Copyright 2012 The Example Post||LOAD-DATE: March 9, 2012",
            "copyright: Copyright 2012 The Example Post",
        ),
        (
            "This article was amended on 5 October 2006 to correct the number of branches.",
            "correction: This article was amended on 5 October 2006 to correct the number of branches.",
        ),
        (
            "An earlier version of this article gave the wrong number of branches.",
            "correction: An earlier version of this article gave the wrong number of branches.",
        ),
    ] {
        assert_eq!(below(end), expected, "{end}");
    }
}

#[test]
fn a_lead_that_ends_in_a_day_is_no_deck() {
    for end in [
        "officials said on\nFriday.",
        "officials said on\nMarch 9.",
        "officials said on\nMarch 9, 2012.",
    ] {
        let lead = format!(
            "The mayor of Harwich resigned after an inquiry found that he had hidden the\ntrue cost of the new bridge over the Tamsel, {end}"
        );
        let article = file(&format!(
            "Mayor resigns over bridge\n\n{lead}\n\nGeorge Pell, 61, had run the town since 1999 and was expected to stand for\na fifth term in the spring.\n\nHe told reporters that he had made mistakes but had never taken a penny for\nhimself.\n"
        ));
        assert!(article.deck.is_empty(), "{end}");
        let first = article.paragraphs.first().map(|first| first.text.text.clone());
        assert_eq!(first, Some(lead.replace('\n', " ")));
    }
}

#[test]
fn lines_of_a_page_inside_a_text_are_no_headings() {
    let middle = [
        "Continued on Page 4",
        "See POOL, A4",
        "POOL, from A1",
        "Advertisement",
        "Story continues below advertisement",
    ];
    for line in middle {
        let (first, rest) = BODY.split_at(BODY.find("\n\nShares").unwrap());
        let article = file(&format!(
            "Northmark to cut 1,200 jobs\n\nBy Ann Lee\n\n{first}\n\n{line}{rest}\n"
        ));
        let shown = shown(&article);
        assert!(shown.contains(&format!("editor_note: {line}")), "{shown}");
    }
}

#[test]
fn lines_of_a_double_spaced_text_are_joined() {
    let text = "Farmer’s diaries show earlier spring\n\n   When the last of the geese had gone over, Walter Pym took off\n\nhis cap and said that in sixty years he had not seen them leave\n\nso late.\n\n   He farms 300 acres of flat black land between the railway and\n\nthe sea, as his father did, and he keeps a diary of the weather\n\nin red ink.\n\n   Spring now comes to the marsh eleven days earlier than it did\n\nin 1950, and autumn nine days later.\n\n   “I could have told them that,” said Mr. Pym. “But nobody\n\nasked until last year.”\n\n   His granddaughter has begun a diary of her own. She uses a\n\ntelephone.\n";
    let article = file(text);
    let ends: Vec<&str> = article
        .paragraphs
        .iter()
        .filter_map(|paragraph| paragraph.text.text.rsplit(' ').next())
        .collect();
    assert_eq!(ends, ["late.", "ink.", "later.", "year.”", "telephone."], "{}", shown(&article));
}
