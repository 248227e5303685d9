//! JSON by the ranges of its values, so that texts lead back to the file.
//!
//! As lenient as the tools that write it: `NaN`, raw control characters,
//! commas behind the last value and lone surrogates are let through.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2};

use crate::read::excerpt::{Decode, Target};
use crate::read::stream::Boundary;

/// What a value is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::read) enum Kind {
    /// The range is that between the quotes.
    String,
    Number,
    Object,
    Array,
    /// `true`, `false`, `null`, `NaN`, …
    Word,
}

/// A value of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) struct Value {
    pub kind: Kind,
    pub range: Range<usize>,
}

/// The value at or behind `at`, blanks apart, and where it ends; `None` if
/// there is none.
pub(super) fn value_at(text: &str, at: usize) -> Option<(Value, usize)> {
    let bytes = text.as_bytes();
    let at = skip(bytes, at, is_blank);
    match bytes.get(at)? {
        b'"' => {
            let end = string_end(bytes, at + 1)?;
            Some((Value { kind: Kind::String, range: at + 1..end }, end + 1))
        }
        open @ (b'{' | b'[') => {
            let end = group_end(bytes, at)?;
            let kind = if *open == b'{' { Kind::Object } else { Kind::Array };
            Some((Value { kind, range: at..end }, end))
        }
        first if first.is_ascii_alphanumeric() || *first == b'-' => {
            let is_part =
                |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.');
            let end = skip(bytes, at, is_part);
            let is_number = bytes.get(end - 1).is_some_and(u8::is_ascii_digit);
            let kind = if is_number { Kind::Number } else { Kind::Word };
            Some((Value { kind, range: at..end }, end))
        }
        _ => None,
    }
}

fn is_blank(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

fn skip(bytes: &[u8], at: usize, is_part: impl Fn(u8) -> bool) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    at + rest.iter().take_while(|byte| is_part(**byte)).count()
}

/// The closing quote of a string whose text begins at `at`.
fn string_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        let found = at + memchr2(b'"', b'\\', bytes.get(at..)?)?;
        if bytes.get(found) == Some(&b'"') {
            return Some(found);
        }
        at = found + 2;
    }
}

/// Behind the bracket that closes the one at `at`.
fn group_end(bytes: &[u8], mut at: usize) -> Option<usize> {
    let mut depth = 0_usize;
    loop {
        match bytes.get(at)? {
            b'"' => at = string_end(bytes, at + 1)?,
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
        at += 1;
    }
}

/// The members of an object; `None` if it is not well formed.
pub(in crate::read) fn members<'t>(
    text: &'t str,
    object: &Range<usize>,
) -> Option<Vec<(Cow<'t, str>, Value)>> {
    let bytes = text.as_bytes();
    let mut members = Vec::new();
    let mut at = object.start + 1;
    loop {
        at = skip(bytes, at, |byte| is_blank(byte) || byte == b',');
        if at + 1 >= object.end {
            return Some(members);
        }
        let (key, next) = value_at(text, at).filter(|(key, _)| key.kind == Kind::String)?;
        let colon = skip(bytes, next, is_blank);
        if bytes.get(colon) != Some(&b':') {
            return None;
        }
        let (value, next) = value_at(text, colon + 1)?;
        members.push((string(text, &key.range), value));
        at = next;
        ends_value(bytes, at)?;
    }
}

/// The elements of an array, as far as it is well formed.
pub(in crate::read) fn elements(text: &str, array: &Range<usize>) -> Vec<Value> {
    let bytes = text.as_bytes();
    let mut elements = Vec::new();
    let mut at = array.start + 1;
    loop {
        at = skip(bytes, at, |byte| is_blank(byte) || byte == b',');
        let found = value_at(text, at).filter(|_| at + 1 < array.end);
        let Some((value, next)) = found else { return elements };
        elements.push(value);
        at = next;
    }
}

/// A comma or a bracket must follow a value.
fn ends_value(bytes: &[u8], at: usize) -> Option<()> {
    matches!(bytes.get(skip(bytes, at, is_blank))?, b',' | b'}' | b']').then_some(())
}

