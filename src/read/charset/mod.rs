//! Bytes to text: byte order mark, then what is known or declared, then valid
//! UTF-8, then a guess that is recorded as one. A file is never dropped for a
//! bad byte.

mod cyrillic;
mod lead;
mod transcode;
mod wide;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    BIG5, EUC_KR, Encoding, GBK, IBM866, ISO_2022_JP, MACINTOSH, SHIFT_JIS, UTF_8, UTF_16BE,
    UTF_16LE, WINDOWS_1251, WINDOWS_1252,
};

use self::transcode::Transcoder;
use self::wide::{Utf32, utf16_without_mark};
use super::{Decoded, magic};
use crate::error::{Skip, SkipReason};

/// How many bytes are looked at to tell text from binary data.
const PROBE: usize = 8 << 10;

/// Names of encodings that archives are made of.
pub const COMMON: &[&str] = &[
    "utf-8",
    "utf-16le",
    "utf-16be",
    "windows-1252",
    "windows-1251",
    "windows-1250",
    "windows-1253",
    "windows-1254",
    "windows-1255",
    "windows-1256",
    "windows-1257",
    "iso-8859-1",
    "iso-8859-2",
    "iso-8859-5",
    "iso-8859-15",
    "koi8-r",
    "koi8-u",
    "ibm866",
    "macintosh",
    "x-mac-cyrillic",
    "gbk",
    "gb18030",
    "big5",
    "shift_jis",
    "euc-jp",
    "iso-2022-jp",
    "euc-kr",
];

/// Decodes a file of which nothing is known.
///
/// # Errors
/// A [`Skip`] if the bytes are not text.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, Skip> {
    decode_as(bytes, None, None)
}

/// Decodes a file or a part of one.
///
/// A byte order mark decides, then `known`, which holds from outside, then
/// the label that the document declares if the bytes bear it out, then the
/// bytes themselves. Bytes that cannot be decoded become U+FFFD and are
/// counted; so are bytes of zero, which stand for no character.
///
/// # Errors
/// A [`Skip`] if the bytes are not text.
pub fn decode_as(
    bytes: Vec<u8>,
    declared: Option<&str>,
    known: Option<&'static Encoding>,
) -> Result<Decoded, Skip> {
    let decision = decide(&bytes, declared, known)?;
    Ok(decision.decode(bytes))
}

/// Which encoding a document has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Decision {
    /// The encoding.
    pub encoding: &'static Encoding,
    /// The length of the byte order mark that the document begins with.
    pub mark: usize,
    /// Whether it was guessed rather than declared or proven.
    pub is_guess: bool,
    /// UTF-32 instead.
    utf32: Option<Utf32>,
}

/// Decides the encoding of a document from all of it or from its beginning;
/// see [`decode_as`]. Later parts are decoded by [`Decision::decode`].
///
/// # Errors
/// A [`Skip`] if the bytes are not text.
pub fn decide(
    bytes: &[u8],
    declared: Option<&str>,
    known: Option<&'static Encoding>,
) -> Result<Decision, Skip> {
    let utf32 = Utf32::for_bom(bytes);
    if utf32.is_some() {
        return Ok(Decision { encoding: UTF_8, mark: 4, is_guess: false, utf32 });
    }
    let found = |encoding, is_guess| Decision { encoding, mark: 0, is_guess, utf32 };
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(Decision { mark, ..found(encoding, false) });
    }
    if let Some(known) = known {
        return Ok(found(known, false));
    }
    let probe = bytes.get(..PROBE).unwrap_or(bytes);
    if let Some(encoding) = utf16_without_mark(probe) {
        return Ok(found(encoding, true));
    }
    if is_iso_2022_jp(bytes) {
        return Ok(found(ISO_2022_JP, false));
    }
    if let Some(what) = binary(bytes) {
        return Err(Skip::new(SkipReason::Binary, what));
    }
    let is_utf8 = is_utf8(bytes);
    let declared = declared.and_then(labelled).filter(|encoding| {
        // Encodings of one byte bear out everything; UTF-8 hardly anything.
        !(is_utf8 && encoding.is_single_byte()) && bears_out(encoding, bytes)
    });
    if let Some(declared) = declared {
        return Ok(found(declared, false));
    }
    if is_utf8 || is_damaged_utf8(bytes) {
        return Ok(found(UTF_8, false));
    }
    Ok(found(guess(bytes), true))
}

