//! Lines for the desk: slugs, embargoes, kills, advisories, notes to editors.

use memchr::{memchr, memmem};

use crate::article::Status;

use super::starts::Starts;

/// What a line for the desk is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DeskLine {
    /// Slug, priority and routing.
    Slug,
    /// Not to be published before a stated time.
    Embargo,
    /// What the whole file is: a kill, an advisory.
    Notice(Status),
}

/// Recognises a line for the desk in front of an article.
pub(super) fn desk_line(line: &str) -> Option<DeskLine> {
    if line.len() > 120 {
        return None;
    }
    let first = line.as_bytes().first()?;
    if *first >= 0x80 && !line.starts_with('Э') {
        return None;
    }
    embargo(line)
        .or_else(|| notice(line).map(DeskLine::Notice))
        .or_else(|| is_slug(line).then_some(DeskLine::Slug))
}

fn embargo(line: &str) -> Option<DeskLine> {
    static STARTS: Starts = Starts::new(&[
        "embargo",
        "not for release",
        "not for publication",
        "hold for release",
        "for release",
        "not to be published",
        "sperrfrist",
        "gesperrt bis",
        "эмбарго",
        "for immediate release",
    ]);
    let (start, rest) = STARTS.in_any_case(line)?;
    let rest = rest.to_lowercase();
    let is_line = !start.starts_with("embargo")
        || ["ed ", "ed:", ":", " until", " till"].iter().any(|next| rest.starts_with(next))
        || rest.is_empty()
        || rest == "ed";
    let is_free = start == "for immediate release";
    let has_time = line.chars().any(|c| c.is_ascii_digit()) || line.len() < 24;
    if is_free && line.len() < 30 {
        return Some(DeskLine::Slug);
    }
    (is_line && has_time && !is_free && !line.ends_with('.')).then_some(DeskLine::Embargo)
}

/// `Contact: Ann Lee, 555-0100`, above the title of an announcement.
pub(super) fn is_contact_of_release(line: &str) -> bool {
    static LABELS: Starts = Starts::new(&["contact: ", "contacts: ", "media contact: "]);
    LABELS.in_any_case(line).is_some()
}

/// The status of what a line withdraws or announces.
pub(super) fn notice(line: &str) -> Option<Status> {
    const NOTICES: &[(&str, Status)] = &[
        ("MANDATORY KILL", Status::Kill),
        ("BULLETIN KILL", Status::Kill),
        ("KILL", Status::Kill),
        ("STORY KILL", Status::Kill),
        ("WITHDRAWAL", Status::Kill),
        ("STORY WITHDRAWN", Status::Kill),
        ("WITHDRAWN", Status::Kill),
        ("MANDATORY WITHDRAWAL", Status::Kill),
        ("RETRACTION", Status::Kill),
        ("ADVISORY", Status::Advisory),
        ("NEWS ADVISORY", Status::Advisory),
        ("EDITORS ADVISORY", Status::Advisory),
        ("MEDIA ADVISORY", Status::Advisory),
    ];
    let bare = line.trim_matches(['*', '-', '=', ' ', ':', '.', '!']);
    let first = bare.as_bytes().first();
    let mut notices = NOTICES.iter().filter(|(words, _)| words.as_bytes().first() == first);
    let found = notices.find(|(words, _)| {
        bare == *words
            || (line.len() < 60
                && bare.strip_prefix(words).is_some_and(|rest| rest.starts_with([':', ',']))
                && bare.len() < words.len() + 12)
    })?;
    Some(found.1)
}

/// `r i BC-Port-Fire 02-17 0345`, `AM-Summit, 4th Ld`, `BC-EU--Grain, 1st Ld-Writethru`,
/// `URGENT`, `BULLETIN`.
fn is_slug(line: &str) -> bool {
    const DESKS: &[&str] = &["BC-", "AM-", "PM-", "BC--", "AP-", "US-", "EU-", "ML-", "AS-"];
    if matches!(
        line.trim_matches(['*', ' ', '=']),
        "URGENT" | "BULLETIN" | "FLASH" | "EXTRA" | "NEWSALERT" | "APNewsNow"
    ) {
        return true;
    }
    let rest = match line.as_bytes() {
        [b'a'..=b'z', b' ', b'a'..=b'z', b' ', ..] => line.get(4..).unwrap_or_default(),
        _ => line,
    };
    if rest.as_bytes().get(2) != Some(&b'-') {
        return false;
    }
    let Some(desk) = DESKS.iter().find(|desk| rest.starts_with(**desk)) else { return false };
    let slug = rest.get(desk.len()..).unwrap_or_default();
    let first = slug.split([' ', ',']).next().unwrap_or_default();
    let is_word = first.chars().next().is_some_and(char::is_alphanumeric) || first.starts_with('-');
    let is_terse = !rest.ends_with(['.', '?', '!']) && rest.split_whitespace().count() <= 7;
    let is_wire = matches!(*desk, "BC-" | "AM-" | "PM-" | "BC--")
        || rest.len() < line.len()
        || first.contains("--");
    is_word && is_terse && is_wire && !first.is_empty()
}

