//! Where a title ends and the text begins.

use super::*;

const FIRST: &str =
    "The vote came after three hours of testimony from 61 residents, most of them against it.";
const SECOND: &str = "Officials said that the decision had been taken after months of talks and that nobody was satisfied.";

fn texts(article: &Article) -> Vec<&str> {
    article.paragraphs.iter().map(|paragraph| paragraph.text.text.as_str()).collect()
}

fn deck(article: &Article) -> Vec<&str> {
    article.deck.iter().map(|deck| deck.text.as_str()).collect()
}

#[test]
fn a_lead_is_no_deck_whatever_it_ends_in() {
    for lead in [
        "The bath on Fish Lane has closed for good, and its oldest swimmer, Ann Lind, is 93.",
        "The bath on Fish Lane has closed for good and will be filled in by a man named Bo.",
        "The bath on Fish Lane has closed for good, and the keys have been sent to the US.",
        "The bath on Fish Lane has closed for good, and the keys have been sent to the U.S.",
        "The last swimmer left the old bath on Fish Lane at 9 p.m.",
        "Who stole the ferry Aurora from its berth in the inner harbour on Friday night?",
        "What a week it has been for the harbour, the ferry and the gulls of this town!",
        "Here is what the harbour board decided on Friday after nine hours of talks:",
        "The shares of the company closed on Friday in London up 3%.",
        "The shares of the company closed on Friday in London at $9.50.",
        "\"The ferry has left.\"",
        "It rained.",
    ] {
        let article =
            file(&format!("Bath closes after many years\n\n{lead}\n\n{FIRST}\n\n{SECOND}\n"));
        assert_eq!(texts(&article), [lead, FIRST, SECOND], "{}", shown(&article));
        assert_eq!(article.headline.unwrap().text, "Bath closes after many years");
    }
    let article = file(
        "NOTES\n\nA report on Tuesday about the ferry gave its speed incorrectly. It is 22 knots, not 32.\n\nA notice on Monday misstated the year of her launch. It was 1921, not 1912, as we wrote.\n",
    );
    assert_eq!((article.headline.unwrap().text.as_str(), article.paragraphs.len()), ("NOTES", 2));
}

#[test]
fn a_long_question_below_a_kicker_is_the_headline() {
    let title = "Why does nobody in the council care about the old bath on Fish Lane?";
    let article = file(&format!("OPINION\n\n{title}\n\n{FIRST}\n\n{SECOND}\n"));
    assert_eq!(article.headline.unwrap().text, title);
}

#[test]
fn a_lead_that_is_broken_is_text() {
    const LEAD: &str = "Two Danish engineers and the envoy to the port were among those who met in a hotel on Thursday to talk about a pipeline that nobody has agreed to build, according to people who were there.";
    let words: Vec<&str> = LEAD.split(' ').collect();
    for at in [4, 8, 12, 18, 24, 28] {
        for gap in ["\n", "\n\n"] {
            let (head, tail) = (words[..at].join(" "), words[at..].join(" "));
            let article = file(&format!(
                "Pipeline talks end without a word\n{head}{gap}{tail}\n{FIRST}\n{SECOND}\n"
            ));
            assert_eq!(deck(&article), [""; 0], "{head}");
            let parts = usize::from(gap == "\n\n");
            assert_eq!(article.paragraphs.len(), 3 + parts, "{}", shown(&article));
            assert_eq!(article.headline.unwrap().text, "Pipeline talks end without a word");
        }
    }
}

#[test]
fn a_sentence_above_a_byline_or_a_dateline_is_a_deck() {
    const DECK: &str = "Engineers find no cracks, but the railings are to be replaced next summer.";
    for (top, bottom, by, dateline) in [
        ("", "By Gail Norris\n\n", "Gail Norris", false),
        ("", "By Gail Norris\nFebruary 17, 2017\n\n", "Gail Norris", false),
        ("", "MILLBROOK, Ohio (AP) — ", "", true),
        ("COLUMN ONE\n\n", "By GAIL NORRIS, TIMES STAFF WRITER\n\n", "Gail Norris", false),
    ] {
        let article =
            file(&format!("{top}Bridge reopens\n\n{DECK}\n\n{bottom}{FIRST}\n\n{SECOND}\n"));
        assert_eq!(deck(&article), [DECK], "{}", shown(&article));
        assert_eq!(article.bylines.first().map_or("", |person| &person.name), by);
        assert_eq!(article.dateline.is_some(), dateline);
        assert_eq!(article.paragraphs.len(), 2);
    }
    let article = file(&format!(
        "Bridge reopens\n\nEngineers find no cracks in the deck but say that the\nrailings are to be replaced\n\nBy Gail Norris\n\n{FIRST}\n\n{SECOND}\n"
    ));
    assert_eq!(
        deck(&article),
        ["Engineers find no cracks in the deck but say that the railings are to be replaced"]
    );
    let article = file(&format!(
        "World in brief\n\n{SECOND}\n\nROME (AP) — {FIRST}\n\nOSLO, Norway (AP) — {FIRST}\n"
    ));
    assert_eq!((deck(&article).len(), article.paragraphs.len()), (0, 3), "{}", shown(&article));
}

