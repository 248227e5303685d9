//! `BibTeX`: the classic fields, so that every style knows them.

use std::fmt::Write as _;

use super::{authors, publication};
use crate::article::Article;
use crate::output::sanitize::terminal;

const MONTHS: [&str; 12] =
    ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/// The entry of an article.
pub(super) fn entry(article: &Article) -> String {
    let id = article.locator.id();
    let mut out = format!("@article{{{}", key(&id));
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            // Writing to a string cannot fail.
            write!(out, ",\n  {name} = {value}").unwrap_or_default();
        }
    };
    let braced = |text: &str| format!("{{{}}}", escaped(text));
    let whole = |text: &str| format!("{{{{{}}}}}", escaped(text));
    field("author", Some(author_list(article)).filter(|list| !list.is_empty()));
    field("title", Some(article.title()).filter(|title| !title.is_empty()).map(whole));
    field("journal", publication(article).as_deref().map(braced));
    let date = article.date;
    field("year", date.map(|date| format!("{{{:04}}}", date.year)));
    let month = date.and_then(|date| usize::try_from(date.month?.checked_sub(1)?).ok());
    field("month", month.and_then(|month| MONTHS.get(month)).map(|&month| month.to_owned()));
    field("day", date.and_then(|date| date.day).map(|day| format!("{{{day}}}")));
    field("pages", article.source.page.as_deref().map(braced));
    field("language", article.language.as_deref().map(braced));
    field("url", article.url.as_deref().map(braced));
    field("note", Some(braced(&format!("In the archive: {id}"))));
    out.push_str("\n}\n");
    out
}

/// Names joined as `BibTeX` wants; one that it would take apart stays whole.
fn author_list(article: &Article) -> String {
    let name = |name: &str| {
        let text = escaped(name);
        let apart = name.contains(',') || name.split_whitespace().any(|word| word == "and");
        if apart { format!("{{{text}}}") } else { text }
    };
    let names: Vec<String> = authors(article).map(name).collect();
    if names.is_empty() { String::new() } else { format!("{{{}}}", names.join(" and ")) }
}

/// The id in letters, digits and the signs that a key may hold; others as
/// `_` and their number, so that no two ids have the same key.
fn key(id: &str) -> String {
    let mut key = String::with_capacity(id.len());
    for c in id.chars() {
        match c {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '-' | '.' | '/' | ':' | '+' => key.push(c),
            // Writing to a string cannot fail.
            c => write!(key, "_{:x}_", u32::from(c)).unwrap_or_default(),
        }
    }
    key
}

/// Text that stands for itself: no command, no comment, no brace left open.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in terminal(text).chars() {
        match c {
            '\n' | '\t' => out.push(' '),
            '\\' => out.push_str("\\textbackslash{}"),
            '~' => out.push_str("\\textasciitilde{}"),
            '^' => out.push_str("\\textasciicircum{}"),
            '{' => out.push_str("\\textbraceleft{}"),
            '}' => out.push_str("\\textbraceright{}"),
            '#' | '$' | '%' | '&' | '_' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_stands_for_itself() {
        assert_eq!(
            escaped("AT&T: 5% {of} \\input"),
            r"AT\&T: 5\% \textbraceleft{}of\textbraceright{} \textbackslash{}input"
        );
        assert_eq!(
            escaped("a\nb\u{202e}c"),
            r"a b\textbackslash{}u\textbraceleft{}202e\textbraceright{}c"
        );
    }

    #[test]
    fn keys_differ_where_ids_do() {
        assert_eq!(key("wire/a_b.txt#7"), "wire/a_5f_b.txt_23_7");
        assert_eq!(key("Новости/a"), "_41d__43e__432__43e__441__442__438_/a");
    }
}
