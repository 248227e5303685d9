//! Byte ranges and the pieces that tie a text to the file it came from.
//!
//! Every offset that the program reports goes back to values of this module.
//! Offsets are bytes unless a name says `chars` (Unicode scalar values), and
//! ranges are half-open.

use serde::{Deserialize, Serialize};

/// A half-open range of bytes, `start..end`.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(from = "[usize; 2]", into = "[usize; 2]")]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl Span {
    /// A span from `start` up to, not including, `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The number of bytes covered.
    #[must_use]
    pub const fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether no byte is covered.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// The bytes common to both, `None` if there are none.
    #[must_use]
    pub fn intersect(self, other: Self) -> Option<Self> {
        let common = Self::new(self.start.max(other.start), self.end.min(other.end));
        (!common.is_empty()).then_some(common)
    }

    /// The text under the span; empty if the span does not fit `text`.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start..self.end).unwrap_or_default()
    }
}

impl From<[usize; 2]> for Span {
    fn from([start, end]: [usize; 2]) -> Self {
        Self { start, end }
    }
}

impl From<Span> for [usize; 2] {
    fn from(span: Span) -> Self {
        [span.start, span.end]
    }
}

/// A run of a text that stands unchanged, byte for byte, in the decoded file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Where the run begins in the text, in bytes.
    pub text: usize,
    /// Where it stands in the decoded file, in bytes.
    pub file: Span,
    /// Where it begins in the decoded file, in characters.
    pub chars: usize,
    /// The number of the line of the decoded file on which it begins, from 1.
    pub line: usize,
}

/// A text together with the places of the decoded file that it was made from.
///
/// `pieces` are in the order of the text and do not overlap. What lies
/// between two of them (the blank of a joined line break) is not in the file.
/// A text without pieces is not in the file as such (it came out of markup).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Text {
    /// The text as it is shown and searched.
    pub text: String,
    /// Where its parts stand in the decoded file.
    pub pieces: Vec<Piece>,
}

impl Text {
    /// A text that is not in the file as such.
    #[must_use]
    pub fn detached(text: impl Into<String>) -> Self {
        Self { text: text.into(), pieces: Vec::new() }
    }

    /// The ranges of the decoded file that the text covers; touching ones are merged.
    #[must_use]
    pub fn file_spans(&self) -> Vec<Span> {
        file_spans(&self.pieces, Span::new(0, self.text.len()))
    }
}

/// The ranges of the decoded file under the part `part` of a text with these
/// pieces, in order; ranges that touch each other are merged.
#[must_use]
pub fn file_spans(pieces: &[Piece], part: Span) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let first = pieces.partition_point(|piece| piece.text + piece.file.len() <= part.start);
    for piece in pieces.iter().skip(first).take_while(|piece| piece.text < part.end) {
        let covered = Span::new(piece.text, piece.text + piece.file.len());
        let Some(common) = covered.intersect(part) else { continue };
        let start = piece.file.start + (common.start - piece.text);
        push_merged(&mut spans, Span::new(start, start + common.len()));
    }
    spans
}

/// Where a part of a text stands in the decoded file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FilePlace {
    /// Bytes of the decoded file, from the first to the last that is in the part.
    pub bytes: Span,
    /// The same in characters.
    pub chars: Span,
    /// First line, from 1.
    pub first_line: usize,
    /// Last line, inclusive.
    pub last_line: usize,
}

/// Where the part `part` of `text` stands in the decoded file; `None` if no
/// piece covers it.
#[must_use]
pub fn file_place(text: &str, pieces: &[Piece], part: Span) -> Option<FilePlace> {
    let after = pieces.partition_point(|piece| piece.text + piece.file.len() <= part.start);
    let first = pieces.get(after).filter(|piece| piece.text < part.end)?;
    let before = pieces.partition_point(|piece| piece.text < part.end);
    let last = pieces.get(before.checked_sub(1)?)?;
    let start = first.at(text, part.start);
    let end = last.at(text, part.end);
    Some(FilePlace {
        bytes: Span::new(start.0, end.0),
        chars: Span::new(start.1, end.1),
        first_line: start.2,
        last_line: end.2,
    })
}

impl Piece {
    /// Byte, character and line in the decoded file of an offset of the text;
    /// offsets outside the piece are moved to its nearer end.
    fn at(&self, text: &str, offset: usize) -> (usize, usize, usize) {
        let inside = offset.clamp(self.text, self.text + self.file.len());
        let before = Span::new(self.text, inside).of(text);
        let lines = before.bytes().filter(|byte| *byte == b'\n').count();
        (self.file.start + before.len(), self.chars + before.chars().count(), self.line + lines)
    }
}

