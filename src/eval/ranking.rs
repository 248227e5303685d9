//! One topic's ranking joined with its judgments, and the formulas that
//! measures are made of.
//!
//! Follows `trec_eval` where the literature leaves a choice: hits are sorted
//! by score in single precision, the highest first, equal scores by id in
//! descending byte order; what is not judged is not relevant; a relevance
//! below 0 counts as not judged. Which names the formulas go by is in
//! [`super::measure`].

use std::cmp::Reverse;

use super::qrels::Judgments;
use super::run::ScoredId;

/// The judgments of one topic's hits, in rank order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// The relevance of each hit; `None` is not judged.
    gains: Vec<Option<u32>>,
    /// The relevance of all relevant articles, the highest first.
    ideal: Vec<u32>,
    /// How many articles were judged not relevant.
    rejected: usize,
}

impl Ranking {
    /// Ranks the hits and looks up their judgments.
    #[must_use]
    pub fn new(hits: &[ScoredId], judgments: &Judgments) -> Self {
        let gain = |relevance: &i32| u32::try_from(*relevance).ok();
        let mut ranked: Vec<&ScoredId> = hits.iter().collect();
        ranked.sort_by(|a, b| {
            single(b.score).total_cmp(&single(a.score)).then_with(|| b.id.cmp(&a.id))
        });
        let gains = ranked.iter().map(|hit| judgments.get(&hit.id).and_then(gain)).collect();
        let judged: Vec<u32> = judgments.values().filter_map(gain).collect();
        let rejected = judged.iter().filter(|gain| **gain == 0).count();
        let mut ideal: Vec<u32> = judged.into_iter().filter(|gain| *gain > 0).collect();
        ideal.sort_unstable_by_key(|gain| Reverse(*gain));
        Self { gains, ideal, rejected }
    }

    /// How many articles were returned.
    #[must_use]
    pub fn returned(&self) -> usize {
        self.gains.len()
    }

    /// How many articles are relevant, returned or not.
    #[must_use]
    pub fn relevant(&self) -> usize {
        self.ideal.len()
    }

    /// How many relevant articles are among the first `cutoff`.
    #[must_use]
    pub fn found(&self, cutoff: usize) -> usize {
        self.gains.iter().take(cutoff).filter(|gain| is_relevant(**gain)).count()
    }

    /// How many articles judged not relevant were returned.
    #[must_use]
    pub fn rejected_returned(&self) -> usize {
        self.gains.iter().filter(|gain| **gain == Some(0)).count()
    }

    /// The share of relevant articles among the first `cutoff`; ranks that
    /// were not filled count as not relevant.
    #[must_use]
    pub fn precision(&self, cutoff: usize) -> f64 {
        ratio(self.found(cutoff), cutoff)
    }

    /// The share of the relevant articles that is among the first `cutoff`.
    #[must_use]
    pub fn recall(&self, cutoff: usize) -> f64 {
        ratio(self.found(cutoff), self.relevant())
    }

    /// The precisions at the ranks of the relevant articles among the first
    /// `cutoff`, summed and divided by the number of all relevant articles.
    #[must_use]
    pub fn average_precision(&self, cutoff: usize) -> f64 {
        let within = self.relevant_ranks().take_while(|(_, rank)| *rank <= cutoff);
        let sum: f64 = within.map(|(found, rank)| ratio(found, rank)).sum();
        over(sum, self.relevant())
    }

    /// One by the rank of the first relevant article, 0 if there is none.
    #[must_use]
    pub fn reciprocal_rank(&self) -> f64 {
        self.relevant_ranks().next().map_or(0.0, |(_, rank)| ratio(1, rank))
    }

    /// Discounted cumulated gain of the first `cutoff`, divided by the best
    /// that is possible; the gain is the relevance itself, the discount the
    /// binary logarithm of the rank plus one (Järvelin and Kekäläinen 2002).
    #[must_use]
    pub fn ndcg(&self, cutoff: usize) -> f64 {
        let gains = self.gains.iter().map(|gain| gain.unwrap_or(0));
        let best = discounted(self.ideal.iter().copied(), cutoff);
        if best > 0.0 { discounted(gains, cutoff) / best } else { 0.0 }
    }

