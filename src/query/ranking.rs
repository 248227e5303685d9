//! The score of an article: every parameter of ranking in one place.
//!
//! ```text
//! score =       Σ w · 2.2 tf / (tf + K)                                 BM25
//!       + 0.6 · Σ w / (1 + ln(1 + p/10))      p: words of the body before the first occurrence
//!       + 0.4 · best, over 30 words, of Σ w of the distinct words inside
//!       + 0.2/(m−1) · Σ over pairs (idf a + idf b) · 2.2 n / (n + K)
//!                     n: disjoint co-occurrences less than 8 words apart; m: distinct words
//!       + 2 · 2^(−d/h)   if a half-life h is asked for; d: days before the newest article
//! K = 1.2 (0.25 + 0.75 · length / average length),  w = idf · weight of the word
//! ```
//!
//! All parts are in units of idf, so that no normalisation is needed. The
//! words of a compound such as `half-brother` score each by itself; a word
//! that the query repeats counts as often.
//!
//! # Why these parameters
//! They did best over newspaper topics, magazine topics and known agency
//! stories together, chosen on the first two and the third in turn; the
//! optimum is flat: lead .4–.8, window .2–.8, pairs .2–.4, half weight .3–.5
//! move no set by more than two percent. Measured with `morgue eval`:
//!
//! | | 83 questions to a magazine, MAP / nDCG@10 | 1,000 headlines, MRR@10 |
//! | --- | --- | --- |
//! | BM25, all words in full | .6875 / .7469 | .7888 |
//! | BM25 | .6961 / .7575 | |
//! | plain tantivy | .6640 / .7289 | |
//! | plain tantivy with stems | .6828 / .7452 | |
//! | the whole | .7134 / .7704 | .8057 |
//! | without lead | .7083 / .7709 | |
//! | without window | .7160 / .7741 | |
//! | without pairs | .7132 / .7694 | |
//! | light words in full | .7106 / .7660 | |
//! | compounds as phrases only | .7054 / .7634 | |
//!
//! The whole is better than BM25 with p = .016 on the magazine and p < .0001 on
//! the headlines. The window and the pairs earn their place on newspaper
//! topics: without them average precision falls there by 5 and 2 percent.
//! Words that feedback adds hurt on every set and are left out.

use super::light_words::{is_light_word, is_stop_word};
use super::plan::Plan;
use crate::analysis::Borders;

/// Saturation of term frequency.
const K1: f64 = 1.2;
/// How much the length of an article counts.
const B: f64 = 0.75;
/// Weight of the first position.
const LEAD_WEIGHT: f64 = 0.6;
/// Words after which the value of a first position has fallen by about 40 %.
const LEAD_DECAY: f64 = 10.0;
/// Weight of the best window.
const WINDOW_WEIGHT: f64 = 0.4;
/// Words in a window.
const WINDOW_WORDS: u32 = 30;
/// Weight of near pairs.
const PAIR_WEIGHT: f64 = 0.2;
/// Pairs stand less than this many words apart.
const PAIR_WORDS: u32 = 8;
/// What the newest article gets, if new ones are preferred: as much as a word
/// that one article in eight holds. There are no judgments to choose it by.
const RECENCY_WEIGHT: f64 = 2.0;
/// Weight of a word that says little, beside words that say more.
const LIGHT_WORD_WEIGHT: f64 = 0.5;

/// A word or phrase that scores, with its occurrences in one article.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoredUnit {
    /// How rare it is.
    pub idf: f64,
    /// Its weight: boost, and how much it says.
    pub weight: f64,
    /// Where it begins, ascending.
    pub positions: Vec<u32>,
}

/// The parts of a score.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Score {
    /// BM25, for each unit.
    pub bm25: Vec<f64>,
    /// First position, for each unit.
    pub lead: Vec<f64>,
    /// Best window.
    pub window: f64,
    /// Near pairs.
    pub pairs: f64,
    /// Newness, if new articles are preferred.
    pub recency: f64,
}

impl Score {
    /// The whole score, to 1e-6.
    #[must_use]
    pub fn total(&self) -> f64 {
        let sum: f64 = self.bm25.iter().chain(&self.lead).sum();
        ((sum + self.window + self.pairs + self.recency) * 1e6).round() / 1e6
    }
}

/// What an article is worth for its date, so many days before the newest one,
/// if that halves every `half_life` days.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "days are few")]
pub fn recency(days: i64, half_life: f64) -> f64 {
    RECENCY_WEIGHT * (-(days.max(0) as f64) / half_life).exp2()
}

/// How rare a word is that occurs in `articles` of `all` articles.
#[must_use]
#[expect(clippy::cast_precision_loss, reason = "counts of articles are far below 2^52")]
pub fn idf(articles: u64, all: u64) -> f64 {
    let (with, without) = (articles as f64, all.saturating_sub(articles) as f64);
    (1.0 + (without + 0.5) / (with + 0.5)).ln()
}

/// How much each leaf of a plan says: 1, but less for words that say little,
/// unless there are no others.
#[must_use]
pub fn leaf_weights(plan: &Plan) -> Vec<f64> {
    let mut weights: Vec<f64> = plan.leaves.iter().map(|leaf| word_weight(&leaf.folded)).collect();
    if weights.iter().all(|weight| *weight < 1.0) {
        weights.fill(1.0);
    }
    weights
}

