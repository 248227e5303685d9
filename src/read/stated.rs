//! Fields as formats state them: where they stood, and the dates and
//! languages of wires and feeds.

use super::Decoded;
use crate::article::{Article, Locator, PartialDate, Provenance, Warning};

/// How certain a field is that markup states.
const CERTAIN: u8 = 95;

/// An article of which only its document is known: where it is, which reader
/// reads it, and how it was decoded.
pub(super) fn begin(locator: Locator, reader: &str, decoded: &Decoded) -> Article {
    let mut article = Article {
        locator,
        encoding: decoded.encoding.to_owned(),
        reader: reader.to_owned(),
        ..Article::default()
    };
    let mut warn = |code: &str, message: String| {
        article.warnings.push(Warning { code: code.to_owned(), message, spans: Vec::new() });
    };
    if decoded.guessed {
        warn("encoding_guessed", format!("The encoding was guessed: {}.", decoded.encoding));
    }
    if decoded.malformed > 0 {
        warn("bad_bytes", format!("{} byte sequences could not be read.", decoded.malformed));
    }
    article
}

/// Notes that markup states a field, and where, such as `contentMeta/headline`.
pub(super) fn state(article: &mut Article, field: &str, path: &str) {
    weakly(article, field, path, CERTAIN);
}

/// The same for markup that only suggests a value, with what it is worth.
pub(super) fn weakly(article: &mut Article, field: &str, path: &str, confidence: u8) {
    let from = Provenance { from: format!("markup:{path}"), confidence, spans: Vec::new() };
    article.fields.insert(field.to_owned(), from);
}

/// Takes the first of these texts that is a date as the day of publication.
pub(super) fn publish<'t>(
    article: &mut Article,
    candidates: impl IntoIterator<Item = (&'static str, Option<&'t str>)>,
) {
    if article.date.is_some() {
        return;
    }
    let mut dates = candidates.into_iter().filter_map(|(path, text)| Some((path, moment(text?)?)));
    if let Some((path, Moment { date, time })) = dates.next() {
        (article.date, article.time) = (Some(date), time);
        state(article, "date", path);
    }
}

/// A date, with the time of day and zone if they are stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Moment {
    /// The day where it was written; month and day may be missing.
    pub date: PartialDate,
    /// `07:43+08:00`, or `07:43` without a known zone.
    pub time: Option<String>,
}

/// Reads ISO 8601 in long and short form, and the dates of mail and feeds.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    iso(text).or_else(|| spelled(text))
}

/// `2017-02-17T07:43:00.000+08:00`, `20170217T074300Z`, `2017-02`, `2017`
fn iso(text: &str) -> Option<Moment> {
    let (year, rest) = digits(text, 4)?;
    let year = i16::try_from(year).ok().filter(|year| (1400..=2200).contains(year))?;
    if rest.is_empty() {
        return Some(Moment { date: PartialDate::year(year), time: None });
    }
    let (month, rest) = digits(rest.strip_prefix('-').unwrap_or(rest), 2)?;
    let month = i8::try_from(month).ok()?;
    if rest.is_empty() {
        return Some(Moment { date: PartialDate::month(year, month)?, time: None });
    }
    let (day, rest) = digits(rest.strip_prefix('-').unwrap_or(rest), 2)?;
    let date = PartialDate::day(year, month, i8::try_from(day).ok()?)?;
    if rest.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    Some(Moment { date, time: rest.strip_prefix(['T', 't', ' ']).and_then(time) })
}

/// `Fri, 17 Feb 2017 07:43:00 +0800`, `17-Feb-17`, `February 17, 2017`
fn spelled(text: &str) -> Option<Moment> {
    let mut words =
        text.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    let (mut day, mut month, mut year) = (None, None, None);
    while year.is_none() {
        let word = words.next()?;
        for part in word.split(['-', '/']).filter(|part| !part.is_empty()) {
            match part.parse::<i16>() {
                Ok(value) if day.is_none() => day = Some(i8::try_from(value).ok()?),
                Ok(value) if month.is_some() => year = Some(completed(part, value)),
                Ok(_) => return None,
                Err(_) => month = month.or_else(|| month_of(part)),
            }
        }
    }
    let date = PartialDate::day(year?, month?, day?)?;
    let rest: Vec<&str> = words.collect();
    Some(Moment { date, time: time(&rest.join(" ")) })
}

fn completed(printed: &str, value: i16) -> i16 {
    match printed.len() {
        2 if value < 70 => 2000 + value,
        2 => 1900 + value,
        _ => value,
    }
}

fn month_of(word: &str) -> Option<i8> {
    const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
    let start = word.get(..3)?.to_ascii_lowercase();
    let at = MONTHS.as_bytes().chunks(3).position(|month| month == start.as_bytes())?;
    i8::try_from(at + 1).ok()
}

/// `07:43:00.123 +0800`, `074300Z`, `07:43 EST`; midnight to the second is what
/// is written where no time is known.
fn time(text: &str) -> Option<String> {
    let text = text.trim();
    let (hour, rest) = digits(text, 2)?;
    let (minute, rest) = digits(rest.strip_prefix(':').unwrap_or(rest), 2)?;
    let seconds = digits(rest.strip_prefix(':').unwrap_or(rest), 2);
    let (second, rest) = seconds.unwrap_or((0, rest));
    let rest = match rest.strip_prefix(['.', ',']) {
        Some(fraction) => fraction.trim_start_matches(|c: char| c.is_ascii_digit()),
        None => rest,
    };
    if hour > 23 || minute > 59 || hour + minute + second == 0 {
        return None;
    }
    match offset(rest.trim()) {
        Some(offset) => {
            let sign = if offset < 0 { '-' } else { '+' };
            let minutes = offset.abs();
            Some(format!("{hour:02}:{minute:02}{sign}{:02}:{:02}", minutes / 60, minutes % 60))
        }
        None => Some(format!("{hour:02}:{minute:02}")),
    }
}

