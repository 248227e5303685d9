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
    let mut text = String::new();
    let total = counted(explanation.total, "article", "articles");
    text.push_str(&format_row("read as", &explanation.prepared.read_as));
    text.push_str(&format_row("finds", &total));
    for number in 0..explanation.prepared.plan.clauses.len() {
        clause(&mut text, explanation, number);
    }
    if let Some(story) = &explanation.article {
        article(&mut text, explanation, story);
    }
    text
}

fn format_row(name: &str, value: &str) -> String {
    format!("{name:<9}{value}\n")
}

fn clause(text: &mut String, explanation: &Explanation, number: usize) {
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
    text.push_str(&format!("\n{}{limits}: {}{excluded}\n", clause.text, occurring(*frequency)));
    let leaves = plan.leaves.iter().zip(&frequencies.terms);
    for (leaf, frequencies) in leaves.filter(|(leaf, _)| leaf.clause == number) {
        word(text, leaf, frequencies);
    }
}

fn occurring(frequency: Frequency) -> String {
    let occurrences = counted(frequency.occurrences, "occurrence", "occurrences");
    format!("{occurrences} in {}", counted(frequency.articles, "article", "articles"))
}

/// The terms of a word, those in most articles first.
fn word(text: &mut String, leaf: &Leaf, frequencies: &[Frequency]) {
    let mut terms: Vec<(&Expansion, &Frequency)> = leaf.terms.iter().zip(frequencies).collect();
    if terms.is_empty() {
        text.push_str(&format!("  {} occurs nowhere\n", leaf_text(leaf)));
        return;
    }
    terms.sort_by(|a, b| b.1.articles.cmp(&a.1.articles).then(a.0.term.cmp(&b.0.term)));
    let indent = if matches!(leaf.pick, Pick::Terms(_)) {
        "  "
    } else {
        let forms = counted(terms.len() as u64, "word", "words");
        text.push_str(&format!("  {} stands for {forms}\n", leaf.pick.shown()));
        "    "
    };
    let names: Vec<String> = terms.iter().take(NAMED).map(|(term, _)| name(&term.term)).collect();
    let width = names.iter().map(|name| name.width()).max().unwrap_or_default();
    for (name, (_, frequency)) in names.iter().zip(&terms) {
        let gap = " ".repeat(width - name.width());
        text.push_str(&format!("{indent}{name}{gap}  {}\n", occurring(**frequency)));
    }
    if terms.len() > NAMED {
        let more = grouped((terms.len() - NAMED) as u64);
        text.push_str(&format!("{indent}… and {more} more; `--format json` lists all\n"));
    }
}

fn name(term: &str) -> String {
    match named_term(term) {
        (Some(""), stem) => format!("{stem} (all forms)"),
        (Some(language), stem) => format!("{stem} (stem, {language})"),
        (None, term) => term.to_owned(),
    }
}

fn article(text: &mut String, explanation: &Explanation, story: &ArticleStory) {
    text.push('\n');
    match &story.score {
        Some(score) => scored(text, explanation, &story.id, score),
        None if story.satisfies => {
            text.push_str(&format!(
                "{} satisfies the query, but is left out: withdrawn, or indexed too long ago\n",
                story.id
            ));
        }
        None => missing(text, explanation, story),
    }
}

/// What of the query the article holds, where it does not match.
fn missing(text: &mut String, explanation: &Explanation, story: &ArticleStory) {
    let plan = &explanation.prepared.plan;
    text.push_str(&format!("{} does not match\n", story.id));
    for (clause, count) in plan.clauses.iter().zip(&story.clauses) {
        let count = counted(*count as u64, "occurrence", "occurrences");
        text.push_str(&format!("  {}: {count}\n", clause.text));
    }
    for (filter, holds) in plan.filters.iter().zip(&story.filters) {
        text.push_str(&format!("  {filter}: {}\n", if *holds { "yes" } else { "no" }));
    }
}

fn scored(text: &mut String, explanation: &Explanation, id: &str, score: &ScoreStory) {
    let ScoreStory { length, average_length, .. } = score;
    text.push_str(&format!(
        "{id} matches, score {:.6} ({length:.0} words, {average_length:.1} on average)\n",
        score.score
    ));
    if score.stage == Stage::First {
        text.push_str("  only frequency counts, as it is not among the first 100 by frequency\n");
    }
    for part in score.parts.iter().filter(|part| says_something(part)) {
        let clauses = part.clauses.iter();
        let clauses: Vec<&str> = clauses
            .filter_map(|clause| explanation.prepared.plan.clauses.get(*clause))
            .map(|clause| clause.text.as_str())
            .collect();
        let piece = part.piece.iter().map(|piece| format!(", {piece}")).collect::<String>();
        let (reward, clauses) = (reward_name(part.reward), clauses.join(", ") + &piece);
        let row = format!("{:>12.6}  {reward:<9}  {clauses}{}", part.value, facts(part));
        text.push_str(row.trim_end());
        text.push('\n');
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
