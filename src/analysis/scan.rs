//! The scanner: finds zones, paragraphs, sentences and words in one pass.

use super::fold::is_apostrophe;
use super::language::StemLanguage;
use super::lookup::{Formless, Initials, Lookup, Sought};
use super::memo::{Forms, Memo};
use super::number::number_end;
use super::script::{Class, class};
use super::sentence::{self, Boundary, begins_sentence};
use super::text::{PARAGRAPH_SEPARATOR, TextZone, ZONE_SEPARATOR, beginning};
use crate::span::Span;

/// What the analysis of a text yields, in the order of positions.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Event<'a> {
    /// A zone begins; its first paragraph has this position if it has any.
    Zone(TextZone, u32),
    /// A paragraph begins at this position and byte.
    Paragraph(u32, usize),
    /// A sentence begins with the word at this position, at this byte.
    Sentence(u32, usize),
    /// A word.
    Word(Word<'a>),
}

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Word<'a> {
    /// Its position.
    pub position: u32,
    /// How many positions it stretches over; 1 but for compounds and pairs.
    pub width: u32,
    /// Its bytes in the text.
    pub span: Span,
    /// How it relates to the words around it.
    pub shape: Shape,
    /// The terms under which it is indexed.
    pub forms: Forms<'a>,
}

/// How a word relates to others at its position.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// A word by itself, or a part of a compound.
    Plain,
    /// The solid form of a compound, such as `stateoftheart`.
    Solid,
    /// A word with its sign, such as `€5`, `3.5%`, `@name`, `at&t`.
    Signed,
    /// A word with the article elided before it, such as `lukraine`.
    Elided,
    /// A character of a script without spaces.
    Character,
    /// A pair of such characters.
    Pair,
}

