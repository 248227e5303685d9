//! From the query as written to what is looked for: words become index terms,
//! zones and cases become limits on words, bare neighbours become AND or OR.
//!
//! The last place where the user's text exists.

use super::ast::{Ast, Case, Filter, Kind, Near, Phrase, Word, Zone};
use super::distribute;
use super::error;
use super::hyphens::{self, Hyphenation};
use super::limits::MAX_NEAR;
use super::note::{Note, QueryError};
use super::stop::Stop;
use super::words::{LeafPlace, WordPlanner};
use crate::article::Status;
use crate::span::Span;

/// What is looked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Plan {
    /// The condition on an article.
    pub root: Node,
    /// The words, by number.
    pub leaves: Vec<Leaf>,
    /// The words and phrases as typed, by number.
    pub clauses: Vec<Clause>,
    /// The filters, by number.
    pub filters: Vec<Filter>,
    /// Whether withdrawn articles are looked at, because the query asks for them.
    pub with_withdrawn: bool,
    /// Only articles that a commit after this one brought in; 0 for all.
    pub since_generation: u64,
    /// In how many days the worth of being new halves; `None` if new articles
    /// are not preferred.
    pub half_life: Option<f64>,
    /// When to give up looking.
    pub stop: Stop,
}

/// A condition on an article.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Node {
    /// Every article.
    All,
    /// No article.
    #[default]
    Nothing,
    /// Occurrences of a word.
    Word {
        /// Which clause it is part of.
        clause: usize,
        /// Which leaf.
        leaf: usize,
    },
    /// Words at fixed distances from each other.
    Phrase {
        /// Which clause it is.
        clause: usize,
        /// Leaves and their offsets in positions from the first.
        parts: Vec<(u32, usize)>,
        /// Positions covered.
        len: u32,
    },
    /// The words of a phrase in any order, moved at most so far.
    Sloppy {
        /// Which clause it is.
        clause: usize,
        /// The leaves, in the order of the phrase.
        leaves: Vec<usize>,
        /// How many positions they may be moved, all together.
        slop: u32,
    },
    /// All of them.
    And(Vec<Node>),
    /// Any of them.
    Or(Vec<Node>),
    /// Not this.
    Not(Box<Node>),
    /// The left side near the right side, or not near it.
    Near {
        /// How near.
        near: Near,
        /// Whether the left side must have no right side that near.
        negated: bool,
        /// The left side.
        left: Box<Node>,
        /// The right side.
        right: Box<Node>,
    },
    /// Occurrences that keep within a limit.
    Limit(Limit, Box<Node>),
    /// At least so many occurrences.
    AtLeast(u32, Box<Node>),
    /// The same, weighing more or less in the score.
    Boost(f32, Box<Node>),
    /// A filter, by number.
    Filter(usize),
}

/// Where, or how, an occurrence must stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// In this zone of the text.
    Zone(Zone),
    /// Within the first words of the body.
    First(u32),
    /// Capitalised so.
    Case(Case),
}

/// A word to look for.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// The field it is looked for in: a label zone, or `None` for the text.
    pub label: Option<Zone>,
    /// Which terms it stands for.
    pub pick: Pick,
    /// The word as typed, folded; empty for patterns.
    pub folded: String,
    /// The terms that occur in the index, filled in by the engine.
    pub terms: Vec<Expansion>,
    /// Positions covered by an occurrence.
    pub width: u32,
    /// Which clause it is part of.
    pub clause: usize,
    /// The ways to write it in two parts, where that matters; the engine
    /// leaves those that occur.
    pub hyphenations: Vec<Hyphenation>,
}

impl Leaf {
    /// In how many articles one of its terms occurs, or more.
    #[must_use]
    pub fn articles(&self) -> u64 {
        self.terms.iter().map(|term| term.articles).sum()
    }
}

/// How the terms of a leaf are found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Pick {
    /// These, as far as they occur.
    Terms(Vec<String>),
    /// Surface forms that match; `*` stands for any characters, `?` for one.
    Pattern(String),
    /// Surface forms within so many edits.
    Fuzzy(String, u8),
    /// Surface forms that match a regular expression as a whole.
    Regex(String),
}

