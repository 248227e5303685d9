//! What is left under the last sentence, and what is the last sentence.

use super::*;

const BODY: &str = "Council closes the old swimming pool\n\nThe city council voted on Tuesday night to close the pool, which has leaked since it was built.\n\nOfficials said that the decision had been taken after months of talks.\n\n";

/// The paragraphs of an article that ends in a line.
fn paragraphs_above(last: &str) -> usize {
    file(&format!("{BODY}{last}\n")).paragraphs.len()
}

fn check(lines: &[&str], paragraphs: usize) {
    let is_wrong = |line: &&&str| paragraphs_above(line) != paragraphs;
    let wrong: Vec<&&str> = lines.iter().filter(is_wrong).collect();
    assert!(wrong.is_empty(), "wanted {paragraphs} paragraphs with {wrong:#?}");
}

/// Sentences that begin as closing lines do.
const TEXT: &[&str] = &[
    "The dean contributed to this fund, too.",
    "Engineers say that rust contributed to this collapse and to three others.",
    "Warm winds contributed to this frost, which was the first of the year.",
    "Money contributed from abroad paid for the roof.",
    "Those against the plan say that buses would be cheaper. Fog contributed to this crash, police said.",
    "France and Spain contributed to the report.",
    "Source: nobody knows, says the ministry that ordered the figures.",
    "Contact: none since Sunday.",
    "Editor: a job for which nobody has asked.",
    "Online: the quarrel goes on, says the union.",
    "Read more and sleep less, she tells her pupils.",
    "Follow us, the guides said, and they did.",
    "Subscribe to nothing, she advised.",
    "Sign up for nothing, she advised.",
    "Share this with nobody, she said.",
    "Related: she is a niece of the minister.",
    "See also: the last three budgets.",
    "Click here, it said, and he clicked.",
    "All rights reserved for the heirs were sold in 1911.",
    "Copyright: three years of dispute are over, at last.",
    "Copyright Act of 1976 or not, she sings it.",
    "(c) the third point was left out of the list of 2011.",
    "Translated by Bo Tarn, the book sold three copies.",
    "Written by Tom Rigby; directed by Lena Dahl.",
    "Compiled by hand, the list took three years to finish.",
    "(Hale Street School, March 3, 2017)",
    "and/or",
    "Contact was lost at three.",
    "Email killed the letter, he said.",
    "To contact the dead was her trade.",
    "With the rain came the frogs.",
    "See you on page 4, she said.",
    "From Rome to Page, Arizona, it is a long way.",
    "Twitter: a place that she has never liked.",
    "(By then it was over.)",
    "A version of this tale is told in Rome.",
    "up to us",
    "Up we go",
    "Shell and the National Bank contributed.",
    "The Germans in Paris contributed.",
    "Published in Rome in 1911, it sold three copies.",
    "First published in 1911",
    "Updated figures were shown on Feb. 17, 2017.",
];

#[test]
fn sentences_that_begin_as_closing_lines_do_are_text() {
    check(TEXT, 3);
}