fn push_merged(spans: &mut Vec<Span>, next: Span) {
    match spans.last_mut() {
        Some(last) if last.end == next.start => last.end = next.end,
        _ => spans.push(next),
    }
}

/// A stretch of a decoded file in which every character takes the same number
/// of bytes on both sides.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Where the stretch begins in the decoded file, in bytes.
    pub decoded: usize,
    /// Where it begins in the raw file, in bytes.
    pub raw: usize,
    /// Bytes of one character in the decoded file.
    pub decoded_step: u8,
    /// Bytes of one character in the raw file.
    pub raw_step: u8,
}

/// Translates offsets of the decoded file to offsets of the raw file.
///
/// The default is the identity, which holds for UTF-8 without a byte order
/// mark. `runs` are in order, and each reaches up to the next.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SourceMap {
    runs: Vec<Run>,
}

impl SourceMap {
    /// A map made of these runs, which must be in order of `decoded`.
    #[must_use]
    pub fn new(runs: Vec<Run>) -> Self {
        Self { runs }
    }

    /// Whether raw and decoded offsets are the same.
    #[must_use]
    pub fn is_identity(&self) -> bool {
        self.runs.is_empty()
    }

    /// The offset in the raw file of the character that begins at `decoded`.
    #[must_use]
    pub fn raw(&self, decoded: usize) -> usize {
        let after = self.runs.partition_point(|run| run.decoded <= decoded);
        let Some(run) = after.checked_sub(1).and_then(|index| self.runs.get(index)) else {
            return decoded;
        };
        let characters = (decoded - run.decoded) / usize::from(run.decoded_step.max(1));
        run.raw + characters * usize::from(run.raw_step)
    }

    /// The raw range of a decoded one. It ends with its last character: what
    /// the raw file has between that and the next (a tag) is not in it.
    #[must_use]
    pub fn raw_span(&self, decoded: Span) -> Span {
        let start = self.raw(decoded.start);
        let inside = self.runs.partition_point(|run| run.decoded < decoded.end);
        let run = inside.checked_sub(1).and_then(|index| self.runs.get(index));
        let Some(run) = run.filter(|_| !decoded.is_empty()) else {
            return Span::new(start, self.raw(decoded.end));
        };
        let characters = (decoded.end - run.decoded).div_ceil(usize::from(run.decoded_step.max(1)));
        Span::new(start, (run.raw + characters * usize::from(run.raw_step)).max(start))
    }

    /// The map of a text that was made of a decoded one: `self` leads from
    /// `text`, which begins at `start`, to the offsets that `outer` leads on
    /// from, counted from `base` on both its sides.
    #[must_use]
    pub fn through(&self, text: &str, start: usize, outer: &Self, base: usize) -> Self {
        let mut runs = RunList::default();
        for (at, character) in text.char_indices() {
            let decoded = Span::new(start + at, start + at + character.len_utf8());
            let middle = self.raw_span(decoded);
            let inner = Span::new(middle.start.max(base) - base, middle.end.max(base) - base);
            let raw = outer.raw_span(inner);
            let step = |len: usize| u8::try_from(len).unwrap_or(u8::MAX);
            runs.push(Run {
                decoded: decoded.start,
                raw: raw.start + base,
                decoded_step: step(decoded.len()),
                raw_step: step(raw.len()),
            });
        }
        runs.finish()
    }

    /// The same map for a part of the file that begins at `base` on both sides.
    #[must_use]
    pub fn shifted(&self, base: usize) -> Self {
        let moved = |run: &Run| Run { decoded: run.decoded + base, raw: run.raw + base, ..*run };
        Self { runs: self.runs.iter().map(moved).collect() }
    }

    /// This map with `part` of the decoded file led by another one.
    #[must_use]
    pub fn spliced(&self, part: Span, inside: &Self) -> Self {
        let mut runs: Vec<Run> =
            self.runs.iter().take_while(|run| run.decoded < part.start).copied().collect();
        let over = self.runs.iter().rfind(|run| run.decoded <= part.end);
        let identity = Run { decoded: part.end, raw: part.end, decoded_step: 1, raw_step: 1 };
        let over = over.copied().unwrap_or(identity);
        runs.extend(inside.runs.iter().filter(|run| run.decoded < part.end));
        runs.push(Run { decoded: part.end, raw: self.raw(part.end), ..over });
        runs.extend(self.runs.iter().filter(|run| run.decoded > part.end));
        Self { runs }
    }

