//! The first characters of a paragraph as words, numbers and marks.
//!
//! Tokens are made only as far as the grammar looks, and never beyond
//! [`LONGEST`] characters.

use crate::span::Span;

/// How many characters of a paragraph a dateline is looked for in.
const LONGEST: usize = 420;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) enum Kind {
    /// A word in capitals.
    Caps,
    /// A word with a capital at its start.
    Title,
    /// A word without a capital at its start.
    Lower,
    /// A word of a script without capitals.
    Caseless,
    /// Digits.
    Number,
    /// `,` and its kin.
    Comma,
    /// A full stop.
    Period,
    /// `/`.
    Slash,
    /// An opening parenthesis.
    Open,
    /// A closing parenthesis.
    Close,
    /// One or more hyphens, or an underscore.
    Hyphens,
    /// An en or em dash.
    LongDash,
    /// `*`.
    Star,
    /// `&`.
    Ampersand,
    /// Any other character.
    Other,
    /// The end of what is looked at.
    End,
}

impl Kind {
    /// Whether it is a word of any kind.
    pub(in super::super) fn is_word(self) -> bool {
        matches!(self, Self::Caps | Self::Title | Self::Lower | Self::Caseless)
    }

    /// Whether it is a word that a name may begin with.
    pub(in super::super) fn is_name(self) -> bool {
        matches!(self, Self::Caps | Self::Title | Self::Caseless)
    }

    /// Whether it is a dash.
    pub(in super::super) fn is_dash(self) -> bool {
        matches!(self, Self::Hyphens | Self::LongDash)
    }
}

/// A token and where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in super::super) struct Token {
    /// What it is.
    pub kind: Kind,
    /// Its bytes in the paragraph.
    pub span: Span,
    /// Whether white space, or nothing, stands before it.
    pub is_spaced: bool,
}

/// Tokens of a text, made when they are asked for.
#[derive(Debug)]
pub(in super::super) struct Tokens<'t> {
    pub text: &'t str,
    limit: usize,
    next: usize,
    made: Vec<Token>,
}

impl<'t> Tokens<'t> {
    pub(in super::super) fn new(text: &'t str) -> Self {
        let limit = match text.is_char_boundary(LONGEST.min(text.len())) {
            _ if text.len() <= LONGEST => text.len(),
            true if text.as_bytes().iter().take(LONGEST).all(u8::is_ascii) => LONGEST,
            _ => text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at),
        };
        Self { text, limit, next: 0, made: Vec::with_capacity(24) }
    }

    /// Token number `index`; beyond the end always [`Kind::End`].
    #[inline]
    pub(in super::super) fn at(&mut self, index: usize) -> Token {
        match self.made.get(index) {
            Some(token) => *token,
            None => self.make_up_to(index),
        }
    }

    fn make_up_to(&mut self, index: usize) -> Token {
        loop {
            let token = self.make();
            if token.kind == Kind::End {
                return token;
            }
            self.made.push(token);
            if self.made.len() > index {
                return token;
            }
        }
    }

    /// The characters of a token.
    pub(in super::super) fn word(&mut self, index: usize) -> &'t str {
        let token = self.at(index);
        token.span.of(self.text)
    }

    /// The text from the first to the last of these tokens.
    pub(in super::super) fn between(&mut self, first: usize, after: usize) -> &'t str {
        Span::new(self.at(first).span.start, self.end_before(after)).of(self.text)
    }

    /// Where the token before number `index` ends.
    pub(in super::super) fn end_before(&mut self, index: usize) -> usize {
        index.checked_sub(1).map_or(0, |last| self.at(last).span.end)
    }

    fn end(&self) -> Token {
        Token { kind: Kind::End, span: Span::new(self.limit, self.limit), is_spaced: true }
    }

    fn make(&mut self) -> Token {
        let rest = Span::new(self.next, self.limit).of(self.text);
        let trimmed = without_blank_start(rest);
        let is_spaced = trimmed.len() < rest.len() || self.next == 0;
        let start = self.limit - trimmed.len();
        let Some(first) = trimmed.chars().next() else {
            self.next = self.limit;
            return self.end();
        };
        let (kind, len) = token(trimmed, first);
        self.next = start + len;
        Token { kind, span: Span::new(start, start + len), is_spaced }
    }
}

fn without_blank_start(text: &str) -> &str {
    match text.as_bytes() {
        [b' ', next, ..] if next.is_ascii_graphic() => text.get(1..).unwrap_or_default(),
        [first, ..] if first.is_ascii_graphic() => text,
        _ => text.trim_start(),
    }
}

