//! A file of the index as a writer reads it: a block at a time, into memory
//! that is given back.
//!
//! Merging reads its segments from end to end. Were they mapped, all their
//! pages would count as memory of the writer, and grow with the archive.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

use super::manifest::BLOCK;

/// A file that is read, not mapped.
#[derive(Debug)]
pub(super) struct StreamedFile {
    len: usize,
    reader: Mutex<Reader>,
}

#[derive(Debug)]
struct Reader {
    file: File,
    /// The block that was read last, by its number.
    last: Option<(usize, OwnedBytes)>,
}

impl StreamedFile {
    /// Opens the file at `path`.
    ///
    /// # Errors
    /// If it cannot be opened.
    pub(super) fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let len = usize::try_from(file.metadata()?.len()).map_err(io::Error::other)?;
        Ok(Self { len, reader: Mutex::new(Reader { file, last: None }) })
    }
}

impl Reader {
    fn read(&mut self, range: Range<usize>) -> io::Result<OwnedBytes> {
        let mut bytes = vec![0; range.len()];
        self.file.seek(SeekFrom::Start(range.start as u64))?;
        self.file.read_exact(&mut bytes)?;
        Ok(OwnedBytes::new(bytes))
    }

    fn block(&mut self, number: usize, len: usize) -> io::Result<OwnedBytes> {
        if let Some((_, block)) = self.last.as_ref().filter(|(last, _)| *last == number) {
            return Ok(block.clone());
        }
        let block = self.read(number * BLOCK..((number + 1) * BLOCK).min(len))?;
        self.last = Some((number, block.clone()));
        Ok(block)
    }
}

impl HasLen for StreamedFile {
    fn len(&self) -> usize {
        self.len
    }
}

impl FileHandle for StreamedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.len {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "reading behind the end"));
        }
        if range.is_empty() {
            return Ok(OwnedBytes::empty());
        }
        let mut reader = self.reader.lock().unwrap_or_else(PoisonError::into_inner);
        let number = range.start / BLOCK;
        let start = number * BLOCK;
        if range.end > start + BLOCK {
            return reader.read(range);
        }
        let block = reader.block(number, self.len)?;
        Ok(block.slice(range.start - start..range.end - start))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn any_part_is_read_as_it_stands(
            len in 0..3 * BLOCK,
            parts in proptest::collection::vec((0..3 * BLOCK + 2, 0..2 * BLOCK), 1..20),
        ) {
            let bytes: Vec<u8> = (0..len).map(|at| (at % 251).to_le_bytes()[0]).collect();
            let file = tempfile::NamedTempFile::new().unwrap();
            std::fs::write(file.path(), &bytes).unwrap();
            let streamed = StreamedFile::open(file.path()).unwrap();
            for (start, len) in parts {
                let read = streamed.read_bytes(start..start + len).ok();
                let expected = bytes.get(start..start + len);
                proptest::prop_assert_eq!(read.as_deref(), expected);
            }
        }
    }
}
