//! JSON documents of items: decoded, bounded, and their members by name
//! whatever the case they are written in.

use serde_json::{Map, Value};

use super::input::Input;
use super::stated::begin;
use super::{LONGEST_ARTICLE, charset};
use crate::article::Article;
use crate::error::{Skip, SkipReason};

/// How many values a document may have that is read as a whole.
const MOST_VALUES: usize = 4_000_000;

/// Reads a document of JSON, and an article that states what holds for all of it.
///
/// # Errors
/// A [`Skip`] if it is too large or no JSON.
pub(super) fn document(input: Input<'_>, reader: &str) -> Result<(Value, Article), Skip> {
    let bytes = input.content.into_bytes(LONGEST_ARTICLE)?;
    let decoded = charset::decode_as(bytes, None, input.encoding)?;
    let values = decoded.text.bytes().filter(|byte| matches!(byte, b',' | b'[' | b'{')).count();
    if values > MOST_VALUES {
        return Err(Skip::new(SkipReason::TooLarge, "more values than one document may have"));
    }
    let value = serde_json::from_str(&decoded.text)
        .map_err(|cause| Skip::new(SkipReason::Malformed, cause.to_string()))?;
    let article = begin(input.locator, reader, &decoded);
    Ok((value, article))
}

/// A member of an object by its name, in any case.
pub(super) fn member<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    let found = object.get(name);
    found.or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v))
}

/// The same if it is a text that is not blank.
pub(super) fn text<'v>(object: &'v Map<String, Value>, name: &str) -> Option<&'v str> {
    let text = member(object, name)?.as_str()?;
    Some(text).filter(|text| !text.trim().is_empty())
}

/// The objects of a list, or of a single object.
pub(super) fn objects(value: Option<&Value>) -> Vec<&Map<String, Value>> {
    match value {
        Some(Value::Array(values)) => values.iter().filter_map(Value::as_object).collect(),
        Some(Value::Object(object)) => vec![object],
        _ => Vec::new(),
    }
}
