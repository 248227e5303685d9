//! Rules of the source tree that a test can check.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use super::archive::package;
use super::readme;

/// Lines that a file of `src/` may have.
const LONGEST_FILE: usize = 500;

/// Names that say nothing about what is in a file.
const EMPTY_NAMES: [&str; 5] = ["utils", "util", "helpers", "common", "manager"];

/// What no file may hold; in two halves, so that this one does not.
const LEFT_OVERS: [(&str, &str); 6] = [
    ("todo", "!("),
    ("unimplemented", "!("),
    ("dbg", "!("),
    ("#[", "ignore"),
    ("thread::", "sleep"),
    ("FIX", "ME"),
];

/// A source file: path below the package and text.
struct Source {
    path: String,
    text: String,
}

fn sources(folder: &str) -> Vec<Source> {
    let mut found = Vec::new();
    collect(&package().join(folder), &mut found);
    found.sort();
    assert!(!found.is_empty(), "{folder}");
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let path = path.strip_prefix(package()).unwrap().to_str().unwrap().to_owned();
        Source { path, text }
    };
    found.into_iter().map(read).collect()
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[track_caller]
fn nothing_wrong(wrong: &[String]) {
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

/// The module of the top level that a file belongs to.
fn module(path: &str) -> &str {
    let inside = path.strip_prefix("src/").unwrap();
    inside.split('/').next().unwrap().trim_end_matches(".rs")
}

/// The layer of each module, from the table in `src/lib.rs`.
fn layers() -> BTreeMap<String, u32> {
    let library = fs::read_to_string(package().join("src/lib.rs")).unwrap();
    let mut layers = BTreeMap::new();
    for row in library.lines().filter_map(|line| line.strip_prefix("//! | ")) {
        let Some(layer) = row.chars().next().and_then(|first| first.to_digit(10)) else { continue };
        let names = row.split('`').skip(1).step_by(2);
        layers.extend(names.map(|name| (name.to_owned(), layer)));
    }
    layers
}

/// The modules that a text names as `crate::name` or `morgue::name`, with the line.
fn imports<'a>(text: &'a str, root: &str) -> Vec<(usize, &'a str)> {
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for (at, _) in code.match_indices(root) {
            let rest = &code[at + root.len()..];
            let inner = rest.strip_prefix('{').unwrap_or(rest);
            let end = inner.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(inner.len());
            found.push((number + 1, &inner[..end]));
        }
    }
    found
}

#[test]
fn a_module_imports_only_from_its_layer_or_below() {
    let layers = layers();
    let mut wrong = Vec::new();
    for Source { path, text } in sources("src") {
        let own = match module(&path) {
            "lib" => continue,
            "main" => layers["cli"],
            name => layers.get(name).copied().unwrap_or_else(|| panic!("no layer for {path}")),
        };
        let root = if path == "src/main.rs" { "morgue::" } else { "crate::" };
        for (line, name) in imports(&text, root) {
            let fault = match layers.get(name) {
                Some(layer) if *layer <= own => continue,
                Some(layer) => format!("layer {own} uses `{name}` of layer {layer}"),
                None => format!("`{name}` is not in the table of layers"),
            };
            wrong.push(format!("{path}:{line}: {fault}"));
        }
    }
    nothing_wrong(&wrong);
}

#[test]
fn the_table_of_layers_is_complete() {
    let library = fs::read_to_string(package().join("src/lib.rs")).unwrap();
    let declared: BTreeSet<String> = declared_modules(&library);
    let listed: BTreeSet<String> = layers().into_keys().collect();
    assert_eq!(declared, listed);
}

/// The names in `mod name;` lines.
fn declared_modules(text: &str) -> BTreeSet<String> {
    let name = |line: &str| {
        let line = line.trim_start_matches("pub ").strip_prefix("mod ")?;
        line.split_once(';').map(|(name, _)| name.to_owned())
    };
    text.lines().filter_map(name).collect()
}

#[test]
fn every_file_says_first_what_it_is_for() {
    let files = sources("src").into_iter().chain(sources("tests"));
    let wrong = files.filter(|file| !file.text.starts_with("//! "));
    nothing_wrong(&wrong.map(|file| file.path).collect::<Vec<_>>());
}

#[test]
fn no_file_is_too_long() {
    let long = sources("src").into_iter().map(|file| (file.text.lines().count(), file.path));
    let wrong = long.filter(|(lines, _)| *lines > LONGEST_FILE);
    nothing_wrong(&wrong.map(|(lines, path)| format!("{path}: {lines} lines")).collect::<Vec<_>>());
}

#[test]
fn nothing_is_left_over() {
    let mut wrong = Vec::new();
    for Source { path, text } in sources("src").into_iter().chain(sources("tests")) {
        for (number, line) in text.lines().enumerate() {
            for (first, second) in LEFT_OVERS {
                if line.contains(&format!("{first}{second}")) {
                    wrong.push(format!("{path}:{}: {}", number + 1, line.trim()));
                }
            }
        }
    }
    nothing_wrong(&wrong);
}

#[test]
fn names_say_what_is_in_a_file() {
    let files = sources("src").into_iter().chain(sources("tests"));
    let says_nothing = |file: &Source| {
        let parts = file.path.trim_end_matches(".rs").split('/');
        parts.into_iter().any(|part| EMPTY_NAMES.contains(&part))
    };
    let wrong = files.filter(says_nothing).map(|file| file.path);
    nothing_wrong(&wrong.collect::<Vec<_>>());
}

#[test]
fn every_test_file_is_part_of_the_test_binary() {
    let main = fs::read_to_string(package().join("tests/it/main.rs")).unwrap();
    let files = sources("tests/it")
        .into_iter()
        .map(|file| file.path.trim_start_matches("tests/it/").trim_end_matches(".rs").to_owned());
    let files: BTreeSet<String> = files.filter(|name| name != "main").collect();
    assert_eq!(files, declared_modules(&main));
    for line in main.lines().filter(|line| line.starts_with("mod ")) {
        assert!(line.contains("; // "), "say what it is about: {line}");
    }
}

/// What the compiler cannot check is done in one place only.
#[test]
fn only_one_file_does_what_the_compiler_cannot_check() {
    let word = format!("{}{}", "unsafe", " {");
    let files = sources("src").into_iter().filter(|file| file.text.contains(&word));
    let paths: Vec<String> = files.map(|file| file.path).collect();
    assert_eq!(paths, ["src/cli/lost_pages.rs"]);
}

/// A command in running text is one that `readme.rs` runs.
#[test]
fn the_readme_names_no_command_that_is_not_tested() {
    let tested = readme::commands().into_iter().map(|command| command.line);
    let tested: Vec<String> =
        tested.map(|line| line.replace("cargo run --release -- ", "morgue ")).collect();
    let text = readme::text_outside_blocks();
    let named = text.split('`').skip(1).step_by(2);
    let is_command = |code: &&str| code.starts_with("morgue ") || code.starts_with("cargo ");
    let untested = named
        .filter(is_command)
        .filter(|code| !tested.iter().any(|line| line.starts_with(code)))
        .map(str::to_owned);
    nothing_wrong(&untested.collect::<Vec<_>>());
}
