//! Lines that point elsewhere: sources, addresses, links, other pages.

use super::agencies::agency;
use super::credit::page;
use super::sources::publication;
use super::starts::Starts;

/// The longest of them, in bytes.
const LONGEST: usize = 160;

/// What comes before a name or an address.
static LABELS: Starts = Starts::new(&[
    "Source: ",
    "SOURCE: ",
    "SOURCE ",
    "Contact: ",
    "CONTACT: ",
    "Contacts: ",
    "Editor: ",
    "Editors: ",
    "Editor:",
    "Distributed by ",
    "Quelle: ",
    "Fuente: ",
    "Fonte: ",
    "Источник: ",
    "Джерело: ",
]);

/// What comes before the title of something else to read.
static TO_TITLES: Starts = Starts::new(&[
    "Read more: ",
    "READ MORE: ",
    "Read more at ",
    "Related:",
    "RELATED:",
    "See also:",
    "SEE ALSO:",
    "Tags:",
    "TAGS:",
    "Topics:",
]);

/// What comes before addresses, or stands above them.
static ADDRESSES: Starts = Starts::new(&["Online:", "ONLINE:"]);

/// What readers are asked to do.
static INVITATIONS: Starts = Starts::new(&[
    "Read more",
    "READ MORE",
    "Read More",
    "Click here",
    "Follow us",
    "Follow him",
    "Follow her",
    "Follow them",
    "Like us",
    "Share this",
    "Subscribe to",
    "Sign up for",
    "Contact ",
    "Reach ",
    "To contact ",
    "Email ",
    "Email: ",
    "E-mail: ",
    "Follow ",
    "Twitter: ",
    "Logo - ",
    "Photo - ",
]);

/// Sentences that are no part of the text whatever follows.
static SENTENCES: Starts = Starts::new(&[
    "Our Standards:",
    "A version of this article appear",
    "A version of this story appear",
    "Source text ",
    "Further company coverage:",
    "This story has not been edited by ",
    "(This story has not been edited by ",
    "(Except for the headline, this story has not been edited by ",
    "来源：",
    "（来源：",
    "(来源：",
]);

/// Whether a line points elsewhere and is no part of the text.
pub(super) fn is_pointer(text: &str) -> bool {
    if text.len() > LONGEST {
        return text.starts_with("To contact the ") && text.contains(" on this story");
    }
    let is_boxed = || {
        let inner = text.strip_prefix('[').and_then(|inner| inner.strip_suffix(']'));
        inner.and_then(|inner| LABELS.behind(inner)).is_some_and(|rest| !is_sentence(rest))
    };
    let is_reached = || text.contains(" can be reached at ");
    SENTENCES.begin(text)
        || is_boxed()
        || ADDRESSES.behind(text).is_some_and(|rest| rest.is_empty() || has_address(rest))
        || LABELS.behind(text).is_some_and(|rest| {
            !is_prose(rest) && (is_name(rest) || has_address(rest) || is_labelled(text, rest))
        })
        || TO_TITLES.behind(text).is_some_and(|rest| !is_sentence(rest) || has_address(rest))
        || (INVITATIONS.begin(text) && is_invitation(text))
        || (text.contains('@') && (is_address_of_writer(text) || is_reached()))
        || leads_to_page(text)
        || is_click(text)
        || is_keywords(text)
}

/// `SOURCE OF TROUBLE` names no source.
fn is_prose(rest: &str) -> bool {
    const WORDS: [&str; 6] = ["OF ", "IN ", "AT ", "FOR ", "TO ", "SAYS "];
    WORDS.iter().any(|word| rest.starts_with(word))
}

/// `For more on this story click here.`
fn is_click(text: &str) -> bool {
    const CLICKS: [&str; 7] = [
        "click here",
        "Click here",
        "click on [",
        "click on <",
        "click on http",
        "ouble-click",
        "ouble click",
    ];
    ["For ", "To "].iter().any(|start| text.starts_with(start))
        && CLICKS.iter().any(|click| text.contains(click))
}

/// `Keywords: OVENS CLOSE/`
fn is_keywords(text: &str) -> bool {
    static LABEL: Starts = Starts::new(&["Keywords: ", "KEYWORDS: "]);
    LABEL.behind(text).is_some_and(|words| !words.contains(char::is_lowercase))
}

/// The longest contact, in bytes.
const LONGEST_CONTACT: usize = 300;

/// `(ann.lee@example.com; +44 20 7946 0000)`, `((a.lee@example.com))`: how the
/// reporter is reached. At the end of a sentence an address alone belongs to it.
pub(super) fn is_contact(text: &str, is_behind_text: bool) -> bool {
    let first = text.trim_start_matches('(').split([' ', ';', ',', ')']).next().unwrap_or_default();
    let is_enclosed = text.starts_with('(') && text.ends_with(')');
    let is_way = is_address(first) && first.contains('@')
        || (first.starts_with('+') && has_number(text))
        || matches!(first, "email" | "Email" | "E-mail" | "e-mail");
    let is_plain = text.starts_with("((") || text.contains([';', '+']);
    text.len() <= LONGEST_CONTACT && is_enclosed && is_way && (is_plain || !is_behind_text)
}

