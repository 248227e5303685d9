//! Bylines: who wrote it, in which role and from where.

use crate::article::Byline;

use super::agencies::{Agency, agency};
use super::chinese_byline;
use super::dateline::{is_place, month, weekday};
use super::letters::named;

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
    "story by ",
    "reported by ",
    "compiled by ",
    "written by ",
    "interview by ",
    "بقلم: ",
    "بقلم ",
    "كتب: ",
    "كتب ",
    "yazan: ",
    "tekst: ",
    "tekst ",
];

/// Words that make the part behind a comma a role.
const ROLES: &[&str] = &[
    "writer",
    "correspondent",
    "reporter",
    "editor",
    "staff",
    "columnist",
    "critic",
    "bureau",
    "chief",
    "special",
    "service",
    "services",
    "press",
    "photographer",
    "analyst",
    "contributor",
    "contributing",
    "correspondant",
    "correspondante",
    "envoyé",
    "envoyée",
    "spécial",
    "spéciale",
    "korrespondent",
    "korrespondentin",
    "redakteur",
    "redaktion",
    "enviado",
    "enviada",
    "especial",
    "corresponsal",
    "redactor",
    "inviato",
    "corrispondente",
    "корреспондент",
    "обозреватель",
    "кореспондент",
    "news",
    "professor",
    "director",
    "president",
];

