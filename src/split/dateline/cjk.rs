//! Chinese and Japanese datelines: `新华社北京2月17日电`, `【北京共同】`.

use crate::article::Place;

use super::{Day, Found, number};
use crate::split::agencies::{Agency, agency};

/// How many characters are looked at.
const LONGEST: usize = 60;

/// Reads a dateline at the start of a Chinese or Japanese paragraph.
pub(super) fn read(text: &str) -> Option<Found> {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let head = text.get(..end)?;
    chinese(head).or_else(|| bracketed(head))
}

/// `新华社北京2月17日电（记者王伟）`, `中新社莫斯科2月17日电 `.
fn chinese(head: &str) -> Option<Found> {
    let (known, name) = leading_agency(head)?;
    let wire = head.find('电').or_else(|| head.find('電'))?;
    let middle = head.get(name.len()..wire)?;
    let digits = middle.find(|c: char| super::digit(c).is_some())?;
    let (place, date) = middle.split_at_checked(digits)?;
    if place.chars().count() > 12 || place.contains(['，', '。', ' ']) {
        return None;
    }
    let raw_end = wire + '电'.len_utf8();
    let after = head.get(raw_end..)?;
    let (reporters, credit) = reporters(after);
    let body = raw_end + credit;
    let blank = head.get(body..)?;
    Some(Found {
        raw_end,
        body: body + (blank.len() - blank.trim_start().len()),
        places: places(place),
        day: Some(day(date)?),
        agencies: vec![known.name.to_owned()],
        language: known.language,
        reporters,
        confidence: 98,
        ..Found::default()
    })
}

/// The agency whose name a text begins with, longest first.
fn leading_agency(head: &str) -> Option<(Agency, &str)> {
    let ends = head.char_indices().skip(1).take(7).map(|(at, _)| at);
    let starts = ends.filter_map(|at| head.get(..at));
    let known = starts.filter_map(|name| agency(name).map(|known| (known, name)));
    known.filter(|(known, _)| known.language == Some("zh")).last()
}

/// `（记者王伟、李芳）`: the names, and the bytes that the parenthesis takes.
fn reporters(after: &str) -> (Vec<String>, usize) {
    let Some(inner) = after.strip_prefix('（').or_else(|| after.strip_prefix('(')) else {
        return (Vec::new(), 0);
    };
    let Some(close) = inner.find(['）', ')']) else { return (Vec::new(), 0) };
    let open = after.len() - inner.len();
    let inner = inner.get(..close).unwrap_or_default();
    let Some(names) =
        inner.trim().strip_prefix("记者").or_else(|| inner.trim().strip_prefix("記者"))
    else {
        return (Vec::new(), 0);
    };
    let names = names.split(['、', '，', ' ', '\u{3000}']).filter(|name| !name.is_empty());
    let close_len =
        after.get(open + close..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
    (names.map(str::to_owned).collect(), open + close + close_len)
}

/// `【北京共同】`, `［ワシントン　１７日　ロイター］ -`.
fn bracketed(head: &str) -> Option<Found> {
    let mut characters = head.chars();
    let close = match characters.next()? {
        '【' => '】',
        '［' => '］',
        '〔' => '〕',
        '（' => '）',
        _ => return None,
    };
    let open_len = head.len() - characters.as_str().len();
    let inner_end = head.find(close)?;
    let inner = head.get(open_len..inner_end)?;
    let parts: Vec<&str> = inner.split(['\u{3000}', ' ']).filter(|part| !part.is_empty()).collect();
    let (place, day, known) = match parts.as_slice() {
        [joined] => {
            let (place, known) = trailing_agency(joined)?;
            (place, None, known)
        }
        [place, day_text, name] => (*place, Some(day(day_text)?), agency(name)?),
        [place, name] => (*place, None, agency(name)?),
        _ => return None,
    };
    if close == '）' && day.is_none() {
        return None;
    }
    let raw_end = inner_end + close.len_utf8();
    let after = head.get(raw_end..)?;
    let rest = after.trim_start().trim_start_matches(['-', '－', '―', '—']).trim_start();
    Some(Found {
        raw_end,
        body: raw_end + (after.len() - rest.len()),
        places: places(place),
        day,
        agencies: vec![known.name.to_owned()],
        language: known.language,
        confidence: 97,
        ..Found::default()
    })
}

/// `北京共同` → `北京` and the agency.
fn trailing_agency(joined: &str) -> Option<(&str, Agency)> {
    joined.char_indices().filter(|(at, _)| *at > 0).find_map(|(at, _)| {
        let (place, name) = joined.split_at_checked(at)?;
        let name = name.split('＝').next().unwrap_or(name);
        agency(name).map(|known| (place, known))
    })
}

fn places(place: &str) -> Vec<Place> {
    let names = place.split(['、', '／', '/']).map(str::trim).filter(|name| !name.is_empty());
    names.map(|name| Place { name: name.to_owned(), region: None }).collect()
}

/// `2017年2月17日`, `2月17日`, `１７日`.
fn day(text: &str) -> Option<Day> {
    let mut found = Day::default();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let unit = rest.find(|c: char| super::digit(c).is_none()).filter(|at| *at > 0)?;
        let (digits, tail) = rest.split_at_checked(unit)?;
        let value = i16::try_from(number(digits)?).ok()?;
        let mark = tail.chars().next()?;
        match mark {
            '年' => found.year = Some(value),
            '月' => {
                found.month = i8::try_from(value).ok().filter(|month| (1..=12).contains(month));
            }
            '日' => found.day = i8::try_from(value).ok().filter(|day| (1..=31).contains(day)),
            _ => return None,
        }
        rest = tail.get(mark.len_utf8()..)?.trim_start();
    }
    found.day.is_some().then_some(found)
}
