//! Lines that say where and when an article was printed.
//!
//! `(The Example Post 02/17/2017 page1)` at the end, `Example Post | Nation |
//! 18 May 2014` at the beginning, `(Xinhua)`, `Xinhua - AP`.

use crate::article::Source;
use crate::span::Span;

use super::agencies::agency;
use super::date::{Scanned, scan};
use super::dateline::{is_place, month, weekday};
use super::roles::is_of_paper;
use super::sources::publication;

/// The longest name of a publication, in bytes.
const LONGEST_NAME: usize = 36;
/// The longest credit, in bytes.
const LONGEST: usize = 160;

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
            agencies(inner).or_else(|| printed(inner.trim(), century))
        }
        _ => agencies(line).or_else(|| unenclosed(line, century)),
    }
}

/// `Lakeside Tribune, January 20, 2025, Page A3`, `Published in Dawn, May 3, 2017`
fn unenclosed(line: &str, century: Option<i16>) -> Option<Credit> {
    const LABELS: [&str; 4] =
        ["Published in ", "First published in ", "Published: ", "First published: "];
    if line.ends_with('.') || !line.bytes().any(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let inner = LABELS.iter().find_map(|label| line.strip_prefix(label));
    let shift = line.len() - inner.unwrap_or(line).len();
    let mut credit = printed(inner.unwrap_or(line), century)?;
    let date = credit.date.as_mut().filter(|date| date.is_day())?;
    date.span = Span::new(date.span.start + shift, date.span.end + shift);
    let name = credit.source.publication.as_deref();
    let is_paper = name
        .filter(|name| name.contains(' '))
        .is_some_and(|name| publication(name).is_some() || name.split(' ').any(is_of_paper));
    (inner.is_some() || is_paper).then_some(credit)
}

/// One or more agencies and nothing else.
pub(super) fn agencies(line: &str) -> Option<Credit> {
    let line = line.trim();
    let small_words = line
        .as_bytes()
        .windows(2)
        .filter(|pair| matches!(pair, [b' ', small] if small.is_ascii_lowercase()));
    if line.len() > 60 || small_words.count() > 2 {
        return None;
    }
    let is_sentence = line.ends_with('.') && !line.ends_with("..");
    if line.ends_with(':') || is_sentence {
        return None;
    }
    // `^M` is how some archives print a carriage return.
    let line = line.trim_end_matches("^M").trim_matches(['.', ' ', '*', '-', '–', '—', '=']);
    let mut credit = Credit::default();
    if let Some(known) = agency(line) {
        credit.source.agencies.push(known.name.to_owned());
        return Some(credit);
    }
    for part in line
        .split([',', '/', '、', '–', '—', '-', '|'])
        .flat_map(|part| part.split(" and "))
        .flat_map(|part| part.split(" via "))
    {
        let part = part.trim();
        if matches!(
            part.to_lowercase().as_str(),
            "agencies" | "wire services" | "agences" | "агентства"
        ) {
            continue;
        }
        let name = agency(part)?.name;
        if !credit.source.agencies.iter().any(|known| known == name) {
            credit.source.agencies.push(name.to_owned());
        }
    }
    Some(credit)
}

/// `China Daily USA 02/17/2017 page1`
fn printed(inner: &str, century: Option<i16>) -> Option<Credit> {
    let date = scan(inner, century);
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
        && number.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && (is_labelled || (letters == 1 && number.starts_with(|c: char| c.is_ascii_uppercase())));
    is_page.then_some(number)
}

/// A page at the end of a text: where it begins, and the number.
fn page_at_end(text: &str) -> Option<(usize, &str)> {
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

/// Whether all words begin with a capital, particles apart.
fn is_name(text: &str) -> bool {
    const PARTICLES: &[&str] = &[
        "of", "the", "and", "de", "la", "le", "du", "des", "der", "die", "das", "del", "di", "da",
        "do", "&", "on",
    ];
    let words = || text.split_whitespace();
    let is_word = |word: &str| {
        let first = word.chars().next().unwrap_or(' ');
        let is_capital = first.is_uppercase() || (first.is_alphabetic() && !first.is_lowercase());
        is_capital && !word.ends_with(['.', ',', ':', '"', '!', '?']) || PARTICLES.contains(&word)
    };
    words().count() <= 7 && words().all(is_word) && words().any(|word| !PARTICLES.contains(&word))
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
];

/// Reads a line that stands between headline and text: a date, a source, or both.
pub(super) fn heading(line: &str, century: Option<i16>) -> Option<Credit> {
    if line.len() > LONGEST || line.ends_with('.') && !line.contains('|') {
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
    });
    let is_day = !matches!(date.reading, super::date::Reading::Sure(date, _) if date.day.is_none());
    if !is_apart || (!is_day && date.span.len() < line.len()) {
        return None;
    }
    let before = line.get(..date.span.start)?;
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
                piece.trim_matches([' ', ':', '-', '–', '—', '\t', '.']),
            )?);
        }
    }
    credit.date = Some(date);
    (names <= 5).then_some(credit)
}

/// Whether a line holds dates, times, weekdays and the words beside them, and
/// nothing else but a place in front.
pub(super) fn is_stamp(line: &str) -> bool {
    let marks = [':', '.', ',', '(', ')', '|', '-', '–', '—', '/', '•'];
    let is_number = |word: &str| {
        let digits =
            ["st", "nd", "rd", "th"].iter().find_map(|end| word.strip_suffix(end)).unwrap_or(word);
        digits.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'-' | b'/' | b'.' | b':'))
    };
    let is_time = |word: &str| {
        let word = word.trim_matches(marks).to_lowercase();
        word.is_empty()
            || BESIDE.contains(&word.as_str())
            || is_number(&word)
            || weekday(&word).is_some()
            || month(&word).is_some()
    };
    let first = line.split_whitespace().next().unwrap_or_default();
    let skipped = usize::from(is_place(first) && !is_time(first) && !first.ends_with(','));
    line.split_whitespace().skip(skipped).all(is_time)
}

/// Puts a word group of a heading where it belongs; `Some(true)` if it is a
/// name, `None` if the line is no heading.
fn label(credit: &mut Credit, piece: &str) -> Option<bool> {
    const LABELS: &[&str] = &["来源：", "来源:", "Source:", "Quelle:", "Fuente:"];
    let piece = LABELS.iter().find_map(|label| piece.strip_prefix(label)).unwrap_or(piece).trim();
    let is_beside = |word: &str| {
        let word = word.trim_matches([':', '.', ',']).to_lowercase();
        BESIDE.contains(&word.as_str()) || weekday(&word).is_some() || is_clock(&word)
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

#[cfg(test)]
mod tests {
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
