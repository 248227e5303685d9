//! The canonical form of a query: what [`parse`](super::parse) reads as the same tree.
//!
//! Operators inside operators always stand in parentheses, so that the form
//! reads the same whatever precedence a reader is used to.

use std::fmt::{self, Display, Formatter, Write};

use super::ast::{Ast, DateRange, Filter, Kind, Phrase, Word};
use super::cursor::{is_blank, is_dash, is_punctuation, is_quote};
use super::field::{self, Field, FilterField};
use super::operator;
use super::token::Prefix;

impl Display for Ast {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        write_node(&mut text, &self.kind)?;
        // At the very end of a query `?` would be punctuation.
        let inner = text.strip_suffix('"').unwrap_or(&text);
        let wild = inner.strip_suffix('?').is_some_and(|body| {
            let escapes = body.len() - body.trim_end_matches('\\').len();
            escapes % 2 == 0
        });
        if wild { write!(f, "({text})") } else { f.write_str(&text) }
    }
}

impl Display for Filter {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let mut text = String::new();
        write_filter(&mut text, self)?;
        f.write_str(&text)
    }
}

fn write_node(out: &mut String, kind: &Kind) -> fmt::Result {
    match kind {
        Kind::All => out.write_char('*'),
        Kind::Word(word) => write_word(out, word, false),
        Kind::Phrase(phrase) => write_phrase(out, phrase),
        Kind::Regex(pattern) => write_regex(out, pattern),
        Kind::Sequence(items) => write_list(out, items, " "),
        Kind::And(items) => write_list(out, items, " AND "),
        Kind::Or(items) => write_list(out, items, " OR "),
        Kind::Not(inner) => {
            out.write_str("NOT ")?;
            write_unit(out, inner)
        }
        Kind::Proximity(proximity, left, right) => {
            write_unit(out, left)?;
            write!(out, " {} ", operator::canonical(*proximity))?;
            write_unit(out, right)
        }
        Kind::Zone(zone, inner) => {
            out.write_str(&Prefix::Zone(*zone).name())?;
            write_unit(out, inner)
        }
        Kind::AtLeast(count, inner) => write_call(out, Prefix::AtLeast(*count), inner),
        Kind::Case(case, inner) => write_call(out, Prefix::Case(*case), inner),
        Kind::First(words, inner) => write_call(out, Prefix::First(*words), inner),
        Kind::Boost(weight, inner) => write_boost(out, *weight, inner),
        Kind::Filter(filter) => write_filter(out, filter),
    }
}

/// The items of a list; NOT needs no parentheses in one.
fn write_list(out: &mut String, items: &[Ast], between: &str) -> fmt::Result {
    for (index, item) in items.iter().enumerate() {
        if index > 0 {
            out.write_str(between)?;
        }
        match &item.kind {
            Kind::Not(_) => write_node(out, &item.kind)?,
            _ => write_unit(out, item)?,
        }
    }
    Ok(())
}

/// A node where only something without operators may stand.
fn write_unit(out: &mut String, ast: &Ast) -> fmt::Result {
    let composite = matches!(
        ast.kind,
        Kind::Sequence(_) | Kind::And(_) | Kind::Or(_) | Kind::Not(_) | Kind::Proximity(..)
    );
    if composite { write_group(out, ast) } else { write_node(out, &ast.kind) }
}

fn write_group(out: &mut String, ast: &Ast) -> fmt::Result {
    out.write_char('(')?;
    write_node(out, &ast.kind)?;
    out.write_char(')')
}

fn write_call(out: &mut String, function: Prefix, inner: &Ast) -> fmt::Result {
    out.write_str(&function.name())?;
    write_group(out, inner)
}

fn write_boost(out: &mut String, weight: f32, inner: &Ast) -> fmt::Result {
    match inner.kind {
        Kind::Boost(..) | Kind::Zone(..) | Kind::Filter(_) => write_group(out, inner)?,
        _ => write_unit(out, inner)?,
    }
    write!(out, "^{weight}")
}

fn write_phrase(out: &mut String, phrase: &Phrase) -> fmt::Result {
    out.write_char('"')?;
    for (index, word) in phrase.words.iter().enumerate() {
        if index > 0 {
            out.write_char(' ')?;
        }
        write_word(out, word, true)?;
    }
    out.write_char('"')?;
    phrase.slop.map_or(Ok(()), |slop| write!(out, "~{slop}"))
}

fn write_word(out: &mut String, word: &Word, quoted: bool) -> fmt::Result {
    if word.exact && !quoted {
        out.write_char('=')?;
    }
    let escapes = Escapes::of(word, quoted);
    let last = word.text.chars().count().saturating_sub(1);
    for (index, character) in word.text.chars().enumerate() {
        let at_edge = (index == 0, index == last);
        if escapes.needed(character, at_edge) || (index == 0 && escapes.whole_word()) {
            out.write_char('\\')?;
        }
        out.write_char(character)?;
    }
    if word.edits > 0 { write!(out, "~{}", word.edits) } else { Ok(()) }
}

