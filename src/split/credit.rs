//! Lines that say where and when an article was printed.
//!
//! `(The Example Post 02/17/2017 page1)` at the end, `Example Post | Nation |
//! 18 May 2014` at the beginning, `(Xinhua)`, `Xinhua - AP`.

use crate::article::Source;
use crate::span::Span;

use super::agencies::agency;
use super::date::{Scanned, scan};
use super::hash::in_lower_case;
use super::roles::is_of_paper;
use super::sources::publication;
use super::starts::Starts;

/// The longest name of a publication, in bytes.
pub(super) const LONGEST_NAME: usize = 36;
/// The longest credit, in bytes.
pub(super) const LONGEST: usize = 160;

/// What a credit or source line states.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) struct Credit {
    /// Publication, section, page, edition, agencies.
    pub source: Source,
    /// The date, with its span in the line.
    pub date: Option<Scanned>,
}

/// Reads a line that closes an article; `None` if it is anything else.
pub(super) fn closing(line: &str, century: Option<i16>) -> Option<Credit> {
    if line.len() > LONGEST || line.len() < 2 {
        return None;
    }
    let inner =
        line.strip_prefix(['(', '（', '[']).and_then(|rest| rest.strip_suffix([')', '）', ']']));
    match inner {
        Some(inner) if !inner.contains(['(', ')']) => {
            let inner = inner.trim();
            agencies(inner).or_else(|| printed(inner, scan(inner, century)))
        }
        _ => agencies(line).or_else(|| unenclosed(line, century)),
    }
}

/// `Lakeside Tribune, January 20, 2025, Page A3`, `Published in Dawn, May 3, 2017`
fn unenclosed(line: &str, century: Option<i16>) -> Option<Credit> {
    static LABELS: Starts =
        Starts::new(&["Published in ", "First published in ", "Published: ", "First published: "]);
    if line.ends_with('.') {
        return None;
    }
    let inner = LABELS.behind(line);
    let shift = line.len() - inner.unwrap_or(line).len();
    let printed_in = inner.unwrap_or(line);
    let date = scan(printed_in, century).filter(Scanned::is_day)?;
    let mut credit = printed(printed_in, Some(date))?;
    let date = credit.date.as_mut()?;
    date.span = Span::new(date.span.start + shift, date.span.end + shift);
    let name = credit.source.publication.as_deref();
    let is_paper = name
        .filter(|name| name.contains(' '))
        .is_some_and(|name| publication(name).is_some() || name.split(' ').any(is_of_paper));
    (inner.is_some() || is_paper).then_some(credit)
}

/// How many digits names of agencies have at most.
const FEW_DIGITS: usize = 2;

/// One or more agencies and nothing else.
pub(super) fn agencies(line: &str) -> Option<Credit> {
    let line = line.trim();
    let is_sentence = line.ends_with('.') && !line.ends_with("..");
    let has_figures = || line.bytes().filter(u8::is_ascii_digit).nth(FEW_DIGITS).is_some();
    if line.len() > 60 || line.ends_with(':') || is_sentence || has_figures() {
        return None;
    }
    let small_words = line
        .as_bytes()
        .windows(2)
        .filter(|pair| matches!(pair, [b' ', small] if small.is_ascii_lowercase()));
    if small_words.count() > 2 {
        return None;
    }
    // `^M` is how some archives print a carriage return.
    let line = line.trim_end_matches("^M").trim_matches(['.', ' ', '*', '-', '–', '—', '=']);
    let mut credit = Credit::default();
    if let Some(known) = agency(line) {
        credit.source.agencies.push(known.name.to_owned());
        return Some(credit);
    }
    let is_between = |word: &[u8]| matches!(word, b"and" | b"via");
    let has_marks = || line.bytes().any(|byte| matches!(byte, b',' | b'/' | b'-' | b'|' | 0x80..));
    if !line.as_bytes().split(|byte| *byte == b' ').any(is_between) && !has_marks() {
        return is_any_agency(line).then_some(credit);
    }
    for part in line
        .split([',', '/', '、', '–', '—', '-', '|'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" via "))
    {
        let part = part.trim().trim_start_matches("and ");
        if is_any_agency(part) || part.is_empty() {
            continue;
        }
        let name = agency(part)?.name;
        if !credit.source.agencies.iter().any(|known| known == name) {
            credit.source.agencies.push(name.to_owned());
        }
    }
    Some(credit)
}

