//! The one evaluator: does an article satisfy a plan, and which occurrences do so?
//!
//! It works on positions, wherever they come from: postings, to decide what
//! matches, or the stored text, to decide what is marked. A condition on text
//! evaluates to *extents*, the stretches of positions that satisfy it; a
//! condition on the article to yes or no.
//!
//! Distances count words: the positions at which paragraphs begin are not
//! counted. Two sides of a proximity never overlap, and never lie in
//! different parts (headline, byline, body) of the article.

use std::cell::Cell;

use super::ast::{Case, Near, Zone};
use super::plan::{Limit, Node, Plan};
use super::sloppy::{self, Loose};
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
    /// How the word at a position is capitalised; only known from the text.
    pub capitals: Vec<Capitals>,
}

/// How a word is capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Capitals {
    /// No capital letter.
    #[default]
    None,
    /// Some, not all, letters are capitals.
    Some,
    /// All letters are capitals.
    All,
}

impl Capitals {
    /// How `word` is capitalised.
    #[must_use]
    pub fn of(word: &str) -> Self {
        let upper = word.chars().any(char::is_uppercase);
        let lower = word.chars().any(char::is_lowercase);
        match (upper, lower) {
            (false, _) => Self::None,
            (true, true) => Self::Some,
            (true, false) => Self::All,
        }
    }

    fn satisfies(self, case: Case) -> bool {
        match case {
            Case::Caps => self != Self::None,
            Case::AllCaps => self == Self::All,
            Case::NoCaps => self == Self::None,
        }
    }
}

