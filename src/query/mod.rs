//! The query language: from text to a tree, and back.
//!
//! [`parse`] reads a query into an [`Ast`] with notes; the tree's `Display` is
//! the canonical form, which is read as the same tree. Nothing here knows an
//! index: what words are looked up is decided in [`plan`], what matches in
//! [`interval`].
//!
//! # The language
//! ```text
//! query     = or { BLANK or }                       side by side: AND, binds loosest
//! or        = and { ("OR" | "|") and }
//! and       = not { ("AND" | "&") not }
//! not       = { "NOT" | "-" } proximity
//! proximity = unit { ["NOT"] NEAR unit }            smallest n first, then left to right
//! NEAR      = w/n  /n  near/n  nearn  n/n           n words apart or less, in any order
//!           | pre/n  p/n  onear/n  adjn             the same, left side first
//!           | w/s  /s | w/p  /p  SAME | w/seg       same sentence, paragraph, part
//! unit      = { FIELD (":" | "=") } base ["^" weight]
//! base      = "(" query ")" | FIELD "(" query ")" | FUNCTION "(" query ")"
//!           | phrase | word | filter | "re:/" regex "/" | "*"
//! FUNCTION  = atleastN | caps | allcaps | nocaps | first/N
//! phrase    = '"' { word } '"' ["~" n]              exact forms, stop words count
//! word      = ["="] characters ["~1" | "~2"]        = this form only; * ? and a final ! are wildcards
//! filter    = FILTER (":" | "=") value | FILTER "(" query of values ")"
//! ```
//!
//! **Operators** are written in capitals (`AND OR NOT SAME`); those with a
//! number, and functions and fields, in any case. A NOT in front of `NEAR`
//! keeps the left sides that have no right side that near.
//!
//! **Fields.** Zones: `headline` (`hl hd title`), `lead`, `hlead` (`hlp`),
//! `body` (`text`), `byline` (`by author`), `dateline`, `place`, `agency`,
//! `source` (`sn pub`), `section` (`se`). Filters: `date`, `lang` (`la
//! language`), `length` (`wc`), `page`, `id`, `file`, `status`. A colon behind
//! any other word is part of the word.
//!
//! **Dates** are civil days, both ends count: `2017`, `2017-02`, `2017-02-17`,
//! `A..B`, `A..`, `..B`, `>=A`, `>A`, `<=A`, `<A`, `last-30-days` (`weeks`,
//! `months`, `years`; ends today), `today`, `yesterday`, `"17 Feb 2017"`,
//! `17/02/2017`, `*` (any date at all). **Lengths**: `300`, `100..500`, `>=300` and so on; `date>=A`
//! and `wc>300` need no colon.
//!
//! **Characters.** Double quotes of all kinds quote; single ones are letters.
//! `-` negates where a word may begin and something follows at once; inside a
//! word it belongs to it: `co-operate` stands for its parts side by side and
//! for the joined form, in phrases too, and `cooperate` for both. Signs stay
//! in the word (`AT&T`, `€5`, `3.5%`, `C.I.A.`). A `?` or `!` that ends the
//! whole query is punctuation. A backslash makes the punctuation after it a
//! plain character, and in front of a word it makes the word a plain word: `\AND`.
//!
//! **What has no place in the text** (NOT, filters, `*` alone) cannot stand
//! beside `NEAR` or in `atleastN()` and `caps()`; in zones and `first/N()`
//! only `*` cannot. Nor can words of `place`, `agency`, `source` or `section`
//! stand near words of the text, or in `caps()` and `first/N()`.
//!
//! # Notes
//! A note never changes what a query means. With [`Syntax::strict`] those with
//! an error code in the last column are errors.
//!
//! | note | about | strict |
//! | --- | --- | --- |
//! | W1 | AND and OR, or NOT and OR, mixed without parentheses | Q23 |
//! | W2 | bare words beside the side of a proximity operator | Q24 |
//! | W3 | words that do not occur: raised where there is an index | |
//! | W4 | patterns that stand for more than [`limits::WIDE_FORMS`] words: raised there too | |
//! | W5 | `and`, `or`, `not`, `NEAR` without a number, and what else is nearly an operator or one elsewhere: searched for as words | |
//! | W6 | punctuation that stands alone, what holds no letter or digit, signs that no term keeps: left out | |
//! | W7 | `?` or `!` that may be punctuation or a wildcard | |
//! | W8 | `+` or `!` in front of a word: operators elsewhere | Q25 |
//! | W9 | a colon behind a word that is no field | Q14 |
//! | W10 | words between single quotes | |
//!
//! # Errors
//! | code | about |
//! | --- | --- |
//! | Q01 | nothing to search for |
//! | Q02 | text longer than [`limits::MAX_TEXT`] |
//! | Q03 | unclosed quote |
//! | Q04 | no word between quotes |
//! | Q05 | unclosed parenthesis |
//! | Q06 | closing parenthesis without an opening one |
//! | Q07 | nothing between parentheses |
//! | Q08 | operator without a left or right side |
//! | Q09 | field without a value, function without parentheses |
//! | Q10 | not a date |
//! | Q11 | ambiguous date |
//! | Q12 | range whose end is before its beginning |
//! | Q13 | value that the filter cannot have |
//! | Q14 | unknown field (strict) |
//! | Q15 | nested deeper than [`limits::MAX_DEPTH`] |
//! | Q16 | more words and filters than [`limits::MAX_CLAUSES`], more regular expressions than [`limits::MAX_EXPRESSIONS`], more words near each other than [`limits::MAX_NEAR`] |
//! | Q17 | number of an operator or function out of range |
//! | Q18 | edits out of range, on a pattern, or behind no word |
//! | Q19 | weight out of range, or behind nothing |
//! | Q20 | NOT, filter, `*` or another part of the article where only words make sense |
//! | Q21 | unclosed or empty regular expression |
//! | Q22 | wildcards and escaped wildcards in one word |
//! | Q23 | operators mixed without parentheses (strict) |
//! | Q24 | bare words beside a proximity operator (strict) |
//! | Q25 | operator of another search language (strict) |
//! | Q26 | pattern or regular expression that cannot be used, wildcard behind no word |
//! | Q27 | pattern that stands for more than [`limits::MAX_FORMS`] words: raised where there is an index |
//!
//! # Reading in steps
//! `lexer` cuts the text into tokens, `arrange` makes them fit together (or
//! refuses), `warn` looks for traps, `parser` applies precedence. A fault
//! ends the reading, unless [`Syntax::lenient`] is set: then it is repaired,
//! reported as a [`Repair`], and there is always a tree.
//!
//! ```
//! use morgue::query::{Syntax, parse};
//!
//! let syntax = Syntax::new(jiff::civil::date(2017, 2, 17));
//! let parsed = parse("hl:Crimea AND Putin OR Shoigu", &syntax).unwrap();
//! assert_eq!(parsed.ast.to_string(), "(headline:Crimea AND Putin) OR Shoigu");
//! assert_eq!(parsed.notes[0].code, "W1");
//!
//! let error = parse("Mattis AND \"position", &syntax).unwrap_err();
//! assert_eq!((error.code, error.span.start), ("Q03", 11));
//! ```

