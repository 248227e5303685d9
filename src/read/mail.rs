//! Mail: single messages, and mailboxes in which each begins with a `From ` line.
//!
//! The subject is the headline. Of several bodies that of plain text is taken
//! if it says more than that there is another. Of a newsletter the sender is
//! the publication, of a letter the author.

use std::ops::Range;

use encoding_rs::Encoding;
use mail_parser::{HeaderName, Message, MessageParser, PartType};
use memchr::{memchr, memmem};

use super::excerpt::{Decode, Excerpts, Target, state};
use super::format::Format;
use super::input::{Input, Sample};
use super::sink::Sink;
use super::stamp::{self, Habit};
use super::stream::{Boundary, LineMark, Record, Records};
use super::tally::Tally;
use super::xml::collapsed;
use super::{Decoded, Draft, Extent, LONGEST_ARTICLE, Origin, prose};
use crate::article::{Article, Byline};
use crate::error::{Skip, SkipReason};
use crate::span::Text;

pub(super) const MAILBOX: Format =
    Format { name: "mbox", version: 2, sniff: sniff_mailbox, read: read_mailbox };

pub(super) const MESSAGE: Format =
    Format { name: "eml", version: 2, sniff: sniff_message, read: read_message };

/// Bytes below which a plain body beside one of HTML is taken for a notice.
const NOTICE: usize = 80;

