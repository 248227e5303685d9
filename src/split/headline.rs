//! Which title lines are kicker, headline and deck.

use memchr::memchr;

use super::credit::is_name;
use super::dateline::{is_place, is_region};
use super::layout::ends_sentence;
use super::lines::{Line, Source};
use super::paragraphs::{ends_in_function_word, is_all_caps, starts_lower};
use super::text::is_unspaced;
use crate::span::Span;

/// How many words a headline below a word on its own has.
const HEADLINE_WORDS: usize = 4;
/// How many characters it has at most.
const LONGEST_HEADLINE: usize = 120;

/// Lines of a title: the first and the one after the last.
pub(super) type Range = (usize, usize);

/// Kicker, headline and deck, as ranges of lines.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Titles {
    /// The line above the headline.
    pub kicker: Option<Range>,
    /// The headline.
    pub headline: Option<Range>,
    /// The lines below it.
    pub deck: Vec<Range>,
}

/// Assigns groups of title lines.
pub(super) fn assign(source: Source<'_>, lines: &[Line], groups: &[Range]) -> Titles {
    match groups {
        [kicker, place, headline, deck @ ..]
            if place.0 == kicker.1
                && is_kicker(source, lines, *kicker, *headline)
                && is_place_name(source, lines, *place) =>
        {
            let kicker = Some((kicker.0, place.1));
            Titles { kicker, headline: Some(*headline), deck: deck.to_vec() }
        }
        [kicker, headline, deck @ ..] if is_kicker(source, lines, *kicker, *headline) => {
            Titles { kicker: Some(*kicker), headline: Some(*headline), deck: deck.to_vec() }
        }
        [headline, deck @ ..] => {
            Titles { kicker: None, headline: Some(*headline), deck: deck.to_vec() }
        }
        [] => Titles::default(),
    }
}

/// Title lines that were wrapped belong together.
pub(super) fn group(source: Source<'_>, lines: &[Line], titles: &[usize]) -> Vec<Range> {
    let mut groups: Vec<Range> = Vec::new();
    for &at in titles {
        match groups.last_mut() {
            Some(last) if last.1 == at && is_continued(source, lines, at) => last.1 = at + 1,
            _ => groups.push((at, at + 1)),
        }
    }
    groups
}

fn is_continued(source: Source<'_>, lines: &[Line], at: usize) -> bool {
    let (Some(line), Some(next)) = (at.checked_sub(1).and_then(|at| lines.get(at)), lines.get(at))
    else {
        return false;
    };
    let (text, after) = (source.of(line), source.of(next));
    if next.gap > 0 || text.ends_with([';', ':', '.', '!', '?']) {
        return false;
    }
    let words = text.split_whitespace().count();
    starts_lower(after)
        || ends_in_function_word(text)
        || (ends_in_preposition(text) && !asks(after))
        || text.ends_with(',')
        || (is_all_caps(text) && is_all_caps(after) && words > 3)
}

/// Whether a line ends in a word that a title does not end in, though a
/// sentence may.
fn ends_in_preposition(text: &str) -> bool {
    const WORDS: [&str; 6] = ["after", "against", "amid", "between", "during", "without"];
    let last = text.rsplit(' ').next().unwrap_or_default();
    WORDS.contains(&last.to_lowercase().as_str())
}

/// Whether a line begins as decks do that explain a title.
fn asks(text: &str) -> bool {
    const WORDS: [&str; 6] = ["How", "What", "When", "Where", "Who", "Why"];
    WORDS.contains(&text.split(' ').next().unwrap_or_default())
}

/// Whether a word or two stand alone between blank lines, above a headline.
fn is_label(source: Source<'_>, lines: &[Line], above: &str, headline: Range) -> bool {
    let Some(line) = lines.get(headline.0).filter(|line| line.gap > 0) else { return false };
    let below = source.of(line);
    let name = above.strip_prefix("The ").unwrap_or(above);
    let is_word = name.chars().all(char::is_alphabetic) && name.starts_with(char::is_uppercase);
    is_word
        && line.width <= LONGEST_HEADLINE
        && below.split_whitespace().count() >= HEADLINE_WORDS
        && !ends_sentence(below)
}

/// `NATION IN BRIEF; KENTUCKY;`
fn is_place_name(source: Source<'_>, lines: &[Line], range: Range) -> bool {
    let text = lines.get(range.0).map_or("", |line| source.of(line)).trim_end_matches([';', ':']);
    range.1 - range.0 == 1 && (is_place(text) || is_region(text))
}

