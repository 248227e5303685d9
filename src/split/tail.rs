//! What ends a paragraph of text and is no text: credits of those who
//! reported and edited, and what desks put behind them.

use std::sync::LazyLock;

use memchr::memchr;
use memchr::memmem::{self, Finder};

use super::agencies::{agency, stands_alone};
use super::end_mark::editor_label;
use super::notes::is_note_on_story;
use super::people::{begins_credit, people};
use super::pointer::is_contact;
use super::text::is_unspaced;
use super::trailer::{is_rate, recognise};

/// How many bytes at the end of a paragraph may be credits.
const LONGEST: usize = 900;
/// How many bytes a Chinese credit of an editor takes at most.
const LONGEST_UNSPACED: usize = 90;
/// How far a word of a credit stands behind the sentence in front of it, in bytes.
const ROLE: usize = 32;

/// Ends what was done for a story: reporting, editing, writing.
static ROLES: LazyLock<Finder<'static>> = LazyLock::new(|| Finder::new(b"ting "));

/// Where the last part begins that is no text, behind text or other such parts.
pub(super) fn last_part(text: &str) -> Option<usize> {
    let found = match text.as_bytes().last()? {
        b')' | b']' => enclosed(text),
        _ => None,
    };
    let found = found.or_else(|| credits(text)).or_else(|| editor(text)).or_else(|| mark(text));
    found.or_else(|| contacts(text)).filter(|at| *at > 0)
}

/// `… in May. Enditem`, `… in May. -- AFP`: an end mark or an agency behind the
/// last sentence.
fn mark(text: &str) -> Option<usize> {
    const MARKS: [&str; 12] = [
        "Enditem", "ENDITEM", "Endit", "ENDS", "Ends", "(END)", "(End)", "-0-", "-30-", "###",
        "(more)", "(MORE)",
    ];
    if text.ends_with(['.', '"', '”', ',', ':']) {
        return None;
    }
    let from = (text.len().saturating_sub(LONGEST_MARK)..text.len())
        .find(|from| text.is_char_boundary(*from))?;
    let tail = text.get(from..)?;
    let marked = MARKS.iter().find_map(|mark| tail.strip_suffix(mark)).map(str::len);
    let head = text.get(..from + marked.or_else(|| agency_behind(tail))?)?;
    let is_apart = head.ends_with(' ') && head.trim_end().ends_with('.');
    is_apart.then_some(head.len())
}

/// Where an agency begins that a dash, a slash or a bracket sets off.
fn agency_behind(tail: &str) -> Option<usize> {
    let bare = tail.trim_end_matches([']', '/']);
    let name = bare.rsplit([' ', '-', '–', '—', '/', '[']).next()?;
    let head = bare.strip_suffix(name)?;
    let start = head.trim_end_matches(['-', '–', '—', '/', '[', ' ']).len();
    let is_set_off = head.get(start..).is_some_and(|marks| !marks.trim().is_empty());
    let is_shouted = name.bytes().all(|byte| byte.is_ascii_uppercase());
    let is_no_word = (is_shouted && !BROADCASTERS.contains(&name)) || NAMES.contains(&name);
    let is_agency = is_no_word && agency(name).is_some_and(|known| stands_alone(known.name));
    (is_set_off && is_agency).then_some(start + 1)
}

/// Agencies with names that are no words.
const NAMES: [&str; 8] =
    ["Bernama", "Interfax", "Kyodo", "Reuters", "Ukrinform", "Xinhua", "Yonhap", "Belga"];
/// Houses that are named behind what they show as well.
const BROADCASTERS: [&str; 3] = ["BBC", "CNN", "NPR"];

/// The longest mark or agency behind a last sentence, in bytes.
const LONGEST_MARK: usize = 24;

/// `(Reporting by A; Editing by B)`, `((a.lee@example.com))`, `($1 = 0.9 euros)`
fn enclosed(text: &str) -> Option<usize> {
    let open = last_group(text)?;
    let tail = text.get(open..)?;
    let is_desks = || is_contact(tail, true) || is_note_on_story(tail) || is_newsroom(tail);
    (is_rate(tail) || people(tail).is_some() || is_desks()).then_some(open)
}