/// Minutes east of UTC.
fn offset(zone: &str) -> Option<i32> {
    let hours = |hours: i32| Some(hours * 60);
    match zone {
        "Z" | "z" | "GMT" | "UTC" | "UT" => hours(0),
        "EST" | "CDT" => hours(-5),
        "EDT" => hours(-4),
        "CST" | "MDT" => hours(-6),
        "MST" | "PDT" => hours(-7),
        "PST" => hours(-8),
        "BST" | "CET" => hours(1),
        "CEST" | "EET" => hours(2),
        "MSK" | "EEST" => hours(3),
        "JST" => hours(9),
        _ => {
            let sign = if zone.starts_with('-') { -1 } else { 1 };
            let (hours, rest) = digits(zone.strip_prefix(['+', '-'])?, 2)?;
            let (minutes, _) = digits(rest.strip_prefix(':').unwrap_or(rest), 2).unwrap_or((0, ""));
            let offset = i32::try_from(hours * 60 + minutes).ok()?;
            (offset < 24 * 60).then_some(sign * offset)
        }
    }
}

/// A number of exactly so many digits at the start, and what follows.
fn digits(text: &str, count: usize) -> Option<(u32, &str)> {
    let (number, rest) = (text.get(..count)?, text.get(count..)?);
    let is_number = number.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| Some((number.parse().ok()?, rest)))?
}

/// The ISO 639 code of a language tag such as `en-GB`, `eng` or `nb_NO`.
pub(super) fn language(tag: &str) -> Option<String> {
    const CODES: &[(&str, &str)] = &[
        ("eng", "en"),
        ("deu", "de"),
        ("ger", "de"),
        ("fra", "fr"),
        ("fre", "fr"),
        ("spa", "es"),
        ("ita", "it"),
        ("por", "pt"),
        ("rus", "ru"),
        ("ukr", "uk"),
        ("zho", "zh"),
        ("chi", "zh"),
        ("cmn", "zh"),
        ("jpn", "ja"),
        ("kor", "ko"),
        ("ara", "ar"),
        ("nld", "nl"),
        ("dut", "nl"),
        ("swe", "sv"),
        ("dan", "da"),
        ("nor", "no"),
        ("nob", "no"),
        ("nno", "no"),
        ("nb", "no"),
        ("nn", "no"),
        ("fin", "fi"),
        ("pol", "pl"),
        ("ces", "cs"),
        ("cze", "cs"),
        ("hun", "hu"),
        ("tur", "tr"),
        ("ell", "el"),
        ("gre", "el"),
        ("ron", "ro"),
        ("rum", "ro"),
        ("fas", "fa"),
        ("per", "fa"),
        ("heb", "he"),
        ("iw", "he"),
        ("in", "id"),
    ];
    let first = tag.trim().split(['-', '_', '.']).next()?.to_ascii_lowercase();
    if let Some((_, code)) = CODES.iter().find(|(long, _)| *long == first) {
        return Some((*code).to_owned());
    }
    let is_code =
        matches!(first.len(), 2 | 3) && first.bytes().all(|byte| byte.is_ascii_lowercase());
    (is_code && !matches!(first.as_str(), "und" | "mul" | "zxx" | "mis")).then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_wires_and_feeds_are_read() {
        for (text, expected) in [
            ("2017-02-17T07:43:00.000+08:00", "2017-02-17 07:43+08:00"),
            (" 2017-02-17T07:43:00Z\n", "2017-02-17 07:43+00:00"),
            ("20170217T222800+0000", "2017-02-17 22:28+00:00"),
            ("20170217T222800-0330", "2017-02-17 22:28-03:30"),
            ("2017-02-17 07:43", "2017-02-17 07:43"),
            ("2017-02-17T00:00:00", "2017-02-17"),
            ("2017-02-17T00:00:00Z", "2017-02-17"),
            ("2017-02-17T00:00:01Z", "2017-02-17 00:00+00:00"),
            ("20170217", "2017-02-17"),
            ("2017-02", "2017-02"),
            ("2017", "2017"),
            ("Fri, 17 Feb 2017 07:43:00 +0800", "2017-02-17 07:43+08:00"),
            ("Fri, 17 Feb 17 07:43 EST", "2017-02-17 07:43-05:00"),
            ("17 Feb 87 07:43:00 GMT", "1987-02-17 07:43+00:00"),
            ("Friday, 17-Feb-2017 07:43:00 UTC", "2017-02-17 07:43+00:00"),
            ("February 17, 2017", "2017-02-17"),
            ("2017-13-01", "none"),
            ("2017-02-31", "none"),
            ("17/02/2017", "none"),
            ("soon", "none"),
            ("", "none"),
            ("201702171", "none"),
        ] {
            let read = moment(text).map_or("none".to_owned(), |Moment { date, time }| {
                date.to_string() + &time.map_or(String::new(), |time| format!(" {time}"))
            });
            assert_eq!(read, expected, "{text:?}");
        }
    }

    #[test]
    fn language_tags_become_codes() {
        for (tag, code) in [
            ("en-GB", Some("en")),
            ("EN", Some("en")),
            ("eng", Some("en")),
            ("nb-NO", Some("no")),
            ("zh_TW", Some("zh")),
            ("und", None),
            ("English", None),
            ("", None),
        ] {
            assert_eq!(language(tag).as_deref(), code, "{tag}");
        }
    }
}
