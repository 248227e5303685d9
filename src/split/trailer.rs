//! What stands under an article: peeled from the last paragraph upward.
//!
//! Stops at the first paragraph that is text. What is peeled is furniture,
//! except names, which become bylines, and notes, which stay in the body.

use memchr::memchr2;

use crate::article::{Article, Byline, Paragraph, Role, Source};
use crate::span::{Span, Text};

use super::agencies::agency;
use super::byline::{self, signature};
use super::contribution::is_contribution;
use super::credit::{Credit, agencies, closing, is_small_word};
use super::date::{Scanned, scan};
use super::end_mark::{is_chinese_editor, is_desk_initials, is_end_mark};
use super::layout::ends_sentence;
use super::masthead::heading;
use super::notes::{is_correction, is_note_on_story};
use super::page_lines::page_line;
use super::people::people;
use super::pointer::{is_contact, is_pointer};
use super::rights::{is_copyright, states_right};
use super::starts::Starts;
use super::tail::{is_newsroom, last_part};
use super::text::{is_unspaced, slice};
use super::unsigned;
use super::wire_credit::wire_credit;
use super::wire_stamp::stamp;

/// How many paragraphs are peeled at most.
const MOST: usize = 8;
/// The longest paragraph that can be furniture, in bytes.
const LONGEST: usize = 1200;

/// What a closing paragraph is.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Closing {
    /// Publication, date, page, agencies.
    Credit(Credit),
    /// `###`, `ENDS`, `MORE`, desk initials, a rule, a link to more.
    Mark,
    /// Reporting and editing credits.
    Names(Vec<Byline>),
    /// A copyright line.
    Copyright,
    /// The wire's time stamp.
    Stamp(Option<Scanned>),
    /// A rate of exchange or similar; stays in the body.
    Note,
    /// A correction; stays in the body.
    Correction,
}

/// Recognises a closing paragraph by its text.
pub(super) fn recognise(text: &str, century: Option<i16>) -> Option<Closing> {
    if text.len() > LONGEST {
        return None;
    }
    let first = text.chars().next()?;
    let closing_credit = || closing(text, century).map(Closing::Credit);
    match first {
        '(' | '（' | '[' | '【' => enclosed(text).or_else(closing_credit),
        '_' | '#' | '-' | '*' | '=' | '+' | '◇' | '■' | '□' | '—' | '.' => {
            stamp(text, century)
                .or_else(|| is_end_mark(text).then_some(Closing::Mark))
                .or_else(|| people(text).map(Closing::Names))
                .or_else(closing_credit)
        }
        '©' => states_right(text).then_some(Closing::Copyright),
        '@' => is_pointer(text).then_some(Closing::Mark),
        _ => words(text, century).or_else(closing_credit),
    }
}

/// Recognises what stands in parentheses, credits with a date apart.
fn enclosed(text: &str) -> Option<Closing> {
    if is_copyright(text) {
        return Some(Closing::Copyright);
    }
    if let Some(rest) = text.strip_prefix("(END) ") {
        return agencies(rest).map(Closing::Credit);
    }
    people(text)
        .map(Closing::Names)
        .or_else(|| is_end_mark(text).then_some(Closing::Mark))
        .or_else(|| (is_rate(text) || is_note_on_story(text)).then_some(Closing::Note))
        .or_else(|| reporter(text))
        .or_else(|| wire_credit(text).map(Closing::Credit))
        .or_else(|| is_furniture(text).then_some(Closing::Mark))
}

fn is_furniture(text: &str) -> bool {
    is_pointer(text) || is_chinese_editor(text) || is_contact(text, false) || is_newsroom(text)
}

/// What closing paragraphs begin with, ascending.
const BEGINNINGS: [&[u8; 3]; 77] = [
    b"A v", b"ADD", b"Add", b"All", b"An ", b"Ave", b"Ber", b"CLA", b"CON", b"COP", b"COR", b"Cla",
    b"Cli", b"Com", b"Con", b"Cop", b"Cor", b"Dis", b"E-m", b"EDI", b"Edi", b"Ema", b"Err", b"FOR",
    b"Fe ", b"Fir", b"Fol", b"Fon", b"For", b"Fue", b"Fur", b"Gra", b"INP", b"Inp", b"KEY", b"Key",
    b"Las", b"Lik", b"Log", b"Mit", b"Onl", b"Our", b"PLE", b"Pho", b"Ple", b"Pol", b"Pos", b"Pro",
    b"Pub", b"Que", b"REA", b"REL", b"REP", b"Rea", b"Rec", b"Rel", b"Rep", b"Res", b"SEE", b"SOU",
    b"See", b"Sha", b"Sig", b"Sou", b"Sto", b"Sub", b"TUR", b"Thi", b"To ", b"Tra", b"Tur", b"Twi",
    b"Upd", b"WIT", b"WRI", b"Wit", b"Wri",
];

