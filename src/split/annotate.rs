//! What paragraphs tell once they are there: dateline, digest items, closing
//! lines, and from all of it date, source and agencies.

use memchr::memchr;

use crate::article::{Article, Byline, Provenance, Role, Source, Status, Warning};
use crate::span::{Span, Text, file_spans};

use super::agencies::agency;
use super::byline;
use super::context::{Context, Overrides};
use super::dateline::{self, Day, Found};
use super::lead_dateline;
use super::notes::{editor_note, is_caption_label, is_correction};
use super::pointer::is_note_of_page;
use super::resolve::{self, Candidate, Kind, path_date};
use super::stated;
use super::trailer;

/// What was found on the way and is settled at the end.
#[derive(Debug, Default)]
pub(super) struct Findings {
    /// What speaks of the date of publication.
    pub dates: Vec<Candidate>,
    /// What speaks of the source, with where it came from.
    pub sources: Vec<(Source, &'static str, Vec<Span>)>,
    /// Agencies of bylines and datelines.
    pub agencies: Vec<String>,
    /// The dateline that the header's reader saw at the start of the text.
    pub dateline: Option<Found>,
    /// A place in front of the text, on a line of its own or before a date.
    pub place: Option<Text>,
    /// The date as the dateline prints it.
    pub day: Option<Day>,
    /// Reporters and editors of the closing credits.
    pub people: Vec<Byline>,
    /// What a librarian may want to look at.
    pub warnings: Vec<Warning>,
    /// Whether the format states what is text: a lone paragraph that looks
    /// like a closing line is text all the same.
    pub keeps_a_paragraph: bool,
}

impl Findings {
    /// Remembers a warning about the whole file.
    pub(super) fn warn(&mut self, code: &str, message: String) {
        self.warnings.push(Warning { code: code.to_owned(), message, spans: Vec::new() });
    }
}

/// Reads the paragraphs: dateline, roles, closing lines.
pub(super) fn paragraphs(article: &mut Article, context: &Context, findings: &mut Findings) {
    let peeled = trailer::peel(article, context.century(), usize::from(findings.keeps_a_paragraph));
    for (credit, text) in peeled.credits {
        if let Some(date) = &credit.date {
            findings.dates.push(Candidate {
                kind: Kind::Credit,
                reading: date.reading,
                time: date.time.map(|time| time.to_string()),
                spans: file_spans(&text.pieces, date.span),
            });
        }
        findings.sources.push((credit.source, "credit", text.file_spans()));
    }
    for (stamp, text) in peeled.stamps {
        findings.dates.push(Candidate {
            kind: Kind::RecordId,
            reading: stamp.reading,
            time: stamp.time.map(|time| time.to_string()),
            spans: file_spans(&text.pieces, stamp.span),
        });
        let name = text.text.split([' ', '-']).next().unwrap_or_default();
        findings.agencies.extend(agency(name).map(|known| known.name.to_owned()));
    }
    findings.people = peeled.people;
    roles(article);
    let by_habit = context.bare_datelines.is_rule();
    let lead = lead_dateline::take(article, by_habit, findings);
    // Beside another dateline, a place in front of the text is searched as it stands.
    let dateline = article.dateline.as_ref().map(|dateline| &dateline.spans);
    let place = findings.place.take().filter(|place| dateline != Some(&place.file_spans()));
    article.byline_lines.extend(place);
    digest_items(article, lead.unwrap_or_default(), findings);
}

/// Roles that the words of a paragraph tell.
fn roles(article: &mut Article) {
    let is_alone = article.paragraphs.len() == 1;
    let has_headline = article.headline.is_some();
    // Kills and advisories are notes to editors as a whole.
    let role_of_notes = match article.status {
        Status::Kill | Status::Advisory => Role::Para,
        _ => Role::EditorNote,
    };
    for paragraph in &mut article.paragraphs {
        if paragraph.role == Role::Subhead && is_note_of_page(&paragraph.text.text) {
            paragraph.role = Role::EditorNote;
        }
        if paragraph.role != Role::Para {
            continue;
        }
        let text = &paragraph.text.text;
        match text.as_bytes() {
            [b'(' | b'[' | b'E' | b'A' | b'N', ..] if editor_note(text) == Some(text.len()) => {
                paragraph.role = role_of_notes;
            }
            [b'B' | b'C' | b'E' | b'F' | b'R', ..]
            | [b'A', b'n', b' ', ..]
            | [b'T', b'h', b'i', ..]
                if is_correction(text) =>
            {
                paragraph.role = Role::Correction;
            }
            _ if is_caption(text, is_alone && !has_headline) => paragraph.role = Role::Caption,
            _ => {}
        }
    }
}

/// Whether a paragraph is the text of a picture.
fn is_caption(text: &str, is_alone: bool) -> bool {
    const CREDITS: &[&str] = &[
        "Photo: ",
        "Photo by ",
        "photo by ",
        "AP Photo",
        "Photograph: ",
        "Picture: ",
        "/Reuters)",
        "Foto: ",
        "Getty Images",
    ];
    if text.len() < 2000 && is_caption_label(text) {
        return true;
    }
    if !is_alone || text.len() >= 2000 {
        return false;
    }
    let from = text.char_indices().rev().nth(60).map_or(0, |(at, _)| at);
    let tail = text.get(from..).unwrap_or_default();
    CREDITS.iter().any(|credit| tail.contains(credit))
}

/// Paragraphs of a digest have datelines of their own.
fn digest_items(article: &mut Article, lead: usize, findings: &mut Findings) {
    let Some(first) = article.paragraphs.iter().position(|paragraph| paragraph.role == Role::Para)
    else {
        return;
    };
    let mut strong = 0;
    for paragraph in article.paragraphs.iter_mut().skip(first.max(lead) + 1) {
        let may_be = paragraph.role == Role::Para && may_begin_item(&paragraph.text.text);
        let Some(found) = may_be.then(|| dateline::accept(&paragraph.text.text, false)).flatten()
        else {
            continue;
        };
        paragraph.role = Role::Item;
        strong += usize::from(found.confidence > 90 && found.day.is_some());
        findings.agencies.extend(found.agencies);
    }
    if strong >= 2 {
        findings
            .warn("multi_article_suspected", format!("{strong} more datelines stand in the text."));
    }
}

/// In how many bytes at the start of an item its agency stands.
const ITEM_HEAD: usize = 40;

/// Items begin with capitals, an agency in parentheses, or another script: a
/// quick look that prose seldom passes.
fn may_begin_item(text: &str) -> bool {
    match text.as_bytes() {
        [b'(' | 0x80.., ..] => true,
        [first, second, ..] if first.is_ascii_uppercase() => {
            second.is_ascii_uppercase() || {
                let head = text.as_bytes().get(..ITEM_HEAD).unwrap_or(text.as_bytes());
                memchr(b'(', head).is_some()
            }
        }
        _ => false,
    }
}

/// What path and address say of the date.
pub(super) fn path_dates(article: &Article, findings: &mut Findings) {
    let inside = article.locator.member.as_deref();
    let of_member = inside.and_then(|member| path_date(&member.replace('!', "/")));
    let of_path = of_member.or_else(|| path_date(&article.locator.path));
    let of_url = article.url.as_deref().and_then(path_date).filter(|date| date.day.is_some());
    for date in [of_path, of_url].into_iter().flatten() {
        let reading = super::date::Reading::Sure(date, None);
        findings.dates.push(Candidate { kind: Kind::Path, reading, time: None, spans: Vec::new() });
    }
}

/// Settles source, agencies, date and what the configuration overrides.
pub(super) fn facts(article: &mut Article, context: &Context, mut findings: Findings) {
    stated::add_people(article, std::mem::take(&mut findings.people));
    if article.status == Status::Advisory
        && let Some(headline) = &article.headline
    {
        // Desks head what they announce with their own name.
        let first = headline.text.split(' ').next().unwrap_or_default();
        findings.agencies.extend(agency(first).map(|known| known.name.to_owned()));
    }
    sources(article, context, &mut findings);
    article.warnings.append(&mut findings.warnings);
    resolve::date(article, std::mem::take(&mut findings.dates), findings.day, context);
    apply(article, &context.set, true);
    apply(article, &context.sidecar, true);
    apply(article, &context.default, false);
    article.warnings.extend(context.warnings.iter().cloned());
}

fn sources(article: &mut Article, context: &Context, findings: &mut Findings) {
    // Credits come last line first, and the lowest one names where it was printed.
    findings.sources.sort_by_key(|(_, from, _)| *from != "credit");
    for (source, from, spans) in findings.sources.drain(..) {
        let Source { publication, agencies, section, page, edition, .. } = source;
        if publication.is_some() && article.source.publication.is_none() {
            let confidence = if from == "credit" { 95 } else { 85 };
            let provenance = Provenance { from: from.to_owned(), confidence, spans };
            article.fields.insert("source".to_owned(), provenance);
            article.source.publication = publication;
        }
        article.source.section = article.source.section.take().or(section);
        article.source.page = article.source.page.take().or(page);
        article.source.edition = article.source.edition.take().or(edition);
        findings.agencies.extend(agencies);
    }
    for values in [&context.set, &context.sidecar] {
        let Some(source) = &values.source else { continue };
        article.source.publication = Some(named(source));
        article.fields.insert("source".to_owned(), overridden(values));
    }
    for name in std::mem::take(&mut findings.agencies) {
        if !article.source.agencies.contains(&name) {
            article.source.agencies.push(name);
        }
    }
}

/// A registry id stands for the name of the publication.
fn named(source: &str) -> String {
    match super::sources::publication(source) {
        Some(paper) if paper.id == source => paper.name.to_owned(),
        _ => source.to_owned(),
    }
}

/// Values of the configuration: they replace what was found, or fill what was not.
fn apply(article: &mut Article, values: &Overrides, is_forced: bool) {
    let fields = &mut article.fields;
    let mut put = |field: &str, slot: &mut Option<String>, value: &Option<String>| {
        if value.is_some() && (is_forced || slot.is_none()) {
            slot.clone_from(value);
            if values.origin.is_some() || fields.contains_key(field) {
                fields.insert(field.to_owned(), overridden(values));
            }
        }
    };
    if article.source.publication.is_none() {
        article.source.publication = values.source.as_deref().map(named);
    }
    put("language", &mut article.language, &values.language);
    put("section", &mut article.source.section, &values.section);
    put("page", &mut article.source.page, &values.page);
    put("edition", &mut article.source.edition, &values.edition);
    put("url", &mut article.url, &values.url);
    if let Some(agency) =
        values.agency.as_ref().filter(|_| is_forced || article.source.agencies.is_empty())
        && !article.source.agencies.contains(agency)
    {
        article.source.agencies.push(agency.clone());
    }
    if let Some(time) = article.time.as_mut().filter(|time| time.len() == 5)
        && let Some(zone) = &values.timezone
        && zone.starts_with(['+', '-'])
    {
        time.push_str(zone);
    }
    if let Some(headline) = &values.headline
        && (is_forced || article.headline.is_none())
    {
        article.headline = Some(Text::detached(headline.clone()));
        article.derived_headline = None;
        article.fields.insert("headline".to_owned(), overridden(values));
    }
    if !values.bylines.is_empty() {
        authors(article, values);
    }
}

/// Those who are told to have written it stand for those that the text names;
/// the printed line stays searchable.
fn authors(article: &mut Article, values: &Overrides) {
    article.bylines.clear();
    for line in &values.bylines {
        let persons = byline::parse(line).map(|parsed| parsed.persons).unwrap_or_default();
        if persons.is_empty() {
            article.bylines.push(Byline { name: line.clone(), ..Byline::default() });
        }
        article.bylines.extend(persons);
        if !article.byline_lines.iter().any(|printed| printed.text.contains(line.as_str())) {
            article.byline_lines.push(Text::detached(line.clone()));
        }
    }
    article.fields.insert("byline".to_owned(), overridden(values));
}

fn overridden(values: &Overrides) -> Provenance {
    Provenance { from: values.origin().to_owned(), confidence: 100, spans: Vec::new() }
}
