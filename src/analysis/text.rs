//! The string that is stored and analysed for an article.

use super::language::StemLanguage;
use crate::article::{Article, shifted};
use crate::span::{Piece, Span, Text};

pub(super) const ZONE_SEPARATOR: char = '\u{1D}';
pub(super) const PARAGRAPH_SEPARATOR: char = '\u{1E}';

/// The zones of an [`ArticleText`], in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum TextZone {
    /// Kicker, headline and deck.
    Headline,
    /// The printed byline lines.
    Byline,
    /// A dateline that the body does not repeat.
    Dateline,
    /// All paragraphs.
    Body,
}

impl TextZone {
    /// Every zone, in order.
    pub const ALL: [Self; 4] = [Self::Headline, Self::Byline, Self::Dateline, Self::Body];
}

/// What is searched of an article, as one string (see [`crate::analysis`]).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ArticleText {
    /// Language code, zones and paragraphs with their separators.
    pub text: String,
    /// Where its parts stand in the decoded file.
    pub pieces: Vec<Piece>,
}

impl ArticleText {
    /// Puts the searched parts of an article together.
    #[must_use]
    pub fn new(article: &Article) -> Self {
        let mut whole = Self::default();
        whole.text.push_str(article.language.as_deref().unwrap_or_default());
        whole.push_zone(article.kicker.iter().chain(&article.headline).chain(&article.deck));
        whole.push_zone(article.byline_lines.iter());
        let unrepeated = article.dateline.as_ref().filter(|dateline| dateline.body_len == 0);
        let stated = unrepeated.map(|dateline| Text::detached(dateline.raw.clone()));
        whole.push_zone(stated.iter());
        whole.push_zone(article.paragraphs.iter().map(|paragraph| &paragraph.text));
        whole
    }

    /// Words between blanks; words of scripts without blanks count together.
    #[must_use]
    pub fn word_count(&self) -> u64 {
        let zones = self.text.find(ZONE_SEPARATOR).and_then(|at| self.text.get(at..));
        let mut words = 0;
        let mut after_gap = true;
        for byte in zones.unwrap_or_default().bytes() {
            let is_gap = byte <= b' ';
            words += u64::from(after_gap && !is_gap);
            after_gap = is_gap;
        }
        words
    }

    fn push_zone<'a>(&mut self, texts: impl Iterator<Item = &'a Text>) {
        self.text.push(ZONE_SEPARATOR);
        for (number, text) in texts.filter(|text| !text.text.is_empty()).enumerate() {
            if number > 0 {
                self.text.push(PARAGRAPH_SEPARATOR);
            }
            self.pieces.extend(shifted(&text.pieces, self.text.len()));
            self.text.push_str(&text.text);
        }
    }
}

/// The paragraphs of each zone of an article's text, as byte ranges of it.
#[must_use]
pub fn split_zones(text: &str) -> Vec<(TextZone, Vec<Span>)> {
    let mut at = text.find(ZONE_SEPARATOR).unwrap_or(text.len());
    let rest = text.get(at..).unwrap_or_default();
    let mut zones = Vec::with_capacity(4);
    for (zone, content) in TextZone::ALL.into_iter().zip(rest.split(ZONE_SEPARATOR).skip(1)) {
        at += 1;
        zones.push((zone, paragraphs(content, at)));
        at += content.len();
    }
    zones
}

fn paragraphs(zone: &str, mut at: usize) -> Vec<Span> {
    if zone.is_empty() {
        return Vec::new();
    }
    let mut spans = Vec::new();
    for paragraph in zone.split(PARAGRAPH_SEPARATOR) {
        spans.push(Span::new(at, at + paragraph.len()));
        at += paragraph.len() + 1;
    }
    spans
}

/// Where the zones of an article's text begin, and its language.
pub(super) fn beginning(text: &str) -> (usize, StemLanguage) {
    let body = text.find(ZONE_SEPARATOR).unwrap_or(text.len());
    let language = match text.get(..body).unwrap_or_default() {
        "" => StemLanguage::of_script(text),
        code => StemLanguage::of_code(code),
    };
    (body, language)
}
