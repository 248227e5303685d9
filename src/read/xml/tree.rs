//! From the text of a document to its records, one after the other.

use std::ops::ControlFlow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};

use super::attributes::attributes;
use super::element::{Element, Node};
use super::entity::entity;

/// How deep elements may stand in each other; deeper ones are text only.
const DEEPEST: usize = 128;
/// How many elements a record may have; the text of more is kept.
const MOST_ELEMENTS: usize = 200_000;
/// How often reading begins again behind a fault.
const MOST_FAULTS: usize = 16;

/// An element that is an item of its document.
pub(in crate::read) struct Record<'a> {
    /// The element.
    pub element: Element,
    /// What it stands in, outermost first, as far as it was read.
    pub around: &'a [Element],
    /// Whether it was closed, and no fault was met in it.
    pub is_whole: bool,
}

/// Hands over every element that has one of the names, when it ends. An
/// element in another one of these is handed over before it.
///
/// Gives the first fault that was met.
pub(in crate::read) fn records(
    text: &str,
    names: &[&str],
    visit: &mut dyn FnMut(Record<'_>) -> ControlFlow<()>,
) -> Option<String> {
    let mut builder = Builder {
        names,
        visit,
        stack: Vec::new(),
        shallow: Vec::new(),
        elements: 0,
        is_faulty: false,
        is_over: false,
    };
    let mut fault = None;
    let mut rest = text;
    for _ in 0..MOST_FAULTS {
        let mut reader = Reader::from_str(rest);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        config.expand_empty_elements = true;
        let Some((message, at)) = builder.read(&mut reader) else { break };
        fault.get_or_insert(message);
        builder.is_faulty = true;
        let from =
            at + 1 + rest.bytes().skip(at + 1).take_while(|byte| byte & 0xC0 == 0x80).count();
        rest = rest.get(from..).unwrap_or_default();
    }
    builder.finish();
    fault
}

struct Builder<'a> {
    names: &'a [&'a str],
    visit: &'a mut dyn FnMut(Record<'_>) -> ControlFlow<()>,
    stack: Vec<Element>,
    /// Names of open elements that are not kept.
    shallow: Vec<String>,
    elements: usize,
    is_faulty: bool,
    is_over: bool,
}

impl Builder<'_> {
    /// Reads up to the end or the next fault: its message, and where it is.
    fn read(&mut self, reader: &mut Reader<&[u8]>) -> Option<(String, usize)> {
        while !self.is_over {
            match reader.read_event() {
                Ok(Event::Start(start)) => self.open(&start),
                Ok(Event::End(end)) => self.close(end.name().as_ref()),
                Ok(Event::Text(text)) => self.text(&text),
                Ok(Event::CData(text)) => self.text(&text),
                Ok(Event::GeneralRef(reference)) => match entity(&reference) {
                    Some(meant) => self.text(&meant),
                    None => self.text(&format!("&{};", &*reference)),
                },
                Ok(Event::Eof) => return None,
                Ok(_) => {}
                Err(error) => {
                    let at = usize::try_from(reader.error_position()).unwrap_or(usize::MAX);
                    return Some((error.to_string(), at));
                }
            }
        }
        None
    }

    fn open(&mut self, start: &BytesStart<'_>) {
        let name = start.name();
        let name: &str = name.as_ref();
        if self.stack.len() >= DEEPEST || self.elements >= MOST_ELEMENTS {
            if self.shallow.len() < DEEPEST {
                self.shallow.push(name.to_owned());
            }
            return;
        }
        self.elements += 1;
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        self.stack.push(Element {
            name: local.to_owned(),
            prefix: prefix.to_owned(),
            attributes: attributes(start.attributes_raw()),
            children: Vec::new(),
        });
    }

    fn close(&mut self, name: &str) {
        if let Some(at) = self.shallow.iter().rposition(|open| open == name) {
            self.shallow.truncate(at);
            return;
        }
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let is_it = |open: &Element| open.name == local && open.prefix == prefix;
        let Some(at) = self.stack.iter().rposition(is_it) else { return };
        self.shallow.clear();
        while self.stack.len() > at {
            self.end(self.stack.len() == at + 1);
        }
    }

    /// Ends the innermost element.
    fn end(&mut self, is_closed: bool) {
        let Some(element) = self.stack.pop() else { return };
        if self.names.contains(&element.name.as_str()) {
            self.elements = self.stack.len();
            let is_whole = is_closed && !std::mem::take(&mut self.is_faulty);
            let record = Record { element, around: &self.stack, is_whole };
            if !self.is_over && (self.visit)(record).is_break() {
                self.is_over = true;
            }
        } else if let Some(parent) = self.stack.last_mut() {
            parent.children.push(Node::Element(element));
        }
    }

    fn text(&mut self, text: &str) {
        let Some(parent) = self.stack.last_mut() else { return };
        match parent.children.last_mut() {
            Some(Node::Text(known)) => known.push_str(text),
            _ => parent.children.push(Node::Text(text.to_owned())),
        }
    }

    /// What was not closed ends here.
    fn finish(&mut self) {
        while !self.stack.is_empty() {
            self.end(false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The records of a document as name, text and `!` if they are damaged.
    fn read(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        let mut visit = |record: Record<'_>| {
            let mark = if record.is_whole { "" } else { "!" };
            let around: Vec<&str> = record.around.iter().map(|open| open.name.as_str()).collect();
            found.push(format!("{}{} {}", around.join("/"), mark, record.element.text()));
            ControlFlow::Continue(())
        };
        records(text, &["i"], &mut visit);
        found
    }

    #[test]
    fn records_are_found_in_any_namespace() {
        assert_eq!(read("<!-- x --><a><i>1</i><n:b><n:i>2<c/></n:i></n:b></a>"), ["a 1", "a/b 2"]);
        assert_eq!(
            read("<a><i>R&amp;D &eacute; &desk; &#3;<![CDATA[<b>]]></i></a>"),
            ["a R&D é &desk; <b>"]
        );
        assert_eq!(read("<i>1<i>2</i>3</i>"), ["i 2", " 13"]);
    }

    #[test]
    fn damage_costs_what_it_touches() {
        assert_eq!(read("<a><i>1</i><i>2</b></i><i>3"), ["a 1", "a 2", "a! 3"]);
        assert_eq!(read("<a><i>1 & 2</i></x><i>3</i></a>"), ["a 1 & 2", "a 3"]);
        assert_eq!(read("<a><i>1 <!x 2</i><i>3</i>"), ["a! 1 !x 2", "a 3"]);
        assert_eq!(read("<a><i>1<b>2</i><i>3</i>"), ["a 12", "a 3"]);
    }

    #[test]
    fn depth_and_number_are_bounded() {
        let deep = format!("<a>{}x{}<i>1</i></a>", "<b>".repeat(100_000), "</b>".repeat(100_000));
        assert_eq!(read(&deep).len(), 1);
        let inner = format!("<i>{}x</i>", "<b>".repeat(100_000));
        assert_eq!(read(&inner), [" x"]);
        let many = format!("<i>{}</i><i>2</i>", "<b>1</b>".repeat(MOST_ELEMENTS + 10));
        let found = read(&many);
        assert_eq!((found.len(), found.first().map(String::len)), (2, Some(MOST_ELEMENTS + 11)));
    }
}
