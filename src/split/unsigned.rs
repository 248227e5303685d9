//! Bylines without `By`: names above the text that say who wrote it.

use super::agencies::agency;
use super::byline::{Parsed, is_connector};
use super::dateline::{is_place, is_region};
use super::given_names::begins_with_given_name;
use super::persons::{OCCUPATIONS, persons, tidy};
use super::roles::{ends_in_writer, is_of_paper, is_role};
use super::sources::publication;

/// `John Doe, Political Editor`, `John Doe Staff Writer`, `A B in X and C D in Y`.
pub(super) fn with_role(line: &str) -> Option<Parsed> {
    if line.len() > 90 || line.ends_with(['.', '?', '!', ':']) {
        return None;
    }
    let mut agencies = Vec::new();
    let tidied = tidy(line, &mut agencies);
    let (names, tail) = tidied.split_once(", ").unwrap_or((tidied.as_str(), ""));
    let is_told = match tail {
        "" => !agencies.is_empty() || is_from_places(names),
        _ => agency(tail).is_some() || says_who(tail, !line.contains(", ")),
    };
    let are_names =
        names.split(" and ").all(|part| is_name(part.split(" in ").next().unwrap_or(part)));
    if !is_told || !are_names {
        return None;
    }
    let mut parsed = persons(&tidied)?;
    parsed.agencies.append(&mut agencies);
    Some(parsed)
}

/// Whether the words behind a name are a role; without a comma only those
/// that can be nothing else.
fn says_who(tail: &str, is_glued: bool) -> bool {
    let is_plain = ["Staff ", "STAFF ", "Special ", "SPECIAL "].iter().any(|s| tail.starts_with(s));
    let is_titled = tail
        .split_whitespace()
        .all(|word| !word.starts_with(char::is_lowercase) || is_connector(word) || is_role(word));
    ends_in_writer(tail) && tail.split(' ').count() <= 5 && is_titled && (!is_glued || is_plain)
}

/// Two or more names, at least one of them with a place.
fn is_from_places(names: &str) -> bool {
    let parts = || names.split(" and ");
    let is_full =
        |part: &str| part.split(" in ").next().is_some_and(|name| name.split(' ').count() == 2);
    let is_from = |part: &str| {
        part.split_once(" in ").is_some_and(|(_, place)| place.starts_with(char::is_uppercase))
    };
    parts().count() > 1 && parts().all(is_full) && parts().any(is_from)
}

/// A name or several and nothing else, but for a place or an agency behind a comma.
pub(super) fn bare(line: &str) -> Option<Parsed> {
    let (names, tail) = line.split_once(", ").unwrap_or((line, ""));
    let is_told = tail.is_empty() || is_place(tail) || agency(tail).is_some();
    let is_person = |name: &str| {
        let is_other = name.split_whitespace().any(|word| is_of_paper(word) || is_role(word));
        name.split_whitespace().count() < 4
            && !is_other
            && is_name(name)
            && publication(name).is_none()
    };
    if !is_told || !names.split(" and ").all(is_person) {
        return None;
    }
    persons(line)
}

/// Names that a given name tells from a deck, and where their bearers sit or
/// for whom they work: `Ida Holm in Oslo and agencies`, `Ida Holm, The Courier`.
pub(super) fn known(line: &str) -> Option<Parsed> {
    let line = line.strip_prefix("From ").unwrap_or(line);
    let line = line.strip_suffix(" and agencies").unwrap_or(line);
    if line.len() > LONGEST_NAMES || !begins_with_given_name(line) {
        return None;
    }
    let parted = MARKS.iter().find_map(|mark| line.split_once(mark));
    let (names, tail) = parted.unwrap_or((line, ""));
    let is_person = |part: &str| {
        let (name, place) = part.split_once(" in ").unwrap_or((part, ""));
        name.split(' ').count() < 4 && is_name(name) && !place.starts_with(char::is_lowercase)
    };
    let words = || tail.split_whitespace();
    let is_house = || words().count() < 5 && words().next_back().is_some_and(is_of_house);
    let is_told = tail.is_empty()
        || is_place(tail)
        || agency(tail).is_some()
        || tail.split(" and ").all(is_person)
        || (is_plain_comma(line) && is_one_name(tail))
        || is_house();
    if !is_told || !names.split(" and ").all(is_person) {
        return None;
    }
    persons(if is_house() { names } else { line })
}

/// Whether the only mark in a line is one comma.
fn is_plain_comma(line: &str) -> bool {
    line.matches(", ").count() == 1 && MARKS.iter().skip(1).all(|mark| !line.contains(mark))
}

/// Whether a text is one word with a capital: a town.
fn is_one_name(text: &str) -> bool {
    text.starts_with(char::is_uppercase)
        && text.chars().all(char::is_alphabetic)
        && text.len() > 3
        && !OCCUPATIONS.iter().any(|end| text.ends_with(end))
}

/// The longest line of names, in bytes.
const LONGEST_NAMES: usize = 80;
/// What stands between a name and a place, a house or another name.
const MARKS: [&str; 5] = [", ", " | ", " • ", " · ", " – "];

fn is_of_house(word: &str) -> bool {
    is_of_paper(word) || word.eq_ignore_ascii_case("staff")
}

/// Whether a text is like the name of a person: two to four words with capitals.
fn is_name(text: &str) -> bool {
    const NO_NAMES: [&str; 8] = ["The", "A", "An", "In", "On", "Our", "Your", "New"];
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &&str| {
        let is_plain =
            word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
        is_plain && (word.starts_with(char::is_uppercase) || is_connector(word))
    };
    let first = words.first().copied().unwrap_or_default();
    (2..=4).contains(&words.len())
        && words.iter().all(is_word)
        && words.last().is_some_and(|last| last.starts_with(char::is_uppercase))
        && first.starts_with(char::is_uppercase)
        && !NO_NAMES.contains(&first)
        && !is_place(text)
        && !is_region(text)
        && agency(text).is_none()
}
