//! XML of the wires and feeds: elements by their local names, in any
//! namespace, as much of a damaged document as can be read.
//!
//! [`records`] cuts a document into the elements that are its items; only one
//! of them is in memory at a time, beside the text.

mod attributes;
mod document;
mod element;
mod entity;
mod tree;

pub(super) use attributes::attributes;
pub(super) use document::{Names, document, root};
pub(super) use element::{Element, Node, collapsed};
pub(super) use entity::decode;
pub(super) use tree::{Record, records};

use std::ops::ControlFlow;

use super::input::Input;
use super::sink::Sink;
use crate::article::Article;
use crate::error::{Skip, SkipReason};

/// What is made of an item.
type Take<'a> = &'a mut dyn FnMut(Article, &Record<'_>, usize, &mut dyn Sink) -> ControlFlow<()>;

/// Reads a document item by item: hands each element of one of these names to
/// `take`, with an article that states what holds for the whole document and
/// how many came before. A document that cannot be read, or in which there is
/// none, is a skip; `absent` says why then.
pub(super) fn each_item(
    input: Input<'_>,
    reader: &str,
    names: &[&str],
    absent: Skip,
    sink: &mut dyn Sink,
    take: Take<'_>,
) {
    let (decoded, article) = match document(input, reader) {
        Ok(document) => document,
        Err(skip) => {
            let _ = sink.skip(None, skip);
            return;
        }
    };
    let mut found = 0;
    let fault = records(&decoded.text, names, &mut |record: Record<'_>| {
        found += 1;
        take(article.clone(), &record, found - 1, sink)
    });
    if found == 0 {
        let skip = fault.map_or(absent, |fault| Skip::new(SkipReason::Malformed, fault));
        let _ = sink.skip(None, skip);
    }
}