impl Pick {
    /// The word or pattern as a person would write it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Self::Terms(terms) => terms.first().cloned().unwrap_or_default(),
            Self::Pattern(pattern) => pattern.clone(),
            Self::Fuzzy(word, edits) => format!("{word}~{edits}"),
            Self::Regex(pattern) => format!("re:/{pattern}/"),
        }
    }
}

/// A term of the index that a leaf stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Expansion {
    /// The term.
    pub term: String,
    /// In how many articles it occurs.
    pub articles: u64,
}

/// How an occurrence was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    /// By the word itself or an inflection of it.
    Word,
    /// As part of a phrase.
    Phrase,
    /// By the beginning of the word or a pattern.
    Prefix,
    /// By likeness.
    Fuzzy,
    /// By its capital letters.
    Case,
}

/// A word or phrase of the query as typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clause {
    /// As typed.
    pub text: String,
    /// Where in the query.
    pub span: Span,
    /// How its occurrences are found.
    pub via: Via,
    /// Whether its occurrences are marked: not under NOT.
    pub positive: bool,
}

/// How a query is to be understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Settings {
    /// Neighbours without an operator mean OR.
    pub any: bool,
}

/// Plans a query; notes say what was left out of it.
///
/// # Errors
/// If groups beside proximity operators stand for too many words near each other.
pub fn plan(
    text: &str,
    ast: &Ast,
    settings: Settings,
    words: &mut WordPlanner,
) -> Result<(Plan, Vec<Note>), QueryError> {
    let mut planner = Planner {
        text,
        settings,
        words: &mut *words,
        plan: Plan::default(),
        notes: Vec::new(),
        near: 0,
        fault: None,
    };
    let root = planner.node(ast, &Context::default());
    let Planner { mut plan, notes, fault, .. } = planner;
    if let Some(fault) = fault {
        return Err(fault);
    }
    // A query of which nothing is left finds nothing.
    plan.root = root.unwrap_or_default();
    hyphens::fill_in(&mut plan);
    Ok((plan, notes))
}

/// What the parts around a node ask of it.
#[derive(Clone)]
struct Context {
    label: Option<Zone>,
    /// The outermost first; all of them hold.
    limits: Vec<Limit>,
    positive: bool,
}

impl Default for Context {
    fn default() -> Self {
        Self { label: None, limits: Vec::new(), positive: true }
    }
}

impl Context {
    /// The same, not to be marked if `negated`.
    fn below(&self, negated: bool) -> Self {
        Self { positive: self.positive && !negated, ..self.clone() }
    }

    /// A label is no part of the text, and has no zones.
    fn in_zone(&self, zone: Zone) -> Self {
        let mut inner = Self { label: zone.is_label().then_some(zone), ..self.clone() };
        if zone.is_label() {
            inner.limits.retain(|limit| !matches!(limit, Limit::Zone(_)));
            return inner;
        }
        inner.limited(Limit::Zone(zone))
    }

    fn limited(&self, limit: Limit) -> Self {
        let mut inner = self.clone();
        if !inner.limits.contains(&limit) {
            inner.limits.push(limit);
        }
        inner
    }

    fn via(&self, word: &Word) -> Via {
        match () {
            () if self.limits.iter().any(|limit| matches!(limit, Limit::Case(_))) => Via::Case,
            () if word.edits > 0 => Via::Fuzzy,
            () if word.pattern => Via::Prefix,
            () => Via::Word,
        }
    }
}

struct Planner<'a> {
    text: &'a str,
    settings: Settings,
    words: &'a mut WordPlanner,
    plan: Plan,
    notes: Vec<Note>,
    /// How many nodes proximity operators made of their sides.
    near: usize,
    fault: Option<QueryError>,
}

