//! The body of a page: the best of what several ways find.
//!
//! A library finds the article by the weight of its paragraphs. Where
//! JSON-LD repeats the text, the page's paragraphs that stand in it are the
//! article. Where the library found only a part, the part of the page that
//! holds most running text is.

use dom_query::{Document, NodeRef};
use dom_smoothie::{Config, Readability};

use super::blocks::{Block, blocks};
use super::clean::cleaned;
use super::facts::Facts;
use super::fields::Stated;
use super::text::decoded;
use super::title::folded;
use crate::article::Role;
use crate::read::{fragment, prose};

/// The paragraphs of the article of a page.
pub(super) fn paragraphs(page: Document, facts: &Facts, stated: &Stated) -> Vec<Block> {
    let mut titles = facts.headings.clone();
    titles.extend(stated.article.headline.iter().map(|headline| headline.text.clone()));
    titles.extend(facts.meta("og:title").map(str::to_owned));
    let whole = all(&page, stated.body.as_deref());
    let clean = |blocks| cleaned(blocks, &stated.article, &titles);
    let extracted = clean(extract(page));
    let len = weight(&extracted);
    if let Some(body) = &stated.body
        && let Some(repeated) = repeated(body, &whole, len)
    {
        return clean(repeated);
    }
    let densest = clean(densest(whole));
    if len * 2 < weight(&densest) { densest } else { extracted }
}

/// Bytes of an attribute from which on it holds data that no text needs.
const LONG_ATTRIBUTE: usize = 4096;

fn extract(page: Document) -> Vec<Block> {
    for node in page.root().descendants().iter().filter(|node| node.is_element()) {
        drop_long_attributes(node);
        if is_text_hidden_from_readers(node) {
            node.remove_attr("aria-hidden");
        }
    }
    let config = Config { keep_classes: true, disable_json_ld: true, ..Config::default() };
    let Ok(mut extractor) = Readability::with_document(page, None, Some(config)) else {
        return Vec::new();
    };
    if extractor.parse().is_err() {
        return Vec::new();
    }
    let content = extractor.doc.select_single("#readability-page-1");
    content.nodes().first().map(|node| blocks(node, false)).unwrap_or_default()
}

/// Words from which on a text is running text.
const RUNNING: usize = 8;

/// Whether an element of text is hidden from what reads pages aloud, as pages
/// do behind a notice to subscribe; the library takes it for invisible.
fn is_text_hidden_from_readers(node: &NodeRef<'_>) -> bool {
    let least = match node.node_name().as_deref() {
        Some("p" | "ul" | "ol" | "li" | "blockquote") => RUNNING,
        Some("h2" | "h3" | "h4") => 2,
        _ => return false,
    };
    let is_hidden = node.attr("aria-hidden").is_some_and(|value| &*value == "true");
    is_hidden && node.text().split_whitespace().nth(least - 1).is_some()
}

/// The library writes the article as markup, which takes long with these.
fn drop_long_attributes(node: &NodeRef<'_>) {
    let long: Vec<String> = node.element_ref().map_or_else(Vec::new, |element| {
        let long = element.attrs.iter().filter(|attribute| attribute.value.len() > LONG_ATTRIBUTE);
        long.map(|attribute| attribute.name.local.to_string()).collect()
    });
    for name in long {
        node.remove_attr(&name);
    }
}

/// Bytes of running text below which a page is looked for hidden text.
const LITTLE: usize = 300;

/// All paragraphs of a page. Some pages hide their text until a script ran,
/// or the reader paid.
fn all(page: &Document, said: Option<&str>) -> Vec<Block> {
    let body = page.select_single("body");
    let Some(body) = body.nodes().first() else { return Vec::new() };
    let shown = blocks(body, false);
    let enough = said.map_or(0, str::len) / 2;
    if weight(&shown) < enough.max(LITTLE) { blocks(body, true) } else { shown }
}

fn is_prose(block: &Block) -> bool {
    matches!(block.role, Role::Para | Role::Quote | Role::List)
        && block.linked * 2 < block.text.len()
}

