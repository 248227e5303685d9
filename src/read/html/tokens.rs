//! Tags and text of a page, in one pass over it and without a tree.

use memchr::{memchr, memchr3, memmem};

/// A part of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token<'p> {
    /// Text between tags, with its character references.
    Text(&'p str),
    /// A start tag: its name and what follows it, up to the bracket.
    Open(&'p str, &'p str),
    /// An end tag.
    Close(&'p str),
}

/// Takes a page apart. Comments, declarations and what stands in scripts and
/// styles is passed over. Takes time in proportion to the page, whatever it holds.
pub(super) struct Tokens<'p> {
    page: &'p str,
    at: usize,
}

impl<'p> Tokens<'p> {
    pub(super) fn new(page: &'p str) -> Self {
        Self { page, at: 0 }
    }

    /// Where the next token is looked for, in bytes from the start of the page.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    fn rest(&self) -> &'p str {
        self.page.get(self.at..).unwrap_or_default()
    }

    /// Moves behind the next `mark`, or to the end.
    fn pass(&mut self, mark: &str) {
        let found = memmem::find(self.rest().as_bytes(), mark.as_bytes());
        self.at = found.map_or(self.page.len(), |at| self.at + at + mark.len());
    }

    /// Moves in front of the end tag of an element that holds no tags.
    fn pass_raw(&mut self, name: &str) {
        let rest = self.rest();
        let mut from = 0;
        while let Some(at) = rest.as_bytes().get(from..).and_then(|rest| memmem::find(rest, b"</"))
        {
            from += at + 2;
            let end = rest.get(from..from + name.len());
            if end.is_some_and(|end| end.eq_ignore_ascii_case(name)) {
                self.at += from - 2;
                return;
            }
        }
        self.at = self.page.len();
    }

    fn tag(&mut self) -> Option<Token<'p>> {
        let rest = self.rest();
        let is_close = rest.as_bytes().get(1) == Some(&b'/');
        let inner = rest.get(1 + usize::from(is_close)..)?;
        let ends_name = |byte: u8| byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>');
        let name_len = inner.bytes().position(ends_name);
        let name = inner.get(..name_len.unwrap_or(inner.len()))?;
        let tail = inner.get(name.len()..)?;
        let end = tag_end(tail);
        let attributes = tail.get(..end)?;
        self.at = (self.page.len() - tail.len() + end + 1).min(self.page.len());
        if is_close {
            return Some(Token::Close(name));
        }
        if RAW.iter().any(|raw| raw.eq_ignore_ascii_case(name)) {
            self.pass_raw(name);
        }
        Some(Token::Open(name, attributes))
    }
}

/// Elements in which nothing is a tag.
const RAW: [&str; 6] = ["script", "style", "textarea", "title", "xmp", "iframe"];

/// Where a tag ends; brackets in quotes do not end it.
fn tag_end(tail: &str) -> usize {
    let bytes = tail.as_bytes();
    let after = |at: usize| bytes.get(at..).unwrap_or_default();
    let mut at = 0;
    while let Some(found) = memchr3(b'>', b'"', b'\'', after(at)) {
        let (before, _) = bytes.split_at(at + found);
        at += found + 1;
        match bytes.get(at - 1) {
            Some(b'>') => return at - 1,
            Some(quote) if before.trim_ascii_end().ends_with(b"=") => {
                let Some(len) = memchr(*quote, after(at)) else { return tail.len() };
                at += len + 1;
            }
            _ => {}
        }
    }
    tail.len()
}

impl<'p> Iterator for Tokens<'p> {
    type Item = Token<'p>;

    fn next(&mut self) -> Option<Token<'p>> {
        loop {
            match self.rest().as_bytes() {
                [] => return None,
                [b'<', b'!', b'-', b'-', ..] => {
                    self.at += 4;
                    self.pass("-->");
                }
                [b'<', b'!' | b'?', ..] => self.pass(">"),
                [b'<', b'/', next, ..] | [b'<', next, ..] if next.is_ascii_alphabetic() => {
                    return self.tag();
                }
                [_, after @ ..] => {
                    let len = 1 + memchr(b'<', after).unwrap_or(after.len());
                    let text = self.rest().get(..len).unwrap_or_default();
                    self.at += len;
                    return Some(Token::Text(text));
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_taken_apart() {
        let page = "<!doctype html><P class='a>b'>One < two<br/><!-- <i> --><script>\
                    if (a<b) {}</script></p >";
        let tokens: Vec<Token<'_>> = Tokens::new(page).collect();
        assert_eq!(
            tokens,
            [
                Token::Open("P", " class='a>b'"),
                Token::Text("One "),
                Token::Text("< two"),
                Token::Open("br", "/"),
                Token::Open("script", ""),
                Token::Close("script"),
                Token::Close("p"),
            ]
        );
    }

    #[test]
    fn what_is_cut_off_ends_with_the_page() {
        for page in [
            "<",
            "</",
            "<p",
            "<p a=\"",
            "<!--",
            "<script>x",
            "a<",
            "é<é",
            "<!",
            "</p",
            "<style></style",
        ] {
            assert!(Tokens::new(page).count() <= 3, "{page}");
        }
    }
}
