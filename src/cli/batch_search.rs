//! The lines of `morgue search -f`: each is read, searched and printed.

use std::io;

use super::answer::{Asked, guarded, print};
use super::batch::id_of;
use crate::engine::LocalEngine;
use crate::output::{Format, HitWriter, Look, QueryName};
use crate::search::batch::{Ended, Job, Jobs};
use crate::search::line::{self, QueryLine};
use crate::search::{Failure, Request, Searcher};

/// What all lines of a batch have in common.
pub(super) struct BatchSearch<'e> {
    pub(super) engine: &'e LocalEngine,
    pub(super) base: &'e Request,
    pub(super) format: &'static Format,
    pub(super) look: &'e Look,
}

impl<'e> BatchSearch<'e> {
    /// Works on lines until there are no more.
    pub(super) fn work(&self, jobs: Jobs) {
        let mut searcher = Searcher::new(self.engine);
        for mut job in jobs {
            // What cannot be written any more is noticed where the lines come out.
            let outcome = self.line(&mut job, &mut searcher);
            let (ended, message) = outcome.unwrap_or((Ended::Failed, None));
            job.finish(ended, message);
        }
    }

    /// Prints the answer to a line; returns how it ended and what is to be said.
    fn line(
        &self,
        job: &mut Job,
        searcher: &mut Searcher<'e>,
    ) -> io::Result<(Ended, Option<String>)> {
        let mut writer = (self.format.writer)(self.look);
        let line = job.line.number;
        let QueryLine { id, request } = match line::read(&job.line, self.base) {
            Ok(read) => read,
            Err(fault) => {
                let id = id_of(&job.line, fault.id.as_deref());
                let query = QueryName { id: &id, line: Some(line), text: "" };
                return self.failed(job, writer.as_mut(), query, &Failure::Line(fault));
            }
        };
        let id = id_of(&job.line, id.as_deref());
        let query = QueryName { id: &id, line: Some(line), text: &request.text };
        writer.query(job, query)?;
        let answer = match guarded(|| searcher.search(&request)) {
            Ok(answer) => answer,
            Err(failure) => return self.failed(job, writer.as_mut(), query, &failure),
        };
        let mut asked = Asked { engine: self.engine, searcher, request: &request, query };
        match print(job, self.format, writer.as_mut(), &mut asked, &answer)? {
            Ok(()) if answer.total > 0 => Ok((Ended::Found, None)),
            Ok(()) => Ok((Ended::Nothing, None)),
            Err(failure) => self.failed(job, writer.as_mut(), query, &failure),
        }
    }

    /// Prints that there is no answer, or leaves it to standard error.
    fn failed(
        &self,
        job: &mut Job,
        writer: &mut dyn HitWriter,
        query: QueryName<'_>,
        failure: &Failure,
    ) -> io::Result<(Ended, Option<String>)> {
        writer.error(job, query, failure)?;
        let line = job.line.number;
        let message = || match query.id {
            id if id == line.to_string() => format!("morgue: line {line}: {failure}"),
            id => format!("morgue: line {line}, query {id}: {failure}"),
        };
        Ok((Ended::Failed, (!self.format.tells_outcome).then(message)))
    }
}
