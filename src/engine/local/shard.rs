//! One index opened for reading.

use std::path::Path;

use tantivy::{DocAddress, ReloadPolicy, Searcher, TantivyDocument, TantivyError};

use crate::engine::Stored;
use crate::error::Result;
use crate::index::{CommitSummary, Fields, IndexFolder, decode_article, last_commit};

/// One index as of its last commit.
pub(super) struct Shard {
    pub(super) folder: IndexFolder,
    pub(super) searcher: Searcher,
    pub(super) fields: Fields,
    pub(super) commit: Option<CommitSummary>,
}

impl Shard {
    pub(super) fn open(path: &Path) -> Result<Self> {
        let folder = IndexFolder::open(path)?;
        let index = folder.open_index()?;
        let damaged = |cause: TantivyError| folder.damaged(cause);
        let reader = index.reader_builder().reload_policy(ReloadPolicy::Manual).try_into();
        let searcher = reader.map_err(damaged)?.searcher();
        let commit = last_commit(&index).map_err(damaged)?;
        let fields = Fields::schema().1;
        Ok(Self { folder, searcher, fields, commit })
    }

    pub(super) fn fetch(&self, address: DocAddress) -> Result<Stored> {
        let document: TantivyDocument =
            self.searcher.doc(address).map_err(|cause| self.folder.damaged(cause))?;
        stored(&document, &self.fields).ok_or_else(|| {
            let cause =
                TantivyError::InternalError(format!("article {address:?} cannot be decoded"));
            self.folder.damaged(cause)
        })
    }
}

/// The article that a document stores.
pub(super) fn stored(document: &TantivyDocument, fields: &Fields) -> Option<Stored> {
    use tantivy::schema::Value;
    let text = document.get_first(fields.text)?.as_str()?;
    let meta = document.get_first(fields.meta)?.as_bytes()?;
    let (article, text) = decode_article(text, meta)?;
    Some(Stored { article, text })
}
