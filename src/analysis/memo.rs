//! Remembers the index forms of words, since a few thousand words make up most text.
//!
//! A word is folded and stemmed once per language. A remembered word lies
//! whole in one cache line: on a large archive nearly all of the time of a
//! look-up is spent waiting for memory. All languages share one table, so that
//! it takes no more memory where an archive is of many.

use super::fold;
use super::function_words;
use super::language::StemLanguage;
use frostem::Stemmer;
use xxhash_rust::xxh3::xxh3_64;

/// Words after which everything is forgotten; they take 8 MiB.
const MOST_WORDS: usize = 96 << 10;

/// Words longer than this many bytes are not remembered; a length fits a byte.
const LONGEST_WORD: usize = 240;

/// The forms under which a word is indexed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Forms<'a> {
    /// The folded surface form.
    pub exact: &'a str,
    /// The stem with its language's marker in front; `None` for invariant words.
    pub stem: Option<&'a str>,
    /// The same for the word written without its accents, if that has another stem.
    pub bare_stem: Option<&'a str>,
}

impl<'a> Forms<'a> {
    /// All terms under which the word is indexed.
    pub fn terms(self) -> impl Iterator<Item = &'a str> {
        std::iter::once(self.exact).chain(self.stem).chain(self.bare_stem)
    }
}

/// A word and its forms, one behind the other; a form that equals the word is not repeated.
#[derive(Debug, Clone, Copy)]
struct Layout {
    raw_end: u8,
    language: StemLanguage,
    exact_start: u16,
    stem_start: u16,
    bare_stem_start: u16,
    end: u16,
}

impl Layout {
    fn forms(self, text: &str) -> Forms<'_> {
        let part = |from: u16, to: u16| text.get(usize::from(from)..usize::from(to));
        let exact_end = if self.exact_start == 0 { self.raw_end.into() } else { self.stem_start };
        Forms {
            exact: part(self.exact_start, exact_end).unwrap_or_default(),
            stem: part(self.stem_start, self.bare_stem_start).filter(|stem| !stem.is_empty()),
            bare_stem: part(self.bare_stem_start, self.end).filter(|stem| !stem.is_empty()),
        }
    }
}

/// Bytes of a word and its forms that lie in the slot itself.
const INLINE: usize = 46;

/// A place of the table; one cache line.
#[derive(Debug, Clone, Copy)]
#[repr(align(64))]
struct Slot {
    /// Part of the word's hash, never 0 if the slot is taken.
    tag: u32,
    /// Where the word begins in the overflow, if it does not fit here.
    overflow: u32,
    layout: Layout,
    inline: [u8; INLINE],
}

const NO_LAYOUT: Layout = Layout {
    raw_end: 0,
    language: StemLanguage::PLAIN,
    exact_start: 0,
    stem_start: 0,
    bare_stem_start: 0,
    end: 0,
};

const FREE: Slot = Slot { tag: 0, overflow: 0, layout: NO_LAYOUT, inline: [0; INLINE] };

/// The words met, in the language of the text that is being read.
pub(super) struct Memo {
    language: StemLanguage,
    stemmers: Vec<(StemLanguage, Option<Stemmer>)>,
    slots: Vec<Slot>,
    count: usize,
    overflow: String,
    lowered: String,
    folded: String,
    /// The word without accents while its stems are made.
    bare: String,
    /// A word and its forms while they are made.
    word: String,
}

impl Default for Memo {
    fn default() -> Self {
        Self {
            language: StemLanguage::PLAIN,
            stemmers: Vec::new(),
            slots: vec![FREE; 1 << 8],
            count: 0,
            overflow: String::new(),
            lowered: String::new(),
            folded: String::new(),
            bare: String::new(),
            word: String::new(),
        }
    }
}

impl Memo {
    /// Takes the words that follow for words of this language.
    pub(super) fn of(&mut self, language: StemLanguage) -> &mut Self {
        self.language = language;
        if !self.stemmers.iter().any(|(known, _)| *known == language) {
            self.stemmers.push((language, language.stemmer()));
        }
        self
    }

