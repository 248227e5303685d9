//! JSON Lines and JSON: records of news data sets and of news services.
//!
//! A line, an element of the one list that a file is, or an element of a list
//! inside the one object that it is, is a record. What is no article (the
//! settings of a program, a map) is skipped as such.

mod contents;
mod export;
pub(in crate::read) mod scan;

use std::borrow::Cow;
use std::ops::Range;

use super::Draft;
use super::excerpt::Excerpts;
use super::format::Format;
use super::input::{Input, Sample};
use super::named::{Dictionary, Named, NamedRecord, folded};
use super::sink::Sink;
use super::stamp::Habit;
use super::stream::{Boundary, Lines, Records, Utf8};
use super::tally::Tally;
use crate::error::{Skip, SkipReason};
use scan::{JsonString, Kind, Value, Values, elements, members, string, value_at};

pub(super) const LINES: Format = Format {
    name: "jsonl",
    version: 1,
    sniff: sniff_lines,
    read: |input, sink| read_all(input, sink, Lines, "jsonl"),
};

pub(super) const DOCUMENT: Format = Format {
    name: "json",
    version: 1,
    sniff: sniff_document,
    read: |input, sink| read_all(input, sink, Values::default(), "json"),
};

fn sniff_lines(sample: &Sample<'_>) -> Option<&'static str> {
    let text: &str = &sample.text;
    let is_named = matches!(sample.extension, "jsonl" | "ndjson" | "jsonlines");
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let is_object = |line: &str| line.starts_with("{\"") || line.starts_with("{ \"");
    if is_named {
        return is_object(first).then_some("a JSON object on each line");
    }
    let whole =
        value_at(first, 0).filter(|(_, end)| first.get(*end..).unwrap_or("").trim().is_empty());
    (is_object(first) && whole.is_some() && is_object(rest.trim_start()))
        .then_some("a JSON object on each line")
}

fn sniff_document(sample: &Sample<'_>) -> Option<&'static str> {
    let text: &str = &sample.text;
    let mut marks = text.chars().filter(|c| !c.is_whitespace());
    let is_json = match (marks.next()?, marks.next()) {
        ('{', Some('"' | '}')) => true,
        ('[', Some('{')) => marks.next().is_some_and(|c| matches!(c, '"' | '}')),
        ('[', Some('"' | ']' | '[' | '0'..='9' | '-')) => sample.extension.ends_with("json"),
        _ => false,
    };
    is_json.then_some("JSON")
}

fn read_all(input: Input<'_>, sink: &mut dyn Sink, boundary: impl Boundary, reader: &'static str) {
    let Input { locator, content, encoding, fields, month_first } = input;
    let names = Dictionary::of(fields);
    let how = How { reader, names: &names, month_first };
    let is_list = content.head().iter().find(|byte| byte.is_ascii_graphic()) == Some(&b'[');
    let mut tally = Tally::new(locator, sink);
    let utf8 = match Utf8::of(content, encoding) {
        Ok(utf8) => utf8,
        Err(skip) => return tally.whole(skip),
    };
    tally.may_be_one(reader == DOCUMENT.name && !is_list);
    let mut records = Records::new(utf8.reader, boundary);
    while let Some(record) = records.next() {
        let flow = match record.and_then(|record| Excerpts::of_part(record, utf8.whole.as_ref())) {
            Ok(excerpts) => record_of(&excerpts, how, &mut tally),
            Err(skip) => tally.add(None, Err(skip)),
        };
        if flow.is_break() {
            return;
        }
    }
    tally.finish();
}

/// How records are read: as which format, and by which names of fields.
#[derive(Clone, Copy)]
struct How<'a> {
    reader: &'static str,
    names: &'a Dictionary,
    /// Whether the month comes first in dates, if that is known from outside.
    month_first: Option<bool>,
}

type Flow = std::ops::ControlFlow<()>;

/// Reads a record, or the records inside it.
fn record_of(excerpts: &Excerpts<'_>, how: How<'_>, tally: &mut Tally<'_>) -> Flow {
    let text: &str = &excerpts.text;
    let is_apart = |c: char| c.is_whitespace() || matches!(c, '\u{FEFF}' | ',' | '[' | ']');
    let start = text.len() - text.trim_start_matches(is_apart).len();
    if start == text.len() {
        return Flow::Continue(());
    }
    let object = value_at(text, start).filter(|(value, _)| value.kind == Kind::Object);
    let found = object.and_then(|(value, _)| Some((members(text, &value.range)?, value)));
    let Some((found, _)) = found else {
        let is_begun = text.get(start..).is_some_and(|rest| rest.starts_with('{'));
        let skip = if is_begun {
            Skip::new(SkipReason::Malformed, "not a JSON object, or one that is cut off")
        } else {
            Skip::new(SkipReason::NotAnArticle, "JSON, but no object")
        };
        return tally.add(None, Err(skip));
    };
    if tally.is_empty()
        && let Some(list) = wrapped(text, &found)
    {
        tally.may_be_one(false);
        for value in list {
            if let Some(found) = members(text, &value.range) {
                let (id, draft) = article(excerpts, found, how);
                tally.add(id, draft)?;
            }
        }
        return Flow::Continue(());
    }
    let (id, draft) = article(excerpts, found, how);
    tally.add(id, draft)
}

type Members<'t> = Vec<(Cow<'t, str>, Value)>;

