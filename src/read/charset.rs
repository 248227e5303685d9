//! Bytes to text: byte order mark, then valid UTF-8, then a guess that is
//! recorded as one. A file is never dropped for a bad byte.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{DecoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::{Decoded, Origin};
use crate::error::{Skip, SkipReason};
use crate::span::{Run, SourceMap};

/// How many bytes are looked at to tell text from binary data.
const PROBE: usize = 8 << 10;

/// Decodes a file.
///
/// # Errors
/// A [`Skip`] if the bytes are not text.
pub fn decode(bytes: Vec<u8>) -> Result<Decoded, Skip> {
    let (encoding, bom, guessed) = match Encoding::for_bom(&bytes) {
        Some((encoding, len)) => (encoding, len, false),
        None => match utf16_without_mark(&bytes) {
            Some(encoding) => (encoding, 0, true),
            None => return decode_unmarked(bytes),
        },
    };
    Ok(transcode(encoding, &bytes, bom, guessed))
}

fn decode_unmarked(bytes: Vec<u8>) -> Result<Decoded, Skip> {
    if let Some(what) = binary(&bytes) {
        return Err(Skip::new(SkipReason::Binary, what));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(identity(text)),
        Err(error) => error.into_bytes(),
    };
    if is_damaged_utf8(&bytes) {
        return Ok(transcode(UTF_8, &bytes, 0, false));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes, true);
    Ok(transcode(detector.guess(None, Utf8Detection::Deny), &bytes, 0, true))
}

fn identity(text: String) -> Decoded {
    Decoded {
        text,
        origin: Origin::default(),
        encoding: UTF_8.name(),
        guessed: false,
        malformed: 0,
        map: SourceMap::default(),
    }
}

/// What kind of binary data this is, if it is.
fn binary(bytes: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a zip file or office document"),
        (b"\x1f\x8b", "a gzip file"),
        (b"{\\rtf", "an RTF file"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| bytes.starts_with(magic)) {
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
fn transcode(encoding: &'static Encoding, bytes: &[u8], start: usize, guessed: bool) -> Decoded {
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
        origin: Origin::default(),
        encoding: encoding.name(),
        guessed,
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
