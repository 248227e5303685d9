//! Bylines among the other lines above a text.

use super::*;

const TITLE: &str = "Council votes to close the old bath";
const TEXT: &str = "The council voted on Tuesday night to close the bath on Fish Lane, which has leaked since it was built in 1958.";
const MORE: &str = "Officials said that the decision had been taken after months of talks and that nobody was satisfied.";

/// What an article has besides headline and paragraphs, between blank lines
/// and without them.
fn above(lines: &str) -> [String; 2] {
    ["\n", "\n\n"].map(|gap| {
        let lines = lines.replace('|', gap).replace(" / ", " | ");
        let article = file(&[TITLE, &lines, TEXT, MORE].join(gap));
        let texts = article.paragraphs.iter().map(|paragraph| paragraph.text.text.as_str());
        assert_eq!(texts.collect::<Vec<_>>(), [TEXT, MORE], "{}", shown(&article));
        let all = shown(&article);
        let others =
            all.lines().filter(|line| !line.starts_with("headline") && !line.starts_with("para"));
        others.collect::<Vec<_>>().join("; ")
    })
}

#[test]
fn lines_between_byline_and_text() {
    for (lines, expected) in [
        ("By Ann Lee|Special to The Courier", "by: Ann Lee, Special to The Courier"),
        ("By Ann Lee|BBC News, Lima", "by: Ann Lee; agencies: BBC"),
        ("By Ann Lee|alee@example.com", "by: Ann Lee"),
        ("By Ann Lee|@annlee", "by: Ann Lee"),
        ("By Ann Lee|2 Min Read", "by: Ann Lee"),
        ("By Ann Lee|By Bo Ng", "by: Ann Lee; by: Bo Ng"),
        ("By Ann Lee|Of the Courier Staff", "by: Ann Lee, Of the Courier Staff"),
        (
            "By Ann Lee|By Bo Ng|Herald Staff Writers",
            "by: Ann Lee, Herald Staff Writers; by: Bo Ng, Herald Staff Writers",
        ),
        ("By|Ann Lee", "by: Ann Lee"),
        ("By Ann Lee / February 17, 2017", "by: Ann Lee; date: 2017-02-17"),
        ("Ann Lee / TNN / Oct 14, 2015, 06.12 AM IST", "by: Ann Lee; date: 2015-10-14 06:12"),
        ("By Ann Lee|c.2017 Example News Service", "by: Ann Lee"),
        ("By Ann Lee|The Harbour Courier (AP)", "by: Ann Lee; agencies: AP"),
        ("Story by Ann Lee|Photos by Bo Ng", "by: Ann Lee; by: Bo Ng, photos"),
        ("Posted by Ann Lee on March 3, 2014", "by: Ann Lee; date: 2014-03-03"),
        ("By Ann Lee on Mar 3, 2017 at 2:05 PM", "by: Ann Lee; date: 2017-03-03 14:05"),
        (
            "By Ann Lee Source:Global Times Published: 2017/2/17 19:43:39",
            "by: Ann Lee; date: 2017-02-17 19:43; publication: Global Times",
        ),
        ("By Ann Lee 17 February 2017", "by: Ann Lee; date: 2017-02-17"),
        ("By Ann Lee – Published February 17, 2017", "by: Ann Lee; date: 2017-02-17"),
    ] {
        assert_eq!(above(lines), [expected, expected], "{lines}");
    }
}

