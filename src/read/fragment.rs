//! Markup inside of values that may as well be plain text.

use super::prose;
use crate::span::Text;

/// Whether a text is HTML rather than words with a stray `<`.
pub(super) fn is_markup(text: &str) -> bool {
    const CLOSING: [&str; 6] = ["</p>", "</div>", "</a>", "</span>", "</li>", "</b>"];
    let Some(first) = text.find('<') else { return false };
    let rest = text.get(first..).unwrap_or_default();
    CLOSING.iter().any(|tag| rest.contains(tag)) || rest.contains("<p>") || rest.contains("<br")
}

/// A line without tags and references; one that has none keeps its place.
pub(super) fn plain(line: Text) -> Text {
    if !is_markup(&line.text) && !line.text.contains('&') {
        return line;
    }
    let paragraphs = prose::of_html(&line.text);
    let texts: Vec<&str> = paragraphs.iter().map(|it| it.text.text.as_str()).collect();
    let text = texts.join(" ");
    if text == line.text || text.is_empty() { line } else { Text::detached(text) }
}
