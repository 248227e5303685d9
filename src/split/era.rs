//! Years of calendars that say which calendar they are of: Japanese eras, the
//! Republic of China, the Thai Buddhist era.

use crate::article::PartialDate;

use super::dateline::{Kind, Tokens, number};

/// Label and what is added to the year behind it.
const ERAS: &[(&str, i16)] = &[
    ("明治", 1867),
    ("大正", 1911),
    ("昭和", 1925),
    ("平成", 1988),
    ("令和", 2018),
    ("民國", 1911),
    ("民国", 1911),
    ("พ.ศ", -543),
    ("พศ", -543),
    ("พุทธศักราช", -543),
];

/// Reads a date that begins with an era's label at token `at`; also gives the
/// token after it.
pub(super) fn date_at(tokens: &mut Tokens<'_>, at: usize) -> Option<(PartialDate, usize)> {
    if tokens.at(at).kind != Kind::Caseless {
        return None;
    }
    let word = tokens.word(at);
    let (_, shift) = ERAS.iter().find(|(label, _)| word.ends_with(label))?;
    let mut next = at + 1;
    next += usize::from(tokens.at(next).kind == Kind::Period);
    let year = (tokens.at(next).kind == Kind::Number).then(|| number(tokens.word(next)))??;
    let year = i16::try_from(year).ok()?.checked_add(*shift)?;
    next += 1;
    if tokens.word(next).starts_with('年') {
        return after_year(tokens, next + 1, year);
    }
    Some((PartialDate::year(year), next))
}

/// Month and day behind a year that is closed by `年`.
pub(super) fn after_year(
    tokens: &mut Tokens<'_>,
    at: usize,
    year: i16,
) -> Option<(PartialDate, usize)> {
    let unit = |tokens: &mut Tokens<'_>, at: usize, marks: [char; 2]| {
        let is_unit = tokens.at(at).kind == Kind::Number && tokens.word(at + 1).starts_with(marks);
        is_unit.then(|| number(tokens.word(at)).and_then(|value| i8::try_from(value).ok()))?
    };
    let Some(month) = unit(tokens, at, ['月', '월']) else {
        return Some((PartialDate::year(year), at));
    };
    match unit(tokens, at + 2, ['日', '일']) {
        Some(day) => PartialDate::day(year, month, day).map(|date| (date, at + 4)),
        None => PartialDate::month(year, month).map(|date| (date, at + 2)),
    }
}