/// Positions `start..=last` that satisfy a condition.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Extent {
    /// The first position.
    pub start: u32,
    /// The last position.
    pub last: u32,
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
            _ => !self.extents(node).is_empty(),
        }
    }

    /// The stretches that satisfy a text node, ascending, each once.
    #[must_use]
    pub fn extents(&self, node: &Node) -> Vec<Extent> {
        let mut extents = match node {
            Node::Word { leaf, .. } => self.word(*leaf),
            Node::Phrase { parts, len, .. } => return self.phrase(parts, *len),
            Node::Sloppy { leaves, slop, .. } => self.sloppy(leaves, *slop),
            Node::Or(parts) => parts.iter().flat_map(|part| self.extents(part)).collect(),
            Node::Boost(_, inner) => return self.extents(inner),
            Node::Limit(limit, inner) => {
                let mut extents = self.extents(inner);
                extents.retain(|extent| self.within(*limit, *extent));
                return extents;
            }
            Node::AtLeast(count, inner) => {
                let extents = self.extents(inner);
                let enough = u32::try_from(extents.len()).unwrap_or(u32::MAX) >= *count;
                return if enough { extents } else { Vec::new() };
            }
            Node::Near { near, negated, left, right } => {
                self.near(node_is_label(self.plan, node), *near, *negated, left, right)
            }
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
            Node::Boost(_, inner) => self.mark(inner, marks),
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
            Node::Sloppy { clause, leaves, slop } => {
                for (leaf, extent) in self.sloppy_members(leaves, *slop) {
                    marks.push(Mark { extent, leaf, last_leaf: leaf, clause: *clause, near: true });
                }
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
            Node::Near { near, left, right, .. } => {
                let label = node_is_label(self.plan, node);
                let (mut lefts, mut rights) = (Vec::new(), Vec::new());
                self.pairs(label, *near, &self.extents(left), &self.extents(right), &mut |a, b| {
                    if wanted.binary_search(&hull(a, b)).is_ok() {
                        lefts.push(a);
                        rights.push(b);
                    }
                });
                for (side, mut extents) in [(left, lefts), (right, rights)] {
                    extents.sort_unstable();
                    extents.dedup();
                    self.mark_text(side, &extents, true, marks);
                }
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
        let extent = |start: &u32| Extent { start: *start, last: start + width - 1 };
        self.positions(leaf).iter().map(extent).collect()
    }

    /// Starts from the rarest word and looks the others up at their offsets.
    fn phrase(&self, parts: &[(u32, usize)], len: u32) -> Vec<Extent> {
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
        starts.filter(whole).map(|start| Extent { start, last: start + len - 1 }).collect()
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

    fn sloppy(&self, leaves: &[usize], slop: u32) -> Vec<Extent> {
        let words = self.columns(leaves);
        sloppy::extents(Loose { words: &words, slop, is_over: &|| self.is_over() })
    }

    fn sloppy_members(&self, leaves: &[usize], slop: u32) -> Vec<(usize, Extent)> {
        let words = self.columns(leaves);
        let members = sloppy::members(Loose { words: &words, slop, is_over: &|| self.is_over() });
        let named = members.into_iter().filter_map(|(number, start)| {
            leaves.get(number).map(|leaf| (*leaf, Extent { start, last: start }))
        });
        named.collect()
    }

    fn columns(&self, leaves: &[usize]) -> Vec<&[u32]> {
        leaves.iter().map(|leaf| self.positions(*leaf)).collect()
    }

    fn near(
        &self,
        label: bool,
        near: Near,
        negated: bool,
        left: &Node,
        right: &Node,
    ) -> Vec<Extent> {
        let (lefts, rights) = (self.extents(left), self.extents(right));
        let mut found = Vec::new();
        if negated {
            self.pairs(label, near, &lefts, &rights, &mut |a, _| found.push(a));
            found.sort_unstable();
            return lefts
                .into_iter()
                .filter(|extent| found.binary_search(extent).is_err())
                .collect();
        }
        self.pairs(label, near, &lefts, &rights, &mut |a, b| found.push(hull(a, b)));
        found
    }

    /// Calls `found` for every pair of a left and a right extent that stand as near as asked.
    fn pairs(
        &self,
        label: bool,
        near: Near,
        lefts: &[Extent],
        rights: &[Extent],
        found: &mut impl FnMut(Extent, Extent),
    ) {
        self.forward(label, near, lefts, rights, found);
        if !matches!(near, Near::Before(_)) {
            self.forward(label, near, rights, lefts, &mut |b, a| found(a, b));
        }
    }

    /// The pairs in which `firsts` stand before `seconds`.
    fn forward(
        &self,
        label: bool,
        near: Near,
        firsts: &[Extent],
        seconds: &[Extent],
        found: &mut impl FnMut(Extent, Extent),
    ) {
        for first in firsts {
            let reach =
                if label { label_reach(near, first.last) } else { self.reach(near, first.last) };
            let after = seconds.partition_point(|second| second.start <= first.last);
            for second in seconds.iter().skip(after).take_while(|second| second.start <= reach) {
                if self.is_over() {
                    return;
                }
                found(*first, *second);
            }
        }
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

    fn within(&self, limit: Limit, extent: Extent) -> bool {
        let borders = &self.occurrences.borders;
        let inside = |start: u32, end: u32| start <= extent.start && extent.last < end;
        let headline = || inside(0, borders.byline_start);
        let lead = || inside(borders.body_start, borders.lead_end);
        match limit {
            Limit::Zone(Zone::Headline) => headline(),
            Limit::Zone(Zone::Lead) => lead(),
            Limit::Zone(Zone::HeadlineLead) => headline() || lead(),
            Limit::Zone(Zone::Body) => inside(borders.body_start, u32::MAX),
            Limit::Zone(Zone::Byline) => inside(borders.byline_start, borders.dateline_start),
            Limit::Zone(Zone::Dateline) => inside(borders.dateline_start, borders.dateline_end),
            Limit::Zone(_) => true,
            Limit::First(count) => {
                let last = self.words_after(borders.body_start, count);
                inside(borders.body_start, last.saturating_add(1))
            }
            Limit::Case(case) => (extent.start..=extent.last).all(|position| {
                let known = usize::try_from(position).ok();
                let capitals = known.and_then(|at| self.occurrences.capitals.get(at));
                capitals.copied().unwrap_or_default().satisfies(case)
            }),
        }
    }
}

/// Of extents that begin together keeps the longest: `state-of-the-art` in a
/// text is both its parts side by side and its solid form, and occurs once.
fn keep_longest(extents: &mut Vec<Extent>) {
    extents.dedup_by(|next, kept| {
        let together = next.start == kept.start;
        if together {
            kept.last = next.last;
        }
        together
    });
}

/// The stretch from the first to the last of two extents.
fn hull(a: Extent, b: Extent) -> Extent {
    Extent { start: a.start.min(b.start), last: a.last.max(b.last) }
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
