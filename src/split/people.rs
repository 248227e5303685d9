//! Reporting and editing credits: `(Reporting by A in X; Editing by B)`.

use crate::article::Byline;

use super::byline::parse;
use super::persons::persons;
use super::starts::Starts;

/// Roles that Reporting/Editing credits begin with; the credit's own word is the role.
static CREDITS: Starts = Starts::new(&[
    "with additional reporting by",
    "additional reporting and writing by",
    "additional reporting by",
    "additional writing by",
    "reporting and writing by",
    "reporting and editing by",
    "reporting by",
    "writing and editing by",
    "writing by",
    "editing by",
    "desking by",
    "compiled by",
    "written by",
    "reported by",
    "additional editing by",
    "translated by",
    "graphics by",
    "graphic by",
    "research by",
    "polling by",
    "production by",
    "photography by",
    "video by",
    "additional research by",
    "with reporting by",
    "with assistance from",
    "reporting for",
    "reporte de",
    "reporte por",
    "reportagem de",
    "reportagem por",
    "edição de",
    "editado por",
    "traducido por",
    "édité par",
]);

/// Whether a text begins with the role of a credit.
pub(super) fn begins_credit(text: &str) -> bool {
    credit_role(text).is_some()
}

/// `(Reporting by A in X; Additional reporting by B; Editing by C)`
pub(super) fn people(text: &str) -> Option<Vec<Byline>> {
    let open = text.trim_start_matches(['(', '[', '-']);
    let is_enclosed = text.len() > open.len() && !text.starts_with('-');
    let inner = open.trim_end_matches(['.', ' ']);
    let inner = if is_enclosed { inner.strip_suffix([')', ']']).unwrap_or(inner) } else { inner };
    if is_enclosed && inner.starts_with("By ") && !inner.contains(';') {
        return parse(inner).map(|parsed| parsed.persons).filter(|persons| !persons.is_empty());
    }
    let is_named =
        text.starts_with('(') && (inner.starts_with("By ") || inner.contains(", édité par "));
    if !begins_credit(open) && !is_named {
        return None;
    }
    if text.contains('\n') {
        return people(&text.replace('\n', " "));
    }
    if !is_enclosed && !may_be_bare(inner) {
        return None;
    }
    let mut people = Vec::new();
    let mut last_role = "reporting";
    for clause in inner.split(';').flat_map(clauses) {
        let clause = clause.trim().trim_start_matches("and ").trim_end_matches(['.', ',']);
        let (role, rest) = credit_role(clause)
            .unwrap_or((last_role, clause.strip_prefix("By ").unwrap_or(clause)));
        credit_people(rest, role, &mut people);
        last_role = role;
    }
    let names_desks = || is_enclosed && may_be_bare(inner);
    (!people.is_empty() || names_desks()).then_some(people)
}

/// Whether credits without parentheses name people and say nothing more.
fn may_be_bare(text: &str) -> bool {
    const BESIDE: &[&str] = &[
        "agencies",
        "and",
        "at",
        "bureau",
        "by",
        "de",
        "del",
        "der",
        "desk",
        "for",
        "from",
        "in",
        "la",
        "newsroom",
        "newsrooms",
        "of",
        "staff",
        "the",
        "van",
        "von",
    ];
    let is_name = |word: &str| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        !word.starts_with(char::is_lowercase) || BESIDE.contains(&word)
    };
    text.len() < 300
        && text.split(';').flat_map(clauses).all(|clause| {
            let clause = clause.trim().trim_start_matches("and ");
            let names = credit_role(clause).map_or(clause, |(_, names)| names);
            names.split('(').next().unwrap_or_default().split_whitespace().all(is_name)
        })
}

/// `A, editing by B` holds two clauses.
fn clauses(text: &str) -> Vec<&str> {
    let mut parts = Vec::new();
    let mut start = 0;
    for (at, _) in text.match_indices([',', '.', ' ']) {
        let Some(rest) = text.get(at + 1..) else { continue };
        let rest = rest.trim_start();
        let before = text.get(start..at).unwrap_or_default();
        let is_whole =
            before.split_whitespace().count() > 1 && !before.trim_end().ends_with("dditional");
        // `Reporting and writing by` holds a second role and is one.
        let is_in_role = || {
            let clause = text.get(start..).unwrap_or_default().trim_start();
            credit_role(clause).is_some_and(|(_, names)| text.len() - names.len() > at)
        };
        if is_whole && begins_credit(rest) && !is_in_role() {
            parts.push(before.trim_end().trim_end_matches(" and"));
            start = at + 1;
        }
    }
    parts.push(text.get(start..).unwrap_or_default());
    parts
}

fn credit_role(clause: &str) -> Option<(&'static str, &str)> {
    let (found, rest) = CREDITS.in_any_case(clause)?;
    let ends = [" by", " for", " from", " de", " por", " par"];
    let role = ends.iter().find_map(|end| found.strip_suffix(end)).unwrap_or(found);
    let role = role.strip_prefix("with ").filter(|role| role.starts_with("add")).unwrap_or(role);
    Some((role, rest.trim_start_matches([' ', ':'])))
}

/// The persons of one clause; parentheses behind a name are its place, a
/// phone number or an address.
fn credit_people(rest: &str, role: &str, people: &mut Vec<Byline>) {
    let mut plain = String::new();
    let mut depth = 0;
    let mut inside = String::new();
    for character in rest.chars() {
        match character {
            '(' => depth += 1,
            ')' if depth > 0 => {
                depth -= 1;
                let is_place =
                    !inside.contains(['@', '+', '0', '1', '2', '3']) && inside.len() < 30;
                if is_place && !inside.is_empty() {
                    plain.push_str(" in ");
                    plain.push_str(&inside);
                }
                inside.clear();
            }
            _ if depth > 0 => inside.push(character),
            _ => plain.push(character),
        }
    }
    let plain = plain.replace(" and by ", " and ");
    let plain = plain.trim().trim_end_matches(" and agencies");
    for person in persons(plain).map(|parsed| parsed.persons).unwrap_or_default() {
        people.push(Byline { role: Some(role.to_owned()), ..person });
    }
}
