//! Ids that are read when they are needed: a block of a dictionary is unpacked
//! for each, and few are ever shown or decide a tie.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::sync::Arc;

use super::collect::Candidate;
use super::columns::{IdOrds, SegmentColumns};
use super::shard::Shard;
use crate::engine::Handle;

/// The ids of the articles in some indexes.
#[derive(Clone, Copy)]
pub(super) struct Ids<'a>(pub(super) &'a [Shard]);

/// An id, by where it stands in the dictionaries of a segment.
struct PlacedId<'a> {
    handle: Handle,
    prefix: &'a str,
    columns: &'a SegmentColumns,
    ords: IdOrds,
    /// What ids of its file begin with, once it was read.
    file: OnceCell<Arc<str>>,
}

impl<'a> Ids<'a> {
    /// The id of an article of a segment whose columns were opened.
    pub(super) fn text(self, handle: Handle) -> Option<String> {
        self.placed(handle).map(PlacedId::text)
    }

    /// The order of ids: files compare as a whole before what follows them.
    pub(super) fn compare(self, a: Handle, b: Handle) -> Ordering {
        let (Some(own), Some(other)) = (self.placed(a), self.placed(b)) else { return a.cmp(&b) };
        own.compare(&other)
    }

    /// Puts those with the first `count` ids first; there are more.
    pub(super) fn part(self, candidates: &mut [Candidate], count: usize) {
        let placed = |candidate: &Candidate| Some((self.placed(candidate.handle)?, *candidate));
        let placed: Option<Vec<_>> = candidates.iter().map(placed).collect();
        let Some(mut placed) = placed else { return };
        if count < placed.len() {
            placed.select_nth_unstable_by(count, |a, b| a.0.compare(&b.0));
        }
        for (candidate, (_, placed)) in candidates.iter_mut().zip(placed) {
            *candidate = placed;
        }
    }

    /// The one with the first id; few are read if those of a segment stand
    /// side by side.
    pub(super) fn first(self, handles: &[Handle]) -> Option<Handle> {
        let segment = |handle: &Handle| (handle.shard, handle.segment);
        let segments = handles.chunk_by(|a, b| segment(a) == segment(b));
        let firsts = segments.filter_map(|own| {
            let (one, others) = own.split_first()?;
            let mut first = self.placed(*one)?;
            for other in others {
                first.or(*other);
            }
            Some(first)
        });
        firsts.min_by(PlacedId::compare).map(|first| first.handle)
    }

    fn placed(self, handle: Handle) -> Option<PlacedId<'a>> {
        let shard = self.0.get(handle.shard as usize)?;
        let columns = shard.layout.columns.opened(handle.segment)?;
        let ords = columns.ids.ords(handle.document);
        let file = OnceCell::new();
        Some(PlacedId { handle, prefix: &shard.prefix, columns, ords, file })
    }
}

impl PlacedId<'_> {
    /// Whether an article is in the same segment.
    fn is_beside(&self, handle: Handle) -> bool {
        (self.handle.shard, self.handle.segment) == (handle.shard, handle.segment)
    }

    /// Becomes the id of another article of the segment, if that is less.
    fn or(&mut self, handle: Handle) {
        let ords = self.columns.ids.ords(handle.document);
        if ords < self.ords {
            (self.handle, self.ords) = (handle, ords);
            self.file.take();
        }
    }

    fn compare(&self, other: &Self) -> Ordering {
        if self.is_beside(other.handle) {
            return self.ords.cmp(&other.ords);
        }
        let suffix = |id: &Self| id.columns.ids.suffix(id.ords);
        self.by_file(other)
            .then_with(|| suffix(self).cmp(&suffix(other)))
            .then_with(|| self.handle.cmp(&other.handle))
    }

    fn text(self) -> String {
        self.columns.ids.id(self.prefix, self.ords)
    }

    fn by_file(&self, other: &Self) -> Ordering {
        let (own, others) = (self.file(), other.file());
        if self.prefix == other.prefix {
            return own.cmp(others);
        }
        [self.prefix, own].concat().cmp(&[other.prefix, others].concat())
    }

    fn file(&self) -> &str {
        self.file.get_or_init(|| self.columns.ids.file(self.ords))
    }
}