#[test]
fn short_lines_that_are_paragraphs_stay_apart() {
    for lines in [
        "ROME (AP) — The cabinet approved a budget early on Friday.\nOSLO, Norway (AP) — A ferry ran aground in the fog.\nLIMA, Peru (AP) — A landslide closed the main road again.",
        "NEW: The ferry is back.\nNEW: The harbour is open again, the master says.\nNEW: The gulls have left.",
        "MONDAY: The council meets in the old hall.\nTUESDAY: The choir sings.\nFRIDAY: The bath opens.",
    ] {
        let article = file(&format!("What is new\n{lines}\n"));
        assert_eq!(texts(&article).join("\n"), lines);
    }
    let article = file(
        "A title that is a good deal longer than any line of the text below it, as can happen in short files that somebody wrapped\nThe council voted on Tuesday to close the old bath, which has\nleaked since it was built.\n\nNobody was there to see it, and nobody laughed when it was\nover.\n",
    );
    assert_eq!(article.paragraphs.len(), 2, "{}", shown(&article));
}

#[test]
fn a_title_in_capitals_may_end_in_a_full_stop() {
    let article = file(&format!("THE STRIKE AT THE DOCKS ENDS.\n\n{FIRST}\n\n{SECOND}\n"));
    assert_eq!(article.headline.unwrap().text, "THE STRIKE AT THE DOCKS ENDS.");
}

#[test]
fn labels_say_what_follows() {
    for (top, gap) in [
        (
            "HEADLINE: Bath closes after many years\nBYLINE: Ann Lee\nDATELINE: LIMA\nBODY:\n",
            "\n\n",
        ),
        (
            "Title: Bath closes after many years\nAuthor: Ann Lee\nDate: February 17, 2017\nText: ",
            "\n",
        ),
    ] {
        let article = file(&format!("{top}{FIRST}{gap}{SECOND}\n"));
        assert_eq!(texts(&article), [FIRST, SECOND], "{}", shown(&article));
        assert_eq!(article.headline.unwrap().text, "Bath closes after many years");
        assert_eq!(article.bylines.first().map(|person| person.name.as_str()), Some("Ann Lee"));
        assert!(article.dateline.is_some() || article.date.is_some());
    }
}

#[test]
fn a_word_between_blank_lines_is_a_kicker() {
    for (kicker, title) in [
        ("Gardening", "How to prune a plum tree without tears"),
        ("The Interview", "Nobody has asked the harbour master"),
        ("Transports", "Le dernier bac du fleuve est menacé"),
    ] {
        let article = file(&format!("{kicker}\n\n{title}\n\nBy Ann Lee\n\n{FIRST}\n\n{SECOND}\n"));
        assert_eq!(article.kicker.map(|text| text.text).as_deref(), Some(kicker));
        assert_eq!(article.headline.unwrap().text, title);
    }
    let article =
        file(&format!("Bridge reopens\n\nEngineers find no cracks in it\n\n{FIRST}\n\n{SECOND}\n"));
    assert_eq!(article.headline.unwrap().text, "Bridge reopens");
    let article = file(&format!(
        "Council Votes to Close the Old Bath After\nNinety-Nine Years of Summers\n\n{FIRST}\n\n{SECOND}\n"
    ));
    assert_eq!(
        article.headline.unwrap().text,
        "Council Votes to Close the Old Bath After Ninety-Nine Years of Summers"
    );
}

#[test]
fn a_sentence_above_a_date_is_a_deck() {
    let article = file(
        "Bank buys its rival\n\nShareholders of the smaller house get nothing.\n\n17 Feb 2017\n\nThe larger bank bought the smaller one for a single crown on Friday, both of them said.\n\nNobody else had made an offer.\n",
    );
    assert_eq!(deck(&article), ["Shareholders of the smaller house get nothing."]);
    assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2017-02-17"));
    assert_eq!(article.paragraphs.len(), 2);
}

#[test]
fn the_contact_of_an_announcement_is_no_title() {
    let article = file(
        "FOR IMMEDIATE RELEASE\n\nContact: Ida Holm, 555-0100\n\nAcme opens a plant\n\nDUBLIN, Ohio (Feb. 17, 2017) – Acme Inc. today opened a plant in Dublin, where it makes widgets.\n\nIt employs 400 people.\n",
    );
    let headline = article.headline.as_ref().map(|headline| headline.text.as_str());
    assert_eq!(headline, Some("Acme opens a plant"), "{}", shown(&article));
    assert_eq!(article.date.map(|date| date.to_string()).as_deref(), Some("2017-02-17"));
}
