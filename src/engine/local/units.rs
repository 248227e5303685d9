//! The parts of a plan that score, and where they occur in an article.

use super::statistics::Statistics;
use super::weights::{LeafWeights, idf_sum, leaf_idf};
use crate::query::interval::{Evaluator, Occurrences};
use crate::query::plan::{Expansion, Node, Plan, Via};
use crate::query::ranking::ScoredUnit;

/// A part of a plan that scores.
pub(super) struct Unit<'a> {
    what: What<'a>,
    pub(super) idf: f64,
    pub(super) weight: f64,
}

impl Unit<'_> {
    /// The clauses that it scores for; of a word that stands in several, the first.
    pub(super) fn clauses(&self, plan: &Plan) -> Vec<usize> {
        match self.what {
            What::Node(node) => node.clauses(),
            What::Piece { leaf, .. } => {
                plan.leaves.get(leaf).map(|leaf| leaf.clause).into_iter().collect()
            }
        }
    }

    /// The word of a compound that it is, if it is one.
    pub(super) fn piece(&self, plan: &Plan) -> Option<String> {
        let What::Piece { leaf, .. } = self.what else { return None };
        plan.leaves.get(leaf).map(|leaf| leaf.folded.clone())
    }
}

/// What occurs where a part scores.
#[derive(Clone, Copy)]
enum What<'a> {
    /// A word or phrase with the limits around it.
    Node(&'a Node),
    /// A word of a compound such as `half-brother`, which an article may go
    /// on to call the brother: it scores by itself. Where the compound is
    /// written solid, all its words occur.
    Piece { leaf: usize, first: usize, solid: Option<usize> },
}

/// The scoring parts of a plan that may occur, in the order of the query; a
/// word that stands there several times is one part and weighs as much more.
pub(super) fn units<'a>(
    plan: &'a Plan,
    weights: &LeafWeights,
    statistics: &Statistics,
) -> Vec<Unit<'a>> {
    collected(plan, weights, statistics, true)
}

fn collected<'a>(
    plan: &'a Plan,
    weights: &LeafWeights,
    statistics: &Statistics,
    in_pieces: bool,
) -> Vec<Unit<'a>> {
    let mut units = Vec::new();
    let mut collector = UnitCollector { plan, weights, statistics, in_pieces, units: &mut units };
    collector.visit(&plan.root, 1.0);
    units
}

/// What an article can score at most in the first stage.
pub(super) fn highest_score(plan: &Plan, weights: &LeafWeights, statistics: &Statistics) -> f64 {
    let units = collected(plan, weights, statistics, false);
    units.iter().map(|unit| unit.idf * unit.weight.abs() * HIGHEST_FREQUENCY).sum()
}

/// What BM25 makes of a frequency at most, in units of idf.
const HIGHEST_FREQUENCY: f64 = 2.2;

struct UnitCollector<'a, 'b> {
    plan: &'a Plan,
    weights: &'b LeafWeights,
    statistics: &'b Statistics,
    in_pieces: bool,
    units: &'b mut Vec<Unit<'a>>,
}

impl<'a> UnitCollector<'a, '_> {
    fn visit(&mut self, node: &'a Node, boost: f64) {
        match node {
            Node::Not(_) | Node::Filter(_) | Node::All | Node::Nothing => {}
            Node::Boost(weight, inner) => self.visit(inner, boost * f64::from(*weight)),
            Node::Near { negated: true, left, .. } => self.visit(left, boost),
            _ if self.in_pieces && self.visit_compound(node, boost) => {}
            Node::Word { .. } | Node::Phrase { .. } | Node::Sloppy { .. } | Node::Limit(..) => {
                self.push_node(node, boost);
            }
            _ => node.children().into_iter().for_each(|child| self.visit(child, boost)),
        }
    }

    /// Takes a compound apart; whether the node is one.
    fn visit_compound(&mut self, node: &Node, boost: f64) -> bool {
        let Some(Compound { parts, solid }) = Compound::of(self.plan, node) else { return false };
        let Some((_, first)) = parts.first() else { return false };
        for (_, leaf) in parts {
            let what = What::Piece { leaf: *leaf, first: *first, solid };
            let idf = leaf_idf(self.plan, *leaf, self.statistics);
            self.push(what, idf, self.weights.exactly(*leaf) * boost);
        }
        true
    }

    fn push_node(&mut self, node: &'a Node, boost: f64) {
        let mut single = Vec::new();
        node.each_leaf(&mut |leaf| single.push(leaf));
        let weight = match single.as_slice() {
            [leaf] => self.weights.exactly(*leaf),
            _ => 1.0,
        };
        let idf = idf_sum(self.plan, node, self.statistics);
        self.push(What::Node(node), idf, weight * boost);
    }

    fn push(&mut self, what: What<'a>, idf: f64, weight: f64) {
        if !may_occur(self.plan, what) {
            return;
        }
        match self.units.iter_mut().find(|unit| are_same_word(self.plan, unit.what, what)) {
            Some(known) => known.weight += weight,
            None => self.units.push(Unit { what, idf, weight }),
        }
    }
}

