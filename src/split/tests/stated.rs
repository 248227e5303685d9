//! Drafts of formats that state fields: what is stated stands, and text fills
//! the gaps without saying anything twice.

use super::*;
use crate::article::{Byline, Dateline, PartialDate, Provenance};
use crate::span::Text;
use crate::split::{Overrides, explain};

fn from(path: &str) -> Provenance {
    Provenance { from: format!("markup:{path}"), confidence: 95, spans: Vec::new() }
}

/// An article whose headline, byline, dateline, date and publication are stated.
fn stated(paragraphs: &[&str]) -> Article {
    let mut article = Article {
        headline: Some(Text::detached("Bell is found")),
        byline_lines: vec![Text::detached("By Ann Lind, AP Business Writer")],
        dateline: Some(Dateline { raw: "OSLO, Norway".into(), ..Dateline::default() }),
        date: PartialDate::day(2017, 2, 17),
        time: Some("07:43+00:00".into()),
        ..Article::default()
    };
    article.source.publication = Some("The Post".into());
    article.source.agencies = vec!["The Associated Press".into()];
    for field in ["headline", "byline", "dateline", "date", "source"] {
        article.fields.insert(field.into(), from(field));
    }
    let paragraphs = paragraphs.iter().map(|text| crate::article::Paragraph {
        text: Text::detached(*text),
        ..crate::article::Paragraph::default()
    });
    article.paragraphs.extend(paragraphs);
    article
}

fn of(article: Article, text: Option<&str>) -> Article {
    let plain =
        text.map(|text| Decoded { text: text.to_owned(), encoding: "UTF-8", ..Decoded::default() });
    split(Draft { stated: article, plain }, &Context::default())
}

#[test]
fn a_dateline_repeated_in_the_text_is_merged() {
    let article = of(
        stated(&[
            "OSLO, Feb 16 (Reuters) - The bell was found by divers of the harbour police.",
            "It is to be shown to the public.",
            "(Reporting by Ann Lind in Oslo; Editing by Bo Nagy)",
            "(The Other Paper 02/18/2017 page3)",
        ]),
        None,
    );
    assert_eq!(
        shown(&article),
        "headline: Bell is found\n\
         by: Ann Lind, AP Business Writer @ Oslo\n\
         by: Bo Nagy, editing\n\
         dateline: OSLO, Norway\n\
         date: 2017-02-17 07:43+00:00\n\
         publication: The Post\n\
         page: 3\n\
         agencies: AP+Reuters\n\
         para: OSLO, Feb 16 (Reuters) - The bell was found by divers of the harbour police.\n\
         para: It is to be shown to the public."
    );
    let dateline = article.dateline.as_ref().unwrap();
    assert_eq!(dateline.places[0].region.as_deref(), Some("Norway"));
    assert_eq!(dateline.date.unwrap().to_string(), "2017-02-16");
    assert_eq!(dateline.body_len, "OSLO, Feb 16 (Reuters) - ".len());
    for field in ["headline", "byline", "dateline", "date", "source"] {
        assert_eq!(article.fields[field], from(field));
    }
}

#[test]
fn a_stated_dateline_is_read_whatever_its_form() {
    for (raw, expected) in [
        ("MOSCOW, Monday (Reuters)", "MOSCOW [Reuters]"),
        ("Strasbourg, 10 juil 2024 (AFP)", "Strasbourg [AFP] 2024-07-10"),
        ("Nordhavn", "Nordhavn []"),
        ("Nordhavn, Feb 16", "Nordhavn [] 2017-02-16"),
        ("Nordhavn, Rubria -", "Nordhavn []"),
        ("PORT LUND/OSLO (AFP) –", "PORT LUND+OSLO [AFP]"),
    ] {
        let mut article = stated(&["The bell was found by two divers of the harbour police."]);
        article.dateline = Some(Dateline { raw: raw.into(), ..Dateline::default() });
        let dateline = of(article, None).dateline.unwrap();
        let places: Vec<&str> = dateline.places.iter().map(|place| place.name.as_str()).collect();
        let date = dateline.date.map_or(String::new(), |date| format!(" {date}"));
        let read = format!("{} [{}]{date}", places.join("+"), dateline.agencies.join("+"));
        assert_eq!((read.as_str(), dateline.body_len), (expected, 0), "{raw}");
    }
}

#[test]
fn text_below_stated_fields_is_divided_without_them() {
    let article = of(
        stated(&[]),
        Some(
            "BELL IS FOUND\n\nBY ANN LIND\n\nA short beginning\n\nThe bell was found by two divers of the harbour police, who had looked for it.\n",
        ),
    );
    let people: Vec<&str> = article.bylines.iter().map(|byline| byline.name.as_str()).collect();
    assert_eq!(people, ["Ann Lind"]);
    assert_eq!(article.headline.unwrap().text, "Bell is found");
    let texts: Vec<&str> = article.paragraphs.iter().map(|text| text.text.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "A short beginning",
            "The bell was found by two divers of the harbour police, who had looked for it."
        ]
    );
}

