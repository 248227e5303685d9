//! Paragraphs that are furniture of a page: taken out by what they are like.

use super::blocks::Block;
use super::facts::Facts;

/// The paragraphs that belong to the article.
pub(super) fn cleaned(blocks: Vec<Block>, _facts: &Facts, _headline: Option<&str>) -> Vec<Block> {
    blocks
}
