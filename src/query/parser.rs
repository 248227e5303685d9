//! Precedence: from a well-formed row of tokens to the tree.
//!
//! Tight to loose: field and function, proximity (smallest distance first,
//! then left to right), NOT, AND, OR, side by side. Recursion is only into
//! parentheses, whose depth [`arrange`](super::arrange) has bounded; the
//! height of the tree is bounded here.

use std::iter::Peekable;
use std::vec::IntoIter;

use super::ast::{Ast, Kind, Proximity};
use super::findings::Findings;
use super::limits::MAX_DEPTH;
use super::mixed::{self, Mixed};
use super::note::QueryError;
use super::token::{Prefix, Token, TokenKind};
use super::{error, occurrence, operator};
use crate::span::Span;

/// The tree of the tokens, which must be well-formed.
pub(super) fn tree(
    tokens: Vec<Token>,
    end: usize,
    findings: &mut Findings,
) -> Result<Ast, QueryError> {
    let mut parser = Parser { tokens: tokens.into_iter().peekable(), findings, end };
    parser.sequence().map(|node| node.ast)
}

/// A part of the tree, with what is not in the tree.
#[derive(Debug)]
struct Node {
    ast: Ast,
    /// With the parentheses around it.
    outer: Span,
    height: usize,
}

struct Parser<'f> {
    tokens: Peekable<IntoIter<Token>>,
    findings: &'f mut Findings,
    /// The end of the query text.
    end: usize,
}

