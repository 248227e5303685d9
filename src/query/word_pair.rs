//! A quick look at a proximity of two words: most articles that hold both
//! hold them too far apart, which their positions alone can tell.

use super::ast::Near;
use super::plan::{Node, Plan};

/// As many pairs are looked at one by one.
const FEW_PAIRS: usize = 64;

/// A proximity within so many words; a side is a word of the text, or any of several.
#[derive(Debug)]
pub struct WordPair {
    left: Vec<usize>,
    right: Vec<usize>,
    /// Positions from the start of one side to that of the other, beginnings of
    /// paragraphs between them not counted.
    most: u32,
    /// Whether the left side must come first.
    is_ordered: bool,
    is_plain: bool,
}

/// What the positions of the words alone tell of a proximity in an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Glance {
    /// So many pairs are near enough if no border of the article's parts lies
    /// between; one of the last of them begins at `last`.
    Near {
        /// How many.
        pairs: usize,
        /// A position.
        last: u32,
    },
    /// The nearest pair is so many positions too far apart.
    Beyond(u32),
    /// There may be some.
    Unsure,
}

impl WordPair {
    /// The pair of a node, if it is such a proximity.
    #[must_use]
    pub fn of(plan: &Plan, node: &Node) -> Option<Self> {
        let Node::Near { near, negated: false, left, right } = node else { return None };
        let (Near::Within(distance) | Near::Before(distance)) = near else { return None };
        let (left, right) = (words(left)?, words(right)?);
        let mut widest = 1;
        for number in left.iter().chain(&right) {
            let leaf = plan.leaves.get(*number).filter(|leaf| leaf.label.is_none())?;
            let is_divided = !leaf.hyphenations.is_empty();
            widest = widest.max(if is_divided { 2 } else { leaf.width });
        }
        let is_ordered = matches!(near, Near::Before(_));
        let is_plain = widest == 1 && left.len() == 1 && right.len() == 1;
        let most = distance.saturating_add(widest - 1);
        Some(Self { left, right, most, is_ordered, is_plain })
    }

    /// The leaves of the two sides.
    #[must_use]
    pub fn sides(&self) -> [&[usize]; 2] {
        [&self.left, &self.right]
    }

    /// Whether each side is one word that covers one position: of those all
    /// but what crosses borders, and one word on both sides, is seen at a glance.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.is_plain
    }

    /// What can be said of an article in which paragraphs begin at these
    /// positions, or at more; `leaves` as in
    /// [`Occurrences::leaves`](super::interval::Occurrences::leaves).
    #[must_use]
    pub fn glance(&self, leaves: &[Vec<u32>], paragraphs: &[u32]) -> Glance {
        let positions = |leaf: &usize| leaves.get(*leaf).map_or(&[][..], Vec::as_slice);
        if let ([left], [right], true) = (&*self.left, &*self.right, self.is_plain) {
            let (lefts, rights) = (positions(left), positions(right));
            let is_quick = paragraphs.is_empty() && lefts.len() * rights.len() <= FEW_PAIRS;
            return if is_quick {
                self.count_all(lefts, rights)
            } else {
                self.count(lefts, rights, paragraphs)
            };
        }
        let sides =
            self.left.iter().flat_map(|left| self.right.iter().map(move |right| (left, right)));
        let gaps = sides.filter_map(|(left, right)| nearest(positions(left), positions(right)));
        let beyond = gaps.min().unwrap_or(u32::MAX).saturating_sub(self.most);
        if beyond == 0 { Glance::Unsure } else { Glance::Beyond(beyond) }
    }

    /// As [`WordPair::count`], where no paragraph begins: every pair is looked
    /// at, without a branch for any.
    fn count_all(&self, lefts: &[u32], rights: &[u32]) -> Glance {
        let (pairs, nearest) = if self.is_ordered {
            counted(lefts, rights, self.most, |left, right| right.wrapping_sub(left))
        } else {
            counted(lefts, rights, self.most, u32::abs_diff)
        };
        let is_near = |left: u32, right: u32| {
            let ahead = right.wrapping_sub(left);
            let gap = if self.is_ordered { ahead } else { left.abs_diff(right) };
            gap <= self.most
        };
        let begin_of = |left: &u32| {
            let right = rights.iter().rev().find(|right| is_near(*left, **right));
            right.map(|right| *left.min(right))
        };
        match nearest {
            0 => Glance::Unsure,
            gap if gap > self.most => Glance::Beyond(gap - self.most),
            _ => Glance::Near { pairs, last: lefts.iter().rev().find_map(begin_of).unwrap_or(0) },
        }
    }

    fn count(&self, lefts: &[u32], rights: &[u32], paragraphs: &[u32]) -> Glance {
        let mut tally = Tally { most: self.most, pairs: 0, last: 0, beyond: u32::MAX };
        // Both sides ascend, and are short.
        let mut behind = rights;
        for at in lefts {
            while let Some((_, rest)) = behind.split_first().filter(|(first, _)| *first < at) {
                behind = rest;
            }
            if behind.first() == Some(at) {
                return Glance::Unsure;
            }
            for right in behind {
                if !tally.add(*at, *right, paragraphs) {
                    break;
                }
            }
            if self.is_ordered {
                continue;
            }
            let before = rights.get(..rights.len() - behind.len()).unwrap_or_default();
            for right in before.iter().rev() {
                if !tally.add(*right, *at, paragraphs) {
                    break;
                }
            }
        }
        tally.glance()
    }
}

/// The pairs of a proximity, counted.
struct Tally {
    most: u32,
    pairs: usize,
    /// Where the last of them begins.
    last: u32,
    /// How many positions too far apart the nearest of the others is.
    beyond: u32,
}

