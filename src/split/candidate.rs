//! Everything that spoke of a field, taken or not.

use std::borrow::Cow;

use crate::article::Article;
use crate::span::Span;

use super::annotate::Findings;
use super::context::{Context, Overrides};
use super::date::Reading;

/// A value that something states for a field.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Candidate {
    /// `date`, `publication`, `agency`, `section`, `page`, `edition`, `language`,
    /// or `headline`, `byline`, `dateline`, `status` or `url` of a format that states it.
    pub field: &'static str,
    /// What states it, as in [`crate::article::Provenance::from`].
    pub from: Cow<'static, str>,
    /// The value; a date that can be read two ways as both.
    pub value: String,
    /// Where the decoded file says so.
    pub spans: Vec<Span>,
    /// Whether the article has this value.
    pub is_chosen: bool,
}

/// What was found in an article and what the configuration says, in the
/// order of fields.
pub(super) fn all(findings: &Findings, context: &Context) -> Vec<Candidate> {
    let mut found = dates(findings);
    for (source, from, spans) in &findings.sources {
        let values = [
            ("publication", source.publication.as_ref()),
            ("section", source.section.as_ref()),
            ("page", source.page.as_ref()),
            ("edition", source.edition.as_ref()),
        ];
        let agencies = source.agencies.iter().map(|agency| ("agency", Some(agency)));
        for (field, value) in values.into_iter().chain(agencies) {
            let value = value.cloned();
            found.extend(value.map(|value| candidate(field, from, value, spans.clone())));
        }
    }
    for agency in &findings.agencies {
        found.push(candidate("agency", "text", agency.clone(), Vec::new()));
    }
    overrides(&context.sidecar, context.sidecar.origin(), &mut found);
    overrides(&context.set, "override", &mut found);
    overrides(&context.default, "default", &mut found);
    found
}

fn candidate(
    field: &'static str,
    from: &'static str,
    value: String,
    spans: Vec<Span>,
) -> Candidate {
    Candidate { field, from: from.into(), value, spans, is_chosen: false }
}

/// What the format states, before the text is asked.
pub(super) fn stated(article: &Article) -> Vec<Candidate> {
    let names: Vec<&str> = article.bylines.iter().map(|byline| byline.name.as_str()).collect();
    let source = &article.source;
    let values = [
        ("headline", article.headline.as_ref().map(|text| text.text.clone())),
        ("byline", Some(names.join(", ")).filter(|names| !names.is_empty())),
        ("dateline", article.dateline.as_ref().map(|dateline| dateline.raw.clone())),
        ("date", article.date.map(|date| date.to_string())),
        ("publication", source.publication.clone()),
        ("section", source.section.clone()),
        ("page", source.page.clone()),
        ("edition", source.edition.clone()),
        ("language", article.language.clone()),
        ("status", Some(article.status.name().to_owned())),
        ("url", article.url.clone()),
    ];
    let stated = values.into_iter().filter_map(|(field, value)| {
        let from = article.fields.get(if field == "publication" { "source" } else { field })?;
        let (value, spans) = (value?, from.spans.clone());
        Some(Candidate { field, from: from.from.clone().into(), value, spans, is_chosen: false })
    });
    stated.collect()
}

fn dates(findings: &Findings) -> Vec<Candidate> {
    let printed = findings.dates.iter().map(|date| {
        let value = match date.reading {
            Reading::Sure(date, _) => date.to_string(),
            Reading::Either { month_first, day_first } => format!("{month_first} or {day_first}"),
        };
        candidate("date", date.kind.provenance().0, value, date.spans.clone())
    });
    let mut dates: Vec<Candidate> = printed.collect();
    if let Some((month, day)) = findings.day.and_then(|day| day.month.zip(day.day)) {
        let year = findings.day.and_then(|day| day.year);
        let year = year.map_or_else(|| "????".to_owned(), |year| format!("{year:04}"));
        dates.push(candidate(
            "date",
            "dateline",
            format!("{year}-{month:02}-{day:02}"),
            Vec::new(),
        ));
    }
    dates
}

fn overrides(values: &Overrides, from: &str, found: &mut Vec<Candidate>) {
    let date = values.date.map(|date| date.to_string());
    let byline = Some(values.bylines.join(", ")).filter(|names| !names.is_empty());
    for (field, value) in [
        ("headline", &values.headline),
        ("byline", &byline),
        ("url", &values.url),
        ("publication", &values.source),
        ("language", &values.language),
        ("section", &values.section),
        ("page", &values.page),
        ("edition", &values.edition),
        ("agency", &values.agency),
        ("date", &date),
    ] {
        found.extend(value.iter().map(|value| Candidate {
            from: from.to_owned().into(),
            ..candidate(field, "", value.clone(), Vec::new())
        }));
    }
}

/// Marks the candidates whose value the article has.
pub(super) fn choose(article: &Article, candidates: &mut [Candidate]) {
    let source = &article.source;
    let date = article.date.map(|date| date.to_string());
    for candidate in candidates {
        let value = &candidate.value;
        let has = |field: &Option<String>| field.as_ref() == Some(value);
        candidate.is_chosen = match candidate.field {
            "publication" => {
                let id = super::sources::publication(value).filter(|paper| paper.id == value);
                let is_named = |name| source.publication.as_deref() == Some(name);
                is_named(value) || id.is_some_and(|paper| is_named(paper.name))
            }
            "language" => has(&article.language),
            "section" => has(&source.section),
            "page" => has(&source.page),
            "edition" => has(&source.edition),
            "agency" => source.agencies.contains(value),
            "url" => has(&article.url),
            field @ ("headline" | "byline" | "dateline" | "status") => {
                article.fields.get(field).is_some_and(|field| field.from == candidate.from)
            }
            _ => {
                let from = article.fields.get("date").map(|field| field.from.as_str());
                let is_it = |date: &String| {
                    value.contains(date.as_str()) || value.get(4..) == date.get(4..)
                };
                from == Some(candidate.from.as_ref()) && date.as_ref().is_some_and(is_it)
            }
        };
    }
}
