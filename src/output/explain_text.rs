//! An explanation of a query, for people.

use std::fmt::Write;

use unicode_width::UnicodeWidthStr;

use super::explain_record::{leaf_text, limits, named_term, reward_name};
use super::plural::{counted, grouped};
use crate::engine::explanation::{Frequency, ScorePart, ScoreStory, Stage};
use crate::query::plan::{Expansion, Leaf, Pick};
use crate::search::explain::{ArticleStory, Explanation};

/// Terms of a word that are named one by one; all are in the record.
const NAMED: usize = 12;

/// How the query was read, what its clauses stand for, and what is to be said of an article.
#[must_use]
pub fn explanation(explanation: &Explanation) -> String {
    let total = counted(explanation.total, "article", "articles");
    let mut lines =
        vec![format!("read as  {}", explanation.prepared.ast), format!("finds    {total}")];
    for number in 0..explanation.prepared.plan.clauses.len() {
        clause(&mut lines, explanation, number);
    }
    if let Some(story) = &explanation.article {
        article(&mut lines, explanation, story);
    }
    lines.join("\n") + "\n"
}

fn clause(lines: &mut Vec<String>, explanation: &Explanation, number: usize) {
    let plan = &explanation.prepared.plan;
    let frequencies = &explanation.frequencies;
    let (Some(clause), Some(frequency)) =
        (plan.clauses.get(number), frequencies.clauses.get(number))
    else {
        return;
    };
    let excluded = if clause.positive { "" } else { ", excluded" };
    let limits = limits(plan, number).join(", ");
    let limits = if limits.is_empty() { limits } else { format!(" ({limits})") };
    lines.push(String::new());
    lines.push(format!("{}{limits}: {}{excluded}", clause.text, occurring(*frequency)));
    let leaves = plan.leaves.iter().zip(&frequencies.terms);
    for (leaf, frequencies) in leaves.filter(|(leaf, _)| leaf.clause == number) {
        word(lines, leaf, frequencies);
    }
}

fn occurring(frequency: Frequency) -> String {
    let occurrences = counted(frequency.occurrences, "occurrence", "occurrences");
    format!("{occurrences} in {}", counted(frequency.articles, "article", "articles"))
}

/// The terms of a word, those in most articles first.
fn word(lines: &mut Vec<String>, leaf: &Leaf, frequencies: &[Frequency]) {
    let mut terms: Vec<(&Expansion, &Frequency)> = leaf.terms.iter().zip(frequencies).collect();
    if terms.is_empty() {
        lines.push(format!("  {} occurs nowhere", leaf_text(leaf)));
        return;
    }
    let often = |frequency: &Frequency| (frequency.articles, frequency.occurrences);
    terms.sort_by(|a, b| often(b.1).cmp(&often(a.1)).then(a.0.term.cmp(&b.0.term)));
    let indent = if matches!(leaf.pick, Pick::Terms(_)) {
        "  "
    } else {
        let forms = counted(terms.len() as u64, "word", "words");
        lines.push(format!("  {} stands for {forms}", leaf.pick.shown()));
        "    "
    };
    let names: Vec<String> = terms.iter().take(NAMED).map(|(term, _)| name(&term.term)).collect();
    let width = names.iter().map(|name| name.width()).max().unwrap_or_default();
    for (name, (_, frequency)) in names.iter().zip(&terms) {
        let gap = " ".repeat(width - name.width());
        lines.push(format!("{indent}{name}{gap}  {}", occurring(**frequency)));
    }
    if terms.len() > NAMED {
        let more = grouped((terms.len() - NAMED) as u64);
        lines.push(format!("{indent}… and {more} more; `--format json` lists all"));
    }
}

fn name(term: &str) -> String {
    match named_term(term) {
        (Some(""), stem) => format!("{stem} (all forms)"),
        (Some(language), stem) => format!("{stem} (stem, {language})"),
        (None, term) => term.to_owned(),
    }
}

fn article(lines: &mut Vec<String>, explanation: &Explanation, story: &ArticleStory) {
    lines.push(String::new());
    match &story.score {
        Some(score) => scored(lines, explanation, &story.id, score),
        None if story.satisfies => {
            lines.push(format!(
                "{} satisfies the query, but is left out: withdrawn, or indexed too long ago",
                story.id
            ));
        }
        None => missing(lines, explanation, story),
    }
}

/// What of the query the article holds, where it does not match.
fn missing(lines: &mut Vec<String>, explanation: &Explanation, story: &ArticleStory) {
    let plan = &explanation.prepared.plan;
    lines.push(format!("{} does not match", story.id));
    for (clause, count) in plan.clauses.iter().zip(&story.clauses) {
        let count = counted(*count as u64, "occurrence", "occurrences");
        lines.push(format!("  {}: {count}", clause.text));
    }
    for (filter, holds) in plan.filters.iter().zip(&story.filters) {
        lines.push(format!("  {filter}: {}", if *holds { "yes" } else { "no" }));
    }
}

fn scored(lines: &mut Vec<String>, explanation: &Explanation, id: &str, score: &ScoreStory) {
    let ScoreStory { length, average_length, .. } = score;
    lines.push(format!(
        "{id} matches, score {:.6} ({length:.0} terms, {average_length:.1} on average)",
        score.score
    ));
    if score.stage == Stage::First {
        let why = "  only frequency counts, as it is not among the first 100 by frequency";
        lines.push(why.to_owned());
    }
    for part in score.parts.iter().filter(|part| says_something(part)) {
        let clauses = part.clauses.iter();
        let clauses: Vec<&str> = clauses
            .filter_map(|clause| explanation.prepared.plan.clauses.get(*clause))
            .map(|clause| clause.text.as_str())
            .collect();
        let piece = part.piece.as_ref().map(|piece| format!(", {piece}")).unwrap_or_default();
        let (reward, clauses) = (reward_name(part.reward), clauses.join(", ") + &piece);
        let row = format!("{:>12.6}  {reward:<9}  {clauses}{}", part.value, facts(part));
        lines.push(row.trim_end().to_owned());
    }
}

/// Words that do not occur and rewards that were not given say nothing.
fn says_something(part: &ScorePart) -> bool {
    part.value != 0.0 || part.unit.is_some_and(|unit| unit.occurrences > 0)
}

fn facts(part: &ScorePart) -> String {
    let mut facts = String::new();
    if let Some(unit) = &part.unit {
        let count = counted(unit.occurrences as u64, "occurrence", "occurrences");
        // A string takes all that is written to it.
        write!(facts, ": {count}, idf {:.4}", unit.idf).unwrap_or_default();
        if (unit.weight - 1.0).abs() > f64::EPSILON {
            write!(facts, ", weight {}", unit.weight).unwrap_or_default();
        }
    }
    facts
}
