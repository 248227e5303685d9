//! Which pages may be made a tree: those that are neither deep nor broad
//! beyond what people write.
//!
//! Extraction takes time that grows with the square of the depth, of the
//! attributes of a tag, of formatting that is never closed, and of what has
//! to be escaped in one text. One pass counts them before a tree is built.

use std::sync::LazyLock;

use memchr::memchr_iter;

use super::element::{self, Name};
use super::tokens::{Token, Tokens};

/// Bytes of a page.
const LARGEST: usize = 8 << 20;
/// Elements that are open at once.
const DEEPEST: usize = 512;
/// Attributes of one tag.
const ATTRIBUTES: usize = 256;
/// Elements of a page.
const ELEMENTS: usize = 200_000;
/// Bytes that are passed over again for each that has to be escaped.
const ESCAPES: usize = 1_000_000_000;
/// Elements that a parser adds because formatting was left open.
const REOPENED: usize = 200_000;

/// What of a page goes beyond the bounds, as in `more than 512 elements in each other`.
pub(super) fn excess(page: &str) -> Option<String> {
    if page.len() > LARGEST {
        return Some(format!("more than {} MiB", LARGEST >> 20));
    }
    // A parser remembers a fault for many of the brackets that are no tags.
    if memchr_iter(b'<', page.as_bytes()).count() > 3 * ELEMENTS {
        return Some(format!("more than {ELEMENTS} elements"));
    }
    let mut open = OpenElements::default();
    let mut elements = 0;
    let mut run = Run::default();
    for token in Tokens::new(page) {
        match token {
            Token::Text(text) => elements += run.text(text),
            Token::Close(name) => open.close(Name::of(name)),
            Token::Open(name, attributes) => {
                elements += 1;
                open.open(Name::of(name), attributes);
                // Text in tables is moved in front of them, all of it to one place.
                if !open.is_open(TABLE) {
                    run.end();
                }
                if attributes.len() > ATTRIBUTES && count_attributes(attributes) > ATTRIBUTES {
                    return Some(format!("more than {ATTRIBUTES} attributes of one tag"));
                }
            }
        }
        if open.stack.len().max(open.formatting.len()) > DEEPEST {
            return Some(format!("more than {DEEPEST} elements in each other"));
        }
        if run.cost + run.len * run.escapes > ESCAPES {
            return Some("too much that has to be escaped".to_owned());
        }
        if elements > ELEMENTS || open.reopened > REOPENED {
            return Some(format!("more than {ELEMENTS} elements"));
        }
    }
    None
}

/// A text that no tag interrupts.
#[derive(Default)]
struct Run {
    len: usize,
    escapes: usize,
    /// What the runs before it cost.
    cost: usize,
}

impl Run {
    /// Gives how many faults in the text a parser may remember.
    fn text(&mut self, text: &str) -> usize {
        let escapes = escapes(text);
        self.len += text.len();
        self.escapes += escapes;
        escapes
    }

    fn end(&mut self) {
        self.cost += self.len * self.escapes;
        (self.len, self.escapes) = (0, 0);
    }
}

/// How much of a text is written as references.
fn escapes(text: &str) -> usize {
    text.bytes().filter(|byte| matches!(byte, b'&' | b'<' | b'>' | b'"' | 0xA0)).count()
}

/// The attributes that a tag has.
fn count_attributes(attributes: &str) -> usize {
    let (mut count, mut quote, mut is_in_word, mut is_value) = (0, None, false, false);
    for byte in attributes.bytes() {
        match (quote, byte) {
            (Some(mark), _) if byte == mark => (quote, is_in_word) = (None, false),
            (None, b'=') => (is_value, is_in_word) = (true, false),
            (None, b'"' | b'\'') if is_value => (quote, is_value) = (Some(byte), false),
            (None, byte) if byte.is_ascii_whitespace() || byte == b'/' => is_in_word = false,
            (None, _) if !is_in_word => {
                count += usize::from(!is_value);
                (is_in_word, is_value) = (true, false);
            }
            _ => {}
        }
    }
    count
}

#[derive(Default)]
struct OpenElements<'p> {
    stack: Vec<OpenElement>,
    /// How many of the elements are open that another may end or that change what is inside.
    counts: [usize; COUNTED.len()],
    /// Formatting tags that were not closed, as written, each at most thrice.
    formatting: Vec<(Name, &'p str)>,
    reopened: usize,
}

