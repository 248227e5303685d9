//! The article that people mean: by its id, or by its place as results print it.

use std::path::Path;

use super::answer::full_roots;
use crate::article::{Locator, encode_path};
use crate::engine::{Engine, LocalEngine, Sort, Stored, Window, no_such_article};
use crate::error::Result;
use crate::query::ast::Filter;
use crate::query::plan::{Node, Plan};

/// How many ids are named of files that are called the same.
const NAMED: usize = 3;

/// Finds the id and the article with this id, or at this place: the path of a
/// file, from here or from the root of an archive, perhaps with the number of
/// a line behind it.
///
/// # Errors
/// If there is none, or if the index cannot be read.
pub(super) fn find(engine: &LocalEngine, text: &str) -> Result<(String, Stored)> {
    for id in ids(engine, text) {
        if let Some(stored) = engine.find(&id)? {
            return Ok((id, stored));
        }
    }
    let alike = alike(engine, text)?;
    Err(if alike.is_empty() {
        no_such_article(text)
    } else {
        no_such_article(text).hint(format!("files of that name: {}", alike.join(", ")))
    })
}

/// The ids that may be meant, the most literal first.
fn ids(engine: &LocalEngine, text: &str) -> Vec<String> {
    let place = without_line(text);
    let mut ids = vec![text.to_owned(), place.to_owned()];
    // A path that was printed is not encoded as it is in an id.
    for path in [Locator::parse(place).path.as_str(), place] {
        let suffix = place.strip_prefix(path).unwrap_or_default();
        let Ok(file) = Path::new(path).canonicalize() else { continue };
        for root in full_roots(engine, None) {
            let root = root.canonicalize().unwrap_or(root);
            if let Ok(inside) = file.strip_prefix(&root) {
                let id = encode_path(inside.as_os_str().as_encoded_bytes());
                ids.push(format!("{id}{suffix}"));
            }
        }
    }
    ids.dedup();
    ids
}

/// A place without the number of a line.
fn without_line(text: &str) -> &str {
    match text.rsplit_once(':') {
        Some((place, line)) if line.parse::<u64>().is_ok() => place,
        _ => text,
    }
}

/// Ids of articles whose file has the name that the text ends with.
fn alike(engine: &LocalEngine, text: &str) -> Result<Vec<String>> {
    let path = Locator::parse(without_line(text)).path;
    let name = path.rsplit('/').next().unwrap_or_default();
    if name.is_empty() || name.contains(['*', '?']) {
        return Ok(Vec::new());
    }
    let filters = vec![Filter::File(name.to_owned()), Filter::File(format!("*/{name}"))];
    let root = Node::Or(vec![Node::Filter(0), Node::Filter(1)]);
    let plan = Plan { root, filters, with_withdrawn: true, ..Plan::default() };
    let window = Window { offset: 0, limit: NAMED, sort: Sort::Newest };
    let ranked = engine.search(&plan, window)?;
    Ok(ranked.hits.into_iter().map(|hit| format!("`{}`", hit.id)).collect())
}