/// Reads a line as a byline.
pub(super) fn parse(line: &str) -> Option<Parsed> {
    if line.len() > LONGEST * 3 || !may_begin(line) || line.ends_with(['?', '!', ':', '。']) {
        return None;
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
    let by = ["by ", "by: "].into_iter().find(|start| starts_folded(line, start));
    let start = by.or_else(|| STARTS.iter().copied().find(|start| starts_titled(line, start)))?;
    let len = line.char_indices().nth(start.chars().count()).map_or(line.len(), |(at, _)| at);
    let rest = line.get(len..)?.trim_start();
    let rest = rest.strip_prefix("from ").unwrap_or(rest);
    if is_nobody(rest) {
        return Some(Parsed::default());
    }
    if let Some(known) = agency(rest) {
        return Some(Parsed { persons: Vec::new(), agencies: vec![known.name.to_owned()] });
    }
    if !begins_name(rest) || ends_sentence(rest) {
        return None;
    }
    if rest.contains(" | ") {
        return persons(&rest.replace(" | ", ", "));
    }
    persons(rest)
}

/// `a staff reporter`, `Our Own Correspondent`: somebody without a name.
fn is_nobody(rest: &str) -> bool {
    const WORDS: &[&str] = &[
        "a",
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
    ];
    ["staff ", "a staff ", "our "].iter().any(|start| rest.starts_with(start))
        || rest.split_whitespace().all(|word| WORDS.contains(&word.to_lowercase().as_str()))
}

/// Whether a line can begin as a byline does: a quick look at two letters.
fn may_begin(line: &str) -> bool {
    match line.as_bytes() {
        [b'B' | b'b', b'y' | b'Y', ..] | [0x80..=0xFF, ..] => true,
        [first, second, ..] => {
            let is_start = matches!(
                (first.to_ascii_lowercase(), second.to_ascii_lowercase()),
                (b'v' | b'd' | b'p' | b'c' | b'w', b'o')
                    | (b'p' | b'y', b'a')
                    | (b'd', b'i')
                    | (b'a', b'v' | b'f' | b'u')
                    | (b'i', b'n')
                    | (b't' | b'r', b'e')
                    | (b'w' | b'f', b'r')
                    | (b's', b't')
            );
            is_start && (second.is_ascii_lowercase() || matches!(first, b'F' | b'C'))
        }
        _ => false,
    }
}

/// With a capital at the start, but not all in capitals: `DI` and `PAR` begin names.
fn starts_titled(line: &str, start: &str) -> bool {
    let second = line.chars().nth(1).is_some_and(char::is_uppercase);
    !second && starts_folded(line, start)
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
    ["staff", "wire", "reports", "dispatches", "agencies", "news services", "own correspondent"]
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
    let is_particle = matches!(
        first,
        "de" | "van" | "von" | "al" | "el" | "ter" | "di" | "da" | "del" | "la" | "le"
    );
    let is_calendar = weekday(bare).is_some_and(|_| bare.len() > 3)
        || (month(bare).is_some()
            && !matches!(
                bare.to_lowercase().as_str(),
                "april" | "june" | "august" | "may" | "mar" | "jan" | "juan"
            ));
    let second = rest.split_whitespace().nth(1);
    let goes_on = second.is_none_or(|word| {
        let first = word.chars().next().unwrap_or(' ');
        !first.is_lowercase() || is_connector(word) || is_elided(word) || first.is_numeric()
    });
    (capital || is_particle) && !is_calendar && goes_on
}

fn is_caseless(character: char) -> bool {
    character.is_alphabetic() && !character.is_uppercase() && !character.is_lowercase()
}

fn is_connector(word: &str) -> bool {
    matches!(
        word.trim_end_matches(','),
        "and"
            | "in"
            | "de"
            | "van"
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
            | "dos"
            | "do"
            | "du"
            | "та"
            | "и"
            | "from"
            | "near"
            | "ter"
            | "ten"
            | "zu"
            | "af"
            | "av"
    )
}

/// `A and B`, `A in Brussels and B in Moscow`, `A, role`.
pub(super) fn persons(rest: &str) -> Option<Parsed> {
    let mut parsed = Parsed::default();
    let (names, role) = split_role(rest);
    let mut place_of_all = None;
    let mut role_text = None;
    if let Some(role) = role {
        if let Some(known) = agency(role) {
            parsed.agencies.push(known.name.to_owned());
        } else {
            let (role, place) = split_place(role);
            role_text = Some(role.to_owned());
            place_of_all = place.map(str::to_owned);
            let first = role.split(' ').next().filter(|word| word.len() > 1);
            let is_shouted = |word: &&str| word.chars().all(char::is_uppercase);
            let employer = role.split(" Writer").next().and_then(agency);
            let employer = employer.or_else(|| first.filter(is_shouted).and_then(agency));
            parsed.agencies.extend(employer.map(|known| known.name.to_owned()));
        }
    }
    let (names, employer) = split_employer(names);
    parsed.agencies.extend(employer.map(|known| known.name.to_owned()));
    for part in split_names(names) {
        let (name, place) = split_place(part);
        let (name, employer) = match name.rsplit_once('/') {
            Some((name, employer)) if agency(employer).is_some() => (name, agency(employer)),
            _ => (name, None),
        };
        parsed.agencies.extend(employer.map(|known| known.name.to_owned()));
        let name = name.trim_matches([' ', ',', '=', '.']).trim();
        if name.is_empty() {
            continue;
        }
        if !parsed.persons.is_empty() && place.is_none() {
            if let Some(known) = agency(name) {
                parsed.agencies.push(known.name.to_owned());
                continue;
            }
            if is_place(name) {
                let from = |person: &mut Byline| _ = person.place.get_or_insert(name.to_owned());
                parsed.persons.iter_mut().for_each(from);
                continue;
            }
        }
        if name.split_whitespace().count() > 6 || !looks_like_name(name) {
            return None;
        }
        parsed.persons.push(Byline {
            name: named(&with_stop(name, part)),
            role: role_text.clone(),
            place: place.map(str::to_owned).or_else(|| place_of_all.clone()),
        });
    }
    (!parsed.persons.is_empty()).then_some(parsed)
}

/// `Ann Lee (Xinhua)` → the names and the agency.
fn split_employer(names: &str) -> (&str, Option<Agency>) {
    let enclosed = || {
        let (names, name) = names.strip_suffix(')')?.rsplit_once(" (")?;
        Some((names, agency(name)?))
    };
    enclosed().map_or((names, None), |(names, known)| (names, Some(known)))
}

/// `Jr.` keeps its full stop.
fn with_stop(name: &str, part: &str) -> String {
    let keeps =
        ["Jr", "Sr", "PhD", "MD"].iter().any(|end| name.ends_with(end)) && part.contains('.');
    if keeps { format!("{name}.") } else { name.to_owned() }
}

fn looks_like_name(name: &str) -> bool {
    let words = || name.split_whitespace();
    words().all(|word| {
        let first = word.chars().next().unwrap_or(' ');
        !first.is_lowercase() || is_connector(word) || is_elided(word)
    }) && !name.chars().any(|c| c.is_ascii_digit())
}

/// `d'Emilio`
fn is_elided(word: &str) -> bool {
    let behind = word.split_once(['\'', '’']).map(|(_, behind)| behind);
    behind.is_some_and(|behind| behind.starts_with(char::is_uppercase))
}

/// The part behind a comma is a role if it says so, or if no `and` follows.
fn split_role(rest: &str) -> (&str, Option<&str>) {
    let commas = rest.match_indices(',').map(|(at, _)| at);
    for at in commas {
        let (Some(names), Some(tail)) = (rest.get(..at), rest.get(at + 1..)) else { continue };
        let tail = tail.trim();
        let lower = tail.to_lowercase();
        let is_role = agency(tail).is_some()
            || lower
                .split([' ', '-', '/'])
                .any(|word| ROLES.contains(&word.trim_matches([',', '.'])))
            || tail.starts_with(char::is_lowercase);
        if is_role && !matches!(lower.trim_end_matches('.'), "jr" | "sr" | "md" | "phd") {
            return (names, Some(tail));
        }
    }
    (rest, None)
}

fn split_names(names: &str) -> Vec<&str> {
    const AND: &[&str] = &[
        " and ", " AND ", " & ", " et ", " und ", " y ", " и ", " та ", " og ", " och ", " with ",
        " / ", ", ", "; ",
    ];
    let mut parts = vec![names];
    for and in AND {
        parts = parts.into_iter().flat_map(|part| part.split(and)).collect();
    }
    parts
}

/// `Ann Lee in Brussels` → the name and the place.
fn split_place(part: &str) -> (&str, Option<&str>) {
    const IN: &[&str] = &[
        " in ",
        " IN ",
        " à ",
        " aus ",
        " de notre bureau de ",
        " из ",
        " at ",
        " from ",
        " près de ",
    ];
    for word in IN {
        if let Some((name, place)) = part.split_once(word)
            && place.starts_with(|c: char| !c.is_lowercase())
        {
            return (name.trim(), Some(place.trim_matches([' ', ',', '=', ')'])));
        }
    }
    (part, None)
}

/// Whether the line below a byline says what its person is: `Associated Press Writer`.
pub(super) fn is_role_line(line: &str) -> bool {
    let line = line.trim_end_matches('=');
    let words = line.split_whitespace().count();
    if words == 0 || words > 7 || line.len() > 60 || line.ends_with(['.', ':', ',', '?', '!']) {
        return false;
    }
    if agency(line).is_some() {
        return true;
    }
    if line.contains([',', '-', '—', '–', '(', '"']) {
        return false;
    }
    let lower = line.to_lowercase();
    let last = lower.rsplit(' ').next().unwrap_or_default();
    let is_role_word = |word: &str| {
        let capital = word.starts_with(|c: char| !c.is_lowercase());
        capital || ROLES.contains(&word) || matches!(word, "of" | "the" | "for" | "and" | "to")
    };
    line.split(' ').all(is_role_word)
        && ROLES.contains(&last)
        && last != "special"
        && line.starts_with(|c: char| c.is_uppercase())
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
