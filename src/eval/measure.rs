//! The table of measures under `trec_eval`'s names.
//!
//! A measure is one row of `TABLE`; the formulas are in
//! [`super::ranking`], averaging and printing in [`super::evaluation`].

use std::fmt;

use self::Parameter::{Cutoff, Nothing, Recall};
use self::Summary::{GeometricMean, Mean, Sum, Topics};
use super::ranking::{Ranking, real};

/// A measure, with its cut-off where it has one.
#[derive(Clone, Copy)]
pub struct Measure {
    row: &'static Row,
    parameter: usize,
}

/// One row of the table.
struct Row {
    name: &'static str,
    parameter: Parameter,
    summary: Summary,
    value: fn(&Ranking, usize) -> f64,
}

/// The number at the end of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Parameter {
    /// There is none.
    Nothing,
    /// A number of ranks, with those that the bare name stands for.
    Cutoff(&'static [usize]),
    /// One of the eleven levels of recall, kept in percent.
    Recall,
}

/// How the values of the topics become one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Summary {
    /// Their mean.
    Mean,
    /// Their sum, a whole number.
    Sum,
    /// How many topics there are; not printed per topic.
    Topics,
    /// The geometric mean; values are logarithms and not printed per topic.
    GeometricMean,
}

/// The least value that enters a geometric mean.
const LEAST: f64 = 0.00001;

const CUTOFFS: &[usize] = &[5, 10, 15, 20, 30, 100, 200, 500, 1000];
const EARLY: &[usize] = &[1, 5, 10];
const RECALL_LEVELS: [usize; 11] = [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100];

/// A cut-off that nothing reaches.
const ALL: usize = usize::MAX;

/// All measures, in the order in which they are listed.
static TABLE: &[Row] = &[
    row("num_q", Nothing, Topics, |_, _| 1.0),
    row("num_ret", Nothing, Sum, |r, _| real(r.returned())),
    row("num_rel", Nothing, Sum, |r, _| real(r.relevant())),
    row("num_rel_ret", Nothing, Sum, |r, _| real(r.found(ALL))),
    row("num_nonrel_judged_ret", Nothing, Sum, |r, _| real(r.rejected_returned())),
    row("map", Nothing, Mean, |r, _| r.average_precision(ALL)),
    row("gm_map", Nothing, GeometricMean, |r, _| logarithm(r.average_precision(ALL))),
    row("Rprec", Nothing, Mean, |r, _| r.precision(r.relevant())),
    row("bpref", Nothing, Mean, |r, _| r.bpref()),
    row("gm_bpref", Nothing, GeometricMean, |r, _| logarithm(r.bpref())),
    row("recip_rank", Nothing, Mean, |r, _| r.reciprocal_rank()),
    row("iprec_at_recall", Recall, Mean, Ranking::interpolated_precision),
    row("11pt_avg", Nothing, Mean, |r, _| eleven_points(r)),
    row("P", Cutoff(CUTOFFS), Mean, Ranking::precision),
    row("recall", Cutoff(CUTOFFS), Mean, Ranking::recall),
    row("ndcg", Nothing, Mean, |r, _| r.ndcg(ALL)),
    row("ndcg_cut", Cutoff(CUTOFFS), Mean, Ranking::ndcg),
    row("map_cut", Cutoff(CUTOFFS), Mean, Ranking::average_precision),
    row("success", Cutoff(EARLY), Mean, |r, k| f64::from(u8::from(r.found(k) > 0))),
    row("set_P", Nothing, Mean, |r, _| r.precision(r.returned())),
    row("set_recall", Nothing, Mean, |r, _| r.recall(ALL)),
    row("set_F", Nothing, Mean, |r, _| r.f_measure()),
];

const fn row(
    name: &'static str,
    parameter: Parameter,
    summary: Summary,
    value: fn(&Ranking, usize) -> f64,
) -> Row {
    Row { name, parameter, summary, value }
}

fn logarithm(value: f64) -> f64 {
    value.max(LEAST).ln()
}

fn eleven_points(ranking: &Ranking) -> f64 {
    let sum: f64 = RECALL_LEVELS.iter().map(|level| ranking.interpolated_precision(*level)).sum();
    sum / 11.0
}

