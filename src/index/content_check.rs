//! Whether what an index holds fits together: stored articles can be decoded,
//! columns and postings are those of the texts.

use std::panic::{AssertUnwindSafe, catch_unwind};

use tantivy::columnar::StrColumn;
use tantivy::postings::Postings;
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::tokenizer::{TextAnalyzer, TokenStream};
use tantivy::{DocId, DocSet, Searcher, SegmentReader, TERMINATED, TantivyDocument};
use xxhash_rust::xxh3::xxh3_64_with_seed;

use super::folder::IndexFolder;
use super::health::{Damage, Fault};
use super::schema::{Fields, ROW_STATUS, TEXT_TOKENIZER};
use super::stored::decode_article;
use super::text_hash::folded_hash;
use crate::article::Locator;
use crate::error::Result;

/// Checks all segments and adds what is wrong, at most once for each.
/// Returns the number of articles.
pub(super) fn check_contents(
    folder: &IndexFolder,
    searcher: &Searcher,
    damages: &mut Vec<Damage>,
) -> Result<u64> {
    let mut articles = 0;
    for reader in searcher.segment_readers() {
        let mut segment = Segment { reader, fields: Fields::schema().1, articles: 0 };
        let tokenizer = searcher.index().tokenizers().get(TEXT_TOKENIZER).unwrap_or_default();
        let checked = catch_unwind(AssertUnwindSafe(|| segment.check(tokenizer)));
        articles += segment.articles;
        let (part, what) = match checked {
            Ok(Ok(())) => continue,
            Ok(Err(Wrong::Content(part, what))) => (part, what),
            Ok(Err(Wrong::Unreadable(cause))) => {
                folder.intact()?;
                ("store", cause.to_string())
            }
            Err(_) => ("store", "reading what it holds failed".to_owned()),
        };
        let name = format!("{}.{part}", reader.segment_id().uuid_string());
        damages.push(Damage { path: folder.segments().join(name), fault: Fault::Content(what) });
    }
    Ok(articles)
}

/// Why a segment does not fit together.
enum Wrong {
    /// The kind of file that is wrong, and how.
    Content(&'static str, String),
    Unreadable(tantivy::TantivyError),
}

impl<E: Into<tantivy::TantivyError>> From<E> for Wrong {
    fn from(cause: E) -> Self {
        Self::Unreadable(cause.into())
    }
}

struct Segment<'a> {
    reader: &'a SegmentReader,
    fields: Fields,
    articles: u64,
}

impl Segment<'_> {
    fn check(&mut self, mut tokenizer: TextAnalyzer) -> Result<(), Wrong> {
        let written = self.written_tokens(&mut tokenizer)?;
        let indexed = self.indexed_tokens(written.len())?;
        for doc in self.reader.doc_ids_alive() {
            let at = doc as usize;
            if written.get(at) != indexed.get(at) {
                let what = format!("postings are not those of the text of `{}`", self.id(doc)?);
                return Err(Wrong::Content("idx", what));
            }
        }
        Ok(())
    }

    /// Decodes all articles; returns a sum over the tokens of each.
    fn written_tokens(&mut self, tokenizer: &mut TextAnalyzer) -> Result<Vec<u64>, Wrong> {
        let store = self.reader.get_store_reader(1)?;
        let hashes = self.reader.fast_fields().u64("text_hash")?;
        let mut sums = vec![0; self.reader.max_doc() as usize];
        for doc in self.reader.doc_ids_alive() {
            let id = self.id(doc)?;
            let document: TantivyDocument = store.get(doc)?;
            let bad = |what: &str| Wrong::Content("store", format!("`{id}` {what}"));
            let text = document.get_first(self.fields.text).and_then(|text| text.as_str());
            let Some(text) = text else {
                if self.is_row(doc)? {
                    continue;
                }
                return Err(bad("has no text"));
            };
            let meta = document.get_first(self.fields.meta).and_then(|meta| meta.as_bytes());
            let article = meta.and_then(|meta| decode_article(Locator::default(), text, meta));
            article.ok_or_else(|| bad("cannot be decoded"))?;
            if hashes.first(doc) != Some(folded_hash(text)) {
                return Err(bad("is stored with the text of another article"));
            }
            if let Some(sum) = sums.get_mut(doc as usize) {
                tokenizer.token_stream(text).process(&mut |token| {
                    *sum = added(*sum, token.text.as_bytes(), token.position as u64);
                });
            }
            self.articles += 1;
        }
        Ok(sums)
    }

    /// The same sums, from the postings.
    fn indexed_tokens(&self, docs: usize) -> Result<Vec<u64>, Wrong> {
        let mut sums = vec![0; docs];
        let index = self.reader.inverted_index(self.fields.text)?;
        let mut terms = index.terms().stream()?;
        let mut positions = Vec::new();
        while let Some((term, info)) = terms.next() {
            let option = IndexRecordOption::WithFreqsAndPositions;
            let mut postings = index.read_postings_from_terminfo(info, option)?;
            while postings.doc() != TERMINATED {
                postings.positions(&mut positions);
                let Some(sum) = sums.get_mut(postings.doc() as usize) else {
                    let what = format!("a posting of document {}", postings.doc());
                    return Err(Wrong::Content("idx", what));
                };
                for position in &positions {
                    *sum = added(*sum, term, u64::from(*position));
                }
                postings.advance();
            }
        }
        Ok(sums)
    }

    /// The id that the catalogue has for a document.
    fn id(&self, doc: DocId) -> Result<String, Wrong> {
        Ok(self.value("file", doc)? + &self.value("suffix", doc)?)
    }

    fn is_row(&self, doc: DocId) -> Result<bool, Wrong> {
        Ok(self.value("status", doc)? == ROW_STATUS)
    }

    fn value(&self, column: &str, doc: DocId) -> Result<String, Wrong> {
        let column: Option<StrColumn> = self.reader.fast_fields().str(column)?;
        let mut value = String::new();
        if let Some(column) = column
            && let Some(ord) = column.ords().first(doc)
        {
            column.ord_to_str(ord, &mut value)?;
        }
        Ok(value)
    }
}

/// A sum that does not depend on the order of what is added.
fn added(sum: u64, term: &[u8], position: u64) -> u64 {
    sum.wrapping_add(xxh3_64_with_seed(term, position))
}
