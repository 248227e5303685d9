//! What ends the last paragraph: credits, contacts, notes, names of editors.

use super::*;

/// Who is named below a text, and what its last paragraph is then, for a
/// text that ends as given; `|` is a blank line.
fn ending(end: &str) -> (String, String) {
    let end = end.replace('|', "\n\n");
    let article = file(&format!(
        "Mill stops its wheel\n\nThe mill on the Lind stopped its wheel on Friday after two hundred years, its owner said.\n\n{end}\n"
    ));
    let people = article.bylines.iter().map(|person| {
        let part = |part: &Option<String>, mark: &str| {
            part.as_ref().map_or(String::new(), |part| format!("{mark}{part}"))
        };
        format!("{}{}{}", person.name, part(&person.role, ", "), part(&person.place, " @ "))
    });
    let last = article.paragraphs.last().map(|last| last.text.text.clone());
    (people.collect::<Vec<_>>().join("; "), last.unwrap_or_default())
}

fn check(rows: &[(&str, &str, &str)]) {
    let mut wrong = Vec::new();
    for &(end, people, last) in rows {
        let found = ending(end);
        if found != (people.to_owned(), last.to_owned()) {
            wrong.push(format!("{end}\n  wanted {people} | {last}\n  got    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

const BOTH: &str = "Ida Holm, reporting; Bo Kern, editing";
const TEXT: &str = "It turned no more.";

#[test]
fn credits_are_read_whatever_stands_behind_them() {
    check(&[
        (
            "It turned no more. (Reporting by Ida Holm; Editing by Bo Kern) ((i.holm@wire.example; +44 20 7946 0000))",
            BOTH,
            TEXT,
        ),
        (
            "It turned no more. (Reporting by Ida Holm; Editing by Bo Kern)|(i.holm@wire.example; +44 20 7946 0000; Messaging: i.holm)",
            BOTH,
            TEXT,
        ),
        (
            "It turned no more. (Reporting by Ida Holm; Editing by Bo Kern)   For more on this story click here.",
            BOTH,
            TEXT,
        ),
        (
            "It turned no more. (Reporting by Ida Holm; Editing by Bo Kern) Keywords: MILL STOPS/",
            BOTH,
            TEXT,
        ),
        (
            "It turned no more. (Reporting by Ida Holm; Editing by Bo Kern)|((email)(+44 20 7946 0000))|Keywords: MILL/",
            BOTH,
            TEXT,
        ),
        (
            "It turned no more. (Reporting by Ida Holm; Editing by Bo Kern) (This story was corrected to fix the name)",
            BOTH,
            "(This story was corrected to fix the name)",
        ),
        ("It turned no more. (Reporting by Ida Holm; Editing by Bo Kern", BOTH, TEXT),
        ("It turned no more. Reporting by Ida Holm; Editing by Bo Kern", BOTH, TEXT),
        ("It turned no more. (Wire Newsroom)", "", TEXT),
        (
            "It turned no more. To contact the reporter on this story: Ida Holm in Oslo at  iholm@wire.example To contact the editor responsible for this story: Bo Kern at  bkern@wire.example",
            "",
            TEXT,
        ),
        ("It turned no more.|(Bergen Newsroom)", "", TEXT),
        (
            "It turned no more.|Source text for screens: ID:nX123|Further company coverage: MIL.X",
            "",
            TEXT,
        ),
    ]);
}

#[test]
fn people_of_credits() {
    check(&[
        (
            "It turned no more. (With additional reporting by Ida Holm, editing by Bo Kern)",
            "Ida Holm, additional reporting; Bo Kern, editing",
            TEXT,
        ),
        (
            "It turned no more. (Reporting and writing by Ida Holm; editing by Bo Kern)",
            "Ida Holm, reporting and writing; Bo Kern, editing",
            TEXT,
        ),
        (
            "It turned no more. (Reporting by Ida Holm in Washington, D.C., and Bo Kern in Austin, Texas)",
            "Ida Holm, reporting @ Washington; Bo Kern, reporting @ Austin",
            TEXT,
        ),
        ("It turned no more. (By Ida Holm; Editing by: Bo Kern)", BOTH, TEXT),
        (
            "It turned no more. (Reporting by Ida Holm and the Oslo newsroom; Editing by Bo Kern)",
            BOTH,
            TEXT,
        ),
        (
            "It turned no more. (Reporting by Ida Holm in Oslo and the Rome bureau; Editing by Bo Kern)",
            "Ida Holm, reporting @ Oslo; Bo Kern, editing",
            TEXT,
        ),
        (
            "It turned no more. (Reporting by Ida Holm in Oslo, with Bo Kern in Rome)",
            "Ida Holm, reporting @ Oslo; Bo Kern, reporting @ Rome",
            TEXT,
        ),
        ("It turned no more. (Desking by Bo Kern)", "Bo Kern, desking", TEXT),
        (
            "Ya no gira. (Reporte de Ida Holm; Editado por Bo Kern)",
            "Ida Holm, reporte; Bo Kern, editado",
            "Ya no gira.",
        ),
        (
            "Já não gira. (Reportagem de Ida Holm; Edição de Bo Kern)",
            "Ida Holm, reportagem; Bo Kern, edição",
            "Já não gira.",
        ),
        (
            "Elle ne tourne plus. (Ida Holm, édité par Bo Kern)",
            "Ida Holm, reporting; Bo Kern, édité",
            "Elle ne tourne plus.",
        ),
    ]);
}

#[test]
fn an_editor_is_cut_off_a_last_sentence() {
    check(&[
        ("双方表示满意。(责任编辑：李芳)", "", "双方表示满意。"),
        ("很好。责任编辑：李芳", "", "很好。"),
        ("很好。（编辑：李芳）", "", "很好。"),
        ("很好。【编辑:李芳】", "", "很好。"),
        ("很好。|（编辑：李芳）", "", "很好。"),
        ("责任编辑李芳说，他不知道。", "", "责任编辑李芳说，他不知道。"),
    ]);
}

#[test]
fn sentences_that_begin_as_credits_do_are_text() {
    for text in [
        "(Reporting by the paper won a prize.)",
        "She was told. To contact the dead was her trade.",
        "SOURCE OF TROUBLE",
        "© the banner said.",
        "She praised the writing by Ida Holm.",
        "She praised the reporting. Editing by committee is a bad habit.",
        "She wrote to him (ida@mill.example).",
        "The fund gives grants (since 1990) and loans (in Texas).",
        "For most of them a click on the lock was enough.",
    ] {
        assert_eq!(ending(text), (String::new(), text.to_owned()));
    }
}

/// What is told of date and source by the line below a text.
fn below(line: &str) -> String {
    let article = file(&format!(
        "Mill stops its wheel\n\nThe mill on the Lind stopped its wheel on Friday.\n\nIt turned no more.{line}\n"
    ));
    let date = article.date.map_or("-".to_owned(), |date| date.to_string());
    let paper = article.source.publication.unwrap_or("-".to_owned());
    let page = article.source.page.unwrap_or("-".to_owned());
    let count = article.paragraphs.len();
    format!("{date} {paper} {page} {} {count}", article.source.agencies.join("+"))
}

#[test]
fn dates_and_agencies_below_the_text() {
    for (line, expected) in [
        ("\n\nLast Updated: February 17, 2017", "2017-02-17 - -  2"),
        ("\n\nFirst Published: Feb 17, 2017 14:05 IST", "2017-02-17 - -  2"),
        ("\n\nStory first published: Friday, February 17, 2017, 14:05 [IST]", "2017-02-17 - -  2"),
        (
            "\n\nPublished in The Express Tribune, February 17th, 2017.",
            "2017-02-17 The Express Tribune -  2",
        ),
        (
            "\n\nThis report by The Canadian Press was first published Feb. 17, 2017.",
            "2017-02-17 - - CP 2",
        ),
        ("\n\nThis report by the board was first published in 2017.", "- - -  3"),
        ("\n\n(China Daily USA 02/17/2017 page1,4)", "2017-02-17 China Daily USA 1,4  2"),
        (
            "\n\n(China Daily - Agencies via Xinhua 02/17/2017 page11)",
            "2017-02-17 China Daily 11 Xinhua 2",
        ),
        ("\n\nChina Daily - Xinhua", "- China Daily - Xinhua 2"),
        (" (Xinhua)", "- - - Xinhua 2"),
        (" (ANSA).", "- - - ANSA 2"),
        (" The agency said so (AP).", "- - -  2"),
    ] {
        assert_eq!(below(line), expected, "{line}");
    }
}

#[test]
fn the_notebook_of_the_desk_is_no_text() {
    let article = file(
        "Mühle steht still\n\nLinden (dpa) - Die Mühle an der Linde steht seit Freitag still.\n\nSie lief zweihundert Jahre.\n\n# dpa-Notizblock\n\n## Orte\n- [Mühle](Am Wehr 1)\n\n## dpa-Kontakte\n- Autorin: Ida Holm, Telefon 030 5550100\n",
    );
    assert_eq!(article.paragraphs.len(), 2, "{}", shown(&article));
}

#[test]
fn text_that_looks_like_a_credit_stays() {
    for text in [
        "Reserves rose by 1.8 (+2.8)",
        "Shares closed up (+1.25 pct, +0.5 pct)",
        "He won it (again)",
        "Reporting by night is hard. Editing by committee, she said, is harder.",
        "She praised the reporting by Ida Holm and the editing by Bo Kern in Lantern Bay.",
        "They met for a meeting by the sea.",
        "The scoring by both teams was poor, and the batting by Harland was worse.",
        "He asked readers to write (mill@wire.example).",
        "The Mill (Newsroom) was sold.",
        "The rate is two to one ($2 = one vote for each of the owners of the mill, a witness said).",
    ] {
        check(&[(text, "", text)]);
    }
}

#[test]
fn who_wrote_a_story_is_named_once() {
    let article = file(
        "Mill stops its wheel\n\nBy Ida Holm\n\nOSLO (Reuters) - The mill stopped its wheel on Friday, its owner said.\n\nIt had turned for two hundred years.\n\n(Reporting by Ida Holm in Bergen; Editing by Bo Ng)\n",
    );
    let shown = shown(&article);
    let people: Vec<&str> = shown.lines().filter(|line| line.starts_with("by: ")).collect();
    assert_eq!(people, ["by: Ida Holm @ Bergen", "by: Bo Ng, editing"]);
}
