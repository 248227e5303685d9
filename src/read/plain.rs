//! Plain text: one article, all of it still to be split.

use super::charset;
use super::format::Format;
use super::input::{Input, Sample};
use super::sink::Sink;
use super::{Draft, LONGEST_ARTICLE};
use crate::article::{Article, Locator};
use crate::error::{Skip, SkipReason};

pub(super) const FORMAT: Format = Format { name: "plain", version: 1, sniff, read };

fn sniff(_: &Sample<'_>) -> Option<&'static str> {
    Some("text without marks of another format")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    let bytes = input.content.into_bytes(4 * LONGEST_ARTICLE);
    // Nothing follows, so there is nothing to stop.
    let _ = match bytes.and_then(|bytes| read_plain(input.locator, bytes)) {
        Ok(draft) => sink.draft(draft),
        Err(skip) => sink.skip(None, skip),
    };
}

/// Reads a document of plain text as one draft.
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
