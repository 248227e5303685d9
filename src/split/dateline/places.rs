//! Names of places and regions that prove a dateline without date or agency.
//!
//! The lists are a check, never a requirement: a dateline with a date or an
//! agency may name any place.

use std::sync::LazyLock;

use crate::split::hash::NameSet;

/// Cities and other places, folded by [`fold`], separated by `;`.
const PLACES: &str = include_str!("places.txt");
/// Countries, states, provinces and their abbreviations, folded.
const REGIONS: &str = include_str!("regions.txt");

static PLACE_TABLE: LazyLock<NameSet<&'static str>> = LazyLock::new(|| names(PLACES).collect());
static REGION_TABLE: LazyLock<NameSet<&'static str>> = LazyLock::new(|| names(REGIONS).collect());

fn names(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split([';', '\n']).map(str::trim).filter(|name| !name.is_empty())
}

/// Whether a name is that of a well-known city or other place.
pub(in super::super) fn is_place(name: &str) -> bool {
    PLACE_TABLE.contains(fold(name).as_str())
}

/// Whether a name is that of a country, state or province, or an abbreviation of one.
pub(in super::super) fn is_region(name: &str) -> bool {
    REGION_TABLE.contains(fold(name).as_str())
}

/// Lower case, without full stops and accents of the common Latin letters.
fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for character in name.trim().chars().flat_map(char::to_lowercase) {
        match character {
            '.' | '\'' | '’' => {}
            'á' | 'à' | 'â' | 'ã' | 'ä' | 'å' => folded.push('a'),
            'é' | 'è' | 'ê' | 'ë' => folded.push('e'),
            'í' | 'ì' | 'î' | 'ï' => folded.push('i'),
            'ó' | 'ò' | 'ô' | 'õ' | 'ö' | 'ø' => folded.push('o'),
            'ú' | 'ù' | 'û' | 'ü' => folded.push('u'),
            'ç' => folded.push('c'),
            'ñ' => folded.push('n'),
            '-' => folded.push(' '),
            other => folded.push(other),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_however_they_are_written() {
        for name in
            ["LONDON", "São Paulo", "St. Louis", "Aix-en-Provence", "МОСКВА", "Winston-Salem"]
        {
            assert!(is_place(name), "{name}");
        }
        for name in ["N.Y.", "Calif", "Ukraine", "Crimea", "West Virginia", "B.C."] {
            assert!(is_region(name), "{name}");
        }
        for name in ["NOTE", "WHEAT", "STOCK FALLS", "NATO", "MAY", ""] {
            assert!(!is_place(name), "{name}");
        }
    }

    #[test]
    fn the_lists_are_folded_and_large_enough() {
        for name in names(PLACES).chain(names(REGIONS)) {
            assert_eq!(name, fold(name));
        }
        assert!(PLACE_TABLE.len() > 1000, "{}", PLACE_TABLE.len());
    }
}