/// Whether a text begins with one of the words that closing paragraphs begin
/// with, or with a letter beyond ASCII.
fn begins_like_one(text: &str) -> bool {
    let Some(head) = text.as_bytes().first_chunk::<3>() else { return true };
    !text.starts_with(|c: char| c.is_ascii()) || BEGINNINGS.binary_search(&head).is_ok()
}

/// A quick look at a text: false for nearly all prose, true for whatever may
/// close an article.
pub(super) fn may_close(text: &str) -> bool {
    let Some(first) = text.as_bytes().first() else { return false };
    match first {
        b'a'..=b'z' => text.len() < 24,
        _ if !first.is_ascii_alphanumeric() => true,
        _ => (text.len() <= 60 && !text.ends_with(['.', ',', ';'])) || begins_like_one(text),
    }
}

/// How many words in lower case that are no particles make prose of a line.
const SMALL_WORDS: usize = 3;

/// Whether a short line of ASCII holds words as no name, address or mark does.
pub(super) fn holds_prose(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_small =
        |word: &&[u8]| word.first().is_some_and(u8::is_ascii_lowercase) && !is_small_word(word);
    let mut small = bytes.split(|byte| *byte == b' ').skip(1).filter(is_small);
    text.len() <= 60
        && text.is_ascii()
        && memchr2(b'@', b'/', bytes).is_none()
        && small.nth(SMALL_WORDS - 1).is_some()
        && !begins_like_one(text)
}

fn words(text: &str, century: Option<i16>) -> Option<Closing> {
    let is_short = text.len() <= 60;
    if !is_short && !begins_like_one(text) {
        return None;
    }
    if is_copyright(text) {
        return Some(Closing::Copyright);
    }
    if let Some(credit) = wire_credit(text) {
        return Some(Closing::Credit(credit));
    }
    if is_pointer(text) || is_chinese_editor(text) {
        return Some(Closing::Mark);
    }
    if is_correction(text) {
        return Some(Closing::Correction);
    }
    if let Some(people) = people(text) {
        return Some(Closing::Names(people));
    }
    if is_short && (is_end_mark(text) || is_desk_initials(text)) {
        return Some(Closing::Mark);
    }
    if let Some(people) = bylined(text).filter(|_| is_short) {
        return Some(Closing::Names(people));
    }
    if let Some(source) = page_line(text).filter(|_| is_short) {
        return Some(Closing::Credit(Credit { source, date: None }));
    }
    if let Some(credit) = published(text, century) {
        return Some(Closing::Credit(credit));
    }
    stamp(text, century).or_else(|| date_only(text, century))
}

/// `By Ann Lee`, as the last line.
fn bylined(text: &str) -> Option<Vec<Byline>> {
    const NO_NAMES: [&str; 4] = ["of", "the", "only", "for"];
    let is_byline = ["By ", "BY "].iter().any(|by| text.starts_with(by));
    let persons = is_byline.then(|| byline::parse(text))??.persons;
    let is_name = |person: &Byline| {
        let words = || person.name.split(' ');
        words().count() > 1
            && !words().any(|word| NO_NAMES.iter().any(|it| it.eq_ignore_ascii_case(word)))
    };
    (!persons.is_empty() && persons.iter().all(is_name)).then_some(persons)
}

/// `($1 = 54.26 rupees)`
pub(super) fn is_rate(text: &str) -> bool {
    text.len() < 160
        && text.starts_with('(')
        && text.ends_with(')')
        && text.contains(" = ")
        && text.chars().any(|c| c.is_ascii_digit())
}

/// `Published in Dawn, February 17th, 2017`, `First published: 17 February 2017`
fn published(text: &str, century: Option<i16>) -> Option<Credit> {
    static STARTS: Starts = Starts::new(&[
        "Published",
        "First published",
        "First Published",
        "Last updated",
        "Last Updated",
        "Posted",
        "Updated",
        "Story first published: ",
    ]);
    if let Some(credit) = first_published(text, century) {
        return Some(credit);
    }
    let behind = STARTS.behind(text)?;
    let rest = match text.split_once("ublished in ") {
        Some((_, rest)) => rest.trim_end_matches('.'),
        None if text.starts_with("Story") => behind,
        None => text,
    };
    let mut credit = heading(rest, century)?;
    let shift = text.find(rest)?;
    let date = credit.date.as_mut()?;
    date.span = Span::new(date.span.start + shift, date.span.end + shift);
    Some(credit)
}

