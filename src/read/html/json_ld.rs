//! What JSON-LD states of an article, read tolerantly.

use serde_json::{Map, Value};

use super::facts::spaced;
use super::text::decoded;

/// An article as JSON-LD states it; texts as written, but for references.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Statement {
    pub headline: Option<String>,
    pub deck: Option<String>,
    pub published: Option<String>,
    pub modified: Option<String>,
    pub authors: Vec<String>,
    pub publisher: Option<String>,
    pub section: Option<String>,
    pub dateline: Option<String>,
    pub page: Option<String>,
    pub edition: Option<String>,
    pub language: Option<String>,
    pub url: Option<String>,
    /// The text, with its line breaks.
    pub body: Option<String>,
}

/// Whether a type of schema.org, alone or as an address, is that of an article.
pub(super) fn is_article_type(kind: &str) -> bool {
    let kind = kind.rsplit(['/', ':', '#']).next().unwrap_or_default();
    ["Article", "BlogPosting", "Report", "Reportage", "LiveBlogPosting", "SocialMediaPosting"]
        .iter()
        .any(|end| kind.ends_with(end))
        && !kind.starts_with("Tech")
}

/// Whether a type is that of a page or review, whose date may be that of the
/// article on it.
fn is_page_type(kind: &str) -> bool {
    let kind = kind.rsplit(['/', ':', '#']).next().unwrap_or_default();
    matches!(kind, "WebPage" | "Review" | "ClaimReview" | "CriticReview")
}

/// The articles that blocks of JSON-LD state, in their order.
pub(super) fn statements(blocks: &[String]) -> Vec<Statement> {
    of_types(blocks, is_article_type)
}

/// The date of publication of the page, or of the review on it.
pub(super) fn date_of_page(blocks: &[String]) -> Option<String> {
    of_types(blocks, is_page_type).into_iter().find_map(|statement| statement.published)
}

fn of_types(blocks: &[String], is_it: fn(&str) -> bool) -> Vec<Statement> {
    let roots: Vec<Value> = blocks.iter().filter_map(|block| parse(block)).collect();
    let mut statements = Vec::new();
    for root in &roots {
        gather(root, &roots, is_it, 0, &mut statements);
    }
    statements
}

/// How far articles are looked for inside of other things.
const DEEPEST: usize = 6;
/// How many articles, and names of one, are read.
const MOST: usize = 32;

fn gather(
    value: &Value,
    roots: &[Value],
    is_it: fn(&str) -> bool,
    depth: usize,
    found: &mut Vec<Statement>,
) {
    if depth > DEEPEST || found.len() > MOST {
        return;
    }
    match value {
        Value::Array(items) => {
            for item in items {
                gather(item, roots, is_it, depth + 1, found);
            }
        }
        Value::Object(object) => {
            if types(object).any(is_it) {
                found.push(statement(object, roots));
            }
            for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(value) = object.get(key) {
                    gather(value, roots, is_it, depth + 1, found);
                }
            }
        }
        _ => {}
    }
}

fn types(object: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let (one, many) = match object.get("@type") {
        Some(Value::Array(types)) => (None, types.as_slice()),
        other => (other, [].as_slice()),
    };
    one.into_iter().chain(many).filter_map(Value::as_str)
}

fn statement(object: &Map<String, Value>, roots: &[Value]) -> Statement {
    let line = |key: &str| object.get(key).and_then(line);
    let named =
        |key: &str| object.get(key).and_then(|value| names(value, roots).into_iter().next());
    let mut authors = object.get("author").map(|value| names(value, roots)).unwrap_or_default();
    if authors.is_empty() {
        authors = object.get("creator").map(|value| names(value, roots)).unwrap_or_default();
    }
    let url = line("url").or_else(|| match object.get("mainEntityOfPage") {
        Some(Value::Object(page)) => page.get("@id").and_then(self::line),
        other => other.and_then(self::line),
    });
    Statement {
        headline: line("headline").or_else(|| line("name")),
        deck: line("alternativeHeadline"),
        published: line("datePublished").or_else(|| line("dateCreated")),
        modified: line("dateModified"),
        authors,
        publisher: named("publisher").or_else(|| named("sourceOrganization")),
        section: line("articleSection"),
        dateline: line("dateline"),
        page: line("printPage"),
        edition: line("printEdition"),
        language: line("inLanguage"),
        url,
        body: object.get("articleBody").and_then(Value::as_str).map(str::to_owned),
    }
}

