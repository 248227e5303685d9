//! Every error of the query language: its code, its sentence, its way out.
//!
//! The codes are listed in [`crate::query`]. A constructor here is the only
//! place where a code is written.

use super::field;
use super::limits::{
    MAX_BOOST, MAX_CLAUSES, MAX_DEPTH, MAX_EDITS, MAX_EXPRESSIONS, MAX_FORMS, MAX_NEAR, MAX_TEXT,
};
use super::note::QueryError;
use crate::span::Span;

/// As much of a text as fits into a message.
pub(super) fn excerpt(text: &str) -> String {
    shortened(text, 60)
}

/// The first so many characters of a text.
pub(super) fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}

fn error(code: &'static str, span: Span, message: impl Into<String>, help: &str) -> QueryError {
    let help = (!help.is_empty()).then(|| help.to_owned());
    QueryError { code, span, message: message.into(), help }
}

pub(super) fn nothing_to_search(span: Span) -> QueryError {
    let help = "write a word, a \"phrase\", or `*` for every article";
    error("Q01", span, "the query holds nothing to search for", help)
}

pub(super) fn text_too_long(span: Span) -> QueryError {
    let message = format!("the query is longer than {} KiB", MAX_TEXT / 1024);
    error("Q02", span, message, "split it into several queries")
}

pub(super) fn unclosed_quote(span: Span) -> QueryError {
    let help = "add a closing \", or use --literal";
    error("Q03", span, "unclosed quote", help)
}

pub(super) fn empty_quotes(span: Span) -> QueryError {
    let help = "put words between the quotes, or leave the quotes out";
    error("Q04", span, "there is no word between the quotes", help)
}

pub(super) fn unclosed_parenthesis(span: Span) -> QueryError {
    error("Q05", span, "unclosed parenthesis", "add a closing ), or use --literal")
}

pub(super) fn stray_parenthesis(span: Span) -> QueryError {
    let help = "remove it, or add the opening ( where it belongs";
    error("Q06", span, "closing parenthesis without an opening one", help)
}

pub(super) fn empty_parentheses(span: Span) -> QueryError {
    let help = "put something between them, or leave them out";
    error("Q07", span, "there is nothing between the parentheses", help)
}

/// `side` is where an operand is missing, such as "on its left side".
pub(super) fn dangling(operator: &str, side: &str, span: Span) -> QueryError {
    let message = format!("`{}` has nothing {side}", excerpt(operator));
    let help = format!("add a word there, or write \"{}\" to search for it", excerpt(operator));
    error("Q08", span, message, &help)
}

pub(super) fn prefix_alone(prefix: &str, span: Span) -> QueryError {
    let message = format!("`{}` stands before nothing", excerpt(prefix));
    let help = format!("write what to look for after it, such as `{}word`", excerpt(prefix));
    error("Q09", span, message, &help)
}

pub(super) fn function_without_parentheses(name: &str, span: Span) -> QueryError {
    let message = format!("`{}` needs parentheses", excerpt(name));
    error("Q09", span, message, &format!("write `{}(word)`", excerpt(name)))
}

pub(super) fn filter_without_value(span: Span) -> QueryError {
    let help = "write the value right after it, such as `date:2017-02` or `lang:en`";
    error("Q09", span, "the filter has no value", help)
}

pub(super) fn not_a_date(text: &str, span: Span) -> QueryError {
    let help = "write `2017`, `2017-02`, `2017-02-17`, `2016..2017`, `2017-02..`, `>=2017`, \
                `last-30-days` or `\"17 Feb 2017\"`";
    error("Q10", span, format!("`{}` is not a date", excerpt(text)), help)
}

pub(super) fn no_such_day(text: &str, span: Span) -> QueryError {
    let message = format!("`{}` is not in the calendar", excerpt(text));
    error("Q10", span, message, "dates run from 0001-01-01 to 9999-12-31")
}

pub(super) fn ambiguous_date(readings: [String; 2], iso: [String; 2], span: Span) -> QueryError {
    let ([one, other], [iso_one, iso_other]) = (readings, iso);
    let message = format!("ambiguous date: {one} or {other}?");
    let help = format!("write {iso_one} or {iso_other}, or set date_order in the configuration");
    error("Q11", span, message, &help)
}

pub(super) fn reversed_range(from: &str, to: &str, span: Span) -> QueryError {
    let message = format!("the range is empty: {from} is after {to}");
    error("Q12", span, message, &format!("write `{to}..{from}`"))
}

pub(super) fn bad_value(field: &str, value: &str, expected: &str, span: Span) -> QueryError {
    let message = format!("`{}` is not a value of `{field}:`", excerpt(value));
    error("Q13", span, message, &format!("write {expected}"))
}

pub(super) fn unknown_field(name: &str, nearest: Option<&str>, span: Span) -> QueryError {
    let message = format!("there is no field `{}`", excerpt(name));
    let escape = format!("`\\{}:…` searches for the text as it stands", excerpt(name));
    let help = match nearest {
        Some(nearest) => format!("did you mean `{nearest}:`? {escape}"),
        None => format!("the fields are {}; {escape}", field::list()),
    };
    error("Q14", span, message, &help)
}

