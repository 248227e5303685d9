//! Which segments are merged, and when: between a commit and the next
//! document, so that what a merge takes and what segments under construction
//! take do not add up.

use std::fs;
use std::path::PathBuf;

use tantivy::IndexWriter;
use tantivy::index::{SegmentComponent, SegmentMeta};
use tantivy::merge_policy::{LogMergePolicy, MergeCandidate, MergePolicy};
use tantivy::schema::document::Document;

/// The largest file of stored documents, in bytes, of a segment that is merged
/// again: tantivy reads it in one piece. Merged segments become several times
/// as large, so that there are few of them all the same.
const LARGEST_STORE: u64 = 16 << 20;
/// Segments of about the same size that are merged, at least; the dictionaries
/// of all of them are in memory then.
const FEWEST: usize = 4;
/// From which share of removed documents on a segment is written anew.
const REMOVED: f32 = 0.2;

/// Merges segments of about the same size, but not the largest ones, so that a
/// merge takes no more memory the larger the index is.
#[derive(Debug)]
pub(super) struct BoundedMerges {
    folder: PathBuf,
    by_size: LogMergePolicy,
}

impl BoundedMerges {
    /// For the segments in `folder`.
    pub(super) fn new(folder: PathBuf) -> Self {
        let mut by_size = LogMergePolicy::default();
        by_size.set_min_num_segments(FEWEST);
        by_size.set_del_docs_ratio_before_merge(REMOVED);
        Self { folder, by_size }
    }

    /// Merges committed segments, one group of them after the other; whether
    /// any were. What fails leaves its segments as they were, and is tried
    /// again after the next commit.
    pub(super) fn merge<D: Document>(&self, writer: &mut IndexWriter<D>) -> bool {
        let segments = writer.index().searchable_segment_metas().unwrap_or_default();
        let mut has_merged = false;
        for candidate in self.compute_merge_candidates(&segments) {
            has_merged |= writer.merge(&candidate.0).wait().is_ok();
        }
        has_merged
    }

    fn may_merge(&self, segment: &SegmentMeta) -> bool {
        let store = self.folder.join(segment.relative_path(SegmentComponent::Store));
        let len = fs::metadata(store).map_or(0, |metadata| metadata.len());
        // Documents that remain of others are read one by one.
        len <= LARGEST_STORE || is_sparse(segment)
    }
}

fn is_sparse(segment: &SegmentMeta) -> bool {
    f64::from(segment.num_deleted_docs()) > f64::from(segment.max_doc()) * f64::from(REMOVED)
}

impl MergePolicy for BoundedMerges {
    fn compute_merge_candidates(&self, segments: &[SegmentMeta]) -> Vec<MergeCandidate> {
        let segments: Vec<SegmentMeta> =
            segments.iter().filter(|segment| self.may_merge(segment)).cloned().collect();
        self.by_size.compute_merge_candidates(&segments)
    }
}

#[cfg(test)]
mod tests {
    use std::fs::File;

    use tantivy::Index;
    use tantivy::index::SegmentId;
    use tantivy::schema::Schema;

    use super::*;

    #[test]
    fn the_largest_segments_are_left_alone() {
        let folder = tempfile::TempDir::new().unwrap();
        let index = Index::create_in_ram(Schema::builder().build());
        let segment = |bytes: u64| {
            let meta = index.new_segment_meta(SegmentId::generate_random(), 50_000);
            let path = folder.path().join(meta.relative_path(SegmentComponent::Store));
            File::create(path).unwrap().set_len(bytes).unwrap();
            meta
        };
        let segments: Vec<SegmentMeta> =
            (0..20).map(|number| segment(if number < 8 { 1 } else { LARGEST_STORE + 1 })).collect();
        let policy = BoundedMerges::new(folder.path().to_owned());
        let candidates = policy.compute_merge_candidates(&segments);
        let mut merged: Vec<SegmentId> = candidates.into_iter().flat_map(|it| it.0).collect();
        let mut expected: Vec<SegmentId> = segments.iter().take(8).map(SegmentMeta::id).collect();
        merged.sort();
        expected.sort();
        assert_eq!(merged, expected);
        assert!(!policy.compute_merge_candidates(&segments[8 - FEWEST..]).is_empty());
        assert!(policy.compute_merge_candidates(&segments[9 - FEWEST..]).is_empty());
    }
}
