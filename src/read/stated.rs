//! Fields as formats state them: where they stood, and the dates and
//! languages of wires and feeds.

use super::Decoded;
use super::stamp::{self, Habit};
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

/// Reads a date as wires and feeds write them; one that can be read two ways
/// is none. Years of two digits are 1970 to 2069. Midnight is what is
/// written where no time is known.
pub(super) fn moment(text: &str) -> Option<Moment> {
    let of_century = |century| {
        let habit = Habit { century: Some(century), month_first: None };
        stamp::read(text, habit).filter(|stamp| stamp.day_first.is_none())
    };
    let of_2000 = of_century(2000)?;
    let stamp = if of_2000.date.year < 2070 { of_2000 } else { of_century(1900)? };
    let time = stamp.time.filter(|time| !time.starts_with("00:00"));
    Some(Moment { date: stamp.date, time })
}

/// The ISO 639 code of a language tag such as `en-GB`, `eng` or `nb_NO`.
pub(crate) fn language(tag: &str) -> Option<String> {
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
            ("2017-02-17T00:00Z", "2017-02-17"),
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
            ("17/02/2017", "2017-02-17"),
            ("02/03/2017", "none"),
            ("soon", "none"),
            ("", "none"),
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
