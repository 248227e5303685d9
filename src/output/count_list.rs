//! How many articles queries find: records `morgue.count/1`, a record for each query.

use std::borrow::Cow;

use serde::Serialize;

use super::hit_record::{NoteRecord, RepairRecord, of_note, of_repair};
use super::list::{Cell, ErrorBody, Row};
use crate::search::{Failure, Prepared};

/// A query and how many articles it finds, or why that cannot be told.
#[derive(Debug, Serialize)]
pub struct CountRow<'a> {
    query_id: &'a str,
    query: &'a str,
    articles: Option<u64>,
    read_as: Option<String>,
    notes: Vec<NoteRecord<'a>>,
    repairs: Vec<RepairRecord<'a>>,
    error: Option<ErrorBody<'a>>,
}

impl<'a> CountRow<'a> {
    /// What became of a query.
    #[must_use]
    pub fn new(
        query_id: &'a str,
        query: &'a str,
        counted: Result<&'a (u64, Prepared), &'a Failure>,
    ) -> Self {
        let row = Self {
            query_id,
            query,
            articles: None,
            read_as: None,
            notes: Vec::new(),
            repairs: Vec::new(),
            error: None,
        };
        match counted {
            Ok((articles, prepared)) => Self {
                articles: Some(*articles),
                read_as: Some(prepared.ast.to_string()),
                notes: prepared.notes.iter().map(|note| of_note(query, note)).collect(),
                repairs: prepared.repairs.iter().map(|repair| of_repair(query, repair)).collect(),
                ..row
            },
            Err(failure) => Self { error: Some(ErrorBody::new(query, failure)), ..row },
        }
    }
}

impl Row for CountRow<'_> {
    const FORMAT: &'static str = "morgue.count/1";
    const KIND: &'static str = "count";
    const COLUMNS: &'static [&'static str] = &["query_id", "query", "articles", "error"];

    fn cells(&self) -> Vec<Cell<'_>> {
        let error = self.error.as_ref().map(|error| Cell::Text(Cow::Borrowed(error.message())));
        vec![
            self.query_id.into(),
            self.query.into(),
            self.articles.into(),
            error.unwrap_or(Cell::Empty),
        ]
    }
}
