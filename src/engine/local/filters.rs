//! Filters as tantivy queries; they match without scoring.

use std::ops::Bound;

use tantivy::columnar::StrColumn;
use tantivy::query::{
    BitSetDocSet, BooleanQuery, ConstScoreQuery, ConstScorer, Occur, Query, RangeQuery, Scorer,
    TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{BitSet, DocId, DocSet, Score, SegmentReader, TERMINATED, Term};

use super::matcher::{Matcher, MatcherQuery};
use super::shard::Shard;
use crate::article::{Locator, day_number};
use crate::index::{Fields, ROW_STATUS};
use crate::query::admit::glob_matches;
use crate::query::ast::{DateRange, Filter};

/// The query of a filter.
pub(super) fn filter_query(filter: &Filter, shard: &Shard) -> Box<dyn Query> {
    let fields = &shard.layout.fields;
    let query = match filter {
        Filter::Date(range) => date_query(range, fields),
        Filter::Length(from, to) => range_query(
            from.map(|from| Term::from_field_u64(fields.length, from)),
            to.map(|to| Term::from_field_u64(fields.length, to)),
            fields.length,
        ),
        Filter::Language(code) => term_query(fields.language, &code.to_lowercase()),
        Filter::Page(page) => term_query(fields.page, page),
        Filter::Status(status) if status == ROW_STATUS => Box::new(tantivy::query::EmptyQuery),
        Filter::Status(status) => term_query(fields.status, &status.to_lowercase()),
        Filter::Id(id) => {
            let Locator { path, member, record } = Locator::parse(id);
            let suffix = Locator { path: String::new(), member, record }.suffix();
            file_query(path, Some(suffix), shard)
        }
        Filter::File(glob) => file_query(glob.clone(), None, shard),
    };
    Box::new(ConstScoreQuery::new(query, 0.0))
}

/// The query of articles that a commit after `generation` brought in.
pub(super) fn newer_query(generation: u64, fields: &Fields) -> Box<dyn Query> {
    let first = Term::from_field_u64(fields.generation, generation.saturating_add(1));
    Box::new(ConstScoreQuery::new(range_query(Some(first), None, fields.generation), 0.0))
}

fn file_query(glob: String, suffix: Option<String>, shard: &Shard) -> Box<dyn Query> {
    let (fields, prefix) = (shard.layout.fields, shard.prefix.clone());
    MatcherQuery::boxed(FileMatcher { fields, prefix, glob, suffix })
}

fn term_query(field: Field, value: &str) -> Box<dyn Query> {
    Box::new(TermQuery::new(Term::from_field_text(field, value), IndexRecordOption::Basic))
}

/// The whole period of an article must lie in the range.
fn date_query(range: &DateRange, fields: &Fields) -> Box<dyn Query> {
    let from = range.from.map(|date| Term::from_field_i64(fields.date, day_number(date.first())));
    let to = range.to.map(|date| Term::from_field_i64(fields.date_last, day_number(date.last())));
    Box::new(BooleanQuery::new(vec![
        (Occur::Must, range_query(from, None, fields.date)),
        (Occur::Must, range_query(None, to, fields.date_last)),
    ]))
}

/// An open range means that there is a value at all.
fn range_query(from: Option<Term>, to: Option<Term>, field: Field) -> Box<dyn Query> {
    let least = || Term::from_field_i64(field, i64::MIN);
    let lower = match (from, &to) {
        (Some(from), _) => Bound::Included(from),
        (None, Some(_)) => Bound::Unbounded,
        (None, None) => Bound::Included(least()),
    };
    Box::new(RangeQuery::new(lower, to.map_or(Bound::Unbounded, Bound::Included)))
}

/// Articles of files whose path matches a glob, perhaps with one suffix of the id.
#[derive(Debug)]
struct FileMatcher {
    fields: Fields,
    /// What stands in front of every path of the index.
    prefix: String,
    glob: String,
    suffix: Option<String>,
}

impl Matcher for FileMatcher {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = reader.inverted_index(self.fields.file)?;
        let articles = self.articles(reader)?;
        let mut docs = BitSet::with_max_value(reader.max_doc());
        let start = self.literal_start();
        let mut files = index.terms().range().ge(start.as_bytes()).into_stream()?;
        while files.advance() {
            if !files.key().starts_with(start.as_bytes()) {
                break;
            }
            let Ok(file) = std::str::from_utf8(files.key()) else { continue };
            if !self.matches(file) {
                continue;
            }
            let option = IndexRecordOption::Basic;
            let mut postings = index.read_postings_from_terminfo(files.value(), option)?;
            while postings.doc() != TERMINATED {
                if articles.admit(postings.doc())? {
                    docs.insert(postings.doc());
                }
                postings.advance();
            }
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(docs), boost)))
    }
}

impl FileMatcher {
    /// What every file that matches begins with, in this index.
    fn literal_start(&self) -> &str {
        let literal = self.glob.split(['*', '?']).next().unwrap_or_default();
        literal.strip_prefix(self.prefix.as_str()).unwrap_or_default()
    }

    fn matches(&self, file: &str) -> bool {
        match self.suffix {
            Some(_) => self.glob.strip_prefix(self.prefix.as_str()) == Some(file),
            None if self.prefix.is_empty() => glob_matches(&self.glob, file),
            None => glob_matches(&self.glob, &format!("{}{file}", self.prefix)),
        }
    }

    fn articles<'a>(&'a self, reader: &SegmentReader) -> tantivy::Result<Articles<'a>> {
        let columns = reader.fast_fields();
        let statuses = columns.str("status")?;
        let row = match &statuses {
            Some(statuses) => statuses.dictionary().term_ord(ROW_STATUS)?,
            None => None,
        };
        let suffixes = columns.str("suffix")?;
        Ok(Articles { row, statuses, suffixes, wanted: self.suffix.as_deref() })
    }
}

/// Tells articles with the wanted suffix from others, and from rows.
struct Articles<'a> {
    row: Option<u64>,
    statuses: Option<StrColumn>,
    suffixes: Option<StrColumn>,
    wanted: Option<&'a str>,
}

impl Articles<'_> {
    fn admit(&self, doc: DocId) -> tantivy::Result<bool> {
        let ord = |column: &Option<StrColumn>| column.as_ref()?.ords().first(doc);
        if self.row.is_some() && ord(&self.statuses) == self.row {
            return Ok(false);
        }
        let (Some(wanted), Some(suffixes)) = (self.wanted, &self.suffixes) else { return Ok(true) };
        let mut suffix = String::new();
        if let Some(ord) = suffixes.ords().first(doc) {
            suffixes.ord_to_str(ord, &mut suffix)?;
        }
        Ok(suffix == wanted)
    }
}
