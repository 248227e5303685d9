//! What people are in bylines: their roles and employers.

use std::sync::LazyLock;

use super::agencies::agency;
use super::dateline::is_place;
use super::hash::Names;
use super::sources::publication;

/// Words beside [`WRITERS`] that make the part behind a comma a role, in lower case.
const OTHER_ROLES: &[&str] = &[
    "staff",
    "bureau",
    "chief",
    "special",
    "service",
    "services",
    "press",
    "analyst",
    "contributor",
    "contributing",
    "envoyé",
    "envoyée",
    "spécial",
    "spéciale",
    "redaktion",
    "enviado",
    "enviada",
    "especial",
    "news",
    "professor",
    "director",
    "president",
];

/// Words that end the role of somebody who writes, in lower case.
const WRITERS: &[&str] = &[
    "writer",
    "writers",
    "correspondent",
    "correspondents",
    "reporter",
    "reporters",
    "editor",
    "editors",
    "columnist",
    "columnists",
    "critic",
    "photographer",
    "correspondant",
    "correspondante",
    "korrespondent",
    "korrespondentin",
    "redakteur",
    "corresponsal",
    "redactor",
    "inviato",
    "corrispondente",
    "корреспондент",
    "обозреватель",
    "кореспондент",
];

/// Words that begin a role behind a name, in lower case.
const KINDS: &[&str] = &[
    "staff",
    "special",
    "senior",
    "chief",
    "sports",
    "political",
    "foreign",
    "national",
    "city",
    "business",
    "science",
    "health",
    "education",
    "environment",
    "defence",
    "diplomatic",
    "economics",
    "crime",
    "court",
    "contributing",
    "deputy",
    "assistant",
    "associate",
    "managing",
    "investigative",
    "bureau",
    "news",
    "features",
    "travel",
    "arts",
    "freelance",
    "our",
];

/// Words that names of papers and services hold.
const PAPERS: &[&str] = &[
    "agency",
    "bee",
    "bulletin",
    "chronicle",
    "courier",
    "daily",
    "dispatch",
    "examiner",
    "express",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "independent",
    "inquirer",
    "journal",
    "ledger",
    "magazine",
    "mail",
    "mirror",
    "monitor",
    "news",
    "newspaper",
    "newspapers",
    "newswires",
    "observer",
    "online",
    "post",
    "press",
    "radio",
    "record",
    "register",
    "report",
    "reports",
    "review",
    "sentinel",
    "service",
    "services",
    "standard",
    "star",
    "sun",
    "telegraph",
    "times",
    "today",
    "tribune",
    "tv",
    "weekly",
    "media",
];

/// Whether a word makes the part behind a comma a role.
fn is_role_word(word: &str) -> bool {
    has(WRITERS, word) || has(OTHER_ROLES, word)
}

fn has(list: &[&str], word: &str) -> bool {
    list.contains(&word.trim_matches([',', '.']).to_lowercase().as_str())
}

/// Whether a group of words behind a comma says what somebody is.
pub(super) fn is_role(text: &str) -> bool {
    text.split([' ', '-', '/']).any(is_role_word) || is_special(text)
}

/// `Special to The Post`
pub(super) fn is_special(text: &str) -> bool {
    let starts =
        |start: &str| text.get(..start.len()).is_some_and(|head| head.eq_ignore_ascii_case(start));
    starts("special to ") || starts("special for ")
}

/// Whether the last word is that of somebody who writes.
pub(super) fn ends_in_writer(text: &str) -> bool {
    text.split_whitespace().next_back().is_some_and(|word| has(WRITERS, word))
}

/// Whether a word occurs in names of papers.
pub(super) fn is_of_paper(word: &str) -> bool {
    static TABLE: LazyLock<Names<()>> =
        LazyLock::new(|| PAPERS.iter().map(|word| (*word, ())).collect());
    TABLE.get(word.trim_matches([',', '.'])).is_some()
}

/// Whether a word ends names of papers, and none of persons.
fn is_paper(word: &str) -> bool {
    let names = ["post", "bee", "star", "sun", "mail", "press", "record", "standard", "sentinel"];
    is_of_paper(word) && !has(&names, word)
}

/// Whether a part of a byline is a paper, an agency or a degree, not a person.
pub(super) fn is_no_person(name: &str) -> bool {
    const DEGREES: &[&str] = &["M.D", "MD", "Ph.D", "PhD", "MBA", "R.N", "RN", "Esq", "MP", "MEP"];
    const OTHERS: &[&str] = &[
        "agencies",
        "agency",
        "wires",
        "wire services",
        "news agencies",
        "news services",
        "staff",
        "wire reports",
        "staff reports",
        "others",
        "agences",
        "agenturen",
        "agencias",
    ];
    let words = name.split_whitespace().count();
    DEGREES.contains(&name.trim_end_matches('.'))
        || OTHERS.contains(&name.to_lowercase().as_str())
        || publication(name).is_some()
        || ["The ", "THE "].iter().any(|the| name.starts_with(the))
        || (words > 1 && name.split_whitespace().next_back().is_some_and(is_paper))
}

