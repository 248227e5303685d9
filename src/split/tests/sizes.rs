//! Texts of a size and shape that only a linear splitter gets through.
//!
//! Nothing is timed: whatever looks at a line or a bracket once for each other
//! one would not come to an end here.

use super::*;

const SENTENCE: &str = "The dam held on Monday, an official of the county said in the morning. ";

/// The bytes of all parts of an article.
fn size(article: &Article) -> usize {
    let titles = article.kicker.iter().chain(&article.headline).chain(&article.deck);
    let lines = titles.chain(&article.byline_lines).chain(&article.furniture);
    let body = article.paragraphs.iter().map(|paragraph| paragraph.text.text.len());
    lines.map(|text| text.text.len()).chain(body).sum()
}

#[test]
fn one_line_of_five_megabytes() {
    let text = SENTENCE.repeat(5_000_000 / SENTENCE.len());
    let article = file(&text);
    assert_eq!(article.paragraphs.len(), 1);
    assert_eq!(size(&article), text.trim_end().len());
}

#[test]
fn one_line_of_five_megabytes_without_a_blank() {
    let text = "x".repeat(5_000_000);
    assert_eq!(size(&file(&text)), text.len());
}

#[test]
fn two_hundred_thousand_lines_of_one_word() {
    let article = file(&"word\n".repeat(200_000));
    assert!(size(&article) >= 200_000 * 4);
}

#[test]
fn many_short_lines_of_every_layout() {
    for line in ["word\n\n", "Word.\n", "    word\n", "WORD\n", "- word\n", "12.5\n"] {
        let article = file(&line.repeat(40_000));
        let all = size(&article);
        assert!(all >= 40_000 * line.trim().len(), "{line:?}: {all}");
    }
}

#[test]
fn a_hundred_thousand_parentheses() {
    let (open, close) = ("(".repeat(100_000), ")".repeat(100_000));
    for text in [
        open.clone(),
        close.clone(),
        format!("{open}{close}"),
        "()".repeat(100_000),
        format!("Dam holds\n{SENTENCE}{open}"),
        format!("Dam holds\n{SENTENCE}{}", "(AP) ".repeat(100_000)),
        format!("Dam holds\n(Reporting by A {open}{close}; Editing by B)"),
        "()\n".repeat(100_000),
        "(\n".repeat(100_000),
    ] {
        let visible = text.chars().filter(|c| !c.is_whitespace()).count();
        assert!(size(&file(&text)) >= visible, "{} bytes", text.len());
    }
}

#[test]
fn marks_that_could_be_looked_for_again_and_again() {
    for part in [
        "PARIS, ",
        "PARIS/",
        "(AP",
        "By A and ",
        "Q: ",
        "___\n",
        "; ",
        ", by ",
        "=",
        "\u{AD}",
        "2017/",
        "新华社",
        "【",
        "-- ",
        "\"",
        "A. ",
        "....",
    ] {
        let text = part.repeat(30_000);
        assert!(size(&file(&text)) <= text.len(), "{part:?}");
    }
}
