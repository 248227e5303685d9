//! Topics: the questions that a ranking is measured with. Three formats,
//! told apart by how the text begins: `id<TAB>text` lines, TREC's
//! `<top><num><title><desc>` and JSON Lines.
//!
//! A topic's text is not read as a query here.

use std::collections::HashSet;

use serde_json::Value;

use super::parse_error::{ParseError, numbered_lines};

/// One question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Topic {
    /// Its id in judgments and runs; not empty, without white space.
    pub id: String,
    /// What is asked, on one line; not empty.
    pub text: String,
}

/// A part of a TREC topic.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// `<title>`: a few words.
    Title,
    /// `<desc>`: a sentence.
    Description,
    /// `<narr>`: what is relevant and what is not.
    Narrative,
}

/// Reads topics in the order of the file. Of a TREC topic, `parts` are
/// joined to its text; where all of them are missing its title, else its
/// description is taken. The other formats have one text.
///
/// # Errors
/// The first line that is no topic, lacks an id or a text, has white space
/// in the id or repeats an id.
pub fn parse_topics(text: &str, parts: &[Part]) -> Result<Vec<Topic>, ParseError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let beginning = text.trim_start();
    let found = if beginning.starts_with('{') {
        numbered_lines(text).map(|(number, line)| json_topic(number, line)).collect()
    } else if beginning.starts_with('<') {
        trec_topics(text, parts)
    } else {
        numbered_lines(text).map(|(number, line)| tab_topic(number, line)).collect()
    };
    checked(found?)
}

type Numbered = (usize, Topic);

fn checked(topics: Vec<Numbered>) -> Result<Vec<Topic>, ParseError> {
    let mut seen = HashSet::new();
    for (line, Topic { id, text }) in &topics {
        let problem = if id.is_empty() {
            "the topic has no id".to_owned()
        } else if id.contains(char::is_whitespace) {
            format!("the topic id `{id}` holds white space")
        } else if text.is_empty() {
            format!("topic `{id}` has no text")
        } else if !seen.insert(id) {
            format!("topic `{id}` is there twice")
        } else {
            continue;
        };
        return Err(ParseError::new(*line, problem));
    }
    Ok(topics.into_iter().map(|(_, topic)| topic).collect())
}

fn tab_topic(line: usize, text: &str) -> Result<Numbered, ParseError> {
    let (id, text) = text
        .split_once('\t')
        .ok_or_else(|| ParseError::new(line, "expected an id, a tab and the topic's text"))?;
    Ok((line, Topic { id: id.trim().to_owned(), text: one_line(text) }))
}

const ID_KEYS: &[&str] = &["id", "qid", "query_id", "topic_id", "_id", "num", "number"];
const TEXT_KEYS: &[&str] = &["text", "query", "title", "topic"];

fn json_topic(line: usize, text: &str) -> Result<Numbered, ParseError> {
    let record: Value = serde_json::from_str(text)
        .map_err(|error| ParseError::new(line, format!("this is not JSON: {error}")))?;
    let find = |keys: &[&str]| keys.iter().find_map(|key| scalar(record.get(key)?));
    let missing = |keys: &[&str]| {
        ParseError::new(line, format!("the record has none of the keys {}", keys.join(", ")))
    };
    let id = find(ID_KEYS).ok_or_else(|| missing(ID_KEYS))?;
    let text = find(TEXT_KEYS).ok_or_else(|| missing(TEXT_KEYS))?;
    Ok((line, Topic { id: id.trim().to_owned(), text: one_line(&text) }))
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// What stands between the tags of one `<top>`.
#[derive(Default)]
struct TrecTopic {
    line: usize,
    number: String,
    title: String,
    description: String,
    narrative: String,
}

impl TrecTopic {
    fn part(&self, part: Part) -> &str {
        match part {
            Part::Title => &self.title,
            Part::Description => &self.description,
            Part::Narrative => &self.narrative,
        }
    }

    /// Adds what follows an opening tag; closing tags are optional in TREC's files.
    fn set(&mut self, tag: &str, text: &str) {
        let (place, label) = match tag {
            "num" => (&mut self.number, "Number:"),
            "title" => (&mut self.title, "Topic:"),
            "desc" => (&mut self.description, "Description:"),
            "narr" => (&mut self.narrative, "Narrative:"),
            _ => return,
        };
        *place = one_line(&unescaped(without_label(text.trim(), label)));
    }

    fn finish(self, parts: &[Part]) -> Numbered {
        let wanted = parts.iter().map(|part| self.part(*part)).filter(|text| !text.is_empty());
        let mut text = wanted.collect::<Vec<_>>().join(" ");
        for fallback in [Part::Title, Part::Description] {
            if text.is_empty() {
                self.part(fallback).clone_into(&mut text);
            }
        }
        (self.line, Topic { id: self.number, text })
    }
}

fn trec_topics(text: &str, parts: &[Part]) -> Result<Vec<Numbered>, ParseError> {
    let mut topics = Vec::new();
    let mut open: Option<TrecTopic> = None;
    for Element { line, tag, text } in elements(text) {
        match (tag.as_str(), &mut open) {
            ("top" | "/top", _) => {
                topics.extend(open.take().map(|topic| topic.finish(parts)));
                if tag == "top" {
                    open = Some(TrecTopic { line, ..TrecTopic::default() });
                }
            }
            (tag, Some(topic)) => topic.set(tag, text),
            (tag, None) if ["num", "title", "desc", "narr"].contains(&tag) => {
                return Err(ParseError::new(
                    line,
                    format!("`<{tag}>` stands outside of a `<top>`"),
                ));
            }
            _ => {}
        }
    }
    topics.extend(open.map(|topic| topic.finish(parts)));
    Ok(topics)
}

/// A tag, lower-cased, with the text up to the next one.
struct Element<'a> {
    line: usize,
    tag: String,
    text: &'a str,
}