/// `the Berlin newsroom`: a part of a house, and no person.
pub(super) fn is_desk(name: &str) -> bool {
    const DESKS: [&str; 6] = ["newsroom", "newsrooms", "bureau", "bureaus", "bureaux", "newsdesk"];
    let last = name.rsplit(' ').next().unwrap_or_default();
    DESKS.iter().any(|desk| desk.eq_ignore_ascii_case(last))
}

/// The byte at which a role or an employer begins that no comma parts from
/// the names: `John Doe Staff Writer`.
pub(super) fn glued_role(names: &str) -> Option<usize> {
    let starts: Vec<usize> = names.match_indices(' ').map(|(at, _)| at + 1).skip(1).collect();
    let tail = |at: usize| names.get(at..).unwrap_or_default();
    let word = |at: usize| tail(at).split(' ').next().unwrap_or_default();
    let is_employer = |at: usize| {
        let tail = tail(at);
        let is_name = tail.contains(' ') || tail.chars().all(char::is_uppercase);
        is_special(tail) || (is_name && (agency(tail).is_some() || publication(tail).is_some()))
    };
    if let Some(at) = starts.iter().copied().find(|at| is_employer(*at)) {
        return Some(at);
    }
    if !ends_in_writer(names) {
        return None;
    }
    let begins = |at: usize| {
        let is_agency = word(at).chars().all(char::is_uppercase) && agency(word(at)).is_some();
        has(KINDS, word(at)) || is_of_paper(word(at)) || is_agency
    };
    let first = starts.iter().copied().find(|at| begins(*at));
    let last = starts.iter().copied().next_back()?;
    let before = starts.iter().rev().nth(1).copied().filter(|at| is_place(word(*at)));
    first.or(before).or(Some(last))
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
    let may_stand = |word: &str| {
        let capital = word.starts_with(|c: char| !c.is_lowercase());
        capital || is_role_word(word) || matches!(word, "of" | "the" | "for" | "and" | "to")
    };
    let last = line.rsplit(' ').next().unwrap_or_default();
    line.split(' ').all(may_stand)
        && is_role_word(last)
        && !has(&["special"], last)
        && line.starts_with(|c: char| c.is_uppercase())
}

/// Whether a line below a byline belongs to it: an address, an employer and
/// where it sits, for whom it was written.
pub(super) fn is_below_byline(line: &str) -> bool {
    let words = line.split_whitespace().count();
    if words > 7 || line.len() > 70 || line.ends_with(['.', ':', '?', '!']) {
        return false;
    }
    is_address(line) || is_for_whom(line) || sits(line) || is_syndicated(line)
}

/// `c.2017 Example News Service`, `The Harbour Courier (TNS)`
pub(super) fn is_syndicated(line: &str) -> bool {
    let is_year = |rest: &str| rest.bytes().take(4).filter(u8::is_ascii_digit).count() == 4;
    let is_dated = line.strip_prefix("c.").is_some_and(|rest| is_year(rest.trim_start()));
    let supplied = || line.strip_suffix(')')?.rsplit_once(" (");
    let is_supplied = |(paper, name): (&str, &str)| {
        agency(name).is_some()
            && (publication(paper).is_some() || paper.split(' ').any(is_of_paper))
    };
    is_dated || supplied().is_some_and(is_supplied)
}

/// `Special to The Post`, `Of the Courier Staff`
pub(super) fn is_for_whom(line: &str) -> bool {
    const STARTS: [&str; 7] =
        ["Of the ", "of the ", "OF THE ", "Of The ", "For the ", "For The ", "FOR THE "];
    let is_of = STARTS.iter().any(|start| line.starts_with(start));
    let is_titled = line.split(' ').skip(2).all(|word| !word.starts_with(char::is_lowercase));
    is_special(line) || (is_of && is_titled)
}

/// `BBC News, Lima`: an agency or a paper, and a place.
pub(super) fn sits(line: &str) -> bool {
    line.split_once(", ").is_some_and(|(name, place)| {
        let is_known = agency(name).is_some() || publication(name).is_some();
        is_known
            && !place.contains(',')
            && place.starts_with(char::is_uppercase)
            && place.split(' ').count() < 4
    })
}

/// An electronic address or the handle of somebody, and nothing else.
pub(super) fn is_address(line: &str) -> bool {
    let bare = line.trim_matches(['(', ')', '<', '>']);
    let is_handle = bare.starts_with('@') && bare.len() > 2;
    let is_mail = bare
        .split_once('@')
        .is_some_and(|(name, host)| !name.is_empty() && host.contains('.') && !host.ends_with('.'));
    !bare.contains(' ') && (is_handle || is_mail)
}

/// The longest such line, in bytes.
const LONGEST_TIME: usize = 24;

/// `2 min read`
pub(super) fn is_reading_time(line: &str) -> bool {
    if line.len() > LONGEST_TIME {
        return false;
    }
    let lower = line.to_lowercase();
    let words: Vec<&str> = lower.split([' ', '-']).filter(|word| !word.is_empty()).collect();
    matches!(words.as_slice(), [count, "min" | "mins" | "minute" | "minutes", "read"]
        if count.bytes().all(|byte| byte.is_ascii_digit()))
}
