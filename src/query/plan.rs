//! From the query as written to what is looked for: words become index terms,
//! zones and cases become limits on words, bare neighbours become AND or OR.
//!
//! The last place where the user's text exists.

use super::ast::{Ast, Case, Filter, Kind, Near, Phrase, Zone};
use super::note::{Note, QueryError};
use super::stop::Stop;
use super::words::{LeafPlace, WordPlanner};
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
    /// Whether the query asks for a status, so that none is left out by default.
    pub names_status: bool,
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
/// If a part of it cannot be what it is asked to be.
pub fn plan(
    text: &str,
    ast: &Ast,
    settings: Settings,
    words: &mut WordPlanner,
) -> Result<(Plan, Vec<Note>), QueryError> {
    let mut planner = Planner { text, settings, words, plan: Plan::default(), notes: Vec::new() };
    let root = planner.node(ast, Context::default())?;
    let mut plan = planner.plan;
    // A query of which nothing is left finds nothing.
    plan.root = root.unwrap_or_default();
    Ok((plan, planner.notes))
}

/// What the parts around a node ask of it.
#[derive(Clone, Copy)]
struct Context {
    label: Option<Zone>,
    zone: Option<Zone>,
    first: Option<u32>,
    case: Option<Case>,
    positive: bool,
}

impl Default for Context {
    fn default() -> Self {
        Self { label: None, zone: None, first: None, case: None, positive: true }
    }
}

struct Planner<'a> {
    text: &'a str,
    settings: Settings,
    words: &'a mut WordPlanner,
    plan: Plan,
    notes: Vec<Note>,
}

impl Planner<'_> {
    /// The condition that a part of the query is; `None` if it holds nothing
    /// to look for and is left out.
    fn node(&mut self, ast: &Ast, context: Context) -> Result<Option<Node>, QueryError> {
        Ok(match &ast.kind {
            Kind::All => Some(Node::All),
            Kind::Word(word) => {
                let via = via_of(word.pattern, word.edits, context);
                let clause = self.clause(ast.span, via, context);
                let place = LeafPlace { clause, label: context.label };
                let node = self.words.word(word, place, &mut self.plan.leaves);
                self.placed(node, ast.span, context)
            }
            Kind::Phrase(phrase) => self.phrase(phrase, ast.span, context),
            Kind::Regex(pattern) => {
                let clause = self.clause(ast.span, Via::Prefix, context);
                let pick = Pick::Regex(self.words.fold_regex(pattern));
                let place = LeafPlace { clause, label: context.label };
                let leaf = WordPlanner::leaf(pick, 1, place, &mut self.plan.leaves);
                self.placed(Some(Node::Word { clause, leaf }), ast.span, context)
            }
            Kind::Sequence(parts) => self.sequence(parts, context)?,
            Kind::And(parts) => self.nodes(parts, context)?.map(Node::And),
            Kind::Or(parts) => self.nodes(parts, context)?.map(Node::Or),
            Kind::Not(part) => {
                let inner = self.node(part, Context { positive: false, ..context })?;
                inner.map(|inner| Node::Not(Box::new(inner)))
            }
            Kind::Proximity(proximity, left, right) => {
                let negative =
                    Context { positive: context.positive && !proximity.negated, ..context };
                match (self.node(left, context)?, self.node(right, negative)?) {
                    (Some(left), Some(right)) => {
                        let near = distribute(proximity.near, proximity.negated, left, right);
                        Some(near.ok_or_else(|| not_text(ast.span))?)
                    }
                    (Some(left), None) => Some(left),
                    (None, right) => right.filter(|_| !proximity.negated),
                }
            }
            Kind::Zone(zone, part) => self.node(part, in_zone(*zone, context))?,
            Kind::AtLeast(count, part) => match self.node(part, context)? {
                Some(inner) if !inner.is_text() => return Err(not_text(part.span)),
                inner => inner.map(|inner| Node::AtLeast(*count, Box::new(inner))),
            },
            Kind::Case(case, part) => self.node(part, Context { case: Some(*case), ..context })?,
            Kind::First(count, part) => {
                self.node(part, Context { first: Some(*count), ..context })?
            }
            Kind::Boost(weight, part) => {
                self.node(part, context)?.map(|inner| Node::Boost(*weight, Box::new(inner)))
            }
            Kind::Filter(filter) => {
                self.plan.names_status |= matches!(filter, Filter::Status(_));
                self.plan.filters.push(filter.clone());
                Some(Node::Filter(self.plan.filters.len() - 1))
            }
        })
    }

    /// The parts that are not left out; `None` if all are.
    fn nodes(&mut self, parts: &[Ast], context: Context) -> Result<Option<Vec<Node>>, QueryError> {
        let nodes = parts.iter().filter_map(|part| self.node(part, context).transpose());
        let nodes: Vec<Node> = nodes.collect::<Result<_, _>>()?;
        Ok(Some(nodes).filter(|nodes| !nodes.is_empty()))
    }

    /// Parts side by side: all of them, or, if any will do, one of those that
    /// are neither excluded nor filters, and all the rest.
    fn sequence(&mut self, parts: &[Ast], context: Context) -> Result<Option<Node>, QueryError> {
        let Some(nodes) = self.nodes(parts, context)? else { return Ok(None) };
        if !self.settings.any {
            return Ok(Some(Node::And(nodes)));
        }
        let is_fixed = |node: &Node| matches!(node, Node::Not(_) | Node::Filter(_));
        let (mut all, any): (Vec<_>, Vec<_>) = nodes.into_iter().partition(is_fixed);
        if !any.is_empty() {
            all.push(Node::Or(any));
        }
        Ok(Some(Node::And(all)))
    }

    fn phrase(&mut self, phrase: &Phrase, span: Span, context: Context) -> Option<Node> {
        let clause = self.clause(span, via_of(false, 0, context).or_phrase(), context);
        let place = LeafPlace { clause, label: context.label };
        let node = self.words.phrase(phrase, place, &mut self.plan.leaves);
        self.placed(node, span, context)
    }

    fn clause(&mut self, span: Span, via: Via, context: Context) -> usize {
        let text = span.of(self.text).to_owned();
        self.plan.clauses.push(Clause { text, span, via, positive: context.positive });
        self.plan.clauses.len() - 1
    }

    /// Puts the limits around a word or phrase; one without letters or digits is left out.
    fn placed(&mut self, node: Option<Node>, span: Span, context: Context) -> Option<Node> {
        let Some(mut node) = node else {
            self.notes.push(Note {
                code: "W6",
                span,
                message: "there is no letter or digit to look for here; it was left out".into(),
                help: None,
            });
            return None;
        };
        let zone = context.zone.map(Limit::Zone);
        let limits = [zone, context.first.map(Limit::First), context.case.map(Limit::Case)];
        for limit in limits.into_iter().flatten() {
            node = Node::Limit(limit, Box::new(node));
        }
        Some(node)
    }
}

