//! From words and phrases as typed to leaves of a plan, by the analysis that
//! the index was made with.

use std::collections::{HashMap, HashSet};

use super::ast::{Phrase, Word, Zone};
use super::plan::{Leaf, Node, Pick};
use super::regex;
use super::signs::{LostSign, begins_word, has_sign};
use crate::analysis::{Analyzer, Event, Forms as WordForms, Shape, StemLanguage, is_kept_sign};

/// Turns typed words into leaves.
pub struct WordPlanner {
    analyzer: Analyzer,
    languages: Vec<StemLanguage>,
}

impl Default for WordPlanner {
    /// A planner for texts of all languages.
    fn default() -> Self {
        Self::of(StemLanguage::all().collect())
    }
}

/// What a leaf belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct LeafPlace {
    /// The clause that it is part of.
    pub(super) clause: usize,
    /// The label zone that it is looked for in.
    pub(super) label: Option<Zone>,
}

/// Terms of words by position, those of each shape apart.
type Forms = Vec<Vec<Inflected>>;

/// The terms of a word in one shape.
struct Inflected {
    shape: Shape,
    terms: Vec<String>,
    /// The last language that gave one.
    language: Option<StemLanguage>,
}

/// A word as the analysis sees it.
struct Token {
    position: u32,
    width: u32,
    shape: Shape,
    exact: String,
}

impl WordPlanner {
    /// A planner for texts of these languages.
    #[must_use]
    pub fn of(languages: Vec<StemLanguage>) -> Self {
        Self { analyzer: Analyzer::new(), languages }
    }

    /// Adds a leaf; returns its number.
    pub(super) fn leaf(pick: Pick, width: u32, place: LeafPlace, leaves: &mut Vec<Leaf>) -> usize {
        let LeafPlace { clause, label } = place;
        leaves.push(Leaf {
            label,
            pick,
            folded: String::new(),
            terms: Vec::new(),
            width,
            clause,
            hyphenations: Vec::new(),
        });
        leaves.len() - 1
    }

    /// The node of a word; `None` if it holds neither letter nor digit.
    pub(super) fn word(
        &mut self,
        word: &Word,
        place: LeafPlace,
        leaves: &mut Vec<Leaf>,
    ) -> Option<Node> {
        if word.pattern {
            return self.pattern(word, place, leaves);
        }
        let clause = place.clause;
        let exact = word.exact || place.label.is_some();
        let tokens = self.tokens(&word.text);
        if word.edits > 0 {
            let leaf = Self::leaf(Pick::Fuzzy(likeness(&tokens)?, word.edits), 1, place, leaves);
            return Some(Node::Word { clause, leaf });
        }
        let is_inflected =
            |token: &Token| !exact && matches!(token.shape, Shape::Plain | Shape::Solid);
        let forms =
            if tokens.iter().any(is_inflected) { self.forms(&word.text) } else { Forms::new() };
        let add = |token: &Token, leaves: &mut Vec<Leaf>| {
            let own = forms.get(token.position as usize).filter(|_| is_inflected(token));
            let own = own.into_iter().flatten().find(|own| own.shape == token.shape);
            let terms = own.map_or_else(|| vec![token.exact.clone()], |own| own.terms.clone());
            word_leaf(terms, token, place, leaves)
        };
        let parts = sequence(&tokens);
        let solid = joined(&tokens);
        let solid = solid.map(|token| Node::Word { clause, leaf: add(token, leaves) });
        let together = match parts.as_slice() {
            [] => None,
            [only] => Some(Node::Word { clause, leaf: add(only, leaves) }),
            several => {
                let parts: Vec<_> =
                    several.iter().map(|token| (token.position, add(token, leaves))).collect();
                let len = several.iter().map(|token| token.position + token.width).max();
                Some(Node::Phrase { clause, parts, len: len.unwrap_or(1) })
            }
        };
        match (together, solid) {
            (Some(together), Some(solid)) => Some(Node::Or(vec![together, solid])),
            (together, solid) => together.or(solid),
        }
    }

