//! Dates as exports print them, in the languages of their interfaces.

use super::super::stamp::{self, Habit, Stamp};

/// Names of months beside the English ones: each with its number.
const MONTHS: &[(&str, &str)] = &[
    ("january", "januar|jänner|janvier|enero|gennaio|januari|janeiro|января|sty"),
    ("february", "februar|février|febrero|febbraio|februari|fevereiro|февраля"),
    ("march", "märz|mars|marzo|maart|março|марта"),
    ("april", "avril|abril|aprile|апреля"),
    ("may", "mai|mayo|maggio|mei|maj|maio|мая"),
    ("june", "juni|juin|junio|giugno|junho|июня"),
    ("july", "juli|juillet|julio|luglio|julho|июля"),
    ("august", "août|aout|agosto|augustus|augusti|августа"),
    ("september", "septembre|septiembre|settembre|setembro|сентября"),
    ("october", "oktober|octobre|octubre|ottobre|outubro|октября"),
    ("november", "novembre|noviembre|novembro|ноября"),
    ("december", "dezember|décembre|diciembre|dicembre|desember|dezembro|декабря"),
];

/// Reads a date such as `January 11, 2010 Monday`, `Montag 11. Januar 2010`
/// or `le 11 janvier 2010`.
pub(in crate::read) fn read(text: &str) -> Option<Stamp> {
    let habit = Habit::default();
    let certain =
        |stamp: Stamp| (stamp.day_first.is_none() && stamp.date.month.is_some()).then_some(stamp);
    if text.len() > 80 {
        return None;
    }
    if let Some(stamp) = stamp::read(text, habit).and_then(certain) {
        return Some(stamp);
    }
    let lower = text.to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric() && c != ':');
    let words = words.filter(|word| !word.is_empty() && !matches!(*word, "de" | "del" | "di"));
    let english: Vec<&str> = words.map(in_english).collect();
    // The date begins with its first number or month.
    let is_start = |word: &&str| {
        word.starts_with(|c: char| c.is_ascii_digit()) || MONTHS.iter().any(|it| *it.0 == **word)
    };
    let start = english.iter().position(is_start)?;
    stamp::read(&english.get(start..)?.join(" "), habit).and_then(certain)
}

fn in_english(word: &str) -> &str {
    let named = MONTHS.iter().find(|(_, names)| names.split('|').any(|name| name == word));
    named.map_or(word, |(english, _)| english)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_of_several_languages_are_read() {
        for (text, expected) in [
            ("January 11, 2010 Monday", "2010-01-11"),
            ("Monday, January 11, 2010", "2010-01-11"),
            ("11. Januar 2010 Montag", "2010-01-11"),
            ("Montag 11. März 2010", "2010-03-11"),
            ("le 11 août 2010", "2010-08-11"),
            ("11 de enero de 2010 lunes", "2010-01-11"),
            ("17 February 2017", "2017-02-17"),
            ("Feb 17, 2017", "2017-02-17"),
            ("October 2009", "2009-10"),
            ("A day in 2010", "none"),
            ("11/12/2010", "none"),
            ("The Guardian (London)", "none"),
        ] {
            let read = read(text).map_or("none".to_owned(), |stamp| stamp.date.to_string());
            assert_eq!(read, expected, "{text}");
        }
    }
}
