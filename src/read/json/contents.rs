//! Records whose text is a list of parts, as those of the TREC Washington Post
//! collection: `contents: [{type, subtype, content}, …]`.

use std::ops::Range;

use super::scan::{JsonString, Kind, elements, members, string};
use super::{range_of, text_of};
use crate::article::{Article, Paragraph, Role};
use crate::error::{Skip, SkipReason};
use crate::read::Draft;
use crate::read::excerpt::state;
use crate::read::named::NamedRecord;
use crate::read::{fragment, prose};
use crate::span::Text;

/// The draft of a record with this list of contents.
///
/// # Errors
/// A [`Skip`] if there is neither text nor headline.
pub(super) fn draft(record: &NamedRecord<'_>, contents: &Range<usize>) -> Result<Draft, Skip> {
    let mut stated = record.stated();
    let text: &str = &record.excerpts.text;
    for part in elements(text, contents) {
        if part.kind != Kind::Object {
            continue;
        }
        let found = members(text, &part.range).unwrap_or_default();
        let kind = text_of(text, &found, "type").unwrap_or_default();
        let content =
            if kind.ends_with("caption") || kind == "image" { "fullcaption" } else { "content" };
        if let Some(range) = range_of(&found, content) {
            let subtype = text_of(text, &found, "subtype").unwrap_or_default();
            take(record, &mut stated, &kind, &subtype, range);
        }
    }
    if stated.paragraphs.is_empty() && stated.headline.is_none() {
        return Err(Skip::new(SkipReason::NotAnArticle, "the list of contents holds no text"));
    }
    Ok(Draft { stated, plain: None })
}

fn take(
    record: &NamedRecord<'_>,
    article: &mut Article,
    kind: &str,
    subtype: &str,
    range: Range<usize>,
) {
    let line = || record.excerpts.line(range.clone(), &JsonString::BODY);
    let role = match (kind, subtype) {
        ("title", _) => {
            if article.headline.is_none() {
                let line = line();
                state(article, "headline", "contents.title", line.file_spans());
                article.headline = Some(line).filter(|line| !line.text.is_empty());
            }
            return;
        }
        ("kicker", _) => {
            article.kicker = Some(fragment::plain(line())).filter(|line| !line.text.is_empty());
            return;
        }
        ("deck", _) => return article.deck.push(fragment::plain(line())),
        ("byline", _) => {
            if article.byline_lines.is_empty() {
                let line = line();
                state(article, "byline", "contents.byline", line.file_spans());
                article.byline_lines.push(line);
            }
            return;
        }
        ("image" | "gallery" | "video", _) => Role::Caption,
        ("sanitized_html" | "text", "subhead") => Role::Subhead,
        ("sanitized_html" | "text", "blockquote" | "pullquote") => Role::Quote,
        ("sanitized_html" | "text" | "list", _) => Role::Para,
        _ => return,
    };
    let html = string(&record.excerpts.text, &range);
    if html.contains(['<', '&', '\n']) {
        let paragraphs = prose::of_html(&html).into_iter();
        article.paragraphs.extend(paragraphs.map(|paragraph| Paragraph { role, ..paragraph }));
        return;
    }
    let text: Text = line();
    if !text.text.is_empty() {
        article.paragraphs.push(Paragraph { role, text });
    }
}
