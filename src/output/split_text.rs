//! How a file was divided, for people: its parts in the order of the file,
//! each with its raw ranges, and where each field came from.

use super::article_text::field_values;
use super::sanitize::terminal;
use crate::article::{Article, Role};
use crate::ingest::Explained;
use crate::span::{Span, Text};

/// Parts and fields of an article, a line each.
#[must_use]
pub fn split(article: &Article) -> String {
    let mut out = format!("id: {}\n\n", terminal(&article.locator.id()));
    out.push_str(&parts(article));
    out.push('\n');
    out.push_str(&fields(article));
    out.push_str(&warnings(article));
    out
}

/// The same without the text, with the rule that holds for the file and
/// everything that spoke of a field.
#[must_use]
pub fn why(explained: &Explained) -> String {
    let article = &explained.article;
    let rule = explained.rule.as_deref().unwrap_or("none");
    let mut out = format!("id: {}\nrule: {}\n", terminal(&article.locator.id()), terminal(rule));
    if let Some(has_settled) = explained.neighbours {
        out.push_str(if has_settled {
            "neighbours: other files of the folder settle what the text leaves open\n"
        } else {
            "neighbours: other files of the folder cannot settle what the text leaves open\n"
        });
    }
    let rows = [
        ("format", &article.reader, explained.shown),
        ("encoding", &article.encoding, explained.decoded),
    ];
    for (what, name, why) in rows {
        out.extend([what, ": ", &terminal(name), " (", &terminal(why), ")\n"]);
    }
    out.push('\n');
    out.push_str(&fields(article));
    if !explained.candidates.is_empty() {
        out.push_str("\ncandidates\n");
    }
    let widths = explained.candidates.iter().map(|candidate| candidate.from.len());
    let width = widths.max().unwrap_or(0).max(13);
    for candidate in &explained.candidates {
        let raw = candidate.spans.iter().map(|span| article.source_map.raw_span(*span));
        let mark = if candidate.is_chosen { "*" } else { " " };
        out.push_str(&row(&[
            (mark, 1),
            (candidate.field, 11),
            (&candidate.from, width),
            (&terminal(&candidate.value), 32),
            (&ranges(raw), 0),
        ]));
    }
    out.push_str(&warnings(article));
    out
}

/// The parts by place; those that are not in the file come first.
fn parts(article: &Article) -> String {
    let mut parts: Vec<(Vec<Span>, String, String)> = Vec::new();
    let mut add = |what: String, text: &Text| {
        let shown = text.text.replace('\n', " / ");
        parts.push((article.raw_spans(text), what, shown));
    };
    let lines = [
        ("kicker", article.kicker.as_slice()),
        ("headline", article.headline.as_slice()),
        ("deck", &article.deck),
        ("byline", &article.byline_lines),
        ("furniture", &article.furniture),
    ];
    for (name, texts) in lines {
        for text in texts {
            add(name.to_owned(), text);
        }
    }
    for (paragraph, number) in article.paragraphs.iter().zip(1..) {
        add(format!("¶{number} {}", role(paragraph.role)), &paragraph.text);
    }
    if let Some(dateline) = &article.dateline {
        let spans = dateline.spans.iter().map(|span| article.source_map.raw_span(*span)).collect();
        parts.push((spans, "  dateline".to_owned(), dateline.raw.clone()));
    }
    // The dateline stands inside of the paragraph that begins where it does.
    parts.sort_by_key(|(spans, what, _)| {
        (spans.first().map_or(0, |span| span.start), what.starts_with(' '))
    });
    let rows = parts.iter().map(|(spans, what, text)| {
        row(&[(&ranges(spans.iter().copied()), 16), (what, 14), (&terminal(text), 0)])
    });
    rows.collect()
}

/// The fields with their values and where these came from.
fn fields(article: &Article) -> String {
    let mut out = String::new();
    let widths = article.fields.values().map(|found| found.from.len() + " 100".len());
    let width = widths.max().unwrap_or(0).max(16);
    for (name, value) in field_values(article) {
        let key = if name == "publication" { "source" } else { name };
        let (from, spans) = match article.fields.get(key) {
            Some(found) => {
                let raw = found.spans.iter().map(|span| article.source_map.raw_span(*span));
                (format!("{} {}", found.from, found.confidence), ranges(raw))
            }
            None => (String::new(), String::new()),
        };
        out.push_str(&row(&[(name, 13), (&from, width), (&terminal(&value), 32), (&spans, 0)]));
    }
    out
}

fn warnings(article: &Article) -> String {
    let mut out = String::new();
    for (number, warning) in article.warnings.iter().enumerate() {
        let raw = warning.spans.iter().map(|span| article.source_map.raw_span(*span));
        out.push_str(if number == 0 { "\nwarnings\n" } else { "" });
        out.push_str(&row(&[
            (&warning.code, 24),
            (&terminal(&warning.message), 0),
            (&ranges(raw), 0),
        ]));
    }
    out
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Para => "para",
        Role::Quote => "quote",
        Role::Subhead => "subhead",
        Role::List => "list",
        Role::Table => "table",
        Role::Qa => "qa",
        Role::Caption => "caption",
        Role::Item => "item",
        Role::Correction => "correction",
        Role::EditorNote => "editor_note",
    }
}

/// `0..56 57..60`
fn ranges(spans: impl Iterator<Item = Span>) -> String {
    let shown: Vec<String> = spans.map(|span| format!("{}..{}", span.start, span.end)).collect();
    shown.join(" ")
}

/// A line of cells, each padded to its width and set apart by a blank.
fn row(cells: &[(&str, usize)]) -> String {
    let padded: Vec<String> =
        cells.iter().map(|(text, width)| format!("{text:<width$}", width = *width)).collect();
    padded.join(" ").trim_end().to_owned() + "\n"
}
