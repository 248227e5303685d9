//! UTF-16 and UTF-32: characters of two or four bytes.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE};

/// UTF-32, which is no encoding of the web.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Utf32 {
    /// The lowest byte first.
    Little,
    /// The highest byte first.
    Big,
}

impl Utf32 {
    /// That of a byte order mark, which has four bytes.
    pub(super) fn for_bom(bytes: &[u8]) -> Option<Self> {
        match bytes.get(..4)? {
            b"\xFF\xFE\0\0" => Some(Self::Little),
            b"\0\0\xFE\xFF" => Some(Self::Big),
            _ => None,
        }
    }

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Little => "UTF-32LE",
            Self::Big => "UTF-32BE",
        }
    }

    /// The characters with where they stand and their length; `None` for what
    /// is none.
    pub(super) fn chars(self, bytes: &[u8]) -> impl Iterator<Item = (usize, usize, Option<char>)> {
        bytes.chunks(4).enumerate().map(move |(number, chunk)| {
            let unit = <[u8; 4]>::try_from(chunk).ok().map(|unit| match self {
                Self::Little => u32::from_le_bytes(unit),
                Self::Big => u32::from_be_bytes(unit),
            });
            (number * 4, chunk.len(), unit.and_then(char::from_u32))
        })
    }
}

/// The characters of UTF-16 with where they stand and their length; `None`
/// for half a pair and half a unit.
pub(super) fn utf16(
    bytes: &[u8],
    is_big: bool,
) -> impl Iterator<Item = (usize, usize, Option<char>)> {
    let unit = move |chunk: &[u8]| {
        let unit = <[u8; 2]>::try_from(chunk).unwrap_or_default();
        if is_big { u16::from_be_bytes(unit) } else { u16::from_le_bytes(unit) }
    };
    let whole = bytes.chunks_exact(2);
    let rest = whole.remainder().len();
    let end = bytes.len() - rest;
    let chars = char::decode_utf16(whole.map(unit)).scan(0, |at, decoded| {
        let c = decoded.ok();
        let len = c.map_or(2, |c| c.len_utf16() * 2);
        let from = std::mem::replace(at, *at + len);
        Some((from, len, c))
    });
    chars.chain((rest > 0).then_some((end, rest, None)))
}

/// UTF-16 without a mark: there are zero bytes, of blanks and Latin letters,
/// and read this way round it is text.
pub(super) fn utf16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 8 || !bytes.contains(&0) {
        return None;
    }
    let even = bytes.get(..bytes.len() & !1).unwrap_or_default();
    let odd = |encoding: &&Encoding| {
        utf16(even, *encoding == UTF_16BE).filter(|(_, _, c)| !c.is_some_and(is_common)).count()
    };
    let zeros = |from: usize| even.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    // A zero byte is the high one of a character, hardly ever the low one.
    let misplaced = |encoding: &&Encoding| zeros(usize::from(*encoding == UTF_16BE));
    let both = [UTF_16LE, UTF_16BE].into_iter();
    let best = both.min_by_key(|encoding| (odd(encoding), misplaced(encoding)))?;
    let is_text = odd(&best) * 40 <= even.len() && misplaced(&best) * 16 <= even.len();
    is_text.then_some(best)
}

/// Whether a character is one that texts are made of.
fn is_common(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{A0}'..='\u{6FF}' | '\u{900}'..='\u{E7F}'
        | '\u{10A0}'..='\u{10FF}' | '\u{1E00}'..='\u{1FFF}' | '\u{2010}'..='\u{206F}' | '\u{20A0}'..='\u{214F}'
        | '\u{3000}'..='\u{30FF}' | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7A3}'
        | '\u{FF00}'..='\u{FFEF}')
}
