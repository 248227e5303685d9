//! Pieces as a short string of bytes: differences between neighbours, most of them 0 or 1.

use crate::span::{Piece, Span};

/// Encodes pieces that are in the order of their text.
pub(super) fn encode(pieces: &[Piece]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(pieces.len() * 5);
    let mut last = START;
    for piece in pieces {
        push(&mut bytes, piece.text - end(&last));
        push(&mut bytes, piece.file.len());
        push_signed(&mut bytes, difference(piece.file.start, last.file.end));
        let step = difference(piece.file.start, last.file.start);
        push_signed(&mut bytes, difference(piece.chars, last.chars) - step);
        push_signed(&mut bytes, difference(piece.line, last.line));
        last = *piece;
    }
    bytes
}

/// Decodes what [`encode`] made; stops quietly at bytes that make no sense.
pub(super) fn decode(bytes: &[u8]) -> Vec<Piece> {
    let mut rest = bytes;
    let mut pieces = Vec::new();
    let mut last = START;
    while let Some(piece) = next(&mut rest, &last) {
        pieces.push(piece);
        last = piece;
    }
    pieces
}

const START: Piece = Piece { text: 0, file: Span { start: 0, end: 0 }, chars: 0, line: 1 };

fn end(piece: &Piece) -> usize {
    piece.text + piece.file.len()
}

fn next(rest: &mut &[u8], last: &Piece) -> Option<Piece> {
    let text = end(last) + pull(rest)?;
    let len = pull(rest)?;
    let start = last.file.end.checked_add_signed(pull_signed(rest)?)?;
    let step = difference(start, last.file.start);
    let chars = last.chars.checked_add_signed(pull_signed(rest)? + step)?;
    let line = last.line.checked_add_signed(pull_signed(rest)?)?;
    Some(Piece { text, file: Span::new(start, start + len), chars, line })
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