impl Planner<'_> {
    /// The condition that a part of the query is; `None` if it holds nothing
    /// to look for and is left out.
    fn node(&mut self, ast: &Ast, context: &Context) -> Option<Node> {
        match &ast.kind {
            Kind::All => Some(Node::All),
            Kind::Word(word) => self.word(word, ast.span, context),
            Kind::Phrase(phrase) => self.phrase(phrase, ast.span, context),
            Kind::Regex(pattern) => self.regex(pattern, ast.span, context),
            Kind::Sequence(parts) => self.sequence(parts, context),
            Kind::And(parts) => self.nodes(parts, context).map(Node::And),
            Kind::Or(parts) => self.nodes(parts, context).map(Node::Or),
            Kind::Not(part) => {
                let inner = self.node(part, &context.below(true));
                inner.map(|inner| Node::Not(Box::new(inner)))
            }
            Kind::Proximity(proximity, left, right) => {
                let left = self.node(left, context);
                let right = self.node(right, &context.below(proximity.negated));
                match (left, right) {
                    (Some(left), Some(right)) => {
                        self.near = self.near.saturating_add(distribute::cost(&left, &right));
                        if self.near > MAX_NEAR {
                            self.fault.get_or_insert_with(|| error::too_much_near(ast.span));
                            return None;
                        }
                        Some(distribute::near(proximity.near, proximity.negated, left, right))
                    }
                    (Some(left), None) => Some(left),
                    (None, right) => right.filter(|_| !proximity.negated),
                }
            }
            Kind::Zone(zone, part) => self.node(part, &context.in_zone(*zone)),
            Kind::AtLeast(count, part) => {
                let inner = self.node(part, context);
                inner.map(|inner| Node::AtLeast(*count, Box::new(inner)))
            }
            Kind::Case(case, part) => self.node(part, &context.limited(Limit::Case(*case))),
            Kind::First(count, part) => self.node(part, &context.limited(Limit::First(*count))),
            Kind::Boost(weight, part) => {
                let inner = self.node(part, context);
                inner.map(|inner| Node::Boost(*weight, Box::new(inner)))
            }
            Kind::Filter(filter) => Some(self.filter(filter, context)),
        }
    }

    /// The parts that are not left out; `None` if all are.
    fn nodes(&mut self, parts: &[Ast], context: &Context) -> Option<Vec<Node>> {
        let nodes: Vec<Node> = parts.iter().filter_map(|part| self.node(part, context)).collect();
        Some(nodes).filter(|nodes| !nodes.is_empty())
    }

    /// Parts side by side: all of them, or, if any will do, one of those that
    /// ask for something in an article, and all the rest.
    fn sequence(&mut self, parts: &[Ast], context: &Context) -> Option<Node> {
        let nodes = self.nodes(parts, context)?;
        if !self.settings.any {
            return Some(Node::And(nodes));
        }
        let (any, mut all): (Vec<_>, Vec<_>) = nodes.into_iter().partition(Node::asks);
        if all.is_empty() {
            return Some(Node::Or(any));
        }
        if !any.is_empty() {
            all.push(Node::Or(any));
        }
        Some(Node::And(all))
    }

    fn filter(&mut self, filter: &Filter, context: &Context) -> Node {
        let withdrawn = Filter::Status(Status::Kill.name().to_owned());
        self.plan.with_withdrawn |= context.positive && *filter == withdrawn;
        self.plan.filters.push(filter.clone());
        Node::Filter(self.plan.filters.len() - 1)
    }

    fn word(&mut self, word: &Word, span: Span, context: &Context) -> Option<Node> {
        let place = self.place(span, context.via(word), context);
        let node = self.words.word(word, place, &mut self.plan.leaves);
        if node.is_some() {
            self.note_lost_signs(std::slice::from_ref(word), span);
        }
        self.placed(node, span, context)
    }

    fn phrase(&mut self, phrase: &Phrase, span: Span, context: &Context) -> Option<Node> {
        let via = context.via(&Word::default()).or_phrase();
        let place = self.place(span, via, context);
        let node = self.words.phrase(phrase, place, &mut self.plan.leaves);
        if node.is_some() {
            self.note_lost_signs(&phrase.words, span);
        }
        self.placed(node, span, context)
    }

    fn regex(&mut self, pattern: &str, span: Span, context: &Context) -> Option<Node> {
        let via = context.via(&Word { pattern: true, ..Word::default() });
        let place = self.place(span, via, context);
        let pick = Pick::Regex(self.words.fold_regex(pattern));
        let leaf = WordPlanner::leaf(pick, 1, place, &mut self.plan.leaves);
        self.placed(Some(Node::Word { clause: place.clause, leaf }), span, context)
    }

    /// A clause of its own.
    fn place(&mut self, span: Span, via: Via, context: &Context) -> LeafPlace {
        let text = span.of(self.text).to_owned();
        self.plan.clauses.push(Clause { text, span, via, positive: context.positive });
        LeafPlace { clause: self.plan.clauses.len() - 1, label: context.label }
    }

    /// Puts the limits around a word or phrase; one without letters or digits is left out.
    fn placed(&mut self, node: Option<Node>, span: Span, context: &Context) -> Option<Node> {
        let Some(node) = node else {
            self.notes.push(Note {
                code: "W6",
                span,
                message: "there is no letter or digit to look for here; it was left out".into(),
                help: None,
            });
            return None;
        };
        let inwards = context.limits.iter().rev();
        Some(inwards.fold(node, |node, limit| Node::Limit(*limit, Box::new(node))))
    }

    /// Says which signs of typed words are not looked for.
    fn note_lost_signs(&mut self, words: &[Word], span: Span) {
        for lost in words.iter().filter_map(|word| self.words.lost_sign(word)) {
            self.notes.push(Note { code: "W6", span, message: lost.message(), help: lost.help() });
        }
    }
}

