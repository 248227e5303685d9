//! One index opened for reading.

use std::sync::Arc;

use tantivy::schema::Field;
use tantivy::{DocAddress, Searcher, TantivyDocument, TantivyError, Term};

use super::columns::ColumnCache;
use super::known_terms::KnownTerms;
use crate::article::{Locator, Status};
use crate::engine::Stored;
use crate::error::Result;
use crate::index::{CommitSummary, Fields, IndexFolder, decode_article};
use crate::query::plan::Leaf;

/// One index as of its last commit.
pub(super) struct Shard {
    pub(super) folder: IndexFolder,
    pub(super) searcher: Searcher,
    pub(super) layout: Layout,
    pub(super) commit: Option<CommitSummary>,
    /// Whether there are withdrawn articles.
    pub(super) has_kills: bool,
    /// What stands in front of every id of this index; empty if it is searched alone.
    pub(super) prefix: String,
}

/// The fields of an index, their columns, and where their terms stand.
#[derive(Clone)]
pub(super) struct Layout {
    pub(super) fields: Fields,
    pub(super) columns: Arc<ColumnCache>,
    pub(super) terms: Arc<KnownTerms>,
}

impl Shard {
    pub(super) fn open(folder: IndexFolder) -> Result<Self> {
        let (searcher, commit) = folder.last_state()?;
        let damaged = |cause: TantivyError| folder.damaged(cause);
        let fields = Fields::schema().1;
        let kill = Term::from_field_text(fields.status, Status::Kill.name());
        let has_kills = searcher.doc_freq(&kill).map_err(damaged)? > 0;
        let columns = Arc::new(ColumnCache::new(searcher.segment_readers(), fields.text));
        let terms = Arc::new(KnownTerms::new(searcher.clone()));
        let layout = Layout { fields, columns, terms };
        Ok(Self { folder, searcher, layout, commit, has_kills, prefix: String::new() })
    }

    pub(super) fn fetch(&self, address: DocAddress) -> Result<Stored> {
        let document: TantivyDocument =
            self.searcher.doc(address).map_err(|cause| self.folder.damaged(cause))?;
        let locator = self.locator(address).map_err(|cause| self.folder.damaged(cause))?;
        stored(locator, &document, &self.layout.fields).ok_or_else(|| {
            let cause =
                TantivyError::InternalError(format!("article {address:?} cannot be decoded"));
            self.folder.damaged(cause)
        })
    }

    /// Where an article came from, as its id says.
    fn locator(&self, address: DocAddress) -> tantivy::Result<Locator> {
        let reader = self.searcher.segment_reader(address.segment_ord);
        let columns = self.layout.columns.of(reader)?;
        let ids = &columns.ids;
        Ok(Locator::parse(&ids.id(&self.prefix, ids.ords(address.doc_id))))
    }
}

/// The field that a word of a plan is looked for in.
pub(super) fn field_of(leaf: &Leaf, fields: &Fields) -> Field {
    leaf.label.and_then(|label| fields.label(label)).unwrap_or(fields.text)
}

/// The article that a document stores.
pub(super) fn stored(
    locator: Locator,
    document: &TantivyDocument,
    fields: &Fields,
) -> Option<Stored> {
    use tantivy::schema::Value;
    let text = document.get_first(fields.text)?.as_str()?;
    let meta = document.get_first(fields.meta)?.as_bytes()?;
    let (article, text) = decode_article(locator, text, meta)?;
    Some(Stored { article, text })
}
