//! A whole article for people.

use unicode_width::UnicodeWidthStr;

use super::sanitize::terminal;
use super::terminal::{Style, marked, push_wrapped, written_date};
use crate::analysis::TextZone;
use crate::article::Article;
use crate::engine::Stored;
use crate::passage::reading::{MarkedSpan, numbered_paragraphs};

/// An article as text: fields, then numbered paragraphs with their marks.
#[must_use]
pub fn article(stored: &Stored, marks: &[MarkedSpan], style: Style) -> String {
    let mut out = fields(stored);
    let text = &stored.text.text;
    let own: Vec<MarkedSpan> = marks.iter().filter(|mark| mark.label.is_none()).cloned().collect();
    for (zone, number, paragraph) in numbered_paragraphs(text) {
        let shown = marked(text, paragraph, &own, style);
        match zone {
            TextZone::Headline | TextZone::Byline => {
                push_wrapped(&mut out, "", 0, &shown, style.width);
            }
            TextZone::Dateline => {}
            TextZone::Body => {
                let label = format!("\n¶{number}  ");
                // Lines that are wrapped at no width stay as they are printed.
                let indent = if style.width.is_some() { label.width() } else { 0 };
                push_wrapped(&mut out, &label, indent, &shown, style.width);
            }
        }
    }
    out
}

fn fields(stored: &Stored) -> String {
    let article = &stored.article;
    let mut out = format!("id: {}\n", terminal(&article.locator.id()));
    for (name, value) in field_values(article) {
        let name = match name {
            "headline" | "byline" => continue,
            "publication" => "source",
            name => name,
        };
        out.extend([name, ": ", &terminal(&value), "\n"]);
    }
    out.push('\n');
    out
}

/// The fields of an article that are known, with their values.
pub(super) fn field_values(article: &Article) -> Vec<(&'static str, String)> {
    let source = &article.source;
    let people: Vec<&str> = article.bylines.iter().map(|person| person.name.as_str()).collect();
    let dateline = article.dateline.as_ref().map(|dateline| dateline.raw.clone());
    let status = Some(article.status.name().to_owned()).filter(|status| status != "ok");
    let fields = [
        ("headline", article.headline.as_ref().map(|headline| headline.text.clone())),
        ("byline", Some(people.join(", "))),
        ("publication", source.publication.clone()),
        ("agency", Some(source.agencies.join(", "))),
        ("date", article.date.map(written_date)),
        ("section", source.section.clone()),
        ("page", source.page.clone()),
        ("dateline", dateline),
        ("language", article.language.clone()),
        ("status", status),
    ];
    let known = |(name, value): (&'static str, Option<String>)| Some((name, value?));
    fields.into_iter().filter_map(known).filter(|(_, value)| !value.is_empty()).collect()
}
