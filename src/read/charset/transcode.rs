//! Bytes of a known encoding to text, with the way back to every byte.
//!
//! Stretches in which all characters take the same number of bytes are
//! decoded at once; the decoder is fed byte by byte only where that does not
//! come out even.

use encoding_rs::{DecoderResult, Encoding, ISO_2022_JP, UTF_8, UTF_16BE, UTF_16LE};

use super::lead::Lead;
use super::wide;
use crate::span::{Run, SourceMap};

/// Text that is being made.
pub(super) struct Transcoder {
    pub(super) text: String,
    runs: Vec<Run>,
    pub(super) malformed: usize,
}

impl Transcoder {
    /// One whose text begins at the raw offset `start`.
    pub(super) fn new(start: usize, capacity: usize) -> Self {
        let first = Run { decoded: 0, raw: start, decoded_step: 1, raw_step: 1 };
        Self { text: String::with_capacity(capacity), runs: vec![first], malformed: 0 }
    }

    /// The way back.
    pub(super) fn map(self) -> (String, SourceMap) {
        (self.text, SourceMap::new(self.runs))
    }

    /// Decodes bytes that begin at the raw offset `start`.
    pub(super) fn run(&mut self, encoding: &'static Encoding, bytes: &[u8], start: usize) {
        if encoding == UTF_8 {
            self.utf8(bytes, start);
        } else if encoding == UTF_16LE || encoding == UTF_16BE {
            let chars = wide::utf16(bytes, encoding == UTF_16BE);
            chars.for_each(|(at, len, c)| self.push_or_replace(c, start + at, len));
        } else if encoding == ISO_2022_JP {
            self.feed(encoding, bytes, 0, bytes.len(), start);
        } else if encoding.is_single_byte() {
            self.single(encoding, bytes, start);
        } else {
            self.several(encoding, bytes, start);
        }
    }

    fn utf8(&mut self, bytes: &[u8], start: usize) {
        let mut raw = start;
        for chunk in bytes.utf8_chunks() {
            self.same(chunk.valid(), raw);
            raw += chunk.valid().len();
            if !chunk.invalid().is_empty() {
                self.push_or_replace(None, raw, chunk.invalid().len());
                raw += chunk.invalid().len();
            }
        }
    }

    fn single(&mut self, encoding: &'static Encoding, bytes: &[u8], start: usize) {
        let decoded = |byte: usize| {
            let byte = u8::try_from(byte).unwrap_or_default();
            let text = encoding
                .decode_without_bom_handling_and_without_replacement(std::slice::from_ref(&byte));
            text.and_then(|text| text.chars().next())
        };
        let table: [Option<char>; 256] = std::array::from_fn(decoded);
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            at += self.ascii(rest, start + at);
            let high = bytes.get(at..).unwrap_or_default().iter().take_while(|byte| **byte >= 0x80);
            for byte in high {
                let c = table.get(usize::from(*byte)).copied().flatten();
                self.push_or_replace(c, start + at, 1);
                at += 1;
            }
        }
    }

    fn several(&mut self, encoding: &'static Encoding, bytes: &[u8], start: usize) {
        let lead = Lead::of(encoding);
        let mut at = 0;
        while let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) {
            at += self.ascii(rest, start + at);
            let Some(rest) = bytes.get(at..).filter(|rest| !rest.is_empty()) else { return };
            let (len, step) = lead.stretch(rest);
            let chunk = rest.get(..len).unwrap_or_default();
            let text = encoding.decode_without_bom_handling_and_without_replacement(chunk);
            match text.filter(|text| len > 0 && text.chars().count() * step == len) {
                Some(text) => {
                    for c in text.chars() {
                        self.push_or_replace(Some(c), start + at, step);
                        at += step;
                    }
                }
                None => at = self.feed(encoding, bytes, at, at + len.max(1), start),
            }
        }
    }

    /// Takes the ASCII characters that bytes begin with; returns their number.
    fn ascii(&mut self, bytes: &[u8], raw: usize) -> usize {
        let len = Encoding::ascii_valid_up_to(bytes);
        let ascii = bytes.get(..len).and_then(|ascii| std::str::from_utf8(ascii).ok());
        self.same(ascii.unwrap_or_default(), raw);
        len
    }

    /// Takes text that is the same in the file, byte for byte; zeros are no text.
    fn same(&mut self, text: &str, raw: usize) {
        let mut at = raw;
        for (number, part) in text.split('\0').enumerate() {
            if number > 0 {
                self.push_or_replace(None, at, 1);
                at += 1;
            }
            if !part.is_empty() {
                self.begin(at, 1, 1);
                self.text.push_str(part);
                at += part.len();
            }
        }
    }

    /// Feeds the decoder byte by byte from `from` to `to`, and on to the end of
    /// a character: whatever comes out belongs to the bytes fed since the last
    /// character came out, in every encoding. Returns where it ended.
    fn feed(
        &mut self,
        encoding: &'static Encoding,
        bytes: &[u8],
        from: usize,
        to: usize,
        start: usize,
    ) -> usize {
        let mut decoder = encoding.new_decoder_without_bom_handling();
        let mut pending = from;
        for (index, byte) in bytes.iter().enumerate().skip(from) {
            let mut is_even = false;
            let mut rest = std::slice::from_ref(byte);
            loop {
                let mut out = [0; 16];
                let last = index + 1 == bytes.len();
                let (result, read, written) =
                    decoder.decode_to_utf8_without_replacement(rest, &mut out, last);
                rest = rest.get(read..).unwrap_or_default();
                let piece = out.get(..written).and_then(|out| std::str::from_utf8(out).ok());
                is_even |= written > 0;
                self.push_all(piece.unwrap_or_default(), &mut pending, index + 1, start);
                match result {
                    DecoderResult::Malformed(..) => {
                        is_even = true;
                        self.malformed += 1;
                        self.push_all("\u{FFFD}", &mut pending, index + 1, start);
                    }
                    _ if rest.is_empty() => break,
                    _ => {}
                }
            }
            if is_even && index + 1 >= to {
                return index + 1;
            }
        }
        bytes.len()
    }

    /// Takes characters that came out of the bytes from `pending` to `end`.
    fn push_all(&mut self, decoded: &str, pending: &mut usize, end: usize, start: usize) {
        let count = decoded.chars().count();
        for (number, c) in decoded.chars().enumerate() {
            let len = if number + 1 == count { end - *pending } else { 0 };
            self.push_or_replace(Some(c), start + *pending, len);
            *pending += len;
        }
    }

    pub(super) fn push_or_replace(&mut self, c: Option<char>, raw: usize, len: usize) {
        let c = c.filter(|c| *c != '\0');
        self.malformed += usize::from(c.is_none());
        self.push(c.unwrap_or(char::REPLACEMENT_CHARACTER), raw, len);
    }

    fn push(&mut self, c: char, raw: usize, len: usize) {
        self.begin(raw, c.len_utf8(), len);
        self.text.push(c);
    }

    /// Begins a new run where the steps change.
    fn begin(&mut self, raw: usize, decoded_step: usize, raw_step: usize) {
        let step = |bytes: usize| u8::try_from(bytes).unwrap_or(u8::MAX);
        let (decoded_step, raw_step) = (step(decoded_step), step(raw_step));
        let decoded = self.text.len();
        match self.runs.last_mut() {
            Some(run) if run.decoded_step == decoded_step && run.raw_step == raw_step => {}
            Some(run) if run.decoded == decoded => {
                *run = Run { decoded, raw, decoded_step, raw_step };
            }
            _ => self.runs.push(Run { decoded, raw, decoded_step, raw_step }),
        }
    }
}
