//! Matches the document ids of foreign files to articles.
//!
//! Judgments and runs that others made name an article by the record id of
//! its format, or by its file, not by our full id. An id is translated only
//! where exactly one article can be meant; all others are reported and left
//! as they stand, so that a judged article which is not in the archive
//! still counts as relevant and not found.

use std::collections::HashMap;

use super::qrels::{Judgments, Qrels};
use super::run::{Run, ScoredId, TopicRun};
use crate::article::{Locator, encode_path};

/// The names by which articles may be meant.
#[derive(Debug, Clone, Default)]
pub struct Resolver {
    articles: Vec<String>,
    full: HashMap<String, usize>,
    /// Record ids, and paths without extension.
    names: HashMap<String, Named>,
    /// File names without folder and extension, asked last.
    files: HashMap<String, Named>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Named {
    One(usize),
    Several,
}

/// What an id names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resolution<'a> {
    /// This article, by its full id.
    Article(&'a str),
    /// Several articles; none is chosen.
    Ambiguous,
    /// No article.
    Unknown,
}

/// Ids that could not be translated one to one, each once, in byte order.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unresolved {
    /// Ids that name no article.
    pub unknown: Vec<String>,
    /// Ids that name several articles.
    pub ambiguous: Vec<String>,
    /// Articles that one topic names by several ids; the highest relevance
    /// or score was kept.
    pub merged: Vec<String>,
}

impl Resolver {
    /// Learns the names of all articles from their full ids.
    #[must_use]
    pub fn new(ids: impl IntoIterator<Item = String>) -> Self {
        let mut resolver = Self::default();
        for id in ids {
            resolver.add(id);
        }
        resolver
    }

    fn add(&mut self, id: String) {
        if self.full.contains_key(&id) {
            return;
        }
        let at = self.articles.len();
        let Locator { path, member, record } = Locator::parse(&id);
        let inside = member.as_deref().unwrap_or(&path);
        let stem = without_extension(inside);
        let file = stem.rsplit(['/', '!']).next().unwrap_or(stem);
        name(&mut self.files, file.to_owned(), at);
        let whole = match &member {
            Some(_) => format!("{path}!{stem}"),
            None => stem.to_owned(),
        };
        // A record whose id equals the path must not make itself ambiguous.
        if let Some(record) = record.filter(|record| *record != whole) {
            name(&mut self.names, record, at);
        }
        name(&mut self.names, whole, at);
        self.full.insert(id.clone(), at);
        self.articles.push(id);
    }

    /// Says which article an id names: the one with this full id; else the
    /// one with this record id or this path without extension; else the one
    /// with this file name without extension. What names more than one
    /// article at one of these steps is ambiguous.
    #[must_use]
    pub fn resolve(&self, id: &str) -> Resolution<'_> {
        let encoded = encode_path(id.as_bytes());
        let spellings = [id, encoded.as_str()];
        let named = spellings
            .iter()
            .find_map(|id| self.full.get(*id).map(|at| Named::One(*at)))
            .or_else(|| spellings.iter().find_map(|id| self.names.get(*id).copied()))
            .or_else(|| spellings.iter().find_map(|id| self.files.get(*id).copied()));
        match named {
            Some(Named::One(at)) => {
                self.articles.get(at).map_or(Resolution::Unknown, |id| Resolution::Article(id))
            }
            Some(Named::Several) => Resolution::Ambiguous,
            None => Resolution::Unknown,
        }
    }

    /// The judgments with full ids, and what could not be translated.
    #[must_use]
    pub fn resolve_qrels(&self, qrels: &Qrels) -> (Qrels, Unresolved) {
        let mut unresolved = Unresolved::default();
        let mut resolved = Qrels::default();
        for (topic, judgments) in &qrels.topics {
            let translated = self.resolve_judgments(judgments, &mut unresolved);
            resolved.topics.insert(topic.clone(), translated);
        }
        (resolved, unresolved.sorted())
    }

    fn resolve_judgments(&self, judgments: &Judgments, unresolved: &mut Unresolved) -> Judgments {
        let mut translated = Judgments::new();
        for (id, relevance) in judgments {
            let id = self.full_id(id, unresolved);
            if let Some(other) = translated.get_mut(&id) {
                *other = *relevance.max(other);
                unresolved.merged.push(id);
            } else {
                translated.insert(id, *relevance);
            }
        }
        translated
    }

    /// The run with full ids, and what could not be translated.
    #[must_use]
    pub fn resolve_run(&self, run: &Run) -> (Run, Unresolved) {
        let mut unresolved = Unresolved::default();
        let topics = run.topics.iter().map(|topic| TopicRun {
            topic: topic.topic.clone(),
            hits: self.resolve_hits(&topic.hits, &mut unresolved),
        });
        let topics = topics.collect();
        (Run { topics }, unresolved.sorted())
    }

    fn resolve_hits(&self, hits: &[ScoredId], unresolved: &mut Unresolved) -> Vec<ScoredId> {
        let mut translated: Vec<ScoredId> = Vec::with_capacity(hits.len());
        let mut position: HashMap<String, usize> = HashMap::new();
        for hit in hits {
            let id = self.full_id(&hit.id, unresolved);
            let at = *position.entry(id.clone()).or_insert(translated.len());
            if let Some(other) = translated.get_mut(at) {
                other.score = other.score.max(hit.score);
                unresolved.merged.push(id);
            } else {
                translated.push(ScoredId { id, score: hit.score });
            }
        }
        translated
    }

    fn full_id(&self, id: &str, unresolved: &mut Unresolved) -> String {
        match self.resolve(id) {
            Resolution::Article(full) => return full.to_owned(),
            Resolution::Ambiguous => unresolved.ambiguous.push(id.to_owned()),
            Resolution::Unknown => unresolved.unknown.push(id.to_owned()),
        }
        id.to_owned()
    }
}