fn word_weight(folded: &str) -> f64 {
    match folded {
        word if is_stop_word(word) => 0.0,
        word if is_light_word(word) => LIGHT_WORD_WEIGHT,
        _ => 1.0,
    }
}

/// Scores one article; `length` and `average` are in tokens of the index.
#[must_use]
pub fn score(units: &[ScoredUnit], borders: &Borders, length: f64, average: f64) -> Score {
    let k = K1 * (1.0 - B + B * length / average.max(1.0));
    let room = || Vec::with_capacity(units.len());
    let mut score = Score { bm25: room(), lead: room(), ..Score::default() };
    for unit in units {
        let w = unit.idf * unit.weight;
        score.bm25.push(w * saturated(unit.positions.len(), k));
        score.lead.push(LEAD_WEIGHT * w * lead(unit.positions.first(), borders.body_start));
    }
    score.window = WINDOW_WEIGHT * best_window(units);
    score.pairs = pairs(units, k);
    score
}

#[expect(clippy::cast_precision_loss, reason = "term frequencies are far below 2^52")]
fn saturated(count: usize, k: f64) -> f64 {
    let tf = count as f64;
    (K1 + 1.0) * tf / (tf + k)
}

/// 1 for the headline and the first word of the body, falling with the distance.
fn lead(first: Option<&u32>, body_start: u32) -> f64 {
    let Some(first) = first else { return 0.0 };
    let words = f64::from(first.saturating_sub(body_start));
    1.0 / (1.0 + (1.0 + words / LEAD_DECAY).ln())
}

/// The greatest sum of weights of distinct units inside a window.
fn best_window(units: &[ScoredUnit]) -> f64 {
    if let [unit] = units {
        return if unit.positions.is_empty() { 0.0 } else { (unit.idf * unit.weight).max(0.0) };
    }
    let mut events: Vec<(u32, usize)> = Vec::new();
    for (number, unit) in units.iter().enumerate() {
        events.extend(unit.positions.iter().map(|position| (*position, number)));
    }
    events.sort_unstable();
    let weight = |number: usize| units.get(number).map_or(0.0, |unit| unit.idf * unit.weight);
    let mut inside = vec![0_u32; units.len()];
    let (mut first, mut best, mut sum) = (0, 0.0_f64, 0.0);
    for (position, number) in &events {
        enter(&mut inside, *number, || sum += weight(*number));
        while let Some((old, leaving)) =
            events.get(first).filter(|event| event.0 + WINDOW_WORDS <= *position)
        {
            debug_assert!(old <= position);
            leave(&mut inside, *leaving, || sum -= weight(*leaving));
            first += 1;
        }
        best = best.max(sum);
    }
    best
}

fn enter(inside: &mut [u32], number: usize, first: impl FnOnce()) {
    if let Some(count) = inside.get_mut(number) {
        if *count == 0 {
            first();
        }
        *count += 1;
    }
}

fn leave(inside: &mut [u32], number: usize, last: impl FnOnce()) {
    if let Some(count) = inside.get_mut(number) {
        *count -= 1;
        if *count == 0 {
            last();
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "queries have few words")]
fn pairs(units: &[ScoredUnit], k: f64) -> f64 {
    let is_heavy = |unit: &&ScoredUnit| unit.weight > 0.0;
    if units.iter().filter(is_heavy).nth(1).is_none() {
        return 0.0;
    }
    let units: Vec<_> = units.iter().filter(is_heavy).collect();
    let mut sum = 0.0;
    for (number, a) in units.iter().enumerate() {
        for b in units.iter().skip(number + 1) {
            let together = near_pairs(&a.positions, &b.positions);
            if together > 0 {
                sum += (a.idf + b.idf) * saturated(together, k);
            }
        }
    }
    PAIR_WEIGHT * sum / (units.len() - 1) as f64
}

/// How many disjoint pairs of positions stand near each other, taken greedily from the left.
fn near_pairs(a: &[u32], b: &[u32]) -> usize {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut count = 0;
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        if x == y {
            // One word under two names, such as a compound and its first part.
            a.next();
        } else if x.abs_diff(**y) < PAIR_WORDS {
            count += 1;
            a.next();
            b.next();
        } else if x < y {
            a.next();
        } else {
            b.next();
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(positions: &[u32]) -> ScoredUnit {
        ScoredUnit { idf: 2.0, weight: 1.0, positions: positions.to_vec() }
    }

    #[test]
    fn a_window_counts_each_word_once() {
        let close = best_window(&[unit(&[1, 3, 5]), unit(&[30])]);
        let apart = best_window(&[unit(&[1]), unit(&[31])]);
        assert!((close - 4.0).abs() < 1e-9 && (apart - 2.0).abs() < 1e-9);
    }

    #[test]
    fn pairs_are_disjoint() {
        assert_eq!(near_pairs(&[1, 2, 3], &[4]), 1);
        assert_eq!(near_pairs(&[1, 20], &[5, 27]), 2);
        assert_eq!(near_pairs(&[1], &[9]), 0);
        assert_eq!(near_pairs(&[5], &[5]), 0);
        assert_eq!(near_pairs(&[5, 9], &[5]), 1);
    }

    #[test]
    fn earlier_is_better() {
        assert!((lead(Some(&3), 10) - 1.0).abs() < 1e-9);
        assert!(lead(Some(&20), 10) > lead(Some(&40), 10));
    }
}
