//! Makes other people's text harmless where it is printed: no character of
//! an archive steers a terminal, hides in a record or starts a formula.
//!
//! Text stays as it is in the index; each way out calls the function for its
//! own reader. HTML is escaped by the writer of HTML.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::ser::Formatter;

/// Whether text is written as it is.
static RAW_TEXTS: AtomicBool = AtomicBool::new(false);

/// Whether cells may begin as formulas do.
static RAW_CELLS: AtomicBool = AtomicBool::new(false);

/// From now on texts, or the cells of tables, are written as they are: for a
/// program whose user has said that nobody else reads what it writes.
pub fn write_raw(texts: bool, cells: bool) {
    RAW_TEXTS.store(texts, Ordering::Relaxed);
    RAW_CELLS.store(cells, Ordering::Relaxed);
}

fn is_raw() -> bool {
    RAW_TEXTS.load(Ordering::Relaxed)
}

/// What stands in front of a cell.
fn guard(cell: &str) -> &'static str {
    let is_guarded = !RAW_CELLS.load(Ordering::Relaxed) && cell.starts_with(starts_formula);
    if is_guarded { "'" } else { "" }
}

/// The text for whoever reads standard output: [`visible`], unless
/// [`write_raw`] was called.
#[must_use]
pub fn terminal(text: &str) -> Cow<'_, str> {
    if is_raw() { Cow::Borrowed(text) } else { visible(text) }
}

/// The text for a terminal: control characters other than tab and line feed,
/// marks that reorder text, line and paragraph separators and characters
/// without width become visible escapes such as `\x1b` and `\u{202e}`.
///
/// Joiners stay where spelling needs them (Arabic, Indic, Mongolian, between
/// emoji), zero-width spaces where they part words (Thai, Lao, Burmese, Khmer).
/// A backslash of the text stays one, so that the result cannot be reversed.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~' | b'\t' | b'\n')) {
        return Cow::Borrowed(text);
    }
    let mut safe = Safe { text, written: 0, out: None };
    let mut before = None;
    let mut characters = text.char_indices().peekable();
    while let Some((at, character)) = characters.next() {
        let after = characters.peek().map(|(_, next)| *next);
        if steers(character) || is_hidden(character) && !is_spelling(before, character, after) {
            safe.escape(at, character);
        }
        before = Some(character);
    }
    safe.finish()
}

/// A text of which some characters are replaced, copied only if there are any.
struct Safe<'a> {
    text: &'a str,
    written: usize,
    out: Option<String>,
}

impl<'a> Safe<'a> {
    fn escape(&mut self, at: usize, character: char) {
        let out = self.out.get_or_insert_with(|| String::with_capacity(self.text.len() + 16));
        out.push_str(self.text.get(self.written..at).unwrap_or_default());
        let code = u32::from(character);
        // Writing to a String cannot fail.
        let _ = match code {
            0..0x80 => write!(out, "\\x{code:02x}"),
            _ => write!(out, "\\u{{{code:x}}}"),
        };
        self.written = at + character.len_utf8();
    }

    fn finish(self) -> Cow<'a, str> {
        let Some(mut out) = self.out else {
            return Cow::Borrowed(self.text);
        };
        out.push_str(self.text.get(self.written..).unwrap_or_default());
        Cow::Owned(out)
    }
}

/// Whether a character moves the cursor, starts a control sequence, or
/// changes order or lines.
fn steers(character: char) -> bool {
    let control = character.is_control() && !matches!(character, '\t' | '\n');
    control || is_bidi_mark(character) || matches!(character, '\u{2028}' | '\u{2029}')
}

