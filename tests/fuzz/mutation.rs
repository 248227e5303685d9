//! A generator of numbers, and changes of bytes that it chooses.

/// Numbers that follow from a seed.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x2545_F491_4F6C_DD1D)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`, which is not 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % end as u64).unwrap()
    }

    pub(crate) fn chance(&mut self, of: usize) -> bool {
        self.below(of) == 0
    }

    pub(crate) fn choose<'a, T: ?Sized>(&mut self, from: &[&'a T]) -> &'a T {
        from[self.below(from.len())]
    }
}

/// Pieces that readers look for.
const PIECES: [&[u8]; 24] = [
    b"<",
    b">",
    b"</",
    b"<!--",
    b"-->",
    b"<![CDATA[",
    b"&#3;",
    b"&amp;",
    b"\"",
    b"{",
    b"[",
    b"}",
    b"\\u0000",
    b"\n",
    b"\r\n\r\n",
    b"\0",
    b"\xFF",
    b"\xEF\xBB\xBF",
    b"PK\x03\x04",
    b"\x1f\x8b\x08",
    b"From x\n",
    b"ISO-2022-JP",
    b"'",
    b"9999999999999999999999",
];

/// Changes bytes in some places.
pub(crate) fn mutated(random: &mut Random, mut bytes: Vec<u8>) -> Vec<u8> {
    for _ in 0..random.below(8) {
        if bytes.is_empty() {
            bytes.extend(random.choose(&PIECES));
        }
        let at = random.below(bytes.len());
        let end = (at + 1 + random.below(64)).min(bytes.len());
        match random.below(7) {
            0 => bytes[at] = u8::try_from(random.below(256)).unwrap(),
            1 => bytes[at] ^= 1 << random.below(8),
            2 => bytes.truncate(at),
            3 => drop(bytes.drain(at..end)),
            4 => {
                let piece = bytes[at..end].to_vec();
                for _ in 0..=random.below(40) {
                    bytes.splice(at..at, piece.iter().copied());
                }
            }
            5 => {
                let piece = random.choose(&PIECES);
                let times = if random.chance(20) { 5_000 } else { 1 };
                bytes.splice(at..at, piece.repeat(times));
            }
            _ => bytes[at..end].reverse(),
        }
    }
    bytes
}
