//! Bylines: who wrote it, in which role and from where.

use crate::article::Byline;

use super::agencies::{Agency, agency};
use super::chinese_byline;
use super::dateline::{month, weekday};
use super::notes::columnist_note;
use super::persons::{is_elided, persons, tidy};
use super::roles::ends_in_writer;
use super::sources::publication;
use super::starts::Starts;

/// The longest byline, in characters.
const LONGEST: usize = 90;
/// The most words of a byline.
const MOST_WORDS: usize = 14;

/// What a byline states.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Parsed {
    /// The persons.
    pub persons: Vec<Byline>,
    /// Agencies named instead of, or as employers of, persons.
    pub agencies: Vec<String>,
}

/// What bylines begin with besides `by`, in lower case; a name must follow.
const STARTS: &[&str] = &[
    "von unserem korrespondenten ",
    "von unserer korrespondentin ",
    "de notre correspondant ",
    "de notre correspondante ",
    "de notre envoyé spécial ",
    "de notre envoyée spéciale ",
    "dal nostro inviato ",
    "dal nostro corrispondente ",
    "ein kommentar von ",
    "eine analyse von ",
    "ein gastbeitrag von ",
    "kommentar von ",
    "propos recueillis par ",
    "recueilli par ",
    "author: ",
    "byline: ",
    "written by: ",
    "reported by: ",
    "text and photos: ",
    "story and photos: ",
    "words and pictures: ",
    "reporter: ",
    "by: ",
    "von ",
    "par ",
    "por ",
    "por: ",
    "par: ",
    "di ",
    "door ",
    "av ",
    "af ",
    "autor: ",
    "autore: ",
    "автор: ",
    "автор ",
    "автори: ",
    "авторы: ",
    "текст: ",
    "interview: ",
    "text: ",
    "words: ",
    "بقلم: ",
    "بقلم ",
    "كتب: ",
    "كتب ",
    "yazan: ",
    "tekst: ",
    "tekst ",
];

/// Kinds of texts and work that stand in front of `by`, in lower case.
const KINDS: &[&str] = &[
    "analysis",
    "column",
    "comment",
    "commentary",
    "compiled",
    "essay",
    "exclusive",
    "feature",
    "interview",
    "news analysis",
    "opinion",
    "posted",
    "profile",
    "report",
    "reported",
    "review",
    "reviewed",
    "special report",
    "story",
    "story and photos",
    "text",
    "text and photos",
    "words",
    "words and pictures",
    "written",
];

/// Reads a line as a byline.
pub(super) fn parse(line: &str) -> Option<Parsed> {
    if ["B y ", "b y "].iter().any(|start| line.starts_with(start)) {
        return parse(&closed_up(line)?);
    }
    let line = without_opinion(line);
    if line.len() > LONGEST * 3 || !may_begin(line) || line.ends_with(['?', '!', ':', '。']) {
        return None;
    }
    if line.contains('\u{A0}') {
        return parse(&line.replace('\u{A0}', " "));
    }
    let line = line.trim_end_matches(['=', ' ']).trim();
    if line.chars().count() > LONGEST || line.split_whitespace().count() > MOST_WORDS {
        return None;
    }
    if let Some(parsed) = chinese_byline::parse(line) {
        return Some(parsed);
    }
    if is_staff(line) {
        return Some(Parsed::default());
    }
    let rest = behind_start(line)?.trim_start();
    let rest = rest.strip_prefix("from ").unwrap_or(rest);
    people(behind_by(rest))
}

/// `B y   A n n   L e e` → `By Ann Lee`
fn closed_up(line: &str) -> Option<String> {
    let words = line.split("  ").map(str::trim).filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(|word| word.replace(' ', "")).collect();
    let is_spaced = line.split_whitespace().all(|letter| letter.chars().count() <= 2);
    (is_spaced && words.len() > 1).then(|| words.join(" ").replace('.', ". ").replace("  ", " "))
}