/// Labels that are in use beside those of the web.
const LABELS: &[(&str, &Encoding)] = &[
    ("ansi", WINDOWS_1252),
    ("cp437", WINDOWS_1252),
    ("cp850", WINDOWS_1252),
    ("cp932", SHIFT_JIS),
    ("cp936", GBK),
    ("cp949", EUC_KR),
    ("cp950", BIG5),
    ("cp65001", UTF_8),
    ("macroman", MACINTOSH),
    ("oem866", IBM866),
    ("utf8mb4", UTF_8),
    ("win1251", WINDOWS_1251),
    ("win-1251", WINDOWS_1251),
];

/// The encoding of a label, which may be a smaller one than what is meant:
/// `gb2312` is read as GBK, which reads GB 18030 too, `iso-8859-1` as
/// windows-1252, `shift_jis` and `euc-kr` with the additions of Windows.
#[must_use]
pub fn labelled(label: &str) -> Option<&'static Encoding> {
    let label = label.trim();
    let ours = LABELS.iter().find(|(known, _)| known.eq_ignore_ascii_case(label));
    // Some labels of the web stand for encodings that nobody is to read.
    let of_web = || Encoding::for_label_no_replacement(label.as_bytes());
    ours.map(|(_, encoding)| *encoding).or_else(of_web)
}

/// Whether nearly all bytes decode.
fn bears_out(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return false;
    }
    let (text, is_faulty) = encoding.decode_without_bom_handling(bytes);
    let count = |is: fn(char) -> bool| text.chars().filter(|c| is(*c)).count();
    !is_faulty || count(|c| c == char::REPLACEMENT_CHARACTER) * 50 < count(|c| !c.is_ascii())
}

/// The most likely encoding of text that is not UTF-8.
fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    if !guess.is_single_byte() {
        return guess;
    }
    cyrillic::detect(bytes).unwrap_or(guess)
}

/// Whether text is UTF-8, or its beginning, cut anywhere.
fn is_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).map_or_else(|fault| fault.error_len().is_none(), |_| true)
}

impl Decision {
    /// Decodes a document from its first byte, or a part from within it.
    #[must_use]
    pub fn decode(self, bytes: Vec<u8>) -> Decoded {
        if self.encoding != UTF_8 || self.mark > 0 {
            return self.transcode(&bytes);
        }
        match String::from_utf8(bytes) {
            Ok(text) if !text.contains('\0') => identity(text),
            Ok(text) => self.transcode(text.as_bytes()),
            Err(error) => self.transcode(&error.into_bytes()),
        }
    }

    /// Decodes, keeping the way back to the raw offsets.
    fn transcode(self, bytes: &[u8]) -> Decoded {
        let has_mark = match self.utf32 {
            Some(utf32) => Utf32::for_bom(bytes) == Some(utf32),
            None => Encoding::for_bom(bytes).is_some_and(|(found, _)| found == self.encoding),
        };
        let start = if has_mark { self.mark } else { 0 };
        let rest = bytes.get(start..).unwrap_or_default();
        let mut transcoder = Transcoder::new(start, rest.len() + rest.len() / 2);
        match self.utf32 {
            Some(utf32) => {
                let chars = utf32.chars(rest);
                chars.for_each(|(at, len, c)| transcoder.push_or_replace(c, start + at, len));
            }
            None => transcoder.run(self.encoding, rest, start),
        }
        let malformed = transcoder.malformed;
        let (text, map) = transcoder.map();
        Decoded {
            text,
            encoding: self.utf32.map_or(self.encoding.name(), Utf32::name),
            guessed: self.is_guess,
            malformed,
            map,
            ..Decoded::default()
        }
    }
}

fn identity(text: String) -> Decoded {
    Decoded { text, encoding: UTF_8.name(), ..Decoded::default() }
}

/// Bytes of text for each byte of zero that is taken for a slip.
const PER_ZERO: usize = 200;

/// What kind of binary data this is, if it is.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    if let Some(what) = magic::named(bytes) {
        return Some(what);
    }
    let probe = bytes.get(..PROBE).unwrap_or(bytes);
    let is_control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n' | b'\r');
    // One quick pass over what nearly every file is.
    if !probe.iter().fold(false, |found, byte| found | is_control(*byte)) {
        return None;
    }
    // The wires' marks and form feeds belong to text.
    let odd = |byte: &&u8| is_control(**byte) && !matches!(**byte, 0x0C | 1..=4 | 0x16);
    let zeros = memchr::memchr_iter(0, probe).count();
    let is_binary =
        zeros * PER_ZERO > probe.len() || probe.iter().filter(odd).count() * 20 > probe.len();
    is_binary.then_some("binary data")
}

/// Whether text is UTF-8 but for a few bad bytes: other encodings hardly ever
/// have two characters that are valid, and more valid than bad ones.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 2 && good > bad
}

