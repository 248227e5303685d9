//! Factiva text: articles whose parts stand below tags of two or three
//! letters, or, in exports without them, in the order of these tags. Each
//! ends with a line `Document` and its number.

use std::ops::Range;
use std::sync::LazyLock;

use memchr::memchr;
use memchr::memmem::Finder;

use super::super::excerpt::Excerpts;
use super::super::format::Format;
use super::super::input::{Input, Sample};
use super::super::sink::Sink;
use super::super::stream::Boundary;
use super::{Fields, Line, Made, Skipping, is_blank, lines, names_documents, read_records};

pub(in crate::read) const FORMAT: Format = Format { name: "factiva", version: 1, sniff, read };

const TAGS: &[&str] = &[
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "LA", "CY", "LP", "TD", "CT",
    "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "VOL", "CLM", "ART",
];

fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    static HEADLINE: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("HD"));
    let text: &str = &sample.text;
    if HEADLINE.find(text.as_bytes()).is_none() && !names_documents(text) {
        return None;
    }
    let lines = lines(text);
    let mut tags: Vec<&str> =
        lines.iter().filter_map(|line| tag(text, line)).map(|it| it.0).collect();
    tags.sort_unstable();
    tags.dedup();
    let has = |name: &str| tags.contains(&name);
    if tags.len() >= 6
        && has("HD")
        && (has("PD") || has("SN"))
        && (has("LP") || has("TD") || has("AN"))
    {
        return Some("lines that begin with HD, PD, LP and the like");
    }
    let of = |line: &Line| text.get(line.range.clone()).unwrap_or_default();
    let ends = lines.iter().any(|line| number(of(line)).is_some());
    let counted = lines.iter().take(40).any(|line| is_count(of(line)));
    (ends && counted).then_some("a number of words, and a line `Document` with a number")
}

/// The tag that a line begins with, and its value.
fn tag<'t>(text: &'t str, line: &Line) -> Option<(&'t str, Range<usize>)> {
    if line.indent > 0 {
        return None;
    }
    let inner = text.get(line.range.clone())?;
    let len = inner.bytes().take_while(u8::is_ascii_uppercase).count();
    let (name, rest) = inner.split_at_checked(len)?;
    let value = rest.trim_start_matches(is_blank);
    let is_apart = rest.is_empty() || rest.len() > value.len();
    let start = line.range.end - value.len();
    (TAGS.contains(&name) && is_apart).then_some((name, start..line.range.end))
}

/// Whether more than a blank stands between a tag and what follows.
fn stands_apart(text: &str, line: &Line, tag: &str) -> bool {
    let rest = text.get(line.range.start + tag.len()..line.range.end).unwrap_or_default();
    rest.is_empty() || rest.starts_with(['\u{A0}', '\t']) || rest.starts_with("  ")
}

/// The number in `Document EXMPL00020170217ed2h0001x`.
pub(in crate::read) fn number(line: &str) -> Option<&str> {
    let line = line.strip_prefix("AN").map_or(line, |rest| rest.trim_start_matches(is_blank));
    let mut words = line.split_whitespace();
    let is_word = matches!(words.next()?, "Document" | "Dokument" | "Documento" | "Документ");
    let number = words.next()?;
    let has_digits = number.bytes().filter(u8::is_ascii_digit).count() >= 8;
    let is_number = number.len() >= 15 && number.bytes().all(|byte| byte.is_ascii_alphanumeric());
    (is_word && is_number && has_digits && words.next().is_none()).then_some(number)
}

/// `355 words`
pub(in crate::read) fn is_count(line: &str) -> bool {
    let mut words = line.split_whitespace();
    let is_number = |word: &str| {
        word.starts_with(|c: char| c.is_ascii_digit())
            && word.chars().all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | '\u{A0}'))
    };
    let units = ["words", "Wörter", "mots", "palabras", "parole", "слов", "palavras", "woorden"];
    words.next().is_some_and(is_number)
        && words.next().is_some_and(|unit| units.contains(&unit))
        && words.next().is_none()
}

