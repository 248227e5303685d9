//! The one evaluator: does an article satisfy a plan, and which occurrences do so?
//!
//! It works on positions, wherever they come from: postings, to decide what
//! matches, or the stored text, to decide what is marked. A condition on text
//! evaluates to *extents*, the stretches of positions that satisfy it; a
//! condition on the article to yes or no.
//!
//! Distances count words: the positions at which paragraphs begin are not
//! counted. A side of a proximity that reaches into the other is at no
//! distance from it: in `(bank w/9 fraud) w/3 London` the third word may stand
//! between the others. No word stands on both sides, and they never lie in
//! different parts (headline, byline, body) of the article.

mod special;

use std::cell::Cell;
use std::collections::HashMap;

use super::ast::Near;
pub use super::capitals::Capitals;
use super::pairs::{self, Nearness, Pairs};
use super::plan::{Node, Plan};
use crate::analysis::Borders;

/// Where the leaves of a plan occur in one article.
#[derive(Debug, Clone, Default)]
pub struct Occurrences {
    /// Positions of each leaf, ascending.
    pub leaves: Vec<Vec<u32>>,
    /// Positions at which paragraphs begin, ascending.
    pub paragraphs: Vec<u32>,
    /// Positions at which sentences begin, but for a paragraph's first; ascending.
    pub sentences: Vec<u32>,
    /// Borders of the parts.
    pub borders: Borders,
    /// Which filters hold.
    pub filters: Vec<bool>,
    /// The letters of the word at a position; only known from the text.
    pub capitals: Vec<Capitals>,
    /// The words with hyphens that a leaf stands for as a whole: how many
    /// positions each covers, by leaf and first position. From postings only
    /// those of leaves with [`Leaf::hyphenations`](super::plan::Leaf::hyphenations).
    pub widths: HashMap<(usize, u32), u32>,
}

/// Positions `start..=last` that satisfy a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Extent {
    /// The first position.
    pub start: u32,
    /// The last position.
    pub last: u32,
    /// The last position of the word or phrase that begins at `start`.
    pub head: u32,
    /// The first position of the word or phrase that ends at `last`.
    pub tail: u32,
}

impl Extent {
    /// The extent of a word or a phrase, `start..=last`.
    #[must_use]
    pub const fn whole(start: u32, last: u32) -> Self {
        Self { start, last, head: last, tail: start }
    }

    /// The stretch from the first to the last of two extents.
    fn hull(self, other: Self) -> Self {
        let first = if self.start <= other.start { self } else { other };
        let end = if self.last >= other.last { self } else { other };
        Self { start: first.start, head: first.head, tail: end.tail, last: end.last }
    }

    /// Whether a word or phrase at an end of one is also at an end of the other.
    pub(super) fn shares(self, other: Self) -> bool {
        let ends = |extent: Self| [(extent.start, extent.head), (extent.tail, extent.last)];
        let meet = |a: (u32, u32), b: (u32, u32)| a.0 <= b.1 && b.0 <= a.1;
        ends(self).into_iter().any(|own| ends(other).into_iter().any(|end| meet(own, end)))
    }
}

/// An occurrence that takes part in a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Mark {
    /// Positions covered.
    pub extent: Extent,
    /// The word's leaf, or the first leaf of a phrase.
    pub leaf: usize,
    /// The last leaf of a phrase; the same for a word.
    pub last_leaf: usize,
    /// The clause it satisfies.
    pub clause: usize,
    /// Whether it was found by standing near another.
    pub near: bool,
}

/// Evaluates a plan on the occurrences of one article. Once [`Plan::stop`]
/// asks for it, whatever it still returns means nothing.
pub struct Evaluator<'a> {
    plan: &'a Plan,
    occurrences: &'a Occurrences,
    steps: Cell<u32>,
    is_over: Cell<bool>,
}

/// Steps between two looks at [`Plan::stop`].
const PATIENCE: u32 = 1 << 12;