pub mod admit;
pub mod ast;
pub mod caret;
pub mod hyphens;
pub mod interval;
pub mod light_words;
pub mod limits;
pub mod note;
pub mod plan;
pub mod ranking;
pub mod stop;
pub mod word_pair;
pub mod words;

mod arrange;
mod capitals;
mod clauses;
mod cursor;
mod date;
mod date_range;
mod distribute;
mod error;
mod field;
mod filter;
mod findings;
mod lexer;
mod mixed;
mod occurrence;
mod operator;
mod pairs;
mod parser;
mod phrase;
mod print;
mod regex;
mod signs;
mod sloppy;
mod token;
mod value;
mod warn;
mod word;

use jiff::civil::Date;

use self::ast::{Ast, Kind};
pub use self::date::DateOrder;
pub(crate) use self::error::{too_many_forms, unusable_pattern};
pub(crate) use self::field::edits;
use self::findings::Findings;
use self::note::{Note, QueryError};
pub use self::regex::Expression;
use crate::span::Span;

/// How a query is to be read.
#[derive(Debug, Clone)]
pub struct Syntax {
    /// Repair what is broken and report it, instead of failing. Wins over `strict`.
    pub lenient: bool,
    /// Refuse ambiguous readings and unknown fields.
    pub strict: bool,
    /// Take every run of characters that are not blank as a word.
    pub literal: bool,
    /// The day on which `last-30-days` ends.
    pub today: Date,
    /// How `02/03/2017` is read; `None` makes it an error.
    pub date_order: Option<DateOrder>,
}

impl Syntax {
    /// Neither lenient nor strict, with operators, no date order.
    #[must_use]
    pub const fn new(today: Date) -> Self {
        Self { lenient: false, strict: false, literal: false, today, date_order: None }
    }
}

/// A query that was read.
#[derive(Debug, Clone, PartialEq)]
pub struct Parsed {
    /// What it says.
    pub ast: Ast,
    /// Advice, in the order of the text.
    pub notes: Vec<Note>,
    /// What a lenient reading changed; empty otherwise.
    pub repairs: Vec<Repair>,
}

/// A change that made a broken query readable.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repair {
    /// The bytes of the query text that were broken.
    pub span: Span,
    /// What was done about it, such as `closed the quote at the end`.
    pub did: String,
}

/// Reads a query.
///
/// # Errors
/// The first fault in the text; never with `lenient`.
pub fn parse(text: &str, syntax: &Syntax) -> Result<Parsed, QueryError> {
    let mut findings = Findings::new(syntax);
    let ast = read(text, syntax, &mut findings)?;
    let (notes, repairs) = findings.finish();
    Ok(Parsed { ast, notes, repairs })
}

fn read(text: &str, syntax: &Syntax, findings: &mut Findings) -> Result<Ast, QueryError> {
    let text = within_limit(text, findings)?;
    let tokens = if syntax.literal {
        lexer::literal_tokens(text, findings)?
    } else {
        lexer::tokens(text, syntax, findings)?
    };
    let tokens = arrange::arrange(text, tokens, findings)?;
    if tokens.is_empty() {
        return Ok(Ast { kind: Kind::All, span: Span::new(0, text.len()) });
    }
    if !syntax.literal {
        warn::look_through(text, &tokens, findings)?;
    }
    parser::tree(tokens, text.len(), findings)
}

fn within_limit<'t>(text: &'t str, findings: &mut Findings) -> Result<&'t str, QueryError> {
    if text.len() <= limits::MAX_TEXT {
        return Ok(text);
    }
    let end = text.floor_char_boundary(limits::MAX_TEXT);
    let rest = Span::new(end, text.len());
    findings.fault(error::text_too_long(rest), "left out the rest")?;
    Ok(text.get(..end).unwrap_or_default())
}

#[cfg(test)]
mod tests;
