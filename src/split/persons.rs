//! The names of a byline: who, in which role and from where.

use crate::article::Byline;

use super::agencies::{Agency, agency};
use super::byline::{Parsed, is_connector};
use super::dateline::{is_place, is_region};
use super::letters::named;
use super::roles::{glued_role, is_desk, is_no_person, is_role};

/// `A and B`, `A in Brussels and B in Moscow`, `A, role`.
pub(super) fn persons(rest: &str) -> Option<Parsed> {
    let mut parsed = Parsed::default();
    let (names, role) = split_role(rest);
    let (role, place_of_all) = role.map_or((None, None), |role| employ(role, &mut parsed));
    let (names, employer) = split_employer(names);
    parsed.agencies.extend(employer.map(|known| known.name.to_owned()));
    let mut is_shouted = false;
    for part in split_names(names) {
        let (name, place) = split_place(part);
        let (name, employer) = match name.rsplit_once('/') {
            Some((name, employer)) if agency(employer).is_some() => (name, agency(employer)),
            _ => (name, None),
        };
        parsed.agencies.extend(employer.map(|known| known.name.to_owned()));
        let name = name.trim_matches([' ', ',', '=', '.']).trim();
        if name.is_empty() || is_desk(name) {
            continue;
        }
        if parsed.persons.is_empty() {
            is_shouted = !name.contains(char::is_lowercase) || has_capitals(name);
        } else {
            let stands_out = !is_shouted && has_capitals(name);
            if is_aside(&mut parsed, name, place) || stands_out {
                continue;
            }
            if place.is_none() && is_lone_word(names, name, &parsed) {
                says_of_all(&mut parsed, name);
                continue;
            }
        }
        if name.split_whitespace().count() > 6 || !looks_like_name(name) {
            return None;
        }
        parsed.persons.push(Byline {
            name: named(&with_stop(name, part)),
            role: role.clone(),
            place: place.map(str::to_owned).or_else(|| place_of_all.clone()),
        });
    }
    (!parsed.persons.is_empty()).then_some(parsed)
}

/// What stands behind the names: an agency, or a role and a place.
fn employ(role: &str, parsed: &mut Parsed) -> (Option<String>, Option<String>) {
    if let Some(known) = agency(role) {
        parsed.agencies.push(known.name.to_owned());
        return (None, None);
    }
    let (role, place) = split_place(role);
    let first = role.split(' ').next().filter(|word| word.len() > 1);
    let is_shouted = |word: &&str| word.chars().all(char::is_uppercase);
    let employer = role.split(" Writer").next().and_then(agency);
    let employer = employer.or_else(|| first.filter(is_shouted).and_then(agency));
    parsed.agencies.extend(employer.map(|known| known.name.to_owned()));
    (Some(role.to_owned()), place.map(str::to_owned))
}

/// Takes a part behind the first name that is an agency, a paper or a place.
fn is_aside(parsed: &mut Parsed, name: &str, place: Option<&str>) -> bool {
    if place.is_none() {
        if let Some(known) = agency(name) {
            parsed.agencies.push(known.name.to_owned());
            return true;
        }
        if is_place(name) || (is_region(name) && !is_no_person(name)) {
            from(parsed, name);
            return true;
        }
    }
    is_no_person(name)
}

/// Lets all persons without a place be in this one.
fn from(parsed: &mut Parsed, place: &str) {
    for person in &mut parsed.persons {
        person.place.get_or_insert(place.to_owned());
    }
}

/// Takes a word behind the name of a person for what they do or where they are.
fn says_of_all(parsed: &mut Parsed, word: &str) {
    let is_occupation = OCCUPATIONS.iter().any(|end| word.ends_with(end));
    match parsed.persons.first_mut().filter(|_| is_occupation) {
        Some(person) => _ = person.role.get_or_insert(word.to_owned()),
        None => from(parsed, word),
    }
}

/// Whether the last part is one word behind a comma, and a name of two words
/// stands before it: `Ann Lee, Harwich`, `Ann Lee, Sculptor`.
fn is_lone_word(names: &str, name: &str, parsed: &Parsed) -> bool {
    let before = names.trim_end_matches(['.', ' ']).strip_suffix(name);
    before.is_some_and(|before| before.ends_with(", "))
        && name.len() >= SHORTEST_TOWN
        && name.chars().all(char::is_alphabetic)
        && parsed.persons.len() == 1
        && parsed.persons.iter().all(|person| person.name.contains(' '))
        && !is_no_person(name)
}

/// How words end that say what somebody does.
pub(super) const OCCUPATIONS: [&str; 9] =
    ["ist", "or", "er", "ian", "ect", "man", "yst", "eur", "ant"];
/// The shortest name of a place that the map has not, in bytes.
const SHORTEST_TOWN: usize = 4;

/// Whether a word of three letters or more is in capitals, as in names of papers.
fn has_capitals(name: &str) -> bool {
    let is_shouted = |word: &str| word.len() > 2 && word.chars().all(char::is_uppercase);
    name.split(' ').any(|word| is_shouted(word) && word != "III")
}

/// Takes addresses, parentheses and what stands behind bars and dashes off
/// the names; agencies go to `agencies`.
pub(super) fn tidy(rest: &str, agencies: &mut Vec<String>) -> String {
    let mut names = without_addresses(rest);
    enclosed(&mut names, agencies);
    let mut tidy = String::new();
    for (at, part) in parted(&names).into_iter().enumerate() {
        let part = part.trim_matches([' ', ',']);
        if at == 0 {
            tidy.push_str(part);
        } else if let Some(known) = agency(part) {
            agencies.push(known.name.to_owned());
        } else if is_role(part) || is_place(part) || (is_full_name(part) && !is_no_person(part)) {
            tidy.push_str(", ");
            tidy.push_str(part);
        }
    }
    let head = tidy.split(',').next().unwrap_or_default();
    if let Some(at) = glued_role(head) {
        tidy.insert_str(at, ", ");
    }
    let end = employer_at(&tidy);
    if let Some(end) = end {
        tidy.truncate(end);
    }
    tidy
}

