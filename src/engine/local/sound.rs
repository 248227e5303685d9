//! No answer from a damaged index: what reading its files brought to light
//! counts more than what came of an operation.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};

use crate::error::{Error, Result};
use crate::index::IndexFolder;

/// Does something with these indexes. Damage that was noticed meanwhile is
/// the outcome, also of a panic; other panics go on.
pub(super) fn checked<'a, T, E: From<Error>>(
    folders: impl IntoIterator<Item = &'a IndexFolder> + Clone,
    work: impl FnOnce() -> Result<T, E>,
) -> Result<T, E> {
    let outcome = catch_unwind(AssertUnwindSafe(work));
    for folder in folders.clone() {
        folder.intact()?;
    }
    outcome.unwrap_or_else(|panic| {
        for folder in folders {
            folder.verify()?;
        }
        resume_unwind(panic)
    })
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::time::Duration;

    use super::*;
    use crate::error::ErrorKind;
    use crate::index::{Entry, Fingerprint, IndexLock, IndexWriter, Row, Settings, row_document};

    fn index(path: &Path) -> IndexFolder {
        IndexFolder::make(path).unwrap();
        let folder = IndexFolder::open_or_create(path, Vec::new()).unwrap();
        let lock = IndexLock::take(path, Duration::ZERO, &|| false).unwrap();
        let settings = Settings { threads: 1, memory: 15 << 20 };
        let mut writer = IndexWriter::open(&folder, lock, settings, 0).unwrap();
        let fingerprint = Fingerprint::default();
        let entry = Entry { file: "a.txt", fingerprint, generation: 1 };
        writer.add(row_document(entry, &Row::default(), writer.fields()), 1).unwrap();
        writer.commit(1).unwrap();
        writer.finish().unwrap();
        folder
    }

    #[test]
    fn a_panic_over_a_damaged_index_is_damage() {
        let home = tempfile::tempdir().unwrap();
        let folder = index(home.path()).trusted();
        let panicking = || checked([&folder], || -> Result<()> { panic!("as tantivy does") });
        assert!(catch_unwind(AssertUnwindSafe(panicking)).is_err());
        let store =
            std::fs::read_dir(folder.segments()).unwrap().map(|entry| entry.unwrap().path());
        let is_store = |path: &std::path::PathBuf| path.extension().is_some_and(|e| e == "store");
        let store = store.into_iter().find(is_store).unwrap();
        let mut bytes = std::fs::read(&store).unwrap();
        bytes[0] ^= 1;
        std::fs::write(&store, bytes).unwrap();
        let error = panicking().unwrap_err();
        assert_eq!(error.kind(), ErrorKind::IndexDamaged);
        assert!(error.to_string().contains(store.to_str().unwrap()), "{error}");
    }
}
