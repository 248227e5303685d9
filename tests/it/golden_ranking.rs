//! The ranking of `corpus/` as a page that can be read: `tests/eval/ranking.txt`.
//!
//! A change of the ranking shows there in the diff, with what it does to the
//! measures. `UPDATE_EXPECT=1 cargo test golden_ranking` writes the page.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write;
use std::fs;

use expect_test::expect_file;
use serde_json::Value;

use super::archive::{Archive, package};

/// Articles shown for each topic.
const SHOWN: usize = 5;

/// Least shares of topics whose first, or one of whose first three passages answers.
const LEAST_SUCCESS: [(usize, f64); 2] = [(1, 0.70), (3, 0.90)];

const MEASURES: &str = "map ndcg_cut_10 recip_rank P_5 recall_100";

fn judged(name: &str) -> String {
    fs::read_to_string(package().join("tests/eval").join(name)).unwrap()
}

/// A passage: article and paragraph.
type Place = (String, u64);

/// What people found in `corpus/`.
struct Judgments {
    topics: Vec<(String, String)>,
    relevance: HashMap<(String, String), i64>,
    answers: HashMap<String, BTreeSet<Place>>,
}

impl Judgments {
    fn read() -> Self {
        let rows = |name: &str, separator: char| -> Vec<Vec<String>> {
            let text = judged(name);
            let row = |line: &str| line.split(separator).map(str::to_owned).collect();
            text.lines().map(row).collect()
        };
        let topics = rows("topics.tsv", '\t').into_iter();
        let topics = topics.map(|row| (row[0].clone(), row[1].clone())).collect();
        let relevance = rows("qrels.txt", ' ').into_iter();
        let relevance = relevance
            .map(|row| ((row[0].clone(), row[2].clone()), row[3].parse().unwrap()))
            .collect();
        let mut answers: HashMap<String, BTreeSet<Place>> = HashMap::new();
        for row in rows("answers.tsv", '\t') {
            let place = (row[1].clone(), row[2].parse().unwrap());
            answers.entry(row[0].clone()).or_default().insert(place);
        }
        Self { topics, relevance, answers }
    }

    fn answers(&self, topic: &str, place: &Place) -> bool {
        self.answers.get(topic).is_some_and(|answers| answers.contains(place))
    }
}

/// A hit: its article and the paragraphs of its passages, the best first.
struct Shown {
    id: String,
    passages: Vec<u64>,
}

/// The first hits of all topics.
fn searched(archive: &Archive) -> HashMap<String, Vec<Shown>> {
    let run = archive.run(&format!(
        "search --index corpus/.morgue --literal --any -f topics.tsv --limit {SHOWN} --format jsonl"
    ));
    let mut found: HashMap<String, Vec<Shown>> = HashMap::new();
    for hit in run.records_of("hit") {
        let mut passages: Vec<&Value> = hit["passages"].as_array().unwrap().iter().collect();
        let score = |passage: &Value| passage["score"].as_f64().unwrap();
        passages.sort_by(|a, b| score(b).total_cmp(&score(a)));
        let passages = passages.iter().filter_map(|passage| passage["para"][0].as_u64()).collect();
        let id = hit["article"]["id"].as_str().unwrap().to_owned();
        let topic = hit["query_id"].as_str().unwrap().to_owned();
        found.entry(topic).or_default().push(Shown { id, passages });
    }
    found
}

/// The values of the measures by topic; `all` for all together.
fn measured(archive: &Archive) -> BTreeMap<String, Vec<(String, String)>> {
    let command = "eval --index corpus/.morgue --topics topics.tsv --qrels qrels.txt -q --measures";
    let run = archive.run(&format!("{command} '{MEASURES}'"));
    assert_eq!((run.code, run.stderr.as_str()), (Some(0), ""), "{}", run.snapshot());
    let mut values: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
    for line in run.stdout.lines() {
        let [measure, topic, value] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        values.entry(topic.to_owned()).or_default().push((measure.to_owned(), value.to_owned()));
    }
    values
}

/// The share of topics of whose first `count` passages one answers.
fn success(judgments: &Judgments, found: &HashMap<String, Vec<Shown>>, count: usize) -> f64 {
    let answered = judgments.topics.iter().filter(|(topic, _)| {
        let hits = found.get(topic).into_iter().flatten();
        let mut places =
            hits.flat_map(|hit| hit.passages.iter().map(|number| (hit.id.clone(), *number)));
        places.by_ref().take(count).any(|place| judgments.answers(topic, &place))
    });
    let count = |number: usize| f64::from(u32::try_from(number).unwrap());
    count(answered.count()) / count(judgments.topics.len())
}

#[test]
fn the_ranking_of_the_corpus_is_as_it_was_read() {
    let archive = Archive::with_corpus();
    archive.write("topics.tsv", judged("topics.tsv"));
    archive.write("qrels.txt", judged("qrels.txt"));
    archive.done("ingest corpus");
    let judgments = Judgments::read();
    let (found, values) = (searched(&archive), measured(&archive));
    let mut page = String::from(LEGEND);
    for (measure, value) in &values["all"] {
        writeln!(page, "{measure:18} {value}").unwrap();
    }
    for (count, least) in LEAST_SUCCESS {
        let success = success(&judgments, &found, count);
        writeln!(page, "passage success@{count}  {success:.4}").unwrap();
        assert!(success >= least, "passage success@{count} is {success:.4}, below {least}");
    }
    for (topic, text) in &judgments.topics {
        let (_, average) = &values[topic][0];
        writeln!(page, "\n{topic}  {text}   (AP {average})").unwrap();
        for hit in found.get(topic).into_iter().flatten() {
            let relevance = judgments.relevance.get(&(topic.clone(), hit.id.clone()));
            let mark = match relevance {
                Some(2..) => "++",
                Some(1) => "+",
                _ => "",
            };
            let passages = hit.passages.iter().map(|number| {
                let answers = judgments.answers(topic, &(hit.id.clone(), *number));
                format!("¶{number}{}", if answers { "!" } else { "" })
            });
            let passages = passages.collect::<Vec<_>>().join(" ");
            writeln!(page, "  {mark:2} {}  {passages}", hit.id).unwrap();
        }
    }
    expect_file![package().join("tests/eval/ranking.txt")].assert_eq(&page);
}

#[test]
fn the_words_of_every_answer_stand_in_its_paragraph() {
    let archive = Archive::with_corpus();
    let run = archive.run("extract corpus");
    let mut paragraphs: HashMap<Place, String> = HashMap::new();
    for article in run.records() {
        let path = article["path"].as_str().unwrap();
        for paragraph in article["paragraphs"].as_array().unwrap() {
            let place =
                (path.trim_start_matches("corpus/").to_owned(), paragraph["n"].as_u64().unwrap());
            paragraphs.insert(place, paragraph["text"].as_str().unwrap().to_owned());
        }
    }
    for line in judged("answers.tsv").lines() {
        let [_, id, number, words] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("{line}")
        };
        let paragraph = paragraphs.get(&(id.to_owned(), number.parse().unwrap()));
        assert!(paragraph.is_some_and(|text| text.contains(words)), "{line}");
    }
}

const LEGEND: &str = "\
The first articles for each topic, best first, with their passages, best first.
++ about it, + says something that answers, ! this paragraph answers.
Written by `UPDATE_EXPECT=1 cargo test golden_ranking`.

";
