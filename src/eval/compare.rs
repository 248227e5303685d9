//! Whether one run is better than another by more than chance: the paired
//! two-sided randomisation test over topics (Fisher; for retrieval, Smucker,
//! Allan and Carterette 2007).
//!
//! If both runs were equally good, each topic's difference could as well have
//! the other sign. The test draws signs at random and asks how often the mean
//! difference is at least as large as the one observed. The draws come from a
//! fixed seed, so that the same runs always give the same p.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::measure::Measure;
use super::ranking::real;

/// The number of random draws unless another is asked for.
pub const DRAWS: usize = 100_000;

/// The seed unless another is asked for.
pub const SEED: u64 = 1;

/// Values closer than this are equal.
const TOLERANCE: f64 = 1e-9;

/// Two runs side by side.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Comparison {
    /// How many topics both runs have.
    pub topics: usize,
    /// The mean of this run over those topics.
    pub mean: f64,
    /// The mean of the run it is compared with.
    pub mean_against: f64,
    /// The topics on which this run is better.
    pub wins: usize,
    /// The topics on which it is worse.
    pub losses: usize,
    /// The topics on which both are equal.
    pub ties: usize,
    /// How probable a difference at least this large is, in either
    /// direction, if both runs are equally good; above 0, at most 1.
    pub p: f64,
}

/// Compares two runs by the topics that both have. `p` counts the observed
/// difference as one of the draws, so that it is at least 1 / (`draws` + 1).
#[must_use]
pub fn compare(
    values: &BTreeMap<&str, f64>,
    against: &BTreeMap<&str, f64>,
    draws: usize,
    seed: u64,
) -> Comparison {
    let both = values.iter().filter_map(|(topic, value)| Some((*value, *against.get(topic)?)));
    let pairs: Vec<(f64, f64)> = both.collect();
    if pairs.is_empty() {
        return Comparison { p: 1.0, ..Comparison::default() };
    }
    let differences: Vec<f64> = pairs.iter().map(|(value, against)| value - against).collect();
    let count = |holds: fn(f64) -> bool| differences.iter().filter(|d| holds(**d)).count();
    let wins = count(|difference| difference > TOLERANCE);
    let losses = count(|difference| difference < -TOLERANCE);
    let topics = pairs.len();
    Comparison {
        topics,
        mean: pairs.iter().map(|pair| pair.0).sum::<f64>() / real(topics),
        mean_against: pairs.iter().map(|pair| pair.1).sum::<f64>() / real(topics),
        wins,
        losses,
        ties: topics - wins - losses,
        p: randomisation_p(&differences, draws, seed),
    }
}

fn randomisation_p(differences: &[f64], draws: usize, seed: u64) -> f64 {
    let observed = differences.iter().sum::<f64>().abs() - TOLERANCE;
    let mut random = SplitMix64(seed);
    let extreme = (0..draws).filter(|_| signed_sum(differences, &mut random).abs() >= observed);
    real(extreme.count() + 1) / real(draws + 1)
}

fn signed_sum(differences: &[f64], random: &mut SplitMix64) -> f64 {
    let mut sum = 0.0;
    for chunk in differences.chunks(64) {
        let mut signs = random.next();
        for difference in chunk {
            sum += if signs & 1 == 0 { *difference } else { -difference };
            signs >>= 1;
        }
    }
    sum
}

/// Steele, Lea and Flood's generator: small, well mixed, the same everywhere.
struct SplitMix64(u64);

impl SplitMix64 {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        mix(self.0)
    }
}

