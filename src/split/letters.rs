//! Names printed in capitals, in the letters that they are usually written with.

/// `JOHN DOE` → `John Doe`; names that are not in capitals throughout stay as printed.
pub(super) fn named(name: &str) -> String {
    let is_shouted = name.chars().any(char::is_alphabetic)
        && name.split_whitespace().all(|word| {
            let letters = || without_prefix(word).chars().filter(|c| c.is_alphabetic());
            matches!(word.trim_end_matches('.'), "Jr" | "Sr") || letters().all(char::is_uppercase)
        });
    let is_name = name.contains(' ') || name.chars().count() > 4;
    if !is_shouted || !is_name {
        return name.to_owned();
    }
    let words: Vec<String> =
        name.split_whitespace().enumerate().map(|(at, part)| word(part, at == 0)).collect();
    words.join(" ")
}

/// A word behind `Mc`, `Mac`, `De` and the like, which keep small letters among capitals.
fn without_prefix(word: &str) -> &str {
    ["Mc", "Mac", "De", "de", "Di", "La", "Le", "Van", "O'"]
        .iter()
        .find_map(|prefix| word.strip_prefix(prefix).filter(|rest| rest.len() > 1))
        .unwrap_or(word)
}

fn word(word: &str, is_first: bool) -> String {
    let bare = word.trim_matches(['.', ',']);
    let is_initials = word.contains('.') && bare.len() > 1 && bare.contains('.');
    let has_vowel = bare.chars().any(|c| !c.is_ascii() || "AEIOUY".contains(c));
    // `J.R.`, `JP`, `III`
    let is_short = is_first && bare.len() == 2 && !has_vowel;
    if is_initials || is_short || matches!(bare, "II" | "III" | "IV") {
        return word.to_owned();
    }
    let rest = without_prefix(word);
    let prefix = word.strip_suffix(rest).unwrap_or_default();
    let inner = match rest.strip_prefix("MC").filter(|rest| rest.len() > 2) {
        Some(rest) if prefix.is_empty() => format!("Mc{}", titled(rest)),
        _ => titled(rest),
    };
    format!("{prefix}{inner}")
}

/// A capital at the start and behind hyphens and apostrophes.
fn titled(word: &str) -> String {
    let mut is_first = true;
    let mut titled = String::with_capacity(word.len());
    for character in word.chars() {
        if is_first {
            titled.push(character);
        } else {
            titled.extend(character.to_lowercase());
        }
        is_first = !character.is_alphabetic();
    }
    titled
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn names_in_capitals_get_small_letters() {
        for (printed, expected) in [
            ("JOHN DOE", "John Doe"),
            ("PEGGY Y. LEE", "Peggy Y. Lee"),
            ("J.R. SMITH-JONES", "J.R. Smith-Jones"),
            ("JP MORTON", "JP Morton"),
            ("DERMOT O'BRIEN", "Dermot O'Brien"),
            ("JEAN McDOWELL", "Jean McDowell"),
            ("JEAN MCDOWELL", "Jean McDowell"),
            ("ROBERT SMITH JR.", "Robert Smith Jr."),
            ("ROBERT SMITH Jr.", "Robert Smith Jr."),
            ("HENRY FORTH III", "Henry Forth III"),
            ("BO NG", "Bo Ng"),
            ("ANNA NG", "Anna Ng"),
            ("JOSÉ NÚÑEZ", "José Núñez"),
            ("ОЛЕНА КОВАЛЬ", "Олена Коваль"),
            ("John Doe", "John Doe"),
            ("John DOE", "John DOE"),
            ("王伟", "王伟"),
            ("BO LI", "Bo Li"),
            ("AFP", "AFP"),
            ("PLATO", "Plato"),
            ("", ""),
        ] {
            assert_eq!(named(printed), expected, "{printed}");
        }
    }
}