/// Whether words stand for agencies without naming one.
pub(super) fn is_any_agency(name: &str) -> bool {
    in_lower_case(name, |name| {
        matches!(name, "agencies" | "wire services" | "agences" | "агентства")
    })
}

/// `China Daily USA 02/17/2017 page1`
///
/// `date` is the first of the line.
fn printed(inner: &str, date: Option<Scanned>) -> Option<Credit> {
    let (before, after) = match &date {
        Some(date) => (inner.get(..date.span.start)?, inner.get(date.span.end..)?),
        None => (inner, ""),
    };
    let mut credit = Credit { date, ..Credit::default() };
    let after = after.trim_matches([' ', ',', ';', '.', '|']);
    let mut name = before.trim_matches([' ', ',', ';', '|']);
    if !after.is_empty() {
        credit.source.page = Some(page(after)?.to_owned());
    } else if let Some((start, number)) = page_at_end(name) {
        credit.source.page = Some(number.to_owned());
        name = name.get(..start)?.trim_matches([' ', ',', ';', '|']);
    }
    if let Some((paper, wire)) = name.split_once(" - ")
        && publication(paper).is_some()
        && let Some(wire) = agencies(wire)
    {
        credit.source.agencies = wire.source.agencies;
        name = paper;
    }
    if !name.is_empty() {
        let is_known = publication(name).is_some();
        let is_dated = credit.date.as_ref().is_some_and(Scanned::is_day);
        let may_be = (is_name(name) && may_be_paper(name)) || (is_dated && is_sentence_case(name));
        if !is_known && (!may_be || (credit.date.is_none() && credit.source.page.is_none())) {
            return None;
        }
        credit.source.publication = Some(name.to_owned());
    }
    let says_something = credit.date.is_some() || credit.source.publication.is_some();
    says_something.then_some(credit)
}

/// The page that a text names and nothing else: `page1`, `p. 12`, `Pg. 35`, `A1`.
pub(super) fn page(text: &str) -> Option<&str> {
    let lower = text.get(..4.min(text.len())).unwrap_or_default().to_ascii_lowercase();
    let rest = match () {
        () if lower.starts_with("page") => text.get(4..)?,
        () if lower.starts_with("pg.") => text.get(3..)?,
        () if lower.starts_with("pp.") => text.get(3..)?,
        () if ["p.", "p ", "pg"].iter().any(|start| lower.starts_with(start)) => text.get(2..)?,
        () if lower.starts_with("s.") => text.get(2..)?,
        () if text.starts_with("с.") || text.starts_with("С.") => text.get(3..)?,
        () => text,
    };
    let is_labelled = rest.len() < text.len();
    let number = rest.trim();
    let digits = number.bytes().filter(u8::is_ascii_digit).count();
    let letters = number.bytes().filter(u8::is_ascii_alphabetic).count();
    let is_page = (1..=4).contains(&digits)
        && letters <= 1
        && number.starts_with(|c: char| c.is_ascii_alphanumeric())
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b','))
        && (is_labelled || (letters == 1 && number.starts_with(|c: char| c.is_ascii_uppercase())));
    is_page.then_some(number)
}

/// A page at the end of a text: where it begins, and the number.
pub(super) fn page_at_end(text: &str) -> Option<(usize, &str)> {
    let starts = text.char_indices().rev().filter(|(at, _)| {
        *at == 0 || text.get(..*at).is_some_and(|before| before.ends_with([' ', ',']))
    });
    let labelled = starts.take(2).filter_map(|(at, _)| {
        let tail = text.get(at..)?;
        let is_labelled = tail.starts_with(['p', 'P']);
        page(tail).filter(|_| is_labelled).map(|number| (at, number))
    });
    labelled.last()
}

