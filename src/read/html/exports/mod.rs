//! Exports of data bases as HTML: many articles in a file, one behind the
//! other, without a tree.
//!
//! One file for each service; what they share is here: where records begin,
//! and the blocks of a record with the marks of the elements around them.

mod blocks;
mod europresse;
mod factiva;
mod nexis;

pub(in crate::read) use europresse::FORMAT as EUROPRESSE;
pub(in crate::read) use factiva::FORMAT as FACTIVA;
pub(in crate::read) use nexis::FORMAT as NEXIS;

use std::borrow::Cow;
use std::ops::Range;

use encoding_rs::Encoding;
use memchr::memmem::Finder;

use self::blocks::Block;
use super::declared;
use crate::article::Paragraph;
use crate::error::{Skip, SkipReason};
use crate::read::input::{Input, Sample};
use crate::read::item::Item;
use crate::read::prose;
use crate::read::sink::Sink;
use crate::read::stated::{begin, state};
use crate::read::stream::{Boundary, Record, Records, Utf8};
use crate::read::xml::{Names, attributes};
use crate::read::{Decoded, charset, labelled};

/// Bytes of a start tag in which marks are looked for.
const LONGEST_TAG: usize = 512;

/// A record begins with each start tag that holds a mark and that the service
/// uses for nothing else.
struct Tagged {
    mark: Finder<'static>,
    /// Whether a tag, given without its brackets, begins a record.
    begins: fn(&str) -> bool,
}

impl Tagged {
    fn new(mark: &'static str, begins: fn(&str) -> bool) -> Self {
        Self { mark: Finder::new(mark), begins }
    }

    /// The tag around a mark: where it begins, and whether it begins a record;
    /// `None` if its end is still to come.
    fn around(&self, bytes: &[u8], mark: usize) -> Option<(usize, bool)> {
        let before = bytes.get(mark.saturating_sub(LONGEST_TAG)..mark).unwrap_or_default();
        let back = before.iter().rev().position(|byte| matches!(byte, b'<' | b'>'));
        let Some(start) = back.map(|back| mark - back - 1) else { return Some((mark, false)) };
        if bytes.get(start) != Some(&b'<') {
            return Some((start, false));
        }
        let rest = bytes.get(start + 1..).unwrap_or_default();
        let near = rest.get(..LONGEST_TAG).unwrap_or(rest);
        let Some(len) = near.iter().position(|byte| *byte == b'>') else {
            return (near.len() == LONGEST_TAG).then_some((start, false));
        };
        let tag = near.get(..len).and_then(|tag| std::str::from_utf8(tag).ok());
        Some((start, tag.is_some_and(self.begins)))
    }
}

impl Boundary for Tagged {
    fn find(&mut self, bytes: &[u8], from: usize) -> Result<usize, usize> {
        let mut at = from;
        while let Some(found) = self.mark.find(bytes.get(at..).unwrap_or_default()) {
            let mark = at + found;
            match self.around(bytes, mark) {
                None => return Err(from.max(mark.saturating_sub(LONGEST_TAG))),
                Some((start, true)) if start >= from => return Ok(start),
                Some(_) => at = mark + 1,
            }
        }
        // The tag of a mark that is still to come may have begun.
        Err(from.max(bytes.len().saturating_sub(LONGEST_TAG)))
    }
}

/// The words of the class of a start tag, given without its brackets.
fn classes(tag: &str) -> Vec<String> {
    let name = tag.find(char::is_whitespace).unwrap_or(tag.len());
    let attributes = attributes(tag.get(name..).unwrap_or_default());
    let class = attributes.iter().find(|(name, _)| name == "class");
    class.map_or(Vec::new(), |(_, value)| value.split_whitespace().map(str::to_owned).collect())
}

/// Whether the beginning of a page of HTML holds the start of a record.
fn shows(sample: &Sample<'_>, mut boundary: impl Boundary) -> bool {
    super::sniff(sample).is_some() && boundary.find(sample.text.as_bytes(), 0).is_ok()
}

/// What a service makes of a record: the id that it gives the record, and
/// what it states; `None` for what is no record, such as the cover.
type Made = Option<(Option<String>, Item)>;

