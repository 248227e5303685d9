//! Plain text: one article, all of it still to be split.

use encoding_rs::Encoding;

use super::charset;
use super::format::Format;
use super::input::{Input, Sample};
use super::sink::Sink;
use super::{Draft, LONGEST_ARTICLE};
use crate::article::{Article, Locator};
use crate::error::{Skip, SkipReason};

pub(super) const FORMAT: Format = Format { name: "plain", version: 1, sniff, read };

#[expect(clippy::unnecessary_wraps, reason = "the last format takes what is left")]
fn sniff(_: &Sample<'_>) -> Option<&'static str> {
    Some("text without marks of another format")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    let bytes = input.content.into_bytes(4 * LONGEST_ARTICLE);
    // Nothing follows, so there is nothing to stop.
    let _ = match bytes.and_then(|bytes| decoded(input.locator, bytes, input.encoding)) {
        Ok(draft) => sink.draft(draft),
        Err(skip) => sink.skip(None, skip),
    };
}

/// Reads a document of plain text as one draft.
///
/// # Errors
/// A [`Skip`] if it is not text, holds none, or more than an article may have.
pub fn read_plain(locator: Locator, bytes: Vec<u8>) -> Result<Draft, Skip> {
    decoded(locator, bytes, None)
}

fn decoded(
    locator: Locator,
    bytes: Vec<u8>,
    known: Option<&'static Encoding>,
) -> Result<Draft, Skip> {
    let decoded = charset::decode_as(bytes, None, known)?;
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
