//! Counts over all shards, so that scores are the same however articles are spread.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use tantivy::Term;
use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::Field;

use super::shard::Shard;
use crate::index::ROW_STATUS;

/// Statistics of the text field over several shards. Documents that stand for
/// files without an article are not counted.
pub(super) struct Statistics {
    articles: u64,
    tokens: u64,
    frequencies: Mutex<HashMap<Term, u64>>,
}

impl Statistics {
    pub(super) fn new(shards: &[Shard]) -> tantivy::Result<Self> {
        let (mut articles, mut tokens) = (0, 0);
        for shard in shards {
            let rows = Term::from_field_text(shard.fields.status, ROW_STATUS);
            for segment in shard.searcher.segment_readers() {
                let rows = segment.inverted_index(shard.fields.status)?.doc_freq(&rows)?;
                articles += u64::from(segment.max_doc() - rows.min(segment.max_doc()));
                tokens += segment.inverted_index(shard.fields.text)?.total_num_tokens();
            }
        }
        Ok(Self { articles, tokens, frequencies: Mutex::default() })
    }

    /// Articles, those included that were replaced since the last merge.
    pub(super) fn articles(&self) -> u64 {
        self.articles.max(1)
    }

    /// Average number of tokens of an article.
    #[expect(clippy::cast_precision_loss, reason = "token counts are far below 2^52")]
    pub(super) fn average_length(&self) -> f64 {
        self.tokens as f64 / self.articles() as f64
    }

    /// Remembers in how many articles of all shards a term occurs.
    pub(super) fn record(&self, term: Term, articles: u64) {
        self.frequencies.lock().unwrap_or_else(PoisonError::into_inner).insert(term, articles);
    }
}

impl Bm25StatisticsProvider for Statistics {
    fn total_num_tokens(&self, _field: Field) -> tantivy::Result<u64> {
        Ok(self.tokens)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.articles())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let known = self.frequencies.lock().unwrap_or_else(PoisonError::into_inner);
        Ok(known.get(term).copied().unwrap_or_default().min(self.articles()))
    }
}