impl<'a> Evaluator<'a> {
    /// An evaluator of `plan`; `occurrences` must hold the leaves of that plan.
    #[must_use]
    pub fn new(plan: &'a Plan, occurrences: &'a Occurrences) -> Self {
        Self { plan, occurrences, steps: Cell::new(0), is_over: Cell::new(false) }
    }

    /// Whether the article satisfies the whole plan.
    #[must_use]
    pub fn matches(&self) -> bool {
        self.holds(&self.plan.root)
    }

    /// Whether the article satisfies a node.
    #[must_use]
    pub fn holds(&self, node: &Node) -> bool {
        match node {
            Node::All => true,
            Node::Nothing => false,
            Node::And(parts) => parts.iter().all(|part| self.holds(part)),
            Node::Or(parts) => parts.iter().any(|part| self.holds(part)),
            Node::Not(inner) => !self.holds(inner),
            Node::Filter(number) => {
                self.occurrences.filters.get(*number).copied().unwrap_or_default()
            }
            Node::Boost(_, inner) => self.holds(inner),
            Node::Word { leaf, .. } => !self.positions(*leaf).is_empty(),
            Node::Near { negated: false, .. } => {
                self.with_pairs(node, pairs::any).unwrap_or_default()
            }
            _ => !self.extents(node).is_empty(),
        }
    }

    /// The stretches that satisfy a text node, ascending, each once.
    #[must_use]
    pub fn extents(&self, node: &Node) -> Vec<Extent> {
        let mut extents = match node {
            Node::Word { leaf, .. } => self.word(*leaf),
            Node::Phrase { parts, len, .. } => return self.phrase(parts, *len),
            Node::Sloppy { .. } => self.sloppy(node),
            Node::Or(parts) => parts.iter().flat_map(|part| self.extents(part)).collect(),
            Node::Boost(_, inner) => return self.extents(inner),
            Node::Limit(..) => self.limited(node),
            Node::AtLeast(count, inner) => {
                let extents = self.extents(inner);
                let enough = u32::try_from(extents.len()).unwrap_or(u32::MAX) >= *count;
                return if enough { extents } else { Vec::new() };
            }
            Node::Near { negated, .. } => self.near(node, *negated),
            _ => Vec::new(),
        };
        if self.is_over.get() {
            return Vec::new();
        }
        extents.sort_unstable();
        extents.dedup();
        if matches!(node, Node::Or(parts) if parts.len() > 1) && node.is_one_clause() {
            keep_longest(&mut extents);
        }
        extents
    }

    /// Every occurrence that takes part in a satisfying match of a positive
    /// clause, ascending; none if the article does not match.
    #[must_use]
    pub fn marks(&self) -> Vec<Mark> {
        let mut marks = Vec::new();
        if self.matches() {
            self.mark(&self.plan.root, &mut marks);
        }
        marks.sort_unstable();
        marks.dedup();
        marks
    }

    /// Marks a node that holds.
    fn mark(&self, node: &Node, marks: &mut Vec<Mark>) {
        match node {
            Node::And(parts) => parts.iter().for_each(|part| self.mark(part, marks)),
            Node::Or(parts) => {
                parts
                    .iter()
                    .filter(|part| self.holds(part))
                    .for_each(|part| self.mark(part, marks));
            }
            Node::Boost(_, inner) | Node::AtLeast(_, inner) => self.mark(inner, marks),
            Node::Near { negated: false, left, right, .. } => {
                let sides = |pairs: &Pairs<'_>| (pairs.lefts(true), pairs.rights());
                let (lefts, rights) = self.with_pairs(node, sides).unwrap_or_default();
                self.mark_text(left, &lefts, true, marks);
                self.mark_text(right, &rights, true, marks);
            }
            _ if node.is_text() => self.mark_text(node, &self.extents(node), false, marks),
            _ => {}
        }
    }