/// Reads the records of an export.
fn read_records<B: Boundary>(
    input: Input<'_>,
    sink: &mut dyn Sink,
    reader: &'static str,
    boundary: B,
    make: fn(&str, Item) -> Made,
) {
    let Input { locator, content, encoding, .. } = input;
    let encoding = encoding.or_else(|| declared_by(content.head()));
    let text = match Utf8::of(content, encoding) {
        Ok(text) => text,
        Err(skip) => return tell(sink, skip),
    };
    let mut records = Records::new(text.reader, boundary);
    let mut names = Names::default();
    let mut is_empty = true;
    while let Some(record) = records.next() {
        let taken = match record.and_then(|record| decoded(record, text.whole.as_ref())) {
            Ok(decoded) => {
                let item = Item::new(begin(locator.clone(), reader, &decoded));
                let Some((id, mut item)) = make(&decoded.text, item) else { continue };
                let id = id.filter(|id| !id.trim().is_empty());
                item.article.locator = names.locate(&locator, id.as_deref());
                item.hand_over(sink)
            }
            Err(skip) => sink.skip(Some(names.next(None)), skip),
        };
        is_empty = false;
        if taken.is_break() {
            return;
        }
    }
    if is_empty {
        tell(sink, Skip::new(SkipReason::Empty, "there is no article in the export"));
    }
}

/// Hands over that nothing of the document can be read.
fn tell(sink: &mut dyn Sink, skip: Skip) {
    // Nothing follows, so there is nothing to stop.
    let _ = sink.skip(None, skip);
}

/// The encoding that a page declares, if it is not UTF-8 by its bytes.
fn declared_by(head: &[u8]) -> Option<&'static Encoding> {
    let is_utf8 = std::str::from_utf8(head).map_or_else(|cut| cut.error_len().is_none(), |_| true);
    let label = declared::label(head).filter(|_| !is_utf8)?;
    Encoding::for_label(label.as_bytes()).filter(|encoding| *encoding != encoding_rs::UTF_8)
}

/// The text of a record, with how it was decoded.
fn decoded(record: Record<'_>, whole: Option<&Decoded>) -> Result<Decoded, Skip> {
    let Some(whole) = whole else {
        return charset::decode_as(record.bytes.to_vec(), None, None);
    };
    let text = String::from_utf8_lossy(record.bytes).into_owned();
    let malformed = text.matches(char::REPLACEMENT_CHARACTER).count();
    Ok(Decoded {
        text,
        malformed,
        encoding: whole.encoding,
        guessed: whole.guessed,
        ..Decoded::default()
    })
}

/// The paragraphs of a part of a record.
fn paragraphs(text: &str, range: Range<usize>) -> Vec<Paragraph> {
    prose::of_html(text.get(range).unwrap_or_default())
}

/// From where the first of some blocks begins to where the last ends.
fn extent(blocks: &[Block]) -> Option<Range<usize>> {
    Some(blocks.first()?.range.start..blocks.last()?.range.end)
}

/// A text in which white space is single blanks, on one line.
fn on_one_line(text: &str) -> Cow<'_, str> {
    if text.contains('\n') { Cow::Owned(text.replace('\n', " ")) } else { Cow::Borrowed(text) }
}

/// Takes a field of the source that is not searched as text.
fn note_source(item: &mut Item, field: &str, path: &str, value: &str) {
    let source = &mut item.article.source;
    let slot = match field {
        "section" => &mut source.section,
        "page" => &mut source.page,
        _ => &mut source.edition,
    };
    let value = on_one_line(value.trim());
    if slot.is_none() && !value.is_empty() {
        *slot = Some(value.into_owned());
        state(&mut item.article, field, path);
    }
}

/// Takes a date, if the text is one.
fn date(item: &mut Item, text: &str, path: &str) -> bool {
    let Some(stamp) = labelled::date(text) else { return false };
    (item.article.date, item.article.time) = (Some(stamp.date), stamp.time);
    state(&mut item.article, "date", path);
    true
}

/// Takes the language that its name stands for.
fn language(item: &mut Item, name: &str, path: &str) {
    let code = labelled::language(name);
    item.language(code.as_deref(), path);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_begin_with_their_tags_wherever_chunks_end() {
        let begins = |tag: &str| classes(tag).iter().any(|class| class == "Mark");
        let page = b"<style>.Mark{}</style><p>a Mark<div id=x class='a Mark'>b<b class=Marked>\
                     c<i class=Mark>";
        for cut in 0..=page.len() {
            let mut boundary = Tagged::new("Mark", begins);
            let mut starts = Vec::new();
            let mut looked = 0;
            for end in [cut, page.len()] {
                loop {
                    match boundary.find(page.get(..end).unwrap(), looked) {
                        Ok(start) => {
                            starts.push(start);
                            looked = start + 1;
                        }
                        Err(again) => {
                            assert!(again >= looked && again <= end, "{cut}");
                            looked = again;
                            break;
                        }
                    }
                }
            }
            assert_eq!(starts, [31, 74], "{cut}");
        }
    }
}