/// `By Ann Lee (Ann Lee is a columnist. The opinions expressed are her own.)`
fn without_opinion(line: &str) -> &str {
    let behind = |(names, note): (&'_ str, &str)| columnist_note(note).map(|_| names.len());
    let is_long = (SHORTEST_OPINION..LONGEST_OPINION).contains(&line.len());
    let end = is_long.then(|| line.split_once(" (").and_then(behind)).flatten();
    end.and_then(|end| line.get(..end)).unwrap_or(line)
}

/// How many bytes a byline has at least that says whose opinions follow.
const SHORTEST_OPINION: usize = 50;
/// How many bytes a byline has at most that says so.
const LONGEST_OPINION: usize = 400;

/// `BYLINE: By Ann Lee`
fn behind_by(rest: &str) -> &str {
    ["By ", "BY "].iter().find_map(|by| rest.strip_prefix(by)).unwrap_or(rest)
}

/// The persons behind a word that bylines begin with.
fn people(rest: &str) -> Option<Parsed> {
    if is_nobody(rest) {
        let employer = rest.split_whitespace().next().and_then(agency);
        let agencies = employer.map(|known| known.name.to_owned()).into_iter().collect();
        return Some(Parsed { persons: Vec::new(), agencies });
    }
    let house = rest.split(" | ").next().unwrap_or(rest);
    if let Some(known) = agency(house).or_else(|| supplier(house)) {
        return Some(Parsed { persons: Vec::new(), agencies: vec![known.name.to_owned()] });
    }
    let mut agencies = Vec::new();
    let rest = without_employer(rest, &mut agencies);
    if !begins_name(rest) || ends_sentence(rest) {
        return None;
    }
    let names = tidy(rest, &mut agencies);
    let mut parsed = persons(&names)?;
    parsed.agencies.splice(0..0, agencies);
    Some(parsed)
}

/// The agency in `Le Figaro avec AFP`.
fn supplier(house: &str) -> Option<Agency> {
    let (paper, name) = house.split_once(" avec ")?;
    agency(name).filter(|_| publication(paper).is_some())
}

/// `Xinhua writer Wang Wei` → the name.
fn without_employer<'t>(rest: &'t str, agencies: &mut Vec<String>) -> &'t str {
    let Some((first, tail)) = rest.split_once(' ') else { return rest };
    let Some((role, names)) = tail.split_once(' ') else { return rest };
    match agency(first).filter(|_| ends_in_writer(role)) {
        Some(known) => {
            agencies.push(known.name.to_owned());
            names
        }
        None => rest,
    }
}

/// What follows `By`, `Analysis by`, `Von` and the like.
fn behind_start(line: &str) -> Option<&str> {
    let by = ["by ", "by: "].into_iter().find(|start| starts_folded(line, start));
    let kind = || {
        let (at, by) = [" by ", " By ", " BY "]
            .into_iter()
            .find_map(|by| line.find(by).map(|at| (at, by)))
            .filter(|(at, _)| *at < 24)?;
        let head = line.get(..at)?.to_lowercase();
        KINDS.contains(&head.as_str()).then_some(at + by.len())
    };
    let started = || {
        let start = STARTS.iter().copied().find(|start| starts_titled(line, start))?;
        line.char_indices().nth(start.chars().count()).map(|(at, _)| at)
    };
    let at = by.map(str::len).or_else(kind).or_else(started)?;
    line.get(at..)
}

/// `VON MAX MUSTER` below a headline: a byline, if all of it is in capitals.
pub(super) fn shouted(line: &str) -> Option<Parsed> {
    const STARTS: [&str; 5] = ["VON ", "PAR ", "POR ", "DI ", "DOOR "];
    let rest = STARTS.iter().find_map(|start| line.strip_prefix(start))?;
    let words = rest.split_whitespace().count();
    let is_shouted = !rest.contains(|c: char| c.is_lowercase() || c.is_ascii_digit());
    ((2..=6).contains(&words) && is_shouted && rest.len() < 60).then(|| persons(rest))?
}

