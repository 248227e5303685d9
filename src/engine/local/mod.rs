//! The engine on this machine's disk: tantivy underneath, our conditions and
//! our score on top.

mod collect;
mod copies;
mod expand;
mod filters;
mod guarded;
mod interval_query;
mod lower;
mod matcher;
mod positions;
mod rescore;
mod shard;
mod spelling;
mod statistics;
mod union;
mod weights;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use tantivy::collector::Collector;
use tantivy::query::{EnableScoring, Weight};
use tantivy::{DocAddress, Term};

use self::collect::{BestOf, Candidate, SegmentBest};
use self::copies::fold_copies;
use self::lower::Lowering;
use self::rescore::rescore;
use self::shard::Shard;
use self::statistics::Statistics;
use self::weights::LeafWeights;
use super::{Engine, Handle, Ranked, RankedHit, Sort, Stored, Window};
use crate::article::{Locator, Status};
use crate::error::{Error, ErrorKind, Result, SkipReason};
use crate::index::{Catalogue, IndexFolder, ROW_STATUS};
use crate::query::ast::Filter;
use crate::query::note::Note;
use crate::query::plan::{Node, Plan};

/// The first results are scored again with all parts of the score; their
/// number is fixed, so that a longer list begins like a shorter one.
const RESCORED: usize = 100;

/// One or more indexes on disk, as of their last commits.
pub struct LocalEngine {
    shards: Vec<Shard>,
    statistics: Statistics,
}

/// What is in one or more indexes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct IndexStatus {
    /// Files in the catalogue.
    pub files: usize,
    /// Files that gave no article, by reason.
    pub skips: BTreeMap<SkipReason, usize>,
    /// Segments.
    pub segments: usize,
    /// Bytes on disk.
    pub bytes: u64,
}

/// A match with the shard that holds it.
#[derive(Debug, Clone)]
struct Found {
    shard: usize,
    candidate: Candidate,
}

impl LocalEngine {
    /// Opens index folders for reading.
    ///
    /// # Errors
    /// If one is not there, damaged, or of another format.
    pub fn open(folders: &[PathBuf]) -> Result<Self> {
        let shards = folders.iter().map(|path| Shard::open(path)).collect::<Result<Vec<_>>>()?;
        let Some(first) = shards.first() else {
            return Err(Error::new(ErrorKind::Usage, "no index was named"));
        };
        let statistics = Statistics::new(&shards).map_err(|cause| first.folder.damaged(cause))?;
        Ok(Self { shards, statistics })
    }

    /// The index folders that are searched.
    pub fn folders(&self) -> impl Iterator<Item = &IndexFolder> {
        self.shards.iter().map(|shard| &shard.folder)
    }

    /// The index folder that holds an article.
    #[must_use]
    pub fn folder_of(&self, handle: Handle) -> Option<&IndexFolder> {
        self.shards.get(handle.shard as usize).map(|shard| &shard.folder)
    }

    /// What is in the indexes, by reading their columns.
    ///
    /// # Errors
    /// If a column cannot be read.
    pub fn status(&self) -> Result<IndexStatus> {
        let mut status = IndexStatus::default();
        for shard in &self.shards {
            let damaged = |cause| shard.folder.damaged(cause);
            let segments = shard.searcher.segment_readers();
            status.segments += segments.len();
            let catalogue = Catalogue::load(segments.iter()).map_err(damaged)?;
            status.files += catalogue.len();
            for skip in catalogue.files().filter_map(|(_, known)| known.skip) {
                *status.skips.entry(skip).or_default() += 1;
            }
            let usage = shard.searcher.space_usage().map_err(|cause| damaged(cause.into()))?;
            status.bytes += usage.total().get_bytes();
        }
        Ok(status)
    }

    fn weight(
        &self,
        shard: &Shard,
        plan: &Arc<Plan>,
        scoring: bool,
    ) -> tantivy::Result<Box<dyn Weight>> {
        let kill = Term::from_field_text(shard.fields.status, Status::Kill.name());
        let lowering = Lowering {
            fields: shard.fields,
            schema: shard.searcher.schema().clone(),
            statistics: &self.statistics,
            weights: LeafWeights::new(plan),
            plan: Arc::clone(plan),
            has_kills: shard.searcher.doc_freq(&kill)? > 0,
        };
        let query = lowering.query();
        let scoring = if scoring {
            EnableScoring::enabled_from_statistics_provider(&self.statistics, &shard.searcher)
        } else {
            EnableScoring::disabled_from_searcher(&shard.searcher)
        };
        query.weight(scoring)
    }

    /// The exact total and the best `limit` matches, in order.
    fn best(&self, plan: &Arc<Plan>, limit: usize, sort: Sort) -> Result<(u64, Vec<Found>)> {
        let (mut total, mut found) = (0, Vec::new());
        for (number, shard) in self.shards.iter().enumerate() {
            let segments = self
                .collect(shard, plan, limit, sort)
                .map_err(|cause| shard.folder.damaged(cause))?;
            for segment in segments {
                total += segment.total;
                let candidates = segment.candidates.into_iter();
                found.extend(candidates.map(|candidate| Found { shard: number, candidate }));
            }
        }
        found.sort_unstable_by(|a, b| a.compare(b, sort));
        found.truncate(limit);
        Ok((total, found))
    }

    fn collect(
        &self,
        shard: &Shard,
        plan: &Arc<Plan>,
        limit: usize,
        sort: Sort,
    ) -> tantivy::Result<Vec<SegmentBest>> {
        let collector = BestOf { limit, sort };
        let weight = self.weight(shard, plan, collector.requires_scoring())?;
        let segments = shard.searcher.segment_readers().iter().zip(0..);
        segments
            .map(|(reader, ordinal)| collector.collect_segment(weight.as_ref(), ordinal, reader))
            .collect()
    }
}