/// Whether a text has the digits of a telephone number.
fn has_number(text: &str) -> bool {
    text.bytes().filter(u8::is_ascii_digit).count() >= 7
}

fn is_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '”', '\'', '’', ')']).ends_with(['.', '!'])
}

/// Whether a colon stands before something that is no sentence.
fn is_labelled(text: &str, rest: &str) -> bool {
    let has_colon = text.strip_suffix(rest).is_some_and(|label| label.contains(':'));
    has_colon && !is_sentence(rest) && !rest.ends_with(['?', ','])
}

/// `Follow us on Twitter`, `Reach Jo Doe at jdoe@example.com.`
fn is_invitation(text: &str) -> bool {
    const NETWORKS: &[&str] = &["Twitter", "Facebook", "Instagram", "Telegram", "newsletter"];
    static ASKED: Starts =
        Starts::new(&["Read", "READ", "Click", "Like us", "Share", "Subscribe", "Sign up"]);
    let is_asked = ASKED.begin(text) || text.contains("ollow us");
    has_address(text)
        || NETWORKS.iter().any(|network| text.contains(network) && !text.contains([',', ':']))
        || ["Click here to ", "Click here for "].iter().any(|start| text.starts_with(start))
        || (is_asked && !is_sentence(text))
}

/// An address of the net or of mail, an account, or a number to call.
fn has_address(text: &str) -> bool {
    text.split_whitespace().any(|word| is_address(word) || is_telephone(word))
}

/// `555-0100`, `(973)555-0101`: no date and no span of years.
fn is_telephone(word: &str) -> bool {
    let word = word.trim_end_matches(['.', ',', ';', ')']);
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let is_part =
        |c: char| c.is_ascii_digit() || matches!(c, '-' | '(' | ')' | '+' | '.' | ',' | ';');
    let is_year =
        |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    digits >= 7
        && word.contains('-')
        && word.chars().all(is_part)
        && !word.split('-').all(|part| part.len() < 3 || is_year(part))
}

fn is_address(word: &str) -> bool {
    let word = word.trim_matches(['(', ')', ',', '.', ';', ':', '<', '>']);
    let account = word.strip_prefix('@');
    let is_mail =
        || word.split_once('@').is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
    ["http://", "https://", "www."].iter().any(|start| word.starts_with(start))
        || account.is_some_and(|account| account.len() > 1)
        || is_mail()
}

/// An address alone, or with the name of its owner before it.
fn is_address_of_writer(text: &str) -> bool {
    let mut words = text.split_whitespace().rev();
    let is_mail = words.next().is_some_and(|last| last.contains('@') && is_address(last));
    let is_name = |word: &str| !word.starts_with(|c: char| c.is_lowercase() || !c.is_alphabetic());
    is_mail && words.clone().count() <= 3 && words.all(is_name)
}

/// Whether what follows a label is the name of somebody or something.
fn is_name(text: &str) -> bool {
    const SMALL: &[&str] = &[
        "of", "the", "and", "de", "la", "le", "du", "des", "del", "di", "da", "for", "von", "van",
    ];
    let text = text.trim().trim_end_matches('.');
    let is_part = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        !word.starts_with(char::is_lowercase) || SMALL.contains(&word)
    };
    agency(text).is_some()
        || publication(text).is_some()
        || (!text.is_empty() && text.split_whitespace().all(is_part))
}

/// `See POOL, Page A4`, `Continued on Page 4`, `POOL, from Page A1`.
fn leads_to_page(text: &str) -> bool {
    static TURNED: Starts = Starts::new(&[
        "Continued on ",
        "CONTINUED ON ",
        "Continued from ",
        "CONTINUED FROM ",
        "Turn to ",
        "TURN TO ",
        "Continued, ",
    ]);
    static TOLD: Starts = Starts::new(&["See ", "SEE ", "Please see ", "Please turn to ", "From "]);
    let bare = text.trim_matches(['(', ')', '[', ']', '.', ' ', '»', '>']);
    let has_number = bare.bytes().any(|byte| byte.is_ascii_digit());
    if bare.len() > 60 || !has_number {
        return false;
    }
    if TURNED.behind(bare).is_some_and(|rest| page(rest).is_some()) {
        return true;
    }
    let story = TOLD.behind(bare).unwrap_or(bare);
    let is_told = story.len() < bare.len();
    let Some((_, rest)) = story.split_once([',', ' ']).filter(|(slug, _)| is_slug(slug)) else {
        return false;
    };
    let rest = rest.trim_start_matches([',', ' ']);
    let from = ["from ", "FROM ", "From "].iter().find_map(|from| rest.strip_prefix(from));
    let place = from.or_else(|| rest.strip_prefix("on ")).unwrap_or(rest);
    (is_told || from.is_some()) && page(place).is_some()
}

/// Whether a line inside a text says where it goes on, or that an
/// advertisement stands there.
pub(super) fn is_note_of_page(text: &str) -> bool {
    const NOTES: [&str; 4] = [
        "advertisement",
        "article continues below",
        "article continues after advertisement",
        "story continues below advertisement",
    ];
    leads_to_page(text) || NOTES.iter().any(|note| note.eq_ignore_ascii_case(text))
}

/// The word in capitals by which a paper calls a story.
fn is_slug(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|c| c.is_uppercase() || c == '-')
}
