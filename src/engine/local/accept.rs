//! What accepts the words that a pattern stands for, as a dictionary is walked.

use regex_automata::util::primitives::StateID;
use tantivy::Term;
use tantivy::query::{DfaWrapper, FuzzyTermQuery};
use tantivy::schema::Field;
use tantivy_fst::Automaton;

use crate::query::note::QueryError;
use crate::query::plan::Leaf;
use crate::query::{Expression, unusable_pattern};
use crate::span::Span;

/// Accepts words that match a pattern with wildcards: `*` is any characters, `?` one.
///
/// A state is the set of places in the pattern that the bytes read so far may
/// lead to; place `n` is the `n`th bit.
#[derive(Debug)]
pub(super) struct Glob {
    places: Vec<Place>,
}

/// What may come next at a place of a pattern.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Place {
    /// This byte.
    Byte(u8),
    /// One character.
    AnyOne,
    /// Any characters, or none.
    Any,
}

impl Glob {
    /// The most bytes of a pattern, so that a set of places fits a number.
    const MOST: usize = 127;

    /// # Errors
    /// If the pattern is longer than 127 bytes.
    pub(super) fn new(pattern: &str, leaf: &Leaf, span: Span) -> Result<Self, QueryError> {
        let places: Vec<Place> = pattern.bytes().map(Place::of).collect();
        if places.len() > Self::MOST {
            return Err(unusable_pattern(&leaf.pick.shown(), "it is too long", span));
        }
        Ok(Self { places })
    }

    fn place(&self, number: usize) -> Option<Place> {
        self.places.get(number).copied()
    }

    /// Adds a place, and those behind it that need no byte to get to.
    fn reach(&self, state: &mut u128, mut number: usize) {
        *state |= 1 << number;
        while self.place(number) == Some(Place::Any) {
            number += 1;
            *state |= 1 << number;
        }
    }
}

impl Place {
    fn of(byte: u8) -> Self {
        match byte {
            b'*' => Self::Any,
            b'?' => Self::AnyOne,
            byte => Self::Byte(byte),
        }
    }
}

impl Automaton for Glob {
    type State = u128;

    fn start(&self) -> u128 {
        let mut state = 0;
        self.reach(&mut state, 0);
        state
    }

    fn is_match(&self, state: &u128) -> bool {
        state >> self.places.len() & 1 == 1
    }

    fn can_match(&self, state: &u128) -> bool {
        *state != 0
    }

    fn accept(&self, state: &u128, byte: u8) -> u128 {
        let continues = byte & 0b1100_0000 == 0b1000_0000;
        let mut next = 0;
        let mut rest = *state;
        while rest != 0 {
            let number = rest.trailing_zeros() as usize;
            rest &= rest - 1;
            let before = number.checked_sub(1).and_then(|before| self.place(before));
            if continues && before == Some(Place::AnyOne) {
                self.reach(&mut next, number);
            }
            match self.place(number) {
                Some(Place::Byte(wanted)) if wanted == byte => self.reach(&mut next, number + 1),
                Some(Place::AnyOne) if !continues => self.reach(&mut next, number + 1),
                Some(Place::Any) => self.reach(&mut next, number),
                _ => {}
            }
        }
        next
    }
}

/// What accepts the words that match a regular expression as a whole.
pub(super) fn regex(pattern: &str, leaf: &Leaf, span: Span) -> Result<Expression, QueryError> {
    Expression::new(pattern).map_err(|cause| unusable_pattern(&leaf.pick.shown(), &cause, span))
}

impl Automaton for Expression {
    type State = StateID;

    fn start(&self) -> StateID {
        self.start()
    }

    fn is_match(&self, state: &StateID) -> bool {
        self.is_match(*state)
    }

    fn can_match(&self, state: &StateID) -> bool {
        self.can_match(*state)
    }

    fn accept(&self, state: &StateID, byte: u8) -> StateID {
        self.next(*state, byte)
    }
}

/// What accepts words within so many edits; a swap of neighbours is one.
pub(super) fn likeness(field: Field, word: &str, edits: u8) -> tantivy::Result<DfaWrapper> {
    FuzzyTermQuery::new(Term::from_field_text(field, word), edits.min(2), true).automaton()
}

/// Words that two automata accept.
pub(super) struct Both<'a, A, B>(pub(super) &'a A, pub(super) &'a B);

impl<A: Automaton, B: Automaton> Automaton for Both<'_, A, B> {
    type State = (A::State, B::State);

    fn start(&self) -> Self::State {
        (self.0.start(), self.1.start())
    }

    fn is_match(&self, (first, second): &Self::State) -> bool {
        self.0.is_match(first) && self.1.is_match(second)
    }

    fn can_match(&self, (first, second): &Self::State) -> bool {
        self.0.can_match(first) && self.1.can_match(second)
    }

    fn accept(&self, (first, second): &Self::State, byte: u8) -> Self::State {
        (self.0.accept(first, byte), self.1.accept(second, byte))
    }
}

/// The part of a pattern before its first wildcard.
pub(super) fn literal_start(pattern: &str) -> &str {
    pattern.split(['*', '?']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn accepts(pattern: &str, word: &str) -> bool {
        let glob = Glob { places: pattern.bytes().map(Place::of).collect() };
        let mut state = glob.start();
        for byte in word.bytes() {
            state = glob.accept(&state, byte);
        }
        glob.is_match(&state)
    }

    /// Straight from the meaning of the wildcards.
    fn expected(pattern: &[char], word: &[char]) -> bool {
        match (pattern, word) {
            (['*', rest @ ..], _) => (0..=word.len()).any(|skip| expected(rest, &word[skip..])),
            (['?', rest @ ..], [_, word @ ..]) => expected(rest, word),
            ([c, rest @ ..], [d, word @ ..]) => c == d && expected(rest, word),
            (rest, word) => rest.is_empty() && word.is_empty(),
        }
    }

    proptest! {
        #[test]
        fn wildcards_mean_what_they_say(pattern in "[aбü*?€]{0,7}", word in "[aбü€😀]{0,7}") {
            let [letters, chars] = [&pattern, &word].map(|text| text.chars().collect::<Vec<_>>());
            prop_assert_eq!(accepts(&pattern, &word), expected(&letters, &chars));
        }
    }

    #[test]
    fn a_question_mark_is_one_character_of_any_width() {
        assert!(accepts("к?т", "кот") && accepts("?", "😀") && !accepts("??", "😀"));
        assert!(accepts("*", "") && accepts("**", "word") && !accepts("?*", ""));
    }
}
