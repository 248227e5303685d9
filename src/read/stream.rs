//! A document as a stream of records, one of them in memory at a time.
//!
//! Owns buffering and the place of each record in the file; where records
//! begin is told by a [`Boundary`] of the format. The records together are
//! the file, without a gap.

use std::io::{BufRead, Cursor, ErrorKind};

use encoding_rs::Encoding;

use memchr::memchr_iter;
use memchr::memmem::Finder;

use super::input::{Content, SAMPLE};
use super::{Decoded, LONGEST_ARTICLE, Origin, charset};
use crate::error::{Skip, SkipReason};

/// How much is taken at a time, in bytes.
const CHUNK: usize = 256 << 10;

/// Tells where records begin.
pub(super) trait Boundary {
    /// The first place at or after `from` where a record ends and the next
    /// begins; if there is none yet, the place from which to look again when
    /// more bytes follow.
    fn find(&mut self, bytes: &[u8], from: usize) -> Result<usize, usize>;
}

/// A record ends with each line.
pub(super) struct Lines;

impl Boundary for Lines {
    fn find(&mut self, bytes: &[u8], from: usize) -> Result<usize, usize> {
        let rest = bytes.get(from..).unwrap_or_default();
        memchr::memchr(b'\n', rest).map(|at| from + at + 1).ok_or(bytes.len())
    }
}

/// A record begins with each line that begins with a mark.
pub(super) struct LineMark(Finder<'static>);

impl LineMark {
    pub(super) fn new(mark: &'static str) -> Self {
        Self(Finder::new(mark))
    }
}

impl Boundary for LineMark {
    fn find(&mut self, bytes: &[u8], from: usize) -> Result<usize, usize> {
        let mut at = from;
        while let Some(found) = self.0.find(bytes.get(at..).unwrap_or_default()) {
            let start = at + found;
            if start == 0 || bytes.get(start - 1) == Some(&b'\n') {
                return Ok(start);
            }
            at = start + 1;
        }
        let whole = bytes.len().saturating_sub(self.0.needle().len() - 1);
        Err(at.max(whole).min(bytes.len()))
    }
}

/// The records of a document.
pub(super) struct Records<'a, B> {
    reader: Box<dyn BufRead + 'a>,
    boundary: B,
    buffer: Vec<u8>,
    /// Where the record begins that comes next.
    start: usize,
    /// Up to where its end was looked for.
    looked: usize,
    place: Origin,
    is_read: bool,
    longest: usize,
}

/// A record of a stream.
#[derive(Clone, Copy)]
pub(super) struct Record<'r> {
    /// Its bytes, up to the next record.
    pub bytes: &'r [u8],
    /// Where it begins in the file, in raw bytes.
    pub origin: Origin,
}

impl<'a, B: Boundary> Records<'a, B> {
    pub(super) fn new(reader: Box<dyn BufRead + 'a>, boundary: B) -> Self {
        Self {
            reader,
            boundary,
            buffer: Vec::with_capacity(2 * CHUNK),
            start: 0,
            looked: 0,
            place: Origin::default(),
            is_read: false,
            longest: LONGEST_ARTICLE,
        }
    }

    /// The next record; `None` after the last.
    ///
    /// # Errors
    /// A [`Skip`] for a record that is too long, and for a rest that cannot
    /// be read.
    pub(super) fn next(&mut self) -> Option<Result<Record<'_>, Skip>> {
        let mut is_too_long = false;
        let end = loop {
            match self.boundary.find(&self.buffer, self.looked) {
                Ok(end) if end > self.start => break end,
                Ok(end) => self.looked = end + 1,
                Err(_) if self.is_read => break self.buffer.len(),
                Err(looked) => {
                    self.looked = looked;
                    is_too_long |= self.looked.saturating_sub(self.start) > self.longest;
                    if is_too_long {
                        self.advance(self.looked);
                    }
                    if let Err(cause) = self.fill() {
                        self.is_read = true;
                        self.buffer.clear();
                        (self.start, self.looked) = (0, 0);
                        let message = format!("the rest cannot be read: {cause}");
                        return Some(Err(Skip::new(SkipReason::Unreadable, message)));
                    }
                }
            }
        };
        let (start, origin) = (self.start, self.place);
        if start >= end && !is_too_long {
            return None;
        }
        is_too_long |= end - start > self.longest;
        self.advance(end);
        self.looked = end;
        if is_too_long {
            let message = format!("a record of more than {} MiB", self.longest >> 20);
            return Some(Err(Skip::new(SkipReason::TooLarge, message)));
        }
        let bytes = self.buffer.get(start..end).unwrap_or_default();
        Some(Ok(Record { bytes, origin }))
    }

    /// Lets the next record begin at `to`, and counts what lies before it.
    fn advance(&mut self, to: usize) {
        let passed = self.buffer.get(self.start..to).unwrap_or_default();
        self.place = place_behind(self.place, passed);
        self.start = to;
    }

    fn fill(&mut self) -> std::io::Result<()> {
        if self.start > 0 {
            self.buffer.drain(..self.start);
            self.looked -= self.start;
            self.start = 0;
        }
        loop {
            match self.reader.fill_buf() {
                Ok(more) => {
                    let more = more.get(..CHUNK).unwrap_or(more);
                    let count = more.len();
                    self.buffer.extend_from_slice(more);
                    self.reader.consume(count);
                    self.is_read = count == 0;
                    return Ok(());
                }
                Err(cause) if cause.kind() == ErrorKind::Interrupted => {}
                Err(cause) => return Err(cause),
            }
        }
    }
}

