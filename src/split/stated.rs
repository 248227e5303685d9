//! What the format states: it stands, is completed from its own words, and
//! text that says the same again is not counted twice.

use crate::article::{Article, Byline, Dateline, Place, Provenance, Role};

use super::agencies::agency;
use super::annotate::Findings;
use super::byline;
use super::dateline::{self, Found, is_place};
use super::persons::persons;
use super::roles::is_role_line;
use super::sources::folded;

/// Whether markup or a label states a field, by its name in `morgue.article/1`.
pub(super) fn is_stated(article: &Article, field: &str) -> bool {
    article
        .fields
        .get(field)
        .is_some_and(|stated| stated.from.starts_with("markup:") || stated.from == "label")
}

/// Reads the printed dateline and byline that the format states.
pub(super) fn complete(article: &mut Article, findings: &mut Findings) {
    clean(article);
    dateline(article, findings);
    bylines(article, findings);
    if let Some(holder) = &article.source.copyright
        && agency(holder).is_some()
    {
        article.source.agencies.push(holder.clone());
    }
    let named = std::mem::take(&mut article.source.agencies);
    for name in named {
        let name = agency(&name).map_or(name, |known| known.name.to_owned());
        if !article.source.agencies.contains(&name) {
            article.source.agencies.push(name);
        }
    }
}

/// Control characters are no text, and some of them part texts in the index:
/// each becomes a blank, so that all places stay as they are.
fn clean(article: &mut Article) {
    let paragraphs = article.paragraphs.iter_mut().map(|paragraph| &mut paragraph.text);
    let texts = article.kicker.iter_mut().chain(&mut article.headline).chain(&mut article.deck);
    let texts = texts.chain(&mut article.byline_lines).chain(&mut article.furniture);
    let people = article.bylines.iter_mut().flat_map(|person| {
        [Some(&mut person.name), person.role.as_mut(), person.place.as_mut()].into_iter().flatten()
    });
    let dateline = article.dateline.iter_mut().map(|dateline| &mut dateline.raw);
    let source = &mut article.source;
    let single = [
        &mut source.publication,
        &mut source.section,
        &mut source.page,
        &mut source.edition,
        &mut source.copyright,
        &mut article.url,
    ];
    let values = single.into_iter().flatten().chain(&mut source.agencies).chain(dateline);
    let texts = texts.chain(paragraphs).map(|text| &mut text.text);
    for text in texts.chain(people).chain(values) {
        let is_control = |c: char| c.is_ascii_control() && !matches!(c, '\n' | '\t');
        if text.contains(is_control) {
            *text = text.replace(is_control, " ");
        }
    }
}

fn dateline(article: &mut Article, findings: &mut Findings) {
    let Some(stated) = article.dateline.as_mut() else { return };
    let inner = stated.raw.trim().strip_prefix('(').and_then(|raw| raw.strip_suffix(')'));
    let Some(found) = read(&stated.raw).or_else(|| inner.and_then(read)) else {
        place_alone(stated);
        return;
    };
    if stated.places.is_empty() {
        stated.places = found.places;
    }
    if stated.agencies.is_empty() {
        stated.agencies.clone_from(&found.agencies);
    }
    findings.day = found.day;
    findings.agencies.extend(found.agencies);
}

/// Markup that tells only where a text was written gives way to the dateline
/// that the text prints.
pub(super) fn drop_weaker_dateline(article: &mut Article, confidence: u8) {
    let stated = article.fields.get("dateline").filter(|_| is_stated(article, "dateline"));
    if stated.is_some_and(|stated| stated.confidence < confidence.min(90)) {
        article.dateline = None;
        article.fields.remove("dateline");
    }
}

/// A dateline on its own has no dash, and may end in one.
fn read(raw: &str) -> Option<Found> {
    let bare = raw.trim_end_matches([' ', '-', '–', '—', '_', ':', ',']);
    // Behind a date the dash may be missing, behind a bare place it may not.
    [format!("{bare} - X"), format!("{} - X", bare.to_uppercase())]
        .iter()
        .find_map(|text| dateline::accept(text, true).filter(|found| found.raw_end > 0))
        .filter(|found| bare.len() <= found.raw_end + 1)
        .map(|mut found| {
            for place in &mut found.places {
                as_printed(&mut place.name, bare);
                place.region.iter_mut().for_each(|region| as_printed(region, bare));
            }
            found
        })
}

/// Gives a name the case in which it was printed.
fn as_printed(name: &mut String, printed: &str) {
    let at = printed.to_uppercase().find(name.as_str());
    if let Some(found) = at.and_then(|at| printed.get(at..at + name.len()))
        && found.to_uppercase() == *name
    {
        found.clone_into(name);
    }
}

