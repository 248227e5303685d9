//! The records `morgue.report/1`: what an ingest has to say of single files.

use serde::Serialize;

use crate::ingest::Remark;
use crate::span::Span;

/// The name and version of the format.
pub const FORMAT: &str = "morgue.report/1";

/// A remark on a file or on an article of it.
#[derive(Debug, Serialize)]
pub struct ReportRecord<'a> {
    format: &'static str,
    #[serde(rename = "type")]
    kind: &'static str,
    path: &'a str,
    code: &'a str,
    message: &'a str,
    spans: Vec<[usize; 2]>,
}

impl<'a> ReportRecord<'a> {
    /// The record of a remark.
    #[must_use]
    pub fn new(remark: &'a Remark) -> Self {
        let range = |span: &Span| [span.start, span.end];
        Self {
            format: FORMAT,
            kind: remark.type_name(),
            path: &remark.path,
            code: remark.code(),
            message: remark.message(),
            spans: remark.spans().iter().map(range).collect(),
        }
    }
}
