//! Tags and character references of old news collections.
//!
//! Not SGML as the standard has it: tags may be unclosed or doubled, in any
//! case, and `&` and `<` may stand for themselves. No text is lost for a tag
//! that is none.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

use memchr::{memchr, memchr2, memchr3};

use crate::read::excerpt::{Decode, Target};

/// The longest tag, in bytes.
const LONGEST: usize = 2048;

/// A tag or comment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Tag<'t> {
    /// The name as written; empty for a comment or declaration.
    pub name: &'t str,
    /// What follows the name.
    pub attributes: &'t str,
    pub is_close: bool,
    /// Its bytes, brackets included.
    pub range: Range<usize>,
}

impl Tag<'_> {
    pub(super) fn is(&self, name: &str) -> bool {
        self.name.eq_ignore_ascii_case(name)
    }

    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let mut rest = self.attributes;
        loop {
            let (before, after) = rest.split_once('=')?;
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (value, tail) = match quote {
                Some(quote) => after.get(1..)?.split_once(quote)?,
                None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
            };
            if before.trim().eq_ignore_ascii_case(name) {
                return Some(value);
            }
            rest = tail;
        }
    }
}

/// The tags of a text, in order.
pub(super) fn tags(text: &str) -> Vec<Tag<'_>> {
    let bytes = text.as_bytes();
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(found) = memchr(b'<', bytes.get(at..).unwrap_or_default()) {
        let start = at + found;
        match tag_at(text, start) {
            Some(tag) => {
                at = tag.range.end;
                tags.push(tag);
            }
            None => at = start + 1,
        }
    }
    tags
}

fn tag_at(text: &str, start: usize) -> Option<Tag<'_>> {
    let bytes = text.as_bytes();
    let is_close = bytes.get(start + 1) == Some(&b'/');
    let from = start + 1 + usize::from(is_close);
    let first = bytes.get(from)?;
    if *first == b'!' {
        return declaration(text, start);
    }
    if !first.is_ascii_alphanumeric() {
        return None;
    }
    let end = (start + LONGEST).min(bytes.len());
    let inside = bytes.get(from..end)?;
    let close = from + memchr2(b'>', b'<', inside)?;
    if bytes.get(close) != Some(&b'>') {
        return None;
    }
    let is_name = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.');
    let name_end = from + inside.iter().take_while(is_name).count();
    let name = text.get(from..name_end)?;
    let attributes = text.get(name_end..close)?;
    let is_apart = attributes.is_empty() || attributes.starts_with([' ', '\t', '\n', '\r', '/']);
    is_apart.then_some(Tag { name, attributes, is_close, range: start..close + 1 })
}

/// `<!DOCTYPE …>`, `<!-- … -->`
fn declaration(text: &str, start: usize) -> Option<Tag<'_>> {
    let rest = text.get(start..)?;
    let len = if rest.starts_with("<!--") {
        memchr::memmem::find(rest.as_bytes(), b"-->")? + 3
    } else {
        memchr(b'>', rest.as_bytes())? + 1
    };
    Some(Tag { name: "", attributes: "", is_close: false, range: start..start + len })
}

/// What a tag inside a text means for its lines.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Effect {
    Paragraph,
    Line,
    Cell,
    None,
    /// It may be no tag at all, but words in brackets.
    Unknown,
}

fn effect(tag: &Tag<'_>) -> Effect {
    if tag.name.is_empty() {
        return Effect::None;
    }
    let mut upper = [0; 12];
    let Some(upper) = upper.get_mut(..tag.name.len()) else { return Effect::Unknown };
    upper.copy_from_slice(tag.name.as_bytes());
    upper.make_ascii_uppercase();
    match &*upper {
        b"P" | b"LP" | b"LEADPARA" | b"TEXT" | b"CORRECTION" | b"TABLE" | b"CAPTION"
        | b"GRAPHIC" | b"H1" | b"H2" | b"H3" | b"H4" | b"H5" | b"H6" | b"H7" | b"H8"
            if !tag.is_close =>
        {
            Effect::Paragraph
        }
        b"BR" | b"TABLEROW" | b"ROWRULE" => Effect::Line,
        b"TABLECELL" | b"CELLRULE" if !tag.is_close => Effect::Cell,
        b"P" | b"LP" | b"LEADPARA" | b"TEXT" | b"CORRECTION" | b"TABLE" | b"CAPTION"
        | b"GRAPHIC" | b"TABLECELL" | b"CELLRULE" | b"D" | b"TITLE" | b"AUTHOR" | b"DATELINE"
        | b"BODY" | b"DOC" | b"REUTERS" | b"F" | b"FIG" | b"TI" | b"HT" | b"HEAD" | b"HL"
        | b"HEADLINE" | b"BYLINE" | b"B" | b"I" | b"EM" | b"SUB" | b"SUP" | b"FTAG" | b"ITAG"
        | b"T2" | b"T3" | b"T4" | b"HEADER" | b"TXT5" | b"FOOTNOTE" | b"FOOTNAME" => Effect::None,
        _ => Effect::Unknown,
    }
}

