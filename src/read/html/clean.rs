//! Paragraphs that are furniture of a page: taken out by what they are like.
//!
//! No rule is for one site; each is for what many sites put around their
//! texts: the headline once more, dates, links to other articles, requests to
//! subscribe.

use std::collections::HashSet;

use super::blocks::Block;
use super::title::folded;
use super::words::{asks_for_something, is_credit, is_time_stamp, leads_elsewhere};
use crate::article::{Article, Role};

/// The paragraphs that belong to the article.
pub(super) fn cleaned(mut blocks: Vec<Block>, article: &Article, titles: &[String]) -> Vec<Block> {
    let mut seen: HashSet<String> = HashSet::new();
    let titles: HashSet<String> = titles.iter().map(|title| folded(title)).collect();
    blocks.retain(|block| {
        let text = folded(&block.text);
        let is_repeated = text.len() >= 60 && !seen.insert(text.clone());
        !text.is_empty() && !titles.contains(&text) && !is_repeated && !is_furniture(block)
    });
    let names: Vec<String> = article.bylines.iter().map(|person| folded(&person.name)).collect();
    drop_head(&mut blocks, &names);
    drop_tail(&mut blocks, article);
    drop_empty_headings(&mut blocks);
    blocks
}

/// Words from which on a paragraph is running text.
const PROSE: usize = 12;

fn is_prose(block: &Block) -> bool {
    matches!(block.role, Role::Para | Role::Quote)
        && block.words() >= PROSE
        && block.linked * 2 < block.text.len()
}

fn is_furniture(block: &Block) -> bool {
    let len = block.text.len();
    let is_linked = block.linked * 10 >= len * 7;
    match block.role {
        Role::Table => false,
        Role::Caption => is_credit(&block.text),
        _ if is_linked && len < 250 => true,
        _ if len < 300 && has_class_of_furniture(block) => true,
        _ => {
            leads_elsewhere(&block.text, block.linked > 0)
                || asks_for_something(&block.text)
                || is_credit(&block.text)
        }
    }
}

/// Whether the classes around a paragraph say that it is none of the article.
fn has_class_of_furniture(block: &Block) -> bool {
    const MARKS: &[&str] = &[
        "newsletter",
        "related",
        "share",
        "sharing",
        "social",
        "promo",
        "subscribe",
        "signup",
        "subscription",
        "recommended",
        "recommendations",
        "advert",
        "advertisement",
        "sponsored",
        "byline",
        "bio",
        "tags",
        "comments",
        "timestamp",
        "readmore",
        "trending",
        "popular",
        "mostread",
        "breadcrumb",
        "breadcrumbs",
        "cookie",
        "consent",
        "disclaimer",
        "copyright",
        "pubdate",
        "teaser",
        "toolbar",
        "hidden",
    ];
    let marks = block.classes.split(|c: char| !c.is_ascii_alphanumeric());
    marks.take(12).any(|mark| MARKS.contains(&mark))
}

/// What stands between the headline and the text: dates, names, sections.
fn drop_head(blocks: &mut Vec<Block>, names: &[String]) {
    let is_sentence = |block: &Block| {
        block.role == Role::Para && block.words() > 3 && block.text.ends_with(['.', '!', '?', '。'])
    };
    let is_text = |block: &Block| is_prose(block) || is_sentence(block);
    let Some(first) = blocks.iter().position(is_text) else { return };
    let mut at = 0;
    blocks.retain(|block| {
        at += 1;
        let is_label = block.words() <= 3 && !block.text.ends_with(['.', '!', '?', ':', '。']);
        let is_name = || {
            let text = folded(&block.text);
            let is_named = |name: &&String| !name.is_empty() && text.contains(name.as_str());
            let covered: usize = names.iter().filter(is_named).map(String::len).sum();
            block.words() < PROSE && covered * 2 > text.len()
        };
        at > first
            || matches!(block.role, Role::Caption | Role::Table)
            || !(is_label || is_time_stamp(&block.text) || is_name())
    });
}

/// What stands behind the text: who wrote it, when, what else there is.
fn drop_tail(blocks: &mut Vec<Block>, article: &Article) {
    let Some(last) = blocks.iter().rposition(is_prose) else { return };
    let mut at = 0;
    blocks.retain(|block| {
        at += 1;
        let is_open = !block.text.ends_with(['.', '!', '?', '”', '"', '»', '。', ')', '」', '’']);
        at <= last + 1
            || matches!(block.role, Role::Caption | Role::Table)
            || !(is_open || is_time_stamp(&block.text) || block.role == Role::Subhead)
    });
    let start = blocks.len().saturating_sub(3).max(1);
    let mut at = 0;
    blocks.retain(|block| {
        at += 1;
        at <= start || !presents_author(&block.text, article)
    });
}

/// `Ann Lee is a reporter for …`
fn presents_author(text: &str, article: &Article) -> bool {
    const VERBS: &[&str] = &[
        " is ",
        " was ",
        " ist ",
        " est ",
        " es ",
        " covers ",
        " writes ",
        " reports ",
        " has ",
        " joined ",
        " è ",
        " är ",
        " er ",
    ];
    article.bylines.iter().any(|person| {
        let rest = text.strip_prefix(person.name.as_str()).filter(|_| person.name.contains(' '));
        rest.is_some_and(|rest| VERBS.iter().any(|verb| rest.starts_with(verb)))
    })
}

/// Headings that nothing follows, or another heading of the same kind.
fn drop_empty_headings(blocks: &mut Vec<Block>) {
    while blocks.last().is_some_and(|last| last.role == Role::Subhead) && blocks.len() > 1 {
        blocks.pop();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Byline;

    fn block(text: &str) -> Block {
        Block { text: text.to_owned(), ..Block::default() }
    }

    fn check(blocks: Vec<Block>) -> Vec<String> {
        let name = "Ann Lee".to_owned();
        let bylines = vec![Byline { name, ..Byline::default() }];
        let article = Article { bylines, ..Article::default() };
        let titles = ["Quay opens to ships".to_owned()];
        cleaned(blocks, &article, &titles).into_iter().map(|block| block.text).collect()
    }

    const ONE: &str =
        "The old quay was opened to ships again on Monday after two years of repairs.";
    const TWO: &str = "Its crane had fallen into the harbour when the storm of that winter came.";

    #[test]
    fn what_stands_around_a_text_is_taken_out() {
        let linked = |text: &str| Block { linked: text.len(), ..block(text) };
        let heading = |text: &str| Block { role: Role::Subhead, ..block(text) };
        let blocks = vec![
            heading("Quay opens to ships"),
            block("By Ann Lee"),
            block("Published: 12 March 2019"),
            block("Harbour"),
            block("Ships are back."),
            block(ONE),
            linked("Storm: what we know"),
            heading("The crane"),
            block(TWO),
            block(ONE),
            block("Read more: The storm of the century"),
            block("Sign up for our newsletter"),
            block("Ann Lee is a reporter for the Tide."),
            heading("Most read"),
        ];
        assert_eq!(check(blocks), ["Ships are back.", ONE, "The crane", TWO]);
    }

    #[test]
    fn short_texts_stay() {
        assert_eq!(check(vec![block("The quay is open.")]), ["The quay is open."]);
        assert_eq!(check(vec![block(ONE), block("It rained.")]), [ONE, "It rained."]);
    }
}