    /// Marks the occurrences below a text node that make up these extents of it.
    fn mark_text(&self, node: &Node, wanted: &[Extent], near: bool, marks: &mut Vec<Mark>) {
        match node {
            Node::Word { clause, leaf } => {
                let mark =
                    |extent| Mark { extent, leaf: *leaf, last_leaf: *leaf, clause: *clause, near };
                marks.extend(wanted.iter().copied().map(mark));
            }
            Node::Phrase { clause, parts, .. } => {
                let (Some((_, leaf)), Some((_, last_leaf))) = (parts.first(), parts.last()) else {
                    return;
                };
                let (leaf, last_leaf, clause) = (*leaf, *last_leaf, *clause);
                marks.extend(wanted.iter().map(|extent| Mark {
                    extent: *extent,
                    leaf,
                    last_leaf,
                    clause,
                    near,
                }));
            }
            Node::Sloppy { .. } => self.mark_sloppy(node, wanted, marks),
            Node::Limit(..) if matches!(node.unlimited(), Node::Sloppy { .. }) => {
                self.mark_sloppy(node, wanted, marks);
            }
            Node::Or(parts) => {
                for part in parts {
                    let own = common(&self.extents(part), wanted);
                    self.mark_text(part, &own, near, marks);
                }
            }
            Node::Limit(_, inner) | Node::AtLeast(_, inner) | Node::Boost(_, inner) => {
                self.mark_text(inner, wanted, near, marks);
            }
            Node::Near { negated: true, left, .. } => self.mark_text(left, wanted, true, marks),
            Node::Near { left, right, .. } => {
                let sides = |pairs: &Pairs<'_>| sides_of(pairs, wanted);
                let (lefts, rights) = self.with_pairs(node, sides).unwrap_or_default();
                self.mark_text(left, &lefts, true, marks);
                self.mark_text(right, &rights, true, marks);
            }
            _ => {}
        }
    }

    /// The positions of a leaf, ascending.
    #[must_use]
    pub fn positions(&self, leaf: usize) -> &[u32] {
        self.occurrences.leaves.get(leaf).map_or(&[], Vec::as_slice)
    }

    fn word(&self, leaf: usize) -> Vec<Extent> {
        let width = self.plan.leaves.get(leaf).map_or(1, |leaf| leaf.width);
        let is_divided = self.may_be_divided(leaf);
        let extent = |start: &u32| {
            let more = if is_divided { self.more_positions(leaf, *start) } else { 0 };
            Extent::whole(*start, start + width - 1 + more)
        };
        self.positions(leaf).iter().map(extent).collect()
    }

    /// Starts from the rarest word and looks the others up at their offsets.
    fn phrase(&self, parts: &[(u32, usize)], len: u32) -> Vec<Extent> {
        if parts.iter().any(|(_, leaf)| self.may_be_divided(*leaf)) {
            return self.divided_phrase(parts, len);
        }
        let rarest = parts.iter().min_by_key(|(_, leaf)| self.positions(*leaf).len());
        let Some((offset, leaf)) = rarest else { return Vec::new() };
        let starts =
            self.positions(*leaf).iter().filter_map(|position| position.checked_sub(*offset));
        let whole = |start: &u32| {
            let at = |(offset, leaf): &(u32, usize)| {
                self.positions(*leaf).binary_search(&(start + offset)).is_ok()
            };
            parts.iter().all(at)
        };
        starts.filter(whole).map(|start| Extent::whole(start, start + len - 1)).collect()
    }

    /// Takes one of many steps; whether to give up.
    fn is_over(&self) -> bool {
        let steps = self.steps.get().wrapping_add(1);
        self.steps.set(steps);
        if steps.is_multiple_of(PATIENCE) && self.plan.stop.asked() {
            self.is_over.set(true);
        }
        self.is_over.get()
    }

    fn near(&self, node: &Node, negated: bool) -> Vec<Extent> {
        let mut hulls = Vec::new();
        let lefts = self.with_pairs(node, |pairs| {
            if negated {
                return pairs.lefts(false);
            }
            pairs.each(&mut |left, right| hulls.push(left.hull(right)));
            Vec::new()
        });
        if negated { lefts.unwrap_or_default() } else { hulls }
    }

