//! A document from bytes to text, the element it begins with, and how its
//! records are named.

use super::super::input::Input;
use super::super::stated::begin;
use super::super::{Decoded, LONGEST_ARTICLE, charset};
use crate::article::{Article, Locator, encode_path};
use crate::error::Skip;

/// The local name of the first element of a document, and what follows the
/// name in its tag; declarations and comments may stand before it.
pub(in crate::read) fn root(text: &str) -> Option<(&str, &str)> {
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
        let inner = rest.strip_prefix('<')?;
        if let Some(comment) = inner.strip_prefix("!--") {
            rest = comment.split_once("-->")?.1;
        } else if let Some(instruction) = inner.strip_prefix('?') {
            rest = instruction.split_once('>')?.1;
        } else if let Some(declaration) = inner.strip_prefix('!') {
            rest = behind_declaration(declaration)?;
        } else {
            let end = inner.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            let (name, behind) = (inner.get(..end)?, inner.get(end..)?);
            let local = name.rsplit(':').next()?;
            let is_name = local.starts_with(|c: char| c.is_alphabetic() || c == '_');
            return is_name.then_some((local, behind));
        }
    }
}

/// `DOCTYPE` may hold declarations of its own in brackets.
fn behind_declaration(text: &str) -> Option<&str> {
    let end = text.find('>')?;
    match text.find('[').filter(|open| *open < end) {
        Some(open) => {
            let inner = text.get(open..)?;
            let close =
                inner.find("]>").map(|at| at + 2).or_else(|| Some(inner.find("] >")? + 3))?;
            inner.get(close..)
        }
        None => text.get(end + 1..),
    }
}

/// The encoding that the XML declaration of a document names.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(bytes.get(..256).unwrap_or(bytes));
    let declaration = head.split_once("<?xml")?.1.split_once("?>")?.0;
    let attributes = super::attributes(declaration);
    attributes.into_iter().find(|(name, _)| name == "encoding").map(|(_, value)| value)
}

/// Decodes a document: its text, and an article that states what holds for all of it.
///
/// # Errors
/// A [`Skip`] if it is too large or no text.
pub(in crate::read) fn document(
    input: Input<'_>,
    reader: &str,
) -> Result<(Decoded, Article), Skip> {
    let bytes = input.content.into_bytes(LONGEST_ARTICLE)?;
    // What is UTF-8 by chance alone is not: the declaration was not kept up.
    let is_utf8 = !bytes.is_ascii() && std::str::from_utf8(&bytes).is_ok();
    let label = declared(&bytes).filter(|_| !is_utf8);
    let decoded = charset::decode_as(bytes, label.as_deref(), input.encoding)?;
    let article = begin(input.locator, reader, &decoded);
    Ok((decoded, article))
}

/// Names the records of a document; two may have one name, which is settled
/// where records are taken.
#[derive(Debug, Default)]
pub(in crate::read) struct Names {
    number: usize,
}

impl Names {
    /// The next record's name: its own id, or its number from 1.
    pub(in crate::read) fn next(&mut self, id: Option<&str>) -> String {
        self.number += 1;
        match id {
            Some(id) => encode_path(id.trim().as_bytes()),
            None => self.number.to_string(),
        }
    }

    /// The place of the next record of a document at `of`.
    pub(in crate::read) fn locate(&mut self, of: &Locator, id: Option<&str>) -> Locator {
        Locator { record: Some(self.next(id)), ..of.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_element_is_found_behind_what_stands_before_it() {
        for (text, expected) in [
            ("<nitf>", Some("nitf")),
            (
                "\u{FEFF}<?xml version='1.0'?>\n<!-- <a> -->\n<n:newsItem guid='x'>",
                Some("newsItem"),
            ),
            ("<!DOCTYPE nitf SYSTEM 'x.dtd'><nitf version='1'>", Some("nitf")),
            ("<!DOCTYPE a [<!ENTITY b 'c>'> ]><a/>", Some("a")),
            ("< nitf>", None),
            ("text <a>", None),
            ("<!-- open", None),
            ("", None),
        ] {
            assert_eq!(root(text).map(|(name, _)| name), expected, "{text}");
        }
    }

    #[test]
    fn records_are_named_by_id_or_number() {
        let mut names = Names::default();
        let given: Vec<String> =
            [Some("a b"), None, Some("a b"), None].map(|id| names.next(id)).to_vec();
        assert_eq!(given, ["a%20b", "2", "a%20b", "4"]);
    }
}