/// What a string says.
pub(in crate::read) fn string<'t>(text: &'t str, range: &Range<usize>) -> Cow<'t, str> {
    let written = text.get(range.clone()).unwrap_or_default();
    if memchr(b'\\', written.as_bytes()).is_none() {
        return Cow::Borrowed(written);
    }
    let mut collected = Collected(String::with_capacity(written.len()));
    JsonString { line_break: '\n' }.decode(text, range.clone(), &mut collected);
    Cow::Owned(collected.0)
}

struct Collected(String);

impl Target for Collected {
    fn copy(&mut self, text: &str, _: usize) {
        self.0.push_str(text);
    }

    fn put(&mut self, character: char, _: usize, _: usize) {
        self.0.push(character);
    }
}

/// The text of a string.
pub(in crate::read) struct JsonString {
    /// What `\n` stands for.
    pub line_break: char,
}

impl JsonString {
    /// For bodies: the escape of a line break ends a line of the text, but
    /// none of the file.
    pub(in crate::read) const BODY: Self = Self { line_break: '\x0B' };
}

impl Decode for JsonString {
    fn decode(&self, text: &str, range: Range<usize>, target: &mut dyn Target) {
        let Some(written) = text.get(range.clone()) else { return };
        let mut at = 0;
        while let Some(found) = memchr(b'\\', written.as_bytes().get(at..).unwrap_or_default()) {
            let start = at + found;
            target.copy(written.get(at..start).unwrap_or_default(), range.start + at);
            let rest = written.get(start..).unwrap_or_default();
            let (character, len) = self.escape(rest);
            target.put(character, range.start + start, len);
            at = start + len;
        }
        target.copy(written.get(at..).unwrap_or_default(), range.start + at);
    }
}

impl JsonString {
    /// The character of an escape, and its length.
    fn escape(&self, text: &str) -> (char, usize) {
        let character = match text.as_bytes().get(1) {
            // Together with `\n` it is one line break.
            Some(b'r') if text.get(2..4) == Some("\\n") => ' ',
            Some(b'n' | b'r') => self.line_break,
            Some(b't') => '\t',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\x0C',
            Some(b'u') => return unicode(text),
            _ => {
                let other = text.get(1..).and_then(|rest| rest.chars().next());
                return other.map_or(('\\', 1), |other| (other, 1 + other.len_utf8()));
            }
        };
        (character, 2)
    }
}

/// `\u00e9`, `\ud83c\udf0d`; what is no character becomes U+FFFD.
fn unicode(text: &str) -> (char, usize) {
    let unit = |from: usize| {
        let hex = text.get(from..from + 4).filter(|hex| hex.bytes().all(|b| b.is_ascii_hexdigit()));
        hex.and_then(|hex| u32::from_str_radix(hex, 16).ok())
    };
    let Some(first) = unit(2) else { return ('\u{FFFD}', 2.min(text.len())) };
    if let Some(character) = char::from_u32(first) {
        return (character, 6);
    }
    let second = unit(8).filter(|_| text.get(6..8) == Some("\\u"));
    let pair = second.filter(|second| first < 0xDC00 && (0xDC00..0xE000).contains(second));
    let joined =
        pair.and_then(|low| char::from_u32(0x10000 + ((first - 0xD800) << 10) + (low - 0xDC00)));
    joined.map_or(('\u{FFFD}', 6), |character| (character, 12))
}

/// Records are the values of a file, or the elements of the one list that it is.
#[derive(Debug, Default)]
pub(super) struct Values {
    is_begun: bool,
    /// Open brackets, without that of the list around all.
    depth: usize,
    in_string: bool,
}

