//! What is read and committed together.

use super::opened;
use super::walk::FileEntry;

/// What is read before a commit.
pub(super) enum Batch {
    /// Small files, with their bytes.
    Small(Vec<FileEntry>, u64),
    /// One file, which may be committed piece by piece.
    Large(Box<FileEntry>),
}

/// Divides files into batches of about so many bytes; there is always one.
pub(super) fn batches(files: Vec<FileEntry>, limit: u64) -> Vec<Batch> {
    let mut batches = vec![Batch::Small(Vec::new(), 0)];
    let mut small = 0;
    for file in files {
        if opened::is_large(&file, limit) {
            batches.push(Batch::Large(Box::new(file)));
            continue;
        }
        if !matches!(batches.get(small), Some(Batch::Small(_, bytes)) if *bytes < limit) {
            small = batches.len();
            batches.push(Batch::Small(Vec::new(), 0));
        }
        if let Some(Batch::Small(files, bytes)) = batches.get_mut(small) {
            *bytes += file.fingerprint.size;
            files.push(file);
        }
    }
    batches
}
