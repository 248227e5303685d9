//! Random queries over random articles against a slow matcher.
//!
//! The matcher here knows the words of an article, not positions or postings,
//! and shares no code with the evaluator. What it goes by: a bare word is
//! looked for in all its forms, a quoted or `=` word in one; a phrase stays
//! inside a paragraph, moved words or not; distance counts words, paragraph ends are not counted,
//! and nothing is near across the border of two parts (headline, byline,
//! dateline, body); the nearest words of two sides of a proximity decide, a
//! side that reaches into the other is near it, and no word at an end of one
//! is at an end of the other.

use std::collections::{BTreeSet, HashMap};
use std::fmt;
use std::sync::LazyLock;

use morgue::engine::{Engine, Handle, LocalEngine, Sort, Stored, Window};
use morgue::ingest::{Progress, Request as Ingest, run as ingest};
use morgue::passage::reading::MarkedSpan;
use morgue::query::Syntax;
use morgue::search::{Answer, Request, Searcher};

use super::archive::Archive;

/// How many random articles there are; `.ci/long` asks for more.
static ARTICLES: LazyLock<usize> = LazyLock::new(|| size("MORGUE_TEST_ARTICLES", 200));
/// How many random queries are put to them; `.ci/long` asks for more.
static QUERIES: LazyLock<usize> = LazyLock::new(|| size("MORGUE_TEST_QUERIES", 240));

fn size(variable: &str, default: usize) -> usize {
    std::env::var(variable).map_or(default, |size| size.parse().unwrap())
}

/// The words that queries are made of, with what they are forms of.
const WORDS: &[(&str, &str)] = &[
    ("harbour", "harbour"),
    ("ship", "ship"),
    ("ships", "ship"),
    ("port", "port"),
    ("ports", "port"),
    ("treaty", "treaty"),
    ("treaties", "treaty"),
    ("storm", "storm"),
    ("bridge", "bridge"),
    ("bridges", "bridge"),
    ("crimea", "crimea"),
    ("minister", "minister"),
];

/// Words between them that no query asks for; they make the texts English.
const FILLERS: &[&str] = &["the", "of", "with", "and", "said", "that", "which", "from", "after"];

/// Occurs in no article.
const NOWHERE: &str = "nowhere";

fn root_of(word: &str) -> &str {
    WORDS.iter().find(|(form, _)| *form == word).map_or(word, |(_, root)| root)
}

/// `SplitMix64`, so that every run sees the same cases.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, not including, `end`.
    fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(end).unwrap()).unwrap()
    }

    /// True in `percent` of a hundred cases.
    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn word(&mut self) -> &'static str {
        WORDS[self.below(WORDS.len())].0
    }
}

fn sentence(random: &mut Random) -> String {
    let words: Vec<&str> =
        (0..4 + random.below(6))
            .map(|_| {
                if random.chance(45) { random.word() } else { FILLERS[random.below(FILLERS.len())] }
            })
            .collect();
    let text = words.join(" ");
    format!("{}{}.", text[..1].to_uppercase(), &text[1..])
}

fn article(random: &mut Random, number: usize) -> String {
    let (first, second) = (random.word(), random.word());
    let mut text = format!("The {first} and the {second} in report {number}\n");
    text.push_str("They said that they would have been there with all of the others. ");
    for _ in 0..2 + random.below(4) {
        let sentences: Vec<String> = (0..2 + random.below(2)).map(|_| sentence(random)).collect();
        text.push_str(&sentences.join(" "));
        text.push('\n');
    }
    text
}

