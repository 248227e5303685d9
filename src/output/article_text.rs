//! A whole article for people.

use super::sanitize::terminal;
use super::terminal::{Style, marked, written_date};
use crate::analysis::TextZone;
use crate::engine::Stored;
use crate::passage::reading::{MarkedSpan, numbered_paragraphs};

/// An article as text: fields, then numbered paragraphs, marks in brackets.
#[must_use]
pub fn article(stored: &Stored, marks: &[MarkedSpan]) -> String {
    let mut out = fields(stored);
    let text = &stored.text.text;
    let style = Style { colour: false, width: None };
    let own: Vec<MarkedSpan> = marks.iter().filter(|mark| mark.label.is_none()).cloned().collect();
    for (zone, number, paragraph) in numbered_paragraphs(text) {
        let shown = marked(text, paragraph, &own, style);
        match zone {
            TextZone::Headline | TextZone::Byline => out.extend([&shown, "\n"]),
            TextZone::Dateline => {}
            TextZone::Body => out.extend(["\n¶", &number.to_string(), "  ", &shown, "\n"]),
        }
    }
    out
}

fn fields(stored: &Stored) -> String {
    let article = &stored.article;
    let source = &article.source;
    let mut out = format!("id: {}\n", terminal(&article.locator.id()));
    let mut field = |name: &str, value: Option<String>| {
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            out.extend([name, ": ", &terminal(&value), "\n"]);
        }
    };
    field("source", source.publication.clone());
    field("agency", Some(source.agencies.join(", ")));
    field("date", article.date.map(written_date));
    field("section", source.section.clone());
    field("page", source.page.clone());
    field("dateline", article.dateline.as_ref().map(|dateline| dateline.raw.clone()));
    field("language", article.language.clone());
    field("status", Some(article.status.name().to_owned()).filter(|status| status != "ok"));
    out.push('\n');
    out
}