/// The list of records that an object is around, if it is no article itself.
fn wrapped(text: &str, found: &Members<'_>) -> Option<Vec<Value>> {
    const AROUND: [&str; 3] = ["response", "hits", "data"];
    const LISTS: [&str; 11] = [
        "articles",
        "items",
        "results",
        "docs",
        "documents",
        "posts",
        "hits",
        "data",
        "records",
        "news",
        "stories",
    ];
    let list = found
        .iter()
        .find(|(key, value)| value.kind == Kind::Array && LISTS.contains(&folded(key).as_str()));
    if let Some((_, list)) = list {
        let objects = elements(text, &list.range);
        let objects = objects.into_iter().filter(|value| value.kind == Kind::Object);
        let records: Vec<Value> = objects.map(|value| source_of(text, value)).collect();
        return (!records.is_empty()).then_some(records);
    }
    let around = found
        .iter()
        .find(|(key, value)| value.kind == Kind::Object && AROUND.contains(&folded(key).as_str()));
    wrapped(text, &members(text, &around?.1.range)?)
}

/// Search engines keep what was indexed in `_source`.
fn source_of(text: &str, value: Value) -> Value {
    let found = members(text, &value.range).unwrap_or_default();
    let source =
        found.into_iter().find(|(key, inner)| key == "_source" && inner.kind == Kind::Object);
    source.map_or(value, |(_, inner)| inner)
}

/// The id and the draft of an object.
fn article(
    excerpts: &Excerpts<'_>,
    found: Members<'_>,
    how: How<'_>,
) -> (Option<String>, Result<Draft, Skip>) {
    let text: &str = &excerpts.text;
    let has = |name: &str| found.iter().any(|(key, _)| key == name);
    let format = found.iter().find(|(key, _)| key == "format");
    if format.is_some_and(|(_, value)| string(text, &value.range) == "morgue.article/1") {
        return export::read(excerpts, &found, how.reader);
    }
    // Common crawls of news write the month first.
    let month_first = (has("warc_date") && has("domain")).then_some(true);
    let contents = found.iter().find(|(key, value)| key == "contents" && value.kind == Kind::Array);
    let contents = contents.map(|(_, value)| value.range.clone());
    let mut values = Vec::with_capacity(found.len());
    for (key, value) in found {
        flatten(text, how.names, key, value, 0, &mut values);
    }
    let record = NamedRecord {
        excerpts,
        values,
        line: &JsonString::BODY,
        body: &JsonString::BODY,
        habit: Habit { century: None, month_first: how.month_first.or(month_first) },
        reader: how.reader,
    };
    let draft = match contents {
        Some(contents) => contents::draft(&record, &contents),
        None => record.draft(),
    };
    (record.id(), draft)
}

/// How deep and how far values inside of values are looked at.
const DEEPEST: usize = 2;
const MOST: usize = 64;

/// Values with their names; `author.name` for what lies deeper.
fn flatten<'t>(
    text: &'t str,
    names: &Dictionary,
    name: Cow<'t, str>,
    value: Value,
    depth: usize,
    into: &mut Vec<Named<'t>>,
) {
    match value.kind {
        Kind::String | Kind::Number => {
            if let Some(place) = names.place(&name) {
                into.push(Named { name, place, range: value.range });
            }
        }
        Kind::Array if depth < DEEPEST => {
            for value in elements(text, &value.range).into_iter().take(MOST) {
                flatten(text, names, name.clone(), value, depth + 1, into);
            }
        }
        Kind::Object if depth < DEEPEST => {
            for (key, value) in
                members(text, &value.range).unwrap_or_default().into_iter().take(MOST)
            {
                flatten(text, names, format!("{name}.{key}").into(), value, depth + 1, into);
            }
        }
        Kind::Array | Kind::Object | Kind::Word => {}
    }
}

/// The text of a member, if it is one.
fn text_of<'t>(text: &'t str, found: &Members<'t>, name: &str) -> Option<Cow<'t, str>> {
    let (_, value) = found.iter().find(|(key, _)| key == name)?;
    (value.kind == Kind::String).then(|| string(text, &value.range))
}

/// The range of a member's text.
fn range_of(found: &Members<'_>, name: &str) -> Option<Range<usize>> {
    let (_, value) = found.iter().find(|(key, _)| key == name)?;
    matches!(value.kind, Kind::String | Kind::Number).then(|| value.range.clone())
}
