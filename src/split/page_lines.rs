//! Lines by which exports note where an article stood in a paper: `Page A4`,
//! `Section: Business; Pg. 4`, `812 words`.

use crate::article::Source;

use super::credit::{is_name, page};
use super::roles::is_of_paper;

/// The longest of them, in bytes.
const LONGEST: usize = 80;
/// The longest name of a paper, in bytes.
pub(super) const LONGEST_NAME: usize = 40;

/// What a line notes of section, edition and page; nothing of them if it notes
/// a length or a language.
pub(super) fn page_line(line: &str) -> Option<Source> {
    let first = line.as_bytes().first()?.to_ascii_lowercase();
    let may_be = matches!(first, b's' | b'e' | b'p' | b'l' | b'w' | b'd' | b'0'..=b'9');
    if !may_be || line.len() > LONGEST || line.ends_with(['.', '?', '!']) {
        return None;
    }
    let Some((label, value)) = line.split_once(':') else { return unlabelled(line) };
    let value = Some(value.trim()).filter(|value| !value.is_empty())?;
    let own = |value: &str| Some(value.to_owned());
    let source = Source::default();
    let is_capital = value.starts_with(char::is_uppercase);
    let is_shouted = !line.contains(|c: char| c.is_lowercase());
    Some(match label.trim_end().to_ascii_lowercase().as_str() {
        "section" if is_capital => in_section(value),
        "edition" if is_capital => Source { edition: own(value), ..source },
        "page" | "pg" => Source { page: own(page(&format!("p.{value}"))?), ..source },
        "length" | "word count" | "words" if is_count(value) => source,
        "language" if is_shouted => source,
        "load-date" | "document-type" | "publication-type" => source,
        _ => return None,
    })
}

/// `Page A4`, `812 words`
fn unlabelled(line: &str) -> Option<Source> {
    let is_page = ["Page", "PAGE", "Pg.", "PG."].iter().any(|start| line.starts_with(start));
    if is_page {
        let page = Some(page(line)?.to_owned());
        return Some(Source { page, ..Source::default() });
    }
    (line.ends_with(" words") && is_count(line)).then(Source::default)
}

/// `812`, `1,812 words`
fn is_count(text: &str) -> bool {
    let count = text.strip_suffix(" words").unwrap_or(text);
    !count.is_empty() && count.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
}

/// `Business; Pg. 4`
fn in_section(value: &str) -> Source {
    let (section, rest) = value.split_once(';').unwrap_or((value, ""));
    let page = page(rest.trim()).map(str::to_owned);
    Source { section: Some(section.trim().to_owned()), page, ..Source::default() }
}

/// Words that hardly anything but papers is called by, at either end of a name.
const STRONG: [&str; 27] = [
    "advertiser",
    "chronicle",
    "corriere",
    "courier",
    "dagblad",
    "daily",
    "diario",
    "examiner",
    "gazeta",
    "gazette",
    "giornale",
    "guardian",
    "herald",
    "independent",
    "inquirer",
    "jornal",
    "journal",
    "krant",
    "nachrichten",
    "newspaper",
    "observer",
    "periódico",
    "quotidien",
    "telegraph",
    "tribune",
    "weekly",
    "zeitung",
];
/// Articles that names of papers begin with.
const ARTICLES: [&str; 11] =
    ["The ", "THE ", "El ", "La ", "Le ", "Les ", "Il ", "Der ", "Die ", "Das ", "De "];

/// How surely a line is the name of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Likeness {
    /// A word for papers that stands for much else, behind an article.
    Weak,
    /// A word for papers, without an article.
    Bare,
    /// A word for papers behind an article.
    Strong,
}

/// Whether a line begins with an article that names of papers begin with.
pub(super) fn has_article(line: &str) -> bool {
    ARTICLES.iter().any(|article| line.starts_with(article))
}

/// Whether a line is like the name of a paper: words with capitals, the first
/// or last of them a word for papers.
pub(super) fn paper(line: &str) -> Option<Likeness> {
    if line.len() > LONGEST_NAME {
        return None;
    }
    let bare = ARTICLES.iter().find_map(|article| line.strip_prefix(article));
    let has_article = bare.is_some();
    let words: Vec<&str> = bare.unwrap_or(line).split(' ').collect();
    if !(1..=5).contains(&words.len()) {
        return None;
    }
    let is_strong = |word: &&str| {
        STRONG.iter().any(|known| {
            let end = word.len().checked_sub(known.len()).and_then(|start| word.get(start..));
            end.is_some_and(|end| end.eq_ignore_ascii_case(known))
        })
    };
    let (first, last) = (words.first()?, words.last()?);
    let is_sure =
        is_strong(first) || is_strong(last) || (is_of_paper(last) && words.iter().any(is_strong));
    let likeness = match (is_sure, has_article) {
        (true, true) => Likeness::Strong,
        (true, false) if words.len() > 1 => Likeness::Bare,
        (false, true) if is_of_paper(last) => Likeness::Weak,
        _ => return None,
    };
    let is_plain = is_name(line) && !line.contains(|c: char| c.is_ascii_digit());
    is_plain.then_some(likeness)
}

/// Whether a part of a line below a byline is a house: a word for papers or
/// services ends it.
pub(super) fn is_house(part: &str) -> bool {
    part.len() <= LONGEST_NAME
        && is_name(part)
        && part.split(' ').next_back().is_some_and(is_of_paper)
}
