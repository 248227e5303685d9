//! The articles that hold both words of a proximity, and the positions there,
//! found by reading the lists of the words from end to end, a window of
//! documents at a time. Where the rarer word stands in most blocks of the
//! other's list, that is much cheaper than to skip from document to document.

use std::io;

use tantivy::directory::{CompositeFile, FileSlice};
use tantivy::index::SegmentComponent;
use tantivy::positions::PositionReader;
use tantivy::postings::{BlockSegmentPostings, TermInfo};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, InvertedIndexReader, SegmentReader, TERMINATED};

/// Documents of a window; a power of two, for quick division.
const WINDOW_DOCS: DocId = 1 << 10;
const WINDOW: usize = WINDOW_DOCS as usize;
/// A bit for each document of a window.
type Bits = [u64; WINDOW / 64];

/// A list takes 16 KB while it is read.
const MAX_LISTS: usize = 16;
/// How many documents a block of a list has.
const BLOCK_DOCS: u32 = 128;

/// The terms of a leaf, by its number.
pub(super) type LeafTerms = (usize, Vec<TermInfo>);

/// Both words in the documents of a window.
pub(super) struct WordWindow {
    start: DocId,
    both: Bits,
    words: [WindowWord; 2],
}

/// One of the words.
struct WindowWord {
    leaf: usize,
    lists: Vec<WindowList>,
    any: Bits,
}

/// The documents of a term.
struct WindowList {
    postings: BlockSegmentPostings,
    /// The place in the block of the first document behind the window.
    at: usize,
    /// How many positions stand in front of those of that document.
    before: u64,
    positions: PositionReader,
    held: Bits,
    entries: Box<[Entry; WINDOW]>,
}

/// Where the positions of a term in a document stand in the file, and how many they are.
#[derive(Debug, Clone, Copy, Default)]
struct Entry {
    before: u64,
    count: u32,
}

impl WordWindow {
    /// In front of the first document. `None` if the words are not two, or if
    /// it is better to skip through their lists.
    pub(super) fn open(
        reader: &SegmentReader,
        field: Field,
        leaves: &[LeafTerms],
    ) -> tantivy::Result<Option<Self>> {
        let [left, right] = leaves else { return Ok(None) };
        if !is_dense(&left.1, &right.1) {
            return Ok(None);
        }
        let index = reader.inverted_index(field)?;
        let files = CompositeFile::open(&reader.open_read(SegmentComponent::Positions)?)?;
        let Some(file) = files.open_read(field) else { return Ok(None) };
        let words =
            [WindowWord::open(left, &index, &file)?, WindowWord::open(right, &index, &file)?];
        // The first window begins with the first search.
        let start = TERMINATED;
        Ok(Some(Self { start, both: [0; WINDOW / 64], words }))
    }

    /// The first document from `target` on with both words; targets must ascend.
    pub(super) fn seek(&mut self, mut target: DocId) -> DocId {
        loop {
            let place = target.checked_sub(self.start).map(|place| place as usize);
            if let Some(found) = place.and_then(|place| first_from(&self.both, place)) {
                return self.start + found;
            }
            if place.is_some() {
                target = target.max(self.start.saturating_add(WINDOW_DOCS));
            }
            let next = self.words.iter().map(WindowWord::next_doc).max().unwrap_or(TERMINATED);
            target = target.max(next);
            if target >= TERMINATED {
                return TERMINATED;
            }
            self.begin_at(target - target % WINDOW_DOCS);
        }
    }

    fn begin_at(&mut self, start: DocId) {
        self.start = start;
        let [left, right] = &mut self.words;
        left.read_window(start);
        right.read_window(start);
        for ((both, left), right) in self.both.iter_mut().zip(&left.any).zip(&right.any) {
            *both = left & right;
        }
    }

    /// Puts the positions of the words in the document that was found last
    /// in the place of each leaf, ascending, each once.
    pub(super) fn read(&mut self, doc: DocId, leaves: &mut [Vec<u32>]) {
        let place = (doc - self.start) as usize;
        for word in &mut self.words {
            if let Some(positions) = leaves.get_mut(word.leaf) {
                word.read(place, positions);
            }
        }
    }
}

/// Whether few blocks of either word's lists are without a document of the
/// other word, and the lists are few.
fn is_dense(left: &[TermInfo], right: &[TermInfo]) -> bool {
    let docs = |terms: &[TermInfo]| terms.iter().map(|term| term.doc_freq).sum::<u32>();
    let (left_docs, right_docs) = (docs(left), docs(right));
    let blocks = left_docs.max(right_docs) / BLOCK_DOCS;
    left_docs.min(right_docs) >= blocks && left.len() + right.len() <= MAX_LISTS
}

