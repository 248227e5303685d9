//! Which files have been indexed, and how they looked then.
//!
//! The catalogue has no store of its own: every document carries the path and
//! fingerprint of the file it came from, so both become durable in the same
//! commit. It is read without making a text of any path: a file is known by a
//! hash of 128 bits, and its fingerprint stays in the columns.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::io;

use tantivy::columnar::{Column, StrColumn};
use tantivy::{DocId, SegmentReader};
use xxhash_rust::xxh3::xxh3_128;

use super::commit::CommitSummary;
use super::folder::IndexFolder;
use super::row::Row;
use super::schema::ROW_STATUS;
use crate::error::Result;

/// Changes the version of a reader to one that there is not.
pub(super) const PARTIAL: u64 = 0x7061_7274_6961_6C21;

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

impl Fingerprint {
    /// The fingerprint of a file that could not be read: no file looks like
    /// it, so that reading is tried again.
    pub const UNREAD: Self = Self { size: u64::MAX, mtime: 0, inode: 0, reader: 0 };

    /// Whether a file looks the same, whatever read it.
    #[must_use]
    pub fn looks_like(&self, other: &Self) -> bool {
        (self.size, self.mtime, self.inode) == (other.size, other.mtime, other.inode)
    }
}

/// What is known of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    /// How it looked.
    pub fingerprint: Fingerprint,
    /// Whether it gave an article, now or when it was last readable.
    pub has_articles: bool,
    /// What else is known.
    pub row: Row,
}

/// The files of the last commit, by encoded path.
#[derive(Default)]
pub struct Catalogue {
    commit: Option<CommitSummary>,
    segments: Vec<Columns>,
    numbers: HashMap<Key, u32>,
    places: Vec<Place>,
}

/// The hash of an encoded path.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
struct Key(u64, u64);

impl Key {
    #[expect(clippy::cast_possible_truncation, reason = "the two halves of a hash")]
    fn of(file: &[u8]) -> Self {
        let hash = xxh3_128(file);
        Self((hash >> 64) as u64, hash as u64)
    }
}

/// The document that tells of a file.
#[derive(Clone, Copy)]
struct Place {
    doc: DocId,
    segment: u16,
    is_row: bool,
    has_articles: bool,
}

impl Place {
    /// Both places of one file: a row tells more than an article.
    fn and(self, other: Self) -> Self {
        let told = if other.is_row { other } else { self };
        Self { has_articles: self.has_articles || other.has_articles, ..told }
    }
}

impl Catalogue {
    /// The catalogue of the last commit; empty if there is none yet.
    ///
    /// # Errors
    /// If the index cannot be read.
    pub fn of(folder: &IndexFolder) -> Result<Self> {
        if !folder.has_commits() {
            return Ok(Self::default());
        }
        let (searcher, commit) = folder.last_state()?;
        let mut catalogue = Self { commit, ..Self::default() };
        for segment in searcher.segment_readers() {
            catalogue.add_segment(segment).map_err(|cause| folder.damaged(cause))?;
        }
        folder.intact()?;
        Ok(catalogue)
    }

    /// The commit that it is of.
    #[must_use]
    pub fn commit(&self) -> Option<CommitSummary> {
        self.commit
    }

    /// The number of the file with this encoded path, below [`Self::len`].
    #[must_use]
    pub fn find(&self, file: &str) -> Option<usize> {
        self.numbers.get(&Key::of(file.as_bytes())).map(|number| *number as usize)
    }

    /// What is known of a file.
    #[must_use]
    pub fn known(&self, number: usize) -> Option<Known> {
        let place = self.places.get(number)?;
        let columns = self.segments.get(usize::from(place.segment))?;
        let mut fingerprint = columns.fingerprint(place.doc);
        let row = if place.is_row { columns.row(place.doc) } else { Row::default() };
        if row.done.is_some() {
            fingerprint.reader ^= PARTIAL;
        }
        Some(Known { fingerprint, has_articles: place.has_articles, row })
    }