fn token(text: &str, first: char) -> (Kind, usize) {
    if first.is_alphabetic() {
        return word(text);
    }
    // `'s-Hertogenbosch`
    if let Some(rest) = text.strip_prefix(['\'', '’']).filter(|rest| begins_dutch_place(rest)) {
        let (kind, len) = word(rest);
        return (
            if rest.starts_with('s') && kind == Kind::Lower { Kind::Title } else { kind },
            len + first.len_utf8(),
        );
    }
    let run = |wanted: fn(char) -> bool| text.find(|c: char| !wanted(c)).unwrap_or(text.len());
    match first {
        c if c.is_numeric() => (Kind::Number, run(char::is_numeric)),
        '-' | '_' | '‐' | '‑' => (Kind::Hyphens, run(|c| matches!(c, '-' | '_' | '‐' | '‑'))),
        '–' | '—' | '―' | '−' | 'ـ' => {
            (Kind::LongDash, run(|c| matches!(c, '–' | '—' | '―' | '−' | '-' | 'ـ')))
        }
        ',' | '،' | '，' | '、' => (Kind::Comma, first.len_utf8()),
        '.' | '。' => (Kind::Period, first.len_utf8()),
        '/' | '／' => (Kind::Slash, first.len_utf8()),
        '(' | '（' | '[' => (Kind::Open, first.len_utf8()),
        ')' | '）' | ']' => (Kind::Close, first.len_utf8()),
        '*' => (Kind::Star, run(|c| c == '*')),
        '&' => (Kind::Ampersand, 1),
        _ => (Kind::Other, first.len_utf8()),
    }
}

fn begins_dutch_place(text: &str) -> bool {
    let is_long = text.get(2..).is_some_and(|rest| rest.starts_with(char::is_uppercase));
    is_long && (text.starts_with("s-") || text.starts_with("S-"))
}

/// A word takes in its apostrophes, combining marks, and hyphens between letters.
fn word(text: &str) -> (Kind, usize) {
    ascii_word(text).unwrap_or_else(|| any_word(text))
}

/// A word of ASCII letters; `None` if other letters may belong to it.
fn ascii_word(text: &str) -> Option<(Kind, usize)> {
    let bytes = text.as_bytes();
    let (mut upper, mut marks, mut end) = (0, 0, 0);
    while let Some(byte) = bytes.get(end) {
        match byte {
            b'A'..=b'Z' => upper += 1,
            b'a'..=b'z' => {}
            b'\'' | b'-' if bytes.get(end + 1).is_some_and(u8::is_ascii_alphabetic) => marks += 1,
            0x80.. => return None,
            _ => break,
        }
        end += 1;
    }
    if bytes.get(end.saturating_add(1)).is_some_and(|byte| *byte >= 0x80)
        && bytes.get(end).is_some_and(|byte| matches!(byte, b'\'' | b'-'))
    {
        return None;
    }
    let is_upper = bytes.first().is_some_and(u8::is_ascii_uppercase);
    let is_scottish = || text.starts_with("Mc") || text.starts_with("Mac");
    let kind = match end - marks - upper {
        0 => Kind::Caps,
        1 | 2 if upper > 3 && is_scottish() => Kind::Caps,
        _ if is_upper => Kind::Title,
        _ => Kind::Lower,
    };
    Some((kind, end))
}

fn any_word(text: &str) -> (Kind, usize) {
    let mut characters = text.char_indices().peekable();
    let (mut upper, mut lower, mut end) = (0, 0, 0);
    let mut starts_upper = false;
    while let Some((at, character)) = characters.next() {
        let next_is_letter = || characters.clone().next().is_some_and(|(_, c)| c.is_alphabetic());
        let goes_on = character.is_alphabetic()
            || is_mark(character)
            || (matches!(character, '\'' | '’' | '‘' | '-' | '‑' | 'ʼ') && next_is_letter());
        if !goes_on {
            break;
        }
        starts_upper |= at == 0 && character.is_uppercase();
        upper += usize::from(character.is_uppercase());
        lower += usize::from(character.is_lowercase());
        end = at + character.len_utf8();
    }
    let scottish = text.starts_with("Mc") || text.starts_with("Mac");
    let kind = match (upper, lower) {
        (0, 0) => Kind::Caseless,
        (_, 0) => Kind::Caps,
        (_, 1 | 2) if scottish && upper > 3 => Kind::Caps,
        _ if starts_upper => Kind::Title,
        _ => Kind::Lower,
    };
    (kind, end)
}

fn is_mark(character: char) -> bool {
    matches!(u32::from(character),
        0x300..=0x36F | 0x610..=0x61A | 0x64B..=0x65F | 0x900..=0x903 | 0x93A..=0x94F)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kinds(text: &str) -> Vec<Kind> {
        let mut tokens = Tokens::new(text);
        (0..=text.len())
            .map(|index| tokens.at(index).kind)
            .take_while(|kind| *kind != Kind::End)
            .collect()
    }

    #[test]
    fn words_and_marks_are_told_apart() {
        use Kind::*;
        assert_eq!(
            kinds("WINSTON-SALEM, N.C. -- A"),
            [Caps, Comma, Caps, Period, Caps, Period, Hyphens, Caps]
        );
        assert_eq!(kinds("McALLEN St. O'Neill’s x"), [Caps, Title, Period, Title, Lower]);
        assert_eq!(
            kinds("MAR8 2O — _ ١٧ موسكو"),
            [Caps, Number, Number, Caps, LongDash, Hyphens, Number, Caseless]
        );
        assert_eq!(kinds("(a/b) *** &"), [Open, Lower, Slash, Lower, Close, Star, Ampersand]);
    }

    #[test]
    fn no_more_than_the_beginning_is_looked_at() {
        let text = "é".repeat(1000);
        assert_eq!(Tokens::new(&text).at(0).span, Span::new(0, 2 * LONGEST));
        assert_eq!(Tokens::new("").at(3).kind, Kind::End);
    }
}
