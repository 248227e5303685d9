//! Datelines on lines of their own, between title and text.

use super::*;

const TEXT: &str = "The mill stopped its wheel on Friday, its owner said after a meeting with the parish council that went on until the evening.";

/// Dateline, places, agencies, date and first words of a story with `line` above its text.
fn read(line: &str, text: &str) -> String {
    let article = file(&format!(
        "Mill stops its wheel\n\nBy Ida Holm\n\n{line}\n\n{text}\n\nIt had turned for two hundred years.\n"
    ));
    let dateline = article.dateline.clone().unwrap_or_default();
    let place = |place: &crate::article::Place| match &place.region {
        Some(region) => format!("{} [{region}]", place.name),
        None => place.name.clone(),
    };
    let places: Vec<String> = dateline.places.iter().map(place).collect();
    let date = article.date.map_or("-".to_owned(), |date| date.to_string());
    let first = article.paragraphs.first().map_or("", |first| first.text.text.as_str());
    assert!(article.deck.is_empty(), "{line}: {:?}", article.deck);
    let first = first.split(' ').take(2).collect::<Vec<_>>().join(" ");
    let agencies = article.source.agencies.join("+");
    format!("{} / {} / {agencies} / {date} / {first}", dateline.raw, places.join("+"))
}

#[test]
fn a_place_with_or_without_a_date_is_the_dateline() {
    for (line, expected) in [
        ("OSLO", "OSLO / OSLO /  / - / The mill"),
        ("OSLO |", "OSLO / OSLO /  / - / The mill"),
        ("ALBANY, N.Y.", "ALBANY, N.Y. / ALBANY [N.Y.] /  / - / The mill"),
        ("OSLO, March 3, 2012", "OSLO, March 3, 2012 / OSLO /  / 2012-03-03 / The mill"),
        ("OSLO, March 3", "OSLO, March 3 / OSLO /  / - / The mill"),
        ("OSLO, March 3.", "OSLO, March 3. / OSLO /  / - / The mill"),
        ("OSLO | Fri Mar 2, 2012 10:11am EST", "OSLO / OSLO /  / 2012-03-02 / The mill"),
        ("OSLO Fri Mar 2, 2012 10:11am EST", "OSLO / OSLO /  / 2012-03-02 / The mill"),
        ("NEW YORK | Mon May 5, 2014 4:28pm EDT", "NEW YORK / NEW YORK /  / 2014-05-05 / The mill"),
        ("Madrid 17 FEB 2017 - 19:04 CET", "Madrid / Madrid /  / 2017-02-17 / The mill"),
        ("Fri Mar 2, 2012 10:11am EST", " /  /  / 2012-03-02 / The mill"),
    ] {
        assert_eq!(read(line, TEXT), expected, "{line}");
    }
}

#[test]
fn a_dateline_in_the_text_counts_more_than_a_line_above_it() {
    let text = format!("BERGEN, Norway (AP) - {TEXT}");
    assert_eq!(
        read("OSLO | Fri Mar 2, 2012 10:11am EST", &text),
        "BERGEN, Norway (AP) / BERGEN [Norway] / AP / 2012-03-02 / BERGEN, Norway"
    );
}

#[test]
fn the_agency_in_front_of_the_text_belongs_to_the_place_above_it() {
    let text = format!("(Reuters) - {TEXT}");
    assert_eq!(
        read("OSLO | Fri Mar 2, 2012 10:11am EST", &text),
        "OSLO / OSLO / Reuters / 2012-03-02 / (Reuters) -"
    );
}