    /// How a file looked; cheaper than all that is known.
    #[must_use]
    pub fn fingerprint(&self, number: usize) -> Option<Fingerprint> {
        let place = self.places.get(number)?;
        Some(self.segments.get(usize::from(place.segment))?.fingerprint(place.doc))
    }

    /// The number of files.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    /// Whether nothing was ever indexed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// Shows the encoded path and the number of every file, each once.
    ///
    /// # Errors
    /// If the names cannot be read.
    pub fn each(&self, mut visit: impl FnMut(&str, usize)) -> io::Result<()> {
        for (segment, columns) in self.segments.iter().enumerate() {
            let mut names = columns.file.dictionary().stream()?;
            while names.advance() {
                let Some(number) = self.numbers.get(&Key::of(names.key())) else { continue };
                let number = *number as usize;
                let place = self.places.get(number);
                if place.is_some_and(|place| usize::from(place.segment) == segment) {
                    visit(&String::from_utf8_lossy(names.key()), number);
                }
            }
        }
        Ok(())
    }

    fn add_segment(&mut self, reader: &SegmentReader) -> tantivy::Result<()> {
        let Some(columns) = Columns::of(reader)? else { return Ok(()) };
        let segment = u16::try_from(self.segments.len()).unwrap_or(u16::MAX);
        let mut places: Vec<Option<Place>> = vec![None; columns.file.num_terms()];
        for doc in reader.doc_ids_alive() {
            let Some(own) = columns.file(doc).and_then(|ord| places.get_mut(ord)) else { continue };
            let is_row = columns.is_row(doc);
            let place = Place { doc, segment, is_row, has_articles: !is_row };
            *own = Some(own.map_or(place, |first| first.and(place)));
        }
        let mut names = columns.file.dictionary().stream()?;
        for place in places {
            if !names.advance() {
                break;
            }
            if let Some(place) = place {
                self.add_file(Key::of(names.key()), place);
            }
        }
        drop(names);
        self.segments.push(columns);
        Ok(())
    }

    fn add_file(&mut self, key: Key, place: Place) {
        match self.numbers.entry(key) {
            Entry::Vacant(free) => {
                free.insert(u32::try_from(self.places.len()).unwrap_or(u32::MAX));
                self.places.push(place);
            }
            Entry::Occupied(number) => {
                if let Some(first) = self.places.get_mut(*number.get() as usize) {
                    *first = first.and(place);
                }
            }
        }
    }
}

/// The columns of one segment that make up the catalogue.
struct Columns {
    file: StrColumn,
    size: Column<u64>,
    mtime: Column<i64>,
    inode: Column<u64>,
    reader: Column<u64>,
    status: Column<u64>,
    row_status: Option<u64>,
    suffix: StrColumn,
}

impl Columns {
    fn of(segment: &SegmentReader) -> tantivy::Result<Option<Self>> {
        let columns = segment.fast_fields();
        let (Some(file), Some(status), Some(suffix)) =
            (columns.str("file")?, columns.str("status")?, columns.str("suffix")?)
        else {
            return Ok(None);
        };
        Ok(Some(Self {
            file,
            size: columns.u64("file_size")?,
            mtime: columns.i64("file_mtime")?,
            inode: columns.u64("file_inode")?,
            reader: columns.u64("reader")?,
            row_status: status.dictionary().term_ord(ROW_STATUS)?,
            status: status.ords().clone(),
            suffix,
        }))
    }

    fn file(&self, doc: DocId) -> Option<usize> {
        self.file.ords().first(doc).and_then(|ord| usize::try_from(ord).ok())
    }

    fn is_row(&self, doc: DocId) -> bool {
        self.row_status.is_some() && self.status.first(doc) == self.row_status
    }

    fn row(&self, doc: DocId) -> Row {
        let mut text = String::new();
        let ord = self.suffix.ords().first(doc);
        let found = ord.and_then(|ord| self.suffix.ord_to_str(ord, &mut text).ok());
        found.map(|_| Row::of_text(&text)).unwrap_or_default()
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