/// Bytes of running text.
fn weight(blocks: &[Block]) -> usize {
    blocks.iter().filter(|block| is_prose(block)).map(|block| block.text.len()).sum()
}

/// Bounds for comparing a text with the page: paragraphs, and bytes.
const MOST_PARAGRAPHS: usize = 4000;
const LONGEST_BODY: usize = 1 << 18;
/// Letters from which on a paragraph is not by chance in a text.
const TELLING: usize = 24;

/// The paragraphs of the page that the text in JSON-LD consists of, or that
/// text itself if it is not on the page; `None` if it is not the whole article.
fn repeated(body: &str, whole: &[Block], extracted: usize) -> Option<Vec<Block>> {
    if whole.len() > MOST_PARAGRAPHS || body.len() > LONGEST_BODY {
        return None;
    }
    let lines = lines(body);
    let said: String = lines.iter().map(|line| folded(line)).collect();
    if said.len() * 10 < extracted * 7 || said.len() < 200 {
        return None;
    }
    let is_said = |block: &&Block| {
        let text = folded(&block.text);
        text.len() >= TELLING && said.contains(&text)
    };
    let of_page: Vec<&Block> = whole.iter().filter(is_said).collect();
    let covered: usize = of_page.iter().map(|block| folded(&block.text).len()).sum();
    if covered * 10 >= said.len() * 8 {
        return Some(with_small_parts(whole, &said));
    }
    let is_split = lines.len() > 1 || said.len() < 1500;
    (extracted * 2 < said.len() && is_split)
        .then(|| lines.into_iter().map(|text| Block { text, ..Block::default() }).collect())
}

/// The said paragraphs, with the headings and short ones between them.
fn with_small_parts(whole: &[Block], said: &str) -> Vec<Block> {
    let texts: Vec<String> = whole.iter().map(|block| folded(&block.text)).collect();
    let is_said = |text: &String| text.len() >= TELLING && said.contains(text.as_str());
    let first = texts.iter().position(is_said).unwrap_or_default();
    let last = texts.iter().rposition(is_said).unwrap_or_default();
    let parents: Vec<usize> = whole
        .iter()
        .zip(&texts)
        .filter(|(_, text)| is_said(text))
        .map(|(block, _)| block.parent)
        .collect();
    let mut rest = said;
    let mut kept = Vec::new();
    for (at, (block, text)) in whole.iter().zip(&texts).enumerate() {
        let is_between = (first..=last).contains(&at) && parents.contains(&block.parent);
        let is_part = is_said(text)
            || (is_between
                && (block.role == Role::Subhead || rest.starts_with(text.as_str()))
                && !block.is_aside
                && block.linked * 2 < block.text.len());
        if is_part {
            if let Some(found) = rest.find(text.as_str()) {
                rest = rest.get(found + text.len()..).unwrap_or_default();
            }
            kept.push(block.clone());
        }
    }
    kept
}

/// The lines of a text that may be HTML.
fn lines(body: &str) -> Vec<String> {
    let text = decoded(body);
    if fragment::is_markup(&text) {
        return prose::of_html(&text).into_iter().map(|it| it.text.text).collect();
    }
    let lines = text.lines().map(super::facts::spaced);
    lines.filter(|line| !line.is_empty()).collect()
}

/// The paragraphs around the element that directly holds most running text.
fn densest(whole: Vec<Block>) -> Vec<Block> {
    let mut weights: std::collections::BTreeMap<usize, usize> = std::collections::BTreeMap::new();
    for block in
        whole.iter().filter(|block| is_prose(block) && !block.is_aside && block.words() >= 10)
    {
        *weights.entry(block.parent).or_default() += block.text.len();
    }
    let total: usize = weights.values().sum();
    let Some((best, weight)) = weights.into_iter().max_by_key(|(_, weight)| *weight) else {
        return Vec::new();
    };
    // Text that is scattered or in short pieces is a list of teasers.
    let of_best = || whole.iter().filter(|block| block.parent == best && is_prose(block));
    if weight * 2 < total || weight < of_best().count() * 100 {
        return Vec::new();
    }
    whole.into_iter().filter(|block| block.parent == best).collect()
}
