//! The line in which exports name section, page and column.

/// The section and the page of a line such as `NEWS; Pg. 8` or
/// `Section B; Page 22, Column 2; National Desk`.
pub(in crate::read) fn section(line: &str) -> (Option<String>, Option<&str>) {
    let parts = || line.split(';').map(str::trim).filter(|part| !part.is_empty());
    let is_named = |part: &&str| page(part).is_none() && !is_column(part);
    let named: Vec<&str> = parts().filter(is_named).collect();
    let page = parts().find_map(page);
    ((!named.is_empty()).then(|| named.join("; ")), page.filter(|page| !page.is_empty()))
}

/// The number of a page behind `p.`, `Page` and the like.
pub(in crate::read) fn page(part: &str) -> Option<&str> {
    const MARKS: [&str; 9] =
        ["p. ", "p.", "pp. ", "Pg. ", "Pg.", "Page ", "page ", "S. ", "Seite "];
    let number = MARKS.iter().find_map(|mark| part.strip_prefix(mark))?;
    // A column may follow.
    Some(number.split(", ").next().unwrap_or(number).trim())
}

fn is_column(part: &str) -> bool {
    ["Column ", "Col. ", "Spalte "].iter().any(|mark| part.starts_with(mark))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_and_pages_are_told_apart() {
        for (line, name, number) in [
            ("NEWS; Pg. 8", Some("NEWS"), Some("8")),
            (
                "Section B; Page 22, Column 2; National Desk",
                Some("Section B; National Desk"),
                Some("22"),
            ),
            (
                "Section 5; Part 2; Page 16; Column 2; Desk",
                Some("Section 5; Part 2; Desk"),
                Some("16"),
            ),
            ("LOKALES; S. 8", Some("LOKALES"), Some("8")),
            ("Page 4", None, Some("4")),
            ("Metro", Some("Metro"), None),
            (" ; ", None, None),
        ] {
            assert_eq!(section(line), (name.map(str::to_owned), number), "{line}");
        }
    }
}