/// A line that names nobody: `Express News Service`, `Special Correspondent`.
pub(super) fn is_anonymous(line: &str) -> bool {
    static OURS: Starts = Starts::new(&[
        "van onze ",
        "van een medewerker",
        "von unserem korrespondenten",
        "von unserer redaktion",
        "de notre correspondant",
        "de la redacción",
        "da redação",
        "от нашего корреспондента",
    ]);
    let words = line.split_whitespace().count();
    if words <= 5 && !line.ends_with('.') && OURS.in_any_case(line).is_some() {
        return true;
    }
    let is_titled = line.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let is_wire = ["agencies", "wires"].iter().any(|word| word.eq_ignore_ascii_case(line));
    is_wire || (is_titled && (2..=4).contains(&words) && is_nobody(line))
}

/// `a staff reporter`, `Our Own Correspondent`, `Wire Reports`: somebody
/// without a name.
fn is_nobody(rest: &str) -> bool {
    const WORDS: &[&str] = &[
        "a",
        "an",
        "the",
        "our",
        "own",
        "special",
        "staff",
        "reporter",
        "reporters",
        "correspondent",
        "correspondents",
        "writer",
        "writers",
        "editor",
        "editors",
        "editorial",
        "board",
        "la",
        "unserer",
        "redaktion",
        "rédaction",
        "redacción",
        "redazione",
        "onze",
    ];
    const ENDS: &[&str] = &[
        " staff",
        " reports",
        " wires",
        " agencies",
        " desk",
        "editorial board",
        " wire services",
        " news services",
        " news service",
    ];
    let lower = rest.to_lowercase();
    let words = lower.split_whitespace().count();
    let is_ours = ["staff ", "a staff ", "our "].iter().any(|start| rest.starts_with(start));
    let is_correspondent = ["from ", "a ", "an ", "the ", "our ", "special "]
        .iter()
        .any(|start| lower.starts_with(start) && lower.ends_with("correspondent"));
    let before_and = lower.split_once(" and ").map(|(before, _)| before);
    let has_names = lower.contains(',') || before_and.is_some_and(|before| before.contains(' '));
    lower == "agencies"
        || lower == "wires"
        || is_ours
        || is_correspondent
        || (words <= 4 && !has_names && ENDS.iter().any(|end| lower.ends_with(end)))
        || lower.split_whitespace().all(|word| WORDS.contains(&word))
}

/// Whether a line can begin as a byline does: a quick look at two letters.
fn may_begin(line: &str) -> bool {
    match line.as_bytes() {
        [b'B' | b'b', b'y' | b'Y', ..] | [0x80..=0xFF, ..] => true,
        [first, second, ..] => {
            let is_start = matches!(
                (first.to_ascii_lowercase(), second.to_ascii_lowercase()),
                (b'v' | b'd' | b'p' | b'c' | b'w' | b'k', b'o')
                    | (b'p' | b'y', b'a')
                    | (b'd', b'i' | b'a' | b'e')
                    | (b'a', b'v' | b'f' | b'u' | b'n')
                    | (b'i', b'n')
                    | (b't' | b'r' | b'n' | b'f', b'e')
                    | (b'w' | b'f' | b'p', b'r')
                    | (b's', b't' | b'p')
                    | (b'e', b'x' | b's' | b'i')
                    | (b'o', b'p')
            );
            is_start
                && (second.is_ascii_lowercase()
                    || [" BY ", " by ", " By "].iter().any(|by| line.contains(by))
                    || *first == b'F')
        }
        _ => false,
    }
}

/// With a capital at the start, but not all in capitals: `DI` and `PAR` begin
/// names, labels do not.
fn starts_titled(line: &str, start: &str) -> bool {
    let is_label = start.ends_with(": ");
    let second = line.chars().nth(1).is_some_and(char::is_uppercase);
    (is_label || !second) && starts_folded(line, start)
}

fn starts_folded(line: &str, start: &str) -> bool {
    if start.is_ascii() {
        return line.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    }
    let mut characters = line.chars().flat_map(char::to_lowercase);
    start.chars().all(|wanted| characters.next() == Some(wanted))
}

/// A final full stop is right only behind an initial or an abbreviation.
fn ends_sentence(rest: &str) -> bool {
    let last = rest.rsplit([' ', '.']).find(|word| !word.is_empty()).unwrap_or_default();
    rest.ends_with('.') && last.chars().count() > 3
}