/// The output function of the generator.
pub(super) fn mix(state: u64) -> u64 {
    let state = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let state = (state ^ (state >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    state ^ (state >> 31)
}

impl Comparison {
    /// By how much the mean is above that of the other run; 0 for less than rounding.
    #[must_use]
    pub fn difference(&self) -> f64 {
        let difference = self.mean - self.mean_against;
        if difference.abs() < TOLERANCE { 0.0 } else { difference }
    }

    /// Lines `measure<TAB>name<TAB>value` with the names `against`,
    /// `difference`, `wins`, `losses`, `ties` and `p`.
    #[must_use]
    pub fn report(&self, measure: Measure) -> String {
        let rows = [
            ("against", format!("{:.4}", self.mean_against)),
            ("difference", format!("{:+.4}", self.difference())),
            ("wins", self.wins.to_string()),
            ("losses", self.losses.to_string()),
            ("ties", self.ties.to_string()),
            ("p", format!("{:.4}", self.p)),
        ];
        let mut report = String::new();
        for (name, value) in rows {
            // Writing to a String cannot fail.
            let _ = writeln!(report, "{measure}\t{name}\t{value}");
        }
        report
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAMES: [&str; 12] = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l"];

    fn compared(values: &[f64], against: &[f64]) -> Comparison {
        let by_topic = |values: &[f64]| NAMES.into_iter().zip(values.iter().copied()).collect();
        compare(&by_topic(values), &by_topic(against), DRAWS, SEED)
    }

    /// The share of all possible signs that give at least the observed mean.
    fn exact_p(differences: &[f64]) -> f64 {
        let observed = differences.iter().sum::<f64>().abs() - TOLERANCE;
        let sum = |signs: u32| -> f64 {
            let signed = differences.iter().enumerate();
            signed.map(|(at, d)| if signs >> at & 1 == 0 { *d } else { -d }).sum()
        };
        let all = 1_u32 << differences.len();
        let extreme = (0..all).filter(|signs| sum(*signs).abs() >= observed).count();
        real(extreme) / f64::from(all)
    }

    #[test]
    fn p_is_near_that_of_all_possible_signs() {
        let against = [0.2; 12];
        for shift in [0.0, 0.02, 0.05, 0.1] {
            let values: Vec<f64> =
                (0..12).map(|at| 0.2 + shift + f64::from(at % 5 - 2) / 20.0).collect();
            let differences: Vec<f64> = values.iter().map(|value| value - 0.2).collect();
            let (p, exact) = (compared(&values, &against).p, exact_p(&differences));
            assert!((p - exact).abs() < 0.005, "{shift}: {p} {exact}");
        }
    }

    #[test]
    fn a_comparison_counts_wins_losses_and_ties() {
        let comparison = compared(&[0.5, 0.7, 0.2, 0.1], &[0.4, 0.7, 0.3, 0.0]);
        let (wins, losses, ties) = (comparison.wins, comparison.losses, comparison.ties);
        assert_eq!((comparison.topics, wins, losses, ties), (4, 2, 1, 1));
        let report = comparison.report(Measure::parse("map").unwrap());
        let expected = "map\tagainst\t0.3500\nmap\tdifference\t+0.0250\nmap\twins\t2\nmap\tlosses\t1\nmap\tties\t1\nmap\tp\t1.0000\n";
        assert_eq!(report, expected);
    }

    #[test]
    fn equal_or_empty_runs_do_not_differ() {
        assert!((compared(&[0.5, 0.1], &[0.5, 0.1]).p - 1.0).abs() < 1e-12);
        assert!((compared(&[], &[0.5]).p - 1.0).abs() < 1e-12);
        assert_eq!(compared(&[0.5, 0.1], &[0.4]).topics, 1);
    }

    #[test]
    fn the_same_runs_always_give_the_same_p() {
        let first = compared(&[0.5, 0.4, 0.9, 0.3], &[0.4, 0.1, 0.2, 0.5]);
        assert_eq!(first, compared(&[0.5, 0.4, 0.9, 0.3], &[0.4, 0.1, 0.2, 0.5]));
    }

    #[test]
    fn the_generator_is_splitmix64() {
        let mut random = SplitMix64(1_234_567);
        assert_eq!(random.next(), 6_457_827_717_110_365_317);
        assert_eq!(random.next(), 3_203_168_211_198_807_973);
    }
}
