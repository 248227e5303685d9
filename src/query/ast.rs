//! The tree of a query as it was written: spanned, printable, not yet analysed.

use crate::article::PartialDate;
use crate::span::Span;

/// A node of the query and the bytes of the query text that it was read from.
#[derive(Debug, Clone, PartialEq)]
pub struct Ast {
    /// What it is.
    pub kind: Kind,
    /// The bytes of the query text.
    pub span: Span,
}

/// What a node says.
#[derive(Debug, Clone, PartialEq)]
pub enum Kind {
    /// `*` alone: every article.
    All,
    /// A word or word pattern.
    Word(Word),
    /// Words in quotes.
    Phrase(Phrase),
    /// A regular expression on one word, `re:/…/`.
    Regex(String),
    /// Parts side by side without an operator; mean AND, or OR under `--any`.
    Sequence(Vec<Ast>),
    /// `a AND b AND …`
    And(Vec<Ast>),
    /// `a OR b OR …`
    Or(Vec<Ast>),
    /// `NOT a`, `-a`
    Not(Box<Ast>),
    /// `a w/5 b` and its kin.
    Proximity(Proximity, Box<Ast>, Box<Ast>),
    /// `headline:a`, `lead:(a b)`: only in that part of the article.
    Zone(Zone, Box<Ast>),
    /// `atleast3(a)`: at least so many occurrences.
    AtLeast(u32, Box<Ast>),
    /// `caps(a)`, `allcaps(a)`, `nocaps(a)`: as the word is capitalised in the text.
    Case(Case, Box<Ast>),
    /// `first/50(a)`: within the first words of the body.
    First(u32, Box<Ast>),
    /// `a^2`: weighs more in the score, matches the same.
    Boost(f32, Box<Ast>),
    /// `date:2017`, `lang:en`, …: matches without leaving marks.
    Filter(Filter),
}

/// A word, with what may be attached to it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Word {
    /// As typed, without the operators around it. In a pattern `*` stands
    /// for any characters and `?` for one.
    pub text: String,
    /// `=word`: this form only.
    pub exact: bool,
    /// Whether `text` is a pattern.
    pub pattern: bool,
    /// `word~1`, `word~2`: so many edits allowed; 0 is none.
    pub edits: u8,
}

/// Words in quotes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Phrase {
    /// The words in order; each is exact, and may be a pattern.
    pub words: Vec<Word>,
    /// `"…"~n`: the words in any order within so many moves.
    pub slop: Option<u32>,
}

/// A proximity operator.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Proximity {
    /// How near.
    pub near: Near,
    /// `NOT w/5`: the left side, where no right side is that near.
    pub negated: bool,
}

/// How near two sides must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Near {
    /// `w/n`: at most `n` words apart, in any order; neighbours are 1 apart.
    Within(u32),
    /// `pre/n`: the left side first.
    Before(u32),
    /// `w/s`
    Sentence,
    /// `w/p`
    Paragraph,
    /// `w/seg`: the same part: headline, byline or body.
    Segment,
}

/// A part of an article in which words can be looked for; marked there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Zone {
    /// Kicker, headline and deck.
    Headline,
    /// The first paragraph.
    Lead,
    /// Headline or first paragraph.
    HeadlineLead,
    /// All paragraphs.
    Body,
    /// The printed byline.
    Byline,
    /// The dateline as printed.
    Dateline,
    /// The places of the dateline.
    Place,
    /// The agencies credited.
    Agency,
    /// The publication.
    Source,
    /// The section.
    Section,
}

impl Zone {
    /// Whether it is a label with fields of its own rather than part of the text.
    #[must_use]
    pub const fn is_label(self) -> bool {
        matches!(self, Self::Place | Self::Agency | Self::Source | Self::Section)
    }
}

/// How a word must be capitalised.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Case {
    /// At least one capital letter.
    Caps,
    /// All letters are capitals.
    AllCaps,
    /// No capital letter.
    NoCaps,
}

/// A condition on a field that is not running text.
#[derive(Debug, Clone, PartialEq)]
pub enum Filter {
    /// The article's whole period lies in the range; both ends inclusive.
    Date(DateRange),
    /// ISO 639-1 code.
    Language(String),
    /// Words of headline and body, both ends inclusive.
    Length(Option<u64>, Option<u64>),
    /// The page as printed.
    Page(String),
    /// The article with this id.
    Id(String),
    /// The path of the file; `*` and `?` are wildcards, a folder stands for all in it.
    File(String),
    /// `ok`, `correction`, `kill`, …
    Status(String),
}

