//! The files of the hits, each once for a query, for other programs to go on with.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::Path;

use super::sanitize::terminal;
use super::{Format, HitWriter, Look, QueryName, RankedPlace};
use crate::article::{Locator, decode_path};

pub(super) const FORMAT: Format = Format {
    name: "paths",
    about: "The files of the hits, one a line",
    head: "",
    shows_errors: false,
    shows_articles: false,
    writer: |look| Box::new(Paths { look, printed: HashSet::new() }),
};

struct Paths<'a> {
    look: &'a Look,
    printed: HashSet<String>,
}

impl HitWriter for Paths<'_> {
    /// Copies are files too; where they were asked for, they follow their hit.
    fn ranked(
        &mut self,
        out: &mut dyn Write,
        _query: QueryName<'_>,
        place: RankedPlace<'_>,
    ) -> io::Result<()> {
        let root = self.look.root(place.hit.handle);
        for id in std::iter::once(&place.hit.id).chain(place.copy_ids) {
            let path = Locator::parse(id).path;
            if !self.printed.contains(&path) {
                print(out, root, &path)?;
                self.printed.insert(path);
            }
        }
        Ok(())
    }
}

/// The bytes of the path as they are, unless they would steer a terminal or break the line.
fn print(out: &mut dyn Write, root: &Path, path: &str) -> io::Result<()> {
    let decoded = decode_path(path);
    let mut bytes = root.as_os_str().as_encoded_bytes().to_vec();
    if !bytes.is_empty() && !bytes.ends_with(b"/") {
        bytes.push(b'/');
    }
    bytes.extend(decoded);
    let mut line = harmless(bytes);
    line.push(b'\n');
    out.write_all(&line)
}

fn harmless(bytes: Vec<u8>) -> Vec<u8> {
    let shown = |text: &str| terminal(text).replace('\n', "\\x0a").into_bytes();
    match String::from_utf8(bytes) {
        Ok(text) => shown(&text),
        Err(error) if error.as_bytes().iter().any(u8::is_ascii_control) => {
            shown(&String::from_utf8_lossy(error.as_bytes()))
        }
        Err(error) => error.into_bytes(),
    }
}