/// Takes tags out of a range, and puts characters for their references.
pub(super) struct Markup<'a> {
    tags: &'a [Tag<'a>],
    /// Names that are no known tags but are opened and closed somewhere;
    /// most records do not ask.
    paired: OnceCell<BTreeSet<String>>,
}

impl<'a> Markup<'a> {
    pub(super) fn new(tags: &'a [Tag<'a>]) -> Self {
        Self { tags, paired: OnceCell::new() }
    }

    fn is_tag(&self, tag: &Tag<'_>) -> bool {
        let paired = self.paired.get_or_init(|| {
            let unknown = self.tags.iter().filter(|tag| effect(tag) == Effect::Unknown);
            let (closing, opening): (Vec<_>, Vec<_>) = unknown.partition(|tag| tag.is_close);
            let names = |tags: Vec<&Tag<'_>>| -> BTreeSet<String> {
                tags.into_iter().map(|tag| tag.name.to_ascii_lowercase()).collect()
            };
            &names(closing) & &names(opening)
        });
        !paired.is_empty() && paired.contains(&tag.name.to_ascii_lowercase())
    }
}

impl Decode for Markup<'_> {
    fn decode(&self, text: &str, range: Range<usize>, target: &mut dyn Target) {
        let first = self.tags.partition_point(|tag| tag.range.start < range.start);
        let inside = self.tags.iter().skip(first);
        let mut at = range.start;
        for tag in inside.take_while(|tag| tag.range.end <= range.end) {
            let effect = effect(tag);
            if effect == Effect::Unknown && !self.is_tag(tag) {
                continue;
            }
            references(text, at..tag.range.start, target);
            let (start, len) = (tag.range.start, tag.range.len());
            match effect {
                // The splitter cuts lines at form feeds without counting one.
                Effect::Paragraph => {
                    target.put('\x0C', start, 1);
                    target.put('\x0C', start + 1, len - 1);
                }
                Effect::Line => target.put('\x0C', start, len),
                Effect::Cell => {
                    target.put(' ', start, 1);
                    target.put(' ', start + 1, len - 1);
                }
                Effect::None | Effect::Unknown => {}
            }
            at = tag.range.end;
        }
        references(text, at..range.end, target);
    }
}

/// Writes a range without tags.
fn references(text: &str, range: Range<usize>, target: &mut dyn Target) {
    let Some(part) = text.get(range.clone()) else { return };
    let mut copied = 0;
    let mut at = 0;
    while let Some(found) = memchr(b'&', part.as_bytes().get(at..).unwrap_or_default()) {
        let start = at + found;
        let rest = part.get(start..).unwrap_or_default();
        match reference(rest) {
            Some((character, len)) => {
                target.copy(part.get(copied..start).unwrap_or_default(), range.start + copied);
                target.put(character, range.start + start, len);
                copied = start + len;
                at = copied;
            }
            None => at = start + 1,
        }
    }
    target.copy(part.get(copied..).unwrap_or_default(), range.start + copied);
}

/// The character that a text begins with a reference to, and its length.
pub(in crate::read) fn reference(text: &str) -> Option<(char, usize)> {
    // Wires are full of these.
    match text.as_bytes() {
        [b'&', b'#', digit @ b'1'..=b'9', b';', ..] => {
            return Some((char::from(digit - b'0'), 4));
        }
        [b'&', b'#', tens @ b'1'..=b'9', ones @ b'0'..=b'9', b';', ..] => {
            return Some((char::from((tens - b'0') * 10 + (ones - b'0')), 5));
        }
        [b'&', b'l', b't', b';', ..] => return Some(('<', 4)),
        _ => {}
    }
    let end = memchr3(b';', b' ', b'\n', text.as_bytes().get(..12.min(text.len()))?)?;
    let name = text.get(1..end).filter(|_| text.as_bytes().get(end) == Some(&b';'))?;
    let number = name.strip_prefix('#').map(|digits| match digits.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16),
        None => digits.parse(),
    });
    let character = match number {
        Some(number) => char::from_u32(number.ok()?).unwrap_or('\u{FFFD}'),
        None => named(name)?,
    };
    Some((character, end + 1))
}

fn named(name: &str) -> Option<char> {
    let found = |name: &str| NAMES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    let lower = || name.to_ascii_lowercase();
    found(name).or_else(|| if name.len() > 1 { found(&lower()) } else { None })
}

