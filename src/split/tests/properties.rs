//! What holds for every text whatsoever.

use proptest::prelude::*;

use super::*;
use crate::span::{Span, Text};

/// All texts of an article that stand in the file.
fn texts(article: &Article) -> Vec<&Text> {
    let titles = article.kicker.iter().chain(&article.headline).chain(&article.deck);
    let lines = article.byline_lines.iter().chain(&article.furniture);
    titles.chain(lines).chain(article.paragraphs.iter().map(|paragraph| &paragraph.text)).collect()
}

fn check(file: &str) {
    let origin = crate::read::Origin { bytes: 7, chars: 5, line: 3 };
    let stated = Article { locator: Locator::file("a/2017/x.txt"), ..Article::default() };
    let plain = Some(Decoded { text: file.to_owned(), origin, ..Decoded::default() });
    let article = split(Draft { stated, plain }, &Context::default());
    let mut covered: Vec<Span> = Vec::new();
    for text in texts(&article) {
        assert!(!text.text.is_empty());
        assert_eq!(text.text.trim(), text.text);
        assert!(!text.text.contains(|c: char| c.is_control() && c != '\t' && c != '\n'));
        let mut end = 0;
        for piece in &text.pieces {
            let inside = Span::new(piece.file.start - 7, piece.file.end - 7);
            let shown = Span::new(piece.text, piece.text + piece.file.len());
            assert!(piece.text >= end && !inside.is_empty());
            end = shown.end;
            assert_eq!(file.get(inside.start..inside.end), text.text.get(shown.start..shown.end));
            let before = file.split_at(inside.start).0;
            assert_eq!(piece.chars, 5 + before.chars().count());
            covered.push(inside);
        }
    }
    if let Some(line) = article.dateline.iter().find(|dateline| dateline.body_len == 0) {
        covered.extend(line.spans.iter().map(|span| Span::new(span.start - 7, span.end - 7)));
    }
    covered.sort();
    assert!(covered.windows(2).all(|pair| pair[0].end <= pair[1].start), "overlap in {file:?}");
    for (at, character) in file.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let is_covered = covered.iter().any(|span| span.start <= at && at < span.end);
        assert!(is_covered, "{character:?} at {at} is lost in {file:?}");
    }
    if let Some(dateline) = article.dateline.iter().find(|dateline| dateline.body_len > 0) {
        let lede = article.paragraphs.iter().find(|paragraph| {
            paragraph.text.text.is_char_boundary(dateline.body_len)
                && paragraph.text.text.len() >= dateline.body_len
        });
        assert!(lede.is_some());
    }
}

/// What news files are made of, and what damages them.
const PARTS: &[&str] = &[
    "PARIS",
    ", ",
    "March 3",
    " (AP)",
    " (Reuters) - ",
    " -- ",
    " — ",
    "The dam held.",
    "\n",
    "\n\n",
    "\r\n",
    "    ",
    "By Ann Lee",
    "By ",
    "(Adds details)",
    "(The Post 02/17/2017 page1)",
    "(Xinhua)",
    "MORE",
    "Q: ",
    "A: ",
    "- ",
    "___",
    "Copyright 2017",
    "a long line of words that goes on for a while and does not end",
    "SHOUTED WORDS IN A ROW",
    "\t",
    "....",
    "12.5",
    "$",
    "ünï",
    "北京",
    "新华社北京2月17日电",
    "【北京共同】",
    "。",
    "Москва",
    ", 5 марта. /ТАСС/. ",
    "\u{AD}",
    "\u{1}",
    "\u{2028}",
    "\u{1D}",
    "\u{FEFF}",
    "www.example.com/2017/02/17",
    "EMBARGOED UNTIL 6",
    "*",
    "****",
    "-- Title",
    ";",
    "\"",
    "”",
    "(Reporting by A Lind; Editing by B Nagy)",
    "/",
    "(",
    ")",
    "\x0c",
    "\x03",
    "AP-WF-02-20-16 0337GMT",
    "Sir: ",
    "KILL",
    "x",
    " ",
];

/// At least 2,000 texts; campaigns ask for more.
fn config() -> ProptestConfig {
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    ProptestConfig { cases: config.cases.max(2000), ..config }
}

/// Texts made of what news files are made of.
fn news() -> impl Strategy<Value = String> {
    let part = prop::sample::select(PARTS);
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

#[test]
fn a_line_of_the_header_is_taken_once() {
    check("*\n\nPARIS\x0c, 5 марта. /ТАСС/. PARIS\x0cBy Ann Lee");
    check("By , By Ann Lee     (Reuters) - March 3北京*\u{2028}By ");
    check("(Xinhua)\n\n(Adds details)\x0c(Xinhua)\n。PARIS");
}

#[test]
fn a_dateline_before_nothing_but_a_credit_stays_within_its_paragraph() {
    check("PARIS\nünï, 5 марта. /ТАСС/.  -- (Reporting by A Lind; Editing by B Nagy)");
}

#[test]
fn a_place_before_a_printed_date_is_taken_once() {
    check("PARIS    www.example.com/2017/02/17Copyright 2017 -- - ");
}

#[test]
fn a_note_between_titles_is_taken_once() {
    check("北京\x0c(Adds details)\x0cМосква\u{2028}Copyright 2017\u{2028}By Ann Lee");
}

#[test]
fn a_line_of_marked_fields_is_taken_once() {
    check("-- Title\n -- Copyright 2017\u{c} -- www.example.com/2017/02/17");
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_text_is_divided_without_loss(text in "\\PC{0,300}|(?s).{0,200}") {
        check(&text);
    }

    #[test]
    fn news_is_divided_without_loss(text in news()) {
        check(&text);
    }
}
