//! The index on disk: schema, documents, catalogue, writer and the folder
//! that holds them. The only module that hands tantivy our fields.

mod catalogue;
mod commit;
mod compact_pieces;
mod compaction;
mod contents;
mod directory;
mod document;
mod folder;
mod litter;
mod lock;
mod queue;
mod schema;
mod stored;
mod tokenizer;
mod writer;

pub use catalogue::{Catalogue, Fingerprint, Known};
pub use commit::CommitSummary;
pub use contents::{Contents, Counted};
pub use document::{Entry, article_document, row_document};
pub use folder::{FOLDER_NAME, IndexFolder, Root, find_index};
pub use lock::IndexLock;
pub use schema::{Fields, ROW_STATUS};
pub use stored::{StoredArticle, decode_article};
pub use tokenizer::register_tokenizers;
pub use writer::{IndexWriter, Settings};

/// Version of everything in the index folder.
///
/// 1: one document an article, rows for files without exactly one article.
pub const FORMAT_VERSION: u32 = 1;