impl Boundary for Values {
    fn find(&mut self, bytes: &[u8], from: usize) -> Result<usize, usize> {
        let mut at = from;
        while let Some(&byte) = bytes.get(at) {
            if self.in_string {
                let rest = bytes.get(at..).unwrap_or_default();
                let Some(found) = memchr2(b'"', b'\\', rest) else { return Err(bytes.len()) };
                let mark = at + found;
                if bytes.get(mark) == Some(&b'"') {
                    self.in_string = false;
                    at = mark + 1;
                } else if mark + 2 > bytes.len() {
                    return Err(mark);
                } else {
                    at = mark + 2;
                }
                continue;
            }
            at += 1;
            match byte {
                b'"' => self.in_string = true,
                b'[' if !self.is_begun => {}
                b'{' | b'[' => self.depth += 1,
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        return Ok(at);
                    }
                }
                _ => {}
            }
            self.is_begun |= byte.is_ascii_graphic();
        }
        Err(bytes.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads a value as `serde_json` would.
    fn read(text: &str, value: &Value) -> serde_json::Value {
        match value.kind {
            Kind::String => string(text, &value.range).into_owned().into(),
            Kind::Array => {
                elements(text, &value.range).iter().map(|element| read(text, element)).collect()
            }
            Kind::Object => {
                let members = members(text, &value.range).unwrap();
                members.iter().map(|(key, value)| (key.to_string(), read(text, value))).collect()
            }
            Kind::Number | Kind::Word => {
                serde_json::from_str(text.get(value.range.clone()).unwrap()).unwrap()
            }
        }
    }

    fn values() -> impl Strategy<Value = serde_json::Value> {
        let leaf = prop_oneof![
            Just(serde_json::Value::Null),
            any::<bool>().prop_map(Into::into),
            any::<i32>().prop_map(Into::into),
            "\\PC{0,6}[\"\\\\\n\t\u{e9}\u{1f30d}]{0,3}".prop_map(Into::into),
        ];
        leaf.prop_recursive(3, 24, 4, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..4).prop_map(Into::into),
                prop::collection::hash_map("[a-z\"\\\\]{0,4}", inner, 0..4)
                    .prop_map(|map| serde_json::Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #[test]
        fn values_are_those_of_a_parser(expected in values(), is_pretty: bool) {
            let text = if is_pretty {
                serde_json::to_string_pretty(&expected).unwrap()
            } else {
                serde_json::to_string(&expected).unwrap()
            };
            let (value, end) = value_at(&text, 0).unwrap();
            prop_assert_eq!(end, text.len());
            prop_assert_eq!(read(&text, &value), expected);
        }

        #[test]
        fn nothing_makes_it_panic(text in "[\\[\\]{}\",:\\\\un1 a\u{e9}]{0,40}") {
            if let Some((value, _)) = value_at(&text, 0) {
                members(&text, &value.range);
                elements(&text, &value.range);
                string(&text, &value.range);
            }
        }

        #[test]
        fn records_are_the_elements_of_the_list(list in prop::collection::vec(values(), 0..6)) {
            let list: Vec<_> = list.into_iter().filter(serde_json::Value::is_object).collect();
            let text = serde_json::to_string(&list).unwrap();
            let mut values = Values::default();
            let mut found = Vec::new();
            let mut start = 0;
            // Byte by byte, as if read so.
            let mut from = 0;
            for end in 1..=text.len() {
                loop {
                    match values.find(&text.as_bytes()[..end], from) {
                        Ok(at) => {
                            found.push(text.get(start..at).unwrap().trim_start_matches([',', '[']).to_owned());
                            (start, from) = (at, at);
                        }
                        Err(resume) => {
                            from = resume;
                            break;
                        }
                    }
                }
            }
            let expected: Vec<_> = list.iter().map(ToString::to_string).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn what_tools_write_is_let_through() {
        let text = r#"{"a": NaN, "b": "x	y\ud800\u00e9\q", "c": [1,2,],}"#;
        let found = members(text, &(0..text.len())).unwrap();
        assert_eq!(found.len(), 3);
        assert_eq!(found[0].1.kind, Kind::Word);
        assert_eq!(string(text, &found[1].1.range), "x\ty\u{FFFD}éq");
        assert_eq!(elements(text, &found[2].1.range).len(), 2);
        assert_eq!(members("{\"a\" 1}", &(0..7)), None);
        assert_eq!(value_at("{\"a\": \"unclosed}", 0), None);
    }
}
