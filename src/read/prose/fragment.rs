//! HTML that need not be well formed, tag by tag.

use super::{Kind, Prose, kind};
use crate::article::Paragraph;
use crate::read::xml::{attributes, decode};

/// The paragraphs of a piece of HTML, which need not be well formed.
pub(in crate::read) fn of_html(html: &str) -> Vec<Paragraph> {
    let mut fragment = Fragment { prose: Prose::default(), odd_quotes: 0 };
    // Behind the last `>` there is no tag to look for.
    let (tagged, plain) =
        html.split_at_checked(html.rfind('>').map_or(0, |at| at + 1)).unwrap_or(("", html));
    let mut rest = tagged;
    while !rest.is_empty() {
        let next = rest.find('<').unwrap_or(rest.len());
        fragment.prose.text(&decode(rest.get(..next).unwrap_or_default()));
        rest = rest.get(next..).unwrap_or_default();
        if rest.is_empty() {
            break;
        }
        rest = fragment.tag(rest).unwrap_or_else(|| {
            fragment.prose.text("<");
            rest.get(1..).unwrap_or_default()
        });
    }
    fragment.prose.text(&decode(plain));
    fragment.prose.finish()
}

/// How many quotation marks may be left open in tags before they are taken
/// for mistakes.
const ODD_QUOTES: usize = 32;

/// A piece of HTML on its way to paragraphs.
struct Fragment {
    prose: Prose,
    odd_quotes: usize,
}

impl Fragment {
    /// Takes the tag, comment or declaration at the start; `None` if there is none.
    fn tag<'h>(&mut self, html: &'h str) -> Option<&'h str> {
        let prose = &mut self.prose;
        let inner = html.strip_prefix('<')?;
        if let Some(comment) = inner.strip_prefix("!--") {
            return Some(comment.split_once("-->").map_or("", |(_, rest)| rest));
        }
        if let Some(data) = inner.strip_prefix("![CDATA[") {
            let (text, rest) = data.split_once("]]>").unwrap_or((data, ""));
            prose.text(text);
            return Some(rest);
        }
        if inner.starts_with(['!', '?']) {
            return Some(inner.split_once('>')?.1);
        }
        let (is_end, named) = inner.strip_prefix('/').map_or((false, inner), |named| (true, named));
        if !named.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return None;
        }
        let len = named.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/' | '<'))?;
        let (name, behind) = named.split_at_checked(len)?;
        let end = end_of_tag(behind, &mut self.odd_quotes)?;
        let name = name.rsplit(':').next()?.to_ascii_lowercase();
        let raw = behind.get(..end)?;
        let rest = behind.get(end + 1..)?;
        if is_end {
            prose.close(&name, "");
            return Some(rest);
        }
        let attributes = attributes(raw);
        let class = attributes.iter().find(|(name, _)| name == "class");
        prose.open(&name, class.map_or("", |(_, class)| class.as_str()));
        if raw.ends_with('/')
            && !matches!(kind(&name, ""), Kind::Inline | Kind::Break | Kind::Empty)
        {
            prose.close(&name, "");
        }
        Some(if matches!(name.as_str(), "script" | "style") {
            behind_raw(rest, &name)
        } else {
            rest
        })
    }
}

/// Where the `>` of a tag is; one inside quotation marks is none.
fn end_of_tag(text: &str, odd_quotes: &mut usize) -> Option<usize> {
    let mut quote = None;
    let longest = if *odd_quotes < ODD_QUOTES { 64 << 10 } else { 0 };
    for (at, byte) in text.bytes().enumerate().take(longest) {
        match (byte, quote) {
            (b'>', None) => return Some(at),
            (b'"' | b'\'', None) => quote = Some(byte),
            (byte, Some(open)) if byte == open => quote = None,
            _ => {}
        }
    }
    *odd_quotes += 1;
    text.find('>')
}

/// Scripts and styles reach to their end tag, whatever is in them.
fn behind_raw<'h>(text: &'h str, name: &str) -> &'h str {
    let mut at = 0;
    while let Some(next) = text.get(at..).and_then(|rest| rest.find("</")) {
        at += next;
        let found = text.get(at + 2..at + 2 + name.len());
        if found.is_some_and(|found| found.eq_ignore_ascii_case(name)) {
            return text.get(at..).unwrap_or_default();
        }
        at += 2;
    }
    ""
}
