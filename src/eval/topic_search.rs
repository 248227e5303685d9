//! Searches the topics: from questions and an engine to a run.

use super::run::{Run, ScoredId, TopicRun};
use super::topics::Topic;
use crate::engine::Engine;
use crate::search::{Failure, Request, Searcher};

/// Searches every topic as `base` says, but for the text, and keeps ids and scores.
///
/// # Errors
/// The id of the first topic that cannot be read as a query or searched for,
/// and why: a run without it would look complete.
pub fn search_topics(
    engine: &dyn Engine,
    topics: &[Topic],
    base: &Request,
) -> Result<Run, (String, Failure)> {
    let mut searcher = Searcher::new(engine);
    let mut run = Run::default();
    for Topic { id, text } in topics {
        let request = Request { text: text.clone(), ..base.clone() };
        let answer = searcher.search(&request).map_err(|failure| (id.clone(), failure))?;
        let hits = answer.hits.into_iter().map(|hit| ScoredId { id: hit.id, score: hit.score });
        run.topics.push(TopicRun { topic: id.clone(), hits: hits.collect() });
    }
    Ok(run)
}
