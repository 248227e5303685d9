//! One line of a batch of queries.
//!
//! A line is a query; or an id, a tab and a query; or, if it begins with `{`,
//! a JSON object with `query`, perhaps `id`, and perhaps options of the
//! command line: `any literal lenient strict all_status date_order limit
//! offset per_article sort since_generation copies timeout`.
//!
//! | fault | about |
//! | --- | --- |
//! | B01 | the line is not UTF-8 |
//! | B02 | the line is longer than [`MAX_LINE`] |
//! | B03 | the object is not JSON, or has no query, or an option that does not exist |
//! | B04 | the id is empty or holds control characters |

use std::time::Duration;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::Request;
use crate::engine::{Sort, Window};
use crate::query::DateOrder;

/// Bytes that a line may have: more than the longest query takes in JSON.
pub const MAX_LINE: usize = 512 * 1024;

/// A line as it was read, without its end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawLine {
    /// Its number, from 1.
    pub number: usize,
    /// Its bytes, or the first of them.
    pub bytes: Vec<u8>,
    /// Whether bytes beyond [`MAX_LINE`] were left out.
    pub cut: bool,
}

/// A query of a batch.
#[derive(Debug, Clone)]
pub struct QueryLine {
    /// The id that the line gives.
    pub id: Option<String>,
    /// What is asked.
    pub request: Request,
}

/// Why a line holds no query.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineFault {
    /// Stable code such as `B03`.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
    /// The way out.
    pub help: &'static str,
    /// The id that the line gives, if it could be read.
    pub id: Option<String>,
}

/// What an object may hold beside `id`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Object {
    query: String,
    any: Option<bool>,
    literal: Option<bool>,
    lenient: Option<bool>,
    strict: Option<bool>,
    all_status: Option<bool>,
    date_order: Option<NumericOrder>,
    limit: Option<usize>,
    offset: Option<usize>,
    per_article: Option<usize>,
    sort: Option<Sort>,
    since_generation: Option<u64>,
    copies: Option<bool>,
    timeout: Option<Seconds>,
}

/// A number of seconds above 0, perhaps with a fraction.
#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(try_from = "f64")]
struct Seconds(Duration);

impl TryFrom<f64> for Seconds {
    type Error = &'static str;

    fn try_from(seconds: f64) -> Result<Self, Self::Error> {
        let duration = Duration::try_from_secs_f64(seconds).ok();
        let duration = duration.filter(|duration| !duration.is_zero());
        duration.map(Self).ok_or("a timeout is a number of seconds above 0")
    }
}

#[derive(Debug, Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum NumericOrder {
    Mdy,
    Dmy,
}

/// Reads a line that is not blank; `base` holds the options that it does not give.
///
/// # Errors
/// If the line holds no query. Whether the query can be read shows later.
pub fn read(line: &RawLine, base: &Request) -> Result<QueryLine, LineFault> {
    if line.cut {
        let message = format!("the line has more than {MAX_LINE} bytes");
        return Err(fault("B02", message, "divide the query, or look for a missing line end"));
    }
    let text = std::str::from_utf8(&line.bytes).map_err(|_| {
        fault("B01", "the line is not UTF-8".to_owned(), "convert the file, as with `iconv`")
    })?;
    if text.starts_with('{') {
        return of_object(text, base);
    }
    let (id, query) = match text.split_once('\t') {
        Some((id, query)) => (Some(checked_id(id)?), query),
        None => (None, text),
    };
    Ok(QueryLine { id, request: Request { text: query.trim().to_owned(), ..base.clone() } })
}

fn fault(code: &'static str, message: String, help: &'static str) -> LineFault {
    LineFault { code, message, help, id: None }
}

fn checked_id(id: &str) -> Result<String, LineFault> {
    if id.is_empty() || id.chars().any(char::is_control) {
        let message = "the id is empty or holds control characters".to_owned();
        return Err(fault("B04", message, "begin the line with an id, or with the query itself"));
    }
    Ok(id.to_owned())
}

fn of_object(text: &str, base: &Request) -> Result<QueryLine, LineFault> {
    let not_a_query = |cause: serde_json::Error| {
        let help = "write an object such as {\"id\":\"q1\",\"query\":\"…\",\"limit\":20}";
        fault("B03", format!("the line cannot be used: {cause}"), help)
    };
    let mut object: Map<String, Value> = serde_json::from_str(text).map_err(not_a_query)?;
    let id = match object.remove("id") {
        None | Some(Value::Null) => None,
        Some(Value::String(id)) => Some(checked_id(&id)?),
        Some(other) => Some(checked_id(&other.to_string())?),
    };
    match serde_json::from_value(Value::Object(object)) {
        Ok(options) => Ok(QueryLine { id, request: with_options(base, options) }),
        Err(cause) => Err(LineFault { id, ..not_a_query(cause) }),
    }
}

