//! The index on disk: schema, documents, catalogue, writer and the folder
//! that holds them. The only module that hands tantivy our fields.

mod backup;
mod beside;
mod catalogue;
mod checked_file;
mod checkup;
mod commit;
mod compact_pieces;
mod compaction;
mod content_check;
mod contents;
mod directory;
mod disk;
mod document;
#[cfg(test)]
pub(crate) mod faults;
mod folder;
mod health;
mod litter;
mod lock;
mod manifest;
mod merging;
mod opening;
mod queue;
mod room;
mod row;
mod schema;
mod snapshot;
mod stored;
mod streamed_file;
mod text_hash;
mod tokenizer;
mod writer;

pub use backup::{Copied, restore, snapshot};
pub use catalogue::{Catalogue, Fingerprint, Known};
pub use checkup::{Checkup, check};
pub use commit::CommitSummary;
pub use contents::{Contents, Counted};
pub use document::{Entry, article_document, row_document};
pub use folder::{FOLDER_NAME, IndexFolder, Root, find_index, index_at};
pub use health::{Damage, Fault};
pub use lock::IndexLock;
pub use room::with_need;
pub use row::Row;
pub use schema::{Fields, ROW_STATUS};
pub use stored::{StoredArticle, decode_article};
pub use tokenizer::register_tokenizers;
pub use writer::{IndexWriter, Settings};

/// Version of everything in the index folder.
///
/// 1: one document an article, rows for files without exactly one article.
/// 2: a manifest in the commit file, a checksum in the format file.
/// 3: ids in the columns only; the format file names the folder of the segments.
pub const FORMAT_VERSION: u32 = 3;
