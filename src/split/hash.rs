//! Tables of short fixed names, hashed with FNV-1a.
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

/// What fixed names, in lower case, stand for. Most words are told from their
/// first two letters to be none of them.
pub(super) struct Names<V> {
    map: NameMap<&'static str, V>,
    /// The kinds of letters that follow each at the start of a name, as bits.
    seconds: [u32; KINDS],
}

/// Letters of ASCII without case, its other characters, and all others.
const KINDS: usize = 28;

impl<V: Copy> Names<V> {
    /// What a name in any case stands for.
    pub(super) fn get(&self, name: &str) -> Option<V> {
        self.may_hold(name).then(|| in_lower_case(name, |lower| self.map.get(lower).copied()))?
    }

    /// What a name in lower case stands for.
    pub(super) fn get_lower(&self, name: &str) -> Option<V> {
        self.map.get(name).copied()
    }

    /// A quick look: whether a name, in any case, may be one of the table.
    pub(super) fn may_hold(&self, name: &str) -> bool {
        let [first, second, ..] = name.as_bytes() else { return true };
        let seconds = self.seconds.get(kind(*first)).copied().unwrap_or_default();
        (seconds >> kind(*second)) & 1 == 1 || !name.is_ascii()
    }
}

fn kind(byte: u8) -> usize {
    match byte {
        b'a'..=b'z' => usize::from(byte - b'a'),
        b'A'..=b'Z' => usize::from(byte - b'A'),
        0x80.. => KINDS - 1,
        _ => KINDS - 2,
    }
}

impl<V> FromIterator<(&'static str, V)> for Names<V> {
    fn from_iter<I: IntoIterator<Item = (&'static str, V)>>(names: I) -> Self {
        let map: NameMap<_, _> = names.into_iter().collect();
        let mut seconds = [0; KINDS];
        for name in map.keys() {
            let [first, second, ..] = name.as_bytes() else { continue };
            if let Some(kinds) = seconds.get_mut(kind(*first)) {
                *kinds |= 1 << kind(*second);
            }
        }
        Self { map, seconds }
    }
}

/// Longest name, in bytes, that is put in lower case without allocation.
const SHORT: usize = 64;

/// What `look_up` makes of a name in lower case.
pub(super) fn in_lower_case<R>(name: &str, look_up: impl FnOnce(&str) -> R) -> R {
    let mut lower = [0; SHORT];
    match lower.get_mut(..name.len()).filter(|_| name.is_ascii()) {
        Some(lower) => {
            lower.copy_from_slice(name.as_bytes());
            lower.make_ascii_lowercase();
            look_up(std::str::from_utf8(lower).unwrap_or_default())
        }
        None => look_up(&name.to_lowercase()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_any_case() {
        let names: Names<u8> = [("ab", 1), ("a-b", 2), ("été", 3), ("x", 4)].into_iter().collect();
        let found = ["AB", "a-B", "ÉTÉ", "X", "ac", "xy", ""].map(|name| names.get(name));
        assert_eq!(found, [Some(1), Some(2), Some(3), Some(4), None, None, None]);
        assert_eq!(["abc", "ba", "é"].map(|name| names.may_hold(name)), [true, false, true]);
    }
}