impl Via {
    fn or_phrase(self) -> Self {
        if self == Self::Word { Self::Phrase } else { self }
    }
}

fn via_of(pattern: bool, edits: u8, context: Context) -> Via {
    match () {
        () if context.case.is_some() => Via::Case,
        () if edits > 0 => Via::Fuzzy,
        () if pattern => Via::Prefix,
        () => Via::Word,
    }
}

fn in_zone(zone: Zone, context: Context) -> Context {
    if zone.is_label() {
        Context { label: Some(zone), zone: None, ..context }
    } else {
        Context { label: None, zone: Some(zone), ..context }
    }
}

fn not_text(span: Span) -> QueryError {
    QueryError {
        code: "Q20",
        span,
        message: "only words, phrases and groups of them can stand near each other or be counted"
            .into(),
        help: Some("take the filter or NOT out of this group".into()),
    }
}

/// `(a AND b) w/5 c` means `a w/5 c AND b w/5 c`; `None` if a side is not text.
fn distribute(near: Near, negated: bool, left: Node, right: Node) -> Option<Node> {
    match (left, right) {
        (Node::And(parts), right) => {
            let each = parts.into_iter().map(|left| distribute(near, negated, left, right.clone()));
            each.collect::<Option<_>>().map(Node::And)
        }
        (left, Node::And(parts)) => {
            let each =
                parts.into_iter().map(|right| distribute(near, negated, left.clone(), right));
            each.collect::<Option<_>>().map(Node::And)
        }
        (left, right) if left.is_text() && right.is_text() => {
            Some(Node::Near { near, negated, left: Box::new(left), right: Box::new(right) })
        }
        _ => None,
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
