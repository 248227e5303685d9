//! Lines above a text that say where and when it was printed:
//! `Example Post | Nation | 18 May 2014`, `Updated 12:06 GMT, 17 February 2017`.

use std::sync::LazyLock;

use crate::article::Source;
use crate::span::Span;

use super::agencies::agency;
use super::credit::{Credit, LONGEST, LONGEST_NAME, is_name, page, page_at_end};
use super::date::{Scanned, scan};
use super::dateline::{is_place, month, weekday};
use super::hash::{Names, in_lower_case};
use super::sources::publication;

/// Words beside a date that say nothing more.
const BESIDE: &[&str] = &[
    "updated",
    "posted",
    "published",
    "last",
    "modified",
    "on",
    "at",
    "date",
    "time",
    "issued",
    "printed",
    "first",
    "le",
    "am",
    "den",
    "il",
    "el",
    "de",
    "vom",
    "stand",
    "publié",
    "mis",
    "à",
    "jour",
    "publicado",
    "em",
    "veröffentlicht",
    "aktualisiert",
    "pubblicato",
    "aggiornato",
    "г",
    "года",
    "actualizado",
    "опубликовано",
    "обновлено",
    "дата",
    "发布时间",
    "更新时间",
    "发表于",
    "web",
    "posted:",
    "et",
    "ct",
    "pt",
    "a.m",
    "p.m",
    "am",
    "pm",
    "uhr",
    "h",
    "updated:",
    "edt",
    "est",
    "gmt",
    "hkt",
    "cet",
    "cest",
    "bst",
    "pst",
    "pdt",
    "cst",
    "cdt",
    "mst",
    "ist",
    "msk",
    "мск",
    "jst",
    "kst",
    "utc",
    "hrs",
    "of",
    "ago",
    "years",
    "year",
    "months",
    "month",
    "days",
    "day",
];
static BESIDE_TABLE: LazyLock<Names<()>> =
    LazyLock::new(|| BESIDE.iter().map(|word| (*word, ())).collect());

/// Reads a line that stands between headline and text: a date, a source, or both.
pub(super) fn heading(line: &str, century: Option<i16>) -> Option<Credit> {
    if line.starts_with("www.") {
        return page_stamp(line, century);
    }
    let is_time = || ["a.m.", "p.m.", "A.M.", "P.M.", " г."].iter().any(|end| line.ends_with(end));
    if line.len() > LONGEST || line.ends_with('.') && !line.contains('|') && !is_time() {
        return None;
    }
    let has_digit = line.bytes().any(|byte| byte.is_ascii_digit() || byte >= 0x80);
    if !has_digit && line.len() > LONGEST_NAME {
        return None;
    }
    if let Some(known) = publication(line).filter(|_| line.starts_with(|c: char| !c.is_lowercase()))
    {
        let source = Source { publication: Some(line.trim().to_owned()), ..Source::default() };
        return (known.name.len() > 4 || line.len() > 4).then_some(Credit { source, date: None });
    }
    if let Some(name) = line.strip_prefix("Source: ").filter(|name| is_name(name)) {
        let mut credit = Credit::default();
        label(&mut credit, name)?;
        return Some(credit);
    }
    let date = scan(line, century)?;
    if is_stamp(line) {
        return Some(Credit { date: Some(date), ..Credit::default() });
    }
    let mut credit = Credit::default();
    let is_apart = line.get(..date.span.start)?.trim_end().chars().next_back().is_none_or(|c| {
        matches!(c, ',' | '|' | '(' | '•' | '·' | ':' | '：' | '（' | '—' | '–') || c.is_lowercase()
    }) || line.get(..date.span.start)?.contains(") - ");
    let is_day = !matches!(date.reading, super::date::Reading::Sure(date, _) if date.day.is_none());
    if !is_apart || (!is_day && date.span.len() < line.len()) {
        return None;
    }
    let before = line.get(..date.span.start)?;
    // `Post, The (Springfield)`
    let paper = before.split_once(" (").filter(|_| before.contains(") - "));
    let before = paper.map_or(before, |(name, _)| name.trim_end_matches(", The"));
    let before = ["Source:", "来源：", "来源:"]
        .iter()
        .find_map(|label| before.strip_prefix(label))
        .unwrap_or(before);
    let after = line.get(date.span.end..)?;
    let mut names = 0;
    let parts = |text: &'_ str| -> Vec<String> {
        text.split(['|', '•', '·', '\t'])
            .flat_map(|part| part.split("  "))
            .map(str::to_owned)
            .collect()
    };
    for part in parts(before).into_iter().chain(parts(after)) {
        for piece in part.split([',', ';', '(', ')', '（', '）']) {
            names += usize::from(label(
                &mut credit,
                piece.trim_matches([' ', ':', '-', '–', '—', '\t', '.', '/']),
            )?);
        }
    }
    credit.date = Some(date);
    (names <= 5).then_some(credit)
}