fn is_bidi_mark(character: char) -> bool {
    let listed = '\u{202a}'..='\u{202e}';
    let isolates = '\u{2066}'..='\u{2069}';
    listed.contains(&character)
        || isolates.contains(&character)
        || matches!(character, '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// Whether a character takes no room by itself.
fn is_hidden(character: char) -> bool {
    matches!(
        character,
        '\u{200b}'..='\u{200d}'
            | '\u{2060}'..='\u{2064}'
            | '\u{180e}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
    )
}

/// Whether a hidden character belongs to the spelling of what it stands in.
fn is_spelling(before: Option<char>, hidden: char, after: Option<char>) -> bool {
    let Some(before) = before else { return false };
    match hidden {
        // At the end of a word too: Malayalam ends words so.
        '\u{200c}' | '\u{200d}' if is_joining(before) => true,
        '\u{200d}' => is_pictograph(before) && after.is_some_and(is_pictograph),
        '\u{200b}' => is_unspaced(before) && after.is_some_and(is_unspaced),
        _ => false,
    }
}

/// Scripts in which joiners decide the shape of letters.
fn is_joining(character: char) -> bool {
    matches!(
        character,
        '\u{620}'..='\u{7bf}'
            | '\u{840}'..='\u{dff}'
            | '\u{f00}'..='\u{fff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{1820}'..='\u{18af}'
            | '\u{a8e0}'..='\u{a8ff}'
            | '\u{fb50}'..='\u{fdff}'
            | '\u{fe70}'..='\u{fefc}'
    )
}

/// Thai, Lao, Burmese and Khmer: words are not parted by blanks.
fn is_unspaced(character: char) -> bool {
    matches!(character, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

/// Emoji, and the selector and skin tones that may follow one.
fn is_pictograph(character: char) -> bool {
    matches!(character, '\u{2190}'..='\u{2bff}' | '\u{fe0f}' | '\u{1f000}'..='\u{1faff}')
}

/// Writes compact JSON that shows no control or reordering character raw.
///
/// Beyond what JSON demands, delete, the C1 controls, the marks that reorder
/// text, line and paragraph separators and characters without width become
/// `\uXXXX`. Nothing is lost: readers get the same strings. No line of the
/// output ends where a program that takes U+0085 or U+2028 for a line end
/// would split it.
///
/// ```
/// use morgue::output::sanitize::SafeFormatter;
/// use serde::Serialize;
///
/// let mut out = Vec::new();
/// let mut json = serde_json::Serializer::with_formatter(&mut out, SafeFormatter);
/// "gpj.\u{202e}exe".serialize(&mut json).unwrap();
/// assert_eq!(out, br#""gpj.\u202eexe""#);
/// ```
#[derive(Debug, Clone, Copy, Default)]
pub struct SafeFormatter;

impl Formatter for SafeFormatter {
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + io::Write,
    {
        if is_raw() {
            return writer.write_all(fragment.as_bytes());
        }
        for piece in fragment.split_inclusive(is_escaped_in_json) {
            match piece.char_indices().next_back() {
                Some((at, last)) if is_escaped_in_json(last) => {
                    writer.write_all(piece.get(..at).unwrap_or_default().as_bytes())?;
                    write!(writer, "\\u{:04x}", u32::from(last))?;
                }
                _ => writer.write_all(piece.as_bytes())?,
            }
        }
        Ok(())
    }
}

/// All of these are in the basic plane, so that one `\uXXXX` is enough.
fn is_escaped_in_json(character: char) -> bool {
    character >= '\u{7f}' && (steers(character) || is_hidden(character))
}

/// A text as a cell of a CSV file: quoted as RFC 4180 wants, and with a `'`
/// in front of what a spreadsheet would take for a formula or skip before
/// looking for one.
///
/// For text; numbers are written as they are, since `-1` would get a `'`.
#[must_use]
pub fn csv_cell(text: &str) -> Cow<'_, str> {
    let guard = guard(text);
    if text.contains([',', '"', '\r', '\n']) {
        return Cow::Owned(format!("\"{guard}{}\"", text.replace('"', "\"\"")));
    }
    match guard {
        "" => Cow::Borrowed(text),
        _ => Cow::Owned(format!("{guard}{text}")),
    }
}

/// A text as a cell of a tab-separated file: tabs and line ends become
/// blanks, and a `'` stands in front of what would be a formula.
#[must_use]
pub fn tsv_cell(text: &str) -> Cow<'_, str> {
    let guard = guard(text);
    if guard.is_empty() && !text.contains(['\t', '\r', '\n']) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(format!("{guard}{}", text.replace(['\t', '\r', '\n'], " ")))
}

/// The signs that start a formula, their full-width forms, and the white
/// space that hides them.
fn starts_formula(character: char) -> bool {
    matches!(character, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\t' | '\r' | '\n')
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Serialize;

    fn json(text: &str) -> String {
        let mut out = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut out, SafeFormatter);
        text.serialize(&mut serializer).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn check(text: &str, in_terminal: &str, in_json: &str, in_csv: &str) {
        assert_eq!(terminal(text), in_terminal, "terminal {text:?}");
        assert_eq!(json(text), format!("\"{in_json}\""), "json {text:?}");
        assert_eq!(csv_cell(text), in_csv, "csv {text:?}");
        assert_eq!(serde_json::from_str::<String>(&json(text)).unwrap(), text);
    }

    #[test]
    fn control_characters() {
        check("", "", "", "");
        check("plain\ttext", "plain\ttext", "plain\\ttext", "plain\ttext");
        check("two\nlines", "two\nlines", "two\\nlines", "\"two\nlines\"");
        check("a\rb", "a\\x0db", "a\\rb", "\"a\rb\"");
        check("\x1b[31mred", "\\x1b[31mred", "\\u001b[31mred", "\x1b[31mred");
        check("\x1b]0;t\x07", "\\x1b]0;t\\x07", "\\u001b]0;t\\u0007", "\x1b]0;t\x07");
        check("nul\0", "nul\\x00", "nul\\u0000", "nul\0");
        check("back\x08\x08", "back\\x08\\x08", "back\\b\\b", "back\x08\x08");
        check("del\x7f!", "del\\x7f!", "del\\u007f!", "del\x7f!");
        check("\u{9b}31m", "\\u{9b}31m", "\\u009b31m", "\u{9b}31m");
        check("a\u{85}b\u{80}", "a\\u{85}b\\u{80}", "a\\u0085b\\u0080", "a\u{85}b\u{80}");
        check("\\x1b", "\\x1b", "\\\\x1b", "\\x1b");
    }

    #[test]
    fn marks_that_reorder_text_and_separators() {
        check("a\u{202e}b", "a\\u{202e}b", "a\\u202eb", "a\u{202e}b");
        check("\u{202a}\u{202c}", "\\u{202a}\\u{202c}", "\\u202a\\u202c", "\u{202a}\u{202c}");
        check("\u{2066}x\u{2069}", "\\u{2066}x\\u{2069}", "\\u2066x\\u2069", "\u{2066}x\u{2069}");
        check("\u{200e}\u{200f}", "\\u{200e}\\u{200f}", "\\u200e\\u200f", "\u{200e}\u{200f}");
        check("\u{61c}ب", "\\u{61c}ب", "\\u061cب", "\u{61c}ب");
        check("a\u{2028}\u{2029}", "a\\u{2028}\\u{2029}", "a\\u2028\\u2029", "a\u{2028}\u{2029}");
    }

    #[test]
    fn characters_without_width() {
        check("pass\u{200b}word", "pass\\u{200b}word", "pass\\u200bword", "pass\u{200b}word");
        check(
            "a\u{200d}b\u{200c}",
            "a\\u{200d}b\\u{200c}",
            "a\\u200db\\u200c",
            "a\u{200d}b\u{200c}",
        );
        check("\u{200d}x\u{2060}", "\\u{200d}x\\u{2060}", "\\u200dx\\u2060", "\u{200d}x\u{2060}");
        check("\u{feff}x", "\\u{feff}x", "\\ufeffx", "\u{feff}x");
        check("می\u{200c}رود", "می\u{200c}رود", "می\\u200cرود", "می\u{200c}رود");
        check("ر\u{200c}\u{200c}", "ر\u{200c}\\u{200c}", "ر\\u200c\\u200c", "ر\u{200c}\u{200c}");
        check("അവന്\u{200d} ", "അവന്\u{200d} ", "അവന്\\u200d ", "അവന്\u{200d} ");
        check("ខ្មែរ\u{200b}យើង", "ខ្មែរ\u{200b}យើង", "ខ្មែរ\\u200bយើង", "ខ្មែរ\u{200b}យើង");
        check("👩\u{200d}🚒", "👩\u{200d}🚒", "👩\\u200d🚒", "👩\u{200d}🚒");
        check("👩\u{200d}", "👩\\u{200d}", "👩\\u200d", "👩\u{200d}");
    }

    #[test]
    fn cells_that_would_be_formulas() {
        check("=1+2", "=1+2", "=1+2", "'=1+2");
        check("+43 1 2", "+43 1 2", "+43 1 2", "'+43 1 2");
        check("-x", "-x", "-x", "'-x");
        check("@SUM(A1)", "@SUM(A1)", "@SUM(A1)", "'@SUM(A1)");
        check("\t=1", "\t=1", "\\t=1", "'\t=1");
        check("\r=1", "\\x0d=1", "\\r=1", "\"'\r=1\"");
        check("＝1", "＝1", "＝1", "'＝1");
        check("=A(\"x\",1)", "=A(\"x\",1)", "=A(\\\"x\\\",1)", "\"'=A(\"\"x\"\",1)\"");
        check("a, \"b\"", "a, \"b\"", "a, \\\"b\\\"", "\"a, \"\"b\"\"\"");
        check("1-2=3", "1-2=3", "1-2=3", "1-2=3");
    }

    #[test]
    fn cells_between_tabs() {
        for (text, cell) in [
            ("plain, \"quoted\"", "plain, \"quoted\""),
            ("a\tb\r\nc", "a b  c"),
            ("=1\t2", "'=1 2"),
            ("\t=1", "' =1"),
            ("@SUM(A1)", "'@SUM(A1)"),
        ] {
            assert_eq!(tsv_cell(text), cell);
        }
    }

    #[test]
    fn harmless_text_is_not_copied() {
        for text in ["Grain prices rose.", "Zürich — «Überfall»", "東京の新聞", "می\u{200c}رود"]
        {
            assert!(matches!(terminal(text), Cow::Borrowed(_)), "{text}");
            assert!(matches!(csv_cell(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn a_record_keeps_its_values() {
        let record = serde_json::json!({"k\u{9b}": ["\u{202e}\u{feff}", "\"\\\u{7f}é"], "n": -1.5});
        let mut out = Vec::new();
        let mut serializer = serde_json::Serializer::with_formatter(&mut out, SafeFormatter);
        record.serialize(&mut serializer).unwrap();
        assert_eq!(serde_json::from_slice::<serde_json::Value>(&out).unwrap(), record);
        assert!(!String::from_utf8(out).unwrap().contains(is_escaped_in_json));
    }
}
