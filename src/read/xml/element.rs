//! An element with what is in it.

/// An element of a document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(in crate::read) struct Element {
    /// Its name without the prefix.
    pub name: String,
    /// The prefix of its name, often empty.
    pub prefix: String,
    /// Local names in small letters, and values.
    pub attributes: Vec<(String, String)>,
    /// Texts and elements in it, in order.
    pub children: Vec<Node>,
}

/// What stands in an element.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::read) enum Node {
    /// Another element.
    Element(Element),
    /// Text, with its references replaced.
    Text(String),
}

impl Element {
    /// The value of an attribute by its local name, `None` if it is blank.
    pub(in crate::read) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name)?;
        Some(found.1.trim()).filter(|value| !value.is_empty())
    }

    /// The elements directly in it.
    pub(in crate::read) fn elements(&self) -> impl Iterator<Item = &Self> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The elements of a name directly in it.
    pub(in crate::read) fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.elements().filter(move |element| element.name == name)
    }

    /// The first element of a name directly in it.
    pub(in crate::read) fn child(&self, name: &str) -> Option<&Self> {
        self.elements().find(|element| element.name == name)
    }

    /// The first element at the end of a path of names.
    pub(in crate::read) fn at(&self, path: &[&str]) -> Option<&Self> {
        match path {
            [] => Some(self),
            [first, rest @ ..] => {
                self.elements().filter(|child| child.name == *first).find_map(|c| c.at(rest))
            }
        }
    }

    /// The first element of a name anywhere in it, in the order of the text.
    pub(in crate::read) fn find(&self, name: &str) -> Option<&Self> {
        self.elements()
            .find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    /// All text in it, with white space folded.
    pub(in crate::read) fn text(&self) -> String {
        let mut text = String::new();
        self.push_text(&mut text);
        collapsed(&text)
    }

    /// The same, `None` if there is none.
    pub(in crate::read) fn some_text(&self) -> Option<String> {
        Some(self.text()).filter(|text| !text.is_empty())
    }

    fn push_text(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => {
                    if matches!(element.name.as_str(), "br" | "p" | "div" | "li") {
                        out.push(' ');
                    }
                    element.push_text(out);
                }
            }
        }
    }

    /// The text of the first element at the end of a path, if it has any.
    pub(in crate::read) fn text_at(&self, path: &[&str]) -> Option<String> {
        self.at(path).and_then(Self::some_text)
    }
}

/// A text with every run of white space as one blank, and none around it;
/// soft hyphens are never printed here.
pub(in crate::read) fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        if word.contains('\u{AD}') {
            out.extend(word.chars().filter(|c| *c != '\u{AD}'));
        } else {
            out.push_str(word);
        }
    }
    out
}
