//! Scores a run against judgments: which topics count, their means, and the
//! report.
//!
//! What a measure computes for one topic is in [`super::measure`].

use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

use super::measure::Measure;
use super::qrels::Qrels;
use super::ranking::Ranking;
use super::run::{Run, TopicRun};

/// The values of a run, topic by topic and together.
#[derive(Debug, Clone, PartialEq)]
pub struct Evaluation {
    /// What was measured.
    pub measures: Vec<Measure>,
    /// The topics that are both judged and in the run, in byte order of
    /// their ids, each with a value for every measure.
    pub topics: Vec<TopicValues>,
    /// One value for every measure, over all topics that count.
    pub all: Vec<f64>,
    /// Topics that are judged and have no hit in the run, in byte order.
    /// They are left out of the means unless the evaluation is complete.
    pub missing: Vec<String>,
    /// Topics of the run without judgments, in byte order; always left out.
    pub unjudged: Vec<String>,
    /// Whether missing topics count as failures.
    pub complete: bool,
}

/// The values of one topic.
#[derive(Debug, Clone, PartialEq)]
pub struct TopicValues {
    /// The topic's id.
    pub topic: String,
    /// A value for every measure.
    pub values: Vec<f64>,
}

/// Measures a run. Means are over the topics that are judged and have hits;
/// if `complete`, over all judged ones, those without hits counting 0 (in a
/// geometric mean, its least value), as with `trec_eval -c`. A topic that has
/// judgments but nothing relevant counts, with 0.
#[must_use]
pub fn evaluate(run: &Run, qrels: &Qrels, measures: &[Measure], complete: bool) -> Evaluation {
    let with_hits = run.topics.iter().filter(|topic| !topic.hits.is_empty());
    let mut found: HashMap<&str, &TopicRun> =
        with_hits.map(|topic| (topic.topic.as_str(), topic)).collect();
    let mut topics = Vec::new();
    let mut missing = Vec::new();
    for (topic, judgments) in &qrels.topics {
        let Some(hits) = found.remove(topic.as_str()) else {
            missing.push(topic.clone());
            continue;
        };
        let ranking = Ranking::new(&hits.hits, judgments);
        let values = measures.iter().map(|measure| measure.value(&ranking)).collect();
        topics.push(TopicValues { topic: topic.clone(), values });
    }
    let mut unjudged: Vec<String> = found.into_keys().map(str::to_owned).collect();
    unjudged.sort_unstable();
    let counted = topics.len() + if complete { missing.len() } else { 0 };
    let all = summaries(measures, &topics, counted);
    Evaluation { measures: measures.to_vec(), topics, all, missing, unjudged, complete }
}

fn summaries(measures: &[Measure], topics: &[TopicValues], counted: usize) -> Vec<f64> {
    let column =
        |at: usize| topics.iter().filter_map(|topic| topic.values.get(at).copied()).collect();
    let summary = |(at, measure): (usize, &Measure)| {
        let values: Vec<f64> = column(at);
        measure.summarise(&values, counted)
    };
    measures.iter().enumerate().map(summary).collect()
}

impl Evaluation {
    /// The values of one measure by topic, for a comparison with another
    /// run; missing topics are in it with 0 if the evaluation is complete.
    /// Empty if the measure was not computed.
    #[must_use]
    pub fn by_topic(&self, measure: Measure) -> BTreeMap<&str, f64> {
        let Some(at) = self.measures.iter().position(|computed| *computed == measure) else {
            return BTreeMap::new();
        };
        let missing = self.missing.iter().filter(|_| self.complete);
        let failures = missing.map(|topic| (topic.as_str(), 0.0));
        let found = self.topics.iter();
        let found = found.filter_map(|topic| Some((topic.topic.as_str(), *topic.values.get(at)?)));
        failures.chain(found).collect()
    }

    /// Lines `measure<TAB>topic<TAB>value`: if `per_topic`, for each topic
    /// those measures that have a value for one; then for `all`.
    #[must_use]
    pub fn report(&self, per_topic: bool) -> String {
        let mut report = String::new();
        for topic in self.topics.iter().filter(|_| per_topic) {
            let values = self.measures.iter().zip(&topic.values);
            let shown = values.filter(|(measure, _)| measure.is_per_topic());
            write_lines(&mut report, &topic.topic, shown);
        }
        write_lines(&mut report, "all", self.measures.iter().zip(&self.all));
        report
    }
}

fn write_lines<'a>(
    report: &mut String,
    topic: &str,
    values: impl Iterator<Item = (&'a Measure, &'a f64)>,
) {
    for (measure, value) in values {
        // Writing to a String cannot fail.
        let _ = writeln!(report, "{measure}\t{topic}\t{}", measure.format(*value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const QRELS: &str = "1 0 a 1\n1 0 b 0\n2 0 a 1\n3 0 z 0\n";
    const RUN: &str = "9 Q0 a 1 1 x\n1 Q0 b 1 2 x\n1 Q0 a 2 1 x\n3 Q0 z 1 1 x\n";

    fn evaluated(complete: bool) -> Evaluation {
        let measures = Measure::parse_list("num_q num_rel map gm_map success_1").unwrap();
        evaluate(&Run::parse(RUN).unwrap(), &Qrels::parse(QRELS).unwrap(), &measures, complete)
    }

    #[test]
    fn only_topics_judged_and_searched_count() {
        let evaluation = evaluated(false);
        assert_eq!(evaluation.missing, ["2"]);
        assert_eq!(evaluation.unjudged, ["9"]);
        let expected = "num_rel\t1\t1\nmap\t1\t0.5000\nsuccess_1\t1\t0.0000\n\
            num_rel\t3\t0\nmap\t3\t0.0000\nsuccess_1\t3\t0.0000\n\
            num_q\tall\t2\nnum_rel\tall\t1\nmap\tall\t0.2500\ngm_map\tall\t0.0022\nsuccess_1\tall\t0.0000\n";
        assert_eq!(evaluation.report(true), expected);
    }

    #[test]
    fn a_complete_evaluation_counts_missing_topics_as_failures() {
        let evaluation = evaluated(true);
        let expected = "num_q\tall\t3\nnum_rel\tall\t1\nmap\tall\t0.1667\ngm_map\tall\t0.0004\nsuccess_1\tall\t0.0000\n";
        assert_eq!(evaluation.report(false), expected);
        let map = Measure::parse("map").unwrap();
        let values = evaluation.by_topic(map).into_iter().collect::<Vec<_>>();
        assert_eq!(values, [("1", 0.5), ("2", 0.0), ("3", 0.0)]);
        assert!(evaluation.by_topic(Measure::parse("P_5").unwrap()).is_empty());
    }

    #[test]
    fn nothing_in_common_is_no_division_by_zero() {
        let measures = Measure::parse_list("num_q map gm_map").unwrap();
        let evaluation = evaluate(&Run::default(), &Qrels::default(), &measures, true);
        assert_eq!(
            evaluation.report(true),
            "num_q\tall\t0\nmap\tall\t0.0000\ngm_map\tall\t0.0000\n"
        );
    }
}
