//! A hash for tables of short fixed names: FNV-1a.
//!
//! The tables are compiled in, so that nobody can choose names that collide.

use std::hash::{BuildHasherDefault, Hasher};

/// A map whose keys come out of the program itself.
pub(super) type NameMap<K, V> = std::collections::HashMap<K, V, BuildHasherDefault<Fnv>>;
/// A set whose members come out of the program itself.
pub(super) type NameSet<K> = std::collections::HashSet<K, BuildHasherDefault<Fnv>>;

/// FNV-1a with 64 bits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
}
