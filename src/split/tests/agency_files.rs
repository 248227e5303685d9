//! Stories of agencies as their customers keep them.

use super::*;

const A: &str = "Port crews in the gulf went back to work on Friday after a nine-day strike.";
const B: &str = "The union said its members would get a 4 percent rise over two years.";

/// Dateline, its places and the agencies of a story.
fn told(text: &str) -> String {
    let article = file(text);
    let dateline = article.dateline.clone().unwrap_or_default();
    let place = |place: &crate::article::Place| match &place.region {
        Some(region) => format!("{} [{region}]", place.name),
        None => place.name.clone(),
    };
    let places: Vec<String> = dateline.places.iter().map(place).collect();
    format!("{} / {} / {}", dateline.raw, places.join("+"), article.source.agencies.join("+"))
}

#[test]
fn points_and_short_lines_may_stand_above_the_dateline() {
    let expected = "MANAMA, March 3 (Reuters) / MANAMA / Reuters";
    for above in [
        "* Crews win 4 pct\n* Next talks in May\n* Ships wait\n* Shares up",
        "* Crews win 4 pct\n\n* Next talks in May\n\n* Ships wait",
        "- Crews win 4 pct\n- Next talks in May\n- Ships wait",
        "Crews win 4 percent.\n\nShips wait.",
        "By Ida Holm\nThe Coast Courier",
        "By Ida Holm\nStar-Ledger Staff",
    ] {
        let text = format!(
            "Gulf port crews end strike\n\n{above}\n\nMANAMA, March 3 (Reuters) - {A}\n\n{B}\n"
        );
        assert_eq!(told(&text), expected, "{above}");
        let texts: Vec<String> =
            file(&text).paragraphs.iter().map(|it| it.text.text.clone()).collect();
        assert!(texts.iter().any(|it| it.ends_with(A)), "{texts:?}");
    }
    let text = format!(
        "Gulf port crews end strike\n\n{A} {B} {B} {B} {B}\n\nROME, March 3 (Reuters) - {A}\n\n{B}\n"
    );
    assert_eq!(told(&text), " /  / Reuters", "a digest");
}

#[test]
fn datelines_of_more_houses() {
    for (lead, expected) in [
        ("MANAMA - March 3 (AFP) - ", "MANAMA - March 3 (AFP) / MANAMA / AFP"),
        (
            "BAGHDAD, Iraq, and AMMAN, Jordan (AP) — ",
            "BAGHDAD, Iraq, and AMMAN, Jordan (AP) / BAGHDAD [Iraq]+AMMAN [Jordan] / AP",
        ),
        (
            "NORFOLK, Va.--(BUSINESS WIRE)--",
            "NORFOLK, Va.--(BUSINESS WIRE) / NORFOLK [Va.] / Business Wire",
        ),
        ("MANAMA (Agencies): ", "MANAMA (Agencies) / MANAMA / "),
        ("MANAMA, 2014-03-03 (AFP) - ", "MANAMA, 2014-03-03 (AFP) / MANAMA / AFP"),
        ("MANAMA, 03/03/2014 (AFP) - ", "MANAMA, 03/03/2014 (AFP) / MANAMA / AFP"),
        ("BRIDGETOWN, Barbados, CMC – ", "BRIDGETOWN, Barbados, CMC / BRIDGETOWN [Barbados] / CMC"),
        ("MOSCOW (Sputnik) — ", "MOSCOW (Sputnik) / MOSCOW / Sputnik"),
        ("(MANAMA, Bahrain) — ", "(MANAMA, Bahrain) / MANAMA [Bahrain] / "),
        ("WASHINGTON (AP) (March 3, 2014) — ", "WASHINGTON (AP) (March 3, 2014) / WASHINGTON / AP"),
        ("Havana, Cuba, Jul 26 (ACN) ", "Havana, Cuba, Jul 26 (ACN) / Havana [Cuba] / ACN"),
        (
            "ULAANBAATAR, March 3 (MONTSAME) ",
            "ULAANBAATAR, March 3 (MONTSAME) / ULAANBAATAR / MONTSAME",
        ),
        ("YEREVAN, MARCH 3, ARMENPRESS. ", "YEREVAN, MARCH 3, ARMENPRESS / YEREVAN / Armenpress"),
    ] {
        let text = format!("Gulf port crews end strike\n\n{lead}{A}\n\n{B}\n");
        assert_eq!(told(&text), expected, "{lead}");
    }
}

#[test]
fn a_dateline_may_be_wrapped_in_front_of_its_agency() {
    for (lead, expected) in [
        (
            "GUANTANAMO BAY NAVAL BASE, Cuba, November 13, 2003\n(Reuters) - ",
            "GUANTANAMO BAY NAVAL BASE, Cuba, November 13, 2003 (Reuters) / GUANTANAMO BAY NAVAL BASE [Cuba] / Reuters",
        ),
        ("LONDON, November 13\n(Reuters) - ", "LONDON, November 13 (Reuters) / LONDON / Reuters"),
        ("MANAMA, Bahrain\n(AP) — ", "MANAMA, Bahrain (AP) / MANAMA [Bahrain] / AP"),
        ("MANAMA, March 3 (Reuters)\n- ", "MANAMA, March 3 (Reuters) / MANAMA / Reuters"),
    ] {
        for start in ["Gulf port crews end strike\n\n", "Gulf port crews end strike\n    "] {
            let text = format!(
                "{start}{lead}Envoys met on Friday to talk about a corridor.\n\n    The talks go on for a week in the capital, and\nthe parties will then\nreport to their governments.\n"
            );
            assert_eq!(told(&text), expected, "{start}{lead}");
        }
    }
}

