//! The index on disk: schema, documents, catalogue, writer and the folder
//! that holds them. The only module that hands tantivy our fields.

mod catalogue;
mod compact_pieces;
mod directory;
mod document;
mod folder;
mod schema;
mod stored;
mod tokenizer;
mod writer;

pub use catalogue::{Catalogue, Fingerprint, Known};
pub use document::{Entry, article_document, row_document};
pub use folder::{FOLDER_NAME, IndexFolder, Root, find_index};
pub use schema::{Fields, ROW_STATUS};
pub use stored::{StoredArticle, decode_article};
pub use tokenizer::register_tokenizers;
pub(crate) use writer::last_commit;
pub use writer::{CommitSummary, IndexWriter, Settings};

/// Version of everything in the index folder.
///
/// 1: one document an article, rows for files without exactly one article.
pub const FORMAT_VERSION: u32 = 1;
