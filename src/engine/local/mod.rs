//! The engine on this machine's disk: tantivy underneath, our conditions and
//! our score on top.

mod accept;
mod all_words;
mod any_word;
mod collect;
mod columns;
mod copies;
mod dictionary;
mod execution;
mod expand;
mod facets;
mod filters;
mod frequencies;
mod guarded;
mod hyphens;
mod ids;
mod interval_query;
mod known_terms;
mod languages;
mod lower;
mod matcher;
mod matches;
mod newness;
mod periods;
mod positions;
mod prefix;
mod ranked;
mod rescore;
mod rounded;
mod score_window;
mod shard;
mod sound;
mod source;
mod spelling;
mod statistics;
mod story;
mod union;
mod units;
mod weights;
mod word_lists;
mod word_window;

use std::collections::HashSet;
use std::path::PathBuf;
use std::sync::OnceLock;

use tantivy::DocAddress;

use self::columns::article_ids;
use self::hyphens::KnownHyphenations;
use self::languages::stem_languages;
use self::prefix::prefixes;
use self::shard::Shard;
use self::statistics::Statistics;
use super::explanation::{Frequencies, ScoreStory};
use super::{
    Engine, Facet, FacetCounts, Handle, Match, MatchOrder, Period, PeriodCounts, Ranked, RankedHit,
    Sort, Stored, TermCount, Unresolved, Window, out_of_time,
};
use crate::analysis::StemLanguage;
use crate::article::Locator;
use crate::error::{Error, ErrorKind, Result};
use crate::index::IndexFolder;
use crate::query::ast::Filter;
use crate::query::note::Note;
use crate::query::plan::{Leaf, Node, Plan};
use crate::query::stop::Stop;

/// One or more indexes on disk, as of their last commits.
pub struct LocalEngine {
    shards: Vec<Shard>,
    statistics: Statistics,
    hyphenations: KnownHyphenations,
    languages: OnceLock<Vec<StemLanguage>>,
}

impl LocalEngine {
    /// Opens index folders for reading; one that is named twice is searched once.
    ///
    /// # Errors
    /// If one is not there, damaged, or of another format.
    pub fn open(folders: &[PathBuf]) -> Result<Self> {
        Self::over(folders.iter().map(|path| IndexFolder::open(path)).collect::<Result<_>>()?)
    }

    /// The same over folders that were opened already.
    ///
    /// # Errors
    /// If one is damaged.
    pub fn over(mut folders: Vec<IndexFolder>) -> Result<Self> {
        let mut seen = HashSet::new();
        folders.retain(|folder| {
            let path = folder.path();
            seen.insert(path.canonicalize().unwrap_or_else(|_| path.to_owned()))
        });
        sound::checked(&folders.clone(), || Self::open_shards(folders))
    }

    fn open_shards(folders: Vec<IndexFolder>) -> Result<Self> {
        let mut shards = folders.into_iter().map(Shard::open).collect::<Result<Vec<_>>>()?;
        let prefixes = prefixes(&shards.iter().map(|shard| &shard.folder).collect::<Vec<_>>());
        for (shard, prefix) in shards.iter_mut().zip(prefixes) {
            shard.prefix = prefix;
        }
        let Some(first) = shards.first() else {
            return Err(Error::new(ErrorKind::Usage, "no index was named"));
        };
        let statistics = Statistics::new(&shards).map_err(|cause| first.folder.damaged(cause))?;
        let hyphenations = KnownHyphenations::default();
        Ok(Self { shards, statistics, hyphenations, languages: OnceLock::new() })
    }

    /// Does something with the indexes; damage that is noticed meanwhile is
    /// its outcome, whatever came of it.
    fn checked<T, E: From<Error>>(&self, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
        sound::checked(self.shards.iter().map(|shard| &shard.folder), work)
    }

    /// The index folders that are searched, by the numbers that handles have,
    /// with what ids of their articles begin with beside the names of their roots.
    pub fn folders(&self) -> impl Iterator<Item = (&IndexFolder, &str)> {
        self.shards.iter().map(|shard| (&shard.folder, shard.prefix.as_str()))
    }
}

/// # Errors
/// If it is asked to stop.
fn in_time(stop: &Stop) -> Result<()> {
    if stop.asked() { Err(out_of_time()) } else { Ok(()) }
}