/// What is measured unless measures are named.
pub const DEFAULT: &str = "map ndcg_cut_10 recip_rank P_10 recall_100 success_1";

/// What `trec_eval` prints unless measures are named.
const OFFICIAL: &str = "num_q num_ret num_rel num_rel_ret map gm_map Rprec bpref recip_rank \
    iprec_at_recall P";

/// A name that is not in the table.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("unknown measure `{name}`; known are {}", known())]
pub struct UnknownMeasure {
    /// The name as given.
    pub name: String,
}

impl Measure {
    /// Finds a measure by name: `map`, `P_10` (also `P.10`), `iprec_at_recall_0.20`.
    ///
    /// # Errors
    /// The name is not in the table, lacks its cut-off or has a cut-off of 0.
    pub fn parse(name: &str) -> Result<Self, UnknownMeasure> {
        let found = TABLE.iter().find_map(|row| row.measure(name.strip_prefix(row.name)?));
        found.ok_or_else(|| UnknownMeasure { name: name.to_owned() })
    }

    /// Finds several, separated by blanks or commas. A name without its
    /// cut-off stands for `trec_eval`'s own, numbers after a name with one
    /// for more of them (`P.5,10`), `official` for what `trec_eval` prints,
    /// `all` for the whole table. A measure named twice is taken once.
    ///
    /// # Errors
    /// The first name that is not known.
    pub fn parse_list(names: &str) -> Result<Vec<Self>, UnknownMeasure> {
        let mut found: Vec<Self> = Vec::new();
        for name in names.split([',', ' ', '\t', '\n']).filter(|name| !name.is_empty()) {
            for measure in Self::named(name, found.last().copied())? {
                if !found.contains(&measure) {
                    found.push(measure);
                }
            }
        }
        Ok(found)
    }

    fn named(name: &str, before: Option<Self>) -> Result<Vec<Self>, UnknownMeasure> {
        match name {
            "official" => return Self::parse_list(OFFICIAL),
            "all" => return Ok(TABLE.iter().flat_map(Row::family).collect()),
            _ => {}
        }
        if let Some(row) = TABLE.iter().find(|row| row.name == name) {
            return Ok(row.family());
        }
        let is_number = name.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        let measure = match before.filter(|_| is_number) {
            Some(before) => {
                let whole = format!("{}.{name}", before.row.name);
                Self::parse(&whole).map_err(|_| UnknownMeasure { name: name.to_owned() })
            }
            None => Self::parse(name),
        };
        measure.map(|measure| vec![measure])
    }

    /// What is measured unless measures are named.
    #[must_use]
    pub fn defaults() -> Vec<Self> {
        Self::parse_list(DEFAULT).unwrap_or_default()
    }

    /// The value for one topic.
    #[must_use]
    pub fn value(self, ranking: &Ranking) -> f64 {
        (self.row.value)(ranking, self.parameter)
    }

    /// How the values of the topics become one.
    #[must_use]
    pub fn summary(self) -> Summary {
        self.row.summary
    }

    /// Whether the measure has a value for a single topic.
    #[must_use]
    pub fn is_per_topic(self) -> bool {
        matches!(self.summary(), Mean | Sum)
    }

    /// One value from those of `topics` topics, of which those not in
    /// `values` were judged but not searched.
    #[must_use]
    pub fn summarise(self, values: &[f64], topics: usize) -> f64 {
        let count = real(topics);
        let sum = values.iter().fold(0.0, |sum, value| sum + value);
        match self.summary() {
            Topics => count,
            Sum => sum,
            _ if topics == 0 => 0.0,
            Mean => sum / count,
            GeometricMean => {
                let absent = real(topics.saturating_sub(values.len()));
                ((sum + absent * LEAST.ln()) / count).exp()
            }
        }
    }

    /// A value as `trec_eval` prints it: counts whole, all else with four decimals.
    #[must_use]
    pub fn format(self, value: f64) -> String {
        match self.summary() {
            Sum | Topics => format!("{value:.0}"),
            Mean | GeometricMean => format!("{value:.4}"),
        }
    }
}

