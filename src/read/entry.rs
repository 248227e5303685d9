//! What entries of all kinds of feeds have alike: titles with markup, authors
//! with addresses, and texts of which it must be told whether they are whole.

use super::item::{Item, looks_like_html};
use super::prose;
use super::xml::{collapsed, decode};
use crate::article::{Paragraph, Role};

/// Characters from which on a text without another one is the whole one.
const WHOLE: usize = 1_500;
/// Paragraphs from which on it is.
const MANY: usize = 5;
/// The longest line below a headline, in characters.
const LONGEST_DECK: usize = 400;

/// A title without tags, with references that were escaped twice replaced.
pub(super) fn title(title: &str) -> String {
    let has_tags = title.contains('<') && title.contains("</");
    if !has_tags {
        return collapsed(&decode(title));
    }
    let texts = prose::of_html(title);
    let texts: Vec<&str> = texts.iter().map(|paragraph| paragraph.text.text.as_str()).collect();
    collapsed(&texts.join(" "))
}

/// The name in `ann@example.com (Ann Lind)` or `Ann Lind <ann@example.com>`;
/// `None` if there is only an address.
pub(super) fn author(line: &str) -> Option<&str> {
    let line = line.trim();
    if !line.contains('@') {
        return Some(line);
    }
    if let Some((_, behind)) = line.split_once('(') {
        return Some(behind.trim_end_matches(')').trim()).filter(|name| !name.contains('@'));
    }
    let (name, _) = line.split_once('<')?;
    Some(name.trim().trim_matches('"')).filter(|name| !name.is_empty() && !name.contains('@'))
}

/// Whether the author of a feed is the house whose name its title is.
pub(super) fn is_house(author: &str, title: &str) -> bool {
    let folded = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    let (author, title) = (folded(author), folded(title));
    author.is_empty() || (!title.is_empty() && (author.contains(&title) || title.contains(&author)))
}

/// The paragraphs of a text that is HTML or not.
pub(super) fn paragraphs(text: &str) -> Vec<Paragraph> {
    if !looks_like_html(text) {
        return prose::of_text(&decode(text));
    }
    // Programs of weblogs write paragraphs as lines with nothing between them.
    let has_blocks = ["<p>", "<p "].iter().any(|tag| text.contains(tag));
    let unix = text.replace("\r\n", "\n");
    let html = if has_blocks { unix } else { unix.replace("\n\n", "<p>") };
    let once = prose::of_html(&html).into_iter();
    // Some of it may have been escaped twice.
    let again = once.flat_map(|paragraph| match paragraph.text.text.as_str() {
        text if looks_like_html(text) => prose::of_html(text),
        _ => vec![paragraph],
    });
    again.collect()
}

/// Takes the text of an entry, and marks it where only a summary is given.
pub(super) fn body(item: &mut Item, mut whole: Vec<Paragraph>, mut summary: Vec<Paragraph>) {
    let is_cut_whole = is_cut(&mut whole);
    let is_cut_summary = is_cut(&mut summary);
    let has_whole = whole.iter().any(|paragraph| paragraph.role != Role::Caption);
    let (text, other) = (letters(&whole), letters(&summary));
    let is_long = |text: &[Paragraph]| {
        text.len() >= MANY
            || text.iter().map(|p| p.text.text.chars().count()).sum::<usize>() >= WHOLE
    };
    let (is_partial, path) = if has_whole {
        let is_summary = text == other && !is_long(&whole);
        if !text.contains(&other) && !summary.is_empty() {
            as_deck(item, &summary);
        }
        item.article.paragraphs = whole;
        (is_cut_whole || is_summary, "content")
    } else {
        let is_partial = is_cut_summary || !is_long(&summary);
        item.article.paragraphs = summary;
        (is_partial, "summary")
    };
    if is_partial && item.has_text() {
        item.partial(path);
    }
}

/// A summary that the text does not begin with stands above it.
fn as_deck(item: &mut Item, summary: &[Paragraph]) {
    let texts: Vec<&str> = summary.iter().map(|paragraph| paragraph.text.text.as_str()).collect();
    let deck = collapsed(&texts.join(" "));
    if deck.chars().count() <= LONGEST_DECK {
        item.deck(Some(&deck));
    }
}

/// Letters and digits in small letters, to compare texts by.
pub(super) fn letters(paragraphs: &[Paragraph]) -> String {
    let characters = paragraphs.iter().flat_map(|paragraph| paragraph.text.text.chars());
    characters.filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Whether a text breaks off; what invites to the rest of it is taken away.
fn is_cut(text: &mut Vec<Paragraph>) -> bool {
    let mut is_cut = false;
    while let Some(last) = text.last() {
        let line = last.text.text.as_str();
        if line.len() > 300 {
            break;
        }
        let is_invitation = is_invitation(line);
        // What the programs of weblogs put under every entry.
        let is_signature = line.starts_with("The post ") && line.contains(" appeared first on ");
        if !is_invitation && !is_signature {
            break;
        }
        is_cut |= is_invitation;
        text.pop();
    }
    let last = text.last().map_or("", |last| last.text.text.as_str());
    let bare = last.trim_end_matches([' ', ']', ')']);
    is_cut || bare.ends_with('…') || bare.ends_with("...")
}

fn is_invitation(line: &str) -> bool {
    const STARTS: &[&str] = &[
        "continue reading",
        "read more",
        "read the full",
        "read full",
        "read on",
        "full story",
        "keep reading",
        "weiterlesen",
        "mehr lesen",
        "lire la suite",
        "leer más",
        "seguir leyendo",
        "leggi tutto",
        "continua a leggere",
        "lees verder",
        "läs mer",
        "читать далее",
        "читати далі",
    ];
    let folded = line.to_lowercase();
    let bare = folded.trim_start_matches(|c: char| !c.is_alphanumeric());
    line.chars().count() <= 200 && STARTS.iter().any(|start| bare.starts_with(start))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn authors_and_titles_are_freed_of_what_is_not_theirs() {
        assert_eq!(author("ann@example.com (Ann Lind)"), Some("Ann Lind"));
        assert_eq!(author("Ann Lind <ann@example.com>"), Some("Ann Lind"));
        assert_eq!(author("ann@example.com"), None);
        assert_eq!(author("Ann Lind"), Some("Ann Lind"));
        assert_eq!(title("R&amp;D <i>again</i>"), "R&D again");
        assert_eq!(title("1 < 2 &amp; 3"), "1 < 2 & 3");
    }

    #[test]
    fn summaries_are_told_from_whole_texts() {
        let long = "<p>The bell of the ship was found by two divers.</p>".repeat(6);
        for (whole, summary, is_partial, count) in [
            ("", "The bell was found.", true, 1),
            ("", long.as_str(), false, 6),
            ("<p>The bell was found.</p><p>It is old.</p>", "The bell was found.", false, 2),
            ("The bell was found.", "The bell was found.", true, 1),
            ("The <b>bell</b> was found.\n\nIt is old.", "", false, 2),
            ("<p>The bell was</p><p>Continue reading →</p>", "", true, 1),
            ("<p>The bell was found […]</p>", "", true, 1),
            ("<p>One.</p><p>The post Bell appeared first on The Post.</p>", "", false, 1),
            ("", "", false, 0),
        ] {
            let mut item = Item::default();
            body(&mut item, paragraphs(whole), paragraphs(summary));
            let found = (item.article.status.name() == "partial", item.article.paragraphs.len());
            assert_eq!(found, (is_partial, count), "{whole} | {summary}");
        }
    }
}