/// Whether a name is not that of a place where people meet, nor an order to
/// turn the page.
fn may_be_paper(name: &str) -> bool {
    const ORDERS: &[&str] = &["Continued", "CONTINUED", "See", "SEE", "Turn", "TURN", "Page"];
    const PLACES: &[&str] = &[
        "arena",
        "cathedral",
        "centre",
        "center",
        "chapel",
        "church",
        "college",
        "court",
        "gallery",
        "hall",
        "hospital",
        "hotel",
        "house",
        "library",
        "museum",
        "park",
        "road",
        "room",
        "school",
        "stadium",
        "street",
        "theater",
        "theatre",
        "university",
    ];
    let last = name.rsplit(' ').next().unwrap_or_default().to_lowercase();
    let first = name.split(' ').next().unwrap_or_default();
    !ORDERS.contains(&first) && !PLACES.contains(&last.as_str())
}

/// Whether a word may stand among the words of a name without a capital.
pub(super) fn is_small_word(word: &[u8]) -> bool {
    matches!(
        word,
        b"of"
            | b"the"
            | b"and"
            | b"de"
            | b"la"
            | b"le"
            | b"du"
            | b"des"
            | b"der"
            | b"die"
            | b"das"
            | b"del"
            | b"di"
            | b"da"
            | b"do"
            | b"&"
            | b"on"
    )
}

/// Whether all words begin with a capital, particles apart.
pub(super) fn is_name(text: &str) -> bool {
    let words = || text.split_whitespace();
    let is_word = |word: &str| {
        let first = word.chars().next().unwrap_or(' ');
        let is_capital = first.is_uppercase() || (first.is_alphabetic() && !first.is_lowercase());
        is_capital && !word.ends_with(['.', ',', ':', '"', '!', '?'])
            || is_small_word(word.as_bytes())
    };
    words().count() <= 7
        && words().all(is_word)
        && words().any(|word| !is_small_word(word.as_bytes()))
}

/// Whether a text can be the name of a paper in a language that writes only
/// the first word of names with a capital: `Портовый вестник`, `La voz de la costa`.
fn is_sentence_case(text: &str) -> bool {
    const ARTICLES: &[&str] =
        &["La", "Le", "Les", "El", "Los", "Las", "Il", "Lo", "Der", "Die", "Das", "De", "Het", "O"];
    // Words that lead up to a date, not to a name.
    const LEADING: &[&str] = &[
        "de", "del", "du", "le", "el", "la", "am", "vom", "den", "op", "van", "от", "за", "на",
        "с", "до", "в", "к", "від", "до", "у", "з", "στις", "em", "il", "dal",
    ];
    // Endings of verbs and participles: what happened that day.
    const VERBS: &[&str] = &[
        "ан", "ен", "ят", "ано", "ено", "аны", "ены", "лся", "лась", "лось", "лись", "ал", "ил",
        "ел", "али", "или", "ели", "ет", "ит", "ют", "ют", "ся",
    ];
    let words: Vec<&str> = text.split_whitespace().collect();
    let Some((first, rest)) = words.split_first() else { return false };
    let is_foreign = !text.is_ascii() || ARTICLES.contains(first);
    let is_word = |word: &&str| {
        let is_plain =
            word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '’' | '.'));
        is_plain && !word.ends_with('.') && !VERBS.iter().any(|end| word.ends_with(end))
    };
    let is_capital = first.starts_with(char::is_uppercase);
    let ends_well = rest.last().is_some_and(|last| !LEADING.contains(last));
    is_foreign && is_capital && ends_well && words.len() <= 5 && rest.iter().all(is_word)
}

#[cfg(test)]
mod tests {
    use super::super::masthead::heading;
    use super::*;

    fn shown(credit: Option<Credit>) -> String {
        let Some(Credit { source, date }) = credit else { return "none".to_owned() };
        let date = date.map(|date| format!("{:?}", date.span.start));
        format!(
            "{} {} {} {} {}",
            source.publication.as_deref().unwrap_or("-"),
            source.section.as_deref().unwrap_or("-"),
            source.page.as_deref().unwrap_or("-"),
            source.agencies.join("+"),
            date.as_deref().unwrap_or("-"),
        )
    }

