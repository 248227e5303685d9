//! Remembers the index forms of words, since a few thousand words make up most text.
//!
//! A word is folded and stemmed once per language. Measured on English agency
//! copy, a flat arena with open addressing halves the cost of analysis against
//! a standard map of boxed keys.

use super::fold;
use super::function_words;
use super::language::StemLanguage;
use frostem::Stemmer;
use xxhash_rust::xxh3::xxh3_64;

/// Bytes of remembered words beyond which everything is forgotten.
const ARENA_LIMIT: usize = 8 << 20;

/// The forms under which a word is indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Forms<'a> {
    /// The folded surface form.
    pub exact: &'a str,
    /// The stem with its language's marker in front; `None` for invariant words.
    pub stem: Option<&'a str>,
}

#[derive(Debug, Clone, Copy)]
struct Entry {
    hash: u64,
    raw: u32,
    exact: u32,
    stem: u32,
    end: u32,
}

/// The memo of one language.
pub(super) struct Memo {
    language: StemLanguage,
    stemmer: Option<Stemmer>,
    arena: String,
    entries: Vec<Entry>,
    slots: Vec<u32>,
    lowered: String,
    folded: String,
}

impl Memo {
    pub(super) fn new(language: StemLanguage) -> Self {
        Self {
            language,
            stemmer: language.stemmer(),
            arena: String::new(),
            entries: Vec::new(),
            slots: vec![0; 1 << 8],
            lowered: String::new(),
            folded: String::new(),
        }
    }

    pub(super) fn language(&self) -> StemLanguage {
        self.language
    }

    /// The forms of the word `raw`, as it stands in the text.
    pub(super) fn forms(&mut self, raw: &str) -> Forms<'_> {
        let hash = xxh3_64(raw.as_bytes());
        let entry = self.find(hash, raw).unwrap_or_else(|| self.insert(hash, raw));
        let part = |from: u32, to: u32| self.arena.get(from as usize..to as usize);
        Forms {
            exact: part(entry.exact, entry.stem).unwrap_or_default(),
            stem: part(entry.stem, entry.end).filter(|stem| !stem.is_empty()),
        }
    }

    fn find(&self, hash: u64, raw: &str) -> Option<Entry> {
        let mut slot = self.first_slot(hash);
        loop {
            let number = self.slots.get(slot).copied()? as usize;
            let entry = *self.entries.get(number.checked_sub(1)?)?;
            let same = || self.arena.get(entry.raw as usize..entry.exact as usize) == Some(raw);
            if entry.hash == hash && same() {
                return Some(entry);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }

    #[expect(clippy::cast_possible_truncation, reason = "only the low bits of the hash are wanted")]
    fn first_slot(&self, hash: u64) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    fn insert(&mut self, hash: u64, raw: &str) -> Entry {
        if self.arena.len() > ARENA_LIMIT {
            self.clear();
        } else if self.entries.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let entry = self.compute(hash, raw);
        self.entries.push(entry);
        self.occupy(hash, self.entries.len());
        entry
    }

    fn occupy(&mut self, hash: u64, number: usize) {
        let mut slot = self.first_slot(hash);
        while self.slots.get(slot).is_some_and(|taken| *taken != 0) {
            slot = (slot + 1) & (self.slots.len() - 1);
        }
        if let Some(free) = self.slots.get_mut(slot) {
            *free = u32::try_from(number).unwrap_or_default();
        }
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for number in 1..=self.entries.len() {
            if let Some(hash) = self.entries.get(number - 1).map(|entry| entry.hash) {
                self.occupy(hash, number);
            }
        }
    }

    fn compute(&mut self, hash: u64, raw: &str) -> Entry {
        let at = |arena: &String| u32::try_from(arena.len()).unwrap_or_default();
        let raw_start = at(&self.arena);
        self.arena.push_str(raw);
        let exact = at(&self.arena);
        fold::lower(raw, &mut self.lowered);
        fold::unaccent(&self.lowered, &mut self.folded);
        self.arena.push_str(&self.folded);
        let stem = at(&self.arena);
        if !function_words::is_invariant(&self.folded, self.language) {
            self.arena.push(self.language.marker());
            match &self.stemmer {
                Some(stemmer) => {
                    let stemmed = stemmer.stem(&self.lowered);
                    fold::unaccent(&stemmed, &mut self.folded);
                    self.arena.push_str(&self.folded);
                }
                None => self.arena.push_str(&self.folded),
            }
        }
        Entry { hash, raw: raw_start, exact, stem, end: at(&self.arena) }
    }

    fn clear(&mut self) {
        self.arena.clear();
        self.entries.clear();
        self.slots.fill(0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_stable_while_the_memo_grows_and_clears() {
        let mut memo = Memo::new(StemLanguage::ENGLISH);
        for round in 0..3 {
            for number in 0..20_000 {
                let word = format!("Word{}s", char::from(b'a' + (number % 26) as u8))
                    .repeat(1 + number % 7);
                let exact = word.to_lowercase();
                assert_eq!(memo.forms(&word).exact, exact, "{round}");
            }
        }
        assert_eq!(
            memo.forms("Sanctions"),
            Forms { exact: "sanctions", stem: Some("\u{3}sanction") }
        );
        assert_eq!(memo.forms("the"), Forms { exact: "the", stem: None });
        assert_eq!(memo.forms("1963"), Forms { exact: "1963", stem: None });
    }
}
