//! From the bytes of a record to drafts: what a format states, and nothing more.
//!
//! What the text alone can tell is left to [`crate::split`].

pub mod charset;

use crate::article::{Article, Locator};
use crate::error::{Skip, SkipReason};
use crate::span::SourceMap;

/// Version of all readers and of the splitter: articles that another version
/// made are made again.
pub const READER_VERSION: u64 = 1;

/// The most text that one article may have, in bytes.
pub const LONGEST_ARTICLE: usize = 64 << 20;

/// Reads a file of plain text as one draft.
///
/// # Errors
/// A [`Skip`] if it is not text, holds none, or more than an article may have.
pub fn read_plain(locator: Locator, bytes: Vec<u8>) -> Result<Draft, Skip> {
    let decoded = charset::decode(bytes)?;
    if decoded.text.chars().all(|c| c.is_whitespace() || c.is_control()) {
        return Err(Skip::new(SkipReason::Empty, "no text in the file"));
    }
    if decoded.text.len() > LONGEST_ARTICLE {
        return Err(Skip::new(SkipReason::TooLarge, "more than 64 MiB of text in one article"));
    }
    let stated = Article {
        locator,
        encoding: decoded.encoding.to_owned(),
        reader: "plain".to_owned(),
        ..Article::default()
    };
    Ok(Draft { stated, plain: Some(decoded) })
}

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
