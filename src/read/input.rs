//! What a reader is given: a document as bytes or as a stream.

use std::borrow::Cow;
use std::io::{BufRead, BufReader, Cursor, Read};

use encoding_rs::Encoding;

use super::named::FieldNames;
use crate::article::Locator;
use crate::error::{Skip, SkipReason};

/// How much of a document is looked at to tell its format, in bytes.
pub const SAMPLE: usize = 64 << 10;

/// A document that is to be read: a file, or a member of a container.
pub struct Input<'a> {
    /// Where it is; readers of several articles add the record.
    pub locator: Locator,
    /// Its bytes.
    pub content: Content<'a>,
    /// The encoding that is known from outside, if any; it holds over what
    /// the document declares.
    pub encoding: Option<&'static Encoding>,
    /// Which names stand for which fields, where that is known from outside.
    pub fields: Option<&'a FieldNames>,
    /// Whether the month comes first in dates of numbers, where that is known
    /// from outside.
    pub month_first: Option<bool>,
}

/// The bytes of a document, in memory or still to come.
pub enum Content<'a> {
    /// All of them.
    Whole(Vec<u8>),
    /// The first [`SAMPLE`] bytes, and where the others come from.
    Stream(Vec<u8>, Box<dyn Read + 'a>),
}

impl<'a> Content<'a> {
    /// Takes a stream, and reads its beginning.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn stream(mut rest: Box<dyn Read + 'a>) -> std::io::Result<Self> {
        let mut head = Vec::new();
        rest.by_ref().take(SAMPLE as u64).read_to_end(&mut head)?;
        Ok(if head.len() < SAMPLE { Self::Whole(head) } else { Self::Stream(head, rest) })
    }

    /// The first bytes, [`SAMPLE`] of them if there are so many.
    #[must_use]
    pub fn head(&self) -> &[u8] {
        let (Self::Whole(bytes) | Self::Stream(bytes, _)) = self;
        bytes.get(..SAMPLE).unwrap_or(bytes)
    }

    /// All bytes, for formats of one article.
    ///
    /// # Errors
    /// A [`Skip`] if there are more than `limit`, or if they cannot be read.
    pub fn into_bytes(self, limit: usize) -> Result<Vec<u8>, Skip> {
        let bytes = match self {
            Self::Whole(bytes) => bytes,
            Self::Stream(mut bytes, rest) => {
                let more = limit.saturating_sub(bytes.len()) as u64 + 1;
                rest.take(more)
                    .read_to_end(&mut bytes)
                    .map_err(|cause| Skip::new(SkipReason::Unreadable, cause.to_string()))?;
                bytes
            }
        };
        if bytes.len() > limit {
            let message = format!("more than {} MiB in one document", limit >> 20);
            return Err(Skip::new(SkipReason::TooLarge, message));
        }
        Ok(bytes)
    }

    /// All bytes from the first, one after the other.
    #[must_use]
    pub fn into_reader(self) -> Box<dyn BufRead + 'a> {
        match self {
            Self::Whole(bytes) => Box::new(Cursor::new(bytes)),
            Self::Stream(head, rest) => {
                Box::new(BufReader::with_capacity(SAMPLE, Cursor::new(head).chain(rest)))
            }
        }
    }
}

/// The beginning of a document, as formats are told by it.
pub struct Sample<'a> {
    /// At most [`SAMPLE`] bytes.
    pub head: &'a [u8],
    /// The same as text, without byte order mark and leading white space;
    /// U+FFFD for what is not UTF-8.
    pub text: Cow<'a, str>,
    /// What follows the last dot of the name, in small letters; often empty.
    pub extension: &'a str,
}

impl<'a> Sample<'a> {
    /// The sample of a document.
    #[must_use]
    pub fn new(head: &'a [u8], extension: &'a str) -> Self {
        let utf16 = Encoding::for_bom(head).filter(|(found, _)| *found != encoding_rs::UTF_8);
        let mut text = match utf16 {
            Some((encoding, _)) => encoding.decode(head).0,
            None => match std::str::from_utf8(head) {
                Ok(text) => Cow::Borrowed(text),
                Err(_) => String::from_utf8_lossy(head),
            },
        };
        let trimmed = text.trim_start_matches(|c: char| c == '\u{FEFF}' || c.is_whitespace());
        if trimmed.len() < text.len() {
            let cut = text.len() - trimmed.len();
            text = match text {
                Cow::Borrowed(text) => Cow::Borrowed(text.get(cut..).unwrap_or_default()),
                Cow::Owned(text) => Cow::Owned(text.get(cut..).unwrap_or_default().to_owned()),
            };
        }
        Self { head, text, extension }
    }
}
