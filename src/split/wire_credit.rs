//! Credits that name agencies among other words: `With inputs from PTI`.

use super::agencies::agency;
use super::credit::{Credit, agencies};
use super::sources::publication;

/// The longest of them, in bytes.
const LONGEST: usize = 80;

/// What comes before the agencies.
const STARTS: &[&str] = &[
    "source:",
    "source：",
    "quelle:",
    "fuente:",
    "fonte:",
    "источник:",
    "джерело:",
    "来源：",
    "来源:",
    "with inputs from",
    "inputs from",
    "with input from",
    "with files from",
    "with reports from",
    "with",
    "avec",
    "con información de",
    "con informaciones de",
    "mit material von",
    "mit",
];

/// What comes behind them.
const ENDS: &[&str] = &[" inputs", " input"];

/// Reads a line that names the agencies of an article: `(Source: Xinhua)`,
/// `With files from The Canadian Press`, `PTI AB CD`, `(ANSA).`
pub(super) fn wire_credit(text: &str) -> Option<Credit> {
    if text.len() > LONGEST {
        return None;
    }
    let bare = text.trim_end_matches(['.', ' ']);
    let bare = bare.trim_matches(['(', ')', '（', '）', '[', ']', '【', '】', ' ']);
    let is_enclosed = text.starts_with(['(', '（', '[', '【']);
    if let Some(credit) = is_enclosed.then(|| agencies(bare)).flatten() {
        return Some(credit);
    }
    introduced(bare).or_else(|| signed(bare)).or_else(|| of_paper(bare))
}

/// Whether a text is the same as one in small letters, but for case.
fn is_same(text: &str, small: &str) -> bool {
    text.eq_ignore_ascii_case(small) || (!text.is_ascii() && text.to_lowercase() == small)
}

/// `With inputs from PTI`
fn introduced(bare: &str) -> Option<Credit> {
    let rest = STARTS.iter().find_map(|start| {
        let head = bare.get(..start.len())?;
        let rest = bare.get(start.len()..)?;
        let ends_word = start.ends_with([':', '：']) || rest.starts_with(' ');
        (ends_word && is_same(head, start)).then_some(rest)
    })?;
    let names = ENDS.iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest).trim();
    if matches!(names, "agency" | "agencies" | "wire" | "wires") {
        return Some(Credit::default());
    }
    agencies(names)
}

/// `PTI AB CD`: an agency, and the initials of its desk; `WAM/Ann Lee`: its reporter.
fn signed(bare: &str) -> Option<Credit> {
    if let Some((name, reporter)) = bare.split_once('/') {
        let is_name = |word: &str| {
            word.len() > 1 && word.starts_with(char::is_uppercase) && !word.ends_with('.')
        };
        let is_reporter =
            (2..=3).contains(&reporter.split(' ').count()) && reporter.split(' ').all(is_name);
        return is_reporter.then(|| agencies(name)).flatten();
    }
    let (name, initials) = bare.split_once(' ')?;
    // `Up` and other words are names of agencies, too.
    agency(name).filter(|_| name == "dpa" || name.chars().all(char::is_uppercase))?;
    let is_desk = |is: fn(&u8) -> bool| {
        let is_part = |part: &str| (2..=3).contains(&part.len()) && part.as_bytes().iter().all(is);
        initials.split(' ').all(is_part)
    };
    let is_short = initials.len() <= 12;
    let is_signed = is_desk(u8::is_ascii_lowercase) || is_desk(u8::is_ascii_uppercase);
    (is_short && is_signed).then(|| agencies(name)).flatten()
}

/// `Le Monde avec AFP`
fn of_paper(bare: &str) -> Option<Credit> {
    let (paper, names) = bare.split_once(" avec ").or_else(|| bare.split_once(" con "))?;
    let mut credit = publication(paper).and_then(|_| agencies(names))?;
    credit.source.publication = Some(paper.to_owned());
    Some(credit)
}