/// Which characters of a word would be taken for something else.
struct Escapes<'w> {
    word: &'w Word,
    quoted: bool,
    looks_like_field: bool,
    ampersands_join: bool,
}

impl<'w> Escapes<'w> {
    fn of(word: &'w Word, quoted: bool) -> Self {
        let looks_like_field = looks_like_field(&word.text);
        let ampersands_join = ampersands_join(word);
        Self { word, quoted, looks_like_field, ampersands_join }
    }

    fn needed(&self, character: char, (first, last): (bool, bool)) -> bool {
        match character {
            '\\' | '!' => true,
            '*' | '?' => !self.word.pattern,
            ',' | ';' => last || (first && self.word.pattern),
            ':' => last || (first && self.word.pattern) || (!self.quoted && self.looks_like_field),
            '.' => self.word.pattern && (first || last),
            _ if is_quote(character) => true,
            _ if self.quoted => false,
            '(' | ')' | '|' | '^' | '~' => true,
            '+' | '=' => first,
            _ if is_dash(character) => first,
            '&' => !self.ampersands_join,
            _ => false,
        }
    }

    /// Whether the word as a whole would be an operator, a field or nothing.
    fn whole_word(&self) -> bool {
        let text = self.word.text.as_str();
        if !self.word.pattern && text.chars().all(is_punctuation) {
            return true;
        }
        let before_equals = text.split(['=', '<', '>']).next().filter(|name| *name != text);
        !self.quoted
            && !self.word.exact
            && (operator::operator(text).is_some()
                || operator::counting_function(text).is_some()
                || before_equals.is_some_and(|name| field::named(name).is_some()))
    }
}

fn looks_like_field(text: &str) -> bool {
    let is_name = |text: &str| text.chars().all(|c| c.is_ascii_alphabetic() || c == '_');
    text.split_once(':').is_some_and(|(name, _)| is_name(name))
}

/// As in `AT&T`, where the sign can only be part of the word.
fn ampersands_join(word: &Word) -> bool {
    let parts = || word.text.split('&');
    let wild = |first| word.pattern && matches!(first, '*' | '?');
    let begins = |part: &str| part.starts_with(|c: char| c.is_alphanumeric() || wild(c));
    parts().skip(1).all(begins) && parts().next().is_some_and(|first| !first.is_empty())
}

fn write_regex(out: &mut String, pattern: &str) -> fmt::Result {
    out.write_str("re:/")?;
    let mut escaped = false;
    for character in pattern.chars() {
        if character == '/' && !escaped {
            out.write_char('\\')?;
        }
        escaped = character == '\\' && !escaped;
        out.write_char(character)?;
    }
    out.write_char('/')
}

fn write_filter(out: &mut String, filter: &Filter) -> fmt::Result {
    match filter {
        Filter::Date(range) => write_dates(out, range),
        Filter::Length(from, to) => write_range(out, FilterField::Length, *from, *to),
        Filter::Language(code) => write_value(out, FilterField::Language, code),
        Filter::Page(page) => write_value(out, FilterField::Page, page),
        Filter::Id(id) => write_value(out, FilterField::Id, id),
        Filter::File(path) => write_value(out, FilterField::File, path),
        Filter::Status(status) => write_value(out, FilterField::Status, status),
    }
}

fn write_dates(out: &mut String, range: &DateRange) -> fmt::Result {
    match (range.from, range.to) {
        (None, None) => out.write_str("date:*"),
        (from, to) => write_range(out, FilterField::Date, from, to),
    }
}

fn write_range<T: Display + PartialEq>(
    out: &mut String,
    field: FilterField,
    from: Option<T>,
    to: Option<T>,
) -> fmt::Result {
    write!(out, "{}:", field::canonical(Field::Filter(field)))?;
    match (&from, &to) {
        (Some(from), Some(to)) if from == to => write!(out, "{from}"),
        _ => {
            from.map_or(Ok(()), |from| write!(out, "{from}"))?;
            out.write_str("..")?;
            to.map_or(Ok(()), |to| write!(out, "{to}"))
        }
    }
}

fn write_value(out: &mut String, field: FilterField, value: &str) -> fmt::Result {
    write!(out, "{}:", field::canonical(Field::Filter(field)))?;
    let plain = |character| {
        !is_blank(character) && !is_quote(character) && !matches!(character, '(' | ')' | '|' | '!')
    };
    if value.chars().all(plain) {
        return out.write_str(value);
    }
    out.write_char('"')?;
    for character in value.chars() {
        if character == '\\' || is_quote(character) {
            out.write_char('\\')?;
        }
        out.write_char(character)?;
    }
    out.write_char('"')
}