/// A kicker is short, and in capitals or closed by a mark.
fn is_kicker(source: Source<'_>, lines: &[Line], kicker: Range, headline: Range) -> bool {
    let text = |range: Range| lines.get(range.0).map_or("", |line| source.of(line));
    let (above, below) = (text(kicker), text(headline));
    if kicker.1 - kicker.0 > 1 || (above.ends_with('.') && !above.ends_with("..")) {
        return false;
    }
    let words = above.split_whitespace().count();
    let longer = below.len() > above.len();
    if above.chars().next().is_some_and(is_unspaced) {
        return above.chars().count() <= 6 && below.chars().count() > above.chars().count() + 2;
    }
    (above.ends_with([':', ';']) && words <= 4)
        || (words <= 4 && longer && (is_all_caps(above) || is_section(above)))
        || (words <= 4 && is_all_caps(above) && is_series(above) && is_title_case(below))
        || is_label(source, lines, above, headline)
}

/// Where kicker, headline and deck of a title lie that are parted by
/// semicolons on one line: `COLUMN ONE; THE LAST FERRY; A RIVER WITHOUT BOATS`.
pub(super) fn parts(title: &str) -> Option<[Span; 3]> {
    memchr(b';', title.as_bytes())?;
    let mut parts: Vec<&str> = title.split("; ").collect();
    let first = parts.first()?;
    let is_label = is_section(first) || is_series(first) || is_place(first);
    let are_words = parts.iter().all(|part| part.contains(char::is_alphabetic));
    if !(2..=MOST_PARTS).contains(&parts.len()) || !is_label || !are_words {
        return None;
    }
    let has_place = parts.len() > 2 && parts.get(1).is_some_and(|it| is_place(it) || is_region(it));
    let kicker = parts.drain(..=usize::from(has_place)).map(|part| part.len() + 2).sum::<usize>();
    let is_title =
        |title: &&&str| title.split(' ').nth(2).is_some() && !title.starts_with(char::is_lowercase);
    let headline = kicker + parts.first().filter(is_title)?.len();
    let deck = (headline + 2).min(title.len());
    Some([Span::new(0, kicker - 2), Span::new(kicker, headline), Span::new(deck, title.len())])
}

/// `COLUMN ONE`, `THEATER REVIEW`, `WORLD IN BRIEF`: what papers call a series.
fn is_series(title: &str) -> bool {
    const WORDS: [&str; 22] = [
        "analysis",
        "brief",
        "briefing",
        "briefly",
        "briefs",
        "column",
        "commentary",
        "diary",
        "dispatch",
        "file",
        "interview",
        "journal",
        "letter",
        "memo",
        "notebook",
        "notes",
        "perspective",
        "profile",
        "report",
        "review",
        "roundup",
        "watch",
    ];
    let words = || title.split([' ', ',']);
    let is_known = |word: &str| WORDS.iter().any(|known| known.eq_ignore_ascii_case(word));
    words().count() <= 5
        && (words().next_back().is_some_and(is_known) || words().next().is_some_and(is_known))
}

/// How many parts a title on one line has at most.
const MOST_PARTS: usize = 4;

/// Whether a line of at least three words has capitals as titles have, but not
/// all through.
fn is_title_case(text: &str) -> bool {
    text.split(' ').nth(2).is_some() && !is_all_caps(text) && is_name(text)
}

/// Parts of a paper and kinds of articles, which stand above headlines; in
/// order, in lower case.
const SECTIONS: [&str; 84] = [
    "analyse",
    "analysis",
    "arts",
    "ausland",
    "book review",
    "books",
    "business",
    "cinema",
    "city",
    "columna",
    "comment",
    "commentary",
    "correspondence",
    "cronaca",
    "cultura",
    "culture",
    "dispatch",
    "economia",
    "economy",
    "economía",
    "editorial",
    "entertainment",
    "entrevista",
    "esteri",
    "exclusive",
    "feature",
    "feuilleton",
    "film",
    "finance",
    "focus",
    "health",
    "in brief",
    "inland",
    "international",
    "interview",
    "kommentar",
    "kultur",
    "leader",
    "leitartikel",
    "letters",
    "letters to the editor",
    "local",
    "markets",
    "media",
    "metro",
    "mundo",
    "music",
    "nation",
    "national",
    "news analysis",
    "news in brief",
    "obituaries",
    "obituary",
    "op-ed",
    "opinion",
    "opinión",
    "panorama",
    "people",
    "politica",
    "politics",
    "politik",
    "politique",
    "política",
    "profile",
    "region",
    "reportage",
    "review",
    "science",
    "special report",
    "sport",
    "sports",
    "technology",
    "the big read",
    "theatre",
    "travel",
    "viewpoint",
    "weather",
    "wirtschaft",
    "world",
    "world in brief",
    "world news",
    "économie",
    "мнение",
    "политика",
];

fn is_section(title: &str) -> bool {
    SECTIONS.binary_search(&title.to_lowercase().as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_in_order() {
        assert!(SECTIONS.is_sorted());
    }
}