impl Row {
    /// The measures that the name stands for when nothing follows it.
    fn family(&'static self) -> Vec<Measure> {
        let parameters: &[usize] = match self.parameter {
            Nothing => &[0],
            Cutoff(cutoffs) => cutoffs,
            Recall => &RECALL_LEVELS,
        };
        parameters.iter().map(|parameter| Measure { row: self, parameter: *parameter }).collect()
    }

    /// The measure of this row with this end of a name, if it fits.
    fn measure(&'static self, suffix: &str) -> Option<Measure> {
        let parameter = match self.parameter {
            Nothing => suffix.is_empty().then_some(0),
            Cutoff(_) => cutoff(suffix),
            Recall => recall_level(suffix),
        }?;
        Some(Measure { row: self, parameter })
    }
}

fn cutoff(suffix: &str) -> Option<usize> {
    let digits = suffix.strip_prefix(['_', '.'])?;
    let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|cutoff| plain && *cutoff > 0)
}

fn recall_level(suffix: &str) -> Option<usize> {
    let level: f64 = suffix.strip_prefix(['_', '.'])?.parse().ok()?;
    let near = |percent: &&usize| (real(**percent) / 100.0 - level).abs() < 1e-9;
    RECALL_LEVELS.iter().find(near).copied()
}

/// The names of all measures, as they are told to people.
#[must_use]
pub fn known() -> String {
    let shown = TABLE.iter().map(|row| match row.parameter {
        Nothing => row.name.to_owned(),
        Cutoff(_) => format!("{}_k", row.name),
        Recall => format!("{}_0.00", row.name),
    });
    shown.collect::<Vec<_>>().join(", ")
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { row, parameter } = *self;
        match row.parameter {
            Nothing => f.write_str(row.name),
            Cutoff(_) => write!(f, "{}_{parameter}", row.name),
            Recall => {
                write!(f, "{}_{}.{:02}", row.name, parameter / 100, parameter % 100)
            }
        }
    }
}

impl fmt::Debug for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Measure({self})")
    }
}

impl PartialEq for Measure {
    fn eq(&self, other: &Self) -> bool {
        self.row.name == other.row.name && self.parameter == other.parameter
    }
}

impl Eq for Measure {}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(names: &str, expected: &str) {
        let shown = match Measure::parse_list(names) {
            Ok(measures) => measures.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            Err(error) => format!("unknown {}", error.name),
        };
        assert_eq!(shown, expected, "{names:?}");
    }

    #[test]
    fn measures_are_found_by_trec_evals_names() {
        check(DEFAULT, DEFAULT);
        check("map,P_10 map", "map P_10");
        check("P.5,10 success_3", "P_5 P_10 success_3");
        check("success", "success_1 success_5 success_10");
        check("ndcg ndcg_cut.7 map_cut_3", "ndcg ndcg_cut_7 map_cut_3");
        check("iprec_at_recall.0.1,0.25", "unknown 0.25");
        check(
            "iprec_at_recall_0.10 iprec_at_recall_1",
            "iprec_at_recall_0.10 iprec_at_recall_1.00",
        );
        check("11pt_avg set_F", "11pt_avg set_F");
        check("MAP", "unknown MAP");
        check("P_0", "unknown P_0");
        check("P_+5", "unknown P_+5");
        check("map_5", "unknown map_5");
        check("5", "unknown 5");
        check("map,5", "unknown 5");
        check("", "");
        assert!(Measure::parse("P").is_err());
        assert_eq!(Measure::parse_list("official").unwrap().len(), 9 + 11 + 9);
    }

    #[test]
    fn every_name_printed_can_be_read() {
        for measure in Measure::parse_list("all").unwrap() {
            assert_eq!(Measure::parse(&measure.to_string()), Ok(measure));
        }
    }

    #[test]
    fn values_are_rounded_as_c_rounds_them() {
        let map = Measure::parse("map").unwrap();
        let shown = [0.03125, 0.09375, 0.15625, 0.28125, 1.0, 0.0].map(|value| map.format(value));
        assert_eq!(shown, ["0.0312", "0.0938", "0.1562", "0.2812", "1.0000", "0.0000"]);
        assert_eq!(Measure::parse("num_rel").unwrap().format(12.0), "12");
    }
}