/// A query, as it is typed and as the slow matcher takes it.
#[derive(Debug, Clone)]
enum Query {
    Word(&'static str),
    Exact(&'static str),
    Phrase(Vec<&'static str>),
    /// Two words moved so far in all.
    Moved(Vec<&'static str>, usize),
    All(Vec<Query>),
    Any(Vec<Query>),
    /// The first without the second.
    Without(Box<Query>, Box<Query>),
    Near(Near, Box<Query>, Box<Query>),
    Zone(Zone, Box<Query>),
}

/// How near, and whether `NOT` stands in front.
#[derive(Debug, Clone, Copy)]
struct Near {
    kind: NearKind,
    negated: bool,
}

#[derive(Debug, Clone, Copy)]
enum NearKind {
    Within(usize),
    Before(usize),
    Sentence,
    Paragraph,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Zone {
    Headline,
    Lead,
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, parts: &[Query], operator: &str| {
            let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
            write!(f, "({})", parts.join(operator))
        };
        match self {
            Self::Word(word) => f.write_str(word),
            Self::Exact(word) => write!(f, "={word}"),
            Self::Phrase(words) => write!(f, "\"{}\"", words.join(" ")),
            Self::Moved(words, slop) => write!(f, "\"{}\"~{slop}", words.join(" ")),
            Self::All(parts) => list(f, parts, " AND "),
            Self::Any(parts) => list(f, parts, " OR "),
            Self::Without(part, not) => write!(f, "({part} AND NOT {not})"),
            Self::Near(near, left, right) => write!(f, "({left} {near} {right})"),
            Self::Zone(Zone::Headline, part) => write!(f, "headline:{part}"),
            Self::Zone(Zone::Lead, part) => write!(f, "lead:{part}"),
        }
    }
}

impl fmt::Display for Near {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.negated { "NOT " } else { "" })?;
        match self.kind {
            NearKind::Within(words) => write!(f, "w/{words}"),
            NearKind::Before(words) => write!(f, "pre/{words}"),
            NearKind::Sentence => f.write_str("w/s"),
            NearKind::Paragraph => f.write_str("w/p"),
        }
    }
}

impl Query {
    /// A random query; `depth` bounds how far it is nested.
    fn random(random: &mut Random, depth: usize, in_zone: bool) -> Self {
        let part = |random: &mut Random| Self::random(random, depth - 1, in_zone);
        match random.below(100) {
            _ if depth == 0 => Self::leaf(random),
            0..20 => Self::leaf(random),
            20..35 => Self::All(vec![part(random), part(random)]),
            35..50 => Self::Any(vec![part(random), part(random)]),
            50..60 => {
                let left = Box::new(part(random));
                Self::Without(left, Box::new(part(random)))
            }
            60..72 if !in_zone => {
                let zone = if random.chance(50) { Zone::Headline } else { Zone::Lead };
                Self::Zone(zone, Box::new(Self::random(random, depth - 1, true)))
            }
            _ => Self::near(random, 1),
        }
    }

    fn leaf(random: &mut Random) -> Self {
        match random.below(10) {
            0..5 => Self::Word(random.word()),
            5..7 => Self::Exact(random.word()),
            7 => Self::Moved(vec![random.word(), random.word()], 1 + random.below(4)),
            _ => Self::Phrase((0..2 + random.below(2)).map(|_| random.text_word()).collect()),
        }
    }

    fn near(random: &mut Random, depth: usize) -> Self {
        let kind = match random.below(6) {
            0..2 => NearKind::Within(1 + random.below(6)),
            2 => NearKind::Within(8 + random.below(20)),
            3 => NearKind::Before(1 + random.below(6)),
            4 => NearKind::Sentence,
            _ => NearKind::Paragraph,
        };
        let near = Near { kind, negated: random.chance(15) };
        let left = match random.below(10) {
            0..2 if depth > 0 => Self::near(random, depth - 1),
            // What stands on one side of AND must itself be near.
            2 if depth > 0 => {
                let both = Self::All(vec![Self::leaf(random), Self::leaf(random)]);
                if random.chance(50) { both } else { Self::Any(vec![Self::leaf(random), both]) }
            }
            3..5 => Self::Any(vec![Self::leaf(random), Self::leaf(random)]),
            _ => Self::leaf(random),
        };
        let right = match random.below(10) {
            0 if depth > 0 => Self::All(vec![Self::leaf(random), Self::leaf(random)]),
            1 if depth > 0 => Self::near(random, depth - 1),
            _ => Self::leaf(random),
        };
        Self::Near(near, Box::new(left), Box::new(right))
    }

    /// The roots of the words that are asked for, or of those that are excluded.
    fn roots(&self, excluded: bool) -> BTreeSet<&'static str> {
        match self {
            Self::Word(word) | Self::Exact(word) if !excluded => BTreeSet::from([root_of(word)]),
            Self::Phrase(words) | Self::Moved(words, _) if !excluded => {
                words.iter().map(|word| root_of(word)).collect()
            }
            Self::Word(_) | Self::Exact(_) | Self::Phrase(_) | Self::Moved(..) => BTreeSet::new(),
            Self::All(parts) | Self::Any(parts) => {
                parts.iter().flat_map(|part| part.roots(excluded)).collect()
            }
            Self::Without(part, not) => {
                let mut roots = part.roots(excluded);
                roots.extend(not.roots(!excluded));
                roots
            }
            Self::Near(near, left, right) => {
                let mut roots = left.roots(excluded);
                roots.extend(right.roots(excluded != near.negated));
                roots
            }
            Self::Zone(_, part) => part.roots(excluded),
        }
    }

    /// Whether a mark with this text is a word or phrase that is asked for.
    fn names(&self, text: &str) -> bool {
        let words = lower_words(text);
        match self {
            Self::Word(word) => words.len() == 1 && root_of(&words[0]) == root_of(word),
            Self::Exact(word) => words == [*word],
            Self::Phrase(phrase) => words == *phrase,
            Self::Moved(moved, _) => words.len() == 1 && moved.contains(&words[0].as_str()),
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.names(text)),
            // Nothing below a NOT is marked.
            Self::Without(part, _) | Self::Zone(_, part) => part.names(text),
            Self::Near(near, left, right) => {
                left.names(text) || (!near.negated && right.names(text))
            }
        }
    }
}

