//! Every article that matches, from columns alone: by segment for those who
//! count, in one order for those who list.

use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::sync::Arc;

use tantivy::query::Weight;
use tantivy::{DocId, SegmentReader};

use super::columns::SegmentColumns;
use super::shard::Shard;
use super::{LocalEngine, in_time};
use crate::engine::{Handle, Match, MatchOrder};
use crate::error::Result;
use crate::query::plan::Plan;

/// The documents of a segment that match.
pub(super) struct SegmentMatches<'a> {
    pub(super) shard: &'a Shard,
    /// The number of the index.
    pub(super) number: u32,
    /// The number of the segment.
    pub(super) segment: u32,
    pub(super) reader: &'a SegmentReader,
    /// Ascending.
    pub(super) docs: Vec<DocId>,
}

impl LocalEngine {
    /// Calls back for every segment with its documents that match.
    pub(super) fn each_segment<'a>(
        &'a self,
        plan: &Plan,
        visit: &mut dyn FnMut(SegmentMatches<'a>) -> tantivy::Result<()>,
    ) -> Result<()> {
        for (shard, number) in self.shards.iter().zip(0..) {
            let mut search = || {
                let weight = self.weight(shard, plan, false)?;
                for (reader, segment) in shard.searcher.segment_readers().iter().zip(0..) {
                    if plan.stop.asked() {
                        break;
                    }
                    let docs = matching(weight.as_ref(), reader)?;
                    visit(SegmentMatches { shard, number, segment, reader, docs })?;
                }
                Ok(())
            };
            search().map_err(|cause| shard.folder.damaged(cause))?;
            in_time(&plan.stop)?;
        }
        Ok(())
    }

    /// Every article that matches, in order.
    pub(super) fn in_order<'a>(
        &'a self,
        plan: &Plan,
        order: MatchOrder,
    ) -> Result<Box<dyn Iterator<Item = Match> + 'a>> {
        let mut segments = Vec::new();
        self.each_segment(plan, &mut |matches| {
            segments.push(SortedSegment::new(matches, order)?);
            Ok(())
        })?;
        let heads = segments.iter_mut().enumerate();
        let heads = heads.filter_map(|(number, segment)| segment.next_head(number)).map(Reverse);
        let heads = heads.collect();
        Ok(Box::new(Merged { segments, heads }))
    }
}

fn matching(weight: &dyn Weight, reader: &SegmentReader) -> tantivy::Result<Vec<DocId>> {
    let mut docs = Vec::new();
    let alive = reader.alive_bitset();
    weight.for_each_no_score(reader, &mut |block| {
        let live = block.iter().filter(|doc| alive.is_none_or(|alive| alive.is_alive(**doc)));
        docs.extend(live);
    })?;
    Ok(docs)
}

/// The matches of a segment in the order asked for, taken one by one.
struct SortedSegment<'a> {
    shard: u32,
    segment: u32,
    prefix: &'a str,
    columns: Arc<SegmentColumns>,
    order: MatchOrder,
    docs: std::vec::IntoIter<DocId>,
}

impl<'a> SortedSegment<'a> {
    fn new(matches: SegmentMatches<'a>, order: MatchOrder) -> tantivy::Result<Self> {
        let columns = Arc::clone(matches.shard.layout.columns.of(matches.reader)?);
        let mut docs = matches.docs;
        docs.sort_by_cached_key(|doc| {
            let ords = columns.ids.ords(*doc);
            (date(&columns, order, *doc), ords.file, ords.suffix)
        });
        Ok(Self {
            shard: matches.number,
            segment: matches.segment,
            prefix: &matches.shard.prefix,
            columns,
            order,
            docs: docs.into_iter(),
        })
    }

    fn next_head(&mut self, number: usize) -> Option<Head> {
        let document = self.docs.next()?;
        let id = self.columns.ids.id(self.prefix, self.columns.ids.ords(document));
        let text_hash = self.columns.text_hash.first(document).unwrap_or_default();
        let handle = Handle { shard: self.shard, segment: self.segment, document };
        let date = date(&self.columns, self.order, document);
        Some(Head { date, number, found: Match { handle, id, text_hash } })
    }
}

/// What comes before the id in the order: nothing, or the first day of the date.
fn date(columns: &SegmentColumns, order: MatchOrder, doc: DocId) -> i64 {
    match order {
        MatchOrder::Id => 0,
        MatchOrder::Date => columns.date.first(doc).unwrap_or(i64::MAX),
    }
}

/// The next match of a segment.
#[derive(Debug, PartialEq, Eq)]
struct Head {
    date: i64,
    number: usize,
    found: Match,
}

impl Head {
    /// Files compare as a whole before what follows them in ids, as they do
    /// inside a segment.
    fn key(&self) -> (i64, &str, &str, usize) {
        let id = self.found.id.as_str();
        let end = id.find(['!', '#']).unwrap_or(id.len());
        let (file, suffix) = id.split_at_checked(end).unwrap_or((id, ""));
        (self.date, file, suffix, self.number)
    }
}

impl Ord for Head {
    fn cmp(&self, other: &Self) -> Ordering {
        self.key().cmp(&other.key())
    }
}

impl PartialOrd for Head {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The matches of all segments as one sequence.
struct Merged<'a> {
    segments: Vec<SortedSegment<'a>>,
    heads: BinaryHeap<Reverse<Head>>,
}

impl Iterator for Merged<'_> {
    type Item = Match;

    fn next(&mut self) -> Option<Match> {
        let Reverse(head) = self.heads.pop()?;
        let segment = self.segments.get_mut(head.number);
        self.heads.extend(segment.and_then(|segment| segment.next_head(head.number)).map(Reverse));
        Some(head.found)
    }
}
