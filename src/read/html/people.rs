//! Names of authors out of what markup states of them.

use crate::article::Byline;

/// The people or organisations that a stated author stands for.
///
/// Markup states names, lists of names, addresses of profiles and whole
/// bylines; addresses are no names.
pub(super) fn people(stated: &str) -> Vec<Byline> {
    let mut people: Vec<Byline> = Vec::new();
    for part in split(without_lead(stated.trim())) {
        let Some(name) = name(part) else { continue };
        let role = TITLES.iter().find_map(|title| {
            let bare = name.strip_suffix(title)?.trim_end();
            (!bare.is_empty()).then(|| (bare.to_owned(), (*title).to_owned()))
        });
        if let Some((bare, role)) = role {
            people.push(Byline { name: bare, role: Some(role), place: None });
            continue;
        }
        let words = name.split(' ').count();
        let is_long = words >= LONG_ROLE && !name.contains(|c: char| c.is_ascii_digit());
        let is_role = words > 1 && name.starts_with(char::is_lowercase) || is_long;
        match people.last_mut().filter(|person| is_role && person.role.is_none()) {
            Some(person) => person.role = Some(name),
            None => people.push(Byline { name, ..Byline::default() }),
        }
    }
    people
}

/// Words from which on what stands behind a name tells who that is.
const LONG_ROLE: usize = 5;

/// Services through which pages are shared, and what their links say.
const SHARING: &[&str] = &[
    "bluesky",
    "copy",
    "e-mail",
    "email",
    "facebook",
    "flipboard",
    "instagram",
    "link",
    "linkedin",
    "messenger",
    "pinterest",
    "pocket",
    "print",
    "reddit",
    "rss",
    "share",
    "telegram",
    "threads",
    "tumblr",
    "twitter",
    "whatsapp",
    "x",
    "xing",
    "youtube",
];

/// What stands behind a name: `reporter` in Korean, Japanese and Chinese.
const TITLES: [&str; 3] = ["기자", "記者", "记者"];

/// Takes `By`, `Von` and the like from the front.
fn without_lead(line: &str) -> &str {
    const LEADS: &[&str] = &[
        "written by ",
        "posted by ",
        "by ",
        "von ",
        "par ",
        "por ",
        "di ",
        "door ",
        "av ",
        "af ",
        "автор: ",
        "author: ",
        "by: ",
        "автор ",
        "text: ",
        "fra ",
        "oleh ",
    ];
    let lower = line.to_lowercase();
    let lead = LEADS.iter().find(|lead| lower.starts_with(**lead));
    let is_name = |rest: &&str| rest.chars().next().is_some_and(|c| !c.is_lowercase());
    let behind = lead.and_then(|lead| line.get(lead.len()..)).filter(is_name);
    behind.or_else(|| behind_label(line).filter(is_name)).unwrap_or(line).trim_start()
}

/// What stands behind up to three words with a colon: `Текст: Анна Ли`.
fn behind_label(line: &str) -> Option<&str> {
    let (label, rest) = line.split_once(':')?;
    let is_label = label.split_whitespace().count() <= 3 && label.chars().all(is_of_label);
    (is_label && rest.starts_with(char::is_whitespace)).then(|| rest.trim_start())
}

fn is_of_label(letter: char) -> bool {
    letter.is_alphabetic() || letter == ' '
}

/// Splits a list of names; a comma not between single words, which are one
/// name turned around.
fn split(line: &str) -> Vec<&str> {
    const WORDS: [&str; 6] = [" and ", " und ", " & ", " y ", " og ", " och "];
    let mut parts = vec![line];
    for mark in [";", "|", "、", "，"].into_iter().chain(WORDS) {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
    }
    let pieces = |part: &'_ str| part.split(',').map(str::trim).any(|piece| piece.contains(' '));
    let comma = |part| if pieces(part) { ',' } else { '\n' };
    parts.into_iter().flat_map(|part| part.split(comma(part))).collect()
}

fn name(part: &str) -> Option<String> {
    let part = part.trim().trim_matches([',', ';', ':', '|', '•', '·', '.']).trim();
    let part = match part.rsplit_once(" (") {
        // Initials of the desk.
        Some((name, code)) if code.len() <= 6 && code.ends_with(')') => name,
        _ => part,
    };
    let is_address = part.contains("://") || part.contains('@') || part.starts_with("www.");
    let is_code = !part.contains(char::is_alphabetic) || part.starts_with('(');
    let is_sharing = |word: &str| SHARING.contains(&word.to_lowercase().as_str());
    let is_shared = part.split_whitespace().all(is_sharing);
    (!is_address && !is_code && !is_shared && part.len() <= 120).then(|| part.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        for (stated, expected) in [
            ("By Ann Lee and Bo Li", "Ann Lee; Bo Li"),
            ("Ann Lee, Bo Li, C. Ng Wu", "Ann Lee; Bo Li; C. Ng Wu"),
            ("Ann Lee, dpa", "Ann Lee; dpa"),
            ("Ann Lee, special correspondent", "Ann Lee [special correspondent]"),
            ("Ann Lee, our correspondent, Bo Li", "Ann Lee [our correspondent]; Bo Li"),
            ("Lee, Ann", "Lee, Ann"),
            ("Von Jörg Maß (jm)", "Jörg Maß"),
            ("Di Stefano", "Stefano"),
            ("by land and sea", "by land; sea"),
            ("Posted by Ann Lee", "Ann Lee"),
            ("Текст: Анна Ли", "Анна Ли"),
            ("Text and pictures: Ann Lee", "Ann Lee"),
            ("Ann Lee, Keeper of the Harbour Museum", "Ann Lee [Keeper of the Harbour Museum]"),
            ("Ann Lee, Harbour Museum", "Ann Lee; Harbour Museum"),
            ("Ann Lee, Bo Li The Tide 19 Nov", "Ann Lee; Bo Li The Tide 19 Nov"),
            ("Twitter Facebook", ""),
            ("Email Ann Lee", "Email Ann Lee"),
            ("https://example.org/ann", ""),
            ("@ann", ""),
            ("Le Marin et AFP", "Le Marin et AFP"),
            ("记者甲、记者乙", "记者甲; 记者乙"),
            ("신나래 기자", "신나래 [기자]"),
            ("", ""),
        ] {
            let found: Vec<String> = people(stated)
                .into_iter()
                .map(|person| match person.role {
                    Some(role) => format!("{} [{role}]", person.name),
                    None => person.name,
                })
                .collect();
            assert_eq!(found.join("; "), expected, "{stated}");
        }
    }
}