fn sniff_mailbox(sample: &Sample<'_>) -> Option<&'static str> {
    let (first, rest) = sample.text.split_once('\n')?;
    let is_mailbox = is_separator(first.as_bytes()) && sniff_headers(rest);
    is_mailbox.then_some("a `From ` line above the headers of a message")
}

fn sniff_message(sample: &Sample<'_>) -> Option<&'static str> {
    sniff_headers(&sample.text).then_some("the headers of a message")
}

/// Whether a text begins with the headers of a message: who or where from,
/// and when or which.
fn sniff_headers(text: &str) -> bool {
    let mut names = Vec::new();
    let mut has_end = false;
    for line in text.lines() {
        if line.trim().is_empty() {
            has_end = true;
            break;
        }
        if line.starts_with([' ', '\t']) && !names.is_empty() {
            continue;
        }
        let name = line
            .split_once(':')
            .map(|(name, _)| name)
            .filter(|name| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_graphic()));
        let Some(name) = name else { return false };
        names.push(name.to_ascii_lowercase());
    }
    let has = |wanted: &[&str]| names.iter().any(|name| wanted.contains(&name.as_str()));
    let is_told = has(&["date", "message-id", "mime-version"]);
    has_end && has(&["from", "return-path", "received", "delivered-to"]) && is_told
}

/// Messages begin with a line such as `From ann@x.example Thu Feb 19 17:18:40 2015`.
struct Separators(LineMark);

/// The longest separator, in bytes.
const LONGEST_SEPARATOR: usize = 300;

impl Boundary for Separators {
    fn find(&mut self, bytes: &[u8], mut from: usize) -> Result<usize, usize> {
        loop {
            let start = self.0.find(bytes, from)?;
            let rest = bytes.get(start..).unwrap_or_default();
            let line = rest.get(..LONGEST_SEPARATOR).unwrap_or(rest);
            match memchr(b'\n', line) {
                Some(end) if is_separator(line.get(..end).unwrap_or_default()) => return Ok(start),
                None if line.len() < LONGEST_SEPARATOR => return Err(start),
                _ => from = start + 1,
            }
        }
    }
}

/// Whether a line parts messages: it ends with a time and a year.
fn is_separator(line: &[u8]) -> bool {
    let Ok(line) = std::str::from_utf8(line) else { return false };
    let Some(rest) = line.trim_end().strip_prefix("From ") else { return false };
    let words: Vec<&str> = rest.split_whitespace().collect();
    let is_time = |word: &&str| {
        let digits = word.bytes().filter(u8::is_ascii_digit).count();
        word.contains(':') && digits >= 3 && word.len() <= 8
    };
    let is_year = |word: &&str| word.len() == 4 && word.bytes().all(|byte| byte.is_ascii_digit());
    words.len() >= 4 && words.iter().any(is_time) && words.iter().any(is_year)
}

fn read_mailbox(input: Input<'_>, sink: &mut dyn Sink) {
    let Input { locator, content, .. } = input;
    let mut tally = Tally::new(locator, sink);
    let boundary = Separators(LineMark::new("From "));
    let mut records = Records::new(content.into_reader(), boundary);
    while let Some(record) = records.next() {
        let flow = match record {
            Ok(Record { bytes, origin }) => {
                let separator = memchr(b'\n', bytes).map_or(bytes.len(), |at| at + 1);
                let (id, draft) = message(bytes, origin, separator, MAILBOX.name);
                tally.add(id, draft)
            }
            Err(skip) => tally.add(None, Err(skip)),
        };
        if flow.is_break() {
            return;
        }
    }
    tally.finish();
}

fn read_message(input: Input<'_>, sink: &mut dyn Sink) {
    let Input { locator, content, .. } = input;
    let mut tally = Tally::new(locator, sink);
    tally.may_be_one(true);
    match content.into_bytes(2 * LONGEST_ARTICLE) {
        Ok(bytes) => {
            let blank = bytes.iter().take_while(|byte| byte.is_ascii_whitespace()).count();
            let (id, draft) = message(&bytes, Origin::default(), blank, MESSAGE.name);
            // It is the only one.
            let _ = tally.add(id, draft);
            tally.finish();
        }
        Err(skip) => tally.whole(skip),
    }
}

/// The id and the draft of a message, which begins at `start` of the record.
fn message(
    bytes: &[u8],
    origin: Origin,
    start: usize,
    reader: &'static str,
) -> (Option<String>, Result<Draft, Skip>) {
    let raw = bytes.get(start..).unwrap_or_default();
    let Some(message) = MessageParser::default().parse(raw) else {
        return (None, Err(Skip::new(SkipReason::Malformed, "not a message")));
    };
    let id = message.message_id().map(str::to_owned);
    let encoding = encoding_rs::UTF_8.name().to_owned();
    let mut article = Article { reader: reader.to_owned(), encoding, ..Article::default() };
    let mended = mended(raw);
    let headers = mended.as_ref().and_then(|raw| MessageParser::default().parse_headers(&**raw));
    titles(&mut article, headers.as_ref().unwrap_or(&message));
    date(&mut article, &message);
    let draft = match body(&message) {
        Some((part, false)) => with_text(article, &message, part, Record { bytes, origin }, start),
        Some((part, true)) => {
            let html = message.parts.get(part).map(|part| part.text_contents().unwrap_or_default());
            article.paragraphs = prose::of_html(html.unwrap_or_default());
            Draft { stated: article, plain: None }
        }
        None => Draft { stated: article, plain: None },
    };
    let is_empty = draft.stated.paragraphs.is_empty()
        && draft.plain.as_ref().is_none_or(|body| body.text.trim().is_empty());
    if is_empty {
        return (id, Err(Skip::new(SkipReason::Empty, "the message holds no text")));
    }
    (id, Ok(draft))
}

/// The headers with raw UTF-8 in encoded words set apart from what these say
/// of their encoding; `None` if there is none.
fn mended(message: &[u8]) -> Option<String> {
    let ends = [&b"\n\n"[..], b"\n\r\n"].map(|mark| memmem::find(message, mark));
    let end = ends.into_iter().flatten().min()?;
    let headers = message.get(..=end).filter(|headers| !headers.is_ascii())?;
    let headers = std::str::from_utf8(headers).ok()?;
    let mut mended = String::with_capacity(headers.len() + 64);
    let mut rest = headers;
    while let Some((before, word)) = rest.split_once("=?") {
        mended.push_str(before);
        let mut parts = word.splitn(3, '?');
        let (charset, kind) = (parts.next()?, parts.next()?);
        let Some((text, behind)) = parts.next().and_then(|text| text.split_once("?=")) else {
            mended.push_str("=?");
            rest = word;
            continue;
        };
        let is_quoted = kind.eq_ignore_ascii_case("q");
        if is_quoted {
            apart(&mut mended, charset, text);
        } else {
            encoded(&mut mended, charset, kind, text);
        }
        rest = behind;
    }
    mended.push_str(rest);
    mended.push_str("\n\n");
    Some(mended)
}

/// Writes an encoded word with its raw characters in words of their own.
fn apart(mended: &mut String, charset: &str, text: &str) {
    let mut is_first = true;
    for run in text.split_inclusive(|c: char| !c.is_ascii()) {
        let raw = run.chars().next_back().filter(|c| !c.is_ascii());
        let bare = run.get(..run.len() - raw.map_or(0, char::len_utf8)).unwrap_or_default();
        let quoted = raw.map(quoted);
        for (charset, text) in [(charset, Some(bare)), ("utf-8", quoted.as_deref())] {
            let Some(text) = text.filter(|text| !text.is_empty()) else { continue };
            if !is_first {
                mended.push(' ');
            }
            encoded(mended, charset, "Q", text);
            is_first = false;
        }
    }
}

/// A character as its bytes in UTF-8: `=E2=80=99`.
fn quoted(character: char) -> String {
    let mut quoted = String::new();
    for byte in character.encode_utf8(&mut [0; 4]).bytes() {
        quoted.push('=');
        quoted.extend([byte >> 4, byte & 15].map(|half| {
            char::from_digit(half.into(), 16).unwrap_or_default().to_ascii_uppercase()
        }));
    }
    quoted
}

fn encoded(mended: &mut String, charset: &str, kind: &str, text: &str) {
    mended.extend(["=?", charset, "?", kind, "?", text, "?="]);
}

fn titles(article: &mut Article, message: &Message<'_>) {
    let subject = message.subject().map(str::trim).filter(|subject| !subject.is_empty());
    if let Some(subject) = subject {
        let words: Vec<&str> = subject.split_whitespace().collect();
        article.headline = Some(Text::detached(words.join(" ")));
        state(article, "headline", "Subject", Vec::new());
    }
    let sender = message.from().and_then(mail_parser::Address::first);
    let name = sender.and_then(|sender| sender.name()).map(str::trim);
    let Some(name) = name.filter(|name| !name.is_empty() && !name.contains('@')) else { return };
    let has = |header: HeaderName<'static>| message.header(header).is_some();
    if has(HeaderName::ListId) || has(HeaderName::ListUnsubscribe) {
        article.source.publication = Some(name.to_owned());
        state(article, "source", "From", Vec::new());
    } else {
        article.byline_lines.push(Text::detached(name));
        // `Doe, Ann` as address books have it.
        let name = match name.split_once(", ") {
            Some((last, first)) if !first.contains([',', ' ']) => format!("{first} {last}"),
            _ => name.to_owned(),
        };
        article.bylines.push(Byline { name, ..Byline::default() });
        state(article, "byline", "From", Vec::new());
    }
}

fn date(article: &mut Article, message: &Message<'_>) {
    let Some(date) = message.date().filter(|date| date.is_valid()) else { return };
    let sign = if date.tz_before_gmt { '-' } else { '+' };
    let written = format!(
        "{:04}-{:02}-{:02}T{:02}:{:02}{sign}{:02}:{:02}",
        date.year, date.month, date.day, date.hour, date.minute, date.tz_hour, date.tz_minute
    );
    let Some(stamp) = stamp::read(&written, Habit::default()) else { return };
    article.date = Some(stamp.date);
    article.time = stamp.time;
    state(article, "date", "Date", Vec::new());
}

/// The part that is the text, and whether it is HTML.
fn body(message: &Message<'_>) -> Option<(usize, bool)> {
    let part = |id: &u32| {
        let at = usize::try_from(*id).ok()?;
        let part = message.parts.get(at)?;
        match &part.body {
            PartType::Text(text) => Some((at, false, text.trim().len())),
            PartType::Html(text) => Some((at, true, text.trim().len())),
            _ => None,
        }
    };
    let parts: Vec<(usize, bool, usize)> =
        message.text_body.iter().chain(&message.html_body).filter_map(part).collect();
    let plain = parts.iter().find(|(_, is_html, len)| !is_html && *len > 0);
    let html = parts.iter().find(|(_, is_html, len)| *is_html && *len > 0);
    let chosen = match (plain, html) {
        (Some(plain), Some(html)) if plain.2 < NOTICE => html,
        (Some(plain), _) => plain,
        (None, html) => html?,
    };
    Some((chosen.0, chosen.1))
}

/// A plain body; it has places in the file if it stands there as it is.
fn with_text(
    mut article: Article,
    message: &Message<'_>,
    part: usize,
    record: Record<'_>,
    start: usize,
) -> Draft {
    let Some(part) = message.parts.get(part) else { return Draft::default() };
    let text = part.text_contents().unwrap_or_default();
    let offset = |offset: u32| start + usize::try_from(offset).unwrap_or_default();
    let range = offset(part.offset_body)..offset(part.offset_end);
    let signature = signature(text);
    if record.bytes.get(range.clone()) == Some(text.as_bytes())
        && std::str::from_utf8(record.bytes).is_ok()
        && let Ok(excerpts) = Excerpts::of(record, None)
    {
        let end = range.start + signature;
        if end < range.end {
            article.furniture.push(excerpts.line(end..range.end, &Lines));
        }
        let plain = Some(excerpts.body(range.start..end, Extent::Body, &Lines));
        return Draft { stated: article, plain };
    }
    let label =
        mail_parser::MimeHeaders::content_type(part).and_then(|kind| kind.attribute("charset"));
    let encoding = label.and_then(|label| Encoding::for_label(label.as_bytes()));
    let encoding = encoding.map_or(encoding_rs::UTF_8.name(), Encoding::name);
    encoding.clone_into(&mut article.encoding);
    let (text, below) = text.split_at_checked(signature).unwrap_or((text, ""));
    if !below.is_empty() {
        article.furniture.push(Text::detached(collapsed(below)));
    }
    let text = text.replace("\n>From ", "\nFrom ");
    let plain = Decoded { text, extent: Extent::Unplaced, encoding, ..Decoded::default() };
    Draft { stated: article, plain: Some(plain) }
}

/// Lines and bytes that a signature or notice below a text may have.
const SIGNATURE: (usize, usize) = (16, 1500);

/// Where the signature begins, or the notice that a list adds to all its
/// mail: with `-- ` or a rule of underscores. The end of the text if there is
/// none, or if nothing else is in the text.
fn signature(text: &str) -> usize {
    let is_rule = |line: &str| {
        let bare = line.trim_end_matches(['\r', '\n']);
        bare == "-- " || (bare.len() >= 10 && bare.bytes().all(|byte| byte == b'_'))
    };
    let mut start = text.len();
    let mut found = text.len();
    for line in text.split_inclusive('\n').rev().take(SIGNATURE.0) {
        start -= line.len();
        if is_rule(line) {
            found = start;
        }
    }
    let is_alone = text.get(..found).is_none_or(|above| above.trim().is_empty());
    if is_alone || text.len() - found > SIGNATURE.1 { text.len() } else { found }
}

/// Text in which `>From ` at the start of a line stands for `From `.
struct Lines;

impl Decode for Lines {
    fn decode(&self, text: &str, range: Range<usize>, target: &mut dyn Target) {
        let Some(written) = text.get(range.clone()) else { return };
        let mut at = 0;
        while let Some(found) = written.get(at..).and_then(|rest| rest.find("\n>From ")) {
            let mark = at + found + 1;
            target.copy(written.get(at..mark).unwrap_or_default(), range.start + at);
            at = mark + 1;
        }
        target.copy(written.get(at..).unwrap_or_default(), range.start + at);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn signatures_are_told_from_texts() {
        let long = "\nIt rained.".repeat(20);
        for (text, kept) in [
            ("The quay.\n-- \nAnn Lee\nThe Tide\n", "The quay.\n"),
            ("The quay.\r\n__________\r\nThe list\r\n-- \r\nAnn\r\n", "The quay.\r\n"),
            ("The quay.\n--\nThe crane.\n", "The quay.\n--\nThe crane.\n"),
            ("-- \nAnn Lee\n", "-- \nAnn Lee\n"),
            ("The quay.\n", "The quay.\n"),
            (&format!("The quay.\n-- {long}"), &format!("The quay.\n-- {long}")),
            ("", ""),
        ] {
            assert_eq!(text.get(..signature(text)), Some(kept), "{text}");
        }
    }
}
