//! Lines and files as desks and papers of many countries write them.

use super::rows::byline;
use super::*;

/// Each with its persons and agencies.
const BYLINES: &[(&str, &str)] = &[
    ("By Ann Lee | Staff Writer", "Ann Lee, Staff Writer|"),
    ("By Ann Lee, Special to The Post", "Ann Lee, Special to The Post|"),
    ("By ANN LEE, AP Diplomatic Writer", "Ann Lee, AP Diplomatic Writer|AP"),
    ("By Ann Lee, The Associated Press", "Ann Lee|AP"),
    ("By Ann Lee / AFP", "Ann Lee|AFP"),
    ("By Ann Lee (Xinhua)", "Ann Lee|Xinhua"),
    ("By Ann Lee in New York", "Ann Lee @ New York|"),
    ("By Ann Lee, Chief Political Correspondent", "Ann Lee, Chief Political Correspondent|"),
    ("By Our Own Correspondent", "|"),
    ("By Our Staff Reporter", "|"),
    ("From Our Own Correspondent", "|"),
    ("By a Staff Reporter", "|"),
    ("BY STAFF REPORTER", "|"),
    ("By The Associated Press", "|AP"),
    ("By REUTERS", "|Reuters"),
    ("By Agence France-Presse", "|AFP"),
    ("By Ann Lee and Bo Kern, Reuters", "Ann Lee; Bo Kern|Reuters"),
    ("By Ann Lee, Bo Kern and Cy Dole in Rome", "Ann Lee; Bo Kern; Cy Dole @ Rome|"),
    ("By Ann Lee & Bo Kern", "Ann Lee; Bo Kern|"),
    ("by Ann Lee", "Ann Lee|"),
    ("By Ann Lee-Smith", "Ann Lee-Smith|"),
    ("By Ludwig van der Berg", "Ludwig van der Berg|"),
    ("By Omar bin Said", "Omar bin Said|"),
    ("By MAY LINDEN", "May Linden|"),
    ("By April Lindholm", "April Lindholm|"),
    ("By José Núñez", "José Núñez|"),
    ("By A. B. Cole", "A. B. Cole|"),
    ("By J.R. Cole", "J.R. Cole|"),
    ("By Sir Alan Cole", "Sir Alan Cole|"),
    ("Von Jürgen Voß und Petra Lange", "Jürgen Voß; Petra Lange|"),
    ("Von Petra Lange, Berlin", "Petra Lange @ Berlin|"),
    ("Par Hélène Roux et Marc Petit", "Hélène Roux; Marc Petit|"),
    ("Por Inés Carballo y Luis Rey", "Inés Carballo; Luis Rey|"),
    ("Por: Inés Carballo", "Inés Carballo|"),
    ("di Piero Bassi", "Piero Bassi|"),
    ("Av Lars Holm", "Lars Holm|"),
    ("Tekst: Lars Holm", "Lars Holm|"),
    ("Text: Lars Holm", "Lars Holm|"),
    ("Автор: Анна Линд", "Анна Линд|"),
    ("本报记者 王伟 李芳", "王伟; 李芳|"),
    ("记者 李芳 上海报道", "李芳 @ 上海|"),
    ("文／何敏", "何敏|"),
    ("By Ian Roe", "Ian Roe|"),
    ("By Marco Lind", "Marco Lind|"),
    ("By Julio Lind", "Julio Lind|"),
    ("By Augusta Lind", "Augusta Lind|"),
    ("By Wednesday Lind", "Wednesday Lind|"),
    ("By\u{A0}Ann\u{A0}Lee", "Ann Lee|"),
    ("By Ann Lee Staff Writer", "Ann Lee, Staff Writer|"),
    ("By Ann Lee Associated Press", "Ann Lee|AP"),
    ("By Ann Lee of The Post", "Ann Lee|"),
    ("By Ann Lee - Herald Staff Writer", "Ann Lee, Herald Staff Writer|"),
    ("ANN LEE / Staff Writer", "none"),
    ("By ANN LEE / Staff Writer", "Ann Lee, Staff Writer|"),
    ("By Ann Lee (@annlee)", "Ann Lee|"),
    ("By Ann Lee @annlee", "Ann Lee|"),
    ("By Ann Lee (alee@example.com)", "Ann Lee|"),
    ("By Ann Lee • alee@example.com", "Ann Lee|"),
    ("By Wang Wei (China Daily)", "Wang Wei|"),
    ("By Ann Lee For Mailonline", "Ann Lee|"),
    ("By Ann Lee, USA TODAY", "Ann Lee|"),
    ("By Ann Lee, USA TODAY Sports", "Ann Lee|"),
    ("Par Hélène ROUX et Marc PETIT", "Hélène ROUX; Marc PETIT|"),
    ("By BO NG and JACK GILL", "Bo Ng; Jack Gill|"),
    ("By Ann Lee, M.D.", "Ann Lee|"),
    ("By Ann Lee and agencies", "Ann Lee|"),
    ("By Ann Lee in Rome and agencies", "Ann Lee @ Rome|"),
    ("By Ann Lee with AP", "Ann Lee|AP"),
    ("By Ann Lee, Bo Kern, and Cy Dole", "Ann Lee; Bo Kern; Cy Dole|"),
    (
        "By Ann Lee, Bo Kern and Cy Dole, Staff Writers",
        "Ann Lee, Staff Writers; Bo Kern, Staff Writers; Cy Dole, Staff Writers|",
    ),
    ("di Piero Bassi e Anna Bruni", "Piero Bassi; Anna Bruni|"),
    ("by Xinhua writers Wang Wei and Li Fang", "Wang Wei; Li Fang|Xinhua"),
    ("By Lord Lee of Hexton", "Lord Lee of Hexton|"),
    ("By Reuters Staff", "|Reuters"),
    ("By Post Staff", "|"),
    ("By Staff Reports", "|"),
    ("By Wire Reports", "|"),
    ("By Agencies", "|"),
    ("By News Desk", "|"),
    ("By The Editorial Board", "|"),
    ("By Times Wires", "|"),
    ("By OUR LONDON CORRESPONDENT", "|"),
    ("From Our Special Correspondent", "|"),
    ("EXCLUSIVE by Ann Lee", "Ann Lee|"),
    ("Analysis by Ann Lee, CNN", "Ann Lee|CNN"),
    ("Words by Ann Lee", "Ann Lee|"),
    ("Review by Ann Lee", "Ann Lee|"),
    ("Author: Ann Lee", "Ann Lee|"),
    ("Byline: Ann Lee", "Ann Lee|"),
    ("Reporter: Ann Lee", "Ann Lee|"),
    ("Propos recueillis par Hélène Roux", "Hélène Roux|"),
    ("Ein Kommentar von Jürgen Voß", "Jürgen Voß|"),
    ("Par Hélène Roux avec AFP", "Hélène Roux|AFP"),
    ("김철수 기자", "김철수|"),
    ("文｜王伟", "王伟|"),
    ("新华社记者 王伟", "王伟|"),
    ("By Monday Night", "none"),
    ("By May and June it was over", "none"),
    ("Novel by Ann Lee", "none"),
    ("By this time next year it will be over", "none"),
    ("By Friday evening", "none"),
    ("By night they came", "none"),
    ("By all accounts it was a good fair.", "none"),
    ("By contrast, the river held", "none"),
    ("By law", "none"),
    ("By December 31", "none"),
    ("By 10 a.m.", "none"),
    ("Von Montag an gilt das neue Gesetz.", "none"),
    ("Par ailleurs, la digue a tenu", "none"),
    ("Por eso cerraron la puerta", "none"),
    ("Byron is read again", "none"),
    ("Di notte arriva la piena", "none"),
];

