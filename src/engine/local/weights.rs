//! What the words of a plan weigh.

use tantivy::Score;

use super::statistics::Statistics;
use crate::query::plan::{Leaf, Node, Plan};
use crate::query::ranking::{idf, leaf_weights};

/// The weight of each leaf as a word of the query.
pub(super) struct LeafWeights(Vec<f64>);

impl LeafWeights {
    pub(super) fn new(plan: &Plan) -> Self {
        Self(leaf_weights(plan))
    }

    #[expect(clippy::cast_possible_truncation, reason = "weights are 0, 0.5 and 1")]
    pub(super) fn of(&self, leaf: usize) -> Score {
        self.exactly(leaf) as Score
    }

    pub(super) fn exactly(&self, leaf: usize) -> f64 {
        self.0.get(leaf).copied().unwrap_or(1.0)
    }
}

/// How rare a leaf is.
pub(super) fn leaf_idf(plan: &Plan, leaf: usize, statistics: &Statistics) -> f64 {
    let articles = plan.leaves.get(leaf).map(Leaf::articles).unwrap_or_default();
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
