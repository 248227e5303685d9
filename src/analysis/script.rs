//! Which characters make words, and which scripts write words without spaces.

use super::fold::is_apostrophe;

/// What a character is to the scanner.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Part of a word written with spaces around it.
    Word,
    /// A character of a script without spaces between words.
    Unspaced,
    /// Neither. Apostrophes are among them, also the one that Unicode calls a letter.
    Other,
}

pub(super) fn class(c: char) -> Class {
    if c.is_ascii() {
        return if c.is_ascii_alphanumeric() { Class::Word } else { Class::Other };
    }
    if is_unspaced(c) {
        Class::Unspaced
    } else if (c.is_alphanumeric() && !is_apostrophe(c)) || is_mark(c) {
        Class::Word
    } else {
        Class::Other
    }
}

/// Han, Kana, Thai, Lao, Khmer and Burmese; their marks included.
fn is_unspaced(c: char) -> bool {
    matches!(u32::from(c),
        0x0E01..=0x0E3A | 0x0E40..=0x0E4E | 0x0E81..=0x0ECD | 0x0EDC..=0x0EDF
        | 0x1000..=0x103F | 0x1780..=0x17D3 | 0x3005..=0x3007 | 0x3041..=0x3096
        | 0x309D..=0x30FF | 0x31F0..=0x31FF | 0x3400..=0x4DBF | 0x4E00..=0x9FFF
        | 0xF900..=0xFAFF | 0xFF66..=0xFF9F | 0x20000..=0x3134F)
        && c != '・'
}

/// Marks that belong to the letter before them.
fn is_mark(c: char) -> bool {
    unicode_normalization::char::is_combining_mark(c)
}
