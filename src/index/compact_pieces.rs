//! Pieces as a short string of bytes: runs of lines that differ in length only.

use crate::span::{Piece, Span};

/// How a piece lies behind the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Step {
    /// Bytes of the text between the two.
    gap: usize,
    /// Bytes of the file between the two; negative if it stands before.
    jump: isize,
    /// Characters that the file is behind its bytes by, since the last piece.
    wide: isize,
    /// Lines further on.
    lines: isize,
}

impl Step {
    fn between(last: &Piece, piece: &Piece) -> Self {
        let bytes = difference(piece.file.start, last.file.start);
        Self {
            gap: piece.text - end(last),
            jump: difference(piece.file.start, last.file.end),
            wide: difference(piece.chars, last.chars) - bytes,
            lines: difference(piece.line, last.line),
        }
    }

    fn push(self, bytes: &mut Vec<u8>) {
        push(bytes, self.gap);
        for number in [self.jump, self.wide, self.lines] {
            push_signed(bytes, number);
        }
    }

    fn pull(rest: &mut &[u8]) -> Option<Self> {
        Some(Self {
            gap: pull(rest)?,
            jump: pull_signed(rest)?,
            wide: pull_signed(rest)?,
            lines: pull_signed(rest)?,
        })
    }

    /// The piece of this length that lies so behind `last`.
    fn piece(self, last: &Piece, len: usize) -> Option<Piece> {
        let start = last.file.end.checked_add_signed(self.jump)?;
        let bytes = difference(start, last.file.start);
        Some(Piece {
            text: end(last) + self.gap,
            file: Span::new(start, start + len),
            chars: last.chars.checked_add_signed(self.wide + bytes)?,
            line: last.line.checked_add_signed(self.lines)?,
        })
    }
}

/// Encodes pieces that are in the order of their text: the different steps,
/// two or three in most files; which of them lie behind each other, as runs;
/// the lengths.
pub(super) fn encode(pieces: &[Piece]) -> Vec<u8> {
    let mut steps: Vec<Step> = Vec::new();
    let mut runs: Vec<(usize, usize)> = Vec::new();
    let mut last = START;
    for piece in pieces {
        let step = Step::between(&last, piece);
        let known = steps.iter().position(|known| *known == step);
        let number = known.unwrap_or(steps.len());
        if known.is_none() {
            steps.push(step);
        }
        match runs.last_mut().filter(|(run, _)| *run == number) {
            Some((_, count)) => *count += 1,
            None => runs.push((number, 1)),
        }
        last = *piece;
    }
    let mut bytes = Vec::with_capacity(pieces.len() + runs.len() + steps.len() * 4 + 4);
    push(&mut bytes, steps.len());
    for step in &steps {
        step.push(&mut bytes);
    }
    push(&mut bytes, runs.len());
    for (number, count) in &runs {
        push(&mut bytes, (count - 1) * steps.len() + number);
    }
    for piece in pieces {
        push(&mut bytes, piece.file.len());
    }
    bytes
}

/// Decodes what [`encode`] made; stops quietly at bytes that make no sense.
pub(super) fn decode(bytes: &[u8]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    decode_into(bytes, &mut pieces);
    pieces
}

fn decode_into(mut rest: &[u8], pieces: &mut Vec<Piece>) -> Option<()> {
    let rest = &mut rest;
    let steps: Vec<Step> = (0..pull(rest)?).map_while(|_| Step::pull(rest)).collect();
    let runs: Vec<usize> = (0..pull(rest)?).map_while(|_| pull(rest)).collect();
    for run in runs {
        let step = steps.get(run.checked_rem(steps.len())?)?;
        for _ in 0..=run / steps.len() {
            let last = pieces.last().copied().unwrap_or(START);
            pieces.push(step.piece(&last, pull(rest)?)?);
        }
    }
    Some(())
}

const START: Piece = Piece { text: 0, file: Span { start: 0, end: 0 }, chars: 0, line: 1 };

fn end(piece: &Piece) -> usize {
    piece.text + piece.file.len()
}

#[expect(clippy::cast_possible_wrap, reason = "offsets in memory are below isize::MAX")]
fn difference(a: usize, b: usize) -> isize {
    a as isize - b as isize
}

#[expect(clippy::cast_possible_truncation, reason = "seven bits are pushed at a time")]
fn push(bytes: &mut Vec<u8>, mut number: usize) {
    while number >= 0x80 {
        bytes.push((number & 0x7F) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

fn pull(rest: &mut &[u8]) -> Option<usize> {
    let mut number = 0;
    for shift in (0..usize::BITS).step_by(7) {
        let (byte, tail) = rest.split_first()?;
        *rest = tail;
        number |= usize::from(byte & 0x7F) << shift;
        if byte & 0x80 == 0 {
            return Some(number);
        }
    }
    None
}

fn push_signed(bytes: &mut Vec<u8>, number: isize) {
    push(bytes, ((number << 1) ^ (number >> (isize::BITS - 1))).cast_unsigned());
}

fn pull_signed(rest: &mut &[u8]) -> Option<isize> {
    let number = pull(rest)?;
    Some((number >> 1).cast_signed() ^ -(number & 1).cast_signed())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn pieces_come_back(steps in prop::collection::vec((0..300usize, 1..5000usize, 0..900usize, 0..3usize), 0..40)) {
            let mut pieces: Vec<Piece> = Vec::new();
            let mut last = START;
            for (gap, len, jump, lines) in steps {
                let start = (last.file.end + jump).saturating_sub(300);
                let chars = (last.chars + jump).saturating_sub(200);
                last = Piece {
                    text: end(&last) + gap,
                    file: Span::new(start, start + len),
                    chars,
                    line: (last.line + lines).saturating_sub(1),
                };
                pieces.push(last);
            }
            prop_assert_eq!(decode(&encode(&pieces)), pieces);
        }
    }
}
