//! Counts over all shards, so that scores are the same however articles are spread.

use std::collections::{HashMap, HashSet};

use tantivy::query::Bm25StatisticsProvider;
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Score, Term};

use super::shard::{Shard, field_of};
use crate::analysis::stem_marker;
use crate::index::{Fields, ROW_STATUS};
use crate::query::plan::{Expansion, Leaf, Plan};

/// Totals of the text field over several shards. Documents that stand for
/// files without an article are not counted.
pub(super) struct Statistics {
    articles: u64,
    living: u64,
    tokens: u64,
}

impl Statistics {
    pub(super) fn new(shards: &[Shard]) -> tantivy::Result<Self> {
        let (mut articles, mut living, mut tokens) = (0, 0, 0_u64);
        for shard in shards {
            let rows = Term::from_field_text(shard.layout.fields.status, ROW_STATUS);
            for segment in shard.searcher.segment_readers() {
                let statuses = segment.inverted_index(shard.layout.fields.status)?;
                let all_rows = statuses.doc_freq(&rows)?;
                let postings = statuses.read_postings(&rows, IndexRecordOption::Basic)?;
                let living_rows = match postings.zip(segment.alive_bitset()) {
                    Some((rows, alive)) => rows.doc_freq_given_deletes(alive),
                    None => all_rows,
                };
                articles += u64::from(segment.max_doc() - all_rows.min(segment.max_doc()));
                living += u64::from(segment.num_docs().saturating_sub(living_rows));
                tokens += segment.inverted_index(shard.layout.fields.text)?.total_num_tokens();
            }
            let correction = shard.commit.map_or(0, |commit| commit.token_correction);
            tokens = tokens.saturating_add_signed(correction);
        }
        Ok(Self { articles, living, tokens })
    }

    /// Articles, those included that were replaced since the last merge.
    pub(super) fn articles(&self) -> u64 {
        self.articles.max(1)
    }

    /// Articles that were not replaced.
    pub(super) fn living(&self) -> u64 {
        self.living
    }

    /// Average number of tokens of an article, in the precision in which
    /// tantivy divides.
    #[expect(clippy::cast_precision_loss, reason = "as tantivy divides")]
    pub(super) fn average_field_norm(&self) -> Score {
        self.tokens as Score / self.articles() as Score
    }

    /// Average number of tokens of an article.
    #[expect(clippy::cast_precision_loss, reason = "token counts are far below 2^52")]
    pub(super) fn average_length(&self) -> f64 {
        self.tokens as f64 / self.articles() as f64
    }
}

/// What tantivy asks for to weigh the terms of one plan.
pub(super) struct PlanStatistics<'a> {
    totals: &'a Statistics,
    frequencies: HashMap<Term, u64>,
}

impl<'a> PlanStatistics<'a> {
    /// The statistics of a resolved plan. Only words that stand for a single
    /// term, or for one in each language, are left to tantivy, so that the
    /// others need no entry.
    pub(super) fn of(plan: &Plan, fields: &Fields, totals: &'a Statistics) -> Self {
        let mut frequencies = HashMap::new();
        for (leaf, is_divided) in plan.leaves.iter().zip(divided(plan)) {
            if leaf.terms.len() == 1 || is_divided {
                let articles = leaf.articles();
                let field = field_of(leaf, fields);
                let terms = leaf.terms.iter();
                frequencies.extend(
                    terms.map(|known| (Term::from_field_text(field, &known.term), articles)),
                );
            }
        }
        Self { totals, frequencies }
    }
}

/// For each leaf of a plan, whether it stands for several terms of which an
/// article has one at most, and that no other leaf stands for: each of them
/// weighs what all do together.
pub(super) fn divided(plan: &Plan) -> Vec<bool> {
    if plan.leaves.iter().all(|leaf| leaf.terms.len() < 2) {
        return vec![false; plan.leaves.len()];
    }
    let mut uses: HashMap<&str, usize> = HashMap::new();
    let stems = plan.leaves.iter().flat_map(|leaf| &leaf.terms);
    for known in stems.filter(|known| stem_marker(&known.term).is_some()) {
        *uses.entry(known.term.as_str()).or_default() += 1;
    }
    let is_divided = |leaf: &Leaf| {
        let mut languages = HashSet::new();
        let mut is_alone = |known: &Expansion| {
            let marker = stem_marker(&known.term);
            let is_first = marker.is_some_and(|marker| languages.insert(marker));
            is_first && uses.get(known.term.as_str()) == Some(&1)
        };
        leaf.label.is_none() && leaf.terms.len() > 1 && leaf.terms.iter().all(&mut is_alone)
    };
    plan.leaves.iter().map(is_divided).collect()
}

impl Bm25StatisticsProvider for PlanStatistics<'_> {
    fn total_num_tokens(&self, _field: Field) -> tantivy::Result<u64> {
        Ok(self.totals.tokens)
    }

    fn total_num_docs(&self) -> tantivy::Result<u64> {
        Ok(self.totals.articles())
    }

    fn doc_freq(&self, term: &Term) -> tantivy::Result<u64> {
        let known = self.frequencies.get(term).copied();
        Ok(known.unwrap_or_default().min(self.totals.articles()))
    }
}
