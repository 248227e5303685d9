//! What runs leave behind that were killed: temporary files, and files of
//! segments that no commit knows. The next run would stumble over them, for
//! it gives its files the same names.

use std::fs;
use std::io;
use std::path::Path;

use super::directory::is_of_a_segment;
use super::disk::TEMPORARY;
use super::lock::IndexLock;
use super::manifest::Manifest;

/// Removes what belongs to no commit. The lock says that nobody is writing;
/// readers that are about to open files of an older commit look again.
pub(super) fn remove_litter(
    segments: &Path,
    living: &Manifest,
    _lock: &IndexLock,
) -> io::Result<()> {
    for entry in fs::read_dir(segments)?.flatten() {
        let name = entry.file_name();
        let is_litter = name.to_str().is_some_and(|name| {
            name.starts_with(TEMPORARY) || is_of_a_segment(name) && !living.0.contains_key(name)
        });
        if is_litter {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