    /// The node of a phrase; every word in its surface form, those with
    /// hyphens also joined.
    pub(super) fn phrase(
        &mut self,
        phrase: &Phrase,
        place: LeafPlace,
        leaves: &mut Vec<Leaf>,
    ) -> Option<Node> {
        let parted = self.phrase_of(phrase, false, place, leaves)?;
        let is_moved = phrase.slop.is_some_and(|slop| slop > 0);
        let mut has_solid =
            |word: &Word| !word.pattern && joined(&self.tokens(&word.text)).is_some();
        if is_moved || !phrase.words.iter().any(&mut has_solid) {
            return Some(parted);
        }
        let solid = self.phrase_of(phrase, true, place, leaves);
        Some(Node::Or(std::iter::once(parted).chain(solid).collect()))
    }

    /// The node of a phrase, words with hyphens joined or in their parts.
    fn phrase_of(
        &mut self,
        phrase: &Phrase,
        is_joined: bool,
        place: LeafPlace,
        leaves: &mut Vec<Leaf>,
    ) -> Option<Node> {
        let mut parts = Vec::new();
        let mut len = 0;
        for word in &phrase.words {
            if word.pattern {
                for piece in pattern_pieces(&word.text) {
                    let pick = Pick::Pattern(self.fold_pattern(piece));
                    parts.push((len, Self::leaf(pick, 1, place, leaves)));
                    len += 1;
                }
                continue;
            }
            let tokens = self.tokens(&word.text);
            let mut end = len;
            let solid = joined(&tokens).filter(|_| is_joined);
            for token in solid.map_or_else(|| sequence(&tokens), |solid| vec![solid]) {
                let leaf = word_leaf(vec![token.exact.clone()], token, place, leaves);
                parts.push((len + token.position, leaf));
                end = end.max(len + token.position + token.width);
            }
            len = end;
        }
        match (parts.as_slice(), phrase.slop) {
            ([], _) => None,
            ([(_, leaf)], _) => Some(Node::Word { clause: place.clause, leaf: *leaf }),
            (_, Some(slop)) if slop > 0 => {
                let leaves = parts.iter().map(|(_, leaf)| *leaf).collect();
                Some(Node::Sloppy { clause: place.clause, leaves, slop })
            }
            _ => Some(Node::Phrase { clause: place.clause, parts, len }),
        }
    }

    fn pattern(&mut self, word: &Word, place: LeafPlace, leaves: &mut Vec<Leaf>) -> Option<Node> {
        let phrase = Phrase { words: vec![word.clone()], slop: None };
        let parted = self.phrase(&phrase, place, leaves);
        let Some(solid) = solid_pattern(&word.text) else { return parted };
        let pick = Pick::Pattern(self.fold_pattern(&solid));
        let leaf = Self::leaf(pick, 1, place, leaves);
        let solid = Node::Word { clause: place.clause, leaf };
        Some(match parted {
            Some(parted) => Node::Or(vec![parted, solid]),
            None => solid,
        })
    }

