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
