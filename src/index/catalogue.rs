//! Which files have been indexed, and how they looked then.
//!
//! The catalogue has no store of its own: every document carries the path and
//! fingerprint of the file it came from, so both become durable in the same commit.

use std::collections::HashMap;

use tantivy::columnar::Column;
use tantivy::{DocId, SegmentReader};

use super::schema::ROW_STATUS;
use crate::error::SkipReason;

/// How a file looked when it was read; any difference means to read it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fingerprint {
    /// Size in bytes.
    pub size: u64,
    /// Modification time in nanoseconds since 1970.
    pub mtime: i64,
    /// Inode, 0 where there is none.
    pub inode: u64,
    /// Version of reader, splitter and rules that made articles of it.
    pub reader: u64,
}

/// What is known of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    /// How it looked.
    pub fingerprint: Fingerprint,
    /// How many articles it gave.
    pub articles: u32,
    /// Why it gave none.
    pub skip: Option<SkipReason>,
}

/// The files of the last commit, by encoded path.
#[derive(Debug, Default)]
pub struct Catalogue {
    files: HashMap<String, Known>,
}

impl Catalogue {
    /// Reads the catalogue out of the columns of all segments.
    ///
    /// # Errors
    /// If a column cannot be read.
    pub fn load<'a>(segments: impl Iterator<Item = &'a SegmentReader>) -> tantivy::Result<Self> {
        let mut catalogue = Self::default();
        for segment in segments {
            catalogue.add_segment(segment)?;
        }
        Ok(catalogue)
    }

    /// What is known of the file with this encoded path.
    #[must_use]
    pub fn get(&self, file: &str) -> Option<&Known> {
        self.files.get(file)
    }

    /// Every file, in no order.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Known)> {
        self.files.iter().map(|(file, known)| (file.as_str(), known))
    }

    /// The number of files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.len()
    }

    /// Whether nothing was ever indexed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    fn add_segment(&mut self, segment: &SegmentReader) -> tantivy::Result<()> {
        let Some(columns) = Columns::of(segment)? else { return Ok(()) };
        let mut known = vec![Known::default(); columns.names.len()];
        for doc in segment.doc_ids_alive() {
            let Some(known) = columns.file(doc).and_then(|ord| known.get_mut(ord)) else {
                continue;
            };
            known.fingerprint = columns.fingerprint(doc);
            if columns.is_row(doc) {
                known.skip = columns.skip(doc);
            } else {
                known.articles += 1;
            }
        }
        let seen =
            |known: &Known| known.articles > 0 || known.fingerprint != Fingerprint::default();
        let named = columns.names.into_iter().zip(known);
        self.files.extend(named.filter(|(_, known)| seen(known)));
        Ok(())
    }
}

/// The columns of one segment that make up the catalogue.
struct Columns {
    names: Vec<String>,
    file: Column<u64>,
    size: Column<u64>,
    mtime: Column<i64>,
    inode: Column<u64>,
    reader: Column<u64>,
    status: Column<u64>,
    row_status: Option<u64>,
    suffix: Column<u64>,
    suffixes: Vec<String>,
}

impl Columns {
    fn of(segment: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let columns = segment.fast_fields();
        let (Some(file), Some(status)) = (columns.str("file")?, columns.str("status")?) else {
            return Ok(None);
        };
        let statuses = dictionary(&status)?;
        let row_status = statuses.iter().position(|name| name == ROW_STATUS);
        let Some(suffix) = columns.str("suffix")? else { return Ok(None) };
        let suffixes = if row_status.is_some() { dictionary(&suffix)? } else { Vec::new() };
        Ok(Some(Self {
            names: dictionary(&file)?,
            file: file.ords().clone(),
            size: columns.u64("file_size")?,
            mtime: columns.i64("file_mtime")?,
            inode: columns.u64("file_inode")?,
            reader: columns.u64("reader")?,
            status: status.ords().clone(),
            row_status: row_status.map(|ord| ord as u64),
            suffix: suffix.ords().clone(),
            suffixes,
        }))
    }

    fn file(&self, doc: DocId) -> Option<usize> {
        self.file.first(doc).and_then(|ord| usize::try_from(ord).ok())
    }

    fn is_row(&self, doc: DocId) -> bool {
        self.row_status.is_some() && self.status.first(doc) == self.row_status
    }

    fn skip(&self, doc: DocId) -> Option<SkipReason> {
        let ord = usize::try_from(self.suffix.first(doc)?).ok()?;
        let code = self.suffixes.get(ord)?;
        SkipReason::ALL.iter().copied().find(|reason| reason.code() == code)
    }

    fn fingerprint(&self, doc: DocId) -> Fingerprint {
        Fingerprint {
            size: self.size.first(doc).unwrap_or_default(),
            mtime: self.mtime.first(doc).unwrap_or_default(),
            inode: self.inode.first(doc).unwrap_or_default(),
            reader: self.reader.first(doc).unwrap_or_default(),
        }
    }
}

/// All values of a text column, in the order of their ordinals.
fn dictionary(column: &tantivy::columnar::StrColumn) -> tantivy::Result<Vec<String>> {
    let mut values = Vec::with_capacity(column.num_terms());
    let mut stream = column.dictionary().stream()?;
    while stream.advance() {
        values.push(String::from_utf8_lossy(stream.key()).into_owned());
    }
    Ok(values)
}