/// What a slug says about the status.
pub(super) fn slug_status(line: &str) -> Option<Status> {
    let upper = line.to_uppercase();
    match () {
        () if upper.contains("KILL") && !upper.contains("KILLED") && !upper.contains("KILLING") => {
            Some(Status::Kill)
        }
        () if upper.contains("WITHDRAWAL") => Some(Status::Kill),
        () if upper.contains("CORRECTIVE") || upper.contains("CORRECTION") => {
            Some(Status::Correction)
        }
        () if upper.contains("ADVISORY") => Some(Status::Advisory),
        () => None,
    }
}

/// Verbs that a note to editors begins with, in lower case.
static VERBS: Starts = Starts::new(&[
    "adds",
    "updates",
    "recasts",
    "corrects",
    "removes",
    "rewrites",
    "repeats",
    "refiles",
    "refiling",
    "clarifies",
    "changes",
    "fixes",
    "deletes",
    "drops",
    "restores",
    "amends",
    "inserts",
    "releads",
    "releading",
    "rephrases",
    "edits",
    "updating",
    "adding",
    "correcting",
    "subs",
    "eds",
    "new throughout",
    "editor's note",
    "editor’s note",
    "editors' note",
    "editors’ note",
    "editors note",
    "editors",
    "ed note",
    "attention editors",
    "attn editors",
    "attn",
    "writes through",
    "writethru",
    "trims",
    "tightens",
    "combines",
    "moves",
    "updated",
    "corrected",
    "replaces",
    "recast",
    "note to editors",
    "note to readers",
    "rectifies",
    "reflects",
    "incorporates",
    "no change",
    "attention",
    "eds note",
    "in ",
    "this",
]);

/// Whether a note to editors stands at the start of a text; how many bytes it takes.
pub(super) fn editor_note(text: &str) -> Option<usize> {
    match text.as_bytes().first()? {
        b'(' | b'[' => {
            let inner = text.get(1..)?;
            let is_note = verb(inner).is_some_and(|verb| !matches!(verb, "in " | "this"));
            closing(text).filter(|end| is_note || text.get(..*end).is_some_and(is_note_on_story))
        }
        b'E' | b'e' | b'N' | b'A'
            if text.get(..24).unwrap_or(text).contains([':', '-', '—', '–', '.']) =>
        {
            let verb = verb(text)?;
            let rest = text.get(verb.len()..)?;
            let is_label = matches!(
                verb,
                "eds"
                    | "editor's note"
                    | "editor’s note"
                    | "editors' note"
                    | "editors’ note"
                    | "editors note"
                    | "ed note"
                    | "attention editors"
                    | "attn editors"
                    | "note to editors"
                    | "eds note"
                    | "note to readers"
            );
            (is_label && rest.trim_start().starts_with([':', '-', '—', '–', '.']))
                .then_some(text.len())
        }
        _ => None,
    }
}

/// `(This story corrects the name in paragraph 2)`
pub(super) fn is_note_on_story(text: &str) -> bool {
    const PIECES: [&str; 8] =
        ["story", "version", "article", "report", "item", "dispatch", "corrected", "refiled"];
    const CHANGES: [&str; 10] = [
        "correct",
        "refile",
        "updat",
        "clarif",
        "fix",
        "amend",
        "remov",
        "delet",
        "repeat",
        "originally",
    ];
    let Some(rest) = text.strip_prefix(['(', '[']).and_then(|rest| rest.strip_prefix("This "))
    else {
        return false;
    };
    text.len() <= LONGEST_NOTE
        && text.ends_with([')', ']'])
        && rest.split(' ').take(4).any(|word| PIECES.contains(&word))
        && CHANGES.iter().any(|change| rest.contains(change))
}

/// The longest note on a story, in bytes.
const LONGEST_NOTE: usize = 400;

/// How far into a text the name of a columnist reaches, in bytes.
const LONGEST_NAME: usize = 80;

/// `Corrects name in paragraph 2`: what desks say of a change without
/// parentheses, which no sentence begins with.
pub(super) fn bare_note(text: &str) -> bool {
    static CHANGES: Starts =
        Starts::new(&["Corrects ", "Refiles ", "Recasts ", "Clarifies ", "Refiling ", "Rewrites "]);
    static OTHERS: Starts = Starts::new(&["Adds ", "Updates ", "Removes ", "Fixes ", "Deletes "]);
    const PARTS: [&str; 9] = [
        "paragraph",
        "details",
        "quote",
        "headline",
        "byline",
        "throughout",
        "background",
        "typo",
        "comment",
    ];
    let has_part = |rest: &str| PARTS.iter().any(|part| rest.contains(part));
    let head = || text.get(..text.floor_char_boundary(LONGEST_OF_LINE)).unwrap_or_default();
    CHANGES.begin(text) || (OTHERS.begin(text) && has_part(head()))
}

