//! The columns that every search reads, opened once for each segment.

use std::borrow::Cow;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rustc_hash::FxHashMap;
use tantivy::columnar::{Column, StrColumn};
use tantivy::fieldnorm::FieldNormReader;
use tantivy::index::SegmentId;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, SegmentOrdinal, SegmentReader, TantivyError, Term};

use super::positions::skip_to;
use super::shard::Shard;
use crate::analysis::Borders;
use crate::index::ROW_STATUS;

/// The columns of a segment.
pub(super) struct SegmentColumns {
    /// First day of the date.
    pub(super) date: Column<i64>,
    /// The same for exact copies.
    pub(super) text_hash: Column<u64>,
    pub(super) ids: IdColumns,
    pub(super) borders: BorderColumns,
    /// Numbers of tokens of the text.
    pub(super) lengths: FieldNormReader,
    /// The words of the text.
    text: Arc<InvertedIndexReader>,
}

/// The columns of all segments of an index, as far as they were needed.
pub(super) struct ColumnCache {
    text: Field,
    segments: Vec<(SegmentId, OnceLock<Arc<SegmentColumns>>)>,
}

impl ColumnCache {
    /// Of these segments; `text` is the field of what articles say.
    pub(super) fn new(segments: &[SegmentReader], text: Field) -> Self {
        let unopened = |segment: &SegmentReader| (segment.segment_id(), OnceLock::new());
        Self { text, segments: segments.iter().map(unopened).collect() }
    }

    /// The columns of a segment.
    ///
    /// # Errors
    /// If they cannot be read, or the segment is none of the index.
    pub(super) fn of(&self, segment: &SegmentReader) -> tantivy::Result<&Arc<SegmentColumns>> {
        let id = segment.segment_id();
        let known = self.segments.iter().find(|known| known.0 == id).map(|known| &known.1);
        let known = known.ok_or_else(|| {
            TantivyError::InternalError(format!("segment {id:?} is none of the index"))
        })?;
        if let Some(columns) = known.get() {
            return Ok(columns);
        }
        let columns = Arc::new(SegmentColumns::open(segment, self.text)?);
        Ok(known.get_or_init(|| columns))
    }

    /// The terms of a field of a segment.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub(super) fn terms(
        &self,
        segment: &SegmentReader,
        field: Field,
    ) -> tantivy::Result<Cow<'_, Arc<InvertedIndexReader>>> {
        if field != self.text {
            return segment.inverted_index(field).map(Cow::Owned);
        }
        Ok(Cow::Borrowed(&self.of(segment)?.text))
    }

    /// The numbers of tokens of a field of a segment, roughly.
    ///
    /// # Errors
    /// As [`Self::of`].
    pub(super) fn lengths(
        &self,
        segment: &SegmentReader,
        field: Field,
    ) -> tantivy::Result<Cow<'_, FieldNormReader>> {
        if field != self.text {
            return lengths(segment, field).map(Cow::Owned);
        }
        Ok(Cow::Borrowed(&self.of(segment)?.lengths))
    }

    /// The columns of the segment with this number, if they were needed before.
    pub(super) fn opened(&self, segment: SegmentOrdinal) -> Option<&SegmentColumns> {
        self.segments.get(segment as usize)?.1.get().map(Arc::as_ref)
    }
}

impl SegmentColumns {
    /// First day of the date of an article, `i64::MIN` without a date.
    pub(super) fn first_day(&self, doc: DocId) -> i64 {
        self.date.first(doc).unwrap_or(i64::MIN)
    }

    fn open(segment: &SegmentReader, text: Field) -> tantivy::Result<Self> {
        let columns = segment.fast_fields();
        let border = |name| columns.u64(name);
        Ok(Self {
            date: columns.i64("date")?,
            text_hash: columns.u64("text_hash")?,
            ids: IdColumns {
                file: PartColumn::new(columns.str("file")?),
                suffix: PartColumn::new(columns.str("suffix")?),
            },
            borders: BorderColumns([
                border("byline_start")?,
                border("dateline_start")?,
                border("body_start")?,
                border("dateline_end")?,
                border("lead_end")?,
            ]),
            lengths: lengths(segment, text)?,
            text: segment.inverted_index(text)?,
        })
    }
}

/// The numbers of tokens of a field, roughly.
pub(super) fn lengths(segment: &SegmentReader, field: Field) -> tantivy::Result<FieldNormReader> {
    let lengths = segment.fieldnorms_readers().get_field(field)?;
    Ok(lengths.unwrap_or_else(|| FieldNormReader::constant(segment.max_doc(), 1)))
}