/// `This report by The Canadian Press was first published Feb. 17, 2017.`
fn first_published(text: &str, century: Option<i16>) -> Option<Credit> {
    let (name, day) = text.strip_prefix("This report by ")?.split_once(" was first published ")?;
    let known = agency(name)?;
    let mut date = scan(day, century).filter(Scanned::is_day)?;
    let shift = text.len() - day.len();
    date.span = Span::new(date.span.start + shift, date.span.end + shift);
    let agencies = vec![known.name.to_owned()];
    let source = Source { agencies, ..Source::default() };
    (day.len() < LONGEST_DATE).then_some(Credit { source, date: Some(date) })
}

/// The longest date in words, in bytes.
const LONGEST_DATE: usize = 24;

/// A line that is a date and nothing else.
fn date_only(text: &str, century: Option<i16>) -> Option<Closing> {
    if text.len() > 40 {
        return None;
    }
    let scanned = scan(text, century)?;
    let is_all = scanned.span.start == 0 && scanned.span.end + 1 >= text.len();
    is_all.then(|| Closing::Credit(Credit { date: Some(scanned), ..Credit::default() }))
}

/// `（北川誠）`: a signature in a script without blanks.
fn reporter(text: &str) -> Option<Closing> {
    let inner = text.strip_prefix(['（', '('])?.strip_suffix(['）', ')'])?;
    let count = inner.chars().count();
    let is_letter = |character: char| is_unspaced(character) && character.is_alphabetic();
    let is_name =
        (2..=6).contains(&count) && inner.chars().all(is_letter) && agency(inner).is_none();
    let is_mark = matches!(inner, "完" | "了" | "终" | "終わり" | "おわり");
    let person = Byline { name: inner.to_owned(), ..Byline::default() };
    (is_name && !is_mark).then(|| Closing::Names(vec![person]))
}

/// What was peeled: dates and credits for later, the rest is in the article.
#[derive(Debug, Default)]
pub(super) struct Peeled {
    /// Credits with the text they came from, the last line first.
    pub credits: Vec<(Credit, Text)>,
    /// The wire's time stamp.
    pub stamps: Vec<(Scanned, Text)>,
    /// Reporters and editors.
    pub people: Vec<Byline>,
}

/// Takes the trailer off the paragraphs of `article`, but for the first `kept`.
pub(super) fn peel(article: &mut Article, century: Option<i16>, kept: usize) -> Peeled {
    cut_notebook(article);
    let mut peeled = Peeled::default();
    let mut furniture = Vec::new();
    let mut at = article.paragraphs.len();
    let mut pieces_left = MOST;
    while at > kept && pieces_left > 0 {
        pieces_left -= 1;
        at -= 1;
        let role = article.paragraphs.get(at).map(|paragraph| paragraph.role);
        if matches!(role, Some(Role::Caption | Role::Correction | Role::EditorNote)) {
            continue;
        }
        detach(&mut article.paragraphs, &mut at);
        let Some(paragraph) = article.paragraphs.get(at) else { break };
        let text = paragraph.text.text.as_str();
        let contribution = || is_contribution(text).then(|| Closing::Names(Vec::new()));
        let signed = || {
            let above = at.checked_sub(1).and_then(|above| article.paragraphs.get(above));
            let is_last = article.bylines.is_empty() && peeled.people.is_empty();
            let is_end = above.is_some_and(|above| is_prose(&above.text.text));
            (is_last && is_end).then(|| signature_of_writer(text))?.map(Closing::Names)
        };
        let closing = recognise(text, century).or_else(contribution).or_else(signed);
        let Some(closing) = closing else { break };
        if is_bare_date(text, &closing) && !is_prose_above(&article.paragraphs, at, century) {
            break;
        }
        let stays = match closing {
            Closing::Note => Some(Role::EditorNote),
            Closing::Correction => Some(Role::Correction),
            _ => None,
        };
        if let Some((role, paragraph)) = stays.zip(article.paragraphs.get_mut(at)) {
            paragraph.role = role;
            continue;
        }
        let text = article.paragraphs.remove(at).text;
        match closing {
            Closing::Credit(credit) => peeled.credits.push((credit, text.clone())),
            Closing::Names(people) => {
                peeled.people.splice(0..0, people);
            }
            Closing::Copyright => {
                article.source.copyright.get_or_insert_with(|| text.text.clone());
            }
            Closing::Stamp(Some(scanned)) => peeled.stamps.push((scanned, text.clone())),
            Closing::Stamp(None) | Closing::Mark | Closing::Note | Closing::Correction => {}
        }
        furniture.push(text);
    }
    furniture.reverse();
    article.furniture.extend(furniture);
    peeled.credits.extend(article.paragraphs.last().and_then(supplied));
    sign_letter(article);
    peeled
}

/// Whether a text is longer than a signature and ends in a full stop.
fn is_prose(text: &str) -> bool {
    text.len() > LONGEST_SIGNATURE && text.ends_with('.')
}