impl Engine for LocalEngine {
    fn resolve(&self, plan: &mut Plan) -> Result<(), Unresolved> {
        if plan.since_generation > 0 && self.shards.len() > 1 {
            return Err(Error::new(
                ErrorKind::Usage,
                "generations are counted in each index by itself",
            )
            .hint("ask one index at a time for what is new in it")
            .into());
        }
        self.checked(|| {
            for leaf in &mut plan.leaves {
                in_time(&plan.stop)?;
                let span = plan.clauses.get(leaf.clause).map(|clause| clause.span);
                expand::expand(&self.shards, leaf, span.unwrap_or_default())?;
                self.hyphenations.keep_attested(&self.shards, leaf, &plan.stop)?;
            }
            Ok(())
        })
    }

    fn notes(&self, plan: &Plan) -> Result<Vec<Note>> {
        self.checked(|| {
            let mut notes = spelling::absent_words(&self.shards, plan)?;
            notes.extend(spelling::wide_patterns(plan));
            Ok(notes)
        })
    }

    fn search(&self, plan: &Plan, window: Window) -> Result<Ranked> {
        self.checked(|| self.ranked(plan, window))
    }

    fn count(&self, plan: &Plan) -> Result<u64> {
        let best = || self.best(plan, 0, Sort::Relevance);
        self.checked(best).map(|best| best.total)
    }

    fn copies(&self, plan: &Plan, hit: &RankedHit) -> Result<Vec<String>> {
        let alike = || self.alike(plan, hit.text_hash);
        let mut ids = self.checked(alike)?;
        ids.retain(|id| *id != hit.id);
        Ok(ids)
    }

    fn facet(&self, plan: &Plan, facet: Facet) -> Result<FacetCounts> {
        self.checked(|| self.by_facet(plan, facet))
    }

    fn periods(&self, plan: &Plan, period: Period) -> Result<PeriodCounts> {
        self.checked(|| self.by_period(plan, period))
    }

    fn matches(
        &self,
        plan: &Plan,
        order: MatchOrder,
    ) -> Result<Box<dyn Iterator<Item = Match> + '_>> {
        self.checked(|| self.in_order(plan, order))
    }

    fn terms(
        &self,
        leaf: &Leaf,
        all_status: bool,
        visit: &mut dyn FnMut(TermCount) -> bool,
    ) -> Result<(), Unresolved> {
        self.checked(|| self.each_term(leaf, all_status, visit))
    }

    fn frequencies(&self, plan: &Plan) -> Result<Frequencies> {
        self.checked(|| self.frequencies_of(plan))
    }

    fn score_story(&self, plan: &Plan, id: &str) -> Result<Option<ScoreStory>> {
        self.checked(|| self.story(plan, id))
    }

    fn fetch(&self, handle: Handle) -> Result<Stored> {
        let shard = self.shards.get(handle.shard as usize).ok_or_else(|| {
            Error::new(ErrorKind::Internal, "a result points to an index that is not open")
        })?;
        self.checked(|| shard.fetch(DocAddress::new(handle.segment, handle.document)))
    }

    fn find(&self, id: &str) -> Result<Option<Stored>> {
        let root = Node::Filter(0);
        let filters = vec![Filter::Id(Locator::parse(id).id())];
        let plan = Plan { root, filters, with_withdrawn: true, ..Plan::default() };
        let window = Window { offset: 0, limit: 1, sort: Sort::Newest };
        let ranked = self.search(&plan, window)?;
        ranked.hits.first().map(|hit| self.fetch(hit.handle)).transpose()
    }

    fn ids(&self) -> Result<Vec<String>> {
        let ids = self
            .shards
            .iter()
            .map(|shard| article_ids(shard).map_err(|cause| shard.folder.damaged(cause)));
        Ok(ids.collect::<Result<Vec<_>>>()?.concat())
    }

    fn languages(&self) -> &[StemLanguage] {
        self.languages.get_or_init(|| {
            let all = |shards: &[Shard]| -> tantivy::Result<Vec<_>> {
                Ok(shards.iter().map(stem_languages).collect::<tantivy::Result<Vec<_>>>()?.concat())
            };
            // A dictionary that cannot be read is told of by the search.
            let mut languages = all(&self.shards).unwrap_or_else(|_| StemLanguage::all().collect());
            languages.sort_unstable();
            languages.dedup();
            languages
        })
    }

    fn article_count(&self) -> u64 {
        self.statistics.living()
    }

    fn generation(&self) -> u64 {
        let commits = self.shards.iter().filter_map(|shard| shard.commit);
        commits.map(|commit| commit.generation).max().unwrap_or_default()
    }
}