    /// The first sign of a word that none of its terms keeps.
    pub(super) fn lost_sign<'w>(&mut self, word: &'w Word) -> Option<LostSign<'w>> {
        if !has_sign(&word.text) {
            return None;
        }
        if word.pattern {
            return LostSign::of(word, &self.fold_pattern(&word.text));
        }
        let terms: Vec<String> =
            self.tokens(&word.text).into_iter().map(|token| token.exact).collect();
        LostSign::of(word, &terms.concat())
    }

    /// Folds the letters of a pattern as the index does, keeping `*`, `?`,
    /// signs, and the decimal point beside a wildcard.
    fn fold_pattern(&mut self, pattern: &str) -> String {
        let is_kept = |c: char| matches!(c, '*' | '?' | POINT) || is_kept_sign(c);
        let mut folded = String::new();
        for part in with_points(pattern).split_inclusive(is_kept) {
            let letters = part.trim_end_matches(is_kept);
            for token in self.tokens(letters).iter().filter(|token| token.is_part()) {
                folded.push_str(&token.exact);
            }
            folded.push_str(part.get(letters.len()..).unwrap_or_default());
        }
        folded.replace(POINT, ".")
    }

    /// Folds the plain letters of a regular expression as the index does.
    pub(super) fn fold_regex(&mut self, pattern: &str) -> String {
        regex::folded(pattern, |letter| {
            let tokens = self.tokens(letter);
            tokens.into_iter().next().map_or_else(|| letter.to_owned(), |token| token.exact)
        })
    }

    /// The terms that stand for the words of `text` and their inflections, one
    /// a language, or two for a word with accents.
    fn forms(&mut self, text: &str) -> Forms {
        let mut forms = Forms::new();
        for language in &self.languages {
            self.analyzer.analyze_plain(text, *language, &mut |event| {
                let Event::Word(word) = event else { return };
                let position = word.position as usize;
                forms.resize_with(forms.len().max(position + 1), Vec::new);
                let own = forms.get_mut(position).and_then(|own| Inflected::of(own, word.shape));
                if let Some(own) = own {
                    own.add(word.forms, *language);
                }
            });
        }
        forms
    }

    /// The terms that stand for a plain word and its inflections.
    pub(super) fn inflections(&mut self, word: &str) -> Vec<String> {
        let first = self.forms(word).into_iter().next().unwrap_or_default();
        first.into_iter().flat_map(|own| own.terms).collect()
    }

    fn tokens(&mut self, text: &str) -> Vec<Token> {
        let mut tokens = Vec::new();
        self.analyzer.analyze_plain(text, StemLanguage::PLAIN, &mut |event| {
            if let Event::Word(word) = event {
                // The same solid form may be one word elsewhere.
                let width = if word.shape == Shape::Solid { 1 } else { word.width };
                let exact = word.forms.exact.to_owned();
                tokens.push(Token { position: word.position, width, shape: word.shape, exact });
            }
        });
        tokens
    }
}

impl Inflected {
    /// The one of a shape, which is added if it is not there; never `None`.
    fn of(shapes: &mut Vec<Self>, shape: Shape) -> Option<&mut Self> {
        let known = shapes.iter().position(|own| own.shape == shape);
        if known.is_none() {
            shapes.push(Self { shape, terms: Vec::new(), language: None });
        }
        match known {
            Some(number) => shapes.get_mut(number),
            None => shapes.last_mut(),
        }
    }

    /// Adds what stands for the word in a language, if it is the first word there.
    fn add(&mut self, forms: WordForms<'_>, language: StemLanguage) {
        let is_first = self.language != Some(language);
        self.language = Some(language);
        // Stems differ by their language; a surface form may have come before.
        let term = forms.stem.unwrap_or(forms.exact);
        if is_first && (forms.stem.is_some() || !self.terms.iter().any(|own| own == term)) {
            self.terms.push(term.to_owned());
            self.terms.extend(forms.bare_stem.map(str::to_owned));
        }
    }
}

/// Adds the leaf of a word as typed.
fn word_leaf(terms: Vec<String>, token: &Token, place: LeafPlace, leaves: &mut Vec<Leaf>) -> usize {
    let number = WordPlanner::leaf(Pick::Terms(terms), token.width, place, leaves);
    if let Some(leaf) = leaves.get_mut(number) {
        leaf.folded.clone_from(&token.exact);
    }
    number
}

impl Token {
    fn is_part(&self) -> bool {
        matches!(self.shape, Shape::Plain | Shape::Character)
    }

    /// The positions that it covers.
    fn positions(&self) -> std::ops::Range<u32> {
        self.position..self.position + self.width
    }
}

/// The tokens to look for one after the other: pairs stand for the characters
/// they cover, and words with a sign for those without.
fn sequence(tokens: &[Token]) -> Vec<&Token> {
    if let [only] = tokens
        && only.is_part()
    {
        return vec![only];
    }
    let of = |shape: Shape| tokens.iter().filter(move |token| token.shape == shape);
    let paired: HashSet<u32> = of(Shape::Pair).flat_map(Token::positions).collect();
    // How wide the widest word with a sign is at a position.
    let mut signed = HashMap::new();
    for token in of(Shape::Signed) {
        for position in token.positions() {
            let widest = signed.entry(position).or_insert(token.width);
            *widest = token.width.max(*widest);
        }
    }
    let wanted = |token: &&Token| match token.shape {
        Shape::Plain => !signed.contains_key(&token.position),
        Shape::Signed => signed.get(&token.position) == Some(&token.width),
        Shape::Pair => true,
        Shape::Character => !paired.contains(&token.position),
        _ => false,
    };
    let mut wanted: Vec<_> = tokens.iter().filter(wanted).collect();
    wanted.sort_by_key(|token| token.position);
    wanted
}