/// Lines that are no text.
const CLOSING: &[&str] = &[
    "Reuters and AFP contributed.",
    "AP writers Ann Lee in Rome and Bo Ng in Rabat, Morocco, contributed.",
    "Ann Lee reported from Rome. AP writer Bo Ng in Rabat contributed to this report.",
    "(AFP contributed to this story.)",
    "Bo Ng contributed reporting from Rabat.",
    "Staff writer Ann Lee contributed to this column from Rome.",
    "Contact the writers at annlee@example.com",
    "annlee@example.com",
    "@annlee",
    "Twitter: @annlee",
    "E-mail: annlee@example.com",
    "Reach Ann Lee at (555) 555-0142 or annlee@example.com.",
    "To contact the reporter on this story: Ann Lee in Rome at annlee@example.com",
    "김철수 기자 kimcs@example.com",
    "(With inputs from PTI)",
    "(With PTI inputs)",
    "With files from The Canadian Press",
    "(avec AFP)",
    "Con información de EFE",
    "Mit Material von dpa",
    "Le Monde avec AFP",
    "See POOL, Page A4",
    "(See POOL on Page A4)",
    "Please see POOL, A4",
    "Continued on Page A4",
    "(Continued on Page 6)",
    "Turn to Page 4",
    "POOL, from Page A1",
    "SOURCE Granite Foods, Inc.",
    "==Kyodo",
    "(ANSA).",
    "(끝)",
    "PTI AB CD",
    "dpa ab cd",
    "AB/cd",
    "(Source: Xinhua)",
    "（来源：新华社）",
    "【编辑:王伟】",
    "(Copyright 2017 by The Example Press. All Rights Reserved.)",
    "(c) Copyright Example Press 2012. Click For Restrictions",
    "Our Standards: The Example Trust Principles.",
    "A version of this article appears in print on Feb. 17, 2017, on Page A1 with the headline: Pool Closes.",
    "Reporting By Ann Lee; Editing By Bo Ng",
    "Additional reporting by Ann Lee in Rome and agencies",
    "--With assistance from Ann Lee in Rome.",
    "(By Ann Lee in Rome)",
    "NNNN",
    "Follow us on Twitter",
    "Copyright Example Press 2012.",
    "（来源：示例日报）",
    "Source: Granite Foods plc",
    "© dpa-infocom, dpa:170217-99-123456/3",
    "Enditem/AB",
    "WAM/Ann Lee",
    "Published in Dawn, February 17th, 2017",
    "First published: 17 February 2017",
    "Published on February 17, 2017",
];

#[test]
fn lines_below_the_text_are_peeled() {
    check(CLOSING, 2);
}

#[test]
fn a_date_among_occasions_is_text() {
    let dates = "Friday, 9 p.m.: Council\n\nRoom 4, town hall\n\nMay 3, 2017";
    let article = file(&format!("{BODY}{dates}\n"));
    assert_eq!((article.paragraphs.len(), article.date), (5, None));
    let article = file(&format!("{BODY}May 3, 2017\n"));
    assert_eq!((article.paragraphs.len(), article.date.is_some()), (2, true));
}

#[test]
fn closing_lines_name_the_agencies() {
    for (line, agencies) in [
        ("(Source: Xinhua)", "Xinhua"),
        ("With inputs from PTI and agencies", "PTI"),
        ("(ANSA).", "ANSA"),
        ("PTI AB CD", "PTI"),
        ("(AP via Xinhua)", "AP+Xinhua"),
    ] {
        let article = file(&format!("{BODY}{line}\n"));
        assert_eq!(article.source.agencies.join("+"), agencies, "{line}");
    }
}

/// Wrapped paragraphs, and directly below the last of them a credit.
const WRAPPED: &str = "Council closes the old swimming pool\n\nThe city council voted on Tuesday night to close the pool,\nwhich has leaked since it was built.\n\nOfficials said that the decision had been taken after months\nof talks with everybody who swims there.\n(Reuters)\n";

#[test]
fn a_credit_directly_below_the_text_is_found_above_those_who_contributed() {
    let contribution = "\nBo Li in Kiev contributed to this report.\n";
    for count in 0..3 {
        let below = contribution.repeat(count);
        let article = file(&format!("{WRAPPED}{below}"));
        assert_eq!(article.source.agencies, ["Reuters"], "{below:?}");
    }
}

#[test]
fn a_credit_in_the_midst_of_the_text_is_text() {
    let paragraph = "The pool was built by the men who had dug the canal below it,\nand opened on the first warm day.\n";
    let article = file(&format!("{WRAPPED}\n{paragraph}\n{paragraph}\n{paragraph}"));
    assert_eq!((article.source.agencies.len(), article.paragraphs.len()), (0, 5));
}

#[test]
fn prose_is_told_from_names_and_marks() {
    use crate::split::trailer::holds_prose;
    for (line, expected) in [
        ("Net loss 3.1 mln vs profit two cts", true),
        ("The Journal of the Society for the Arts", false),
        ("Bo Li reported from the harbour at b.li@example.com", false),
        ("Reporting by Bo Li who was there and saw everything", false),
        ("Der Vertrag wurde in Kiew für alle geschlossen", false),
        ("Up to 9 cts", false),
    ] {
        assert_eq!(holds_prose(line), expected, "{line}");
    }
}