impl Random {
    /// A word as it may stand inside a phrase.
    fn text_word(&mut self) -> &'static str {
        if self.chance(70) { self.word() } else { FILLERS[self.below(FILLERS.len())] }
    }
}

fn lower_words(text: &str) -> Vec<String> {
    let words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_lowercase).collect()
}

/// A word of an article with the numbers of what it stands in.
#[derive(Debug, Clone)]
struct Word {
    text: String,
    /// What it is a form of.
    root: String,
    start: usize,
    part: usize,
    paragraph: usize,
    sentence: usize,
}

/// The words of an article in order.
#[derive(Debug, Clone, Default)]
struct Words {
    words: Vec<Word>,
    lead: Option<usize>,
}

/// The first and last word of what satisfies a part of a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    first: usize,
    last: usize,
    /// How many words the word or phrase at its beginning has.
    opening: usize,
    /// How many words the word or phrase at its end has.
    closing: usize,
}

impl Stretch {
    fn solid(first: usize, last: usize) -> Self {
        let words = last + 1 - first;
        Self { first, last, opening: words, closing: words }
    }

    fn ends(self) -> BTreeSet<usize> {
        let opening = self.first..self.first + self.opening;
        opening.chain(self.last + 1 - self.closing..=self.last).collect()
    }
}

const HEADLINE: usize = 0;
const BODY: usize = 3;

impl Words {
    /// Reads the stored text: parts divided by U+001D, paragraphs by U+001E.
    fn of(stored: &Stored) -> Self {
        let mut words = Self::default();
        let (mut paragraph, mut sentence) = (0, 0);
        let text = &stored.text.text;
        let mut start = text.find('\u{1d}').unwrap() + 1;
        for (part, content) in text[start..].split('\u{1d}').enumerate() {
            for lines in content.split('\u{1e}') {
                if part == BODY {
                    words.lead.get_or_insert(paragraph);
                }
                words.read(lines, start, (part, paragraph), &mut sentence);
                paragraph += 1;
                sentence += 1;
                start += lines.len() + 1;
            }
        }
        words
    }