    /// The part of the map that covers `decoded`, enough to translate offsets inside it.
    #[must_use]
    pub fn slice(&self, decoded: Span) -> Self {
        let first = self.runs.partition_point(|run| run.decoded <= decoded.start).saturating_sub(1);
        let end = self.runs.partition_point(|run| run.decoded <= decoded.end);
        Self { runs: self.runs.get(first..end.max(first)).unwrap_or_default().to_vec() }
    }
}

/// Runs that are still being collected.
#[derive(Debug, Clone, Default)]
pub struct RunList {
    runs: Vec<Run>,
}

impl RunList {
    /// Begins a run, unless it only goes on with the last one.
    pub fn push(&mut self, run: Run) {
        if let Some(last) = self.runs.last_mut() {
            if last.decoded == run.decoded {
                *last = run;
                return;
            }
            let characters = (run.decoded - last.decoded) / usize::from(last.decoded_step.max(1));
            let goes_on = last.raw + characters * usize::from(last.raw_step) == run.raw;
            if goes_on && (last.decoded_step, last.raw_step) == (run.decoded_step, run.raw_step) {
                return;
            }
        }
        self.runs.push(run);
    }

    /// The map that they make; none is needed where nothing moves.
    #[must_use]
    pub fn finish(self) -> SourceMap {
        match self.runs.as_slice() {
            [only] if only.decoded == only.raw && only.decoded_step == only.raw_step => {
                SourceMap::default()
            }
            _ => SourceMap::new(self.runs),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn piece(text: usize, start: usize, end: usize) -> Piece {
        Piece { text, file: Span::new(start, end), chars: start, line: 1 }
    }

    #[test]
    fn spans_of_a_part_follow_the_pieces() {
        let pieces = [piece(0, 10, 15), piece(6, 20, 24), piece(10, 24, 30)];
        let of = |start, end| file_spans(&pieces, Span::new(start, end));
        assert_eq!(of(0, 16), [Span::new(10, 15), Span::new(20, 30)]);
        assert_eq!(of(3, 7), [Span::new(13, 15), Span::new(20, 21)]);
        assert_eq!(of(5, 6), []);
        assert_eq!(of(12, 13), [Span::new(26, 27)]);
    }

    #[test]
    fn raw_offsets_count_characters_of_a_run() {
        let run = |decoded, raw, decoded_step| Run { decoded, raw, decoded_step, raw_step: 1 };
        let map = SourceMap::new(vec![run(0, 0, 2), run(10, 5, 1), run(11, 6, 2)]);
        assert_eq!([0, 4, 10, 11, 13].map(|at| map.raw(at)), [0, 2, 5, 6, 7]);
        assert_eq!(map.slice(Span::new(11, 13)).raw(13), 7);
        assert_eq!(SourceMap::default().raw(7), 7);
    }

    #[test]
    fn a_raw_range_ends_where_its_last_character_does() {
        let mut runs = RunList::default();
        let one = |decoded, raw, raw_step| Run { decoded, raw, decoded_step: 1, raw_step };
        for run in [one(0, 0, 1), one(3, 3, 4), one(4, 7, 1), one(6, 20, 1), one(8, 22, 1)] {
            runs.push(run);
        }
        let map = runs.finish();
        assert_eq!(map.raw_span(Span::new(0, 3)), Span::new(0, 3));
        assert_eq!(map.raw_span(Span::new(3, 4)), Span::new(3, 7));
        assert_eq!(map.raw_span(Span::new(4, 6)), Span::new(7, 9));
        assert_eq!(map.raw_span(Span::new(5, 9)), Span::new(8, 23));
        assert_eq!(map.raw_span(Span::new(6, 6)), Span::new(20, 20));
    }

    #[test]
    fn a_map_through_another_leads_to_the_raw_file() {
        // `a\nй` with an escape, decoded from two bytes a character, at 100.
        let mut inner = RunList::default();
        for (decoded, raw, decoded_step, raw_step) in
            [(100, 100, 1, 1), (101, 101, 1, 2), (102, 103, 1, 1)]
        {
            inner.push(Run { decoded, raw, decoded_step, raw_step });
        }
        let two = |decoded, raw, decoded_step| Run { decoded, raw, decoded_step, raw_step: 2 };
        let outer = SourceMap::new(vec![two(0, 0, 1), two(3, 6, 2)]);
        let map = inner.finish().through("a\nй", 100, &outer, 100);
        assert_eq!(map.raw_span(Span::new(100, 101)), Span::new(100, 102));
        assert_eq!(map.raw_span(Span::new(101, 102)), Span::new(102, 106));
        assert_eq!(map.raw_span(Span::new(102, 104)), Span::new(106, 108));
    }
}