impl Found {
    fn compare(&self, other: &Self, sort: Sort) -> std::cmp::Ordering {
        self.candidate.compare(&other.candidate, sort).then(self.shard.cmp(&other.shard))
    }

    fn handle(&self) -> Handle {
        Handle {
            shard: u32::try_from(self.shard).unwrap_or(u32::MAX),
            segment: self.candidate.segment,
            document: self.candidate.doc,
        }
    }
}

impl Engine for LocalEngine {
    fn resolve(&self, plan: &mut Plan) -> Result<Vec<Note>> {
        for leaf in &mut plan.leaves {
            expand::expand(&self.shards, &self.statistics, leaf)?;
        }
        self.absent_words(plan)
    }

    fn search(&self, plan: &Plan, window: Window) -> Result<Ranked> {
        let plan = Arc::new(plan.clone());
        let wanted = window.offset.saturating_add(window.limit);
        let mut depth = wanted.max(RESCORED);
        loop {
            let (total, mut found) = self.best(&plan, depth, window.sort)?;
            if window.sort == Sort::Relevance {
                self.rescore_first(&plan, &mut found)?;
            }
            let collected = found.len();
            let folded = fold_copies(&self.shards, found)?;
            if folded.len() < wanted && (collected as u64) < total {
                depth = depth.saturating_mul(4);
                continue;
            }
            let shown = folded.into_iter().skip(window.offset).take(window.limit);
            let hits = self.counted(&plan, shown.collect())?;
            return Ok(Ranked { total, hits });
        }
    }

    fn count(&self, plan: &Plan) -> Result<u64> {
        let plan = Arc::new(plan.clone());
        self.best(&plan, 0, Sort::Relevance).map(|(total, _)| total)
    }

    fn fetch(&self, handle: Handle) -> Result<Stored> {
        let shard = self.shards.get(handle.shard as usize).ok_or_else(|| {
            Error::new(ErrorKind::Internal, "a result points to an index that is not open")
        })?;
        shard.fetch(DocAddress::new(handle.segment, handle.document))
    }

    fn find(&self, id: &str) -> Result<Option<Stored>> {
        let root = Node::Filter(0);
        let filters = vec![Filter::Id(Locator::parse(id).id())];
        let plan = Plan { root, filters, names_status: true, ..Plan::default() };
        let window = Window { offset: 0, limit: 1, sort: Sort::Newest };
        let ranked = self.search(&plan, window)?;
        ranked.hits.first().map(|hit| self.fetch(hit.handle)).transpose()
    }

    fn article_count(&self) -> u64 {
        let alive = |shard: &Shard| {
            let rows = Term::from_field_text(shard.fields.status, ROW_STATUS);
            shard
                .searcher
                .num_docs()
                .saturating_sub(shard.searcher.doc_freq(&rows).unwrap_or_default())
        };
        self.shards.iter().map(alive).sum()
    }

    fn generation(&self) -> u64 {
        let commits = self.shards.iter().filter_map(|shard| shard.commit);
        commits.map(|commit| commit.generation).max().unwrap_or_default()
    }
}

impl LocalEngine {
    /// Scores the first results again and puts them in order.
    fn rescore_first(&self, plan: &Plan, found: &mut [Found]) -> Result<()> {
        let first = found.len().min(RESCORED);
        let Some(window) = found.get_mut(..first) else { return Ok(()) };
        for (number, shard) in self.shards.iter().enumerate() {
            let own = window.iter_mut().filter(|found| found.shard == number);
            let candidates = own.map(|found| &mut found.candidate).collect();
            rescore(shard, plan, &self.statistics, candidates)
                .map_err(|cause| shard.folder.damaged(cause))?;
        }
        window.sort_by(|a, b| a.compare(b, Sort::Relevance));
        Ok(())
    }

    /// The hits with the number of their copies.
    fn counted(&self, plan: &Arc<Plan>, shown: Vec<(Found, u64)>) -> Result<Vec<RankedHit>> {
        let mut hits = Vec::with_capacity(shown.len());
        let hashes: Vec<u64> = shown.iter().map(|(_, hash)| *hash).collect();
        let mut counts = vec![0; hashes.len()];
        for shard in &self.shards {
            let mut count = || {
                let weight = self.weight(shard, plan, false)?;
                copies::count_copies(shard, weight.as_ref(), &hashes, &mut counts)
            };
            count().map_err(|cause| shard.folder.damaged(cause))?;
        }
        for ((found, _), copies) in shown.into_iter().zip(counts) {
            hits.push(RankedHit { handle: found.handle(), score: found.candidate.score, copies });
        }
        Ok(hits)
    }

    /// A note for every word that occurs nowhere, with the nearest spellings.
    fn absent_words(&self, plan: &Plan) -> Result<Vec<Note>> {
        let mut notes = Vec::new();
        for (number, clause) in plan.clauses.iter().enumerate() {
            let leaves = plan.leaves.iter().filter(|leaf| leaf.clause == number);
            let known = leaves.clone().any(|leaf| !leaf.terms.is_empty());
            let Some(leaf) = leaves.clone().next().filter(|_| !known) else { continue };
            let spellings = spelling::nearest(&self.shards, &self.statistics, leaf)?;
            notes.push(Note {
                code: "W3",
                span: clause.span,
                message: format!("`{}` occurs nowhere in this archive", clause.text),
                help: (!spellings.is_empty()).then(|| format!("nearest: {}", spellings.join(", "))),
            });
        }
        Ok(notes)
    }
}