    fn read(&mut self, text: &str, at: usize, place: (usize, usize), sentence: &mut usize) {
        let (part, paragraph) = place;
        let mut offset = 0;
        for piece in text.split_inclusive(' ') {
            let bare = piece.trim_end_matches([' ', '.']);
            if !bare.is_empty() {
                let (text, start) = (bare.to_lowercase(), at + offset);
                let root = root_of(&text).to_owned();
                self.words.push(Word { text, root, start, part, paragraph, sentence: *sentence });
            }
            *sentence += usize::from(piece.trim_end().ends_with('.'));
            offset += piece.len();
        }
    }

    fn is_in(&self, zone: Option<Zone>, stretch: Stretch) -> bool {
        let words = &self.words[stretch.first..=stretch.last];
        words.iter().all(|word| match zone {
            None => true,
            Some(Zone::Headline) => word.part == HEADLINE,
            Some(Zone::Lead) => Some(word.paragraph) == self.lead,
        })
    }

    fn holds(&self, query: &Query, zone: Option<Zone>) -> bool {
        match query {
            Query::All(parts) => parts.iter().all(|part| self.holds(part, zone)),
            Query::Any(parts) => parts.iter().any(|part| self.holds(part, zone)),
            Query::Without(part, not) => self.holds(part, zone) && !self.holds(not, zone),
            Query::Zone(zone, part) => self.holds(part, Some(*zone)),
            Query::Near(near, left, right) => self.holds_near(*near, left, right, zone),
            _ => !self.stretches(query, zone).is_empty(),
        }
    }

    /// Groups stand near something one by one; what is not near all of a
    /// group is not near one of them.
    fn holds_near(&self, near: Near, left: &Query, right: &Query, zone: Option<Zone>) -> bool {
        let any_group = |parts: &[Query]| parts.iter().any(|part| matches!(part, Query::All(_)));
        match (left, right) {
            (Query::All(parts), _) => {
                parts.iter().all(|left| self.holds_near(near, left, right, zone))
            }
            (Query::Any(parts), _) if any_group(parts) => {
                parts.iter().any(|left| self.holds_near(near, left, right, zone))
            }
            (_, Query::All(parts)) if near.negated => {
                parts.iter().any(|right| self.holds_near(near, left, right, zone))
            }
            (_, Query::All(parts)) => {
                parts.iter().all(|right| self.holds_near(near, left, right, zone))
            }
            _ => !self.near(near, left, right, zone).is_empty(),
        }
    }

    /// Two different words of a paragraph, the one at its place and the other
    /// moved so far from its own.
    fn moved(&self, words: &[&str], slop: usize, zone: Option<Zone>) -> Vec<Stretch> {
        let mut found = Vec::new();
        for (first, one) in self.words.iter().enumerate().filter(|(_, one)| one.text == words[0]) {
            for (second, other) in self.words.iter().enumerate() {
                let moves = (first + 1).abs_diff(second);
                let together = first != second && one.paragraph == other.paragraph;
                let (start, last) = (first.min(second), first.max(second));
                let stretch = Stretch { first: start, last, opening: 1, closing: 1 };
                let fits = other.text == words[1] && moves <= slop && together;
                found.extend((fits && self.is_in(zone, stretch)).then_some(stretch));
            }
        }
        found
    }

    fn stretches(&self, query: &Query, zone: Option<Zone>) -> Vec<Stretch> {
        match query {
            Query::Word(word) => {
                let root = root_of(word);
                self.runs(1, zone, |found, _| found.root == root)
            }
            Query::Exact(word) => self.runs(1, zone, |found, _| found.text == *word),
            Query::Phrase(words) => {
                self.runs(words.len(), zone, |found, number| found.text == words[number])
            }
            Query::Moved(words, slop) => self.moved(words, *slop, zone),
            Query::Any(parts) => parts.iter().flat_map(|part| self.stretches(part, zone)).collect(),
            Query::Near(near, left, right) => self.near(*near, left, right, zone),
            Query::Zone(zone, part) => self.stretches(part, Some(*zone)),
            Query::All(_) | Query::Without(..) => panic!("{query} has no place in the text"),
        }
    }

