//! What is stored of an article beside its text, and the way back to an [`Article`].

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::compact_pieces;
use crate::analysis::{ArticleText, TextZone, split_zones};
use crate::article::{
    Article, Byline, Dateline, Locator, Paragraph, PartialDate, Provenance, Role, Source, Status,
    Warning,
};
use crate::span::{Piece, SourceMap, Span, Text};

/// Everything of an article that is neither in its [`ArticleText`] nor, as its
/// id is, in the columns.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StoredArticle<'a> {
    // What is the same in most articles comes first, in one piece: blocks of
    // articles are compressed together.
    has_kicker: bool,
    has_headline: bool,
    derived_headline: Cow<'a, Option<String>>,
    bylines: Cow<'a, [Byline]>,
    date: Option<PartialDate>,
    time: Cow<'a, Option<String>>,
    source: Cow<'a, Source>,
    status: Status,
    url: Cow<'a, Option<String>>,
    encoding: Cow<'a, str>,
    reader: Cow<'a, str>,
    source_map: Cow<'a, SourceMap>,
    /// Roles of the paragraphs; empty if all are running text.
    roles: Vec<Role>,
    furniture: Vec<(Cow<'a, str>, Vec<u8>)>,
    warnings: Cow<'a, [Warning]>,
    fields: Cow<'a, BTreeMap<String, Provenance>>,
    dateline: Cow<'a, Option<Dateline>>,
    pieces: Vec<u8>,
}

impl<'a> StoredArticle<'a> {
    /// The part of `article` that goes beside `text`.
    #[must_use]
    pub fn new(article: &'a Article, text: &ArticleText) -> Self {
        let plain = article.paragraphs.iter().all(|paragraph| paragraph.role == Role::Para);
        let roles = article.paragraphs.iter().filter(|_| !plain).map(|paragraph| paragraph.role);
        let furniture = article.furniture.iter();
        Self {
            has_kicker: article.kicker.is_some(),
            has_headline: article.headline.is_some(),
            derived_headline: Cow::Borrowed(&article.derived_headline),
            bylines: Cow::Borrowed(&article.bylines),
            dateline: Cow::Borrowed(&article.dateline),
            date: article.date,
            time: Cow::Borrowed(&article.time),
            source: Cow::Borrowed(&article.source),
            status: article.status,
            url: Cow::Borrowed(&article.url),
            encoding: Cow::Borrowed(&article.encoding),
            reader: Cow::Borrowed(&article.reader),
            roles: roles.collect(),
            furniture: furniture
                .map(|line| (line.text.as_str().into(), compact_pieces::encode(&line.pieces)))
                .collect(),
            fields: Cow::Borrowed(&article.fields),
            warnings: Cow::Borrowed(&article.warnings),
            pieces: compact_pieces::encode(&text.pieces),
            source_map: Cow::Borrowed(&article.source_map),
        }
    }

    /// The bytes that are stored.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        postcard::to_stdvec(self).unwrap_or_default()
    }
}

impl StoredArticle<'static> {
    /// Reads stored bytes; `None` if they are not what [`Self::to_bytes`] made.
    #[must_use]
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        postcard::from_bytes(bytes).ok()
    }
}

/// Puts an article together again from its stored text and the rest;
/// `None` if `meta` cannot be read. `locator` is what the columns say of it.
///
/// Texts inside the article are those that were indexed, byte for byte.
#[must_use]
pub fn decode_article(locator: Locator, text: &str, meta: &[u8]) -> Option<(Article, ArticleText)> {
    let stored = StoredArticle::from_bytes(meta)?;
    let whole =
        ArticleText { text: text.to_owned(), pieces: compact_pieces::decode(&stored.pieces) };
    let language = text.split('\u{1D}').next().filter(|code| !code.is_empty());
    let mut article = Article {
        language: language.map(str::to_owned),
        locator,
        derived_headline: stored.derived_headline.into_owned(),
        bylines: stored.bylines.into_owned(),
        dateline: stored.dateline.into_owned(),
        date: stored.date,
        time: stored.time.into_owned(),
        source: stored.source.into_owned(),
        status: stored.status,
        url: stored.url.into_owned(),
        encoding: stored.encoding.into_owned(),
        reader: stored.reader.into_owned(),
        furniture: stored.furniture.into_iter().map(furniture_text).collect(),
        fields: stored.fields.into_owned(),
        warnings: stored.warnings.into_owned(),
        source_map: stored.source_map.into_owned(),
        ..Article::default()
    };
    for (zone, paragraphs) in split_zones(&whole.text) {
        let mut texts = paragraphs.into_iter().map(|span| text_of(&whole, span));
        match zone {
            TextZone::Headline => {
                article.kicker = stored.has_kicker.then(|| texts.next()).flatten();
                article.headline = stored.has_headline.then(|| texts.next()).flatten();
                article.deck = texts.collect();
            }
            TextZone::Byline => article.byline_lines = texts.collect(),
            TextZone::Dateline => {}
            TextZone::Body => article.paragraphs = with_roles(texts, &stored.roles),
        }
    }
    Some((article, whole))
}

fn furniture_text((text, pieces): (Cow<'_, str>, Vec<u8>)) -> Text {
    Text { text: text.into_owned(), pieces: compact_pieces::decode(&pieces) }
}

fn with_roles(texts: impl Iterator<Item = Text>, roles: &[Role]) -> Vec<Paragraph> {
    let roles = roles.iter().copied().chain(std::iter::repeat(Role::Para));
    texts.zip(roles).map(|(text, role)| Paragraph { role, text }).collect()
}

/// The part of the whole text under `span`, with its own pieces.
fn text_of(whole: &ArticleText, span: Span) -> Text {
    let first = whole.pieces.partition_point(|piece| piece.text < span.start);
    let own = whole.pieces.iter().skip(first).take_while(|piece| piece.text < span.end);
    let pieces = own.map(|piece| Piece { text: piece.text - span.start, ..*piece }).collect();
    Text { text: span.of(&whole.text).to_owned(), pieces }
}
