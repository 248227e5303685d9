//! What runs leave behind that were killed: temporary files, and files of
//! segments that no commit knows. The next run would stumble over them, for
//! it gives its files the same names.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use tantivy::directory::META_LOCK;
use tantivy::{Directory, Index};

use super::directory::COMMIT_FILE;
use super::lock::IndexLock;

/// Removes what belongs to no commit. The lock says that nobody is writing;
/// readers that are about to open files of an older commit are waited for.
pub(super) fn remove_litter(
    index: &Index,
    segments: &Path,
    _lock: &IndexLock,
) -> tantivy::Result<()> {
    let _readers = index.directory().acquire_lock(&META_LOCK)?;
    let living: HashSet<PathBuf> = index.load_metas()?.list_segment_files();
    for entry in fs::read_dir(segments)?.flatten() {
        let name = PathBuf::from(entry.file_name());
        if is_temporary(&name) || is_of_a_segment(&name) && !living.contains(&name) {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}

fn is_temporary(name: &Path) -> bool {
    name.as_os_str().as_encoded_bytes().starts_with(b".tmp")
}

fn is_of_a_segment(name: &Path) -> bool {
    name != Path::new(COMMIT_FILE) && !name.as_os_str().as_encoded_bytes().starts_with(b".")
}
