//! The four encodings of one byte that Cyrillic texts come in, told apart by
//! how often letters occur and where capitals stand.

use encoding_rs::{Encoding, IBM866, ISO_8859_5, KOI8_U, WINDOWS_1251};

/// Small letters from the most to the least frequent, over Russian, Ukrainian,
/// Bulgarian and Serbian.
const LETTERS: &str = "оаиентсрвлкдмпуіяьзыгбчйхжшюцщєїэфъјљњћџђёўґ";

/// Signs of print that say nothing.
const SIGNS: &str = "\u{A0}«»–—„“”’…№";

/// What real text loses a letter, at most.
const PLAUSIBLE: i32 = 15;

/// How much of the text is looked at, in bytes.
const PROBE: usize = 64 << 10;

/// The encoding in which bytes are Cyrillic text, if they are in one.
pub(super) fn detect(bytes: &[u8]) -> Option<&'static Encoding> {
    let bytes = bytes.get(..PROBE).unwrap_or(bytes);
    let high = bytes.iter().filter(|byte| **byte >= 0x80).count();
    let low = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    // Latin text has a few accents; other alphabets hardly mix with Latin.
    if high < 3 || high < low {
        return None;
    }
    let candidates = [WINDOWS_1251, KOI8_U, IBM866, ISO_8859_5];
    let scored = candidates.into_iter().map(|encoding| (loss(encoding, bytes), encoding));
    let (loss, best) = scored.min_by_key(|(loss, _)| *loss)?;
    let high = i32::try_from(high).unwrap_or(i32::MAX);
    (loss <= PLAUSIBLE.saturating_mul(high)).then_some(best)
}

/// How little the bytes look like text in this encoding.
fn loss(encoding: &'static Encoding, bytes: &[u8]) -> i32 {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let mut loss = 0_i32;
    let mut before = ' ';
    for c in text.chars() {
        loss = loss.saturating_add(cost(before, c));
        before = c;
    }
    loss
}

/// What a character speaks against the text: its rank among letters, and more
/// for a capital behind a small letter, for a letter beside a Latin one, and
/// for what is no letter.
fn cost(before: char, c: char) -> i32 {
    if c.is_ascii() || SIGNS.contains(c) {
        return 0;
    }
    let small = c.to_lowercase().next().unwrap_or(c);
    let rank = LETTERS.chars().zip(0..).find(|(letter, _)| *letter == small);
    let rank = rank.map_or(60, |(_, rank)| rank);
    let is_odd_capital = c.is_uppercase() && before.is_lowercase();
    let is_mixed = before.is_ascii_alphabetic();
    rank + if is_odd_capital { 40 } else { 0 } + if is_mixed { 20 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_told_apart() {
        let texts = [
            "Паром снова ходит",
            "Дума приняла закон",
            "Министр обороны заявил в четверг",
            "ПАРОМ СНОВА ХОДИТ",
            "Пором знову ходить між гаванями",
            "Фериботът отново плава",
            "Мост через залив открыт, сообщили в порту 3 марта 2014 года",
        ];
        for text in texts {
            for encoding in [WINDOWS_1251, KOI8_U, IBM866, ISO_8859_5] {
                let (bytes, _, is_lossy) = encoding.encode(text);
                if !is_lossy {
                    let found = detect(&bytes).map(Encoding::name);
                    assert_eq!(found, Some(encoding.name()), "{text}");
                }
            }
        }
    }

    #[test]
    fn other_texts_are_none_of_it() {
        let texts = [
            (encoding_rs::WINDOWS_1252, "Der Rückzug der Fähre über die Südäcker"),
            (encoding_rs::GBK, "国防部长星期四表示，演习已经结束"),
            (encoding_rs::SHIFT_JIS, "国防相は木曜日、演習は終わりと述べた"),
            (encoding_rs::EUC_KR, "국방부 장관은 훈련이 끝났다고 말했다"),
            (encoding_rs::WINDOWS_1253, "Ο υπουργός είπε ότι η άσκηση τελείωσε"),
            (encoding_rs::WINDOWS_1256, "وزير الدفاع قال إن التدريب انتهى"),
        ];
        for (encoding, text) in texts {
            assert_eq!(detect(&encoding.encode(text).0).map(Encoding::name), None, "{text}");
        }
    }
}
