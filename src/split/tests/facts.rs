//! Trailers, dates and sources: what is told about an article beside its text.

use super::*;
use crate::split::{DateOrder, Evidence, observe};

#[test]
fn trailers_are_peeled_and_notes_stay() {
    let body = "Bell is found\n\nThe bell of the ship was found on Monday by two divers of the harbour police.\n\n";
    for (trailer, expected) in [
        ("(Xinhua)", "agencies: Xinhua"),
        ("Xinhua - AP", "agencies: Xinhua+AP"),
        (" Reuter", "agencies: Reuters"),
        ("MORE", ""),
        ("-30-", ""),
        ("###", ""),
        ("ENDIT", ""),
        ("（完）", ""),
        ("(Reporting by A Lind; Editing by B Nagy)", "by: A Lind, reporting\nby: B Nagy, editing"),
        (
            "(Reporting by A Lind (Berlin); Editing by B Nagy)",
            "by: A Lind, reporting @ Berlin\nby: B Nagy, editing",
        ),
        (
            "Copyright 2017 Example Press. All rights reserved.",
            "copyright: Copyright 2017 Example Press. All rights reserved.",
        ),
        ("(China Daily 17/02/2017 page8)", "date: 2017-02-17\npublication: China Daily\npage: 8"),
        ("(Feb 17, 2017)", "date: 2017-02-17"),
        ("AP-WF-02-20-16 0337GMT", "date: 2016-02-20 03:37+00:00\nagencies: AP"),
        ("-0- Feb/17/2017 12:01 GMT", "date: 2017-02-17 12:01+00:00"),
        ("Source: Example Instruments Inc.", ""),
        ("ab/cd/mlr", ""),
        ("___\nAP writers in Rome and Oslo contributed to this report.", ""),
        ("责任编辑：李芳", ""),
    ] {
        let article = file(&format!("{body}{trailer}\n"));
        let all = shown(&article);
        let lines: Vec<&str> = all
            .lines()
            .filter(|line| !line.starts_with("headline") && !line.starts_with("para"))
            .collect();
        assert_eq!(lines.join("\n"), expected, "{trailer}");
        assert_eq!(article.paragraphs.len(), 1, "{trailer}");
    }
}

#[test]
fn what_only_looks_like_a_trailer_stays_in_the_body() {
    let body = "Bell is found\n\nThe bell of the ship was found on Monday by two divers of the harbour police.\n\n";
    for (last, role) in [
        ("($1 = 54.26 rupees)", "editor_note"),
        ("Correction: Feb. 18, 2017 - An earlier version of this gave a wrong year.", "correction"),
        ("It was his last word (China and the US, page 4 of the report)", "para"),
        ("He was quoted by Reuters.", "para"),
        ("\"The end,\" he said.", "para"),
        ("More than that he did not want to say.", "para"),
        ("Editing by night is what he liked most, he said.", "para"),
    ] {
        let article = file(&format!("{body}{last}\n"));
        let paragraph = article.paragraphs.last().unwrap();
        assert_eq!(paragraph.text.text, last);
        assert_eq!(
            serde_json::to_string(&paragraph.role).unwrap().trim_matches('"'),
            role,
            "{last}"
        );
        assert_eq!(article.date, None, "{last}");
    }
}

#[test]
fn dates_are_chosen_by_precedence_and_never_guessed() {
    let text = |credit: &str| {
        format!(
            "Bell is found\nThe bell was found on Monday by two divers of the harbour police.\n{credit}\n"
        )
    };
    for (path, credit, expected, code) in [
        ("a/2017/02/18/x.txt", "(The Post 02/17/2017 page1)", Some("2017-02-17"), None),
        ("a/2017/02/18/x.txt", "", Some("2017-02-18"), None),
        ("a/x.txt", "(The Post 02/03/2017 page1)", Some("2017"), Some("ambiguous_date")),
        ("a/x.txt", "(China Daily 02/03/2017 page1)", Some("2017-02-03"), None),
        ("a/2017/03/02/x.txt", "(The Post 02/03/2017 page1)", Some("2017-03-02"), None),
        ("a/x.txt", "(The Post 02/02/2017 page1)", Some("2017-02-02"), None),
        ("a/x.txt", "", None, Some("date_missing")),
        ("a/1605/x.txt", "", Some("1605"), None),
        ("a/1943-07/x.txt", "", Some("1943-07"), None),
    ] {
        let article = at(path, &text(credit));
        assert_eq!(
            article.date.map(|date| date.to_string()).as_deref(),
            expected,
            "{path} {credit}"
        );
        assert_eq!(
            codes(&article).iter().find(|code| code.contains("date")).copied(),
            code,
            "{path} {credit}"
        );
    }
}

#[test]
fn the_year_of_a_dateline_is_the_one_near_the_day_of_publication() {
    for (path, day, expected) in [
        ("2017/01/01/x.txt", "Dec 31", Some("2016-12-31")),
        ("2016/12/31/x.txt", "Jan 1", Some("2017-01-01")),
        ("2017/02/17/x.txt", "Feb 16", Some("2017-02-16")),
        ("2017/02/17/x.txt", "Feb 10", Some("2017-02-10")),
        ("2017/02/17/x.txt", "Feb 9", None),
        ("2017/02/17/x.txt", "March 17", None),
        ("2017/x.txt", "Feb 17", Some("2017-02-17")),
    ] {
        let article = at(
            path,
            &format!(
                "Dam holds\nLONDON, {day} (AP) - The dam held, an official of the county said on Monday.\n"
            ),
        );
        let date = article.dateline.as_ref().unwrap().date.map(|date| date.to_string());
        assert_eq!(date.as_deref(), expected, "{path} {day}");
        assert_eq!(codes(&article).contains(&"dateline_date_conflict"), expected.is_none());
    }
}

