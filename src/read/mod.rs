//! From the bytes of a record to drafts: what a format states, and nothing more.
//!
//! What the text alone can tell is left to [`crate::split`].

mod alto;
mod anpa;
pub mod charset;
mod container;
mod document;
mod entry;
mod excerpt;
mod factiva_xml;
mod feed;
mod format;
mod fragment;
mod html;
mod input;
mod iptc7901;
mod item;
mod json;
mod json_feed;
mod json_items;
mod labelled;
mod magic;
mod mail;
mod named;
mod newsitem;
mod newsml;
mod newsml_g2;
mod ninjs;
mod nitf;
mod other_xml;
mod plain;
mod prose;
#[cfg(test)]
mod record_tests;
mod records;
mod sgml;
mod sink;
mod stamp;
mod stated;
mod stream;
mod table;
mod tally;
mod time;
mod xml;

pub use container::{ReadSeek, is_container_name};
pub use document::{Known, Members, Source, read_file};
pub use format::{FORMATS, Format, format, is_last, recognise};
pub use input::{Content, Input, SAMPLE, Sample};
pub use named::FieldNames;
pub use plain::read_plain;
pub use records::{Choice, Records};
pub use sink::Sink;
pub(crate) use stated::language;
pub use table::rows;

use crate::article::Article;
use crate::span::SourceMap;

/// Version of the splitter and of what all readers share: articles that
/// another version made are made again. What concerns one format only is its
/// own [version](Format::version).
pub const READER_VERSION: u64 = 7;

/// The most text that one article may have, in bytes.
pub const LONGEST_ARTICLE: usize = 64 << 20;

/// What a reader found of one article.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Draft {
    /// The fields that the format states; `locator`, `reader` and `encoding` always.
    pub stated: Article,
    /// The text that is still to be split; `None` if the format states the paragraphs.
    pub plain: Option<Decoded>,
}

/// Decoded text of a file or of one record of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// What of an article it is.
    pub extent: Extent,
    /// Where `text` begins in the decoded file.
    pub origin: Origin,
    /// WHATWG name of the encoding.
    pub encoding: &'static str,
    /// Whether the encoding was guessed rather than declared or proven.
    pub guessed: bool,
    /// How many byte sequences could not be decoded; each became U+FFFD.
    pub malformed: usize,
    /// From offsets of the decoded file to the raw one.
    pub map: SourceMap,
}

/// What of an article a text is that is still to be split.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Extent {
    /// All of it: headline and byline are told from the text by its lines.
    #[default]
    Article,
    /// What stands below headline and byline, which the format states if
    /// there are any.
    Body,
    /// The same, but it does not stand in the file as it is here: nothing of
    /// it has a place there.
    Unplaced,
}

/// A position in a decoded file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Origin {
    /// In bytes.
    pub bytes: usize,
    /// In characters.
    pub chars: usize,
    /// Line number, from 1.
    pub line: usize,
}

impl Default for Origin {
    fn default() -> Self {
        Self { bytes: 0, chars: 0, line: 1 }
    }
}
