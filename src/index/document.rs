//! From an article to the document that tantivy indexes.

use tantivy::schema::document::TantivyDocument;

use super::catalogue::{Fingerprint, PARTIAL};
use super::row::Row;
use super::schema::{Fields, ROW_STATUS};
use super::stored::StoredArticle;
use super::text_hash::folded_hash;
use crate::analysis::{ArticleText, Borders};
use crate::article::{Article, day_number};

/// What the catalogue keeps of the file that a document came from.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    /// Path of the file, encoded.
    pub file: &'a str,
    /// How the file looked when it was read.
    pub fingerprint: Fingerprint,
    /// The commit that will bring it in.
    pub generation: u64,
}

/// The document of an article.
#[must_use]
pub fn article_document(article: &Article, entry: Entry<'_>, fields: &Fields) -> TantivyDocument {
    let text = ArticleText::new(article);
    let dateline_len = article.dateline.as_ref().map_or(0, |dateline| dateline.body_len);
    let borders = Borders::of(&text.text, dateline_len);
    let mut document = TantivyDocument::new();
    add_catalogue(&mut document, fields, entry);
    document.add_text(fields.suffix, article.locator.suffix());
    document.add_text(fields.status, article.status.name());
    add_labels(&mut document, fields, article);
    add_dates(&mut document, fields, article);
    document.add_u64(fields.length, text.word_count());
    document.add_u64(fields.text_hash, folded_hash(&text.text));
    document.add_u64(fields.byline_start, borders.byline_start.into());
    document.add_u64(fields.dateline_start, borders.dateline_start.into());
    document.add_u64(fields.body_start, borders.body_start.into());
    document.add_u64(fields.dateline_end, borders.dateline_end.into());
    document.add_u64(fields.lead_end, borders.lead_end.into());
    document.add_bytes(fields.meta, &StoredArticle::new(article, &text).to_bytes());
    document.add_text(fields.text, text.text);
    document
}

/// The document that stands for a file without exactly one article. The
/// fingerprint of one that is read in part is none that a file can have, so
/// that it is read on.
#[must_use]
pub fn row_document(mut entry: Entry<'_>, row: &Row, fields: &Fields) -> TantivyDocument {
    let mut document = TantivyDocument::new();
    if row.done.is_some() {
        entry.fingerprint.reader ^= PARTIAL;
    }
    add_catalogue(&mut document, fields, entry);
    document.add_text(fields.suffix, row.to_text());
    document.add_text(fields.status, ROW_STATUS);
    document
}

fn add_catalogue(document: &mut TantivyDocument, fields: &Fields, entry: Entry<'_>) {
    document.add_text(fields.file, entry.file);
    document.add_u64(fields.generation, entry.generation);
    document.add_u64(fields.file_size, entry.fingerprint.size);
    document.add_i64(fields.file_mtime, entry.fingerprint.mtime);
    document.add_u64(fields.file_inode, entry.fingerprint.inode);
    document.add_u64(fields.reader, entry.fingerprint.reader);
}

fn add_labels(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    let source = &article.source;
    for place in article.dateline.iter().flat_map(|dateline| &dateline.places) {
        document.add_text(fields.place, &place.name);
        if let Some(region) = &place.region {
            document.add_text(fields.place, region);
        }
    }
    for agency in &source.agencies {
        document.add_text(fields.agency, agency);
    }
    for name in printed_names(article) {
        document.add_text(fields.byline, name);
    }
    let single = [
        (fields.source, &source.publication),
        (fields.section, &source.section),
        (fields.page, &source.page),
        (fields.language, &article.language),
    ];
    for (field, value) in single {
        if let Some(value) = value {
            document.add_text(field, value);
        }
    }
}

/// The names that stand in the byline lines as they are counted, so that
/// `byline:` finds them. Credits at the end name people too, and are not searched.
fn printed_names(article: &Article) -> impl Iterator<Item = &str> {
    let folded = |text: &str| {
        let words: Vec<String> = text.split_whitespace().map(str::to_lowercase).collect();
        words.join(" ")
    };
    let lines: Vec<String> = article.byline_lines.iter().map(|line| folded(&line.text)).collect();
    let names = article.bylines.iter().map(|byline| byline.name.as_str());
    names.filter(move |name| lines.iter().any(|line| line.contains(&folded(name))))
}

fn add_dates(document: &mut TantivyDocument, fields: &Fields, article: &Article) {
    let Some(date) = article.date else { return };
    document.add_i64(fields.date, day_number(date.first()));
    document.add_i64(fields.date_last, day_number(date.last()));
    document.add_i64(fields.year, date.year.into());
    if let Some(month) = date.month {
        document.add_i64(fields.month, i64::from(date.year) * 100 + i64::from(month));
    }
}
