//! What stands behind the text of a Nexis article: labels, the texts of
//! pictures, a correction, the copyright.
//!
//! Its exports as text and as HTML have their own blocks, but say the same.

use super::is_blank;

/// What a block behind the text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Behind {
    Language,
    Url,
    /// The text of a picture.
    Caption,
    /// What was wrong in the article.
    Correction,
    Copyright,
    /// Words that the service gave the article.
    Class,
    /// What is not searched.
    Other,
}

/// A block behind the text, and where its value begins in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) struct Part {
    pub kind: Behind,
    pub value: usize,
}

/// A line behind which nothing is about the article itself.
const CLASSES: &str = "Classification";

/// Lines that stand for labels, without a value.
const TITLES: [&str; 5] = ["Graphic", "Notes", "Correction", "Load-Date", "End of Document"];

/// Labels behind the text, but for those of pictures.
const LABELS: &[&str] = &[
    "LOAD-DATE",
    "LANGUAGE",
    "SPRACHE",
    "LANGUE",
    "IDIOMA",
    "LINGUA",
    "TAAL",
    "PUBLICATION-TYPE",
    "TYPE-PUBLICATION",
    "PUBLIKATIONSTYP",
    "JOURNAL-CODE",
    "CODE-REVUE",
    "ZEITUNGS-CODE",
    "UPDATE",
    "DATE-CHARGEMENT",
    "FECHA-CARGA",
    "DOCUMENT-TYPE",
    "SUBJECT",
    "COMPANY",
    "ORGANIZATION",
    "PERSON",
    "CITY",
    "STATE",
    "COUNTRY",
    "GEOGRAPHIC",
    "INDUSTRY",
    "TICKER",
    "TYPE",
    "NOTES",
    "NOTE",
    "URL",
    "ISSN",
    "ISBN",
    "ACC-NO",
    "PUB-TYPE",
    "CORRECTION-DATE",
    "CORRECTION",
    "REGION",
    "PRODUCT",
];

/// Labels of pictures.
const PICTURES: [&str; 6] = ["GRAPHIC", "GRAFIK", "PHOTO", "CHART", "DRAWING", "MAP"];

/// How many blocks the value of a label may take behind the label's own.
const LONGEST: usize = 6;

/// Tells the blocks of the text from those behind it: gives how many there
/// are of the text, and what each of the others is.
pub(in crate::read) fn tail(blocks: &[&str]) -> (usize, Vec<Part>) {
    let start = start(blocks);
    let mut goes_on = Behind::Other;
    let parts = blocks.iter().skip(start).map(|block| {
        let part = part(block, goes_on);
        let is_long = matches!(part.kind, Behind::Caption | Behind::Correction | Behind::Class);
        goes_on = if is_long { part.kind } else { Behind::Other };
        part
    });
    let parts = parts.collect();
    (start, parts)
}

/// Where the labels begin. Values of several blocks stand between them.
fn start(blocks: &[&str]) -> usize {
    let classes = blocks.iter().position(|block| *block == CLASSES);
    let mut start = classes.unwrap_or(blocks.len());
    let mut gap = 0;
    for (at, block) in blocks.iter().enumerate().take(start).rev() {
        let is_last = start == blocks.len();
        match reach(block) {
            Some(reach) if gap == 0 || (gap <= reach && !is_last) => (start, gap) = (at, 0),
            _ => gap += 1,
        }
        if gap > LONGEST {
            break;
        }
    }
    start
}

/// How many blocks may follow one that stands behind the text and belong to it.
fn reach(block: &str) -> Option<usize> {
    let Some((name, value)) = label(block) else { return is_copyright(block).then_some(0) };
    let is_long = value == block.len() || name == "CORRECTION" || is_of_picture(&name);
    Some(match name.as_str() {
        _ if is_long => LONGEST,
        "NOTES" | "NOTE" => 1,
        _ => 0,
    })
}

fn is_of_picture(name: &str) -> bool {
    PICTURES.contains(&name)
}

/// What a block behind the text is; one without a label may go on with what
/// stands before.
fn part(block: &str, before: Behind) -> Part {
    let Some((name, value)) = label(block).filter(|_| before != Behind::Class) else {
        let kind = match before {
            _ if block == CLASSES => Behind::Class,
            before if before != Behind::Class && is_copyright(block) => Behind::Copyright,
            before => before,
        };
        return Part { kind, value: 0 };
    };
    let kind = match name.as_str() {
        "LANGUAGE" | "SPRACHE" | "LANGUE" | "IDIOMA" | "LINGUA" | "TAAL" => Behind::Language,
        "URL" => Behind::Url,
        "CORRECTION" => Behind::Correction,
        name if is_of_picture(name) => Behind::Caption,
        _ => Behind::Other,
    };
    Part { kind, value }
}

/// The label behind the text that a block begins with, in capitals, and where
/// its value begins.
fn label(block: &str) -> Option<(String, usize)> {
    if TITLES.contains(&block) {
        return Some((block.to_uppercase(), block.len()));
    }
    let (name, value) = block.split_once(':').filter(|(name, _)| name.len() <= 40)?;
    let name = name.trim_matches(is_blank);
    let upper = name.to_uppercase();
    // Words of the text may be followed by a colon, but are not in capitals.
    let is_label = LABELS.contains(&upper.as_str()) || is_of_picture(&upper);
    let is_written_so = name == upper || upper == "LOAD-DATE";
    let start = block.len() - value.trim_start_matches(is_blank).len();
    (is_label && is_written_so).then_some((upper, start))
}

/// Whether a block says who holds the rights.
pub(in crate::read) fn is_copyright(block: &str) -> bool {
    let starts = ["Copyright", "©", "All Rights Reserved", "Alle Rechte", "Tous droits", "(c)"];
    starts.iter().any(|start| block.starts_with(start)) && block.len() < 300
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_stands_behind_the_text_is_told_apart() {
        fn check(blocks: &[&str], text: usize, expected: &[Behind]) {
            let (start, parts) = tail(blocks);
            let kinds: Vec<Behind> = parts.into_iter().map(|part| part.kind).collect();
            assert_eq!((start, kinds.as_slice()), (text, expected), "{blocks:?}");
        }
        use Behind::{Caption, Class, Copyright, Correction, Language, Other};
        check(&["The quay.", "LANGUAGE: ENGLISH"], 1, &[Language]);
        check(
            &[
                "The quay.",
                "CORRECTION-DATE: May 2, 1993",
                "CORRECTION:",
                "It was.",
                "Twice.",
                "GRAPHIC: Photo: The quay",
                "The crane",
                "LOAD-DATE: May 2, 1993",
                "Copyright 1993 H",
            ],
            1,
            &[Other, Correction, Correction, Correction, Caption, Caption, Other, Copyright],
        );
        check(
            &["The quay.", "Graphic", "A crane.", "Classification", "Language: E"],
            1,
            &[Caption, Caption, Class, Class],
        );
        // What nothing follows is text, and so is what is no label.
        check(&["PHOTO: said the man.", "The quay."], 2, &[]);
        check(&["Note: he left.", "The quay.", "TYPE: News"], 2, &[Other]);
        check(&["LANGUAGE: he said.", "The quay.", "TYPE: News"], 2, &[Other]);
    }
}
