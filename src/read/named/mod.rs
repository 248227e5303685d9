//! Records of named values, out of JSON or a table.

mod names;

pub use names::FieldNames;
pub(super) use names::{Dictionary, Field, Place, folded};

use std::borrow::Cow;
use std::ops::Range;

use super::excerpt::{Decode, Excerpts, state};
use super::stamp::{self, Habit};
use super::{Draft, Extent};
use super::{fragment, prose};
use crate::article::{Article, Dateline, PartialDate, Provenance, Status, Warning};
use crate::error::{Skip, SkipReason};
use crate::span::Text;

/// A named value.
pub(super) struct Named<'r> {
    /// As written.
    pub name: Cow<'r, str>,
    /// What it stands for, and how many of the field's names count before it.
    pub place: Place,
    /// Where its text stands in the record.
    pub range: Range<usize>,
}

/// A record of named values.
pub(super) struct NamedRecord<'e> {
    pub excerpts: &'e Excerpts<'e>,
    pub values: Vec<Named<'e>>,
    /// Reads texts of one line.
    pub line: &'e dyn Decode,
    /// Reads bodies.
    pub body: &'e dyn Decode,
    pub habit: Habit,
    pub reader: &'static str,
}

impl NamedRecord<'_> {
    /// The record's own id, if it has one.
    pub(super) fn id(&self) -> Option<String> {
        let (_, text) = self.first(Field::Id)?;
        (text.text.len() <= 200).then_some(text.text)
    }

    /// The draft of an article.
    ///
    /// # Errors
    /// A [`Skip`] if the record is none.
    pub(super) fn draft(&self) -> Result<Draft, Skip> {
        let mut article = self.stated();
        let (body, is_summary) = match self.body(Field::Body) {
            Some(body) => (Some(body), false),
            None => (self.body(Field::Summary), true),
        };
        let has_length = body.as_ref().is_some_and(|body| body.len() >= 200 && !is_summary);
        let has_text = body.is_some();
        let is_named = article.headline.is_some();
        let is_told = article.date.is_some()
            || article.url.is_some()
            || !article.byline_lines.is_empty()
            || article.source.publication.is_some();
        if !(has_length
            || (has_text && !is_summary && (is_named || is_told))
            || (is_named && is_told))
        {
            return Err(Skip::new(SkipReason::NotAnArticle, "no text, or nothing to know it by"));
        }
        if is_summary && has_text {
            article.status = Status::Partial;
        }
        Ok(match body {
            Some(range) => self.with_body(article, range),
            None => Draft { stated: article, plain: None },
        })
    }

    /// All but the text.
    pub(super) fn stated(&self) -> Article {
        let mut article = self.excerpts.article(self.reader);
        self.titles(&mut article);
        self.byline(&mut article);
        self.date(&mut article);
        self.source(&mut article);
        article
    }

    /// A body of markup is taken apart here, one of lines by the splitter.
    fn with_body(&self, mut article: Article, range: Range<usize>) -> Draft {
        let decoded = self.excerpts.body(range, Extent::Body, self.body);
        if fragment::is_markup(&decoded.text) {
            article.paragraphs = prose::of_html(&decoded.text.replace('\x0B', "\n"));
            return Draft { stated: article, plain: None };
        }
        Draft { stated: article, plain: Some(decoded) }
    }

    /// The values of the first name of a field that has any.
    fn all(&self, field: Field) -> Vec<(&Named<'_>, Text)> {
        let values = self.of(field);
        let groups = values.chunk_by(|a, b| a.place == b.place);
        let texts = groups.map(|group| {
            let texts = group.iter().filter_map(|value| Some((*value, self.text(value)?)));
            texts.collect::<Vec<_>>()
        });
        texts.into_iter().find(|found| !found.is_empty()).unwrap_or_default()
    }

    /// The values of a field, those that count first in front.
    fn of(&self, field: Field) -> Vec<&Named<'_>> {
        let mut values: Vec<_> =
            self.values.iter().filter(|value| value.place.0 == field).collect();
        values.sort_by_key(|value| value.place.1);
        values
    }

    fn first(&self, field: Field) -> Option<(&Named<'_>, Text)> {
        self.all(field).into_iter().next()
    }

    /// What a value says on one line; `None` if that is nothing.
    fn text(&self, value: &Named<'_>) -> Option<Text> {
        let text = self.excerpts.line(value.range.clone(), self.line);
        let is_nothing = matches!(
            text.text.as_str(),
            "" | "nan"
                | "NaN"
                | "None"
                | "none"
                | "null"
                | "NULL"
                | "N/A"
                | "n/a"
                | "[]"
                | "{}"
                | "\\N"
        );
        (!is_nothing).then_some(text)
    }

    /// Where the first text of a field stands.
    fn body(&self, field: Field) -> Option<Range<usize>> {
        let is_text = |range: &Range<usize>| {
            let text = self.excerpts.text.get(range.clone()).unwrap_or_default();
            !matches!(
                text.trim(),
                "" | "nan" | "NaN" | "None" | "null" | "NULL" | "N/A" | "[]" | "\\N"
            )
        };
        let first = self.of(field).into_iter().find(|value| is_text(&value.range));
        first.map(|value| value.range.clone())
    }

    fn titles(&self, article: &mut Article) {
        if let Some((value, text)) = self.first(Field::Headline) {
            state(article, "headline", &value.name, text.file_spans());
            article.headline = Some(fragment::plain(text));
        }
        article.kicker = self.first(Field::Kicker).map(|(_, text)| text);
        article.deck = self.all(Field::Deck).into_iter().map(|(_, text)| text).collect();
        if let Some((value, text)) = self.first(Field::Dateline) {
            state(article, "dateline", &value.name, text.file_spans());
            let spans = text.file_spans();
            article.dateline = Some(Dateline { raw: text.text, spans, ..Dateline::default() });
        }
    }

    fn byline(&self, article: &mut Article) {
        let found = self.all(Field::Byline);
        if let Some((value, text)) = found.first() {
            state(article, "byline", &value.name, text.file_spans());
        }
        article.byline_lines.extend(found.into_iter().map(|(_, text)| text));
    }

    fn date(&self, article: &mut Article) {
        let Some((value, text)) = self.first(Field::Date) else { return };
        let Some(stamp) = stamp::read(&text.text, self.habit) else { return };
        let spans = text.file_spans();
        match stamp.day_first {
            None => {
                article.date = Some(stamp.date);
                article.time = stamp.time;
                state(article, "date", &value.name, spans);
            }
            Some(other) => {
                article.date = Some(PartialDate::year(stamp.date.year));
                let message =
                    format!("The date can be {} or {other}; only the year is taken.", stamp.date);
                let code = "ambiguous_date".to_owned();
                article.warnings.push(Warning { code, message, spans: spans.clone() });
                let from = format!("markup:{}", value.name);
                let from = Provenance { from, confidence: 40, spans };
                article.fields.insert("date".to_owned(), from);
            }
        }
    }

    fn source(&self, article: &mut Article) {
        let mut take =
            |names: Field, field: &str, slot: fn(&mut Article) -> &mut Option<String>| {
                if let Some((value, text)) = self.first(names) {
                    state(article, field, &value.name, text.file_spans());
                    *slot(article) = Some(text.text);
                }
            };
        take(Field::Publication, "source", |article| &mut article.source.publication);
        take(Field::Section, "section", |article| &mut article.source.section);
        take(Field::Page, "page", |article| &mut article.source.page);
        take(Field::Edition, "edition", |article| &mut article.source.edition);
        take(Field::Copyright, "copyright", |article| &mut article.source.copyright);
        let agencies = self.all(Field::Agency).into_iter().map(|(_, text)| text.text);
        article.source.agencies.extend(agencies);
        let language = self
            .first(Field::Language)
            .and_then(|(value, text)| Some((value, language(&text.text)?)));
        if let Some((value, code)) = language {
            state(article, "language", &value.name, Vec::new());
            article.language = Some(code);
        }
        let url = self.all(Field::Url).into_iter().find(|(_, text)| text.text.contains("://"));
        if let Some((value, text)) = url {
            state(article, "url", &value.name, text.file_spans());
            article.url = Some(text.text);
        }
    }
}

/// The ISO 639 code of a language tag or English name.
fn language(written: &str) -> Option<String> {
    const NAMES: &[(&str, &str)] = &[
        ("english", "en"),
        ("german", "de"),
        ("french", "fr"),
        ("spanish", "es"),
        ("italian", "it"),
        ("portuguese", "pt"),
        ("dutch", "nl"),
        ("russian", "ru"),
        ("ukrainian", "uk"),
        ("polish", "pl"),
        ("arabic", "ar"),
        ("chinese", "zh"),
        ("japanese", "ja"),
        ("korean", "ko"),
        ("turkish", "tr"),
        ("swedish", "sv"),
        ("norwegian", "no"),
        ("danish", "da"),
        ("finnish", "fi"),
        ("greek", "el"),
        ("hebrew", "he"),
        ("hindi", "hi"),
        ("persian", "fa"),
        ("czech", "cs"),
    ];
    let written = written.to_ascii_lowercase();
    if let Some((_, code)) = NAMES.iter().find(|(name, _)| *name == written) {
        return Some((*code).to_owned());
    }
    super::stated::language(&written)
}