/// `--Ann Lee`, `ANN LEE`: who wrote a text that names nobody above it.
fn signature_of_writer(text: &str) -> Option<Vec<Byline>> {
    if text.len() > LONGEST_SIGNATURE {
        return None;
    }
    let name = text.trim_start_matches(['-', '–', '—', ' ']);
    let is_name = (2..=3).contains(&name.split(' ').count());
    Some(is_name.then(|| unsigned::known(name))??.persons)
}

/// The longest signature, in bytes.
const LONGEST_SIGNATURE: usize = 40;

/// The agency in parentheses behind the last sentence, which stays in the text.
fn supplied(last: &Paragraph) -> Option<(Credit, Text)> {
    let text = last.text.text.as_str();
    let bare = text.trim_end_matches('.').strip_suffix(')')?;
    let open = bare.rfind('(').filter(|open| bare.len() - open < LONGEST_AGENCY)?;
    let (head, name) = bare.split_at_checked(open)?;
    let credit = agencies(name.trim_start_matches('('))?;
    let is_behind = ends_sentence(head.trim_end()) && !credit.source.agencies.is_empty();
    is_behind.then(|| (credit, slice(&last.text, Span::new(open, bare.len()))))
}

/// The longest names of agencies in parentheses, in bytes.
const LONGEST_AGENCY: usize = 40;

/// Takes off what dpa notes for its customers: sources, and how to reach desks.
fn cut_notebook(article: &mut Article) {
    static STARTS: Starts = Starts::new(&["# dpa-Notizblock", "# Notizblock", "# Notebook"]);
    let is_notebook = |paragraph: &Paragraph| {
        paragraph.text.text.starts_with('#') && STARTS.begin(&paragraph.text.text)
    };
    let Some(start) = article.paragraphs.iter().position(is_notebook).filter(|at| *at > 0) else {
        return;
    };
    let notes = article.paragraphs.drain(start..);
    article.furniture.extend(notes.map(|note| note.text));
}

/// The longest line of a list of occasions, in bytes.
const LONGEST_OCCASION: usize = 100;

/// Whether a closing line is a date without parentheses and nothing else.
fn is_bare_date(text: &str, closing: &Closing) -> bool {
    let is_date = |credit: &Credit| credit.date.is_some() && credit.source == Source::default();
    !text.starts_with(['(', '（', '[']) && matches!(closing, Closing::Credit(c) if is_date(c))
}

/// Whether the paragraph above is text or a closing line: in a list of
/// occasions, dates are text.
fn is_prose_above(paragraphs: &[Paragraph], at: usize, century: Option<i16>) -> bool {
    let above = at.checked_sub(1).and_then(|at| paragraphs.get(at));
    above.is_none_or(|above| {
        let text = &above.text.text;
        text.len() > LONGEST_OCCASION || ends_sentence(text) || recognise(text, century).is_some()
    })
}

/// What ends a paragraph of text and is none becomes a paragraph of its own;
/// `at` then points to it.
fn detach(paragraphs: &mut Vec<Paragraph>, at: &mut usize) {
    let Some(paragraph) = paragraphs.get_mut(*at) else { return };
    let Some(start) = last_part(&paragraph.text.text) else { return };
    let head = slice(&paragraph.text, Span::new(0, start));
    if head.text.is_empty() {
        return;
    }
    let tail = slice(&paragraph.text, Span::new(start, paragraph.text.text.len()));
    paragraph.text = head;
    *at += 1;
    paragraphs.insert(*at, Paragraph { role: Role::Para, text: tail });
}

/// The signature of a letter is its author.
fn sign_letter(article: &mut Article) {
    let is_letter = article.headline.is_none()
        && article.paragraphs.first().is_some_and(|first| is_salutation(&first.text.text));
    if !is_letter || article.paragraphs.len() < 2 {
        return;
    }
    let Some(last) = article.paragraphs.last() else { return };
    if let Some(person) = signature(&last.text.text) {
        article.bylines.push(person);
        article.byline_lines.extend(article.paragraphs.pop().map(|paragraph| paragraph.text));
    }
}

/// Whether a text begins as letters to the editor do.
pub(super) fn is_salutation(text: &str) -> bool {
    static STARTS: Starts = Starts::new(&[
        "Sir:",
        "Sir,",
        "Sir —",
        "Sir -",
        "Sirs:",
        "Madam:",
        "Dear Sir",
        "Dear Editor",
        "To the Editor",
        "TO THE EDITOR",
        "Editor:",
        "Dear Madam",
        "SIR:",
        "SIR,",
        "SIR –",
        "SIR —",
    ]);
    STARTS.begin(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn beginnings_can_be_looked_up() {
        assert!(BEGINNINGS.is_sorted());
        let found = ["Copyright 1987", "Éditions", "A v", "Bonn"].map(begins_like_one);
        assert_eq!(found, [true, true, true, false]);
    }
}