fn elements(text: &str) -> impl Iterator<Item = Element<'_>> {
    let mut rest = text;
    let mut line = 1;
    std::iter::from_fn(move || {
        let (start, tag_len) = next_tag(rest)?;
        let (before, from_tag) = rest.split_at_checked(start)?;
        let (tag, after) = from_tag.split_at_checked(tag_len)?;
        let (content, next) =
            after.split_at_checked(next_tag(after).map_or(after.len(), |t| t.0))?;
        let element = Element { line: line + newlines(before), tag: tag_name(tag), text: content };
        line = element.line + newlines(tag) + newlines(content);
        rest = next;
        Some(element)
    })
}

/// Start and length of the first tag; a `<` that begins none is text.
fn next_tag(text: &str) -> Option<(usize, usize)> {
    text.match_indices('<').find_map(|(start, _)| {
        let after = text.get(start + 1..)?;
        let name = after.strip_prefix('/').unwrap_or(after);
        let close =
            after.find(['<', '>', '\n']).filter(|at| after.get(*at..*at + 1) == Some(">"))?;
        name.starts_with(|c: char| c.is_ascii_alphabetic()).then_some((start, close + 2))
    })
}

fn tag_name(tag: &str) -> String {
    let inner = tag.trim_matches(['<', '>']);
    inner.split_ascii_whitespace().next().unwrap_or_default().to_ascii_lowercase()
}

fn newlines(text: &str) -> usize {
    text.matches('\n').count()
}

fn without_label<'a>(text: &'a str, label: &str) -> &'a str {
    match text.split_at_checked(label.len()) {
        Some((start, rest)) if start.eq_ignore_ascii_case(label) => rest,
        _ => text,
    }
}

/// The entities that occur in TREC's files.
fn unescaped(text: &str) -> String {
    let text = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
    text.replace("&apos;", "'").replace("&amp;", "&")
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check_parts(text: &str, parts: &[Part], expected: &str) {
        let shown = match parse_topics(text, parts) {
            Ok(topics) => {
                let lines = topics.into_iter().map(|topic| format!("{}={}", topic.id, topic.text));
                lines.collect::<Vec<_>>().join("|")
            }
            Err(error) => error.to_string(),
        };
        assert_eq!(shown, expected, "{text:?}");
    }

    fn check(text: &str, expected: &str) {
        check_parts(text, &[Part::Title], expected);
    }

    #[test]
    fn tab_separated_topics() {
        check("", "");
        check(
            "\u{feff}1\tferry  strike\r\n\nq-2\tgrain\tprices\n",
            "1=ferry strike|q-2=grain prices",
        );
        check("1 ferry", "line 1: expected an id, a tab and the topic's text");
        check("1\tferry\n\n1\tgrain", "line 3: topic `1` is there twice");
        check("\tferry", "line 1: the topic has no id");
        check("1\t ", "line 1: topic `1` has no text");
        check("1 2\tferry", "line 1: the topic id `1 2` holds white space");
    }

    #[test]
    fn json_topics() {
        check(
            "{\"id\":7,\"text\":\"ferry\"}\n{\"qid\":\"b\",\"query\":\"dock\\nfire\"}",
            "7=ferry|b=dock fire",
        );
        check(
            "{\"text\":\"ferry\"}",
            &format!("line 1: the record has none of the keys {}", ID_KEYS.join(", ")),
        );
        check(
            "{\"id\":1,\"text\":[]}",
            &format!("line 1: the record has none of the keys {}", TEXT_KEYS.join(", ")),
        );
        check(
            "\n{\"id\":1",
            "line 2: this is not JSON: EOF while parsing an object at line 1 column 7",
        );
    }

    const TREC: &str = "<top>\n<head> Tipster\n<num> Number: 301\n<title> Topic: Ferry\nstrike\n\n\
        <desc> Description:\nWhy did crews &amp; pilots\nstop (wages < 5)?\n<narr> Narrative:\nAny port.\n</top>\n\
        <TOP><NUM>302</NUM><TITLE>Grain</TITLE></TOP>\n<top><num> 303 <desc> Only a sentence.\n";

    #[test]
    fn trec_topics_with_and_without_closing_tags() {
        check(TREC, "301=Ferry strike|302=Grain|303=Only a sentence.");
        check_parts(
            TREC,
            &[Part::Title, Part::Description],
            "301=Ferry strike Why did crews & pilots stop (wages < 5)?|302=Grain|303=Only a sentence.",
        );
        check_parts(TREC, &[Part::Narrative], "301=Any port.|302=Grain|303=Only a sentence.");
        check("<top>\n<title> x\n</top>", "line 1: the topic has no id");
        check("<top><num>1</top>\n<top>\n<num>2<title>x</top>", "line 1: topic `1` has no text");
        check(
            "<top><num>2<title>x</top>\n\n<top><num>2<title>x</top>",
            "line 3: topic `2` is there twice",
        );
        check("<num>1\n<title>x", "line 1: `<num>` stands outside of a `<top>`");
        check("<", "");
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "(<top>|<num>|<title>|</|<|>|\\{|\t|\n|\\PC){0,40}") {
            let _ = parse_topics(&text, &[Part::Title, Part::Narrative]);
        }
    }
}
