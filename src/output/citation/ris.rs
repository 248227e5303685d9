//! RIS: a tag and a value a line.

use super::{authors, publication};
use crate::article::Article;
use crate::output::sanitize::terminal;

/// The record of an article.
pub(super) fn entry(article: &Article) -> String {
    let mut out = String::from("TY  - NEWS\n");
    let mut line = |tag: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            let value = terminal(value).replace(['\n', '\t'], " ");
            out.extend([tag, "  - ", &value, "\n"]);
        }
    };
    let source = &article.source;
    let id = article.locator.id();
    line("ID", Some(&id));
    for author in authors(article) {
        line("AU", Some(author));
    }
    line("TI", Some(article.title()));
    line("T2", publication(article).as_deref());
    if let Some(date) = article.date {
        let part = |part: Option<i8>| part.map(|part| format!("{part:02}")).unwrap_or_default();
        line("PY", Some(&format!("{:04}", date.year)));
        line("DA", Some(&format!("{:04}/{}/{}/", date.year, part(date.month), part(date.day))));
    }
    line("SE", source.section.as_deref());
    line("SP", source.page.as_deref());
    line("ET", source.edition.as_deref());
    line("LA", article.language.as_deref());
    line("UR", article.url.as_deref());
    line("AV", Some(&id));
    out.push_str("ER  - \n");
    out
}