fn with_options(base: &Request, options: Object) -> Request {
    let mut request = Request { text: options.query, ..base.clone() };
    let syntax = &mut request.syntax;
    syntax.literal = options.literal.unwrap_or(syntax.literal);
    syntax.lenient = options.lenient.unwrap_or(syntax.lenient);
    syntax.strict = options.strict.unwrap_or(syntax.strict);
    syntax.date_order = match options.date_order {
        None => syntax.date_order,
        Some(NumericOrder::Mdy) => Some(DateOrder::MonthFirst),
        Some(NumericOrder::Dmy) => Some(DateOrder::DayFirst),
    };
    request.settings.any = options.any.unwrap_or(request.settings.any);
    request.all_status = options.all_status.unwrap_or(request.all_status);
    request.since_generation = options.since_generation.unwrap_or(request.since_generation);
    request.copies = options.copies.unwrap_or(request.copies);
    request.timeout = options.timeout.map(|seconds| seconds.0).or(request.timeout);
    request.per_article = options.per_article.unwrap_or(request.per_article);
    let window = &mut request.window;
    window.limit = options.limit.map_or(window.limit, Window::limit_of);
    window.offset = options.offset.unwrap_or(window.offset);
    window.sort = options.sort.unwrap_or(window.sort);
    request
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Syntax;

    fn base() -> Request {
        Request::new("", Syntax::new(jiff::civil::date(2020, 1, 1)))
    }

    fn of(bytes: &[u8]) -> Result<QueryLine, LineFault> {
        read(&RawLine { number: 1, bytes: bytes.to_vec(), cut: false }, &base())
    }

    #[test]
    fn three_kinds_of_lines() {
        let check = |line: &str, id: Option<&str>, query: &str| {
            let read = of(line.as_bytes()).unwrap();
            assert_eq!((read.id.as_deref(), read.request.text.as_str()), (id, query), "{line}");
        };
        check("NATO  summit ", None, "NATO  summit");
        check("q7\tNATO\tsummit", Some("q7"), "NATO\tsummit");
        check("q7\t", Some("q7"), "");
        check(r#"{"query":"NATO"}"#, None, "NATO");
        check(r#"{"id":"a b","query":"\"x\ty\""}"#, Some("a b"), "\"x\ty\"");
        check(r#"{"query":"NATO","id":7}"#, Some("7"), "NATO");
    }

    #[test]
    fn options_of_objects() {
        let line = r#"{"query":"a","any":true,"strict":true,"limit":0,"offset":5,"sort":"newest",
            "per_article":1,"date_order":"dmy","since_generation":3,"copies":true,"timeout":1.5}"#;
        let request = of(line.as_bytes()).unwrap().request;
        assert!(request.settings.any && request.syntax.strict && request.copies);
        assert_eq!(request.window, Window { offset: 5, limit: usize::MAX, sort: Sort::Newest });
        assert_eq!((request.per_article, request.since_generation), (1, 3));
        assert_eq!(request.syntax.date_order, Some(DateOrder::DayFirst));
        assert_eq!(request.timeout, Some(Duration::from_millis(1500)));
    }

    #[test]
    fn faults() {
        let check = |line: &[u8], code: &str, id: Option<&str>| {
            let fault = of(line).unwrap_err();
            assert_eq!((fault.code, fault.id.as_deref()), (code, id), "{line:?}");
        };
        check(b"caf\xe9", "B01", None);
        check(b"{\"query\":", "B03", None);
        check(br#"{"id":"q","limit":3}"#, "B03", Some("q"));
        check(br#"{"id":"q","query":"a","limits":3}"#, "B03", Some("q"));
        check(br#"{"id":"q","query":"a","limit":-1}"#, "B03", Some("q"));
        check(br#"{"id":"q","query":"a","timeout":0}"#, "B03", Some("q"));
        check(b"\tNATO", "B04", None);
        check(br#"{"id":"a\nb","query":"a"}"#, "B04", None);
        let cut = RawLine { number: 1, bytes: b"a".to_vec(), cut: true };
        assert_eq!(read(&cut, &base()).unwrap_err().code, "B02");
    }
}