#[test]
fn bylines_without_by() {
    for (lines, expected) in [
        ("Ann Lee, Associated Press", "by: Ann Lee; agencies: AP"),
        ("ANN LEE, Political Editor", "by: Ann Lee, Political Editor"),
        ("Ann Lee, Moscow Correspondent", "by: Ann Lee, Moscow Correspondent"),
        ("ANN LEE Staff Writer", "by: Ann Lee, Staff Writer"),
        ("Ann Lee in Cairo and Bo Ng in Tunis", "by: Ann Lee @ Cairo; by: Bo Ng @ Tunis"),
        ("Ann Lee in Cairo and Bo Ng", "by: Ann Lee @ Cairo; by: Bo Ng"),
        ("Agencies", ""),
        ("Ann Lee|Staff Writer", "by: Ann Lee, Staff Writer"),
        ("Ann Lee|February 17, 2017", "by: Ann Lee; date: 2017-02-17"),
        (
            "Ann Lee|Granada 17 FEB 2017 - 19:04 CET",
            "by: Ann Lee; dateline: Granada; date: 2017-02-17 19:04+01:00",
        ),
        ("Ann Lee and Bo Ng|February 17, 2017", "by: Ann Lee; by: Bo Ng; date: 2017-02-17"),
        ("VON JÜRGEN VOSS", "by: Jürgen Voss"),
        ("REUTERS", "agencies: Reuters"),
        ("Associated Press", "agencies: AP"),
        ("AFP, Lima", "agencies: AFP"),
        ("Ida Holm", "by: Ida Holm"),
        ("IDA HOLM", "by: Ida Holm"),
        ("Ida Holm and Bo Ng", "by: Ida Holm; by: Bo Ng"),
        ("Ida Holm, Bo Ng", "by: Ida Holm; by: Bo Ng"),
        ("Ida Holm in Oslo", "by: Ida Holm @ Oslo"),
        ("Ida Holm in Oslo and agencies", "by: Ida Holm @ Oslo"),
        ("From Ida Holm in Oslo", "by: Ida Holm @ Oslo"),
        ("Ida Holm, The Harbour Courier", "by: Ida Holm"),
        ("Ida Holm • Courier staff", "by: Ida Holm"),
        ("Ida Holm|3 Min Read", "by: Ida Holm"),
        ("Written by: Ida Holm", "by: Ida Holm"),
        ("Text and photos: Ida Holm", "by: Ida Holm"),
        ("Van onze verslaggever", ""),
        ("Reuters Staff|2 Min Read", ""),
        ("Express News Service", ""),
        ("Special Correspondent", ""),
        ("From Our Special Correspondent", ""),
    ] {
        assert_eq!(above(lines), [expected, expected], "{lines}");
    }
}

#[test]
fn decks_that_are_no_bylines() {
    for line in [
        "Fire brigade on standby",
        "Fire Kills Nine in Cairo",
        "Old Bath Gone",
        "Mayor Lind to Resign",
        "Residents, Reporters Clash",
        "North Sea",
        "Christian Democrats",
        "New South Wales",
        "PAR VALUE CUT AGAIN BY 3 PCT",
    ] {
        for found in above(line) {
            assert_eq!(found, format!("deck: {line}"));
        }
    }
}

#[test]
fn an_agency_stands_above_wrapped_text() {
    let wrapped = "The council voted on Tuesday night to close the bath on Fish Lane, which\nhas leaked since it was built in 1958 and which the town cannot afford to\nmend.\n\nNobody was satisfied, officials said, and some of them had not even been\nasked.\n";
    for (line, expected) in
        [("REUTERS", "Reuters"), ("AFP, LIMA", "AFP"), ("Special Correspondent", "")]
    {
        let article = file(&format!("{TITLE}\n\n{line}\n\n{wrapped}"));
        assert_eq!(article.deck.len(), 0, "{line}");
        assert_eq!(article.source.agencies.concat(), expected);
    }
}

#[test]
fn a_name_in_cyrillic_stands_above_the_text() {
    let article = file(
        "Совет закрыл старую баню на берегу\n\nИван Петров\n\nСовет города решил во вторник закрыть баню на берегу реки, которая течёт с тех пор, как её построили.\n\nНикто не был доволен, сказали в совете.\n",
    );
    assert_eq!(article.bylines.len(), 1, "{}", shown(&article));
    assert_eq!(article.paragraphs.len(), 2);
}

