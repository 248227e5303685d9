//! Runs: which articles were returned for which topic, with what score; the
//! TREC run format `topic Q0 id rank score tag`, read and written.
//!
//! The rank column is written for people and ignored when read, as
//! `trec_eval` does: the order is that of the scores, see [`super::ranking`].

use std::collections::{HashMap, HashSet};
use std::fmt::Write;

use super::parse_error::{ParseError, columns, numbered_lines};

/// The results of several topics.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Run {
    /// The topics in the order in which they were searched.
    pub topics: Vec<TopicRun>,
}

/// The results of one topic.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct TopicRun {
    /// The topic's id.
    pub topic: String,
    /// What was returned, each id at most once, in any order.
    pub hits: Vec<ScoredId>,
}

/// An article id with its score.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoredId {
    /// The id as it stands in the run.
    pub id: String,
    /// The score, never NaN; the higher the better.
    pub score: f64,
}

const COLUMNS: &str = "topic Q0 id rank score tag";

impl Run {
    /// Reads a run file; lines of one topic need not stand together.
    ///
    /// # Errors
    /// The first line that does not have six columns, whose score is not a
    /// number, or that repeats an id within its topic: `trec_eval` refuses
    /// repeated ids, and so does this.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut run = Self::default();
        let mut position: HashMap<&str, usize> = HashMap::new();
        let mut seen: HashSet<(usize, &str)> = HashSet::new();
        for (number, line) in numbered_lines(text) {
            let [topic, _, id, _, score, _] = columns::<6>(number, line, COLUMNS)?;
            let score = parse_score(number, score)?;
            let at = *position.entry(topic).or_insert(run.topics.len());
            if !seen.insert((at, id)) {
                let message = format!("topic `{topic}` has the id `{id}` twice");
                return Err(ParseError::new(number, message));
            }
            run.push(at, topic, ScoredId { id: id.to_owned(), score });
        }
        Ok(run)
    }

    fn push(&mut self, at: usize, topic: &str, hit: ScoredId) {
        match self.topics.get_mut(at) {
            Some(known) => known.hits.push(hit),
            None => self.topics.push(TopicRun { topic: topic.to_owned(), hits: vec![hit] }),
        }
    }

    /// The run as a TREC run file, ranks counted from 1 in the order of the hits.
    #[must_use]
    pub fn to_trec(&self, tag: &str) -> String {
        let mut text = String::new();
        for topic in &self.topics {
            for (at, hit) in topic.hits.iter().enumerate() {
                text.push_str(&trec_line(&topic.topic, &hit.id, at + 1, hit.score, tag));
            }
        }
        text
    }
}

/// One line of a run file, line end included. The score is written so that
/// reading it gives the same number.
#[must_use]
pub fn trec_line(topic: &str, id: &str, rank: usize, score: f64, tag: &str) -> String {
    let mut line = String::with_capacity(topic.len() + id.len() + tag.len() + 32);
    // Writing to a String cannot fail.
    let _ = writeln!(line, "{topic} Q0 {id} {rank} {score} {tag}");
    line
}

fn parse_score(line: usize, score: &str) -> Result<f64, ParseError> {
    let number = score.parse::<f64>().ok().filter(|score| !score.is_nan());
    number.ok_or_else(|| ParseError::new(line, format!("the score `{score}` is not a number")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let read = Run::parse(text).map(|run| run.to_trec("t"));
        assert_eq!(read.unwrap_or_else(|error| error.to_string()), expected, "{text:?}");
    }

    #[test]
    fn runs_are_read_and_written() {
        check("", "");
        check("\u{feff}1 Q0 a 1 2.5 x\r\n\n1\tQ0\tb\t2\t-1e-7\tx", TWO_LINES);
        check("1 Q0 a 9 3 x\n2 Q0 a 1 1 x\n1 Q0 b 9 4 x", SPLIT_TOPIC);
        check("1 Q0 a 1 2 x\n1 Q0 a 2 1 x", "line 2: topic `1` has the id `a` twice");
        check("\n1 Q0 a 1 NaN x", "line 2: the score `NaN` is not a number");
        check("1 Q0 a 1 high x", "line 1: the score `high` is not a number");
        check("1 Q0 a 1 2", &format!("line 1: expected the 6 columns `{COLUMNS}`, found 5"));
        check("1 Q0 a b 1 2 x", &format!("line 1: expected the 6 columns `{COLUMNS}`, found 7"));
    }

    const TWO_LINES: &str = "1 Q0 a 1 2.5 t\n1 Q0 b 2 -0.0000001 t\n";
    const SPLIT_TOPIC: &str = "1 Q0 a 1 3 t\n1 Q0 b 2 4 t\n2 Q0 a 1 1 t\n";

    #[test]
    fn scores_survive_a_round_trip() {
        for score in [0.1 + 0.2, 1e-300, 12.345_678_901_234_5, -3.0, 1e21] {
            let line = trec_line("t", "a", 1, score, "x");
            let run = Run::parse(&line).unwrap();
            assert_eq!(run.topics[0].hits[0].score.to_bits(), score.to_bits());
        }
    }
}
