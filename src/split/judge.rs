//! Warnings about an article as a whole, the derived title, the status.

use crate::article::{Article, Role, Status, Warning};

use super::notes::{is_correction, notice};

/// Bytes of a headline from which on it is suspiciously long.
const LONG_HEADLINE: usize = 300;
/// Characters of a derived title.
const DERIVED: usize = 80;
/// Bytes from which on a body is not short whatever its words.
const MANY_BYTES: usize = 150;
/// Words below which a body is short.
const FEW_WORDS: usize = 20;

/// Adds the derived title, the status and the warnings.
pub(super) fn article(article: &mut Article) {
    status(article);
    derive_headline(article);
    let mut add = |code: &str, message: String| {
        article.warnings.push(Warning { code: code.to_owned(), message, spans: Vec::new() });
    };
    match (&article.headline, article.paragraphs.first()) {
        (None, _) => add("headline_missing", "No headline was found.".to_owned()),
        (Some(headline), _) if headline.text.len() > LONG_HEADLINE => {
            add("headline_long", format!("The headline has {} bytes.", headline.text.len()));
        }
        (Some(headline), Some(first)) if headline.text == first.text.text => {
            add("headline_equals_body", "The text begins with its headline.".to_owned());
        }
        _ => {}
    }
    body(article);
}

fn body(article: &mut Article) {
    let is_text = |role: Role| !matches!(role, Role::Caption | Role::EditorNote);
    let texts = || article.paragraphs.iter().filter(|paragraph| is_text(paragraph.role));
    let bytes: usize = texts().map(|paragraph| paragraph.text.text.len()).sum();
    let words = match bytes {
        0..MANY_BYTES => {
            let words = texts().flat_map(|paragraph| paragraph.text.text.split_whitespace());
            words.take(FEW_WORDS).count()
        }
        _ => FEW_WORDS,
    };
    let tables = article.paragraphs.iter().filter(|paragraph| paragraph.role == Role::Table);
    let in_tables: usize = tables.map(|paragraph| paragraph.text.text.len()).sum();
    let mut warnings = Vec::new();
    let mut add = |code: &str, message: &str| {
        warnings.push(Warning {
            code: code.to_owned(),
            message: message.to_owned(),
            spans: Vec::new(),
        });
    };
    match words {
        0 => add("body_empty", "There is no text below the headline."),
        1..FEW_WORDS => add("body_short", "The text has fewer than 20 words."),
        _ => {}
    }
    if in_tables * 2 > bytes && in_tables > 400 {
        add("table_heavy", "Most of the text is tables.");
    }
    if texts().any(|paragraph| is_garbled(&paragraph.text.text)) {
        add("encoded_twice", "Some letters were encoded twice, such as `â€™` for `’`.");
    }
    match article.status {
        Status::Kill => add("kill_notice", "This withdraws an article; do not publish it."),
        Status::Embargo => add("embargo", "This was not to be published before a stated time."),
        Status::Draft => add("draft", "This was not released for publication."),
        Status::Partial => add("partial", "Only a summary is here; the text is elsewhere."),
        _ => {}
    }
    article.warnings.append(&mut warnings);
}

/// Whether a text holds UTF-8 that was taken for windows-1252 and encoded
/// again: marks of quotation, or letters with accents.
fn is_garbled(text: &str) -> bool {
    let mark = |at: usize| text.get(at..).and_then(|rest| rest.chars().nth(2));
    let is_mark = |at| {
        mark(at)
            .is_some_and(|c| matches!(c, '™' | '˜' | 'œ' | '“' | '”' | '¦' | '\u{80}'..='\u{9F}'))
    };
    let is_letter = |at: usize| {
        let next = text.get(at..).and_then(|rest| rest.chars().nth(1));
        next.is_some_and(|c| matches!(c, '\u{80}'..='\u{BF}' | 'Ÿ' | '€' | '„' | '…'))
    };
    !text.is_ascii()
        && (text.match_indices("â€").any(|(at, _)| is_mark(at))
            || text.match_indices('Ã').filter(|(at, _)| is_letter(*at)).nth(1).is_some())
}

fn status(article: &mut Article) {
    if article.status != Status::Ok {
        return;
    }
    let notices = article.paragraphs.iter().filter(|paragraph| paragraph.role == Role::EditorNote);
    let mut desk = article.headline.iter().chain(notices.map(|paragraph| &paragraph.text));
    if let Some(status) = desk.find_map(|text| notice(&text.text)) {
        article.status = status;
        return;
    }
    let is_headed = article.headline.as_ref().is_some_and(|headline| is_correction(&headline.text));
    let lede = article.paragraphs.first();
    let is_whole =
        article.headline.is_none() && lede.is_some_and(|first| is_correction(&first.text.text));
    if is_headed || is_whole {
        article.status = Status::Correction;
    }
}

fn derive_headline(article: &mut Article) {
    if article.headline.is_some() || article.derived_headline.is_some() {
        return;
    }
    let Some(first) = article.paragraphs.first() else { return };
    let line = first.text.text.split('\n').next().unwrap_or_default();
    let end = line.char_indices().nth(DERIVED).map(|(at, _)| at);
    article.derived_headline = Some(match end.and_then(|end| line.get(..end)) {
        None => line.to_owned(),
        Some(start) => {
            let kept = start.rfind(' ').and_then(|blank| start.get(..blank)).unwrap_or(start);
            format!("{kept}…")
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_that_was_encoded_twice_is_told() {
        for (text, expected) in [
            ("The pilotâ€™s boat", true),
            ("â€œThe boat,â€\u{9D} he said", true),
            ("FÃ¤hre fÃ¼r alle", true),
            ("O navio NÃO parou", false),
            ("Ã© once", false),
            ("5 â€ 6", false),
            ("The pilot’s boat", false),
        ] {
            assert_eq!(is_garbled(text), expected, "{text}");
        }
    }
}
