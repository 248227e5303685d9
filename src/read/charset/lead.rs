//! How many bytes a character takes, by its first ones.

use encoding_rs::{EUC_JP, Encoding, SHIFT_JIS};

/// How the first bytes of characters look in an encoding of several bytes.
#[derive(Clone, Copy)]
pub(super) enum Lead {
    /// 0x81 to 0xFE begin two bytes, or four where the second is a digit.
    Plain,
    /// Some bytes from 0xA1 to 0xDF are characters by themselves.
    ShiftJis,
    /// 0x8F begins three bytes.
    EucJp,
}

impl Lead {
    pub(super) fn of(encoding: &'static Encoding) -> Self {
        if encoding == SHIFT_JIS {
            Self::ShiftJis
        } else if encoding == EUC_JP {
            Self::EucJp
        } else {
            Self::Plain
        }
    }

    /// The length of the character at the beginning of bytes; 0 for ASCII and
    /// for what begins none.
    fn len(self, bytes: &[u8]) -> usize {
        let (Some(first), second) = (bytes.first(), bytes.get(1)) else { return 0 };
        match (self, first) {
            (Self::Plain, 0x81..=0xFE) if second.is_some_and(u8::is_ascii_digit) => 4,
            (Self::ShiftJis, 0xA1..=0xDF) => 1,
            (Self::EucJp, 0x8F) => 3,
            (Self::Plain, 0x81..=0xFE)
            | (Self::ShiftJis, 0x81..=0x9F | 0xE0..=0xFC)
            | (Self::EucJp, 0x8E | 0xA1..=0xFE) => 2,
            _ => 0,
        }
    }

    /// How many bytes from the beginning are characters of one length, and
    /// that length.
    pub(super) fn stretch(self, bytes: &[u8]) -> (usize, usize) {
        let step = self.len(bytes);
        let mut end = 0;
        while step > 0 && bytes.len() >= end + step {
            match bytes.get(end..) {
                Some(rest) if self.len(rest) == step => end += step,
                _ => break,
            }
        }
        (end, step)
    }
}
