//! Bytes to text: byte order mark, then valid UTF-8, then a guess that is
//! recorded as one. A file is never dropped for a bad byte.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{Decoded, Extent, Origin, magic};
use crate::error::{Skip, SkipReason};
use crate::span::{Run, SourceMap};

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
/// counted.
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
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return Ok(Decision { encoding, mark, is_guess: false });
    }
    let proven = |encoding| Decision { encoding, mark: 0, is_guess: false };
    let guessed = |encoding| Decision { encoding, mark: 0, is_guess: true };
    if let Some(known) = known {
        return Ok(proven(known));
    }
    if let Some(encoding) = utf16_without_mark(bytes) {
        return Ok(guessed(encoding));
    }
    if let Some(what) = binary(bytes) {
        return Err(Skip::new(SkipReason::Binary, what));
    }
    let declared = declared.and_then(labelled);
    if let Some(declared) = declared.filter(|encoding| bears_out(encoding, bytes)) {
        return Ok(proven(declared));
    }
    if std::str::from_utf8(bytes).is_ok() || is_damaged_utf8(bytes) {
        return Ok(proven(UTF_8));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    Ok(guessed(detector.guess(None, Utf8Detection::Deny)))
}

/// The encoding of a label, which may be a smaller one than what is meant:
/// `gb2312` is read as GBK, `iso-8859-1` as windows-1252.
#[must_use]
pub fn labelled(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label(label.trim().as_bytes())
}

/// Whether bytes decode without a fault by an encoding of one byte units.
fn bears_out(encoding: &'static Encoding, bytes: &[u8]) -> bool {
    if encoding == UTF_16LE || encoding == UTF_16BE {
        return false;
    }
    encoding.decode_without_bom_handling_and_without_replacement(bytes).is_some()
}

impl Decision {
    /// Decodes a document from its first byte, or a part from within it.
    #[must_use]
    pub fn decode(self, bytes: Vec<u8>) -> Decoded {
        if self.encoding != UTF_8 || self.mark > 0 {
            return transcode(self, &bytes);
        }
        match String::from_utf8(bytes) {
            Ok(text) => identity(text),
            Err(error) => transcode(self, &error.into_bytes()),
        }
    }
}

fn identity(text: String) -> Decoded {
    Decoded {
        text,
        extent: Extent::Article,
        origin: Origin::default(),
        encoding: UTF_8.name(),
        guessed: false,
        malformed: 0,
        map: SourceMap::default(),
    }
}

/// What kind of binary data this is, if it is.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    if let Some(what) = magic::named(bytes) {
        return Some(what);
    }
    let probe = bytes.get(..PROBE).unwrap_or(bytes);
    let odd = |byte: &&u8| {
        **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0C | 1..=4 | 0x16)
    };
    let is_binary = probe.contains(&0) || probe.iter().filter(odd).count() * 20 > probe.len();
    is_binary.then_some("binary data")
}

/// UTF-16 is told by where the zero bytes of its ASCII characters stand.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let probe = bytes.get(..PROBE.min(bytes.len() & !1))?;
    let zeros = |odd: usize| probe.iter().skip(odd).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd) = (zeros(0), zeros(1));
    let many = probe.len() / 8;
    match () {
        () if probe.len() < 8 => None,
        () if odd > many && even * 20 < odd => Some(UTF_16LE),
        () if even > many && odd * 20 < even => Some(UTF_16BE),
        () => None,
    }
}

/// Whether text is UTF-8 but for a few bad bytes.
fn is_damaged_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > bad * 4
}

/// Decodes with a known encoding, keeping the way back to the raw offsets.
fn transcode(decision: Decision, bytes: &[u8]) -> Decoded {
    let Decision { encoding, mark, is_guess } = decision;
    let start = Encoding::for_bom(bytes).map_or(0, |(_, len)| len.min(mark));
    let mut transcoder = Transcoder::new(start);
    let rest = bytes.get(start..).unwrap_or_default();
    if encoding == UTF_8 && std::str::from_utf8(rest).is_ok() {
        transcoder.text = String::from_utf8_lossy(rest).into_owned();
        transcoder.push_run(0, start, 1, 1);
    } else {
        transcoder.run(encoding, rest, start);
    }
    Decoded {
        text: transcoder.text,
        extent: Extent::Article,
        origin: Origin::default(),
        encoding: encoding.name(),
        guessed: is_guess,
        malformed: transcoder.malformed,
        map: SourceMap::new(transcoder.runs),
    }
}

struct Transcoder {
    text: String,
    runs: Vec<Run>,
    malformed: usize,
}

impl Transcoder {
    fn new(start: usize) -> Self {
        let first = Run { decoded: 0, raw: start, decoded_step: 1, raw_step: 1 };
        Self { text: String::new(), runs: vec![first], malformed: 0 }
    }

    /// Feeds the decoder byte by byte: whatever comes out belongs to the
    /// bytes fed since the last character came out, in every encoding.
    fn run(&mut self, encoding: &'static Encoding, bytes: &[u8], start: usize) {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut pending = start;
        for (index, byte) in bytes.iter().enumerate() {
            let last = index + 1 == bytes.len();
            let mut rest = std::slice::from_ref(byte);
            loop {
                let mut out = [0; 16];
                let (result, read, written) =
                    decoder.decode_to_utf8_without_replacement(rest, &mut out, last);
                rest = rest.get(read..).unwrap_or_default();
                let piece = out.get(..written).and_then(|out| std::str::from_utf8(out).ok());
                self.push(piece.unwrap_or_default(), &mut pending, start + index + 1);
                match result {
                    DecoderResult::Malformed(..) => {
                        self.malformed += 1;
                        self.push("\u{FFFD}", &mut pending, start + index + 1);
                    }
                    _ if rest.is_empty() => break,
                    _ => {}
                }
            }
        }
    }

    fn push(&mut self, decoded: &str, pending: &mut usize, raw_end: usize) {
        let count = decoded.chars().count();
        for (number, c) in decoded.chars().enumerate() {
            let raw_step = if number + 1 == count { raw_end - *pending } else { 0 };
            let step = |bytes: usize| u8::try_from(bytes).unwrap_or(u8::MAX);
            self.push_run(self.text.len(), *pending, step(c.len_utf8()), step(raw_step));
            self.text.push(c);
            *pending += raw_step;
        }
    }

    /// Begins a new run where the steps change.
    fn push_run(&mut self, decoded: usize, raw: usize, decoded_step: u8, raw_step: u8) {
        match self.runs.last_mut() {
            Some(run) if run.decoded_step == decoded_step && run.raw_step == raw_step => {}
            Some(run) if run.decoded == decoded => {
                (run.decoded_step, run.raw_step) = (decoded_step, raw_step);
            }
            _ => self.runs.push(Run { decoded, raw, decoded_step, raw_step }),
        }
    }
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
        assert_eq!(decode(b"%PDF-1.4 \xe2\xe3".to_vec()).unwrap_err().reason, SkipReason::Binary);
        assert_eq!(decode(b"ab\0\0\0\x05cd".to_vec()).unwrap_err().reason, SkipReason::Binary);
        assert_eq!(decode(Vec::new()).unwrap().text, "");
    }
}