impl WindowWord {
    fn open(
        (leaf, terms): &LeafTerms,
        index: &InvertedIndexReader,
        file: &FileSlice,
    ) -> io::Result<Self> {
        let lists = terms.iter().map(|term| WindowList::open(term, index, file));
        let lists = lists.collect::<io::Result<_>>()?;
        Ok(Self { leaf: *leaf, lists, any: [0; WINDOW / 64] })
    }

    fn next_doc(&self) -> DocId {
        self.lists.iter().map(WindowList::next_doc).min().unwrap_or(TERMINATED)
    }

    fn read_window(&mut self, start: DocId) {
        self.any = [0; WINDOW / 64];
        for list in &mut self.lists {
            list.read_window(start);
            for (any, held) in self.any.iter_mut().zip(&list.held) {
                *any |= held;
            }
        }
    }

    fn read(&mut self, place: usize, positions: &mut Vec<u32>) {
        positions.clear();
        let mut lists = 0;
        for list in &mut self.lists {
            lists += usize::from(list.append(place, positions));
        }
        if lists > 1 {
            positions.sort_unstable();
            positions.dedup();
        }
    }
}

impl WindowList {
    fn open(term: &TermInfo, index: &InvertedIndexReader, file: &FileSlice) -> io::Result<Self> {
        let option = IndexRecordOption::WithFreqsAndPositions;
        let positions = file.read_bytes_slice(term.positions_range.clone())?;
        Ok(Self {
            postings: index.read_block_postings_from_terminfo(term, option)?,
            at: 0,
            before: 0,
            positions: PositionReader::open(positions)?,
            held: [0; WINDOW / 64],
            entries: Box::new([Entry::default(); WINDOW]),
        })
    }

    /// The first document behind the window; `TERMINATED` behind the last.
    fn next_doc(&self) -> DocId {
        self.postings.docs().get(self.at).copied().unwrap_or(TERMINATED)
    }

    /// Reads on up to the end of a window.
    fn read_window(&mut self, start: DocId) {
        self.held = [0; WINDOW / 64];
        let end = start.saturating_add(WINDOW_DOCS);
        // Behind the last block there is an empty one.
        while self.next_doc() < end {
            let docs = self.postings.docs().get(self.at..).unwrap_or_default();
            let freqs = self.postings.freqs().get(self.at..).unwrap_or_default();
            let is_whole = docs.last().is_some_and(|last| *last < end);
            let len = if is_whole { docs.len() } else { docs.partition_point(|doc| *doc < end) };
            let mut before = self.before;
            for (doc, count) in docs.iter().zip(freqs).take(len) {
                let place = doc.wrapping_sub(start) as usize;
                if let (Some(entry), Some(held)) =
                    (self.entries.get_mut(place), self.held.get_mut(place / 64))
                {
                    *entry = Entry { before, count: *count };
                    *held |= 1 << (place % 64);
                }
                before += u64::from(*count);
            }
            self.before = before;
            self.at += len;
            if is_whole {
                self.postings.advance();
                self.at = 0;
            }
        }
    }

    /// Appends the positions in a document of the window, ascending; whether
    /// it has the term.
    fn append(&mut self, place: usize, positions: &mut Vec<u32>) -> bool {
        let bits = self.held.get(place / 64).copied().unwrap_or_default();
        let Some(entry) = self.entries.get(place).filter(|_| bits >> (place % 64) & 1 == 1) else {
            return false;
        };
        let start = positions.len();
        positions.resize(start + entry.count as usize, 0);
        let added = positions.get_mut(start..).unwrap_or_default();
        self.positions.read(entry.before, added);
        // Each is stored as its distance to the one in front.
        let mut position = 0;
        for distance in added {
            position += *distance;
            *distance = position;
        }
        true
    }
}

/// The first bit that is set from a place on.
fn first_from(bits: &Bits, place: usize) -> Option<DocId> {
    let first = bits.get(place / 64)? & (u64::MAX << (place % 64));
    let rest = bits.iter().copied().enumerate().skip(place / 64 + 1);
    let (number, bits) =
        std::iter::once((place / 64, first)).chain(rest).find(|(_, bits)| *bits != 0)?;
    DocId::try_from(number * 64).ok().map(|start| start + bits.trailing_zeros())
}