impl Parser<'_> {
    fn next_is(&mut self, is: impl Fn(&TokenKind) -> bool) -> bool {
        self.tokens.peek().is_some_and(|token| is(&token.kind))
    }

    fn eat(&mut self, kind: &TokenKind) -> bool {
        self.tokens.next_if(|token| token.kind == *kind).is_some()
    }

    fn sequence(&mut self) -> Result<Node, QueryError> {
        let mut items: Vec<Node> = Vec::new();
        while self.next_is(|kind| *kind != TokenKind::Close) {
            let begins_with_not = self.not_in_words();
            let item = self.or()?;
            if let Some(before) = items.last().filter(|_| begins_with_not) {
                mixed::check_not(&before.ast, &item.ast, self.findings)?;
            }
            items.push(item);
        }
        self.list(Kind::Sequence, items)
    }

    /// Whether `NOT` comes next; a minus is read the same way by everybody.
    fn not_in_words(&mut self) -> bool {
        self.tokens
            .peek()
            .is_some_and(|token| token.kind == TokenKind::Not && token.span.len() == 3)
    }

    fn or(&mut self) -> Result<Node, QueryError> {
        let mut mixed = Mixed::default();
        let mut items = vec![self.and(&mut mixed)?];
        while self.eat(&TokenKind::Or) {
            items.push(self.and(&mut mixed)?);
        }
        let node = self.list(Kind::Or, items)?;
        mixed.check(&node.ast, self.findings)?;
        Ok(node)
    }

    fn and(&mut self, mixed: &mut Mixed) -> Result<Node, QueryError> {
        let mut items = vec![self.not()?];
        while self.eat(&TokenKind::And) {
            items.push(self.not()?);
        }
        mixed.add(items.len());
        self.list(Kind::And, items)
    }

    fn not(&mut self) -> Result<Node, QueryError> {
        let mut nots = Vec::new();
        while let Some(not) = self.tokens.next_if(|token| token.kind == TokenKind::Not) {
            nots.push(not.span);
        }
        let mut node = self.proximity()?;
        for not in nots.into_iter().rev() {
            node = self.wrap(Kind::Not, node, not)?;
        }
        Ok(node)
    }

    /// Operators wait on a stack until one comes that binds no tighter.
    fn proximity(&mut self) -> Result<Node, QueryError> {
        let mut sides = vec![self.unit()?];
        let mut waiting: Vec<Proximity> = Vec::new();
        while let Some(proximity) = self.near() {
            let rank = operator::looseness(proximity.near);
            let binds = |top: &mut Proximity| operator::looseness(top.near) <= rank;
            while let Some(top) = waiting.pop_if(binds) {
                self.pair(top, &mut sides)?;
            }
            waiting.push(proximity);
            sides.push(self.unit()?);
        }
        while let Some(top) = waiting.pop() {
            self.pair(top, &mut sides)?;
        }
        sides.pop().ok_or_else(|| self.unexpected_end())
    }

    fn near(&mut self) -> Option<Proximity> {
        match self.tokens.peek()?.kind {
            TokenKind::Near(proximity) => {
                self.tokens.next();
                Some(proximity)
            }
            _ => None,
        }
    }

    /// Joins the last two sides.
    fn pair(&mut self, proximity: Proximity, sides: &mut Vec<Node>) -> Result<(), QueryError> {
        let (Some(right), Some(left)) = (sides.pop(), sides.pop()) else { return Ok(()) };
        let around = format!("`{}`", operator::canonical(proximity));
        let node = if let Some(fault) = cannot_be_near(&around, &left.ast, &right.ast) {
            self.findings.fault(fault, "read the nearness as AND")?;
            self.list(Kind::And, vec![left, right])?
        } else {
            self.join(vec![left, right], |sides| {
                let mut sides = sides.into_iter().map(Box::new);
                Some(Kind::Proximity(proximity, sides.next()?, sides.next()?))
            })?
        };
        sides.push(node);
        Ok(())
    }

    /// An operand with what stands in front of it and a weight behind it.
    fn unit(&mut self) -> Result<Node, QueryError> {
        let mut prefixes = Vec::new();
        while let Some((prefix, span)) = self.prefix() {
            prefixes.push((prefix, span));
        }
        let mut node = self.base()?;
        if let Some((function, span)) =
            prefixes.pop_if(|(prefix, _)| !matches!(prefix, Prefix::Zone(_)))
        {
            node = self.function(function, node, span)?;
        }
        if let Some(weight) = self.boost() {
            let weighed = node.outer;
            node = self.wrap(|inner| Kind::Boost(weight.0, inner), node, weighed)?;
            node.outer.end = weight.1.end;
            node.ast.span = node.outer;
        }
        for (prefix, span) in prefixes.into_iter().rev() {
            node = self.function(prefix, node, span)?;
        }
        Ok(node)
    }

    fn prefix(&mut self) -> Option<(Prefix, Span)> {
        let (TokenKind::Prefix(prefix), span) = self.tokens.peek().map(|t| (&t.kind, t.span))?
        else {
            return None;
        };
        let prefix = *prefix;
        self.tokens.next();
        Some((prefix, span))
    }

    fn boost(&mut self) -> Option<(f32, Span)> {
        let (TokenKind::Boost(weight), span) = self.tokens.peek().map(|t| (&t.kind, t.span))?
        else {
            return None;
        };
        let weight = *weight;
        self.tokens.next();
        Some((weight, span))
    }

    fn function(&mut self, prefix: Prefix, node: Node, span: Span) -> Result<Node, QueryError> {
        let around = format!("`{}`", prefix.name());
        if let Some(fault) = cannot_stand_in(prefix, &around, &node.ast) {
            self.findings.fault(fault, &format!("left out {around}"))?;
            return Ok(node);
        }
        let make = |inner| match prefix {
            Prefix::Zone(zone) => Kind::Zone(zone, inner),
            Prefix::First(words) => Kind::First(words, inner),
            Prefix::AtLeast(count) => Kind::AtLeast(count, inner),
            Prefix::Case(case) => Kind::Case(case, inner),
        };
        self.wrap(make, node, span)
    }

    fn base(&mut self) -> Result<Node, QueryError> {
        let token = self.tokens.next().ok_or_else(|| self.unexpected_end())?;
        match token.kind {
            TokenKind::Operand(kind) => {
                Ok(Node { ast: Ast { kind, span: token.span }, outer: token.span, height: 1 })
            }
            TokenKind::Open => {
                let mut node = self.sequence()?;
                let close = self.tokens.next_if(|token| token.kind == TokenKind::Close);
                let end = close.map_or(node.outer.end, |close| close.span.end);
                node.outer = Span::new(token.span.start, end);
                Ok(node)
            }
            _ => Err(error::dangling("the operator", "beside it", token.span)),
        }
    }

    fn unexpected_end(&self) -> QueryError {
        error::nothing_to_search(Span::new(0, self.end))
    }

    /// One item as it is, several under a node of their own.
    fn list(
        &mut self,
        make: fn(Vec<Ast>) -> Kind,
        mut items: Vec<Node>,
    ) -> Result<Node, QueryError> {
        match items.len() {
            0 => Err(self.unexpected_end()),
            1 => items.pop().ok_or_else(|| self.unexpected_end()),
            _ => self.join(items, |items| Some(make(items))),
        }
    }

    fn wrap(
        &mut self,
        make: impl FnOnce(Box<Ast>) -> Kind,
        node: Node,
        mark: Span,
    ) -> Result<Node, QueryError> {
        let outer = Span::new(mark.start.min(node.outer.start), node.outer.end);
        let inner = Node { outer, ..node };
        self.join(vec![inner], |items| items.into_iter().next().map(Box::new).map(make))
    }

    /// A node over `items`, unless it would be too high: then the lowest item
    /// stands for all.
    fn join(
        &mut self,
        items: Vec<Node>,
        make: impl FnOnce(Vec<Ast>) -> Option<Kind>,
    ) -> Result<Node, QueryError> {
        let start = items.iter().map(|item| item.outer.start).min().unwrap_or_default();
        let end = items.iter().map(|item| item.outer.end).max().unwrap_or_default();
        let span = Span::new(start, end);
        let height = items.iter().map(|item| item.height).max().unwrap_or_default() + 1;
        if height > MAX_DEPTH {
            self.findings.fault(error::too_deep(span), "left out what is nested too deep")?;
            let lowest = items.into_iter().min_by_key(|item| item.height);
            return lowest.ok_or_else(|| self.unexpected_end());
        }
        let kind = make(items.into_iter().map(|item| item.ast).collect());
        let kind = kind.ok_or_else(|| self.unexpected_end())?;
        Ok(Node { ast: Ast { kind, span }, outer: span, height })
    }
}

