//! The commands of the guides do what they say, with the settings that each
//! guide begins with.

use std::fs;

use super::archive::{Archive, package};
use super::readme::{QUERIES, check_page};

fn check(guide: &str) {
    let page = format!("src/guides/{guide}.md");
    let text = fs::read_to_string(package().join(&page)).unwrap();
    let archive = Archive::with_corpus();
    let settings = text.split_once("```toml\n").unwrap().1.split_once("```").unwrap().0;
    archive.write(".config/morgue/config.toml", settings);
    if text.contains(QUERIES) {
        archive.write("queries.txt", QUERIES);
    }
    check_page(&page, &archive);
    let shown = archive.run(&format!("help {guide}"));
    assert!(shown.stdout.starts_with("# For "), "{}", shown.snapshot());
    let readme = fs::read_to_string(package().join("README.md")).unwrap();
    assert!(readme.contains(&format!("({page})")), "README.md links no {page}");
    assert!(readme.contains(&format!("morgue help {guide}")), "README.md names no {guide}");
}

#[test]
fn for_librarians() {
    check("librarian");
}

#[test]
fn for_researchers() {
    check("researcher");
}

#[test]
fn for_engineers() {
    check("engineer");
}
