//! The table of field names: what stands before `:`, `=` or `(`.
//!
//! Zones are parts of an article in which words are looked for; filters are
//! conditions on what is not running text. A field is added by a row.

use super::ast::Zone;

/// What a field name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Field {
    /// A part of the article.
    Zone(Zone),
    /// A condition.
    Filter(FilterField),
}

/// The fields that are conditions.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FilterField {
    /// `date:2017-02`
    Date,
    /// `lang:en`
    Language,
    /// `length:100..500`
    Length,
    /// `page:A1`
    Page,
    /// `id:2017/a.txt`
    Id,
    /// `file:2017/*.txt`
    File,
    /// `status:kill`
    Status,
}

/// Every field: its name in canonical queries, then its other names.
const FIELDS: [(&[&str], Field); 17] = [
    (&["headline", "hl", "hd", "title"], Field::Zone(Zone::Headline)),
    (&["lead"], Field::Zone(Zone::Lead)),
    (&["hlead", "hlp"], Field::Zone(Zone::HeadlineLead)),
    (&["body", "text"], Field::Zone(Zone::Body)),
    (&["dateline"], Field::Zone(Zone::Dateline)),
    (&["place"], Field::Zone(Zone::Place)),
    (&["byline", "by", "author"], Field::Zone(Zone::Byline)),
    (&["source", "sn", "pub"], Field::Zone(Zone::Source)),
    (&["agency"], Field::Zone(Zone::Agency)),
    (&["section", "se"], Field::Zone(Zone::Section)),
    (&["page"], Field::Filter(FilterField::Page)),
    (&["lang", "language", "la"], Field::Filter(FilterField::Language)),
    (&["length", "wc"], Field::Filter(FilterField::Length)),
    (&["id"], Field::Filter(FilterField::Id)),
    (&["file"], Field::Filter(FilterField::File)),
    (&["date"], Field::Filter(FilterField::Date)),
    (&["status"], Field::Filter(FilterField::Status)),
];

/// The field of this name, in any case.
pub(super) fn named(name: &str) -> Option<Field> {
    let known = |names: &[&str]| names.iter().any(|known| known.eq_ignore_ascii_case(name));
    FIELDS.iter().find(|(names, _)| known(names)).map(|(_, field)| *field)
}

/// The name that a field has in canonical queries.
pub(super) fn canonical(field: Field) -> &'static str {
    let row = FIELDS.iter().find(|(_, other)| *other == field);
    row.and_then(|(names, _)| names.first().copied()).unwrap_or_default()
}

/// What is called otherwise elsewhere.
const ELSEWHERE: [(&[&str], &str); 4] = [
    (&["year", "month", "day", "after", "before", "since", "until", "from", "to"], "date"),
    (&["paper", "newspaper", "publication", "publisher", "journal", "outlet"], "source"),
    (&["path", "folder", "filename", "dir"], "file"),
    (&["lede", "intro"], "lead"),
];

/// The field that is called `name` elsewhere, or spelled most like it, if any is close.
pub(super) fn nearest(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let elsewhere = ELSEWHERE.iter().find(|(names, _)| names.contains(&name.as_str()));
    if let Some((_, field)) = elsewhere {
        return Some(field);
    }
    let names = FIELDS.iter().flat_map(|(names, _)| names.iter().copied());
    let scored = names.filter(|known| known.len() > 2).map(|known| (edits(&name, known), known));
    scored.filter(|(edits, known)| *edits <= 2 && *edits < known.len() / 2 + 1).min().map(|n| n.1)
}

/// The fields by their names in canonical queries, divided by commas.
pub(super) fn list() -> String {
    let names: Vec<&str> = FIELDS.iter().filter_map(|(names, _)| names.first().copied()).collect();
    names.join(", ")
}

/// The number of insertions, deletions and substitutions between two names.
pub(crate) fn edits(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (line, from) in left.bytes().take(32).enumerate() {
        let mut above_left = line;
        let mut best = line + 1;
        for (cell, to) in row.iter_mut().skip(1).zip(right.bytes()) {
            let substituted = above_left + usize::from(from != to);
            above_left = *cell;
            best = substituted.min(above_left + 1).min(best + 1);
            *cell = best;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_known_in_any_case() {
        for (names, field) in FIELDS {
            for name in names {
                assert_eq!(named(&name.to_uppercase()), Some(field));
            }
        }
        assert_eq!(named("headlines"), None);
        assert_eq!(named("AND"), None);
        assert_eq!(canonical(named("hd").unwrap()), "headline");
    }

    #[test]
    fn misspelt_names_are_recognised() {
        assert_eq!(nearest("headlin"), Some("headline"));
        assert_eq!(nearest("haedline"), Some("headline"));
        assert_eq!(nearest("Soruce"), Some("source"));
        assert_eq!(nearest("Putin"), None);
        for (name, field) in [
            ("Year", "date"),
            ("month", "date"),
            ("after", "date"),
            ("before", "date"),
            ("paper", "source"),
            ("newspaper", "source"),
            ("publication", "source"),
            ("path", "file"),
        ] {
            assert_eq!(nearest(name), Some(field), "{name}");
        }
        assert_eq!(edits("kitten", "sitting"), 3);
    }
}