    /// Runs of so many words of one paragraph of which each fits.
    fn runs(
        &self,
        len: usize,
        zone: Option<Zone>,
        fits: impl Fn(&Word, usize) -> bool,
    ) -> Vec<Stretch> {
        let mut found = Vec::new();
        for (first, run) in self.words.windows(len).enumerate() {
            let fit = run.iter().enumerate().all(|(number, word)| fits(word, number));
            let stretch = Stretch::solid(first, first + len - 1);
            let together = || run.iter().all(|word| word.paragraph == run[0].paragraph);
            if fit && together() && self.is_in(zone, stretch) {
                found.push(stretch);
            }
        }
        found
    }

    fn near(&self, near: Near, left: &Query, right: &Query, zone: Option<Zone>) -> Vec<Stretch> {
        let (lefts, rights) = (self.stretches(left, zone), self.stretches(right, zone));
        let mut found = Vec::new();
        for left in lefts {
            let mut partners = rights.iter().filter(|right| self.is_near(near.kind, left, **right));
            if near.negated {
                found.extend(partners.next().is_none().then_some(left));
                continue;
            }
            found.extend(partners.map(|right| {
                let before = if left.first < right.first { left } else { *right };
                let after = if left.last > right.last { left } else { *right };
                let (first, opening) = (before.first, before.opening);
                Stretch { first, opening, last: after.last, closing: after.closing }
            }));
        }
        found
    }

    fn is_near(&self, kind: NearKind, left: Stretch, right: Stretch) -> bool {
        let (before, after) = if left.first <= right.first { (left, right) } else { (right, left) };
        if after.first <= before.last {
            let is_apart = left.ends().is_disjoint(&right.ends());
            return is_apart && !matches!(kind, NearKind::Before(_));
        }
        let (end, start) = (&self.words[before.last], &self.words[after.first]);
        let distance = after.first - before.last;
        end.part == start.part
            && match kind {
                NearKind::Within(words) => distance <= words,
                NearKind::Before(words) => before == left && distance <= words,
                NearKind::Sentence => end.sentence == start.sentence,
                NearKind::Paragraph => end.part == HEADLINE || end.paragraph == start.paragraph,
            }
    }
}

/// Names the query if the test fails inside the program.
struct Asked<'a>(&'a Query);

impl Drop for Asked<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            eprintln!("the query was {}", self.0);
        }
    }
}

struct Quiet;

impl Progress for Quiet {
    fn start(&self, _files: u64) {}
    fn file(&self, _path: &str) {}
}

/// An index of random articles.
struct Library {
    engine: LocalEngine,
    articles: HashMap<Handle, Known>,
    _archive: Archive,
}

/// An article of it.
struct Known {
    id: String,
    stored: Stored,
    words: Words,
}

impl Library {
    fn new() -> Self {
        let mut random = Random(7);
        let archive = Archive::new();
        for number in 0..*ARTICLES {
            archive.write(&format!("{}/{number}.txt", number % 5), article(&mut random, number));
        }
        let request = Ingest { archives: vec![archive.root().to_owned()], ..Ingest::default() };
        let (folder, report) = ingest(&request, &Quiet).unwrap();
        assert_eq!(report.articles(), u64::try_from(*ARTICLES).unwrap());
        let engine = LocalEngine::open(&[folder.path().to_owned()]).unwrap();
        let articles = known(&engine);
        Self { engine, articles, _archive: archive }
    }
}

/// Every article that the engine holds.
fn known(engine: &LocalEngine) -> HashMap<Handle, Known> {
    let answer = Searcher::new(engine).search(&request("*")).unwrap();
    assert_eq!(answer.hits.len(), *ARTICLES);
    let known = answer.hits.iter().map(|hit| {
        let stored = engine.fetch(hit.handle).unwrap();
        let language = stored.article.language.as_deref().unwrap_or("en");
        assert_eq!(language, "en", "{}", stored.text.text);
        let (id, words) = (stored.article.locator.id(), Words::of(&stored));
        (hit.handle, Known { id, stored, words })
    });
    known.collect()
}

