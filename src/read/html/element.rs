//! Names of elements, as numbers that are quickly compared.

/// A name in small letters. Of one of over 15 bytes it is the beginning and
/// the length, so that very few of those may be taken for each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Name(u128);

impl Name {
    pub(super) const fn of(name: &str) -> Self {
        let name = name.as_bytes();
        let mut packed = if name.len() > 15 { (name.len() as u128) << 120 } else { 0 };
        let mut at = 0;
        while at < name.len() && at < 15 {
            #[expect(clippy::indexing_slicing, reason = "`get` is not to be had in constants")]
            let byte = name[at].to_ascii_lowercase();
            packed |= (byte as u128) << (8 * at);
            at += 1;
        }
        Self(packed)
    }
}

/// The names of elements as they are written.
pub(super) const fn names<const N: usize>(written: [&str; N]) -> [Name; N] {
    let mut names = [Name(0); N];
    let mut at = 0;
    while at < N {
        #[expect(clippy::indexing_slicing, reason = "`get` is not to be had in constants")]
        {
            names[at] = Name::of(written[at]);
        }
        at += 1;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_told_apart_whatever_their_letters() {
        assert_eq!(Name::of("TaBle"), Name::of("table"));
        let all =
            ["a", "b", "ab", "", "amp-image-gallery", "amp-image-galleries", "amp-image-galle"];
        for (number, name) in all.iter().enumerate() {
            let same = all.iter().position(|other| Name::of(other) == Name::of(name));
            assert_eq!(same, Some(number), "{name}");
        }
    }
}