impl Unresolved {
    fn sorted(mut self) -> Self {
        for ids in [&mut self.unknown, &mut self.ambiguous, &mut self.merged] {
            ids.sort_unstable();
            ids.dedup();
        }
        self
    }
}

fn name(names: &mut HashMap<String, Named>, name: String, at: usize) {
    names.entry(name).and_modify(|named| *named = Named::Several).or_insert(Named::One(at));
}

fn without_extension(path: &str) -> &str {
    let file_start = path.rfind(['/', '!']).map_or(0, |at| at + 1);
    match path.rfind('.') {
        Some(dot) if dot > file_start => path.get(..dot).unwrap_or(path),
        _ => path,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARTICLES: &[&str] = &[
        "day/one.txt",
        "day/two.v2.txt",
        "night/one.txt",
        "wire.sgm#17",
        "wire.sgm#18",
        "other.sgm#18",
        "box.zip!in/three.xml",
        "17b.txt",
        ".hidden",
        "solo.xml#solo",
        "a%20b.txt",
        "rec.jsonl#x%23y",
        "top.txt",
        "deep/top.txt",
    ];

    fn check(id: &str, expected: Resolution<'_>) {
        let resolver = Resolver::new(ARTICLES.iter().map(ToString::to_string));
        assert_eq!(resolver.resolve(id), expected, "{id}");
    }

    #[test]
    fn an_id_names_an_article_only_where_it_is_unique() {
        use Resolution::{Ambiguous, Article, Unknown};
        check("wire.sgm#18", Article("wire.sgm#18"));
        check("17", Article("wire.sgm#17"));
        check("18", Ambiguous);
        check("wire", Ambiguous);
        check("day/one", Article("day/one.txt"));
        check("one", Ambiguous);
        check("two.v2", Article("day/two.v2.txt"));
        check("two", Unknown);
        check("box.zip!in/three", Article("box.zip!in/three.xml"));
        check("three", Article("box.zip!in/three.xml"));
        check("17b", Article("17b.txt"));
        check(".hidden", Article(".hidden"));
        check("solo", Article("solo.xml#solo"));
        check("a%20b", Article("a%20b.txt"));
        check("x#y", Article("rec.jsonl#x%23y"));
        check("top", Article("top.txt"));
        check("absent", Unknown);
        check("", Unknown);
    }

    #[test]
    fn judgments_and_runs_are_translated_with_a_report() {
        let resolver = Resolver::new(ARTICLES.iter().map(ToString::to_string));
        let qrels = Qrels::parse("1 0 17 1\n1 0 wire.sgm#17 2\n1 0 18 1\n1 0 gone 1").unwrap();
        let (qrels, report) = resolver.resolve_qrels(&qrels);
        let expected = Qrels::parse("1 0 wire.sgm#17 2\n1 0 18 1\n1 0 gone 1").unwrap();
        assert_eq!(qrels, expected);
        let strings = |ids: &[&str]| ids.iter().map(ToString::to_string).collect::<Vec<_>>();
        assert_eq!(report.unknown, strings(&["gone"]));
        assert_eq!(report.ambiguous, strings(&["18"]));
        assert_eq!(report.merged, strings(&["wire.sgm#17"]));

        let run = Run::parse("1 Q0 17 1 2 x\n1 Q0 gone 2 1 x\n1 Q0 wire.sgm#17 3 9 x").unwrap();
        let (run, report) = resolver.resolve_run(&run);
        assert_eq!(run.to_trec("x"), "1 Q0 wire.sgm#17 1 9 x\n1 Q0 gone 2 1 x\n");
        assert_eq!(report.unknown, strings(&["gone"]));
    }
}
