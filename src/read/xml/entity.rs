//! References to characters: of XML, of HTML, and wrong ones, which stay as
//! they are written.

use std::borrow::Cow;

use quick_xml::escape::resolve_html5_entity;

/// The longest name of an entity, in bytes.
const LONGEST: usize = 40;

/// What `&name;` stands for; `None` if nobody knows.
pub(super) fn entity(name: &str) -> Option<Cow<'static, str>> {
    match name.strip_prefix('#') {
        Some(number) => character(number).map(|c| Cow::Owned(c.to_string())),
        None => resolve_html5_entity(name).map(Cow::Borrowed),
    }
}

fn character(number: &str) -> Option<char> {
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hex) => u32::from_str_radix(hex, 16).ok()?,
        None => number.parse().ok()?,
    };
    // What is numbered as a control character was meant as windows-1252.
    if let Ok(byte @ 0x80..=0x9F) = u8::try_from(code) {
        return encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.chars().next();
    }
    let c = char::from_u32(code)?;
    Some(if c.is_control() && !matches!(c, '\t' | '\n' | '\r') { ' ' } else { c })
}

/// A text with its references replaced; unknown ones stay.
pub(in crate::read) fn decode(text: &str) -> Cow<'_, str> {
    let Some(first) = text.find('&') else { return Cow::Borrowed(text) };
    let (before, mut rest) = text.split_at(first);
    let mut out = String::with_capacity(text.len());
    out.push_str(before);
    while let Some(tail) = rest.strip_prefix('&') {
        let name = tail.bytes().take(LONGEST).position(|byte| byte == b';');
        let name = name.and_then(|end| tail.get(..end));
        let known = name.and_then(|name| Some((entity(name)?, name.len())));
        let (meant, taken) = known.map_or(("&".into(), 1), |(meant, len)| (meant, len + 2));
        out.push_str(&meant);
        rest = rest.get(taken..).unwrap_or_default();
        let next = rest.find('&').unwrap_or(rest.len());
        out.push_str(rest.get(..next).unwrap_or_default());
        rest = rest.get(next..).unwrap_or_default();
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_replaced_and_others_stay() {
        for (text, expected) in [
            ("AT&amp;T &lt;b&gt; &nbsp;&eacute;", "AT&T <b> \u{A0}é"),
            ("&#233;&#xE9;&#146;&#3;", "éé’ "),
            ("R&D & more &desk; &", "R&D & more &desk; &"),
            ("&#xD800;&#99999999;", "&#xD800;&#99999999;"),
            ("&amp;amp;", "&amp;"),
            ("plain", "plain"),
        ] {
            assert_eq!(decode(text), expected, "{text}");
        }
    }
}
