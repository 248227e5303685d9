//! One spelling for the spellings of a word: case, accents, apostrophes and
//! dots are folded away, compatibility forms are unified.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_canonical, is_combining_mark};

/// Words longer than this many bytes are cut when they become terms; such
/// runs are never words, and the cut is the same when they are searched.
const LONGEST_TERM: usize = 240;

/// Lower-cases `raw` and unifies compatibility forms; accents stay, since
/// stemmers need them. Apostrophes, soft hyphens and joiners are dropped, and
/// so are dots but for the decimal point of a number.
pub(super) fn lower(raw: &str, lowered: &mut String) {
    lowered.clear();
    if raw.contains(|c: char| c.is_ascii_digit()) && raw.contains([',', '.']) {
        push_number(raw, lowered);
    } else if raw.is_ascii() {
        let kept = raw.chars().filter(|c| !matches!(c, '\'' | '.'));
        lowered.extend(kept.map(|c| c.to_ascii_lowercase()));
    } else {
        let kept = raw.nfkc().filter(|c| !is_dropped(*c) && *c != '.');
        lowered.extend(kept.flat_map(char::to_lowercase));
    }
    lowered.truncate(lowered.floor_char_boundary(LONGEST_TERM));
}

/// A number with a point for its decimals and nothing between its thousands.
fn push_number(raw: &str, lowered: &mut String) {
    let mut rest = raw;
    while let Some((whole, fraction)) = rest.split_once(',') {
        lowered.push_str(whole);
        let digits = fraction.bytes().take_while(u8::is_ascii_digit).count();
        if digits != 3 {
            lowered.push('.');
        }
        rest = fraction;
    }
    lowered.extend(rest.chars().map(|c| c.to_ascii_lowercase()));
}

/// Folds the accents of a lower-cased word.
pub(super) fn unaccent(lowered: &str, folded: &mut String) {
    folded.clear();
    if lowered.is_ascii() {
        folded.push_str(lowered);
    } else {
        lowered.chars().for_each(|c| push_unaccented(c, folded));
    }
}

fn push_unaccented(c: char, folded: &mut String) {
    if let Some(letters) = special(c) {
        folded.push_str(letters);
    } else if is_alphabet_with_accents(c) {
        decompose_canonical(c, |part| {
            if !is_combining_mark(part) {
                folded.push(part);
            }
        });
    } else if !is_silent_mark(c) {
        folded.push(c);
    }
}

/// Letters that do not come apart into a base letter and a mark.
fn special(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'đ' | 'ð' => "d",
        'ł' => "l",
        'ı' => "i",
        'þ' => "th",
        'ё' => "е",
        'ς' => "σ",
        'ى' => "ي",
        'أ' | 'إ' | 'آ' | 'ٱ' => "ا",
        _ => return None,
    })
}

/// Latin and Greek: their marks are accents. Not Cyrillic: й and ї are letters.
fn is_alphabet_with_accents(c: char) -> bool {
    matches!(u32::from(c), 0x80..=0x24F | 0x370..=0x3FF | 0x1E00..=0x1FFF)
}

/// Marks that change no word: Latin combining accents, Arabic vowel signs and
/// tatweel, Hebrew points.
fn is_silent_mark(c: char) -> bool {
    matches!(u32::from(c), 0x300..=0x36F | 0x591..=0x5C7 | 0x610..=0x61A | 0x640 | 0x64B..=0x65F | 0x670)
}

/// Signs inside a word that are no part of its spelling.
pub(super) fn is_dropped(c: char) -> bool {
    is_apostrophe(c) || matches!(c, '\u{AD}' | '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}')
}

/// The characters that people write for an apostrophe.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇' | '`' | '´')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_fold_together() {
        let check = |raw: &str, expected: &str| {
            let (mut lowered, mut folded) = (String::new(), String::new());
            lower(raw, &mut lowered);
            unaccent(&lowered, &mut folded);
            assert_eq!(folded, expected, "{raw}");
        };
        check("Détente", "detente");
        check("e\u{301}te\u{301}", "ete");
        check("ZÜRICH", "zurich");
        check("O’Brien", "obrien");
        check("İstanbul", "istanbul");
        check("ﬁne", "fine");
        check("Шойгу", "шойгу");
        check("Королёв", "королев");
        check("Київ", "київ");
        check("Ｃｒｉｍｅａ", "crimea");
        check("مُحَمَّد", "محمد");
        check("co\u{AD}operation", "cooperation");
        check(&"x".repeat(1000), &"x".repeat(240));
    }
}