    /// How seldom judged articles that are not relevant stand before relevant
    /// ones; what is not judged is passed over (Buckley and Voorhees 2004, in
    /// the form with the smaller of both numbers below the line).
    #[must_use]
    pub fn bpref(&self) -> f64 {
        let bound = self.rejected.min(self.relevant());
        let mut rejected = 0;
        let mut sum = 0.0;
        for gain in self.gains.iter().flatten() {
            if *gain == 0 {
                rejected += 1;
            } else {
                sum += 1.0 - ratio(rejected.min(self.relevant()), bound);
            }
        }
        over(sum, self.relevant())
    }

    /// The best precision at any rank where at least `percent` of the
    /// relevant articles have been found.
    #[must_use]
    pub fn interpolated_precision(&self, percent: usize) -> f64 {
        // Rounded up in floating point: at 70 % of 3 that gives 2, not 3,
        // and published values were computed so.
        let needed = (real(percent) / 100.0 * real(self.relevant()) + 0.9).floor();
        let reached = self.relevant_ranks().filter(|(found, _)| real(*found) >= needed);
        reached.map(|(found, rank)| ratio(found, rank)).fold(0.0, f64::max)
    }

    /// The harmonic mean of precision and recall of all that was returned.
    #[must_use]
    pub fn f_measure(&self) -> f64 {
        let precision = self.precision(self.returned());
        let recall = self.recall(self.returned());
        if precision + recall > 0.0 { 2.0 * precision * recall / (precision + recall) } else { 0.0 }
    }

    /// For each relevant hit: how many are found so far, itself included, and its rank.
    fn relevant_ranks(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let relevant = self.gains.iter().enumerate().filter(|(_, gain)| is_relevant(**gain));
        relevant.enumerate().map(|(before, (at, _))| (before + 1, at + 1))
    }
}

fn is_relevant(gain: Option<u32>) -> bool {
    gain.is_some_and(|gain| gain > 0)
}

fn discounted(gains: impl Iterator<Item = u32>, cutoff: usize) -> f64 {
    let ranked = gains.take(cutoff).enumerate();
    ranked.map(|(at, gain)| f64::from(gain) / real(at + 2).log2()).sum()
}

/// `trec_eval` keeps scores in single precision, so that scores which differ
/// only beyond it are equal. Adding 0 makes both zeros the same.
#[expect(clippy::cast_possible_truncation, reason = "single precision is what is wanted")]
fn single(score: f64) -> f32 {
    score as f32 + 0.0
}

/// The quotient of two counts; 0 if the second is 0.
fn ratio(part: usize, whole: usize) -> f64 {
    over(real(part), whole)
}

/// A sum by a count, 0 if the count is; adding 0 makes the empty sum, -0, a plain 0.
fn over(sum: f64, count: usize) -> f64 {
    if count == 0 { 0.0 } else { sum / real(count) + 0.0 }
}

/// A count as a number; counts beyond 2^32 do not occur.
pub(crate) fn real(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::eval::qrels::Qrels;
    use crate::eval::run::Run;

    fn check(hits: &str, judged: &str, expected: &[Option<u32>]) {
        let lines = hits.split(' ').map(|hit| {
            let (id, score) = hit.split_once(':').unwrap();
            format!("1 Q0 {id} 0 {score} x\n")
        });
        let run = Run::parse(&lines.collect::<String>()).unwrap();
        let judged = judged.split(' ').map(|judged| format!("1 0 {}\n", judged.replace(':', " ")));
        let qrels = Qrels::parse(&judged.collect::<String>()).unwrap();
        let ranking = Ranking::new(&run.topics[0].hits, &qrels.topics["1"]);
        assert_eq!(ranking.gains, expected, "{hits}");
    }

    #[test]
    fn hits_are_ranked_by_score_then_by_descending_id() {
        check("a:1 b:3 c:2", "a:1 b:2 c:0", &[Some(2), Some(0), Some(1)]);
        check("a:1 b:1 c:1", "a:1 b:2 c:0", &[Some(0), Some(2), Some(1)]);
        check("10:1 9:1", "9:1 10:2", &[Some(1), Some(2)]);
        check("a:1.0000000001 b:1", "a:1 b:2", &[Some(2), Some(1)]);
        check("a:1.000001 b:1", "a:1 b:2", &[Some(1), Some(2)]);
        check("a:0 b:-0", "a:1 b:2", &[Some(2), Some(1)]);
        check("a:3 x:2 n:1", "a:1 n:-1", &[Some(1), None, None]);
    }
}
