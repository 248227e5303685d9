//! Markup inside of values: paragraphs out of a piece of HTML.

use super::sgml::reference;
use crate::article::{Paragraph, Role};
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
    if !is_markup(&line.text) && !line.text.contains(['&']) {
        return line;
    }
    let words: Vec<String> = blocks(&line.text);
    let text = words.join(" ");
    if text == line.text || text.is_empty() { line } else { Text::detached(text) }
}

/// The paragraphs of a piece of HTML.
pub(super) fn of_html(html: &str) -> Vec<Paragraph> {
    let text = |text| Paragraph { role: Role::Para, text: Text::detached(text) };
    blocks(html).into_iter().map(text).collect()
}

/// Texts between the tags that begin or end a block; white space is one blank.
fn blocks(html: &str) -> Vec<String> {
    let mut blocks = Vec::new();
    let mut block = String::new();
    let mut rest = html;
    while let Some(at) = rest.find(['<', '&']) {
        block.push_str(rest.get(..at).unwrap_or_default());
        rest = rest.get(at..).unwrap_or_default();
        if let Some((character, len)) = reference(rest).filter(|_| rest.starts_with('&')) {
            block.push(character);
            rest = rest.get(len..).unwrap_or_default();
            continue;
        }
        let is_tag = rest
            .as_bytes()
            .get(1)
            .is_some_and(|b| b.is_ascii_alphabetic() || matches!(b, b'/' | b'!'));
        if let Some(end) = rest.find('>').filter(|_| rest.starts_with('<') && is_tag) {
            let tag = rest.get(1..end).unwrap_or_default();
            let name = tag.trim_start_matches('/');
            let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
            if is_block(name) {
                push(&mut blocks, &mut block);
            }
            rest = rest.get(end + 1..).unwrap_or_default();
            if is_hidden(tag, name) {
                let closing = format!("</{name}");
                rest = rest.find(&closing).and_then(|at| rest.get(at..)).unwrap_or_default();
            }
            continue;
        }
        let first = rest.chars().next().map_or(0, char::len_utf8);
        block.push_str(rest.get(..first).unwrap_or_default());
        rest = rest.get(first..).unwrap_or_default();
    }
    block.push_str(rest);
    push(&mut blocks, &mut block);
    blocks
}

/// Whether a tag begins what is not shown.
fn is_hidden(tag: &str, name: &str) -> bool {
    !tag.starts_with('/') && matches!(name, "head" | "script" | "style" | "title")
}

fn is_block(name: &str) -> bool {
    matches!(
        name.to_ascii_lowercase().as_str(),
        "p" | "div"
            | "br"
            | "li"
            | "ul"
            | "ol"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "blockquote"
            | "table"
            | "tr"
            | "section"
            | "article"
            | "figure"
            | "figcaption"
            | "hr"
    )
}

fn push(blocks: &mut Vec<String>, block: &mut String) {
    let words: Vec<&str> = block.split_whitespace().collect();
    if !words.is_empty() {
        blocks.push(words.join(" "));
    }
    block.clear();
}
