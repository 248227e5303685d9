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
        let is_role = name.contains(' ') && name.starts_with(char::is_lowercase);
        match people.last_mut().filter(|person| is_role && person.role.is_none()) {
            Some(person) => person.role = Some(name),
            None => people.push(Byline { name, ..Byline::default() }),
        }
    }
    people
}

/// What stands behind a name: `reporter` in Korean, Japanese and Chinese.
const TITLES: [&str; 3] = ["기자", "記者", "记者"];

/// Takes `By`, `Von` and the like from the front.
fn without_lead(line: &str) -> &str {
    const LEADS: &[&str] = &[
        "written by ",
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
    lead.and_then(|lead| line.get(lead.len()..)).filter(is_name).unwrap_or(line).trim_start()
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
    (!is_address && !is_code && part.len() <= 120).then(|| part.to_owned())
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