#[test]
fn a_credit_over_two_lines_is_one() {
    for rest in
        ["\nWriting by Sam Poe; Editing by Tim Bell)", " Writing by Sam Poe;\nEditing by Tim Bell)"]
    {
        let article = file(&format!(
            "{TITLE}\n\n{TEXT}\n\n{MORE}\n\n(Additional reporting by Ann Lee in Rome;{rest}\n"
        ));
        let names: Vec<&str> = article.bylines.iter().map(|person| person.name.as_str()).collect();
        assert_eq!(names, ["Ann Lee", "Sam Poe", "Tim Bell"], "{}", shown(&article));
        assert_eq!(article.paragraphs.len(), 2);
    }
}

#[test]
fn rules_marks_and_pictures_above_the_text() {
    for (text, expected) in [
        ("{TITLE}\n=====\n\nBy Ann Lee\n\n", "by: Ann Lee"),
        ("# {TITLE}\n\n*By Ann Lee*\n\n", "by: Ann Lee"),
        (
            "{TITLE}\nPHOTO: The bath in May\nBy Ann Lee\n\n",
            "by: Ann Lee; caption: PHOTO: The bath in May",
        ),
    ] {
        let article = file(&format!("{}{TEXT}\n\n{MORE}\n", text.replace("{TITLE}", TITLE)));
        let all = shown(&article);
        let others: Vec<&str> = all.lines().filter(|line| !line.starts_with("para")).collect();
        assert_eq!(others.join("; "), format!("headline: {TITLE}; {expected}"));
    }
}

#[test]
fn a_name_that_the_text_is_about_is_no_byline() {
    let text = "Ida Holm, who kept the lock on the Lind for forty years, died on Friday.";
    let article =
        file(&format!("Keeper of the old lock is dead\n\nIda Holm\n\n{text}\n\nShe was 93.\n"));
    assert!(article.bylines.is_empty());
}

#[test]
fn lines_of_pages_above_the_text_are_no_deck() {
    for (line, expected) in [
        ("Updated: February 17, 2017 2:05 p.m. ET", "date: 2017-02-17 14:05"),
        ("Feb. 17, 2017, 2:05 p.m.", "date: 2017-02-17 14:05"),
        ("Published: Feb. 17, 2017 12:05 a.m.", "date: 2017-02-17 00:05"),
        ("Published 2:05 p.m., Friday, February 17, 2017", "date: 2017-02-17 14:05"),
        ("NEW YORK Fri Mar 2, 2012 4:28pm EST", "dateline: NEW YORK; date: 2012-03-02 16:28-05:00"),
        ("Publié le 17/02/2017 à 14h05", "date: 2017-02-17 14:05"),
        ("Publicado em 17/02/2017", "date: 2017-02-17"),
        ("Veröffentlicht am 17.02.2017", "date: 2017-02-17"),
        ("Pubblicato il 17 febbraio 2017", "date: 2017-02-17"),
        ("17 февраля 2017 г.", "date: 2017-02-17"),
        ("3 марта 2017, 14:05 / ТАСС", "date: 2017-03-03 14:05; agencies: TASS"),
        (
            "FILE PHOTO: The bath in May. REUTERS/Bo Ng/File Photo",
            "caption: FILE PHOTO: The bath in May. REUTERS/Bo Ng/File Photo",
        ),
        ("The bath on Friday. (AP Photo/Bo Ng)", "caption: The bath on Friday. (AP Photo/Bo Ng)"),
    ] {
        let article = file(&[TITLE, line, TEXT, MORE].join("\n\n"));
        let all = shown(&article);
        let others =
            all.lines().filter(|line| !line.starts_with("headline") && !line.starts_with("para"));
        assert_eq!(others.collect::<Vec<_>>().join("; "), expected, "{line}");
        assert!(all.ends_with(MORE));
    }
}