/// How far into a text such a note may reach, in bytes.
const LONGEST_OF_LINE: usize = 120;

/// Where a note ends that begins a text and says whose opinions it holds:
/// `-- Ann Lee is a columnist. The opinions expressed are her own --`.
pub(super) fn columnist_note(text: &str) -> Option<usize> {
    let start = text.get(..text.floor_char_boundary(LONGEST_NAME))?;
    if !start.contains(" is a") {
        return None;
    }
    let head = text.as_bytes().get(..LONGEST_NOTE.min(text.len()))?;
    let at = memmem::find(head, b"xpressed ")?;
    let before = text.get(..at)?;
    let is_opinion = ["The opinions e", "The views e", "Views e", "Opinions e"]
        .iter()
        .any(|start| before.ends_with(start));
    let rest = text.get(at + "xpressed ".len()..)?;
    let is_said = ["are ", "here are "].iter().any(|start| rest.starts_with(start));
    let own = text.get(at..)?.find(" own").filter(|own| is_opinion && is_said && *own < 30)?;
    let rest = text.get(at + own + " own".len()..)?;
    let behind = rest.trim_start_matches(['.', ')', ' ']);
    let behind = behind.strip_prefix("--").unwrap_or(behind).trim_start();
    Some(text.len() - behind.len())
}

fn verb(text: &str) -> Option<&'static str> {
    let ends = |verb: &str, rest: &str| {
        verb.ends_with(' ') || rest.chars().next().is_none_or(|c| !c.is_alphanumeric())
    };
    VERBS.all_in_any_case(text).find(|(verb, rest)| ends(verb, rest)).map(|(verb, _)| verb)
}

/// The byte behind the parenthesis that the text opens with.
fn closing(text: &str) -> Option<usize> {
    let mut depth = 0_i32;
    for (at, byte) in text.bytes().enumerate().take(600) {
        match byte {
            b'(' | b'[' => depth += 1,
            b')' | b']' => {
                depth -= 1;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// Whether a paragraph corrects something printed earlier.
pub(super) fn is_correction(text: &str) -> bool {
    static STARTS: Starts = Starts::new(&[
        "Correction:",
        "CORRECTION:",
        "CORRECTION -",
        "Correction -",
        "Correction —",
        "CORRECTION —",
        "Corrections and clarifications",
        "Corrections:",
        "CORRECTIONS",
        "Corrections",
        "For the record",
        "FOR THE RECORD",
        "Clarification:",
        "CLARIFICATION:",
        "Berichtigung:",
        "Rectificatif",
        "Fe de erratas",
        "Erratum",
        "This article was amended on ",
        "This article was corrected on ",
        "This story was corrected on ",
        "An earlier version of this article ",
        "An earlier version of this story ",
        "更正",
        "訂正",
    ]);
    STARTS.begin(text)
}

/// Whether a line begins as texts of pictures are labelled.
pub(super) fn is_caption_label(text: &str) -> bool {
    static STARTS: Starts = Starts::new(&[
        "PHOTO:",
        "Photo:",
        "CAPTION:",
        "Caption:",
        "PHOTO CAPTION",
        "FILE PHOTO",
        "FILE - In this",
        "FILE — In this",
        "FILE – In this",
        "GRAPHIC:",
        "Foto:",
        "图片说明",
    ]);
    STARTS.begin(text)
}

/// Whether a line ends as texts of pictures do: `(AP Photo/Ida Holm)`,
/// `REUTERS/Ida Holm`.
pub(super) fn ends_in_photo_credit(text: &str) -> bool {
    const CREDITS: [&str; 8] = [
        "(AP Photo",
        "REUTERS/",
        "/File Photo",
        "(Photo: ",
        "(Photo by ",
        "(Foto: ",
        "(Getty Images",
        "/Getty Images",
    ];
    if !text.ends_with(')') && memchr(b'/', text.as_bytes()).is_none() {
        return false;
    }
    let last = text.char_indices().rev().nth(LONGEST_PHOTO_CREDIT).map_or(0, |(at, _)| at);
    let tail = text.get(last..).unwrap_or_default();
    !text.ends_with('.') && CREDITS.iter().any(|credit| tail.contains(credit))
}

/// How long the credit of a picture is at most, in characters.
const LONGEST_PHOTO_CREDIT: usize = 50;
