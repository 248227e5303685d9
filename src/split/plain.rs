//! The text of a plain file, divided into header and paragraphs.

use crate::article::{Article, Dateline, Paragraph, Provenance, Role, Status};
use crate::read::{Decoded, Extent};
use crate::span::{Span, Text};

use super::annotate::Findings;
use super::context::Context;
use super::field_marks;
use super::header::{self, Header};
use super::headline::{self, Range};
use super::labels;
use super::layout::{self, Layout, ends_sentence, would_have_fitted};
use super::lines::{Line, Source, scan};
use super::paragraphs::{is_inside, join};
use super::resolve::{Candidate, Kind};
use super::sources::folded;
use super::stated;
use super::text::{Break, assemble, slice};
use super::trailer::{holds_prose, may_close, recognise};

/// How many lines before the end may begin the trailer.
const TRAILER_LINES: usize = 16;
/// How many paragraphs that are told only once they are whole, such as those
/// on who contributed, may stand below a line of the trailer.
const OTHERS: usize = 2;

/// Fills titles, bylines, paragraphs and furniture of `article` from the text.
///
/// What the format stated beside the text stays, paragraphs behind it; of what
/// the text says again only the new is taken.
pub(super) fn divide(
    article: &mut Article,
    decoded: Decoded,
    context: &Context,
    findings: &mut Findings,
) {
    let source = Source { text: &decoded.text, origin: decoded.origin };
    let behind = std::mem::take(&mut article.paragraphs);
    let mut lines = scan(source);
    let fields = field_marks::strip(source, &mut lines);
    strip_markdown(source, &mut lines);
    labels::part(source, &mut lines);
    let layout = layout::classify(source, &mut lines);
    let mut header = match decoded.extent {
        Extent::Article => header::read(source, &lines, layout, fields, context),
        Extent::Body | Extent::Unplaced => Header::default(),
    };
    findings.dateline = header.dateline.take();
    titles(article, source, &lines, &header);
    bylines(article, source, &lines, &mut header, findings);
    credits(source, &lines, &header, findings);
    furniture(article, source, &lines, &header);
    if let Some(url) = header.url.and_then(|at| lines.get(at)) {
        article.url.get_or_insert_with(|| source.of(url).to_owned());
    }
    if article.status == Status::Ok {
        article.status = header.status.unwrap_or_default();
    }
    place_line(article, source, &lines, &mut header, findings);
    body(article, source, &lines, layout, &header, context);
    if decoded.extent == Extent::Unplaced {
        for paragraph in &mut article.paragraphs {
            paragraph.text.pieces.clear();
        }
    }
    article.paragraphs.extend(behind);
    article.source_map = decoded.map;
    if decoded.guessed {
        findings
            .warn("encoding_guessed", format!("The encoding was guessed: {}.", decoded.encoding));
    }
    if decoded.malformed > 0 {
        findings
            .warn("bad_bytes", format!("{} byte sequences could not be read.", decoded.malformed));
    }
}

/// How many lines may carry the marks of a header in Markdown.
const MARKDOWN_LINES: usize = 8;

/// `# Title` and `*By Ann Lee*`: a file in Markdown begins with a title.
fn strip_markdown(source: Source<'_>, lines: &mut [Line]) {
    let is_title = |text: &str| {
        let title = text.trim_start_matches('#');
        title.len() < text.len()
            && title.strip_prefix(' ').is_some_and(|title| title.starts_with(char::is_alphanumeric))
    };
    if !lines.first().is_some_and(|line| is_title(source.of(line))) {
        return;
    }
    for line in lines.iter_mut().take(MARKDOWN_LINES) {
        let text = source.of(line);
        let bare =
            if is_title(text) { text.trim_start_matches(['#', ' ']) } else { unmarked(text) };
        let skipped = text.find(bare).filter(|_| !bare.is_empty() && bare.len() < text.len());
        let Some(skipped) = skipped else { continue };
        let cut = text.len() - bare.len();
        line.span.start += skipped;
        line.span.end = line.span.start + bare.len();
        line.chars += skipped;
        line.width -= cut;
    }
}