    /// The forms of the word `raw`, as it stands in the text.
    pub(super) fn forms(&mut self, raw: &str) -> Forms<'_> {
        if raw.len() > LONGEST_WORD {
            let start = raw.floor_char_boundary(LONGEST_WORD);
            return self.compute(raw.get(..start).unwrap_or_default()).forms(&self.word);
        }
        let hash = hash(raw, self.language);
        let number = match self.find(hash, raw) {
            Ok(number) => number,
            Err(free) => self.insert(hash, free, raw),
        };
        match self.slots.get(number) {
            Some(slot) => slot.layout.forms(text_of(slot, &self.overflow)),
            None => Forms::default(),
        }
    }

    /// The slot of a word, or the one that it can take.
    fn find(&self, hash: u64, raw: &str) -> Result<usize, usize> {
        let mut number = self.first(hash);
        while let Some(slot) = self.slots.get(number).filter(|slot| slot.tag != 0) {
            if slot.tag == tag(hash) && self.is_word(slot, raw) {
                return Ok(number);
            }
            number = (number + 1) & (self.slots.len() - 1);
        }
        Err(number)
    }

    fn is_word(&self, slot: &Slot, raw: &str) -> bool {
        let Layout { raw_end, language, .. } = slot.layout;
        language == self.language
            && usize::from(raw_end) == raw.len()
            && bytes_of(slot, &self.overflow).starts_with(raw.as_bytes())
    }

    #[expect(clippy::cast_possible_truncation, reason = "only the low bits of the hash are wanted")]
    fn first(&self, hash: u64) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    fn insert(&mut self, hash: u64, free: usize, raw: &str) -> usize {
        let layout = self.compute(raw);
        let free = self.make_room(hash, free);
        let mut slot = Slot { tag: tag(hash), layout, ..FREE };
        if let Some(inline) = slot.inline.get_mut(..self.word.len()) {
            inline.copy_from_slice(self.word.as_bytes());
        } else {
            slot.overflow = u32::try_from(self.overflow.len()).unwrap_or_default();
            self.overflow.push_str(&self.word);
        }
        if let Some(place) = self.slots.get_mut(free) {
            *place = slot;
        }
        self.count += 1;
        free
    }

    /// Sees to it that a quarter of the slots is free; gives the slot to take.
    fn make_room(&mut self, hash: u64, free: usize) -> usize {
        if self.count >= MOST_WORDS {
            self.slots.fill(FREE);
            self.overflow.clear();
            self.count = 0;
        } else if self.count * 4 >= self.slots.len() * 3 {
            self.grow();
        } else {
            return free;
        }
        self.first_free(hash)
    }

    fn grow(&mut self) {
        let doubled = vec![FREE; self.slots.len() * 2];
        for slot in std::mem::replace(&mut self.slots, doubled) {
            if slot.tag != 0 {
                let raw = text_of(&slot, &self.overflow).get(..usize::from(slot.layout.raw_end));
                let free = self.first_free(hash(raw.unwrap_or_default(), slot.layout.language));
                if let Some(place) = self.slots.get_mut(free) {
                    *place = slot;
                }
            }
        }
    }

    fn first_free(&self, hash: u64) -> usize {
        let mut number = self.first(hash);
        while self.slots.get(number).is_some_and(|slot| slot.tag != 0) {
            number = (number + 1) & (self.slots.len() - 1);
        }
        number
    }

    /// Leaves the word and its forms in `self.word`.
    fn compute(&mut self, raw: &str) -> Layout {
        let at = |word: &String| u16::try_from(word.len()).unwrap_or_default();
        self.word.clear();
        self.word.push_str(raw);
        let raw_end = u8::try_from(raw.len()).unwrap_or_default();
        let mut layout = Layout { raw_end, language: self.language, ..NO_LAYOUT };
        fold::lower(raw, &mut self.lowered);
        fold::unaccent(&self.lowered, &mut self.folded);
        if self.folded != raw {
            layout.exact_start = at(&self.word);
            self.word.push_str(&self.folded);
        }
        layout.stem_start = at(&self.word);
        layout.bare_stem_start = layout.stem_start;
        if !function_words::is_invariant(&self.folded, self.language) {
            let has_accents = self.folded != self.lowered;
            std::mem::swap(&mut self.folded, &mut self.bare);
            self.push_stem(true);
            layout.bare_stem_start = at(&self.word);
            if has_accents {
                self.push_stem(false);
                self.drop_repeated(layout);
            }
        }
        layout.end = at(&self.word);
        layout
    }

    /// Appends the stem of the word, with or without its accents, folded and
    /// with its marker.
    fn push_stem(&mut self, has_accents: bool) {
        let Self { language, stemmers, lowered, bare, folded, .. } = self;
        let own = stemmers.iter().find(|(own, _)| own == language);
        match own {
            Some((_, Some(stemmer))) => {
                let stem = stemmer.stem(if has_accents { lowered } else { bare });
                fold::unaccent(&stem, folded);
            }
            _ => folded.clone_from(bare),
        }
        self.word.push(self.language.marker());
        self.word.push_str(&self.folded);
    }

    /// Drops the stem of the word without accents if it is the other one again.
    fn drop_repeated(&mut self, layout: Layout) {
        let bare_stem_start = layout.bare_stem_start.into();
        let stems = self.word.get(layout.stem_start.into()..).unwrap_or_default();
        let len = bare_stem_start - usize::from(layout.stem_start);
        if stems.split_at_checked(len).is_some_and(|(stem, bare_stem)| stem == bare_stem) {
            self.word.truncate(bare_stem_start);
        }
    }
}

