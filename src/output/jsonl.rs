//! Answers as records of `morgue.hit/1`, one a line.

use std::io::{self, Write};

use super::hit_record::{EndRecord, ErrorRecord, HitBody, HitRecord, QueryRecord, Versioned};
use super::{End, Format, HitWriter, QueryName, json_line};
use crate::search::{Answer, Failure, Hit};

pub(super) const FORMAT: Format = Format {
    name: "jsonl",
    about: "One record a line, of the format morgue.hit/1",
    head: |_| String::new(),
    has_columns: false,
    tells_outcome: true,
    shows_articles: true,
    writer: |_| Box::new(JsonLines),
};

struct JsonLines;

impl HitWriter for JsonLines {
    fn query(&mut self, out: &mut dyn Write, query: QueryName<'_>) -> io::Result<()> {
        let record = QueryRecord { query_id: query.id, text: query.text };
        json_line(out, &Versioned::from(HitRecord::Query(record)))
    }

    fn hit(
        &mut self,
        out: &mut dyn Write,
        query: QueryName<'_>,
        answer: &Answer,
        hit: &Hit,
    ) -> io::Result<()> {
        let record = HitRecord::Hit(Box::new(HitBody::new(query.id, answer, hit)));
        json_line(out, &Versioned::from(record))
    }

    fn end(
        &mut self,
        out: &mut dyn Write,
        query: QueryName<'_>,
        answer: &Answer,
        end: End,
    ) -> io::Result<()> {
        let record = HitRecord::End(EndRecord::new(query, answer, end));
        json_line(out, &Versioned::from(record))
    }

    fn error(
        &mut self,
        out: &mut dyn Write,
        query: QueryName<'_>,
        failure: &Failure,
    ) -> io::Result<()> {
        let record = HitRecord::Error(ErrorRecord::new(query, failure));
        json_line(out, &Versioned::from(record))
    }
}
