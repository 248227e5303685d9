//! Articles counted by the values of a column.

use std::collections::{BTreeMap, HashMap};

use tantivy::columnar::StrColumn;
use tantivy::{DocId, SegmentReader};

use super::LocalEngine;
use crate::engine::{Facet, FacetCounts};
use crate::error::Result;
use crate::query::plan::Plan;

impl LocalEngine {
    /// How many of the articles that match have each value.
    pub(super) fn by_facet(&self, plan: &Plan, facet: Facet) -> Result<FacetCounts> {
        let mut tally = Tally::default();
        self.each_segment(plan, &mut |matches| match facet {
            Facet::Year => tally.add_years(matches.reader, &matches.docs),
            _ => tally.add_texts(matches.reader, facet.name(), &matches.docs),
        })?;
        Ok(tally.finish())
    }
}

/// What was counted so far.
#[derive(Default)]
struct Tally {
    articles: u64,
    missing: u64,
    /// By value in lower case.
    groups: HashMap<String, Group>,
}

/// A value in all its spellings.
#[derive(Default)]
struct Group {
    articles: u64,
    spellings: BTreeMap<String, u64>,
}

impl Tally {
    fn add_years(&mut self, reader: &SegmentReader, docs: &[DocId]) -> tantivy::Result<()> {
        let years = reader.fast_fields().i64("year")?;
        let mut counts: BTreeMap<i64, u64> = BTreeMap::new();
        self.articles += docs.len() as u64;
        for doc in docs {
            match years.first(*doc) {
                Some(year) => *counts.entry(year).or_default() += 1,
                None => self.missing += 1,
            }
        }
        for (year, articles) in counts {
            self.add(&[format!("{year:04}")], articles);
        }
        Ok(())
    }

    fn add_texts(
        &mut self,
        reader: &SegmentReader,
        column: &str,
        docs: &[DocId],
    ) -> tantivy::Result<()> {
        self.articles += docs.len() as u64;
        let Some(column) = reader.fast_fields().str(column)? else {
            self.missing += docs.len() as u64;
            return Ok(());
        };
        let mut combinations = combinations(&column, docs);
        self.missing += combinations.remove([].as_slice()).unwrap_or_default();
        let spellings = spellings(&column, &combinations)?;
        for (ords, articles) in combinations {
            let values = ords.iter().filter_map(|ord| spellings.get(ord).cloned());
            self.add(&values.collect::<Vec<_>>(), articles);
        }
        Ok(())
    }

    /// Adds articles that all have these values; each group counts them once.
    fn add(&mut self, values: &[String], articles: u64) {
        let mut folded: Vec<String> = values.iter().map(|value| value.to_lowercase()).collect();
        for (value, folded) in values.iter().zip(&folded) {
            let group = self.groups.entry(folded.clone()).or_default();
            *group.spellings.entry(value.clone()).or_default() += articles;
        }
        folded.sort_unstable();
        folded.dedup();
        for folded in folded {
            self.groups.entry(folded).or_default().articles += articles;
        }
    }

    fn finish(self) -> FacetCounts {
        let values = self.groups.into_values().filter_map(|group| {
            // Of spellings in as many articles, the one with fewer capitals is the greater.
            let spellings = group.spellings.into_iter();
            let (spelling, _) = spellings.max_by(|a, b| a.1.cmp(&b.1).then(a.0.cmp(&b.0)))?;
            Some((spelling, group.articles))
        });
        FacetCounts { articles: self.articles, missing: self.missing, values: values.collect() }
    }
}

/// How many documents have each set of ordinals.
fn combinations(column: &StrColumn, docs: &[DocId]) -> HashMap<Vec<u64>, u64> {
    let mut single: HashMap<u64, u64> = HashMap::new();
    let mut several: HashMap<Vec<u64>, u64> = HashMap::new();
    for doc in docs {
        let mut ords = column.ords().values_for_doc(*doc);
        match (ords.next(), ords.next()) {
            (Some(only), None) => *single.entry(only).or_default() += 1,
            (first, second) => {
                let mut ords: Vec<u64> = first.into_iter().chain(second).chain(ords).collect();
                ords.sort_unstable();
                ords.dedup();
                *several.entry(ords).or_default() += 1;
            }
        }
    }
    for (ord, articles) in single {
        *several.entry(vec![ord]).or_default() += articles;
    }
    several
}

/// The values of the ordinals, read in one walk through the dictionary.
fn spellings(
    column: &StrColumn,
    combinations: &HashMap<Vec<u64>, u64>,
) -> tantivy::Result<HashMap<u64, String>> {
    let mut ords: Vec<u64> = combinations.keys().flatten().copied().collect();
    ords.sort_unstable();
    ords.dedup();
    let mut spellings = HashMap::with_capacity(ords.len());
    let mut next = ords.iter();
    column.dictionary().sorted_ords_to_term_cb(&ords, |value| {
        if let Some(ord) = next.next() {
            spellings.insert(*ord, String::from_utf8_lossy(value).into_owned());
        }
    })?;
    Ok(spellings)
}
