//! The record `morgue.article/1`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::article::{
    Article, Byline, DatePrecision, Dateline, Paragraph, Place, Provenance, Role, Source,
    decode_path,
};
use crate::span::{SourceMap, Span, Text};

/// The name and version of the format.
pub const FORMAT: &str = "morgue.article/1";

/// An article as printed for machines. Spans are ranges of the raw file.
#[derive(Debug, Serialize)]
pub struct ArticleRecord<'a> {
    format: &'static str,
    #[serde(flatten)]
    head: ArticleHead<'a>,
    paragraphs: Vec<ParagraphRecord<'a>>,
    fields: BTreeMap<&'a str, ProvenanceRecord<'a>>,
    warnings: Vec<WarningRecord<'a>>,
}

/// The fields of an article without its text and how they were found.
#[derive(Debug, Serialize)]
pub struct ArticleHead<'a> {
    id: String,
    path: String,
    member: Option<&'a str>,
    headline: Option<&'a str>,
    headline_derived: bool,
    kicker: Option<&'a str>,
    deck: Vec<&'a str>,
    byline: &'a [Byline],
    dateline: Option<DatelineRecord<'a>>,
    date: Option<String>,
    date_precision: Option<DatePrecision>,
    time: Option<&'a str>,
    source: &'a Source,
    language: Option<&'a str>,
    status: &'static str,
    url: Option<&'a str>,
    encoding: &'a str,
    reader: &'a str,
}

#[derive(Debug, Serialize)]
struct DatelineRecord<'a> {
    raw: &'a str,
    places: &'a [Place],
    date: Option<String>,
    agencies: &'a [String],
    spans: Vec<Span>,
}

#[derive(Debug, Serialize)]
struct ParagraphRecord<'a> {
    n: usize,
    role: Role,
    text: &'a str,
    spans: Option<Vec<Span>>,
}

#[derive(Debug, Serialize)]
struct ProvenanceRecord<'a> {
    from: &'a str,
    confidence: u8,
    spans: Vec<Span>,
}

#[derive(Debug, Serialize)]
struct WarningRecord<'a> {
    code: &'a str,
    message: &'a str,
    spans: Vec<Span>,
}

impl<'a> ArticleRecord<'a> {
    /// The record of an article.
    #[must_use]
    pub fn new(article: &'a Article) -> Self {
        let map = &article.source_map;
        let fields = article.fields.iter();
        let paragraphs = article.paragraphs.iter().enumerate();
        let warnings = article.warnings.iter();
        Self {
            format: FORMAT,
            head: ArticleHead::new(article),
            paragraphs: paragraphs.map(|(index, text)| paragraph(index + 1, text, map)).collect(),
            fields: fields.map(|(name, from)| (name.as_str(), provenance(from, map))).collect(),
            warnings: warnings
                .map(|warning| WarningRecord {
                    code: &warning.code,
                    message: &warning.message,
                    spans: raw(&warning.spans, map),
                })
                .collect(),
        }
    }
}

impl<'a> ArticleHead<'a> {
    /// The fields of an article.
    #[must_use]
    pub fn new(article: &'a Article) -> Self {
        let printed = article.headline.as_ref().map(|text| text.text.as_str());
        Self {
            id: article.locator.id(),
            path: String::from_utf8_lossy(&decode_path(&article.locator.path)).into_owned(),
            member: article.locator.member.as_deref(),
            headline: printed.or(article.derived_headline.as_deref()),
            headline_derived: printed.is_none() && article.derived_headline.is_some(),
            kicker: article.kicker.as_ref().map(|text| text.text.as_str()),
            deck: article.deck.iter().map(|text| text.text.as_str()).collect(),
            byline: &article.bylines,
            dateline: article
                .dateline
                .as_ref()
                .map(|dateline| of_dateline(dateline, &article.source_map)),
            date: article.date.map(|date| date.to_string()),
            date_precision: article.date.map(crate::article::PartialDate::precision),
            time: article.time.as_deref(),
            source: &article.source,
            language: article.language.as_deref(),
            status: article.status.name(),
            url: article.url.as_deref(),
            encoding: &article.encoding,
            reader: &article.reader,
        }
    }
}

fn of_dateline<'a>(dateline: &'a Dateline, map: &SourceMap) -> DatelineRecord<'a> {
    DatelineRecord {
        raw: &dateline.raw,
        places: &dateline.places,
        date: dateline.date.map(|date| date.to_string()),
        agencies: &dateline.agencies,
        spans: raw(&dateline.spans, map),
    }
}

fn paragraph<'a>(n: usize, paragraph: &'a Paragraph, map: &SourceMap) -> ParagraphRecord<'a> {
    let Text { text, pieces } = &paragraph.text;
    let spans = (!pieces.is_empty()).then(|| raw(&paragraph.text.file_spans(), map));
    ParagraphRecord { n, role: paragraph.role, text, spans }
}

fn provenance<'a>(provenance: &'a Provenance, map: &SourceMap) -> ProvenanceRecord<'a> {
    let spans = raw(&provenance.spans, map);
    ProvenanceRecord { from: &provenance.from, confidence: provenance.confidence, spans }
}

fn raw(spans: &[Span], map: &SourceMap) -> Vec<Span> {
    spans.iter().map(|span| map.raw_span(*span)).collect()
}
