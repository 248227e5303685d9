//! Sentences that say who else worked on an article.

use super::agencies::agency;

/// The longest of them, in bytes.
const LONGEST: usize = 400;

/// Words in lower case that may stand among the names.
const AMONG_NAMES: &[&str] = &[
    "a", "al", "also", "an", "and", "at", "bin", "da", "de", "del", "den", "der", "di", "du", "el",
    "for", "from", "in", "la", "le", "near", "of", "on", "or", "reported", "ten", "ter", "the",
    "to", "van", "von", "with", "y",
];

/// Words for those who write and film.
const JOURNALISTS: &[&str] = &[
    "agencies",
    "bureau",
    "bureaus",
    "business",
    "chief",
    "colleagues",
    "columnist",
    "contributor",
    "contributors",
    "correspondent",
    "correspondents",
    "diplomatic",
    "economics",
    "editor",
    "editors",
    "foreign",
    "freelance",
    "freelancer",
    "intern",
    "investigative",
    "journalist",
    "journalists",
    "legal",
    "medical",
    "national",
    "news",
    "newsroom",
    "photographer",
    "photographers",
    "political",
    "producer",
    "producers",
    "reporter",
    "reporters",
    "researcher",
    "researchers",
    "science",
    "senior",
    "services",
    "special",
    "sports",
    "staff",
    "staffer",
    "staffers",
    "stringer",
    "team",
    "technology",
    "video",
    "videojournalist",
    "wire",
    "wires",
    "writer",
    "writers",
];

/// What is written.
const PIECES: &[&str] =
    &["report", "story", "article", "column", "dispatch", "analysis", "review", "obituary"];

/// `AP correspondents in Kyiv and Moscow contributed to this report.`
///
/// Nothing but names and the words beside them may stand in front, and nothing
/// but what they gave behind.
pub(super) fn is_contribution(text: &str) -> bool {
    let is_told = text.len() <= LONGEST && text.contains(" contributed");
    if !is_told || text.contains(['"', '“', '?', '!']) {
        return false;
    }
    let bare = text.trim_matches(['(', ')', '[', ']', ' ', '—', '-', '_', '*']);
    let Some((who, what)) = bare.rsplit_once(" contributed") else { return false };
    let are_names = who.split_whitespace().all(may_stand_among_names);
    are_names
        && match gift(what.trim_end_matches('.')) {
            Some(Gift::OwnPiece) => true,
            Some(Gift::Unclear) => are_journalists(who),
            None => false,
        }
}

/// How plainly a sentence speaks of the article that it stands under.
enum Gift {
    /// `to this report`, `reporting`.
    OwnPiece,
    /// `to the report`, `from Paris`, or nothing: others contribute, too.
    Unclear,
}

/// What stands behind `contributed`.
fn gift(what: &str) -> Option<Gift> {
    const WORK: &[&str] = &[" additional", " reporting", " and", " research", " writing"];
    let mut rest = what;
    while let Some(behind) = WORK.iter().find_map(|word| rest.strip_prefix(word)) {
        rest = behind;
    }
    let has_work = rest.len() < what.len();
    let to = [" to", " for"].iter().find_map(|to| rest.strip_prefix(to));
    let (own, place) = match to.and_then(|to| to.strip_prefix(" this ")) {
        Some(piece) => (true, behind_piece(piece)?),
        None => match to {
            Some(to) => (false, behind_piece(to.strip_prefix(" the ")?)?),
            None => (has_work, rest),
        },
    };
    let place = place.trim_start_matches(',');
    let is_place = [" from ", " in "].iter().any(|start| place.starts_with(start));
    let ends_well = place.split_whitespace().all(may_stand_among_names);
    let gift = if own { Gift::OwnPiece } else { Gift::Unclear };
    (place.is_empty() || (is_place && ends_well)).then_some(gift)
}

fn behind_piece(text: &str) -> Option<&str> {
    PIECES.iter().find_map(|piece| text.strip_prefix(piece))
}

fn may_stand_among_names(word: &str) -> bool {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    !word.starts_with(char::is_lowercase)
        || AMONG_NAMES.contains(&word)
        || JOURNALISTS.contains(&word)
}

/// Whether those who contributed are plainly people of the press.
fn are_journalists(who: &str) -> bool {
    let words: Vec<&str> = who.split_whitespace().collect();
    let is_journalist = |word: &&str| {
        const ENDINGS: &[&str] = &[
            "writer",
            "correspondent",
            "reporter",
            "photographer",
            "journalist",
            "researcher",
            "producer",
            "editor",
            "stringer",
            "newsroom",
        ];
        let word = word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
        ENDINGS.contains(&word.trim_end_matches('s')) || word == "reported"
    };
    let names = || who.split(", ").flat_map(|part| part.split(" and "));
    let is_named_in = words.iter().position(|word| *word == "in").is_some_and(|at| at >= 2)
        && words.first().is_some_and(|first| *first != "The");
    words.iter().any(is_journalist)
        || names().all(|name| agency(name.trim_start_matches("and ")).is_some())
        || is_named_in
}
