//! Nearness of groups: a side that is joined from conditions on the whole
//! article stands for each of them by itself.

use super::ast::Near;
use super::plan::Node;

/// `(a AND b) w/5 c` means `a w/5 c AND b w/5 c`, and an OR of such groups
/// any of them. What is not near all of a group is not near one of them.
pub(super) fn near(near: Near, negated: bool, left: Node, right: Node) -> Node {
    Nearness { near, negated }.of(left, right)
}

/// How many nodes [`near`] makes of two sides, at most.
pub(super) fn cost(left: &Node, right: &Node) -> usize {
    let each = |side: &Node, other: &Node| nodes(side).saturating_mul(pieces(other));
    each(left, right).saturating_add(each(right, left))
}

/// How many nodes a node consists of.
fn nodes(node: &Node) -> usize {
    let all = |parts: &[Node]| parts.iter().map(nodes).fold(1, usize::saturating_add);
    match node {
        Node::And(parts) | Node::Or(parts) => all(parts),
        Node::Not(inner)
        | Node::Limit(_, inner)
        | Node::AtLeast(_, inner)
        | Node::Boost(_, inner) => nodes(inner).saturating_add(1),
        Node::Near { left, right, .. } => nodes(left).saturating_add(nodes(right)),
        Node::Phrase { parts, .. } => parts.len(),
        Node::Sloppy { leaves, .. } => leaves.len(),
        _ => 1,
    }
}

/// How many parts a side stands for.
fn pieces(side: &Node) -> usize {
    match side {
        text if text.is_text() => 1,
        Node::And(parts) | Node::Or(parts) => {
            parts.iter().map(pieces).fold(0, usize::saturating_add)
        }
        Node::Boost(_, inner) => pieces(inner),
        _ => 1,
    }
}

#[derive(Clone, Copy)]
struct Nearness {
    near: Near,
    negated: bool,
}

impl Nearness {
    fn of(self, left: Node, right: Node) -> Node {
        let each = |parts: Vec<Node>| -> Vec<Node> {
            parts.into_iter().map(|left| self.of(left, right.clone())).collect()
        };
        match Side::of(left) {
            Side::All(parts) => Node::And(each(parts)),
            Side::Any(parts) => Node::Or(each(parts)),
            Side::Text(left) => self.of_text(&left, right),
        }
    }

    fn of_text(self, left: &Node, right: Node) -> Node {
        let Self { near, negated } = self;
        let each = |parts: Vec<Node>| -> Vec<Node> {
            parts.into_iter().map(|right| self.of_text(left, right)).collect()
        };
        match Side::of(right) {
            Side::All(parts) if negated => Node::Or(each(parts)),
            Side::Any(parts) if negated => Node::And(each(parts)),
            Side::All(parts) => Node::And(each(parts)),
            Side::Any(parts) => Node::Or(each(parts)),
            Side::Text(right) => {
                Node::Near { near, negated, left: Box::new(left.clone()), right: Box::new(right) }
            }
        }
    }
}

/// A side of a proximity as far as it is one.
enum Side {
    /// Occurrences in the text.
    Text(Node),
    /// All of these.
    All(Vec<Node>),
    /// Any of these, of which one at most is text.
    Any(Vec<Node>),
}

impl Side {
    fn of(node: Node) -> Self {
        match node {
            text if text.is_text() => Self::Text(text),
            Node::And(parts) => Self::All(parts),
            Node::Or(parts) => {
                let (text, mut parts): (Vec<_>, Vec<_>) =
                    parts.into_iter().partition(Node::is_text);
                if !text.is_empty() {
                    parts.insert(0, Node::Or(text));
                }
                Self::Any(parts)
            }
            Node::Boost(weight, inner) => Self::of(*inner).boosted(weight),
            other => Self::Text(other),
        }
    }

    fn boosted(self, weight: f32) -> Self {
        let boost = |node| Node::Boost(weight, Box::new(node));
        match self {
            Self::Text(node) => Self::Text(boost(node)),
            Self::All(parts) => Self::All(parts.into_iter().map(boost).collect()),
            Self::Any(parts) => Self::Any(parts.into_iter().map(boost).collect()),
        }
    }
}