impl Tally {
    /// Whether a pair is near enough.
    fn add(&mut self, first: u32, second: u32, paragraphs: &[u32]) -> bool {
        let mut gap = second - first;
        if !paragraphs.is_empty() {
            gap -= marks_between(paragraphs, first, second);
        }
        if gap > self.most {
            self.beyond = self.beyond.min(gap - self.most);
            return false;
        }
        self.pairs += 1;
        self.last = self.last.max(first);
        true
    }

    fn glance(&self) -> Glance {
        match self.pairs {
            0 => Glance::Beyond(self.beyond),
            pairs => Glance::Near { pairs, last: self.last },
        }
    }
}

/// How many pairs are no more than `most` apart, and how far the nearest is.
fn counted(
    lefts: &[u32],
    rights: &[u32],
    most: u32,
    gap: impl Fn(u32, u32) -> u32,
) -> (usize, u32) {
    let (mut pairs, mut nearest) = (0, u32::MAX);
    for left in lefts {
        for right in rights {
            let gap = gap(*left, *right);
            pairs += usize::from(gap <= most);
            nearest = nearest.min(gap);
        }
    }
    (pairs, nearest)
}

/// How many of the ascending `marks` lie between two positions.
fn marks_between(marks: &[u32], first: u32, second: u32) -> u32 {
    let upto_first = marks.partition_point(|mark| *mark <= first);
    let before_second = marks.partition_point(|mark| *mark < second);
    u32::try_from(before_second - upto_first).unwrap_or(u32::MAX)
}

/// The leaves of a node that is a word or any of several.
fn words(node: &Node) -> Option<Vec<usize>> {
    match node {
        Node::Word { leaf, .. } => Some(vec![*leaf]),
        Node::Or(parts) => {
            let words: Option<Vec<Vec<usize>>> = parts.iter().map(words).collect();
            words.map(|words| words.concat())
        }
        _ => None,
    }
}

/// How far apart the nearest two different positions, one of each ascending list, are.
fn nearest(left: &[u32], right: &[u32]) -> Option<u32> {
    let of_one = |at: &u32| {
        let (upto, after) = right.split_at(right.partition_point(|other| other <= at));
        let before = upto.iter().rev().find(|other| *other < at).map(|before| at - before);
        let after = after.first().map(|next| next - at);
        before.into_iter().chain(after).min()
    };
    left.iter().filter_map(of_one).min()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::analysis::Borders;
    use crate::query::interval::{Evaluator, Occurrences};
    use crate::query::plan::{Leaf, Pick};

    fn plan(near: Near, widths: (u32, u32)) -> Plan {
        let word = |leaf| Box::new(Node::Word { clause: 0, leaf });
        let root = Node::Near { near, negated: false, left: word(0), right: word(1) };
        let leaf = |width| Leaf {
            label: None,
            pick: Pick::Terms(Vec::new()),
            folded: String::new(),
            terms: Vec::new(),
            width,
            clause: 0,
            hyphenations: Vec::new(),
        };
        Plan { root, leaves: vec![leaf(widths.0), leaf(widths.1)], ..Plan::default() }
    }

    fn ascending() -> impl Strategy<Value = Vec<u32>> {
        prop::collection::btree_set(0..60_u32, 0..6).prop_map(|set| set.into_iter().collect())
    }

    proptest! {
        #[test]
        fn what_is_seen_at_a_glance_is_so(
            (left, right, paragraphs) in (ascending(), ascending(), ascending()),
            distance in 1..8_u32,
            ordered: bool,
            widths in prop_oneof![Just((1, 1)), (1..4_u32, 1..4_u32)],
            body_start in 0..20_u32,
        ) {
            let near = if ordered { Near::Before(distance) } else { Near::Within(distance) };
            let plan = plan(near, widths);
            let pair = WordPair::of(&plan, &plan.root).unwrap();
            let marks = u32::try_from(paragraphs.len()).unwrap();
            let leaves = vec![left, right];
            let [blind, seeing] = [&[][..], &paragraphs].map(|marks| pair.glance(&leaves, marks));
            let is_plain = widths == (1, 1);
            let borders = Borders { body_start, ..Borders::default() };
            let occurrences = Occurrences { leaves, paragraphs, borders, ..Occurrences::default() };
            let found = Evaluator::new(&plan, &occurrences).extents(&plan.root);
            match blind {
                Glance::Near { last, .. } if last >= body_start => prop_assert!(!found.is_empty()),
                Glance::Beyond(words) if words > marks => prop_assert!(found.is_empty()),
                _ => {}
            }
            match seeing {
                Glance::Near { pairs, last } if is_plain => {
                    prop_assert!(last < body_start || !found.is_empty());
                    prop_assert!(body_start > 0 || found.len() == pairs);
                }
                Glance::Beyond(_) if is_plain => prop_assert!(found.is_empty()),
                _ => {}
            }
        }
    }

    #[test]
    fn pairs_are_counted_from_positions_alone() {
        let plan = plan(Near::Within(5), (1, 1));
        let pair = WordPair::of(&plan, &plan.root).unwrap();
        let glance = |left: &[u32], right: &[u32], paragraphs: &[u32]| {
            pair.glance(&[left.to_vec(), right.to_vec()], paragraphs)
        };
        assert_eq!(glance(&[1, 30], &[10, 50], &[]), Glance::Beyond(4));
        assert_eq!(glance(&[1], &[10], &[3, 4, 6, 8]), Glance::Near { pairs: 1, last: 1 });
        assert_eq!(glance(&[4, 6], &[5], &[]), Glance::Near { pairs: 2, last: 5 });
        assert_eq!(glance(&[7], &[7], &[]), Glance::Unsure);
    }
}
