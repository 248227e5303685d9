//! The clauses of a plan: what each of them is looked for by.

use super::plan::{Limit, Node, Plan};
use super::token::Prefix;

impl Plan {
    /// For each clause the part of the plan that finds its occurrences, with
    /// the limits around it; `None` if it was left out.
    #[must_use]
    pub fn clause_nodes(&self) -> Vec<Option<&Node>> {
        let mut nodes = vec![None; self.clauses.len()];
        collect(&self.root, &mut nodes);
        nodes
    }
}

impl Node {
    /// The clauses of this node and all below it, ascending.
    #[must_use]
    pub fn clauses(&self) -> Vec<usize> {
        let mut clauses = match self {
            Self::Word { clause, .. }
            | Self::Phrase { clause, .. }
            | Self::Sloppy { clause, .. } => vec![*clause],
            _ => self.children().into_iter().flat_map(Self::clauses).collect(),
        };
        clauses.sort_unstable();
        clauses.dedup();
        clauses
    }

    /// The limits around it, the outermost first.
    #[must_use]
    pub fn limits(&self) -> Vec<Limit> {
        let mut limits = Vec::new();
        let mut node = self;
        while let Self::Limit(limit, inner) = node {
            limits.push(*limit);
            node = inner;
        }
        limits
    }

    /// What stands inside the limits around it.
    #[must_use]
    pub fn unlimited(&self) -> &Self {
        match self {
            Self::Limit(_, inner) => inner.unlimited(),
            node => node,
        }
    }

    /// Whether the node is a word or phrase with the limits around it, or the
    /// ways to write one, such as a compound with and without its hyphens.
    #[must_use]
    pub fn is_one_clause(&self) -> bool {
        match self {
            Self::Word { .. } | Self::Phrase { .. } | Self::Sloppy { .. } => true,
            Self::Limit(_, inner) => inner.is_one_clause(),
            Self::Or(parts) => parts.iter().all(Self::is_one_clause) && self.clauses().len() == 1,
            _ => false,
        }
    }

    /// The leaf for the lack of which a clause cannot be satisfied, if some
    /// leaves are absent.
    pub fn lacking(&self, is_absent: &impl Fn(usize) -> bool) -> Option<usize> {
        match self {
            Self::Word { leaf, .. } => Some(*leaf).filter(|leaf| is_absent(*leaf)),
            Self::Phrase { parts, .. } => {
                parts.iter().map(|(_, leaf)| *leaf).find(|leaf| is_absent(*leaf))
            }
            Self::Sloppy { leaves, .. } => leaves.iter().copied().find(|leaf| is_absent(*leaf)),
            Self::Limit(_, inner) => inner.lacking(is_absent),
            Self::Or(parts) => {
                let lacking: Option<Vec<_>> =
                    parts.iter().map(|part| part.lacking(is_absent)).collect();
                lacking?.first().copied()
            }
            _ => None,
        }
    }
}

impl Limit {
    /// The name of what asks for it in a query, such as `headline` or `caps`.
    #[must_use]
    pub fn name(self) -> String {
        let prefix = match self {
            Self::Zone(zone) => Prefix::Zone(zone),
            Self::First(words) => Prefix::First(words),
            Self::Case(case) => Prefix::Case(case),
        };
        prefix.name().trim_end_matches(':').to_owned()
    }
}

fn collect<'a>(node: &'a Node, nodes: &mut [Option<&'a Node>]) {
    if !node.is_one_clause() {
        node.children().into_iter().for_each(|child| collect(child, nodes));
        return;
    }
    // A group that stands near several others is repeated; once is enough.
    for clause in node.clauses() {
        if let Some(slot) = nodes.get_mut(clause) {
            slot.get_or_insert(node);
        }
    }
}
