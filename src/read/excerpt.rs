//! The texts of a record that make up an article, taken out of its markup,
//! with the way back to the file.
//!
//! A decoder of the format ([`Decode`]) writes a range of the record to a
//! [`Target`]: as lines of one text, or as the body that is still to be split.

use std::borrow::Cow;
use std::cell::Cell;
use std::ops::Range;

use encoding_rs::Encoding;

use super::stream::{Record, place_behind_text};
use super::{Decoded, Extent, Origin, charset};
use crate::article::{Article, Provenance};
use crate::error::Skip;
use crate::span::{Piece, Run, RunList, SourceMap, Span, Text};

/// A decoded record.
pub(super) struct Excerpts<'r> {
    /// The text of the record, with its markup.
    pub text: Cow<'r, str>,
    /// Where the record begins in the decoded file.
    origin: Origin,
    encoding: &'static str,
    guessed: bool,
    malformed: usize,
    /// From there to the raw file.
    map: SourceMap,
    /// Up to where the record was counted, and the place there: most ranges
    /// are asked for in order.
    counted: Cell<(usize, Origin)>,
}

/// Takes what a range of a record stands for.
pub(super) trait Target {
    /// Text that stands so at `at` of the record.
    fn copy(&mut self, text: &str, at: usize);
    /// A character that `len` bytes at `at` stand for.
    fn put(&mut self, character: char, at: usize, len: usize);
}

/// Writes what a range of a record stands for.
pub(super) trait Decode {
    fn decode(&self, text: &str, range: Range<usize>, target: &mut dyn Target);
}

impl<'r> Excerpts<'r> {
    /// Decodes a record: as `known`, or as UTF-8, or as its bytes suggest.
    ///
    /// # Errors
    /// A [`Skip`] if it is not text.
    pub(super) fn of(record: Record<'r>, known: Option<&'static Encoding>) -> Result<Self, Skip> {
        let Record { bytes, origin } = record;
        if let Ok(text) = std::str::from_utf8(bytes) {
            let encoding = encoding_rs::UTF_8.name();
            let (text, map) = (Cow::Borrowed(text), SourceMap::default());
            let counted = Cell::new((0, origin));
            return Ok(Self { text, origin, encoding, guessed: false, malformed: 0, map, counted });
        }
        let decoded = charset::decode_as(bytes.to_vec(), None, known)?;
        let Decoded { text, encoding, guessed, malformed, map, .. } = decoded;
        let map = map.shifted(origin.bytes);
        let (text, counted) = (Cow::Owned(text), Cell::new((0, origin)));
        Ok(Self { text, origin, encoding, guessed, malformed, map, counted })
    }

    /// A record of a file that is UTF-8, or that was decoded as a whole.
    ///
    /// # Errors
    /// A [`Skip`] if it is not text.
    pub(super) fn of_part(record: Record<'r>, whole: Option<&Decoded>) -> Result<Self, Skip> {
        let Some(whole) = whole else { return Self::of(record, None) };
        let Record { bytes, origin } = record;
        let span = Span::new(origin.bytes, origin.bytes + bytes.len());
        Ok(Self {
            text: String::from_utf8_lossy(bytes),
            origin,
            encoding: whole.encoding,
            guessed: whole.guessed,
            malformed: 0,
            map: whole.map.slice(span),
            counted: Cell::new((0, origin)),
        })
    }

    /// An article of which nothing is known yet but its encoding.
    pub(super) fn article(&self, reader: &str) -> Article {
        Article {
            reader: reader.to_owned(),
            encoding: self.encoding.to_owned(),
            source_map: self.map.clone(),
            ..Article::default()
        }
    }

    /// The place in the decoded file of an offset of the record.
    fn place(&self, at: usize) -> Origin {
        let (seen, place) = match self.counted.get() {
            (seen, place) if seen <= at => (seen, place),
            _ => (0, self.origin),
        };
        let Some(passed) = self.text.get(seen..at) else { return self.origin };
        let place = place_behind_text(place, passed);
        self.counted.set((at, place));
        place
    }