/// A record ends with the line of its number.
struct Numbered;

impl Boundary for Numbered {
    fn find(&mut self, bytes: &[u8], from: usize) -> Result<usize, usize> {
        let mut start =
            bytes.get(..from).and_then(|before| before.iter().rposition(|b| *b == b'\n'));
        let mut at = start.take().map_or(0, |at| at + 1);
        while let Some(len) = memchr(b'\n', bytes.get(at..).unwrap_or_default()) {
            let line = bytes.get(at..at + len).unwrap_or_default();
            let end = at + len + 1;
            let is_end = line.len() < 120
                && std::str::from_utf8(line)
                    .is_ok_and(|it| number(it.trim_matches(is_blank)).is_some());
            if is_end && end > from {
                return Ok(end);
            }
            at = end;
        }
        Err(at.max(from))
    }
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    read_records(input, sink, Numbered, make);
}

fn make(excerpts: &Excerpts<'_>) -> Option<Made> {
    let text: &str = &excerpts.text;
    let lines = lines(text);
    let of = |line: &Line| text.get(line.range.clone()).unwrap_or_default();
    let id = lines.iter().rev().find_map(|line| number(of(line))).map(str::to_owned);
    let mut fields = Fields::new(excerpts, FORMAT.name);
    let is_tagged = lines.iter().any(|line| tag(text, line).is_some_and(|it| it.0 == "HD"));
    if is_tagged {
        let (body, tag) = tagged(&mut fields, &lines);
        return Some((id, fields.draft_of(body, &Skipping(tag))));
    }
    // What follows the last article is a list of what was searched.
    id.as_ref()?;
    let body = untagged(&mut fields, &lines);
    Some((id, fields.draft(body)))
}

/// The fields below tags; gives where the text is, and the tag inside of it.
fn tagged(fields: &mut Fields<'_>, lines: &[Line]) -> (Option<Range<usize>>, Range<usize>) {
    let text: &str = &fields.excerpts.text;
    let mut body: Option<Range<usize>> = None;
    let mut between = 0..0;
    for (name, value) in parts(text, lines) {
        match (name, &mut body) {
            _ if value.is_empty() => {}
            ("LP" | "TD", Some(body)) => {
                // The tag and the blanks around it but the last line break.
                let end = value.start.saturating_sub(1);
                between = body.end..end.max(body.end);
                body.end = value.end;
            }
            ("LP" | "TD", None) => body = Some(value),
            ("ET", _) => time(fields, &value),
            _ => field(fields, name, &value),
        }
    }
    (body, between)
}

/// The values below tags.
fn parts<'t>(text: &'t str, lines: &[Line]) -> Vec<(&'t str, Range<usize>)> {
    let mut parts: Vec<(&str, Range<usize>)> = Vec::new();
    for line in lines {
        let is_text = parts.last().is_some_and(|(name, _)| matches!(*name, "LP" | "TD"));
        let found = tag(text, line).filter(|(name, _)| {
            // In the text only what follows it ends it, set apart from words.
            !is_text || (rank(name) >= rank("TD") && stands_apart(text, line, name))
        });
        match (found, parts.last_mut()) {
            (Some(part), _) => parts.push(part),
            (None, Some((_, value))) if !line.range.is_empty() => {
                if value.start >= value.end {
                    value.start = line.range.start;
                }
                value.end = line.range.end;
            }
            _ => {}
        }
    }
    parts
}

/// The place of a tag in the order of an article.
fn rank(name: &str) -> usize {
    TAGS.iter().position(|tag| *tag == name).unwrap_or_default()
}

/// `07:43 AM`, which belongs to the date.
fn time(fields: &mut Fields<'_>, value: &Range<usize>) {
    let Some(date) = fields.article.date.filter(|_| fields.article.time.is_none()) else { return };
    let text = format!("{date} {}", fields.line(value).text);
    fields.article.time = super::dates::read(&text).and_then(|stamp| stamp.time);
}

