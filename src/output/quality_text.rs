//! What articles of a run have and lack, as a table for people.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::plural::{counted, grouped};
use crate::ingest::{Problem, Quality};

/// Kinds of problems that are shown.
const SHOWN: usize = 8;

/// What to do about a problem, by its code; what has no line here speaks for
/// itself in the report.
const ADVICE: &[(&str, &str)] = &[
    ("ambiguous_date", "set date_order in morgue.toml"),
    ("bad_bytes", "set encoding in morgue.toml if many are lost"),
    ("body_empty", "see `morgue extract --why` on the file"),
    ("body_short", "fine for briefs and captions"),
    ("date_missing", "give dates in metadata.csv"),
    ("dateline_date_conflict", "see whether date or dateline is wrong"),
    ("dateline_uncertain", "see `morgue extract --why` on the file"),
    ("duplicate_record", "the same id twice in one file"),
    ("embargo", "nothing; it is found as any other"),
    ("encoded_twice", "see whether a program spoiled the file; the text is as it stands there"),
    ("encoding_guessed", "set encoding in morgue.toml if it is wrong"),
    ("headline_equals_body", "nothing; the text repeats it"),
    ("headline_long", "see `morgue extract --why` on the file"),
    ("headline_missing", "fine for letters and photographs"),
    ("kill_notice", "`--all-status` finds it"),
    ("ocr_low", "scan again if it matters"),
    ("partial", "fetch the full text if it matters"),
    ("record_truncated", "get a whole copy of the file"),
    ("sidecar_unusable", "correct the file beside it"),
    ("table_heavy", "fine for results and prices"),
];

/// Formats, the share of articles that have each field, and the most frequent
/// problems with an example of each. No lines if there are no articles.
#[must_use]
pub fn lines(quality: &Quality) -> Vec<String> {
    if quality.articles == 0 {
        return Vec::new();
    }
    let mut lines = vec![format!("  formats  {}", listed(&quality.formats)), shares(quality)];
    lines.extend(origins(quality));
    lines.extend(problems(quality));
    lines
}

/// Names and how often, the most frequent first.
fn listed(counts: &BTreeMap<String, u64>) -> String {
    let mut counts: Vec<_> = counts.iter().collect();
    counts.sort_by_key(|(name, count)| (Reverse(**count), *name));
    let parts = counts.iter().map(|(name, count)| format!("{name} {}", grouped(**count)));
    parts.collect::<Vec<_>>().join(", ")
}

fn shares(quality: &Quality) -> String {
    let share = |(field, count)| format!("{field} {}", percent(count, quality.articles));
    format!("  fields   {}", quality.fields().map(share).collect::<Vec<_>>().join(", "))
}

/// Where dates came from, if not all from one kind of place.
fn origins(quality: &Quality) -> Option<String> {
    let mut from: Vec<_> = quality.date_from.iter().collect();
    from.sort_by_key(|(name, count)| (Reverse(**count), *name));
    let part = |(name, count): &(&String, &u64)| {
        format!("{} {}", name.replace('_', " "), percent(**count, quality.articles))
    };
    let parts: Vec<String> = from.iter().map(part).collect();
    (parts.len() > 1).then(|| format!("  dates    {}", parts.join(", ")))
}

/// A share that is 0 % or 100 % only if it is none or all.
fn percent(count: u64, of: u64) -> String {
    let tenths = (count * 1000 + of / 2) / of.max(1);
    let tenths = if count > 0 { tenths.max(1) } else { 0 };
    let tenths = if count < of { tenths.min(999) } else { tenths };
    match tenths {
        0 => "0 %".to_owned(),
        1000 => "100 %".to_owned(),
        _ => format!("{}.{} %", tenths / 10, tenths % 10),
    }
}

fn problems(quality: &Quality) -> Vec<String> {
    let mut problems: Vec<(&String, &Problem)> = quality.problems.iter().collect();
    if problems.is_empty() {
        return Vec::new();
    }
    problems.sort_by_key(|(code, problem)| (Reverse(problem.articles), *code));
    let more = problems.len().saturating_sub(SHOWN) as u64;
    problems.truncate(SHOWN);
    let mut rows = vec![["problem", "articles", "what to do", "example"].map(str::to_owned)];
    rows.extend(problems.into_iter().map(row));
    let mut lines = table(&rows);
    if more > 0 {
        lines.push(format!("  … and {}", counted(more, "more kind", "more kinds")));
    }
    lines
}

fn row((code, problem): (&String, &Problem)) -> [String; 4] {
    let advice = ADVICE.iter().find(|(known, _)| known == code).map_or("", |(_, advice)| advice);
    [code.clone(), grouped(problem.articles), advice.to_owned(), problem.example.clone()]
}

/// Rows with their columns below each other; numbers to the right.
fn table(rows: &[[String; 4]]) -> Vec<String> {
    let width = |cell: fn(&[String; 4]) -> &String| {
        rows.iter().map(|row| cell(row).chars().count()).max().unwrap_or_default()
    };
    let codes = width(|[code, ..]| code);
    let numbers = width(|[_, number, ..]| number);
    let advices = width(|[_, _, advice, _]| advice);
    let line = |[code, number, advice, example]: &[String; 4]| {
        format!("  {code:<codes$}  {number:>numbers$}  {advice:<advices$}  {example}")
    };
    rows.iter().map(line).collect()
}
