//! IPTC 7901, the control characters of European wires: a header, a slug, the
//! headline behind the start of text, wrapped paragraphs, a stamp.

use super::format::Format;
use super::input::{Input, Sample};
use super::item::Item;
use super::sink::Sink;
use super::stated::{begin, state};
use super::xml::Names;
use super::{LONGEST_ARTICLE, charset, prose};
use crate::article::PartialDate;

pub(super) const FORMAT: Format = Format { name: "iptc7901", version: 1, sniff, read };

const START_OF_HEADER: char = '\u{1}';
const START_OF_TEXT: char = '\u{2}';
const END_OF_TEXT: char = '\u{3}';

/// `SOH`, the letters of a service, a number.
fn sniff(sample: &Sample<'_>) -> Option<&'static str> {
    let at = sample.head.get(..8)?.iter().position(|byte| *byte == 1)?;
    let header = sample.head.get(at + 1..at + 12)?;
    let letters = header.iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
    let digits = header.iter().skip(letters).take_while(|byte| byte.is_ascii_digit()).count();
    let is_header = (2..=5).contains(&letters) && (3..=5).contains(&digits);
    (is_header && sample.text.contains(START_OF_TEXT)).then_some("the header of IPTC 7901")
}

fn read(input: Input<'_>, sink: &mut dyn Sink) {
    let bytes = input.content.into_bytes(LONGEST_ARTICLE);
    let decoded = bytes.and_then(|bytes| charset::decode_as(bytes, None, input.encoding));
    let decoded = match decoded {
        Ok(decoded) => decoded,
        Err(skip) => {
            let _ = sink.skip(None, skip);
            return;
        }
    };
    let text = decoded.text.replace("\r\n", "\n").replace('\r', "\n");
    let messages = || text.split(START_OF_HEADER).filter(|part| part.contains(START_OF_TEXT));
    let is_alone = messages().count() == 1;
    let mut names = Names::default();
    for message in messages() {
        let mut article = begin(input.locator.clone(), FORMAT.name, &decoded);
        if !is_alone {
            article.locator = names.locate(&article.locator, message.split_whitespace().next());
        }
        if of_message(Item::new(article), message).hand_over(sink).is_break() {
            return;
        }
    }
}

fn of_message(mut item: Item, message: &str) -> Item {
    let (header, rest) = message.split_once(START_OF_TEXT).unwrap_or(("", message));
    let (text, stamp) = rest.split_once(END_OF_TEXT).unwrap_or((rest, ""));
    for line in header.lines() {
        item.slug(Some(line));
    }
    let body = head_lines(&mut item, text);
    // What follows the text is for the desk, and may hold telephone numbers.
    let end = body.find("\n# ").or_else(|| body.find("\n* * *")).unwrap_or(body.len());
    let (body, desk) = body.split_at_checked(end).unwrap_or((body, ""));
    item.article.paragraphs = prose::of_text(body);
    let furniture = prose::of_text(desk).into_iter().map(|paragraph| paragraph.text);
    item.article.furniture.extend(furniture);
    if let Some((date, time)) = stamped(stamp) {
        (item.article.date, item.article.time) = (Some(date), time);
        state(&mut item.article, "date", "stamp");
    }
    item
}

/// Takes genre, headline and byline, each of which ends with ` =`; gives the
/// text behind them.
fn head_lines<'m>(item: &mut Item, text: &'m str) -> &'m str {
    const GENRES: [&str; 10] = [
        "EXTRA",
        "URGENT",
        "FLASH",
        "BULLETIN",
        "REFILE",
        "ADVISORY",
        "KILL",
        "CORRECTION",
        "UPDATE",
        "ROUNDUP",
    ];
    let text = text.trim_start();
    let end = text.find("\n\n");
    let (head, body) = end.and_then(|end| text.split_at_checked(end)).unwrap_or((text, ""));
    let is_long = head.len() > 400 || body.trim().is_empty();
    if is_long {
        return text;
    }
    let mut headline: Vec<&str> = Vec::new();
    for line in head.lines() {
        let line = line.trim().trim_end_matches('=').trim();
        let is_genre = GENRES.iter().any(|genre| line.starts_with(genre))
            || line.ends_with("LEAD") && line.len() < 16;
        if is_genre && headline.is_empty() {
            item.slug(Some(line));
            item.status(line.split(' ').next(), "genre");
        } else if line.starts_with("By ") || line.starts_with("Von ") {
            item.byline(Some(line), "byline");
        } else {
            headline.push(line);
        }
    }
    item.headline(Some(&headline.join(" ")), "headline");
    body
}

/// `131137 GMT Nov 13`: day, hour and minute, zone, month, year.
fn stamped(stamp: &str) -> Option<(PartialDate, Option<String>)> {
    const GERMAN: [(&str, &str); 3] = [("Mai", "May"), ("Okt", "Oct"), ("Dez", "Dec")];
    let mut words = stamp.split_whitespace();
    let (moment, zone, month, year) = (words.next()?, words.next()?, words.next()?, words.next()?);
    let (day, clock) = moment.split_at_checked(2)?;
    let (hour, minute) = clock.split_at_checked(2)?;
    let month =
        GERMAN.iter().find(|(name, _)| month.starts_with(name)).map_or(month, |(_, known)| known);
    let zone = match zone {
        "MESZ" => "CEST",
        "MEZ" => "CET",
        zone => zone,
    };
    let year: String = year.chars().take_while(char::is_ascii_digit).collect();
    let spelled = format!("{day} {month} {year} {hour}:{minute} {zone}");
    super::stated::moment(&spelled).map(|found| (found.date, found.time))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stamps_are_read() {
        let read = |stamp| {
            stamped(stamp).map(|(date, time)| format!("{date} {}", time.unwrap_or_default()))
        };
        assert_eq!(read("131137 GMT Nov 13").as_deref(), Some("2013-11-13 11:37+00:00"));
        assert_eq!(read("\r\n010705 MESZ Okt 98\r\n").as_deref(), Some("1998-10-01 07:05+02:00"));
        assert_eq!(read("dpa wsz"), None);
    }
}