    /// A range of the record as a span of the decoded file.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.origin.bytes + range.start, self.origin.bytes + range.end)
    }

    /// A range of the record as one line; white space becomes one blank.
    pub(super) fn line(&self, range: Range<usize>, decoder: &dyn Decode) -> Text {
        self.text_of(range, decoder, false)
    }

    /// A range of the record as it stands.
    pub(super) fn exact(&self, range: Range<usize>, decoder: &dyn Decode) -> Text {
        self.text_of(range, decoder, true)
    }

    fn text_of(&self, range: Range<usize>, decoder: &dyn Decode, is_exact: bool) -> Text {
        let mut line = Line {
            record: &self.text,
            base: self.origin.bytes,
            seen: range.start,
            place: self.place(range.start),
            text: Text::default(),
            is_exact,
            is_open: false,
            is_apart: false,
        };
        decoder.decode(&self.text, range, &mut line);
        line.text
    }

    /// A range of the record as the text that is still to be split.
    pub(super) fn body(
        &self,
        range: Range<usize>,
        extent: Extent,
        decoder: &dyn Decode,
    ) -> Decoded {
        let mut body = Body { base: self.origin.bytes, ..Body::default() };
        body.text.reserve(range.len());
        decoder.decode(&self.text, range.clone(), &mut body);
        let start = body.start.unwrap_or(range.start).clamp(range.start, range.end);
        let origin = self.place(start);
        let inside = body.map(origin.bytes);
        let part = self.span(start..range.end);
        let map = match (inside.is_identity(), self.map.is_identity()) {
            (true, true) => SourceMap::default(),
            (_, true) => self.map.spliced(part, &inside),
            _ => {
                let inside = inside.through(&body.text, origin.bytes, &self.map, 0);
                self.map.spliced(part, &inside)
            }
        };
        Decoded {
            text: body.text,
            extent,
            origin,
            encoding: self.encoding,
            guessed: self.guessed,
            malformed: self.malformed,
            map,
        }
    }
}

/// Remembers that markup states a field.
pub(super) fn state(article: &mut Article, field: &str, markup: &str, spans: Vec<Span>) {
    let from = format!("markup:{markup}");
    article.fields.insert(field.to_owned(), Provenance { from, confidence: 95, spans });
}

/// One text, with its pieces.
struct Line<'t> {
    record: &'t str,
    base: usize,
    /// Up to where the record was counted, and the place there.
    seen: usize,
    place: Origin,
    text: Text,
    /// Whether white space is kept.
    is_exact: bool,
    /// Whether the text goes on where the last piece ends.
    is_open: bool,
    /// Whether white space stood behind the last word.
    is_apart: bool,
}

impl Line<'_> {
    /// Adds words, as they stand in the record from `at` on.
    fn words(&mut self, words: &str, at: usize) {
        if self.is_apart && !self.text.text.is_empty() {
            self.blank(at);
        }
        self.is_apart = false;
        let goes_on = self.is_open
            && self.text.pieces.last().is_some_and(|last| last.file.end == self.base + at);
        if let Some(last) = self.text.pieces.last_mut().filter(|_| goes_on) {
            last.file.end += words.len();
        } else {
            let passed = self.record.get(self.seen..at).unwrap_or_default();
            self.place = place_behind_text(self.place, passed);
            self.seen = self.seen.max(at);
            self.text.pieces.push(Piece {
                text: self.text.text.len(),
                file: Span::new(self.base + at, self.base + at + words.len()),
                chars: self.place.chars,
                line: self.place.line,
            });
        }
        self.is_open = true;
        self.text.text.push_str(words);
    }

    /// A blank; one that stands so in the record joins two pieces.
    fn blank(&mut self, at: usize) {
        self.text.text.push(' ');
        let before = at.checked_sub(1).and_then(|at| self.record.as_bytes().get(at));
        let last = self.text.pieces.last_mut().filter(|last| {
            self.is_open && last.file.end + 1 == self.base + at && before == Some(&b' ')
        });
        match last {
            Some(last) => last.file.end += 1,
            None => self.is_open = false,
        }
    }
}