/// The columns that make up an id.
pub(super) struct IdColumns {
    file: PartColumn,
    suffix: PartColumn,
}

/// A column of one part of all ids.
struct PartColumn {
    column: Option<StrColumn>,
    /// Whether there are several parts to tell apart.
    varies: bool,
    /// The part of all ids if there are not.
    only: OnceLock<Arc<str>>,
    /// Parts that were read: half a block of the dictionary is unpacked for one.
    known: Mutex<FxHashMap<u64, Arc<str>>>,
}

/// How many parts are remembered for each segment.
const KNOWN_PARTS: usize = 4096;

impl PartColumn {
    fn new(column: Option<StrColumn>) -> Self {
        let varies = column.as_ref().is_some_and(|column| column.num_terms() > 1);
        Self { column, varies, only: OnceLock::new(), known: Mutex::default() }
    }

    fn ord(&self, doc: DocId) -> u64 {
        let column = self.column.as_ref().filter(|_| self.varies);
        column.and_then(|column| column.ords().first(doc)).unwrap_or_default()
    }

    fn part(&self, ord: u64) -> Arc<str> {
        if !self.varies {
            return Arc::clone(self.only.get_or_init(|| self.read(0).into()));
        }
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(part) = known.get(&ord) {
            return Arc::clone(part);
        }
        if known.len() >= KNOWN_PARTS {
            known.clear();
        }
        let part: Arc<str> = self.read(ord).into();
        known.insert(ord, Arc::clone(&part));
        part
    }

    /// An unreadable dictionary leaves a part empty: the damage is noticed as
    /// it is read, and becomes the outcome of the search.
    fn read(&self, ord: u64) -> String {
        let mut part = String::new();
        if let Some(column) = &self.column {
            column.ord_to_str(ord, &mut part).unwrap_or_default();
        }
        part
    }
}

/// Where the parts of an id stand in the dictionaries of a segment: in the
/// order of the ids.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct IdOrds {
    pub(super) file: u64,
    pub(super) suffix: u64,
}

impl IdColumns {
    pub(super) fn ords(&self, doc: DocId) -> IdOrds {
        IdOrds { file: self.file.ord(doc), suffix: self.suffix.ord(doc) }
    }

    /// The id with `prefix` in front.
    pub(super) fn id(&self, prefix: &str, ords: IdOrds) -> String {
        [prefix, &self.file(ords), &self.suffix(ords)].concat()
    }

    /// What the ids of all articles of a file begin with.
    pub(super) fn file(&self, ords: IdOrds) -> Arc<str> {
        self.file.part(ords.file)
    }

    /// What follows in the id of an article.
    pub(super) fn suffix(&self, ords: IdOrds) -> Arc<str> {
        self.suffix.part(ords.suffix)
    }
}

/// The ids of all articles of a shard.
pub(super) fn article_ids(shard: &Shard) -> tantivy::Result<Vec<String>> {
    let mut found = Vec::new();
    let rows = Term::from_field_text(shard.layout.fields.status, ROW_STATUS);
    for reader in shard.searcher.segment_readers() {
        let columns = shard.layout.columns.of(reader)?;
        let ids = &columns.ids;
        let status = reader.inverted_index(shard.layout.fields.status)?;
        let mut rows = status.read_postings(&rows, IndexRecordOption::Basic)?;
        let mut is_row = |doc| rows.as_mut().is_some_and(|rows| skip_to(rows, doc));
        let articles = reader.doc_ids_alive().filter(|doc| !is_row(*doc));
        found.extend(articles.map(|doc| ids.id(&shard.prefix, ids.ords(doc))));
    }
    Ok(found)
}

/// Where the zones of an article's text begin and end.
pub(super) struct BorderColumns([Column<u64>; 5]);

impl BorderColumns {
    /// Whether a position lies in the body. Most lie behind where the body of
    /// any article of the segment begins.
    pub(super) fn is_in_body(&self, at: u32, doc: DocId) -> bool {
        let [_, _, body_start, ..] = &self.0;
        u64::from(at) >= body_start.max_value() || at >= position(body_start, doc)
    }

    pub(super) fn read(&self, doc: DocId) -> Borders {
        let [byline_start, dateline_start, body_start, dateline_end, lead_end] =
            self.0.each_ref().map(|column| position(column, doc));
        Borders { byline_start, dateline_start, body_start, dateline_end, lead_end }
    }
}

fn position(column: &Column<u64>, doc: DocId) -> u32 {
    column.first(doc).and_then(|position| u32::try_from(position).ok()).unwrap_or_default()
}
