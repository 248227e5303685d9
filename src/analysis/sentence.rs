//! Where sentences end: marks that are no ends (`U.S.`, `Mr.`, `17. Februar`) are passed over.

use super::language::StemLanguage;

/// Abbreviations after which a full stop ends no sentence, folded.
const ABBREVIATIONS: &[&str] = &[
    "adm", "approx", "apr", "aug", "ave", "bros", "brig", "capt", "cmdr", "co", "col", "corp",
    "dec", "dept", "dr", "drs", "etc", "feb", "fig", "ft", "gen", "gov", "hon", "inc", "jan", "jr",
    "jul", "jun", "lt", "ltd", "maj", "mar", "messrs", "mio", "mr", "mrd", "mrs", "ms", "mt", "no",
    "nos", "nov", "oct", "pct", "pp", "prof", "pvt", "rep", "reps", "rev", "sen", "sens", "sep",
    "sept", "sgt", "sr", "st", "supt", "v", "vs", "г", "гг", "им", "млн", "млрд", "руб", "стр",
    "тыс", "ул", "bzw", "ca", "dt", "usw", "mme", "mlle",
];

/// Words that begin a sentence after `U.S.` and its like.
const STARTERS: &[&str] = &[
    "a", "after", "and", "at", "but", "he", "his", "however", "i", "if", "in", "it", "its", "on",
    "she", "some", "the", "there", "they", "this", "when", "while", "we",
];

/// What the scanner knows at a possible end of a sentence.
pub(super) struct Boundary<'a> {
    /// The last word before it, as it stands.
    pub before: &'a str,
    /// The sentence mark that follows it.
    pub mark: char,
    /// The first word after it, as it stands.
    pub after: &'a str,
    /// Whether a quotation mark or bracket opens right before `after`.
    pub opened: bool,
    /// The language of the text.
    pub language: StemLanguage,
}

/// Whether a new sentence begins after the blank at this boundary.
pub(super) fn begins_sentence(boundary: &Boundary<'_>) -> bool {
    let first = boundary.after.chars().next().unwrap_or(' ');
    if first.is_lowercase() {
        return false;
    }
    if matches!(boundary.mark, '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।') {
        return true;
    }
    let lowered = boundary.before.to_lowercase();
    if lowered.contains('.') {
        return boundary.opened || STARTERS.contains(&boundary.after.to_lowercase().as_str());
    }
    let is_initial = lowered.chars().count() == 1 && !lowered.starts_with(|c: char| c.is_numeric());
    let is_ordinal = lowered.len() <= 2
        && lowered.bytes().all(|byte| byte.is_ascii_digit())
        && boundary.language.has_dotted_ordinals();
    !is_initial && !is_ordinal && !ABBREVIATIONS.contains(&lowered.as_str())
}

/// Marks that may end a sentence.
pub(super) fn is_sentence_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' | '।')
}

/// Marks that end a sentence without a blank after them.
pub(super) fn is_full_width_mark(c: char) -> bool {
    matches!(c, '。' | '！' | '？')
}

/// Quotation marks and brackets that may stand before the first word.
pub(super) fn is_opening(c: char) -> bool {
    matches!(
        c,
        '"' | '“'
            | '„'
            | '«'
            | '‘'
            | '\''
            | '('
            | '['
            | '「'
            | '『'
            | '《'
            | '（'
            | '¿'
            | '¡'
            | '`'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn abbreviations_do_not_end_sentences() {
        let check = |before: &str, mark, after: &str, expected| {
            let language = StemLanguage::ENGLISH;
            let boundary = Boundary { before, mark, after, opened: false, language };
            assert_eq!(begins_sentence(&boundary), expected, "{before}{mark} {after}");
        };
        check("talks", '.', "Mattis", true);
        check("Mr", '.', "Smith", false);
        check("U.S", '.', "Senate", false);
        check("U.S", '.', "The", true);
        check("J", '.', "Smith", false);
        check("17", '.', "Later", true);
        check("2017", '.', "Later", true);
        check("really", '?', "he", false);
        check("done", '.', "iPhone", false);
        check("年", '。', "他", true);
    }

    #[test]
    fn ordinal_numbers_have_a_full_stop_in_some_languages() {
        for (code, expected) in [("de", false), ("cs", false), ("en", true), ("fr", true)] {
            let language = StemLanguage::of_code(code);
            let boundary =
                Boundary { before: "17", mark: '.', after: "Februar", opened: false, language };
            assert_eq!(begins_sentence(&boundary), expected, "{code}");
        }
    }
}