pub(super) fn too_deep(span: Span) -> QueryError {
    let message = format!("the query is nested more than {MAX_DEPTH} levels deep");
    error("Q15", span, message, "split it into several queries")
}

pub(super) fn too_many_clauses(span: Span) -> QueryError {
    let message = format!("the query holds more than {MAX_CLAUSES} words and filters");
    error("Q16", span, message, "split it into several queries")
}

pub(super) fn too_many_expressions(span: Span) -> QueryError {
    let message = format!("the query holds more than {MAX_EXPRESSIONS} regular expressions");
    error("Q16", span, message, "join them with `|`, or split it into several queries")
}

pub(super) fn too_much_near(span: Span) -> QueryError {
    let message = format!("the groups here stand for more than {MAX_NEAR} words near each other");
    let help = "every word of a group has to be near every one of the other; join them with OR, \
                or split the query";
    error("Q16", span, message, help)
}

pub(super) fn out_of_range(text: &str, limit: u32, span: Span) -> QueryError {
    let message = format!("the number in `{}` is out of range", excerpt(text));
    error("Q17", span, message, &format!("use a whole number from 1 to {limit}"))
}

pub(super) fn bad_edits(text: &str, span: Span) -> QueryError {
    let message = format!("`{}` does not say how many edits are allowed", excerpt(text));
    error("Q18", span, message, &format!("write `~1` to `~{MAX_EDITS}` after a word"))
}

pub(super) fn edited_pattern(span: Span) -> QueryError {
    let help = "drop either the `*` or `?`, or the `~`; `\\*` searches for the character itself";
    error("Q18", span, "a word with wildcards cannot have edits too", help)
}

pub(super) fn bad_boost(text: &str, span: Span) -> QueryError {
    let message = format!("`{}` is not a weight", excerpt(text));
    error("Q19", span, message, &format!("use a number above 0, up to {MAX_BOOST}, such as `^2`"))
}

/// What belongs to the end of a word or phrase stands elsewhere.
pub(super) fn misplaced(text: &str, span: Span) -> QueryError {
    let (code, help) = match text.chars().next() {
        Some('~') => (
            "Q18",
            "write `~1` or `~2` right behind a word for edits, `~n` right behind a phrase in \
             quotes for words that may be moved, or `a w/n b` for groups near each other",
        ),
        Some('^') => ("Q19", "write it right behind a word, a phrase or a group"),
        _ => ("Q26", "write it inside a word; a phrase may hold patterns, as in `\"a b*\"`"),
    };
    error(code, span, format!("`{}` stands behind no word", excerpt(text)), help)
}

pub(super) fn unclosed_regex(span: Span) -> QueryError {
    let help = "end it with `/`; write `\\/` for a slash inside it";
    error("Q21", span, "unclosed regular expression", help)
}

pub(super) fn empty_regex(span: Span) -> QueryError {
    let help = "write a pattern for one word, such as `re:/colou?r/`";
    error("Q21", span, "the regular expression is empty", help)
}

/// `what` stands where only words can be counted or measured.
pub(super) fn no_place(what: &str, around: &str, span: Span) -> QueryError {
    let message = format!("{what} has no place in the text, which {around} needs");
    let help = match what {
        "NOT" => "write the NOT outside, as in `(a w/5 b) NOT c`, or use `a NOT w/5 c`",
        "a filter" => "write the filter outside, as in `(a w/5 b) date:2017`",
        _ => "write a word, or leave the operator out",
    };
    error("Q20", span, message, help)
}

pub(super) fn mixed_wildcards(span: Span) -> QueryError {
    let help = "escape all of them or none";
    error("Q22", span, "a word cannot hold both wildcards and escaped ones", help)
}

pub(super) fn not_countable(function: &str, span: Span) -> QueryError {
    let message = format!("`{function}` counts occurrences, of which AND has none");
    let help = format!("count each side: `{function}(a) AND {function}(b)`");
    error("Q20", span, message, &help)
}

/// `label` is a part of the article that is no text, `around` what looks at the text.
pub(super) fn not_in_text(label: &str, around: &str, span: Span) -> QueryError {
    let message = format!("`{label}` is not part of the text, which {around} looks at");
    error("Q20", span, message, &format!("join `{label}` to the rest with AND"))
}

/// `cause` ends the sentence.
pub(crate) fn unusable_pattern(pattern: &str, cause: &str, span: Span) -> QueryError {
    let message = format!("`{}` cannot be used: {cause}", excerpt(pattern));
    error("Q26", span, message, "write a simpler pattern, for one word")
}

pub(crate) fn too_many_forms(pattern: &str, forms: usize, span: Span) -> QueryError {
    let message = format!("`{}` stands for {forms} words, more than {MAX_FORMS}", excerpt(pattern));
    error("Q27", span, message, "write more letters before or after the wildcard")
}