/// `www.wire.example  2006-03-03 21:14:08`
fn page_stamp(line: &str, century: Option<i16>) -> Option<Credit> {
    let (host, time) = line.split_once(' ')?;
    let time = time.trim_start();
    let date = scan(time, century).filter(|_| is_stamp(time))?;
    let shift = line.len() - time.len();
    let span = Span::new(date.span.start + shift, date.span.end + shift);
    let publication = publication(host).map(|_| host.to_owned());
    let source = Source { publication, ..Source::default() };
    Some(Credit { source, date: Some(Scanned { span, ..date }) })
}

/// Whether a line holds dates, times, weekdays and the words beside them, and
/// nothing else but a place in front.
pub(super) fn is_stamp(line: &str) -> bool {
    // The last word tells prose at once.
    line.split_whitespace().next_back().is_some_and(is_word_of_time)
        && line.split_whitespace().skip(place_words(line)).all(is_word_of_time)
}

/// Whether a word is a date, a part of one, or one of those beside it.
fn is_word_of_time(word: &str) -> bool {
    let marks = [':', '.', ',', '(', ')', '[', ']', '|', '-', '–', '—', '/', '•'];
    let is_lower_number = |word: &str| {
        let digits = ["st", "nd", "rd", "th", "am", "pm"]
            .iter()
            .find_map(|end| word.strip_suffix(end))
            .unwrap_or(word);
        digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.' | b':' | b'h'))
    };
    let word = word.trim_matches(marks);
    let may_be_number = word.len() <= 2 || word.starts_with(|c: char| c.is_ascii_digit());
    may_be_number && in_lower_case(word, is_lower_number)
        || BESIDE_TABLE.get(word).is_some()
        || weekday(word).is_some()
        || month(word).is_some()
}

/// The place in front of the date of a line that [`is_stamp`].
pub(super) fn place_of_stamp(line: &str) -> Option<&str> {
    if !is_stamp(line) {
        return None;
    }
    let end = line.match_indices(' ').map(|(at, _)| at).nth(place_words(line).checked_sub(1)?);
    line.get(..end?).map(str::trim_end)
}

/// How many words a place takes that a line begins with.
fn place_words(line: &str) -> usize {
    if line.split_whitespace().next().is_some_and(is_word_of_time) {
        return 0;
    }
    let blanks = line.match_indices(' ').map(|(at, _)| at).take(MOST_PLACE_WORDS);
    let ends = (1..).zip(blanks).filter_map(|(count, end)| Some((count, line.get(..end)?)));
    let named = ends.filter(|(_, name)| !name.ends_with(',') && is_place(name));
    named.last().map_or(0, |(count, _)| count)
}

/// How many words a place in front of a date has at most.
const MOST_PLACE_WORDS: usize = 3;

/// Puts a word group of a heading where it belongs; `Some(true)` if it is a
/// name, `None` if the line is no heading.
fn label(credit: &mut Credit, piece: &str) -> Option<bool> {
    const LABELS: &[&str] = &["来源：", "来源:", "Source:", "Quelle:", "Fuente:"];
    let piece = LABELS.iter().find_map(|label| piece.strip_prefix(label)).unwrap_or(piece).trim();
    let is_beside = |word: &str| {
        let word = word.trim_matches([':', '.', ',']);
        BESIDE_TABLE.get(word).is_some() || weekday(word).is_some() || is_clock(word)
    };
    if piece.split_whitespace().all(is_beside) {
        return Some(false);
    }
    if let Some(number) = page(piece) {
        credit.source.page = Some(number.to_owned());
        return Some(false);
    }
    if let Some(known) = agency(piece).filter(|_| credit.source.publication.is_none()) {
        credit.source.agencies.push(known.name.to_owned());
        return Some(true);
    }
    let piece = piece.strip_prefix("Editor: ").map_or(piece, |_| "");
    if credit.source.publication.is_none() && is_place(piece) && publication(piece).is_none() {
        return Some(true);
    }
    let piece = match page_at_end(piece).filter(|(start, _)| *start > 0) {
        Some((start, number)) => {
            credit.source.page = Some(number.to_owned());
            piece.get(..start)?.trim_end_matches([' ', ','])
        }
        None => piece,
    };
    if piece.is_empty() {
        return Some(false);
    }
    if !is_name(piece) && publication(piece).is_none() {
        return None;
    }
    let slot = if piece.to_lowercase().ends_with("edition") {
        &mut credit.source.edition
    } else if credit.source.publication.is_none() {
        &mut credit.source.publication
    } else {
        &mut credit.source.section
    };
    if slot.is_none() {
        *slot = Some(piece.to_owned());
    }
    Some(true)
}

fn is_clock(word: &str) -> bool {
    word.len() <= 5 && word.contains(':') && word.bytes().all(|b| b.is_ascii_digit() || b == b':')
}
