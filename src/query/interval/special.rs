//! Occurrences that are not simply where their words stand: inside limits,
//! with words that may be moved, or written in two parts.

use super::{Evaluator, Extent, Mark, node_is_label};
use crate::query::ast::Zone;
use crate::query::capitals::Capitals;
use crate::query::plan::{Limit, Node};
use crate::query::sloppy::{self, Loose};

impl Evaluator<'_> {
    /// The stretches inside the limits around `node`.
    pub(super) fn limited(&self, node: &Node) -> Vec<Extent> {
        let inner = node.unlimited();
        if let Node::Sloppy { .. } = inner {
            return self.sloppy(node);
        }
        let mut extents = self.extents(inner);
        for limit in node.limits() {
            extents.retain(|extent| self.within(limit, *extent, || self.letters(inner, *extent)));
        }
        extents
    }

    /// The stretches covered by a phrase whose words may be moved.
    pub(super) fn sloppy(&self, node: &Node) -> Vec<Extent> {
        let mut extents = Vec::new();
        self.each_set(node, &mut |_, set| extents.extend(cover(set)));
        extents
    }

    /// Marks the words of a phrase whose words may be moved.
    pub(super) fn mark_sloppy(&self, node: &Node, wanted: &[Extent], marks: &mut Vec<Mark>) {
        let Node::Sloppy { clause, .. } = node.unlimited() else { return };
        self.each_set(node, &mut |leaves, set| {
            if cover(set).is_none_or(|whole| wanted.binary_search(&whole).is_err()) {
                return;
            }
            marks.extend(leaves.iter().zip(set).map(|(leaf, at)| {
                let extent = Extent::whole(*at, *at);
                Mark { extent, leaf: *leaf, last_leaf: *leaf, clause: *clause, near: true }
            }));
        });
    }

    /// Calls `found` with the leaves of a phrase whose words may be moved, and
    /// every set of positions of them that keeps within the limits around it.
    fn each_set(&self, node: &Node, found: &mut dyn FnMut(&[usize], &[u32])) {
        let Node::Sloppy { leaves, slop, .. } = node.unlimited() else { return };
        let words: Vec<&[u32]> = leaves.iter().map(|leaf| self.positions(*leaf)).collect();
        let is_label = node_is_label(self.plan, node);
        let paragraphs = if is_label { &[][..] } else { &self.occurrences.paragraphs };
        let is_over = || self.is_over();
        let loose = Loose { words: &words, slop: *slop, paragraphs, is_over: &is_over };
        let limits = node.limits();
        sloppy::each_match(loose, &mut |set| {
            let letters = || self.letters_at(set.iter().copied());
            let within = |whole| limits.iter().all(|limit| self.within(*limit, whole, letters));
            if cover(set).is_some_and(within) {
                found(leaves, set);
            }
        });
    }

    /// Whether a leaf stands for words that are written in two parts.
    pub(super) fn may_be_divided(&self, leaf: usize) -> bool {
        self.plan.leaves.get(leaf).is_some_and(|leaf| !leaf.hyphenations.is_empty())
    }

    /// How many positions an occurrence covers more than its leaf says: one if
    /// it is written in two parts.
    pub(super) fn more_positions(&self, leaf: usize, start: u32) -> u32 {
        let width = self.occurrences.widths.get(&(leaf, start)).copied();
        u32::from(width == Some(2) && self.may_be_divided(leaf))
    }

    /// A phrase of which some words may be written in two parts.
    pub(super) fn divided_phrase(&self, parts: &[(u32, usize)], len: u32) -> Vec<Extent> {
        let ends = parts.iter().skip(1).map(|(offset, _)| *offset).chain([len]);
        let steps: Vec<_> =
            parts.iter().zip(ends).map(|((start, leaf), end)| (*leaf, end - start)).collect();
        let end = |start: u32| {
            steps.iter().try_fold(start, |at, (leaf, step)| {
                self.positions(*leaf).binary_search(&at).ok()?;
                Some(at + step + self.more_positions(*leaf, at))
            })
        };
        let first = parts.first().map_or(&[][..], |(_, leaf)| self.positions(*leaf));
        let extent = |start: &u32| Some(Extent::whole(*start, end(*start)? - 1));
        first.iter().filter_map(extent).collect()
    }

    /// Whether a stretch with these letters keeps within a limit.
    fn within(&self, limit: Limit, extent: Extent, letters: impl Fn() -> Capitals) -> bool {
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
            Limit::Case(case) => letters().satisfy(case),
        }
    }

    /// The letters of a word or phrase that was found; a word with hyphens may
    /// be found by its first position.
    fn letters(&self, node: &Node, extent: Extent) -> Capitals {
        let width = match node {
            Node::Word { leaf, .. } => self.occurrences.widths.get(&(*leaf, extent.start)),
            _ => None,
        };
        let end = width.map_or(extent.last + 1, |width| extent.start + width);
        self.letters_at(extent.start..end)
    }

    fn letters_at(&self, positions: impl Iterator<Item = u32>) -> Capitals {
        let known = positions.filter_map(|position| usize::try_from(position).ok());
        let letters = known.filter_map(|at| self.occurrences.capitals.get(at).copied());
        letters.fold(Capitals::default(), Capitals::and)
    }
}

/// The stretch from the first to the last of some words, which has room for
/// others between them.
fn cover(positions: &[u32]) -> Option<Extent> {
    let (start, last) = (*positions.iter().min()?, *positions.iter().max()?);
    Some(Extent { start, last, head: start, tail: last })
}
