//! What ids begin with when several indexes are searched together.
//!
//! An index inside its archive names articles by their path in it; the name
//! of the archive's folder in front tells them apart, as in an index over
//! both archives. An index whose ids begin with the names of its roots needs
//! nothing, unless another one has the same names; then the name of the index
//! folder goes in front. Where names are the same, the folders above join them.

use std::path::{Path, PathBuf};

use crate::article::encode_path;
use crate::index::IndexFolder;

/// What tells the ids of one index from those of others.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Label {
    /// The folder whose name is put in front.
    folder: PathBuf,
    /// How many parts of its path are put in front.
    parts: usize,
    /// What ids begin with without that.
    roots: Vec<String>,
}

/// The prefix of each index, empty or with a closing `/`.
pub(super) fn prefixes(folders: &[&IndexFolder]) -> Vec<String> {
    if folders.len() < 2 {
        return vec![String::new(); folders.len()];
    }
    let mut labels: Vec<Label> = folders.iter().map(|folder| Label::of(folder)).collect();
    tell_apart(&mut labels);
    labels.iter().map(Label::prefix).collect()
}

/// Makes labels longer until no id can be read as one of another index, or
/// until there is nothing left to add.
fn tell_apart(labels: &mut [Label]) {
    loop {
        let beginnings: Vec<Vec<String>> = labels.iter().map(Label::beginnings).collect();
        let mut changed = false;
        for (number, label) in labels.iter_mut().enumerate() {
            let own = beginnings.get(number).map(Vec::as_slice).unwrap_or_default();
            let others = beginnings.iter().enumerate().filter(|(other, _)| *other != number);
            if others.flat_map(|(_, names)| names).any(|name| clashes(name, own)) {
                changed |= label.lengthen();
            }
        }
        if !changed {
            return;
        }
    }
}

fn clashes(name: &str, own: &[String]) -> bool {
    own.iter().any(|own| own.starts_with(name) || name.starts_with(own.as_str()))
}

impl Label {
    fn of(folder: &IndexFolder) -> Self {
        let inside = folder.roots().iter().find(|root| root.name.is_empty());
        if let Some(root) = inside {
            let archive = canonical(&folder.root_path(root));
            return Self { folder: archive, parts: 1, roots: Vec::new() };
        }
        let roots = folder.roots().iter().map(|root| root.name.clone());
        Self { folder: canonical(folder.path()), parts: 0, roots: roots.collect() }
    }

    fn beginnings(&self) -> Vec<String> {
        if self.parts == 0 { self.roots.clone() } else { vec![self.prefix()] }
    }

    fn prefix(&self) -> String {
        let names: Vec<_> = self.folder.iter().collect();
        let first = names.len().saturating_sub(self.parts);
        let names = names.into_iter().skip(first).filter(|name| *name != "/");
        names.map(|name| encode_path(name.as_encoded_bytes()) + "/").collect()
    }

    fn lengthen(&mut self) -> bool {
        let longer = self.parts < self.folder.iter().count();
        self.parts += usize::from(longer);
        longer
    }
}

/// The path without links; as it is if it cannot be followed.
fn canonical(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(labels: &[(&str, &[&str])], expected: &[&str]) {
        let label = |(folder, roots): &(&str, &[&str])| Label {
            folder: PathBuf::from(folder),
            parts: usize::from(roots.is_empty()),
            roots: roots.iter().map(|&root| root.to_owned()).collect(),
        };
        let mut labels: Vec<Label> = labels.iter().map(label).collect();
        tell_apart(&mut labels);
        let prefixes: Vec<String> = labels.iter().map(Label::prefix).collect();
        assert_eq!(prefixes, expected);
    }

    #[test]
    fn the_shortest_names_that_differ() {
        check(&[("/news/wire", &[]), ("/news/paper", &[])], &["wire/", "paper/"]);
        check(&[("/a/news", &[]), ("/b/news", &[])], &["a/news/", "b/news/"]);
        check(&[("/news", &[]), ("/b/news", &[])], &["news/", "b/news/"]);
        check(&[("/i/one", &["wire/"]), ("/i/two", &["paper/"])], &["", ""]);
        check(&[("/i/one", &["wire/"]), ("/i/two", &["wire/"])], &["one/", "two/"]);
        check(&[("/i/one", &["wire/"]), ("/b/wire", &[])], &["one/", "b/wire/"]);
        check(&[("/a", &[]), ("/a/b/a/b", &[])], &["a/", "b/"]);
    }
}
