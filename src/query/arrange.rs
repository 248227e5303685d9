//! Makes sure that tokens fit together: parentheses pair up, every operator
//! has its sides, nothing is empty, nothing is too deep.
//!
//! A lenient reading drops or adds tokens here and reports it, so that the
//! [`parser`](super::parser) is given a well-formed row in every case. One
//! pass over the tokens; a stack stands for the parentheses.

use super::error;
use super::findings::Findings;
use super::limits::MAX_DEPTH;
use super::note::QueryError;
use super::token::{Prefix, Token, TokenKind};
use crate::span::Span;

const DROPPED: &str = "left it out";

/// The tokens, well-formed. `text` is the query, for messages.
pub(super) fn arrange(
    text: &str,
    tokens: Vec<Token>,
    findings: &mut Findings,
) -> Result<Vec<Token>, QueryError> {
    let mut arranger =
        Arranger { text, findings, row: Vec::with_capacity(tokens.len()), open: 0, too_deep: 0 };
    for token in tokens {
        arranger.take(token)?;
    }
    arranger.finish()
}

struct Arranger<'t, 'f> {
    text: &'t str,
    findings: &'f mut Findings,
    row: Vec<Token>,
    /// Parentheses that are open in `row`.
    open: usize,
    /// Open parentheses that were dropped inside those.
    too_deep: usize,
}

impl Arranger<'_, '_> {
    fn take(&mut self, token: Token) -> Result<(), QueryError> {
        match token.kind {
            TokenKind::Operand(_) => self.row.push(token),
            TokenKind::Open => self.open(token)?,
            TokenKind::Close => self.close(token)?,
            TokenKind::And | TokenKind::Or | TokenKind::Near(_) => self.binary(token)?,
            TokenKind::Not | TokenKind::Prefix(_) => self.prefix(token)?,
            TokenKind::Boost(_) => self.boost(token)?,
        }
        Ok(())
    }

    fn last(&self) -> Option<&TokenKind> {
        self.row.last().map(|token| &token.kind)
    }

    fn open(&mut self, token: Token) -> Result<(), QueryError> {
        if self.open < MAX_DEPTH {
            self.open += 1;
            self.row.push(token);
            return Ok(());
        }
        self.too_deep += 1;
        self.drop_functions();
        self.findings.fault(error::too_deep(token.span), "left out the parenthesis")
    }

    /// Without its parenthesis a function means nothing.
    fn drop_functions(&mut self) {
        let is_function = |last: &mut Token| match last.kind {
            TokenKind::Prefix(prefix) => !matches!(prefix, Prefix::Zone(_)),
            _ => false,
        };
        while self.row.pop_if(is_function).is_some() {}
    }

    fn close(&mut self, token: Token) -> Result<(), QueryError> {
        if self.too_deep > 0 {
            self.too_deep -= 1;
            return Ok(());
        }
        if self.open == 0 {
            let did = "left out the closing parenthesis";
            return self.findings.fault(error::stray_parenthesis(token.span), did);
        }
        self.end_of_group()?;
        self.open -= 1;
        if let Some(open) = self.row.pop_if(|last| last.kind == TokenKind::Open) {
            let span = Span::new(open.span.start, token.span.end);
            self.findings.fault(error::empty_parentheses(span), "left out the parentheses")?;
            while self.row.pop_if(|last| last.kind.is_prefix()).is_some() {}
        } else {
            self.row.push(token);
        }
        Ok(())
    }

    fn binary(&mut self, token: Token) -> Result<(), QueryError> {
        self.drop_while(TokenKind::is_prefix)?;
        if self.last().is_some_and(TokenKind::ends_operand) {
            self.row.push(token);
            return Ok(());
        }
        let operator = token.span.of(self.text);
        let fault = error::dangling(operator, "on its left side", token.span);
        self.findings.fault(fault, DROPPED)
    }

    fn prefix(&mut self, token: Token) -> Result<(), QueryError> {
        let run = self.row.iter().rev().take_while(|last| last.kind.is_prefix()).count();
        if run >= MAX_DEPTH {
            return self.findings.fault(error::too_deep(token.span), DROPPED);
        }
        // `headline:-a` says the same as `-headline:a`, and a field then
        // always has an operand behind it.
        let is_not = token.kind == TokenKind::Not;
        let at = self.row.len() - if is_not { self.trailing_fields() } else { 0 };
        if is_not {
            self.not_behind_near(at, token.span)?;
        }
        self.row.insert(at, token);
        Ok(())
    }

    /// `a w/5 NOT b`: what is not there is not near anything.
    fn not_behind_near(&mut self, at: usize, not: Span) -> Result<(), QueryError> {
        let before = at.checked_sub(1).and_then(|before| self.row.get_mut(before));
        let Some(Token { kind: kind @ TokenKind::Near(_), span }) = before else { return Ok(()) };
        *kind = TokenKind::And;
        let around = format!("`{}`", span.of(self.text));
        let fault = error::no_place("NOT", &around, not);
        self.findings.fault(fault, "read the nearness as AND")
    }

    fn trailing_fields(&self) -> usize {
        let is_field = |token: &&Token| matches!(token.kind, TokenKind::Prefix(_));
        self.row.iter().rev().take_while(is_field).count()
    }

    fn boost(&mut self, token: Token) -> Result<(), QueryError> {
        let weighed = matches!(self.last(), Some(TokenKind::Operand(_) | TokenKind::Close));
        if weighed {
            self.row.push(token);
            return Ok(());
        }
        self.findings.fault(error::bad_boost(token.span.of(self.text), token.span), DROPPED)
    }

    /// Reports and drops what stands at the end of the row and is of this kind.
    fn drop_while(&mut self, is: impl Fn(&TokenKind) -> bool) -> Result<(), QueryError> {
        while let Some(token) = self.row.pop_if(|last| is(&last.kind)) {
            let text = token.span.of(self.text);
            let fault = match token.kind {
                TokenKind::Prefix(_) => error::prefix_alone(text, token.span),
                _ => error::dangling(text, "on its right side", token.span),
            };
            self.findings.fault(fault, DROPPED)?;
        }
        Ok(())
    }

    fn end_of_group(&mut self) -> Result<(), QueryError> {
        self.drop_while(|kind| kind.is_prefix() || kind.is_binary())
    }

    fn finish(mut self) -> Result<Vec<Token>, QueryError> {
        self.end_of_group()?;
        self.too_deep = 0;
        while self.open > 0 {
            let span = self.innermost_open();
            let did = "closed the parenthesis at the end";
            self.findings.fault(error::unclosed_parenthesis(span), did)?;
            let end = Span::new(self.text.len(), self.text.len());
            self.close(Token { kind: TokenKind::Close, span: end })?;
            self.end_of_group()?;
        }
        if self.row.is_empty() {
            let everything = Span::new(0, self.text.len());
            self.findings.fault(error::nothing_to_search(everything), "read it as `*`")?;
        }
        Ok(self.row)
    }

    /// Where the last parenthesis stands that has no partner.
    fn innermost_open(&self) -> Span {
        let mut closed = 0_usize;
        for token in self.row.iter().rev() {
            match token.kind {
                TokenKind::Close => closed += 1,
                TokenKind::Open if closed == 0 => return token.span,
                TokenKind::Open => closed -= 1,
                _ => {}
            }
        }
        Span::default()
    }
}