/// A word as typed that the analysis takes apart, such as `half-brother`.
pub(super) struct Compound<'a> {
    /// Its words, with their offsets.
    pub(super) parts: &'a [(u32, usize)],
    /// What it is when written as one word.
    pub(super) solid: Option<usize>,
}

impl<'a> Compound<'a> {
    /// The compound that a node is. Scripts without spaces are not meant:
    /// their pairs of characters are no words.
    pub(super) fn of(plan: &Plan, node: &'a Node) -> Option<Self> {
        let (phrase, solid) = match node {
            Node::Or(nodes) => match nodes.as_slice() {
                [phrase, Node::Word { clause, leaf }] => (phrase, Some((*clause, *leaf))),
                _ => return None,
            },
            node => (node, None),
        };
        let Node::Phrase { clause, parts, .. } = phrase else { return None };
        if solid.is_some_and(|(other, _)| other != *clause) {
            return None;
        }
        let is_word = plan.clauses.get(*clause)?.via == Via::Word;
        let is_plain = |(_, leaf): &(u32, usize)| {
            plan.leaves.get(*leaf).is_some_and(|leaf| leaf.width == 1 && leaf.label.is_none())
        };
        (is_word && parts.iter().all(is_plain))
            .then_some(Self { parts, solid: solid.map(|(_, leaf)| leaf) })
    }

    /// What its words weigh together: each as rare as it is by itself.
    pub(super) fn weight(&self, plan: &Plan, weights: &LeafWeights, all: &Statistics) -> f64 {
        let leaves = self.parts.iter().map(|(_, leaf)| *leaf);
        leaves.map(|leaf| weights.exactly(leaf) * leaf_idf(plan, leaf, all)).sum()
    }
}

fn terms(plan: &Plan, leaf: usize) -> &[Expansion] {
    plan.leaves.get(leaf).map_or(&[], |leaf| leaf.terms.as_slice())
}

/// Whether all words of a part are in the index.
fn may_occur(plan: &Plan, what: What<'_>) -> bool {
    let known = |leaf: usize| !terms(plan, leaf).is_empty();
    match what {
        What::Node(Node::Word { leaf, .. }) => known(*leaf),
        What::Node(Node::Phrase { parts, .. }) => parts.iter().all(|(_, leaf)| known(*leaf)),
        What::Node(Node::Sloppy { leaves, .. }) => leaves.iter().all(|leaf| known(*leaf)),
        What::Node(_) => true,
        What::Piece { leaf, solid, .. } => known(leaf) || solid.is_some_and(known),
    }
}

/// Whether both are words, without limits, that stand for the same terms.
fn are_same_word(plan: &Plan, a: What<'_>, b: What<'_>) -> bool {
    let (Some(a), Some(b)) = (a.word(), b.word()) else { return false };
    let label = |leaf: usize| plan.leaves.get(leaf).map(|leaf| leaf.label);
    label(a) == label(b) && terms(plan, a) == terms(plan, b)
}

impl What<'_> {
    fn word(self) -> Option<usize> {
        match self {
            Self::Node(Node::Word { leaf, .. }) => Some(*leaf),
            Self::Piece { leaf, .. } => Some(leaf),
            Self::Node(_) => None,
        }
    }

    /// Where it begins in one article, ascending.
    fn positions(self, evaluator: &Evaluator<'_>) -> Vec<u32> {
        match self {
            Self::Node(Node::Word { leaf, .. }) => evaluator.positions(*leaf).to_vec(),
            Self::Node(node) => {
                evaluator.extents(node).into_iter().map(|extent| extent.start).collect()
            }
            Self::Piece { leaf, first, solid } => {
                let mut positions = evaluator.positions(leaf).to_vec();
                let Some(solid) = solid.filter(|solid| !evaluator.positions(*solid).is_empty())
                else {
                    return positions;
                };
                // A hyphenated compound has its solid form where its first word stands.
                let hyphenated = evaluator.positions(first);
                let written_solid = evaluator.positions(solid).iter();
                positions.extend(written_solid.filter(|at| hyphenated.binary_search(at).is_err()));
                positions.sort_unstable();
                positions
            }
        }
    }
}

/// The units with their occurrences in one article.
pub(super) fn scored(
    units: &[Unit<'_>],
    plan: &Plan,
    occurrences: &Occurrences,
) -> Vec<ScoredUnit> {
    let evaluator = Evaluator::new(plan, occurrences);
    let scored = units.iter().map(|unit| ScoredUnit {
        idf: unit.idf,
        weight: unit.weight,
        positions: unit.what.positions(&evaluator),
    });
    scored.collect()
}
