//! Judgments: how relevant an article is to a topic; the TREC qrels format
//! `topic iteration id relevance`.
//!
//! Ids are kept as they stand in the file; [`super::resolver`] matches them
//! to articles.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use super::parse_error::{ParseError, columns, numbered_lines};

/// Relevance by topic, then by document id.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Qrels {
    /// The judgments of each topic.
    pub topics: BTreeMap<String, Judgments>,
}

/// The judgments of one topic: relevance by document id. Above 0 is relevant
/// and the number is the gain, 0 is judged not relevant, below 0 counts as
/// not judged.
pub type Judgments = BTreeMap<String, i32>;

const COLUMNS: &str = "topic iteration id relevance";

impl Qrels {
    /// Reads a qrels file; the second column is ignored.
    ///
    /// # Errors
    /// The first line that does not have four columns, whose relevance is not
    /// a whole number, or that judges an id again: `trec_eval` refuses
    /// repeated ids, and so does this.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let mut qrels = Self::default();
        for (number, line) in numbered_lines(text) {
            let [topic, _, id, relevance] = columns::<4>(number, line, COLUMNS)?;
            let relevance = parse_relevance(number, relevance)?;
            match qrels.topics.entry(topic.to_owned()).or_default().entry(id.to_owned()) {
                Entry::Vacant(place) => place.insert(relevance),
                Entry::Occupied(_) => {
                    let message = format!("topic `{topic}` judges the id `{id}` twice");
                    return Err(ParseError::new(number, message));
                }
            };
        }
        Ok(qrels)
    }
}

fn parse_relevance(line: usize, relevance: &str) -> Result<i32, ParseError> {
    let problem = || format!("the relevance `{relevance}` is not a whole number");
    relevance.parse().map_err(|_| ParseError::new(line, problem()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let shown = match Qrels::parse(text) {
            Ok(qrels) => format!("{:?}", qrels.topics),
            Err(error) => error.to_string(),
        };
        assert_eq!(shown, expected, "{text:?}");
    }

    #[test]
    fn judgments_are_read_by_topic() {
        check("", "{}");
        check("2 0 b 1\n\n1 0 a -1\r\n2\t0\ta\t3", r#"{"1": {"a": -1}, "2": {"a": 3, "b": 1}}"#);
        check("1 0 a 1\n1 0 a 0", "line 2: topic `1` judges the id `a` twice");
        check("1 0 a 1.5", "line 1: the relevance `1.5` is not a whole number");
        check("1 a 1", &format!("line 1: expected the 4 columns `{COLUMNS}`, found 3"));
    }
}
