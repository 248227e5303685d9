//! A file of the index whose bytes are compared with what was written, block
//! by block, when they are first read.

use std::fs;
use std::io;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use tantivy::HasLen;
use tantivy::directory::{FileHandle, OwnedBytes};

use super::health::{Fault, Health};
use super::manifest::{BLOCK, FileRecord};

/// A file that hands out no byte that was not written.
#[derive(Debug)]
pub(super) struct CheckedFile {
    inner: Arc<dyn FileHandle>,
    record: Arc<FileRecord>,
    path: PathBuf,
    health: Health,
}

impl CheckedFile {
    /// Guards `inner`, the file at `path`.
    ///
    /// # Errors
    /// If it has not the length that was written.
    pub(super) fn new(
        inner: Arc<dyn FileHandle>,
        record: Arc<FileRecord>,
        path: PathBuf,
        health: Health,
    ) -> io::Result<Self> {
        let (found, written) = (inner.len() as u64, record.len);
        if found != written {
            return Err(health.damaged(&path, Fault::Length { found, written }));
        }
        Ok(Self { inner, record, path, health })
    }

    /// Reads everything and checks it.
    pub(super) fn check_all(&self) -> io::Result<()> {
        self.check(0..self.inner.len())
    }

    /// Reads bytes that were there when the file was opened.
    fn read(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        self.inner.read_bytes(range).map_err(|cause| match cause.kind() {
            io::ErrorKind::UnexpectedEof => {
                let found = fs::metadata(&self.path).map_or(0, |metadata| metadata.len());
                self.health.damaged(&self.path, Fault::Length { found, written: self.record.len })
            }
            _ => cause,
        })
    }

    /// Checks the blocks that hold these bytes and were not checked before.
    fn check(&self, range: Range<usize>) -> io::Result<()> {
        if range.is_empty() {
            return Ok(());
        }
        for block in range.start / BLOCK..range.end.div_ceil(BLOCK) {
            if self.record.is_sound(block) {
                continue;
            }
            let (from, to) = (block * BLOCK, ((block + 1) * BLOCK).min(self.inner.len()));
            if !self.record.check(block, &self.read(from..to)?) {
                let fault = Fault::Changed { from: from as u64, to: to as u64 };
                return Err(self.health.damaged(&self.path, fault));
            }
        }
        Ok(())
    }
}

impl HasLen for CheckedFile {
    fn len(&self) -> usize {
        self.inner.len()
    }
}

impl FileHandle for CheckedFile {
    fn read_bytes(&self, range: Range<usize>) -> io::Result<OwnedBytes> {
        if range.start > range.end || range.end > self.inner.len() {
            return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "reading behind the end"));
        }
        self.check(range.clone())?;
        self.read(range)
    }
}
