//! The body of a page: what the extractor takes for the article, as paragraphs.

use dom_query::Document;
use dom_smoothie::{Config, Readability, TextMode};

use super::blocks::{Block, blocks};
use super::clean;
use super::facts::Facts;

/// The paragraphs of the article of a page.
pub(super) fn paragraphs(page: Document, facts: &Facts, headline: Option<&str>) -> Vec<Block> {
    let config = Config {
        keep_classes: true,
        disable_json_ld: true,
        text_mode: TextMode::Raw,
        ..Config::default()
    };
    let Ok(mut extractor) = Readability::with_document(page, None, Some(config)) else {
        return Vec::new();
    };
    if extractor.parse().is_err() {
        return Vec::new();
    }
    let content = extractor.doc.select_single("#readability-page-1");
    let found = content.nodes().first().map(blocks).unwrap_or_default();
    clean::cleaned(found, facts, headline)
}
