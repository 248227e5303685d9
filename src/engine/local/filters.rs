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
use crate::article::{Locator, day_number};
use crate::index::{Fields, ROW_STATUS};
use crate::query::admit::glob_matches;
use crate::query::ast::{DateRange, Filter};

/// The query of a filter.
pub(super) fn filter_query(filter: &Filter, fields: &Fields) -> Box<dyn Query> {
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
            let locator = Locator::parse(id);
            let suffix = locator.suffix();
            MatcherQuery::boxed(FileMatcher {
                fields: *fields,
                glob: locator.path,
                suffix: Some(suffix),
            })
        }
        Filter::File(glob) => {
            MatcherQuery::boxed(FileMatcher { fields: *fields, glob: glob.clone(), suffix: None })
        }
    };
    Box::new(ConstScoreQuery::new(query, 0.0))
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
    glob: String,
    suffix: Option<String>,
}

impl Matcher for FileMatcher {
    fn scorer(&self, reader: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = reader.inverted_index(self.fields.file)?;
        let suffixes = reader.fast_fields().str("suffix")?;
        let mut docs = BitSet::with_max_value(reader.max_doc());
        let literal = self.glob.split(['*', '?']).next().unwrap_or_default();
        let mut files = index.terms().range().ge(literal.as_bytes()).into_stream()?;
        while files.advance() {
            if !files.key().starts_with(literal.as_bytes()) {
                break;
            }
            let Ok(file) = std::str::from_utf8(files.key()) else { continue };
            let exact = self.suffix.is_some();
            if if exact { file != self.glob } else { !glob_matches(&self.glob, file) } {
                continue;
            }
            let option = IndexRecordOption::Basic;
            let mut postings = index.read_postings_from_terminfo(files.value(), option)?;
            while postings.doc() != TERMINATED {
                if self.has_suffix(suffixes.as_ref(), postings.doc())? {
                    docs.insert(postings.doc());
                }
                postings.advance();
            }
        }
        Ok(Box::new(ConstScorer::new(BitSetDocSet::from(docs), boost)))
    }
}

impl FileMatcher {
    fn has_suffix(&self, suffixes: Option<&StrColumn>, doc: DocId) -> tantivy::Result<bool> {
        let (Some(wanted), Some(suffixes)) = (&self.suffix, suffixes) else { return Ok(true) };
        let mut suffix = String::new();
        if let Some(ord) = suffixes.ords().first(doc) {
            suffixes.ord_to_str(ord, &mut suffix)?;
        }
        Ok(suffix == *wanted)
    }
}