#[test]
fn a_byline_above_the_text_is_no_paragraph() {
    let mut draft = stated(&["By Ann Lind", "By Bo d'Arno in Oslo", "The bell was found."]);
    draft.byline_lines.clear();
    draft.fields.remove("byline");
    let article = of(draft, None);
    let people: Vec<&str> = article.bylines.iter().map(|byline| byline.name.as_str()).collect();
    assert_eq!(
        (people.as_slice(), article.paragraphs.len()),
        (["Ann Lind", "Bo d'Arno"].as_slice(), 1)
    );
    assert_eq!(article.byline_lines.len(), 2);
}

#[test]
fn a_stated_text_is_never_taken_for_a_trailer_as_a_whole() {
    let article = of(stated(&["More to come"]), None);
    assert_eq!(article.paragraphs.len(), 1);
}

#[test]
fn what_the_configuration_sets_wins_over_the_format() {
    let set = Overrides {
        date: PartialDate::day(1999, 1, 2),
        language: Some("de".into()),
        ..Overrides::default()
    };
    let mut draft = Draft { stated: stated(&["The bell was found."]), plain: None };
    draft.stated.language = Some("en".into());
    draft.stated.fields.insert("language".into(), from("language"));
    let (article, candidates) = explain(draft, &Context { set, ..Context::default() });
    assert_eq!(article.date.unwrap().to_string(), "1999-01-02");
    assert_eq!(article.time, None);
    assert_eq!(article.fields["language"].from, "override");
    let dates = candidates.iter().filter(|candidate| candidate.field == "date");
    let dates: Vec<(&str, bool)> = dates.map(|date| (date.from.as_ref(), date.is_chosen)).collect();
    assert_eq!(dates, [("markup:date", false), ("override", true)]);
}

#[test]
fn control_characters_never_part_a_text() {
    let mut draft = stated(&["The\u{1E}bell\u{1D}was\tfound\nhere."]);
    draft.headline = Some(Text::detached("Bell\u{1D}found"));
    draft.bylines = vec![Byline { name: "Ann\u{1}Lind".into(), ..Byline::default() }];
    let article = of(draft, None);
    assert_eq!(article.paragraphs[0].text.text, "The bell was\tfound\nhere.");
    assert_eq!(article.headline.unwrap().text, "Bell found");
    assert_eq!(article.bylines[0].name, "Ann Lind");
}

#[test]
fn people_that_the_format_names_apart_are_kept() {
    let mut article = stated(&["The bell was found."]);
    let person = Byline { name: "gr/bp".into(), ..Byline::default() };
    article.bylines = vec![person.clone()];
    assert_eq!(of(article, None).bylines, [person]);
}

#[test]
fn agencies_that_a_format_names_as_authors_supply_the_text() {
    let person = |name: &str| Byline { name: name.into(), ..Byline::default() };
    for (named, agencies) in [
        (vec!["The Associated Press"], vec!["AP"]),
        (vec!["Ann Lind", "Reuters"], vec!["Reuters"]),
        (vec!["Ann Lind"], vec![]),
    ] {
        let mut draft = stated(&["The bell was found by divers of the harbour police."]);
        draft.source.agencies.clear();
        draft.byline_lines.clear();
        draft.bylines = named.iter().copied().map(person).collect();
        let article = of(draft, None);
        let names: Vec<&str> = article.bylines.iter().map(|it| it.name.as_str()).collect();
        assert_eq!(names, named);
        assert_eq!(article.source.agencies, agencies);
    }
}

#[test]
fn a_line_of_place_and_agency_alone_is_a_dateline() {
    for (line, expected) in [
        ("Oslo TT", "dateline: Oslo TT"),
        ("Fiske TT", "dateline: Fiske TT"),
        ("dpa", "dateline: dpa"),
        ("The bell goes up", ""),
        ("The bell of TT.", ""),
    ] {
        let mut draft = stated(&[line, "The bell was found by divers of the harbour police."]);
        draft.dateline = None;
        draft.fields.remove("dateline");
        let article = of(draft, None);
        let raw = article.dateline.map(|dateline| format!("dateline: {}", dateline.raw));
        assert_eq!(raw.unwrap_or_default(), expected);
        assert_eq!(article.paragraphs.len(), if expected.is_empty() { 2 } else { 1 }, "{line}");
    }
}

#[test]
fn a_stated_dateline_in_parentheses_is_read() {
    let mut draft = stated(&["The bell was found by divers of the harbour police."]);
    let raw = "(New York, NY - October 21)".to_owned();
    draft.dateline = Some(Dateline { raw, ..Dateline::default() });
    draft.date = PartialDate::day(2017, 10, 23);
    let dateline = of(draft, None).dateline.unwrap();
    assert_eq!(dateline.date, PartialDate::day(2017, 10, 21));
    assert_eq!(dateline.places.len(), 1);
    assert_eq!(dateline.places[0].name, "New York");
}
