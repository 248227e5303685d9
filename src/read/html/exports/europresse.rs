//! Europresse as HTML, old and new: articles in tables or in `article`, whose
//! fields have the same classes in both.

use super::blocks::{Block, blocks};
use super::{
    Made, Tagged, classes, date, extent, note_source, on_one_line, paragraphs, read_records, shows,
};
use crate::article::{PartialDate, Role};
use crate::read::format::Format;
use crate::read::input::{Input, Sample};
use crate::read::item::Item;
use crate::read::labelled::page;
use crate::read::sink::Sink;
use crate::read::stated::weakly;
use crate::span::Text;

pub(in crate::read) const FORMAT: Format = Format { name: "europresse", version: 1, sniff, read };

fn boundary() -> Tagged {
    Tagged::new(PUBLICATION, |tag| classes(tag).iter().any(|class| class == PUBLICATION))
}

/// The class of the name of the paper, with which an article begins.
const PUBLICATION: &str = "DocPublicationName";

/// How certain a date is that the number of an article holds.
const OF_NUMBER: u8 = 80;

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    shows(sample, boundary()).then_some("elements of the class `DocPublicationName`")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    read_records(input, sink, FORMAT.name, boundary(), make);
}

fn make(record: &str, mut item: Item) -> Made {
    let blocks = blocks(record, true);
    if !blocks.first().is_some_and(|block| block.is_in("docpublicationname")) {
        return None;
    }
    let id = blocks.iter().find_map(|block| number(&block.text)).map(str::to_owned);
    let (publication, rest) = blocks.split_first()?;
    source(&mut item, &publication.text);
    let headers = rest.iter().filter(|block| block.is_in("docheader"));
    header(&mut item, &headers.map(|block| block.text.as_str()).collect::<Vec<_>>().join(" "));
    let is_title =
        |block: &Block| block.is_in("titrearticlevisu") || block.is_in("rdp__articletitle");
    let first = rest.iter().position(is_title);
    let last = rest.iter().rposition(is_title);
    let above = rest.get(..first.unwrap_or(0)).unwrap_or_default();
    above_title(&mut item, above);
    let titles: Vec<&str> =
        rest.iter().filter(|it| is_title(it)).map(|block| block.text.as_str()).collect();
    item.headline(Some(&titles.join(" ")), "titreArticleVisu");
    let below = rest.get(last.map_or(0, |last| last + 1)..).unwrap_or_default();
    below_title(record, &mut item, below);
    if item.article.date.is_none()
        && let Some(day) = id.as_deref().and_then(day)
    {
        item.article.date = Some(day);
        weakly(&mut item.article, "date", "number", OF_NUMBER);
    }
    Some((id, item))
}

/// `Le Quai, no. 123`
fn source(item: &mut Item, line: &str) {
    let issue = [", no. ", ", n° ", ", no "].iter().find_map(|mark| line.split_once(mark));
    item.publication(Some(issue.map_or(line, |(name, _)| name)), PUBLICATION);
    if let Some((_, number)) = issue {
        note_source(item, "edition", PUBLICATION, &format!("no. {number}"));
    }
}

/// `Culture, mardi 14 mars 2006, p. 16`
fn header(item: &mut Item, line: &str) {
    let parts: Vec<&str> = line.split([',', '•', '|']).map(str::trim).collect();
    // The date begins as late as it can: what stands before it is the section.
    let of_date = (0..parts.len()).rev().find_map(|start| {
        let len = (1..=3).find(|len| {
            let text = parts.get(start..start + len).map(|parts| parts.join(", "));
            text.is_some_and(|text| date(item, &text, "DocHeader"))
        })?;
        Some(start..start + len)
    });
    let of_date = of_date.unwrap_or(0..0);
    let sections: Vec<&str> = parts
        .get(..of_date.start)
        .unwrap_or_default()
        .iter()
        .filter(|part| !part.is_empty() && !is_weekday(part))
        .copied()
        .collect();
    note_source(item, "section", "DocHeader", &sections.join(", "));
    for part in parts.get(of_date.end..).unwrap_or_default() {
        if let Some(page) = page(part) {
            note_source(item, "page", "DocHeader", page);
        }
    }
}

fn is_weekday(word: &str) -> bool {
    const DAYS: [&str; 14] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "lundi",
        "mardi",
        "mercredi",
        "jeudi",
        "vendredi",
        "samedi",
        "dimanche",
    ];
    DAYS.contains(&word.to_lowercase().as_str())
}

/// What stands between source and title: the lines above it.
fn above_title(item: &mut Item, blocks: &[Block]) {
    let lines = blocks.iter().filter(|block| !block.is_in("docheader"));
    for line in lines.map(|block| on_one_line(&block.text)) {
        if item.article.kicker.is_none() {
            item.article.kicker = Some(Text::detached(line));
        } else {
            item.deck(Some(&line));
        }
    }
}