struct OpenElement {
    name: Name,
    /// Its place among [`COUNTED`].
    counted: Option<usize>,
}

impl<'p> OpenElements<'p> {
    fn open(&mut self, name: Name, attributes: &'p str) {
        let nature = nature(name);
        let is_foreign = || self.is_open(SVG) || self.is_open(MATH);
        if nature.is_void || (attributes.ends_with('/') && is_foreign()) {
            return;
        }
        if nature.is_formatting {
            let tag = (name, attributes);
            if self.formatting.iter().filter(|open| **open == tag).count() < 3 {
                self.formatting.push(tag);
            }
        } else {
            self.reopened += self.formatting.len();
        }
        if nature.ended.iter().any(|place| self.is_open(*place)) {
            let Ending { ended, bounds, .. } = nature.ending;
            let floor = self.stack.iter().rposition(|open| bounds.contains(&open.name));
            let floor = floor.map_or(0, |at| at + 1);
            let found = self.stack.iter().skip(floor).position(|open| ended.contains(&open.name));
            self.pop_to(found.map_or(self.stack.len(), |at| at + floor));
        }
        self.stack.push(OpenElement { name, counted: nature.counted });
        self.count(nature.counted, |count| count + 1);
    }

    /// Whether an element of those that are counted is open, by its place among [`COUNTED`].
    fn is_open(&self, place: usize) -> bool {
        self.counts.get(place).is_some_and(|count| *count > 0)
    }

    fn count(&mut self, place: Option<usize>, change: impl Fn(usize) -> usize) {
        if let Some(count) = place.and_then(|place| self.counts.get_mut(place)) {
            *count = change(*count);
        }
    }

    fn close(&mut self, name: Name) {
        if !self.formatting.is_empty()
            && nature(name).is_formatting
            && let Some(at) = self.formatting.iter().rposition(|(open, _)| *open == name)
        {
            self.formatting.remove(at);
        }
        if let Some(at) = self.stack.iter().rposition(|open| open.name == name) {
            self.pop_to(at);
        }
    }

    fn pop_to(&mut self, len: usize) {
        while self.stack.len() > len
            && let Some(ended) = self.stack.pop()
        {
            self.count(ended.counted, |count| count - 1);
        }
    }
}

/// What a start tag does.
struct Nature {
    name: Name,
    is_void: bool,
    is_formatting: bool,
    /// The place of the element among [`COUNTED`].
    counted: Option<usize>,
    ending: &'static Ending,
    /// Where those that it ends stand among [`COUNTED`].
    ended: Vec<usize>,
}

/// Those of the names that are told apart, ascending by name.
static NATURES: LazyLock<Vec<Nature>> = LazyLock::new(|| {
    let tags = ENDINGS.iter().flat_map(|ending| ending.tags);
    let mut names: Vec<Name> =
        VOID.iter().chain(&FORMATTING).chain(&COUNTED).chain(tags).copied().collect();
    names.sort_unstable();
    names.dedup();
    names.into_iter().map(Nature::of).collect()
});

/// What start tags of all other names do.
static OTHER: LazyLock<Nature> = LazyLock::new(|| Nature::of(Name::of("")));

fn nature(name: Name) -> &'static Nature {
    let found = NATURES.binary_search_by_key(&name, |nature| nature.name).ok();
    found.and_then(|at| NATURES.get(at)).unwrap_or(&OTHER)
}

impl Nature {
    fn of(name: Name) -> Self {
        let place = |name: &Name| COUNTED.iter().position(|counted| counted == name);
        let ending = ENDINGS.iter().find(|ending| ending.tags.contains(&name));
        let ending = ending.unwrap_or(&PARAGRAPH);
        Self {
            name,
            is_void: VOID.contains(&name),
            is_formatting: FORMATTING.contains(&name),
            counted: place(&name),
            ending,
            ended: ending.ended.iter().filter_map(place).collect(),
        }
    }
}

const VOID: [Name; 14] = element::names([
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
    "track", "wbr",
]);

const FORMATTING: [Name; 14] = element::names([
    "a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u",
]);