/// What stands between stars or underscores.
fn unmarked(text: &str) -> &str {
    let inner = ["**", "*", "_"]
        .iter()
        .find_map(|mark| text.strip_prefix(mark)?.strip_suffix(mark))
        .filter(|inner| !inner.contains(['*', '_']) && inner.trim() == *inner);
    inner.unwrap_or(text)
}

/// A dateline in the header, which the text does not repeat.
fn place_line(
    article: &mut Article,
    source: Source<'_>,
    lines: &[Line],
    header: &mut Header,
    findings: &mut Findings,
) {
    let Some(place) = &mut header.place else { return };
    let Some(line) = one(source, lines, place.at) else { return };
    let text = slice(&line, Span::new(0, place.len));
    let spans = text.file_spans();
    findings.place = Some(text.clone());
    findings.day = place.day;
    if article.dateline.is_some() {
        return;
    }
    article.dateline = Some(Dateline {
        raw: text.text,
        places: std::mem::take(&mut place.places),
        spans: spans.clone(),
        ..Dateline::default()
    });
    let provenance = Provenance { from: "header_line".to_owned(), confidence: 85, spans };
    article.fields.insert("dateline".to_owned(), provenance);
}

/// Lines of the header that are no text, without the place that begins one.
fn furniture(article: &mut Article, source: Source<'_>, lines: &[Line], header: &Header) {
    for &at in &header.furniture {
        let Some(line) = one(source, lines, at) else { continue };
        let place = header.place.as_ref().filter(|place| place.at == at);
        article.furniture.push(match place {
            Some(place) => slice(&line, Span::new(place.len, line.text.len())),
            None => line,
        });
    }
}

fn range(source: Source<'_>, lines: &[Line], (first, end): Range) -> Option<Text> {
    let text = assemble(source, lines.get(first..end)?, Break::Joined);
    (!text.text.is_empty()).then_some(text)
}

fn one(source: Source<'_>, lines: &[Line], at: usize) -> Option<Text> {
    range(source, lines, (at, at + 1))
}

fn titles(article: &mut Article, source: Source<'_>, lines: &[Line], header: &Header) {
    let title = |range_of: Range| range(source, lines, range_of).map(without_mark);
    let titles = &header.titles;
    if let Some(stated) = &article.headline {
        let known = [stated].into_iter().chain(&article.kicker).chain(&article.deck);
        let known: Vec<String> = known.map(|text| folded(&text.text)).collect();
        let printed = titles.kicker.into_iter().chain(titles.headline);
        for text in printed.chain(titles.deck.iter().copied()).filter_map(title) {
            if known.contains(&folded(&text.text)) {
                article.furniture.push(text);
            } else {
                article.paragraphs.push(Paragraph { role: Role::Para, text });
            }
        }
        return;
    }
    article.kicker = titles.kicker.and_then(title);
    article.deck = titles.deck.iter().filter_map(|deck| title(*deck)).collect();
    article.headline = titles.headline.and_then(title);
    part_headline(article);
    if let Some(headline) = &article.headline {
        let provenance = Provenance {
            from: "header_line".to_owned(),
            confidence: 85,
            spans: headline.file_spans(),
        };
        article.fields.insert("headline".to_owned(), provenance);
    }
}

/// Takes kicker and deck out of a headline that holds them on its line.
fn part_headline(article: &mut Article) {
    let Some(whole) = article.headline.take_if(|_| article.kicker.is_none()) else { return };
    let Some([kicker, headline, deck]) = headline::parts(&whole.text) else {
        article.headline = Some(whole);
        return;
    };
    article.kicker = Some(slice(&whole, kicker));
    article.headline = Some(slice(&whole, headline));
    if !deck.is_empty() {
        article.deck.insert(0, slice(&whole, deck));
    }
}

/// The semicolon that closes a part of a headline is no part of it.
fn without_mark(text: Text) -> Text {
    match text.text.strip_suffix([';', '=']) {
        Some(rest) if !rest.trim().is_empty() => slice(&text, Span::new(0, rest.len())),
        _ => text,
    }
}