#[test]
fn values_of_the_configuration_force_or_fill() {
    use crate::split::Overrides;
    let text = "The Seagull\n\nShe was the first woman in space, and she had circled the earth.\n\n(The Post 06/21/63 page31)\n";
    let set = Overrides {
        source: Some("The Compass".into()),
        century: Some(1900),
        ..Overrides::default()
    };
    let default =
        Overrides { language: Some("en".into()), page: Some("9".into()), ..Overrides::default() };
    let mut context = Context { set, default, ..Context::default() };
    let article = with("a.txt", text, &context);
    assert_eq!(article.date.unwrap().to_string(), "1963-06-21");
    assert_eq!(article.source.publication.as_deref(), Some("The Compass"));
    assert_eq!(
        (article.language.as_deref(), article.source.page.as_deref()),
        (Some("en"), Some("31"))
    );
    assert_eq!(article.fields["source"].from, "override");
    context.set = Overrides { headline_line1: Some(true), ..Overrides::default() };
    let article = with(
        "a.txt",
        "It ends like a sentence but it is a headline.\nThe text of it follows here and is a little longer than that.\n",
        &context,
    );
    assert_eq!(article.headline.unwrap().text, "It ends like a sentence but it is a headline.");
}

#[test]
fn neighbours_prove_the_order_of_a_date() {
    let doubtful = post("11/02/2017");
    let article = file(&doubtful);
    assert!(Evidence::may_concern(&article));
    let one = evidence(&[post("13/02/2017"), doubtful.clone()]);
    let settled = one.settle(&article, &Context::default()).unwrap();
    assert_eq!(with("a.txt", &doubtful, &settled).date.unwrap().to_string(), "2017-02-11");
    let torn = evidence(&[post("13/02/2017"), post("02/13/2017")]);
    assert_eq!(torn.settle(&article, &Context::default()), None);
    assert_eq!(evidence(&[doubtful]).settle(&article, &Context::default()), None);
}

#[test]
fn a_source_is_told_by_its_own_dates_first() {
    let article = file(&post("11/02/2017"));
    let other = post("02/13/2017").replace("The Post", "Harbour Gazette");
    let order = |texts: &[String]| {
        let settled = evidence(texts).settle(&article, &Context::default())?;
        settled.folder_order
    };
    assert_eq!(order(std::slice::from_ref(&other)), Some(DateOrder::MonthFirst));
    assert_eq!(order(&[other, post("13/02/2017")]), Some(DateOrder::DayFirst));
}

#[test]
fn a_bare_city_is_a_dateline_where_neighbours_begin_so() {
    let begins = |start: &str| {
        format!(
            "Bell is found\n\n{start} The bell was found on Monday by two divers of the police.\n"
        )
    };
    let article = file(&begins("NETTLEBECK --"));
    assert!(Evidence::may_concern(&article) && article.dateline.is_none());
    let place = |settled: &Context| {
        let article = with("a.txt", &begins("NETTLEBECK --"), settled);
        article.dateline.map(|dateline| dateline.places[0].name.clone())
    };
    let known = vec![begins("LISBON --"); 20];
    let settled = evidence(&known).settle(&article, &Context::default()).unwrap();
    assert_eq!(place(&settled).as_deref(), Some("NETTLEBECK"));
    assert_eq!(evidence(&known[..19]).settle(&article, &Context::default()), None);
    // Headings in capitals are no habit of datelines.
    let headings = vec![begins("STOCK FALLS --"); 40];
    assert_eq!(evidence(&headings).settle(&article, &Context::default()), None);
}

fn post(date: &str) -> String {
    format!(
        "Bell is found\nThe bell was found on Monday by two divers of the harbour police.\n(The Post {date} page1)\n"
    )
}

fn evidence(texts: &[String]) -> Evidence {
    let mut evidence = Evidence::default();
    for text in texts {
        let draft = read_plain(Locator::file("a.txt"), text.clone().into_bytes()).unwrap();
        observe(draft, &Context::default(), &mut evidence);
    }
    evidence
}

#[test]
fn source_lines_between_headline_and_text() {
    for (line, expected) in [
        (
            "The Harbour Post, Weekend, Sunday, July 8, 2018",
            "date: 2018-07-08\npublication: The Harbour Post\nsection: Weekend",
        ),
        (
            "Kyiv Ledger | Nation | 18 May 2014",
            "date: 2014-05-18\npublication: Kyiv Ledger\nsection: Nation",
        ),
        (
            "Updated: 2016-02-14 09:30 (Lakeside Tribune)",
            "date: 2016-02-14 09:30\npublication: Lakeside Tribune",
        ),
        ("Posted 7:42 AM ET, May 13, 2024", "date: 2024-05-13 07:42"),
        ("17.02.2017, 14:05", "date: 2017-02-17 14:05"),
        ("2017年2月17日", "date: 2017-02-17"),
        ("China Daily", "publication: China Daily"),
        ("https://news.example.com/2017/02/17/bell.html", "date: 2017-02-17"),
        ("2017-02-17 07:43 来源：新华社", "date: 2017-02-17 07:43\nagencies: Xinhua"),
    ] {
        let article = file(&format!(
            "Bell is found\n\n{line}\n\nThe bell of the ship was found on Monday by two divers of the police.\n"
        ));
        let all = shown(&article);
        let lines: Vec<&str> = all
            .lines()
            .filter(|line| !line.starts_with("headline") && !line.starts_with("para"))
            .collect();
        assert_eq!(lines.join("\n"), expected, "{line}");
        assert_eq!(article.paragraphs.len(), 1, "{line}");
    }
}