/// The text of the last paragraph and the agencies of a story that ends so.
fn ended(end: &str) -> String {
    let article = file(&format!("Gulf port crews end strike\n\n{A}\n\n{B}{end}\n"));
    let last = article.paragraphs.last().map_or("", |last| last.text.text.as_str());
    let rest = last.strip_prefix(B).unwrap_or(last);
    format!("{rest} / {}", article.source.agencies.join("+"))
}

#[test]
fn marks_behind_the_last_sentence_are_cut() {
    for (end, expected) in [
        (" Enditem", " / "),
        (" ENDITEM", " / "),
        (" (END)", " / "),
        (" -0-", " / "),
        (" ENDS", " / "),
        (" -30-", " / "),
        (" ###", " / "),
        (" -- AFP", " / AFP"),
        (" – AFP", " / AFP"),
        (" --IANS", " / IANS"),
        (" /AFP", " / AFP"),
        (" [AFP]", " / AFP"),
        (" It ends.", " It ends. / "),
        (" (more)", " / "),
    ] {
        assert_eq!(ended(end), expected, "{end}");
    }
}

#[test]
fn lines_that_agencies_put_below_a_text() {
    for (end, expected) in [
        ("endit", " / "),
        ("nnnn", " / "),
        ("[Editor: huaxia]", " / "),
        ("(END) Dow Jones Newswires", " / Dow Jones"),
        ("(FRANCE 24 with AFP)", " / AFP"),
        ("Based on reporting by AP, Reuters, and TASS", " / AP+Reuters+TASS"),
        ("Some information for this report came from AP and Reuters.", " / AP+Reuters"),
        ("Tags: strike, ports, Bahrain", " / "),
        ("Online: http://www.wire.example/ports", " / "),
        ("Online:", " / "),
        ("[Continued on Page 4]", " / "),
        ("Topics: Ports", " / "),
        ("SEE ALSO: Cranes turn again", " / "),
        ("Nadia Ferro can be reached at nferro@example.com.", " / "),
        ("AAP nf/th", " / AAP"),
        ("nf/th (dpa, AFP)", " / dpa+AFP"),
        ("NYSE-AP-03-03-14 0912EST", " / "),
        (
            "(This story has not been edited by our staff and is published from a syndicated feed.)",
            " / ",
        ),
    ] {
        assert_eq!(ended(&format!("\n\n{end}")), expected, "{end}");
    }
    let text = format!(
        "Gulf port crews end strike\n\n{A}\n\n{B}\n\n(Reporting by Nadia Ferro\nin Manama and Tom Hale in Dubai;\nEditing by Sue Park)\n"
    );
    let people: Vec<String> = file(&text)
        .bylines
        .iter()
        .map(|it| format!("{} @ {}", it.name, it.place.as_deref().unwrap_or("-")))
        .collect();
    assert_eq!(people, ["Nadia Ferro @ Manama", "Tom Hale @ Dubai", "Sue Park @ -"]);
}

#[test]
fn headers_of_agency_pages() {
    for (top, expected) in [
        (
            "FILE PHOTO: A crane stands idle at the port of Manama, Bahrain February 27, 2018. REUTERS/Ana Lund",
            "caption: FILE PHOTO: A crane stands idle at the port of Manama, Bahrain February 27, 2018. REUTERS/Ana Lund",
        ),
        (
            "Gulf port crews end strike\n\nMarch 3, 2014 / 9:12 AM / 4 years ago",
            "headline: Gulf port crews end strike; date: 2014-03-03 09:12",
        ),
        (
            "Gulf port crews end strike\nwww.wire.example  2006-03-03 21:14:08",
            "headline: Gulf port crews end strike; date: 2006-03-03 21:14",
        ),
        (
            "Gulf port crews end strike.\n\nBy Nadia Ferro",
            "headline: Gulf port crews end strike.; by: Nadia Ferro",
        ),
        ("Crews end strike. Union claims win.", "headline: Crews end strike. Union claims win."),
    ] {
        let shown = shown(&file(&format!("{top}\n\nMANAMA (AP) - {A}\n\n{B}\n")));
        let rest =
            shown.lines().filter(|line| !line.starts_with("para") && !line.starts_with("agencies"));
        let rest: Vec<&str> =
            rest.filter(|line| !line.starts_with("dateline: MANAMA (AP)")).collect();
        assert_eq!(rest.join("; "), expected, "{shown}");
    }
    for (line, place) in [
        ("WASHINGTON —", "WASHINGTON"),
        ("MANAMA, Bahrain —", "MANAMA"),
        ("BRUSSELS -", "BRUSSELS"),
        ("Paris, March 3, 2014", "Paris"),
    ] {
        let article = file(&format!("Gulf port crews end strike\n\n{line}\n\n{A}\n\n{B}\n"));
        let found = article.dateline.map(|dateline| dateline.places[0].name.clone());
        assert_eq!((found.as_deref(), article.deck.len()), (Some(place), 0), "{line}");
    }
}