/// What the grammar cannot read is a place as it stands.
fn place_alone(stated: &mut Dateline) {
    let raw = stated.raw.trim_end_matches([' ', '-', '–', '—', '_', ':', ',', '.']);
    if !stated.places.is_empty() || raw.is_empty() || raw.chars().any(|c| c.is_ascii_digit()) {
        return;
    }
    let (name, region) = match raw.split_once(", ") {
        Some((name, region)) => (name, Some(region.to_owned())),
        None => (raw, None),
    };
    stated.places.push(Place { name: name.to_owned(), region });
}

/// Who is named in the byline lines, if the format does not tell it apart.
fn bylines(article: &mut Article, findings: &mut Findings) {
    if !article.bylines.is_empty() {
        agencies_named(article, findings);
        return;
    }
    for line in &article.byline_lines {
        let text = line.text.trim();
        if let Some(known) = agency(text) {
            findings.agencies.push(known.name.to_owned());
        } else if let Some(last) = article.bylines.last_mut().filter(|_| is_role_line(text)) {
            last.role.get_or_insert_with(|| text.to_owned());
        } else if let Some(parsed) = byline::parse(text).or_else(|| persons(text)) {
            // What begins with an article is an employer.
            let is_person = |person: &Byline| !person.name.starts_with("The ");
            article.bylines.extend(parsed.persons.into_iter().filter(is_person));
            findings.agencies.extend(parsed.agencies);
        }
    }
}

/// Remembers the agencies that a format names as authors, which they stay.
fn agencies_named(article: &Article, findings: &mut Findings) {
    let known = article.bylines.iter().filter_map(|author| agency(&author.name));
    findings.agencies.extend(known.map(|known| known.name.to_owned()));
}

/// Takes a dateline and bylines that stand as paragraphs in front of the text.
pub(super) fn leading_lines(article: &mut Article, findings: &mut Findings) {
    leading_dateline(article, findings);
    leading_bylines(article, findings);
}

/// Words of a line that may be a dateline without a text behind it.
const DATELINE_WORDS: usize = 4;

/// Takes a dateline that stands as a paragraph of its own in front of the
/// text: a place or topic, and an agency as it signs itself.
fn leading_dateline(article: &mut Article, findings: &mut Findings) {
    let [first, _, ..] = article.paragraphs.as_slice() else { return };
    let line = first.text.text.trim();
    let (topic, name) = line.rsplit_once([' ', '/']).unwrap_or(("", line));
    let is_short = line.split_whitespace().count() <= DATELINE_WORDS && first.role == Role::Para;
    let Some(known) = agency(name).filter(|known| is_short && signs_so(name, known.name)) else {
        return;
    };
    findings.agencies.push(known.name.to_owned());
    let topic = topic.trim_end_matches([' ', '/', ',']).to_owned();
    let text = article.paragraphs.remove(0).text;
    if article.dateline.is_some() {
        article.furniture.push(text);
        return;
    }
    let places = if is_place(&topic) { vec![Place { name: topic, region: None }] } else { vec![] };
    article.dateline = Some(Dateline {
        raw: text.text.trim().to_owned(),
        places,
        agencies: vec![known.name.to_owned()],
        spans: text.file_spans(),
        ..Dateline::default()
    });
    let provenance =
        Provenance { from: "text".to_owned(), confidence: 85, spans: text.file_spans() };
    article.fields.insert("dateline".to_owned(), provenance);
}

/// Whether a name is an agency's own short form, in its case: not a word of
/// the language that happens to be spelled so.
fn signs_so(name: &str, short: &str) -> bool {
    let has = |is_it: fn(char) -> bool| name.contains(is_it);
    name == short && has(char::is_uppercase) != has(char::is_lowercase)
}

/// Takes bylines that stand as paragraphs in front of the text.
fn leading_bylines(article: &mut Article, findings: &mut Findings) {
    while article.paragraphs.len() > 1 {
        let first = article.paragraphs.first().filter(|first| first.role == Role::Para);
        let line = first.map_or("", |first| first.text.text.as_str());
        let Some(parsed) = byline::parse(line) else { return };
        add_people(article, parsed.persons);
        findings.agencies.extend(parsed.agencies);
        let line = article.paragraphs.remove(0).text;
        let said = folded(&line.text);
        if article.byline_lines.iter().any(|known| folded(&known.text) == said) {
            article.furniture.push(line);
        } else {
            article.byline_lines.push(line);
        }
    }
}

/// Adds people that the text names; of those that the format states only
/// what they did is learned, of those who wrote it only where they were.
pub(super) fn add_people(article: &mut Article, people: Vec<Byline>) {
    let is_stated = is_stated(article, "byline");
    for person in people {
        if article.bylines.contains(&person) {
            continue;
        }
        let name = folded(&person.name);
        let same = article.bylines.iter_mut().find(|known| folded(&known.name) == name);
        match same.filter(|_| !name.is_empty()) {
            Some(known) if is_stated => {
                known.role = known.role.take().or(person.role);
                known.place = known.place.take().or(person.place);
            }
            // Who wrote it also reported.
            Some(known) if known.role.is_none() => {
                known.place = known.place.take().or(person.place);
            }
            _ => article.bylines.push(person),
        }
    }
}