/// Why these two cannot be the sides of a proximity.
fn cannot_be_near(around: &str, left: &Ast, right: &Ast) -> Option<QueryError> {
    if let Some((what, span)) = occurrence::misplaced(left).or_else(|| occurrence::misplaced(right))
    {
        return Some(error::no_place(what, around, span));
    }
    let (label, span) = occurrence::apart(&[left, right])?;
    Some(error::not_in_text(&Prefix::Zone(label).name(), around, span))
}

/// Why `ast` cannot be what a field mark or function stands in front of.
fn cannot_stand_in(prefix: Prefix, around: &str, ast: &Ast) -> Option<QueryError> {
    let misplaced = match prefix {
        Prefix::Zone(_) | Prefix::First(_) => {
            occurrence::everything(ast).map(|place| ("`*` alone", place))
        }
        Prefix::AtLeast(_) | Prefix::Case(_) => occurrence::misplaced(ast),
    };
    if let Some((what, span)) = misplaced {
        return Some(error::no_place(what, around, span));
    }
    let (label, around, span) = match prefix {
        Prefix::Zone(zone) if zone.is_label() => (zone, occurrence::looks_at_text(ast)?, ast.span),
        Prefix::Zone(_) => return None,
        Prefix::AtLeast(_) => {
            if let Some(span) = occurrence::conjunction(ast) {
                return Some(error::not_countable(&prefix.name(), span));
            }
            let (label, span) = occurrence::apart(&[ast])?;
            (label, around.to_owned(), span)
        }
        Prefix::Case(_) | Prefix::First(_) => {
            let (label, span) = occurrence::label(ast)?;
            (label, around.to_owned(), span)
        }
    };
    Some(error::not_in_text(&Prefix::Zone(label).name(), &around, span))
}
