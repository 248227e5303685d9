//! Chinese, Japanese and Korean datelines: `新华社北京2月17日电`, `【北京共同】`,
//! `(서울=연합뉴스)`.

use crate::article::Place;

use super::{Day, Found, number};
use crate::split::agencies::{Agency, agency};

/// How many characters are looked at.
const LONGEST: usize = 60;

/// Reads a dateline at the start of a Chinese, Japanese or Korean paragraph.
pub(super) fn read(text: &str) -> Option<Found> {
    let end = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
    let head = text.get(..end)?;
    if head.starts_with('(') {
        return korean(head);
    }
    chinese(head).or_else(|| enclosed(head)).or_else(|| korean(head)).or_else(|| bracketed(head))
}

/// `（新华社北京2月17日电）`
fn enclosed(head: &str) -> Option<Found> {
    let open = '（'.len_utf8();
    let (inner, after) = head.strip_prefix('（')?.split_once('）')?;
    let found = chinese(inner).filter(|found| found.raw_end == inner.len())?;
    let raw_end = open + inner.len() + '）'.len_utf8();
    let body = raw_end + (after.len() - after.trim_start().len());
    Some(Found { raw_end, body, ..found })
}

/// `(서울=연합뉴스) 김철수 기자 = `, `【서울=뉴시스】`: the reporter stands behind it.
fn korean(head: &str) -> Option<Found> {
    let inner = head.strip_prefix(['(', '【', '['])?;
    let close = inner.find([')', '】', ']'])?;
    let (place, name) = inner.get(..close)?.split_once('=')?;
    let known = agency(name).filter(|known| known.language == Some("ko"))?;
    let open = head.len() - inner.len();
    let mark = inner.get(close..)?.chars().next()?;
    let raw_end = open + close + mark.len_utf8();
    let after = head.get(raw_end..)?;
    let (reporters, rest) = match after.split_once(" = ") {
        Some((byline, rest)) if byline.trim_end().ends_with("기자") => {
            let names = byline.trim().trim_end_matches("기자").split(['·', ',', ' ']);
            (names.filter(|name| !name.is_empty()).map(str::to_owned).collect(), rest)
        }
        _ => (Vec::new(), after),
    };
    let rest = rest.trim_start();
    Some(Found {
        raw_end,
        body: head.len() - rest.len(),
        places: places(place),
        agencies: vec![known.name.to_owned()],
        language: known.language,
        reporters,
        confidence: 97,
        ..Found::default()
    })
}

/// `新华社北京2月17日电（记者王伟）`, `中新社莫斯科2月17日电 `.
fn chinese(head: &str) -> Option<Found> {
    let (known, name) = match leading_agency(head.strip_prefix('据').unwrap_or(head)) {
        Some((known, name)) => (Some(known), name),
        // A paper's own report.
        None => (None, ["本报", "本報"].into_iter().find(|own| head.starts_with(own))?),
    };
    let wire = head.find('电').or_else(|| head.find('電'))?;
    let start = if head.starts_with('据') { '据'.len_utf8() } else { 0 };
    let middle = head.get(start + name.len()..wire)?;
    let digits = middle.find(|c: char| super::digit(c).is_some())?;
    let (place, date) = middle.split_at_checked(digits)?;
    let (place, own_reporter) = match signed_place(place) {
        Some((reporter, place)) => (place, Some(reporter)),
        None => (place, None),
    };
    let is_reporter = place.starts_with("记者") || place.starts_with("記者");
    if is_reporter || place.chars().count() > 12 || place.contains(['，', '。', ' ', '（', '('])
    {
        return None;
    }
    let raw_end = wire + '电'.len_utf8();
    let after = head.get(raw_end..)?;
    // `2月17日电力公司` is about electricity.
    let is_closed = after.starts_with(['（', '(', ' ', '\u{3000}', '：']);
    if known.is_none() && (place.is_empty() || !is_closed) {
        return None;
    }
    let (mut reporters, credit) = reporters(after);
    reporters.extend(own_reporter.map(str::to_owned));
    let body = raw_end + credit;
    let blank = head.get(body..)?;
    Some(Found {
        raw_end,
        body: body + (blank.len() - blank.trim_start().len()),
        places: places(place),
        day: Some(day(date)?),
        agencies: known.iter().map(|known| known.name.to_owned()).collect(),
        language: Some("zh"),
        reporters,
        confidence: 98,
        ..Found::default()
    })
}

/// `記者王伟台北`: a name of two or three characters, and a place of two.
fn signed_place(text: &str) -> Option<(&str, &str)> {
    let signed = text.strip_prefix("记者").or_else(|| text.strip_prefix("記者"))?;
    let count = signed.chars().count();
    let (at, _) = signed.char_indices().nth(count.checked_sub(2)?)?;
    (4..=5).contains(&count).then(|| signed.split_at_checked(at)).flatten()
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
    let Some(inner) = after.trim_start_matches(' ').strip_prefix(['（', '(']) else {
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
        [joined] => match trailing_agency(joined) {
            Some((place, known)) => (place, None, known),
            None => return own_report(head, inner, inner_end + close.len_utf8()),
        },
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

/// `【ロンドン＝高橋誠】`: a paper's own reporter.
fn own_report(head: &str, inner: &str, raw_end: usize) -> Option<Found> {
    let (place, reporter) = inner.split_once('＝').filter(|_| head.starts_with('【'))?;
    let is_short = |name: &str| (1..=10).contains(&name.chars().count()) && !name.contains('、');
    if ["写真", "図", "グラフ", "地図", "資料"].contains(&place) {
        return None;
    }
    let rest = head.get(raw_end..)?;
    (is_short(place) && is_short(reporter)).then(|| Found {
        raw_end,
        body: raw_end + (rest.len() - rest.trim_start().len()),
        places: places(place),
        language: Some("ja"),
        reporters: vec![reporter.to_owned()],
        confidence: 90,
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