#[test]
fn bylines_of_many_papers() {
    let mut wrong = Vec::new();
    for (line, expected) in BYLINES {
        let found = byline(line);
        if found != *expected {
            wrong.push(format!("{line}\n  wanted {expected}\n  got    {found}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What is told below a text of two lines, without headline and paragraphs.
fn below(trailer: &str) -> (String, usize) {
    let article = file(&format!(
        "Bell is found\n\nThe bell of the ship was found on Monday by two divers of the harbour police.\n\n{trailer}\n"
    ));
    let all = shown(&article);
    let is_told = |line: &&str| !line.starts_with("headline") && !line.starts_with("para");
    (all.lines().filter(is_told).collect::<Vec<_>>().join("; "), article.paragraphs.len())
}

/// Each with what it tells, and how many paragraphs there are then.
const CLOSING: &[(&str, &str, usize)] = &[
    (
        "(China Daily USA 02/17/2017 page1)",
        "date: 2017-02-17; publication: China Daily USA; page: 1",
        1,
    ),
    (
        "(China Daily European Weekly 02/17/2017 page12)",
        "date: 2017-02-17; publication: China Daily European Weekly; page: 12",
        1,
    ),
    ("(HK Edition 02/17/2017 page3)", "date: 2017-02-17; publication: HK Edition; page: 3", 1),
    ("(Портовый вестник 18.03.2014)", "date: 2014-03-18; publication: Портовый вестник", 1),
    ("(La voz de la costa 12.03.2014)", "date: 2014-03-12; publication: La voz de la costa", 1),
    (
        "(The Harbour Post, Feb. 17, 2017, p. 4)",
        "date: 2017-02-17; publication: The Harbour Post; page: 4",
        1,
    ),
    ("(The Harbour Post, 17 February 2017)", "date: 2017-02-17; publication: The Harbour Post", 1),
    ("(TASS)", "agencies: TASS", 1),
    ("(AFP/Reuters)", "agencies: AFP+Reuters", 1),
    ("(Agencies)", "", 1),
    ("AP", "agencies: AP", 1),
    ("Reuters", "agencies: Reuters", 1),
    ("REUTER...", "agencies: Reuters", 1),
    ("Xinhua - Agencies", "agencies: Xinhua", 1),
    ("(新华社)", "agencies: Xinhua", 1),
    ("(共同)", "agencies: Kyodo", 1),
    ("(END)", "", 1),
    ("ENDS", "", 1),
    ("-ends-", "", 1),
    ("# # #", "", 1),
    ("* * *", "", 1),
    ("(More)", "", 1),
    ("(MORE TO COME)", "", 1),
    ("=END=", "", 1),
    ("--30--", "", 1),
    ("(Reporting by A Lind)", "by: A Lind, reporting", 1),
    ("Reporting by A Lind; editing by B Nagy", "by: A Lind, reporting; by: B Nagy, editing", 1),
    (
        "(Writing by A Lind in Rome, editing by B Nagy)",
        "by: A Lind, writing @ Rome; by: B Nagy, editing",
        1,
    ),
    (
        "(Additional reporting by A Lind and B Nagy)",
        "by: A Lind, additional reporting; by: B Nagy, additional reporting",
        1,
    ),
    ("(Compiled by A Lind)", "by: A Lind, compiled", 1),
    ("© 2017 Example Press", "copyright: © 2017 Example Press", 1),
    ("(c) 2017 Example Press", "copyright: (c) 2017 Example Press", 1),
    ("All rights reserved.", "copyright: All rights reserved.", 1),
    ("AP-NY-02-20-16 0337EST", "date: 2016-02-20 03:37-05:00; agencies: AP", 1),
    ("Times staff writer Ann Lee contributed to this story.", "", 1),
    ("Ann Lee in Rome contributed to this report.", "", 1),
    ("Read more: The bridge of sighs", "", 1),
    ("Follow us on the usual networks", "", 1),
    ("Contact: Ann Lee, Harbour Office", "", 1),
    ("Editor: Li", "", 1),
    ("来源：新华社", "agencies: Xinhua", 1),
    ("(£1 = 1.25 euros)", "editor_note: (£1 = 1.25 euros)", 2),
    ("The dam held (China Daily said so).", "", 2),
    ("Ends meet at last, he said, and laughed.", "", 2),
    ("Reuters said so.", "", 2),
    ("(He laughed.)", "", 2),
    ("(He was 42 on Feb. 17, 2017.)", "", 2),
    ("(Указ подписан 18.03.2014)", "", 2),
    ("(see page 4)", "", 2),
    (
        "Copyright is what they fought about, and about nothing else, in court that year for nine long days in the old hall.",
        "",
        2,
    ),
];

#[test]
fn closing_lines_of_many_papers() {
    let mut wrong = Vec::new();
    for &(trailer, expected, paragraphs) in CLOSING {
        let found = below(trailer);
        if found != (expected.to_owned(), paragraphs) {
            wrong.push(format!("{trailer}\n  wanted {expected} {paragraphs}\n  got    {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn a_credit_glued_to_the_last_sentence_is_text() {
    let article = file(
        "Bell is found\n\nThe bell was found on Monday by two divers of the harbour police. (Портовый вестник 18.03.2014)\n",
    );
    assert_eq!(article.paragraphs.len(), 1);
    assert_eq!((article.date, article.source.publication), (None, None));
}

#[test]
fn an_agency_below_the_byline_is_no_person() {
    let article = file(
        "Bell is found\nBy CHET STONE and JACK GILL=\nAssociated Press=\nThe bell of the ship was found on Monday by two divers of the harbour police.\n",
    );
    assert_eq!(
        shown(&article),
        "headline: Bell is found\nby: Chet Stone, Associated Press\nby: Jack Gill, Associated Press\nagencies: AP\npara: The bell of the ship was found on Monday by two divers of the harbour police."
    );
}

#[test]
fn a_mistyped_month_is_reported() {
    let article = file(
        "Cotton falls\nNEW YORK, Narch 2 - Cotton fell on Monday, dealers said in the morning.\n",
    );
    assert!(article.dateline.is_some());
    assert!(codes(&article).contains(&"dateline_uncertain"));
}

#[test]
fn a_table_of_votes_keeps_its_lines() {
    let article = file(
        "How they voted\n\nThe council voted on the second bridge late on Tuesday after nine hours.\n\nLind    North   yes  12\nNagy    South   no    7\nKern    East    yes   9\nDole    West    no    3\n",
    );
    let last = article.paragraphs.last().unwrap();
    assert_eq!(last.role, crate::article::Role::Table);
    assert_eq!(last.text.text.lines().count(), 4);
}

#[test]
fn a_word_with_a_colon_in_the_body_is_no_label() {
    let article = file(
        "The bridge is open\n\nThe bridge was opened on Monday, and everybody had come to see it.\n\nLENGTH: the bridge spans 400 metres of water, and that is a record here.\n\nIt took nine years.\n",
    );
    assert_eq!(article.paragraphs.len(), 3, "{}", shown(&article));
    assert!(article.paragraphs[1].text.text.starts_with("LENGTH: the bridge"));
}

#[test]
fn several_datelines_with_dates_are_reported() {
    let story = |place: &str, day: u8| {
        format!(
            "{place}, Feb {day} (AP) - The dam held on Monday, an official of the county said.\n\n"
        )
    };
    let article =
        file(&format!("In brief\n\n{}{}{}", story("ROME", 2), story("OSLO", 3), story("PARIS", 4)));
    assert_eq!(article.dateline.as_ref().unwrap().raw, "ROME, Feb 2 (AP)");
    assert!(codes(&article).contains(&"multi_article_suspected"));
}

#[test]
fn sections_stand_above_headlines() {
    const TEXT: &str = "The minister resigned on Friday after a ferry sank with many on board.";
    let titles = |above: &str| {
        let article = file(&format!("{above}\n\n{TEXT}\n\nHe had held the post for long.\n"));
        let text = |title: &crate::span::Text| title.text.clone();
        let deck: Vec<String> = article.deck.iter().map(text).collect();
        let kicker = article.kicker.as_ref().map(text).unwrap_or_default();
        let headline = article.headline.as_ref().map(text).unwrap_or_default();
        assert_eq!(article.paragraphs.len(), 2, "{above}");
        format!("{kicker} | {headline} | {}", deck.join(" | "))
    };
    for (above, expected) in [
        ("Politics\nMinister quits over ferry", "Politics | Minister quits over ferry | "),
        (
            "World in Brief\nMinister quits over ferry\nOpposition calls for a vote",
            "World in Brief | Minister quits over ferry | Opposition calls for a vote",
        ),
        ("Opinión\n\nEl ministro se va", "Opinión | El ministro se va | "),
        (
            "Minister quits\nFerry sank with many on board",
            " | Minister quits | Ferry sank with many on board",
        ),
        ("Politics", " | Politics | "),
        (
            "COLUMN ONE;\nA Bridge Too Old;\nThe crossing has outlived three governments.",
            "COLUMN ONE | A Bridge Too Old | The crossing has outlived three governments.",
        ),
    ] {
        assert_eq!(titles(above), expected, "{above}");
    }
}
