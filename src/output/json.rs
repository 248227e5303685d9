//! Answers as one JSON object: `{"hits":[…],"end":{…}}`, or `"error"` in the
//! place of `"end"`. In a batch each query has a line, with `"query"` in front.
//! The parts are records of `morgue.hit/1`.

use std::io::{self, Write};

use super::hit_record::{EndRecord, ErrorRecord, HitBody, HitRecord, QueryRecord, Versioned};
use super::{End, Format, HitWriter, QueryName, json};
use crate::search::{Answer, Failure, Hit};

pub(super) const FORMAT: Format = Format {
    name: "json",
    about: "One object, `{\"hits\":[…],\"end\":{…}}`, for each query",
    head: |_| String::new(),
    has_columns: false,
    tells_outcome: true,
    shows_articles: true,
    writer: |_| Box::new(Json { at: At::Start }),
};

struct Json {
    at: At,
}

/// How far the object has been written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum At {
    Start,
    Query,
    FirstHit,
    NextHit,
}

impl Json {
    /// Writes what leads up to the first hit, unless that was done.
    fn open(&mut self, out: &mut dyn Write) -> io::Result<()> {
        let lead: &[u8] = match self.at {
            At::Start => b"{\"hits\":[",
            At::Query => b",\"hits\":[",
            At::FirstHit | At::NextHit => return Ok(()),
        };
        self.at = At::FirstHit;
        out.write_all(lead)
    }

    fn close(&mut self, out: &mut dyn Write, name: &str, last: HitRecord<'_>) -> io::Result<()> {
        self.open(out)?;
        write!(out, "],\"{name}\":")?;
        json(out, &Versioned::from(last))?;
        out.write_all(b"}\n")
    }
}

impl HitWriter for Json {
    fn query(&mut self, out: &mut dyn Write, query: QueryName<'_>) -> io::Result<()> {
        self.at = At::Query;
        out.write_all(b"{\"query\":")?;
        let record = QueryRecord { query_id: query.id, text: query.text };
        json(out, &Versioned::from(HitRecord::Query(record)))
    }

    fn hit(
        &mut self,
        out: &mut dyn Write,
        query: QueryName<'_>,
        answer: &Answer,
        hit: &Hit,
    ) -> io::Result<()> {
        self.open(out)?;
        if self.at == At::NextHit {
            out.write_all(b",")?;
        }
        self.at = At::NextHit;
        let record = HitRecord::Hit(Box::new(HitBody::new(query.id, answer, hit)));
        json(out, &Versioned::from(record))
    }

    fn end(
        &mut self,
        out: &mut dyn Write,
        query: QueryName<'_>,
        answer: &Answer,
        end: End,
    ) -> io::Result<()> {
        self.close(out, "end", HitRecord::End(EndRecord::new(query, answer, end)))
    }

    fn error(
        &mut self,
        out: &mut dyn Write,
        query: QueryName<'_>,
        failure: &Failure,
    ) -> io::Result<()> {
        self.close(out, "error", HitRecord::Error(ErrorRecord::new(query, failure)))
    }
}