impl Via {
    fn or_phrase(self) -> Self {
        if self == Self::Word { Self::Phrase } else { self }
    }
}

impl Node {
    /// Whether the node stands for occurrences in the text rather than for a
    /// condition on the article as a whole.
    #[must_use]
    pub fn is_text(&self) -> bool {
        match self {
            Self::Word { .. } | Self::Phrase { .. } | Self::Sloppy { .. } | Self::Near { .. } => {
                true
            }
            Self::Limit(_, inner) | Self::AtLeast(_, inner) | Self::Boost(_, inner) => {
                inner.is_text()
            }
            Self::Or(parts) => parts.iter().all(Self::is_text),
            _ => false,
        }
    }

    /// Whether the node asks for something that an article must have, rather
    /// than only filters or excludes.
    #[must_use]
    pub fn asks(&self) -> bool {
        match self {
            Self::Not(_) | Self::Filter(_) | Self::Nothing => false,
            Self::And(parts) | Self::Or(parts) => parts.iter().any(Self::asks),
            Self::Boost(_, inner) => inner.asks(),
            _ => true,
        }
    }

    /// The nodes directly below.
    #[must_use]
    pub fn children(&self) -> Vec<&Node> {
        match self {
            Self::And(parts) | Self::Or(parts) => parts.iter().collect(),
            Self::Not(inner)
            | Self::Limit(_, inner)
            | Self::AtLeast(_, inner)
            | Self::Boost(_, inner) => vec![inner],
            Self::Near { left, right, .. } => vec![left, right],
            _ => Vec::new(),
        }
    }

    /// The leaves of this node and all below it.
    pub fn each_leaf(&self, visit: &mut impl FnMut(usize)) {
        match self {
            Self::Word { leaf, .. } => visit(*leaf),
            Self::Phrase { parts, .. } => parts.iter().for_each(|(_, leaf)| visit(*leaf)),
            Self::Sloppy { leaves, .. } => leaves.iter().for_each(|leaf| visit(*leaf)),
            _ => self.children().into_iter().for_each(|child| child.each_leaf(visit)),
        }
    }

    /// Whether this node or one below it satisfies `test`.
    #[must_use]
    pub fn any(&self, test: &impl Fn(&Node) -> bool) -> bool {
        test(self) || self.children().into_iter().any(|child| child.any(test))
    }
}