/// A range of days; `None` is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DateRange {
    /// The first day of this period is the first of the range.
    pub from: Option<PartialDate>,
    /// The last day of this period is the last of the range.
    pub to: Option<PartialDate>,
}

impl Ast {
    /// The nodes right below this one, in the order in which they were written.
    #[must_use]
    pub fn children(&self) -> Vec<&Self> {
        match &self.kind {
            Kind::Sequence(items) | Kind::And(items) | Kind::Or(items) => items.iter().collect(),
            Kind::Proximity(_, left, right) => vec![left, right],
            Kind::Not(inner)
            | Kind::Zone(_, inner)
            | Kind::AtLeast(_, inner)
            | Kind::Case(_, inner)
            | Kind::First(_, inner)
            | Kind::Boost(_, inner) => vec![inner],
            Kind::All | Kind::Word(_) | Kind::Phrase(_) | Kind::Regex(_) | Kind::Filter(_) => {
                Vec::new()
            }
        }
    }

    /// Whether both say the same in the same form, wherever it was written.
    ///
    /// ```
    /// use morgue::query::{Syntax, parse};
    ///
    /// let syntax = Syntax::new(jiff::civil::date(2017, 2, 17));
    /// let read = |text| parse(text, &syntax).unwrap().ast;
    /// assert!(read("hl:(Crimea | Krim)").same_as(&read("headline:(Crimea OR Krim)")));
    /// assert!(!read("Crimea").same_as(&read("=Crimea")));
    /// ```
    #[must_use]
    pub fn same_as(&self, other: &Self) -> bool {
        self.without_spans() == other.without_spans()
    }

    fn without_spans(&self) -> Self {
        Self { span: Span::default(), ..self.with_children(&Self::without_spans) }
    }

    /// The same with what `change` makes of the nodes right below.
    fn with_children(&self, change: &impl Fn(&Self) -> Self) -> Self {
        let one = |inner: &Self| Box::new(change(inner));
        let all = |items: &[Self]| items.iter().map(change).collect();
        let kind = match &self.kind {
            Kind::Sequence(items) => Kind::Sequence(all(items)),
            Kind::And(items) => Kind::And(all(items)),
            Kind::Or(items) => Kind::Or(all(items)),
            Kind::Proximity(proximity, left, right) => {
                Kind::Proximity(*proximity, one(left), one(right))
            }
            Kind::Not(inner) => Kind::Not(one(inner)),
            Kind::Zone(zone, inner) => Kind::Zone(*zone, one(inner)),
            Kind::AtLeast(count, inner) => Kind::AtLeast(*count, one(inner)),
            Kind::Case(case, inner) => Kind::Case(*case, one(inner)),
            Kind::First(words, inner) => Kind::First(*words, one(inner)),
            Kind::Boost(weight, inner) => Kind::Boost(*weight, one(inner)),
            leaf @ (Kind::All
            | Kind::Word(_)
            | Kind::Phrase(_)
            | Kind::Regex(_)
            | Kind::Filter(_)) => leaf.clone(),
        };
        Self { kind, span: self.span }
    }

    /// The same as it is read if any of the parts side by side will do: with
    /// `OR` between those that ask for something.
    #[must_use]
    pub fn with_any(&self) -> Self {
        let changed = self.with_children(&Self::with_any);
        let Kind::Sequence(items) = changed.kind else { return changed };
        let (any, mut all): (Vec<_>, Vec<_>) = items.into_iter().partition(Self::asks);
        let kind = match (all.is_empty(), any.len()) {
            (true, _) => Kind::Or(any),
            (false, 0) => Kind::Sequence(all),
            (false, 1) => {
                all.splice(..0, any);
                Kind::Sequence(all)
            }
            (false, _) => {
                all.insert(0, Self { kind: Kind::Or(any), span: changed.span });
                Kind::Sequence(all)
            }
        };
        Self { kind, span: changed.span }
    }

    /// Whether it asks for something that an article must have, rather than
    /// only filters or excludes.
    fn asks(&self) -> bool {
        match &self.kind {
            Kind::Not(_) | Kind::Filter(_) => false,
            Kind::Sequence(parts) | Kind::And(parts) | Kind::Or(parts) => {
                parts.iter().any(Self::asks)
            }
            Kind::Boost(_, inner) => inner.asks(),
            _ => true,
        }
    }
}