fn request(query: &str) -> Request {
    Request {
        window: Window { offset: 0, limit: usize::MAX, sort: Sort::Relevance },
        ..Request::new(query, Syntax::new(jiff::civil::date(2017, 2, 17)))
    }
}

fn queries() -> Vec<Query> {
    let mut random = Random(1943);
    let mut query = |number| Query::random(&mut random, 1 + number % 3, false);
    (0..*QUERIES).map(&mut query).collect()
}

/// At most so many articles of a query are looked at closely.
const LOOKED_AT: usize = 12;

#[test]
fn queries_find_and_mark_what_the_slow_matcher_finds() {
    let library = Library::new();
    let mut searcher = Searcher::new(&library.engine);
    let (mut telling, mut masked) = (0, 0);
    for query in queries() {
        let _asked = Asked(&query);
        let answer = searcher.search(&request(&query.to_string())).unwrap();
        check_found(&library, &query, &answer);
        telling += usize::from(!answer.hits.is_empty() && answer.hits.len() < *ARTICLES);
        for hit in answer.hits.iter().take(LOOKED_AT) {
            let known = &library.articles[&hit.handle];
            let marks = searcher.marks(&answer.prepared.plan, &known.stored).unwrap();
            masked += usize::from(check_marks(&query, known, &marks));
        }
        let others = library.articles.values().filter(|known| !known.words.holds(&query, None));
        for known in others.take(3) {
            let marks = searcher.marks(&answer.prepared.plan, &known.stored).unwrap();
            assert!(marks.is_empty(), "{query} marks {marks:?} in {}", known.id);
        }
    }
    assert!(telling * 2 > *QUERIES, "only {telling} queries tell articles apart");
    assert!(masked > *QUERIES, "only {masked} articles were masked");
}

/// The articles found are those that the slow matcher finds.
fn check_found(library: &Library, query: &Query, answer: &Answer) {
    let found: BTreeSet<&str> =
        answer.hits.iter().map(|hit| library.articles[&hit.handle].id.as_str()).collect();
    let matching = library.articles.values().filter(|known| known.words.holds(query, None));
    let expected: BTreeSet<&str> = matching.map(|known| known.id.as_str()).collect();
    let extra: Vec<_> = found.difference(&expected).collect();
    let lost: Vec<_> = expected.difference(&found).collect();
    assert!(extra.is_empty() && lost.is_empty(), "{query}: too many {extra:?}, lost {lost:?}");
    assert_eq!(answer.total, u64::try_from(found.len()).unwrap(), "{query}");
}

/// Something is marked, only words that are asked for, and the match rests on
/// them; returns whether the latter could be tried.
fn check_marks(query: &Query, known: &Known, marks: &[MarkedSpan]) -> bool {
    assert!(!marks.is_empty(), "{query} marks nothing in {}", known.id);
    let mut words = known.words.clone();
    for mark in marks {
        let text = mark.span.of(&known.stored.text.text);
        assert!(query.names(text), "{query} marks `{text}` in {}", known.id);
        let inside = |word: &&mut Word| mark.span.start <= word.start && word.start < mark.span.end;
        for word in words.words.iter_mut().filter(inside) {
            NOWHERE.clone_into(&mut word.text);
            NOWHERE.clone_into(&mut word.root);
        }
    }
    let tried = can_be_masked(query);
    assert!(!tried || !words.holds(query, None), "{query} matches {} unmarked", known.id);
    tried
}

/// Whether an article must stop matching once the marked words are gone.
///
/// Not where a word is both asked for and excluded: to take it away from
/// where it is asked for is to satisfy what excludes it, as in
/// `(port AND NOT ship) OR ship`.
fn can_be_masked(query: &Query) -> bool {
    query.roots(false).is_disjoint(&query.roots(true))
}
