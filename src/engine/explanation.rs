//! What an engine tells of how it answers a plan: what its words stand for,
//! and what the score of an article is made of.

/// How often something occurs in the articles that a query may find.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frequency {
    /// In how many articles.
    pub articles: u64,
    /// How often in all of them.
    pub occurrences: u64,
}

/// The frequencies of the parts of a plan.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Frequencies {
    /// Of each clause, with the limits around it.
    pub clauses: Vec<Frequency>,
    /// Of each term of each leaf, wherever it stands.
    pub terms: Vec<Vec<Frequency>>,
}

/// By which of its stages a search scores an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// By how often words occur; all articles that match.
    First,
    /// By where they occur as well; the best of the first stage.
    Second,
}

/// The score of an article, and its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoreStory {
    /// The score that a search prints.
    pub score: f64,
    /// The stage that it comes from.
    pub stage: Stage,
    /// Tokens of the article, as far as the index remembers.
    pub length: f64,
    /// Tokens of an article on average.
    pub average_length: f64,
    /// What adds up to the score, but for rounding.
    pub parts: Vec<ScorePart>,
}

/// A part of a score.
#[derive(Debug, Clone, PartialEq)]
pub struct ScorePart {
    /// What is rewarded.
    pub reward: Reward,
    /// The clauses that it is for; all if there is none.
    pub clauses: Vec<usize>,
    /// The word of a compound that it is for, if it is for one.
    pub piece: Option<String>,
    /// What it adds.
    pub value: f64,
    /// What it was computed from, if it is for a single word or phrase.
    pub unit: Option<UnitFacts>,
}

/// What a part of a score rewards.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reward {
    /// Frequency in the article, by BM25.
    Frequency,
    /// An early first occurrence.
    Lead,
    /// Many of the words inside one stretch of text.
    Window,
    /// Words near each other.
    Pairs,
    /// A new article, if those are preferred.
    Recency,
}

/// What a word or phrase brings into a score.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct UnitFacts {
    /// How rare it is.
    pub idf: f64,
    /// How much it weighs: its boost, and less for function words.
    pub weight: f64,
    /// How often it occurs in the article.
    pub occurrences: usize,
}