/// The hash of a word of a language.
fn hash(raw: &str, language: StemLanguage) -> u64 {
    xxh3_64(raw.as_bytes()) ^ u64::from(language.marker()).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

/// The bits of a hash that a slot keeps.
fn tag(hash: u64) -> u32 {
    (hash >> 32) as u32 | 1
}

fn text_of<'s>(slot: &'s Slot, overflow: &'s str) -> &'s str {
    std::str::from_utf8(bytes_of(slot, overflow)).unwrap_or_default()
}

fn bytes_of<'s>(slot: &'s Slot, overflow: &'s str) -> &'s [u8] {
    let len = usize::from(slot.layout.end);
    if len <= INLINE {
        return slot.inline.get(..len).unwrap_or_default();
    }
    let start = slot.overflow as usize;
    overflow.as_bytes().get(start..start + len).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_stable_while_the_memo_grows_and_clears() {
        let mut memo = Memo::default();
        memo.of(StemLanguage::ENGLISH);
        for number in 0..MOST_WORDS + 5000 {
            let letter = |power| ('a'..='z').nth(number / power % 26).unwrap();
            let name: String = [1, 26, 676, 17_576].map(letter).iter().collect();
            let word = name.repeat(1 + number % 9).to_uppercase();
            assert_eq!(memo.forms(&word).exact, word.to_lowercase());
            assert_eq!(memo.forms(&word).exact, word.to_lowercase());
            assert_eq!(memo.forms("ministers").stem, Some("\u{3}minist"));
        }
        assert!(memo.count < MOST_WORDS);
        let sanctions = Forms { exact: "sanctions", stem: Some("\u{3}sanction"), bare_stem: None };
        assert_eq!(memo.forms("Sanctions"), sanctions);
        for invariant in ["the", "1963"] {
            assert_eq!(memo.forms(invariant), Forms { exact: invariant, ..Forms::default() });
        }
    }

    #[test]
    fn a_word_is_found_whether_its_accents_are_typed_or_not() {
        let mut memo = Memo::default();
        let words = [
            ("en", "attaché", "attache"),
            ("en", "Brontë", "Bronte"),
            ("es", "información", "informacion"),
            ("fr", "nationalité", "nationalite"),
            ("pt", "São", "Sao"),
            ("de", "Straße", "Strasse"),
            ("ru", "удалён", "удален"),
        ];
        for (code, accented, bare) in words {
            let memo = memo.of(StemLanguage::of_code(code));
            let sought: Vec<String> =
                memo.forms(bare).stem.map(str::to_owned).into_iter().collect();
            let held: Vec<String> = memo.forms(accented).terms().map(str::to_owned).collect();
            assert!(sought.iter().all(|stem| held.contains(stem)), "{accented}: {held:?}");
        }
    }

    #[test]
    fn a_word_has_forms_of_its_own_in_each_language() {
        let mut memo = Memo::default();
        for _ in 0..2 {
            for (code, stem) in [("en", "minist"), ("de", "minist"), ("fr", "minister")] {
                let language = StemLanguage::of_code(code);
                let marked = format!("{}{stem}", language.marker());
                assert_eq!(memo.of(language).forms("ministers").stem, Some(&*marked), "{code}");
            }
            let plain = memo.of(StemLanguage::PLAIN).forms("ministers");
            assert_eq!(plain.stem, Some("\u{2}ministers"));
        }
        assert_eq!(memo.count, 4);
    }
}
