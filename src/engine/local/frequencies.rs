//! How often the parts of a plan occur, by stepping through all that a search
//! may find.

use tantivy::postings::Postings;
use tantivy::query::{EnableScoring, Query, Scorer};
use tantivy::schema::IndexRecordOption;
use tantivy::{BitSet, DocSet, SegmentReader, TERMINATED, Term};

use super::lower::Lowering;
use super::shard::{Shard, field_of};
use super::source::Source;
use super::{LocalEngine, in_time};
use crate::engine::explanation::{Frequencies, Frequency};
use crate::error::Result;
use crate::query::interval::Evaluator;
use crate::query::plan::{Leaf, Node, Plan};

impl LocalEngine {
    /// The frequencies of a resolved plan's clauses and terms.
    pub(super) fn frequencies_of(&self, plan: &Plan) -> Result<Frequencies> {
        let terms = plan.leaves.iter().map(|leaf| vec![Frequency::default(); leaf.terms.len()]);
        let clauses = vec![Frequency::default(); plan.clauses.len()];
        let mut frequencies = Frequencies { clauses, terms: terms.collect() };
        for shard in &self.shards {
            let counting = Counting { shard, lowering: self.lowering(shard, plan, false), plan };
            for reader in shard.searcher.segment_readers() {
                in_time(&plan.stop)?;
                counting
                    .count(reader, &mut frequencies)
                    .map_err(|cause| shard.folder.damaged(cause))?;
            }
        }
        in_time(&plan.stop)?;
        Ok(frequencies)
    }
}

struct Counting<'a> {
    shard: &'a Shard,
    lowering: Lowering<'a>,
    plan: &'a Plan,
}

impl Counting<'_> {
    fn count(&self, reader: &SegmentReader, frequencies: &mut Frequencies) -> tantivy::Result<()> {
        let nodes = self.plan.clause_nodes();
        for (node, frequency) in nodes.into_iter().zip(&mut frequencies.clauses) {
            if let Some(node) = node {
                self.count_node(reader, node, frequency)?;
            }
        }
        let mut visible = BitSet::with_max_value(reader.max_doc());
        self.each(reader, &Node::All, |doc| {
            visible.insert(doc);
        })?;
        for (leaf, frequencies) in self.plan.leaves.iter().zip(&mut frequencies.terms) {
            self.count_terms(reader, leaf, &visible, frequencies)?;
        }
        Ok(())
    }

    fn count_node(
        &self,
        reader: &SegmentReader,
        node: &Node,
        frequency: &mut Frequency,
    ) -> tantivy::Result<()> {
        let mut source = Source::open(reader, &self.shard.layout, self.plan, node)?;
        self.each(reader, node, |doc| {
            let occurrences = source.read(self.plan, doc);
            let extents = Evaluator::new(self.plan, occurrences).extents(node);
            frequency.articles += 1;
            frequency.occurrences += extents.len() as u64;
        })
    }

    fn count_terms(
        &self,
        reader: &SegmentReader,
        leaf: &Leaf,
        visible: &BitSet,
        frequencies: &mut [Frequency],
    ) -> tantivy::Result<()> {
        let field = field_of(leaf, &self.shard.layout.fields);
        let index = reader.inverted_index(field)?;
        for (expansion, frequency) in leaf.terms.iter().zip(frequencies) {
            let term = Term::from_field_text(field, &expansion.term);
            let postings = index.read_postings(&term, IndexRecordOption::WithFreqs)?;
            let Some(mut postings) = postings else { continue };
            while postings.doc() != TERMINATED {
                if visible.contains(postings.doc()) {
                    frequency.articles += 1;
                    frequency.occurrences += u64::from(postings.term_freq());
                }
                postings.advance();
            }
        }
        Ok(())
    }

    /// Calls back for every article of a segment that satisfies a node and
    /// that a search may find.
    fn each(
        &self,
        reader: &SegmentReader,
        node: &Node,
        mut callback: impl FnMut(u32),
    ) -> tantivy::Result<()> {
        let query: Box<dyn Query> = self.lowering.query_of(node);
        let weight = query.weight(EnableScoring::disabled_from_searcher(&self.shard.searcher))?;
        let mut scorer: Box<dyn Scorer> = weight.scorer(reader, 1.0)?;
        let alive = reader.alive_bitset();
        while scorer.doc() != TERMINATED && !self.plan.stop.asked() {
            let doc = scorer.doc();
            if alive.is_none_or(|alive| alive.is_alive(doc)) {
                callback(doc);
            }
            scorer.advance();
        }
        Ok(())
    }
}