/// Elements that another may end, and those that change what is inside of them.
const COUNTED: [Name; 14] = element::names([
    "table", "svg", "math", "p", "li", "tr", "td", "th", "dt", "dd", "tbody", "thead", "tfoot",
    "option",
]);

/// Places among [`COUNTED`].
const TABLE: usize = 0;
const SVG: usize = 1;
const MATH: usize = 2;

/// Elements that leave all open ones open.
const INLINE: [Name; 44] = element::names([
    "a", "abbr", "audio", "b", "bdi", "bdo", "big", "button", "cite", "code", "data", "del", "dfn",
    "em", "font", "i", "iframe", "ins", "kbd", "label", "mark", "nobr", "noscript", "object",
    "picture", "q", "s", "samp", "script", "select", "small", "span", "strike", "strong", "style",
    "sub", "sup", "svg", "textarea", "time", "tt", "u", "var", "video",
]);

/// What start tags end, and what keeps them from doing so.
struct Ending {
    tags: &'static [Name],
    ended: &'static [Name],
    bounds: &'static [Name],
}

const ENDINGS: &[Ending] = &[
    Ending {
        tags: &element::names(["li"]),
        ended: &element::names(["li"]),
        bounds: &element::names(["ul", "ol", "menu"]),
    },
    Ending {
        tags: &element::names(["dt", "dd"]),
        ended: &element::names(["dt", "dd"]),
        bounds: &element::names(["dl"]),
    },
    Ending {
        tags: &element::names(["td", "th"]),
        ended: &element::names(["td", "th"]),
        bounds: &element::names(["table"]),
    },
    Ending {
        tags: &element::names(["tr"]),
        ended: &element::names(["tr", "td", "th"]),
        bounds: &element::names(["table"]),
    },
    Ending {
        tags: &element::names(["tbody", "thead", "tfoot"]),
        ended: &element::names(["tbody", "thead", "tfoot", "tr"]),
        bounds: &element::names(["table"]),
    },
    Ending {
        tags: &element::names(["option", "optgroup"]),
        ended: &element::names(["option"]),
        bounds: &element::names(["select"]),
    },
    Ending { tags: &INLINE, ended: &[], bounds: &[] },
];

/// Other elements end a paragraph.
const PARAGRAPH: Ending = Ending {
    tags: &[],
    ended: &element::names(["p"]),
    bounds: &element::names(["button", "table", "td", "th", "caption", "object", "template"]),
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_that_people_write_pass() {
        let svg = format!("<svg>{}</svg>", "<path d=''/>".repeat(2000));
        for page in [
            "<p>One<p>Two".repeat(5000),
            "<ul><li>One<li>Two</ul>".repeat(5000),
            "<table><tr><td>1<td>2</table>".repeat(2000),
            "<div><span>x</div>".repeat(5000),
            "<p><b>x".repeat(5000),
            "<br><img src=x>".repeat(5000),
            "</div>".repeat(5000),
            svg,
        ] {
            assert_eq!(excess(&page), None, "{}", page.get(..40).unwrap_or_default());
        }
    }

    #[test]
    fn all_that_may_be_ended_is_counted() {
        for ending in ENDINGS.iter().chain([&PARAGRAPH]) {
            assert!(ending.ended.iter().all(|name| COUNTED.contains(name)));
        }
        let places = [TABLE, SVG, MATH].map(|place| COUNTED[place]);
        assert_eq!(places, element::names(["table", "svg", "math"]));
    }

    #[test]
    fn hostile_pages_do_not() {
        let many = (0..600).fold(String::new(), |tags, n| tags + &format!("<b id={n}>"));
        for page in [
            "<div>".repeat(600),
            "<div/>".repeat(600),
            "<div></span>".repeat(600),
            "<table><tr><td>".repeat(600),
            format!("<p {}>", "a=b ".repeat(50_000)),
            format!("<p {}>", "a='b'".repeat(50_000)),
            "<i>x</i>".repeat(300_000),
            "x".repeat(9 << 20),
            "<".repeat(300_000),
            "<!--".repeat(700_000),
            "x & y ".repeat(100_000),
            "<table>".to_owned() + &"<tr>x & y".repeat(100_000),
            many.replace("<b", "</i><b") + &"<p>x".repeat(1000),
        ] {
            assert!(excess(&page).is_some(), "{}", page.get(..40).unwrap_or_default());
        }
    }
}