impl Shape {
    /// The forms that a word of this shape is indexed under: only words and
    /// solid compounds have stems.
    fn forms(self, forms: Forms<'_>) -> Forms<'_> {
        match self {
            Self::Plain | Self::Solid => forms,
            _ => Forms { exact: forms.exact, ..Forms::default() },
        }
    }
}

/// Analyses texts; remembers the words it has seen.
///
/// Two analyzers yield the same events for the same text, whatever they saw before.
#[derive(Default)]
pub struct Analyzer {
    memo: Memo,
    scratch: String,
}

impl Analyzer {
    /// An analyzer that has seen nothing yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Analyses an article's text, the language named in front of it.
    pub fn analyze(&mut self, text: &str, visit: &mut impl FnMut(Event<'_>)) {
        let (body, language) = beginning(text);
        self.run(text, body, language, visit);
    }

    /// Analyses an article's text as [`Self::analyze`] does, but words that
    /// cannot be among those sought may have empty forms.
    pub fn analyze_for(
        &mut self,
        sought: &Initials,
        text: &str,
        visit: &mut impl FnMut(Event<'_>),
    ) {
        let (body, language) = beginning(text);
        if !language.keeps_initial() {
            return self.run(text, body, language, visit);
        }
        let memo = self.memo.of(language);
        let lookup = &mut Sought { sought, memo };
        Scan::new(text, language, lookup, &mut self.scratch, visit).run(body);
    }

    /// Analyses a text without zones, such as a label or a word of a query.
    pub fn analyze_plain(
        &mut self,
        text: &str,
        language: StemLanguage,
        visit: &mut impl FnMut(Event<'_>),
    ) {
        self.run(text, 0, language, visit);
    }

    fn run(
        &mut self,
        text: &str,
        start: usize,
        language: StemLanguage,
        visit: &mut impl FnMut(Event<'_>),
    ) {
        let memo = self.memo.of(language);
        Scan::new(text, language, memo, &mut self.scratch, visit).run(start);
    }
}

/// Visits the events of an article's text as [`Analyzer::analyze`] does, but
/// with empty forms: positions depend on neither language nor spelling.
pub(super) fn scan_positions(text: &str, visit: &mut impl FnMut(Event<'_>)) {
    let (body, language) = beginning(text);
    Scan::new(text, language, &mut Formless, &mut String::new(), visit).run(body);
}

/// What was seen since the last word that may end a sentence.
#[derive(Default)]
struct SentenceEnd {
    last_word: Span,
    mark: Option<char>,
    blank: bool,
    opening: Option<usize>,
}

struct Scan<'t, 'm, L, V> {
    text: &'t str,
    language: StemLanguage,
    lookup: &'m mut L,
    scratch: &'m mut String,
    visit: &'m mut V,
    position: u32,
    zones: usize,
    end: SentenceEnd,
}

/// Parts that a compound may have; a longer one is several compounds.
const COMPOUND_PARTS: usize = 8;

impl<'t, 'm, L: Lookup, V: FnMut(Event<'_>)> Scan<'t, 'm, L, V> {
    fn new(
        text: &'t str,
        language: StemLanguage,
        lookup: &'m mut L,
        scratch: &'m mut String,
        visit: &'m mut V,
    ) -> Self {
        let end = SentenceEnd::default();
        Self { text, language, lookup, scratch, visit, position: 0, zones: 0, end }
    }

    fn run(mut self, start: usize) {
        let mut at = start;
        while let Some(c) = self.char_at(at) {
            at = match class(c) {
                Class::Word => self.word(at),
                Class::Unspaced => self.unspaced(at),
                Class::Other => {
                    self.gap(c, at);
                    at + c.len_utf8()
                }
            };
        }
    }

    fn char_at(&self, at: usize) -> Option<char> {
        match self.byte(at)? {
            byte if byte.is_ascii() => Some(char::from(byte)),
            _ => self.text.get(at..)?.chars().next(),
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn slice(&self, span: Span) -> &str {
        span.of(self.text)
    }

    fn gap(&mut self, c: char, at: usize) {
        match c {
            ZONE_SEPARATOR => self.zone(at + 1),
            PARAGRAPH_SEPARATOR => self.paragraph(at + 1),
            _ if sentence::is_sentence_mark(c) => {
                let blank = sentence::is_full_width_mark(c);
                self.end.mark = (!self.end.last_word.is_empty()).then_some(c);
                (self.end.blank, self.end.opening) = (blank, None);
            }
            _ if self.end.mark.is_none() => {}
            _ if c.is_whitespace() => self.end.blank = true,
            _ if self.end.blank && sentence::is_opening(c) => {
                self.end.opening.get_or_insert(at);
            }
            ',' | ';' | ':' if !self.end.blank => self.end.mark = None,
            _ => {}
        }
    }

    fn zone(&mut self, next: usize) {
        if let Some(zone) = TextZone::ALL.get(self.zones) {
            (self.visit)(Event::Zone(*zone, self.position));
        }
        self.zones += 1;
        if self.byte(next).is_some_and(|byte| char::from(byte) != ZONE_SEPARATOR) {
            self.paragraph(next);
        }
    }

    fn paragraph(&mut self, at: usize) {
        (self.visit)(Event::Paragraph(self.position, at));
        self.position += 1;
        self.end = SentenceEnd::default();
    }

    /// Reports a sentence that begins with the word at `span`.
    fn sentence(&mut self, span: Span) {
        if let Some(mark) = self.end.mark.take().filter(|_| self.end.blank) {
            let (before, after) = (self.slice(self.end.last_word), self.slice(span));
            let opened = self.end.opening.is_some();
            let language = self.language;
            if begins_sentence(&Boundary { before, mark, after, opened, language }) {
                let at = self.end.opening.unwrap_or(span.start);
                (self.visit)(Event::Sentence(self.position, at));
            }
        }
        self.end = SentenceEnd::default();
    }

    /// Handles the word, or compound of words, at `start`; returns its end.
    fn word(&mut self, start: usize) -> usize {
        let first = self.part(start);
        let Some(second) = self.link(first.end) else {
            self.sentence(first);
            self.emit(first, Shape::Plain, 1);
            self.signed(first);
            self.position += 1;
            self.end.last_word = first;
            return first.end;
        };
        self.compound(first, second)
    }

    fn compound(&mut self, first: Span, second: usize) -> usize {
        let mut parts = [first; COMPOUND_PARTS];
        let mut count = 1;
        let mut next = Some(second);
        while let (Some(start), Some(slot)) = (next, parts.get_mut(count)) {
            let part = part_of(self.text, start);
            *slot = part;
            count += 1;
            next = self.link(part.end);
        }
        let parts = parts.get(..count).unwrap_or_default();
        let whole = Span::new(first.start, parts.last().unwrap_or(&first).end);
        self.sentence(first);
        let mut joined = 1;
        for (number, part) in parts.iter().enumerate() {
            self.emit(*part, Shape::Plain, 1);
            if number == 0 {
                self.solid(whole, u32::try_from(count).unwrap_or(1));
            }
            joined -= 1;
            if joined == 0 {
                joined = self.joined(parts.get(number..).unwrap_or_default());
            }
            self.signed(*part);
            self.position += 1;
        }
        self.end.last_word = *parts.last().unwrap_or(&first);
        whole.end
    }

    fn part(&self, start: usize) -> Span {
        part_of(self.text, start)
    }

    /// Where the next part of a compound begins, if one follows at `end`.
    fn link(&self, end: usize) -> Option<usize> {
        let link = self.char_at(end)?;
        let next = match link {
            '-' | '&' | '\u{2010}' | '\u{2011}' => end + link.len_utf8(),
            '.' if self.byte(end + 1) == Some(b'-') => end + 2,
            _ => return None,
        };
        self.char_at(next).filter(|c| class(*c) == Class::Word).map(|_| next)
    }

    /// The form of a compound without its hyphens.
    fn solid(&mut self, whole: Span, width: u32) {
        let raw = whole.of(self.text);
        if raw.contains('&') || !raw.chars().any(char::is_alphabetic) {
            return;
        }
        let is_hyphen = |c: &char| matches!(c, '-' | '\u{2010}' | '\u{2011}');
        self.scratch.clear();
        self.scratch.extend(raw.chars().filter(|c| !is_hyphen(c)));
        self.emit_scratch(whole, Shape::Solid, width);
    }

    /// The form of the parts that `&` joins to the first one; returns how many they are.
    fn joined(&mut self, parts: &[Span]) -> usize {
        let joins = |pair: &&[Span]| match pair {
            [left, right] => self.slice(Span::new(left.end, right.start)) == "&",
            _ => false,
        };
        let count = 1 + parts.windows(2).take_while(joins).count();
        if let (Some(first), Some(last)) = (parts.first(), parts.get(count - 1))
            && count > 1
        {
            let whole = Span::new(first.start, last.end);
            self.scratch.clear();
            self.scratch.push_str(whole.of(self.text));
            self.emit_scratch(whole, Shape::Signed, u32::try_from(count).unwrap_or(1));
        }
        count
    }

    /// The form of a number or name with the sign that stands at it.
    fn signed(&mut self, span: Span) {
        let before = self.text.get(..span.start).and_then(|text| text.chars().next_back());
        let sign = before.filter(|c| is_sign(*c));
        let percent = self.char_at(span.end).filter(|c| is_percent(*c));
        if sign.is_none() && percent.is_none() {
            return;
        }
        let whole = Span::new(
            span.start - sign.map_or(0, char::len_utf8),
            span.end + percent.map_or(0, char::len_utf8),
        );
        self.scratch.clear();
        self.scratch.push_str(whole.of(self.text));
        self.emit_scratch(whole, Shape::Signed, 1);
    }

    fn emit_scratch(&mut self, span: Span, shape: Shape, width: u32) {
        let forms = shape.forms(self.lookup.forms(without_possessive(self.scratch)));
        (self.visit)(Event::Word(Word { position: self.position, width, span, shape, forms }));
    }

    /// Reports one word, without its possessive and apart from an elided article.
    fn emit(&mut self, span: Span, shape: Shape, width: u32) {
        let raw = span.of(self.text);
        if raw.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return self.report(raw, span, shape, width);
        }
        let raw = without_possessive(raw);
        let whole = Span::new(span.start, span.start + raw.len());
        let skip = elided(raw);
        let rest = Span::new(whole.start + skip, whole.end);
        self.report(raw.get(skip..).unwrap_or(raw), rest, shape, width);
        if skip > 0 {
            self.report(raw, whole, Shape::Elided, width);
        }
    }

    fn report(&mut self, raw: &str, span: Span, shape: Shape, width: u32) {
        let forms = shape.forms(self.lookup.forms(raw));
        (self.visit)(Event::Word(Word { position: self.position, width, span, shape, forms }));
    }

    /// Handles a run of characters written without spaces; returns its end.
    fn unspaced(&mut self, start: usize) -> usize {
        let mut at = start;
        while let Some(c) = self.char_at(at).filter(|c| class(*c) == Class::Unspaced) {
            let end = at + c.len_utf8();
            if at == start {
                self.sentence(Span::new(at, end));
            }
            self.emit(Span::new(at, end), Shape::Character, 1);
            if let Some(next) = self.char_at(end).filter(|c| class(*c) == Class::Unspaced) {
                self.emit(Span::new(at, end + next.len_utf8()), Shape::Pair, 2);
            }
            self.end.last_word = Span::new(at, end);
            self.position += 1;
            at = end;
        }
        at
    }
}

/// The word at `start`: letters, digits and marks, apostrophes between
/// letters, dots between single letters, points and commas inside a number.
fn part_of(text: &str, start: usize) -> Span {
    let bytes = text.as_bytes();
    let mut end = start;
    if bytes.get(start).is_some_and(u8::is_ascii_digit) {
        end = number_end(bytes, start);
    }
    let mut letters = 0;
    loop {
        let step = match bytes.get(end) {
            Some(byte) if byte.is_ascii_alphanumeric() => {
                letters += 1;
                1
            }
            Some(b'.') if letters == 1 => dotted_step(text, end),
            Some(b'\'') => apostrophe_step(text, end, 1),
            Some(byte) if byte.is_ascii() => 0,
            None => 0,
            Some(_) => wide_step(text, end, &mut letters),
        };
        match step {
            0 => return Span::new(start, end),
            _ if bytes.get(end) == Some(&b'.') => letters = 0,
            _ => {}
        }
        end += step;
    }
}

/// Steps over a dot if a single letter follows, as in `U.S.`
fn dotted_step(text: &str, at: usize) -> usize {
    let mut after = text.get(at + 1..).unwrap_or_default().chars();
    let single = after.next().is_some_and(char::is_alphabetic)
        && after.next().is_none_or(|c| class(c) != Class::Word);
    usize::from(single)
}

/// Steps over an apostrophe if a letter follows.
fn apostrophe_step(text: &str, at: usize, len: usize) -> usize {
    let next = text.get(at + len..).and_then(|rest| rest.chars().next());
    if next.is_some_and(|c| class(c) == Class::Word) { len } else { 0 }
}

/// Steps over a character beyond ASCII that belongs to the word.
fn wide_step(text: &str, at: usize, letters: &mut usize) -> usize {
    let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { return 0 };
    if is_apostrophe(c) {
        return apostrophe_step(text, at, c.len_utf8());
    }
    if class(c) == Class::Word {
        *letters += 1;
        return c.len_utf8();
    }
    let joins = matches!(c, '\u{AD}' | '\u{200C}' | '\u{200D}' | '\u{2060}');
    if joins { apostrophe_step(text, at, c.len_utf8()) } else { 0 }
}

/// Signs that stand at the beginning of a number or a name.
fn is_sign(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥' | '₽' | '₴' | '₹' | '₩' | '₺' | '@' | '#' | '§')
}

fn is_percent(c: char) -> bool {
    matches!(c, '%' | '‰')
}

/// Whether a character stays in a term as a sign: no word without signs holds it.
#[must_use]
pub fn is_kept_sign(c: char) -> bool {
    is_sign(c) || is_percent(c) || c == '&'
}

/// `raw` without a closing `'s`.
fn without_possessive(raw: &str) -> &str {
    let Some(stem) = raw.strip_suffix(['s', 'S']) else { return raw };
    stem.strip_suffix(is_apostrophe).filter(|stem| !stem.is_empty()).unwrap_or(raw)
}

/// Articles and prepositions of French, Italian and Catalan that are elided before a vowel.
const ELISIONS: &[&str] = &[
    "all", "c", "d", "dall", "dell", "j", "jusqu", "l", "lorsqu", "m", "n", "nell", "puisqu", "qu",
    "quest", "s", "sull", "t", "un",
];

/// How many bytes at the beginning of `raw` are an elided article with its apostrophe.
fn elided(raw: &str) -> usize {
    let Some((prefix, rest)) = raw.split_once(is_apostrophe) else { return 0 };
    let known = ELISIONS.contains(&prefix.to_lowercase().as_str());
    let mut letters = rest.chars();
    let word = letters.next().is_some_and(char::is_alphabetic) && letters.next().is_some();
    if known && word { raw.len() - rest.len() } else { 0 }
}

#[cfg(test)]
#[path = "scan_tests.rs"]
mod tests;