/// `From Times Staff and Wire Reports`
fn is_staff(line: &str) -> bool {
    const STARTS: [&str; 4] = ["From ", "FROM ", "Compiled ", "COMPILED "];
    if !STARTS.iter().any(|start| line.starts_with(start)) {
        return false;
    }
    let lower = line.to_lowercase();
    ["staff", "wire", "reports", "dispatches", "agencies", "news services", "correspondent"]
        .iter()
        .any(|word| lower.contains(word))
        && line.split_whitespace().count() <= 9
        && !line.ends_with('.')
}

/// A name begins with a capital and is no weekday, month or number.
fn begins_name(rest: &str) -> bool {
    let first = rest.split([' ', ',', '\u{A0}']).next().unwrap_or_default();
    let capital = first.chars().next().is_some_and(|c| c.is_uppercase() || is_caseless(c));
    let bare = first.trim_end_matches('.');
    let is_calendar = is_calendar(bare, rest);
    let second = rest.split_whitespace().nth(1);
    let goes_on = second.is_none_or(|word| {
        let first = word.chars().next().unwrap_or(' ');
        !first.is_lowercase() || is_connector(word) || is_elided(word) || first.is_numeric()
    });
    (capital || is_particle(first)) && !is_calendar && goes_on
}

/// Whether a line speaks of a day or a month: a name would follow in capitals.
fn is_calendar(first: &str, rest: &str) -> bool {
    if weekday(first).is_none_or(|_| first.len() < 4) && month(first).is_none() {
        return false;
    }
    let next = rest.split_whitespace().nth(1);
    next.is_none_or(|next| {
        let is_time = matches!(next, "Night" | "Morning" | "Evening" | "Afternoon");
        let is_small = next.starts_with(char::is_lowercase) && !is_particle(next);
        is_time || is_small || next.starts_with(|c: char| c.is_ascii_digit())
    })
}

/// Small words inside of names.
fn is_particle(word: &str) -> bool {
    matches!(
        word,
        "de" | "van"
            | "von"
            | "der"
            | "den"
            | "al"
            | "el"
            | "bin"
            | "ibn"
            | "di"
            | "da"
            | "del"
            | "della"
            | "la"
            | "le"
            | "dos"
            | "do"
            | "du"
            | "ter"
            | "ten"
            | "zu"
            | "af"
            | "av"
    )
}

fn is_caseless(character: char) -> bool {
    character.is_alphabetic() && !character.is_uppercase() && !character.is_lowercase()
}

pub(super) fn is_connector(word: &str) -> bool {
    let word = word.trim_end_matches(',');
    is_particle(word)
        || matches!(
            word,
            "and"
                | "in"
                | "et"
                | "und"
                | "y"
                | "e"
                | "i"
                | "à"
                | "en"
                | "aus"
                | "at"
                | "with"
                | "for"
                | "of"
                | "та"
                | "и"
                | "from"
                | "near"
        )
}

/// The signature under a letter: `Mrs. H. Quill, Upperford`.
pub(super) fn signature(line: &str) -> Option<Byline> {
    if line.len() > 90
        || line.split_whitespace().count() > 9
        || line.ends_with(['.', '?', '!', '"', '”'])
    {
        return None;
    }
    let (name, place) = match line.rsplit_once(", ") {
        Some((name, place)) => (name, Some(place)),
        None => (line, None),
    };
    let is_name = |text: &str| {
        let words: Vec<&str> = text.split_whitespace().collect();
        let capital = |word: &&str| word.trim_start_matches('(').starts_with(char::is_uppercase);
        let small = |word: &&str| word.starts_with('(') || is_connector(word);
        !words.is_empty() && words.iter().all(|word| capital(word) || small(word))
    };
    let words = name.split_whitespace().count();
    let fits = (2..=6).contains(&words) && is_name(name) && place.is_none_or(is_name);
    fits.then(|| Byline {
        name: name.trim_start_matches(['-', '–', '—', ' ']).to_owned(),
        role: None,
        place: place.map(str::to_owned),
    })
}