fn is_blank(character: char) -> bool {
    character.is_whitespace() || character.is_control()
}

/// Bytes at the start of a text in which nothing but single blanks stands
/// between words; none behind the last.
fn words_len(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += match byte {
            0x21..=0x7E => 1,
            b' ' if at > 0 && bytes.get(at + 1).is_some_and(u8::is_ascii_graphic) => 1,
            0x80.. => {
                let character = text.get(at..).and_then(|rest| rest.chars().next());
                let Some(character) = character.filter(|c| !is_blank(*c)) else { return at };
                character.len_utf8()
            }
            _ => return at,
        };
    }
    at
}

impl Target for Line<'_> {
    fn copy(&mut self, text: &str, at: usize) {
        if self.is_exact && !text.is_empty() {
            return self.words(text, at);
        }
        let mut rest = text;
        while !rest.is_empty() {
            let (words, blank) = rest.split_at(words_len(rest));
            if !words.is_empty() {
                self.words(words, at + text.len() - rest.len());
            }
            rest = blank.trim_start_matches(is_blank);
            self.is_apart |= rest.len() < blank.len();
        }
    }

    fn put(&mut self, character: char, _: usize, _: usize) {
        if is_blank(character) && !self.is_exact {
            self.is_apart = true;
            return;
        }
        if self.is_apart && !self.text.text.is_empty() {
            self.text.text.push(' ');
        }
        (self.is_apart, self.is_open) = (false, false);
        self.text.text.push(character);
    }
}

/// The text of a body, with the way back into the record.
#[derive(Default)]
struct Body {
    base: usize,
    text: String,
    /// Where the first of it stands in the record.
    start: Option<usize>,
    /// Where parts stand: offset of the text, of the record, and the steps.
    parts: Vec<(usize, usize, u8, u8)>,
}

impl Body {
    fn part(&mut self, at: usize, decoded_step: u8, raw_step: u8) {
        self.start.get_or_insert(at);
        self.parts.push((self.text.len(), at, decoded_step, raw_step));
    }

    /// The map from the text, which begins at `origin`, to the decoded file.
    fn map(&self, origin: usize) -> SourceMap {
        let mut runs = RunList::default();
        for &(text, at, decoded_step, raw_step) in &self.parts {
            runs.push(Run { decoded: origin + text, raw: self.base + at, decoded_step, raw_step });
        }
        runs.finish()
    }
}

impl Target for Body {
    fn copy(&mut self, text: &str, at: usize) {
        if !text.is_empty() {
            self.part(at, 1, 1);
            self.text.push_str(text);
        }
    }

    fn put(&mut self, character: char, at: usize, len: usize) {
        let step = |len: usize| u8::try_from(len).unwrap_or(u8::MAX);
        self.part(at, step(character.len_utf8()), step(len));
        self.text.push(character);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_line_is_the_words_of_its_record(record in "[ab é\u{A0}\u{3000}\t\n\u{1}\u{7F}]{0,30}") {
            let mut line = Line {
                record: &record,
                base: 7,
                seen: 0,
                place: Origin::default(),
                text: Text::default(),
                is_exact: false,
                is_open: false,
                is_apart: false,
            };
            line.copy(&record, 0);
            let words: Vec<&str> = record.split(is_blank).filter(|word| !word.is_empty()).collect();
            prop_assert_eq!(&line.text.text, &words.join(" "));
            for piece in &line.text.pieces {
                let (start, end) = (piece.file.start - 7, piece.file.end - 7);
                let shown = line.text.text.get(piece.text..piece.text + end - start);
                prop_assert_eq!(shown, record.get(start..end));
                prop_assert_eq!(piece.chars, Span::new(0, start).of(&record).chars().count());
            }
        }
    }
}
