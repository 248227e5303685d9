//! Lines by which exports note where an article stood in a paper: `Page A4`,
//! `Section: Business; Pg. 4`, `812 words`.

use crate::article::Source;

use super::credit::{is_name, page};
use super::roles::is_of_paper;

/// The longest of them, in bytes.
const LONGEST: usize = 80;
/// The longest name of a paper, in bytes.
const LONGEST_NAME: usize = 40;

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
    Some(match label.trim_end().to_ascii_lowercase().as_str() {
        "section" => in_section(value),
        "edition" => Source { edition: own(value), ..source },
        "page" | "pages" | "pg" => Source { page: own(page(&format!("p.{value}"))?), ..source },
        "length" | "word count" | "words" if value.starts_with(|c: char| c.is_ascii_digit()) => {
            source
        }
        "language" | "load-date" | "load date" | "document-type" | "publication-type" => source,
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
    let count = line.strip_suffix(" words")?;
    let is_number = count.bytes().all(|byte| byte.is_ascii_digit() || byte == b',');
    is_number.then(Source::default)
}

/// `Business; Pg. 4`
fn in_section(value: &str) -> Source {
    let (section, rest) = value.split_once(';').unwrap_or((value, ""));
    let page = page(rest.trim()).map(str::to_owned);
    Source { section: Some(section.trim().to_owned()), page, ..Source::default() }
}

/// Words of other languages that names of papers end in, in lower case.
const WORDS: [&str; 12] = [
    "corriere",
    "dagblad",
    "diario",
    "gazeta",
    "gazette",
    "giornale",
    "jornal",
    "krant",
    "nachrichten",
    "periódico",
    "quotidien",
    "zeitung",
];

/// Whether a line is like the name of a paper: words with capitals, one of
/// them a word for papers.
pub(super) fn is_like_paper(line: &str) -> bool {
    let is_foreign = |word: &str| {
        let ends = |known: &str| {
            let end = word.len().checked_sub(known.len()).and_then(|start| word.get(start..));
            end.is_some_and(|end| end.eq_ignore_ascii_case(known))
        };
        WORDS.iter().any(|known| ends(known))
    };
    line.len() <= LONGEST_NAME
        && (2..=6).contains(&line.split(' ').count())
        && is_name(line)
        && !line.contains(|c: char| c.is_ascii_digit())
        && line.split(' ').any(|word| is_of_paper(word) || is_foreign(word))
}