/// Names of characters, the commonest first.
const NAMES: &[(&str, char)] = &[
    ("lt", '<'),
    ("gt", '>'),
    ("amp", '&'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", '\u{A0}'),
    ("hyph", '-'),
    ("blank", ' '),
    ("sect", '§'),
    ("para", '¶'),
    ("cir", '○'),
    ("bull", '•'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("hellip", '…'),
    ("pound", '£'),
    ("yen", '¥'),
    ("cent", '¢'),
    ("euro", '€'),
    ("deg", '°'),
    ("reg", '®'),
    ("copy", '©'),
    ("trade", '™'),
    ("frac12", '½'),
    ("frac14", '¼'),
    ("frac34", '¾'),
    ("times", '×'),
    ("plusmn", '±'),
    ("middot", '·'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("iexcl", '¡'),
    ("iquest", '¿'),
    ("num", '#'),
    ("dollar", '$'),
    ("percnt", '%'),
    ("ast", '*'),
    ("lpar", '('),
    ("rpar", ')'),
    ("lsqb", '['),
    ("rsqb", ']'),
    ("agrave", 'à'),
    ("aacute", 'á'),
    ("acirc", 'â'),
    ("atilde", 'ã'),
    ("auml", 'ä'),
    ("aring", 'å'),
    ("aelig", 'æ'),
    ("ccedil", 'ç'),
    ("egrave", 'è'),
    ("eacute", 'é'),
    ("ecirc", 'ê'),
    ("euml", 'ë'),
    ("igrave", 'ì'),
    ("iacute", 'í'),
    ("icirc", 'î'),
    ("iuml", 'ï'),
    ("ntilde", 'ñ'),
    ("ograve", 'ò'),
    ("oacute", 'ó'),
    ("ocirc", 'ô'),
    ("otilde", 'õ'),
    ("ouml", 'ö'),
    ("oslash", 'ø'),
    ("ugrave", 'ù'),
    ("uacute", 'ú'),
    ("ucirc", 'û'),
    ("uuml", 'ü'),
    ("yacute", 'ý'),
    ("yuml", 'ÿ'),
    ("szlig", 'ß'),
    ("Agrave", 'À'),
    ("Aacute", 'Á'),
    ("Acirc", 'Â'),
    ("Atilde", 'Ã'),
    ("Auml", 'Ä'),
    ("Aring", 'Å'),
    ("AElig", 'Æ'),
    ("Ccedil", 'Ç'),
    ("Egrave", 'È'),
    ("Eacute", 'É'),
    ("Ecirc", 'Ê'),
    ("Euml", 'Ë'),
    ("Iacute", 'Í'),
    ("Ntilde", 'Ñ'),
    ("Oacute", 'Ó'),
    ("Ocirc", 'Ô'),
    ("Ouml", 'Ö'),
    ("Oslash", 'Ø'),
    ("Uacute", 'Ú'),
    ("Uuml", 'Ü'),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::Origin;
    use crate::read::excerpt::Excerpts;
    use crate::read::stream::Record;
    use crate::span::Span;

    fn line(text: &str) -> String {
        let tags = tags(text);
        let record = Record { bytes: text.as_bytes(), origin: Origin::default() };
        let excerpts = Excerpts::of(record, None).unwrap();
        let markup = Markup::new(&tags);
        let line = excerpts.line(0..text.len(), &markup);
        for piece in &line.pieces {
            let written = Span::new(piece.text, piece.text + piece.file.len()).of(&line.text);
            assert_eq!(piece.file.of(text), written);
        }
        line.text
    }

    #[test]
    fn tags_go_and_words_stay() {
        for (written, expected) in [
            ("<P>\nOne two\n  three</P>", "One two three"),
            ("Acme &lt;ACM> rose &AMP; fell", "Acme <ACM> rose & fell"),
            ("R&D and AT&T; 1 < 2 > 0", "R&D and AT&T; 1 < 2 > 0"),
            ("Acme <ACM> rose", "Acme <ACM> rose"),
            ("a <Odd x=1>b</odd> c", "a b c"),
            ("<!-- note -->a<f p=102>b</F>", "ab"),
            ("caf&eacute; &#233;&#xE9; &Eacute;&#5;x", "café éé É x"),
            ("<", "<"),
            ("a <unclosed", "a <unclosed"),
            ("&", "&"),
        ] {
            assert_eq!(line(written), expected, "{written}");
        }
    }

    #[test]
    fn attributes_are_read_with_and_without_quotes() {
        let text = "<DOC id=\"A.0004\" type = 'story' n=5 >";
        let found = tags(text);
        let tag = found.first().unwrap();
        assert_eq!(tag.attribute("ID"), Some("A.0004"));
        assert_eq!(tag.attribute("type"), Some("story"));
        assert_eq!(tag.attribute("n"), Some("5"));
        assert_eq!(tag.attribute("x"), None);
    }
}