/// A value as one line; of several the first.
fn line(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => spaced(&decoded(text)),
        Value::Number(number) => number.to_string(),
        Value::Array(items) => return items.iter().find_map(line),
        Value::Object(object) => return object.get("name").or(object.get("@value")).and_then(line),
        _ => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// The names of people or organisations; references are looked up by `@id`.
fn names(value: &Value, roots: &[Value]) -> Vec<String> {
    match value {
        Value::Array(items) => {
            items.iter().take(MOST).flat_map(|item| names(item, roots)).collect()
        }
        Value::Object(object) => {
            if let Some(name) = object.get("name") {
                return names(name, roots);
            }
            let id = object.get("@id").and_then(Value::as_str);
            let known = id.and_then(|id| roots.iter().find_map(|root| with_id(root, id, 0)));
            known.and_then(|known| known.get("name")).and_then(line).into_iter().collect()
        }
        other => line(other).into_iter().collect(),
    }
}

fn with_id<'v>(value: &'v Value, id: &str, depth: usize) -> Option<&'v Map<String, Value>> {
    match value {
        _ if depth > DEEPEST => None,
        Value::Array(items) => items.iter().find_map(|item| with_id(item, id, depth + 1)),
        Value::Object(object) => {
            let is_it = object.get("@id").and_then(Value::as_str) == Some(id);
            if is_it && object.contains_key("name") {
                return Some(object);
            }
            object.values().find_map(|value| with_id(value, id, depth + 1))
        }
        _ => None,
    }
}

/// Reads JSON, if need be after mending what is often wrong with it.
fn parse(block: &str) -> Option<Value> {
    let block = block.trim().trim_start_matches('\u{FEFF}');
    serde_json::from_str(block).or_else(|_| serde_json::from_str(&mended(block))).ok()
}

/// JSON without what stands around it, raw control characters in strings,
/// escapes that there are not, and commas behind the last item.
fn mended(block: &str) -> String {
    let start = block.find(['{', '[']).unwrap_or(0);
    let end = block.rfind(['}', ']']).map_or(block.len(), |at| at + 1);
    let mut out = String::with_capacity(block.len());
    let (mut is_string, mut is_escaped) = (false, false);
    for c in block.get(start..end).unwrap_or_default().chars() {
        match c {
            _ if is_escaped => {
                if !matches!(c, '"' | '\\' | '/' | 'b' | 'f' | 'n' | 'r' | 't' | 'u') {
                    out.pop();
                }
                out.push(c);
                is_escaped = false;
                continue;
            }
            '\\' if is_string => is_escaped = true,
            '"' => is_string = !is_string,
            '\n' if is_string => {
                out.push_str("\\n");
                continue;
            }
            c if is_string && c.is_control() => {
                out.push(' ');
                continue;
            }
            '}' | ']' if !is_string => {
                let kept = out.trim_end().trim_end_matches(',').len();
                out.truncate(kept);
            }
            _ => {}
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(block: &str) -> Vec<Statement> {
        statements(&[block.to_owned()])
    }

    #[test]
    fn articles_are_found_in_lists_and_graphs() {
        let found = check(
            r#"{"@graph": [{"@type": "WebSite", "name": "No"},
                {"@type": ["Thing", "NewsArticle"], "headline": "Dock &amp; quay",
                 "author": [{"@id": "x:a"}, "B Li", {"name": ["C Ng"]}],
                 "publisher": {"name": "The Tide"}, "inLanguage": {"name": "en"}},
                {"@id": "x:a", "@type": "Person", "name": "Ann Lee"}]}"#,
        );
        let [article] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(article.headline.as_deref(), Some("Dock & quay"));
        assert_eq!(article.authors, ["Ann Lee", "B Li", "C Ng"]);
        assert_eq!(article.publisher.as_deref(), Some("The Tide"));
        assert_eq!(check(r#"[[{"@type": "ReportageNewsArticle", "name": "x"}]]"#).len(), 1);
        assert_eq!(check(r#"{"@type": "ItemList", "name": "x"}"#), []);
    }

    #[test]
    fn pages_and_reviews_have_dates() {
        for (kind, date) in
            [("WebPage", Some("2017")), ("ClaimReview", Some("2017")), ("Event", None)]
        {
            let block =
                format!(r#"{{"@graph": [{{"@type": "{kind}", "datePublished": "2017"}}]}}"#);
            assert_eq!(date_of_page(&[block]).as_deref(), date, "{kind}");
        }
    }

    #[test]
    fn broken_blocks_are_mended_or_passed_over() {
        for block in [
            "<!-- {\"@type\": \"Article\", \"headline\": \"A\tb\"} -->",
            "{\"@type\": \"Article\", \"headline\": \"A\nb\",};",
            "{\"@type\": \"Article\", \"headline\": \"A\\' b\", \"x\": [1,],}",
        ] {
            assert_eq!(check(block).len(), 1, "{block}");
        }
        for block in ["", "{", "null", "{\"@type\": \"Article\" \"x\"}", &"[".repeat(100_000)] {
            assert_eq!(check(block), []);
        }
    }
}