/// The form of a word with hyphens without them.
fn joined(tokens: &[Token]) -> Option<&Token> {
    let is_signed = tokens.iter().any(|token| token.shape == Shape::Signed);
    tokens.iter().find(|token| token.shape == Shape::Solid && !is_signed)
}

/// What likenesses of a word are looked for: the form that stands for all of it.
fn likeness(tokens: &[Token]) -> Option<String> {
    let of = |shape: Shape| tokens.iter().find(|token| token.shape == shape);
    let part = || tokens.iter().find(|token| token.is_part());
    let token = of(Shape::Signed).or_else(|| of(Shape::Solid)).or_else(part)?;
    Some(token.exact.clone())
}

/// The parts of a pattern that stand for words of their own: signs in front of
/// numbers and names begin one.
fn pattern_pieces(pattern: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    for part in pattern.split('-') {
        let mut start = 0;
        for (at, _) in part.char_indices().filter(|(_, c)| begins_word(*c)) {
            let (before, _) = part.split_at(at);
            if before.ends_with(char::is_alphanumeric) {
                pieces.extend(part.get(start..at));
                start = at;
            }
        }
        pieces.extend(part.get(start..));
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// A pattern with hyphens between letters without them: `coop*` for `co-op*`.
/// A wildcard beside a hyphen stands for another word.
fn solid_pattern(pattern: &str) -> Option<String> {
    let mut parts = pattern.split('-').peekable();
    let mut hyphens = 0;
    while let (Some(part), Some(next)) = (parts.next(), parts.peek()) {
        if !part.ends_with(char::is_alphabetic) || !next.starts_with(char::is_alphabetic) {
            return None;
        }
        hyphens += 1;
    }
    (hyphens > 0).then(|| pattern.replace('-', ""))
}

/// Stands for a decimal point while a pattern is folded.
const POINT: char = '\u{1}';

/// A pattern with [`POINT`] for the decimal marks beside its wildcards, and
/// without the commas between thousands there.
fn with_points(pattern: &str) -> String {
    let mut marked = String::with_capacity(pattern.len());
    for (at, c) in pattern.char_indices() {
        let (before, after) = (pattern.get(..at), pattern.get(at + c.len_utf8()..));
        match decimal_mark(c, before.unwrap_or_default(), after.unwrap_or_default()) {
            Mark::Plain => marked.push(c),
            Mark::Decimal => marked.push(POINT),
            Mark::Thousands => {}
        }
    }
    marked
}

/// What a character of a pattern is.
enum Mark {
    Plain,
    Decimal,
    Thousands,
}

/// A point or comma between digits and wildcards; three places behind a comma are thousands.
fn decimal_mark(c: char, before: &str, after: &str) -> Mark {
    // Before what follows is read: after each character of a long pattern that would take long.
    if !matches!(c, '.' | ',') {
        return Mark::Plain;
    }
    let is_wild = |c: char| matches!(c, '*' | '?');
    let is_place = |c: char| c.is_ascii_digit() || c == '?';
    let places: String = after.chars().take_while(|c| is_place(*c)).collect();
    let is_open = after.get(places.len()..).is_some_and(|rest| rest.starts_with('*'));
    let (Some(last), Some(next)) = (before.chars().next_back(), after.chars().next()) else {
        return Mark::Plain;
    };
    let is_number = last.is_ascii_digit() || next.is_ascii_digit();
    let beside_wildcard = is_wild(last) && is_place(next) || is_place(last) && is_wild(next);
    match c {
        ',' if is_place(last) && places.len() == 3 && places.contains('?') && !is_open => {
            Mark::Thousands
        }
        _ if is_number && beside_wildcard => Mark::Decimal,
        _ => Mark::Plain,
    }
}
