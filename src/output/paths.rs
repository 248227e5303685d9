//! The files of the hits, each once for a query, for other programs to go on
//! with: one a line, or with a zero byte behind each, as `xargs -0` reads them.

use std::collections::HashSet;
use std::io::{self, Write};
use std::path::Path;

use super::sanitize::terminal;
use super::{Format, HitWriter, Look, QueryName, RankedPlace};
use crate::article::{Locator, decode_path};

pub(super) const FORMAT: Format = Format {
    name: "paths",
    about: "The files of the hits, one a line",
    head: |_| String::new(),
    has_columns: false,
    tells_outcome: false,
    shows_articles: false,
    writer: |look| Box::new(Paths { look, end: b'\n', printed: HashSet::new() }),
};

pub(super) const FORMAT_0: Format = Format {
    name: "paths0",
    about: "The same with a zero byte behind each, for `xargs -0`; names are not escaped",
    writer: |look| Box::new(Paths { look, end: 0, printed: HashSet::new() }),
    ..FORMAT
};

struct Paths<'a> {
    look: &'a Look,
    end: u8,
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
                self.print(out, root, &path)?;
                self.printed.insert(path);
            }
        }
        Ok(())
    }
}

impl Paths<'_> {
    /// The bytes of the path as they are, unless they would steer a terminal or break the line.
    fn print(&self, out: &mut dyn Write, root: &Path, path: &str) -> io::Result<()> {
        let decoded = decode_path(path);
        let mut bytes = root.as_os_str().as_encoded_bytes().to_vec();
        if !bytes.is_empty() && !bytes.ends_with(b"/") {
            bytes.push(b'/');
        }
        bytes.extend(decoded);
        let is_read_by_people = self.end == b'\n' || self.look.on_terminal;
        let mut line = if is_read_by_people { harmless(bytes) } else { bytes };
        line.push(self.end);
        out.write_all(&line)
    }
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