/// `(Bangalore Newsroom)`
pub(super) fn is_newsroom(text: &str) -> bool {
    let inner = text.strip_prefix('(').and_then(|inner| inner.strip_suffix(')'));
    let name = inner.and_then(|inner| {
        inner.strip_suffix(" Newsroom").or_else(|| inner.strip_suffix(" newsroom"))
    });
    name.is_some_and(|name| name.split(' ').all(|word| word.starts_with(char::is_uppercase)))
}

/// Credits that no parenthesis closes, or behind which something stands that
/// is no text either.
fn credits(text: &str) -> Option<usize> {
    let from = text.len().saturating_sub(LONGEST);
    let tail = text.as_bytes().get(from..)?;
    let hits = ROLES.find_iter(tail).map(|at| from + at);
    let is_by = |at: &usize| {
        text.get(at + 5..at + 8).is_some_and(|by| by.starts_with(['b', 'B']) && by.ends_with(' '))
    };
    hits.filter(is_by).find_map(|at| credits_at(text, at))
}

/// `To contact the reporter on this story: …`
fn contacts(text: &str) -> Option<usize> {
    let from = text.len().saturating_sub(LONGEST);
    let tail = text.as_bytes().get(from..).filter(|tail| memchr(b'@', tail).is_some())?;
    let at = from + memmem::find(tail, b"To contact the ")?;
    let is_parted = text.get(..at)?.trim_end().ends_with(['.', '"', '”', ')']);
    let is_story =
        |rest: &str| rest.contains("on this story:") || rest.contains("on this story at");
    (is_parted && text.get(at..).is_some_and(is_story)).then_some(at)
}

/// The credits with a role that ends at `at`.
fn credits_at(text: &str, at: usize) -> Option<usize> {
    let from = (at.saturating_sub(ROLE)..at).find(|from| text.is_char_boundary(*from))?;
    let before = text.get(from..at)?;
    let mark = from + before.rfind(['(', '.', '!', '?', '"', '”', ')'])?;
    let rest = text.get(mark..)?.trim_start_matches(['.', '!', '?', '"', '”', ')', '(', ' ']);
    let start = text.len() - rest.len();
    if start > at || !begins_credit(rest) {
        return None;
    }
    if !text.get(mark..)?.starts_with('(') {
        return people(rest).map(|_| start);
    }
    let Some(len) = group_len(text.get(mark..)?) else {
        return people(text.get(mark..)?).map(|_| mark);
    };
    let behind = text.get(mark + len..)?.trim_start();
    let is_furniture = !behind.is_empty() && recognise(behind, None).is_some();
    is_furniture.then_some(text.len() - behind.len())
}

/// The bytes of the parenthesis that a text opens with.
fn group_len(text: &str) -> Option<usize> {
    let mut depth = 0;
    let mut bytes = text.bytes().enumerate();
    let close = bytes.find(|(_, byte)| {
        depth += i32::from(*byte == b'(') - i32::from(*byte == b')');
        depth == 0
    });
    close.map(|(at, _)| at + 1)
}

/// Where the parenthesis opens that closes at the end of a text.
fn last_group(text: &str) -> Option<usize> {
    let mut depth = 0;
    for (back, byte) in text.bytes().rev().enumerate().take(LONGEST) {
        match byte {
            b')' | b']' => depth += 1,
            b'(' | b'[' => {
                depth -= 1;
                if depth == 0 {
                    return Some(text.len() - 1 - back);
                }
            }
            _ => {}
        }
    }
    None
}

/// `双方表示满意。(责任编辑：李芳)`
fn editor(text: &str) -> Option<usize> {
    let may_be = text.bytes().rev().take(8).any(|byte| byte >= 0x80);
    let from = text.len().saturating_sub(LONGEST_UNSPACED);
    let from = (from..text.len()).find(|at| text.is_char_boundary(*at)).filter(|_| may_be)?;
    let tail = text.get(from..)?;
    let (at, _) = editor_label(tail)?;
    let head = tail.get(..at)?.trim_end_matches([' ', '\u{3000}', '(', '（', '[', '【']);
    let is_parted = head.len() < at || head.ends_with(['。', '！', '？', '”', '」', '）', ')']);
    let name = tail.get(at..)?;
    let is_name = !name.contains(['。', '！', '？', '，']) && name.ends_with(is_name_end);
    let skipped = tail.get(head.len()..at)?;
    let start = from + head.len() + (skipped.len() - skipped.trim_start().len());
    (is_parted && is_name).then_some(start)
}

fn is_name_end(last: char) -> bool {
    is_unspaced(last) || matches!(last, ')' | ']')
}
