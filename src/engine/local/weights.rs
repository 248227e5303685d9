//! What the words of a plan weigh, and which of its parts score.

use tantivy::Score;

use super::statistics::Statistics;
use crate::query::interval::{Evaluator, Occurrences};
use crate::query::plan::{Node, Plan};
use crate::query::ranking::{ScoredUnit, idf, word_weight};

/// The weight of each leaf as a word of the query.
pub(super) struct LeafWeights(Vec<f64>);

impl LeafWeights {
    pub(super) fn new(plan: &Plan) -> Self {
        let folded: Vec<&str> = plan.leaves.iter().map(|leaf| leaf.folded.as_str()).collect();
        let alone = folded.iter().all(|word| word_weight(word, false) < 1.0);
        Self(folded.into_iter().map(|word| word_weight(word, alone)).collect())
    }

    #[expect(clippy::cast_possible_truncation, reason = "weights are 0, 0.5 and 1")]
    pub(super) fn of(&self, leaf: usize) -> Score {
        self.exactly(leaf) as Score
    }

    fn exactly(&self, leaf: usize) -> f64 {
        self.0.get(leaf).copied().unwrap_or(1.0)
    }
}

/// How rare a leaf is.
pub(super) fn leaf_idf(plan: &Plan, leaf: usize, statistics: &Statistics) -> f64 {
    let terms = plan.leaves.get(leaf).map(|leaf| leaf.terms.as_slice()).unwrap_or_default();
    let articles: u64 = terms.iter().map(|expansion| expansion.articles).sum();
    idf(articles.min(statistics.articles()), statistics.articles())
}

/// How rare the leaves of a text node are together; of alternatives the rarest counts.
pub(super) fn idf_sum(plan: &Plan, node: &Node, statistics: &Statistics) -> f64 {
    match node {
        Node::Word { leaf, .. } => leaf_idf(plan, *leaf, statistics),
        Node::Phrase { parts, .. } => {
            parts.iter().map(|(_, leaf)| leaf_idf(plan, *leaf, statistics)).sum()
        }
        Node::Sloppy { leaves, .. } => {
            leaves.iter().map(|leaf| leaf_idf(plan, *leaf, statistics)).sum()
        }
        Node::Or(parts) => {
            parts.iter().map(|part| idf_sum(plan, part, statistics)).fold(0.0, f64::max)
        }
        Node::Near { negated: true, left, .. } => idf_sum(plan, left, statistics),
        _ => node.children().into_iter().map(|child| idf_sum(plan, child, statistics)).sum(),
    }
}

/// A part of a plan that scores: a word or phrase with the limits around it.
pub(super) struct Unit<'a> {
    node: &'a Node,
    idf: f64,
    weight: f64,
}

/// The scoring parts of a plan, in the order of the query.
pub(super) fn units<'a>(
    plan: &'a Plan,
    weights: &LeafWeights,
    statistics: &Statistics,
) -> Vec<Unit<'a>> {
    let mut units = Vec::new();
    let mut collector = UnitCollector { plan, weights, statistics, units: &mut units };
    collector.visit(&plan.root, 1.0);
    units
}

/// Whether the order in which tantivy adds scores may show in the sum: it
/// steps through the rarest part of an AND first, and which that is differs
/// from segment to segment. An OR is added in the order of the query.
pub(super) fn order_may_show(plan: &Plan) -> bool {
    let scores =
        |part: &&Node| !matches!(part, Node::Not(_) | Node::Filter(_) | Node::All | Node::Nothing);
    plan.root.any(&|node| match node {
        Node::And(parts) => parts.iter().filter(scores).count() > 2,
        _ => false,
    })
}

/// What an article can score at most in the first stage.
pub(super) fn highest_score(plan: &Plan, weights: &LeafWeights, statistics: &Statistics) -> f64 {
    let units = units(plan, weights, statistics);
    units.iter().map(|unit| unit.idf * unit.weight.abs() * HIGHEST_FREQUENCY).sum()
}

/// What BM25 makes of a frequency at most, in units of idf.
const HIGHEST_FREQUENCY: f64 = 2.2;

struct UnitCollector<'a, 'b> {
    plan: &'a Plan,
    weights: &'b LeafWeights,
    statistics: &'b Statistics,
    units: &'b mut Vec<Unit<'a>>,
}

impl<'a> UnitCollector<'a, '_> {
    fn visit(&mut self, node: &'a Node, boost: f64) {
        match node {
            Node::Not(_) | Node::Filter(_) | Node::All | Node::Nothing => {}
            Node::Boost(weight, inner) => self.visit(inner, boost * f64::from(*weight)),
            Node::Near { negated: true, left, .. } => self.visit(left, boost),
            Node::Word { .. } | Node::Phrase { .. } | Node::Sloppy { .. } | Node::Limit(..) => {
                self.push(node, boost);
            }
            _ => node.children().into_iter().for_each(|child| self.visit(child, boost)),
        }
    }

    fn push(&mut self, node: &'a Node, boost: f64) {
        let mut single = Vec::new();
        node.each_leaf(&mut |leaf| single.push(leaf));
        let weight = match single.as_slice() {
            [leaf] => self.weights.exactly(*leaf),
            _ => 1.0,
        };
        let idf = idf_sum(self.plan, node, self.statistics);
        self.units.push(Unit { node, idf, weight: weight * boost });
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
        positions: evaluator.extents(unit.node).into_iter().map(|extent| extent.start).collect(),
    });
    scored.collect()
}
