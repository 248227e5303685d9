//! Credits that name agencies among other words: `With inputs from PTI`.

use memchr::memchr;

use super::agencies::agency;
use super::credit::{Credit, agencies};
use super::end_mark::is_desk_initials;
use super::sources::publication;
use super::starts::Starts;

/// The longest of them, in bytes.
const LONGEST: usize = 80;

/// What comes before the agencies.
static STARTS: Starts = Starts::new(&[
    "source:",
    "source：",
    "quelle:",
    "fuente:",
    "fonte:",
    "источник:",
    "джерело:",
    "来源：",
    "来源:",
    "based on reporting by",
    "some information for this report came from",
    "some information in this report came from",
    "some information for this report was provided by",
    "with inputs from",
    "inputs from",
    "with input from",
    "with files from",
    "with reports from",
    "with",
    "avec",
    "con información de",
    "con informaciones de",
    "mit material von",
    "mit",
]);

/// What comes behind them.
const ENDS: &[&str] = &[" inputs", " input"];

/// Reads a line that names the agencies of an article: `(Source: Xinhua)`,
/// `With files from The Canadian Press`, `PTI AB CD`, `(ANSA).`
pub(super) fn wire_credit(text: &str) -> Option<Credit> {
    if text.len() > LONGEST {
        return None;
    }
    let bare = text.trim_end_matches(['.', ' ']);
    let bare = bare.trim_matches(['(', ')', '（', '）', '[', ']', '【', '】', ' ']);
    let is_enclosed = text.starts_with(['(', '（', '[', '【']);
    if let Some(credit) = is_enclosed.then(|| agencies(bare)).flatten() {
        return Some(credit);
    }
    introduced(bare).or_else(|| signed(bare)).or_else(|| of_paper(bare)).or_else(|| desked(bare))
}

/// `With inputs from PTI`
fn introduced(bare: &str) -> Option<Credit> {
    let (start, rest) = STARTS.in_any_case(bare)?;
    if !start.ends_with([':', '：']) && !rest.starts_with(' ') {
        return None;
    }
    let names = ENDS.iter().find_map(|end| rest.strip_suffix(end)).unwrap_or(rest).trim();
    if matches!(names, "agency" | "agencies" | "wire" | "wires") {
        return Some(Credit::default());
    }
    agencies(names)
}

/// `PTI AB CD`: an agency, and the initials of its desk; `WAM/Ann Lee`: its reporter.
fn signed(bare: &str) -> Option<Credit> {
    if let Some((name, reporter)) = bare.split_once('/') {
        let is_name = |word: &str| {
            word.len() > 1 && word.starts_with(char::is_uppercase) && !word.ends_with('.')
        };
        let is_reporter =
            (2..=3).contains(&reporter.split(' ').count()) && reporter.split(' ').all(is_name);
        if is_reporter {
            return agencies(name);
        }
    }
    let (name, initials) = bare.split_once(' ')?;
    // `Up` and other words are names of agencies, too.
    if name != "dpa" && !name.chars().all(char::is_uppercase) {
        return None;
    }
    agency(name)?;
    let is_desk = |is: fn(&u8) -> bool| {
        let is_part = |part: &str| (2..=3).contains(&part.len()) && part.as_bytes().iter().all(is);
        initials.split([' ', '/']).all(is_part)
    };
    let is_short = initials.len() <= 12;
    let is_signed = is_desk(u8::is_ascii_lowercase) || is_desk(u8::is_ascii_uppercase);
    (is_short && is_signed).then(|| agencies(name)).flatten()
}

/// `nf/th (dpa, AFP)`: the initials of a desk, and its agencies.
fn desked(bare: &str) -> Option<Credit> {
    memchr(b'/', bare.as_bytes())?;
    let (initials, names) = bare.split_once(" (")?;
    is_desk_initials(initials).then(|| agencies(names.trim_end_matches(')')))?
}

/// Whether a name is in capitals and figures: `FRANCE 24`.
fn is_shouted(name: &str) -> bool {
    let is_part = |c: char| c.is_uppercase() || c.is_ascii_digit() || c == ' ';
    name.starts_with(char::is_uppercase) && name.chars().all(is_part)
}

/// `Le Monde avec AFP`, `FRANCE 24 with AFP`
fn of_paper(bare: &str) -> Option<Credit> {
    // Looking for a word is quick, parting a text at one is not.
    let parted = |with: &str| bare.contains(with).then(|| bare.split_once(with)).flatten();
    let listed = parted(" avec ").or_else(|| parted(" con ")).or_else(|| parted(" - "));
    let listed = listed.filter(|(paper, _)| publication(paper).is_some());
    let shouted = || parted(" with ").filter(|(paper, _)| paper.len() > 3 && is_shouted(paper));
    let (paper, names) = listed.or_else(shouted)?;
    let mut credit = agencies(names)?;
    credit.source.publication = Some(paper.to_owned());
    Some(credit)
}
