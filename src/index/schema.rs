//! The fields of the index. Part of the format: a change raises [`super::FORMAT_VERSION`].

use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, STORED, Schema, SchemaBuilder,
    TextFieldIndexing, TextOptions,
};

use crate::query::ast::Zone;

/// The tokenizer of the searched text, by the name of the analysis it stands for.
pub(super) const TEXT_TOKENIZER: &str = "news_text_1";
/// The tokenizer of the label fields: surface forms only.
pub(super) const LABEL_TOKENIZER: &str = "news_label_1";

/// The fields of the index.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// The searched text ([`crate::analysis::ArticleText`]), indexed with positions and stored.
    pub text: Field,
    /// Everything else of an article, stored ([`super::StoredArticle`]).
    pub meta: Field,
    /// Path of the file, encoded, as an id begins with: the key by which a file's documents are replaced.
    pub file: Field,
    /// What follows the path in the id; empty for a file that is one article.
    pub suffix: Field,
    /// Status of an article, or [`ROW_STATUS`].
    pub status: Field,
    /// Places of the dateline.
    pub place: Field,
    /// Agencies credited.
    pub agency: Field,
    /// Publication.
    pub source: Field,
    /// Section.
    pub section: Field,
    /// Names of the bylines, for counting.
    pub byline: Field,
    /// Page as printed.
    pub page: Field,
    /// ISO code of the language.
    pub language: Field,
    /// First day of the article's date, as a day number; absent if it has no date.
    pub date: Field,
    /// Last day of the article's date: the same day unless month or day are unknown.
    pub date_last: Field,
    /// Year of the date.
    pub year: Field,
    /// Year × 100 + month of the date, if the month is known.
    pub month: Field,
    /// Words of headline and body.
    pub length: Field,
    /// Hash of the folded text: equal for exact copies.
    pub text_hash: Field,
    /// The commit that brought the article in.
    pub generation: Field,
    /// Position at which the byline zone begins.
    pub byline_start: Field,
    /// Position at which the stated dateline begins.
    pub dateline_start: Field,
    /// Position at which the body begins.
    pub body_start: Field,
    /// Position behind the dateline: in the body, or of the stated one.
    pub dateline_end: Field,
    /// Position behind the first paragraph of the body.
    pub lead_end: Field,
    /// Size of the file in bytes.
    pub file_size: Field,
    /// Modification time of the file in nanoseconds since 1970.
    pub file_mtime: Field,
    /// Inode of the file.
    pub file_inode: Field,
    /// Name and version of the reader, hashed with the rules that applied.
    pub reader: Field,
}

/// The `status` of a row: a file that gave no article, or more than one.
pub const ROW_STATUS: &str = "file";

impl Fields {
    /// The schema and its fields.
    #[must_use]
    pub fn schema() -> (Schema, Self) {
        let mut builder = Schema::builder();
        let fields = Self::build(&mut builder);
        (builder.build(), fields)
    }

    fn build(builder: &mut SchemaBuilder) -> Self {
        let indexing = |tokenizer: &str| {
            TextFieldIndexing::default()
                .set_tokenizer(tokenizer)
                .set_index_option(IndexRecordOption::WithFreqsAndPositions)
        };
        let text =
            TextOptions::default().set_indexing_options(indexing(TEXT_TOKENIZER)).set_stored();
        let label = TextOptions::default()
            .set_indexing_options(indexing(LABEL_TOKENIZER).set_fieldnorms(false))
            .set_fast("raw");
        let keyed = TextFieldIndexing::default()
            .set_tokenizer("raw")
            .set_index_option(IndexRecordOption::Basic)
            .set_fieldnorms(false);
        let key = TextOptions::default().set_indexing_options(keyed).set_fast("raw");
        let number: NumericOptions = FAST.into();
        Self {
            text: builder.add_text_field("text", text),
            meta: builder.add_bytes_field("meta", STORED),
            file: builder.add_text_field("file", key.clone()),
            suffix: builder.add_text_field("suffix", FAST),
            status: builder.add_text_field("status", key.clone()),
            place: builder.add_text_field("place", label.clone()),
            agency: builder.add_text_field("agency", label.clone()),
            source: builder.add_text_field("source", label.clone()),
            section: builder.add_text_field("section", label),
            byline: builder.add_text_field("byline", FAST),
            page: builder.add_text_field("page", key.clone()),
            language: builder.add_text_field("language", key),
            date: builder.add_i64_field("date", number.clone()),
            date_last: builder.add_i64_field("date_last", number.clone()),
            year: builder.add_i64_field("year", number.clone()),
            month: builder.add_i64_field("month", number.clone()),
            length: builder.add_u64_field("length", number.clone()),
            text_hash: builder.add_u64_field("text_hash", number.clone() | INDEXED),
            generation: builder.add_u64_field("generation", number.clone()),
            byline_start: builder.add_u64_field("byline_start", number.clone()),
            dateline_start: builder.add_u64_field("dateline_start", number.clone()),
            body_start: builder.add_u64_field("body_start", number.clone()),
            dateline_end: builder.add_u64_field("dateline_end", number.clone()),
            lead_end: builder.add_u64_field("lead_end", number.clone()),
            file_size: builder.add_u64_field("file_size", number.clone()),
            file_mtime: builder.add_i64_field("file_mtime", number.clone()),
            file_inode: builder.add_u64_field("file_inode", number.clone()),
            reader: builder.add_u64_field("reader", number),
        }
    }

    /// The field of a zone that is not part of the text.
    #[must_use]
    pub fn label(&self, zone: Zone) -> Option<Field> {
        match zone {
            Zone::Place => Some(self.place),
            Zone::Agency => Some(self.agency),
            Zone::Source => Some(self.source),
            Zone::Section => Some(self.section),
            _ => None,
        }
    }
}
