//! Printing: records for machines, text for people.
//!
//! Machine formats are named and versioned; their history:
//!
//! - `morgue.article/1`: fields and paragraphs of an article.
//! - `morgue.hit/1`: hits, errors and totals of a search.

pub mod article_record;
pub mod article_text;
pub mod hit_record;
pub mod sanitize;
pub mod terminal;

use std::io::{self, Write};

use serde::Serialize;

use self::sanitize::SafeFormatter;

/// Writes a record as one line of JSON without raw control characters.
///
/// # Errors
/// If `out` cannot be written.
pub fn json_line(out: &mut dyn Write, record: &impl Serialize) -> io::Result<()> {
    let mut line = Vec::new();
    let mut serializer = serde_json::Serializer::with_formatter(&mut line, SafeFormatter);
    record.serialize(&mut serializer).map_err(io::Error::other)?;
    line.push(b'\n');
    out.write_all(&line)
}
