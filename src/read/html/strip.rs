//! The text of a page that may not be made a tree: what stands between tags.

use super::blocks::Block;
use super::facts::spaced;
use super::text::decoded;
use super::tokens::{Token, Tokens};
use crate::article::Role;

/// Title and paragraphs, in one pass.
pub(super) fn stripped(page: &str) -> (Option<String>, Vec<Block>) {
    let mut stripper = Stripper::default();
    for token in Tokens::new(page) {
        match token {
            Token::Text(text) => stripper.text(text),
            Token::Open(name, _) => stripper.tag(name, true),
            Token::Close(name) => stripper.tag(name, false),
        }
    }
    stripper.flush();
    (title(page), stripper.blocks)
}

fn title(page: &str) -> Option<String> {
    let head = page.get(..64 << 10).unwrap_or(page);
    let start = head.find("<title")?;
    let rest = head.get(start..)?;
    let text = rest.get(rest.find('>')? + 1..)?;
    let title = spaced(&decoded(text.get(..text.find('<')?)?));
    (!title.is_empty()).then_some(title)
}

#[derive(Default)]
struct Stripper {
    blocks: Vec<Block>,
    line: String,
    role: Role,
    links: usize,
    linked: usize,
    /// How many elements are open in which nothing is text of the article.
    asides: usize,
}

impl Stripper {
    fn text(&mut self, text: &str) {
        if self.asides == 0 {
            self.line.push_str(text);
            self.linked += if self.links > 0 { text.len() } else { 0 };
        }
    }

    fn tag(&mut self, name: &str, is_open: bool) {
        let count = |counter: &mut usize| {
            *counter = if is_open { *counter + 1 } else { counter.saturating_sub(1) };
        };
        match name.to_ascii_lowercase().as_str() {
            "a" => count(&mut self.links),
            "nav" | "header" | "footer" | "aside" | "form" | "head" | "noscript" | "select"
            | "button" => {
                self.flush();
                count(&mut self.asides);
            }
            name @ ("p" | "div" | "li" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6"
            | "blockquote" | "table" | "tr" | "section" | "article" | "main" | "figure"
            | "figcaption" | "hr" | "pre" | "td" | "body") => {
                self.flush();
                self.links = 0;
                self.role = match name {
                    _ if !is_open => Role::Para,
                    "li" => Role::List,
                    "blockquote" => Role::Quote,
                    "figcaption" => Role::Caption,
                    "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Role::Subhead,
                    _ => Role::Para,
                };
            }
            "br" => self.line.push(' '),
            _ => {}
        }
    }

    fn flush(&mut self) {
        let text = spaced(&decoded(&std::mem::take(&mut self.line)));
        let linked = std::mem::take(&mut self.linked);
        if !text.is_empty() && linked * 2 < text.len() {
            self.blocks.push(Block { role: self.role, text, linked, ..Block::default() });
        }
    }
}