fn without_addresses(rest: &str) -> String {
    let is_address = |word: &&str| {
        let bare = word.trim_start_matches(['(', '<']);
        bare.contains('@') || bare.starts_with("www.") || bare.starts_with("http")
    };
    let words: Vec<&str> = rest.split_whitespace().filter(|word| !is_address(word)).collect();
    words.join(" ").trim_end_matches([' ', ',', '|', '•', '·', '–', '—', '-', '/', ';']).to_owned()
}

/// Takes what stands in parentheses: an agency, a place, or anything else.
fn enclosed(names: &mut String, agencies: &mut Vec<String>) {
    while let Some(open) = names.find(" (")
        && let Some(len) = names.get(open..).and_then(|tail| tail.find(')'))
    {
        let inner = names.get(open + 2..open + len).unwrap_or_default().to_owned();
        let known: Option<Vec<Agency>> = inner.split('/').map(agency).collect();
        let place = inner.trim_start_matches("à ").trim_start_matches("in ");
        let instead = match known {
            Some(known) => {
                agencies.extend(known.iter().map(|known| known.name.to_owned()));
                String::new()
            }
            None if is_place(place) => format!(" in {place}"),
            None => String::new(),
        };
        names.replace_range(open..=open + len, &instead);
    }
}

/// The parts between bars, bullets and dashes with blanks around them.
fn parted(names: &str) -> Vec<&str> {
    const MARKS: &[&str] = &[" | ", " • ", " · ", " – ", " — ", " -- ", " - ", " / "];
    let mut parts = vec![names];
    if !holds_any(names, MARKS) {
        return parts;
    }
    for mark in MARKS {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
    }
    parts
}

fn is_full_name(part: &str) -> bool {
    let words = part.split_whitespace().count();
    (2..=4).contains(&words) && looks_like_name(part)
}

/// Where `for Daily Mail` or `of the Post` begins, if nothing else does before.
fn employer_at(names: &str) -> Option<usize> {
    let comma = names.find(',').unwrap_or(names.len());
    let is_capital = |at: usize| {
        names.get(at..).is_some_and(|tail| tail.starts_with(|c: char| !c.is_lowercase()))
    };
    let for_whom = [" for ", " For ", " FOR "]
        .iter()
        .find_map(|word| names.find(word).filter(|at| is_capital(at + word.len())));
    let of_what = [" of the ", " of The ", " Of The "].iter().find_map(|word| names.find(word));
    for_whom.or(of_what).filter(|at| *at > 0 && *at < comma)
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

/// `d'Emilio`, `al-Hassan`
pub(super) fn is_elided(word: &str) -> bool {
    let behind = word.split_once(['\'', '’', '-']).map(|(_, behind)| behind);
    behind.is_some_and(|behind| behind.starts_with(char::is_uppercase))
}

/// The part behind a comma is a role if it says so before the next comma.
fn split_role(rest: &str) -> (&str, Option<&str>) {
    const AND: [&str; 7] = ["and ", "& ", "et ", "und ", "y ", "e ", "with "];
    let commas = rest.match_indices(',').map(|(at, _)| at);
    for at in commas {
        let (Some(names), Some(tail)) = (rest.get(..at), rest.get(at + 1..)) else { continue };
        let tail = tail.trim();
        let first = tail.split(',').next().unwrap_or_default();
        let says_so =
            agency(tail).is_some() || is_role(first) || tail.starts_with(char::is_lowercase);
        let is_name = AND.iter().any(|and| tail.starts_with(and));
        let lower = tail.to_lowercase();
        let is_title = matches!(lower.trim_end_matches('.'), "jr" | "sr" | "md" | "phd");
        if says_so && !is_name && !is_title {
            return (names, Some(tail));
        }
    }
    (rest, None)
}

fn split_names(names: &str) -> Vec<&str> {
    const AND: &[&str] = &[
        " and ", " AND ", " & ", " et ", " und ", " y ", " и ", " та ", " og ", " och ", " with ",
        " avec ", " / ", ", ", "; ",
    ];
    let mut parts = vec![names];
    if !holds_any(names, AND) {
        return italian(names);
    }
    for and in AND {
        parts = parts.into_iter().flat_map(|part| part.split(and)).collect();
    }
    parts.into_iter().flat_map(italian).collect()
}

/// Whether one of these occurs, each of which begins with a blank or a mark.
fn holds_any(text: &str, words: &[&str]) -> bool {
    let begins = |tail: &str| words.iter().any(|word| tail.starts_with(word));
    let mut marks = text.match_indices([' ', ',', ';']);
    marks.any(|(at, _)| text.get(at..).is_some_and(begins))
}

/// `A B e C D` are two; `Costa e Silva` is one.
fn italian(part: &str) -> Vec<&str> {
    match part.split_once(" e ") {
        Some((first, second)) if first.contains(' ') && second.contains(' ') => {
            vec![first, second]
        }
        _ => vec![part],
    }
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
    if !holds_any(part, IN) {
        return (part, None);
    }
    for word in IN {
        if let Some((name, place)) = part.split_once(word)
            && place.starts_with(|c: char| !c.is_lowercase())
        {
            return (name.trim(), Some(place.trim_matches([' ', ',', '=', ')'])));
        }
    }
    (part, None)
}