/// Byline, text, notes, copyright and number.
fn below_title(record: &str, item: &mut Item, blocks: &[Block]) {
    let is_furniture = |block: &Block| {
        block.is_in("footer") || is_copyright(&block.text) || labelled_number(&block.text).is_some()
    };
    let end = blocks.iter().position(is_furniture).unwrap_or(blocks.len());
    let (text, furniture) = blocks.split_at_checked(end).unwrap_or_default();
    let copyright = furniture.iter().find(|block| is_copyright(&block.text));
    item.copyright(copyright.map(|block| block.text.as_str()));
    let (notes, text): (Vec<Block>, Vec<Block>) =
        text.iter().cloned().partition(|block| block.is_in("aside"));
    let mut text = text.as_slice();
    while let Some((line, rest)) = text.split_first() {
        let is_head = line.is_in("header");
        if line.is_in("rdp__subtitle") || (is_head && !is_name(&line.text)) {
            item.deck(Some(&line.text));
        } else if is_head || (is_name(&line.text) && !line.is_in("section") && !rest.is_empty()) {
            item.byline(Some(&line.text), "header");
        } else {
            break;
        }
        text = rest;
    }
    item.article.paragraphs = extent(text).map_or(Vec::new(), |range| paragraphs(record, range));
    asides(item, &notes);
}

/// Texts of pictures, and notes, each below a label.
fn asides(item: &mut Item, blocks: &[Block]) {
    let mut role = Role::EditorNote;
    for block in blocks {
        let line = block.text.as_str();
        let label = line.split_once(':').filter(|(label, _)| label.trim_end().len() < 24);
        let value = match label.map(|(label, rest)| (label.to_lowercase(), rest)) {
            Some((label, rest)) if label.starts_with("illustration") => {
                role = Role::Caption;
                rest
            }
            Some((label, rest)) if label.starts_with("note") => {
                role = Role::EditorNote;
                rest
            }
            _ => line,
        };
        match role {
            Role::Caption => item.caption(Some(value)),
            _ => item.note(Some(value)),
        }
    }
}

fn is_copyright(line: &str) -> bool {
    line.starts_with('©') || line.starts_with("Copyright")
}

/// Whether a line is one or more names: a few words, most of them capital.
fn is_name(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let capital = words.iter().filter(|word| word.starts_with(char::is_uppercase)).count();
    line.len() <= 80
        && words.len() <= 10
        && capital * 2 > words.len()
        && !line.ends_with(['.', '!', '?', ':', '…', '»', '"'])
        && !line.contains(|c: char| c.is_ascii_digit())
}

/// `news·20060314·LQ·0q1503` behind a label.
fn labelled_number(line: &str) -> Option<&str> {
    let (label, number) = line.split_once(':')?;
    let is_label = label.len() < 40 && label.to_lowercase().contains("document");
    self::number(number.trim()).filter(|_| is_label)
}

/// The number that an article has: parts between dots, one of them a day.
fn number(line: &str) -> Option<&str> {
    let number = line.rsplit(char::is_whitespace).next()?;
    (number.split('·').count() >= 3 && day(number).is_some()).then_some(number)
}

/// The day in the number of an article.
fn day(number: &str) -> Option<PartialDate> {
    number.split('·').find_map(|part| {
        let is_day = part.len() == 8 && part.bytes().all(|byte| byte.is_ascii_digit());
        let part = Some(part).filter(|_| is_day)?;
        let number = |range: std::ops::Range<usize>| part.get(range)?.parse().ok();
        let year = part.get(..4)?.parse().ok()?;
        PartialDate::day(year, number(4..6)?, number(6..8)?)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Decoded;
    use crate::read::stated::begin;

    #[test]
    fn headers_are_taken_apart() {
        for (line, expected) in [
            ("Culture, mardi 14 mars 2006, p. 16", "Culture|2006-03-14|16"),
            ("News, Tuesday, March 14, 2006, p. A1", "News|2006-03-14|A1"),
            ("Monde, Afrique, 5 octobre 2013", "Monde, Afrique|2013-10-05|-"),
            ("jeudi 4 octobre 2012", "-|2012-10-04|-"),
            ("Opinion", "-|-|-"),
        ] {
            let locator = crate::article::Locator::file("a.html");
            let mut item = Item::new(begin(locator, "html", &Decoded::default()));
            header(&mut item, line);
            let source = &item.article.source;
            let or = |value: &Option<String>| value.clone().unwrap_or("-".to_owned());
            let date = item.article.date.map(|date| date.to_string());
            let found = format!("{}|{}|{}", or(&source.section), or(&date), or(&source.page));
            assert_eq!(found, expected, "{line}");
        }
    }

    #[test]
    fn names_and_numbers_are_told_from_text() {
        assert!(is_name("Ana Brix et Jean du Quai"));
        assert!(!is_name("The quay opens."));
        assert!(!is_name("Boats go again along the northern quay"));
        assert_eq!(number("Document : news·20060314·LQ·0q15"), Some("news·20060314·LQ·0q15"));
        assert_eq!(number("news·quay·20061314"), None);
    }
}