fn bylines(
    article: &mut Article,
    source: Source<'_>,
    lines: &[Line],
    header: &mut Header,
    findings: &mut Findings,
) {
    for &at in &header.byline_lines {
        article.byline_lines.extend(one(source, lines, at));
    }
    stated::add_people(article, std::mem::take(&mut header.bylines));
    findings.agencies.append(&mut header.agencies);
    if stated::is_stated(article, "byline") {
        return;
    }
    if !header.byline_lines.is_empty() {
        let spans = article.byline_lines.iter().flat_map(Text::file_spans).collect();
        let provenance = Provenance { from: "header_line".to_owned(), confidence: 85, spans };
        article.fields.insert("byline".to_owned(), provenance);
    }
}

fn credits(source: Source<'_>, lines: &[Line], header: &Header, findings: &mut Findings) {
    for (credit, at) in &header.credits {
        let Some(line) = lines.get(*at) else { continue };
        let place = source.place(line);
        if let Some(date) = &credit.date {
            findings.dates.push(Candidate {
                kind: Kind::HeaderLine,
                reading: date.reading,
                time: date.time.map(|time| time.to_string()),
                spans: vec![Span::new(place.start + date.span.start, place.start + date.span.end)],
            });
        }
        findings.sources.push((credit.source.clone(), "header_line", vec![place]));
    }
}

fn body(
    article: &mut Article,
    source: Source<'_>,
    lines: &[Line],
    layout: Layout,
    header: &Header,
    context: &Context,
) {
    for caption in &header.captions {
        if let Some(text) = range(source, lines, *caption) {
            article.paragraphs.push(Paragraph { role: Role::Caption, text });
        }
    }
    for note in &header.notes {
        if let Some(text) = range(source, lines, *note) {
            article.paragraphs.push(Paragraph { role: Role::EditorNote, text });
        }
    }
    let text_lines = lines.get(header.body..).unwrap_or_default();
    let closes = closing_lines(source, text_lines, layout, context.century());
    let is_closing = |at: usize| {
        let below = text_lines.len().checked_sub(at + 1);
        below.and_then(|below| closes.get(below)).copied().unwrap_or(false)
    };
    article.paragraphs.extend(join(source, text_lines, layout, is_closing));
}

/// Which lines begin something that is not text, from the last line upward as
/// far as the trailer can reach.
fn closing_lines(
    source: Source<'_>,
    lines: &[Line],
    layout: Layout,
    century: Option<i16>,
) -> Vec<bool> {
    let begins_paragraph = |line: &Line| {
        let is_indented = layout.indent > 0 && line.indent >= layout.indent;
        !layout.is_wrapped || line.gap > 0 || is_indented
    };
    let mut closes = Vec::with_capacity(TRAILER_LINES);
    let mut others = 0;
    for (at, line) in lines.iter().enumerate().rev().take(TRAILER_LINES) {
        let closes_here = is_closing(source, lines, layout, at, century);
        closes.push(closes_here);
        others = if closes_here { 0 } else { others + usize::from(begins_paragraph(line)) };
        if others > OTHERS {
            break;
        }
    }
    closes
}

/// Whether a line of the last ones begins something that is not text. The
/// last line of a wrapped sentence may look like it.
fn is_closing(
    source: Source<'_>,
    lines: &[Line],
    layout: Layout,
    at: usize,
    century: Option<i16>,
) -> bool {
    let Some(this) = lines.get(at) else { return false };
    let line = source.of(this);
    if !may_close(line) {
        return false;
    }
    let previous = at.checked_sub(1).and_then(|at| lines.get(at));
    let goes_on = previous.is_some_and(|before| {
        this.gap == 0
            && layout.is_wrapped
            && !line.starts_with(['(', '（', '['])
            && !ends_sentence(source.of(before))
            && !would_have_fitted(source, before, this, layout.width)
    });
    if goes_on {
        return false;
    }
    !holds_prose(line) && !is_inside(source, lines, at) && recognise(line, century).is_some()
}