    #[test]
    fn closing_lines() {
        for (line, expected) in [
            ("(China Daily USA 02/17/2017 page1)", "China Daily USA - 1  16"),
            ("(China Daily 17/02/2017 page8)", "China Daily - 8  12"),
            ("(The Example Post 10/27/2018)", "The Example Post - -  17"),
            ("(Xinhua)", "- - - Xinhua -"),
            ("Xinhua - AP", "- - - Xinhua+AP -"),
            ("AP-AFP", "- - - AP+AFP -"),
            ("REUTER...", "- - - Reuters -"),
            ("(Feb 17, 2017)", "- - -  0"),
            ("(China and the US, page 4 of the report)", "none"),
            ("(he said on Feb 17, 2017)", "none"),
            ("(Портовый вестник 18.03.2014)", "Портовый вестник - -  32"),
            ("(Портовый вестник, 18 марта 2014)", "Портовый вестник - -  33"),
            ("(Дзеркало тижня 18.03.2014 с. 4)", "Дзеркало тижня - 4  28"),
            ("(Ленинская смена 18.03.2014)", "Ленинская смена - -  30"),
            ("(La voz de la costa 12.03.2014)", "La voz de la costa - -  19"),
            ("(Le courrier du port, 12 mars 2014)", "Le courrier du port - -  21"),
            ("(Gazeta portowa wybrzeża 12.03.2014)", "Gazeta portowa wybrzeża - -  25"),
            ("(Указ подписан 18.03.2014)", "none"),
            ("(Он умер и похоронен в понедельник 18.03.2014)", "none"),
            ("(La foto es del 12.03.2014)", "none"),
            ("(Снимок от 18.03.2014)", "none"),
            ("(Портовый вестник 2014)", "none"),
            ("(The harbour was closed 12.03.2014)", "none"),
            ("Published in Dawn, February 17th, 2017", "Dawn - -  19"),
            ("First published: 17 February 2017", "- - -  17"),
            ("The Example Post, February 17, 2017", "The Example Post - -  18"),
            ("Lakeside Tribune, January 20, 2025, Page A3", "Lakeside Tribune - A3  18"),
            ("Paris, February 17, 2017", "none"),
            ("Record February 17, 2017", "none"),
            ("Yes", "none"),
            ("(more)", "none"),
        ] {
            assert_eq!(shown(closing(line, None)), expected, "{line}");
        }
    }

    #[test]
    fn heading_lines() {
        for (line, expected) in [
            ("The Post, Weekend, Sunday, July 8, 2018", "The Post Weekend -  19"),
            ("Example Ledger | Nation | 18 May 2014", "Example Ledger Nation -  26"),
            ("Updated: 2016-02-14 09:30 (Example Tribune)", "Example Tribune - -  9"),
            ("Posted 7:42 AM ET, May 13, 2024", "- - -  19"),
            ("China Daily", "China Daily - -  -"),
            ("Posted: 4:12 p.m. Wednesday, Jan. 20, 2016", "- - -  18"),
            (
                "Published: 16:12 GMT, 20 January 2016 | Updated: 18:40 GMT, 20 January 2016",
                "- - -  22",
            ),
            ("Updated 1206 GMT (2006 HKT) February 17, 2017", "- - -  28"),
            ("Granada 17 FEB 2017 - 19:04 CET", "- - -  8"),
            ("2017-02-17 07:43    Xinhua    Editor: Li Hua", "- - - Xinhua 0"),
            ("Paris, le 3 mai 2019", "- - -  10"),
            ("Monday 5 May 2014 The Harbour Courier p 7", "The Harbour Courier - 7  0"),
            ("Paris in May 2019 was cold", "none"),
            ("Source: The Example Post", "The Example Post - -  -"),
            ("Source: Xinhua", "- - - Xinhua -"),
            ("2017年2月17日", "- - -  0"),
            ("The river rose on May 13, 2024 and fell again", "none"),
        ] {
            assert_eq!(shown(heading(line, None)), expected, "{line}");
        }
    }
}