fn field(fields: &mut Fields<'_>, name: &str, value: &Range<usize>) {
    match name {
        "HD" => fields.headline(value),
        "BY" => fields.byline(value),
        "SN" => fields.publication(value),
        "PD" => {
            fields.date(value);
        }
        "SE" => fields.section(value),
        "LA" => fields.language(value),
        "PG" => {
            fields.article.source.page = Some(fields.line(value).text);
            fields.note("page", value);
        }
        "ED" => {
            fields.article.source.edition = Some(fields.line(value).text);
            fields.note("edition", value);
        }
        "CY" => {
            fields.article.source.copyright = Some(fields.line(value).text);
            fields.note("copyright", value);
        }
        "CR" => fields.article.source.agencies.push(fields.line(value).text),
        _ => {}
    }
}

/// Headline, byline, words, date, source and language, one on each line up to
/// a blank one; then the text.
fn untagged(fields: &mut Fields<'_>, lines: &[Line]) -> Option<Range<usize>> {
    let text: &str = &fields.excerpts.text;
    let of = |line: &Line| text.get(line.range.clone()).unwrap_or_default();
    let lines: Vec<&Line> = lines.iter().skip_while(|line| line.range.is_empty()).collect();
    let count = lines.iter().position(|line| is_count(of(line)))?;
    let above: Vec<&&Line> =
        lines.get(..count)?.iter().filter(|line| !line.range.is_empty()).collect();
    let is_byline = |line: &Line| {
        ["By ", "BY ", "Von ", "Par ", "Por ", "Di "]
            .iter()
            .any(|start| of(line).starts_with(start))
    };
    let byline = above.iter().rposition(|line| is_byline(line)).filter(|at| *at > 0);
    let titles = above.get(..byline.unwrap_or(above.len()))?;
    if let Some((first, last)) = titles.first().zip(titles.last()) {
        fields.headline(&(first.range.start..last.range.end));
    }
    for line in byline.and_then(|at| above.get(at..)).unwrap_or_default() {
        fields.byline(&line.range);
    }
    let below = lines.get(count + 1..)?;
    let end = below.iter().position(|line| line.range.is_empty()).unwrap_or(below.len());
    let mut is_named = false;
    for line in below.get(..end)? {
        let value = of(line);
        let is_copyright = ["Copyright", "©", "(c)"].iter().any(|start| value.starts_with(start));
        let is_date = fields.article.date.is_none() && fields.date(&line.range);
        if is_copyright {
            field(fields, "CY", &line.range);
        } else if value.contains(':') {
            time(fields, &line.range);
        } else if fields.article.date.is_some() && !is_named && !is_date {
            fields.publication(&line.range);
            is_named = true;
        } else if fields.article.language.is_none() && !is_date {
            fields.language(&line.range);
        }
    }
    let body = below.get(end..)?;
    let first = body.iter().find(|line| !line.range.is_empty())?;
    let last =
        body.iter().rev().find(|line| !line.range.is_empty() && number(of(line)).is_none())?;
    (first.range.start < last.range.end).then_some(first.range.start..last.range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_numbers_are_told_from_text() {
        fn check(line: &str) -> Option<&str> {
            tag(line, &Line { range: 0..line.len(), indent: 0 }).map(|it| it.0)
        }
        assert_eq!(check("HD  Quay opens"), Some("HD"));
        assert_eq!(check("PD\u{A0}17 February 2017"), Some("PD"));
        assert_eq!(check("LP"), Some("LP"));
        assert_eq!(check("INTO the harbour"), None);
        assert_eq!(check("INDIA is far"), None);
        assert_eq!(number("Document EXMPL00020170217ed2h0001x"), Some("EXMPL00020170217ed2h0001x"));
        assert_eq!(number("AN  Document EXMPL00020170217ed2h0001x").map(str::len), Some(25));
        assert_eq!(number("Document of the harbour office"), None);
        assert!(is_count("1,355 words") && !is_count("355 words were said"));
    }
}