/// A document as UTF-8.
pub(super) struct Utf8<'a> {
    /// Its text; bytes that are not UTF-8 may still come.
    pub reader: Box<dyn BufRead + 'a>,
    /// How it was decoded, if that had to be done as a whole; without the text.
    pub whole: Option<Decoded>,
}

impl<'a> Utf8<'a> {
    /// Takes a document as it is if its beginning is UTF-8, or decodes it.
    ///
    /// # Errors
    /// A [`Skip`] if it is not text, or too long to be decoded.
    pub(super) fn of(content: Content<'a>, known: Option<&'static Encoding>) -> Result<Self, Skip> {
        let head = content.head();
        let is_text = match std::str::from_utf8(head) {
            Ok(text) => !text.contains('\0'),
            Err(cut) => cut.error_len().is_none() && head.len() == SAMPLE,
        };
        if is_text && known.is_none_or(|known| known == encoding_rs::UTF_8) {
            return Ok(Self { reader: content.into_reader(), whole: None });
        }
        let bytes = content.into_bytes(4 * LONGEST_ARTICLE)?;
        let mut decoded = charset::decode_as(bytes, None, known)?;
        let text = std::mem::take(&mut decoded.text);
        Ok(Self { reader: Box::new(Cursor::new(text.into_bytes())), whole: Some(decoded) })
    }
}

/// The place behind these bytes, which begin at `place`.
pub(super) fn place_behind(place: Origin, bytes: &[u8]) -> Origin {
    Origin {
        bytes: place.bytes + bytes.len(),
        chars: place.chars + characters(bytes),
        line: place.line + memchr_iter(b'\n', bytes).count(),
    }
}

/// How many characters bytes are: all of them, unless they are UTF-8.
fn characters(bytes: &[u8]) -> usize {
    if bytes.is_ascii() || std::str::from_utf8(bytes).is_err() {
        return bytes.len();
    }
    bytes.iter().map(|byte| usize::from(byte & 0xC0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8], longest: usize) -> Vec<Result<(Vec<u8>, Origin), SkipReason>> {
        let reader = Box::new(Cursor::new(bytes.to_vec()));
        let mut records = Records { longest, ..Records::new(reader, Lines) };
        let mut found = Vec::new();
        while let Some(record) = records.next() {
            let owned = record.map(|record| (record.bytes.to_vec(), record.origin));
            found.push(owned.map_err(|skip| skip.reason));
        }
        found
    }

    #[test]
    fn records_know_their_place_and_are_the_file() {
        let text = "é\n\nabc\nlast".as_bytes();
        let found: Vec<_> = all(text, 100).into_iter().map(Result::unwrap).collect();
        let places: Vec<_> = found.iter().map(|(_, at)| (at.bytes, at.chars, at.line)).collect();
        assert_eq!(places, [(0, 0, 1), (3, 2, 2), (4, 3, 3), (8, 7, 4)]);
        let whole: Vec<u8> = found.into_iter().flat_map(|(bytes, _)| bytes).collect();
        assert_eq!(whole, text);
        assert_eq!(all(b"", 100), []);
    }

    #[test]
    fn a_record_that_is_too_long_is_passed_over() {
        let long = "x".repeat(3 * CHUNK);
        let text = format!("ab\n{long}\ncd\n{long}");
        let found = all(text.as_bytes(), CHUNK);
        let [Ok(first), Err(SkipReason::TooLarge), Ok(third), Err(SkipReason::TooLarge)] =
            found.as_slice()
        else {
            panic!("{found:?}")
        };
        assert_eq!((first.0.as_slice(), third.0.as_slice()), (&b"ab\n"[..], &b"cd\n"[..]));
        assert_eq!((third.1.bytes, third.1.line), (4 + 3 * CHUNK, 3));
    }
}
