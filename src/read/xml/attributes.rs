//! The attributes of a tag, however they are written.

use super::entity::decode;

/// The most attributes of one tag that are read.
const MOST: usize = 256;

/// Local names in small letters with decoded values, in order; `raw` is what
/// stands between the name of the tag and its end.
pub(in crate::read) fn attributes(raw: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = raw.trim_start_matches(is_between);
    while !rest.is_empty() && found.len() < MOST {
        let end = rest.find(|c: char| c == '=' || is_between(c)).unwrap_or(rest.len());
        let name = rest.get(..end).unwrap_or_default();
        rest = rest.get(end..).unwrap_or_default().trim_start();
        let mut value = "";
        if let Some(behind) = rest.strip_prefix('=') {
            (value, rest) = value_of(behind.trim_start());
        }
        let local = name.rsplit(':').next().unwrap_or_default();
        if !local.is_empty() && !name.starts_with("xmlns") {
            found.push((local.to_ascii_lowercase(), decode(value).into_owned()));
        }
        rest = rest.trim_start_matches(is_between);
    }
    found
}

fn is_between(c: char) -> bool {
    c.is_whitespace() || c == '/'
}

/// A value in quotation marks or without, and what follows.
fn value_of(text: &str) -> (&str, &str) {
    let (inner, end) = match text.chars().next() {
        Some(quote @ ('"' | '\'')) => {
            let inner = text.get(1..).unwrap_or_default();
            (inner, inner.find(quote).unwrap_or(inner.len()))
        }
        _ => (text, text.find(char::is_whitespace).unwrap_or(text.len())),
    };
    let rest = inner.get(end..).unwrap_or_default();
    (inner.get(..end).unwrap_or_default(), rest.trim_start_matches(['"', '\'']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_are_read_in_any_form() {
        let read = |raw: &str| {
            let found = attributes(raw);
            let found = found.iter().map(|(name, value)| format!("{name}={value}"));
            found.collect::<Vec<_>>().join("|")
        };
        assert_eq!(read(r#" a="1" xml:lang='en' C = x /"#), "a=1|lang=en|c=x");
        assert_eq!(read(r#" href="a?b=1&amp;c" xmlns:a="x" checked"#), "href=a?b=1&c|checked=");
        assert_eq!(read(r#" a="open"#), "a=open");
        assert_eq!(read(" = = a == b"), "a==|b=");
        assert_eq!(attributes(&" x=1".repeat(1000)).len(), MOST);
    }
}
