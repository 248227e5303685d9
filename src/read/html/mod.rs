//! Pages of the web that hold one article.
//!
//! Fields come from what the markup states ([`facts`], [`json_ld`],
//! [`fields`]), the body from the library that finds the article on a page
//! ([`body`]), without what is left of the page around it ([`clean`]). Pages
//! that would take the library long are read without a tree ([`strip`]).

mod blocks;
mod body;
mod clean;
mod declared;
mod element;
mod exports;
mod facts;
mod fields;
mod gate;
mod json_ld;
mod people;
mod strip;
mod text;
mod title;
mod tokens;
mod words;

pub(super) use exports::{EUROPRESSE, FACTIVA, NEXIS};

use dom_query::Document;

use self::blocks::Block;
use self::facts::Facts;
use self::fields::Stated;
use super::charset;
use super::format::Format;
use super::input::{Input, Sample};
use super::sink::Sink;
use super::{Decoded, Draft, LONGEST_ARTICLE};
use crate::article::{Article, Locator, Paragraph, Role, Status};
use crate::error::{Skip, SkipReason};
use crate::span::Text;

pub(super) const FORMAT: Format = Format { name: "html", version: 3, sniff, read };

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let mut rest: &str = &sample.text;
    loop {
        rest = rest.trim_start();
        let end = match () {
            () if rest.starts_with("<!--") => "-->",
            () if rest.starts_with("<?") => ">",
            () => break,
        };
        rest = rest.get(rest.find(end)? + end.len()..)?;
    }
    let start = rest.get(..20).unwrap_or(rest).to_ascii_lowercase();
    if start.starts_with("<!doctype html") {
        return Some("the document type `html`");
    }
    let roots = ["<html", "<head", "<body", "<title", "<meta ", "<article"];
    if roots.iter().any(|root| start.starts_with(root)) {
        return Some("an element of HTML at its start");
    }
    let is_named = matches!(sample.extension, "html" | "htm" | "xhtml");
    (is_named && start.starts_with('<')).then_some("the name, and a tag at its start")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    let Input { locator, content, encoding, .. } = input;
    let made = content
        .into_bytes(4 * LONGEST_ARTICLE)
        .and_then(|bytes| {
            // What is UTF-8 by its bytes was encoded anew without its label.
            let is_proven = !bytes.is_ascii() && std::str::from_utf8(&bytes).is_ok();
            let label = if is_proven { None } else { declared::label(&bytes) };
            charset::decode_as(bytes, label.as_deref(), encoding)
        })
        .and_then(|decoded| page(locator, decoded));
    // Nothing follows, so there is nothing to stop.
    let _ = match made {
        Ok(draft) => sink.draft(draft),
        Err(skip) => sink.skip(None, skip),
    };
}

/// The article of a page.
fn page(locator: Locator, decoded: Decoded) -> Result<Draft, Skip> {
    let Decoded { text, encoding, .. } = decoded;
    let (stated, body) = match gate::excess(&text) {
        None => parsed(text),
        Some(_) => unparsed(&text),
    };
    if stated.article.headline.is_none() && body.is_empty() {
        return Err(Skip::new(SkipReason::Empty, "a page without text"));
    }
    let mut article = stated.article;
    let mut body = body;
    if let Some(summary) = stated.summary.filter(|_| body.is_empty() && stated.is_article) {
        // Pages that scripts make hold no text.
        article.status = Status::Partial;
        body.push(Block { text: summary, ..Block::default() });
    }
    if !is_article(stated.is_article, &body) {
        let message = "a page without an article: links, not text";
        return Err(Skip::new(SkipReason::NotAnArticle, message));
    }
    let paragraph = |block: Block| Paragraph { role: block.role, text: Text::detached(block.text) };
    let stated = Article {
        locator,
        encoding: encoding.to_owned(),
        reader: FORMAT.name.to_owned(),
        paragraphs: body.into_iter().map(paragraph).collect(),
        ..article
    };
    Ok(Draft { stated, plain: None })
}

fn parsed(text: String) -> (Stated, Vec<Block>) {
    let page = Document::from(text);
    let facts = Facts::of(&page);
    let stated = fields::stated(&facts);
    let body = body::paragraphs(page, &facts, &stated);
    (stated, body)
}

fn unparsed(text: &str) -> (Stated, Vec<Block>) {
    let (title, body) = strip::stripped(text);
    let facts = Facts { title: title.unwrap_or_default(), ..Facts::default() };
    (fields::stated(&facts), body)
}

/// Words of running text from which on a page has an article, whatever it
/// states.
const ENOUGH: usize = 25;

/// Whether the text of a page is an article rather than a list of others.
fn is_article(is_stated: bool, body: &[Block]) -> bool {
    let is_prose = |block: &&Block| {
        matches!(block.role, Role::Para | Role::Quote | Role::Table)
            && block.linked * 2 < block.text.len()
    };
    let words: usize = body.iter().filter(is_prose).map(Block::words).sum();
    words >= ENOUGH || (is_stated && !body.is_empty())
}
