//! Words that a text may write with a hyphen: `cooperate` stands for
//! `co-operate` too, which are two words where words are counted.

use super::plan::{Limit, Node, Pick, Plan, Via};
use super::words::WordPlanner;

/// Two parts that a word may be written in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hyphenation {
    /// The term of the first part.
    pub first: String,
    /// The term of the second part, and those of its inflections.
    pub second: Vec<String>,
}

impl Hyphenation {
    /// Adds the terms of the inflections of the second part.
    pub fn inflect(&mut self, words: &mut WordPlanner) {
        let Some(second) = self.second.first() else { return };
        let inflections = words.inflections(second);
        self.second.extend(inflections);
        self.second.dedup();
    }
}

/// Letters of a word that may be written in two parts.
const SHORTEST: usize = 4;
/// Letters of a second part: fewer are endings.
const SHORTEST_SECOND: usize = 2;

/// Fills in the ways to write the words whose place or width matters, without
/// inflections.
pub(super) fn fill_in(plan: &mut Plan) {
    let mut measured = Vec::new();
    collect(plan, &plan.root, false, &mut measured);
    measured.sort_unstable();
    measured.dedup();
    for number in measured {
        let Some(leaf) = plan.leaves.get_mut(number) else { continue };
        let is_word = leaf.label.is_none() && leaf.folded.chars().all(char::is_alphabetic);
        if is_word && matches!(leaf.pick, Pick::Terms(_)) {
            leaf.hyphenations = hyphenations(&leaf.folded);
        }
    }
}

/// The leaves below a proximity, in a phrase, or among the first words.
fn collect(plan: &Plan, node: &Node, is_measured: bool, leaves: &mut Vec<usize>) {
    let is_measured = match node {
        Node::Near { .. } | Node::Limit(Limit::First(_), _) => true,
        Node::Phrase { clause, .. } => {
            is_measured || plan.clauses.get(*clause).is_some_and(|own| own.via == Via::Phrase)
        }
        _ => is_measured,
    };
    match node {
        // What was typed with hyphens is looked for in both ways as it is.
        Node::Or(parts) if node.is_one_clause() => {
            let parted = parts.iter().take(1);
            parted.for_each(|parted| collect(plan, parted, is_measured, leaves));
        }
        Node::Word { .. } | Node::Phrase { .. } if is_measured => {
            node.each_leaf(&mut |leaf| leaves.push(leaf));
        }
        _ => {
            let children = node.children().into_iter();
            children.for_each(|child| collect(plan, child, is_measured, leaves));
        }
    }
}

fn hyphenations(word: &str) -> Vec<Hyphenation> {
    if word.chars().count() < SHORTEST {
        return Vec::new();
    }
    let parts = word.char_indices().skip(1).filter_map(|(at, _)| word.split_at_checked(at));
    let long = parts.filter(|(_, second)| second.chars().count() >= SHORTEST_SECOND);
    long.map(|(first, second)| Hyphenation {
        first: first.to_owned(),
        second: vec![second.to_owned()],
    })
    .collect()
}
