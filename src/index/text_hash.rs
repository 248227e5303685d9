//! When the texts of two articles are the same.

use xxhash_rust::xxh3::xxh3_64;

/// Signs that change what a figure says.
const SIGNS: &str = "$%€£¥¢₽₴₹₩₺₪‰";

/// A hash of letters, figures and their signs, in lower case: equal for copies
/// that differ in line breaks, punctuation or language detection only. What
/// stands alone between two digits is part of the figure: `3-5` is not `35`.
pub(super) fn folded_hash(text: &str) -> u64 {
    let zones = text.find('\u{1D}').and_then(|at| text.get(at..)).unwrap_or_default();
    if zones.is_ascii() {
        return xxh3_64(&folded_ascii(zones.as_bytes()));
    }
    let mut folded = String::with_capacity(zones.len());
    let mut before = ' ';
    let mut chars = zones.chars();
    while let Some(c) = chars.next() {
        let joins =
            before.is_ascii_digit() && chars.clone().next().is_some_and(|c| c.is_ascii_digit());
        if c.is_ascii() {
            let kept = folded_byte(u8::try_from(c).unwrap_or_default());
            let kept = if kept == 0 && joins { joint(c) } else { char::from(kept) };
            folded.extend(Some(kept).filter(|kept| *kept != '\0'));
        } else if c.is_alphanumeric() {
            folded.extend(c.to_lowercase());
        } else if SIGNS.contains(c) {
            folded.push(c);
        } else if joins {
            folded.push(joint(c));
        }
        before = c;
    }
    xxh3_64(folded.as_bytes())
}

/// What stands for a character between two digits.
fn joint(c: char) -> char {
    if c.is_whitespace() || c.is_control() { ' ' } else { c }
}

const fn folded_byte(byte: u8) -> u8 {
    if byte.is_ascii_alphanumeric() || matches!(byte, b'$' | b'%') {
        byte.to_ascii_lowercase()
    } else {
        0
    }
}

/// The folded form of every byte of ASCII; 0 for bytes that are left out.
#[expect(clippy::indexing_slicing, reason = "a table of all bytes, made by the compiler")]
const fn folded_bytes() -> [u8; 256] {
    let mut folded = [0; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        folded[byte as usize] = folded_byte(byte);
        byte += 1;
    }
    folded
}

/// What is hashed of ASCII text. Every byte is written, and the next one over
/// it where it is left out: a choice that a processor need not guess.
fn folded_ascii(zones: &[u8]) -> Vec<u8> {
    static FOLDED: [u8; 256] = folded_bytes();
    let mut kept = vec![0; zones.len()];
    let mut len = 0;
    let mut before = b' ';
    let after = zones.iter().skip(1).chain(b" ");
    for (byte, after) in zones.iter().zip(after) {
        let mut folded = FOLDED.get(usize::from(*byte)).copied().unwrap_or_default();
        if folded == 0 && before.is_ascii_digit() && after.is_ascii_digit() {
            folded = u8::try_from(joint(char::from(*byte))).unwrap_or_default();
        }
        if let Some(slot) = kept.get_mut(len) {
            *slot = folded;
        }
        len += usize::from(folded > 0);
        before = *byte;
    }
    kept.truncate(len);
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn hash(body: &str) -> u64 {
        folded_hash(&format!("en\u{1D}{body}"))
    }

    proptest! {
        #[test]
        fn ascii_is_folded_as_every_other_text_is(text in "[a-zA-Z0-9 $%.,:\u{1D}\u{1E}\n-]{0,40}") {
            let other = hash(&format!("{text}é"));
            let mut folded = folded_ascii(format!("\u{1D}{text}").as_bytes());
            folded.extend("é".bytes());
            prop_assert_eq!(other, xxh3_64(&folded));
        }
    }

    #[test]
    fn copies_may_differ_in_punctuation_but_not_in_figures() {
        assert_eq!(folded_hash("a\u{1D}The Dam, 3!"), folded_hash("b\u{1D}“the dam”\n3"));
        assert_eq!(hash("May 5 2017"), hash("May 5\n2017"));
        for (one, other) in [
            ("€5 million", "$5 million"),
            ("35%", "35"),
            ("3-5 percent", "35 percent"),
            ("1.5 mln", "15 mln"),
            ("£5", "5"),
        ] {
            assert_ne!(hash(one), hash(other), "{one} / {other}");
        }
    }
}