/// Whether text of seven bits switches to Japanese.
fn is_iso_2022_jp(bytes: &[u8]) -> bool {
    const SWITCHES: [&[u8]; 2] = [b"$B", b"$@"];
    let switches =
        |at: usize| bytes.get(at + 1..at + 3).is_some_and(|switch| SWITCHES.contains(&switch));
    memchr::memchr_iter(0x1B, bytes).any(switches) && bytes.is_ascii()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every character's raw range decodes to that character.
    fn check(encoding: &'static Encoding, bytes: &[u8], text: &str) {
        let decoded = decode(bytes.to_vec()).unwrap();
        assert_eq!((decoded.encoding, decoded.text.as_str()), (encoding.name(), text));
        for (at, c) in decoded.text.char_indices() {
            let raw = decoded.map.raw(at)..decoded.map.raw(at + c.len_utf8());
            let back = encoding.decode_without_bom_handling(&bytes[raw]).0;
            assert_eq!(back, c.to_string(), "{at}");
        }
    }

    #[test]
    fn every_character_can_be_traced_to_its_bytes() {
        let russian =
            "Министр обороны заявил в четверг, что учения 5-го флота завершены: корабли вернулись.";
        for encoding in [encoding_rs::WINDOWS_1251, encoding_rs::KOI8_U] {
            check(encoding, &encoding.encode(russian).0, russian);
        }
        let chinese = "国防部长星期四表示，演习已经结束，所有舰艇都已返回港口。ABC 2017年";
        check(encoding_rs::GBK, &encoding_rs::GBK.encode(chinese).0, chinese);
        let japanese =
            "国防相は木曜日、演習は終わり、すべての艦艇が港に戻ったと述べた。カタカナ ABC";
        check(encoding_rs::SHIFT_JIS, &encoding_rs::SHIFT_JIS.encode(japanese).0, japanese);
        let little: Vec<u8> =
            "\u{FEFF}Kyiv: Київ 🌍 ok".encode_utf16().flat_map(u16::to_le_bytes).collect();
        check(UTF_16LE, &little, "Kyiv: Київ 🌍 ok");
        let unmarked: Vec<u8> =
            "No mark at all here".encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(UTF_16BE, &unmarked, "No mark at all here");
        check(UTF_8, "\u{FEFF}Zürich".as_bytes(), "Zürich");
        check(UTF_8, "Zürich".as_bytes(), "Zürich");
    }

    #[test]
    fn bad_bytes_are_counted_and_binary_is_skipped() {
        let mut bytes = "Дума приняла закон о бюджете".as_bytes().to_vec();
        bytes.insert(8, 0xFF);
        let decoded = decode(bytes).unwrap();
        assert_eq!((decoded.malformed, decoded.encoding), (1, "UTF-8"));
        assert_eq!(decoded.map.raw(decoded.text.len()), decoded.text.len() - 2);
        let short = b"Bell rings \xE2\x80\x94 three times \xE2\x80\x94 caf\xE9";
        let decoded = decode(short.to_vec()).unwrap();
        assert_eq!((decoded.malformed, decoded.encoding), (1, "UTF-8"));
        assert_eq!(
            decode(b"Caf\xC3\xA9 na\xEFf \xE9t\xE9".to_vec()).unwrap().encoding,
            "windows-1252"
        );
        assert_eq!(decode(b"%PDF-1.4 \xe2\xe3".to_vec()).unwrap_err().reason, SkipReason::Binary);
        assert_eq!(decode(b"ab\0\0\0\x05cd".to_vec()).unwrap_err().reason, SkipReason::Binary);
        assert_eq!(decode(Vec::new()).unwrap().text, "");
    }

    #[test]
    fn a_zero_within_a_character_of_several_bytes_is_a_bad_byte() {
        let mut bytes = encoding_rs::GB18030.encode("あｱ。。").0.into_owned();
        bytes[3] = 0;
        let decision =
            Decision { encoding: encoding_rs::GB18030, mark: 0, is_guess: false, utf32: None };
        let decoded = decision.decode(bytes);
        assert_eq!(
            (decoded.text.as_str(), decoded.malformed),
            ("あ\u{FFFD}\u{FFFD}\u{FFFD}3。。", 3)
        );
    }

    /// The text as the library decodes it.
    fn slow(encoding: &'static Encoding, bytes: &[u8]) -> String {
        let text = encoding.decode_without_bom_handling(bytes).0;
        text.replace('\0', "\u{FFFD}")
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config {
            failure_persistence: None,
            ..Default::default()
        })]

        #[test]
        fn damaged_bytes_decode_as_by_the_library_and_can_be_traced(
            which in 0..12_usize,
            pieces in proptest::collection::vec(
                proptest::prop_oneof![
                    "[a-z\\n ]{0,6}",
                    "[а-яёіА-Я]{0,8}",
                    "[一-三国防部长]{0,8}",
                    "[あ-んｱ-ﾝ。]{0,8}",
                    "[가-각국방부]{0,8}",
                    "[éüß€“]{0,3}",
                ], 0..8),
            noise in proptest::collection::vec((0..200_usize, proptest::num::u8::ANY), 0..5),
        ) {
            let encoding = [
                encoding_rs::GB18030, encoding_rs::GBK, BIG5, encoding_rs::EUC_JP, SHIFT_JIS,
                EUC_KR, WINDOWS_1251, encoding_rs::KOI8_U, UTF_8, UTF_16LE, UTF_16BE,
                encoding_rs::ISO_2022_JP,
            ][which];
            let text = pieces.concat();
            let mut bytes = match encoding {
                _ if encoding == UTF_16LE => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
                _ if encoding == UTF_16BE => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
                _ => encoding.encode(&text).0.into_owned(),
            };
            for (at, byte) in noise {
                if at < bytes.len() {
                    bytes[at] = byte;
                }
            }
            let decision = Decision { encoding, mark: 0, is_guess: false, utf32: None };
            let decoded = decision.decode(bytes.clone());
            proptest::prop_assert_eq!(&decoded.text, &slow(encoding, &bytes));
            let mut before = 0;
            for (at, _) in decoded.text.char_indices() {
                let raw = decoded.map.raw(at);
                proptest::prop_assert!(before <= raw && raw <= bytes.len());
                before = raw;
            }
            let end = decoded.map.raw(decoded.text.len());
            // What switches the alphabet at the end belongs to no character.
            let is_all = end == bytes.len() || encoding == encoding_rs::ISO_2022_JP;
            proptest::prop_assert!(is_all && end <= bytes.len());
        }
    }

    #[test]
    fn an_encoding_is_known_declared_proven_or_guessed_in_this_order() {
        let name = |bytes: &[u8], declared, known| {
            let decision = decide(bytes, declared, known).unwrap();
            (decision.encoding.name(), decision.is_guess)
        };
        let russian = WINDOWS_1251.encode("Паром снова ходит").0;
        let koi8 = Some(encoding_rs::KOI8_U);
        assert_eq!(name(&russian, None, None), ("windows-1251", true));
        assert_eq!(name(&russian, Some("cp1251"), None), ("windows-1251", false));
        assert_eq!(name(&russian, Some("utf-8"), None), ("windows-1251", true));
        assert_eq!(name(&russian, Some("cp1251"), koi8), ("KOI8-U", false));
        assert_eq!(name(b"\xEF\xBB\xBFa", Some("cp1251"), koi8), ("UTF-8", false));
        assert_eq!(name("Fähre".as_bytes(), Some("iso-8859-1"), None), ("UTF-8", false));
        assert_eq!(name(b"F\xE4hre", Some("iso-8859-1"), None), ("windows-1252", false));
        assert_eq!(name(b"ferry", Some("gb2312"), None), ("GBK", false));
        assert_eq!(labelled("cp936").map(Encoding::name), Some("GBK"));
        assert_eq!(labelled("iso-2022-kr"), None);
    }

    #[test]
    fn wide_units_are_told_without_a_mark() {
        let name = |bytes: Vec<u8>| decode(bytes).map(|decoded| (decoded.encoding, decoded.text));
        for text in ["Паром снова ходит в порт", "渡轮 周一恢复运行，港务局说。", "The ferry runs"]
        {
            let little = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
            assert_eq!(name(little).unwrap(), ("UTF-16LE", text.to_owned()));
            let big = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
            assert_eq!(name(big).unwrap(), ("UTF-16BE", text.to_owned()));
            let marked = ['\u{FEFF}'].into_iter().chain(text.chars());
            let wide = marked.flat_map(|c| u32::from(c).to_le_bytes()).collect();
            assert_eq!(name(wide).unwrap(), ("UTF-32LE", text.to_owned()));
        }
        let cut = b"\xFF\xFE\0\0a\0\0\0b\0".to_vec();
        let decoded = decode(cut).unwrap();
        assert_eq!((decoded.text.as_str(), decoded.malformed), ("a\u{FFFD}", 1));
        assert_eq!([0, 1, 4].map(|at| decoded.map.raw(at)), [4, 8, 10]);
        assert!(decode(b"\x01\0\x02\0\x03\0\x04\0\x05\0".to_vec()).is_err());
    }
}