    /// What `look` finds among the sides of a proximity.
    fn with_pairs<T>(&self, node: &Node, look: impl FnOnce(&Pairs<'_>) -> T) -> Option<T> {
        let Node::Near { near, left, right, .. } = node else { return None };
        let (near, is_label) = (*near, node_is_label(self.plan, node));
        let reach = |last| if is_label { label_reach(near, last) } else { self.reach(near, last) };
        let is_ordered = matches!(near, Near::Before(_));
        let is_over = || self.is_over();
        let nearness = Nearness { is_ordered, reach: &reach, is_over: &is_over };
        Some(look(&Pairs::new(self.extents(left), self.extents(right), nearness)))
    }

    /// The last position at which something may begin to be near what ends at `last`.
    fn reach(&self, near: Near, last: u32) -> u32 {
        let end = self.part_end(last);
        let reach = match near {
            Near::Within(distance) | Near::Before(distance) => self.words_after(last, distance),
            Near::Sentence => {
                next_mark(&self.occurrences.sentences, last)
                    .min(next_mark(&self.occurrences.paragraphs, last))
                    - 1
            }
            // Kicker, headline and deck are one paragraph.
            Near::Paragraph if last < self.occurrences.borders.byline_start => u32::MAX,
            Near::Paragraph => next_mark(&self.occurrences.paragraphs, last) - 1,
            Near::Segment => u32::MAX,
        };
        reach.min(end - 1)
    }

    /// The position so many words after `last`; beginnings of paragraphs are not counted.
    fn words_after(&self, last: u32, distance: u32) -> u32 {
        let paragraphs = &self.occurrences.paragraphs;
        let mut reach = last.saturating_add(distance);
        let first = paragraphs.partition_point(|paragraph| *paragraph <= last);
        for paragraph in paragraphs.iter().skip(first) {
            if *paragraph > reach {
                break;
            }
            reach = reach.saturating_add(1);
        }
        reach
    }

    /// The position at which the part of the article that holds `position` ends.
    fn part_end(&self, position: u32) -> u32 {
        let borders = &self.occurrences.borders;
        let ends = [borders.byline_start, borders.dateline_start, borders.body_start];
        ends.into_iter().find(|end| position < *end).unwrap_or(u32::MAX)
    }
}

/// The stretches on both sides that make up these pairs, each once.
fn sides_of(pairs: &Pairs<'_>, wanted: &[Extent]) -> (Vec<Extent>, Vec<Extent>) {
    let (mut lefts, mut rights) = (Vec::new(), Vec::new());
    pairs.each(&mut |left, right| {
        if wanted.binary_search(&left.hull(right)).is_ok() {
            lefts.push(left);
            rights.push(right);
        }
    });
    for side in [&mut lefts, &mut rights] {
        side.sort_unstable();
        side.dedup();
    }
    (lefts, rights)
}

/// Of extents that begin together keeps the longest: `state-of-the-art` in a
/// text is both its parts side by side and its solid form, and occurs once.
fn keep_longest(extents: &mut Vec<Extent>) {
    extents.dedup_by(|next, kept| {
        let together = next.start == kept.start;
        if together {
            *kept = *next;
        }
        together
    });
}

/// The extents in both ascending lists.
fn common(own: &[Extent], wanted: &[Extent]) -> Vec<Extent> {
    own.iter().copied().filter(|extent| wanted.binary_search(extent).is_ok()).collect()
}

/// The first of the ascending `marks` behind a position; `u32::MAX` if there is none.
fn next_mark(marks: &[u32], position: u32) -> u32 {
    let next = marks.partition_point(|mark| *mark <= position);
    marks.get(next).copied().unwrap_or(u32::MAX)
}

/// Labels have no sentences, paragraphs or parts.
fn label_reach(near: Near, last: u32) -> u32 {
    match near {
        Near::Within(distance) | Near::Before(distance) => last.saturating_add(distance),
        _ => u32::MAX,
    }
}

/// Whether the words of a text node are looked for in a label field.
fn node_is_label(plan: &Plan, node: &Node) -> bool {
    let mut label = false;
    node.each_leaf(&mut |leaf| {
        label |= plan.leaves.get(leaf).is_some_and(|leaf| leaf.label.is_some());
    });
    label
}
