//! The note on AND and OR without parentheses: professional services read
//! them in different orders, so both readings are shown.

use super::ast::{Ast, Kind};
use super::error::shortened;
use super::findings::Findings;
use super::note::{Note, QueryError};
use crate::span::Span;

/// The lengths of the AND groups of an OR, parenthesised ones not counted in.
#[derive(Debug, Default)]
pub(super) struct Mixed {
    groups: Vec<usize>,
}

impl Mixed {
    /// Adds the next group, of so many parts.
    pub(super) fn add(&mut self, parts: usize) {
        self.groups.push(parts);
    }

    /// Notes that `or`, which was read from the groups, mixes both operators.
    pub(super) fn check(&self, or: &Ast, findings: &mut Findings) -> Result<(), QueryError> {
        if self.groups.len() < 2 || self.groups.iter().all(|parts| *parts == 1) {
            return Ok(());
        }
        let (read, other) = (shown(or), shown(&self.or_first(or)));
        let message =
            format!("AND and OR are mixed; read as `{read}`, where Nexis would read `{other}`");
        note(or.span, message, findings)
    }

    /// The tree of a reader to whom OR binds tighter.
    fn or_first(&self, or: &Ast) -> Ast {
        let mut groups: Vec<Vec<Ast>> = vec![Vec::new()];
        let items = if let Kind::Or(items) = &or.kind { items.as_slice() } else { &[] };
        for (item, parts) in items.iter().zip(&self.groups) {
            match &item.kind {
                Kind::And(members) if *parts > 1 => {
                    let mut members = members.iter().cloned();
                    if let Some(group) = groups.last_mut() {
                        group.extend(members.next());
                    }
                    groups.extend(members.map(|member| vec![member]));
                }
                _ => groups.last_mut().into_iter().for_each(|group| group.push(item.clone())),
            }
        }
        plain(Kind::And(groups.into_iter().map(any_of).collect()))
    }
}

fn shown(ast: &Ast) -> String {
    shortened(&ast.to_string(), 300)
}

fn plain(kind: Kind) -> Ast {
    Ast { kind, span: Span::default() }
}

/// An OR of the parts; a NOT in front of the first one holds for all.
fn any_of(mut parts: Vec<Ast>) -> Ast {
    let alone = parts.len() == 1;
    match parts.first_mut() {
        Some(Ast { kind: Kind::Not(inner), .. }) if !alone => {
            let first = (**inner).clone();
            parts.splice(..1, [first]);
            plain(Kind::Not(Box::new(plain(Kind::Or(parts)))))
        }
        _ if alone => parts.pop().unwrap_or_else(|| plain(Kind::All)),
        _ => plain(Kind::Or(parts)),
    }
}

/// Notes `before NOT a OR b`, where the NOT reaches only up to the OR.
pub(super) fn check_not(
    before: &Ast,
    last: &Ast,
    findings: &mut Findings,
) -> Result<(), QueryError> {
    let Kind::Or(items) = &last.kind else { return Ok(()) };
    let read = plain(Kind::Sequence(vec![before.clone(), last.clone()]));
    let other = plain(Kind::Sequence(vec![before.clone(), any_of(items.clone())]));
    let (read, other) = (shown(&read), shown(&other));
    let message = format!("NOT and OR are mixed; read as `{read}`, where others read `{other}`");
    note(last.span, message, findings)
}

fn note(span: Span, message: String, findings: &mut Findings) -> Result<(), QueryError> {
    let help = Some("add parentheses".to_owned());
    findings.strict_note("Q23", Note { code: "W1", span, message, help })
}
